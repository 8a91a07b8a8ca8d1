"""Styles, scripts and icons: our own files, from a list made when the program starts, never a path from a request."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from datasette.utils.asgi import NotFound, Request, Response

from review.desk import Desk
from review.routing import Route

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


async def asset(desk: Desk, request: Request) -> Response:
    """One of our files."""
    found = _all().get(request.url_vars["name"])
    if found is None:
        raise NotFound(request.path)
    text, media_type = found
    return Response(text, headers={"cache-control": "no-cache"}, content_type=f"{media_type}; charset=utf-8")


@cache
def _all() -> Mapping[str, tuple[str, str]]:
    home = files("review").joinpath("static")
    return {
        entry.name: (entry.read_text(encoding="utf-8"), _TYPES[suffix])
        for entry in home.iterdir()
        if (suffix := entry.name[entry.name.rfind(".") :]) in _TYPES
    }


ROUTES = (Route("GET", r"/assets/(?P<name>[a-z0-9_.-]+)", asset),)
