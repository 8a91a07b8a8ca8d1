"""Tasks as rows of a table: the columns of the store's view `task_list`, here of a plan that is in no store."""

from collections.abc import Iterator
from typing import Any

from models import Plan, Task

COLUMNS = (
    "task_id", "document_id", "document_number", "document_title", "issuer", "document_date", "file",
    "position", "number", "path", "text", "context", "lead", "partners", "products",
    "deadlines", "due", "kind", "recurrence", "origin", "status", "done_on", "confidence", "page", "review",
    "replaced_by", "month",
)  # fmt: skip


def task_rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """A row a task, as `task_list` has it; `document_id`, `review` and `replaced_by` belong to a store and are None."""
    for position, task in enumerate(plan.tasks):
        due = min((d.due for d in task.deadlines if d.due), default=None)
        values = (
            task.id, None, plan.document.number, plan.document.title, plan.document.issuer, plan.document.date,
            plan.source.name, position, task.number, _joined(task.path, " > "), task.text, task.context,
            _joined(unit.name for unit in task.lead), _joined(unit.name for unit in task.partners),
            _joined(task.products), _joined(d.text for d in task.deadlines), due.isoformat() if due else None,
            _joined(d.kind for d in task.deadlines), _joined((r for d in task.deadlines for r in d.recurrence), ", "),
            task.origin, "open", None, task.confidence, page(task), None, None,
            due.isoformat()[:7] if due else None,
        )  # fmt: skip
        yield dict(zip(COLUMNS, values, strict=True))


def page(task: Task) -> int | None:
    """The page on which a task's text begins, else the first that any evidence names."""
    texts = sorted(task.evidence, key=lambda evidence: evidence.field != "text")
    return next((evidence.page for evidence in texts if evidence.page is not None), None)


def _joined(values: Any, by: str = "; ") -> str | None:
    return by.join(values) or None
