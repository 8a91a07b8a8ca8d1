"""Reads Vietnamese administrative plans and writes down who has to do what, with whom, by when, handing in what.

>>> from kehoach import read_plan
>>> plan = read_plan("plan.docx")
>>> plan.document.number
'42/KH-SGDĐT'
>>> task = plan.tasks[0]
>>> [unit.name for unit in task.lead], [deadline.due for deadline in task.deadlines]
(['Phòng Kế hoạch - Tài chính'], [datetime.date(2026, 3, 31)])

Importing this is cheap: readers and grammars load with the first call. All of it may be called in several threads at
once and gives the same as in turn; they read side by side and understand one after the other.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kehoach.progress import OnProgress, Progress
    from kehoach.sources import Source
    from models import Document, Plan

__version__ = "0.2.0"
__all__ = ["Progress", "__version__", "extract", "read", "read_plan"]

ROOMS = ("models", "ingest", "extractors", "output", "corpus", "review")


def read(source: Source, *, name: str | None = None, progress: OnProgress | None = None) -> Document:
    """What stands in a file: blocks in reading order, each character with its place.

    `source` is a path (`str` or path-like), the content (`bytes`), or a binary stream, which is read from where it
    stands and stays open. Content decides what it is; `name` is what the document's source is called, without it the
    path's or the stream's. `progress` gets a `Progress` as pages are read.

    Raises a subclass of `kehoach.errors.UnreadableFile` whose message names the cause and the next step, TypeError for
    a source of another kind, and whatever `progress` or the stream raises; nothing is left behind then.

    >>> read("Kế hoạch".encode()).blocks[0].text
    'Kế hoạch'
    >>> read(b"")
    Traceback (most recent call last):
    ingest.errors.EmptyFile: The file is empty (0 bytes). Copy or download it again.
    """
    from kehoach import reading

    return reading.read(source, name, progress)


def extract(document: Document, *, progress: OnProgress | None = None) -> Plan:
    """What a document orders: tasks, targets, citations, each value with its evidence.

    Whatever the document, it gives a plan, perhaps one without tasks.

    >>> extract(read(b"Xin nghe")).tasks
    ()
    """
    from kehoach import reading

    return reading.extract(document, progress)


def read_plan(source: Source, *, name: str | None = None, progress: OnProgress | None = None) -> Plan:
    """The plan in a file: `extract(read(source))`, with the same arguments and errors as `read`.

    >>> with open("plan.docx", "rb") as stream:
    ...     plan = read_plan(stream, name="KH 42.docx")
    >>> plan.source.name, len(plan.tasks)
    ('KH 42.docx', 18)
    """
    return extract(read(source, name=name, progress=progress), progress=progress)


def __getattr__(name: str) -> Any:
    """`Progress`, loaded when asked for."""
    if name == "Progress":
        from kehoach.progress import Progress

        return Progress
    raise AttributeError(f"module 'kehoach' has no attribute {name!r}")


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
