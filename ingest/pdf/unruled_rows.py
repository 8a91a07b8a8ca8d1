"""The rows and cells of a table without ruled lines: a grid as ruled lines would make it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.continuation import LIST_MARK, NUMBER_CELL
from ingest.grid import Grid, GridCell
from ingest.pdf.lines import ASCENT, DESCENT, Line, Word
from ingest.pdf.page import RuledTable
from models import Box

GUTTER = 0.6
"""In sizes of the type, the least white between columns; a blank between words has a quarter, rarely a half."""


class Columns(NamedTuple):
    """Where the columns behind the first begin, half a point before their text, where the text of the table begins and
    ends, and whether the first column numbers the rows.
    """

    starts: tuple[float, ...]
    left: float
    right: float
    numbered: bool

    @classmethod
    def of(cls, starts: tuple[float, ...], header: Sequence[Line], below: Sequence[Line]) -> "Columns":
        """The columns of these lines, those that run over the columns left aside."""
        lines = [*header, *below]
        inside = [line for line in lines if not crossed(line, starts)] or lines
        firsts = [line.words[0].text for line in below if line.x0 < starts[0] and not crossed(line, starts)]
        numbers = sum(NUMBER_CELL.fullmatch(text) is not None for text in firsts)
        left, right = min(line.x0 for line in inside), max(line.x1 for line in inside)
        return cls(starts, left, right, 2 * numbers > len(firsts))


def ruled(lines: Sequence[Line], header: int, columns: Columns) -> RuledTable:
    """The lines of a table, the first `header` of them its header, as a table with rules between rows and columns."""
    names = [list(_runs(line, columns.starts)) for line in lines[:header]]
    rows = list(_rows([_Strip.of(line, columns.starts) for line in lines[header:]], columns.numbered))
    tops, head = _head(names) if names else ([], [])
    ys = (
        *(top - 0.5 for top in tops),
        *(row[0].top - 0.5 for row in rows),
        max(line.box.y1 for line in lines[-8:]) + 0.5,
    )
    xs = (columns.left - _PADDING, *(start + 0.5 - _PADDING for start in columns.starts), columns.right + _PADDING)
    cells = [*head, *_body(rows, len(tops), len(xs) - 1)]
    return _table(sorted(_with_empty(cells, len(ys) - 1, len(xs) - 1)), xs, ys)


_PADDING = 5.4  # points between a border and its text, by default in Word and LibreOffice
_SAME_CELL = 1.5  # in sizes: base lines farther apart are not of one paragraph


class _Filled(NamedTuple):
    """A cell at (row, column) with its spans and its lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[Line]


def _table(cells: Sequence[_Filled], xs: Sequence[float], ys: Sequence[float]) -> RuledTable:
    made = tuple(
        GridCell(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            Box(xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]),
        )
        for cell in cells
    )
    owners = {place: index for index, cell in enumerate(cells) for place in _covered(cell)}
    return RuledTable(Grid(tuple(xs), tuple(ys), made, owners), [cell.lines for cell in cells])


def _covered(cell: _Filled) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield row, column


def _with_empty(cells: Sequence[_Filled], rows: int, columns: int) -> Iterator[_Filled]:
    """The cells, and an empty one wherever there is none."""
    yield from cells
    taken = {place for cell in cells for place in _covered(cell)}
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                yield _Filled(row, column, 1, 1, [])


def crossed(line: Line, starts: Sequence[float]) -> bool:
    """Whether words of a line run from one column into another."""
    return any(last > first for first, last, _ in _runs(line, starts))


def in_columns(line: Line, starts: Sequence[float]) -> dict[int, list[Word]]:
    """A line's words by the column in which they begin."""
    parts: dict[int, list[Word]] = {}
    for word in line.words:
        parts.setdefault(bisect_right(starts, word.box.x0 + 1), []).append(word)
    return parts


