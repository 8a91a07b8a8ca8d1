"""The server of one store's pages: Datasette with our plugin, behind uvicorn."""

import socket
from pathlib import Path
from typing import NamedTuple

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from review.browsing import DATABASE, metadata
from review.desk import Desk
from review.plugin import Pages
from review.wording import Language

# With rich installed, Datasette prints the traceback of every address that is not there, and fails where there is none.
pm.get_plugin("datasette.handle_exception").rich = None


class Certificate(NamedTuple):
    """For HTTPS: a certificate and its key, which may stand in the same file."""

    file: Path
    key: Path | None


class Server:
    """A server of the `desk`'s pages at a socket that listens. `run` serves until it is told to stop (Ctrl-C)."""

    def __init__(self, desk: Desk, listening: socket.socket, certificate: Certificate | None = None) -> None:
        self._desk = desk
        self._socket = listening
        self._pages = Pages(desk)
        pm.register(self._pages, f"kehoach-pages-{id(self._pages)}")  # a process may serve several stores
        self.datasette = _datasette(desk.place, self._pages, desk.language)
        config = uvicorn.Config(
            self.datasette.app(),
            log_level="warning",
            lifespan="on",
            server_header=False,
            timeout_graceful_shutdown=3,
            ssl_certfile=certificate and certificate.file,
            ssl_keyfile=certificate and certificate.key,
        )
        self._server = uvicorn.Server(config)

    def run(self) -> None:
        """Serve. Returns when it was stopped and all that was under way is done."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            pm.unregister(self._pages)
            self._desk.close()

    def stop(self) -> None:
        """Have `run` return soon; from any thread."""
        self._server.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at the port, 0 for any that is free. OSError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(100)  # a browser may be quicker than the server's start: it waits then
    except BaseException:
        made.close()
        raise
    return made


def _datasette(place: Path, pages: Pages, language: Language) -> Datasette:
    settings = {
        "allow_download": False,
        "default_page_size": 100,
        "num_sql_threads": 3,
        "sql_time_limit_ms": 5000,
        "facet_time_limit_ms": 1000,
        "template_debug": False,
    }
    datasette = Datasette([], settings=settings, metadata=dict(metadata(DATABASE, language)))
    pages.belong_to(datasette)
    datasette.add_database(Database(datasette, path=str(place), is_mutable=True), name=DATABASE)
    datasette.remove_database("_memory")
    return datasette
