"""The wordings of one document over time, and the file that stands for it: pure functions of its files.

Two files that hold their text are different editions as soon as their tasks differ in a word, a figure or a day: a
changed deadline must not stay hidden behind an older file. A scan's differences are noise; it belongs to the edition
that it is most like.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from models import Metadata
from output.store.grouping import Held
from output.store.identity import number_key
from output.store.likeness import closeness

_SOURCES = ("docx", "doc", "html", "text", "pdf")  # the best first; what OCR read comes last
_FULL_DATE = len("2025-11-20")


def editions(files: Sequence[Held]) -> list[list[Held]]:
    """A document's files by edition, the oldest first; in each the best source first.

    Drafts come before what is none, then the date of the document decides, then when the files were last changed.
    """
    exact = [held for held in files if not held.is_scan]
    if not exact:
        return [sorted(files, key=_source)]
    found: dict[str | None, list[Held]] = {}
    for held in exact:
        found.setdefault(held.tasks, []).append(held)
    order = sorted(found, key=lambda tasks: _time(found[tasks]))
    for scan in sorted(files, key=lambda held: held.sha256):
        if scan.is_scan:
            likest = max(exact, key=lambda held: (closeness(scan.wording, held.wording), _time([held])))
            found[likest.tasks].append(scan)
    return [sorted(found[tasks], key=_source) for tasks in order]


def particulars(ranked: Iterable[Metadata]) -> dict[str, Any]:
    """A document's particulars: those of its leading file, with what it leaves open from the others, the best first.

    A number still to be filled in and an incomplete date are open: a Word file before signing has them so.
    """
    leading, *others = ranked
    taken = {field.name: getattr(leading, field.name) for field in fields(Metadata) if field.name != "evidence"}
    for other in others:
        if number_key(taken["number"]) is None and number_key(other.number) and not other.draft:
            taken["number"] = other.number
        if len(taken["date"] or "") < _FULL_DATE and len(other.date or "") == _FULL_DATE:
            taken["date"] = other.date
        taken = {name: getattr(other, name) if value is None else value for name, value in taken.items()}
    return taken


def _time(files: Iterable[Held]) -> tuple[bool, str, str, str]:
    """What orders editions: the last of their files counts."""
    return max((not held.keys.draft, held.keys.day or "", held.modified or "", held.sha256) for held in files)


def _source(held: Held) -> tuple[int, float, str]:
    """What orders the files of an edition."""
    rank = len(_SOURCES) if held.is_scan or held.format not in _SOURCES else _SOURCES.index(held.format)
    return rank, -(held.ocr_confidence or 0.0), held.sha256
