"""Words compared without tones: "dieu phoi" is "Điều phối", and both placements of a tone are one.

The full-text index and every filter by words use these functions, so that they agree on what a word is.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


class _Marks(dict[int, int | None]):
    """For `str.translate`: marks that combine go, all else stays. Each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)).startswith("M") else code
        return self[code]


_MARKS = _Marks()


def fold(text: str) -> str:
    """The text in small letters without marks, đ as d. Folding twice is folding once."""
    bare = unicodedata.normalize("NFD", text).translate(_MARKS)
    return unicodedata.normalize("NFD", bare.lower()).replace("đ", "d").replace("\u0307", "")


def words(text: str) -> list[str]:
    """The folded words of a text; "819/KH-SYT" has three."""
    return _WORD.findall(fold(text))


def contains(text: str, wanted: list[str]) -> bool:
    """Whether the folded words `wanted` stand in `text` one behind the other, as whole words. No words: never."""
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "
