"""Before something that happens: "trước khi khai giảng", "trước Tết Nguyên đán", "trước ngày họp 03 ngày".

The day of such an event is set anew each time. A year, "cuối năm" or a number of days in its words is a part of its
name, and no time of its own is read there.
"""

from extractors.deadlines.lexer import CLAUSE_END, Tokens
from extractors.deadlines.modifiers import modifiers
from extractors.deadlines.reading import spans
from extractors.deadlines.wording import starts


def milestone(tokens: Tokens, i: int, j: int) -> int | None:
    """The token behind an event that is named at token `j`, if the modifiers [i, j) say "before"; else None."""
    befores = [n for n in range(i, j) if tokens.kind(n) == "before"]
    if not befores:
        return None
    end = _end(tokens, j)
    if tokens.kind(end) == "from":
        return None  # "tiếp xúc cử tri trước kỳ họp từ ngày 15/6 đến ngày 22/6" has days of its own
    named = j + (tokens.kind(j) == "day")
    # "vào" of "trước khi vào năm học mới" is read as a modifier.
    known = any(_names(tokens, n) for n in (befores[-1] + 1, named))
    return end if known or (named > j and _so_long_before(tokens, named, end)) else None


def _so_long_before(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a number of days or weeks follows on the event at token `i`: "(ngày) họp ít nhất 03 ngày"."""
    return tokens.kind(i) == "other" and any(
        tokens.kind(n) == "number" and tokens.kind(n + 1) in ("day", "week") and tokens.kind(n - 1) != "day"
        for n in range(i + 1, end)
    )


def _names(tokens: Tokens, i: int) -> bool:
    """Whether token `i` begins the name of an event, of one or, as in "trước các kỳ nghỉ", of several."""
    several = starts(tokens.words(i, i + 2), "milestones.several")
    return starts(tokens.words(i + several, i + 6), "milestones.names")


def _end(tokens: Tokens, i: int) -> int:
    """Where the event at token `i` ends: with its clause, or where a limit of its own follows, as in "trước Tết và
    báo cáo trước ngày 15/3". Events may be listed: "trước các kỳ nghỉ lễ, Tết".
    """
    joint = None
    while tokens.kind(i) not in CLAUSE_END or (tokens.kind(i) == "comma" and _names(tokens, i + 1)):
        if tokens.kind(i) in ("before", "by", "until", "from") and spans(tokens, modifiers(tokens, i)[1]):
            return joint or i
        joint = i if tokens.kind(i) == "and" else joint
        i += 1
    return i
