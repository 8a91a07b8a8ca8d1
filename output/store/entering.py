"""Writing entries into `reviews`. Runs inside a transaction."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

from sqlite_utils import Database

from output.errors import ReviewError
from output.store.counterparts import alike
from output.store.machine import tasks_of
from output.store.review_history import Review
from output.store.standing import UNSEEN, Standing


class Entering:
    """Entries of one person. `documents` are those of which they speak; `standing` is the task of the next entry."""

    def __init__(self, db: Database, who: str) -> None:
        self._db = db
        self._who = who
        self._standing: Standing | None = None
        self.documents: dict[int, None] = {}

    @property
    def standing(self) -> Standing:
        """The task that entries are about, as it stood before them."""
        if self._standing is None:
            raise LookupError("no task was named")
        return self._standing

    def of(self, standing: Standing) -> Self:
        """Go on with another task."""
        self._standing = standing
        self.documents[standing.document] = None
        return self

    def write(
        self,
        action: str,
        *,
        field: str | None = None,
        new: object = UNSEEN,
        old: object = UNSEEN,
        part_of: int | None = None,
        note: str | None = None,
    ) -> int:
        """An entry about the task: with `new` value, if any, and `old`, which for a field is the one in force."""
        task = self.standing
        machine = task.machine
        return self._insert(
            task=task.task,
            file=task.file,
            block=machine and machine.block,
            start=machine and machine.start,
            task_text=(machine or task).values["text"],
            task_number=(machine or task).values["number"],
            action=action,
            field=field,
            old_value=_json(task.values[field] if field else old),
            new_value=_json(new),
            known_as=_json(task.known_as) if task.known_as else None,
            part_of=part_of,
            note=note,
        )

    def write_values(self, new: Mapping[str, Any], part_of: int) -> None:
        """An entry for each value that is another than before; where none is, the task is accepted as it stands."""
        changed = {field: value for field, value in new.items() if value != self.standing.values[field]}
        for field, value in changed.items():
            self.write("set", field=field, new=value, part_of=part_of)
        if not changed:
            self.write("accept", old=self.standing.content, part_of=part_of)

    def write_added(
        self, file: int, document: int, task: Mapping[str, Any], *, part_of: int | None = None, note: str | None = None
    ) -> str:
        """An entry that adds a task to a document, whose leading file that is. Returns the new task's id."""
        self.documents[document] = None
        number = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM reviews").fetchone()[0]
        sha256 = self._db.execute("SELECT sha256 FROM files WHERE id = ?", [file]).fetchone()[0]
        id_ = hashlib.sha256(f"{sha256} review {number}".encode()).hexdigest()[:16]
        self._insert(
            task=id_,
            file=file,
            task_text=task["text"],
            task_number=task["number"],
            action="add",
            old_value=_json([each.id for each in alike(task["text"], tasks_of(self._db, file))]),
            new_value=_json(task),
            part_of=part_of,
            note=note,
        )
        return id_

    def undo(self, review: Review, note: str | None) -> int:
        """An entry that takes another one back."""
        if review.action == "undo":
            raise ReviewError(
                f"Review {review.id} is an undo, which stays. Enter anew what it took back.", "undo_stays"
            )
        if review.part_of is not None:
            raise ReviewError(f"Review {review.id} is a part of review {review.part_of}. Undo that one.", "part")
        done = self._db.execute("SELECT who, at FROM reviews WHERE undoes = ?", [review.id]).fetchone()
        if done:
            raise ReviewError(
                f"Review {review.id} was undone by {done[0]} at {done[1]} already.", "undone", who=done[0], at=done[1]
            )
        sql = """
            SELECT a.document FROM reviews r JOIN attachments a ON a.review = r.id WHERE :id IN (r.id, r.part_of)
            UNION SELECT f.document FROM reviews r JOIN files f ON f.id = r.file WHERE :id IN (r.id, r.part_of)
        """
        self.documents.update({row[0]: None for row in self._db.execute(sql, {"id": review.id})})
        sql = """
            INSERT INTO reviews (task, file, block, start, task_text, task_number, action, field, undoes, who, note)
            SELECT task, file, block, start, task_text, task_number, 'undo', field, id, ?, ? FROM reviews WHERE id = ?
            RETURNING id
        """
        return int(self._db.execute(sql, [self._who, note, review.id]).fetchone()[0])

    def _insert(self, **values: Any) -> int:
        row = {"who": self._who, **values}
        marks = ", ".join("?" for _ in row)
        sql = f"INSERT INTO reviews ({', '.join(row)}) VALUES ({marks}) RETURNING id"
        return int(self._db.execute(sql, list(row.values())).fetchone()[0])


def _json(value: object) -> str | None:
    return None if value is UNSEEN else json.dumps(value, ensure_ascii=False)
