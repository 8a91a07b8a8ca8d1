"""The tables `listed_…` and the full-text index: what `values` computes, kept ready.

A million tasks are filtered at once that way. The writer lists a document anew when its reading has changed; a trigger
lists the tasks anew that a review speaks of, whoever writes it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from output.store.prepared import LISTED, Prepared, Row
from output.store.values import TASK_COLUMNS, deadline_values, task_values, unit_values

_INTO_TASKS = f"INSERT INTO listed_tasks ({', '.join(TASK_COLUMNS)})"
_FILL_TASKS = f"""
INSERT INTO listed_tasks ("key", document, {", ".join(LISTED)}) VALUES ({", ".join("?" * (len(LISTED) + 2))})
"""
_INTO_UNITS = (
    "INSERT INTO listed_units (task, role, position, printed, unit, by_review, document, open, plain, due, again)"
)
_DUE, _KIND, _RECURRENCE = (LISTED.index(name) for name in ("due", "kind", "recurrence"))
_INTO_DEADLINES = "INSERT INTO listed_deadlines (task, position, text, kind, start, due, recurrence, day, time)"
_RRULE = 7  # the column of `deadlines` that is not listed

# Folded, so that words in other spellings and tones are found all the same.
_INTO_SEARCH = "INSERT INTO task_search (rowid, text, context, path, units, products)"
FOR_SEARCH = """
SELECT l.key, fold(l.text), fold(l.context), fold(l.path), fold((
    SELECT group_concat(
        CASE n.name WHEN u.printed THEN n.name ELSE u.printed || '; ' || coalesce(n.name, '') END
            || coalesce('; ' || m.name, ''),
        '; '
    )
    FROM listed_units u LEFT JOIN units n ON n.id = u.unit LEFT JOIN units m ON m.id = n.merged_into
    WHERE u.task = l.key
)), fold(l.products)
FROM listed_tasks l WHERE """


def refresh(db: Database, document: int) -> None:
    """List the tasks of a document anew."""
    values = {"document": document}
    for statement in _statements("l.document = :document", "d.id = :document", "o.document = :document"):
        db.execute(statement, values)


def fill(db: Database, document: int, prepared: Prepared, units: Sequence[Row]) -> None:
    """The same for a document of whose leading reading no review speaks: what `refresh` would compute is ready.

    `units` are the rows of `task_units`.
    """
    clear(db, document)
    first = db.execute('SELECT coalesce(max("key"), 0) + 1 FROM listed_tasks').fetchone()[0]
    keys = {task: key for key, (task, *_) in enumerate(prepared.listed, start=first)}
    db.conn.executemany(_FILL_TASKS, [(keys[row[0]], document, *row) for row in prepared.listed])
    days = {row[0]: (row[_RECURRENCE] is None and ";" not in (row[_KIND] or ""), row[_DUE]) for row in prepared.listed}
    db.conn.executemany(
        f"{_INTO_UNITS} VALUES (?, ?, ?, ?, ?, 0, ?, 1, ?, ?, ?)",
        [(keys[task], *row, document, *days[task], again) for (task, *row), again in _told_again(units)],
    )
    db.conn.executemany(
        f"{_INTO_DEADLINES} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(keys[task], *row[: _RRULE - 1], *row[_RRULE:]) for task, *row in prepared.deadlines],
    )
    db.conn.executemany(
        f"{_INTO_SEARCH} VALUES (?, ?, ?, ?, ?, ?)",
        [(key, *row) for key, row in enumerate(prepared.searched, start=first)],
    )


def _told_again(units: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """The rows of `task_units`, leaders first, with `again` as `unit_values` has it."""
    seen: set[tuple[Any, ...]] = set()
    for row in sorted(units, key=lambda row: (row[0], row[1], row[2])):
        task, role, _, _, unit = row
        yield row, 2 if (task, unit, role) in seen else int((task, unit) in seen)
        seen |= {(task, unit), (task, unit, role)}


def refresh_named(db: Database, names: Iterable[str]) -> None:
    """List the documents anew in which reviews name units by these names, of which the store learnt only now."""
    sql = """
        SELECT DISTINCT l.document FROM json_each(:names) n
        CROSS JOIN listed_units u ON u.printed = n.value AND u.by_review
        JOIN listed_tasks l ON l.key = u.task
    """
    for (document,) in db.execute(sql, {"names": json.dumps(sorted(names))}).fetchall():
        refresh(db, document)


def search_anew(db: Database, units: Iterable[int]) -> None:
    """Make the tasks of these units findable by the names that count now."""
    values = {"units": json.dumps(sorted(units))}
    tasks = "(SELECT task FROM listed_units WHERE unit IN (SELECT value FROM json_each(:units)))"
    db.execute(f"DELETE FROM task_search WHERE rowid IN {tasks}", values)
    db.execute(f"{_INTO_SEARCH} {FOR_SEARCH} l.key IN {tasks}", values)


def clear(db: Database, document: int) -> None:
    """Take a document's tasks off the lists, before what they rest on goes."""
    for statement in _removal("l.document = :document"):
        db.execute(statement, {"document": document})


