"""A document's history: who changed what and when, and a way to take it back."""

import json
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from output.store import Review, Store
from review.desk import Desk
from review.pages.history_words import sentences
from review.pages.parts import document_row, named, task_address
from review.paging import page_number, paging
from review.rendering import data, page
from review.routing import Route, number
from review.wording import words

_ENTRIES = 100


async def history(desk: Desk, request: Request) -> Response:
    """The history, the last decision first."""
    document = number(request, "id")

    def read(store: Store) -> tuple[dict[str, Any], list[Review], set[str]]:
        row = document_row(store, document)
        listed = store.db.execute("SELECT task_id FROM listed_tasks WHERE document = ?", [document]).fetchall()
        return row, store.reviews.history(document=document), {task for (task,) in listed}

    row, entries, listed = await desk.read(read)
    said = sentences(entries, words(desk.language)["history"])
    first = (page_number(request) - 1) * _ENTRIES
    shown = [
        {"said": each, "address": next((task_address(document, task) for task in each.tasks if task in listed), None)}
        for each in said[first : first + _ENTRIES]
    ]
    return page(
        desk, request, "history.html",
        document=row, entries=shown, count=len(said), paging=paging(request, len(said), _ENTRIES),
    )  # fmt: skip


async def undo(desk: Desk, request: Request) -> Response:
    """Take back an entry of this document: {"review": number}."""
    document, who = number(request, "id"), named(request)
    review = json.loads(await request.post_body()).get("review")
    if not isinstance(review, int) or isinstance(review, bool):
        raise BadRequest("a review")

    def write(store: Store) -> int:
        if all(entry.id != review for entry in store.reviews.history(document=document)):
            raise NotFound(f"review {review}")
        return store.reviews.undo(review, who)

    return data({"review": await desk.write(write), "said": words(desk.language)["history"]["undone_now"]})


ROUTES = (
    Route("GET", r"/document/(?P<id>[0-9]+)/history", history),
    Route("POST", r"/document/(?P<id>[0-9]+)/history/undo", undo),
)
