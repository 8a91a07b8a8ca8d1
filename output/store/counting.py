"""What a report counts: tasks without their words, lean enough that a hundred thousand are gone through in seconds."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Unpack

from sqlite_utils import Database

from models import Deadline
from models.plan import DeadlineKind
from output.store.assignments import AssigningDocument, Assignment, Status, read_assignments
from output.store.filters import Wanted, select_keys
from output.store.overview import IS_DOUBTFUL
from output.store.parts import ReadingPart

_AT_ONCE = 5000


class Duty(NamedTuple):
    """A task as it is counted: `key` in `listed_tasks`, `document` in `documents`.

    Units stand under the names by which their spellings are one, each once a role. Deadlines are without their words.
    """

    key: int
    document: int
    status: Status
    is_reviewed: bool
    is_doubtful: bool
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A document (its id) carries out another: `type` and `number` as cited, `cited` its id when it is in the store."""

    document: int
    type: str | None
    number: str
    cited: int | None


class Counting(ReadingPart):
    """A store's tasks for a report; see `Store.counting`."""

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that is read in here is of one moment, whatever others write meanwhile."""
        with self._reading():
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.rollback()

    def keys(self, **wanted: Unpack[Wanted]) -> list[int]:
        """The keys (`listed_tasks.key`) of the tasks wanted, in the order of their documents; see `Store.tasks`."""
        with self._reading():
            return list(select_keys(self._db, wanted))

    def duties(self, keys: Iterable[int]) -> Iterator[Duty]:
        """The tasks with these keys, in the same order."""
        with self._reading():
            names = dict(self._db.execute(_NAMES).fetchall())
            remaining = iter(keys)
            while lot := list(islice(remaining, _AT_ONCE)):
                yield from _duties(self._db, lot, names)

    def assignments(self, keys: Iterable[int], today: date) -> list[Assignment]:
        """The same tasks with all their values."""
        with self._reading():
            return list(read_assignments(self._db, keys, today))

    def documents(self, ids: Iterable[int]) -> list[AssigningDocument]:
        """The documents with these ids, by their ids."""
        with self._reading():
            rows = self._db.execute(_DOCUMENTS, [json.dumps(sorted(ids))]).fetchall()
        return [AssigningDocument(*row) for row in rows]

    def carried_out(self, documents: Iterable[int]) -> list[Carried]:
        """What each of these documents carries out, in their order."""
        with self._reading():
            rows = self._db.execute(_CARRIED, [json.dumps(sorted(documents))]).fetchall()
        return [Carried(*row) for row in rows]


_NAMES = "SELECT u.id, coalesce(r.name, u.name) FROM units u LEFT JOIN units r ON r.id = u.merged_into"

_TASKS = f"""
SELECT l."key", l.document, l.status, l.review IS NOT NULL, coalesce({IS_DOUBTFUL}, 0)
FROM json_each(?) k CROSS JOIN listed_tasks l ON l."key" = k.value ORDER BY k.key
"""

_UNITS = """
SELECT u.task, u.role, u.unit, u.printed FROM json_each(?) k CROSS JOIN listed_units u ON u.task = k.value
"""

_DEADLINES = """
SELECT d.task, d.kind, d.start, d.due, d.recurrence, d.day
FROM json_each(?) k CROSS JOIN listed_deadlines d ON d.task = k.value
"""

_DOCUMENTS = """
SELECT d.id, d.type, d.number, d.issuer, d.date, d.title, f.name
FROM documents d JOIN files f ON f.id = d.file WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id
"""

_CARRIED = """
SELECT DISTINCT document_id, type, number, cited_document FROM citation_list
WHERE relation = 'carries out' AND document_id IN (SELECT value FROM json_each(?))
ORDER BY document_id, number, type
"""


def _duties(db: Database, keys: Sequence[int], names: dict[int, str]) -> Iterator[Duty]:
    asked = json.dumps(keys)
    lead: dict[int, dict[str, None]] = defaultdict(dict)
    partners: dict[int, dict[str, None]] = defaultdict(dict)
    for task, role, unit, printed in db.execute(_UNITS, [asked]):
        (lead if role == "lead" else partners)[task][printed if unit is None else names[unit]] = None
    deadlines: dict[int, list[Deadline]] = defaultdict(list)
    for task, *stored in db.execute(_DEADLINES, [asked]):
        deadlines[task].append(_deadline(*stored))
    for key, document, status, is_reviewed, is_doubtful in db.execute(_TASKS, [asked]).fetchall():
        yield Duty(
            key, document, status, bool(is_reviewed), bool(is_doubtful),
            tuple(lead.get(key, ())), tuple(partners.get(key, ())), tuple(deadlines.get(key, ())),
        )  # fmt: skip


@lru_cache(10_000)
def _deadline(
    kind: DeadlineKind | None, start: str | None, due: str | None, recurrence: str, day: str | None
) -> Deadline:
    begin, end = (date.fromisoformat(text) if text else None for text in (start, due))
    if begin and end and begin > end:
        begin = None
    return Deadline("", kind or "reference", begin, end, tuple(json.loads(recurrence or "[]")), day)
