"""A plan as it was written, made again from the tables."""

import json
from collections import defaultdict
from datetime import date
from typing import Any

from sqlite_utils import Database

from models import Box, Citation, Deadline, Evidence, Metadata, Plan, PlanTable, Section, Source, Target, Task, Unit


def read_plan(db: Database, file: int) -> Plan:
    """The last reading of a file, as the program understood it: no review changes it."""
    row = next(db.query("SELECT * FROM files WHERE id = ?", [file]))
    evidence = _evidence(db, file)
    return Plan(
        source=Source(
            row["name"], row["sha256"], row["format"], row["pages"], row["text_from"], row["ocr_confidence"]
        ),
        document=Metadata(**json.loads(row["metadata"]), evidence=evidence["document", 0]),
        tasks=_tasks(db, file, evidence),
        targets=tuple(
            Target(
                r["text"], r["value"], r["unit"], r["comparator"], r["scope"], r["number"],
                tuple(json.loads(r["path"])), evidence["target", r["position"]],
            )
            for r in _rows(db, "targets", file)
        ),
        citations=tuple(
            Citation(
                r["type"], r["number"], _day(r["date"]), r["issuer"], evidence["citation", r["position"]], r["relation"]
            )
            for r in _rows(db, "citations", file)
        ),
        sections=tuple(
            Section(r["number"], r["title"], r["level"], r["role"], r["parent"], r["page"])
            for r in _rows(db, "sections", file)
        ),
        tables=tuple(
            PlanTable(
                r["role"],
                tuple(json.loads(r["columns"])),
                tuple(tuple(cells) for cells in json.loads(r["rows"])),
                tuple(json.loads(r["pages"])),
            )
            for r in _rows(db, "plan_tables", file)
        ),
        warnings=tuple(json.loads(row["warnings"])),
    )  # fmt: skip


def _tasks(db: Database, file: int, evidence: "_EvidenceOf") -> tuple[Task, ...]:
    units: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    for r in _rows_of_tasks(db, "task_units x JOIN units u ON u.id = x.unit", file, "u.name AS canonical, x.*"):
        units[r["task"], r["role"]].append(Unit(r["name"], r["canonical"]))
    products: dict[int, list[str]] = defaultdict(list)
    for r in _rows_of_tasks(db, "products x", file):
        products[r["task"]].append(r["text"])
    deadlines: dict[int, list[Deadline]] = defaultdict(list)
    for r in _rows_of_tasks(db, "deadlines x", file):
        deadlines[r["task"]].append(
            Deadline(
                r["text"], r["kind"], _day(r["start"]), _day(r["due"]), tuple(json.loads(r["recurrence"])),
                r["day"], r["time"],
            )
        )  # fmt: skip
    return tuple(
        Task(
            id=r["id"],
            origin=r["origin"],
            number=r["number"],
            path=tuple(json.loads(r["path"])),
            text=r["text"],
            context=r["context"],
            lead=tuple(units[r["key"], "lead"]),
            partners=tuple(units[r["key"], "partner"]),
            products=tuple(products[r["key"]]),
            deadlines=tuple(deadlines[r["key"]]),
            confidence=r["confidence"],
            evidence=evidence["task", r["position"]],
        )
        for r in _rows(db, "tasks", file)
    )


_EvidenceOf = dict[tuple[str, int], tuple[Evidence, ...]]


def _evidence(db: Database, file: int) -> _EvidenceOf:
    """A file's evidence by kind and position of the record."""
    found: _EvidenceOf = defaultdict(tuple)
    for r in db.query("SELECT * FROM evidence WHERE file = ? ORDER BY record, record_position, position", [file]):
        found[r["record"], r["record_position"]] += (
            Evidence(
                field=r["field"],
                block=r["block"],
                start=r["start"],
                end=r["end"],
                text=r["text"],
                rule=r["rule"],
                confidence=r["confidence"],
                index=r["index"],
                page=r["page"],
                box=None if r["x0"] is None else Box(r["x0"], r["y0"], r["x1"], r["y1"]),
                inferred=bool(r["inferred"]),
            ),
        )
    return found


def _rows(db: Database, table: str, file: int) -> list[dict[str, Any]]:
    return list(db.query(f"SELECT * FROM {table} WHERE file = ? ORDER BY position", [file]))


def _rows_of_tasks(db: Database, source: str, file: int, columns: str = "x.*") -> list[dict[str, Any]]:
    """Rows of a table `x` that belong to a file's tasks."""
    sql = f"SELECT {columns} FROM {source} JOIN tasks t ON t.key = x.task WHERE t.file = ? ORDER BY x.task, x.position"
    return list(db.query(sql, [file]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
