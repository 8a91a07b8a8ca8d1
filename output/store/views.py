"""The views that people and programs read. They show the reviewed value wherever a review sets one.

They hold no data; they, and the triggers that read them, are made anew whenever the store is migrated.
"""

from collections.abc import Mapping

from output.store.deadline_view import deadline_list

TODAY = "date('now', 'localtime')"
SOON = 30  # days that `due_soon` looks ahead

# The last value set by a review for a field of a task, unless that review was undone.
_REVIEWED = """
SELECT r.task, r.field, r.new_value AS value, r.id AS review
FROM reviews r
WHERE r.action = 'set'
    AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.id)
    AND NOT EXISTS (
        SELECT 1 FROM reviews later
        WHERE later.task = r.task AND later.field = r.field AND later.action = 'set' AND later.id > r.id
            AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = later.id)
    )
"""

# What reviews say of a whole task: its last verdict, and every value set, as one JSON object.
_VERDICTS = """
SELECT r.task,
    (
        SELECT last.action FROM reviews last
        WHERE last.task = r.task AND last.action IN ('accept', 'reject', 'set')
            AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = last.id)
        ORDER BY last.id DESC LIMIT 1
    ) AS verdict,
    (SELECT json_group_object(v.field, json(v.value)) FROM reviewed v WHERE v.task = r.task) AS fields
FROM reviews r
GROUP BY r.task
"""


def _value(field: str, machine: str, reviewed: str) -> str:
    """SQL for a task's field: `reviewed` where a review sets it (be it to null), else what the machine read."""
    return f"CASE WHEN json_type(v.fields, '$.{field}') IS NULL THEN {machine} ELSE {reviewed} END"


def _scalar(field: str) -> str:
    return _value(field, f"t.{field}", f"json_extract(v.fields, '$.{field}')")


def _joined(field: str, machine: str, by: str = "; ") -> str:
    """SQL for the entries of a list field in one text. `machine` selects them as `value`, in their order."""
    return _value(
        field,
        f"(SELECT group_concat(value, '{by}') FROM ({machine}))",
        f"(SELECT group_concat(value, '{by}') FROM json_each(v.fields, '$.{field}'))",
    )


def _units(field: str, role: str) -> str:
    return _joined(
        field, f"SELECT u.name AS value FROM task_units u WHERE u.task = t.id AND u.role = '{role}' ORDER BY u.position"
    )


def _of_deadlines(machine: str, reviewed: str) -> str:
    """SQL for an aggregate over a task's deadlines; the reviewed ones are JSON objects in the contract's form."""
    return _value(
        "deadlines",
        f"(SELECT {machine} FROM (SELECT * FROM deadlines x WHERE x.task = t.id ORDER BY x.position))",
        f"(SELECT {reviewed} FROM json_each(v.fields, '$.deadlines') e)",
    )


_TASK_LIST = f"""
SELECT
    t.id AS task_id,
    d.id AS document_id,
    d.number AS document_number,
    d.title AS document_title,
    d.issuer,
    d.date AS document_date,
    f.name AS file,
    t.position,
    {_scalar("number")} AS number,
    {_joined("path", "SELECT p.value FROM json_each(t.path) p", " > ")} AS path,
    {_scalar("text")} AS text,
    {_scalar("context")} AS context,
    {_units("lead", "lead")} AS lead,
    {_units("partners", "partner")} AS partners,
    {_joined("products", "SELECT x.text AS value FROM products x WHERE x.task = t.id ORDER BY x.position")} AS products,
    {_of_deadlines("group_concat(text, '; ')", "group_concat(json_extract(e.value, '$.text'), '; ')")} AS deadlines,
    {_of_deadlines("min(due)", "min(json_extract(e.value, '$.due'))")} AS due,
    {_of_deadlines("group_concat(kind, '; ')", "group_concat(json_extract(e.value, '$.kind'), '; ')")} AS kind,
    {
    _value(
        "deadlines",
        "(SELECT group_concat(value, ', ') FROM (SELECT r.value FROM deadlines x, json_each(x.recurrence) r "
        "WHERE x.task = t.id ORDER BY x.position, r.key))",
        "(SELECT group_concat(r.value, ', ') FROM json_each(v.fields, '$.deadlines') e, "
        "json_each(e.value, '$.recurrence') r)",
    )
} AS recurrence,
    t.origin,
    t.status,
    t.done_on,
    t.confidence,
    t.page,
    v.verdict AS review
FROM documents d
JOIN files f ON f.id = d.file
JOIN tasks t ON t.file = f.id
LEFT JOIN verdicts v ON v.task = t.id
WHERE v.verdict IS NOT 'reject'
"""

