"""Points in time as plans name them - a day, a month, a quarter, a year, a part of one - and the days they span."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

Part = Literal[
    "head", "middle", "tail", "first_third", "second_third", "last_third", "first_half", "second_half",
    "first_week", "second_week", "third_week", "fourth_week", "last_week",
]  # fmt: skip

# The days of a month's parts: "thượng tuần" ends on the 10th, "trung tuần" on the 20th, "tuần đầu" on the 7th. Days
# behind the month's last are cut off, those of its last week count from there back.
_STRETCHES = {
    "first_third": (1, 10),
    "second_third": (11, 20),
    "last_third": (21, 31),
    "first_half": (1, 15),
    "second_half": (16, 31),
    "first_week": (1, 7),
    "second_week": (8, 14),
    "third_week": (15, 21),
    "fourth_week": (22, 28),
    "last_week": (-6, 31),
}


class NoSuchDayError(ValueError):
    """A day that no calendar has, such as 31/02, or a period that ends before it begins."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day (`months` 0), or `months` months from `month` on: 1 a month, 3 a quarter, 6 or 9 so many, 12 a year.

    `year` is None where it is not written, `later` counts the years behind that year ("năm sau" is 1). `month` is
    None where only the day of a month is given. A `loose` point is known by name alone ("năm học 2025 - 2026").
    A `part` keeps the end that it is sure of: the tail of a period its last day (GUIDELINES: "cuối năm 2022"), the
    head its first, the middle lies somewhere between both.
    """

    months: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: Part | None = None
    later: int = 0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of `first` to the end of `last`; of a single point, which is no range, both are that point."""

    first: Point
    last: Point
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a span, both ends counted; None for an end that is not known."""

    start: date | None
    due: date | None


def days(span: Span, year: int | None) -> Days:
    """The days of a span; `year` is for points without one. Raises NoSuchDayError."""
    first, last = span.first, span.last
    start, due = _first_day(first, year), _last_day(last, year)
    if start and due and start > due:
        if first.year is None and last.year is not None:  # "từ quý II đến hết năm 2025" in a later plan
            start = _first_day(first, last.year)
        elif first.year is None and first.months < 12:  # "từ tháng 11 đến tháng 02" ends in the year after
            due = _last_day(replace(last, later=last.later + 1), year)
        if start and due and start > due:
            raise NoSuchDayError(f"{due} is before {start}")
    return Days(start, due)


def anniversary(span: Span) -> bool:
    """Whether it names two days years apart and no time between them: "(30/4/1975 - 30/4/2025)"."""
    first, last = span.first, span.last
    same = (first.day, first.month) == (last.day, last.month)
    return span.ranged and same and first.day is not None and first.year != last.year


def check(point: Point) -> None:
    """Raises NoSuchDayError for a day or month that no year has."""
    if point.month is not None and not 1 <= point.month <= 12:
        raise NoSuchDayError(f"month {point.month}")
    if point.day is not None and not 1 <= point.day <= _length(point.year or 2000, point.month or 1):
        raise NoSuchDayError(f"day {point.day} of month {point.month}")


def complete(points: Sequence[Point]) -> list[Point]:
    """The points of one list, each with the month and the year that it leaves to the one behind or before it."""
    filled = list(points)
    for i in range(len(filled) - 2, -1, -1):
        filled[i] = _like(filled[i], filled[i + 1], behind=True)
    for i in range(1, len(filled)):
        filled[i] = _like(filled[i], filled[i - 1], behind=False)
    return filled


def adjoin(span: Span, point: Point) -> bool:
    """Whether `point` begins on the day after `span` ends ("tháng 11, tháng 12")."""
    try:
        end, start = _last_day(span.last, 2000), _first_day(point, 2000)
    except NoSuchDayError:
        return False
    return end is not None and start is not None and start - end == timedelta(1)


def merged(points: Sequence[Point], ranged: Sequence[bool]) -> list[Span]:
    """The spans of a list of points. `ranged` tells for each gap whether it says "until"; adjoining ones are one."""
    spans = [Span(points[0], points[0])]
    for (_, point), until in zip(pairwise(points), ranged, strict=True):
        if until or adjoin(spans[-1], point):
            spans[-1] = Span(spans[-1].first, point, ranged=True)
        elif spans[-1] != Span(point, point):  # "Quý II, II" of a scan
            spans.append(Span(point, point))
    return spans


def _like(point: Point, other: Point, *, behind: bool) -> Point:
    """The point with what it lacks taken from `other`, which stands behind it or before it."""
    if point.day is not None and point.month is None and other.month is not None:
        point = replace(point, month=other.month)
        if behind and (other.day or 31) < (point.day or 0):  # "từ ngày 25 đến ngày 05 tháng 7"
            point = replace(point, month=other.month - 1 or 12)
    if point.year is None and point.month is not None and other.year is not None and other.months < 12:
        turn = (point.month > (other.month or 1)) if behind else (point.month < (other.month or 1))
        point = replace(point, year=other.year + (0 if not turn else -1 if behind else 1))
    return point


def _first_day(point: Point, year: int | None) -> date | None:
    if point.loose or point.month is None or (point.year or year) is None:
        return None
    check(point)
    own = (point.year or year or 0) + point.later
    if point.part in _STRETCHES:
        first = _STRETCHES[point.part][0]
        return date(own, point.month, first if first > 0 else _length(own, point.month) + first)
    if point.part == "tail":
        return None
    return _date(own, point.month, point.day or 1)


def _last_day(point: Point, year: int | None) -> date | None:
    if point.loose or point.month is None or (point.year or year) is None:
        return None
    check(point)
    own = (point.year or year or 0) + point.later
    if point.part in _STRETCHES:
        return date(own, point.month, min(_STRETCHES[point.part][1], _length(own, point.month)))
    if point.part == "head":
        return None
    if point.day is not None:
        return _date(own, point.month, point.day)
    month = point.month + point.months - 1
    return date(own, month, _length(own, month))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(str(error)) from error


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
