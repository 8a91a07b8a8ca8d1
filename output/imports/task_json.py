"""Tasks that come back as JSON or JSON Lines."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from output.errors import ImportFileError
from output.exports.task_record import URN
from output.imports.records import ImportedTask
from output.imports.task_records import of_record

_FORM = URN.rpartition(".")[0] + "."


def read_json(path: Path) -> Iterator[ImportedTask]:
    """The tasks of a file that `--format json` wrote. Raises ImportFileError."""
    try:
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # a text that is no UTF-8 is a ValueError as well
        raise ImportFileError(f"{path} is no JSON: {error}. Export it anew, or see where it was damaged.") from error
    tasks = whole.get("tasks") if isinstance(whole, Mapping) else whole
    if isinstance(whole, Mapping) and not str(whole.get("schema", _FORM)).startswith(_FORM):
        raise ImportFileError(
            f"{path} is in the form {whole['schema']!r}, and this program reads {_FORM}*. Export it anew, or take the "
            "program that wrote it."
        )
    if not isinstance(tasks, list):
        raise ImportFileError(f"{path} holds no tasks. Take a file that `kehoach export --format json` wrote.")
    for number, record in enumerate(tasks, start=1):
        yield _task(record, f"task {number}", path)


def read_jsonl(path: Path) -> Iterator[ImportedTask]:
    """The tasks of a file that `--format jsonl` wrote, each as soon as it is read. Raises ImportFileError."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                raise ImportFileError(
                    f"{path}, line {number} is no JSON: {error}. Export it anew, or see where it was damaged."
                ) from error
            yield _task(record, f"line {number}", path)


def _task(record: Any, place: str, path: Path) -> ImportedTask:
    if not isinstance(record, Mapping) or not ("id" in record or "text" in record):
        hint = " Plans as read (--format plans) are not read back." if _is_plan(record) else ""
        raise ImportFileError(f"{path}, {place} is no task.{hint} Take a file that `kehoach export` wrote.")
    return of_record(record, place)


def _is_plan(record: Any) -> bool:
    return isinstance(record, Mapping) and {"document", "tasks"} <= set(record)
