"""Signing in and out, where a password or a token is asked for."""

import asyncio
import json
import re

from datasette.utils.asgi import BadRequest, Request, Response

from review.access import SESSION, SESSION_SECONDS
from review.desk import Desk
from review.rendering import data, page, problem
from review.routing import Route
from review.wording import words

# An address of ours, and nothing that a browser takes for another computer's ("//evil", "/\\evil").
_OWN = re.compile(r"/(?![/\\])[^\s\\]*")
_LONGEST = 1000


async def form(desk: Desk, request: Request) -> Response:
    """Where the password is typed. A link with the token in it comes here as well."""
    return page(desk, request, "sign_in.html", wanted=_next(request.args.get("next")))


async def sign_in(desk: Desk, request: Request) -> Response:
    """Let somebody in: {"secret": password or token, "next": address}."""
    told = words(desk.language)["sign_in"]
    asked = json.loads(await request.post_body())
    secret = asked.get("secret")
    if not isinstance(secret, str) or len(secret) > _LONGEST:
        raise BadRequest("a secret")
    if desk.access.is_closed_for_now:
        return problem(told["wait"], 429)
    if not await asyncio.to_thread(desk.access.may_enter, secret):
        return problem(told["wrong"], 401)
    answer = data({"next": _next(asked.get("next"))})
    answer.set_cookie(
        SESSION,
        desk.access.session(),
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="strict",
        secure=desk.access.is_encrypted,
    )
    return answer


async def sign_out(desk: Desk, request: Request) -> Response:
    """Take the session away."""
    answer = data({"next": "/sign-in"})
    answer.set_cookie(SESSION, "", max_age=0, httponly=True, samesite="strict")
    return answer


def _next(wanted: object) -> str:
    return wanted if isinstance(wanted, str) and _OWN.fullmatch(wanted) else "/"


ROUTES = (
    Route("GET", "/sign-in", form),
    Route("POST", "/sign-in", sign_in),
    Route("POST", "/sign-out", sign_out),
)
