"""Tables inside a text: tab-separated lines, Markdown's pipes, HTML. Those that a page break cuts are one again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import html
from ingest.continuation import join_tables
from ingest.text import markup
from ingest.text.cut_rows import returned
from ingest.text.runs import paragraph
from models import Block, Cell, Paragraph, Table

_HTML_TABLE = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_HTML_CELL = re.compile(r"</?t[drh]\b[^<>]*>[^<\n]*", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_LIST_MARK = re.compile(r"[-+*•]|(?:\d{1,2}|[a-zđA-ZĐ]|[IVX]{1,4})[.)]")


def parts(text: str) -> list[str | Block]:
    """The text cut into tables and what stands between them."""
    result: list[str | Block] = []
    for piece in _html_parts(text):
        if isinstance(piece, str):
            result.extend(_line_parts(piece))
        else:
            result.append(piece)
    return result


def joined_over_pages(tables: Sequence[Table]) -> list[Table]:
    """Neighbouring tables, those that are one made one. By halves, so that the time stays near linear."""
    if len(tables) < 2:
        return list(tables)
    middle = len(tables) // 2
    left, right = joined_over_pages(tables[:middle]), joined_over_pages(tables[middle:])
    while right:
        both = join_tables(*returned(left[-1], right[0]))
        if both is None:
            break
        left[-1] = both
        right = right[1:]
    return left + right


def _html_parts(text: str) -> Iterator[str | Block]:
    position = depth = start = 0
    for tag in _HTML_TABLE.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[position:start]
                yield from html.blocks(text[start : tag.end()], bullet=None)
                position = tag.end()
    if depth:  # cut off within the table
        end = max((cell.end() for cell in _HTML_CELL.finditer(text, start)), default=start)
        yield text[position:start]
        yield from html.blocks(text[start:end], bullet=None)
        position = end
    yield text[position:]


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring lines [start, end) that have cells. `ruled`: one of them is Markdown's "|---|---|"."""

    start: int
    end: int
    rows: list[list[str]]
    ruled: bool = False
    header_rows: int = 0

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)


def _line_parts(text: str) -> Iterator[str | Table]:
    lines = text.split("\n")
    position = 0
    for group in _tables(lines, [*_groups(lines, "\t"), *_groups(lines, "|")]):
        if group.start < position:  # a table of pipes with tabs in its cells
            continue
        yield "\n".join(lines[position : group.start])
        yield from _built(group)
        position = group.end
    yield "\n".join(lines[position:])


def _groups(lines: Sequence[str], separator: str) -> Iterator[_Group]:
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and separator in lines[end].strip(" \f") and not (end > start and "\f" in lines[end]):
            end += 1
        if end > start:
            group = _tabbed if separator == "\t" else _piped
            yield group(lines[start:end], start)
        start = max(end, start + 1)


def _tabbed(lines: Sequence[str], start: int) -> _Group:
    rows = [[cell.strip() for cell in line.strip("\f").split("\t")] for line in lines]
    return _Group(start, start + len(lines), rows)


def _piped(lines: Sequence[str], start: int) -> _Group:
    ruled = [index for index, line in enumerate(lines) if _SEPARATOR.fullmatch(line)]
    rows = [_cells(line) for line in lines if not _SEPARATOR.fullmatch(line)]
    if not ruled and not all(line.lstrip(" \f").startswith("|") for line in lines):
        rows = []  # a sentence may hold a pipe
    headed = ruled[:1] == [1]
    if headed and not any(rows[0]):  # Markdown has no table without a header line, so this one is made up
        return _Group(start, start + len(lines), rows[1:], ruled=True)
    return _Group(start, start + len(lines), rows, ruled=bool(ruled), header_rows=int(headed))


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in _PIPE.split(line.strip(" \f\r"))]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells


def _tables(lines: Sequence[str], groups: Sequence[_Group]) -> list[_Group]:
    """The groups that are tables. A lone row is one only beside another group of as many columns."""
    groups = sorted((group for group in groups if group.rows), key=lambda group: group.start)
    return [
        group
        for before, group, after in zip([None, *groups], groups, [*groups[1:], None], strict=False)
        if _is_table(group) or any(_continues(lines, group, other) for other in (before, after) if other)
    ]


def _is_table(group: _Group) -> bool:
    if group.ruled:
        return True
    if len(group.rows) < 2 or all(sum(bool(cell) for cell in row) < 2 for row in group.rows):
        return False
    if sum(len(row) > 2 for row in group.rows) >= 0.5 * len(group.rows):
        return True
    # Two columns: no list with a tab behind its numbers, no paragraphs indented by a tab.
    numbered = sum(bool(_LIST_MARK.fullmatch(row[0])) for row in group.rows)
    return len(group.rows) > 2 and numbered == 0 and sum(bool(row[0]) for row in group.rows) > 0.6 * len(group.rows)


def _continues(lines: Sequence[str], group: _Group, other: _Group) -> bool:
    between = lines[min(group.end, other.end) : max(group.start, other.start)]
    return group.columns == other.columns > 2 and not any(line.strip() for line in between)


def _built(group: _Group) -> Iterator[Table]:
    """The group as tables: a header that stands in it again begins another page."""
    columns = group.columns
    header = [cell.casefold() for cell in group.rows[0]]
    starts = [0] + [i for i, row in enumerate(group.rows) if i and [cell.casefold() for cell in row] == header]
    for start, end in zip(starts, [*starts[1:], len(group.rows)], strict=True):
        rows = group.rows[start:end]
        cells = tuple(
            Cell(r, c, _paragraphs(row[c]) if c < len(row) else ())
            for r, row in enumerate(rows)
            for c in range(columns)
        )
        yield Table(cells, len(rows), columns, header_rows=group.header_rows)


def _paragraphs(cell: str) -> tuple[Paragraph, ...]:
    found = (paragraph(markup.runs(piece)) for piece in markup.parted(cell).split("\n\n"))
    return tuple(p for p in found if p)
