"""A time phrase: points in time, what is done to them (before, until, from), the hour, and what repeats.

`phrases` reads all of a text. What a phrase is worth is told by its `form`: in a time cell every one counts, in
running text a bare year mostly does not (see cells.py and running.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from extractors.deadlines.clock import Clock, clock
from extractors.deadlines.frequency import Frequency, day_name, frequency, within
from extractors.deadlines.lexer import Tokens
from extractors.deadlines.milestones import milestone
from extractors.deadlines.modifiers import Modifiers, bound, form, kind, limits, modifiers
from extractors.deadlines.points import NoSuchDayError, Span, anniversary, days
from extractors.deadlines.reading import own_period, spans
from extractors.deadlines.wording import ends, starts
from models.plan import DeadlineKind, Recurrence

Form = Literal[
    "limit", "within", "from", "range", "bare", "often", "within often", "weekday", "after so long",
    "milestone", "lone day", "no day",
]  # fmt: skip

_NEVER_FIRST = frozenset(
    {
        "other",
        "comma",
        "stop",
        "colon",
        "mark",
        "dash",
        "slash",
        "open",
        "close",
        "quote",
        "document",
        "and",
        "of",
        "term",
    }
)
_FIGURES = ("dm", "my", "y", "number")
_OF_EACH = ("every", "periodic")
_ENDS_OF_EACH = ("part_of_day", "weekday", "day", "week", "head", "middle", "tail")
_DURATIONS = ("day", "week", "month", "year", "clock")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time in tokens [first, last). `inferred` says that the plan's year is in its days.

    Of the forms, "no day" is a day that no calendar has, "lone day" one without a month (or a weekday alone), "after so
    long" a time that runs from some event, "milestone" one that ends before some event. `months` is how long the last
    point is, 0 for a day.
    """

    first: int
    last: int
    form: Form
    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    recurrence: tuple[Recurrence, ...] = ()
    day: str | None = None
    time: str | None = None
    inferred: bool = False
    months: int = 0


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before the points of a phrase that begins at token `first`."""

    first: int
    words: Modifiers
    clock: Clock


def phrases(tokens: Tokens, year: int | None, *, bare: bool) -> list[Phrase]:
    """All time phrases from left to right; `year` is for dates without one.

    `bare` is for cells: figures alone ("6/2025") and units alone ("quý, 6 tháng, năm") are times too.
    """
    found: list[Phrase] = []
    i = 0
    while i < len(tokens.items):
        open_to = bare or _labelled(tokens, i)
        here = [] if tokens.kind(i) in _NEVER_FIRST else list(_at(tokens, i, year, bare=open_to))
        found += here
        i = here[-1].last if here else i + 1
    return _gathered(tokens, found)


def dates_document(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether it stands behind a document's number and is its date ("số 1441/QĐ-UBND ngày 25/9/2025")."""
    before = phrase.first - 1
    return tokens.kind(before - (tokens.kind(before) == "comma")) == "document"


def _at(tokens: Tokens, i: int, year: int | None, *, bare: bool) -> Iterator[Phrase]:
    """The phrases that start at token `i`: mostly one, several for a list of days apart."""
    words, j = modifiers(tokens, i)
    event = milestone(tokens, i, j)
    if event:
        yield Phrase(i, event, "milestone", "event")
        return
    often = frequency(tokens, j, bare=j == i and (bare or _reported(tokens, i)))
    if often and (not words or tokens.kind(j) in _OF_EACH or (words == {"in"} and tokens.kind(j) in _ENDS_OF_EACH)):
        yield _repeated(tokens, i, often, year)
        return
    lasting = _duration(tokens, i, j, words) if words or bare or _reported_after(tokens, i) else None
    if lasting:
        yield lasting
        return
    lead = _Lead(i, words, clock(tokens, j))
    if lead.clock.ranged:  # "Từ 8 giờ đến 10 giờ ngày 28/12": the "từ" is the hour's
        lead = replace(lead, words=words - {"from"})
    read = _points(tokens, lead)
    if read is None:
        yield from _by_clock(tokens, lead)
        return
    points, last = read
    if _happens(tokens, lead, points, last):
        lead = replace(lead, words=words - {"from"})
    if tokens.kind(j) in _FIGURES and not (bare or words or lead.clock.time):
        return
    behind = clock(tokens, last + (tokens.kind(last) in ("in", "before")))  # "ngày 15/8 lúc 14 giờ"
    if lead.clock.time is None and behind.time and tokens.kind(behind.last - 1) == "clock":
        lead, last = replace(lead, clock=behind), behind.last
    again = within(tokens, last, points[-1].last)
    yield from _again(lead, again, points) if again else _dated(tokens, lead, last, points, year)


