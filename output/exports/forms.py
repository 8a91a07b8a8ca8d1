"""The forms in which tasks are handed on, by the names that `kehoach export --format` knows them by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from output.store.assignments import Assignment

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How it is wanted; a form minds what concerns it.

    `today` decides what is late. `unit` are the words of the unit asked for, where the tasks are one unit's. `by_unit`
    asks for a sheet or file part a unit, `sheet_a_plan` for a sheet a document. `template` is a tracker's own columns.
    `bom` puts the mark in front of CSV by which Excel knows UTF-8.
    """

    today: date
    unit: str | None = None
    by_unit: bool = False
    sheet_a_plan: bool = False
    template: Path | None = None
    bom: bool = True
    language: Language = "vi"


@dataclass(frozen=True, slots=True)
class Form:
    """How tasks are written in one form: into a binary stream, in the order in which they come.

    `wants_confidences` says that it marks doubtful fields; `is_text` that it may go to a terminal.
    """

    write: Callable[[Iterable[Assignment], BinaryIO, Wishes], None]
    suffix: str
    media_type: str
    is_text: bool = False
    wants_confidences: bool = False


def _xlsx(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    from output.exports.task_xlsx import write_xlsx

    write_xlsx(assignments, stream, wishes)


def _tracker(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    from output.exports.tracker import write_tracker_xlsx

    write_tracker_xlsx(assignments, stream, wishes)


def _tracker_csv(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    from output.exports.tracker import write_tracker_csv

    write_tracker_csv(assignments, stream, wishes)


_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Each loads its module, and the libraries that this needs, when it is used.
FORMS: Mapping[str, Form] = {
    "tracker": Form(_tracker, ".xlsx", _SPREADSHEET),
    "tracker-csv": Form(_tracker_csv, ".csv", "text/csv; charset=utf-8", is_text=True),
    "xlsx": Form(_xlsx, ".xlsx", _SPREADSHEET, wants_confidences=True),
}
