"""Ruled tables as records, and those that go on over a page break as one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from ingest.continuation import join_tables
from ingest.grid import GridCell
from ingest.pdf.lines import Line
from ingest.pdf.page import RuledTable, Sheet
from ingest.pdf.paragraphs import Row, paragraphs, with_centred
from models import Cell, Table


class Placed(NamedTuple):
    """A table, the places of its columns' lines in points, and its last page: what tells whether another goes on.

    On a scan (`is_picture`) the pages are of slightly different scale and place.
    """

    table: Table
    xs: tuple[float, ...]
    page: int
    is_picture: bool = False


def placed(ruled: RuledTable, sheet: Sheet) -> Placed:
    """A ruled table of a sheet as a record."""
    pitch, even = _pitch(ruled.texts)
    cells = tuple(
        Cell(
            row=cell.row,
            column=cell.column,
            paragraphs=tuple(paragraphs(_rows(cell, lines, sheet, pitch, even))),
            row_span=cell.row_span,
            column_span=cell.column_span,
        )
        for cell, lines in zip(ruled.grid.cells, ruled.texts, strict=True)
    )
    return Placed(
        Table(cells, rows=len(ruled.grid.ys) - 1, columns=len(ruled.grid.xs) - 1),
        ruled.grid.xs,
        sheet.number,
        sheet.is_picture,
    )


def joined(first: Placed, second: Placed) -> Placed | None:
    """Both as one when `second`, at the top of the next page, goes on with `first`; else None."""
    if first.is_picture and second.is_picture:
        second = second._replace(xs=_fitted(second.xs, first.xs))
    xs = _common(first.xs, second.xs)
    if xs is None or second.page != first.page + 1:
        return None
    table = join_tables(_on(first, xs), _on(second, xs))
    return Placed(table, xs, second.page, second.is_picture) if table else None


def _fitted(xs: tuple[float, ...], to: tuple[float, ...]) -> tuple[float, ...]:
    """A scanned table's lines moved and stretched a little, so that its sides are those of the part before, and inner
    lines that nearly meet do.
    """
    width, wanted = xs[-1] - xs[0], to[-1] - to[0]
    if abs(xs[0] - to[0]) > _SCAN_SIDE or abs(xs[-1] - to[-1]) > _SCAN_SIDE or not width:
        return xs
    moved = [to[0] + (x - xs[0]) * wanted / width for x in xs]
    near = [min(to, key=lambda other: abs(other - x)) for x in moved]
    fitted = tuple(other if abs(other - x) < _SCAN_COLUMN else x for x, other in zip(moved, near, strict=True))
    return fitted if len(set(fitted)) == len(fitted) else tuple(moved)


_PADDING = 5.4  # points between a border and its text, by default in Word and LibreOffice; narrower ones occur
_USUAL_PITCH = 1.15  # of Times New Roman, in sizes of the type
_SAME_SIDE = 6.0  # points: how far the sides of one table may differ from page to page
_SAME_COLUMN = 4.0
_SCAN_SIDE, _SCAN_COLUMN = 24.0, 8.0  # the same for scans: paper lies a little otherwise each time


_FEW_STEPS = 6  # fewer do not tell what is usual


def _pitch(texts: Sequence[Sequence[Line]]) -> tuple[float, bool]:
    """The usual distance of base lines in a table, in sizes of the type, and whether most have just that distance."""
    steps = Counter(
        round((below.y - line.y) / line.size, 2)
        for lines in texts
        for line, below in pairwise(lines)
        if line.size == below.size
    )
    if not steps:
        return _USUAL_PITCH, False
    usual, count = steps.most_common(1)[0]
    return max(usual, 1.0), steps.total() >= _FEW_STEPS and usual >= 1.0 and 2 * count > steps.total()


def _rows(cell: GridCell, lines: Sequence[Line], sheet: Sheet, pitch: float, even: bool) -> list[Row]:
    padding = min([_PADDING, *(max(line.x0 - cell.box.x0, 0.0) for line in lines)])
    left, right = cell.box.x0 + padding, cell.box.x1 - padding
    rows = [Row(line, sheet, left, right, pitch * line.size, even=even) for line in lines]
    # In a narrow cell the lines tell only together whether they are centred.
    centred = all(row.is_symmetric for row in rows) and any(line.x0 - left > 4 for line in lines)
    return [row._replace(centred=True) for row in rows] if centred else with_centred(rows)


def _common(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...] | None:
    """The columns of two parts of a table: those of the part that shows more of them, when it shows all."""
    if abs(first[0] - second[0]) > _SAME_SIDE or abs(first[-1] - second[-1]) > _SAME_SIDE:
        return None
    more, fewer = (first, second) if len(first) >= len(second) else (second, first)
    inner_found = all(min(abs(x - other) for other in more) <= _SAME_COLUMN for x in fewer[1:-1])
    return more if inner_found else None


def _on(part: Placed, xs: tuple[float, ...]) -> Table:
    """A part's table with columns at `xs`: a cell across a line that only another page shows spans it."""
    if len(part.xs) == len(xs):
        return part.table
    column = [_nearest(xs, x) for x in part.xs]
    cells = tuple(
        replace(
            cell,
            column=column[cell.column],
            column_span=column[cell.column + cell.column_span] - column[cell.column],
        )
        for cell in part.table.cells
    )
    return replace(part.table, cells=cells, columns=len(xs) - 1)


def _nearest(places: Sequence[float], value: float) -> int:
    after = min(bisect_left(places, value), len(places) - 1)
    return after - 1 if after and value - places[after - 1] <= places[after] - value else after
