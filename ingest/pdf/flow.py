"""The sheets' content in reading order: paragraphs and tables, whole again over page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median, quantiles
from typing import NamedTuple

from ingest.continuation import LIST_MARK
from ingest.pdf.columns import TwoColumns, goes_on, with_columns
from ingest.pdf.lines import Line
from ingest.pdf.page import RuledTable, Sheet
from ingest.pdf.paragraphs import Row, paragraph, paragraphs, with_centred
from ingest.pdf.tables import Placed, joined, placed
from models import Block, Cell, Paragraph, Table


def blocks(sheets: Sequence[Sheet]) -> list[Block]:
    """The body of a document whose sheets hold nothing but the body."""
    found: list[Block] = []
    for part in _parts(sheets):
        if isinstance(part, list):
            found.extend(paragraphs(with_centred(part)))
        else:
            found.append(part.table if isinstance(part, Placed) else part)
    return found


_Part = list[Row] | Placed | Table


def _parts(sheets: Sequence[Sheet]) -> list[_Part]:
    """Runs of lines, ruled tables and two-column parts in turn; what goes on over a page break is one part."""
    parts: list[_Part] = []
    areas = _areas(sheets)
    end: _End | None = None
    for sheet in sheets:
        for item in _items(sheet, areas[_format(sheet)]):
            last = parts[-1] if parts else None
            if end and isinstance(item, Row) and (longer := end.with_line(item)):
                end = longer
                parts[-1] = end.table
                continue
            end = None
            if isinstance(item, Row):
                if isinstance(last, list):
                    last.append(item)
                else:
                    parts.append([item])
            elif isinstance(item, RuledTable):
                table = placed(item, sheet)
                whole = joined(last, table) if isinstance(last, Placed) else None
                if whole:
                    parts[-1] = whole
                else:
                    parts.append(table)
            else:
                parts.append(_two_cells(item, sheet))
                end = _End(item, sheet) if item.is_end else None
    return parts


class _Area(NamedTuple):
    """Where the text of pages of one format stands. `pitch` is the distance of its base lines, in sizes of the type."""

    left: float
    right: float
    pitch: float


def _format(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.upright.width / 10), round(sheet.upright.height / 10)


def _areas(sheets: Sequence[Sheet]) -> dict[tuple[int, int], _Area]:
    """The text area of each page format, measured on the lines that fill it."""
    found: dict[tuple[int, int], _Area] = {}
    for key in {_format(sheet) for sheet in sheets}:
        same = [sheet for sheet in sheets if _format(sheet) == key]
        found[key] = _area(same, same[0].upright.width)
    return found


def _area(sheets: Sequence[Sheet], width: float) -> _Area:
    lines = [line for sheet in sheets for line in sheet.lines]
    long = [line for line in lines if line.x1 - line.x0 > width / 2]
    if len(long) < _FEW:
        # Pages of titles and tables: the tables show the width, or else the sheet has equal margins.
        boxes = [table.grid.box for sheet in sheets for table in sheet.tables]
        left = min([line.x0 for line in lines] + [box.x0 for box in boxes], default=0.1 * width)
        right = max([line.x1 for line in lines] + [box.x1 for box in boxes], default=0.9 * width)
        return _Area(left, right if boxes else max(right, width - left), _USUAL_PITCH)
    right = quantiles((line.x1 for line in long), n=10, method="inclusive")[-1]
    full = [line for line in long if line.x1 > right - 5]
    left = quantiles((line.x0 for line in full * 2), n=10, method="inclusive")[0]
    steps = [
        (below.y - line.y) / line.size
        for sheet in sheets
        for line, below in pairwise(sheet.lines)
        if line.x1 > right - 5 and abs(below.x0 - left) < 5 and line.size == below.size
    ]
    return _Area(left, right, median(steps) if steps else _USUAL_PITCH)


_FEW = 3  # long lines: fewer tell nothing of the margins
_USUAL_PITCH = 1.3
_Item = Row | RuledTable | TwoColumns


def _items(sheet: Sheet, area: _Area) -> Iterator[_Item]:
    """What a sheet holds, from the top down."""
    tables = list(sheet.tables)
    for item in with_columns(sheet.lines, area.left, area.right):
        while tables and tables[0].grid.ys[0] < item.y:
            yield tables.pop(0)
        if isinstance(item, Line):
            yield Row(item, sheet, area.left, area.right, area.pitch * item.size)
        else:
            yield item
    yield from tables


def _two_cells(columns: TwoColumns, sheet: Sheet) -> Table:
    """A head or an end in two columns as the table of one row and two cells that Word's templates make of it."""
    cells = tuple(
        Cell(0, number, tuple(_narrow_paragraphs(side, sheet)))
        for number, side in enumerate((columns.left, columns.right))
    )
    return Table(cells, rows=1, columns=2)


class _End(NamedTuple):
    """The recipients beside the signature, as far as one page holds them, and what the next page adds."""

    columns: TwoColumns
    sheet: Sheet
    rest: TwoColumns = TwoColumns([], [])
    rest_sheet: Sheet | None = None

    def with_line(self, row: Row) -> "_End | None":
        """The same with one more line of the next page; None when the line is something else."""
        follows = row.sheet is self.rest_sheet or row.sheet.number == self.sheet.number + 1
        more = goes_on(row.line, self.columns) if follows and _format(row.sheet) == _format(self.sheet) else None
        if more is None:
            return None
        rest = TwoColumns([*self.rest.left, *more.left], [*self.rest.right, *more.right])
        return self._replace(rest=rest, rest_sheet=row.sheet)

    @property
    def table(self) -> Table:
        """All of it."""
        upper = _two_cells(self.columns, self.sheet)
        if self.rest_sheet is None:
            return upper
        cells = tuple(
            replace(cell, paragraphs=(*cell.paragraphs, *(_narrow_paragraphs(side, self.rest_sheet) if side else ())))
            for cell, side in zip(upper.cells, self.rest, strict=True)
        )
        return replace(upper, cells=cells)


_SUBJECT = re.compile(r"V/v\b", re.IGNORECASE)


def _narrow_paragraphs(lines: Sequence[Line], sheet: Sheet) -> Iterator[Paragraph]:
    """A paragraph for each line, but for what plainly goes on: a small letter, the subject of an official letter."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    rows = with_centred([Row(line, sheet, left, right, _USUAL_PITCH * line.size) for line in lines])
    group: list[Row] = []
    for row in rows:
        if group and not _is_rest(group, row):
            yield paragraph(group)
            group = []
        group.append(row)
    yield paragraph(group)


def _is_rest(group: Sequence[Row], row: Row) -> bool:
    last, line = group[-1].line, row.line
    if line.y - last.y > 1.7 * line.size or abs(line.size - last.size) > 0.6 or LIST_MARK.match(line.text):
        return False
    subject = _SUBJECT.match(group[0].line.text) and last.bold == line.bold
    return bool(subject) or (line.text[0].islower() and not last.text.endswith((";", ".", ":")))
