"""The rows of a sheet of tasks: for each document the headings and lead-in sentences as they change, and the tasks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from output.exports.task_cells import heading, printed_part
from output.store.assignments import AssigningDocument, Assignment


@dataclass(frozen=True, slots=True)
class Group:
    """A row over tasks. `level` counts headings from the top; part and document stand above them."""

    kind: Literal["part", "document", "heading", "context"]
    number: str
    words: str
    level: int = 0


def grouped(assignments: Iterable[Assignment], words: Mapping[str, Any] | None = None) -> Iterator[Group | Assignment]:
    """The tasks with the groups above them; with the words of `sheets`, rows that name each document as well."""
    document, path, context = None, tuple[str, ...](), None
    for assignment in assignments:
        if assignment.document.id != document:
            document, path, context = assignment.document.id, (), None
            if words is not None:
                yield Group("document", "", document_line(assignment.document, words))
                if assignment.document.title:
                    yield Group("document", "", assignment.document.title)
        if assignment.path != path:
            kept = _shared(path, assignment.path)
            for level, text in enumerate(assignment.path[kept:], kept):
                yield Group("heading", *heading(text), level=level)
            path = assignment.path
        if assignment.context and assignment.context != context:
            context = assignment.context
            yield Group("context", "", context, level=len(path))
        yield assignment


def document_line(document: AssigningDocument, words: Mapping[str, Any]) -> str:
    """The document as offices cite it: "Kế hoạch số 42/KH-SGDĐT ngày 09/02/2026 của Sở Giáo dục và Đào tạo"."""
    parts = [
        document.type or "",
        words["number"].format(number=document.number) if document.number else "",
        _dated(document.date, words),
        words["issuer"].format(issuer=document.issuer) if document.issuer else "",
    ]
    line = " ".join(part for part in parts if part) if document.number or document.type else ""
    return line or document.file or words["no_document"]


def document_name(document: AssigningDocument) -> str:
    """The shortest that tells the document from others: its number, else its title or file."""
    return document.number or document.title or document.file


def _dated(day: str | None, words: Mapping[str, Any]) -> str:
    if not day:
        return ""
    form = ("in_year", "in_month", "on_day")[min(day.count("-"), 2)]
    return str(words[form].format(day=printed_part(day)))


def _shared(before: tuple[str, ...], now: tuple[str, ...]) -> int:
    """How many headings from the top two paths share."""
    same = 0
    for one, other in zip(before, now, strict=False):
        if one != other:
            break
        same += 1
    return same
