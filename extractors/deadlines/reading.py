"""From tokens to points in time: a day, a month, a quarter, a half, a year, and lists and ranges of them.

Each function reads at token `i` and returns what it read and the token behind it, or None.
"""

from dataclasses import replace
from typing import cast

from extractors.deadlines import worded
from extractors.deadlines.clock import clock
from extractors.deadlines.lexer import Tokens
from extractors.deadlines.points import Part, Point, Span, complete, merged

Read = tuple[Point, int] | None
_List = tuple[list[Point], list[bool], int]

_PARTS = ("head", "middle", "tail", "first_third", "second_third", "last_third")
_COUNTED = ("other", "month", "day", "times", "week")
_MONTHS = {"month": 1, "quarter": 3}
_COUNTABLE = ("month", "quarter", "year")
# The weeks of a month. Of "tuần thứ hai" the lexer reads "thứ hai" as Monday, day 0.
_WEEKS: tuple[Part, ...] = ("first_week", "second_week", "third_week", "fourth_week")


def spans(tokens: Tokens, i: int) -> tuple[list[Span], int] | None:
    """A list of points: each range and each run of adjoining points is one span."""
    read = _counted(tokens, i) or _listed(tokens, i)
    if read is None:
        return None
    points, ranged, last = read
    return merged(complete(points), ranged), last


def _counted(tokens: Tokens, i: int) -> _List | None:
    """A list of as many months, quarters or years as the figure before it says: "hai tháng 7 và 8 năm 2023"."""
    if tokens.kind(i) != "number" or tokens.kind(i + 1) not in _COUNTABLE or tokens.numbers(i)[0] < 2:
        return None
    read = _listed(tokens, i + 1)
    return read if read and len(read[0]) == tokens.numbers(i)[0] else None


def _listed(tokens: Tokens, i: int) -> _List | None:
    """The points of a list, for each gap whether it says "until", and the token behind."""
    first = point(tokens, i)
    if first is None:
        return None
    points, ranged, i = [first[0]], list[bool](), first[1]
    while True:
        behind = _next(tokens, i, points[-1])
        if behind is None:
            return points, ranged, i
        until, another, i = behind
        points.append(another)
        ranged.append(until)


def point(tokens: Tokens, i: int) -> Read:
    """A single point in time. A day may lack its month, any point its year."""
    for read in (_part, _week, _half, _day, _month, _quarter, _term, _year):
        found = read(tokens, i)
        if found:
            return found
    return None


def _next(tokens: Tokens, i: int, before: Point) -> tuple[bool, Point, int] | None:
    """The next point of a list behind `before`, and whether a word or a dash makes it the end of a range."""
    kind = tokens.kind(i)
    if kind in ("dash", "until"):
        until = True
    elif kind in ("comma", "and"):
        until = False
        if kind == "comma" and tokens.kind(i + 1) == "and":
            i += 1
        # "chiều ngày 28/12 và cả ngày 29/12", but "từ tháng 12/2025, xong trong tháng 7" are two times
        i += tokens.kind(i + 1) in (("whole",) if kind == "comma" else ("in", "whole"))
    else:
        return None
    i += 1
    while until and tokens.kind(i) in ("until", "before"):  # "đến trước ngày"
        i += 1
    if until and before.day:  # "từ 7 giờ ngày 15/3 đến 17 giờ ngày 16/3"
        i = clock(tokens, i).last
    found = _short(tokens, i, before) or point(tokens, i)
    if found is None:
        return None
    another, end = found
    if until or another.months == before.months or before.loose:
        return until, another, end
    # "Quý IV/2026, 2027" goes on into the next year, "15/6, năm 2025" does not.
    if another.months == 12 and before.year and another.year == before.year + 1:
        return until, another, end
    return None


def _short(tokens: Tokens, i: int, before: Point) -> Read:
    """A bare figure in a list that takes its unit from the point before: "Quý III, IV", "tháng 3 - 9"."""
    kind, last = tokens.kind(i), tokens.kind(i + 1)
    if kind == "roman" and before.months == 3:
        return _with_year(tokens, i + 1, Point(3, month=_quarter_month(tokens.numbers(i)[0])))
    if kind != "number" or before.months > 3:
        return None
    if last in _COUNTED or (last == "year" and tokens.kind(i + 2) != "y"):
        return None  # a figure before a word counts something else: "tháng 6, 9 đơn vị"
    figure = tokens.numbers(i)[0]
    if before.months == 0:
        return Point(0, day=figure), i + 1
    month = figure if before.months == 1 else _quarter_month(figure)
    return _with_year(tokens, i + 1, Point(before.months, month=month))


