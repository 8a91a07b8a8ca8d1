"""What the clerk decides about tasks, written as it is made, and what others have decided meanwhile.

Every answer has the form {"cards": {task: its card, or null where it stands no more}, "order": [tasks in the document's
order], "counts": {...}, "last": the last review, "units": the last merge of units, "written": when the document was
read, "task": the task to look at}: what has changed since the review `since` and the merge `units` that the page knows,
be it by this clerk or another. Where somebody else has
changed what is to be written, the answer is 409 with the same form besides the problem. `expected` in a request are the
values that the clerk saw, of the field in `set`, of the task in the others.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from output.errors import ReviewConflict
from output.store import UNSEEN, Store
from output.store.entered import last_of
from output.store.unit_merges import last_unit_review
from output.store.worklist import Worklist, document_of, last_review, written
from review.cards import cards
from review.desk import Desk
from review.pages.document import worklist
from review.pages.fields import given, year_of
from review.rendering import data, reviewer
from review.routing import Route, number
from review.wording import words


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a script sends, and who."""

    body: Mapping[str, Any]
    who: str

    @property
    def expected(self) -> object:
        """What the clerk saw."""
        return self.body.get("expected", UNSEEN)

    @property
    def since(self) -> int | None:
        """The last review that the page knows."""
        since = self.body.get("since")
        return since if isinstance(since, int) else None

    @property
    def units(self) -> int | None:
        """The last merge of units that the page knows."""
        units = self.body.get("units")
        return units if isinstance(units, int) else None

    def text(self, name: str) -> str:
        """A text that has to be there."""
        if not isinstance(value := self.body.get(name), str):
            raise BadRequest(name)
        return value

    def objects(self, name: str) -> Sequence[Mapping[str, Any]]:
        """A list of objects that has to be there."""
        value = self.body.get(name)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise BadRequest(name)
        return value


@dataclass(frozen=True, slots=True)
class _Known:
    """How far a page is: the last review, and the last merge of units."""

    review: int
    units: int


_Deed = Callable[[Store, str, _Sent], str | None]
"""Writes about a task, and returns the task to look at then."""


def _accept(store: Store, task: str, sent: _Sent) -> str:
    store.reviews.accept(task, sent.who, expected=sent.expected)
    return task


def _reject(store: Store, task: str, sent: _Sent) -> str:
    store.reviews.reject(task, sent.who, expected=sent.expected)
    return task


def _set(store: Store, task: str, sent: _Sent) -> str:
    """{"field", "value"}; see `fields.given`."""
    field = sent.text("field")
    value = given(field, sent.body.get("value"), year_of(store, document_of(store.db, task)))
    store.reviews.set(task, field, value, sent.who, expected=sent.expected)
    return task


def _split(store: Store, task: str, sent: _Sent) -> str:
    """{"parts": [{"text", …}, …]}"""
    store.reviews.split(task, sent.objects("parts"), sent.who, expected=sent.expected)
    return task


def _merge(store: Store, task: str, sent: _Sent) -> str:
    """{"with": another task, "expected": {task: values}}"""
    expected = sent.body.get("expected")
    store.reviews.merge(
        [task, sent.text("with")], sent.who, expected=expected if isinstance(expected, Mapping) else None
    )
    return task


def _done(store: Store, task: str, sent: _Sent) -> str:
    """{"on": day or null}, or {"open": true} to take it back."""
    if sent.body.get("open"):
        seen = sent.expected.get("status", UNSEEN) if isinstance(sent.expected, Mapping) else UNSEEN
        store.reviews.set(task, "status", "open", sent.who, expected=seen)
    else:
        store.reviews.done(task, sent.body.get("on"), sent.who, expected=sent.expected)
    return task


def _note(store: Store, task: str, sent: _Sent) -> str:
    """{"text"}"""
    store.reviews.note(task, sent.text("text"), sent.who)
    return task


def _on_task(deed: _Deed) -> Callable[[Desk, Request], Any]:
    """The handler that does a deed to the task in the address."""

    async def handler(desk: Desk, request: Request) -> Response:
        task, sent = request.url_vars["task"], await _read(request)

        def place(store: Store) -> int:
            try:
                return document_of(store.db, task)
            except LookupError:
                raise NotFound(f"task {task}") from None

        return await _written(desk, sent, place, lambda store, _document: deed(store, task, sent))

    return handler


async def add(desk: Desk, request: Request) -> Response:
    """Add a task: {"values": {"text", …}, "after": task or null}."""
    document, sent = number(request, "id"), await _read(request)

    def deed(store: Store, document: int) -> str:
        values, year = sent.body.get("values"), year_of(store, document)
        if not isinstance(values, Mapping):
            raise BadRequest("values")
        read = {field: given(field, value, year) for field, value in values.items()}
        return store.reviews.add(document, read, sent.who, after=sent.body.get("after"))

    return await _written(desk, sent, lambda _store: document, deed)


async def accept_above(desk: Desk, request: Request) -> Response:
    """Accept all tasks from a confidence on that nobody has looked at, as they stood for the page: {"threshold"}."""
    document, sent = number(request, "id"), await _read(request)
    threshold = sent.body.get("threshold")
    if not isinstance(threshold, int | float) or sent.since is None:
        raise BadRequest("threshold")

    def deed(store: Store, document: int) -> None:
        wanted = [
            task.id
            for task in worklist(store, document).tasks
            if not task.is_reviewed and task.version <= (sent.since or 0) and (task.confidence or 0) >= threshold
        ]
        at = datetime.now(UTC).astimezone().strftime("%d/%m/%Y %H:%M:%S")
        note = words(desk.language)["tasks"]["accepted_above"].format(percent=round(100 * threshold), at=at)
        store.reviews.accept_all(wanted, sent.who, note=note)

    return await _written(desk, sent, lambda _store: document, deed)


