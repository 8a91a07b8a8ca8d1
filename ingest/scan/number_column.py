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
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_WITHOUT_STOPS = re.compile(r"\d+(?:[/:;'’-]?\d+)*")
_FIRST_BELOW = re.compile(r"(\d+)[.,]1(?:\.|$)")
# Letters that a lone digit is taken for.
_DIGITS = str.maketrans(
    {"I": "1", "l": "1", "|": "1", "!": "1", "Z": "2", "S": "5", "s": "5", "G": "6", "B": "8", "g": "9", "O": "0"}
)
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
    roman = 0
    last = ""  # the number above
    previous = ""  # the text above
    numbers = list(_numbers(pages))
    for place, line in enumerate(numbers):
        word, behind = line[0], numbers[place + 1] if place + 1 < len(numbers) else None
        text = word.text.rstrip(".,")
        below = _FIRST_BELOW.match(behind[0].text) if behind else None
        opens_group = text in ("11", "111") and behind is not None and behind[0].text.rstrip(".") == "1"
        if _DECIMAL.fullmatch(word.text):
            _put(line, word.text.replace(",", "."))
        elif opens_group and 0 < roman < len(_ROMANS) and text.translate(_STROKES) == _ROMANS[roman]:
            roman += 1
            _put(line, _ROMANS[roman - 1] + word.text[len(text) :])  # "11" over "1" is the next group
        elif follower := _follower(text, last):
            _put(line, follower + word.text[len(text) :])
        elif below and text.translate(_DIGITS) == below[1]:
            _put(line, below[1] + word.text[len(text) :])  # "I" over "1.1" is "1"
        elif text in _ROMANS:
            roman = _ROMANS.index(text) + 1
        elif roman < len(_ROMANS) and _may_be_roman(text, previous) and text.translate(_STROKES) == _ROMANS[roman]:
            roman += 1
            _put(line, _ROMANS[roman - 1] + word.text[len(text) :])
        number = line[0].text.rstrip(".,")
        last = number if _NUMBER.fullmatch(number) else last
        previous = text


def _may_be_roman(text: str, previous: str) -> bool:
    """Whether strokes may be a roman numeral's, not an arabic number's nor those of a letter that counts on (h, i)."""
    counts_on = len(text) == len(previous) == 1 and 0 < ord(text) - ord(previous) <= _NEXT_LETTER
    return not text.isdigit() and not counts_on


_NEXT_LETTER = 2  # lists leave out f, j and w


def _follower(text: str, last: str) -> str | None:
    """The number behind `last` that a text is but for its stops: "21" behind "2" is "2.1", "2/7" behind "2.6" "2.7"."""
    if not last or not _WITHOUT_STOPS.fullmatch(text):
        return None
    *above, own = last.split(".")
    next_ones = (".".join([*above, str(int(own) + 1)]), f"{last}.1")
    digits = "".join(filter(str.isdigit, text))
    return next((one for one in next_ones if "." in one and one != text and one.replace(".", "") == digits), None)


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
