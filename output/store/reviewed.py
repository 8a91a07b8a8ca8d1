"""Plans as people left them: every reviewed value in the place of the program's, rejected tasks out, added ones in."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from output.exports.plan_json import to_dict
from output.store.carrying import CONTENT, same
from output.store.machine import FIELDS, tasks_of
from output.store.reading import read_plan
from output.store.values import IN_FORCE


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    """A document's plan in the contract's form, without what tells of the program (ids, evidence, confidences).

    Particulars, targets and citations are as the program read them. `name`, `sha256` and `paths` are those of the file
    that leads the document, `reviewed` counts the tasks with a verdict, `left` those that nobody has looked at, or that
    were accepted when they read otherwise.
    """

    document: int
    name: str
    sha256: str
    paths: tuple[str, ...]
    plan: dict[str, Any]
    reviewed: int
    left: int


def reviewed_plan(db: Database, document: int) -> ReviewedPlan:
    """The plan of a document as it stands."""
    file, name, sha256 = db.execute(
        "SELECT f.id, f.name, f.sha256 FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?", [document]
    ).fetchone()
    paths = db.execute("SELECT path FROM file_paths WHERE file = ? ORDER BY last_seen DESC, path", [file]).fetchall()
    read = to_dict(read_plan(db, file))
    tasks = dict(_tasks(db, document, file))
    verdicts = db.execute("SELECT task_id, review FROM listed_tasks WHERE document = ?", [document]).fetchall()
    accepted = _accepted(db, document)
    left = [task for task, verdict in verdicts if verdict is None or not _still(accepted.get(task), tasks[task])]
    rejected = _rejected(db, document)
    return ReviewedPlan(
        document=document,
        name=name,
        sha256=sha256,
        paths=tuple(path for (path,) in paths),
        plan={
            "document": _bare(read["document"]),
            "tasks": list(tasks.values()),
            "targets": [_bare(target) for target in read["targets"]],
            "citations": [_bare(citation) for citation in read["citations"]],
        },
        reviewed=len(verdicts) - len(left) + rejected,
        left=len(left),
    )


def _tasks(db: Database, document: int, file: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each listed task by its id, in order."""
    machine = {task.id: task.values for task in tasks_of(db, file)}
    stated: dict[str, dict[str, Any]] = defaultdict(dict)
    for task, field, value in db.execute("SELECT task, field, value FROM reviewed WHERE document = ?", [document]):
        stated[task][field] = json.loads(value)
    listed = "SELECT task_id, origin FROM listed_tasks WHERE document = ? ORDER BY position"
    for task, origin in db.execute(listed, [document]).fetchall():
        values = {**machine.get(task, {}), **stated[task]}
        yield task, {"origin": origin, **{field: values[field] for field in FIELDS}}


def _accepted(db: Database, document: int) -> dict[str, Mapping[str, Any]]:
    """What was seen when a task was accepted, by its id, where that is its last verdict."""
    sql = f"""
        SELECT l.task_id, r.old_value FROM listed_tasks l JOIN attachments a ON a.task = l.task_id
        JOIN reviews r ON r.id = a.review
        WHERE l.document = ? AND l.review = 'accept' AND r.action = 'accept' AND r.old_value IS NOT NULL AND {IN_FORCE}
        ORDER BY r.id
    """
    return {task: json.loads(seen) for task, seen in db.execute(sql, [document])}


def _still(seen: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    return seen is None or all(same(field, seen[field], now[field]) for field in CONTENT if field in seen)


def _rejected(db: Database, document: int) -> int:
    sql = f"""
        SELECT count(DISTINCT a.task) FROM attachments a JOIN reviews r ON r.id = a.review
        WHERE a.document = ? AND r.action = 'reject' AND {IN_FORCE}
            AND a.task NOT IN (SELECT task_id FROM listed_tasks WHERE document = a.document)
    """
    return int(db.execute(sql, [document]).fetchone()[0])


def _bare(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "evidence"}
