"""One page seen: its words with their places and how sure they are, its ruled tables, and what was done to its picture.

What comes back is plain data in points, so that a page can be seen in a process of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import cv2
import numpy as np

from ingest.grid import Grid, GridCell, grids
from ingest.pdf.frame import Frame
from ingest.scan import cleaning, digit_columns, strokes
from ingest.scan.picture import POINTS, Picture, Pixels
from ingest.scan.repair import rules
from ingest.scan.ruling import ruling, without_rests
from ingest.scan.tesseract import Engine, OcrWord
from ingest.scan.unread import is_print, unread
from models import Box, Reading

Trouble = Literal["blank", "slow"]


class SeenWord(NamedTuple):
    """A word in the page's upright and level frame, in points. `base` is its base line, `height` that of its line's
    letters. `ink` counts its dark dots and `inside` those of them that are not at the edge of a stroke: in bold type
    more are. `tinted` says that most of it is in colour, as on a stamp. `strokes` counts the upright strokes of what
    may be a roman numeral.
    """

    text: str
    reading: Reading
    box: Box
    base: float
    height: float
    ink: int
    inside: int
    tinted: bool
    strokes: int = 0


@dataclass(slots=True)
class SeenPage:
    """What was seen on a page. `shown` is the page as a viewer shows it, `quarters` by how many quarters it was turned
    clockwise and `tilt` by how many degrees anticlockwise it was then turned to be upright and level.

    `lines` are the words outside of tables, line by line; `tables` the grids with the lines of each cell.
    """

    number: int
    shown: Frame
    quarters: int = 0
    tilt: float = 0.0
    lines: list[list[SeenWord]] = field(default_factory=list)
    tables: list[tuple[Grid, list[list[list[SeenWord]]]]] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    trouble: Trouble | None = None

    def every_line(self) -> Iterator[list[SeenWord]]:
        """The lines outside of tables, then those of the tables' cells."""
        yield from self.lines
        for _, cells in self.tables:
            for cell in cells:
                yield from cell

    def drop_empty_lines(self) -> None:
        """Take out the lines of which nothing is left."""
        self.lines = [line for line in self.lines if line]
        for _, cells in self.tables:
            cells[:] = [[line for line in cell if line] for cell in cells]

    @property
    def words(self) -> list[SeenWord]:
        """All words of the page."""
        return [word for line in self.every_line() for word in line]


def see(picture: Picture, number: int, engine: Engine) -> SeenPage:
    """The page `number` (from 1) as its picture shows it."""
    page = SeenPage(number, picture.frame)
    if min(picture.pixels.shape[:2]) < _LEAST:
        page.trouble = "blank"
        return page
    gray, coloured = cleaning.black_and_coloured(picture.pixels)
    even = cleaning.flattened(gray)
    clean = cleaning.unspecked(cleaning.wiped(even))
    # Faint rules are lost where the page is made even, and found on the picture as it was.
    faint, gray = np.where(clean > even, 255, gray).astype(np.uint8), clean
    if cleaning.ink(gray) < cleaning.BLANK:
        page.trouble = "blank"
        return page
    page.quarters = _quarters(gray, engine, picture.dpi)
    _read(page, _Layers(gray, faint, coloured), engine, picture.dpi)
    if not page.quarters and _mean(page.words) < _UNSURE:
        page.quarters = surest(gray, engine, picture.dpi)
        if page.quarters:
            _read(page, _Layers(gray, faint, coloured), engine, picture.dpi)
    return page


_LEAST = 16  # dots: on less no letter can stand, and a quarter of it is to be looked at
_UNSURE = 0.5  # the mean confidence of a page that may not be upright after all


def _mean(words: Sequence[SeenWord]) -> float:
    return sum(word.reading.confidence for word in words) / len(words) if words else 0.0


class _Layers(NamedTuple):
    """A page's picture made clean, the same as it was, and where colour is (None for nowhere)."""

    gray: Pixels
    faint: Pixels
    coloured: Pixels | None


