"""How far the reading of a file has come, told to whoever asked for it in the same thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Stage = Literal["reading", "recognising"]
"""Pages of text are read one by one; pages that are pictures are recognised after that."""

Listener = Callable[[Stage, int, int], None]
"""Gets the stage, the pages done and all pages of the stage."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def tell(stage: Stage, done: int, total: int) -> None:
    """Tell that so many pages of a stage are done. What the listener raises stops the reading."""
    if listener := _listener.get():
        listener(stage, done, total)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Inside the block, `listener` is told."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
