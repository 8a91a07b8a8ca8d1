"""The start page: the documents of the store, what is to do on each, and a place to drop new ones."""

from typing import get_args

from datasette.utils.asgi import Request, Response

from ingest.limits import Limits
from output.store import Order
from review.desk import Desk
from review.pages.exporting import offers
from review.paging import ROWS, page_number, paging
from review.rendering import page
from review.routing import Route

ORDERS: tuple[Order, ...] = get_args(Order)


async def start(desk: Desk, request: Request) -> Response:
    """The list of documents: ?q= words, ?order=, ?doubtful=1 for those alone with rows to look at, ?page=."""
    words = (request.args.get("q") or "").strip()
    order = next((order for order in ORDERS if order == request.args.get("order")), ORDERS[0])
    only_doubtful = request.args.get("doubtful") == "1"
    number = page_number(request)
    skipped = (number - 1) * ROWS
    found = await desk.read(
        lambda store: store.overview(order, words, only_doubtful=only_doubtful, limit=ROWS, offset=skipped)
    )
    failures = await desk.read(lambda store: store.count_failing())
    return page(
        desk,
        request,
        "start.html",
        documents=found.rows,
        paging=paging(request, found.count),
        failures=failures,
        words=words,
        order=order,
        orders=ORDERS,
        only_doubtful=only_doubtful,
        offers=offers(desk, {"documents": words, "doubtful": only_doubtful and 1}),
        most_bytes=Limits().file_bytes,
    )


ROUTES = (Route("GET", "/", start),)
