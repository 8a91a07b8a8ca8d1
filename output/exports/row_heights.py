"""How high a row must be for all lines of its cells.

A spreadsheet reckons this itself only when somebody edits the row; a file that was just opened shows the heights that
it brought along. Letters are as wide as in Times New Roman (and Liberation Serif, which has the same widths).
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

HIGHEST = 409.0
"""Points that a row can be high."""

# Thousandths of the letters' size.
_WIDTHS = {
    letter: width
    for width, letters in {
        250: " ,.'|", 278: "/:;\\ijlt", 333: "!()-I[]`fr‘’", 389: "Js•", 444: "?acez“”\"", 480: "{}^",
        500: "#$*0123456789_bdghknopquvxyđ–", 542: "ơư~", 564: "FPS+<=>", 611: "ELTZ", 667: "BCR",
        722: "ADGHKNOQUVXYwĐƠ", 778: "&mƯ", 833: "%", 889: "M", 944: "W@", 1000: "—…",
    }.items()
    for letter in letters
}  # fmt: skip
_UNKNOWN = 1000
_MOST = 5000  # letters that fill the highest row in any column
_LONG_WORD = 40  # letters from which on a word is not worth remembering
_BOLD = 1.07
_SPARE = 1.03  # programs draw letters a little wider or narrower, by the screen or printer
_PADDING = 5.0  # points at the left and right of a cell together, with the border
_INDENT = 8.0


def row_height(cells: Sequence[tuple[str, float, int, bool, int]]) -> float:
    """Points for a row with these cells: text, width of the column in characters, size of the letters in points,
    whether they are bold, and by how many steps they are indented.
    """
    return min(HIGHEST, max((_height(*cell) for cell in cells if cell[0]), default=0.0) or line_height(12) + 2)


def line_height(size: int) -> float:
    """Points from one line to the next."""
    return size * 1.3


def lines(text: str, room: float, size: int, *, bold: bool = False) -> int:
    """How many lines the text takes in `room` points."""
    room = room * 1000 / (size * _SPARE * (_BOLD if bold else 1))
    return sum(_lines(line, room) for line in text.split("\n"))


def fits_line(text: str, width: float, size: int, *, bold: bool = False) -> bool:
    """Whether the text fits on one line over so many characters' width, with some room to spare."""
    return lines(text, column_points(width) * 0.95 - _INDENT * 4, size, bold=bold) == 1


def column_points(width: float) -> float:
    """Points of a column of so many characters; a digit of the file's letters, of 12 points, is 8 dots of 3/4 point."""
    return (int(width * 8) + 5) * 0.75


def _height(text: str, width: float, size: int, bold: bool, indent: int) -> float:
    room = max(column_points(width) - _PADDING - indent * _INDENT, 20)
    return lines(text[:_MOST], room, size, bold=bold) * line_height(size) + 2


def _lines(line: str, room: float) -> int:
    """Lines of a paragraph broken between words; a word that is wider than a line goes over several."""
    count, filled = 1, 0.0
    for word in line.split(" "):
        width = float(_word(word) if len(word) < _LONG_WORD else sum(map(_letter, word)))
        if filled and filled + width > room:
            count, filled = count + 1, 0.0
        if width > room:
            count += ceil(width / room) - 1
            width %= room
        filled += width + _WIDTHS[" "]
    return count


@lru_cache(20_000)
def _word(word: str) -> int:
    return sum(_letter(letter) for letter in unicodedata.normalize("NFC", word))


@lru_cache(2_000)
def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    found = unicodedata.normalize("NFD", letter)  # tones stand above and below their letters and take no room
    if len(found) > 1 and found[1] == "\u031b":  # the horn of ơ and ư
        found = unicodedata.normalize("NFC", found[:2])
    return 0 if unicodedata.combining(found[0]) else _WIDTHS.get(found[0], _UNKNOWN)
