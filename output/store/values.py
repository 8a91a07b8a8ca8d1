"""SQL for what each task says now: the machine's reading, with the reviewed value wherever a review in force sets one.

`lists` keeps the results ready in tables; the views `task_values`, `unit_values` and `deadline_values` compute them
anew, and a test holds one against the other. Conditions are SQL over a task's id; they stand inside the queries because
SQLite would otherwise compute every task to show one.
"""

from output.store.due_days import IS_PLAIN

# On `r` (reviews). A review counts until it, or the merge or split that it is a part of, is undone.
IN_FORCE = """
r.action <> 'undo'
AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.id)
AND (r.part_of IS NULL OR NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.part_of))
"""


def _stated(of: str = "1") -> str:
    """Every value that a review in force states for a field of a task; what is added by hand states all its fields.

    `of` is a condition on `a` (attachments). It has to stand inside: SQLite takes no condition of an outer query into
    a compound one, and would go through all reviews for every task.
    """
    return f"""
SELECT a.document, a.task, r.field, r.new_value AS value, r.id AS review
FROM attachments a JOIN reviews r ON r.id = a.review
WHERE {of} AND r.action = 'set' AND {IN_FORCE}
UNION ALL
SELECT a.document, a.task, e.key, CASE WHEN e.type IN ('array', 'object') THEN e.value ELSE json_quote(e.value) END,
    r.id
FROM attachments a JOIN reviews r ON r.id = a.review, json_each(r.new_value) e
WHERE {of} AND r.action = 'add' AND {IN_FORCE}
"""


def _last_stated(stated: str) -> str:
    """The last of them; beside max() SQLite takes the other columns of that very row."""
    return f"SELECT document, task, field, value, max(review) AS review FROM ({stated}) GROUP BY document, task, field"


STATED = _stated()
REVIEWED = _last_stated("SELECT * FROM stated")

# Few tasks have reviews; the others are spared the rest of the query by one look into the index.
_REVIEWED = "EXISTS (SELECT 1 FROM attachments a WHERE a.task = {task})"

_FIELDS = f"""CASE WHEN {_REVIEWED} THEN (
    SELECT json_group_object(v.field, json(v.value)) FROM ({_last_stated(_stated("a.task = {task}"))}) v
) END"""

# That a task is done does not say that its values are right.
_VERDICT = f"""(
    SELECT r.action FROM attachments a JOIN reviews r ON r.id = a.review
    WHERE a.task = {{task}} AND r.action IN ('accept', 'reject', 'set', 'add')
        AND coalesce(r.field, '') NOT IN ('status', 'done_on') AND {IN_FORCE}
    ORDER BY r.id DESC LIMIT 1
)"""


def _value(field: str, machine: str, reviewed: str) -> str:
    """SQL for a task's field: `reviewed` where a review sets it (be it to null), else what the machine read."""
    return f"CASE WHEN json_type(t.fields, '$.{field}') IS NULL THEN {machine} ELSE {reviewed} END"


def _scalar(field: str, machine: str | None = None) -> str:
    return _value(field, machine or f"t.{field}", f"json_extract(t.fields, '$.{field}')")


def _joined(field: str, machine: str, by: str = "; ") -> str:
    """SQL for the entries of a list field in one text. `machine` selects them as `value`, in their order."""
    return _value(
        field,
        f"(SELECT group_concat(value, '{by}') FROM ({machine}))",
        f"(SELECT group_concat(value, '{by}') FROM json_each(t.fields, '$.{field}'))",
    )


def _units(field: str, role: str) -> str:
    return _joined(
        field,
        f"SELECT u.name AS value FROM task_units u WHERE u.task = t.key AND u.role = '{role}' ORDER BY u.position",
    )


def _of_deadlines(machine: str, reviewed: str) -> str:
    """SQL for an aggregate over a task's deadlines; the reviewed ones are JSON objects in the contract's form."""
    return _value(
        "deadlines",
        f"(SELECT {machine} FROM (SELECT * FROM deadlines x WHERE x.task = t.key ORDER BY x.position))",
        f"(SELECT {reviewed} FROM json_each(t.fields, '$.deadlines') e)",
    )


_RECURRENCE = _value(
    "deadlines",
    "(SELECT group_concat(value, ', ') FROM (SELECT r.value FROM deadlines x, json_each(x.recurrence) r "
    "WHERE x.task = t.key ORDER BY x.position, r.key))",
    "(SELECT group_concat(r.value, ', ') FROM json_each(t.fields, '$.deadlines') e, "
    "json_each(e.value, '$.recurrence') r)",
)

TASK_COLUMNS = (
    "task_id", "document", "position", "number", "path", "text", "context", "lead", "partners", "products",
    "deadlines", "due", "kind", "recurrence", "origin", "status", "done_on", "confidence", "page", "review",
)  # fmt: skip


