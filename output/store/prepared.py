"""A reading made ready to be written: rows of plain values, without the ids that only the store knows.

It is made where the file is read, in another process perhaps, and pickles small and fast; so the one writer has little
to do for each document.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models import Block, Deadline, Document, Evidence, Metadata, Paragraph, Plan, Source, Task
from output.exports.rows import page, task_rows
from output.fold import fold, words
from output.recurrence import rrule
from output.store.identity import issuer_key, number_key
from output.store.likeness import bands, wording
from output.store.places import pack
from output.store.values import TASK_COLUMNS

Row = tuple[Any, ...]

PARTICULARS = ("type", "number", "issuer", "place", "date", "title", "signer", "signer_title", "draft")

# The columns of each table that rows of a file go into, behind `file`.
COLUMNS = {
    "blocks": (
        "position", "kind", "part", "text", "label", "bold", "italic", "bold_lead", "align", "indent", "size",
        "rows", "columns", "header_rows", "page", "places",
    ),
    "cells": (
        "block", "position", "row", "column", "row_span", "column_span", "start", "text", "printed", "page",
    ),
    "sections": ("position", "number", "title", "level", "role", "parent", "page"),
    "plan_tables": ("position", "role", "columns", "rows", "pages"),
    "tasks": ("position", "id", "origin", "number", "path", "text", "context", "confidence", "page"),
    "targets": ("position", "text", "value", "unit", "comparator", "scope", "number", "path"),
    "citations": ("position", "type", "number", "number_key", "date", "issuer", "issuer_key", "relation"),
    "evidence": (
        "record", "record_position", "position", "field", "index", "block", "start", "end", "text", "page",
        "x0", "y0", "x1", "y1", "rule", "confidence", "inferred",
    ),
    "file_bands": ("band", "scanned"),
}  # fmt: skip


LISTED = tuple(name for name in TASK_COLUMNS if name != "document")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows of one reading. `rows` are those of `COLUMNS` by table; `units` are (task id, role, position, name,
    canonical name), `products` (task id, position, text), `deadlines` the columns of that table. `listed` are
    the columns `LISTED` of `listed_tasks` and `searched` those of `task_search`, as they are while no review speaks of
    the tasks. `tasks_key` stands for all that the tasks order, `days_key` for their days alone, `wording` is the
    text's (see `likeness`).
    """

    source: Source
    particulars: dict[str, Any]
    warnings: tuple[str, ...]
    rows: dict[str, list[Row]]
    units: list[Row]
    products: list[Row]
    deadlines: list[Row]
    listed: list[Row]
    searched: list[Row]
    tasks_key: str
    days_key: str
    wording: bytes

    @property
    def metadata(self) -> Metadata:
        """The document's particulars, without evidence."""
        return Metadata(**self.particulars)

    @property
    def tasks(self) -> int:
        """How many tasks were found."""
        return len(self.rows["tasks"])


def prepare(document: Document, plan: Plan) -> Prepared:
    """All that the store keeps of a document and its plan."""
    said = wording(block.text for block in document.blocks if block.part == "body")
    return Prepared(
        source=document.source,
        particulars={name: getattr(plan.document, name) for name in PARTICULARS},
        warnings=tuple(dict.fromkeys((*document.warnings, *plan.warnings))),
        rows={
            "blocks": [(position, *_block(block)) for position, block in enumerate(document.blocks)],
            "cells": list(_cells(document)),
            "sections": [
                (i, s.number, s.title, s.level, s.role, s.parent, s.page) for i, s in enumerate(plan.sections)
            ],
            "plan_tables": [
                (i, t.role, _json(t.columns), _json(t.rows), _json(t.pages)) for i, t in enumerate(plan.tables)
            ],
            "tasks": [
                (i, t.id, t.origin, t.number, _json(t.path), t.text, t.context, t.confidence, page(t))
                for i, t in enumerate(plan.tasks)
            ],
            "targets": [
                (i, t.text, t.value, t.unit, t.comparator, t.scope, t.number, _json(t.path))
                for i, t in enumerate(plan.targets)
            ],
            "citations": [
                (
                    i, c.type, c.number, number_key(c.number), c.date and c.date.isoformat(), c.issuer,
                    issuer_key(c.issuer), c.relation,
                )
                for i, c in enumerate(plan.citations)
            ],
            "evidence": list(_all_evidence(plan)),
            "file_bands": [(band, document.source.text_from == "ocr") for band in sorted(set(bands(said)))],
        },
        units=[row for task in plan.tasks for row in _units(task)],
        products=[(task.id, i, text) for task in plan.tasks for i, text in enumerate(task.products)],
        deadlines=[(task.id, i, *_deadline(d)) for task in plan.tasks for i, d in enumerate(task.deadlines)],
        listed=[tuple(row[name] for name in LISTED) for row in task_rows(plan)],
        searched=[_searched(task) for task in plan.tasks],
        tasks_key=_key(_ordered(task) for task in plan.tasks),
        days_key=_key(_days(d) for task in plan.tasks for d in task.deadlines),
        wording=said,
    )  # fmt: skip


