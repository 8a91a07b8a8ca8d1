"""What was entered about a document's tasks, undone or not, and what of it concerns which task."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from output.store.values import IN_FORCE


@dataclass(frozen=True, slots=True)
class Entered:
    """A row of `reviews`; `tasks` are those that it concerns."""

    id: int
    tasks: tuple[str, ...]
    action: str
    field: str | None
    new_value: Any
    who: str
    at: str
    note: str | None
    part_of: int | None
    undoes: int | None
    in_force: bool


def entered(db: Database, document: int) -> Iterator[Entered]:
    """All entries that concern a document, the first first. Those that were undone are attached to no task."""
    sql = f"""
        SELECT r.id, r.task, r.action, r.field, r.new_value, r.who, r.at, r.note, r.part_of, r.undoes, {IN_FORCE},
            (SELECT json_group_array(a.task) FROM attachments a WHERE a.review = r.id AND a.document = :document)
        FROM reviews r
        WHERE r.id IN (
            SELECT review FROM attachments WHERE document = :document
            UNION SELECT x.id FROM files f JOIN reviews x ON x.file = f.id WHERE f.document = :document
        )
        ORDER BY r.id
    """
    for id_, task, action, field, new, who, at, note, part_of, undoes, in_force, attached in db.execute(
        sql, {"document": document}
    ):
        tasks = tuple(json.loads(attached))
        yield Entered(
            id=id_,
            tasks=tasks or (task,),
            action=action,
            field=field,
            new_value=None if new is None else json.loads(new),
            who=who,
            at=at,
            note=note,
            part_of=part_of,
            undoes=undoes,
            in_force=bool(in_force) and bool(tasks),
        )


def by_task(entries: Sequence[Entered]) -> dict[str, list[Entered]]:
    """The entries of each task; an undo is one of all tasks whose entries it takes back."""
    found: dict[str, list[Entered]] = defaultdict(list)
    tasks_of_head: dict[int, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        concerned = dict.fromkeys(entry.tasks)
        tasks_of_head[entry.part_of or entry.id].update(concerned)
        if entry.undoes is not None:
            concerned |= tasks_of_head[entry.undoes]
        for task in concerned:
            found[task].append(entry)
    return found


def last_of(db: Database, document: int, who: str) -> list[int]:
    """What `who` decided last in a document and is in force: an entry, or all that were made in one go (with one note,
    see `Reviews.accept_all`). Empty if there is nothing left to take back.
    """
    mine = [
        entry
        for entry in entered(db, document)
        if entry.who == who and entry.in_force and entry.part_of is None and entry.action != "undo"
    ]
    if not mine:
        return []
    last = mine[-1]
    if last.action == "accept" and last.note:
        return [entry.id for entry in mine if entry.action == "accept" and entry.note == last.note]
    return [last.id]