def _labelled(tokens: Tokens, i: int) -> bool:
    """Whether figures at token `i` stand behind a label: "thời gian: 15/6", a year without a colon too."""
    if tokens.kind(i) not in _FIGURES:
        return False
    label = i - (tokens.kind(i - 1) == "colon")
    return (label < i or tokens.kind(i) == "y") and ends(tokens.words(label - 4, label), "labels.time")


def _reported(tokens: Tokens, i: int) -> bool:
    """Whether a list of frequencies may stand at token `i` without "hằng": "đánh giá 6 tháng, năm".

    Before the report it may at the beginning of a text: "6 tháng và cuối năm báo cáo Giám đốc".
    """
    if i == 0:
        found = frequency(tokens, 0, bare=True)
        return found is not None and len(found.recurrence) > 1 and tokens.kind(found.end) == "report"
    return bool(tokens.items[i - 1].word) and ends(tokens.words(i - 4, i), "text.reporting")


def _reported_after(tokens: Tokens, i: int) -> bool:
    """Whether "15 ngày sau khi kết thúc quý" at token `i` is when a report is due: it stands right behind one."""
    behind = i + 2 + (tokens.kind(i + 2) == "work")
    return tokens.kind(i - 1) == "report" and starts(tokens.words(behind, behind + 3), "counted.behind_hours")


def _points(tokens: Tokens, lead: _Lead) -> tuple[list[Span], int] | None:
    read = spans(tokens, lead.clock.last)
    if read is None and lead.words & {"in", "whole", "until"}:
        own = own_period(tokens, lead.clock.last)
        return ([Span(own[0], own[0])], own[1]) if own else None
    return read


def _happens(tokens: Tokens, lead: _Lead, points: list[Span], last: int) -> bool:
    """Whether "từ 19 giờ 00 ngày 20/02" is the hour at which something begins on its day, and no first day of many.

    What is so from midnight on, "trở đi" or until something goes on.
    """
    opens = lead.clock.time is not None and lead.clock.time != "00:00" and tokens.kind(last) not in ("onward", "until")
    return opens and len(points) == 1 and not points[0].ranged and points[0].last.day is not None


def _dated(tokens: Tokens, lead: _Lead, last: int, points: list[Span], year: int | None) -> Iterator[Phrase]:
    """The phrase of each span, its days as the modifiers set them."""
    on = _years_on(tokens, last)
    again: tuple[Recurrence, ...] = ("yearly",) if on else ()
    last = on or last
    last += tokens.kind(last) == "onward"
    for span in points:
        if span.last.month is None and not span.last.loose:
            if limits(span, lead.words):
                day = day_name(span.last, None)
                yield Phrase(lead.first, last, "lone day", "reference", day=day, time=lead.clock.time)
            return
        if not lead.words and anniversary(span):
            continue
        try:
            found = days(span, year)
        except NoSuchDayError:
            yield Phrase(lead.first, last, "no day", "reference")
            return
        start, due = bound(span, found, lead.words)
        yield Phrase(
            lead.first,
            last,
            form(span, lead.words),
            kind(span, lead.words),
            start,
            due,
            again,
            time=lead.clock.time,
            inferred=(span.first.year is None or span.last.year is None) and bool(start or due),
            months=span.last.months,
        )


def _years_on(tokens: Tokens, i: int) -> int | None:
    """Behind "Trong năm 2024": "và các năm tiếp theo"."""
    j = i + (tokens.kind(i) in ("and", "comma"))
    j += tokens.kind(j) == "and"
    return j + 1 if tokens.kind(j) == "years_on" else None


