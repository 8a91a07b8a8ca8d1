"""Short constructors, so that a case reads as one line."""

from typing import Any

from corpus.evaluate.records import Reading


def task(text: str, **fields: Any) -> dict[str, Any]:
    empty = {"origin": "body", "number": None, "path": [], "lead": [], "partners": [], "products": [], "deadlines": []}
    return empty | {"text": text} | fields


def due(day: str | None, **fields: Any) -> dict[str, Any]:
    return {"text": f"Trước ngày {day}", "kind": "date", "start": None, "due": day, "recurrence": []} | fields


def proof(field: str, index: int | None = None, **fields: Any) -> dict[str, Any]:
    place = {} if index is None else {"index": index}
    found = {
        "block": 3,
        "start": 0,
        "end": 9,
        "page": 2,
        "text": "Sở Nội vụ",
        "rule": f"rule.{field}",
        "confidence": 0.9,
    }
    return {"field": field} | place | found | fields


def plan(*tasks: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"document": {}, "tasks": list(tasks), "targets": [], "citations": []} | parts


def reading(gold: dict[str, Any], predicted: dict[str, Any] | None, name: str = "a.docx", **fields: Any) -> Reading:
    given = {"gold_name": name.partition(".")[0], "plan": name, "split": None, "format": name.rpartition(".")[2]}
    return Reading(**{"document": name, "knobs": {}, "gold": gold, "predicted": predicted} | given | fields)
