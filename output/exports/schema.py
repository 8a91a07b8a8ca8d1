"""The JSON Schema of exports, made of the records: `python -m output.exports.schema > docs/export.schema.json`.

Types come from the records' hints, what a record is from its docstring. `task_record.VERSION` says when the form gets
another name.
"""

import json
import sys
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from models import Deadline
from output.exports.fingerprint import STATED
from output.exports.task_record import URN, VERSION
from output.store.assignments import AssignedUnit, AssigningDocument, Assignment

_RECORDS = {Assignment: "task", AssigningDocument: "document", AssignedUnit: "unit", Deadline: "deadline"}

_DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "task": {
        "id": "stable: the same file read the same gives the same id; what people added has one of its own",
        "document": "the document that orders it",
        "position": "its place in the document; tasks stand in this order",
        "number": "as printed before it",
        "path": "the headings above it, from the top",
        "text": "what is to be done",
        "context": "the words that lead into a list of which it is a part",
        "lead": "units that lead it",
        "partners": "units that take part",
        "products": "what is to be handed in",
        "deadlines": "each time that is stated for it",
        "due": "the first day that any deadline names; computed, not read by `kehoach import`",
        "next_due": "the next day from the day of the export on, counting those that come back; computed",
        "late_since": "the first day that has passed and does not come back, of open tasks; computed",
        "status": "how far it is, which people say",
        "done_on": "the day on which it was done, if known",
        "origin": "where in the document it stood",
        "page": "the page on which it begins, from 1",
        "confidence": "the share of such rows that are right; null for what people added",
        "review": "the last verdict of people that is in force",
        "confidences": "by field: the least confidence of the values that the program read and nobody has set",
        "fingerprint": "tells `kehoach import` what was changed in the file and what in the store; leave it as it is",
    },
    "document": {
        "id": "`documents.id` in the store",
        "type": "Kế hoạch, Quyết định, Chỉ thị …",
        "number": "number and symbol",
        "issuer": "who issued it",
        "date": "its day, perhaps incomplete: 2025, 2025-11 or 2025-11-30",
        "title": "its title",
        "file": "name of the file whose reading leads",
    },
    "unit": {
        "printed": "as the document or a review says it; `kehoach import` reads this one",
        "name": "the name under which its spellings, and the units merged with it, are one",
        "id": "`units.id` in the store; null where the store does not know it",
    },
    "deadline": {
        "text": "as printed",
        "kind": "date: a day; period: from start to due; recurring: comes back; continuous: all the time; event: "
        "hangs on something else; reference: any other words",
        "start": "the first day",
        "due": "the last day",
        "recurrence": "how often it comes back",
        "day": "the day within a recurrence: 05 of a month, 11-05 of a year, FR of a week",
        "time": "an hour such as 16:00",
    },
}
_PRIMITIVES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def generate() -> dict[str, Any]:
    """The schema (draft 2020-12): of `--format json`; its $defs/task is that of a line of jsonl and a row of parquet.

    Raises LookupError if a field has no description, or a description no field.
    """
    task = _record(Assignment)
    task["properties"]["fingerprint"] = {"type": "string", **_described("task", "fingerprint")}
    task["required"].append("fingerprint")
    task["$comment"] = f"`kehoach import` takes changes of {', '.join(STATED)}."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": URN,
        "title": f"Tasks as `kehoach export` hands them on, version {VERSION}",
        "description": "Readers should pass over fields that they do not know: a new second number of the version only "
        "adds some. A new first number changes or takes away.",
        "type": "object",
        "properties": {
            "schema": {"type": "string", "pattern": f"^urn:kehoach:tasks:{VERSION.partition('.')[0]}\\.[0-9]+$"},
            "tasks": {"type": "array", "items": {"$ref": "#/$defs/task"}},
        },
        "required": ["schema", "tasks"],
        "$defs": {"task": task, **{name: _record(record) for record, name in _RECORDS.items() if name != "task"}},
    }


def _record(record: type) -> dict[str, Any]:
    """The schema of a dataclass: all its fields, each of them always there."""
    name, hints = _RECORDS[record], get_type_hints(record)
    if not is_dataclass(record):
        raise LookupError(f"{record} is no dataclass")
    names = [field.name for field in fields(record)]
    if surplus := set(_DESCRIPTIONS[name]) - {*names, *(["fingerprint"] if name == "task" else [])}:
        raise LookupError(f"nothing to describe in {name}: {sorted(surplus)}")
    return {
        "description": " ".join((record.__doc__ or "").split()),
        "type": "object",
        "properties": {field: {**_type(hints[field]), **_described(name, field)} for field in names},
        "required": names,
    }


def _described(record: str, field: str) -> dict[str, str]:
    if field not in _DESCRIPTIONS[record]:
        raise LookupError(f"no description of {field} of a {record}")
    return {"description": _DESCRIPTIONS[record][field]}


def _type(hint: Any) -> dict[str, Any]:
    """The schema of a type hint."""
    if hint in _PRIMITIVES:
        return {"type": _PRIMITIVES[hint]}
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint in _RECORDS:
        return {"$ref": f"#/$defs/{_RECORDS[hint]}"}
    kind, arguments = get_origin(hint), get_args(hint)
    if kind is Literal:
        return {"enum": list(arguments)}
    if kind in (Union, types.UnionType):
        return _or_null(_type(next(each for each in arguments if each is not type(None))))
    if kind is tuple:
        return {"type": "array", "items": _type(arguments[0])}
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    raise LookupError(f"no form in JSON for {hint}")


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(generate(), ensure_ascii=False, indent=1) + "\n")
