"""Kehoach's pages as a plugin of Datasette, whose own pages for tables, facets and SQL stay beside them."""

import logging
from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from output.fold import fold
from review.api.dispatching import Gate
from review.api.operations import ROOT
from review.api.site import OPERATIONS
from review.browsing import DATABASE
from review.desk import Desk
from review.guarding import guarded
from review.routing import Bound, bound, wrong
from review.site import ROUTES
from review.wording import words

_LOG = logging.getLogger(__name__)

Hook = TypeVar("Hook", bound=Callable[..., Any])


def _hook(function: Hook) -> Hook:
    """As `hookimpl`, which has no types."""
    marked: Hook = hookimpl(function)
    return marked


class Pages:
    """The hooks of one server's pages. Other servers of the process have their own."""

    def __init__(self, desk: Desk) -> None:
        self.__name__ = "kehoach-pages"  # Datasette takes plugins for modules; there is none of this name
        self._desk = desk
        self._datasette: Datasette | None = None

    def belong_to(self, datasette: Datasette) -> None:
        """Serve this server and no other."""
        self._datasette = datasette

    @_hook
    def register_routes(self, datasette: Datasette) -> list[tuple[str, Bound]]:
        """Our addresses go before Datasette's."""
        if datasette is not self._datasette:
            return []
        return [*Gate(self._desk, self._desk.access.a_minute).bound(OPERATIONS), *bound(self._desk, ROUTES)]

    @_hook
    def prepare_connection(self, conn: Any, datasette: Datasette) -> None:
        """What the store's own views and triggers call."""
        if datasette is self._datasette:
            conn.create_function("fold", 1, fold, deterministic=True)

    @_hook
    def skip_csrf(self, datasette: Datasette, scope: MutableMapping[str, Any]) -> bool:
        """Our own writes are checked where they are routed (`routing.is_forged`), before a body is read; what goes to
        Datasette's pages is checked by it. Programs send a token, which no browser adds by itself.
        """
        return datasette is self._datasette and not _is_datasettes(scope["path"])

    @_hook
    def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Response | None:
        """Where no page of ours or of Datasette's is, one of ours says so; a fault in one of ours is for the log."""
        told = words(self._desk.language)["problem"]
        if datasette is not self._datasette:
            return None
        if isinstance(exception, NotFound):
            return wrong(self._desk, request, told["not_found"], 404)
        if _is_datasettes(request.path):
            return None
        _LOG.error("%s %s", request.method, request.path, exc_info=exception)
        return wrong(self._desk, request, told["fault"], 500)

    @_hook
    def asgi_wrapper(self, datasette: Datasette) -> Callable[[Any], Any]:
        """What stands before every request, Datasette's pages among them."""
        return lambda app: guarded(app, self._desk) if datasette is self._datasette else app


def _is_datasettes(path: str) -> bool:
    return path.startswith((f"/{DATABASE}", "/-/")) and not path.startswith(f"{ROOT}/")
