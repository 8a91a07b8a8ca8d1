"""The values of a task made of several, and of several made of one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from output.errors import ReviewError
from output.fold import contains, words
from output.store.machine import FIELDS
from output.store.review_values import checked

_UNITS_AND_PRODUCTS = ("lead", "partners", "products")


def joined(tasks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Text, units, products and deadlines of all tasks; what says the same twice stands once.

    Texts are joined by "; ". A unit that leads takes no part besides.
    """
    lists = {field: _distinct(entry for task in tasks for entry in task[field]) for field in _UNITS_AND_PRODUCTS}
    leading = [words(unit) for unit in lists["lead"]]
    deadlines: list[Any] = []
    for task in tasks:
        deadlines += [deadline for deadline in task["deadlines"] if deadline not in deadlines]
    return {
        "text": _one_text([task["text"] for task in tasks]),
        **lists,
        "partners": [unit for unit in lists["partners"] if words(unit) not in leading],
        "deadlines": deadlines,
    }


def parted(whole: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The values of each part of a task; what a part does not name it has from the whole. Raises ReviewError."""
    if len(parts) < 2:
        raise ReviewError("A split needs two parts or more.", "few_parts")
    for part in parts:
        if "text" not in part:
            raise ReviewError("Each part of a split needs its text.", "empty", field="text")
    return [
        {field: checked(field, part[field]) if field in part else whole[field] for field in _fields(part)}
        for part in parts
    ]


def _fields(part: Mapping[str, Any]) -> tuple[str, ...]:
    """The plan's fields, and any other that the part names, so that a wrong one is told."""
    return *FIELDS, *(field for field in part if field not in FIELDS)


def _one_text(texts: Iterable[str]) -> str:
    kept: list[str] = []
    for text in texts:
        if not any(contains(other, words(text)) for other in kept):
            kept = [other for other in kept if not contains(text, words(other))]
            kept.append(text)
    return "; ".join([*(text.rstrip(" .;,") for text in kept[:-1]), *kept[-1:]])


def _distinct(entries: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for entry in entries:
        seen.setdefault(" ".join(words(entry)) or entry, entry)
    return list(seen.values())
