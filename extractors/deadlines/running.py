"""Deadlines in running text: only the times that set the act that the text orders.

A text names many other times: dates of the documents that it cites, years in the names of plans, how often some report
comes out, what is past. So a phrase counts by its form and by what stands around it (GUIDELINES, "Deadlines").
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.deadlines.lexer import CLAUSE_END, EDGES, Tokens, tokens
from extractors.deadlines.phrases import Phrase, dates_document, phrases
from extractors.deadlines.wording import ends, printed, says, starts
from extractors.excerpt import squeeze
from extractors.match import Match, Passed
from extractors.printed import AUTUMN
from extractors.rules import load
from models import Deadline

# Within how many words before a time "đã" makes it past, and a thing is taken for one that comes so often.
_NEAR = 5
# Within how many an act of handing in still has it as its day.
_HANDED = 8
# An enumeration of more times orders nothing, and each would hold the words of all.
_MOST_TIMES = 100
# Items, headings and closing lines ask the same text in turn.
_REMEMBERED = 4096
_ANY_TIME = re.compile(r"\d|ngày|tuần|tháng|qu[ýí]|năm|thời|đợt|ngay\s+(?:sau|khi)|giờ|trước|k[ỳì]", re.IGNORECASE)


def in_text(text: str, year: int | None) -> tuple[Match[Deadline], ...]:
    """The deadlines of the act that a running text orders, in the words of the time alone.

    `year` is the plan's own, for times without a year; times that lie before it are past and none of the act.
    """
    return _read(text, year).matches if _ANY_TIME.search(text) else ()


def passed_in_text(text: str, year: int | None) -> tuple[Passed, ...]:
    """The times of a running text that are none of its act, each with the reason, in the order of the text."""
    return _read(text, year).passed if _ANY_TIME.search(text) else ()


@dataclass(frozen=True, slots=True)
class _Times:
    """The times of a text that count, and those that do not."""

    matches: tuple[Match[Deadline], ...]
    passed: tuple[Passed, ...]


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, year: int | None) -> _Times:
    read = tokens(text)
    quoted = _quoted(read)
    frame = _frame_end(text)
    matches: list[Match[Deadline]] = []
    passed: list[Passed] = []
    found = list(phrases(read, year, bare=False))
    times = Counter((phrase.first, phrase.last) for phrase in found)
    for phrase in found:
        if times[phrase.first, phrase.last] > _MOST_TIMES:
            continue
        if phrase.first in quoted:
            reason: str | None = "quoted"
        elif phrase.form == "after so long":
            matches += _counted_from(read, phrase)
            continue
        else:
            reason = _objection(read, phrase, year, framed=read.items[phrase.first].start < frame)
        if reason is None:
            matches.append(_match(read, phrase))
        else:
            start, end = read.items[phrase.first].start, read.items[phrase.last - 1].end
            passed.append(Passed(start, end, f"text: {phrase.form}", reason))
    matches = _apart(matches)
    matches += [m for m in _events(read, quoted) if not any(m.start < o.end and o.start < m.end for o in matches)]
    matches += _elsewhere(read, matches)
    apart = (one for one in passed if not any(one.start < m.end and m.start < one.end for m in matches))
    return _Times(tuple(sorted(matches, key=lambda match: match.start)), tuple(apart))


def _apart(matches: Sequence[Match[Deadline]]) -> list[Match[Deadline]]:
    """The matches without those inside the one before: "chậm nhất 03 ngày trước khi khai giảng" is one event."""
    return [
        m for i, m in enumerate(matches) if i == 0 or m.start == matches[i - 1].start or m.start >= matches[i - 1].end
    ]


def _match(read: Tokens, phrase: Phrase) -> Match[Deadline]:
    start, end = read.items[phrase.first].start, read.items[phrase.last - 1].end
    value = Deadline(
        squeeze(read.text[start:end]),
        phrase.kind,
        phrase.start,
        phrase.due,
        phrase.recurrence,
        phrase.day,
        phrase.time,
    )
    return Match(value, start, end, f"text: {phrase.form}", inferred=phrase.inferred)


def _objection(read: Tokens, phrase: Phrase, year: int | None, *, framed: bool) -> str | None:
    """Why a phrase is not the time of the act, None if it is. `framed`: it stands where the text names the document."""
    if framed and phrase.form not in ("limit", "within often"):
        return "frame"
    if _is_cited(read, phrase):
        return "cited"
    if _is_stamped(read, phrase):
        return "stamped"
    if _is_past(read, phrase, year):
        return "past"
    if ends(_before(read, phrase), "text.not_behind"):
        return "no-time-to-act"
    if _is_ruled_out(read, phrase):
        return "ruled-out"
    if read.kind(phrase.first) == "until" and read.kind(phrase.last) == "other" and _is_measured(read, phrase):
        return "measured"
    if phrase.form == "limit":
        counts = phrase.months < 12 or _is_announced(read, phrase) or not _is_of_a_thing(read, phrase)
        return None if counts else "of-a-thing"
    if phrase.form == "range":
        if _is_covered(read, phrase):
            return "covered"
        return None if phrase.months < 12 or not _is_of_a_thing(read, phrase) else "of-a-thing"
    if phrase.form == "often":
        return None if _often_counts(read, phrase) else "often-of-a-thing"
    return None if _otherwise_counts(read, phrase, year) else "loose"


def _otherwise_counts(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """Whether the words around it make a phrase of one of the looser forms the time of the act."""
    if phrase.form == "within":
        return _within_counts(read, phrase, year)
    if phrase.form == "from":
        return _opens_clause(read, phrase) or read.items[phrase.first].word.startswith("bắt đầu")
    if phrase.form == "bare":
        return _bare_counts(read, phrase, year)
    if phrase.form == "milestone":
        return not ends(_before(read, phrase), "text.facing")
    return phrase.form == "within often" or (phrase.form == "weekday" and bool(phrase.recurrence))


def _within_counts(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """A time with a figure counts, "trong năm" only where it opens a clause; another year may be that of a name."""
    figured = any(read.kind(i) in ("y", "my", "dmy", "dm", "number", "roman") for i in range(phrase.first, phrase.last))
    if not figured:
        return phrase.due is not None and _opens_clause(read, phrase)
    if starts(read.items[phrase.first].word, "text.put_off_to") and not says(
        _sentence_to(read, phrase.first), "text.putting_off"
    ):
        return False
    own = phrase.due is None or year is None or phrase.due.year == year
    return phrase.months < 12 or own or not _is_of_a_thing(read, phrase)


def _bare_counts(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """As "Quý II/2025: …", "(Quý III/2025)", "hoàn thành quý II", "thời gian: 15/6/2025", "8 giờ 00 ngày 15/6"."""
    before = _before(read, phrase)
    in_round = phrase.months == 0 and read.kind(phrase.first - 1) == "number" and ends(before, "text.rounds")
    if phrase.time or in_round or _is_announced(read, phrase):
        return True
    if phrase.months == 12 and before in load("deadlines")["text"]["doing"]:
        return read.kind(phrase.last) in (*EDGES, "comma")
    if _opens_clause(read, phrase) and read.kind(phrase.last) in (*EDGES, "comma"):
        return True
    opens = read.kind(phrase.first - 1) in EDGES or before in load("deadlines")["text"]["among_them"]
    if opens and _is_ahead(phrase, year) and starts(_behind(read, phrase), "text.staged"):
        return True  # "… theo lộ trình: năm 2026 ưu tiên các xã biên giới; năm 2027 …"
    if _is_sitting_to_come(read, phrase, year) or _hands_in(read, phrase, year):
        return True
    if _is_part_of_a_day(read, phrase) and _is_ahead(phrase, year) and says(before, "text.happenings"):
        return not (says(before, "text.sittings") or says(before, "text.according_to"))
    if phrase.months == 0 and not phrase.inferred and read.kind(phrase.first) == "day":
        if says(before, "text.names") or says(before, "text.sittings") or ends(before, "text.honouring"):
            return False
        return says(before, "text.happenings") or _takes_place(read, phrase, year)
    return False


def _is_part_of_a_day(read: Tokens, phrase: Phrase) -> bool:
    """Whether it is a morning or an evening, as what takes place has: "dâng hương tối ngày 26 tháng 7"."""
    return phrase.months == 0 and "part_of_day" in (read.kind(phrase.first - 1), read.kind(phrase.first))


def _is_sitting_to_come(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """Whether it is the time of a sitting that something is to be put before: "trình … tại kỳ họp tháng 7/2026"."""
    before = _before(read, phrase)
    is_told = phrase.months < 12 or phrase.kind == "date"  # "kỳ họp giữa năm" is no time
    to_come = is_told and _is_ahead(phrase, year) and not says(before, "text.past_before_it")
    return (
        to_come
        and says(_near(before), "text.sittings_ahead")
        and says(_sentence_to(read, phrase.first), "text.put_before")
    )


def _hands_in(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """Whether it is the day at the end of a clause of handing in: "trình Giám đốc Sở phương án ngày 08/4/2026"."""
    is_day = phrase.months == 0 and read.kind(phrase.first) == "day" and not phrase.inferred
    before = _before(read, phrase)
    of_another = says(before, "text.sittings") or says(before, "text.according_to")
    is_last = read.kind(phrase.last) in EDGES
    return (
        is_day
        and is_last
        and _is_ahead(phrase, year)
        and not of_another
        and (starts(before, "text.handing_in") or says(_near(before, _HANDED), "text.handed"))
    )


def _is_ahead(phrase: Phrase, year: int | None) -> bool:
    """Whether a time lies in the plan's year or behind it."""
    return phrase.due is not None and (year is None or phrase.due.year >= year)


