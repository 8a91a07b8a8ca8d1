"""Tasks as CSV for spreadsheets and programs: a header line, a line a task, fields quoted as RFC 4180 says.

A spreadsheet takes a field that begins with = + - or @ for a formula, and plans are full of "- Kế hoạch". Such a field
gets a zero-width space in front: the spreadsheet then shows the very words, "- Kế hoạch", as text, and nothing can
run. An apostrophe would show, and to let "- " pass would be neither safe ("- cmd|…") nor readable (Excel may show
#NAME?). Programs that need the values to the letter read JSON, or take `GUARD` off again.
"""

import codecs
import csv
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from output.exports.fingerprint import GUARD, fingerprint, stated
from output.exports.listed_text import HEADINGS, joined
from output.store.assignments import Assignment

COLUMNS = (
    "task_id", "document_id", "document_type", "document_number", "document_title", "issuer", "document_date", "file",
    "position", "number", "path", "text", "context", "lead", "partners", "products",
    "deadlines", "due", "next_due", "late_since", "kind", "recurrence", "origin", "status", "done_on", "confidence",
    "page", "review", "month", "lead_names", "partner_names", "deadline_values", "confidences", "fingerprint",
)  # fmt: skip
"""Those of the view `task_list` under their names, and behind them what programs want besides."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # East Asian editions take the wide forms as well
_DROPPED_IN_FRONT = ("\t", "\r", "\n")  # what a spreadsheet may strip before it looks at the first sign


def write_csv(assignments: Iterable[Assignment], stream: BinaryIO, *, bom: bool = True) -> None:
    """Write the tasks as UTF-8, with the mark in front by which Excel knows it unless `bom` is false."""
    if bom:
        stream.write(codecs.BOM_UTF8)
    writer = csv.writer(codecs.getwriter("utf-8")(stream))
    writer.writerow(COLUMNS)
    for assignment in assignments:
        writer.writerow([guarded(value) for value in _row(assignment)])


def guarded(value: Any) -> Any:
    """The value as a field that no spreadsheet runs: a text that could be a formula gets `GUARD` in front."""
    if isinstance(value, str) and (value.lstrip().startswith(_FORMULA) or value.startswith(_DROPPED_IN_FRONT)):
        return GUARD + value
    return value


def _row(assignment: Assignment) -> tuple[Any, ...]:
    """The values of `COLUMNS`."""
    values, document, due = stated(assignment), assignment.document, assignment.due
    deadlines = assignment.deadlines
    return (
        assignment.id, document.id, document.type, document.number, document.title, document.issuer, document.date,
        document.file, assignment.position, assignment.number, joined(values["path"], HEADINGS), assignment.text,
        assignment.context, joined(values["lead"]), joined(values["partners"]), joined(values["products"]),
        joined(deadline.text for deadline in deadlines), due, assignment.next_due, assignment.late_since,
        joined(deadline.kind for deadline in deadlines),
        ", ".join(recurrence for deadline in deadlines for recurrence in deadline.recurrence),
        assignment.origin, assignment.status, assignment.done_on, assignment.confidence, assignment.page,
        assignment.review, due.isoformat()[:7] if due else None,
        joined(unit.name for unit in assignment.lead), joined(unit.name for unit in assignment.partners),
        _encode(values["deadlines"]) if deadlines else None,
        _encode(dict(assignment.confidences)) if assignment.confidences else None,
        fingerprint(assignment.id, values),
    )  # fmt: skip


_encode = json.JSONEncoder(ensure_ascii=False).encode