# Who stands in a task, by the unit's one name. A unit that a review names goes by its alias, if it has one.
_UNIT_TASKS = """
SELECT n.name AS unit, u.name AS printed, u.role, u.position, u.task AS task_id
FROM task_units u
JOIN units n ON n.id = u.unit
WHERE NOT EXISTS (
    SELECT 1 FROM reviewed r
    WHERE r.task = u.task AND r.field = CASE u.role WHEN 'lead' THEN 'lead' ELSE 'partners' END
)
UNION ALL
SELECT
    coalesce(
        (SELECT n.name FROM unit_aliases a JOIN units n ON n.id = a.unit WHERE a.alias = e.value LIMIT 1), e.value
    ),
    e.value,
    CASE r.field WHEN 'lead' THEN 'lead' ELSE 'partner' END,
    e.key,
    r.task
FROM reviewed r, json_each(r.value) e
WHERE r.field IN ('lead', 'partners')
"""


def _due_soon(today: str) -> str:
    return f"""
SELECT n.next_due, CAST(julianday(n.next_due) - julianday({today}) AS INTEGER) AS days_left, l.*
FROM (SELECT task_id, min(next_due) AS next_due FROM deadline_list GROUP BY task_id) n
JOIN task_list l ON l.task_id = n.task_id
WHERE l.status = 'open' AND n.next_due <= date({today}, '+{SOON} days')
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
WHERE l.status = 'open'
ORDER BY o.overdue_since, l.document_id, l.position
"""


_BY_UNIT = """
SELECT u.unit, u.role,
    count(*) AS tasks,
    count(CASE WHEN l.status = 'open' THEN 1 END) AS open,
    count(CASE WHEN l.status = 'open' THEN o.task_id END) AS overdue,
    min(CASE WHEN l.status = 'open' THEN n.next_due END) AS next_due
FROM (SELECT DISTINCT unit, role, task_id FROM unit_tasks) u
JOIN task_list l ON l.task_id = u.task_id
LEFT JOIN (SELECT task_id, min(next_due) AS next_due FROM deadline_list GROUP BY task_id) n ON n.task_id = u.task_id
LEFT JOIN overdue o ON o.task_id = u.task_id
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


# Status and day of completion as the reviews have them, in the table itself: views and indices need them often.
_REVIEWS_STATUS = """
AFTER INSERT ON reviews BEGIN
    UPDATE tasks SET
        status = coalesce(
            (SELECT json_extract(value, '$') FROM reviewed WHERE task = new.task AND field = 'status'), 'open'
        ),
        done_on = (SELECT json_extract(value, '$') FROM reviewed WHERE task = new.task AND field = 'done_on')
    WHERE id = new.task;
END
"""

TRIGGERS: Mapping[str, str] = {"reviews_status": _REVIEWS_STATUS}  # those that read a view


def views(today: str = TODAY) -> Mapping[str, str]:
    """Each view's name and query, in the order in which they build on one another. `today` is the SQL for it."""
    return {
        "reviewed": _REVIEWED,
        "verdicts": _VERDICTS,
        "task_list": _TASK_LIST,
        "unit_tasks": _UNIT_TASKS,
        "deadline_list": deadline_list(today),
        "due_soon": _due_soon(today),
        "overdue": _overdue(today),
        "by_unit": _BY_UNIT,
        "citation_list": _CITATION_LIST,
        "open_failures": _OPEN_FAILURES,
    }
