"""The work that is done for each file of a batch, in a process of its own: read, understand, make ready for the store.

Importing this is cheap; what it takes is loaded by `kehoach.warm` or with the first file.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kehoach
from kehoach import secrecy

if TYPE_CHECKING:
    from collections.abc import Callable

    from models import Document, Plan
    from output.store import Prepared


_EMPTY = "no task was found in it. If it gives people something to do, `kehoach inspect` shows how it was read."


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the rows for the store, what was odd, the program that was lacking, seconds by stage."""

    prepared: Prepared
    warnings: tuple[str, ...]
    lacking: str | None
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Retaken:
    """What came of a file, and its plan in the contract's form, to be compared with an earlier one."""

    taken: Taken
    plan: dict[str, Any]


def take(path: Path) -> Taken:
    """Read a file and understand it. Raises UnreadableFile or one of its subclasses, SecretDocument among them."""
    return _take(path, secrecy.refuse)[0]


def take_secret_too(path: Path) -> Taken:
    """The same, of documents marked as state secrets as well."""
    return _take(path)[0]


def retake(path: Path) -> Retaken:
    """The same of a file that the store has taken before, with the plan."""
    from output.exports import to_dict

    taken, plan = _take(path)
    return Retaken(taken, to_dict(plan))


def _take(path: Path, check: Callable[[Document], None] = lambda _: None) -> tuple[Taken, Plan]:
    from output.store import prepare

    start = time.perf_counter()
    document = kehoach.read(path)
    check(document)
    read = time.perf_counter()
    plan = kehoach.extract(document)
    prepared = prepare(document, plan)
    seconds = {"read": read - start, "extract": time.perf_counter() - read}
    warnings = document.warnings if plan.tasks else (*document.warnings, _EMPTY)
    return Taken(prepared, warnings, document.lacking, seconds), plan
