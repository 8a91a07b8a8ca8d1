"""The numbers in a table's first column put right by their sequence: "H" behind "I" is "II", "5,6" is "5.6"."""

import re
from collections.abc import Iterator, Sequence

from ingest.scan.seeing import SeenPage, SeenWord
from models import Reading

RULE = "number-column"
"""The rule's name, as a word's reading tells it."""

# How often such a number is right: 61 of 63 on the made-up scans and the seeds; the sequence bears it out.
_SHARE = 0.96
_WIDEST = 0.12  # of the table's width
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)+[.,]?")
_ROMAN = re.compile(r"[IVX]+")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
# Strokes that stand close are taken for other letters: two for H, one for each of the others.
_STROKES = str.maketrans(
    {
        "H": "II",
        "N": "II",
        "U": "II",
        "l": "I",
        "1": "I",
        "|": "I",
        "!": "I",
        "ỉ": "I",
        "Ï": "I",
        "Ị": "I",
        "J": "I",
        "i": "I",
        "T": "I",
    }
)


def put_right(pages: Sequence[SeenPage]) -> None:
    """Repair the numbers in the first columns of the pages' tables, in place."""
    last = 0
    previous = ""
    for line in _numbers(pages):
        word = line[0]
        text = word.text.rstrip(".,")
        if _DECIMAL.fullmatch(word.text):
            _put(line, word.text.replace(",", "."))
        elif text in _ROMANS:
            last = _ROMANS.index(text) + 1
        elif last < len(_ROMANS) and text.translate(_STROKES) == _ROMANS[last] and not _follows(text, previous, last):
            last += 1
            _put(line, _ROMANS[last - 1] + word.text[len(text) :])
        previous = text


def _follows(text: str, previous: str, last: int) -> bool:
    """Whether a text counts on from the one above it as it stands: 11 after 10, i after h; a 1 begins a count."""
    if text.isdecimal():
        return last == 0 or (previous.isdecimal() and int(text) == int(previous) + 1)
    return len(text) == len(previous) == 1 and 0 < ord(text) - ord(previous) <= _NEXT_LETTER


_NEXT_LETTER = 2  # lists leave out f, j and w


def _numbers(pages: Sequence[SeenPage]) -> Iterator[list[SeenWord]]:
    """The lone words in narrow first columns, from the top down."""
    for page in pages:
        for grid, cells in page.tables:
            width = grid.xs[-1] - grid.xs[0]
            for cell, lines in zip(grid.cells, cells, strict=True):
                is_narrow = cell.box.x1 - cell.box.x0 < _WIDEST * width
                if cell.column == 0 and is_narrow and len(lines) == 1 and len(lines[0]) == 1:
                    yield lines[0]


def _put(line: list[SeenWord], text: str) -> None:
    word = line[0]
    if text != word.text:
        line[0] = word._replace(text=text, reading=Reading(_SHARE, word.text, RULE))
