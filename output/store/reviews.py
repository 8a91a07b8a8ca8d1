"""What people decide about tasks: each decision is an entry that stays, none is ever changed.

A task is named by the id that `task_list` shows. Every method is one transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlite_utils import Database

from output.errors import ReviewError
from output.store.attaching import settle
from output.store.combining import joined, parted
from output.store.entering import Entering
from output.store.filters import select_documents
from output.store.parts import Block, WritingPart
from output.store.review_history import Review, read_history
from output.store.review_values import checked, checked_task
from output.store.standing import UNSEEN, Standing, expect, standing_of


class Reviews(WritingPart):
    """The reviews of a store; see `Store.reviews`.

    Methods raise ReviewError for what makes no sense, and ReviewConflict where `expected`, what the reviewer saw, is
    no longer what stands: a value in `set`, else an object of some fields' values. They return the entry's number.
    """

    def __init__(self, db: Database, reading: Block, writing: Block) -> None:
        super().__init__(db, reading, writing)
        self._gathered: set[int] | None = None

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Many decisions in one transaction. Their documents are settled once at its end, which takes far less time."""
        with self._writing():
            self._gathered = set()
            try:
                yield
                for document in sorted(self._gathered):
                    settle(self._db, document)
            finally:
                self._gathered = None

    # One task

    def accept(self, task: str, who: str, *, note: str | None = None, expected: object = UNSEEN) -> int:
        """The task is right as it stands."""
        return self._verdict("accept", task, who, note, expected)

    def accept_all(self, tasks: Sequence[str], who: str, *, note: str) -> list[int]:
        """Several tasks are right as they stand. Each has an entry of its own, all with the same note."""
        with self._entering(who) as entry:
            standings = [standing_of(self._db, task) for task in tasks]
            return [entry.of(each).write("accept", old=each.content, note=note) for each in standings]

    def reject(self, task: str, who: str, *, note: str | None = None, expected: object = UNSEEN) -> int:
        """It is no task: `task_list` leaves it out."""
        return self._verdict("reject", task, who, note, expected)

    def set(
        self, task: str, field: str, value: Any, who: str, *, note: str | None = None, expected: object = UNSEEN
    ) -> int:
        """Put a field right. A task that is no longer done has no day on which it was done."""
        with self._entering(who, task) as entry:
            new = checked(field, value)
            expect(self._db, entry.standing, {field: expected} if expected is not UNSEEN else UNSEEN)
            head = entry.write("set", field=field, new=new, note=note)
            if field == "status" and new != "done" and entry.standing.values["done_on"] is not None:
                entry.write("set", field="done_on", new=None, part_of=head)
        return head

    def done(
        self, task: str, on: date | str | None, who: str, *, note: str | None = None, expected: object = UNSEEN
    ) -> int:
        """The task is done, on this day if it is known. Undone in one."""
        with self._entering(who, task) as entry:
            day = checked("done_on", on)
            expect(self._db, entry.standing, expected)
            head = entry.write("set", field="status", new="done", note=note)
            entry.write("set", field="done_on", new=day, part_of=head)
        return head

    def note(self, task: str, text: str, who: str) -> int:
        """Say something about a task; its values stay."""
        with self._entering(who, task) as entry:
            return entry.write("note", note=checked("text", text))

    # Tasks come and go

    def add(
        self,
        document: int,
        values: Mapping[str, Any],
        who: str,
        *,
        after: str | None = None,
        note: str | None = None,
    ) -> str:
        """Add a task that the program did not find, in the contract's form, behind the task `after` or at the end.

        Returns the id of the new task. `values` may have `origin`, `page` and `position` besides, and
        `box`, where it stands on the page: x0, y0, x1, y1 in points from the top left.
        """
        task = checked_task(values)
        with self._entering(who) as entry:
            row = self._db.execute("SELECT file FROM documents WHERE id = ?", [document]).fetchone()
            if row is None:
                raise ReviewError(
                    f"There is no document {document} in this store. Look it up in `documents`.", "no_document"
                )
            if after is not None:
                behind = standing_of(self._db, after)
                if behind.document != document:
                    raise ReviewError(
                        f"Task {after} stands in another document. Name one of document {document}.", "two_documents"
                    )
                task["position"] = next(self._positions_behind(behind, 1))
            return entry.write_added(row[0], document, task, note=note)

    def merge(
        self,
        tasks: Sequence[str],
        who: str,
        values: Mapping[str, Any] | None = None,
        *,
        note: str | None = None,
        expected: Mapping[str, object] | None = None,
    ) -> int:
        """Make several tasks of a document one, in the place of the first; the others go.

        Its text, units, products and deadlines are those of all, one after the other, unless `values` says otherwise.
        `expected` is what the reviewer saw of each task, by its id.
        """
        with self._entering(who) as entry:
            if len(set(tasks)) < 2 or len(set(tasks)) != len(tasks):
                raise ReviewError("A merge needs two tasks or more, each named once.", "few_tasks")
            standings = [standing_of(self._db, task) for task in tasks]
            if len({standing.document for standing in standings}) > 1:
                raise ReviewError(
                    "These tasks stand in different documents. Merge tasks of one document.", "two_documents"
                )
            for standing in standings:
                expect(self._db, standing, (expected or {}).get(standing.task, UNSEEN))
            given = {field: checked(field, value) for field, value in (values or {}).items()}
            new = {**joined([standing.values for standing in standings]), **given}
            head = entry.of(standings[0]).write("merge", new=list(tasks), note=note)
            entry.write_values(new, part_of=head)
            for standing in standings[1:]:
                entry.of(standing).write("reject", old=standing.content, part_of=head)
        return head

    def split(
        self,
        task: str,
        parts: Sequence[Mapping[str, Any]],
        who: str,
        *,
        note: str | None = None,
        expected: object = UNSEEN,
    ) -> int:
        """Make several tasks of one: the first part takes its place, the others stand behind it.

        Each part needs its text; other fields that it does not name stay as they are.
        """
        with self._entering(who, task) as entry:
            whole = entry.standing
            expect(self._db, whole, expected)
            values = parted(whole.values, parts)
            positions = list(self._positions_behind(whole, len(parts) - 1))
            head = entry.write("split", new=[task], note=note)
            entry.write_values(values[0], part_of=head)
            file = self._db.execute("SELECT file FROM documents WHERE id = ?", [whole.document]).fetchone()[0]
            for part, position in zip(values[1:], positions, strict=True):
                placed = {**part, "origin": whole.origin, "page": whole.page, "position": position}
                entry.write_added(file, whole.document, checked_task(placed), part_of=head)
        return head

    # What was decided

    def undo(self, review: int, who: str, *, note: str | None = None) -> int:
        """Take an entry back, with all its parts. What stood before stands again."""
        with self._entering(who) as entry:
            found = self._entry(review)
            return entry.undo(found, note)

    def undo_all(self, reviews: Sequence[int], who: str, *, note: str | None = None) -> list[int]:
        """Take several entries back, all or none."""
        with self._entering(who) as entry:
            return [entry.undo(self._entry(review), note) for review in reviews]

    def move(self, review: int, task: str, who: str) -> int:
        """Say of another task what an entry says: for an orphan whose task a person has found again.

        The earlier entry is undone; an accept, reject or set can be moved.
        """
        with self._entering(who, task) as entry:
            found = self._entry(review)
            if found.action not in ("accept", "reject", "set") or found.part_of is not None:
                raise ReviewError(f"Review {review} is no accept, reject or set by itself. Enter it anew.")
            entry.undo(found, None)
            old = UNSEEN if found.action == "set" else entry.standing.content
            return entry.write(
                found.action, field=found.field, new=found.new_value, old=old, note=f"from review {review}"
            )

    def history(self, task: str | None = None, document: int | str | None = None) -> list[Review]:
        """Entries, the first first: of a task under whatever id it had, or of a document (its id, or words of number,
        title or file name), with what belongs to them and what undid them; else all.
        """
        with self._reading():
            wanted = select_documents(self._db, document) if isinstance(document, str) else document
            return read_history(self._db, task, [wanted] if isinstance(wanted, int) else wanted)

    def values(self, task: str) -> dict[str, Any]:
        """What stands for a task now: its fields in the contract's form, status and done_on."""
        with self._reading():
            return dict(standing_of(self._db, task).values)

    def _entry(self, review: int) -> Review:
        found = next((entry for entry in read_history(self._db, only=review)), None)
        if found is None:
            raise ReviewError(f"There is no review {review}. `kehoach reviews history` lists them.", "no_review")
        return found

    def _verdict(self, action: str, task: str, who: str, note: str | None, expected: object) -> int:
        with self._entering(who, task) as entry:
            expect(self._db, entry.standing, expected)
            return entry.write(action, old=entry.standing.content, note=note)

    def _positions_behind(self, standing: Standing, count: int) -> Iterator[float]:
        """Places between a task and the next one of its document."""
        sql = """
            SELECT min(position) FROM (
                SELECT position FROM listed_tasks WHERE document = :document
                UNION ALL SELECT t.position FROM documents d JOIN tasks t ON t.file = d.file WHERE d.id = :document
            ) WHERE position > :position
        """
        values = {"document": standing.document, "position": standing.position}
        following = self._db.execute(sql, values).fetchone()[0]
        room = (standing.position + 1 if following is None else following) - standing.position
        yield from (standing.position + room * n / (count + 1) for n in range(1, count + 1))

    @contextmanager
    def _entering(self, who: str, task: str | None = None) -> Iterator[Entering]:
        """One transaction, at whose end the reviews stand where they belong."""
        if not isinstance(who, str) or not who.strip():
            raise ReviewError("A review needs the name of who decides.", "unnamed")
        with self._writing():
            entering = Entering(self._db, checked("text", who))
            if task is not None:
                entering.of(standing_of(self._db, task))
            yield entering
            if self._gathered is not None:
                self._gathered.update(entering.documents)
                return
            for document in entering.documents:
                settle(self._db, document)
