"""The views that people and programs read. They show the reviewed value wherever a review sets one.

They hold no data; they, and the triggers that read them, are made anew whenever the store is migrated.
"""

from collections.abc import Mapping

from output.store.deadline_view import deadline_list
from output.store.values import REVIEWED, STATED, deadline_values, task_values, unit_values

TODAY = "date('now', 'localtime')"
SOON = 30  # days that `due_soon` looks ahead

_TASK_LIST = """
SELECT
    l.task_id,
    d.id AS document_id,
    d.number AS document_number,
    d.title AS document_title,
    d.issuer,
    d.date AS document_date,
    f.name AS file,
    l.position,
    l.number, l.path, l.text, l.context, l.lead, l.partners, l.products, l.deadlines, l.due, l.kind, l.recurrence,
    l.origin, l.status, l.done_on, l.confidence, l.page, l.review,
    (SELECT max(k.later) FROM document_links k WHERE k.earlier = d.id AND k.kind = 'draft') AS replaced_by
FROM listed_tasks l
JOIN documents d ON d.id = l.document
JOIN files f ON f.id = d.file
"""

_UNIT_TASKS = """
SELECT coalesce(n.name, u.printed) AS unit, u.printed, u.role, u.position, u.task AS task_id
FROM listed_units u LEFT JOIN units n ON n.id = u.unit
"""


def _due_soon(today: str) -> str:
    return f"""
SELECT n.next_due, CAST(julianday(n.next_due) - julianday({today}) AS INTEGER) AS days_left, l.*
FROM (SELECT task_id, min(next_due) AS next_due FROM deadline_list GROUP BY task_id) n
JOIN task_list l ON l.task_id = n.task_id
WHERE l.status = 'open' AND l.replaced_by IS NULL AND n.next_due <= date({today}, '+{SOON} days')
ORDER BY n.next_due, l.document_id, l.position
"""


def _overdue(today: str) -> str:
    return f"""
SELECT o.overdue_since, CAST(julianday({today}) - julianday(o.overdue_since) AS INTEGER) AS days_late, l.*
FROM (
    SELECT task_id, min(due) AS overdue_since
    FROM deadline_list
    WHERE due < {today} AND next_due IS NULL
    GROUP BY task_id
) o
JOIN task_list l ON l.task_id = o.task_id
WHERE l.status = 'open' AND l.replaced_by IS NULL
ORDER BY o.overdue_since, l.document_id, l.position
"""


def _by_unit(today: str) -> str:
    # MATERIALIZED: SQLite would otherwise look the whole list through for every task.
    return f"""
WITH times AS MATERIALIZED (
    SELECT task_id, min(next_due) AS next_due, max(due < {today} AND next_due IS NULL) AS late
    FROM deadline_list GROUP BY task_id
)
SELECT u.unit, u.role,
    count(*) AS tasks,
    count(CASE WHEN l.status = 'open' THEN 1 END) AS open,
    count(CASE WHEN l.status = 'open' AND t.late THEN 1 END) AS overdue,
    min(CASE WHEN l.status = 'open' THEN t.next_due END) AS next_due
FROM (SELECT DISTINCT unit, role, task_id FROM unit_tasks) u
JOIN listed_tasks l ON l.task_id = u.task_id
LEFT JOIN times t ON t.task_id = u.task_id
WHERE NOT EXISTS (SELECT 1 FROM document_links k WHERE k.earlier = l.document AND k.kind = 'draft')
GROUP BY u.unit, u.role
ORDER BY u.unit, u.role
"""


# A cited document is known by its number and day; where two have both in common, neither is taken.
_CITATION_LIST = """
SELECT d.id AS document_id, d.number AS document_number, c.type, c.number, c.date, c.issuer,
    (
        SELECT CASE count(*) WHEN 1 THEN min(x.id) END FROM documents x
        WHERE x.number_key = c.number_key AND x.date = c.date
    ) AS cited_document
FROM documents d
JOIN citations c ON c.file = d.file
"""

_OPEN_FAILURES = """
SELECT f.path, f.error, f.message, all_of_it.first_at, f.at AS last_at, all_of_it.times
FROM (
    SELECT max(id) AS last, min(at) AS first_at, count(*) AS times FROM failures WHERE resolved_by IS NULL GROUP BY path
) all_of_it
JOIN failures f ON f.id = all_of_it.last
"""


def views(today: str = TODAY) -> Mapping[str, str]:
    """Each view's name and query, in the order in which they build on one another. `today` is the SQL for it."""
    return {
        "stated": STATED,
        "reviewed": REVIEWED,
        "task_values": task_values(),
        "unit_values": unit_values(),
        "deadline_values": deadline_values(),
        "task_list": _TASK_LIST,
        "unit_tasks": _UNIT_TASKS,
        "deadline_list": deadline_list(today),
        "due_soon": _due_soon(today),
        "overdue": _overdue(today),
        "by_unit": _by_unit(today),
        "citation_list": _CITATION_LIST,
        "open_failures": _OPEN_FAILURES,
    }
