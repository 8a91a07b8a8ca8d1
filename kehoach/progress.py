"""How far the reading of one document has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps of a stage. The total is None as long as nobody knows it.

    `reading`: pages of a PDF, or the whole file where its format has no pages. `recognising`: pages that are pictures,
    a second or two each. `extracting`: the whole document.
    """

    stage: Literal["reading", "recognising", "extracting"]
    done: int
    total: int | None


OnProgress = Callable[[Progress], object]
"""Called in the thread that reads, between two steps; what it raises stops the reading and reaches the caller."""
