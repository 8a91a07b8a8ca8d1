"""Deadlines in a cell of a time column or behind a label such as "Thời gian hoàn thành:"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.deadlines.lexer import Tokens, fold, tokens
from extractors.deadlines.phrases import Phrase, dates_document, phrases
from extractors.deadlines.wording import ends, printed, says, starts
from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.rules import load
from models import Deadline

# A mark in front of a listed entry; its blank tells "1. Quý I" from "1.10.2025".
_MARK = re.compile(
    r"\s*(?:[-–—+•*·]|\d{1,2}[.)]|\(\d{1,2}\)|[a-zđ]\))\s+(?=\S)|\s*[-–—+•*·](?=[^\W\d_])", re.IGNORECASE
)
_INLINE_MARK = re.compile(r"(?<=\s)[-–—+•*](?=\s+[^\W\d_])")
# What is no word: figures, marks, a lone letter ("x"), a numeral.
_AMOUNT = re.compile(r"(?:[^\w\s]|[\d_\s]|(?<!\w)(?:[IVX]+|[^\W\d_])(?!\w))*")
_BREAK = re.compile(r"\n|;")
# The forms that count in an entry that opens with an event or a reference, behind a comma.
_OWN = ("limit", "within", "range", "within often")
_TRIM = " \t\r\n;,."


@dataclass(frozen=True, slots=True)
class _Entry:
    """A listed entry, characters [start, end), and the phrases in it. `behind` is what parts it from the one before:
    "mark" for a list mark, a line break, a semicolon, or nothing.
    """

    start: int
    end: int
    behind: str
    phrases: tuple[Phrase, ...] = ()


def in_cell(text: str, year: int | None) -> tuple[Match[Deadline], ...]:
    """The deadlines that a time cell lists. `year` is the plan's own, for times without a year.

    Each entry gives one for each time in it, with the whole entry as text; entries are parted by lines, list marks
    and semicolons where each part holds a time. An entry without a known time is kept as an event or a reference.
    An empty cell and a lone dash give none, and so does a bare "Định kỳ" (GUIDELINES, "Deadlines").
    """
    read = tokens(text)
    found = phrases(read, year, bare=True)
    matches: list[Match[Deadline]] = []
    for entry in _entries(read, found):
        matches += _deadlines(read, entry)
    return tuple(matches)


def _deadlines(read: Tokens, entry: _Entry) -> Iterator[Match[Deadline]]:
    times = _times(read, entry)
    if not times:
        for part in _always_and_then(read, entry):
            yield from _without_time(part, read.text[part.start : part.end])
        return
    parts = _parts(read, entry, times)
    for (start, end), phrase in zip(parts, times, strict=True):
        yield _timed(read, start, end, phrase)


def _always_and_then(read: Tokens, entry: _Entry) -> list[_Entry]:
    """The entry cut where an event is added to what goes on always: "Thường xuyên, ngay khi có Quyết định"."""
    for i, token in enumerate(read.items):
        joins = token.kind in ("comma", "and", "stop") and entry.start < token.start < entry.end
        if joins and starts(read.words(i + 1, i + 4), "cell.further_events"):
            always = _Entry(*_trimmed(read.text, entry.start, token.start), entry.behind)
            if _goes_on(read.text[always.start : always.end]) and not _says_known(read.text, always):
                return [always, replace(entry, start=read.items[i + 1].start)]
    return [entry]


def _timed(read: Tokens, start: int, end: int, phrase: Phrase) -> Match[Deadline]:
    """The deadline of a phrase, in the words of its entry."""
    text = squeeze(read.text[start:end])
    kind = phrase.kind
    if kind in ("period", "date") and phrase.form != "limit" and _goes_on(text):
        kind = "continuous"
    value = Deadline(text, kind, phrase.start, phrase.due, phrase.recurrence, phrase.day, phrase.time)
    return Match(value, start, end, f"cell: {phrase.form}", inferred=phrase.inferred)


def _without_time(entry: _Entry, text: str) -> Iterator[Match[Deadline]]:
    """An entry in words: it goes on always, waits for an event, or refers to something; "-" and the like are none."""
    if not any(letter.isalnum() for letter in text) or fold(text) in load("deadlines")["cell"]["nothing"]:
        return
    if not entry.phrases and _AMOUNT.fullmatch(printed("cell.measures").sub("", text)):
        return
    if any(phrase.form == "after so long" for phrase in entry.phrases):
        value, rule = Deadline(squeeze(text), "event"), "cell: after so long"
    elif _goes_on(text) and not _opens(text, "cell.events") and not _opens(text, "cell.references"):
        value, rule = Deadline(squeeze(text), "continuous"), "cell: continuous"
    elif _opens(text, "cell.events") or _opens(text, "cell.events_from"):
        value, rule = Deadline(squeeze(text), "event"), "cell: event"
    else:
        value, rule = Deadline(squeeze(text), "reference"), "cell: reference"
    yield Match(value, entry.start, entry.end, rule)


def _times(read: Tokens, entry: _Entry) -> list[Phrase]:
    """The phrases that are times of the entry, not of something that it refers to or counts from."""
    known = [p for p in entry.phrases if p.form not in ("no day", "after so long") and not _foreign(read, p)]
    known = [p for p in known if p is known[-1] or not _is_name(read, entry, p)]
    text = read.text[entry.start : entry.end]
    relative = any(p.form == "after so long" and _is_own(read, entry, p) for p in entry.phrases)
    if not relative and known and read.items[known[0].first].start == entry.start:
        return _refined(read, known)
    if relative or _opens(text, "cell.references") or _opens(text, "cell.events"):
        bracketed = [p for p in known if relative and read.kind(p.first - 1) == "open"]
        return bracketed or [p for p in known if p.form in _OWN and _clause_start(read, p)]
    return _refined(read, known)


def _is_name(read: Tokens, entry: _Entry, phrase: Phrase) -> bool:
    """Whether a time opens its entry with a colon and only names what the time behind it is for: "Quý III: trước …"."""
    return read.items[phrase.first].start == entry.start and read.kind(phrase.last) == "colon"


def _is_own(read: Tokens, entry: _Entry, phrase: Phrase) -> bool:
    """Whether "30 ngày" is the time itself and not what a report is about ("báo cáo 6 tháng")."""
    first = read.items[phrase.first]
    return first.kind != "number" or first.start == entry.start


def _refined(read: Tokens, times: list[Phrase]) -> list[Phrase]:
    """The times with one in brackets that narrows the one before ("Quý IV (trước ngày 15/12)") made one with it."""
    kept: list[Phrase] = []
    for phrase in times:
        last = kept[-1] if kept else None
        if (
            last
            and last.form == "milestone"
            and read.kind(phrase.first - 1) == "open"
            and phrase.first - 1 == last.last
        ):  # "Trước Tết Nguyên đán (trước ngày 15/01/2026)"
            kept[-1] = replace(phrase, first=last.first)
        elif (
            last
            and read.kind(phrase.first - 1) == "open"
            and phrase.first - 1 == last.last
            and last.start
            and last.due
            and phrase.due
            and last.start <= phrase.due <= last.due
        ):
            start = max(last.start, phrase.start or last.start)
            kept[-1] = replace(last, start=start, due=phrase.due, last=phrase.last)
        elif last and _is_end_of(read, last, phrase):
            kept[-1] = replace(last, kind="period", due=phrase.due, last=phrase.last)
        else:
            kept.append(phrase)
    return kept


def _is_end_of(read: Tokens, start: Phrase, end: Phrase) -> bool:
    """Whether two days stand side by side in one line, the dash between them lost on a scan: "05/3/2018 09/3/2018"."""
    days = start.kind == end.kind == "date" and start.start == start.due and end.start == end.due
    if not days or start.last != end.first or start.due is None or end.due is None or start.time or end.time:
        return False
    return start.due < end.due and "\n" not in read.text[read.items[start.last - 1].end : read.items[end.first].start]


def _foreign(read: Tokens, phrase: Phrase) -> bool:
    """Whether a date is that of a document ("số 1441/QĐ-UBND ngày 25/9/2025") or a horizon ("tầm nhìn đến 2045")."""
    horizon = ends(read.words(phrase.first - 4, phrase.first), "text.not_behind")
    return horizon or dates_document(read, phrase)


def _clause_start(read: Tokens, phrase: Phrase) -> bool:
    """Whether a comma or the like stands between the phrase and what is before it, a few words aside."""
    before = range(phrase.first - 1, max(phrase.first - 4, -1), -1)
    return any(read.kind(i) in ("comma", "open", "colon", "stop", "dash") for i in before)


def _parts(read: Tokens, entry: _Entry, times: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the clause of each time stands: an entry with several is cut at the last mark between two of them."""
    starts_at, ends_at = [entry.start], []
    for left, right in pairwise(times):
        joints = [i for i in range(left.last, right.first) if read.kind(i) in ("comma", "and", "stop", "open")]
        if left.first == right.first:  # a list of days apart is one clause
            start, end = starts_at[-1], entry.end
        elif joints and read.kind(joints[-1]) != "open":
            start, end = read.items[joints[-1]].end, read.items[joints[-1]].start
        else:
            start = end = read.items[joints[-1] if joints else right.first].start
        starts_at.append(start)
        ends_at.append(end)
    return [_trimmed(read.text, start, end) for start, end in zip(starts_at, [*ends_at, entry.end], strict=True)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The characters without blanks and parting marks at both ends."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(_TRIM))
    return start, start + len(inner.strip(_TRIM))


def _entries(read: Tokens, found: Sequence[Phrase]) -> list[_Entry]:
    """The listed entries. A part that holds no time of its own belongs to the one before it."""
    places = [(read.items[p.first].start, read.items[p.last - 1].end) for p in found]
    entries: list[_Entry] = []
    for start, end, behind in _pieces(read.text, places):
        inside = tuple(p for p, place in zip(found, places, strict=True) if start <= place[0] < end)
        piece = _Entry(start, end, behind, inside)
        if entries and not _is_new(read, entries[-1], piece):
            last = entries[-1]
            entries[-1] = _Entry(last.start, piece.end, last.behind, last.phrases + piece.phrases)
        else:
            entries.append(piece)
    return [_Entry(*_trimmed(read.text, e.start, e.end), e.behind, e.phrases) for e in entries]


def _is_new(read: Tokens, before: _Entry, piece: _Entry) -> bool:
    """Whether a line or part is an entry of its own and not the rest of the one before."""
    if piece.behind == "mark":
        return True
    if not (_holds_time(read.text, before) and _holds_time(read.text, piece)):
        return False
    if piece.behind == ";" or _says_known(read.text, piece):
        return True
    if any(read.items[p.first].start == piece.start for p in piece.phrases):
        return True
    return read.text[piece.start].isupper() and not _says_known(read.text, before)


def _holds_time(text: str, entry: _Entry) -> bool:
    return bool(entry.phrases) or _goes_on(text[entry.start : entry.end]) or _says_known(text, entry)


def _says_known(text: str, entry: _Entry) -> bool:
    """Whether an entry opens with a capital and as events or references do."""
    inner = text[entry.start : entry.end]
    return inner[:1].isupper() and (_opens(inner, "cell.events") or _opens(inner, "cell.references"))


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The text cut at lines, semicolons and list marks, though never inside a phrase; what parts each."""
    cuts = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
    first = _MARK.match(text)
    if first and not first[0].strip()[:1].isalnum():  # a list that lost its line breaks goes on with the same mark
        cuts += [(m.start(), m.start()) for m in _INLINE_MARK.finditer(text, first.end()) if m[0] == first[0].strip()]
    cuts = [cut for cut in sorted(cuts) if not any(start < cut[0] < end for start, end in places)]
    start, behind = 0, ""
    for cut, after in [*cuts, (len(text), len(text))]:
        mark = _MARK.match(text, start, cut)
        if mark and not any(p[0] < mark.end() <= p[1] for p in places):
            start, behind = mark.end(), "mark"
        inner = text[start:cut]
        if inner.strip():
            yield start + len(inner) - len(inner.lstrip()), cut, behind
        start, behind = after, text[cut:after]


def _opens(text: str, name: str) -> bool:
    return starts(fold(text), name)


def _goes_on(text: str) -> bool:
    return says(fold(text), "words.continuous")
