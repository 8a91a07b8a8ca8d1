"""Tables to tasks: what a table is, its rows as tasks, its group rows as headings.

GUIDELINES, "table": a row of a table with a task column and at least one of lead, partner, product, time. Group rows
go to the path; a merged cell belongs to each row that it covers; a task cell shared by several lead rows gives a
task for each.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors import columns, deadlines, labels, numbering, products, units
from extractors.columns import Columns
from extractors.draft import Draft, Value, values
from extractors.excerpt import Excerpt, squeeze
from extractors.numbering import RANK, Numbering
from extractors.rules import load
from models import Cell, Deadline, PlanTable, Table, Unit
from models.plan import ColumnMeaning, TableRole

_VALUE_COLUMNS: tuple[ColumnMeaning, ...] = ("lead", "partners", "products", "deadline")
# A form is handed out to be filled in: this share of its cells is empty or dotted.
_FORM_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with its cells by place, its columns and its role. `block` is its number in the document."""

    block: int
    table: Table
    grid: list[list[Cell | None]]
    columns: Columns
    role: TableRole

    def record(self) -> PlanTable:
        """The table as the plan keeps it: texts by row and column, None where a merged cell covers the place."""
        rows: list[list[str | None]] = [[None] * self.table.columns for _ in range(self.table.rows)]
        for cell in self.table.cells:
            rows[cell.row][cell.column] = cell.printed
        return PlanTable(
            role=self.role,
            columns=self.columns.meanings,
            rows=tuple(tuple(row) for row in rows),
            pages=tuple(sorted({place.page for place in self.table.places})),
        )


def read(block: int, table: Table) -> TableReading:
    """What a table is and what its columns mean."""
    grid = columns.grid_of(table)
    found = columns.read(table, grid)
    return TableReading(block, table, grid, found, _role(grid, found))


def drafts(
    reading: TableReading,
    path: tuple[str, ...],
    context: str | None,
    lead: tuple[Value[Unit], ...],
    year: int | None,
) -> list[Draft]:
    """The tasks of a table of tasks, in row order; of any other table none.

    `path` and `context` are the headings and the sentence above the table, `lead` who that sentence names.
    """
    if reading.role != "tasks":
        return []
    rows = _Rows(
        reading,
        _header_year(reading.columns) or year,
        {(cell.row, cell.column): start for start, cell in reading.table.starts()},
    )
    found: list[Draft] = []
    groups: list[tuple[Numbering | None, str]] = []
    for row in range(reading.columns.header_rows, reading.table.rows):
        if rows.is_group(row):
            _open_group(groups, *rows.group(row))
        elif task := rows.task(row):
            number, text = task
            found.append(
                Draft(
                    origin="table",
                    number=number,
                    path=(*path, *(title for _, title in groups)),
                    text=text,
                    context=context,
                    lead=rows.units(row, "lead") or lead,
                    partners=rows.units(row, "partners"),
                    products=rows.products(row),
                    deadlines=rows.deadlines(row),
                )
            )
    return found


# What a table is


def _role(grid: list[list[Cell | None]], found: Columns) -> TableRole:
    data = [cell for row in grid[found.header_rows :] for cell in row if cell is not None]
    empty = sum(not re.search(r"\w", cell.text) for cell in data)
    has = set(found.meanings)
    if found.header_rows and "task" in has and has & set(_VALUE_COLUMNS):
        return "form" if data and empty > _FORM_SHARE * len(data) and not _filled(grid, found) else "tasks"
    headers = [squeeze(header).casefold() for header in found.headers]
    for role, pattern in _other_roles():
        if sum(bool(pattern.search(header)) for header in headers) >= 2:
            return role
    return "form" if data and empty > _FORM_SHARE * len(data) else "other"


