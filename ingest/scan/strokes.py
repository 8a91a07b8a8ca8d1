"""Roman numerals by their strokes: OCR reads "II" for "III" and "H" for "II", the picture shows how many there are."""

import re
from functools import cache

import numpy as np

from ingest.scan.picture import Pixels
from ingest.scan.repair import rules

RULE = "strokes"
"""The rule's name, as a word's reading tells it; its share of right repairs stands in repair/rules.toml."""

_MOST = 3
_UPRIGHT = "HIJLl|!ỊÌÍỈ"


def strokes_in(text: str, dark: Pixels) -> int:
    """The strokes that a word's picture (1 where it is dark) opens with if it may be a numeral, 0 for other words."""
    return leading(dark) if _numeral().fullmatch(text) else 0


def leading(dark: Pixels) -> int:
    """How many upright strokes, side by side, a word's picture (1 where it is dark) opens with; 0 for other ink.

    Only the middle of the letters is looked at, where no serif joins them and the bar of an H does.
    """
    if dark.shape[0] < _LEAST_ROWS or not dark.any():
        return 0
    upper, lower = (int(row) for row in np.flatnonzero(dark.any(axis=1))[[0, -1]])
    height = lower - upper + 1
    share = dark[upper + height // 4 : lower - height // 4 + 1].mean(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (share > _INKED).astype(np.int8), [0]))))
    count = 0
    for start, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start > _WIDEST * height or float(share[start:end].max()) <= _FULL:
            break
        count += 1
    return count


_LEAST_ROWS = 8
_INKED, _FULL = 0.12, 0.85  # the share of a column that is dark, beside and inside a stroke
_WIDEST = 0.38  # of the height


def put_right(text: str, strokes: int) -> str:
    """A numeral with the strokes that were seen; those too few may have been too faint to see, and change nothing."""
    found = _numeral().fullmatch(text)
    if not found or not 1 < strokes <= _MOST:
        return text
    read = found["read"]
    told = sum(_read_as()[letter] for letter in read)
    # A stroke and its full stop are read as L, so that one too many was told.
    if told > strokes + ("L" in read):
        return text
    return "I" * strokes + (found["rest"] or "")


@cache
def _read_as() -> dict[str, int]:
    """The letters that upright strokes are read as, with how many they stand for; no small i, which has a dot."""
    table = rules.load()["romans"]["strokes"] | rules.load()["number_column"]["strokes"]
    upright = {letter: len(strokes) for letter, strokes in table.items() if set(strokes) == {"I"}}
    return {letter: upright[letter] for letter in _UPRIGHT}


@cache
def _numeral() -> re.Pattern[str]:
    letters = "".join(map(re.escape, _read_as()))
    return re.compile(rf"(?P<read>[{letters}]{{1,4}})(?P<rest>[.,/;:)][^\W_]*.*)?")
