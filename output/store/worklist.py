"""A document's tasks as a clerk looks them over: what stands, how sure the program is of each value, who decided what.

A few queries answer for the whole document, so that hundreds of tasks are there at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from output.store.entered import Entered, by_task, entered
from output.store.machine import FIELDS, MachineTask, tasks_of
from output.store.overview import DOUBTFUL
from output.store.unit_merges import last_unit_review


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody said about a task."""

    review: int
    who: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkTask:
    """A task as it stands. `values` are as those of `Reviews.values`, to be sent back as `expected`.

    `units` are the ids in `units` of each entry of lead and partners, those that merged ones count for; None for a name
    that the store does not know.
    `confidences` are by field and entry (0 for fields with one value) and only of what the program read and nobody set;
    `confidence` is of the row. `verdict` is accept, reject, set, add or None; `decision` is the entry to undo for it,
    `by` who made it. `version` is the last entry that concerns the task, undone or not, 0 for none.
    """

    id: str
    position: float
    origin: str
    page: int | None
    values: Mapping[str, Any]
    units: Mapping[str, Sequence[int | None]]
    confidence: float | None
    confidences: Mapping[tuple[str, int], float]
    verdict: str | None
    decision: int | None
    by: str | None
    set_fields: frozenset[str]
    notes: tuple[Note, ...]
    version: int

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody has said that it is right, or what is right instead."""
        return self.verdict is not None

    @property
    def is_doubtful(self) -> bool:
        """Whether it wants a look before the others."""
        return not self.is_reviewed and self.confidence is not None and self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Worklist:
    """A document's particulars (of `documents`, with `file` its name, `pages`, `written` when it was read,
    `replaced_by` its final) and its tasks in the order of the document, rejected ones among them.

    `gone` are tasks that stand no more, such as those whose adding was undone, each with its last entry. `last` is the
    last entry in the store, `last_of_units` the last one about units that are merged or parted.
    """

    document: Mapping[str, Any]
    tasks: tuple[WorkTask, ...]
    gone: Mapping[str, int]
    last: int
    last_of_units: int

    @property
    def counts(self) -> dict[str, int]:
        """How many tasks stand, were reviewed, are doubtful, were rejected."""
        standing = [task for task in self.tasks if task.verdict != "reject"]
        return {
            "tasks": len(standing),
            "reviewed": sum(task.is_reviewed for task in standing),
            "doubtful": sum(task.is_doubtful for task in standing),
            "rejected": len(self.tasks) - len(standing),
        }


def read_worklist(db: Database, document: int) -> Worklist:
    """The tasks of a document (its id in `documents`). LookupError if there is none."""
    # First, so that what is entered meanwhile is told again rather than missed.
    last, last_of_units = last_review(db), last_unit_review(db)
    particulars = _particulars(db, document)
    file = particulars.pop("file_id")
    entries = list(entered(db, document))
    concerning = by_task(entries)
    rows = dict(db.execute("SELECT id, confidence FROM tasks WHERE file = ?", [file]))
    confidences = _confidences(db, file)
    units = _units(db, document)
    tasks = [
        _work_task(machine, concerning.get(machine.id, []), units, rows.get(machine.id), confidences[machine.position])
        for machine in tasks_of(db, file)
    ]
    known = {task.id for task in tasks}
    for id_, of_task in concerning.items():
        if id_ not in known and any(entry.action == "add" and entry.in_force for entry in of_task):
            tasks.append(_work_task(_added(id_, file, of_task), of_task, units, None, {}))
    tasks.sort(key=lambda task: task.position)
    standing = {task.id for task in tasks}
    gone = {id_: of_task[-1].id for id_, of_task in concerning.items() if id_ not in standing}
    return Worklist(particulars, tuple(tasks), gone, last, last_of_units)


def last_review(db: Database) -> int:
    """The number of the last entry in the store."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM reviews").fetchone()[0])


def written(db: Database, document: int) -> str:
    """When the leading file of a document was read. LookupError if there is none."""
    sql = "SELECT f.written FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?"
    row = db.execute(sql, [document]).fetchone()
    if row is None:
        raise LookupError(document)
    return str(row[0])


