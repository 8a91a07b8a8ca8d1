"""The words in front of a point in time and what they do to its days: before it, until its end, from its beginning."""

from datetime import date, timedelta
from typing import Literal

from extractors.deadlines.lexer import Tokens
from extractors.deadlines.points import Days, Span
from models.plan import DeadlineKind

Modifiers = frozenset[str]
_KNOWN = ("before", "by", "until", "in", "whole", "from", "after")
_LIMITS = frozenset({"before", "by", "until"})


def modifiers(tokens: Tokens, i: int) -> tuple[Modifiers, int]:
    """The modifiers at token `i`, fillers between them left out, and the token behind."""
    found: set[str] = set()
    if tokens.kind(i) == "after" and tokens.kind(i + 1) in _KNOWN:  # "tại các vị trí sau trong ngày 28/8": no "after"
        return frozenset(), i
    while tokens.kind(i) in _KNOWN or (found and tokens.kind(i) == "filler"):
        if tokens.covers(i, "from", "this") and tokens.kind(i + 2) in _LIMITS:  # "từ nay đến"
            i += 2
        found.add(tokens.kind(i))
        i += 1
    if "by" in found and tokens.kind(i) == "colon":
        i += 1
    return frozenset(found - {"filler"}), i


def limits(span: Span, words: Modifiers) -> bool:
    """Whether they set the last day of a span alone: "trước", "chậm nhất", "đến".

    "Chậm nhất trong tháng 9" leaves the act the whole month, as "trong tháng 9" does; of a day both are its limit.
    """
    if span.last.months > 0 and span.last.part is None and {"by", "in"} <= words and not words & {"before", "until"}:
        return False
    return bool(words & _LIMITS)


def bound(span: Span, found: Days, words: Modifiers) -> tuple[date | None, date | None]:
    """The days of a span under its modifiers.

    "Trước ngày D" is due on D (GUIDELINES); "trước" a month, quarter or year is due on the day before it begins.
    """
    if "from" in words and span.ranged:
        return found.start, found.due
    if "before" in words and span.first.months > 0 and span.first.part not in ("head", "middle", "tail"):
        return None, found.start - timedelta(1) if found.start else None
    if limits(span, words):
        return None, found.due
    if "from" in words:
        return found.start, None
    if "after" in words:
        return found.due + timedelta(1) if found.due else None, None
    return found.start, found.due


def kind(span: Span, words: Modifiers) -> DeadlineKind:
    """A limit or a single day is a date, all else a period; "cuối năm 2022" is a date too (GUIDELINES)."""
    if "from" in words:
        return "period"
    if limits(span, words):
        return "date"
    if "after" in words or span.ranged:
        return "period"
    return "date" if span.last.months == 0 or span.last.part == "tail" else "period"


def form(span: Span, words: Modifiers) -> Literal["limit", "within", "from", "range", "bare"]:
    """What the modifiers make of it, for telling how much it is worth in running text."""
    if "from" in words:
        return "range" if span.ranged else "from"
    if words & _LIMITS:
        return "limit"
    if "after" in words:
        return "from"
    return "within" if words else "bare"
