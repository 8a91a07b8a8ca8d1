"""Ticking tasks off: done, or open again."""

from datetime import date

from datasette.utils.asgi import Request, Response

from review.desk import Desk
from review.pages.parts import named
from review.presenting import day
from review.rendering import data
from review.routing import Route
from review.wording import words


async def done(desk: Desk, request: Request) -> Response:
    """The task is done, today. Gives {"status", "said"}."""
    task, who, today = request.url_vars["task"], named(request), date.today()
    await desk.write(lambda store: store.reviews.done(task, today, who))
    told = words(desk.language)["units"]
    return data({"status": "done", "said": told["done_on"] % {"day": day(today.isoformat())}})


async def reopened(desk: Desk, request: Request) -> Response:
    """The task is open after all."""
    task, who = request.url_vars["task"], named(request)
    await desk.write(lambda store: store.reviews.set(task, "status", "open", who))
    return data({"status": "open", "said": words(desk.language)["units"]["is_open"]})


ROUTES = (
    Route("POST", r"/duty/(?P<task>[0-9a-f]{16})/done", done),
    Route("POST", r"/duty/(?P<task>[0-9a-f]{16})/open", reopened),
)
