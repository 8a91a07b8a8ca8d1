"""Where reviews count: which task of a document's leading reading each of them speaks of.

`attach` works it out anew from the reviews and the readings alone, so the same reviews and readings always give the
same attachments, whatever happened in between. `subjects` finds the tasks, `carrying` says what holds for a new
wording.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set

from sqlite_utils import Database

from output.store import carrying, lists
from output.store.carrying import Values
from output.store.machine import MachineTask
from output.store.subjects import Entry, Readings, Source, Subject, Target, entries_of, find_targets, subjects_of

Attachments = dict[int, tuple[str, str]]
"""By review: the task and how it was found."""

Detached = dict[int, tuple[str | None, str]]
"""By review: the task that now stands in the place of the reviewed one, and the reason."""


def relist(
    db: Database,
    changed: Set[int],
    around: Iterable[int],
    list_anew: Callable[[Database, int], None] = lists.refresh,
) -> None:
    """List the documents whose reading has changed anew, and those `around` them to which reviews go or came."""
    for document in changed:
        lists.clear(db, document)  # all of them first: a task may go from one to another
    affected = {*changed, *around}
    for document in sorted(affected.union(*(_finals(db, document) for document in affected))):
        if attach(db, document) or document in changed:
            list_anew(db, document)


def settle(db: Database, document: int) -> None:
    """After a review: put right what the store's trigger could not know, and list anew what that changes."""
    relist(db, frozenset(), [document])


def attach(db: Database, document: int) -> bool:
    """Make the attachments of a document anew; whether any has changed.

    To a document belong the reviews of all its files, and those of the drafts of which it is the final.
    """
    sources = _sources(db, document)
    entries = entries_of(db, list(sources))
    attached: Attachments = {}
    detached: Detached = {}
    if entries:
        leading = db.execute("SELECT file FROM documents WHERE id = ?", [document]).fetchone()[0]
        subjects = subjects_of(entries)
        targets = find_targets(subjects, Readings(db, leading), document, sources)
        attached, detached = _outcomes(subjects, targets, sources, leading)
        detached = {
            entry.id: detached[entry.id]
            for entry in entries
            if entry.id in detached
            and (detached[entry.id][1] == "superseded" or sources[entry.file].document == document)
        }
    return _store(db, document, attached, detached)


def _sources(db: Database, document: int) -> dict[int, Source]:
    """The files of a document and of its drafts."""
    sql = """
        WITH RECURSIVE drafts(document) AS (
            VALUES (?)
            UNION SELECT k.earlier FROM document_links k JOIN drafts d ON k.later = d.document WHERE k.kind = 'draft'
        )
        SELECT f.id, f.document, f.edition FROM files f JOIN drafts d ON d.document = f.document ORDER BY f.id
    """
    return {file: Source(of, edition) for file, of, edition in db.execute(sql, [document])}


def _finals(db: Database, document: int) -> list[int]:
    """The documents of which this one is a draft, directly or not."""
    sql = """
        WITH RECURSIVE finals(document) AS (
            VALUES (?)
            UNION SELECT k.later FROM document_links k JOIN finals f ON k.earlier = f.document WHERE k.kind = 'draft'
        )
        SELECT document FROM finals WHERE document <> ? ORDER BY document
    """
    return [row[0] for row in db.execute(sql, [document, document])]


def _outcomes(
    subjects: Sequence[Subject], targets: Sequence[Target | None], sources: dict[int, Source], leading: int
) -> tuple[Attachments, Detached]:
    """What becomes of each entry."""
    attached: Attachments = {}
    detached: Detached = {}
    for subject, target in zip(subjects, targets, strict=True):
        superseded = _superseded(subject, target, sources, sources[leading]) if target else frozenset()
        for entry in subject.entries:
            if target is None:
                detached[entry.id] = (None, "gone")
            elif entry.id in superseded:
                detached[entry.id] = (target.task, "superseded")
            else:
                attached[entry.id] = (target.task, target.how_for(entry))
    _keep_groups_together(subjects, attached, detached)
    for subject, target in zip(subjects, targets, strict=True):
        # What was added in a split that no longer counts is not there, nor is what was said of it.
        if target and target.how == "added" and subject.add and subject.add.id not in attached:
            for entry in subject.entries:
                if attached.pop(entry.id, None):
                    detached[entry.id] = (None, "gone")
    return attached, detached


def _superseded(subject: Subject, target: Target, sources: dict[int, Source], leading: Source) -> frozenset[int]:
    """The entries of another wording that do not hold for the leading one."""
    machine = target.machine
    others = [entry for entry in subject.entries if sources[entry.file] != leading]
    if machine is None or not others:
        return frozenset()
    first = {e.field: e.old_value for e in reversed(subject.entries) if e.field and e.action == "set" and e.has_old}
    held = {
        entry.field
        for entry in subject.entries
        if entry.action == "set" and entry.field and (entry not in others or _set_holds(entry, first, target, machine))
    }
    return frozenset(entry.id for entry in others if not _holds(entry, held, target, machine))


def _holds(entry: Entry, held: set[str], target: Target, machine: MachineTask) -> bool:
    former = target.former_values(entry)
    seen = entry.old_value if isinstance(entry.old_value, dict) else {}
    if entry.action == "set":
        return entry.field in held
    if entry.action == "accept":
        return carrying.accept_holds(seen, former, machine.values, held)
    if entry.action == "reject":
        return carrying.reject_holds(seen.get("text", entry.text), former, machine.values)
    if entry.action == "add":
        return carrying.accept_holds(entry.new_value, None, machine.values, held)
    return True


def _set_holds(entry: Entry, first: Values, target: Target, machine: MachineTask) -> bool:
    """Against the oldest value known of the earlier wording, and what the program reads there today."""
    field = entry.field or ""
    bases = [values[field] for values in (first, target.former_values(entry) or {}) if field in values]
    return carrying.set_holds(field, entry.new_value, bases, machine.values)


def _keep_groups_together(subjects: Sequence[Subject], attached: Attachments, detached: Detached) -> None:
    """A merge or split counts whole or not at all: half of one would lose the words of a task."""
    groups = defaultdict(list)
    for subject in subjects:
        for entry in subject.entries:
            groups[entry.part_of or entry.id].append(entry.id)
    for head, members in groups.items():
        superseded = any(detached.get(member, (None, ""))[1] == "superseded" for member in members)
        if superseded or head in detached:
            reason = "superseded" if superseded else "gone"
            for member in members:
                if found := attached.pop(member, None):
                    detached[member] = (found[0], reason)


def _store(db: Database, document: int, attached: Attachments, detached: Detached) -> bool:
    rows = db.execute("SELECT review, task, how FROM attachments WHERE document = ?", [document]).fetchall()
    old = {review: (task, how) for review, task, how in rows}
    if attached != old:
        db.execute("DELETE FROM attachments WHERE document = ?", [document])
        db.conn.executemany(
            "INSERT INTO attachments (review, document, task, how) VALUES (?, ?, ?, ?)",
            [(review, document, task, how) for review, (task, how) in sorted(attached.items())],
        )
    db.execute("DELETE FROM detached WHERE document = ?", [document])
    db.conn.executemany(
        "INSERT INTO detached (review, document, task, reason) VALUES (?, ?, ?, ?)",
        [(review, document, task, reason) for review, (task, reason) in sorted(detached.items())],
    )
    return {review: task for review, (task, _) in attached.items()} != {
        review: task for review, (task, _) in old.items()
    }
