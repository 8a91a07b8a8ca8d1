"""Plans as JSON, in the form of the contract: one array of plans, or a plan a line."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TextIO

from models import Citation, Deadline, Evidence, Metadata, Plan, PlanTable, Section, Target, Task


def to_dict(plan: Plan) -> dict[str, Any]:
    """The plan in the contract's form, of JSON's own types: days as ISO texts, keys always in the same order."""
    return {
        "document": _document(plan.document),
        "tasks": [_task(task) for task in plan.tasks],
        "targets": [_target(target) for target in plan.targets],
        "citations": [_citation(citation) for citation in plan.citations],
        "sections": [_section(section) for section in plan.sections],
        "tables": [_table(table) for table in plan.tables],
    }


def write_json(plans: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write plans in the contract's form as one JSON array, each as soon as it comes."""
    lead = "["
    for plan in plans:
        stream.write(f"{lead}\n{json.dumps(plan, ensure_ascii=False, indent=1)}")
        lead = ","
    stream.write("[]\n" if lead == "[" else "\n]\n")


def write_jsonl(plans: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Write plans in the contract's form, one a line."""
    for plan in plans:
        stream.write(json.dumps(plan, ensure_ascii=False) + "\n")


def deadline_dict(deadline: Deadline) -> dict[str, Any]:
    """A deadline in the contract's form."""
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": _iso(deadline.start),
        "due": _iso(deadline.due),
        "recurrence": list(deadline.recurrence),
        "day": deadline.day,
        "time": deadline.time,
    }


def _document(document: Metadata) -> dict[str, Any]:
    return {
        "type": document.type,
        "number": document.number,
        "issuer": document.issuer,
        "place": document.place,
        "date": document.date,
        "title": document.title,
        "signer": document.signer,
        "signer_title": document.signer_title,
        "evidence": _evidence(document.evidence),
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "origin": task.origin,
        "number": task.number,
        "path": list(task.path),
        "text": task.text,
        "context": task.context,
        "lead": [unit.name for unit in task.lead],
        "partners": [unit.name for unit in task.partners],
        "products": list(task.products),
        "deadlines": [deadline_dict(deadline) for deadline in task.deadlines],
        "confidence": task.confidence,
        "evidence": _evidence(task.evidence),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "text": target.text,
        "value": target.value,
        "unit": target.unit,
        "comparator": target.comparator,
        "scope": target.scope,
        "number": target.number,
        "path": list(target.path),
        "evidence": _evidence(target.evidence),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "type": citation.type,
        "number": citation.number,
        "date": _iso(citation.date),
        "issuer": citation.issuer,
        "evidence": _evidence(citation.evidence),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "parent": section.parent,
        "role": section.role,
        "page": section.page,
    }


def _table(table: PlanTable) -> dict[str, Any]:
    return {
        "role": table.role,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "pages": list(table.pages),
    }


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """The contract knows no null for `index`: a field with a single value goes without it."""
    return [
        {
            "field": e.field,
            **({} if e.index is None else {"index": e.index}),
            "block": e.block,
            "start": e.start,
            "end": e.end,
            "page": e.page,
            "box": None if e.box is None else list(e.box),
            "text": e.text,
            "rule": e.rule,
            "confidence": e.confidence,
            "inferred": e.inferred,
        }
        for e in evidence
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
