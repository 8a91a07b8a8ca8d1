"""The charts of a report: which figures each of them shows, and what it says to those who do not see it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial

from output.report import charts
from output.report.charts import Series, Span
from output.report.drawing import Told
from output.report.figures import PeriodCounts, PlanCounts, Recurring, Report, Top, UnitLate, UnitLoad
from output.report.tally import Counts
from output.report.times import BEFORE, Week
from output.report.wording import Language, amount, day, document_name, groups, period_name, share, words
from output.store import Assignment

_KEPT = 64
"""Charts that are kept: the same figures are asked for again and again, and drawing takes longest."""

_SHORT = 160


def pictures(report: Report, language: Language) -> Mapping[str, str]:
    """The charts as SVG by their names in the template; those that have nothing to show are left out."""
    drawn: dict[str, str] = {}
    if report.months:
        drawn["months"] = months(report.months, language)
    if report.weeks:
        drawn["weeks"] = by_week(report.weeks, report.today, language)
    if report.upcoming:
        drawn["upcoming"] = upcoming(_spans(report.upcoming), report.today, language)
    if report.load.rows:
        drawn["load"] = load(report.load, language)
    if report.recurring:
        drawn["recurring"] = recurring(report.recurring, report.recurring_tasks, language)
    if report.late.rows:
        drawn["late"] = late(report.late, late_told(report, language), language)
    if report.plans.rows:
        drawn["plans"] = plans(report.plans, language)
        drawn["reviewing"] = reviewing(report.reviewing, report.to_review, language)
    return drawn


@lru_cache(_KEPT)
def months(counted: tuple[PeriodCounts, ...], language: Language) -> str:
    """Tasks by month and by how they stand."""
    labels = []
    for place, each in enumerate(counted):
        first = each.period.first
        sign = {"before": "<", "month": "", "after": "≥"}[each.period.kind]
        is_new = place == 0 or first.month == 1 or bool(sign) or counted[place - 1].period.kind != "month"
        labels.append((f"{sign}{first:%m}", str(first.year) if is_new else ""))
    return charts.columns(
        Told("months", words(language)["months"]["title"], months_told(counted, language)),
        labels,
        _states([each.counts for each in counted], language),
        _amount(language),
    )


def months_told(counted: Sequence[PeriodCounts], language: Language) -> str:
    """Which month has most."""
    most = max(counted, key=lambda each: each.counts.tasks)
    name = period_name(most.period, language)
    return _say(language, "months", period=name, count=amount(most.counts.tasks, language))


@lru_cache(_KEPT)
def by_week(weeks: tuple[Week, ...], today: date, language: Language) -> str:
    """Deadlines by week."""
    told = words(language)["weeks"]
    labels = [
        (f"{week.first:%d/%m}", str(week.first.year) if week.first.month == 1 or not place else "")
        if place % 4 == 0
        else ()
        for place, week in enumerate(weeks)
    ]
    series = (
        Series(told["passed"], charts.LATE, tuple(week.passed for week in weeks)),
        Series(told["once"], charts.OPEN, tuple(week.once for week in weeks)),
        Series(told["recurring"], charts.RECURRING, tuple(week.recurring for week in weeks)),
    )
    here = BEFORE - 0.5 + (today.weekday() + 0.5) / 7
    return charts.columns(
        Told("weeks", told["title"], weeks_told(weeks, language)),
        labels,
        series,
        _amount(language),
        sums=False,
        mark=(here, words(language)["today"]),
    )


def weeks_told(weeks: Sequence[Week], language: Language) -> str:
    """Which week ahead has most."""
    most = max(weeks[BEFORE:], key=lambda week: week.once + week.recurring)
    count = most.once + most.recurring
    if not count:
        return str(words(language)["weeks"]["told_none"])
    return _say(language, "weeks", day=day(most.first), count=amount(count, language))


@lru_cache(_KEPT)
def upcoming(spans: tuple[Span, ...], today: date, language: Language) -> str:
    """The next deadlines on a scale of days."""
    told = words(language)
    described = upcoming_told([span.due for span in spans], language)
    return charts.scale(Told("upcoming", told["upcoming"]["title"], described), spans, today, told["today"])


def upcoming_told(days: Sequence[date], language: Language) -> str:
    """How many deadlines are shown, and over what time."""
    return _say(language, "upcoming", count=len(days), first=day(min(days)), last=day(max(days)))


def _spans(assignments: Sequence[Assignment]) -> tuple[Span, ...]:
    found = []
    for each in assignments:
        if each.next_due:
            start = next((one.start for one in each.deadlines if one.due == each.next_due), None)
            found.append(Span(each.text[:_SHORT], start, each.next_due))
    return tuple(found)


@lru_cache(_KEPT)
def load(top: Top[UnitLoad], language: Language) -> str:
    """What units lead and take part in."""
    told = words(language)["load"]
    return charts.bars(
        Told("load", told["title"], load_told(top, language)),
        _names([row.name for row in top.all], top.left, language),
        (
            Series(told["lead"], charts.LEAD, tuple(row.lead for row in top.all)),
            Series(told["partner"], charts.PARTNER, tuple(row.partner for row in top.all)),
        ),
        _amount(language),
        has_others=top.others is not None,
    )


def load_told(top: Top[UnitLoad], language: Language) -> str:
    """Which unit has most."""
    most = top.rows[0]
    counts = {"lead": amount(most.lead, language), "partner": amount(most.partner, language)}
    return _say(language, "load", unit=most.name, **counts)


@lru_cache(_KEPT)
def recurring(rows: tuple[Recurring, ...], tasks: int, language: Language) -> str:
    """Tasks that come back, by how often."""
    told = words(language)
    names = [told["frequency"][row.frequency] for row in rows]
    series = Series(told["tasks"], charts.OPEN, tuple(row.tasks for row in rows))
    described = _say(language, "recurring", count=amount(tasks, language))
    return charts.bars(Told("recurring", told["recurring"]["title"], described), names, (series,), _amount(language))


@lru_cache(_KEPT)
def late(top: Top[UnitLate], described: str, language: Language) -> str:
    """Overdue tasks by unit and by how late they are."""
    named = zip(groups(language), charts.DEGREES, zip(*(row.by_days for row in top.all), strict=True), strict=True)
    return charts.bars(
        Told("late", words(language)["late"]["chart"], described),
        _names([row.name for row in top.all], top.left, language),
        tuple(Series(name, look, values) for name, look, values in named),
        _amount(language),
        has_others=top.others is not None,
    )


def late_told(report: Report, language: Language) -> str:
    """How many are overdue, and since when."""
    since = day(report.longest_late[0].late_since if report.longest_late else None)
    return _say(language, "late", count=amount(report.counts.late, language), day=since)


@lru_cache(_KEPT)
def plans(top: Top[PlanCounts], language: Language) -> str:
    """How the tasks of each document stand."""
    return charts.bars(
        Told("plans", words(language)["plans"]["title"], plans_told(top, language)),
        _plan_names(top, language),
        _states([row.counts for row in top.all], language),
        _amount(language),
        has_others=top.others is not None,
    )


def plans_told(top: Top[PlanCounts], language: Language) -> str:
    """Which document has most tasks."""
    most = top.rows[0]
    return _say(language, "plans", plan=_plan_name(most), count=amount(most.counts.tasks, language))


@lru_cache(_KEPT)
def reviewing(all_of_it: PlanCounts, top: Top[PlanCounts], language: Language) -> str:
    """How much of each document was looked over."""
    told = words(language)["reviewing"]
    rows = (all_of_it, *top.all) if len(top.all) > 1 else (all_of_it,)
    series = (
        Series(told["reviewed"], charts.SEEN, tuple(row.reviewed for row in rows)),
        Series(told["unseen"], charts.SURE, tuple(row.unseen for row in rows)),
        Series(told["doubtful"], charts.DOUBTFUL, tuple(row.doubtful for row in rows)),
    )
    names = [told["all"], *_plan_names(top, language)][: len(rows)]
    return charts.bars(
        Told("reviewing", told["title"], reviewing_told(all_of_it, language)),
        names,
        series,
        _amount(language),
        are_shares=True,
    )


def reviewing_told(all_of_it: PlanCounts, language: Language) -> str:
    """How much was looked over."""
    counts = {"reviewed": all_of_it.reviewed, "tasks": all_of_it.counts.tasks, "doubtful": all_of_it.doubtful}
    written = {name: amount(count, language) for name, count in counts.items()}
    percent = share(all_of_it.reviewed, all_of_it.counts.tasks, language)
    return _say(language, "reviewing", share=percent, **written)


def _say(language: Language, part: str, **values: object) -> str:
    return str(words(language)[part]["told"].format(**values))


def _amount(language: Language) -> Callable[[int], str]:
    return partial(amount, language=language)


def _states(counted: Sequence[Counts], language: Language) -> tuple[Series, ...]:
    """How tasks stand; the dropped ones only where there are any."""
    told = words(language)["state"]
    found = (
        Series(told["late"], charts.LATE, tuple(counts.late for counts in counted)),
        Series(told["open"], charts.OPEN, tuple(counts.open for counts in counted)),
        Series(told["done"], charts.DONE, tuple(counts.done for counts in counted)),
        Series(told["dropped"], charts.DROPPED, tuple(counts.dropped for counts in counted)),
    )
    return found if any(found[-1].values) else found[:-1]


def _names(names: Sequence[str | None], left: int, language: Language) -> list[str]:
    others = words(language)["others"].format(count=amount(left, language))
    return [others if name is None else name for name in names]


def _plan_names(top: Top[PlanCounts], language: Language) -> list[str]:
    others = words(language)["other_plans"].format(count=amount(top.left, language))
    return [_plan_name(row) if row.document else others for row in top.all]


def _plan_name(plan: PlanCounts) -> str:
    return document_name(plan.document) if plan.document else ""
