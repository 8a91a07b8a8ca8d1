"""Words without what Vietnamese spelling leaves open: letter case, tone placement (hoà/hòa), i or y (kĩ/kỹ)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

# Where a syllable ends in one of these the tone stands on its first letter by one school, on its second by the other.
_TONED_PAIRS = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# After these a lone final i and y are the same sound: kỹ/kĩ, lý/lí, quý/quí, tỷ/tỉ.
_I_OR_Y = re.compile(r"(h|k|l|m|s|t|qu)[yỳýỷỹỵ]")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
# Marks that stand for one another.
_MARKS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "•": "-", "●": "-", "·": "-", "*": "-"}


def words(text: str) -> Iterator[re.Match[str]]:
    """The words and marks of a text, each mark alone."""
    return _WORD.finditer(text)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word's look-up key: words that only spelling sets apart have the same. Never for stored text."""
    key = unicodedata.normalize("NFC", word).casefold()
    key = _MARKS.get(key, key)
    if key[-2:] in _placements() and key[-3:-2] != "q":
        key = key[:-2] + _placements()[key[-2:]]
    if _I_OR_Y.fullmatch(key):
        key = key.translate(_Y_TO_I)
    return key


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """The look-up keys of a phrase's words."""
    return tuple(fold(match.group()) for match in words(phrase))


@cache
def _placements() -> dict[str, str]:
    """Syllable ends with the tone moved to where most offices write it: "oà" -> "òa"."""
    return {
        unicodedata.normalize("NFC", pair + tone): unicodedata.normalize("NFC", pair[0] + tone + pair[1])
        for pair in _TONED_PAIRS
        for tone in _TONES
    }
