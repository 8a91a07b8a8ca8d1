"""What is to be done by when: the tasks of units and documents by their next day, and the days of a month.

A draft that was replaced by its final orders nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database

from models import Deadline
from models.plan import DeadlineKind
from output.recurrence import days_between
from output.store.due_days import IN_FORCE, IS_PLAIN, LATE_SINCE, NEXT_DUE, TODAY
from output.store.parts import ReadingPart
from output.store.searching import OF_DOCUMENTS, named_by
from output.store.unit_overview import OF_UNITS, Meant

State = Literal["all", "open", "done", "overdue", "soon"]

SOON = 30
"""Days that "soon" looks ahead, as the view `due_soon` does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose tasks are asked for: of units, in a role (lead or partner), of documents by words. None asks for all."""

    units: Meant | None = None
    role: str | None = None
    document: str | None = None


class Agenda(ReadingPart):
    """The days of a store's tasks; see `Store.agenda`."""

    def tasks(self, asked: Asked, state: State, limit: int, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """A page of the tasks asked for, and how many there are.

        Rows of `task_list` with `roles` of the units asked for, `next_due`, and `late_since`, the first day that has
        passed. First what is late, then by the next day, then what has no day; what is soon by the next day alone.
        """
        if asked == Asked() and state in _OF_STATE:
            return self._all_tasks(state, limit, offset)
        source, values = _source(self._db, asked)
        sql = f"""
            WITH dated AS MATERIALIZED ({_DATED.format(source=source)}),
            chosen AS (
                SELECT *, row_number() OVER (ORDER BY {_order(state)}) AS place, count(*) OVER () AS all_of_them
                FROM dated WHERE {_STATES[state]}
            )
            SELECT c.roles, c.next_due, c.late_since, c.all_of_them, t.*
            FROM (SELECT * FROM chosen ORDER BY place LIMIT :most OFFSET :skipped) c
            CROSS JOIN task_list t ON t.task_id = c.task_id
            ORDER BY c.place
        """
        with self._reading():
            rows = list(self._db.query(sql, {**values, "most": limit, "skipped": offset}))
        count = rows[0]["all_of_them"] if rows else 0
        return [{name: value for name, value in row.items() if name != "all_of_them"} for row in rows], count

    def _all_tasks(self, state: State, limit: int, offset: int) -> tuple[list[dict[str, Any]], int]:
        """As `tasks`, of what is late or due soon in the whole store: most of it stands in an index in this order."""
        values = {"most": limit, "skipped": offset, "last": limit + offset}
        with self._reading():
            rows = list(self._db.query(_ALL.format(**_OF_STATE[state]), values))
            count = self._db.execute(_ALL_COUNTED.format(**_OF_STATE[state])).fetchone()[0]
        return rows, count

    def days(self, asked: Asked, first: date, last: date, most: int) -> dict[str, tuple[int, list[dict[str, Any]]]]:
        """For each day from `first` to `last` with tasks that are due: how many, and the first rows, `most` of them.

        Rows are {task_id, document, document_number, document_title, text, lead, status, is_late, is_recurring}. What
        comes back stands on each of its days.
        """
        conditions = [IN_FORCE]
        if asked.units is not None:
            conditions.append(f"e.task IN (SELECT task FROM {OF_UNITS} WHERE role = coalesce(:role, role))")
        if asked.document is not None:
            conditions.append(f"l.document IN {OF_DOCUMENTS}")
        with self._reading():
            values: dict[str, Any] = {"role": asked.role, **(asked.units.values if asked.units else {})}
            values["documents"] = None if asked.document is None else named_by(self._db, asked.document)
            recurring = self._db.execute(_RECURRING).fetchall()
            named = [
                (*pattern, day.isoformat())
                for pattern in recurring
                for day in days_between(_deadline(*pattern), first, last)
            ]
            values |= {"first": first.isoformat(), "last": last.isoformat(), "named": json.dumps(named), "most": most}
            rows = list(self._db.query(_DAYS.format(conditions=" AND ".join(conditions)), values))
        found: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        for row in rows:
            found.setdefault(row.pop("day"), (row["count"], []))[1].append(row)
        return found

    def times(self, tasks: Sequence[str]) -> dict[str, list[Deadline]]:
        """The deadlines of tasks, by their ids."""
        sql = """
            SELECT t.task_id, d.kind, d.start, d.due, d.recurrence, d.day
            FROM json_each(?) a JOIN listed_tasks t ON t.task_id = a.value JOIN listed_deadlines d ON d.task = t."key"
            ORDER BY t."key", d.position
        """
        found: dict[str, list[Deadline]] = {}
        with self._reading():
            for task, *pattern in self._db.execute(sql, [json.dumps(list(tasks))]):
                found.setdefault(task, []).append(_deadline(*pattern))
        return found


_STATES: dict[State, str] = {
    "all": "1",
    "open": "status = 'open'",
    "done": "status = 'done'",
    "overdue": "status = 'open' AND late_since IS NOT NULL",
    "soon": f"status = 'open' AND next_due <= date({TODAY}, '+{SOON} days')",
}


def _order(state: State) -> str:
    late = "" if state == "soon" else "late_since IS NULL, late_since, "
    return f"status <> 'open', {late}next_due IS NULL, next_due, document, position"


_DATED = f"""
    SELECT l.task_id, l.document, l.position, l.status, s.roles,
        {NEXT_DUE} AS next_due,
        CASE l.status WHEN 'open' THEN {LATE_SINCE} END AS late_since
    FROM {{source}} s JOIN listed_tasks l ON l."key" = s.task
    WHERE {IN_FORCE}
"""

# The condition is that of the index of deadlines that come back.
_RECURRING = "SELECT DISTINCT kind, start, due, recurrence, day FROM listed_deadlines WHERE recurrence <> '[]'"

_DAYS = f"""
WITH named AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS kind, json_extract(value, '$[1]') AS start,
        json_extract(value, '$[2]') AS due, json_extract(value, '$[3]') AS recurrence,
        json_extract(value, '$[4]') AS day, json_extract(value, '$[5]') AS falls
    FROM json_each(:named)
),
events AS (
    SELECT task, due AS day, 0 AS comes_back FROM listed_deadlines
    WHERE due BETWEEN :first AND :last AND recurrence = '[]'
    UNION
    SELECT x.task, n.falls, 1 FROM named n CROSS JOIN listed_deadlines x
        ON x.recurrence <> '[]' AND x.recurrence = n.recurrence AND x.kind IS n.kind AND x.day IS n.day
        AND x.start IS n.start AND x.due IS n.due
),
ordered AS (
    SELECT e.day, e.task, max(e.comes_back) AS comes_back, l.status, count(*) OVER (PARTITION BY e.day) AS count,
        row_number() OVER (
            PARTITION BY e.day ORDER BY l.status <> 'open', max(e.comes_back), l.document, l.position
        ) AS place
    FROM events e JOIN listed_tasks l ON l."key" = e.task
    WHERE {{conditions}}
    GROUP BY e.day, e.task
)
SELECT o.day, o.count, l.task_id, l.document, l.text, l.lead, l.status, o.comes_back AS is_recurring,
    l.status = 'open' AND o.day < {TODAY} AND NOT o.comes_back AS is_late,
    d.number AS document_number, d.title AS document_title
FROM ordered o JOIN listed_tasks l ON l."key" = o.task JOIN documents d ON d.id = l.document
WHERE o.place <= :most ORDER BY o.day, o.place
"""


_MANY_DAYS = f"""(
    SELECT "key" AS task, '' AS roles FROM listed_tasks INDEXED BY listed_tasks_many_days
    WHERE status = 'open' AND NOT ({IS_PLAIN})
)"""


# Of all tasks: those with one day stand in an index by it; the days of the others are computed.
def _of_all(state: State, days: str, next_due: str, late_since: str) -> dict[str, str]:
    return {
        "plain": f"l.status = 'open' AND {IS_PLAIN} AND {days} AND {IN_FORCE}",
        "others": f"({_DATED.format(source=_MANY_DAYS)}) WHERE {_STATES[state]}",
        "next_due": next_due,
        "late_since": late_since,
        "order": _order(state),
    }


_OF_STATE: dict[State, dict[str, str]] = {
    "overdue": _of_all("overdue", f"l.due < {TODAY}", "NULL", "l.due"),
    "soon": _of_all("soon", f"l.due BETWEEN {TODAY} AND date({TODAY}, '+{SOON} days')", "l.due", "NULL"),
}

_ALL = """
    SELECT c.roles, c.next_due, c.late_since, t.*
    FROM (
        SELECT *, row_number() OVER (ORDER BY {order}) AS place FROM (
            SELECT * FROM (
                SELECT l.task_id, l.document, l.position, l.status, '' AS roles, {next_due} AS next_due,
                    {late_since} AS late_since
                FROM listed_tasks l INDEXED BY listed_tasks_open WHERE {plain}
                ORDER BY l.due, l.document, l.position LIMIT :last
            )
            UNION ALL SELECT * FROM {others}
        )
        ORDER BY place LIMIT :most OFFSET :skipped
    ) c
    CROSS JOIN task_list t ON t.task_id = c.task_id
    ORDER BY c.place
"""
_ALL_COUNTED = """
    SELECT (SELECT count(*) FROM listed_tasks l INDEXED BY listed_tasks_open WHERE {plain})
        + (SELECT count(*) FROM {others})
"""


def _source(db: Database, asked: Asked) -> tuple[str, dict[str, Any]]:
    """SQL for the tasks asked for, as (task, roles), and its values."""
    values: dict[str, Any] = {}
    if asked.units is None:
        source = "SELECT \"key\" AS task, '' AS roles FROM listed_tasks"
    else:
        role = "role = :role" if asked.role else "1"
        source = f"SELECT task, group_concat(role) AS roles FROM {OF_UNITS} WHERE {role} GROUP BY task"
        values |= asked.units.values
        if asked.role:
            values["role"] = asked.role
    if asked.document is not None:
        values["documents"] = named_by(db, asked.document)
        source = f"""
            SELECT x.task, x.roles FROM ({source}) x JOIN listed_tasks y ON y."key" = x.task
            WHERE y.document IN {OF_DOCUMENTS}
        """
    return f"({source})", values


def _deadline(
    kind: DeadlineKind | None, start: str | None, due: str | None, recurrence: str, day: str | None
) -> Deadline:
    """A deadline as it is in the lists, without its words."""
    begin, end = (date.fromisoformat(text) if text else None for text in (start, due))
    if begin and end and begin > end:
        begin = None
    return Deadline("", kind or "reference", begin, end, tuple(json.loads(recurrence)), day)
