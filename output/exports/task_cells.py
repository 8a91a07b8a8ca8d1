"""What the cells of a task show in a sheet for people.

Whoever reads such a sheet back tells by the same functions which cells still show what was handed out.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

from output.exports.plan_json import deadline_dict
from output.store.agenda import SOON
from output.store.assignments import Assignment

State = Literal["open", "soon", "late", "done", "dropped"]
"""What a sheet says of a task's status: of open ones also whether they are late or due soon."""

COLUMNS = ("number", "text", "lead", "partners", "products", "deadlines", "due", "status", "done_on")
"""The columns of a sheet, in their order. `due` is no field of its own: it shows a day of the deadlines."""

LISTS = ("lead", "partners", "products")

HEAD = 32_000
"""Characters that a cell shows of a longer text; the rest of what it may hold is for the note on what is missing."""

MOST = 32_767
"""Characters that a cell may hold, an emoji being two of them."""

FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets know no day before 1900, and do not agree on the first two months of that year."""

# What XML cannot hold, or a spreadsheet shows as boxes: controls, halves of pairs, what is no character.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def stated(assignment: Assignment) -> dict[str, Any]:
    """The values that a sheet hands out, in the form of `Reviews.values`."""
    return {
        "number": assignment.number,
        "text": assignment.text,
        "lead": [unit.printed for unit in assignment.lead],
        "partners": [unit.printed for unit in assignment.partners],
        "products": list(assignment.products),
        "deadlines": [deadline_dict(deadline) for deadline in assignment.deadlines],
        "status": assignment.status,
        "done_on": assignment.done_on.isoformat() if assignment.done_on else None,
    }


def shown(field: str, values: Mapping[str, Any]) -> str:
    """The text of a cell for one of the values of `stated`; `due`, `status` and `done_on` are no texts."""
    value = values[field]
    if field in LISTS:
        return fit(listed(value))
    if field == "deadlines":
        return fit(listed(dict.fromkeys(deadline["text"] for deadline in value)))
    return fit(value or "")


def listed(entries: Iterable[str]) -> str:
    """Several values in one cell."""
    return "; ".join(entry for entry in entries if entry)


def fit(text: str) -> str:
    """The text as a cell can hold it: line ends are plain ones, what is no text is shown as "\ufffd"."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def head(text: str) -> str:
    """The part of a text that a cell shows: all of it, or its first `HEAD` characters if it holds more than `MOST`."""
    return text if len(text) <= MOST // 2 or width(text) <= MOST else _first(text, HEAD)


def clipped(text: str, note: str) -> str:
    """The text, or its head with a note on what is missing; the note may say {count}."""
    begin = head(text)
    if begin == text:
        return text
    return _first(f"{begin}\n{note.format(count=f'{len(text) - len(begin):,}'.replace(',', '.'))}", MOST)


def width(text: str) -> int:
    """Characters as a spreadsheet counts them."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def due_shown(assignment: Assignment) -> date | None:
    """The day in the column of due dates: the first that is stated, else the next time of what comes back."""
    return assignment.due or assignment.next_due


def printed_part(day: str) -> str:
    """A day as offices write it: "2025-02-03" is 03/02/2025, and "2025-11", whose day is not known, 11/2025."""
    return "/".join(reversed(day.split("-")))


def state_of(assignment: Assignment, today: date) -> State:
    """What the column of states says."""
    if assignment.status != "open":
        return assignment.status
    if assignment.late_since:
        return "late"
    return "soon" if assignment.next_due and assignment.next_due <= today + timedelta(SOON) else "open"


def heading(text: str) -> tuple[str, str]:
    """A heading's number and its words: "II. Nhiệm vụ" has "II" and "Nhiệm vụ". Without a number it is all words."""
    found = _NUMBERED.fullmatch(text)
    return (found["roman"] or found["label"], found["words"]) if found else ("", text)


# A roman number may stand without a stop, as in a table's column of its own.
_NUMBERED = re.compile(
    r"(?:(?P<roman>[IVX]+)[.):]?|(?P<label>\d+(?:\.\d+)*|[A-Za-zĐđ])[.):])\s+(?P<words>\S.*)", re.DOTALL
)


def _first(text: str, most: int) -> str:
    """The first characters as a spreadsheet counts them; no pair is cut."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
