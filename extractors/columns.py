"""What a table's columns mean: header rows found, header words read, contents asked where the words are two-edged."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from rapidfuzz import fuzz

from extractors import deadlines, marked, numbering, units
from extractors.excerpt import squeeze, unmarked
from extractors.rules import load
from models import Cell, Table
from models.plan import ColumnMeaning

# Headers take at most this many rows: names, their parts, and a row "(1) (2) (3)".
_MOST_HEADER_ROWS = 3
_SAMPLE = 12
# A header of so few letters names a number, whatever is read.
_SHORT = 3
# How alike two headers are in letters where one is the other misread.
_ALIKE = 75.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The number of header rows, each column's header text and its meaning. `marked` are the columns whose cells only
    mark what their header cell names.
    """

    header_rows: int
    headers: tuple[str, ...]
    meanings: tuple[ColumnMeaning | None, ...]
    marked: Mapping[int, Cell] = field(default_factory=dict)

    def of(self, meaning: ColumnMeaning) -> tuple[int, ...]:
        """The columns of a meaning, from left to right."""
        return tuple(i for i, own in enumerate(self.meanings) if own == meaning)


def read(table: Table, grid: list[list[Cell | None]]) -> Columns:
    """The columns of a table whose cells stand in `grid` (each cell at every place that it covers)."""
    rows = _header_rows(table, grid)
    headers = tuple(_header(grid, rows, column) for column in range(table.columns))
    meanings: list[ColumnMeaning | None] = [of_header(header) for header in headers]
    found = marked.find(grid, rows)
    _ask_contents(meanings, headers, grid, rows, set(found))
    takes_part = any(meaning == "lead" for column, meaning in enumerate(meanings) if column not in found)
    for column, (names, _) in found.items():
        if names == "time":
            meanings[column] = "deadline"
        elif meanings[column] not in ("lead", "partners"):
            meanings[column] = "partners" if takes_part else "lead"  # nothing stands above the name
    cells = {column: cell for column, (_, cell) in found.items()}
    return Columns(rows + _counting_rows(grid, rows), headers, tuple(meanings), cells)


def is_time(text: str) -> bool:
    """Whether a cell tells times and nothing else."""
    found = deadlines.in_cell(text, None)
    return bool(found) and all(match.value.kind not in ("reference", "event") for match in found)


def without_meaning(table: Table) -> Columns:
    """The columns of a table whose columns mean nothing."""
    return Columns(0, ("",) * table.columns, (None,) * table.columns)


def of_header(header: str) -> ColumnMeaning | None:
    """What a header's words say that its column means, None where they say nothing."""
    words = squeeze(header).strip(" .:*").casefold()
    if not words or _telling_nothing().search(words):
        return None
    for meaning, pattern in _patterns():
        if pattern.search(words):
            return meaning
    return None


def as_beside(own: Columns, others: Sequence[Columns]) -> Columns:
    """The columns with what is misread in a header taken from a like table of the document.

    A like table has as many columns, of the same meanings but for those with nearly the same header, which tells there
    who, with whom, what is handed in or when, and here tells nothing.
    """
    for other in others:
        if len(other.meanings) != len(own.meanings) or other.meanings == own.meanings:
            continue
        pairs = list(zip(own.meanings, other.meanings, own.headers, other.headers, strict=True))
        differ = [(a, b, _likeness(left, right)) for a, b, left, right in pairs if a != b]
        if all(a in (None, "note") and b in _TELLING and alike >= _ALIKE for a, b, alike in differ):
            return replace(own, meanings=other.meanings)
    return own


_TELLING = frozenset({"lead", "partners", "products", "deadline"})


def _likeness(header: str, other: str) -> float:
    return fuzz.ratio(unmarked(header.casefold()), unmarked(other.casefold()))


