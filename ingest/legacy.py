"""Letters of the fonts that Vietnam used before Unicode: the font's name tells the encoding.

TCVN3 (TCVN 5712:1993, "ABC") are the fonts .VnTime, .VnArial …, those that end in H show capitals only. VNI fonts
(VNI-Times …) write a letter's marks as a second character. In such a file "Kế hoạch" is "KÕ ho¹ch" or "Keá hoaïch".
Word files (`ingest.docx`) and PDF files (`ingest.pdf`) with such fonts are read by the tables here.
"""

import re
from enum import Enum, auto


class Encoding(Enum):
    """How a font from before Unicode encodes Vietnamese letters."""

    TCVN3 = auto()
    TCVN3_CAPITALS = auto()  # shows capitals for small letters
    VNI = auto()
    UNKNOWN = auto()  # one of these, or another: the font's name alone does not tell


def encoding(font: str | None) -> Encoding | None:
    """The old encoding that a font's name tells; None for any other font.

    PDF files put "ABCDEF+" before the name, "Bold" and the like after it, and some lose its dot.
    """
    if font is None or "vn" not in font[:10].lower():
        return None
    name = _FACE.sub("", _SUBSET.sub("", font))
    if _VNI_NAME.match(name):
        return Encoding.VNI
    if _TCVN3_NAME.match(name):
        return Encoding.TCVN3_CAPITALS if name[-1] in "hH" else Encoding.TCVN3
    return Encoding.UNKNOWN if name[:2] in ("VN", "vn") else None


def decoded(text: str, old: Encoding) -> str:
    """The text in Unicode, marks perhaps apart from their letters (NFC joins them)."""
    match old:
        case Encoding.TCVN3:
            return text.translate(_TCVN3)
        case Encoding.TCVN3_CAPITALS:
            return text.translate(_TCVN3).upper()
        case Encoding.VNI:
            return text.translate(_VNI)
        case Encoding.UNKNOWN:
            return text


def modern(text: str, font: str | None) -> str:
    """The text in Unicode, marks perhaps apart from their letters (NFC joins them), if the font is an old one."""
    old = encoding(font)
    return decoded(text, old) if old else text


def is_unicode(text: str) -> bool:
    """Whether a text has letters or marks that only Unicode has, so that an old font's name says nothing about it."""
    return _VIETNAMESE.search(text) is not None


_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FACE = re.compile(r"(?:bold|italic|oblique|regular|normal|[-, ])+$", re.IGNORECASE)
_VNI_NAME = re.compile(r"(?i:vni[-_ ]?[a-z])")
_TCVN3_NAME = re.compile(r"\.(?i:vn)|Vn[A-Z]")
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0309\u0323]")

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = str.maketrans(
    {mark.upper(): marks for mark, marks in _VNI_MARKS.items()}
    | _VNI_MARKS
    | {letter.upper(): read.upper() for letter, read in _VNI_LETTERS.items()}
    | _VNI_LETTERS
)