_Run = tuple[int, int, Line]
"""Words that no wide white parts: the columns in which they begin and end, and the words."""


def _runs(line: Line, starts: Sequence[float]) -> Iterator[_Run]:
    words: list[Word] = []
    first = last = 0
    for word in line.words:
        column = bisect_right(starts, word.box.x0 + 1)
        if words and column != first and word.box.x0 - words[-1].box.x1 >= GUTTER * line.size:
            yield first, last, _part(line, words)
            words = []
        if not words:
            first = last = column
        last = max(last, bisect_right(starts, word.box.x1 - 1))
        words.append(word)
    yield first, last, _part(line, words)


def _part(line: Line, words: Sequence[Word]) -> Line:
    """Some words of a line on their own base line: cells side by side need not share one."""
    first, *rest = words
    size = line.size if any(word.size == line.size for word in words) else first.size
    base = next((word for word in words if not word.raised), first)
    return Line((first._replace(glued=False), *rest), base.box.y1 - DESCENT * base.size, size)


def _head(names: Sequence[Sequence[_Run]]) -> tuple[list[float], list[_Filled]]:
    """The tops of a header's rows and its cells: two rows where names stand under one that spans their columns."""
    runs = [run for row in names for run in row]
    spanning = {(first, last) for first, last, _ in runs if last > first}
    second: list[_Run] = []
    cells: dict[tuple[int, int, int], list[Line]] = {}
    for first, last, line in runs:
        over = next(((a, b) for a, b in spanning if a <= first and last <= b), None)
        if over and last == first:
            second.append((first, last, line))
            cells.setdefault((1, first, first), []).append(line)
        else:
            cells.setdefault((0, *(over or (first, last))), []).append(line)
    rows = 2 if second else 1
    tops = [min(_top(line) for _, _, line in runs)]
    if second:
        tops.append(min(_top(line) for _, _, line in second))
    return tops, [
        _Filled(row, first, 1 if row or (first, last) in spanning else rows, last - first + 1, lines)
        for (row, first, last), lines in cells.items()
    ]


def _top(line: Line) -> float:
    return line.y - ASCENT * line.size


class _Strip(NamedTuple):
    """What a line has in each column. Words of a `spanning` one run over columns: they are in the first of these."""

    top: float
    y: float
    size: float
    bold: bool
    spanning: bool
    parts: dict[int, Line]

    @classmethod
    def of(cls, line: Line, starts: Sequence[float]) -> "_Strip":
        parts: dict[int, list[Word]] = {}
        spanning = False
        for first, last, run in _runs(line, starts):
            parts.setdefault(first, []).extend(run.words)
            spanning = spanning or last > first
        cells = {column: _part(line, words) for column, words in parts.items()}
        return cls(_top(line), line.y, line.size, line.bold, spanning, cells)

    @property
    def is_title(self) -> bool:
        """Whether it can be the title of a group of rows."""
        return self.spanning or (self.bold and 0 in self.parts)


def _rows(body: Sequence[_Strip], numbered: bool) -> Iterator[list[_Strip]]:
    """The lines below the header by rows: these begin at their numbers or, without numbers, where cells begin anew."""
    main, pitch, rights = _main_column(body), _pitch(body), _rights(body)
    row: list[_Strip] = []
    for strip in body:
        if row:
            last = row[-1]
            below = strip.y - last.y < _SAME_CELL * strip.size
            if last.is_title and below and strip.bold and 0 not in strip.parts and len(strip.parts) == 1:
                opens = False  # a title's second line
            elif strip.is_title != last.is_title or strip.spanning != last.spanning:
                opens = True
            elif numbered:
                opens = _has_number(strip) or (strip.spanning and strip.y - last.y > _SAME_CELL * strip.size)
            else:
                opens = _opens(strip, row, main, pitch, rights)
            if opens:
                yield row
                row = []
        row.append(strip)
    if row:
        yield row


