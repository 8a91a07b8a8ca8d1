"""Roman numerals by their strokes: OCR reads "II" for "III" and "H" for "II", the picture shows how many there are."""

import re
from typing import TYPE_CHECKING

import numpy as np

from ingest.scan.picture import Pixels
from models import Reading

if TYPE_CHECKING:
    from ingest.scan.seeing import SeenWord

RULE = "strokes"
"""The rule's name, as a word's reading tells it."""

# Letters that upright strokes are read as, with how many they stand for.
_READ_AS = {"I": 1, "H": 2, "l": 1, "|": 1, "!": 1, "Ị": 1, "Ì": 1, "Í": 1, "Ỉ": 1, "J": 1, "L": 1}
_NUMERAL = re.compile(rf"(?P<read>[{''.join(map(re.escape, _READ_AS))}]{{1,4}})(?P<rest>[.,/;:)][^\W_]*.*)?")
_MOST = 3
_SHARE = 0.95


def leading(dark: Pixels) -> int:
    """How many upright strokes, side by side, a word's picture (1 where it is dark) opens with; 0 for other ink.

    Only the middle of the letters is looked at, where no serif joins them and the bar of an H does.
    """
    rows = dark.shape[0]
    if rows < _LEAST_ROWS:
        return 0
    upper, lower = np.flatnonzero(dark.any(axis=1))[[0, -1]] if dark.any() else (0, 0)
    height = int(lower) - int(upper) + 1
    band = dark[int(upper) + height // 4 : int(lower) - height // 4 + 1]
    share = band.mean(axis=0) if band.size else np.zeros(0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (share > _INKED).astype(np.int8), [0]))))
    count = 0
    for start, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        is_stroke = end - start <= _WIDEST * height and float(share[start:end].max()) > _FULL
        if not is_stroke:
            break
        count += 1
    return count


_LEAST_ROWS = 8
_INKED, _FULL = 0.12, 0.85  # the share of a column that is dark, beside and inside a stroke
_WIDEST = 0.38  # of the height


def strokes_in(text: str, dark: Pixels) -> int:
    """The strokes that a word opens with where it may be a numeral, 0 for other words."""
    return leading(dark) if _NUMERAL.fullmatch(text) else 0


def put_right(word: "SeenWord") -> "SeenWord":
    """A numeral with the strokes that were seen; those too few may have been too faint to see, and change nothing."""
    found = _NUMERAL.fullmatch(word.text)
    if not found or not 1 < word.strokes <= _MOST:
        return word
    read = found["read"]
    told = sum(_READ_AS[letter] for letter in read)
    # A stroke and its full stop are read as L, so that one too many was told.
    if read == "I" * word.strokes or told > word.strokes + ("L" in read):
        return word
    text = "I" * word.strokes + (found["rest"] or "")
    return word._replace(text=text, reading=Reading(_SHARE, word.text, RULE))
