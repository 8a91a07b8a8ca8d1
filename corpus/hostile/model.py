"""A hostile file: its name, its bytes, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass

READ = "read"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file under a `name` of its own (with the suffix that it bears), of a `kind` (the module that makes it).

    `expected` is "read" or the name of an error's class: of `ingest.errors`, or of the watchdog of a batch
    ("TookTooLong", "TooMuchMemory", "ReaderDied"). A file that is read has all of `has` in its text, and nothing of
    `lacks`. `why` says what the file tries.
    """

    name: str
    kind: str
    why: str
    make: Callable[[], bytes]
    expected: str = READ
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