def _searched(task: Task) -> Row:
    """The columns of `task_search`, folded: words in other spellings and tones are found all the same."""
    units = (
        unit.name if unit.name == unit.canonical else f"{unit.name}; {unit.canonical}"
        for unit in (*task.lead, *task.partners)
    )
    parts = (task.text, task.context, " > ".join(task.path), "; ".join(units), "; ".join(task.products))
    return tuple(fold(part) if part else None for part in parts)


def _ordered(task: Task) -> tuple[Any, ...]:
    """What a task orders, as two files are compared: words, figures, units and days; not how it is set or numbered."""
    named = ((unit.name for unit in task.lead), (unit.name for unit in task.partners), task.products)
    return words(task.text), [[words(name) for name in names] for names in named], [_days(d) for d in task.deadlines]


def _days(d: Deadline) -> tuple[Any, ...]:
    return str(d.start), str(d.due), d.recurrence, d.day, d.time


def _key(entries: Iterable[Any]) -> str:
    """A text that stands for entries in any order."""
    return hashlib.sha256("\n".join(sorted(map(repr, entries))).encode()).hexdigest()[:32]


def _block(block: Block) -> Row:
    """A row of `blocks`. A paragraph has no size of a table and a table no look, but a row has every column."""
    look = getattr(block, "look", None)
    places = block.places
    return (
        "paragraph" if isinstance(block, Paragraph) else "table",
        block.part,
        block.text,
        getattr(block, "label", None),
        *(getattr(look, name, None) for name in ("bold", "italic", "bold_lead", "align", "indent", "size")),
        *(getattr(block, name, None) for name in ("rows", "columns", "header_rows")),
        _first_page(place.page for place in places),
        pack(places),
    )


def _cells(document: Document) -> Iterator[Row]:
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            continue
        for position, (start, cell) in enumerate(block.starts()):
            first = _first_page(place.page for paragraph in cell.paragraphs for place in paragraph.places)
            yield (
                number, position, cell.row, cell.column, cell.row_span, cell.column_span, start, cell.text,
                cell.printed, first,
            )  # fmt: skip


def _units(task: Task) -> Iterator[Row]:
    for role, named in (("lead", task.lead), ("partner", task.partners)):
        for position, unit in enumerate(named):
            yield task.id, role, position, unit.name, unit.canonical


def _deadline(d: Deadline) -> Row:
    start, due = d.start and d.start.isoformat(), d.due and d.due.isoformat()
    return d.text, d.kind, start, due, _json(d.recurrence), rrule(d), d.day, d.time


def _all_evidence(plan: Plan) -> Iterator[Row]:
    records: tuple[tuple[str, Sequence[Any]], ...] = (
        ("document", (plan.document,)),
        ("task", plan.tasks),
        ("target", plan.targets),
        ("citation", plan.citations),
    )
    for record, entries in records:
        for record_position, entry in enumerate(entries):
            for position, evidence in enumerate(entry.evidence):
                yield record, record_position, position, *_evidence(evidence)


def _evidence(e: Evidence) -> Row:
    box = e.box or (None, None, None, None)
    return e.field, e.index, e.block, e.start, e.end, e.text, e.page, *box, e.rule, e.confidence, e.inferred


def _first_page(pages: Iterable[int]) -> int | None:
    return next(iter(pages), None)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
