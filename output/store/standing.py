"""What stands for one task now: the program's reading with what people decided, and whose decision that was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from output.errors import ReviewConflict, ReviewError
from output.store.machine import FIELDS, MachineTask, task_with
from output.store.review_history import read_history
from output.store.review_values import REVIEWED, checked
from output.store.values import IN_FORCE


class _Unseen:
    """The kind of `UNSEEN`."""


UNSEEN: Final = _Unseen()
"""That a reviewer does not say what they saw."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A task as it stands. `machine` is None for one added by hand; `known_as` are the other ids under which reviews
    count for it; `verdict` is the last one in force.
    """

    task: str
    document: int
    file: int
    machine: MachineTask | None
    position: float
    origin: str
    page: int | None
    values: Mapping[str, Any]
    verdict: str | None
    known_as: tuple[str, ...]

    @property
    def content(self) -> dict[str, Any]:
        """The values that the plan states."""
        return {field: self.values[field] for field in FIELDS}


def standing_of(db: Database, task: str) -> Standing:
    """The task of that id in the leading reading of its document, or as added. Raises ReviewError if there is none."""
    machine = task_with(db, task)
    values: dict[str, Any] = {}
    placed: tuple[int, int, float, str, int | None]
    if machine:
        row = db.execute("SELECT id FROM documents WHERE file = ?", [machine.file]).fetchone()
        if row is None:
            raise ReviewError(
                f"Task {task} was read from a file that no longer stands for its document. "
                "Load the list anew and take the task that it shows.",
                "old_task",
            )
        values = {**machine.values, "status": "open", "done_on": None}
        placed = (row[0], machine.file, machine.position, machine.origin, machine.page)
    else:
        placed = _added(db, task)
    stated = db.execute("SELECT field, value FROM reviewed WHERE task = ?", [task])
    values |= {field: json.loads(value) for field, value in stated if field in REVIEWED}
    values = {"status": "open", "done_on": None, **values}
    document, file, position, origin, page = placed
    verdict = f"""
        SELECT r.action FROM attachments a JOIN reviews r ON r.id = a.review
        WHERE a.task = ? AND r.action IN ('accept', 'reject', 'set', 'add')
            AND coalesce(r.field, '') NOT IN ('status', 'done_on') AND {IN_FORCE}
        ORDER BY r.id DESC LIMIT 1
    """
    others = """
        SELECT DISTINCT r.task FROM attachments a JOIN reviews r ON r.id = a.review
        WHERE a.task = ? AND r.task <> a.task ORDER BY r.task
    """
    return Standing(
        task=task,
        document=document,
        file=file,
        machine=machine,
        position=position,
        origin=origin,
        page=page,
        values=values,
        verdict=next((row[0] for row in db.execute(verdict, [task])), None),
        known_as=tuple(row[0] for row in db.execute(others, [task])),
    )


def expect(db: Database, standing: Standing, expected: object) -> None:
    """Raise ReviewConflict unless the task still stands as the reviewer saw it."""
    if isinstance(expected, _Unseen):
        return
    if not isinstance(expected, Mapping):
        raise ReviewError("`expected` of a whole task is an object of some fields' values.")
    if standing.verdict == "reject":
        raise ReviewConflict(
            f"Task {standing.task} has been rejected meanwhile{_by_whom(db, standing, None)}. Load the list anew."
        )
    for field, value in expected.items():
        now = standing.values.get(field)
        if value != now and checked(field, value) != now:
            raise ReviewConflict(
                f"{field} of task {standing.task} has changed meanwhile{_by_whom(db, standing, field)}; it is now "
                f"{json.dumps(now, ensure_ascii=False)}. Look at it and decide again."
            )


def _by_whom(db: Database, standing: Standing, field: str | None) -> str:
    """Who changed a field last, or rejected the task, and when."""
    entries = {entry.id: entry for entry in read_history(db, standing.task)}
    changes = [
        entry
        for entry in entries.values()
        for meant in [entries.get(entry.undoes or 0, entry)]
        if meant.action in ("merge", "split", "add") or (meant.field == field if field else meant.action == "reject")
    ]
    read = db.execute("SELECT written FROM files WHERE id = ?", [standing.file]).fetchone()[0]
    if changes and (field is None or changes[-1].at >= read):
        return f" by {changes[-1].who} at {changes[-1].at}"
    return f": the document was read anew at {read}"


def _added(db: Database, task: str) -> tuple[int, int, float, str, int | None]:
    """Where a task added by hand stands: document, its leading file, position, origin and page."""
    sql = f"""
        SELECT a.document, d.file, coalesce(json_extract(r.new_value, '$.position'), 1000000 + r.id),
            coalesce(json_extract(r.new_value, '$.origin'), 'body'), json_extract(r.new_value, '$.page')
        FROM attachments a JOIN reviews r ON r.id = a.review JOIN documents d ON d.id = a.document
        WHERE a.task = ? AND a.how = 'added' AND r.action = 'add' AND {IN_FORCE}
    """
    row = db.execute(sql, [task]).fetchone()
    if row is None:
        moved = db.execute(
            "SELECT a.task FROM reviews r JOIN attachments a ON a.review = r.id WHERE r.task = ? ORDER BY a.review",
            [task],
        ).fetchone()
        hint = f"It is task {moved[0]} now." if moved else "`kehoach list` and the view `task_list` show the tasks."
        raise ReviewError(f"There is no task {task} in this store. {hint}", "no_task")
    document, file, position, origin, page = row
    return document, file, position, origin, page
