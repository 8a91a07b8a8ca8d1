"""What people decided, entry by entry."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlite_utils import Database

from output.store.values import IN_FORCE


@dataclass(frozen=True, slots=True)
class Review:
    """An entry of `reviews`, its values as Python has them. `file` is the file's name.

    `tasks` are the ids of the tasks for which it counts now, of several documents perhaps. `in_force` is False of what
    was undone, itself or with the entry that it is a part of, and of an undo.
    """

    id: int
    task: str
    action: str
    field: str | None
    old_value: Any
    new_value: Any
    who: str
    at: str
    note: str | None
    part_of: int | None
    undoes: int | None
    file: str | None
    block: int | None
    start: int | None
    task_text: str | None
    task_number: str | None
    in_force: bool
    tasks: tuple[str, ...]


def read_history(
    db: Database, task: str | None = None, documents: Iterable[int] | None = None, only: int | None = None
) -> list[Review]:
    """Entries in their order: all, those of a task under whatever id, those of documents, or one alone."""
    conditions, values = ["1"], dict[str, Any]()
    if task is not None:
        conditions.append(f"r.id IN ({_WITH_OTHERS.format(chosen=_OF_TASK)})")
        values["task"] = task
    if documents is not None:
        conditions.append(f"r.id IN ({_WITH_OTHERS.format(chosen=_OF_DOCUMENTS)})")
        values["documents"] = json.dumps(list(documents))
    if only is not None:
        conditions.append("r.id = :only")
        values["only"] = only
    sql = f"""
        SELECT r.id, r.task, r.action, r.field, r.old_value, r.new_value, r.who, r.at, r.note, r.part_of, r.undoes,
            f.name, r.block, r.start, r.task_text, r.task_number, {IN_FORCE},
            (SELECT json_group_array(a.task) FROM attachments a WHERE a.review = r.id)
        FROM reviews r LEFT JOIN files f ON f.id = r.file
        WHERE {" AND ".join(conditions)} ORDER BY r.id
    """
    return [_review(row) for row in db.execute(sql, values)]


_OF_TASK = "SELECT id FROM reviews WHERE task = :task UNION SELECT review FROM attachments WHERE task = :task"
_OF_DOCUMENTS = """
    SELECT x.id FROM files f JOIN reviews x ON x.file = f.id
    WHERE f.document IN (SELECT value FROM json_each(:documents))
    UNION SELECT review FROM attachments WHERE document IN (SELECT value FROM json_each(:documents))
"""

# What was done together, and what undid it.
_WITH_OTHERS = """
    WITH chosen(id) AS ({chosen}),
    heads(id) AS (SELECT coalesce(x.part_of, x.undoes, x.id) FROM reviews x JOIN chosen ON chosen.id = x.id)
    SELECT id FROM chosen UNION SELECT id FROM heads
    UNION SELECT x.id FROM reviews x JOIN heads ON x.part_of = heads.id
    UNION SELECT x.id FROM reviews x JOIN heads ON x.undoes = heads.id
"""


def _review(row: tuple[Any, ...]) -> Review:
    values = dict(zip((each.name for each in fields(Review)), row, strict=True))
    for name in ("old_value", "new_value", "tasks"):
        values[name] = None if values[name] is None else json.loads(values[name])
    return Review(**{**values, "in_force": bool(values["in_force"]), "tasks": tuple(values["tasks"])})
