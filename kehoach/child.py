"""What runs in a child of the pool: it takes paths, does the work under limits, and answers.

A child does what it can to end well by itself; what it cannot, its watcher in `kehoach.guard` does.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

import psutil

from ingest.limits import Limits, applied, watched
from ingest.processes import end_with_parent, end_with_starter
from kehoach.errors import debugging, explain, too_much_memory

T = TypeVar("T")

_SET_CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER in linux/prctl.h
_CLEAR_PEAK = "5"  # man 5 proc, clear_refs


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child is to do: its work, the limits of files, bytes of memory, its own folder for temporary files."""

    work: Callable[..., Any]
    limits: Limits
    memory: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no result: the name of an error class and a message for the file's owner."""

    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came of a file: its result or a failure, the seconds it took, and the bytes of memory at the peak of its
    process (with those below it, where it ran long enough to be looked at).
    """

    path: Path
    result: T | None
    failure: Failure | None
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has started."""


@dataclass(frozen=True, slots=True)
class Pages:
    """So many pages of a scan are going to be seen, which takes a while."""

    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, its result pickled. A `worn` child takes no further file."""

    packed: bytes | None
    failure: Failure | None
    seconds: float
    memory: int
    worn: bool


def serve(connection: Connection, orders: Orders) -> None:
    """Answer for each path that comes, with arguments for the work, until no more do. The child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; what is under way is the watcher's to decide
    end_with_parent()
    end_with_starter()
    _adopt_orphans()
    os.environ["TMPDIR"] = tempfile.tempdir = str(orders.folder)
    resident = psutil.Process().memory_info().rss
    # A child is as large as what it has loaded; growth beyond that is what it has kept of the files it read.
    worn_at = max(orders.memory // 2, resident + orders.memory // 4)
    with suppress(EOFError, OSError), applied(orders.limits), watched(lambda pages: _send(connection, Pages(pages))):
        _send(connection, Ready())
        while True:
            path, arguments = pickle.loads(connection.recv_bytes())
            said = _take(path, arguments, orders, worn_at)
            _send(connection, said)
            if said.worn:
                break


def _take(path: Path, arguments: tuple[Any, ...], orders: Orders, worn_at: int) -> Said:
    """Do the work for one file, whatever happens."""
    _forget_peak()
    start = time.perf_counter()
    packed, failure, worn = None, None, False
    try:
        with _memory_limited(orders.memory):
            packed = pickle.dumps(orders.work(path, *arguments), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # the library that calls sys.exit has not been met, but would be no reason to end
        worn = isinstance(error, (MemoryError, RecursionError))
        failure = _failure(error, orders.memory)
        if debugging():
            traceback.print_exception(error)
    seconds = time.perf_counter() - start
    _reap()
    worn = worn or psutil.Process().memory_info().rss > worn_at
    return Said(packed, failure, seconds, _peak(), worn)


def _failure(error: BaseException, memory: int) -> Failure:
    if _is_of_memory(error):
        error = too_much_memory(memory)
    return Failure(type(error).__name__, explain(error))


def _is_of_memory(error: BaseException | None) -> bool:
    """Whether memory was short at the bottom of it: a library may have made another error of that."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, MemoryError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def _memory_limited(most: int) -> Iterator[None]:
    """Inside the block, an allocation that would take the process above so many bytes is refused, where the system
    can do that: it becomes a MemoryError before the watcher would notice.
    """
    try:
        import resource

        kind = resource.RLIMIT_DATA
        before = resource.getrlimit(kind)
    except (ImportError, AttributeError, OSError, ValueError):
        yield
        return
    hard = before[1]
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, before)


def _adopt_orphans() -> None:
    """Have processes whose parents have ended become children of this one (Linux), so that none is lost sight of."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    """End what a file's reading has left running. Nothing mostly, which is known at once."""
    if not hasattr(os, "WNOHANG"):
        return
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                process.kill()
        while os.waitpid(-1, 0)[0]:
            pass


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text(_CLEAR_PEAK, encoding="ascii")


def _peak() -> int:
    """The most bytes of memory that this process has held since `_forget_peak`, or else those that it holds now."""
    with suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
    return int(psutil.Process().memory_info().rss)


def _send(connection: Connection, message: object) -> None:
    connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
