"""From addresses to handlers, and what every request must pass.

A handler is `async def handler(desk, request) -> Response`. What it raises becomes an answer here: NotFound 404,
BadRequest 400, ReviewConflict 409, other errors of Kehoach 422, each with a message for the clerk.
"""

import hmac
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from datasette.utils.asgi import BadRequest, Forbidden, NotFound, Request, Response

from models.errors import KehoachError
from output.errors import ReviewConflict, ReviewError, StoreBusy
from output.store import Written
from review.desk import Desk
from review.rendering import page, problem, reviewer
from review.troubles import refusal, trouble
from review.wording import words

Handler = Callable[[Desk, Request], Awaitable[Response]]
Bound = Callable[[Request], Awaitable[Response]]

_WRITES = ("POST", "PUT", "DELETE")


@dataclass(frozen=True, slots=True)
class Route:
    """Requests with this method whose whole path the regular expression matches."""

    method: Literal["GET", "POST"]
    pattern: str
    handler: Handler


def bound(desk: Desk, routes: Iterable[Route]) -> list[tuple[str, Bound]]:
    """The routes as Datasette takes them: an expression and one function for all methods."""
    by_pattern: dict[str, dict[str, Handler]] = {}
    for route in routes:
        by_pattern.setdefault(route.pattern, {})[route.method] = route.handler
    return [(f"{pattern}$", _dispatch(desk, handlers)) for pattern, handlers in by_pattern.items()]


def is_forged(request: Request) -> bool:
    """Whether a request that writes does not carry the token of a page of ours (CSRF).

    asgi-csrf lets requests without cookies pass; on a server without sign-in any web page could send those.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    sent = request.headers.get("x-csrftoken", "")
    return not hmac.compare_digest(sent.encode(), request.scope["csrftoken"]().encode())


def _dispatch(desk: Desk, handlers: dict[str, Handler]) -> Bound:
    async def answer(request: Request) -> Response:
        response = await decide(request)
        if request.method in _WRITES:
            await _note(desk, request, response.status)
        return response

    async def decide(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in handlers:
            return Response.text("", status=405, headers={"allow": ", ".join(sorted(handlers))})
        told = words(desk.language)["problem"]
        if method in _WRITES and is_forged(request):
            return problem(told["stale"], 403, kind="stale")
        try:
            return await handlers[method](desk, request)
        except NotFound:
            return wrong(desk, request, told["not_found"], 404)
        except (BadRequest, ValueError):
            return wrong(desk, request, told["bad_request"], 400)
        except Forbidden:
            return wrong(desk, request, told["forbidden"], 403)
        except ReviewConflict:
            return wrong(desk, request, told["conflict"], 409, kind="conflict")
        except StoreBusy:
            return wrong(desk, request, told["busy"], 503, kind="busy")
        except ReviewError as error:
            return wrong(desk, request, refusal(desk.language, error), 422)
        except KehoachError as error:
            return wrong(desk, request, trouble(desk.language, type(error).__name__), 422)

    return answer


async def _note(desk: Desk, request: Request, status: int) -> None:
    """Write down who wrote; a store that is busy does not undo what was done."""
    client = (request.scope.get("client") or (None,))[0]
    line = Written(reviewer(request), None, client, request.method, request.path, status)
    with suppress(StoreBusy):
        await desk.write(lambda store: store.note_written(line))


def wrong(desk: Desk, request: Request, message: str, status: int, kind: str | None = None) -> Response:
    """A message, for a script or as a page."""
    if request.method != "GET" or "json" in request.headers.get("accept", ""):
        return problem(message, status, kind=kind)
    return page(desk, request, "problem.html", status=status, message=message)


def number(request: Request, name: str) -> int:
    """A number in the path. NotFound for one that no row can have."""
    text = request.url_vars[name]
    if len(text) > 15:
        raise NotFound(text)
    return int(text)
