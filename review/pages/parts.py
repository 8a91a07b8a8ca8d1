"""What several pages show alike: a task with its day, pages of a long list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, NotFound, Request

from output.store import Store
from review.presenting import day, document_name
from review.rendering import reviewer

_MOST_PAGES = 1_000_000
_SEEN = ("text", "lead", "partners", "deadlines", "due", "status", "done_on")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Paging:
    """A page of a list: its number from 1, of how many, and the addresses of its neighbours."""

    page: int
    pages: int
    previous: str | None
    next: str | None


def page_number(request: Request, name: str = "page") -> int:
    """Which page of a list is asked for, from 1. BadRequest for what is no number."""
    text = request.args.get(name) or "1"
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= _MOST_PAGES:
        raise BadRequest("a page's number")
    return int(text[:9])


def paging(request: Request, count: int, size: int, name: str = "page") -> Paging:
    """The pages of a list of so many entries."""
    page, pages = page_number(request, name), max(1, -(-count // size))
    return Paging(
        page,
        pages,
        with_query(request, **{name: page - 1}) if page > 1 else None,
        with_query(request, **{name: page + 1}) if page < pages else None,
    )


def with_query(request: Request, **changed: object) -> str:
    """The address of this page with other values in its query; None takes one out."""
    values: dict[str, object] = {name: request.args.get(name) for name in request.args}
    values |= changed
    left = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{request.path}?{urlencode(left)}" if left else request.path


def duty(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    """A row of the agenda for the template: how many days it is late, or how many are left."""
    late, soon = row["late_since"], row["next_due"]
    return {
        **row,
        "name": document_name({"title": row["document_title"], "number": row["document_number"], "file": row["file"]}),
        "address": task_address(row["document_id"], row["task_id"]),
        "seen": seen(row),
        "days_late": (today - date.fromisoformat(late)).days if late else None,
        "days_left": (date.fromisoformat(soon) - today).days if soon else None,
    }


def seen(row: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody who decides whether a task is done sees of it, from a row of `task_list`."""
    return {column: row[column] for column in _SEEN}


def with_days(text: str) -> str:
    """A text in which ISO days are written as in Vietnam."""
    return _ISO_DAY.sub(lambda found: day(found[0]), text)


def task_address(document: int, task: str) -> str:
    """Where a task is looked over."""
    return f"/document/{document}#task-{task}"


def named(request: Request) -> str:
    """The name of who writes. BadRequest without one."""
    name = reviewer(request)
    if name is None:
        raise BadRequest("a reviewer's name")
    return name


def document_row(store: Store, document: int) -> dict[str, Any]:
    """The row of `document_list`. NotFound if there is none."""
    rows = list(store.db.query("SELECT * FROM document_list WHERE document_id = ?", [document]))
    if not rows:
        raise NotFound(f"document {document}")
    return rows[0]