def _part(tokens: Tokens, i: int) -> Read:
    """A part of a longer point: "cuối năm 2025", "đầu quý II", "trung tuần tháng 6"."""
    kind = tokens.kind(i)
    if kind not in _PARTS:
        return None
    whole = _month(tokens, i + 1) or _quarter(tokens, i + 1) or _term(tokens, i + 1) or _year(tokens, i + 1)
    whole = whole or _own_year(tokens, i + 1)
    if whole is None or (kind.endswith("third") and whole[0].months != 1):
        return None
    return replace(whole[0], part=cast(Part, kind)), whole[1]


def _week(tokens: Tokens, i: int) -> Read:
    """A week of a month: "tuần đầu tháng 4/2025", "tuần thứ hai của tháng 6", "tuần cuối tháng 12"."""
    if tokens.kind(i) != "week":
        return None
    place: Part
    if tokens.kind(i + 1) in ("head", "tail"):
        place = "first_week" if tokens.kind(i + 1) == "head" else "last_week"
    elif tokens.kind(i + 1) == "weekday" and tokens.numbers(i + 1)[0] + 1 < len(_WEEKS):
        place = _WEEKS[tokens.numbers(i + 1)[0] + 1]
    elif tokens.kind(i + 1) in ("number", "roman") and 1 <= tokens.numbers(i + 1)[0] <= len(_WEEKS):
        place = _WEEKS[tokens.numbers(i + 1)[0] - 1]
    else:
        return None
    month = _month(tokens, i + 2 + (tokens.kind(i + 2) == "of"))
    return (replace(month[0], part=place), month[1]) if month else None


def _half(tokens: Tokens, i: int) -> Read:
    """So many months at an end of the year, half a month: "6 tháng đầu năm 2025", "nửa cuối năm", "nửa đầu tháng 5"."""
    if tokens.covers(i, "number", "month"):
        count, i = tokens.numbers(i)[0], i + 2
    elif tokens.kind(i) == "half":
        count, i = 6, i + 1
    else:
        return None
    side = tokens.kind(i)
    if side not in ("head", "tail") or not 1 <= count <= 11:
        return None
    month = _month(tokens, i + 1) if tokens.covers(i - 1, "half", side, "month") else None
    if month:
        return replace(month[0], part="first_half" if side == "head" else "second_half"), month[1]
    whole = _year(tokens, i + 1) or _own_year(tokens, i + 1)
    if whole is None:
        return None
    return replace(whole[0], months=count, month=1 if side == "head" else 13 - count), whole[1]


def _day(tokens: Tokens, i: int) -> Read:
    named = tokens.kind(i) == "day"
    i += named
    if named and tokens.kind(i) == "weekday":
        i += 1 + (tokens.kind(i + 1) == "comma") + tokens.covers(i + 1, "comma", "day")
    kind = tokens.kind(i)
    if kind == "dmy":
        day, month, year = tokens.numbers(i)
        return Point(0, year, month, day), i + 1
    if kind == "worded":
        token = tokens.items[i]
        date = worded.read(tokens.text[token.start : token.end])
        return (Point(0, date.year, date.month, date.day), i + 1) if date else None
    if kind == "dm" and (named or tokens.kind(i + 1) not in ("day", "week", "month")):  # "1/2 ngày" is half a day
        day, month = tokens.numbers(i)
        return _with_year(tokens, i + 1, Point(0, month=month, day=day))
    if kind != "number":
        return None
    day = tokens.numbers(i)[0]
    comma = tokens.kind(i + 1) == "comma" and tokens.kind(i + 2) == "month" and named
    of = i + 1 + (comma or tokens.kind(i + 1) == "slash")
    month_of = _month(tokens, of) if tokens.kind(of) == "month" else None
    if month_of and (named or month_of[0].year or day > 12):
        return replace(month_of[0], months=0, day=day), month_of[1]
    if named:
        if tokens.covers(i + 1, "dash", "number") and day > tokens.numbers(i + 2)[0]:  # "ngày 15-10" is no range
            return _with_year(tokens, i + 3, Point(0, month=tokens.numbers(i + 2)[0], day=day))
        return Point(0, day=day), i + 1
    # "10 - 15/6", "26 và 27/12/2011"
    if tokens.kind(i + 1) in ("dash", "until", "and", "comma") and tokens.kind(i + 2) in ("dm", "dmy"):
        return Point(0, day=day), i + 1
    return None


