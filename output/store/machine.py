"""What the program itself read of each task: its values in the contract's form, and where its text stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

FIELDS = ("number", "path", "text", "context", "lead", "partners", "products", "deadlines")
"""What the program reads of a task and people may correct."""

_SQL = """
SELECT t.id, t.file, t.position, t.origin, t.page, t.number, t.path, t.text, t.context,
    (SELECT json_group_array(name) FROM (
        SELECT u.name FROM task_units u WHERE u.task = t.key AND u.role = 'lead' ORDER BY u.position
    )),
    (SELECT json_group_array(name) FROM (
        SELECT u.name FROM task_units u WHERE u.task = t.key AND u.role = 'partner' ORDER BY u.position
    )),
    (SELECT json_group_array(text) FROM (SELECT x.text FROM products x WHERE x.task = t.key ORDER BY x.position)),
    (SELECT json_group_array(json_object(
        'text', text, 'kind', kind, 'start', start, 'due', due, 'recurrence', json(recurrence), 'day', day, 'time', time
    )) FROM (SELECT * FROM deadlines x WHERE x.task = t.key ORDER BY x.position)),
    (
        SELECT json_array(e.block, e.start, e."end") FROM evidence e
        WHERE e.file = t.file AND e.record = 'task' AND e.record_position = t.position AND e.field = 'text'
        ORDER BY e.position LIMIT 1
    )
FROM tasks t
"""


@dataclass(frozen=True, slots=True)
class MachineTask:
    """A task as read. Its text begins at characters [start, end) of block number `block`; None where unknown."""

    id: str
    file: int
    position: int
    origin: str
    page: int | None
    values: Mapping[str, Any]
    block: int | None
    start: int | None
    end: int | None


def tasks_of(db: Database, file: int) -> list[MachineTask]:
    """The tasks of a file's last reading, in their order."""
    return [_task(row) for row in db.execute(f"{_SQL} WHERE t.file = ? ORDER BY t.position", [file])]


def task_with(db: Database, id_: str) -> MachineTask | None:
    """The task of that id, if any reading has it."""
    row = db.execute(f"{_SQL} WHERE t.id = ?", [id_]).fetchone()
    return _task(row) if row else None


def _task(row: tuple[Any, ...]) -> MachineTask:
    id_, file, position, origin, page, number, path, text, context, *lists, place = row
    values = dict(zip(FIELDS, (number, json.loads(path), text, context, *map(json.loads, lists)), strict=True))
    block, start, end = json.loads(place) if place else (None, None, None)
    return MachineTask(id_, file, position, origin, page, values, block, start, end)
