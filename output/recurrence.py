"""When a deadline that comes back is due next.

A deadline's `day` tells it: a weekday ("FR") of a weekly one, a day of a month ("20"), a day of the year ("11-05").
What plans leave unsaid is taken as offices report: a day without a month ("trước ngày 20 hằng quý") stands in the
last month of the quarter, half-year or nine months. A dated deadline that comes back ("trong năm 2024 và các năm
tiếp theo") repeats its due date. Of several recurrences the most frequent that the day fits counts. Where no day can
be told there is no next date. The view `deadline_list` of the store says the same in SQL; the tests hold one
against the other.
"""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from dateutil.rrule import rrulestr

from models import Deadline
from models.plan import Recurrence

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"(?:(0[1-9]|1[0-2])-)?(0[1-9]|[12]\d|3[01])")
_MONTHS_APART: dict[Recurrence, int] = {"monthly": 1, "quarterly": 3, "semiannual": 6, "nine-month": 12, "yearly": 12}
_BY_FREQUENCY: tuple[Recurrence, ...] = (
    "daily", "weekly", "monthly", "quarterly", "semiannual", "nine-month", "yearly",
)  # fmt: skip
_WITH_DAY: tuple[Recurrence, ...] = ("monthly", "quarterly", "semiannual", "nine-month")
# A day that names its month is a day of the year, unless only something more frequent is stated.
_WITH_MONTH: tuple[Recurrence, ...] = ("yearly", "semiannual", "quarterly", "monthly", "nine-month")


def rrule(deadline: Deadline) -> str | None:
    """The recurrence as an RFC 5545 rule such as "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"; None without one.

    A rule without a day leaves it to the event's start. In a month that lacks the day it is the month's last.
    The end of a deadline of kind "recurring" bounds the rule.
    """
    if not deadline.recurrence:
        return None
    repeat = _repeat(deadline)
    rule = _with_day(repeat) if repeat else _without_day(min(deadline.recurrence, key=_BY_FREQUENCY.index))
    if deadline.kind == "recurring" and deadline.due:
        rule += f";UNTIL={deadline.due:%Y%m%d}"
    return rule


def next_due(deadline: Deadline, today: date) -> date | None:
    """The first day on which it is due, from `today` on; None where that has passed or cannot be told."""
    rule = rrule(deadline)
    if rule is None:
        return deadline.due if deadline.due and deadline.due >= today else None
    if _repeat(deadline) is None:
        return None
    begin = deadline.start if deadline.kind == "recurring" else deadline.due
    first = datetime.combine(max(today, begin or today), time())
    found = rrulestr(rule, dtstart=first).after(first, inc=True)
    return found.date() if found else None


def days_between(deadline: Deadline, first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which it is due."""
    rule = rrule(deadline)
    if rule is None:
        return [deadline.due] if deadline.due and first <= deadline.due <= last else []
    begin = deadline.start if deadline.kind == "recurring" else deadline.due
    start = max(first, begin or first)
    if _repeat(deadline) is None or start > last:
        return []
    from_, to = (datetime.combine(day, time()) for day in (start, last))
    return [found.date() for found in rrulestr(rule, dtstart=from_).between(from_, to, inc=True)]


class _Repeat(NamedTuple):
    """A recurrence whose days can be told: `day` of the month, or every `weekday`, or each day."""

    recurrence: Recurrence
    weekday: str | None = None
    month: int | None = None
    day: int | None = None


def _repeat(deadline: Deadline) -> _Repeat | None:
    stated = deadline.recurrence
    if "daily" in stated:
        return _Repeat("daily")
    if deadline.day in _WEEKDAYS:
        return _Repeat("weekly", weekday=deadline.day) if "weekly" in stated else None
    text = deadline.day
    if text is None and deadline.kind != "recurring" and deadline.due:
        text = f"{deadline.due:%m-%d}"
    found = _DAY.fullmatch(text or "")
    if found is None:
        return None
    month, day = found.groups()
    fitting = next((r for r in (_WITH_MONTH if month else _WITH_DAY) if r in stated), None)
    return _Repeat(fitting, month=int(month) if month else None, day=int(day)) if fitting else None


def _with_day(repeat: _Repeat) -> str:
    if repeat.recurrence == "daily":
        return "FREQ=DAILY"
    if repeat.day is None:
        return f"FREQ=WEEKLY;BYDAY={repeat.weekday}"
    # RFC 5545 skips a month that lacks the day: the last of the days up to it stands in every month.
    days = f"BYMONTHDAY={repeat.day}"
    if repeat.day > 28:
        days = f"BYMONTHDAY={','.join(str(day) for day in range(28, repeat.day + 1))};BYSETPOS=-1"
    return f"{_months(repeat.recurrence, repeat.month)};{days}"


def _without_day(recurrence: Recurrence) -> str:
    if recurrence in ("daily", "weekly", "yearly"):
        return f"FREQ={recurrence.upper()}"
    return _months(recurrence, None)


def _months(recurrence: Recurrence, month: int | None) -> str:
    """The rule's frequency and its months: whole periods from `month` or, without it, at the end of each period."""
    apart = _MONTHS_APART[recurrence]
    if apart == 1:
        return "FREQ=MONTHLY"
    if apart == 12:
        return f"FREQ=YEARLY;BYMONTH={month or 9}"  # without a month only the report on nine months comes here
    months = [m for m in range(1, 13) if (m - (month or 0)) % apart == 0]
    return f"FREQ=MONTHLY;BYMONTH={','.join(map(str, months))}"
