"""Parts of the interface of a store: what it can be asked, and told, about one thing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlite_utils import Database

Block = Callable[[], AbstractContextManager[None]]
"""Gives what a `with` statement stands in: SQLite's objections in plain words, and where it writes one transaction."""


class ReadingPart:
    """A part that reads alone."""

    def __init__(self, db: Database, reading: Block) -> None:
        self._db = db
        self._reading = reading


class WritingPart(ReadingPart):
    """A part that writes, too."""

    def __init__(self, db: Database, reading: Block, writing: Block) -> None:
        super().__init__(db, reading)
        self._writing = writing
