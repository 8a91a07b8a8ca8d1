"""Kehoach's pages as a plugin of Datasette, whose own pages for tables, facets and SQL stay beside them."""

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
        path = scope["path"]
        return datasette is self._datasette and (path.startswith(ROOT) or not path.startswith((f"/{DATABASE}", "/-/")))

    @_hook
    def handle_exception(self, datasette: Datasette, request: Request, exception: Exception) -> Response | None:
        """Where no page of ours or of Datasette's is, one of ours says so."""
        if datasette is not self._datasette or not isinstance(exception, NotFound):
            return None
        return wrong(self._desk, request, words(self._desk.language)["problem"]["not_found"], 404)

    @_hook
    def asgi_wrapper(self, datasette: Datasette) -> Callable[[Any], Any]:
        """What stands before every request, Datasette's pages among them."""
        return lambda app: guarded(app, self._desk) if datasette is self._datasette else app