def _has_number(strip: _Strip) -> bool:
    return 0 in strip.parts and NUMBER_CELL.fullmatch(strip.parts[0].text) is not None


def _main_column(body: Sequence[_Strip]) -> int:
    """The column with most letters."""
    letters: Counter[int] = Counter()
    for strip in body:
        for column, line in strip.parts.items():
            letters[column] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0


def _pitch(body: Sequence[_Strip]) -> float:
    """The least usual distance of base lines in a cell, in points; a huge one where no cell has several lines."""
    steps: Counter[float] = Counter()
    above: dict[int, float] = {}
    for strip in body:
        for column, line in strip.parts.items():
            if 0 < line.y - above.get(column, line.y) < _SAME_CELL * line.size:
                steps[round(line.y - above[column], 1)] += 1
            above[column] = line.y
    return min((step for step, count in steps.items() if count > 1), default=1e9)


def _rights(body: Sequence[_Strip]) -> dict[int, float]:
    """Where the text of each column ends."""
    rights: dict[int, float] = {}
    for strip in body:
        for column, line in strip.parts.items():
            if not strip.spanning:
                rights[column] = max(rights.get(column, 0.0), line.x1)
    return rights


def _opens(strip: _Strip, row: Sequence[_Strip], main: int, pitch: float, rights: Mapping[int, float]) -> bool:
    """Whether a line opens a row of a table without numbers: each of its cells, the longest among them, begins anew,
    or the longest has more white above than between its lines.
    """
    if main not in strip.parts:
        return False
    line = strip.parts[main]
    above = next((other.parts[main] for other in reversed(row) if main in other.parts), line)
    if line.y - above.y > pitch + 1 and not line.text[0].islower():
        return True
    return len(strip.parts) > 1 and all(_begins(line, column, row, rights) for column, line in strip.parts.items())


def _begins(line: Line, column: int, row: Sequence[_Strip], rights: Mapping[int, float]) -> bool:
    """Whether a line does not go on with the last one of its column."""
    above = next((strip.parts[column] for strip in reversed(row) if column in strip.parts), None)
    if above is None or line.y - above.y > _SAME_CELL * line.size:
        return True
    if line.text[0].islower() or above.text.endswith((",", "-", "–")):
        return False
    return bool(LIST_MARK.match(line.text)) or above.x1 + line.words[0].box.x1 - line.x0 < rights.get(column, 0.0)


def _body(rows: Sequence[Sequence[_Strip]], above: int, columns: int) -> Iterator[_Filled]:
    """The cells of the rows that stand under `above` others. What runs over the columns is one cell to the end; what
    goes on below the end of its row is one cell of both rows.
    """
    open_cells: dict[int, _Filled] = {}
    for number, row in enumerate(rows, above):
        lines_in: dict[int, list[Line]] = {}
        for strip in row:
            for column, line in strip.parts.items():
                lines_in.setdefault(column, []).append(line)
        over, spanning = open_cells, row[0].spanning
        open_cells = {}
        for column, lines in lines_in.items():
            if column in over and _goes_on(over[column].lines[-1], lines[0]):
                cell = over[column]
                open_cells[column] = cell._replace(row_span=cell.row_span + 1, lines=[*cell.lines, *lines])
                continue
            to_the_end = spanning and column == max(lines_in)
            open_cells[column] = _Filled(number, column, 1, columns - column if to_the_end else 1, lines)
        yield from (cell for column, cell in over.items() if not _is_longer(open_cells.get(column), cell))
    yield from open_cells.values()


def _is_longer(cell: _Filled | None, other: _Filled) -> bool:
    return cell is not None and cell.row == other.row


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line at the top of a row goes on with the sentence at the foot of the row above, as in merged cells."""
    near = line.y - above.y < _SAME_CELL * line.size and line.size == above.size
    ended = above.text.endswith((".", ";", ":")) or NUMBER_CELL.fullmatch(above.text)
    return near and line.text[0].islower() and not ended
