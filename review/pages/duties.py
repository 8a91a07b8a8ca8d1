"""Ticking tasks off: done, or open again.

A request may say in `expected` what the clerk saw of the task, as `parts.seen` has it; where that has changed meanwhile
the answer is 409. Answers have the form {"status", "said", "expected": what is to be seen of it now}.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from datasette.utils.asgi import BadRequest, Request, Response

from output.errors import ReviewConflict
from output.store import Store
from review.desk import Desk
from review.pages.parts import named, seen
from review.presenting import day
from review.rendering import data
from review.routing import Route
from review.wording import words


async def done(desk: Desk, request: Request) -> Response:
    """The task is done, today."""
    task, who, today, expected = request.url_vars["task"], named(request), date.today(), await _expected(request)

    def write(store: Store) -> Mapping[str, Any] | None:
        with store.together():
            _expect(store, task, expected)
            store.reviews.done(task, today, who)
        return _seen(store, task)

    now = await desk.write(write)
    said = words(desk.language)["units"]["done_on"] % {"day": day(today.isoformat())}
    return data({"status": "done", "said": said, "expected": now})


async def reopened(desk: Desk, request: Request) -> Response:
    """The task is open after all."""
    task, who, expected = request.url_vars["task"], named(request), await _expected(request)

    def write(store: Store) -> Mapping[str, Any] | None:
        with store.together():
            _expect(store, task, expected)
            store.reviews.set(task, "status", "open", who)
        return _seen(store, task)

    now = await desk.write(write)
    return data({"status": "open", "said": words(desk.language)["units"]["is_open"], "expected": now})


async def _expected(request: Request) -> Mapping[str, Any] | None:
    body = json.loads(await request.post_body() or b"{}")
    expected = body.get("expected") if isinstance(body, dict) else body
    if expected is not None and not isinstance(expected, dict):
        raise BadRequest("what was seen of the task")
    return expected


def _expect(store: Store, task: str, expected: Mapping[str, Any] | None) -> None:
    """Raise ReviewConflict unless the lists show of the task what the clerk saw."""
    if expected is not None and expected != _seen(store, task):
        raise ReviewConflict(f"Task {task} has changed meanwhile. Look at it and decide again.")


def _seen(store: Store, task: str) -> Mapping[str, Any] | None:
    """What the lists show of a task now; None where they leave it out."""
    row = next(iter(store.db.query("SELECT * FROM task_list WHERE task_id = ?", [task])), None)
    return row and seen(row)


ROUTES = (
    Route("POST", r"/duty/(?P<task>[0-9a-f]{16})/done", done),
    Route("POST", r"/duty/(?P<task>[0-9a-f]{16})/open", reopened),
)
