"""Reading spread over a Dask cluster: for a batch it is what a pool of children on this computer is (`kehoach.guard`).

Dask hands out the files and gives those of a worker that dies to another. What reads them there is in
`kehoach.cluster_worker`; this process alone writes into the database.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from ingest.limits import Limits, applied, check_length
from kehoach.child import Answer, Failure
from kehoach.errors import ClusterLost, NoCluster, TooLarge, explain, worker_died
from kehoach.guard import Bounds
from kehoach.listing import open_ordinary

if TYPE_CHECKING:
    from distributed import Client, Future

    from kehoach.cluster_worker import Batch, Order

T = TypeVar("T")

SENT_BYTES = 100 * 2**20
"""The most bytes of files that are on their way to workers at a time, and of one that is sent."""

CONNECT_SECONDS = 10.0
"""That the scheduler has to answer."""

WORKER_SECONDS = 60.0
"""That a batch waits while there is no worker."""

A_THREAD = 2
"""Files that are given to a worker for each of its threads, so that none waits for the next to come."""

_LOOK_EVERY = 1.0  # seconds; at what workers there are
_DEATHS = 4  # of workers, times Dask's own `allowed-failures`, until a file is taken for the cause
_QUIET = {"distributed.admin.large-graph-warning-threshold": "1 TiB"}  # that files are sent is meant


class Cluster(Generic[T]):
    """The workers of the scheduler at `address` (tcp://… or tls://…). Use it in a `with` statement.

    `work` takes a file's path; it is a function of a module, as what it gives must be of classes of modules. `tell`
    gets lines for the user: workers that are left out, or gone for more than a moment; after `patience` seconds without
    any the batch ends. A file is read where a worker sees the same bytes at the same place; once one has not, files are
    sent along, up to `sent_bytes`.

    Raises NoCluster when the library is missing, the scheduler does not answer, or no worker can be used.
    """

    def __init__(
        self,
        address: str,
        work: Callable[..., T],
        *,
        bounds: Bounds | None = None,
        limits: Limits | None = None,
        tell: Callable[[str], None] = lambda _: None,
        sent_bytes: int = SENT_BYTES,
        patience: float = WORKER_SECONDS,
    ) -> None:
        self.address = address
        self.limits = limits or Limits()
        self.bounds = bounds or Bounds()
        self.patience = patience
        self._work = work
        self._tell = tell
        self._sent_bytes = sent_bytes
        self._sends = False
        self._items: dict[Path, _Item] = {}
        self._heard: SimpleQueue[tuple[Path, Future[Any] | None, object]] = SimpleQueue()
        self._count = 0
        self._look_at = 0.0
        self._alone_since: float | None = None
        self._lost: ClusterLost | None = None

    def __enter__(self) -> Self:
        self._client = _connected(self.address)
        from kehoach.cluster_members import Members

        self.members = Members(self._client, self._as_batch(), self._tell)
        try:
            self._wait_for_members()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def under_way(self) -> tuple[Path, ...]:
        """The files that workers are at, or are going to be."""
        return tuple(self._items)

    @property
    def has_room(self) -> bool:
        """Whether a file can be given: the workers are kept busy, and no more is on its way."""
        if not self._items:
            return True
        is_flooded = sum(item.sent for item in self._items.values()) >= self._sent_bytes
        return len(self._items) < A_THREAD * sum(self.members.threads.values()) and not is_flooded

    def give(self, path: Path) -> None:
        """Have a file read."""
        self._items[path] = item = _Item(path)
        self._submit(item)

    def next(self, seconds: float | None = None) -> Answer[T] | None:
        """The next answer, waited for at most so long (None: without end). None if none came or nothing is under way.

        Raises ClusterLost when the scheduler is gone, or there was no worker for too long.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while self._items:
            self.look()
            left = _LOOK_EVERY if until is None else min(_LOOK_EVERY, max(0.0, until - time.monotonic()))
            try:
                path, future, reply = self._heard.get(timeout=left) if left else self._heard.get_nowait()
            except Empty:
                if until is not None and time.monotonic() >= until:
                    break
                continue
            item = self._items.get(path)
            if item is None or item.future is not future:  # given to others meanwhile
                continue
            if answer := self._understood(item, reply):
                del self._items[path]
                return answer
        return None

    def look(self) -> None:
        """Take in workers that have come, and give the files of those that are gone to others; once a second at most.

        Raises ClusterLost, and again whenever it is called after that.
        """
        if self._lost:
            raise self._lost
        if (now := time.monotonic()) < self._look_at:
            return
        try:
            self.members.look()
        except Exception as error:  # whatever the connection ends with
            raise self._is_lost(error) from error
        self._look_at = time.monotonic() + _LOOK_EVERY
        if self.members.threads:
            self._alone_since = None
            for item in self._items.values():
                if item.offered.isdisjoint(self.members.threads):
                    self._submit(item)
        elif self._items:
            if self._alone_since is None:
                self._alone_since = now
                self._tell(f"No worker is left at {self.address}. Waiting for one for {self.patience:,.0f} seconds.")
            elif now - self._alone_since > self.patience:
                self._lost = ClusterLost(self._no_workers())
                raise self._lost

    # Files

    def _submit(self, item: _Item) -> None:
        """Hand a file to the workers that there are, or else, later, to those that come."""
        import dask

        from kehoach import cluster_worker

        if item.future is not None and not item.future.done():  # its workers are gone
            item.future.cancel()
        item.future, item.offered = None, frozenset(self.members.threads)
        if not item.offered:
            return
        try:
            order = self._order(item)
        except Exception as error:  # the file's own
            self._heard.put((item.path, None, Failure(type(error).__name__, explain(error))))
            return
        self._count += 1
        batch = self.members.batch.name
        workers = self.members.addresses
        try:
            with dask.config.set(_QUIET):
                item.future = self._client.submit(
                    cluster_worker.read, batch, order, key=f"{batch}-{self._count}", pure=False, workers=workers
                )
            item.future.add_done_callback(partial(_hear, self._heard, item.path))
        except Exception as error:  # whatever the connection ends with
            raise self._is_lost(error) from error

    def _order(self, item: _Item) -> Order:
        """What is sent of a file. Raises TooLarge, OSError, UnreadableFile."""
        from kehoach.cluster_worker import Order

        with open_ordinary(item.path) as file:
            size = os.fstat(file.fileno()).st_size
            with applied(self.limits):
                check_length(min(size, self.limits.file_bytes + 1))  # as a reader would see it
            if not self._sends:
                return Order(str(item.path.absolute()), hashlib.file_digest(file, "sha256").hexdigest(), size)
            if size > self._sent_bytes:
                raise TooLarge(
                    f"The file has {size / 2**20:,.0f} MB; up to {self._sent_bytes / 2**20:,.0f} MB are sent to the "
                    "workers of a cluster. Put it where the workers see it at the same place, or read it without "
                    "--cluster."
                )
            data = file.read(size)
        item.sent = len(data)
        return Order(str(item.path), hashlib.sha256(data).hexdigest(), len(data), data)

    def _understood(self, item: _Item, reply: object) -> Answer[T] | None:
        """The answer for a file; None if it was given out again."""
        from distributed import KilledWorker

        from kehoach.cluster_worker import Unfit, Unseen

        match reply:
            case Answer():
                return replace(reply, path=item.path)
            case Failure():
                return Answer(item.path, None, reply, 0.0, 0)
            case Unseen():
                self._sends = True
            case Unfit(worker, why):
                self.members.leave_out(worker, why)
                self._look_at = 0.0
            case KilledWorker():
                item.deaths += 1
                if item.deaths == _DEATHS:
                    error = worker_died()
                    return Answer(item.path, None, Failure(type(error).__name__, str(error)), 0.0, 0)
            case _:
                raise self._is_lost(reply)
        self._submit(item)
        return None

    # The connection

    def _as_batch(self) -> Batch:
        from kehoach import cluster_worker

        name = f"kehoach-{uuid.uuid4().hex[:12]}"
        return cluster_worker.Batch(name, cluster_worker.version(), self._work, self.bounds, self.limits)

    def _wait_for_members(self) -> None:
        until = time.monotonic() + self.patience
        told = False
        while True:
            self._look_at = 0.0
            self.look()
            if self.members.threads:
                return
            if self.members.are_left_out or time.monotonic() > until:
                raise NoCluster(self._no_workers())
            if not told:
                self._tell(f"The scheduler at {self.address} has no workers yet. Waiting.")
                told = True
            time.sleep(_LOOK_EVERY / 4)

    def _no_workers(self) -> str:
        if self.members.are_left_out:
            return (
                f"No worker of the scheduler at {self.address} can be used, for the reasons told above. Mend that "
                "where they run, and start them again."
            )
        return (
            f"The scheduler at {self.address} has no workers. Start one wherever files should be read: "
            f"dask worker {self.address}"
        )

    def _is_lost(self, reason: object) -> ClusterLost:
        why = str(reason) or type(reason).__name__
        self._lost = ClusterLost(
            f"The scheduler at {self.address} can be used no more ({why.splitlines()[0][:200]}). Check that it runs, "
            "and that it and its workers have this version of Kehoach."
        )
        return self._lost

    def _close(self) -> None:
        """Let the workers go, ending what is under way."""
        with suppress(Exception):
            if not self._lost:
                futures = [item.future for item in self._items.values() if item.future is not None]
                self._client.cancel(futures, force=True)
                self.members.part()
            self._client.close(timeout=2)


@dataclass(slots=True, eq=False)
class _Item:
    """A file under way: what is awaited for it, the workers that it was offered to, the bytes that were sent."""

    path: Path
    future: Future[Any] | None = None
    offered: frozenset[str] = field(default_factory=frozenset)
    sent: int = 0
    deaths: int = 0


def _hear(heard: SimpleQueue[tuple[Path, Any, object]], path: Path, future: Future[Any]) -> None:
    """Fetch what came of a file, in a thread of Dask's."""
    try:
        reply = future.result()
    except BaseException as error:
        reply = error
    heard.put((path, future, reply))


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster(
            f"Reading on a cluster needs a library that is not installed ({error}). Install it beside Kehoach: "
            "pip install 'kehoach[cluster]', or in its folder .venv/bin/pip install -c constraints.txt '.[cluster]'."
        ) from error
    for name in ("distributed", "distributed.client"):  # what they tell, `tell` and errors tell in our words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="kehoach")
    except (OSError, ValueError, TypeError, RuntimeError, AttributeError) as error:
        raise NoCluster(
            f"No scheduler answers at {address} ({error}). Check that it runs (dask scheduler), and the address, "
            "which is tcp://COMPUTER:8786 or tls://COMPUTER:8786."
        ) from error
