"""The work that is done for each file of a batch, in a process of its own: read, understand, make ready for the store.

Importing this is cheap; what it takes is loaded by `kehoach.warm` or with the first file.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import kehoach

if TYPE_CHECKING:
    from output.store import Prepared


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the rows for the store, what was odd, the program that was lacking, seconds by stage."""

    prepared: Prepared
    warnings: tuple[str, ...]
    lacking: str | None
    seconds: dict[str, float]


def take(path: Path) -> Taken:
    """Read a file and understand it. Raises UnreadableFile or one of its subclasses."""
    from output.store import prepare

    start = time.perf_counter()
    document = kehoach.read(path)
    read = time.perf_counter()
    prepared = prepare(document, kehoach.extract(document))
    seconds = {"read": read - start, "extract": time.perf_counter() - read}
    return Taken(prepared, document.warnings, document.lacking, seconds)
