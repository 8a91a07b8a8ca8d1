"""A pool without processes: it does the work here and now, when the answer is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from ingest.limits import Limits
from kehoach.child import Answer, Failure
from kehoach.errors import debugging, explain


class InProcess:
    def __init__(self, work: Callable[[Path], Any], limits: Limits | None = None, **options: Any) -> None:
        self.work = work
        self.limits = limits or Limits()
        self.options = options
        self.path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of: object) -> None:
        pass

    @property
    def under_way(self) -> tuple[Path, ...]:
        return () if self.path is None else (self.path,)

    @property
    def has_room(self) -> bool:
        return self.path is None

    def give(self, path: Path) -> None:
        assert self.path is None
        self.path = path

    def next(self, seconds: float | None = None) -> Answer[Any] | None:
        if self.path is None:
            return None
        path, self.path = self.path, None
        try:
            return Answer(path, self.work(path), None, 3.0, 1)
        except Exception as error:
            if debugging():
                import traceback

                traceback.print_exception(error)
            return Answer(path, None, Failure(type(error).__name__, explain(error)), 3.0, 1)
