"""What a reviewer may set: each field's values, checked and brought into the contract's form."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from models import Deadline
from models.plan import DeadlineKind, Origin, Recurrence
from output.errors import ReviewError
from output.exports.plan_json import deadline_dict
from output.store.carrying import STATE
from output.store.machine import FIELDS

TEXTS = ("number", "text", "context")
LISTS = ("path", "lead", "partners", "products")
STATUSES = ("open", "done", "dropped")
REVIEWED = (*FIELDS, *STATE)
"""The fields that a review can set."""

_EMPTY: Mapping[str, Any] = {
    "number": None,
    "context": None,
    "path": [],
    "lead": [],
    "partners": [],
    "products": [],
    "deadlines": [],
}


def checked(field: str, value: Any) -> Any:
    """The value as it is stored: texts NFC without blanks around them, deadlines whole objects, days ISO texts.

    Raises ReviewError for a field that is none and for a value that it cannot have.
    """
    if field in TEXTS:
        return _text(field, value, needed=field == "text")
    if field in LISTS:
        if not isinstance(value, list | tuple):
            raise ReviewError(f"{field} is a list of texts, not {_shown(value)}. Give [] for nothing.")
        return [_text(field, entry, needed=True) for entry in value]
    if field == "deadlines":
        if not isinstance(value, list | tuple):
            raise ReviewError(f"deadlines is a list of objects, not {_shown(value)}. Give [] for none.")
        return [_deadline(entry) for entry in value]
    if field == "status":
        return _one_of(field, value, STATUSES)
    if field == "done_on":
        return _day(field, value)
    raise ReviewError(f"There is no field {field!r} to review. There are: {', '.join(REVIEWED)}.")


def checked_task(values: Mapping[str, Any]) -> dict[str, Any]:
    """A task to be added, with all its fields: `text` is needed, origin, page, position and box are kept if given."""
    if "text" not in values:
        raise ReviewError("A task to be added needs its text.", "empty", field="text")
    task = {**_EMPTY, **{field: checked(field, values[field]) for field in values if field not in _PLACED}}
    for field, check in _PLACED.items():
        if values.get(field) is not None:
            task[field] = check(field, values[field])
    return task


def _text(field: str, value: Any, *, needed: bool) -> str | None:
    if value is None and not needed:
        return None
    if not isinstance(value, str):
        raise ReviewError(f"{field} takes text, not {_shown(value)}.")
    text = unicodedata.normalize("NFC", value).strip()
    if not text:
        raise ReviewError(
            f"{field} is empty. Give its words{'' if needed else ', or none at all'}.", "empty", field=field
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise ReviewError(
            f"{field} holds characters that are no text: {_shown(text)}. Take them out.", "no_text", field=field
        )
    return text


def _deadline(value: Any) -> dict[str, Any]:
    if isinstance(value, Deadline):
        return deadline_dict(value)
    fields = ("text", "kind", "start", "due", "recurrence", "day", "time")
    if not isinstance(value, Mapping) or not set(value) <= set(fields):
        raise ReviewError(f"A deadline is an object with {', '.join(fields)}, not {_shown(value)}.")
    days = [_day(f"{name} of a deadline", value.get(name)) for name in ("start", "due")]
    recurrence = value.get("recurrence") or []
    if not isinstance(recurrence, list | tuple):
        raise ReviewError(f"recurrence of a deadline is a list, not {_shown(recurrence)}.")
    if days[0] and days[1] and days[0] > days[1]:
        raise ReviewError(
            f"A deadline cannot start on {days[0]} and be due on {days[1]}. Put its days right.",
            "days",
            start=days[0],
            due=days[1],
        )
    return {
        "text": _text("text of a deadline", value.get("text"), needed=True),
        "kind": _one_of("kind of a deadline", value.get("kind"), get_args(DeadlineKind)),
        "start": days[0],
        "due": days[1],
        "recurrence": [_one_of("recurrence of a deadline", entry, get_args(Recurrence)) for entry in recurrence],
        "day": _text("day of a deadline", value.get("day"), needed=False),
        "time": _text("time of a deadline", value.get("time"), needed=False),
    }


def _day(field: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ReviewError(f"{field} is a day such as 2026-06-30, not {_shown(value)}.", "no_day", field=field) from None


def _one_of(field: str, value: Any, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise ReviewError(f"{field} is one of {', '.join(choices)}, not {_shown(value)}.")
    return value


def _origin(field: str, value: Any) -> str:
    return _one_of(field, value, get_args(Origin))


def _page(field: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ReviewError(f"{field} is a number from 1 on, not {_shown(value)}.")
    return value


def _position(field: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < float("inf"):
        raise ReviewError(f"{field} is a number, not {_shown(value)}.")
    return value


def _box(field: str, value: Any) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise ReviewError(f"{field} is four numbers, x0, y0, x1 and y1 in points, not {_shown(value)}.")
    return [_position(field, number) for number in value]


_PLACED = {"origin": _origin, "page": _page, "position": _position, "box": _box}


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