def _read(page: SeenPage, layers: _Layers, engine: Engine, dpi: float) -> None:
    """Fill the page with what stands on its picture, turned as `page.quarters` says."""
    gray, page.tilt = cleaning.level(_upright(layers.gray, page.quarters))
    faint = _upright(layers.faint, page.quarters)
    coloured = None if layers.coloured is None else _upright(layers.coloured, page.quarters)
    if page.tilt:
        faint = cleaning.turned(faint, page.tilt)
        coloured = None if coloured is None else cv2.bitwise_not(cleaning.turned(cv2.bitwise_not(coloured), page.tilt))
    found = ruling(gray, dpi, faint)
    scale = POINTS / dpi
    page.rules = [Box(*(value * scale for value in line)) for line in found.lines]
    tables = grids(page.rules)
    boxes = [Box(*(value / scale for value in cell.box)) for grid in tables for cell in grid.cells]
    reader = _Reader(engine, without_rests(found.without, boxes, dpi), coloured, dpi)
    page.lines = reader.outside([grid.box for grid in tables])
    page.tables = [(grid, [reader.cell(cell) for cell in grid.cells]) for grid in tables]
    for grid, cells in page.tables:
        reader.read_figures(grid.cells, cells)
    if reader.is_slow:
        page.trouble = "slow"


_PAGE_SECONDS = 60.0
_CELL_SECONDS = 10.0


class _Reader:
    """Reads parts of one page's picture."""

    def __init__(self, engine: Engine, gray: Pixels, coloured: Pixels | None, dpi: float) -> None:
        self._engine = engine
        self._gray = gray
        self._coloured = coloured
        self._scale = POINTS / dpi
        self._dpi = dpi
        self._dark = (gray < _INK).astype(np.uint8)
        self._inside = cv2.erode(self._dark, np.ones((3, 3), np.uint8))
        self.is_slow = False

    def outside(self, tables: Sequence[Box]) -> list[list[SeenWord]]:
        """The lines of the page outside of its tables."""
        rest = self._gray
        if tables:
            rest = rest.copy()
            for table in tables:
                x0, y0, x1, y1 = self._dots(table, self._dpi * 0.02)
                rest[y0:y1, x0:x1] = 255
            if cleaning.ink(rest) < cleaning.BLANK / 4:
                self._engine.show(self._gray, self._dpi)
                return []
        self._engine.show(rest, self._dpi)
        words = self._engine.read("column", seconds=_PAGE_SECONDS)
        lines = self._lines(None if words is None else self._with_unread(rest, words))
        if tables:
            self._engine.show(self._gray, self._dpi)
        return lines

    def _with_unread(self, gray: Pixels, words: list[OcrWord]) -> list[OcrWord]:
        """The words of a page, and those of the lines that its reading left out, each line read alone."""
        found = unread(gray, words)
        if found.places:
            self._engine.show(found.picture, self._dpi)
        for place in found.places:
            again = self._engine.read("line", place, _CELL_SECONDS) or []
            if is_print(again):
                line = max(word.line for word in words) + 1
                words = [word for word in words if not place.covers(word)]
                words += [word._replace(line=line) for word in again]
        return words

    def cell(self, cell: GridCell) -> list[list[SeenWord]]:
        """The lines of a cell."""
        x0, y0, x1, y1 = self._dots(cell.box, -self._dpi * 0.01)
        dark = self._dark[y0:y1, x0:x1]
        if x1 - x0 < 8 or y1 - y0 < 8 or np.count_nonzero(dark) < self._dpi * _CELL_INK:
            return []
        return self._lines(self._engine.read("block", (x0, y0, x1, y1), _CELL_SECONDS))

    def read_figures(self, cells: Sequence[GridCell], read: list[list[list[SeenWord]]]) -> None:
        """Put the figures into a table's cells that were not read as such, in the place of what was `read` there."""
        texts = [" ".join(word.text for line in lines for word in line) for lines in read]
        for index in digit_columns.unread(cells, texts):
            figure = self._figure(cells[index], texts[index])
            if figure:
                read[index] = [[figure]]

    def _figure(self, cell: GridCell, as_read: str) -> SeenWord | None:
        """The figure in a cell, read as digits from its ink alone; None where there is none."""
        x0, y0, x1, y1 = self._dots(cell.box, -self._dpi * 0.01)
        rows, columns = np.nonzero(self._dark[y0:y1, x0:x1])
        if len(rows) < self._dpi * _CELL_INK or np.ptp(rows) > self._dpi * _ONE_LINE:
            return None
        left, top = x0 + int(columns.min()), y0 + int(rows.min())
        part = self._gray[top : y0 + int(rows.max()) + 1, left : x0 + int(columns.max()) + 1]
        self._engine.show(np.pad(part, _PAPER, constant_values=255), self._dpi)
        words = self._engine.read("line", seconds=_CELL_SECONDS, characters=digit_columns.CHARACTERS) or []
        if len(words) != 1 or words[0].confidence < digit_columns.LEAST or not digit_columns.is_figure(words[0].text):
            return None
        x, y = left - _PAPER, top - _PAPER
        word = words[0]
        word = word._replace(x0=word.x0 + x, x1=word.x1 + x, y0=word.y0 + y, y1=word.y1 + y, base=word.base + y)
        share = rules.load()["share_on_pages"][digit_columns.RULE]
        return self._seen(word)._replace(reading=Reading(share, as_read, digit_columns.RULE))

    def _dots(self, box: Box, grown: float) -> tuple[int, int, int, int]:
        """A box in points as dots, grown on all sides and cut at the page's edges."""
        rows, columns = self._gray.shape
        return (
            max(0, round(box.x0 / self._scale - grown)),
            max(0, round(box.y0 / self._scale - grown)),
            min(columns, round(box.x1 / self._scale + grown)),
            min(rows, round(box.y1 / self._scale + grown)),
        )

    def _lines(self, words: list[OcrWord] | None) -> list[list[SeenWord]]:
        if words is None:
            self.is_slow = True
            return []
        lines: dict[int, list[SeenWord]] = {}
        for word in words:
            lines.setdefault(word.line, []).append(self._seen(word))
        return list(lines.values())

    def _seen(self, word: OcrWord) -> SeenWord:
        part = np.s_[int(word.y0) : int(word.y1), int(word.x0) : int(word.x1)]
        dark = int(np.count_nonzero(self._dark[part]))
        inside = int(np.count_nonzero(self._inside[part]))
        tinted = self._coloured is not None and float(np.mean(self._coloured[part] > 0)) > _TINTED
        scale = self._scale
        return SeenWord(
            word.text,
            Reading(round(word.confidence, 3)),
            Box(word.x0 * scale, word.y0 * scale, word.x1 * scale, word.y1 * scale),
            word.base * scale,
            word.height * scale,
            dark,
            inside,
            tinted,
            strokes.strokes_in(word.text, self._dark[part]),
        )


