"""Who acts in a sentence, and with whom: "Giao Sở A chủ trì, phối hợp với Sở B …". Words: rules/actors.toml.

Who is told ("báo cáo UBND tỉnh", "gửi về Sở A") acts not, nor does who is looked after ("đôn đốc các đơn vị …").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.match import Match
from extractors.units import listing, tagging
from extractors.units.listing import Listing
from extractors.units.reading import matches
from extractors.units.tokens import Tokens
from models import Unit


@dataclass(frozen=True, slots=True)
class Actors:
    """The units that lead an act or carry it out, and those that take part."""

    lead: tuple[Match[Unit], ...] = ()
    partners: tuple[Match[Unit], ...] = ()


def in_text(text: str) -> Actors:
    """The units that the running text of one task names as those who act.

    The lead is who opens the first sentence ("Các đơn vị tổ chức …", "Căn cứ …, Sở A xây dựng …"), else who is given an
    order or asked, else who is said to lead in a later sentence. A text that opens with a verb has no lead of its own.
    """
    tokens = Tokens(text)
    lead, end = _lead(tokens)
    return Actors(lead, _partners(tokens, lead, end))


def closing_lead(text: str) -> tuple[Match[Unit], ...]:
    """The units of a line that gives the lead for all above it ("Văn phòng Sở chủ trì thực hiện nội dung này")."""
    tokens = Tokens(text.strip().strip("()*_ "))
    offset = text.find(tokens.text)
    start = tokens.after(0) if tokens.kinds(0) & {"order", "request"} or tokens.key(0) == "do" else 0
    found = _listed(tokens, start)
    if not found.entries or not tokens.kinds(found.end) & {"verb", "helper", "predicate"} or len(tokens) > _CLOSING_WORDS:
        return ()
    last = len(tokens)
    while tokens[last - 1].is_mark:
        last -= 1
    ending = tokens.phrase_ends.get(last)
    if ending is None or not ending.kinds & {"covered", "closing-predicate"}:
        return ()
    if "covered" not in ending.kinds and ending.start != found.end:
        return ()
    return tuple(match.moved(offset) for match in matches(tokens, found.entries))


_CLOSING_WORDS = 40


def _listed(tokens: Tokens, i: int) -> Listing:
    """The units listed from word `i` on. Where plain words that the rules do not know stand in a name, a tagger tells
    whether the first of them is a verb, which ends it ("Hội Chữ thập đỏ hiến máu …").
    """
    found = listing.read(tokens, i, running=True)
    unknown = [k for entry in found.entries for k in range(entry.start + 1, entry.end) if _is_unknown(tokens, k)]
    verb = next((k for k in tagging.verbs(tokens, i) if k in unknown), None) if unknown else None
    return found if verb is None else listing.read(tokens, i, running=True, limit=verb)


def _is_unknown(tokens: Tokens, k: int) -> bool:
    """Whether a word in small letters belongs to no phrase of the rules."""
    if k >= len(tokens) or tokens[k].is_mark or tokens[k].is_capital:
        return False
    return not any(phrase.start <= k < phrase.end for phrase in tokens.phrases.values())


# Leads


def _lead(tokens: Tokens) -> tuple[tuple[Match[Unit], ...], int]:
    """Who leads, and the index of the word behind them; ((), 0) where nobody is named."""
    sentences = list(_sentences(tokens))
    if not sentences or tokens.shouts or "nominal" in tokens.kinds(0):
        return (), 0
    found = (
        _subject(tokens, *sentences[0])
        or next(filter(None, (_ordered(tokens, *sentence) for sentence in sentences)), None)
        or next(filter(None, (_leading(tokens, *sentence) for sentence in sentences[1:])), None)
    )
    return (matches(tokens, found.entries), found.end) if found else ((), 0)


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The words [start, end) of each sentence."""
    start = 0
    for i, word in enumerate(tokens.words):
        ends = word.key in ".!?" and i + 1 < len(tokens) and tokens[i + 1].is_capital and tokens[i + 1].start > word.end
        if ends and len(tokens[i - 1].text) > 1:
            yield start, i
            start = i + 1
    if start < len(tokens):
        yield start, len(tokens)


