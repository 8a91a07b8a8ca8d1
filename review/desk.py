"""What a running server works with: the store, the front door's services, and threads in which they are called.

Handlers run in an event loop, stores and readers do not: each thread has a store of its own, and one thread alone
writes, so that two clerks' decisions come one after the other.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from output.store import Store
from review.access import Access
from review.services import Services
from review.uploads import Uploads
from review.wording import Language

T = TypeVar("T")

_READERS = 3
_SERVERS = 4


class _Lane:
    """A thread with a store of its own: SQLite's connections stay in the thread that opened them."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._thread = ThreadPoolExecutor(1, "store")
        self._store: Store | None = None
        self.waiting = 0

    async def call(self, deed: Callable[[Store], T]) -> T:
        """What the store answers, after all that was asked before."""
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: deed(self._opened()))
        finally:
            self.waiting -= 1

    def close(self) -> None:
        """Wait for what is under way, and close the store."""
        if self._store is not None:
            self._thread.submit(self._store.close)
        self._thread.shutdown(wait=True)

    def _opened(self) -> Store:
        self._store = self._store or Store(self._place)
        return self._store


class Desk:
    """The state of one server: the store's file, services, who may come in, the language of the pages."""

    def __init__(self, place: Path, services: Services, access: Access, language: Language = "vi") -> None:
        self.place = place
        self.services = services
        self.access = access
        self.language = language
        self.uploads = Uploads(services.intake)
        self._readers = [_Lane(place) for _ in range(_READERS)]
        self._writer = _Lane(place)
        self._exporter = _Lane(place)
        self._servers = ThreadPoolExecutor(_SERVERS, "services")

    async def read(self, question: Callable[[Store], T]) -> T:
        """What the store answers."""
        return await min(self._readers, key=lambda lane: lane.waiting).call(question)

    async def write(self, deed: Callable[[Store], T]) -> T:
        """Change the store: one deed after the other."""
        return await self._writer.call(deed)

    async def export(self, work: Callable[[Store], T]) -> T:
        """What takes long to read and to write into a file: one after the other, while pages are read beside it."""
        return await self._exporter.call(work)

    async def serve(self, work: Callable[[Services], T]) -> T:
        """What the front door does for a page."""
        return await asyncio.get_running_loop().run_in_executor(self._servers, lambda: work(self.services))

    def close(self) -> None:
        """Wait for what is under way, and close the stores."""
        self.uploads.close()
        self._servers.shutdown(wait=True, cancel_futures=True)
        for lane in (*self._readers, self._writer, self._exporter):
            lane.close()
