"""The hidden sheet of a file that is handed out: what every task said, so that edits are told from what was there.

Its first row says which form this is and how the file calls things; each further row is a task: its id, the document's
id, the document's number as the sheets show it, the due day that is shown, and the values as JSON over as many cells
as they need. The JSON is plain ASCII, so that no program on the way can change a character of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from output.store.assignments import Assignment

if TYPE_CHECKING:
    from output.exports.workbooks import Sheet, Workbook

SHEET = "_kehoach"
MARK = "kehoach-tasks"
VERSION = "1"
"""Of the form. It grows when a reader of the earlier one could not read it any more."""

ROWS = 1_048_576
"""Rows that a sheet may have."""

VALUES = 4
"""The first column of the JSON; in front are the id, the document's id, its number and the due day shown."""

_CHUNK = 32_000


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What the file said of a task: `values` in the form of `Reviews.values`, `document` its id and `called` how the
    sheets show it, `due` the day in the column of due dates.
    """

    id: str
    document: int
    called: str
    due: date | None
    values: Mapping[str, Any]


class Memory:
    """Writes the hidden sheet, or sheets where one cannot hold all. Each task is written once."""

    def __init__(self, workbook: "Workbook", words: Mapping[str, Any], today: date, most_rows: int = ROWS) -> None:
        self._workbook = workbook
        self._most = most_rows
        self._head = {
            "today": today.isoformat(),
            "columns": dict(words["columns"]),
            "states": dict(words["states"]),
        }
        self._written: set[str] = set()
        self._sheets = 0
        self._begin()

    def write(self, assignment: Assignment, called: str, due: date | None, values: Mapping[str, Any]) -> None:
        """Note a task that some sheet shows."""
        if assignment.id in self._written:
            return
        self._written.add(assignment.id)
        if self._row >= self._most:
            self._begin()
        cells = (assignment.id, str(assignment.document.id), called, due.isoformat() if due else "")
        self._put(*cells, *packed(values))

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet: Sheet = self._workbook.add_worksheet(SHEET if self._sheets == 1 else f"{SHEET}{self._sheets}")
        self._sheet.very_hidden()
        self._row = 0
        self._put(MARK, VERSION, "", "", *packed(self._head))

    def _put(self, *texts: str) -> None:
        for column, text in enumerate(texts):
            if text:
                self._sheet.write_string(self._row, column, text)
        self._row += 1


def packed(values: Mapping[str, Any]) -> list[str]:
    """The values as texts for cells side by side."""
    # Spreadsheets take _x0041_ for an escaped letter; written otherwise, it is left alone.
    text = json.dumps(values, separators=(",", ":")).replace("_x", "_\\u0078")
    return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]


def unpacked(cells: list[str]) -> Any:
    """What `packed` wrote. Raises ValueError for anything else."""
    return json.loads("".join(cells))
