"""The two lawful places of the tone mark in "oa", "oe" and "uy": "hòa" and "hoà", "ủy" and "uỷ"."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OTHER_MARKS = "\u0302\u0306\u031b"
# At the end of a syllable only: "hoàn" and "thuyền" have one spelling. In "quý" the u is part of the consonant.
_OLD = re.compile(
    rf"(?<![qQ])([oO](?=[{_TONES}][aAeE])|[uU](?=[{_TONES}][yY]))([{_TONES}])([aAeEyY])"
    rf"(?![^\W\d_]|[{_TONES}{_OTHER_MARKS}])"
)
_NEW = re.compile(rf"(?<![qQ])([oO](?=[aAeE])|[uU](?=[yY]))([aAeEyY])([{_TONES}])(?![^\W\d_]|[{_OTHER_MARKS}])")


def tone_on_first(text: str) -> str:
    """Example: "uỷ" → "ủy", NFC."""
    return unicodedata.normalize("NFC", _NEW.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def tone_on_second(text: str) -> str:
    """Example: "ủy" → "uỷ", NFC."""
    return unicodedata.normalize("NFC", _OLD.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))
