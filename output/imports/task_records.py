"""Records in the form of docs/export.schema.json as tasks that come back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from output.exports.fingerprint import STATED, Fingerprint
from output.imports.records import ImportedTask

_UNITS = ("lead", "partners")
_LISTS = (*_UNITS, "path", "products", "deadlines")


def of_record(record: Mapping[str, Any], place: str) -> ImportedTask:
    """The task that a record says. What is computed is left unread; a value of a wrong kind stays as it is."""
    values = {field: _value(field, record[field]) for field in STATED if field in record}
    if values.get("status", "") is None:  # of a new row in a table whose columns are typed
        del values["status"]
    document = record.get("document")
    number = document.get("id") if isinstance(document, Mapping) else document
    task, mark = record.get("id"), record.get("fingerprint")
    return ImportedTask(
        id=str(task) if task else None,
        values=values,
        place=place,
        document=number if isinstance(number, int) else None,
        fingerprint=Fingerprint.parse(mark) if isinstance(mark, str) else None,
    )


def _value(field: str, value: Any) -> Any:
    if value is None and field in _LISTS:
        return []
    if isinstance(value, list):
        if field in _UNITS:
            return [entry.get("printed", entry.get("name")) if isinstance(entry, Mapping) else entry for entry in value]
        if field == "deadlines":
            return [_deadline(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def _deadline(entry: Any) -> Any:
    if isinstance(entry, str):
        return {"text": entry}
    if isinstance(entry, Mapping):
        whole = {name: value.isoformat() if isinstance(value, date) else value for name, value in entry.items()}
        if whole.get("kind") is None:  # typed by somebody; typed tables have all columns in every row
            return {name: value for name, value in whole.items() if value not in (None, [])}
        return whole
    return entry
