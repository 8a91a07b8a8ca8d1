"""How single values are written in a plan file: marked texts, deadlines, goals, units. See plans/README.md.

Each function takes the notation as a text and raises ValueError with what is expected.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from corpus.model import Due, Goal, Mark, Mention, Unit, Words
from models.plan import Comparator, DeadlineKind, Recurrence

_MARK = re.compile(r"\{(@@?|[lpd]\??:)\s*([^{}]*)\}")
_DUE = re.compile(
    r"(?P<optional>\?)?(?P<kind>[a-z]+)"
    r"(?:\s+(?P<start>\d{4}-\d\d-\d\d)?\.\.(?P<due>\d{4}-\d\d-\d\d)?)?"
    r"(?:\s+(?P<recurrence>(?!day=|time=)[a-z,\-]+))?(?:\s+day=(?P<day>[\dA-Z-]+))?(?:\s+time=(?P<time>[\d:]+))?\s*"
)
_GOAL = re.compile(
    r"\s*(?P<optional>\?)?\s*(?:-|(?P<comparator>[<>]?=?)\s*(?P<value>-?\d+(?:[.,]\d+)?)\s*(?P<unit>.*?))\s*"
)


def words(text: str) -> Words:
    """A text with its marks: "Giao {l:Sở Nội vụ} rà soát" → ("Giao ", Mark, " rà soát"). Raises ValueError."""
    return tuple(_pieces(" ".join(text.split())))


def due(notation: str) -> Due:
    """Example: "Quý II/2026 => period 2026-04-01..2026-06-30" as a record. Raises ValueError."""
    text, arrow, rest = notation.partition("=>")
    found = _DUE.fullmatch(rest.strip()) if arrow else None
    if not found or not text.strip():
        raise ValueError(
            f"a deadline is written TEXT => KIND [START..DUE] [recurrence] [day=] [time=], not {notation!r}"
        )
    kind = one_of(found["kind"], get_args(DeadlineKind))
    recurrence = tuple(one_of(r, get_args(Recurrence)) for r in (found["recurrence"] or "").split(",") if r)
    start, end = (datetime.date.fromisoformat(day) if day else None for day in (found["start"], found["due"]))
    value = Due(
        " ".join(text.split()), kind, start, end, recurrence, found["day"], found["time"], bool(found["optional"])
    )
    _check(value, notation)
    return value


def _check(value: Due, notation: str) -> None:
    """What every deadline of a kind has, by the guide."""
    wrong = {
        "date": not value.due or bool(value.recurrence),
        "period": not value.due or not value.start,
        "recurring": not value.recurrence or value.due is not None,
        "continuous": bool(value.recurrence),
        "event": bool(value.due or value.recurrence),
        "reference": bool(value.due or value.recurrence),
    }[value.kind]
    if wrong:
        raise ValueError(f"a deadline of kind {value.kind} has other values: {notation!r}")


def goal(notation: str) -> Goal:
    """Example: "Trên 95% hồ sơ … => > 95 %" as a record. Raises ValueError."""
    text, arrow, rest = notation.rpartition("=>")
    found = _GOAL.fullmatch(rest) if arrow else None
    if not found:
        raise ValueError(f"a goal is written TEXT => COMPARATOR VALUE UNIT, or TEXT => -, not {notation!r}")
    if found["value"] is None:
        return Goal(words(text), optional=bool(found["optional"]))
    comparator = one_of(found["comparator"] or "=", get_args(Comparator))
    value = float(found["value"].replace(",", "."))
    return Goal(words(text), comparator, value, found["unit"] or None, bool(found["optional"]))


def unit(answer: str) -> Unit:
    """Example: "?Phòng A|Phòng A Sở" prints "Phòng A"."""
    answer = " ".join(answer.split())
    return Unit(answer.lstrip("?").split("|")[0], answer)


def _pieces(text: str) -> Iterator[str | Mention | Mark]:
    position = 0
    for found in _MARK.finditer(text):
        if found.start() > position:
            yield text[position : found.start()]
        position = found.end()
        kind, content = found[1], found[2].strip()
        if kind.startswith("@"):
            yield Mention(content, full=kind == "@")
        elif kind.startswith("d"):
            value = due(content)
            yield Mark("due", replace(value, optional=value.optional or kind == "d?:"))
        else:
            yield Mark("lead" if kind[0] == "l" else "partner", unit(("?" if "?" in kind else "") + content))
    rest = text[position:]
    if rest:
        yield rest
    if re.search(r"[{}]", _MARK.sub("", text)):
        raise ValueError(f"a brace that is no mark: {text!r}")


def one_of(name: str, names: Sequence[str]) -> Any:
    """The name, if it is one of the names. Raises ValueError."""
    if name not in names:
        raise ValueError(f"{name!r} is none of {', '.join(names)}")
    return name
