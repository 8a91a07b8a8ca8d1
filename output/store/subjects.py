"""What reviews speak of, and which task of a document's leading reading that is now.

Reviews of one task are one subject, be it that they were written under several ids of it: a later review of a task
names, in `known_as`, the ids of those whose reviews counted for it when it was written.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from sqlite_utils import Database

from output.fold import words
from output.store.counterparts import Anchor, Found, alike, in_other_file, in_own_file
from output.store.machine import MachineTask, tasks_of
from output.store.values import IN_FORCE

How = Literal["id", "place", "words", "added"]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose file it is, and which wording of the document it holds."""

    document: int
    edition: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A review in force: what it says, and where the task stood when it was written."""

    id: int
    task: str
    file: int
    anchor: Anchor | None
    action: str
    field: str | None
    has_old: bool
    old_value: Any
    new_value: Any
    part_of: int | None
    known_as: tuple[str, ...]

    @property
    def text(self) -> str | None:
        """The task's words then."""
        return self.anchor.text if self.anchor else None


@dataclass(slots=True)
class Subject:
    """The reviews of one task, the first first; `ids` are all that it went by, `add` is the one that added it."""

    ids: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    add: Entry | None = None
    added_ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Target:
    """The task that a subject is now. `machine` is None for one added by hand; `former` is what each of the files
    in which it was reviewed reads of it today.
    """

    task: str
    how: How
    machine: MachineTask | None = None
    former: Mapping[int, MachineTask] = field(default_factory=dict)

    def former_values(self, entry: Entry) -> Mapping[str, Any] | None:
        """What the program reads today where this entry was written."""
        task = self.former.get(entry.file)
        return task.values if task else None

    def how_for(self, entry: Entry) -> How:
        """How this entry came here."""
        if entry.action == "add" and self.how == "added":
            return "added"
        return "id" if entry.task == self.task or self.how == "added" else self.how


class Readings:
    """The tasks that files hold now, each read from the store once."""

    def __init__(self, db: Database, leading: int) -> None:
        self._db = db
        self.leading = leading
        self.of = cache(lambda file: tasks_of(db, file))

    def stands(self, file: int, anchor: Anchor) -> bool:
        """Whether the anchor's words are still in their place in the file."""
        if anchor.block is None or anchor.start is None:
            return False
        sql = "SELECT substr(text, ? + 1, ?) FROM blocks WHERE file = ? AND position = ?"
        row = self._db.execute(sql, [anchor.start, len(anchor.text), file, anchor.block]).fetchone()
        return row is not None and words(row[0]) == words(anchor.text)


def carried_id(task: str) -> str:
    """The id, in the final, of a task that was added to the draft. A draft has one final."""
    return hashlib.sha256(f"{task} in the final".encode()).hexdigest()[:16]


def entries_of(db: Database, files: Sequence[int]) -> list[Entry]:
    """The reviews in force of these files' tasks, the first first."""
    sql = f"""
        SELECT r.id, r.task, coalesce(r.file, t.file, a.file), r.block, r.start, r.task_text, r.task_number, r.action,
            r.field, r.old_value, r.new_value, r.part_of, r.known_as
        FROM reviews r LEFT JOIN tasks t ON t.id = r.task
        LEFT JOIN reviews a ON a.task = r.task AND a.action = 'add'
        WHERE r.id IN (
            SELECT id FROM reviews WHERE file IN (SELECT value FROM json_each(:files))
            UNION SELECT o.id FROM tasks s JOIN reviews o ON o.task = s.id
            WHERE s.file IN (SELECT value FROM json_each(:files)) AND o.file IS NULL
            UNION SELECT o.id FROM reviews s JOIN reviews o ON o.task = s.task
            WHERE s.file IN (SELECT value FROM json_each(:files)) AND s.action = 'add' AND o.file IS NULL
        ) AND {IN_FORCE}
        ORDER BY r.id
    """
    return [_entry(*row) for row in db.execute(sql, {"files": json.dumps(files)})]


def subjects_of(entries: Iterable[Entry]) -> list[Subject]:
    """Entries that speak of one task, together, in the order of their first ones."""
    subjects: dict[str, Subject] = {}
    for entry in entries:
        added = {entry.task, carried_id(entry.task)} if entry.action == "add" else set()
        subject = Subject({entry.task, *entry.known_as, *added}, [entry], entry if added else None, added)
        for known in {id(subjects[name]): subjects[name] for name in subject.ids if name in subjects}.values():
            subject.ids |= known.ids
            subject.entries += known.entries
            subject.added_ids |= known.added_ids
            subject.add = known.add or subject.add
        subjects.update(dict.fromkeys(subject.ids, subject))
    found = list({id(subject): subject for subject in subjects.values()}.values())
    for subject in found:
        subject.entries.sort(key=lambda entry: entry.id)
    return sorted(found, key=lambda subject: subject.entries[0].id)