def _filled(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether at least a quarter of the rows names a lead, partner, product or time."""
    wanted = [column for meaning in _VALUE_COLUMNS for column in found.of(meaning)]
    rows = grid[found.header_rows :]
    named = sum(any((cell := row[column]) and re.search(r"\w", cell.text) for column in wanted) for row in rows)
    return named * 4 >= len(rows)


@cache
def _other_roles() -> tuple[tuple[TableRole, re.Pattern[str]], ...]:
    return tuple((role, re.compile("|".join(words))) for role, words in load("columns")["other"].items())


def _header_year(found: Columns) -> int | None:
    """The year that a time column's header names: "Thời gian (Năm 2026)"."""
    for column in found.of("deadline"):
        if match := re.search(r"\b(20\d\d)\b", found.headers[column]):
            return int(match[1])
    return None


def _open_group(groups: list[tuple[Numbering | None, str]], found: Numbering | None, title: str) -> None:
    """Put a group row in its place: it closes groups of its own style and deeper; an unnumbered one all unnumbered."""
    position = len(groups)
    for i, (open_number, _) in enumerate(groups):
        same = (found.style if found else None) == (open_number.style if open_number else None)
        deeper = found is not None and open_number is not None and RANK[open_number.style] > RANK[found.style]
        if same or deeper:
            position = i
            break
    groups[position:] = [(found, title)]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one table. `starts` tells by a cell's row and column where its text starts in the table's."""

    reading: TableReading
    year: int | None
    starts: dict[tuple[int, int], int]

    def cells(self, row: int, meaning: ColumnMeaning) -> list[Cell]:
        """The filled cells of a row in the columns of a meaning, each once."""
        places = self.reading.columns.of(meaning)
        return [cell for cell in _once([self.reading.grid[row][column] for column in places]) if cell.text.strip()]

    def excerpt(self, cell: Cell) -> Excerpt:
        return Excerpt(self.reading.block, self.starts[cell.row, cell.column], cell.text)

    def is_group(self, row: int) -> bool:
        """A row that names a group: text in the task column (or across the table), nothing in the value columns.

        A cell that stands over several columns of the row is the group's title, whatever columns it covers.
        """
        filled = [cell for cell in _once(self.reading.grid[row]) if re.search(r"\w", cell.text)]
        if not filled:
            return False
        across = [cell for cell in filled if cell.column_span > 1 and cell.column_span * 2 > self.reading.table.columns]
        if across:
            return len([cell for cell in filled if cell not in across]) <= 1
        if any(self.cells(row, meaning) for meaning in _VALUE_COLUMNS):
            return False
        return bool(self.cells(row, "task")) or len(filled) <= 2

    def group(self, row: int) -> tuple[Numbering | None, str]:
        """A group row's number and its title as printed."""
        texts = [squeeze(cell.printed) for cell in _once(self.reading.grid[row]) if cell.text.strip()]
        title = " ".join(texts)
        found = numbering.parse_label(texts[0]) if len(texts) > 1 else None
        return found or numbering.parse(title), title

    def task(self, row: int) -> tuple[str | None, Value[str]] | None:
        """A row's number and task text; None for a row without a task."""
        cells = self.cells(row, "task")
        if not cells or not re.search(r"\w", cells[0].text):
            return None
        if not any(self.reading.grid[row][c] is not None and self._starts_here(row, c) for c in self._own_columns()):
            return None
        excerpt = self.excerpt(cells[0]).cut(0)
        number = self._number(row, cells[0])
        typed = numbering.parse(excerpt.text)
        if typed is not None and (number is None or typed.number == number or typed.number is None):
            text = excerpt.cut(typed.length)
            number = number or typed.number
        else:
            text = excerpt
        return number, Value(squeeze(text.text), text, "table.row")

    def _own_columns(self) -> list[int]:
        wanted: tuple[ColumnMeaning, ...] = ("task", *_VALUE_COLUMNS)
        return [column for meaning in wanted for column in self.reading.columns.of(meaning)]

    def _starts_here(self, row: int, column: int) -> bool:
        """Whether the cell at a place begins in this row and holds anything: a row of its own, not a rest."""
        cell = self.reading.grid[row][column]
        return cell is not None and cell.row == row and bool(re.search(r"\w", cell.text))

    def _number(self, row: int, task: Cell) -> str | None:
        for cell in self.cells(row, "number"):
            found = numbering.parse_label(squeeze(cell.printed))
            if found is not None:
                return found.number
        label = next((p.label for p in task.paragraphs if p.label), None)
        found = numbering.parse_label(label) if label else None
        return found.number if found else None

    def units(self, row: int, meaning: ColumnMeaning) -> tuple[Value[Unit], ...]:
        """The units of a row's cells of a meaning; a cell with label lines inside gives each role its own."""
        found: list[Value[Unit]] = []
        for cell in [*self.cells(row, "lead"), *self.cells(row, "partners")]:
            for field, excerpt in self._roles_in(cell):
                if field == meaning:
                    found += values(excerpt, units.in_list(excerpt.text), "cell")
        return tuple(found)

    def _roles_in(self, cell: Cell) -> list[tuple[str, Excerpt]]:
        """The stretches of a unit cell with the role of each: labels inside ("Chủ trì: …; Phối hợp: …") part it."""
        excerpt = self.excerpt(cell)
        if found := labels.read(excerpt):
            return [(label.field, label.value) for label in found]
        meaning = self.reading.columns.meanings[cell.column]
        return [(meaning or "lead", excerpt)]

    def products(self, row: int) -> tuple[Value[str], ...]:
        return tuple(
            value
            for cell in self.cells(row, "products")
            for value in values(self.excerpt(cell), products.in_cell(cell.paragraphs), "cell")
        )

    def deadlines(self, row: int) -> tuple[Value[Deadline], ...]:
        return tuple(
            value
            for cell in self.cells(row, "deadline")
            for value in values(self.excerpt(cell), deadlines.in_cell(cell.text, self.year), "cell")
        )


def _once(row: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a row of the grid, each once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and not any(cell is other for other in found):
            found.append(cell)
    return found
