"""Months and weeks of a report: which ones are shown, and what falls into each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from models import Deadline
from output.recurrence import days_between

BEFORE, AFTER = 8, 26
"""Weeks that are shown before and from this one on."""


@dataclass(frozen=True, slots=True)
class Period:
    """A month by its first day, or all that lies `before` or from there on, `after`."""

    kind: Literal["before", "month", "after"]
    first: date

    def holds(self, month: int) -> bool:
        """Whether a month, as `month_of` numbers it, belongs to it."""
        own = month_of(self.first)
        return month < own if self.kind == "before" else month >= own if self.kind == "after" else month == own


@dataclass(frozen=True, slots=True)
class Week:
    """Deadlines of open tasks in the week from `first`, a Monday: those that have `passed`, those that come `once`,
    and those that come back, `recurring`, each counted once a week.
    """

    first: date
    passed: int
    once: int
    recurring: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.passed + self.once + self.recurring


def month_of(day: date) -> int:
    """The months since the year 0."""
    return day.year * 12 + day.month - 1


def periods(counted: Iterable[int], today: date, most: int) -> tuple[Period, ...]:
    """The periods to show for months in which something is counted: all of them from the first to the last, or, if
    they are more than `most`, so many around today with what lies before and after.
    """
    found = sorted(set(counted))
    if not found:
        return ()
    first, last = found[0], found[-1]
    if last - first >= most:
        # Two of the columns are for what lies outside, and more is of interest ahead than behind.
        begin = min(max(month_of(today) - most // 3, first), max(last - most + 3, first))
        end = min(begin + most - 3, last)
    else:
        begin, end = first, last
    shown = [Period("month", _first_of(month)) for month in range(begin, end + 1)]
    if first < begin:
        shown.insert(0, Period("before", _first_of(begin)))
    if last > end:
        shown.append(Period("after", _first_of(end + 1)))
    return tuple(shown)


def in_periods(counted: Mapping[int, int], shown: Iterable[Period]) -> tuple[int, ...]:
    """How many of what is counted by month fall into each period."""
    return tuple(sum(count for month, count in counted.items() if period.holds(month)) for period in shown)


def weeks(patterns: Mapping[Deadline, int], today: date) -> tuple[Week, ...]:
    """The weeks around today, with how many deadlines of open tasks fall into each; none if there are none at all."""
    this = _monday(today)
    first, last = this - timedelta(weeks=BEFORE), this + timedelta(weeks=AFTER, days=-1)
    passed, once, recurring = Counter[date](), Counter[date](), Counter[date]()
    for deadline, count in patterns.items():
        if deadline.recurrence:
            for week in {_monday(day) for day in days_between(deadline, today, last)}:
                recurring[week] += count
        elif deadline.due and first <= deadline.due <= last:
            (passed if deadline.due < today else once)[_monday(deadline.due)] += count
    if not (passed or once or recurring):
        return ()
    shown = (first + timedelta(weeks=n) for n in range(BEFORE + AFTER))
    return tuple(Week(week, passed[week], once[week], recurring[week]) for week in shown)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
