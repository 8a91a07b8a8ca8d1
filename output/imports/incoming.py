"""What a file that comes back would change, before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A field that somebody changed in the file: `old` stands in the store now, `new` in the file at `place`. `text`
    is what the task says in the store.
    """

    task: str
    text: str
    field: str
    old: Any
    new: Any
    place: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A task that the file has and the store has not, of a document (its id in `documents`); `after` is the task that
    stands before it in the file, if that is one of the same document.
    """

    document: int
    values: Mapping[str, Any]
    place: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A task that the store has and the file has not."""

    task: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be taken over as it stands in the file, and why; `task` is its id, if it has one."""

    place: str
    task: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """`changes` can be taken over. `conflicts` could be, but somebody has changed the same field in the store since the
    file was written: their `old` is that change. `unchanged` counts the tasks that say what the store says.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    additions: tuple[Addition, ...]
    missing: tuple[Missing, ...]
    problems: tuple[Problem, ...]
    unchanged: int
