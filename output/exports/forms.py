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


@dataclass(frozen=True, slots=True)
class Form:
    """How tasks are written in one form: into a binary stream, in the order in which they come.

    `wants_confidences` says that it marks doubtful fields; `is_text` that it may go to a terminal. `is_of_one_unit`
    says that it needs `Wishes.unit`. With `is_zip_by_unit` what `Wishes.by_unit` asks for is a ZIP with a file a unit.
    """

    write: Callable[[Iterable[Assignment], BinaryIO, Wishes], None]
    suffix: str
    media_type: str
    is_text: bool = False
    wants_confidences: bool = False
    is_of_one_unit: bool = False
    is_zip_by_unit: bool = False


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


def _json(assignments: Iterable[Assignment], stream: BinaryIO, _: Wishes) -> None:
    from output.exports.task_json import write_json

    write_json(assignments, stream)


def _jsonl(assignments: Iterable[Assignment], stream: BinaryIO, _: Wishes) -> None:
    from output.exports.task_json import write_jsonl

    write_jsonl(assignments, stream)


def _csv(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    from output.exports.task_csv import write_csv

    write_csv(assignments, stream, bom=wishes.bom)


def _parquet(assignments: Iterable[Assignment], stream: BinaryIO, _: Wishes) -> None:
    from output.exports.task_parquet import write_parquet

    write_parquet(assignments, stream)


# Each loads its module, and the libraries that this needs, when it is used.
FORMS: Mapping[str, Form] = {
    "csv": Form(_csv, ".csv", "text/csv; charset=utf-8", is_text=True, wants_confidences=True),
    "json": Form(_json, ".json", "application/json", is_text=True, wants_confidences=True),
    "jsonl": Form(_jsonl, ".jsonl", "application/jsonl", is_text=True, wants_confidences=True),
    "parquet": Form(_parquet, ".parquet", "application/vnd.apache.parquet", wants_confidences=True),
    "tracker": Form(_tracker, ".xlsx", _SPREADSHEET),
    "tracker-csv": Form(_tracker_csv, ".csv", "text/csv; charset=utf-8", is_text=True),
    "xlsx": Form(_xlsx, ".xlsx", _SPREADSHEET, wants_confidences=True),
}