def _month(tokens: Tokens, i: int) -> Read:
    named = tokens.kind(i) == "month"
    i += named
    if tokens.kind(i) == "my":
        month, year = tokens.numbers(i)
        return Point(1, year, month), i + 1
    if tokens.kind(i) != "number":
        return None
    if tokens.kind(i + 1) in ("dash", "until") and tokens.kind(i + 2) == "my":  # "9-12/2025"
        return Point(1, month=tokens.numbers(i)[0]), i + 1
    if named:
        return _with_year(tokens, i + 1, Point(1, month=tokens.numbers(i)[0]))
    return None


def _quarter(tokens: Tokens, i: int) -> Read:
    if tokens.kind(i) != "quarter":
        return None
    i += 1
    if tokens.kind(i) == "my":  # "Quý 1/2025"
        quarter, year = tokens.numbers(i)
        return Point(3, year, _quarter_month(quarter)), i + 1
    if tokens.kind(i) in ("roman", "number"):
        return _with_year(tokens, i + 1, Point(3, month=_quarter_month(tokens.numbers(i)[0])))
    return None


def _term(tokens: Tokens, i: int) -> Read:
    """A term of a school year, which has no known ends: "học kỳ I năm học 2025 - 2026"."""
    if tokens.kind(i) != "school_term" or tokens.kind(i + 1) not in ("roman", "number"):
        return None
    school_year = _year(tokens, i + 2) if tokens.kind(i + 2) == "school_year" else None
    return Point(6, loose=True), school_year[1] if school_year else i + 2


def _year(tokens: Tokens, i: int) -> Read:
    """A year by its figure; "năm học 2025 - 2026", which has no known ends."""
    if tokens.kind(i) == "school_year":
        if tokens.kind(i + 1) != "y":
            return Point(12, loose=True), i + 1
        more = tokens.covers(i + 1, "y", "dash", "y")
        return Point(12, loose=True), i + (4 if more else 2)
    if tokens.kind(i) == "stage":
        i += 1
        i += tokens.kind(i) == "from"
    i += tokens.kind(i) == "year"
    if tokens.kind(i) == "y" and tokens.kind(i - 1) != "slash":  # behind a slash it belongs to what was not read
        return Point(12, tokens.numbers(i)[0], 1), i + 1
    return None


def _own_year(tokens: Tokens, i: int) -> Read:
    """A year without a figure: "cuối năm", "năm nay", "năm sau". Only where a word before asks for a time."""
    if tokens.kind(i) != "year":
        return None
    if tokens.covers(i + 1, "this"):
        return Point(12, month=1), i + 2
    if tokens.covers(i + 1, "after"):
        return Point(12, month=1, later=1), i + 2
    return Point(12, month=1), i + 1


def own_period(tokens: Tokens, i: int) -> Read:
    """The year, quarter or month that the reader is in: "trong năm", "trong quý". Of the last two no day is known."""
    if tokens.kind(i) in _MONTHS:
        return Point(_MONTHS[tokens.kind(i)], loose=True), i + 1 + (tokens.kind(i + 1) == "this")
    return _own_year(tokens, i)


def _with_year(tokens: Tokens, i: int, bare: Point) -> tuple[Point, int]:
    """The point with the year behind it, if there is one: "năm 2025", "/2025", " 2025", "năm sau"."""
    j = i + (tokens.kind(i) in ("slash", "of"))
    if tokens.covers(i, "comma", "year", "y"):
        j = i + 1
    j += tokens.kind(j) == "year"
    if tokens.kind(j) == "y":
        return replace(bare, year=tokens.numbers(j)[0]), j + 1
    if tokens.covers(i, "year", "this"):
        return bare, i + 2
    if tokens.covers(i, "year", "after"):
        return replace(bare, later=1), i + 2
    return bare, i


def _quarter_month(quarter: int) -> int:
    """The first month of a quarter; 13 for one that no year has."""
    return 3 * quarter - 2 if 1 <= quarter <= 4 else 13
