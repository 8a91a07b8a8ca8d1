"""What a column of a tracker can hold: the fields of a task by the names that templates call them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from models.plan import DeadlineKind, Origin, Recurrence
from output.exports.task_cells import State, due_shown, printed_part, state_of
from output.store.assignments import Assignment

Value = str | int | float | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Field:
    """`value` gives a task's value as it is on a day; `choices` are all that there are, where they are few. `is_day`
    says that it is one, `width` how many characters a column of it wants.
    """

    value: Callable[[Assignment, date], Value]
    choices: tuple[str, ...] = ()
    is_day: bool = False
    width: int = 20


def _document_day(task: Assignment, _: date) -> Value:
    day = task.document.date
    return date.fromisoformat(day) if day and len(day) == 10 else printed_part(day or "")


FIELDS: Mapping[str, Field] = {
    "id": Field(lambda task, _: task.id, width=18),
    "number": Field(lambda task, _: task.number, width=8),
    "path": Field(lambda task, _: task.path, width=30),
    "text": Field(lambda task, _: task.text, width=50),
    "context": Field(lambda task, _: task.context, width=30),
    "lead": Field(lambda task, _: tuple(unit.printed for unit in task.lead)),
    "lead_name": Field(lambda task, _: tuple(unit.name for unit in task.lead)),
    "partners": Field(lambda task, _: tuple(unit.printed for unit in task.partners)),
    "partners_name": Field(lambda task, _: tuple(unit.name for unit in task.partners)),
    "products": Field(lambda task, _: task.products),
    "deadlines": Field(lambda task, _: tuple(dict.fromkeys(deadline.text for deadline in task.deadlines))),
    "due": Field(lambda task, _: due_shown(task), is_day=True, width=12),
    "next_due": Field(lambda task, _: task.next_due, is_day=True, width=12),
    "late_since": Field(lambda task, _: task.late_since, is_day=True, width=12),
    "kind": Field(
        lambda task, _: tuple(dict.fromkeys(d.kind for d in task.deadlines)), get_args(DeadlineKind), width=16
    ),
    "recurrence": Field(
        lambda task, _: tuple(dict.fromkeys(r for d in task.deadlines for r in d.recurrence)),
        get_args(Recurrence),
        width=16,
    ),
    "status": Field(state_of, get_args(State), width=16),
    "done_on": Field(lambda task, _: task.done_on, is_day=True, width=12),
    "page": Field(lambda task, _: task.page, width=8),
    "origin": Field(lambda task, _: task.origin, get_args(Origin), width=12),
    "confidence": Field(lambda task, _: task.confidence, width=10),
    "review": Field(lambda task, _: task.review, ("accept", "set", "add"), width=12),
    "document_number": Field(lambda task, _: task.document.number, width=16),
    "document_type": Field(lambda task, _: task.document.type, width=14),
    "document_date": Field(_document_day, is_day=True, width=12),
    "document_issuer": Field(lambda task, _: task.document.issuer, width=24),
    "document_title": Field(lambda task, _: task.document.title, width=36),
    "document_file": Field(lambda task, _: task.document.file, width=24),
}

OPEN_STATES = ("late", "soon")
"""States of `status` that are "open" where a template has no word for them."""
