"""The paper that sheets are written on, and what every Word writer has to know of a sheet before it writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.sheet import Grid, Para, Sheet, Turn

TWIPS = 1440 / 2.54
"""Twentieths of a point in a cm."""
AUTHOR = "Nguyễn Văn Mẫu"
DAY = "2026-01-01T08:00:00Z"
"""Who made tracked changes and when; the time of every file as well, so that bytes repeat."""

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of A4 and its margins in cm, as Nghị định 30/2020/NĐ-CP has them."""

    width: float
    height: float
    left: float
    right: float
    top: float = 2.0
    bottom: float = 2.0
    header: float = 1.0

    @property
    def text_width(self) -> float:
        """What the margins leave."""
        return self.width - self.left - self.right


PORTRAIT = Paper(21.0, 29.7, 3.0, 2.0)
LANDSCAPE = Paper(29.7, 21.0, 2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on paper that is turned one way."""

    landscape: bool
    blocks: tuple[Para | Grid, ...]

    @property
    def paper(self) -> Paper:
        """The paper with its margins."""
        return LANDSCAPE if self.landscape else PORTRAIT


def sections(sheet: Sheet) -> tuple[Section, ...]:
    """The sheet cut at its turns. A turn with nothing before it (or before the next one) makes no empty page."""
    found: list[Section] = []
    landscape = False
    blocks: list[Para | Grid] = []
    for block in sheet.blocks:
        if not isinstance(block, Turn):
            blocks.append(block)
            continue
        if blocks:
            found.append(Section(landscape, tuple(blocks)))
        landscape, blocks = block.landscape, []
    if blocks or not found:
        found.append(Section(landscape, tuple(blocks)))
    return tuple(found)


def paragraphs(sheet: Sheet) -> Iterator[Para]:
    """All paragraphs in reading order, those of cells row by row."""
    for block in sheet.blocks:
        if isinstance(block, Para):
            yield block
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    if cell is not None:
                        yield from cell.paras


def origins(grid: Grid) -> dict[Spot, Spot]:
    """For each place (row, column) of a table the place where the cell that covers it begins.

    Raises ValueError where a place is covered twice or not at all, or where rows and widths differ in length.
    """
    found: dict[Spot, Spot] = {}
    columns = len(grid.widths)
    for r, row in enumerate(grid.rows):
        if len(row) != columns:
            raise ValueError(f"Row {r} of a table has {len(row)} places for {columns} widths.")
        for c, cell in enumerate(row):
            if cell is None:
                if (r, c) not in found:
                    raise ValueError(f"No cell covers the place ({r}, {c}) of a table.")
                continue
            for spot in ((r + i, c + j) for i in range(cell.row_span) for j in range(cell.column_span)):
                if spot in found or spot[0] >= len(grid.rows) or spot[1] >= columns:
                    raise ValueError(f"The cell at ({r}, {c}) of a table reaches too far, to {spot}.")
                found[spot] = (r, c)
    return found