def grid_of(table: Table) -> list[list[Cell | None]]:
    """The cell at each place of a table, a merged one at every place that it covers."""
    grid: list[list[Cell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = cell
    return grid


def is_title(row: Sequence[Cell | None]) -> bool:
    """Whether a row is one cell across a table of several columns: its title, or a group's."""
    return len(row) > 1 and row[0] is not None and all(cell is row[0] for cell in row)


def once(row: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a row of the grid, each once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and not any(cell is other for other in found):
            found.append(cell)
    return found


# How


def _header_rows(table: Table, grid: list[list[Cell | None]]) -> int:
    """How many rows from the top are header: those that name columns, and the parts of a name merged across."""
    if not table.rows:
        return 0
    best, most = 0, 1
    for rows in range(1, min(_MOST_HEADER_ROWS, table.rows) + 1):
        if rows > 1 and _is_data(grid[rows - 1]):
            break
        parts_a_name = _parts_a_name(grid, rows - 1)
        headers = [_header(grid, rows, column) for column in range(table.columns)]
        named = sum(
            of_header(header) is not None or (parts_a_name and bool(marked.time_in(header))) for header in headers
        )
        if named > most or (named == most and parts_a_name):
            best, most = rows, named
    return best


def _parts_a_name(grid: list[list[Cell | None]], row: int) -> bool:
    """Whether a row's cells stand below a header that is merged across: "Phân công" over "Chủ trì", "Phối hợp"."""
    above = grid[row - 1] if row else []
    return any(
        upper is not None and upper.column_span > 1 and lower is not None and lower.row == row and lower.text.strip()
        for upper, lower in zip(above, grid[row], strict=False)
    )


def _is_data(row: list[Cell | None]) -> bool:
    """Whether a row opens with a number of a list, or is one cell across: a task or a group, no header."""
    first = row[0]
    if first is not None and first.column_span > 1 and all(cell is first for cell in row):
        return True
    text = squeeze(first.text) if first else ""
    return bool(text) and len(text) <= 8 and not text.startswith("(") and numbering.parse_label(text) is not None


def _counting_rows(grid: list[list[Cell | None]], row: int) -> int:
    """1 when the row below the header only counts the columns: "(1) (2) (3)", "A B 1 2"."""
    if row == 0 or row >= len(grid):
        return 0
    texts = [squeeze(cell.text) for cell in grid[row] if cell]
    return int(len(texts) > 2 and all(re.fullmatch(r"\(?(\d{1,2}|[A-Z])\)?(=.*)?", text) for text in texts))


def _header(grid: list[list[Cell | None]], rows: int, column: int) -> str:
    """A column's header: the texts above it from top to bottom, each cell once."""
    seen: list[Cell] = []
    for row in grid[:rows]:
        cell = row[column]
        if cell is not None and cell not in seen and not is_title(row):
            seen.append(cell)
    return squeeze(" ".join(cell.text for cell in seen))


def _ask_contents(
    meanings: list[ColumnMeaning | None],
    headers: tuple[str, ...],
    grid: list[list[Cell | None]],
    rows: int,
    without: Container[int],
) -> None:
    """Settle what the header words leave open by what stands in the columns, but for those `without`."""
    samples = [_sample(grid, rows, column) for column in range(len(headers))]
    if headers and meanings[0] is None and samples[0] and not _telling_nothing().search(headers[0].casefold()):
        # Of "STT" a scan may leave "sr", and of the numbers below not all.
        needed = 0.4 if 0 < len(headers[0]) <= _SHORT else 0.6
        if _share(samples[0], _is_number) > needed:
            meanings[0] = "number"
    for column, meaning in enumerate(meanings):
        cells = samples[column]
        if not cells or column in without:
            continue
        # "Đơn vị" over "%", "người", "km" is the unit of measure.
        if meaning == "lead" and max(map(len, cells)) <= 12 and _share(cells, units.is_unit) < 0.3:
            meanings[column] = None
        # A column that a header of two meanings covers, or none: units and times are known by their looks.
        if meaning is None and headers[column] and ("task" in meanings or _tells_of_tasks(meanings)):
            if _share(cells, is_time) > 0.7 and "deadline" not in meanings:
                meanings[column] = "deadline"
            elif _share(cells, units.is_unit) > 0.7:
                meanings[column] = "partners" if "lead" in meanings else "lead"
    if "task" not in meanings and _tells_of_tasks(meanings):
        # "Đầu việc", "Hạng mục": beside lead, product and time the column of long texts is the task, whatever its name.
        texts = [c for c, meaning in enumerate(meanings) if meaning is None and headers[c] and samples[c]]
        if texts:
            meanings[max(texts, key=lambda c: sum(map(len, samples[c])))] = "task"
    tasks = [column for column, meaning in enumerate(meanings) if meaning == "task"]
    if len(tasks) > 1:
        # "Nhiệm vụ" beside "Nội dung": the task is the one with the longest texts, the others tell about it.
        longest = max(tasks, key=lambda column: sum(map(len, samples[column])))
        for column in tasks:
            if column != longest:
                meanings[column] = "note"


def _tells_of_tasks(meanings: list[ColumnMeaning | None]) -> bool:
    """Whether two or more columns say who, with whom, what is handed in or when."""
    return len({"lead", "partners", "products", "deadline"}.intersection(meanings)) >= 2


def _sample(grid: list[list[Cell | None]], rows: int, column: int) -> list[str]:
    texts = [squeeze(cell.text) for row in grid[rows:] if (cell := row[column]) and cell.text.strip()]
    return texts[:_SAMPLE]


def _share(texts: list[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts)


def _is_number(text: str) -> bool:
    return len(text) <= 8 and numbering.parse_label(text) is not None


@cache
def _telling_nothing() -> re.Pattern[str]:
    return re.compile("|".join(load("columns")["nothing"]))


@cache
def _patterns() -> tuple[tuple[ColumnMeaning, re.Pattern[str]], ...]:
    return tuple((rule["meaning"], re.compile("|".join(rule["patterns"]))) for rule in load("columns")["column"])
