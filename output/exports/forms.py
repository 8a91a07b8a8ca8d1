"""The forms in which tasks are handed on, by the names that `kehoach export --format` knows them by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Literal

from output.store.assignments import Assignment

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How it is wanted; a form minds what concerns it.

    `today` decides what is late. `unit` are the words of the unit asked for, where the tasks are one unit's. `by_unit`
    asks for a sheet or file part a unit, `sheet_a_plan` for a sheet a document. `template` is a tracker's own columns.
    `bom` puts the mark in front of CSV by which Excel knows UTF-8. `alarms` are the days before a due day on which a
    calendar reminds. `address` is where the review pages are served ("https://host:8001"), for links to tasks.
    """

    today: date
    unit: str | None = None
    by_unit: bool = False
    sheet_a_plan: bool = False
    template: Path | None = None
    bom: bool = True
    language: Language = "vi"
    alarms: tuple[int, ...] = (7, 1)
    address: str | None = None


Write = Callable[[Iterable[Assignment], BinaryIO, Wishes], None]


@dataclass(frozen=True, slots=True)
class Form:
    """How tasks are written in one form: into a binary stream, in the order in which they come.

    `wants_confidences` says that it marks doubtful fields; `is_text` that it may go to a terminal. `is_of_one_unit`
    says that it needs `Wishes.unit`. With `is_zip_by_unit` what `Wishes.by_unit` asks for is a ZIP with a file a unit.
    """

    write: Write
    suffix: str
    media_type: str
    is_text: bool = False
    wants_confidences: bool = False
    is_of_one_unit: bool = False
    is_zip_by_unit: bool = False


def _late(module: str, name: str) -> Write:
    """A form's function, whose module and its library are loaded when something is written."""

    def write(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
        getattr(import_module(f"output.exports.{module}"), name)(assignments, stream, wishes)

    return write


def _late_plain(module: str, name: str) -> Write:
    """The same of a form for programs, to which no wish matters."""

    def write(assignments: Iterable[Assignment], stream: BinaryIO, _: Wishes) -> None:
        getattr(import_module(f"output.exports.{module}"), name)(assignments, stream)

    return write


def _csv(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    from output.exports.task_csv import write_csv

    write_csv(assignments, stream, bom=wishes.bom)


_CSV = "text/csv; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET = "application/vnd.apache.parquet"

# fmt: off
FORMS: Mapping[str, Form] = {
    "csv": Form(_csv, ".csv", _CSV, is_text=True, wants_confidences=True),
    "docx": Form(_late("task_docx", "write_docx"), ".docx", _WORD, is_of_one_unit=True, is_zip_by_unit=True),
    "ics": Form(_late("task_ics", "write_ics"), ".ics", "text/calendar; charset=utf-8", True, is_zip_by_unit=True),
    "json": Form(_late_plain("task_json", "write_json"), ".json", "application/json", True, wants_confidences=True),
    "jsonl": Form(_late_plain("task_json", "write_jsonl"), ".jsonl", "application/jsonl", True, wants_confidences=True),
    "parquet": Form(_late_plain("task_parquet", "write_parquet"), ".parquet", _PARQUET, wants_confidences=True),
    "tracker": Form(_late("tracker", "write_tracker_xlsx"), ".xlsx", _EXCEL),
    "tracker-csv": Form(_late("tracker", "write_tracker_csv"), ".csv", _CSV, is_text=True),
    "xlsx": Form(_late("task_xlsx", "write_xlsx"), ".xlsx", _EXCEL, wants_confidences=True),
}
# fmt: on