def document_of(db: Database, task: str) -> int:
    """The document in which a task stands or stood. LookupError if there is none."""
    sql = """
        SELECT document FROM listed_tasks WHERE task_id = :task
        UNION ALL SELECT d.id FROM tasks t JOIN documents d ON d.file = t.file WHERE t.id = :task
        UNION ALL SELECT document FROM attachments WHERE task = :task
        UNION ALL SELECT f.document FROM reviews r JOIN files f ON f.id = r.file WHERE r.task = :task
        LIMIT 1
    """
    row = db.execute(sql, {"task": task}).fetchone()
    if row is None:
        raise LookupError(task)
    return int(row[0])


# How


def _particulars(db: Database, document: int) -> dict[str, Any]:
    sql = """
        SELECT d.id AS document_id, d.file AS file_id, d.type, d.number, d.issuer, d.place, d.date, d.title, d.signer,
            f.name AS file, f.format, f.pages, f.text_from, f.written,
            (SELECT max(k.later) FROM document_links k WHERE k.earlier = d.id AND k.kind = 'draft') AS replaced_by
        FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?
    """
    found = next(iter(db.query(sql, [document])), None)
    if found is None:
        raise LookupError(document)
    return found


def _added(task: str, file: int, entries: Sequence[Entered]) -> MachineTask:
    """A task added by hand, in the form of one that was read."""
    add = next(entry for entry in entries if entry.action == "add" and entry.in_force)
    values = {field: add.new_value.get(field) for field in FIELDS}
    position = add.new_value.get("position", 1000000 + add.id)
    return MachineTask(
        id=task,
        file=file,
        position=position,
        origin=add.new_value.get("origin", "body"),
        page=add.new_value.get("page"),
        values=values,
        block=None,
        start=None,
        end=None,
    )


def _work_task(
    machine: MachineTask,
    entries: Sequence[Entered],
    units: Mapping[tuple[str, str], Mapping[str, int | None]],
    confidence: float | None,
    confidences: Mapping[tuple[str, int], float],
) -> WorkTask:
    values = {**machine.values, "status": "open", "done_on": None}
    set_fields = set[str]()
    decision: Entered | None = None
    for entry in entries:
        if not entry.in_force:
            continue
        if entry.action == "set" and entry.field:
            values[entry.field] = entry.new_value
            set_fields.add(entry.field)
        if entry.action == "add":
            values |= {field: entry.new_value[field] for field in FIELDS if field in entry.new_value}
        if entry.action in ("accept", "reject", "set", "add") and entry.field not in ("status", "done_on"):
            decision = entry
    return WorkTask(
        id=machine.id,
        position=machine.position,
        origin=machine.origin,
        page=machine.page,
        values=values,
        units={
            field: [units.get((machine.id, role), {}).get(name) for name in values[field]]
            for field, role in (("lead", "lead"), ("partners", "partner"))
        },
        confidence=confidence,
        confidences={place: share for place, share in confidences.items() if place[0] not in set_fields},
        verdict=decision.action if decision else None,
        decision=(decision.part_of or decision.id) if decision else None,
        by=decision.who if decision else None,
        set_fields=frozenset(set_fields),
        notes=tuple(
            Note(entry.id, entry.who, entry.at, entry.note or "")
            for entry in entries
            if entry.action == "note" and entry.in_force
        ),
        version=max((entry.id for entry in entries), default=0),
    )


def _units(db: Database, document: int) -> dict[tuple[str, str], dict[str, int | None]]:
    """The unit of each name in a task, or the one that it was merged into, by task and role."""
    sql = """
        SELECT l.task_id, u.role, u.printed, coalesce(n.merged_into, u.unit) FROM listed_tasks l
        JOIN listed_units u ON u.task = l."key" LEFT JOIN units n ON n.id = u.unit WHERE l.document = ?
    """
    found: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    for task, role, printed, unit in db.execute(sql, [document]):
        found[task, role][printed] = unit
    return found


def _confidences(db: Database, file: int) -> dict[float, dict[tuple[str, int], float]]:
    """The confidence of each value by task's position, field and entry; the least where several places speak for it."""
    sql = """
        SELECT record_position, field, coalesce("index", 0), min(confidence) FROM evidence
        WHERE file = ? AND record = 'task' GROUP BY 1, 2, 3
    """
    found: dict[float, dict[tuple[str, int], float]] = defaultdict(dict)
    for position, field, index, confidence in db.execute(sql, [file]):
        found[position][field, index] = confidence
    return found
