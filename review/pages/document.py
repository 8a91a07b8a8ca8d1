"""A document: its pages at the left, its tasks at the right."""

from collections.abc import Sequence

from datasette.utils.asgi import NotFound, Request, Response

from output.store import Store
from output.store.worklist import Worklist, WorkTask
from review.cards import BESIDES, EDITED, card
from review.desk import Desk
from review.pages.exporting import offers
from review.rendering import page
from review.routing import Route, number
from review.wording import words


async def document(desk: Desk, request: Request) -> Response:
    """The page of a document. `?order=document` has tasks in the document's order, else doubtful ones come first."""
    wanted = number(request, "id")
    is_ordered = request.args.get("order") == "document"
    found = await desk.read(lambda store: worklist(store, wanted))
    said = words(desk.language)
    tasks = found.tasks if is_ordered else doubtful_first(found.tasks)
    return page(
        desk,
        request,
        "document.html",
        document=found.document,
        document_id=wanted,
        counts=found.counts,
        tasks=[card(desk, task, found.last_of_units) for task in tasks],
        is_ordered=is_ordered,
        offers=offers(desk, {"document": wanted}),
        last=found.last,
        last_of_units=found.last_of_units,
        script_words={**said["tasks"], "labels": {field: said["document"][field] for field in (*EDITED, *BESIDES)}},
    )


def worklist(store: Store, document: int) -> Worklist:
    """The document's tasks. NotFound if there is no such document."""
    try:
        return store.worklist(document)
    except LookupError:
        raise NotFound(f"document {document}") from None


def doubtful_first(tasks: Sequence[WorkTask]) -> list[WorkTask]:
    """Those that nobody has looked at, the least sure first; then those reviewed, then those rejected."""
    return sorted(
        tasks,
        key=lambda task: (
            task.verdict == "reject",
            task.is_reviewed,
            1.0 if task.confidence is None or task.is_reviewed else task.confidence,
            task.position,
        ),
    )


ROUTES = (Route("GET", r"/document/(?P<id>[0-9]+)", document),)
