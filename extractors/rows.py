"""The rows of a table of tasks: which head a group, which are tasks, and what their cells say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors import cell_actors, deadlines, labels, marked, numbering, products, units
from extractors.columns import Columns, is_title, once
from extractors.draft import Value, values
from extractors.excerpt import Excerpt, squeeze
from extractors.match import Match
from extractors.numbering import Numbering
from extractors.rules import load
from models import Cell, Deadline, Table, Unit
from models.plan import ColumnMeaning

# The columns that say who, what is handed in and when: a row with none of them filled heads a group.
VALUE_COLUMNS: tuple[ColumnMeaning, ...] = ("lead", "partners", "products", "deadline")


class Group(NamedTuple):
    """A group row: its number, its title as printed, and where the title's words stand."""

    number: Numbering | None
    title: str
    words: Excerpt


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table. `starts` tells by a cell's row and column where its text starts in the table's."""

    block: int
    table: Table
    grid: list[list[Cell | None]]
    columns: Columns
    year: int | None
    starts: dict[tuple[int, int], int]

    def cells(self, row: int, meaning: ColumnMeaning) -> list[Cell]:
        """The filled cells of a row in the columns of a meaning, each once."""
        places = self.columns.of(meaning)
        return [cell for cell in once([self.grid[row][column] for column in places]) if cell.printed.strip()]

    def excerpt(self, cell: Cell) -> Excerpt:
        """A cell's text with its place in the table's."""
        return Excerpt(self.block, self.starts[cell.row, cell.column], cell.text)

    def is_group(self, row: int) -> bool:
        """A row that names a group: text in the task column (or across the table), nothing in the value columns.

        A cell that stands over several columns of the row is the group's title, whatever columns it covers.
        """
        filled = [cell for cell in once(self.grid[row]) if re.search(r"\w", cell.text)]
        if not filled:
            return False
        across = [cell for cell in filled if cell.column_span > 1 and cell.column_span * 2 > self.table.columns]
        if across:
            return len([cell for cell in filled if cell not in across]) <= 1
        if any(self.cells(row, meaning) for meaning in VALUE_COLUMNS):
            return False
        return bool(self.cells(row, "task")) or len(filled) <= 2

    def repeats_header(self, row: int) -> bool:
        """Whether a row says what a row of the header says: somebody has copied it to the next page."""
        texts = _texts(self.grid[row])
        return len(texts) > 1 and any(_texts(self.grid[head]) == texts for head in range(self.columns.header_rows))

    def first_group(self) -> Group | None:
        """The first group where it stands above the header, as the others stand across the table below."""
        below = range(self.columns.header_rows, self.table.rows)
        if not self.columns.header_rows or not (is_title(self.grid[0]) and self.is_group(0)):
            return None
        first = self.group(0)
        others = [self.group(row) for row in below if is_title(self.grid[row]) and self.is_group(row)]
        return first if any(_is_alike(first, other) for other in others) else None

    def group(self, row: int) -> Group:
        """What a group row says."""
        cells = [cell for cell in once(self.grid[row]) if cell.printed.strip()]
        texts = [squeeze(cell.printed) for cell in cells]
        title = " ".join(texts)
        found = numbering.parse_label(texts[0]) if len(texts) > 1 else None
        if found is not None:
            return Group(found, title, self.excerpt(cells[1]).cut(0))
        number, typed = numbering.parse(title), numbering.parse(cells[0].text)
        return Group(number, title, self.excerpt(cells[0]).cut(typed.length if typed else 0))

    def task(self, row: int) -> tuple[str | None, Value[str]] | None:
        """A row's number and task text; None for a row without a task."""
        cells = self.cells(row, "task") or self._shared_task(row)
        if not cells or not re.search(r"\w", cells[0].text):
            return None
        if not any(self.grid[row][c] is not None and self._starts_here(row, c) for c in self._own_columns()):
            return None
        excerpt = self.excerpt(cells[0]).cut(0)
        number = self._number(cells[0].row, cells[0])
        typed = numbering.parse(excerpt.text)
        if typed is not None and (number is None or typed.number == number or typed.number is None):
            text = excerpt.cut(typed.length)
            number = number or typed.number
        else:
            text = excerpt
        if not re.search(r"\w", text.text):
            return None  # a number and nothing else
        return number, Value(squeeze(text.text), text, "table.row")

    def _shared_task(self, row: int) -> list[Cell]:
        """The task cell above a row that leaves number and task blank but names who leads and what or when.

        Formats without merged cells show a task shared by several leads so; a rest cut by a page names less.
        """
        lead = self.cells(row, "lead")
        more = self.cells(row, "products") or self.cells(row, "deadline")
        if row == self.columns.header_rows or self.cells(row, "number") or not more:
            return []
        if not lead or not (units.is_unit(squeeze(lead[0].text)) or labels.read(self.excerpt(lead[0]))):
            return []
        return self.cells(row - 1, "task") or self._shared_task(row - 1)

    def _own_columns(self) -> list[int]:
        wanted: tuple[ColumnMeaning, ...] = ("task", *VALUE_COLUMNS)
        return [column for meaning in wanted for column in self.columns.of(meaning)]

    def _starts_here(self, row: int, column: int) -> bool:
        """Whether the cell at a place begins in this row and holds anything: a row of its own, not a rest."""
        cell = self.grid[row][column]
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
        """The units that a row's cells give a role."""
        said = [*self._said(row, "lead"), *self._said(row, "partners")]
        named = [unit for cell, rule in said for unit in self._named(cell, rule).get(meaning, ())]
        for otherwise in ("lead", "partners"):
            marks = [(mark, self.excerpt(header)) for mark, header in self._marked(row, otherwise)]
            named += marked.by_role(marks, otherwise).get(meaning, ())
        return tuple(named)

    def _said(self, row: int, meaning: ColumnMeaning) -> list[tuple[Cell, str]]:
        """The cells that say a row's values, each with the rule: a ditto mark stands for what the row above says."""
        found = []
        for cell in self.cells(row, meaning):
            if cell.column in self.columns.marked:
                continue
            if row > self.columns.header_rows and _is_ditto(cell.text):
                found += [(above, "ditto") for above, _ in self._said(row - 1, meaning)]
            else:
                found.append((cell, "cell"))
        return found

    def _ends_span(self, row: int, cell: Cell) -> bool:
        """Whether a cell says when ends what the column to its left says when it begins."""
        left = self.grid[row][cell.column - 1] if cell.column else None
        if left is None or self.columns.meanings[left.column] != "deadline":
            return False
        headers = (self.columns.headers[left.column], self.columns.headers[cell.column])
        words = load("columns")["span"]
        return all(
            re.search("|".join(words[side]), squeeze(header).casefold())
            for side, header in zip(("begins", "ends"), headers, strict=True)
        )

    def _times(self, cell: Cell) -> tuple[Match[Deadline], ...]:
        """What a time cell says; a bare figure under "Tháng" or "Quý" is that month or quarter."""
        text = squeeze(cell.text)
        if not marked.is_figure(text):
            return deadlines.in_cell(cell.text, self.year)
        named = deadlines.in_cell(marked.time_in(f"{self.columns.headers[cell.column]} {text}"), self.year)
        return tuple(Match(replace(m.value, text=text), 0, len(cell.text), m.rule, inferred=True) for m in named)

    def _marked(self, row: int, meaning: ColumnMeaning) -> list[tuple[str, Cell]]:
        """What stands in a row's marked columns of a meaning, and their header cells."""
        found = []
        for column, header in self.columns.marked.items():
            cell = self.grid[row][column]
            if self.columns.meanings[column] == meaning and cell is not None and cell.text.strip():
                found.append((squeeze(cell.text), header))
        return found

    def _named(self, cell: Cell, rule: str) -> dict[ColumnMeaning, tuple[Value[Unit], ...]]:
        """The units of a cell by role: its column's, unless the cell tells ("Chủ trì: A; Phối hợp: B", "A chủ trì")."""
        excerpt = self.excerpt(cell)
        if found := labels.read(excerpt):
            named: dict[ColumnMeaning, tuple[Value[Unit], ...]] = {}
            for label in found:
                if label.field in ("lead", "partners"):
                    units_there = values(label.value, units.in_list(label.value.text), rule)
                    named[label.field] = (*named.get(label.field, ()), *units_there)
            return named
        if acting := cell_actors.in_cell(excerpt.text):
            return {"lead": values(excerpt, acting.lead, rule), "partners": values(excerpt, acting.partners, rule)}
        meaning = self.columns.meanings[cell.column] or "lead"
        if self._is_for_both(cell.column):
            first, rest = _first_part(excerpt)
            return {
                "lead": values(first, units.in_list(first.text), rule),
                "partners": values(rest, units.in_list(rest.text), rule),
            }
        return {meaning: values(excerpt, units.in_list(excerpt.text), rule)}

    def _is_for_both(self, column: int) -> bool:
        """Whether a column's header names who leads and who takes part ("Chủ trì/ Phối hợp"), and no other one does."""
        words = squeeze(self.columns.headers[column]).casefold()
        return (
            all(re.search(pattern, words) for pattern in load("columns")["both"])
            and self.columns.of("lead") == (column,)
            and not self.columns.of("partners")
        )

    def products(self, row: int) -> tuple[Value[str], ...]:
        """What a row's cells say is handed in."""
        return tuple(
            value
            for cell, rule in self._said(row, "products")
            for value in values(self.excerpt(cell), products.in_cell(cell.paragraphs), rule)
        )

    def deadlines(self, row: int) -> tuple[Value[Deadline], ...]:
        """What a row's cells say of time."""
        said: list[Value[Deadline]] = []
        for cell, rule in self._said(row, "deadline"):
            found = values(self.excerpt(cell), self._times(cell), rule)
            if said and len(found) == 1 and self._ends_span(row, cell):
                said[-1] = _span(said[-1], found[0])
            else:
                said += found
        headers = [header for _, header in self._marked(row, "deadline")]
        times = [(self.columns.headers[header.column], self.excerpt(header)) for header in headers]
        return (*said, *marked.times(times, self.year))


