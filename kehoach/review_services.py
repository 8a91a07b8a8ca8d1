"""What the clerk's pages need of the program: pages as pictures, words of a place, files taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kehoach.review_intake import Intake
from kehoach.review_pictures import Pictures
from review import Services


@contextmanager
def services(place: Path, tell: Sequence[str] = (), *, is_early: bool = True) -> Iterator[Services]:
    """The services of a store, whose children end with the block. `tell` are targets to be told of what is taken in;
    `is_early` as that of `Pictures`.
    """
    with Pictures(place, is_early=is_early) as pictures, Intake(place, tell=tell) as intake:
        yield Services(pictures, intake)
