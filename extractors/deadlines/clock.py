"""The hour and the day of the week in front of a date: "16 giờ 00, thứ Sáu,", "20 giờ 15 - 20 giờ 45", "Chiều"."""

from dataclasses import dataclass

from extractors.deadlines.lexer import Tokens

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_JOINTS = ("comma", "dash", "until", "in", "of")
_BEHIND_JOINT = ("clock", "weekday", "part_of_day", "day", "dmy")


@dataclass(frozen=True, slots=True)
class Clock:
    """The first hour as "16:00", the weekday as calendars write it (RFC 5545: "MO"), both None if not given.

    `ranged` says that a second hour ends the time; `last` is the token behind.
    """

    time: str | None
    weekday: str | None
    ranged: bool
    last: int


def clock(tokens: Tokens, i: int) -> Clock:
    """What stands at token `i`; nothing read leaves `last` at `i`."""
    time: str | None = None
    weekday: str | None = None
    ranged = False
    while True:
        kind = tokens.kind(i)
        if kind == "clock" and tokens.numbers(i) <= (24, 0) and tokens.numbers(i)[1] < 60:
            hour, minute = tokens.numbers(i)
            ranged = ranged or time is not None
            time = time or f"{hour:02}:{minute:02}"
        elif kind == "weekday":
            weekday = _WEEKDAYS[tokens.numbers(i)[0]]
        elif kind == "day" and tokens.kind(i + 1) == "weekday":
            weekday, i = _WEEKDAYS[tokens.numbers(i + 1)[0]], i + 1
        elif kind != "part_of_day" and not (
            kind in _JOINTS and (time or weekday) and tokens.kind(i + 1) in _BEHIND_JOINT
        ):
            return Clock(time, weekday, ranged, i)
        i += 1
