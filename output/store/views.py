"""The views that people and programs read. They show the reviewed value wherever a review sets one.

They hold no data; they, and the triggers that read them, are made anew whenever the store is migrated.
"""

from collections.abc import Mapping

from output.store.deadline_view import deadline_list
from output.store.due_days import IS_PLAIN
from output.store.values import IN_FORCE, REVIEWED, STATED, deadline_values, task_values, unit_values

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
    (SELECT max(k.later) FROM document_links k WHERE k.earlier = d.id AND k.kind = 'draft') AS replaced_by,
    substr(l.due, 1, 7) AS month
FROM listed_tasks l
JOIN documents d ON d.id = l.document
JOIN files f ON f.id = d.file
"""

_UNIT_TASKS = """
SELECT coalesce(m.name, n.name, u.printed) AS unit, u.printed, u.role, u.position, t.task_id
FROM listed_units u JOIN listed_tasks t ON t."key" = u.task
LEFT JOIN units n ON n.id = u.unit LEFT JOIN units m ON m.id = n.merged_into
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
    # Units are counted in the index of `listed_units`. What has several days or comes back is looked up; merged units
    # may stand in one task several times.
    return f"""
WITH replaced AS MATERIALIZED (SELECT earlier FROM document_links WHERE kind = 'draft'),
merged AS MATERIALIZED (
    SELECT id FROM units WHERE merged_into IS NOT NULL
    UNION SELECT merged_into FROM units WHERE merged_into IS NOT NULL
),
times AS MATERIALIZED (
    SELECT l."key" AS task, min(d.next_due) AS next_due, max(d.due < {today} AND d.next_due IS NULL) AS late
    FROM listed_tasks l CROSS JOIN deadline_list d ON d.task_id = l.task_id
    WHERE l.status = 'open' AND NOT ({IS_PLAIN.replace("recurrence", "l.recurrence").replace("kind", "l.kind")})
    GROUP BY l."key"
),
counted AS (
    SELECT unit AS id, NULL AS printed, role, count(*) AS tasks, sum(open) AS open,
        count(CASE WHEN open AND plain AND due < {today} THEN 1 END) AS overdue,
        min(CASE WHEN open AND plain AND due >= {today} THEN due END) AS next_due
    FROM listed_units
    WHERE unit IS NOT NULL AND unit NOT IN merged AND again < 2 AND document NOT IN replaced
    GROUP BY unit, role
    UNION ALL
    SELECT u.unit, NULL, u.role, 0, 0, count(CASE WHEN t.late THEN 1 END), min(t.next_due)
    FROM times t CROSS JOIN listed_units u ON u.task = t.task
    WHERE u.unit IS NOT NULL AND u.unit NOT IN merged AND u.again < 2 AND u.document NOT IN replaced
    GROUP BY u.unit, u.role
    UNION ALL
    SELECT u.id, u.printed, u.role, count(*), sum(u.open),
        count(CASE WHEN u.open AND CASE WHEN u.plain THEN u.due < {today} ELSE t.late END THEN 1 END),
        min(CASE WHEN NOT u.open THEN NULL WHEN NOT u.plain THEN t.next_due WHEN u.due >= {today} THEN u.due END)
    FROM (
        SELECT DISTINCT coalesce(n.merged_into, n.id) AS id, NULL AS printed, x.role, x.task, x.open, x.plain, x.due
        FROM merged m CROSS JOIN units n ON n.id = m.id CROSS JOIN listed_units x ON x.unit = n.id
        WHERE x.document NOT IN replaced
        UNION ALL
        SELECT DISTINCT NULL, x.printed, x.role, x.task, x.open, x.plain, x.due FROM listed_units x
        WHERE x.unit IS NULL AND x.document NOT IN replaced
    ) u LEFT JOIN times t ON t.task = u.task
    GROUP BY u.id, u.printed, u.role
)
SELECT coalesce(n.name, c.printed) AS unit, c.role, sum(c.tasks) AS tasks, sum(c.open) AS open,
    sum(c.overdue) AS overdue, min(c.next_due) AS next_due
FROM counted c LEFT JOIN units n ON n.id = c.id
GROUP BY 1, c.role
ORDER BY 1, c.role
"""


