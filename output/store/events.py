"""What others are told of plans: an outbox, written with the document itself, from which events are delivered.

An event is noted in the transaction that writes its document, so that none is lost and none tells of what is not there.
It waits until it is delivered or has failed for good; for a document, each target hears of one event after the other.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlite_utils import Database

from output.store.parts import WritingPart

State = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """An event for one target. `document` is where its file's document stands now, None if it is gone; `attempts` is
    how often it was tried, `error` what went wrong the last time.
    """

    id: int
    at: str
    target: str
    kind: Literal["new", "changed"]
    sha256: str
    document: int | None
    state: State
    attempts: int
    next_try: datetime
    error: str | None


class Events(WritingPart):
    """The events of a store; see `Store.events`."""

    def due(self, target: str, now: datetime, most: int = 100) -> list[Event]:
        """What may be sent to the target now: of each document the first event that waits, if its time has come."""
        sql = f"""
            {_SELECT} WHERE e.target = ? AND e.state = 'waiting' AND e.next_try <= ?
                AND NOT EXISTS (
                    SELECT 1 FROM events x WHERE x.target = e.target AND x.document = e.document
                        AND x.state = 'waiting' AND x.id < e.id
                )
            ORDER BY e.id LIMIT ?
        """
        with self._reading():
            return [_event(row) for row in self._db.execute(sql, [target, _moment(now), most]).fetchall()]

    def next_due(self, target: str) -> datetime | None:
        """When the next event for the target may be sent; None if none waits."""
        sql = "SELECT min(next_try) FROM events WHERE target = ? AND state = 'waiting'"
        with self._reading():
            text = self._db.execute(sql, [target]).fetchone()[0]
        return text and datetime.fromisoformat(text)

    def all(self, state: State | None = None, most: int = 1000) -> list[Event]:
        """The last events, of that state if one is named, the oldest of them first."""
        sql = f"{_SELECT} WHERE :state IS NULL OR e.state = :state ORDER BY e.id DESC LIMIT :most"
        with self._reading():
            rows = self._db.execute(sql, {"state": state, "most": most}).fetchall()
        return [_event(row) for row in reversed(rows)]

    def delivered(self, event: int) -> None:
        """The target has taken it."""
        with self._writing():
            sql = "UPDATE events SET state = 'delivered', attempts = attempts + 1, error = NULL WHERE id = ?"
            self._db.execute(sql, [event])

    def failed(self, event: int, error: str, next_try: datetime | None) -> None:
        """The target has not taken it: it is tried again at `next_try`, never if that is None."""
        with self._writing():
            self._db.execute(
                "UPDATE events SET state = ?, attempts = attempts + 1, error = ?, next_try = coalesce(?, next_try)"
                " WHERE id = ?",
                ["waiting" if next_try else "failed", error, next_try and _moment(next_try), event],
            )

    def resend(self, events: Sequence[int] | None = None) -> int:
        """Let events that failed for good wait again, all or these. Returns how many."""
        with self._writing():
            return self._db.execute(
                "UPDATE events SET state = 'waiting', attempts = 0, next_try = :now WHERE state = 'failed'"
                " AND (:events IS NULL OR id IN (SELECT value FROM json_each(:events)))",
                {"now": _moment(datetime.now(UTC)), "events": None if events is None else json.dumps(list(events))},
            ).rowcount


def note_event(db: Database, document: int, sha256: str, targets: Sequence[str]) -> None:
    """Note for each target that a document was written, unless it heard of just these tasks last."""
    rows = db.execute(_TASKS, [document]).fetchall()
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
    files = db.execute("SELECT count(*) FROM files WHERE document = ?", [document]).fetchone()[0]
    for target in targets:
        last = db.execute(_LAST, [document, target]).fetchone()
        if last is not None and last[0] == digest:
            continue
        kind = "new" if last is None and files == 1 else "changed"
        db.execute(
            "INSERT INTO events (target, kind, sha256, document, tasks_hash) VALUES (?, ?, ?, ?, ?)",
            [target, kind, sha256, document, digest],
        )


_TASKS = """
SELECT task_id, text, lead, partners, products, deadlines, due FROM listed_tasks WHERE document = ? ORDER BY position
"""
_LAST = "SELECT tasks_hash FROM events WHERE document = ? AND target = ? ORDER BY id DESC LIMIT 1"
_SELECT = """
SELECT e.id, e.at, e.target, e.kind, e.sha256, (SELECT f.document FROM files f WHERE f.sha256 = e.sha256), e.state,
    e.attempts, e.next_try, e.error
FROM events e
"""


def _event(row: Sequence[Any]) -> Event:
    id_, at, target, kind, sha256, document, state, attempts, next_try, error = row
    moment = datetime.fromisoformat(next_try)
    return Event(id_, at, target, kind, sha256, document, state, attempts, moment, error)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"
