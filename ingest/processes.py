"""How many processes run side by side, and how they end with the one that started them, however that one ends."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in linux/prctl.h


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_changing = threading.RLock()
_readings: Counter[int] = Counter()  # under way, by thread


@contextmanager
def reading() -> Iterator[None]:
    """A file is read, or understood, in here by this thread."""
    thread = threading.get_ident()
    with _changing:
        _readings[thread] += 1
    try:
        yield
    finally:
        with _changing:
            _readings[thread] -= 1
            if not _readings[thread]:
                del _readings[thread]


@contextmanager
def may_fork() -> Iterator[bool]:
    """Whether this process may be forked in here: no other thread reads a file, and none begins to.

    A fork has none of the other threads but the locks that they held: of a module that one was importing, of a value
    that one was computing. It would wait for them without end.
    """
    with _changing:
        yield not (_readings.keys() - {threading.get_ident()})


def end_with_parent(parent: int | None = None) -> None:
    """Have this process killed as soon as the one that forked it is gone (Linux), or the thread that did so.

    `parent` is the id that the parent had: if it is another one's by now, the parent has ended before this call, and so
    does this process.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if parent is not None and os.getppid() != parent:
            os._exit(1)


def end_with_starter() -> None:
    """Have this process killed as soon as the one is gone that started it by `multiprocessing`, whoever forked it."""
    starter = multiprocessing.parent_process()
    if starter is None:
        return
    if sys.platform == "linux":
        # The system itself sends the signal when the pipe's other end is closed, whatever this process is doing then.
        import fcntl  # noqa: PLC0415 - not on every system

        end = starter.sentinel
        fcntl.fcntl(end, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(end, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_ASYNC)
        if connection.wait([end], 0):
            os._exit(1)
    else:
        threading.Thread(target=_wait, args=(starter.sentinel,), name="end with starter", daemon=True).start()


def _wait(end: int) -> None:
    connection.wait([end])
    os._exit(1)
