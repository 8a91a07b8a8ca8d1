"""What a report tells, as frozen records. Charts and tables show these and count nothing themselves."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar, Unpack

from output.fold import fold
from output.report.families import Family, families
from output.report.tally import LATENESS, Counts, OfUnit, State, Tally, counts
from output.report.times import Period, Week, in_periods, periods, weeks
from output.store import AssigningDocument, Assignment, Store, Wanted
from output.store.counting import Carried, Counting

MOST = 20
"""Rows of a chart or a list; what is more is added up in one row."""

_MONTHS, _GRID_MONTHS = 24, 12
_FAMILIES = 60  # documents in the trees of what carries out what
_FREQUENCIES = ("daily", "weekly", "monthly", "quarterly", "semiannual", "nine-month", "yearly", "continuous")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Top(Generic[Row]):
    """The first rows of a list; `others` is what the rest comes to, `left` how many those are."""

    rows: tuple[Row, ...]
    others: Row | None = None
    left: int = 0

    @property
    def all(self) -> tuple[Row, ...]:
        """The rows, that of the others last."""
        return self.rows if self.others is None else (*self.rows, self.others)


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """Tasks whose day lies in a period, by how they stand."""

    period: Period
    counts: Counts


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """How many tasks a unit leads whose day lies in each of the periods; `name` is None of the others together."""

    name: str | None
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """Tasks that a unit leads and takes part in, how many of both are open, and how many that it leads are late."""

    name: str | None
    lead: int
    partner: int
    open: int
    late: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class UnitLate:
    """Tasks that a unit leads and that are late, in the groups of `LATENESS`, and since when the first one is."""

    name: str | None
    by_days: tuple[int, ...]
    since: date

    @property
    def tasks(self) -> int:
        """All of them."""
        return sum(self.by_days)


@dataclass(frozen=True, slots=True)
class Recurring:
    """Open tasks that come back, by how often ("continuous" is always), and the next day that can be told."""

    frequency: str
    tasks: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """A document, None of the others together, and its tasks: how they stand, how many were looked over, how many want
    a look; and what it carries out.
    """

    document: AssigningDocument | None
    counts: Counts
    reviewed: int
    doubtful: int
    carries_out: tuple[str, ...] = ()

    @property
    def unseen(self) -> int:
        """Tasks that nobody has looked over, and of which the program is sure."""
        return self.counts.tasks - self.reviewed - self.doubtful


@dataclass(frozen=True, slots=True)
class Report:
    """A store's tasks on a day. `left_out` tasks were wanted, too, but are not counted.

    `soon` tasks are open and due within 30 days, `undated` have no day, `unled` no leading unit.
    """

    today: date
    left_out: int
    documents: int
    counts: Counts
    soon: int
    undated: int
    unled: int
    units: int
    months: tuple[PeriodCounts, ...]
    grid_periods: tuple[Period, ...]
    grid: Top[UnitMonths]
    weeks: tuple[Week, ...]
    upcoming: tuple[Assignment, ...]
    load: Top[UnitLoad]
    recurring: tuple[Recurring, ...]
    recurring_tasks: int
    recurring_next: tuple[Assignment, ...]
    late: Top[UnitLate]
    longest_late: tuple[Assignment, ...]
    plans: Top[PlanCounts]
    reviewing: PlanCounts
    to_review: Top[PlanCounts]
    families: tuple[Family, ...]
    families_left: int


def report(store: Store, today: date, *, most: int | None = None, **wanted: Unpack[Wanted]) -> Report:
    """The report of the tasks wanted (see `Store.tasks`) as they are `today`.

    Of more than `most` tasks those are counted that were added last. Drafts that a final replaces are left out unless
    `drafts` are wanted.
    """
    with store.counting.at_once():
        return _report(store.counting, today, most, {"drafts": False, **wanted})


def _report(counting: Counting, today: date, most: int | None, wanted: Wanted) -> Report:
    keys = counting.keys(**wanted)
    kept = keys if most is None else keys[max(len(keys) - most, 0) :]
    tally = Tally(today)
    for duty in counting.duties(kept):
        tally.add(duty)
    documents = counting.documents(tally.plans)
    carried = counting.carried_out(tally.plans)
    plans = list(_plans(tally, documents, carried))
    trees, families_left = families(
        documents, carried, {plan.document.id: plan.counts.tasks for plan in plans if plan.document}, _FAMILIES
    )
    in_months = {month for month, _ in tally.months}
    columns = periods(in_months, today, _GRID_MONTHS)
    by_tasks = sorted(plans, key=lambda plan: -plan.counts.tasks)
    by_work = sorted(plans, key=lambda plan: (-plan.doubtful, plan.reviewed - plan.counts.tasks))
    return Report(
        today=today,
        left_out=len(keys) - len(kept),
        documents=len(documents),
        counts=tally.counts(),
        soon=tally.soon,
        undated=tally.undated,
        unled=tally.unled,
        units=len(tally.units),
        months=tuple(_months(tally, periods(in_months, today, _MONTHS))),
        grid_periods=columns,
        grid=_grid(tally, columns),
        weeks=weeks(tally.patterns, today),
        upcoming=tuple(counting.assignments(tally.first_due(MOST), today)),
        load=_load(tally),
        recurring=tuple(
            Recurring(name, tally.frequencies[name], tally.frequency_next.get(name))
            for name in _FREQUENCIES
            if tally.frequencies[name]
        ),
        recurring_tasks=tally.recurring,
        recurring_next=tuple(counting.assignments(tally.first_recurring(MOST), today)),
        late=_late(tally),
        longest_late=tuple(counting.assignments(tally.longest_late(MOST), today)),
        plans=_top(by_tasks, _together),
        reviewing=_together(plans),
        to_review=_top([plan for plan in by_work if plan.reviewed < plan.counts.tasks], _together),
        families=trees,
        families_left=families_left,
    )


def _top(rows: Sequence[Row], together: Callable[[Sequence[Row]], Row]) -> Top[Row]:
    """The first rows; a single other one is shown itself."""
    if len(rows) <= MOST + 1:
        return Top(tuple(rows))
    return Top(tuple(rows[:MOST]), together(rows[MOST:]), len(rows) - MOST)


def _ordered(tally: Tally, size: Callable[[OfUnit], int]) -> list[tuple[str, OfUnit]]:
    """The units for which there is something to show, the largest first."""
    found = [(name, unit) for name, unit in tally.units.items() if size(unit)]
    return sorted(found, key=lambda pair: (-size(pair[1]), fold(pair[0]), pair[0]))


def _months(tally: Tally, shown: Iterable[Period]) -> Iterable[PeriodCounts]:
    for period in shown:
        states = Counter[State]()
        for (month, state), count in tally.months.items():
            if period.holds(month):
                states[state] += count
        yield PeriodCounts(period, counts(states))


def _grid(tally: Tally, columns: Sequence[Period]) -> Top[UnitMonths]:
    units = _ordered(tally, lambda unit: unit.months.total())
    rows = [UnitMonths(name, in_periods(unit.months, columns)) for name, unit in units]
    return _top(rows, lambda rest: UnitMonths(None, tuple(map(sum, zip(*(row.tasks for row in rest), strict=True)))))


def _load(tally: Tally) -> Top[UnitLoad]:
    units = _ordered(tally, lambda unit: unit.lead + unit.partner)
    rows = [UnitLoad(name, unit.lead, unit.partner, unit.open, unit.late, unit.next_due) for name, unit in units]

    def together(rest: Sequence[UnitLoad]) -> UnitLoad:
        lead, partner, undone, late = (sum(getattr(row, name) for row in rest) for name in _LOAD)
        return UnitLoad(None, lead, partner, undone, late, min((r.next_due for r in rest if r.next_due), default=None))

    return _top(rows, together)


_LOAD = ("lead", "partner", "open", "late")


def _late(tally: Tally) -> Top[UnitLate]:
    groups = range(len(LATENESS) + 1)
    rows = [
        UnitLate(name, tuple(unit.by_days[group] for group in groups), unit.late_since or tally.today)
        for name, unit in _ordered(tally, lambda unit: unit.late)
    ]

    def together(rest: Sequence[UnitLate]) -> UnitLate:
        by_days = tuple(sum(row.by_days[group] for row in rest) for group in groups)
        return UnitLate(None, by_days, min(row.since for row in rest))

    return _top(rows, together)


def _plans(tally: Tally, documents: Iterable[AssigningDocument], carried: Iterable[Carried]) -> Iterable[PlanCounts]:
    cited: dict[int, list[str]] = {}
    for each in carried:
        cited.setdefault(each.document, []).append(" ".join(part for part in (each.type, each.number) if part))
    for document in documents:
        plan = tally.plans[document.id]
        carries_out = tuple(dict.fromkeys(cited.get(document.id, ())))
        yield PlanCounts(document, counts(plan.states), plan.reviewed, plan.doubtful, carries_out)


def _together(plans: Sequence[PlanCounts]) -> PlanCounts:
    done, undone, late, dropped = (sum(getattr(plan.counts, name) for plan in plans) for name in _STATES)
    return PlanCounts(
        None,
        Counts(done, undone, late, dropped),
        sum(plan.reviewed for plan in plans),
        sum(plan.doubtful for plan in plans),
    )


_STATES = ("done", "open", "late", "dropped")