def _span(begin: Value[Deadline], end: Value[Deadline]) -> Value[Deadline]:
    """The time from what one cell says to what the next one does; the latter alone where they are no such times."""
    start, due = begin.value.start or begin.value.due, end.value.due
    if start is None or due is None or start > due:
        return end
    text = f"{begin.value.text} - {end.value.text}"
    excerpt = end.excerpt.joined_behind(begin.excerpt)
    return replace(end, value=Deadline(text, "period", start, due), excerpt=excerpt, rule="cell/cell: range")


def _first_part(excerpt: Excerpt) -> tuple[Excerpt, Excerpt]:
    """What a cell for both says of who leads, and the rest.

    They are parted by a rule of dashes, else by the first line's end, a slash or a semicolon, else by the first unit's
    end.
    """
    marks = len(excerpt.text) - len(excerpt.text.lstrip(" \n-+•"))
    match = _RULE.search(excerpt.text) or _PARTING.search(excerpt.text, marks)
    if match is not None:
        return excerpt.cut(0, match.start()), excerpt.cut(match.end())
    found = units.in_list(excerpt.text)
    end = found[0].end if found else len(excerpt.text)
    return excerpt.cut(0, end), excerpt.cut(end)


_RULE = re.compile(r"\n[^\w\n]{3,}\n")
_PARTING = re.compile(r"[\n;/]")


def _texts(row: Sequence[Cell | None]) -> list[str]:
    return [text for cell in once(row) if (text := squeeze(cell.text).casefold())]


def _is_alike(one: Group, other: Group) -> bool:
    """Whether two groups are of one list: "Quý I" and "Quý II", "A. Giao thông" and "B. Y tế"."""
    if one.number is not None and other.number is not None:
        return one.number.style == other.number.style
    return one.title.casefold().split(maxsplit=1)[:1] == other.title.casefold().split(maxsplit=1)[:1]


def _is_ditto(text: str) -> bool:
    return squeeze(text).strip(" .-").casefold() in load("columns")["ditto"]
