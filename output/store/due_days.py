"""SQL for when a listed task `l` is due, as `deadline_list` has it, but quick where no day comes back."""

TODAY = "(SELECT date('now', 'localtime'))"

IS_PLAIN = "recurrence IS NULL AND instr(coalesce(kind, ''), ';') = 0"
"""SQL for: a row of `listed_tasks` has one deadline at most, which does not come back, so that `due` says all. SQLite
uses the schema's indexes only for these very words.
"""

IN_FORCE = "l.document NOT IN (SELECT k.earlier FROM document_links k WHERE k.kind = 'draft')"
"""SQL for: the document of `l` is no draft that was replaced by its final."""

_COMES_BACK = "EXISTS (SELECT 1 FROM listed_deadlines r WHERE r.task = l.\"key\" AND r.recurrence <> '[]')"


def _of_task(computed: str, plain: str) -> str:
    """`computed` is a query of `deadline_list`, `plain` what it comes to where nothing comes back."""
    return f"""CASE WHEN {_COMES_BACK}
        THEN (SELECT {computed} AND d.task_id = l.task_id)
        ELSE (SELECT {plain} AND d.task = l."key") END"""


NEXT_DUE = _of_task(
    "min(d.next_due) FROM deadline_list d WHERE 1",
    f"min(d.due) FROM listed_deadlines d WHERE d.due >= {TODAY}",
)
"""The next day on which it is due, from today on."""

LATE_SINCE = _of_task(
    f"min(d.due) FROM deadline_list d WHERE d.next_due IS NULL AND d.due < {TODAY}",
    f"min(d.due) FROM listed_deadlines d WHERE d.due < {TODAY}",
)
"""The first day that has passed and does not come back."""