def _takes_place(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    """Whether a place is before the day, and either something to be held before it or the day is in a later year."""
    if not says(_before(read, phrase), "text.places"):
        return False
    sentence = _sentence_to(read, phrase.first)
    if says(sentence, "text.names"):
        return False
    later = year is not None and phrase.due is not None and phrase.due.year > year
    return later or says(sentence, "text.happenings")


def _often_counts(read: Tokens, phrase: Phrase) -> bool:
    """A frequency counts where it tells how often to act, not of what sort a plan or a report is."""
    opening = read.items[phrase.first]
    shared_out = starts(opening.word, "text.shared_out")
    if opening.kind == "every" and opening.word.startswith("theo"):
        return False
    if read.covers(phrase.first, "until", "every") or read.kind(phrase.first - 1) == "until":
        return False  # "chi tiết đến từng tuần"
    before = _before(read, phrase)
    repeats = ends(read.words(phrase.first, phrase.last), "text.repeats")
    if repeats and not says(before, "text.inside_another"):
        return True  # "sinh hoạt chuyên đề mỗi quý một lần"
    if opening.kind not in ("every", "periodic") and len(phrase.recurrence) > 1:
        return not says(before, "text.sorts_of_report")
    if opening.kind != "every" or _opens_clause(read, phrase):
        return True
    if ends(before, "text.acts") and not says(before, "text.inside_another"):
        return True
    if (
        starts(opening.word, "text.for_each")
        and read.kind(phrase.last) == "number"
        and not says(before, "text.inside_another")
    ):
        return True  # "giám sát mỗi tháng 02 khoa"
    goes_on = read.covers(phrase.first - 2, "year", "comma")  # "chỉ tiêu 5 năm, hằng năm"
    if not before and not (shared_out or goes_on) and phrase.recurrence and read.kind(phrase.last) != "of":
        return True  # "…, hằng tuần báo cáo …", "…, mỗi năm ít nhất 03 huyện", "…, mỗi tháng một lần."
    of_thing = says(before, "text.kinds_of_thing")
    if starts(before, "text.paying") and not ends(before, "text.kinds_of_thing"):
        of_thing = False  # "chuyển kinh phí vào quỹ hằng quý", not "cấp kinh phí hằng năm"
    if shared_out or not before or read.kind(phrase.last) == "of" or of_thing:
        return False
    return not says(_near(before), "text.kinds_of_thing_near")


def _is_of_a_thing(read: Tokens, phrase: Phrase) -> bool:
    """Whether years belong to what is named before them or behind: "Đề án … đến năm 2030", "nhu cầu đến 2030 của …"."""
    before = _before(read, phrase)
    horizon = read.kind(phrase.first) == "until" and read.kind(phrase.last) == "of"
    named = says(before, "text.names") and not starts(read.items[phrase.first].word, "text.of_an_act")
    return horizon or named or says(before, "text.outlooks")


def _is_covered(read: Tokens, phrase: Phrase) -> bool:
    """Whether a range is what a report covers: "số liệu … tính từ ngày 01/11/2024 đến ngày 31/10/2025"."""
    if _is_announced(read, phrase):
        return False
    return starts(read.items[phrase.first].word, "text.counting_from") or ends(_before(read, phrase), "text.covering")


def _is_cited(read: Tokens, phrase: Phrase) -> bool:
    """Whether it is the date of a document: behind its number, or before "của"."""
    is_last = read.kind(phrase.first) in ("by", "before")  # "chậm nhất trong tháng 11" is no document's day
    return (not is_last and dates_document(read, phrase)) or (
        phrase.form in ("bare", "range") and read.kind(phrase.last) == "of"
    )


def _is_announced(read: Tokens, phrase: Phrase) -> bool:
    """Whether what stands right before it, a colon aside, says that it is the time of the act."""
    label = phrase.first - (read.kind(phrase.first - 1) == "colon")
    whole_word = read.kind(label - 1) != "term"  # "trung hạn" does not end with "hạn"
    return whole_word and ends(_clause_to(read, label), "text.announcing")


def _is_ruled_out(read: Tokens, phrase: Phrase) -> bool:
    """Whether the act is not to wait for it: "không dồn hồ sơ vào tháng 12", "không để đến cuối năm"."""
    before = _before(read, phrase)
    if read.kind(phrase.first) == "until" and ends(before, "text.not_until"):
        return True
    if read.kind(phrase.first) in ("before", "by"):
        return False
    return says(before, "text.not_piled_up") or (says(before, "text.not_until") and ends(before, "text.piling_up"))


def _is_stamped(read: Tokens, phrase: Phrase) -> bool:
    """Whether it is the day of a signature or a stamp: "Thời gian ký: 13/11/2025 15:53:50"."""
    return read.kind(phrase.first - 1) == "colon" and ends(_clause_to(read, phrase.first - 1), "text.stamps")


def _is_past(read: Tokens, phrase: Phrase, year: int | None) -> bool:
    last = phrase.due or phrase.start
    if last and year and last.year < year and not _is_last_autumn(read, phrase, last, year):
        return True
    if read.kind(phrase.last) == "other" and starts(read.words(phrase.last, phrase.last + 3), "text.past_behind_it"):
        return True
    near = _near(_before(read, phrase))
    return phrase.form != "limit" and says(near, "text.past_before_it")


def _is_last_autumn(read: Tokens, phrase: Phrase, last: date, year: int) -> bool:
    """Whether it is a day to be kept in the last months of the year before: plans are issued before their year."""
    if last.year != year - 1 or last.month < AUTUMN or says(_near(_before(read, phrase)), "text.past_before_it"):
        return False
    kept = any(read.kind(i) in ("before", "by") for i in range(phrase.first, phrase.last))
    return kept or (phrase.form == "within" and _is_announced(read, phrase))


def _opens_clause(read: Tokens, phrase: Phrase) -> bool:
    """Whether it opens the text, a sentence or what is in brackets, list marks aside."""
    before = phrase.first - 1
    if read.kind(before) in ("dash", "other") and before == 0 and not read.items[0].word:
        return True
    if read.kind(before) == "quote" and phrase.months == 12:  # the year of a name: "Phong trào “…” năm 2026"
        return False
    return read.kind(before) in EDGES or (read.kind(before) == "comma" and read.kind(phrase.last) == "comma")


def _before(read: Tokens, phrase: Phrase) -> str:
    """The words of the clause in front of the phrase."""
    return _clause_to(read, phrase.first)


def _behind(read: Tokens, phrase: Phrase) -> str:
    """The words right behind the phrase."""
    return read.words(phrase.last, phrase.last + _NEAR)


def _is_measured(read: Tokens, phrase: Phrase) -> bool:
    """Whether things were measured on that day: "có tỷ lệ giải ngân đến 31/10 dưới 50%", "đến 30/6 chưa nộp"."""
    return says(_before(read, phrase), "text.measured") or starts(_behind(read, phrase), "text.not_reached")


def _near(before: str, count: int = _NEAR) -> str:
    """The last of the words before a phrase."""
    return " ".join(before.split()[-count:])


def _sentence_to(read: Tokens, last: int) -> str:
    """The words from the beginning of a sentence, or from a bracket, to token `last`."""
    first = next((i + 1 for i in range(last - 1, -1, -1) if read.kind(i) in EDGES), 0)
    return read.words(first, last)


def _clause_to(read: Tokens, last: int) -> str:
    """The words from the beginning of a clause to token `last`; quotes and collectives ("các xã, phường") end none."""
    start = end = last
    while True:
        while read.kind(start - 1) not in CLAUSE_END or read.kind(start - 1) == "quote":
            start -= 1
        if read.kind(start - 1) != "comma" or read.words(start, end) not in load("deadlines")["text"]["listed_last"]:
            return read.words(start, last)
        start = end = start - 1


def _quoted(read: Tokens) -> frozenset[int]:
    """The tokens inside quotation marks: names."""
    marks = [i for i in range(len(read.items)) if read.kind(i) == "quote"]
    return frozenset(i for start, end in zip(marks[::2], marks[1::2], strict=False) for i in range(start, end))


def _frame_end(text: str) -> int:
    """Where the opening words end that tell what the document is ("Trên đây là Kế hoạch … năm 2025, đề nghị …")."""
    if not printed("text.frames").match(text):
        return 0
    order = printed("text.orders").search(text)
    sentence = re.search(r"[.;]\s", text)
    return min(order.start() if order else len(text), sentence.start() if sentence else len(text))


def _counted_from(read: Tokens, phrase: Phrase) -> Iterator[Match[Deadline]]:
    """As "chậm nhất 05 ngày làm việc kể từ ngày ký": an event, to the end of the clause."""
    words = read.words(phrase.last, phrase.last + 8)
    ends_clause = read.kind(phrase.last) in CLAUSE_END and starts(read.items[phrase.first].word, "text.so_long")
    if ends_clause or says(words, "text.running_from"):
        yield _event(read, phrase.first, "text: after so long")


def _events(read: Tokens, quoted: frozenset[int]) -> Iterator[Match[Deadline]]:
    """As "ngay sau khi có kết quả"."""
    for opening in printed("text.events").finditer(read.text):
        first = bisect_left(read.items, opening.start(), key=lambda token: token.start)
        end = bisect_left(read.items, opening.end(), key=lambda token: token.start)
        if read.kind(end) not in CLAUSE_END and first not in quoted:
            yield _event(read, first, "text: event")


def _event(read: Tokens, first: int, rule: str) -> Match[Deadline]:
    last = first + 1
    while read.kind(last) not in CLAUSE_END and not (read.kind(last) == "and" and _sets_limit(read, last)):
        last += 1
    start, end = read.items[first].start, read.items[last - 1].end
    return Match(Deadline(squeeze(read.text[start:end]), "event"), start, end, rule)


def _sets_limit(read: Tokens, i: int) -> bool:
    """Whether a limit with a day follows in the clause behind token `i`: "… kể từ ngày ký và trình trước ngày 20/5"."""
    while read.kind(i) not in CLAUSE_END:
        if read.kind(i) in ("before", "by", "until") and read.kind(i + 1) == "day":
            return True
        i += 1
    return False


def _elsewhere(read: Tokens, matches: Sequence[Match[Deadline]]) -> Iterator[Match[Deadline]]:
    """A sentence about a time that sends the reader elsewhere: "Thời gian báo cáo … lồng ghép trong …"."""
    if matches or not printed("text.time_subject").match(read.text):
        return
    opening = printed("text.elsewhere").search(read.text)
    if opening:
        start, end = opening.start(), len(read.text.rstrip(" .;/\n"))
        yield Match(Deadline(squeeze(read.text[start:end]), "reference"), start, end, "text: elsewhere")