def _again(lead: _Lead, often: Frequency, points: list[Span]) -> Iterator[Phrase]:
    """Days, months or quarters that come again: "trước ngày 20 hằng tháng", "15/6 và 15/12 hằng năm"."""
    for span in points:
        try:
            day = _day_of(span, lead.words)
        except NoSuchDayError:
            yield Phrase(lead.first, often.end, "no day", "reference")
            return
        yield Phrase(
            lead.first,
            often.end,
            "within often",
            "recurring",
            recurrence=often.recurrence,
            day=day,
            time=lead.clock.time,
        )


def _day_of(span: Span, words: Modifiers) -> str | None:
    """The day within a recurrence: of a month or quarter its last, if the phrase sets a limit."""
    if span.last.day is None and not limits(span, words):
        return None
    return day_name(span.last, bound(span, days(Span(span.last, span.last), 2001), words)[1])


def _repeated(tokens: Tokens, i: int, often: Frequency, year: int | None) -> Phrase:
    """A frequency with what may follow: from when, and on which day of each."""
    whole = Phrase(i, often.end, "often", "recurring", recurrence=often.recurrence)
    j = often.end
    opened = tokens.kind(j) == "open"
    j += opened or tokens.kind(j) == "comma" or tokens.covers(j, "and", "stage")
    words, k = modifiers(tokens, j)
    lead = _Lead(i, words, clock(tokens, k))
    read = spans(tokens, lead.clock.last)
    points, end = read or ([], lead.clock.last)
    if not points:
        if lead.clock.last == k or (opened and tokens.kind(end) != "close"):
            return whole
        return replace(whole, form="weekday", last=end + opened, time=lead.clock.time, day=lead.clock.weekday)
    first, ranged = points[0].first, points[0].ranged
    inner = within(tokens, end, first)  # "Hằng quý, trước ngày 20 tháng cuối quý"
    if inner and inner.recurrence == often.recurrence:
        end = inner.end
    if opened and tokens.kind(end) != "close":
        return whole
    end += opened
    try:
        if "from" in words or ranged:
            found = days(points[0], year)
            due = found.due if ranged else None
            return replace(whole, last=end, start=found.start, due=due, inferred=first.year is None)
        if first.months == 12 and "in" in words:  # "hằng quý trong năm 2025" has the days of "hằng quý, năm 2025": none
            return replace(whole, last=end)
        if (words or opened) and first.year is None and first.months < 12:
            return replace(whole, form="within often", last=end, day=_day_of(points[0], words), time=lead.clock.time)
    except NoSuchDayError:
        return whole
    return whole


def _by_clock(tokens: Tokens, lead: _Lead) -> Iterator[Phrase]:
    """An hour or a weekday without a date: "16 giờ thứ Sáu hằng tuần", "trước 16 giờ hàng ngày"."""
    time, weekday, last = lead.clock.time, lead.clock.weekday, lead.clock.last
    if not weekday and not (time and lead.words):
        return
    j = last + (tokens.kind(last) == "of")
    often = frequency(tokens, j) or (Frequency(("weekly",), j + 1) if weekday and _plain_week(tokens, j) else None)
    if weekday and not often and _reports_weekly(tokens, lead.first):
        often = Frequency(("weekly",), last)
    if often:
        yield Phrase(lead.first, often.end, "weekday", "recurring", recurrence=often.recurrence, day=weekday, time=time)
    elif time:
        yield Phrase(lead.first, last, "weekday", "date", day=weekday, time=time)
    elif lead.words:
        yield Phrase(lead.first, last, "lone day", "reference", day=weekday)


def _plain_week(tokens: Tokens, i: int) -> bool:
    """Whether it says "tuần", and not which one: "thứ Sáu tuần cuối tháng 6"."""
    return tokens.kind(i) == "week" and tokens.kind(i + 1) not in ("head", "tail", "number", "roman", "weekday")


def _reports_weekly(tokens: Tokens, i: int) -> bool:
    """Whether the sentence is about a weekly report before token `i`: "gửi báo cáo tuần trước 10h00 thứ Sáu"."""
    while i > 0 and tokens.kind(i - 1) != "stop":
        i -= 1
        if tokens.covers(i, "report", "week"):
            return True
    return False


