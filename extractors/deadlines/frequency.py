"""How often: "hằng quý, 6 tháng, năm", "định kỳ 6 tháng một lần", and the day within a recurrence."""

from dataclasses import dataclass
from datetime import date

from extractors.deadlines.lexer import Tokens
from extractors.deadlines.points import Point
from extractors.deadlines.reading import point
from extractors.deadlines.wording import starts
from models.plan import Recurrence

_UNITS: dict[str, Recurrence | None] = {
    "day": "daily",
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "year": "yearly",
    "school_year": "yearly",
    "school_term": None,
}
_MONTHS: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 6: "semiannual", 9: "nine-month", 12: "yearly"}
_A_YEAR: dict[int, Recurrence] = {1: "yearly", 2: "semiannual", 4: "quarterly", 12: "monthly"}
_ORDER: tuple[Recurrence, ...] = ("daily", "weekly", "monthly", "quarterly", "semiannual", "nine-month", "yearly")
_NEXT = ("next", "after")


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something is due; nothing for what has no name, as every two weeks. `end` is the token behind."""

    recurrence: tuple[Recurrence, ...]
    end: int


def frequency(tokens: Tokens, i: int, *, bare: bool = False) -> Frequency | None:
    """A list of frequencies from token `i` on. `bare` lets the first do without "hằng" or "định kỳ"."""
    periodic = tokens.kind(i) == "periodic"
    opened = periodic and tokens.kind(i + 1) == "open"
    i += periodic + (periodic and tokens.kind(i + 1) in ("open", "colon"))
    first = _rate(tokens, i) or _every(tokens, i) or _end_of_each(tokens, i)
    plain = first is None and (periodic or bare) and not tokens.covers(i, "year", "y")
    first = _plain(tokens, i) if plain else first
    if first is None:
        return None
    found, end = [first[0]], first[1]
    while True:
        more = _another(tokens, end)
        if more is None:
            break
        found.append(more[0])
        end = more[1]
    if opened:
        end += tokens.kind(end) == "close"
    elif plain and not periodic and len(found) == 1:
        return None  # a lone "quý" or "6 tháng" is no frequency
    names = {name for name in found if name}
    return Frequency(tuple(name for name in _ORDER if name in names), end)


def within(tokens: Tokens, i: int, inside: Point) -> Frequency | None:
    """What makes a day, month or quarter before token `i` come again: "hằng tháng", "của tháng liền kề"."""
    i += tokens.kind(i) == "of"
    found = _every(tokens, i)
    if found:
        return Frequency(_named(found[0]), found[1])
    if inside.day is not None and inside.month is None:
        return _in_month(tokens, i)
    if tokens.kind(i) == "year" and tokens.kind(i + 1) == "next":
        return Frequency(("yearly",), i + 2)
    return None


def day_name(inside: Point, last: date | None) -> str | None:
    """The day within a recurrence: "05" of a month, "11-05" of a year. `last` is the last day of a longer point."""
    if inside.day is not None:
        return f"{inside.day:02}" if inside.month is None else f"{inside.month:02}-{inside.day:02}"
    return f"{last:%m-%d}" if last else None


def _in_month(tokens: Tokens, i: int) -> Frequency | None:
    """The month of a lone day: "(của) tháng liền kề", "tháng sau", "tháng cuối quý", "tháng đầu tiên của quý sau"."""
    if tokens.kind(i) != "month":
        return None
    if tokens.kind(i + 1) in _NEXT:
        return Frequency(("monthly",), i + 2)
    if tokens.kind(i + 1) in ("head", "tail"):
        j = i + 2 + (tokens.kind(i + 2) == "of")
        found = _every(tokens, j)
        if found and found[0] == "quarterly":
            return Frequency(("quarterly",), found[1])
        if tokens.kind(j) == "quarter":
            return Frequency(("quarterly",), j + 1 + (tokens.kind(j + 1) in _NEXT))
    of_this = tokens.kind(i - 1) == "of"
    return Frequency(("monthly",), i + 1) if of_this and tokens.kind(i + 1) not in ("number", "my") else None


def _every(tokens: Tokens, i: int) -> tuple[Recurrence | None, int] | None:
    """One frequency with "hằng", "mỗi" or "từng" before it."""
    if tokens.kind(i) != "every":
        return None
    unit = tokens.kind(i + 1)
    counts = tokens.covers(i + 2, "number", "other") and starts(tokens.items[i].word, "text.for_each")
    if unit in ("month", "quarter") and counts:
        return _UNITS[unit], i + 2  # "mỗi tháng 02 khoa" names no month
    return _plain(tokens, i + 1, counted=tokens.items[i].word != "theo")


def _end_of_each(tokens: Tokens, i: int) -> tuple[Recurrence | None, int] | None:
    """At one end of each month or quarter: "ngày cuối cùng của tháng", "thứ Sáu tuần cuối tháng", "cuối mỗi quý".

    A lone "cuối tháng" may be that of this month: it is none.
    """
    j = i
    for kind in ("part_of_day", "weekday", "day", "week", "work"):
        j += tokens.kind(j) == kind
    if tokens.kind(j) not in ("head", "middle", "tail"):
        return None
    named, j = j > i, j + 1
    of = tokens.kind(j) == "of"
    each = tokens.kind(j + of) == "every"
    j += of + each
    if tokens.kind(j) not in ("month", "quarter") or not (named or of or each) or point(tokens, j):
        return None
    return None if tokens.kind(j + 1) in ("this", "until", *_NEXT) else (_UNITS[tokens.kind(j)], j + 1)


def _plain(tokens: Tokens, i: int, *, counted: bool = True) -> tuple[Recurrence | None, int] | None:
    """A unit that is not a point in time: "quý", "6 tháng", "năm", but neither "quý I" nor "6 tháng đầu năm 2025"."""
    kind = tokens.kind(i)
    if kind in ("number", "half"):
        count = tokens.numbers(i)[0] if kind == "number" else 6
        unit = tokens.kind(i + 1) if kind == "number" else "month" if tokens.kind(i + 1) == "year" else ""
        if unit not in ("month", "week", "day", "year") or not counted:
            return None
        end = _side(tokens, i + 2)
        return (_MONTHS.get(count * {"month": 1, "year": 12}.get(unit, 0)), end) if end else None
    if kind not in _UNITS or tokens.covers(i, "school_year", "y"):
        return None
    if kind not in ("year", "school_year") and point(tokens, i) is not None:
        return None
    end = i + 1
    if kind == "year" and tokens.kind(end) == "y":  # "hằng quý, 6 tháng, năm 2025": the reports of 2025
        end += 1
    return _UNITS[kind], end


def _side(tokens: Tokens, i: int) -> int | None:
    """Behind "6 tháng": the "đầu năm" that may follow without a year."""
    if tokens.kind(i) in ("head", "tail") and tokens.kind(i + 1) == "year":
        return None if tokens.kind(i + 2) == "y" else i + 2
    return i


def _rate(tokens: Tokens, i: int) -> tuple[Recurrence | None, int] | None:
    """So many times a unit: "6 tháng một lần", "quý/lần", "02 lần/năm", "1 năm 2 lần", "mỗi tuần ít nhất một lần"."""
    if tokens.covers(i, "number", "times"):
        j = i + 2 + (tokens.kind(i + 2) in ("slash", "every", "in"))
        j += tokens.covers(j, "number") and tokens.numbers(j)[0] == 1
        count = tokens.numbers(i)[0]
        if j == i + 2 or tokens.kind(j) not in _UNITS:
            return None
        if tokens.kind(i + 2) == "in" and tokens.kind(j) in ("month", "quarter") and point(tokens, j):
            return None  # "01 lần trong quý III/2026" is done once in that quarter
        return (_A_YEAR.get(count) if tokens.kind(j) == "year" else _UNITS[tokens.kind(j)]), j + 1
    i += tokens.kind(i) == "every"
    counted = tokens.kind(i) == "number"
    count = tokens.numbers(i)[0] if counted else 1
    j = i + counted
    unit = tokens.kind(j)
    if unit not in _UNITS:
        return None
    k = j + 1 + (tokens.kind(j + 1) in ("slash", "least"))
    times = tokens.numbers(k)[0] if tokens.kind(k) == "number" else 1
    if not (tokens.kind(k) == "times" and k > j + 1) and not tokens.covers(k, "number", "times"):
        return None
    end = k + 1 + (tokens.kind(k) == "number")
    if unit == "month":
        return (_MONTHS.get(count) if times == 1 else None), end
    if unit == "year":
        return (_A_YEAR.get(times) if count == 1 else None), end
    return (_UNITS[unit] if count == 1 else None), end


def _another(tokens: Tokens, i: int) -> tuple[Recurrence | None, int] | None:
    """The next frequency of a list: ", 6 tháng", "và tổng kết năm", "(Quý I, II, III) và năm", "/năm"."""
    if tokens.kind(i) == "open":
        close = next((j for j in range(i, min(i + 12, len(tokens.items))) if tokens.kind(j) == "close"), None)
        inner = point(tokens, i + 1)
        if close is None or inner is None or inner[0].months != 3:
            return None
        i = close + 1
    if tokens.kind(i) not in ("comma", "and", "slash", "dash"):
        return None
    i += 1
    i += tokens.kind(i) == "and"
    i += tokens.kind(i) == "irregular" and tokens.kind(i + 1) in ("comma", "and") and 2
    i += tokens.kind(i) == "periodic"
    i += tokens.kind(i) == "report"
    if tokens.covers(i, "tail", "year"):  # "Hàng quý, 06 tháng, 9 tháng, cuối năm"
        return (None, i) if tokens.kind(i + 2) == "y" else ("yearly", i + 2)
    whole = tokens.kind(i) == "whole" and tokens.kind(i + 1) in ("year", "school_year")
    i += whole  # "hằng quý, 06 tháng và cả năm"
    if tokens.kind(i) == "school_year" and (whole or tokens.kind(i + 1) != "y"):
        years = 3 if tokens.covers(i + 1, "y", "dash", "y") else tokens.covers(i + 1, "y")
        return "yearly", i + 1 + years
    return _rate(tokens, i) or _every(tokens, i) or _plain(tokens, i)


def _named(name: Recurrence | None) -> tuple[Recurrence, ...]:
    return (name,) if name else ()
