"""Work for single files, asked for by several threads and done in children that are watched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from ingest.limits import Limits
from kehoach import errors
from kehoach.child import Answer, Failure
from kehoach.errors import KehoachError, UnreadableFile
from kehoach.guard import Bounds, Pool

T = TypeVar("T")


class Lanes:
    """So many children, each started with its first work. Use it in a `with` statement, in which threads call `do`.

    Those that are `bare` are started at once, and load no more than their work imports (see `Pool`).
    """

    def __init__(self, count: int, bounds: Bounds, *, is_bare: bool = False) -> None:
        self._count = count
        self._free: SimpleQueue[Pool[Any]] = SimpleQueue()
        for _ in range(count):
            self._free.put(Pool(_perform, processes=1, bounds=bounds, limits=Limits(processes=1), is_bare=is_bare))
        self._is_bare = is_bare

    def __enter__(self) -> Self:
        if self._is_bare:
            for _ in range(self._count):
                pool = self._free.get()
                pool.start()
                self._free.put(pool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self._count):
            self._free.get().close()

    def do(self, deed: Callable[..., T], path: Path, *arguments: Any) -> T:
        """What a deed (a function of a module, which children can import) gives for a file; waits for a free child.

        Raises what the deed raises of Kehoach's own errors, IndexError, UnreadableFile for a fault of another kind and
        for a child that took too long, too much memory, or broke down.
        """
        pool = self._free.get()
        try:
            pool.give(path, deed, *arguments)
            answer: Answer[Any] | None = pool.next()
        finally:
            self._free.put(pool)
        assert answer is not None
        if answer.failure:
            raise _error(answer.failure)
        return cast(T, answer.result)


def _perform(path: Path, deed: Callable[..., T], *arguments: Any) -> T:
    return deed(path, *arguments)


def _error(failure: Failure) -> Exception:
    """What was raised in the child; only its name and message come over."""
    if failure.error == "IndexError":
        return IndexError(failure.message)
    kind = getattr(errors, failure.error, None)
    if isinstance(kind, type) and issubclass(kind, KehoachError):
        return kind(failure.message)
    return UnreadableFile(failure.message)