def task_values(tasks: str = "1", added: str = "1") -> str:
    """The tasks of each document's leading reading and those added by hand, without the rejected ones.

    `tasks` is a condition on `t` (tasks) and `d` (documents), `added` one on `o` (attachments). The LIMIT keeps SQLite
    from computing the reviewed fields once for every column.
    """
    # fmt: off
    columns = (
        "t.id", "t.document", "t.position", _scalar("number"),
        _joined("path", "SELECT p.value FROM json_each(t.path) p", " > "), _scalar("text"), _scalar("context"),
        _units("lead", "lead"), _units("partners", "partner"),
        _joined("products", "SELECT x.text AS value FROM products x WHERE x.task = t.key ORDER BY x.position"),
        _of_deadlines("group_concat(text, '; ')", "group_concat(json_extract(e.value, '$.text'), '; ')"),
        _of_deadlines("min(due)", "min(json_extract(e.value, '$.due'))"),
        _of_deadlines("group_concat(kind, '; ')", "group_concat(json_extract(e.value, '$.kind'), '; ')"),
        _RECURRENCE, "t.origin", f"coalesce({_scalar('status', 'NULL')}, 'open')", _scalar("done_on", "NULL"),
        "t.confidence", "t.page", "t.verdict",
    )
    # fmt: on
    named = ",\n    ".join(f"{column} AS {name}" for column, name in zip(columns, TASK_COLUMNS, strict=True))
    return f"""
SELECT
    {named}
FROM (
    SELECT t.id, t.key, d.id AS document, t.position, t.number, t.path, t.text, t.context, t.origin, t.confidence,
        t.page,
        {_FIELDS.format(task="t.id")} AS fields, {_VERDICT.format(task="t.id")} AS verdict
    FROM documents d JOIN tasks t ON t.file = d.file
    WHERE {tasks}
    UNION ALL
    SELECT o.task, NULL, o.document, coalesce(json_extract(r.new_value, '$.position'), 1000000 + r.id), NULL, '[]', '',
        NULL,
        coalesce(json_extract(r.new_value, '$.origin'), 'body'), NULL, json_extract(r.new_value, '$.page'),
        {_FIELDS.format(task="o.task")}, {_VERDICT.format(task="o.task")}
    FROM attachments o JOIN reviews r ON r.id = o.review
    WHERE o.how = 'added' AND r.action = 'add' AND {IN_FORCE} AND {added}
    LIMIT -1
) t
WHERE t.verdict IS NOT 'reject'
"""


def reviewed_value(field: str) -> str:
    """SQL for the JSON value that reviews set for a field of a listed task `l`; null where none does."""
    stated = _stated("a.task = l.task_id")
    return f"(SELECT s.value FROM ({stated}) s WHERE s.field = '{field}' ORDER BY s.review DESC LIMIT 1)"


_WHO = "unit, CASE WHEN unit IS NULL THEN printed END"

_OF_TASK = f"l.document AS document, l.status = 'open' AS open, {IS_PLAIN} AS plain, l.due AS due"


def unit_values(tasks: str = "1") -> str:
    """Who stands in the listed tasks. A unit that a review names is known by its name or its alias, if it has one.
    `again` is 1 where the unit stood in the task in another role before, 2 where it did in this one.

    `tasks` is a condition on `l` (listed_tasks).
    """
    reviewed = _REVIEWED.format(task="l.task_id")
    stated = "UNION ALL".join(
        f"""
SELECT l."key" AS task, u.role, u.position, u.name AS printed, u.unit, 0 AS by_review, {_OF_TASK}
FROM listed_tasks l JOIN tasks m ON m.id = l.task_id JOIN task_units u ON u.task = m.key
WHERE {tasks} AND u.role = '{role}' AND (NOT {reviewed} OR {reviewed_value(field)} IS NULL)
UNION ALL
SELECT l."key", '{role}', e.key, e.value,
    coalesce(
        (SELECT n.id FROM units n WHERE n.name = e.value),
        (SELECT min(x.unit) FROM unit_aliases x WHERE x.alias = e.value)
    ), 1, {_OF_TASK}
FROM listed_tasks l, json_each({reviewed_value(field)}) e
WHERE {tasks} AND {reviewed}
"""
        for field, role in (("lead", "lead"), ("partners", "partner"))
    )
    return f"""
SELECT task, role, position, printed, unit, by_review, document, open, plain, due,
    CASE 1
        WHEN row_number() OVER (PARTITION BY task, {_WHO} ORDER BY role, position) THEN 0
        WHEN row_number() OVER (PARTITION BY task, {_WHO}, role ORDER BY position) THEN 1
        ELSE 2
    END AS again
FROM ({stated})
"""


def deadline_values(tasks: str = "1") -> str:
    """The deadlines of the listed tasks. `tasks` is a condition on `l` (listed_tasks)."""
    reviewed = _REVIEWED.format(task="l.task_id")
    return f"""
SELECT l."key" AS task, x.position, x.text, x.kind, x.start, x.due, x.recurrence, x.day, x.time
FROM listed_tasks l JOIN tasks m ON m.id = l.task_id JOIN deadlines x ON x.task = m.key
WHERE {tasks} AND (NOT {reviewed} OR {reviewed_value("deadlines")} IS NULL)
UNION ALL
SELECT l."key", e.key, json_extract(e.value, '$.text'), json_extract(e.value, '$.kind'),
    json_extract(e.value, '$.start'), json_extract(e.value, '$.due'),
    coalesce(json_extract(e.value, '$.recurrence'), '[]'),
    json_extract(e.value, '$.day'), json_extract(e.value, '$.time')
FROM listed_tasks l, json_each({reviewed_value("deadlines")}) e
WHERE {tasks} AND {reviewed}
"""
