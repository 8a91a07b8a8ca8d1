"""Tasks as they are handed on: each value by itself, with its document, the reviewed one wherever there is one."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from sqlite_utils import Database

from models import Deadline
from models.plan import Origin
from output.recurrence import next_due
from output.store.overview import DOUBTFUL
from output.store.values import reviewed_value

Status = Literal["open", "done", "dropped"]
Verdict = Literal["accept", "set", "add"]

_AT_ONCE = 1000
"""Tasks that are read together: a few queries for each lot, and no more in memory."""


@dataclass(frozen=True, slots=True)
class AssignedUnit:
    """A unit in a task: `printed` as the document or a review says it, `name` the one under which its spellings, and
    the units merged with it, are one, `id` in `units`; without an id the store does not know it and both are the same.
    """

    printed: str
    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssigningDocument:
    """The document that orders it: `id` in `documents`, `date` its day, perhaps incomplete ("2025-11"), `file` the name
    of the file that leads.
    """

    id: int
    type: str | None
    number: str | None
    issuer: str | None
    date: str | None
    title: str | None
    file: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task as it stands. `position` is its place in the document, `path` are the headings above it from the top.

    `due` is the first day that any deadline names, `next_due` the next one from today on, counting those that come
    back, `late_since` the first that has passed and does not come back, of open tasks alone. `confidence` is the share
    of such rows that are right, None for what people added; `confidences` are the least of each field that the program
    read and nobody set, empty unless asked for. `review` is the last verdict in force.
    """

    id: str
    document: AssigningDocument
    position: float
    number: str | None
    path: tuple[str, ...]
    text: str
    context: str | None
    lead: tuple[AssignedUnit, ...]
    partners: tuple[AssignedUnit, ...]
    products: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    due: date | None
    next_due: date | None
    late_since: date | None
    status: Status
    done_on: date | None
    origin: Origin
    page: int | None
    confidence: float | None
    review: Verdict | None
    confidences: Mapping[str, float] = field(default_factory=dict)

    @property
    def doubtful(self) -> frozenset[str]:
        """The fields that want a look: their confidence was asked for and is low, and nobody has reviewed the task."""
        if self.review is not None:
            return frozenset()
        return frozenset(name for name, share in self.confidences.items() if share < DOUBTFUL)


def read_assignments(
    db: Database, keys: Iterable[int], today: date, *, confidences: bool = False
) -> Iterator[Assignment]:
    """The listed tasks with these keys (`listed_tasks.key`), in the same order."""
    remaining = iter(keys)
    while lot := list(islice(remaining, _AT_ONCE)):
        yield from _read(db, lot, today, confidences)


def read_named(db: Database, tasks: Iterable[str], today: date) -> dict[str, Assignment]:
    """The listed tasks with these ids; what is not listed is left out."""
    sql = 'SELECT l."key" FROM json_each(?) j CROSS JOIN listed_tasks l ON l.task_id = j.value'
    keys = [key for (key,) in db.execute(sql, [json.dumps(list(tasks))])]
    return {assignment.id: assignment for assignment in read_assignments(db, keys, today)}


_TASKS = f"""
SELECT l."key", l.task_id, l.document, l.position, l.number, l.text, l.context, l.status, l.done_on, l.origin, l.page,
    l.confidence, l.review,
    CASE WHEN {{reviewed}} THEN {reviewed_value("path")} END AS path_set, m.path,
    CASE WHEN {{reviewed}} THEN {reviewed_value("products")} END AS products_set,
    (SELECT json_group_array(text) FROM (SELECT x.text FROM products x WHERE x.task = m."key" ORDER BY x.position))
FROM json_each(:keys) k CROSS JOIN listed_tasks l ON l."key" = k.value LEFT JOIN tasks m ON m.id = l.task_id
ORDER BY k.key
""".format(reviewed="EXISTS (SELECT 1 FROM attachments a WHERE a.task = l.task_id)")

