"""A task as a card for the clerk: what the template needs of it, and the card itself as a part of a page."""

import json
from collections.abc import Iterable
from typing import Any

from output.store.overview import DOUBTFUL
from output.store.worklist import WorkTask
from review.deadline_words import deadline_words
from review.desk import Desk
from review.rendering import render
from review.wording import words

SURE = 0.95
"""From this confidence on a value is sure; below it wants a look, and below `DOUBTFUL` it is doubtful."""

EDITED = ("text", "lead", "partners", "products", "deadlines")
"""The fields that a card shows in this order; the keys 1 to 5 edit them."""

BESIDES = ("number", "context")
"""Further fields, which the keys 6 and 7 edit."""


def cards(desk: Desk, tasks: Iterable[WorkTask], last_of_units: int) -> dict[str, str]:
    """The card of each task, by its id."""
    return {task.id: render(desk, "document/fragment.html", task=card(desk, task, last_of_units)) for task in tasks}


def card(desk: Desk, task: WorkTask, last_of_units: int) -> dict[str, Any]:
    """What a card shows of a task, its units as they are merged after the entry `last_of_units`."""
    values = task.values
    return {
        "id": task.id,
        "position": task.position,
        "version": task.version,
        "units_version": last_of_units,
        "page": task.page,
        "number": values["number"],
        "path": values["path"],
        "context": values["context"],
        "status": values["status"],
        "done_on": values["done_on"],
        "state": task.verdict or "open",
        "decision": task.decision,
        "by": task.by,
        "confidence": task.confidence,
        "step": _step(task.confidence) if task.confidence is not None and not task.is_reviewed else None,
        "doubted": _most_doubtful(task),
        "values": json.dumps(values, ensure_ascii=False),
        "fields": {field: _entries(desk, task, field) for field in EDITED},
        "set": sorted(task.set_fields),
        "notes": task.notes,
    }


def _entries(desk: Desk, task: WorkTask, field: str) -> list[dict[str, Any]]:
    """The entries of a field: what each says, how sure it is, and what belongs to it."""
    value = task.values[field]
    shown = []
    for index, entry in enumerate(value if isinstance(value, list) else [value]):
        confidence = task.confidences.get((field, index))
        one = {"text": entry, "step": None if confidence is None else _step(confidence), "unit": None, "words": None}
        if field == "deadlines":
            one |= {"text": entry["text"], "words": deadline_words(entry, words(desk.language)["deadline"])}
        elif field in task.units:
            one["unit"] = task.units[field][index]
        shown.append(one)
    return shown


def _step(confidence: float) -> str:
    return "sure" if confidence >= SURE else "look" if confidence >= DOUBTFUL else "doubt"


def _most_doubtful(task: WorkTask) -> str:
    """The field that wants a look first: the least sure one, or who leads where nobody does and the rest is sure."""
    shown = {place: confidence for place, confidence in task.confidences.items() if place[0] in EDITED}
    least = min(shown, key=lambda place: (shown[place], EDITED.index(place[0])), default=None)
    if not task.values["lead"] and (least is None or shown[least] >= SURE):
        return "lead"
    return least[0] if least else "text"
