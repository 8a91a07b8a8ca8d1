"""Tables to tasks: what a table is, its rows as tasks, its group rows as headings.

GUIDELINES, "table": a row of a table with a task column and at least one of lead, partner, product, time. Group rows
go to the path; a merged cell belongs to each row that it covers; a task cell shared by several lead rows gives a
task for each.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from extractors import cards, columns, numbering, units
from extractors.acts import opens_with_verb
from extractors.cards import Card
from extractors.columns import Columns
from extractors.draft import Draft, Value, outdone
from extractors.excerpt import squeeze
from extractors.labelled import labelled
from extractors.labels import Label
from extractors.numbering import RANK, Numbering
from extractors.rows import VALUE_COLUMNS, Rows
from extractors.rules import load
from models import Cell, PlanTable, Table, Unit
from models.plan import ColumnMeaning, TableRole

# A form is handed out to be filled in: this share of its cells is empty or dotted.
_FORM_SHARE = 0.6
_CLOCK = re.compile(r"\s*\d{1,2}\s?(?:h|:|giờ)\s?(?:\d\d)?\b")
# A post has no more words than this.
_POST_WORDS = 4


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
    return TableReading(block, table, grid, found, _role(grid, found))


def side_by_side(readings: Mapping[int, TableReading]) -> dict[int, TableReading]:
    """The tables of a document by block, what one of them lacks taken from another.

    A header misread on a scan is understood as in a like table; a table without one that goes on from the table right
    above has its columns.
    """
    found = {block: reading.columns for block, reading in readings.items() if reading.role == "tasks"}
    settled = {block: columns.as_beside(own, list(found.values())) for block, own in found.items()}
    beside: dict[int, TableReading] = {}
    for block, reading in readings.items():
        own = replace(reading, columns=settled.get(block, reading.columns))
        above = beside.get(block - 1)
        if above and _goes_on(above, own):
            own = _going_on(above, own)
        elif above and _counts_on(above, own):
            own = replace(own, above=above)
        beside[block] = own
    return beside


def _goes_on(above: TableReading, own: TableReading) -> bool:
    """Whether a table is the rest of the table of tasks above it, which somebody has cut in two.

    It names no columns, has as many, and under the names above most of its cells of units and times hold such.
    """
    if above.role != "tasks" or above.cards or own.role == "tasks" or own.table.columns != above.table.columns:
        return False
    if len([cell for cell in columns.once(own.grid[0]) if columns.of_header(cell.text)]) > 1:
        return False
    looks: tuple[tuple[ColumnMeaning, Callable[[str], bool]], ...] = (
        ("lead", units.is_unit),
        ("partners", units.is_unit),
        ("deadline", columns.is_time),
    )
    told = [
        is_right(squeeze(cell.text))
        for meaning, is_right in looks
        for column in above.columns.of(meaning)
        for row in own.grid
        if (cell := row[column]) is not None and cell.column_span == 1 and cell.text.strip()
    ]
    return bool(told) and 2 * sum(told) > len(told)


def _counts_on(above: TableReading, own: TableReading) -> bool:
    """Whether a table names the columns of the one above again and its first row counts on from the last one there."""
    if above.role != "tasks" or own.role != "tasks" or own.columns.headers != above.columns.headers:
        return False
    before, behind = _numbers(above), _numbers(own)
    if not before or not behind or behind[0] is None or before[-1] is None:
        return False
    return (behind[0].style, behind[0].last) == (before[-1].style, before[-1].last + 1) and behind[0].last > 1


def _numbers(reading: TableReading) -> list[Numbering | None]:
    """The numbers of a table's rows; None where a row has none."""
    rows = reading.grid[reading.columns.header_rows :]
    cells = [row[column] for row in rows for column in reading.columns.of("number")[:1]]
    return [numbering.parse_label(squeeze(cell.printed)) if cell is not None else None for cell in cells]


def _going_on(above: TableReading, own: TableReading) -> TableReading:
    return replace(own, columns=replace(above.columns, header_rows=0), role="tasks", cards=(), above=above)


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
        found.append(
            Draft(
                origin="table",
                number=number,
                path=(*path, *(title for _, title in groups)),
                text=text,
                context=context,
                lead=own_lead or lead,
                partners=rows.units(row, "partners"),
                products=rows.products(row),
                deadlines=rows.deadlines(row),
                alternatives=outdone("lead", lead if own_lead else (), "nearer"),
            )
        )
    return found


Groups = list[tuple[Numbering | None, str]]
"""The group rows that are open, from the outermost in, with their numbers."""


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
    for row in range(rows.columns.header_rows, rows.table.rows):
        if rows.is_group(row):
            _open_group(groups, *rows.group(row))
        elif task := rows.task(row):
            _close_groups(groups, task[0])
            yield row, *task


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


# What a table is


