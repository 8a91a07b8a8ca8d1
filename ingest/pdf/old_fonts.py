"""Letters that a PDF prints in fonts from before Unicode, read as the letters that they show.

A font's name mostly tells its encoding (`ingest.legacy`). Where it does not, the words tell: text that is Vietnamese by
one table, and by none without it, is in that encoding.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from ingest.legacy import Encoding, decoded, is_unicode
from ingest.pdf.syllables import is_syllable


def may_be_old(distinct: Collection[int]) -> bool:
    """Whether a page with these codes of letters could be in an old encoding: it has a few signs that only Latin-1 has,
    and no letter that only Unicode has.
    """
    return len(_LATIN_1.intersection(distinct)) >= _FEWEST_SIGNS and _ONLY_UNICODE.isdisjoint(distinct)


def guess(codes: Sequence[int]) -> Encoding | None:
    """The encoding by which text, given as codes of letters, is Vietnamese; None if none is, or too little is text."""
    if not may_be_old(set(codes)):
        return None
    for old in (Encoding.TCVN3, Encoding.VNI):
        letters = zip(_characters(codes, old), codes, strict=True)
        parted = "".join(letter + "\n" if code in _LINE_END else letter for letter, code in letters)
        text = unicodedata.normalize("NFC", decoded(parted, old))
        words = [word for word in _WORD.findall(text) if not (word.isascii() and word.isupper())]
        marked = sum(not word.isascii() for word in words)
        syllables = sum(is_syllable(word.lower()) for word in words)
        if len(words) >= _FEWEST_WORDS and marked >= _MARKED * len(words) and syllables >= _SYLLABLES * len(words):
            return old
    return None


def decode(codes: Sequence[int], old: Encoding) -> list[str]:
    """What each letter adds to the text: one letter, a combining mark of VNI, or what it is in Latin-1."""
    return [decoded(character, old) for character in _characters(codes, old)]


def has_unicode(codes: Sequence[int]) -> bool:
    """Whether letters of an old font were given their Unicode by the file, so that nothing is to be decoded."""
    return is_unicode("".join(map(_character, codes)))


_SYLLABLES = 0.97  # the least share of words, abbreviations aside, that must be Vietnamese once decoded
_MARKED = 0.4  # the least share with marks or đ
_FEWEST_WORDS = 5
_FEWEST_SIGNS = 3
_LATIN_1 = frozenset([*range(0xA1, 0x100), *range(0xF0A1, 0xF100)])
_ONLY_UNICODE = frozenset([*map(ord, "ăđơưĂĐƠƯ"), *range(0x1EA0, 0x1EFA), 0x309, 0x323])
_WORD = re.compile(r"[^\W\d_]{2,}")

# TCVN3 has its ư where Latin-1 has the soft hyphen, which PDF's own table and pdfium both take for a hyphen. At the end
# of a line pdfium gives a code of its own for it, and no blank before the next line.
_SOFT_HYPHEN = "\u00ad"
_LINE_END = (0x02, 0xFFFE)
_AROUND_HYPHEN = re.compile(r"([^\s\-\x02]{0,10})(?:\x02|-([^\s\-\x02]{0,10}))")  # no syllable is longer
_PUNCTUATION = ".,;:!?()[]\"'/…“”"


def _characters(codes: Sequence[int], old: Encoding) -> str:
    """The letters as Latin-1 has them, one for each code."""
    text = "".join(map(_character, codes))
    return text if old is Encoding.VNI else _AROUND_HYPHEN.sub(_with_u, text)


def _character(code: int) -> str:
    if code in _LINE_END:
        return "\x02"
    if 0xF020 <= code <= 0xF0FF:  # how symbol fonts number their letters
        return chr(code - 0xF000)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _with_u(found: re.Match[str]) -> str:
    """The letters around a hyphen with ư for it, if that makes a syllable: ph-¬ng, n-íc, nh-; not kinh tÕ-x· héi."""
    if not (found[1] or found[2]):
        return found[0]
    word = found[1] + _SOFT_HYPHEN + (found[2] or "")
    syllable = decoded(word, Encoding.TCVN3).strip(_PUNCTUATION)
    return word if is_syllable(syllable.lower()) else found[0]
