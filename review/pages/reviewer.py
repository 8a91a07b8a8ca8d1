"""The reviewer's name, asked once and kept in a cookie; it goes into the history with each decision."""

import json
from urllib.parse import quote

from datasette.utils.asgi import BadRequest, Request, Response

from review.desk import Desk
from review.rendering import REVIEWER, data
from review.routing import Route

_LONGEST = 80  # letters of a name
_YEAR = 365 * 24 * 3600


async def name(desk: Desk, request: Request) -> Response:
    """Keep the name: {"name": …}."""
    given = json.loads(await request.post_body()).get("name")
    if not isinstance(given, str) or not given.strip() or len(given) > _LONGEST:
        raise BadRequest("a name")
    answer = data({"name": given.strip()})
    answer.set_cookie(REVIEWER, quote(given.strip()), max_age=_YEAR, samesite="strict", httponly=True)
    return answer


async def token(desk: Desk, request: Request) -> Response:
    """A token for writing (CSRF), for a page that was made before the server was started anew."""
    return data({"token": request.scope["csrftoken"]()})


ROUTES = (Route("POST", "/reviewer", name), Route("GET", "/token", token))