def _role(grid: list[list[Cell | None]], found: Columns) -> TableRole:
    data = [cell for row in grid[found.header_rows :] for cell in row if cell is not None]
    empty = sum(not re.search(r"\w", cell.text) for cell in data)
    has = set(found.meanings)
    headers = [squeeze(header).casefold() for header in found.headers]
    if any(_persons().search(header) for header in headers) and _are_posts(grid, found):
        return "other"
    other = [role for role, pattern in _other_roles() if sum(bool(pattern.search(header)) for header in headers) >= 2]
    if "programme" in other and not _is_work_by_day(grid, found):
        return "schedule"
    if "channels" in other:
        return "other"
    if ("norms" in other and not has & {"products", "deadline"}) or ("projects" in other and not _orders(grid, found)):
        return "other"
    if not has & {"lead", "partners", "products"} and _are_days(grid, found):
        return "schedule"
    if "schedule" in other and not has & {"lead", "partners", "products"}:
        return "schedule"  # days and hours say when a programme goes on, not by when work is done
    if "results" in other and not has & {"products", "deadline"}:
        return "other"
    if found.header_rows and "task" in has and has & set(VALUE_COLUMNS):
        return "form" if data and empty > _FORM_SHARE * len(data) and not _filled(grid, found) else "tasks"
    for role in ("schedule", "targets", "form"):
        if role in other:
            return role
    return "form" if data and empty > _FORM_SHARE * len(data) else "other"


def _filled(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether at least a quarter of the rows names a lead, partner, product or time."""
    wanted = [column for meaning in VALUE_COLUMNS for column in found.of(meaning)]
    rows = grid[found.header_rows :]
    named = sum(any((cell := row[column]) and re.search(r"\w", cell.text) for column in wanted) for row in rows)
    return named * 4 >= len(rows)


def _orders(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether half of the task cells open with a verb, as orders do and names of projects do not."""
    cells = [cell for column in found.of("task") for row in grid[found.header_rows :] if (cell := row[column])]
    return 2 * sum(opens_with_verb(squeeze(cell.text)) for cell in cells) >= len(cells)


def _is_work_by_day(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether a table of days, no hours, beside places says who does what: a tour of inspections, no programme."""
    headers = any(_hours().search(squeeze(header).casefold()) for header in found.headers)
    columns_of_hours = any(map(_are_hours, zip(*grid[found.header_rows :], strict=True)))
    return bool(found.of("lead")) and not (headers or columns_of_hours) and _orders(grid, found)


def _are_hours(column: Sequence[Cell | None]) -> bool:
    filled = [cell.text for cell in column if cell is not None and cell.text.strip()]
    return bool(filled) and 2 * sum(bool(_CLOCK.match(text)) for text in filled) > len(filled)


def _are_days(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether half of the task cells name a day or time and no work: "Ngày tựu trường", "Thời gian nghỉ Tết"."""
    cells = [cell for column in found.of("task") for row in grid[found.header_rows :] if (cell := row[column])]
    return bool(cells) and 2 * sum(bool(_days().match(squeeze(cell.text))) for cell in cells) >= len(cells)


def _are_posts(grid: list[list[Cell | None]], found: Columns) -> bool:
    """Whether the task cells are as short as posts are, or half of them name one: "Trưởng đoàn", "Thư ký đoàn số 1"."""
    rows = grid[found.header_rows :]
    cells = [squeeze(cell.text) for column in found.of("task") for row in rows if (cell := row[column])]
    named = sum(bool(_posts().match(cell)) for cell in cells)
    return median([len(cell.split()) for cell in cells] or [0]) <= _POST_WORDS or 2 * named >= len(cells)


@cache
def _posts() -> re.Pattern[str]:
    return re.compile("|".join(load("columns")["posts"]), re.IGNORECASE)


@cache
def _days() -> re.Pattern[str]:
    return re.compile("|".join(load("columns")["days"]), re.IGNORECASE)


@cache
def _hours() -> re.Pattern[str]:
    return re.compile("|".join(load("columns")["hours"]))


@cache
def _persons() -> re.Pattern[str]:
    return re.compile("|".join(load("columns")["persons"]))


@cache
def _other_roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile("|".join(words))) for role, words in load("columns")["other"].items())


def _header_year(found: Columns) -> int | None:
    """The year that a time column's header names: "Thời gian (Năm 2026)"."""
    for column in found.of("deadline"):
        if match := re.search(r"\b(20\d\d)\b", found.headers[column]):
            return int(match[1])
    return None


def _close_groups(groups: Groups, number: str | None) -> None:
    """A task that counts on from a group of its own style ("1 Cầu" over a, b; then "2 …") ends that group."""
    own = numbering.parse_label(number) if number else None
    for i, (group, _) in enumerate(groups):
        if own is not None and group is not None and group.style == own.style and own.last > group.last:
            del groups[i:]
            return


def _open_group(groups: Groups, found: Numbering | None, title: str) -> None:
    """Put a group row in its place: it closes groups of its own style and deeper; an unnumbered one all unnumbered."""
    position = len(groups)
    for i, (open_number, _) in enumerate(groups):
        same = (found.style if found else None) == (open_number.style if open_number else None)
        deeper = found is not None and open_number is not None and RANK[open_number.style] > RANK[found.style]
        if same or deeper:
            position = i
            break
    groups[position:] = [(found, title)]
