"""Reads Vietnamese administrative plans and writes down who has to do what, with whom, by when, handing in what.

>>> from kehoach import read_plan
>>> plan = read_plan("plan.docx")
>>> for task in plan.tasks:
...     print(task.text, task.lead, task.deadlines)

Importing this is cheap: readers and grammars load with the first call.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from models import Document, Plan

__version__ = "0.2.0"
__all__ = ["__version__", "extract", "read", "read_plan"]

ROOMS = ("models", "ingest", "extractors", "output", "corpus", "review")


def read(path: str | PathLike[str]) -> Document:
    """What stands in the file: blocks in reading order, each character with its place.

    Raises a subclass of `kehoach.errors.UnreadableFile` that names the cause.
    """
    import ingest

    return ingest.read(Path(path))


def extract(document: Document) -> Plan:
    """What a document orders: tasks, targets, citations, each value with its evidence."""
    import extractors

    return extractors.extract(document)


def read_plan(path: str | PathLike[str]) -> Plan:
    """The plan in the file: `extract(read(path))`."""
    return extract(read(path))


def _check_rooms(home: Path) -> None:
    """Raise ImportError if Python takes one of the program's packages, whose names are plain, from elsewhere."""
    for room in ROOMS:
        loaded = sys.modules.get(room)
        spec = loaded.__spec__ if loaded else find_spec(room)
        places = (
            [Path(place).resolve() for place in (spec.submodule_search_locations or [spec.origin or ""])]
            if spec
            else []
        )
        if home / room not in places:
            raise ImportError(
                f"Kehoach cannot start: Python finds its package '{room}' "
                + (f"in {places[0]}, which is another program's." if places else "nowhere.")
                + " Leave that folder, take it off PYTHONPATH, or give Kehoach a virtual environment of its own."
            )


_check_rooms(Path(__file__).resolve().parent.parent)