def _duration(tokens: Tokens, i: int, j: int, words: Modifiers) -> Phrase | None:
    """So long after something: "chậm nhất 05 ngày làm việc", "sau 03 (ba) tháng", "trong vòng 24 giờ"."""
    if tokens.kind(j) == "clock" and words:
        hours = ends(tokens.words(i, j), "counted.before_hours") or (
            "before" not in words and starts(tokens.words(j + 1, j + 4), "counted.behind_hours")
        )
        return Phrase(i, j + 1, "after so long", "event") if hours else None
    if tokens.kind(j) != "number" or "from" in words:
        return None
    k = j + 1
    if tokens.kind(k) == "open":
        k = next((n + 1 for n in range(k, k + 4) if tokens.kind(n) == "close"), k)
    behind = tokens.kind(k + 1)
    if tokens.kind(k) not in _DURATIONS or behind in ("head", "tail", "number", "y"):
        return None
    if tokens.kind(k) == "month" and behind == "my":
        return None
    return Phrase(i, k + 1 + (behind == "work"), "after so long", "event")


def _gathered(tokens: Tokens, found: list[Phrase]) -> list[Phrase]:
    """A frequency and a day or hour later in its sentence are one: "Hằng năm, các đơn vị báo cáo trước ngày 15/12"."""
    kept: list[Phrase] = []
    for read in found:
        phrase = _each_year(read) if _is_of_later_years(tokens, read) else read
        if kept and phrase.recurrence == ("yearly",) and phrase.day and _is_yearly_too(tokens, kept[-1], phrase):
            kept[-1] = _each_year(kept[-1])
        often = kept[-1] if kept and kept[-1].form == "often" and len(kept[-1].recurrence) == 1 else None
        between = {tokens.kind(i) for i in range(often.last, phrase.first)} if often else set()
        if often and not between & {"stop", "open", "close"} and _fits(phrase, often.recurrence[0]):
            day = phrase.day or (f"{phrase.due:%m-%d}" if phrase.due else None)
            kept[-1] = replace(phrase, form="within often", kind="recurring", start=None, due=None, day=day)
            kept[-1] = replace(kept[-1], recurrence=often.recurrence, inferred=False)
        elif kept and kept[-1].recurrence and phrase.form == "from" and _adjoins(tokens, kept[-1], phrase):
            # "thứ Năm hằng tuần, bắt đầu từ tháng 01/2026"
            kept[-1] = replace(kept[-1], last=phrase.last, start=phrase.start)
        elif phrase.form != "lone day":  # which Friday is known of a recurrence alone
            kept.append(phrase if phrase.recurrence else replace(phrase, day=None))
    return kept


def _each_year(phrase: Phrase) -> Phrase:
    day = f"{phrase.due:%m-%d}" if phrase.due else None
    every: tuple[Recurrence, ...] = ("yearly",)
    return replace(
        phrase, form="within often", kind="recurring", start=None, due=None, recurrence=every, day=day, inferred=False
    )


def _is_of_later_years(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether it is a limit for "… đối với các năm tiếp theo"."""
    i = phrase.last
    return _is_yearly_limit(phrase) and tokens.words(i, i + 2) == "đối với" and tokens.kind(i + 2) == "years_on"


def _is_yearly_too(tokens: Tokens, one: Phrase, other: Phrase) -> bool:
    """Whether a limit shares the "hằng năm" behind a later one: "6 tháng trước ngày 05/6, năm trước 30/11 hằng năm"."""
    apart = {"stop", "open", "close", "colon"}
    return _is_yearly_limit(one) and not apart & {tokens.kind(i) for i in range(one.last, other.first)}


def _is_yearly_limit(phrase: Phrase) -> bool:
    """Whether it is a limit on a day without a year, which may come again each year."""
    return phrase.form == "limit" and phrase.inferred and phrase.months == 0


def _adjoins(tokens: Tokens, one: Phrase, other: Phrase) -> bool:
    """Whether nothing but a comma stands between two phrases."""
    return one.last == other.first or (one.last + 1 == other.first and tokens.kind(one.last) == "comma")


def _fits(phrase: Phrase, often: Recurrence) -> bool:
    if phrase.form == "weekday" and not phrase.recurrence:  # "hằng ngày gửi báo cáo trước 16 giờ 30 phút"
        return often == ("weekly" if phrase.day else "daily")
    if phrase.form == "lone day":
        return often == ("monthly" if phrase.day and phrase.day.isdigit() else "weekly")
    return often == "yearly" and phrase.form == "limit" and phrase.inferred and phrase.months == 0
