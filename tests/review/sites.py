"""A server of the pages that runs beside a test."""

import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from kehoach.review_services import services
from output.store import Store
from review import Access, Desk, Language, Server, listen


@dataclass
class Site:
    """A server that runs: its address and its store."""

    place: Path
    url: str = ""
    language: Language = "vi"
    password_hash: str | None = None
    token: str | None = None
    a_minute: int = 600
    is_early: bool = False  # a hundred servers would load what draws a hundred times
    _stack: ExitStack = field(default_factory=ExitStack)

    def start(self, port: int = 0) -> None:
        """Serve, at the port or a free one."""
        listening = listen("127.0.0.1", port)
        number = listening.getsockname()[1]
        access = Access(frozenset({f"127.0.0.1:{number}"}), self.password_hash, self.token, a_minute=self.a_minute)
        given = self._stack.enter_context(services(self.place, is_early=self.is_early))
        server = Server(Desk(self.place, given, access, self.language), listening)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        self._stack.callback(thread.join, 20)
        self._stack.callback(server.stop)
        self.url = f"http://127.0.0.1:{number}"
        until = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/assets/icon.svg", timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < until, "the server does not start"
                time.sleep(0.05)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        """End the server; `start` can begin another."""
        self._stack.close()

    def store(self) -> Store:
        """The store, for a `with` statement."""
        return Store(self.place)
