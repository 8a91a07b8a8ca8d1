"""Tasks on a scale of months: where their bars and days stand. Lengths are in the units of the picture's viewBox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models import Deadline
from output.recurrence import days_between
from review.pages.parts import task_address

MONTHS = 12
"""How many months are shown."""

LABELS, MONTH, ROW, HEAD = 420, 76, 26, 30
_LETTERS = 56  # of a task's text beside its row


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which a task is due."""

    x: float
    day: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A task: its place from the top, its bars (x and width), its days."""

    y: int
    label: str
    text: str
    address: str
    is_done: bool
    bars: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: `months` are (x, first day), `today` is where that stands, if it is shown; `left` tasks have no day
    in these months.
    """

    months: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    left: int
    today: float | None
    first: date

    @property
    def width(self) -> int:
        """The picture's width."""
        return LABELS + MONTHS * MONTH

    @property
    def height(self) -> int:
        """The picture's height."""
        return HEAD + ROW * len(self.rows) + 8

    def months_on(self, count: int) -> str:
        """The first month of the picture so many months on, "2026-11"."""
        return f"{_months_on(self.first, count):%Y-%m}"


def timeline(
    rows: Sequence[Mapping[str, Any]], times: Mapping[str, Sequence[Deadline]], first: date, today: date
) -> Timeline:
    """The tasks, rows of the agenda, by their deadlines in the months from `first`."""
    last = _months_on(first, MONTHS) - timedelta(1)
    drawn: list[Row] = []
    for row in rows:
        bars: list[tuple[float, float]] = []
        marks: list[Mark] = []
        for deadline in times.get(row["task_id"], ()):
            if deadline.start and deadline.due and deadline.start <= last and deadline.due >= first:
                begin, end = _x(max(deadline.start, first), first), _x(min(deadline.due, last), first)
                bars.append((begin, max(end - begin, 2.0)))
            is_late = row["status"] == "open" and not deadline.recurrence
            days = days_between(deadline, first, last)
            marks += [Mark(_x(day, first), day.isoformat(), is_late and day < today) for day in days]
        if bars or marks:
            text = row["text"]
            label = text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip()}…"
            address = task_address(row["document_id"], row["task_id"])
            y = HEAD + ROW * len(drawn)
            drawn.append(Row(y, label, text, address, row["status"] != "open", tuple(bars), tuple(marks)))
    months = tuple((LABELS + n * MONTH, _months_on(first, n).isoformat()) for n in range(MONTHS))
    shown = first <= today <= last
    return Timeline(months, tuple(drawn), len(rows) - len(drawn), _x(today, first) if shown else None, first)


def telling_month(rows: Sequence[Mapping[str, Any]], today: date) -> date:
    """The month to begin with: the one in which a task fell due that is late, but not too long ago."""
    late = (date.fromisoformat(row["late_since"]) for row in rows if row["late_since"])
    earliest = _months_on(today, 2 - MONTHS)
    return max(earliest, min((_months_on(day, 0) for day in late), default=_months_on(today, -1)))


def _x(day: date, first: date) -> float:
    """Where a day stands: months are equally wide."""
    months = (day.year - first.year) * 12 + day.month - first.month
    begin = date(day.year, day.month, 1)
    share = (day.day - 1) / (_months_on(begin, 1) - begin).days
    return round(LABELS + (months + share) * MONTH, 1)


def _months_on(day: date, count: int) -> date:
    """The first day of a month so many months on. ValueError beyond the years that dates have."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
