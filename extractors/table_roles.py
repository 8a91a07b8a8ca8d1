"""What a table is: one of tasks, or a schedule, targets, a form, prices, persons and the rest that orders nothing.

The words of headers: rules/columns.toml, [other].
"""

import re
from collections.abc import Sequence
from functools import cache
from statistics import median

from extractors.acts import opens_with_verb
from extractors.columns import Columns
from extractors.excerpt import squeeze
from extractors.rows import VALUE_COLUMNS
from extractors.rules import load
from models import Cell
from models.plan import TableRole

# A form is handed out to be filled in: this share of its cells is empty or dotted.
_FORM_SHARE = 0.6
_CLOCK = re.compile(r"\s*\d{1,2}\s?(?:h|:|giờ)\s?(?:\d\d)?\b")
# A post has no more words than this.
_POST_WORDS = 4


def of(grid: list[list[Cell | None]], found: Columns) -> TableRole:
    """What the table with the cells at `grid` and these columns is."""
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
