"""What several pages show alike: a task with its day, who writes, the document they are of."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound, Request

from output.store import Store
from review.presenting import day, document_name
from review.rendering import reviewer

_SEEN = ("text", "lead", "partners", "deadlines", "due", "status", "done_on")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


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