def find_targets(
    subjects: Sequence[Subject], readings: Readings, document: int, sources: Mapping[int, Source]
) -> list[Target | None]:
    """The task in the leading reading of each subject, None where there is none."""
    targets: dict[int, Target] = {}
    own: dict[tuple[int, int], tuple[MachineTask, How]] = {}
    lost: dict[int, dict[str, Anchor]] = {}
    files = {entry.file for subject in subjects for entry in subject.entries}
    for file in files | {readings.leading}:
        found, lost[file] = _in_file(subjects, readings, file)
        own.update({(number, file): where for number, where in found.items()})
    leading = readings.of(readings.leading)
    taken = {task.id for (_, file), (task, _) in own.items() if file == readings.leading}
    across: dict[int, dict[str, Found]] = {}
    for file in sorted(files - {readings.leading}):
        across[file] = in_other_file(readings.of(file), lost[file], leading, taken)
    for number, subject in enumerate(subjects):
        where = own.get((number, readings.leading)) or _elsewhere(number, subject, own, across)
        if where:
            former = {file: own[number, file][0] for file in files if (number, file) in own}
            targets[number] = Target(where[0].id, where[1], where[0], former)
    _place_added(subjects, targets, leading, document, sources)
    return [targets.get(number) for number in range(len(subjects))]


def _in_file(
    subjects: Sequence[Subject], readings: Readings, file: int
) -> tuple[dict[int, tuple[MachineTask, How]], dict[str, Anchor]]:
    """The tasks that a file reads today of subjects reviewed in it, by their numbers, and the anchors of those lost."""
    tasks = readings.of(file)
    known = {task.id: task for task in tasks}
    found: dict[int, tuple[MachineTask, How]] = {}
    anchors: dict[str, Anchor] = {}
    for number, subject in enumerate(subjects):
        here = [*(entry.task for entry in reversed(subject.entries)), *sorted(subject.ids)]
        if present := next((id_ for id_ in here if id_ in known), None):
            found[number] = (known[present], "id")
        elif anchor := _anchor(subject, file):
            anchors[str(number)] = anchor
    taken = {task.id for task, _ in found.values()}
    free = [task for task in tasks if task.id not in taken]
    again = in_own_file(anchors, free, lambda anchor: readings.stands(file, anchor)) if anchors else {}
    found.update({int(name): (each.task, each.how) for name, each in again.items()})
    return found, {name: anchor for name, anchor in anchors.items() if name not in again}


def _anchor(subject: Subject, file: int) -> Anchor | None:
    """Where the subject was last reviewed in a file; what was added by hand stands nowhere."""
    entries = (
        entry for entry in reversed(subject.entries) if entry.file == file and entry.task not in subject.added_ids
    )
    return next((entry.anchor for entry in entries if entry.anchor), None)


def _elsewhere(
    number: int,
    subject: Subject,
    own: Mapping[tuple[int, int], tuple[MachineTask, How]],
    across: Mapping[int, Mapping[str, Found]],
) -> tuple[MachineTask, How] | None:
    """By way of the other files in which it was reviewed, the last one first."""
    for file in dict.fromkeys(entry.file for entry in reversed(subject.entries)):
        here = own.get((number, file))
        if found := across.get(file, {}).get(here[0].id if here else str(number)):
            return found.task, found.how
    return None


def _place_added(
    subjects: Sequence[Subject],
    targets: dict[int, Target],
    leading: Sequence[MachineTask],
    document: int,
    sources: Mapping[int, Source],
) -> None:
    """Tasks added by hand stand by themselves until the program reads one that was not there when they were added."""
    taken = {target.task for target in targets.values()}
    by_hand = {target.task for number, target in targets.items() if subjects[number].add}
    for number, subject in enumerate(subjects):
        add = subject.add
        if add is None or number in targets:
            continue
        there = add.old_value if isinstance(add.old_value, list) else []
        likes = alike(add.new_value["text"], leading)
        free = [task for task in likes if task.id not in taken and task.id not in there]
        if free and len([task for task in likes if task.id not in by_hand]) > len(there):
            targets[number] = Target(free[0].id, "words", free[0])
            taken.add(free[0].id)
            by_hand.add(free[0].id)
        else:
            is_own = sources[add.file].document == document
            targets[number] = Target(add.task if is_own else carried_id(add.task), "added")


def _entry(*row: Any) -> Entry:
    id_, task, file, block, start, text, number, action, field_, old, new, part_of, known_as = row
    return Entry(
        id=id_,
        task=task,
        file=file,
        anchor=None if text is None else Anchor(text, number, block, start),
        action=action,
        field=field_,
        has_old=old is not None,
        old_value=None if old is None else json.loads(old),
        new_value=None if new is None else json.loads(new),
        part_of=part_of,
        known_as=tuple(json.loads(known_as)) if known_as else (),
    )
