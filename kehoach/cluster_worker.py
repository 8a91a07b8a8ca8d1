"""What a worker of a Dask cluster does for a batch: it reads files in children under the same watch as a batch on one
computer does (`kehoach.guard`), one for each of its threads.

The scheduler imports this, too, to understand what it is sent.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from ingest.limits import Limits
from ingest.processes import cores
from kehoach import guard, pipeline
from kehoach.child import Answer
from kehoach.errors import KehoachError, UnreadableFile
from kehoach.guard import Bounds, Pool
from kehoach.listing import open_ordinary
from kehoach.temporary import Home

ROOMS = (*pipeline.UNDERSTANDING, "output", "kehoach")  # on which depend the rows that a worker makes ready

_LOOK_EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Batch:
    """What a worker has to know of a batch: its name in the cluster, the version of the program, the work for a file
    (a function of a module) and what that may take. After `idle_seconds` without a file the worker takes the batch for
    dead and ends its children.
    """

    name: str
    version: str
    work: Callable[..., Any]
    bounds: Bounds
    limits: Limits
    idle_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be read: its place, where the worker may see it, or else its bytes."""

    path: str
    sha256: str
    size: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The worker takes no part: it has another version of the program."""

    version: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """The worker does not see these bytes at the file's place."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """The worker cannot read for the reason `why`, whatever the file; without one it only knows nothing of the batch
    (any more).
    """

    worker: str
    why: str | None = None


async def join(batch: Batch, dask_worker: Worker) -> int | Refused:
    """Get a worker ready for a batch. How many files it reads side by side.

    Raises UnreadableFile where it can write no temporary files.
    """
    own = version()
    if own != batch.version:
        return Refused(own)
    process = multiprocessing.current_process()
    if process.daemon:
        # Dask's nanny makes daemons of workers, which may have no children. Ours end with the worker by themselves.
        process.daemon = False
    guard.get_ready()
    threads = dask_worker.state.nthreads
    await dask_worker.plugin_add(Reading(batch, threads, dask_worker.address), batch.name, catch_errors=False)
    return threads


async def leave(name: str, dask_worker: Worker) -> None:
    """The batch is over: end what is under way for it."""
    if name in dask_worker.plugins:
        await dask_worker.plugin_remove(name)


def read(name: str, order: Order) -> Answer[Any] | Unseen | Unfit:
    """Read a file for a batch, in one of the worker's threads."""
    worker = get_worker()
    reading = worker.plugins.get(name)
    return reading.read(order) if isinstance(reading, Reading) else Unfit(worker.address)


def version() -> str:
    """The version of the program, its rules and all code that a worker runs."""
    return pipeline.version(ROOMS)


class Reading(WorkerPlugin):
    """A worker's children for a batch, one a thread, each started with its first file."""

    def __init__(self, batch: Batch, threads: int, address: str) -> None:
        self._name = batch.name
        self._idle_seconds = batch.idle_seconds
        self._threads = threads
        self._address = address
        self._home = Home()
        self._over = Event()
        self._asked = time.monotonic()
        self._free: SimpleQueue[Pool[Any]] = SimpleQueue()
        limits = replace(batch.limits, processes=batch.limits.processes or max(1, cores() // threads))
        for _ in range(threads):
            self._free.put(Pool(batch.work, processes=1, bounds=batch.bounds, limits=limits))

    def setup(self, worker: Worker) -> None:
        """Begin to look whether the batch still asks for something."""
        self._look_later(worker)

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - Dask's form of it
        """End the children; those that are busy are ended by the threads that wait for them."""
        self._over.set()
        self._close_free()
        self._home.remove()

    def read(self, order: Order) -> Answer[Any] | Unseen | Unfit:
        """What comes of a file."""
        self._asked = time.monotonic()
        if order.data is None:
            path = Path(order.path)
            return self._answer(path) if _is_seen(path, order) else Unseen()
        try:
            folder = self._home.folder()
        except OSError as error:
            return self._no_room(error)
        try:
            path = folder / Path(order.path).name
            path.write_bytes(order.data)
            return self._answer(path)
        except OSError as error:
            return self._no_room(error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _answer(self, path: Path) -> Answer[Any] | Unfit:
        pool = self._free.get()
        try:
            pool.give(path)
            while not self._over.is_set():
                if answer := pool.next(_LOOK_EVERY):
                    return answer
            return Unfit(self._address)
        except KehoachError as error:  # none of the file's: children cannot be started
            return Unfit(self._address, str(error))
        finally:
            self._free.put(pool)
            if self._over.is_set():
                self._close_free()

    def _close_free(self) -> None:
        with suppress(Empty):
            while True:
                self._free.get_nowait().close()

    def _no_room(self, error: OSError) -> Unfit:
        if self._over.is_set():  # the folder has gone with the batch
            return Unfit(self._address)
        return Unfit(self._address, f"It cannot write temporary files ({error.strerror or error}).")

    def _look_later(self, worker: Worker) -> None:
        asyncio.get_running_loop().call_later(self._idle_seconds / 5, self._look, worker)

    def _look(self, worker: Worker) -> None:
        if self._over.is_set():
            return
        if self._free.qsize() < self._threads:
            self._asked = time.monotonic()
        if time.monotonic() - self._asked < self._idle_seconds:
            self._look_later(worker)
        else:
            self._leaving = asyncio.ensure_future(worker.plugin_remove(self._name))


def _is_seen(path: Path, order: Order) -> bool:
    """Whether the very bytes stand there."""
    with suppress(OSError, UnreadableFile), open_ordinary(path) as file:
        if os.fstat(file.fileno()).st_size == order.size:
            return hashlib.file_digest(file, "sha256").hexdigest() == order.sha256
    return False
