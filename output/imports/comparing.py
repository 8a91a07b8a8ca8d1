"""Compares a file that comes back with the store."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from output.errors import ReviewError
from output.exports.fingerprint import STATED, plain, stated
from output.imports.incoming import Addition, Change, Incoming, Missing, Problem
from output.imports.records import ImportedTask
from output.store import Assignment, Store, Wanted
from output.store.review_values import checked, checked_task

Understand = Callable[[Mapping[str, Any], int], list[dict[str, Any]]]
"""Makes of a deadline as somebody typed it, {"text": …} perhaps with {"due": …}, those that it states, in the
contract's form. The number is the document's, whose year counts. Raises ReviewError for what is no deadline.
"""

CELL = 32_767
"""Letters that a cell of a spreadsheet holds; it cuts off the rest of a longer text."""

_AT_ONCE = 1000


def compare(
    store: Store,
    tasks: Iterable[ImportedTask],
    understand: Understand,
    *,
    wanted: Wanted | None = None,
    handed_out: Collection[str] | None = None,
) -> Incoming:
    """What the file's tasks would change in the store.

    Where a task brings what it said when it was handed out, only what was changed in the file counts; else all that
    the store says otherwise. Missing are tasks of `handed_out`, where the file knows what was in it, else of `wanted`,
    the filters by which it was made, else of all documents that it names.
    """
    comparison = _Comparison(store, understand)
    remaining = iter(tasks)
    while lot := list(islice(remaining, _AT_ONCE)):
        comparison.take(lot)
    comparison.settle_new()
    return Incoming(
        tuple(comparison.changes),
        tuple(comparison.conflicts),
        tuple(comparison.additions),
        tuple(comparison.missing(wanted, handed_out)),
        tuple(comparison.problems),
        comparison.unchanged,
    )


class _Comparison:
    """A comparison under way."""

    def __init__(self, store: Store, understand: Understand) -> None:
        self._store = store
        self._understand = understand
        self._places: dict[str, str] = {}  # of each task that the file names
        self._new: list[tuple[ImportedTask, tuple[str, int] | None]] = []
        self._documents: set[int] = set()
        self._before: tuple[str, int] | None = None  # the last task of the file that is known, and its document
        self.changes: list[Change] = []
        self.conflicts: list[Change] = []
        self.additions: list[Addition] = []
        self.problems: list[Problem] = []
        self.unchanged = 0

    def take(self, lot: list[ImportedTask]) -> None:
        """Compare some tasks; new ones wait until all others are known."""
        known = self._store.assigned([task.id for task in lot if task.id], date.today())
        for task in lot:
            if task.id is None:
                self._new.append((task, self._before))
            elif task.id in self._places:
                self._problem(task, f"The task stands in the file already: {self._places[task.id]}. Leave one of them.")
            else:
                self._places[task.id] = task.place
                if task.id in known:
                    self._compare(task, known[task.id])
                else:
                    self._problem(task, self._why_unknown(task.id))

    def settle_new(self) -> None:
        """Decide about the tasks without an id: to be added, or known by their words."""
        for task, before in self._new:
            document = self._document_of(task)
            if document is None:
                continue
            same = self._same_words(document, task)
            if same:
                self._places[same.id] = task.place
                self._compare(task, same)
                continue
            after = task.after or (before[0] if before and before[1] == document else None)
            try:
                values = self._understood(task.values, document)
                checked_task(values)
            except ReviewError as error:
                self._problem(task, str(error))
            else:
                self.additions.append(Addition(document, values, task.place, after))

    def missing(self, wanted: Wanted | None, handed_out: Collection[str] | None) -> Iterator[Missing]:
        """The tasks that should be in the file and are not."""
        if handed_out is not None:
            left = [task for task in handed_out if task not in self._places]
            for each in self._store.assigned(left, date.today()).values():
                yield Missing(each.id, each.text)
            return
        if wanted is not None:
            rows: Iterable[Mapping[str, Any]] = self._store.tasks(**wanted)
        else:
            sql = """
                SELECT task_id, text FROM listed_tasks WHERE document IN (SELECT value FROM json_each(?))
                ORDER BY document, position
            """
            rows = self._store.db.query(sql, [json.dumps(sorted(self._documents))])
        for row in rows:
            if row["task_id"] not in self._places:
                yield Missing(row["task_id"], row["text"])

    def _compare(self, task: ImportedTask, stands: Assignment) -> None:
        self._before = (stands.id, stands.document.id)
        self._documents.add(stands.document.id)
        now, was_unchanged = stated(stands), True
        for field in self._changed(task, now):
            was_unchanged = False
            self._enter(task, stands, field, now[field], task.values[field])
        done_on = task.values.get("done_on")
        is_done_anew = any(c.task == stands.id and c.field == "done_on" and c.place == task.place for c in self.changes)
        if is_done_anew and done_on and task.values.get("status", "open") == now["status"] == "open":
            self._enter(task, stands, "status", "open", "done")  # who gives the day says that it is done
        self.unchanged += was_unchanged

    def _changed(self, task: ImportedTask, now: Mapping[str, Any]) -> list[str]:
        """The fields that somebody changed in the file and that the store does not say as well."""
        return [
            field
            for field in STATED
            if field in task.values
            and not _same(field, task.values[field], now[field])
            and not self._was(task, field, task.values[field])
        ]

    def _enter(self, task: ImportedTask, stands: Assignment, field: str, old: Any, given: Any) -> None:
        """Note a change, or a conflict where the store's value is not what was handed out."""
        try:
            new = self._understood({field: given}, stands.document.id)[field]
            new = checked(field, new)
        except ReviewError as error:
            self._problem(task, str(error), stands.id)
            return
        if _same(field, new, old):
            return
        change = Change(stands.id, stands.text, field, old, new, task.place)
        knows = task.base is not None or task.fingerprint is not None
        (self.conflicts if knows and not self._was(task, field, old) else self.changes).append(change)

    def _was(self, task: ImportedTask, field: str, value: Any) -> bool:
        """Whether the field had this value when the file was written; False where the file does not know."""
        if task.base is not None:
            return field in task.base and _same(field, value, task.base[field])
        return task.fingerprint is not None and task.fingerprint.fits(field, value)

    def _understood(self, values: Mapping[str, Any], document: int) -> dict[str, Any]:
        """The values with deadlines as typed made whole."""
        given = dict(values)
        if isinstance(given.get("deadlines"), list | tuple):
            read: list[Any] = []
            for entry in given["deadlines"]:
                typed = isinstance(entry, Mapping) and "kind" not in entry and isinstance(entry.get("text"), str)
                said = self._understand(entry, document) if typed else [entry]
                read += [each for each in said if each not in read or not typed]
            given["deadlines"] = read
        return given

    def _document_of(self, task: ImportedTask) -> int | None:
        """The document of a new task: what it names, else the only one of the file."""
        if task.document is not None:
            if next(iter(self._store.db.query("SELECT id FROM documents WHERE id = ?", [task.document])), None):
                self._documents.add(task.document)
                return task.document
            self._problem(task, f"There is no document {task.document} in this store. `kehoach documents` lists them.")
        elif len(self._documents) == 1:
            return next(iter(self._documents))
        else:
            self._problem(task, "A new task does not say of which document it is. Give the document's id beside it.")
        return None

    def _same_words(self, document: int, task: ImportedTask) -> Assignment | None:
        """A task of the document that the file does not name and that says what the new one says: added before."""
        text = plain(task.values.get("text"))
        if not isinstance(text, str):
            return None
        sql = "SELECT task_id, text FROM listed_tasks WHERE document = ?"
        found = [
            row["task_id"]
            for row in self._store.db.query(sql, [document])
            if row["task_id"] not in self._places and plain(row["text"]) == text
        ]
        return next(iter(self._store.assigned(found[:1], date.today()).values()), None)

    def _why_unknown(self, task: str) -> str:
        try:
            self._store.reviews.values(task)
        except ReviewError as error:
            return str(error)
        return "Somebody has said meanwhile that this is no task. `kehoach reviews history --task` tells who."

    def _problem(self, task: ImportedTask, message: str, known_as: str | None = None) -> None:
        self.problems.append(Problem(task.place, known_as or task.id, message))


def _same(field: str, given: Any, stands: Any) -> bool:
    """Whether a value of a file says what the store says. Deadlines of which only words are there are compared by
    those.
    """
    one, other = plain(given), plain(stands)
    if one == other or (one in (None, []) and other in (None, [])):
        return True
    if field == "deadlines" and isinstance(one, list) and len(one) == len(other):
        return all(isinstance(mine, Mapping) and _says(mine, theirs) for mine, theirs in zip(one, other, strict=True))
    return isinstance(given, str) and isinstance(stands, str) and len(given) == CELL and stands.startswith(given)


def _says(given: Mapping[str, Any], stands: Mapping[str, Any]) -> bool:
    """Whether a deadline, perhaps as typed, is the one that stands."""
    if "kind" in given:
        return {**dict.fromkeys(stands), "recurrence": [], **given} == dict(stands)
    same_words = " ".join((given.get("text") or "").split()) == " ".join((stands["text"] or "").split())
    return same_words and given.get("due") in (None, stands["due"])