_INK = 128
_CELL_INK = 0.06  # dark dots an inch of resolution: fewer are dust, a full stop has more
_TINTED = 0.3
_ONE_LINE = 0.3  # inches: what is higher is more than one line
_PAPER = 14  # dots of white around a figure, without which tesseract finds no line


# Upright


def _upright(pixels: Pixels, quarters: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, -quarters))


def _quarters(gray: Pixels, engine: Engine, dpi: float) -> int:
    """By how many quarters clockwise the page must be turned for its writing to be upright.

    Only a page that looks odd is tried in all four ways; of these the one that reads surest is taken.
    """
    if not cleaning.runs_sideways(gray) and not cleaning.seems_upside_down(gray):
        return 0
    return surest(gray, engine, dpi)


def surest(gray: Pixels, engine: Engine, dpi: float) -> int:
    """The number of quarters clockwise after which the part of a page with most ink reads surest."""
    part = _fullest(gray)
    sure = [_confidence(np.ascontiguousarray(np.rot90(part, -turn)), engine, dpi) for turn in range(4)]
    best = max(range(4), key=sure.__getitem__)
    return best if sure[best] > sure[0] + _SURER else 0


_SURER = 0.1


def _fullest(gray: Pixels) -> Pixels:
    """The square of a third of the page's width with most ink."""
    side = min(gray.shape) // 3
    dark = cv2.resize((gray < _INK).astype(np.float32), None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    sums = cv2.boxFilter(dark, -1, (side // 8, side // 8), normalize=False, borderType=cv2.BORDER_CONSTANT)
    row, column = (int(place) * 8 for place in np.unravel_index(int(np.argmax(sums)), sums.shape))
    top, left = max(0, row - side // 2), max(0, column - side // 2)
    return np.ascontiguousarray(gray[top : top + side, left : left + side])


def _confidence(gray: Pixels, engine: Engine, dpi: float) -> float:
    """How sure the words of a picture are, long words counting more."""
    engine.show(gray, dpi)
    words = [word for word in engine.read("block", seconds=_CELL_SECONDS) or [] if any(map(str.isalpha, word.text))]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
