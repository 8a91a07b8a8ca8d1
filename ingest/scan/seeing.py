"""One page seen: its words with their places and how sure they are, its ruled tables, and what was done to its picture.

What comes back is plain data in points, so that a page can be seen in a process of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import cv2
import numpy as np

from ingest.grid import Grid, grids
from ingest.pdf.frame import Frame
from ingest.scan import cleaning
from ingest.scan.picture import POINTS, Picture, Pixels
from ingest.scan.ruling import ruling
from ingest.scan.tesseract import Engine, OcrWord
from models import Box

Trouble = Literal["blank", "slow"]


class SeenWord(NamedTuple):
    """A word in the page's upright and level frame, in points. `base` is its base line, `bold` how thick its strokes
    are: the share of ink that is inside them.
    """

    text: str
    confidence: float
    box: Box
    base: float
    height: float
    bold: float
    tinted: bool


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

    @property
    def words(self) -> list[SeenWord]:
        """All words of the page."""
        found = [word for line in self.lines for word in line]
        found += [word for _, cells in self.tables for cell in cells for line in cell for word in line]
        return found


def see(picture: Picture, number: int, engine: Engine) -> SeenPage:
    """The page `number` (from 1) as its picture shows it."""
    page = SeenPage(number, picture.frame)
    gray, coloured = cleaning.black_and_coloured(picture.pixels)
    gray = cleaning.wiped(cleaning.flattened(gray))
    if cleaning.ink(gray) < cleaning.BLANK:
        page.trouble = "blank"
        return page
    page.quarters = _quarters(gray, engine, picture.dpi)
    gray = np.ascontiguousarray(np.rot90(gray, -page.quarters))
    gray, page.tilt = cleaning.level(gray)
    if coloured is not None:
        coloured = np.ascontiguousarray(np.rot90(coloured, -page.quarters))
        coloured = cv2.bitwise_not(cleaning.turned(cv2.bitwise_not(coloured), page.tilt)) if page.tilt else coloured
    found = ruling(gray, picture.dpi)
    scale = POINTS / picture.dpi
    page.rules = [Box(*(value * scale for value in line)) for line in found.lines]
    tables = grids(page.rules)
    reader = _Reader(engine, found.without, coloured, picture.dpi)
    page.lines = reader.outside([grid.box for grid in tables])
    page.tables = [(grid, [reader.cell(cell.box) for cell in grid.cells]) for grid in tables]
    if reader.is_slow:
        page.trouble = "slow"
    return page


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
        if tables:
            self._engine.show(self._gray, self._dpi)
        return self._lines(words)

    def cell(self, box: Box) -> list[list[SeenWord]]:
        """The lines of a cell."""
        x0, y0, x1, y1 = self._dots(box, -self._dpi * 0.01)
        dark = self._dark[y0:y1, x0:x1]
        if x1 - x0 < 8 or y1 - y0 < 8 or np.count_nonzero(dark) < self._dpi * _CELL_INK:
            return []
        return self._lines(self._engine.read("block", (x0, y0, x1, y1), _CELL_SECONDS))

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
            word.confidence,
            Box(word.x0 * scale, word.y0 * scale, word.x1 * scale, word.y1 * scale),
            word.base * scale,
            word.height * scale,
            inside / max(dark, 1),
            tinted,
        )


_INK = 128
_CELL_INK = 0.06  # dark dots an inch of resolution: fewer are dust, a full stop has more
_TINTED = 0.3


# Upright


def _quarters(gray: Pixels, engine: Engine, dpi: float) -> int:
    """By how many quarters clockwise the page must be turned for its writing to be upright."""
    sideways = cleaning.runs_sideways(gray)
    upright = np.ascontiguousarray(np.rot90(gray)) if sideways else gray  # anticlockwise: as if turned clockwise by 3
    turn = 3 if sideways else 0
    if cleaning.seems_upside_down(upright) or sideways:
        middle = _band(upright)
        other = np.ascontiguousarray(np.rot90(middle, 2))
        if _confidence(other, engine, dpi) > _confidence(middle, engine, dpi):
            turn = (turn + 2) % 4
    return turn


def _band(gray: Pixels) -> Pixels:
    """The part of a page with most ink, an inch or two high: enough lines to tell which way is up."""
    rows = gray.shape[0]
    height = max(1, rows // 6)
    profile = np.add.reduceat((gray < _INK).sum(axis=1), range(0, rows, height))
    first = int(np.argmax(profile)) * height
    return np.ascontiguousarray(gray[first : first + height])


def _confidence(gray: Pixels, engine: Engine, dpi: float) -> float:
    """How sure the words of a picture are, long words counting more."""
    engine.show(gray, dpi)
    words = engine.read("block", seconds=_CELL_SECONDS) or []
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
