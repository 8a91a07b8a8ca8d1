"""What the clerk's pages need of the program: pages as pictures, words of a place, files taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kehoach.review_intake import Intake
from kehoach.review_pictures import Pictures
from review import Services


@contextmanager
def services(place: Path) -> Iterator[Services]:
    """The services of a store, whose children end with the block."""
    with Pictures(place) as pictures, Intake(place) as intake:
        yield Services(pictures, intake)