async def undo(desk: Desk, request: Request) -> Response:
    """Take an entry back."""
    review, sent = number(request, "review"), await _read(request)

    def place(store: Store) -> int:
        row = store.db.execute("SELECT task FROM reviews WHERE id = ?", [review]).fetchone()
        if row is None:
            raise NotFound(f"review {review}")
        return document_of(store.db, row[0])

    def deed(store: Store, _document: int) -> str:
        store.reviews.undo(review, sent.who)
        return _task_of(store, review)

    return await _written(desk, sent, place, deed)


async def undo_mine(desk: Desk, request: Request) -> Response:
    """Take back what this clerk decided last in the document."""
    document, sent = number(request, "id"), await _read(request)

    def deed(store: Store, document: int) -> str | None:
        mine = last_of(store.db, document, sent.who)
        store.reviews.undo_all(mine, sent.who)
        return _task_of(store, mine[0]) if mine else None

    return await _written(desk, sent, lambda _store: document, deed)


async def changes(desk: Desk, request: Request) -> Response:
    """What has changed since the review `since` and the merge `units`."""
    document, known = number(request, "id"), _Known(*(int(request.args.get(name) or 0) for name in ("since", "units")))

    def question(store: Store) -> tuple[Worklist, frozenset[int]] | str:
        try:
            at = written(store.db, document)
        except LookupError:
            raise NotFound(f"document {document}") from None
        if last_review(store.db) <= known.review and last_unit_review(store.db) <= known.units:
            return at
        found = worklist(store, document)
        return found, _regrouped(store, known.units)

    found = await desk.read(question)
    if isinstance(found, str):
        told: dict[str, Any] = {"cards": {}, "order": None, "counts": None, "written": found, "task": None}
        return data({**told, "last": known.review, "units": known.units})
    return data(_told(desk, *found, known, None))


async def _written(
    desk: Desk, sent: _Sent, place: Callable[[Store], int], deed: Callable[[Store, int], str | None]
) -> Response:
    """Do a deed in a document, and answer with what has changed."""

    def write(store: Store) -> tuple[Worklist, frozenset[int], _Known, str | None, bool]:
        document, before = place(store), _Known(last_review(store.db), last_unit_review(store.db))
        known = _Known(
            before.review if sent.since is None else sent.since, before.units if sent.units is None else sent.units
        )
        try:
            task, is_done = deed(store, document), True
        except ReviewConflict:
            task, is_done = None, False
        return worklist(store, document), _regrouped(store, known.units), known, task, is_done

    found, regrouped, known, task, is_done = await desk.write(write)
    told = _told(desk, found, regrouped, known, task)
    if is_done:
        return data(told)
    return data({"problem": words(desk.language)["problem"]["conflict"], "kind": "conflict", **told}, 409)


def _regrouped(store: Store, known: int) -> frozenset[int]:
    """The units that were merged or parted since that entry, and those that they count for."""
    if last_unit_review(store.db) <= known:
        return frozenset()
    entries = (entry for entry in store.units.history() if entry.id > known)
    return frozenset(unit for entry in entries for unit in (entry.unit, entry.into))


def _told(desk: Desk, found: Worklist, regrouped: frozenset[int], known: _Known, task: str | None) -> dict[str, Any]:
    changed = [
        each
        for each in found.tasks
        if each.version > known.review or any(not regrouped.isdisjoint(units) for units in each.units.values())
    ]
    return {
        "cards": {
            **{id_: None for id_, version in found.gone.items() if version > known.review},
            **cards(desk, changed, found.last_of_units),
        },
        "order": [each.id for each in found.tasks],
        "counts": found.counts,
        "last": found.last,
        "units": found.last_of_units,
        "written": found.document["written"],
        "task": task,
    }


def _task_of(store: Store, review: int) -> str:
    return str(store.db.execute("SELECT task FROM reviews WHERE id = ?", [review]).fetchone()[0])


async def _read(request: Request) -> _Sent:
    body, who = json.loads(await request.post_body() or b"{}"), reviewer(request)
    if not isinstance(body, dict) or who is None:
        raise BadRequest("a reviewer's name and an object")
    return _Sent(body, who)


_ON_TASK: Mapping[str, _Deed] = {
    "accept": _accept, "reject": _reject, "set": _set, "split": _split, "merge": _merge, "done": _done, "note": _note,
}  # fmt: skip

ROUTES = (
    *(Route("POST", rf"/task/(?P<task>[0-9a-f]{{16}})/{name}", _on_task(deed)) for name, deed in _ON_TASK.items()),
    Route("POST", r"/document/(?P<id>[0-9]+)/add", add),
    Route("POST", r"/document/(?P<id>[0-9]+)/accept-above", accept_above),
    Route("POST", r"/document/(?P<id>[0-9]+)/undo", undo_mine),
    Route("POST", r"/review/(?P<review>[0-9]+)/undo", undo),
    Route("GET", r"/document/(?P<id>[0-9]+)/changes", changes),
)