def _is_cited(x: str, c: str) -> str:
    """SQL for: document `x` may be what citation `c` cites.

    Number and day agree; where one day is unknown or incomplete, the issuers must be known. Issuers agree if one's
    words hold the other's: citations shorten "Ủy ban nhân dân tỉnh Lam Giang" to "UBND tỉnh". A draft is never cited.
    """
    return f"""
    {x}.number_key = {c}.number_key
    AND coalesce(
        instr(' ' || {x}.issuer_key || ' ', ' ' || {c}.issuer_key || ' ')
            OR instr(' ' || {c}.issuer_key || ' ', ' ' || {x}.issuer_key || ' '),
        {x}.date = {c}.date
    )
    AND coalesce({c}.date LIKE {x}.date || '%', 1)
    AND NOT EXISTS (SELECT 1 FROM document_links k WHERE k.earlier = {x}.id AND k.kind = 'draft')
"""


# Of several documents that a citation fits none is taken.
_CITATION_LIST = f"""
SELECT d.id AS document_id, d.number AS document_number, c.type, c.number, c.date, c.issuer, c.relation,
    (
        SELECT CASE count(*) WHEN 1 THEN min(x.id) END FROM documents x WHERE x.id <> d.id AND {_is_cited("x", "c")}
    ) AS cited_document
FROM documents d
JOIN citations c ON c.file = d.file
"""

# As `citation_list`, but quick from either side.
_PLAN_LINKS = f"""
SELECT d.id AS document_id, d.number AS document_number, d.title AS document_title, c.relation,
    x.id AS cited_document, x.number AS cited_number, x.title AS cited_title
FROM documents x
JOIN citations c ON {_is_cited("x", "c")}
JOIN documents d ON d.file = c.file
WHERE d.id <> x.id
AND NOT EXISTS (SELECT 1 FROM documents y WHERE y.id NOT IN (x.id, d.id) AND {_is_cited("y", "c")})
"""

_DOCUMENT_LIST = """
SELECT d.id AS document_id, d.type, d.number, d.issuer, d.date, d.title, r.name AS file,
    (SELECT count(*) FROM listed_tasks l WHERE l.document = d.id) AS tasks,
    (SELECT count(*) FROM files f WHERE f.document = d.id) AS files,
    (SELECT max(f.edition) FROM files f WHERE f.document = d.id) AS editions,
    (SELECT max(k.later) FROM document_links k WHERE k.earlier = d.id AND k.kind = 'draft') AS replaced_by,
    (SELECT json_group_array(x.id) FROM documents x WHERE x.identity = d.identity AND x.id <> d.id) AS same_number
FROM documents d JOIN files r ON r.id = d.file
"""

_OPEN_FAILURES = """
SELECT f.path, f.error, f.message, all_of_it.first_at, f.at AS last_at, all_of_it.times
FROM (
    SELECT max(id) AS last, min(at) AS first_at, count(*) AS times FROM failures WHERE resolved_by IS NULL GROUP BY path
) all_of_it
JOIN failures f ON f.id = all_of_it.last
"""


# What has been said since of the task that stands in its place answers a review that the new text supersedes.
_ORPHANED_REVIEWS = f"""
SELECT r.id AS review, r.action, r.field, r.new_value AS value, r.task, r.task_text, r.who, r.at, r.note,
    coalesce(x.reason, 'gone') AS reason, x.task AS instead,
    d.id AS document_id, d.number AS document_number, d.title AS document_title, f.name AS file
FROM reviews r
LEFT JOIN detached x ON x.review = r.id
LEFT JOIN files f ON f.id = r.file
LEFT JOIN documents d ON d.id = coalesce(x.document, f.document)
WHERE {IN_FORCE}
    AND (x.reason IS 'superseded' OR NOT EXISTS (SELECT 1 FROM attachments a WHERE a.review = r.id))
    AND NOT (x.reason IS 'superseded' AND EXISTS (
        SELECT 1 FROM attachments a JOIN reviews later ON later.id = a.review
        WHERE a.document = x.document AND a.task = x.task AND later.id > r.id
            AND (later.action IN ('accept', 'reject') OR later.field = r.field)
            AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes IN (later.id, later.part_of))
    ))
"""

_DEAD_LETTERS = """
SELECT e.id AS event, e.at, e.target, e.kind, d.id AS document_id, d.number AS document_number,
    d.title AS document_title, e.attempts, e.error
FROM events e LEFT JOIN files f ON f.sha256 = e.sha256 LEFT JOIN documents d ON d.id = f.document
WHERE e.state = 'failed'
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
        "plan_links": _PLAN_LINKS,
        "document_list": _DOCUMENT_LIST,
        "open_failures": _OPEN_FAILURES,
        "orphaned_reviews": _ORPHANED_REVIEWS,
        "dead_letters": _DEAD_LETTERS,
    }
