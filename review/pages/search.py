"""Search over everything: documents that are called so, then tasks in which the words stand, by document."""

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Request, Response

from output.store import MOST_RANKED
from review.desk import Desk
from review.marking import excerpt, marked
from review.pages.exporting import offers
from review.paging import ROWS, page_number, paging
from review.rendering import page
from review.routing import Route

_DOCUMENTS = 10  # that are named before the tasks


async def search(desk: Desk, request: Request) -> Response:
    """What is found for ?q= words, with or without tones; ?page= of the tasks."""
    asked = (request.args.get("q") or "").strip()
    number = page_number(request)
    skipped = (number - 1) * ROWS
    found = await desk.read(lambda store: store.find(asked, documents=_DOCUMENTS, limit=ROWS, offset=skipped))
    wanted = frozenset(found.words)
    return page(
        desk,
        request,
        "search.html",
        asked=asked,
        has_words=bool(found.words),
        documents=found.documents if number == 1 else [],
        document_count=found.document_count,
        groups=_by_document(found.tasks),
        are_many=found.task_count > MOST_RANKED,
        task_count=min(found.task_count, MOST_RANKED),
        paging=paging(request, min(found.task_count, MOST_RANKED)),
        offers=offers(desk, {"q": asked}),
        mark=lambda text: marked(text or "", wanted),
        excerpt=lambda text: excerpt(text or "", wanted),
    )


def _by_document(tasks: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The tasks of each document together, where the best one of them stands."""
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for task in tasks:
        groups.setdefault(task["document_id"], []).append(task)
    return list(groups.values())


ROUTES = (Route("GET", "/search", search),)
