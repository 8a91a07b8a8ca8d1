"""Tables to tasks: the rows of a table of tasks, its group rows as headings, its cards.

GUIDELINES, "table": a row of a table with a task column and at least one of lead, partner, product, time. Group rows
go to the path; a merged cell belongs to each row that it covers; a task cell shared by several lead rows gives a
task for each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors import cards, columns, numbering, table_roles, units
from extractors.cards import Card
from extractors.columns import Columns
from extractors.draft import Draft, Value, outdone, values
from extractors.excerpt import squeeze
from extractors.labelled import labelled
from extractors.labels import Label
from extractors.numbering import RANK
from extractors.rows import Group, Rows
from models import Cell, PlanTable, Table, Unit
from models.plan import TableRole


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with its cells by place, its columns and its role. `block` is its number in the document.

    A table of cards has no columns with meanings. `above` is the table right above that goes on here.
    """

    block: int
    table: Table
    grid: list[list[Cell | None]]
    columns: Columns
    role: TableRole
    cards: tuple[Card, ...] = ()
    above: "TableReading | None" = None

    @property
    def labels(self) -> tuple[Label, ...]:
        """What a card without a task says to the item above it."""
        return tuple(label for card in self.cards if card.task is None for label in card.labels)

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
    if found_cards := cards.read(block, table, grid):
        return TableReading(block, table, grid, columns.without_meaning(table), "tasks", found_cards)
    found = columns.read(table, grid)
    return TableReading(block, table, grid, found, table_roles.of(grid, found))


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
    if reading.cards:
        return _of_cards(reading, path, context, lead, year)
    rows = _rows(reading, year)
    groups = _groups_at_end(reading.above)
    found: list[Draft] = []
    for row, number, text in _tasks(rows, groups):
        own_lead = rows.units(row, "lead")
        above = _group_lead(groups) or lead
        found.append(
            Draft(
                origin="table",
                number=number,
                path=(*path, *(group.title for group in groups)),
                text=text,
                context=context,
                lead=own_lead or above,
                partners=rows.units(row, "partners"),
                products=rows.products(row),
                deadlines=rows.deadlines(row),
                alternatives=outdone("lead", above if own_lead else (), "nearer"),
            )
        )
    return found


Groups = list[Group]
"""The group rows that are open, from the outermost in."""


def _rows(reading: TableReading, year: int | None) -> Rows:
    return Rows(
        reading.block,
        reading.table,
        reading.grid,
        reading.columns,
        _header_year(reading.columns) or year,
        {(cell.row, cell.column): start for start, cell in reading.table.starts()},
    )


def _tasks(rows: Rows, groups: Groups) -> Iterator[tuple[int, str | None, Value[str]]]:
    """The rows that are tasks with number and text; `groups` are kept those that are open above each."""
    if first := rows.first_group():
        _open_group(groups, first)
    for row in range(rows.columns.header_rows, rows.table.rows):
        if rows.repeats_header(row):
            continue
        if rows.is_group(row):
            _open_group(groups, rows.group(row))
        elif task := rows.task(row):
            _close_groups(groups, task[0])
            yield row, *task


def _group_lead(groups: Groups) -> tuple[Value[Unit], ...]:
    """The units that the innermost open group names: "I. Sở Xây dựng" over what it has to do."""
    words = groups[-1].words if groups else None
    return values(words, units.in_list(words.text), "heading") if words and units.is_unit(words.text) else ()


def _groups_at_end(reading: TableReading | None) -> Groups:
    """The groups that are still open below a table, for the one that goes on from it."""
    if reading is None:
        return []
    groups = _groups_at_end(reading.above)
    for _ in _tasks(_rows(reading, None), groups):
        pass
    return groups


def _of_cards(
    reading: TableReading, path: tuple[str, ...], context: str | None, lead: tuple[Value[Unit], ...], year: int | None
) -> list[Draft]:
    """The tasks of a table of cards, led from above the table where a card names nobody."""
    found = []
    for card in reading.cards:
        if card.task is None:
            continue
        text = card.task.cut(0)
        own = labelled(
            Draft("table", card.number, path, Value(squeeze(text.text), text, "table.card"), context), card.labels, year
        )
        farther = outdone("lead", lead if own.lead else (), "nearer")
        found.append(replace(own, lead=own.lead or lead, alternatives=(*own.alternatives, *farther)))
    return found


def _header_year(found: Columns) -> int | None:
    """The year that a time column's header names: "Thời gian (Năm 2026)"."""
    for column in found.of("deadline"):
        if match := re.search(r"\b(20\d\d)\b", found.headers[column]):
            return int(match[1])
    return None


def _close_groups(groups: Groups, number: str | None) -> None:
    """A task that counts on from a group of its own style ("1 Cầu" over a, b; then "2 …") ends that group."""
    own = numbering.parse_label(number) if number else None
    for i, group in enumerate(groups):
        number_there = group.number
        if own and number_there and number_there.style == own.style and own.last > number_there.last:
            del groups[i:]
            return


def _open_group(groups: Groups, own: Group) -> None:
    """Put a group row in its place: it closes groups of its own style and deeper; an unnumbered one all unnumbered."""
    position = len(groups)
    for i, group in enumerate(groups):
        same = (own.number and own.number.style) == (group.number and group.number.style)
        deeper = own.number and group.number and RANK[group.number.style] > RANK[own.number.style]
        if same or deeper:
            position = i
            break
    groups[position:] = [own]
