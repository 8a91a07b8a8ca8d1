"""Writing what a plan states: a row for each of its tasks, targets, citations, sections and tables, with evidence."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from models import Evidence, Plan, Task, Unit
from output.exports.rows import page
from output.fold import fold
from output.recurrence import rrule
from output.store.identity import number_key


def write_plan(db: Database, file: int, plan: Plan, kept: Mapping[str, tuple[str, str | None]]) -> None:
    """Store all that a plan states as read from a file. `kept` has status and day of completion by task id."""
    _frame(db, file, plan)
    _tasks(db, file, plan, kept)
    db.table("evidence").insert_all(_all_evidence(file, plan))


def _frame(db: Database, file: int, plan: Plan) -> None:
    """All that the plan states besides its tasks."""
    db.table("sections").insert_all(
        {
            "file": file,
            "position": position,
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "role": section.role,
            "parent": section.parent,
            "page": section.page,
        }
        for position, section in enumerate(plan.sections)
    )
    db.table("plan_tables").insert_all(
        {
            "file": file,
            "position": position,
            "role": table.role,
            "columns": _json(table.columns),
            "rows": _json(table.rows),
            "pages": _json(table.pages),
        }
        for position, table in enumerate(plan.tables)
    )
    db.table("targets").insert_all(
        {
            "file": file,
            "position": position,
            "text": target.text,
            "value": target.value,
            "unit": target.unit,
            "comparator": target.comparator,
            "scope": target.scope,
            "number": target.number,
            "path": _json(target.path),
        }
        for position, target in enumerate(plan.targets)
    )
    db.table("citations").insert_all(
        {
            "file": file,
            "position": position,
            "type": citation.type,
            "number": citation.number,
            "number_key": number_key(citation.number),
            "date": citation.date and citation.date.isoformat(),
            "issuer": citation.issuer,
        }
        for position, citation in enumerate(plan.citations)
    )


def _tasks(db: Database, file: int, plan: Plan, kept: Mapping[str, tuple[str, str | None]]) -> None:
    units = _Units(db)
    for position, task in enumerate(plan.tasks):
        status, done_on = kept.get(task.id, ("open", None))
        row = db.execute(
            """
            INSERT INTO tasks (
                id, file, position, origin, number, path, text, context, confidence, page, status, done_on
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "key"
            """,
            [
                task.id, file, position, task.origin, task.number, _json(task.path), task.text, task.context,
                task.confidence, page(task), status, done_on,
            ],
        ).fetchone()  # fmt: skip
        db.execute(
            "INSERT INTO task_search (rowid, text, context, path, units, products) VALUES (?, ?, ?, ?, ?, ?)",
            [row[0], *_search_texts(task)],
        )
        for role, named in (("lead", task.lead), ("partner", task.partners)):
            db.conn.executemany(
                "INSERT INTO task_units (task, role, position, name, unit) VALUES (?, ?, ?, ?, ?)",
                [(task.id, role, i, unit.name, units.id(unit)) for i, unit in enumerate(named)],
            )
        db.conn.executemany(
            "INSERT INTO products (task, position, text) VALUES (?, ?, ?)",
            [(task.id, i, text) for i, text in enumerate(task.products)],
        )
        db.conn.executemany(
            "INSERT INTO deadlines (task, position, text, kind, start, due, recurrence, rrule, day, time) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    task.id, i, d.text, d.kind, d.start and d.start.isoformat(), d.due and d.due.isoformat(),
                    _json(d.recurrence), rrule(d), d.day, d.time,
                )
                for i, d in enumerate(task.deadlines)
            ],
        )  # fmt: skip
    # A task that an earlier version of the program failed to read comes back with what reviews said of it.
    for field in ("status", "done_on"):
        db.execute(
            f"""
            UPDATE tasks SET {field} = json_extract(r.value, '$')
            FROM reviewed r WHERE r.task = tasks.id AND r.field = '{field}' AND tasks.file = ?
            """,
            [file],
        )


def _search_texts(task: Task) -> tuple[str, ...]:
    """The columns of `task_search`, folded: words in other spellings and tones are found all the same."""
    units = [name for unit in (*task.lead, *task.partners) for name in {unit.name, unit.canonical}]
    texts = (task.text, task.context or "", "\n".join(task.path), "\n".join(units), "\n".join(task.products))
    return tuple(fold(text) for text in texts)


class _Units:
    """The ids of units by their canonical names; a name met for the first time is added, and so is an alias."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._ids: dict[Unit, int] = {}

    def id(self, unit: Unit) -> int:
        if unit not in self._ids:
            self._db.execute("INSERT OR IGNORE INTO units (name) VALUES (?)", [unit.canonical])
            row = self._db.execute("SELECT id FROM units WHERE name = ?", [unit.canonical]).fetchone()
            self._ids[unit] = int(row[0])
            if unit.name != unit.canonical:
                self._db.execute(
                    "INSERT OR IGNORE INTO unit_aliases (unit, alias) VALUES (?, ?)", [self._ids[unit], unit.name]
                )
        return self._ids[unit]


def _all_evidence(file: int, plan: Plan) -> Iterator[dict[str, Any]]:
    records: tuple[tuple[str, Sequence[Any]], ...] = (
        ("document", (plan.document,)),
        ("task", plan.tasks),
        ("target", plan.targets),
        ("citation", plan.citations),
    )
    for record, entries in records:
        for record_position, entry in enumerate(entries):
            for position, evidence in enumerate(entry.evidence):
                yield {
                    "file": file,
                    "record": record,
                    "record_position": record_position,
                    "position": position,
                    **_evidence(evidence),
                }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    x0, y0, x1, y1 = evidence.box or (None, None, None, None)
    return {
        "field": evidence.field,
        "index": evidence.index,
        "block": evidence.block,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "page": evidence.page,
        "x0": x0,
        "y0": y0,
        "x1": x1,
        "y1": y1,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
        "inferred": evidence.inferred,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
