"""Going through the tasks once: everything that a report counts is added up here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from heapq import nsmallest
from typing import Literal

from models import Deadline
from output.recurrence import next_due
from output.report.times import month_of
from output.store.counting import Duty

State = Literal["done", "open", "late", "dropped"]

SOON = 30
"""Days that "soon" looks ahead, as the store's lists do."""

LATENESS = (7, 30, 90)
"""Where the groups of days end by which tasks are late; the last group has no end."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks by how they stand: `late` are open and past their day, `open` are the other open ones."""

    done: int = 0
    open: int = 0
    late: int = 0
    dropped: int = 0

    @property
    def tasks(self) -> int:
        """All of them."""
        return self.done + self.open + self.late + self.dropped

    @property
    def unfinished(self) -> int:
        """What is still to do."""
        return self.open + self.late


@dataclass
class OfPlan:
    """What is counted of a document."""

    states: Counter[State] = field(default_factory=Counter)
    reviewed: int = 0
    doubtful: int = 0


@dataclass
class OfUnit:
    """What is counted of a unit. Dropped tasks do not count."""

    lead: int = 0
    partner: int = 0
    open: int = 0
    late: int = 0
    next_due: date | None = None
    by_days: Counter[int] = field(default_factory=Counter)
    late_since: date | None = None
    months: Counter[int] = field(default_factory=Counter)


class Tally:
    """What has been counted, as of `today`.

    A task's day is the one since which it is late, else the next one, else the first. `months` has the tasks of each
    month by state, `patterns` the deadlines of open tasks, `frequencies` the open tasks that come back.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.plans: dict[int, OfPlan] = {}
        self.units: dict[str, OfUnit] = {}
        self.months: Counter[tuple[int, State]] = Counter()
        self.patterns: Counter[Deadline] = Counter()
        self.frequencies: Counter[str] = Counter()
        self.frequency_next: dict[str, date] = {}
        self.recurring = 0
        self.soon = 0
        self.undated = 0
        self.unled = 0
        self._coming: list[tuple[date, int, int]] = []
        self._recurring: list[tuple[date, int, int]] = []
        self._late: list[tuple[date, int, int]] = []
        self._until = today + timedelta(SOON)

    def add(self, duty: Duty) -> None:
        """Count a task."""
        nexts = [_next(deadline, self.today) for deadline in duty.deadlines]
        coming = _first(nexts)
        since = None
        if duty.status == "open":
            pairs = zip(duty.deadlines, nexts, strict=True)
            since = _first(one.due for one, following in pairs if following is None and _passed(one, self.today))
        state: State = "late" if since else duty.status
        plan = self.plans.setdefault(duty.document, OfPlan())
        plan.states[state] += 1
        plan.reviewed += duty.is_reviewed
        plan.doubtful += duty.is_doubtful
        if duty.status == "dropped":
            return
        day = since or coming or _first(deadline.due for deadline in duty.deadlines)
        if day:
            self.months[month_of(day), state] += 1
        else:
            self.undated += 1
        if duty.status == "open":
            self._add_open(duty, coming, since, nexts)
        self._add_units(duty, day, coming if duty.status == "open" else None, since)

    def counts(self) -> Counts:
        """All tasks by how they stand."""
        return counts(sum((plan.states for plan in self.plans.values()), Counter[State]()))

    def first_due(self, most: int) -> list[int]:
        """The keys of open tasks that are due next."""
        return [key for *_, key in nsmallest(most, self._coming)]

    def first_recurring(self, most: int) -> list[int]:
        """The keys of open tasks that come back, the next one first."""
        return [key for *_, key in nsmallest(most, self._recurring)]

    def longest_late(self, most: int) -> list[int]:
        """The keys of the tasks that have been late longest."""
        return [key for *_, key in nsmallest(most, self._late)]

    def _add_open(self, duty: Duty, coming: date | None, since: date | None, nexts: list[date | None]) -> None:
        place = len(self._coming), duty.key
        if coming:
            self._coming.append((coming, *place))
            self.soon += coming <= self._until
        if since:
            self._late.append((since, *place))
        frequencies = set[str]()
        for deadline, following in zip(duty.deadlines, nexts, strict=True):
            self.patterns[deadline] += 1
            own = deadline.recurrence or (("continuous",) if deadline.kind == "continuous" else ())
            frequencies.update(own)
            for frequency in own:
                if following and following < self.frequency_next.get(frequency, date.max):
                    self.frequency_next[frequency] = following
        if frequencies:
            self.frequencies.update(frequencies)
            self.recurring += 1
            pairs = zip(duty.deadlines, nexts, strict=True)
            if back := _first(following for deadline, following in pairs if deadline.recurrence):
                self._recurring.append((back, *place))

    def _add_units(self, duty: Duty, day: date | None, coming: date | None, since: date | None) -> None:
        self.unled += not duty.lead
        for name in duty.lead:
            unit = self.units.setdefault(name, OfUnit())
            unit.lead += 1
            unit.late += bool(since)
            if day:
                unit.months[month_of(day)] += 1
            if since:
                unit.by_days[_group((self.today - since).days)] += 1
                unit.late_since = min(unit.late_since or since, since)
        for name in duty.partners:
            self.units.setdefault(name, OfUnit()).partner += 1
        for name in {*duty.lead, *duty.partners}:
            unit = self.units[name]
            unit.open += duty.status == "open"
            if coming and (unit.next_due is None or coming < unit.next_due):
                unit.next_due = coming


def counts(states: Counter[State]) -> Counts:
    """The states as a record."""
    return Counts(states["done"], states["open"], states["late"], states["dropped"])


@lru_cache(20_000)
def _next(deadline: Deadline, today: date) -> date | None:
    return next_due(deadline, today)


def _passed(deadline: Deadline, today: date) -> bool:
    return deadline.due is not None and deadline.due < today


def _group(days: int) -> int:
    return next((n for n, end in enumerate(LATENESS) if days <= end), len(LATENESS))


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)
