"""Tasks as JSON, in the form of docs/export.schema.json: one object of all, or a task a line."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from output.exports.task_record import URN, task_record
from output.store.assignments import Assignment


def write_json(assignments: Iterable[Assignment], stream: BinaryIO) -> None:
    """Write one object, {"schema": ..., "tasks": [...]}, each task as soon as it comes, on a line of its own."""
    stream.write(f'{{"schema": "{URN}", "tasks": ['.encode())
    lead = "\n"
    for assignment in assignments:
        stream.write(f"{lead}{_encode(task_record(assignment))}".encode())
        lead = ",\n"
    stream.write(b"]}\n" if lead == "\n" else b"\n]}\n")


def write_jsonl(assignments: Iterable[Assignment], stream: BinaryIO) -> None:
    """Write a task a line."""
    for assignment in assignments:
        stream.write(f"{_encode(task_record(assignment))}\n".encode())


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")


_encode = json.JSONEncoder(ensure_ascii=False, default=_day).encode
