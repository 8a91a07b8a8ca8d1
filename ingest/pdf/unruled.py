"""Tables without ruled lines, found by the white between their columns.

Only what opens with a header is taken for a table: bold names of three columns or more side by side, or "TT" and
names beside it. Running text, lists with tabs, the two columns of a head or a signature have none. On the next page
the table goes on with the same columns, whether its header is repeated there or not.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.continuation import NUMBER_CELL
from ingest.pdf.lines import Line, Word
from ingest.pdf.page import Sheet
from ingest.pdf.unruled_header import FEWEST, STEP, Gutter, columns_under, header_at, table_between
from ingest.pdf.unruled_rows import Columns, crossed, in_columns, ruled


def take_unruled(sheets: Sequence[Sheet]) -> None:
    """Move the lines of tables without rules from the sheets' lines to their tables."""
    found: list[list[_Region]] = []
    before: _Region | None = None
    for sheet in sheets:
        regions = list(_regions(sheet, before))
        if before:
            last = found[-1].pop()
            if regions and regions[0].start == 0 and regions[0].goes_on_with(last):
                # The title of a group of rows that ends a page belongs to the table after all.
                found[-1].append(last._replace(end=last.end + last.titles, columns=regions[0].columns))
            elif not last.is_short:
                found[-1].append(last)
        before = regions[-1] if regions and _ends_page(sheet, regions[-1]) else None
        found.append(regions)
    for sheet, regions in zip(sheets, found, strict=True):
        for region in reversed(regions):
            sheet.tables.append(ruled(sheet.lines[region.start : region.end], len(region.header), region.columns))
            del sheet.lines[region.start : region.end]
        if regions:
            sheet.tables.sort(key=lambda table: (table.grid.ys[0], table.grid.xs[0]))


class _Region(NamedTuple):
    """The lines of a table on a page, from `start` to before `end`, the first `header` of them names of columns.

    `gutters` is the white between these names; `titles` are the bold lines behind the end.
    """

    start: int
    end: int
    header: Sequence[Line]
    gutters: Sequence[Gutter]
    columns: Columns
    titles: int

    def goes_on_with(self, last: "_Region") -> bool:
        """Whether it goes on with a table of the page before."""
        names, others = ([line.text for line in region.header] for region in (self, last))
        return not names or names == others

    @property
    def is_short(self) -> bool:
        """Whether it shows too little of a table to be taken for one unless it goes on over the page."""
        return bool(self.header) and self.end - self.start - len(self.header) < FEWEST


_TITLE_LINES = 2  # the most of a title


def _regions(sheet: Sheet, before: _Region | None) -> Iterator[_Region]:
    """The tables of a page, after one that ends the page before."""
    lines = sheet.lines
    start = 0
    if before and lines and not any(table.grid.ys[0] < lines[0].y for table in sheet.tables):
        columns = columns_under(before.header, lines, before.gutters) if before.is_short else before.columns
        end = _end(sheet, 0, columns.starts)
        if end and not header_at(sheet, 0):
            yield _Region(0, end, (), before.gutters, columns, _titles(lines, end))
            start = end
    while start < len(lines):
        header = header_at(sheet, start)
        if header is None:
            start += 1
            continue
        first, body, gutters = header
        names = lines[first:body]
        known = before and not before.is_short and len(before.gutters) == len(gutters)
        if before and known and not any(crossed(line, before.columns.starts) for line in names):
            columns = before.columns
        else:
            columns = columns_under(names, lines[body:], gutters)
        end = _end(sheet, body, columns.starts)
        region = _Region(first, end, names, gutters, columns, _titles(lines, end))
        start = body
        repeats = before is not None and first == 0 and end > body and region.goes_on_with(before)
        if not region.is_short or _ends_page(sheet, region) or repeats:
            yield region
            start = end + region.titles


def _end(sheet: Sheet, body: int, starts: Sequence[float]) -> int:
    """The line behind the last one of a table whose lines begin at `body`; `body` when none is of the table."""
    lines = sheet.lines
    end, over = body, 0
    lasts: dict[int, Line] = {}
    edges = {column: [start + 0.5] for column, start in enumerate(starts, 1)}
    for index in range(body, len(lines)):
        line = lines[index]
        if index and table_between(sheet, lines[index - 1].y, line.y):
            break
        if crossed(line, starts):
            over += 1
            if over > _TITLE_LINES:
                break
            continue
        parts = in_columns(line, starts)
        if _is_content(line, parts, lasts, edges):
            end, over = index + 1, 0
        elif not line.bold:
            over += 1
            if over > _TITLE_LINES:
                break
        for column, words in parts.items():
            lasts[column] = line
            edges.setdefault(column, []).append(words[0].box.x0)
    return end


def _is_content(
    line: Line, parts: dict[int, list[Word]], lasts: dict[int, Line], edges: dict[int, list[float]]
) -> bool:
    """Whether a line is a part of a row: it fills several columns, or goes on in one right below its last line."""
    if len(parts) > 2 and all(NUMBER_CELL.fullmatch(words[0].text) for words in parts.values()):
        return True  # "(1) (2) (3)" under the names
    aligned = [
        column
        for column, words in parts.items()
        if any(abs(edge - words[0].box.x0) < 2 for edge in edges.get(column, ()))
    ]
    if len(parts) > 1:
        # Two columns of bold type alone may as well be the number and the title of a section behind the table.
        return bool(aligned) and 2 * len(aligned) >= len(parts) - 1 and (len(parts) > 2 or not line.bold)
    (column,) = parts
    last = lasts.get(column)
    return bool(aligned) and last is not None and line.y - last.y < STEP * line.size and not line.bold


def _titles(lines: Sequence[Line], end: int) -> int:
    """How many bold lines of the same type follow the last row of a table."""
    count = 0
    while end + count < len(lines) and lines[end + count].bold and lines[end + count].size == lines[end - 1].size:
        count += 1
    return count if count <= _TITLE_LINES else 0


def _ends_page(sheet: Sheet, region: _Region) -> bool:
    """Whether nothing but the title of a group of rows and footnotes stands below a table."""
    last = sheet.lines[region.end - 1]
    rest = sheet.lines[region.end + region.titles :]
    return all(line.size < last.size - 0.5 for line in rest) and not any(
        table.grid.ys[0] > last.y for table in sheet.tables
    )
