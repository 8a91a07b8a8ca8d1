"""A task as exports for programs have it; `schema` describes it."""

from typing import Any

from output.exports.fingerprint import fingerprint, stated
from output.store.assignments import AssignedUnit, Assignment

VERSION = "1.0"
"""Of the form. The second number grows when something is added that a reader may leave unread; the first one when
something goes, is called otherwise, or means something else than before. Then `URN` is another as well.
"""

URN = f"urn:kehoach:tasks:{VERSION}"
"""The name of the form, in every file."""


def task_record(assignment: Assignment) -> dict[str, Any]:
    """The task in plain types, days still as dates; the keys are the fields of Assignment and `fingerprint`."""
    values = stated(assignment)
    document = assignment.document
    deadlines = [
        {**given, "start": deadline.start, "due": deadline.due}
        for given, deadline in zip(values["deadlines"], assignment.deadlines, strict=True)
    ]
    return {
        "id": assignment.id,
        "document": {
            "id": document.id,
            "type": document.type,
            "number": document.number,
            "issuer": document.issuer,
            "date": document.date,
            "title": document.title,
            "file": document.file,
        },
        "position": assignment.position,
        "number": assignment.number,
        "path": values["path"],
        "text": assignment.text,
        "context": assignment.context,
        "lead": [_unit(unit) for unit in assignment.lead],
        "partners": [_unit(unit) for unit in assignment.partners],
        "products": values["products"],
        "deadlines": deadlines,
        "due": assignment.due,
        "next_due": assignment.next_due,
        "late_since": assignment.late_since,
        "status": assignment.status,
        "done_on": assignment.done_on,
        "origin": assignment.origin,
        "page": assignment.page,
        "confidence": assignment.confidence,
        "review": assignment.review,
        "confidences": dict(assignment.confidences),
        "fingerprint": fingerprint(assignment.id, values),
    }


def _unit(unit: AssignedUnit) -> dict[str, Any]:
    return {"printed": unit.printed, "name": unit.name, "id": unit.id}