def refresh_all(db: Database) -> None:
    """List all tasks anew."""
    for statement in _statements("1", "1", "1"):
        db.execute(statement)


def _statements(listed: str, tasks: str, added: str) -> tuple[str, ...]:
    """What lists some tasks anew. `listed` is a condition on `l` (listed_tasks), the others are as in `task_values`."""
    return (
        *_removal(listed),
        f"{_INTO_TASKS} {task_values(tasks, added)}",
        f"{_INTO_UNITS} {unit_values(listed)}",
        f"{_INTO_DEADLINES} {deadline_values(listed)}",
        f"{_INTO_SEARCH} {FOR_SEARCH} {listed}",
    )


def _removal(listed: str) -> tuple[str, ...]:
    old = f"(SELECT l.key FROM listed_tasks l WHERE {listed})"
    return (
        f"DELETE FROM listed_units WHERE task IN {old}",
        f"DELETE FROM listed_deadlines WHERE task IN {old}",
        f"DELETE FROM listed_tasks WHERE key IN {old}",
    )


# A new review is about the task of that id, wherever that is shown: by itself, as the task into which it was added, or
# as the one to which earlier reviews of it have moved.
_ATTACH = """
INSERT OR IGNORE INTO attachments (review, document, task, how)
SELECT new.id, d.id, t.id, 'id' FROM tasks t JOIN documents d ON d.file = t.file
WHERE t.id = new.task AND new.action NOT IN ('undo', 'add')
UNION ALL
SELECT new.id, a.document, a.task, 'id' FROM attachments a
WHERE a.task = new.task AND new.action NOT IN ('undo', 'add')
UNION ALL
SELECT new.id, a.document, a.task, a.how FROM reviews r JOIN attachments a ON a.review = r.id
WHERE r.task = new.task AND r.id <> new.id AND new.action NOT IN ('undo', 'add')
UNION ALL
SELECT new.id, f.document, new.task, 'added' FROM files f WHERE f.id = new.file AND new.action = 'add'
"""
_AFFECTED = """(
    SELECT task FROM attachments
    WHERE review IN (new.id, new.undoes) OR review IN (SELECT id FROM reviews WHERE part_of = new.undoes)
)"""


def _on_review() -> str:
    statements = _statements(f"l.task_id IN {_AFFECTED}", f"t.id IN {_AFFECTED}", f"o.task IN {_AFFECTED}")
    return "AFTER INSERT ON reviews BEGIN\n" + ";\n".join((_ATTACH, *statements)) + ";\nEND"


TRIGGERS: Mapping[str, str] = {"reviews_listed": _on_review()}
"""The triggers that read views, by name."""
