"""A pool of long-lived child processes that do the same work for one file after the other, and a watch over them.

Whatever a file does to its reader — hang, crash, eat the memory — costs that file and no other: the child is ended
with all that it has started, another takes its place, and the file gets a failure that says why.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import connection, forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from ingest.limits import Limits
from ingest.processes import cores
from kehoach import process_tree
from kehoach.child import Answer, Failure, Orders, Pages, Ready, Said, serve
from kehoach.errors import NoReaders, UnreadableFile, reader_died, too_much_memory, took_too_long
from kehoach.temporary import Home

T = TypeVar("T")

PRELOADED = ["kehoach.warm"]
"""What the process that children are forked from imports."""

_LOOK_EVERY = 0.25  # seconds; a file that takes less is never looked at
_SHARE_OF_LOOKING = 0.05  # of the parent's time at most
_START_SECONDS = 120.0
_STARTS = 3  # that fail one after the other until the pool gives up


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the work for one file may take.

    `seconds`, a hundred times what the longest plans take, and `page_seconds` more for each page of a scan, which is
    seen in one or two. `memory` in bytes, for the child and all that it has started together.
    """

    seconds: float = 600.0
    page_seconds: float = 20.0
    memory: int = 2 * 2**30


class Pool(Generic[T]):
    """At most `processes` children (None: one a core), started as work comes. Use it in a `with` statement.

    `work` takes a file's path and what else is given with it; it must be importable, as must what it gives. `limits`
    are those of `ingest.limits`; the cores are shared out among the children for the pages of scans. Each child has a
    folder for temporary files that goes with it. `is_bare` children load what their work imports and no more, instead
    of being forked from what has loaded all that reading needs: they are there before that is.
    """

    def __init__(
        self,
        work: Callable[..., T],
        *,
        processes: int | None = None,
        bounds: Bounds | None = None,
        limits: Limits | None = None,
        is_bare: bool = False,
    ) -> None:
        self.processes = processes or cores()
        self.bounds = bounds or Bounds()
        self.limits = limits or Limits()
        if self.limits.processes is None:
            self.limits = replace(self.limits, processes=max(1, cores() // self.processes))
        self._work = work
        self._is_bare = is_bare
        self._children: list[_Child] = []
        self._failed_starts = 0
        self._look_at = 0.0
        self._home: Home | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def under_way(self) -> tuple[Path, ...]:
        """The files that children are at."""
        return tuple(child.path for child in self._children if child.path is not None)

    @property
    def has_room(self) -> bool:
        """Whether a child can take a file."""
        return len(self.under_way) < self.processes

    def give(self, path: Path, *arguments: Any) -> None:
        """Have a child do the work for a file. There must be room. The arguments are pickled."""
        child = next((child for child in self._children if child.path is None), None)
        if child is not None and not child.process.is_alive():
            self._end(child)
            child = None
        if child is None:
            child = self._start()
        child.path, child.arguments = path, arguments
        if child.is_ready:
            child.send()

    def next(self, seconds: float | None = None) -> Answer[T] | None:
        """The next answer, waited for at most so long (None: without end). None if none came or nothing is under way.

        An answer stays in its child until it is asked for here. Raises NoReaders if no child can be started.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while self.under_way:
            left = _LOOK_EVERY if until is None else min(_LOOK_EVERY, max(0.0, until - time.monotonic()))
            if answer := self._hear(left) or self._look():
                return answer
            if until is not None and time.monotonic() >= until:
                break
        return None

    def start(self) -> None:
        """Start all children before there is work for them. They end with the thread that calls this."""
        while len(self._children) < self.processes:
            self._start()

    def results(self, paths: Iterable[Path]) -> Iterator[Answer[T]]:
        """An answer for each path, in the order in which they come; paths are taken as children are free."""
        waiting = iter(paths)
        while True:
            while self.has_room and (path := next(waiting, None)) is not None:
                self.give(path)
            answer = self.next()
            if answer is None:
                return
            yield answer

    def close(self) -> None:
        """End all children with what they have under way."""
        while self._children:
            self._end(self._children[-1])
        if self._home:
            self._home.remove()
            self._home = None

    # Children

    def _start(self) -> _Child:
        self._home = self._home or Home()
        context = multiprocessing.get_context("spawn") if self._is_bare else _ready_context()
        here, there = context.Pipe()
        folder = self._home.folder()
        orders = Orders(self._work, self.limits, self.bounds.memory, folder)
        process = context.Process(target=serve, args=(there, orders), name="kehoach reader")
        try:
            with _interrupts_held():
                process.start()
        finally:
            there.close()
        child = _Child(process, here, folder)
        self._children.append(child)
        return child

    def _end(self, child: _Child) -> None:
        """End a child for good, with what it has started and its folder."""
        self._children.remove(child)
        if child.process.pid is not None:
            if child.path is None:
                child.process.kill()
            else:
                process_tree.kill(child.process.pid)
        child.process.join()
        child.connection.close()
        shutil.rmtree(child.folder, ignore_errors=True)

    def _hear(self, seconds: float) -> Answer[T] | None:
        """What the children say within some time, up to the first answer."""
        busy = {child.connection: child for child in self._children if child.path is not None}
        ends = {child.process.sentinel: child for child in busy.values()}
        heard = connection.wait([*busy, *ends], seconds)
        for child in [busy[one] for one in busy if one in heard] or [ends[end] for end in ends if end in heard]:
            try:
                message = pickle.loads(child.connection.recv_bytes()) if child.connection.poll() else None
            except (EOFError, OSError, pickle.UnpicklingError):
                message = None
            if answer := self._understand(child, message):
                return answer
        return None

    def _understand(self, child: _Child, message: object) -> Answer[T] | None:
        match message:
            case Ready():
                self._failed_starts = 0
                child.is_ready = True
                child.send()
            case Pages():
                child.pages += message.count
            case Said():
                return self._answered(child, message)
            case _:
                return self._died(child)
        return None

    def _answered(self, child: _Child, said: Said) -> Answer[T]:
        path = child.done()
        if said.worn:
            self._end(child)
        else:  # the others are heard first the next time
            self._children.remove(child)
            self._children.append(child)
        result = None if said.packed is None else pickle.loads(said.packed)
        return Answer(path, result, said.failure, said.seconds, max(said.memory, child.peak))

    def _died(self, child: _Child) -> Answer[T] | None:
        """A child ended in the middle of it."""
        child.process.join(1)
        code = child.process.exitcode
        if child.is_ready:
            if child.peak > 0.75 * self.bounds.memory:
                return self._failed(child, too_much_memory(self.bounds.memory))
            return self._failed(child, reader_died(code))
        self._failed_starts += 1
        arguments, path = child.arguments, child.done()
        self._end(child)
        if self._failed_starts >= _STARTS:
            raise NoReaders(
                f"The processes that read files cannot be started: they end at once (exit code {code}). Check that "
                "there is memory left and that the program is installed whole; --processes 1 takes least."
            )
        self.give(path, *arguments)
        return None

    def _failed(self, child: _Child, error: UnreadableFile) -> Answer[T]:
        """End a child and tell of its file."""
        seconds = time.monotonic() - child.since
        path = child.path
        self._end(child)
        assert path is not None
        return Answer(path, None, Failure(type(error).__name__, str(error)), seconds, child.peak)

    def _look(self) -> Answer[T] | None:
        """Look after those that take long. An answer for one that had to be ended."""
        now = time.monotonic()
        if now < self._look_at:
            return None
        watched = {
            child.process.pid: child
            for child in self._children
            if child.path is not None and child.process.pid and now - child.since >= _LOOK_EVERY
        }
        found = self._look_after(watched) if watched else None
        self._look_at = time.monotonic() + max(_LOOK_EVERY, (time.monotonic() - now) / _SHARE_OF_LOOKING)
        return found

    def _look_after(self, watched: dict[int, _Child]) -> Answer[T] | None:
        for pid, tree in process_tree.trees(watched).items():
            child = watched[pid]
            child.peak = max(child.peak, taken := process_tree.memory(tree, self.bounds.memory))
            if child.connection.poll():  # it has something to say
                continue
            if taken > self.bounds.memory:
                return self._failed(child, too_much_memory(self.bounds.memory))
            if time.monotonic() - child.since > self._allowed(child):
                if not child.is_ready:
                    return self._died(child)
                return self._failed(child, took_too_long(self._allowed(child)))
        return None

    def _allowed(self, child: _Child) -> float:
        if not child.is_ready:
            return _START_SECONDS
        return self.bounds.seconds + child.pages * self.bounds.page_seconds


@dataclass(slots=True, eq=False)
class _Child:
    """A child as its watcher sees it. `since` is when it got ready or its file, on the monotonic clock."""

    process: BaseProcess
    connection: Connection
    folder: Path
    path: Path | None = None
    arguments: tuple[Any, ...] = ()
    since: float = field(default_factory=time.monotonic)
    pages: int = 0
    peak: int = 0
    is_ready: bool = False

    def send(self) -> None:
        """Hand its file over. A child that is gone is noticed when its answer is waited for."""
        self.since, self.pages, self.peak = time.monotonic(), 0, 0
        if self.path is not None:
            with suppress(OSError):
                self.connection.send_bytes(pickle.dumps((self.path, self.arguments), pickle.HIGHEST_PROTOCOL))

    def done(self) -> Path:
        """Take its file off."""
        assert self.path is not None
        path, self.path, self.arguments = self.path, None, ()
        return path


def get_ready() -> None:
    """Start what children are forked from. It ends with the thread that started it, and they with it: where pools are
    used by threads that come and go, one that stays calls this first.
    """
    _ready_context()


def _ready_context() -> ForkServerContext | SpawnContext:
    """How children are started: forked from a process that has loaded all they need, or else anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with _interrupts_held():
        forkserver.ensure_running()
    return context


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C is for the parent: what is started while the signal is held back never gets it, from its first moment."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # sets the mask itself where it has to start something
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
