"""A log for programs: one JSON object a line."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from kehoach.pipeline import Outcome


def of_document(outcome: Outcome) -> dict[str, object]:
    """What is logged of a document: seconds by stage, memory in MB at the peak of reading."""
    return {
        "path": str(outcome.path),
        "sha256": outcome.sha256,
        "status": outcome.status,
        "seconds": {stage: round(seconds, 4) for stage, seconds in outcome.seconds.items()},
        "pages": outcome.pages,
        "tasks": outcome.tasks,
        "warnings": list(outcome.notes),
        "error": outcome.error,
        "reason": outcome.reason,
        "memory": outcome.memory and round(outcome.memory / 2**20),
    }


class JsonLog:
    """A log in the file at `path`, which is added to; "-" is standard error, None no log at all.

    The file is opened for each line, so that it may be moved away at any time, as logrotate does. Raises NotWritten if
    it cannot be written at first; later that is said once, since a log that fails must not keep plans from being read.
    """

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._is_failing = False
        if path not in (None, "-"):
            try:
                self._add("")
            except OSError as error:
                from kehoach.errors import NotWritten

                raise NotWritten(
                    f"{path}: the log cannot be written ({(error.strerror or str(error)).lower()}). Name another file."
                ) from error

    def write(self, event: str, **particulars: object) -> None:
        """Add a line: the time (UTC), what happened, and its particulars."""
        if self._path is None:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = as_json({"time": now, "event": event, **particulars}) + "\n"
        try:
            self._add(line)
            self._is_failing = False
        except OSError as error:
            if not self._is_failing:
                say(f"{self._path}: the log cannot be written ({error}). Plans are read all the same.", err=True)
            self._is_failing = True

    def _add(self, text: str) -> None:
        if self._path == "-":
            sys.stderr.write(text)
            sys.stderr.flush()
        elif self._path:
            with Path(self._path).open("a", encoding="utf-8") as file:
                file.write(text)
