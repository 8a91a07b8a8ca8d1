"""Forms that are handed to units one by one: a ZIP with a file for each."""

import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from output.exports.calendar_rules import VIETNAM
from output.exports.file_names import distinct, file_name
from output.fold import contains
from output.store.assignments import AssignedUnit, Assignment


def units_of(assignment: Assignment, wanted: list[str] | None) -> list[str]:
    """The names of the units in a task, each once: those that the folded words mean, or all; "" for a task without.

    Where none goes by the words (a sub-unit of the one that does, or another name of it) all of them count.
    """
    units: tuple[AssignedUnit, ...] = (*assignment.lead, *assignment.partners)
    names = dict.fromkeys(unit.name for unit in units)
    meant = [name for name in names if wanted is None or contains(name, wanted)]
    return meant or [*names] or [""]


def write_zip(files: Iterable[tuple[str, bytes]], suffix: str, nobody: str, stream: BinaryIO, moment: datetime) -> None:
    """Write files by the names of units; that of the tasks without any goes by the word `nobody`."""
    taken: set[str] = set()
    local = moment.astimezone(VIETNAM).timetuple()[:6]
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(f"{distinct(file_name(name, nobody), taken)}{suffix}", local)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