_DOCUMENTS = """
SELECT d.id, d.type, d.number, d.issuer, d.date, d.title, f.name
FROM documents d JOIN files f ON f.id = d.file WHERE d.id IN (SELECT value FROM json_each(?))
"""

_UNITS = """
SELECT u.task, u.role, u.printed, coalesce(r.name, n.name, u.printed), coalesce(r.id, n.id)
FROM json_each(?) k CROSS JOIN listed_units u ON u.task = k.value
LEFT JOIN units n ON n.id = u.unit LEFT JOIN units r ON r.id = n.merged_into
ORDER BY u.task, u.role, u.position
"""

_DEADLINES = """
SELECT d.task, d.text, d.kind, d.start, d.due, d.recurrence, d.day, d.time
FROM json_each(?) k CROSS JOIN listed_deadlines d ON d.task = k.value ORDER BY d.task, d.position
"""

# What a review sets has no confidence any more, whatever the program had read there.
_CONFIDENCES = """
SELECT l."key", e.field, min(e.confidence)
FROM json_each(?) k CROSS JOIN listed_tasks l ON l."key" = k.value JOIN tasks m ON m.id = l.task_id
JOIN evidence e ON e.file = m.file AND e.record = 'task' AND e.record_position = m.position
WHERE NOT EXISTS (SELECT 1 FROM stated s WHERE s.task = l.task_id AND s.field = e.field)
GROUP BY l."key", e.field
"""


def _read(db: Database, keys: Sequence[int], today: date, confidences: bool) -> Iterator[Assignment]:
    asked = json.dumps(keys)
    rows = db.execute(_TASKS, {"keys": asked}).fetchall()
    wanted = json.dumps(sorted({row[2] for row in rows}))
    documents = {row[0]: AssigningDocument(*row) for row in db.execute(_DOCUMENTS, [wanted])}
    units: dict[tuple[int, str], list[AssignedUnit]] = defaultdict(list)
    for task, role, printed, name, unit in db.execute(_UNITS, [asked]):
        units[task, role].append(AssignedUnit(printed, name, unit))
    deadlines: dict[int, list[Deadline]] = defaultdict(list)
    for task, *stored in db.execute(_DEADLINES, [asked]):
        deadlines[task].append(_deadline(stored))
    shares: dict[int, dict[str, float]] = defaultdict(dict)
    if confidences:
        for task, name, share in db.execute(_CONFIDENCES, [asked]):
            shares[task][name] = share
    for (
        key, task, document, position, number, text, context, status, done_on, origin, page, confidence, review,
        path_set, path, products_set, products,
    ) in rows:  # fmt: skip
        stated = tuple(deadlines[key])
        yield Assignment(
            id=task,
            document=documents[document],
            position=position,
            number=number,
            path=tuple(json.loads(path_set or path or "[]") or ()),
            text=text,
            context=context,
            lead=tuple(units[key, "lead"]),
            partners=tuple(units[key, "partner"]),
            products=tuple(json.loads(products_set or products or "[]") or ()),
            deadlines=stated,
            due=_first(d.due for d in stated),
            next_due=_first(_next(d, today) for d in stated),
            late_since=_first(d.due for d in stated if _is_late(d, today)) if status == "open" else None,
            status=status,
            done_on=_day(done_on),
            origin=origin,
            page=page,
            confidence=confidence,
            review=review,
            confidences=shares[key],
        )


def _deadline(stored: Sequence[Any]) -> Deadline:
    text, kind, start, due, recurrence, day, time = stored
    begin, end = _day(start), _day(due)
    if begin and end and begin > end:
        begin = None  # what a review may have left of a start
    return Deadline(text or "", kind or "reference", begin, end, tuple(json.loads(recurrence or "[]")), day, time)


@lru_cache(10_000)
def _next(deadline: Deadline, today: date) -> date | None:
    return next_due(deadline, today)


def _is_late(deadline: Deadline, today: date) -> bool:
    return deadline.due is not None and deadline.due < today and _next(deadline, today) is None


def _first(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