def _subject(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that open a sentence, or follow its circumstance, and have a verb behind them."""
    for i in _openings(tokens, start, end):
        if asked := _asked(tokens, i, _ORDERS | {"assignment"}):
            return asked
        found = _listed(tokens, i)
        if not found.entries or "thing" in tokens.kinds(i):
            continue
        if asked := _asked(tokens, found.end, _ORDERS) or _decided(tokens, found.end, end):
            return asked
        if _has_predicate(tokens, found.end, at_start=i == start):
            return None if tokens.kinds(found.end) & {"request"} and tokens.key(tokens.after(found.end)) == ":" else found
        if i == start:
            return None
    return None


def _openings(tokens: Tokens, start: int, end: int) -> Iterator[int]:
    """Where a sentence's subject may begin: at its start, else behind each comma of its circumstance."""
    kinds = tokens.kinds(start)
    on_document = "acts-on-document" in kinds and "document" in tokens.kinds(tokens.after(start))
    is_number = tokens.key(start).isdigit() and tokens.key(start + 1) != "%"
    is_time = "circumstance" not in kinds and ("time" in kinds or is_number)
    if not (kinds & {"circumstance", "time"} or on_document or is_time):
        yield start
        return
    inside = tokens.inner_marks
    i = start
    while i < end and tokens[i].key != ":":
        if is_time and i > start and "verb" in tokens.kinds(i) and not tokens.kinds(i) & {"time", "circumstance"}:
            return
        if i in tokens.brackets:
            i = tokens.brackets[i]
            continue
        if tokens[i].key == "," and i not in inside:
            yield i + 1
            coordinated = "verb" in tokens.kinds_before(i)
            if "verb" in tokens.kinds(i + 1) and not coordinated and not tokens.kinds(i + 1) & {"circumstance", "time"}:
                return
        i = tokens.after(i)


def _has_predicate(tokens: Tokens, i: int, at_start: bool) -> bool:
    """Whether words that begin a predicate stand at `i`, behind the units."""
    while i in tokens.brackets:
        i = tokens.brackets[i]
    if i >= len(tokens):
        return False
    kinds = tokens.kinds(i)
    key = tokens[i].key
    if key == ":":
        return at_start
    if key == ".":
        return at_start and "verb" in tokens.kinds(i + 1)
    if key in (",", "-"):
        remark = {"circumstance", "time", "helper"} | ({"verb"} if at_start else set())
        return bool(tokens.kinds(i + 1) & remark)
    if kinds & {"verb", "helper", "predicate", "leading"}:
        return True
    if kinds & {"circumstance", "time"}:
        return at_start and any("verb" in tokens.kinds(k) for k in range(i, len(tokens)))
    return not tokens[i].is_mark and "stop" not in kinds


_ORDERS = frozenset({"order", "request"})


def _decided(tokens: Tokens, i: int, end: int) -> Listing | None:
    """The units that a superior gives an order after a decision: "UBND tỉnh thống nhất chủ trương, giao Sở A …"."""
    if "decision" not in tokens.kinds(i):
        return None
    orders = (_asked(tokens, k, _ORDERS) for k in range(i, end) if tokens[k - 1].key in (",", ";"))
    return next(filter(None, orders), None)


def _asked(tokens: Tokens, i: int, kinds: frozenset[str]) -> Listing | None:
    """The units that are given an order or asked by the words at `i`, which are of one of `kinds`."""
    if not tokens.kinds(i) & kinds or "unless" in tokens.kinds_before(i):
        return None
    behind = tokens.after(i)
    if tokens.key(behind) == ":":
        behind += 1
    found = _listed(tokens, behind)
    return found if found.entries else None


def _ordered(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that a sentence gives an order, wherever a clause begins; a request only at its start or behind a circumstance."""
    opens_with_circumstance = bool(tokens.kinds(start) & {"circumstance", "time", "acts-on-document"})
    for i in range(start, end):
        begins = i == start or tokens[i - 1].key in (",", ";", ":")
        allowed = frozenset({"order", "assignment"} | ({"request"} if i == start or opens_with_circumstance else set()))
        if begins and (found := _asked(tokens, i, allowed)):
            return found
    return None


def _leading(tokens: Tokens, start: int, end: int) -> Listing | None:
    """The units that a later sentence says to lead ("… Sở A chủ trì, phối hợp với …")."""
    found = _listed(tokens, start)
    return found if found.entries and found.end < end and "leading" in tokens.kinds(found.end) else None


def _kinds_before(tokens: Tokens, i: int) -> frozenset[str]:
    before = tokens.phrase_ends.get(i)
    return before.kinds if before is not None else frozenset()


# Partners


def _partners(tokens: Tokens, lead: tuple[Match[Unit], ...], lead_end: int) -> tuple[Match[Unit], ...]:
    """The units with whom the act is done, each once, in the order of the text."""
    if tokens.kinds(0) & {"nominal"}:
        return ()
    quoted = {k for start, behind in tokens.brackets.items() if tokens[start].text in "“\"«" for k in range(start, behind)}
    found: list[Match[Unit]] = []
    for i in sorted(tokens.phrases):
        if i in quoted or "partner" not in tokens.kinds(i) or "partner-noun" in tokens.kinds_before(i):
            continue
        units = _with_whom(tokens, i)
        if units is None and lead and i > lead_end:
            units = _taking_part(tokens, i, lead_end)
        if units is not None:
            found += matches(tokens, units.entries)
    leads = {match.value.canonical for match in lead}
    unique = {match.value.canonical: match for match in reversed(found)}
    return tuple(sorted((m for m in unique.values() if m.value.canonical not in leads), key=lambda match: match.start))


def _with_whom(tokens: Tokens, i: int) -> Listing | None:
    """The list behind "phối hợp (chặt chẽ) với" at word `i`."""
    i = tokens.after(i)
    while "filler" in tokens.kinds(i) or (tokens.key(i) in (",", "và") and "filler" in tokens.kinds(i + 1)):
        i = tokens.after(i)
    if "partner-link" in tokens.kinds(i):
        i = tokens.after(i)
    found = _listed(tokens, i)
    return found if found.entries else None


def _taking_part(tokens: Tokens, i: int, lead_end: int) -> Listing | None:
    """The list before "phối hợp" at word `i` in a clause of its own: "Sở A chủ trì, Sở B phối hợp"."""
    for start in range(lead_end, i):
        if tokens[start].key in (",", ";"):
            found = _listed(tokens, start + 1)
            if found.entries and found.end == i:
                return found
    return None
