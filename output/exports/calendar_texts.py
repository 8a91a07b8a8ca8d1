"""What an entry of a calendar says of its task."""

from collections.abc import Iterator

from models import Deadline
from output.exports.citing import named, plain, printed_day
from output.exports.form_words import form_words
from output.exports.forms import Language
from output.exports.roles import printed, role
from output.store.assignments import Assignment

_LONGEST = 120  # letters of the task in a title; all of it stands in the description


def summary(assignment: Assignment, unit: list[str] | None, language: Language) -> str:
    """The title: the task's first words, and who leads it or, in the calendar of a unit (its folded words), whether
    that only takes part. Done and dropped tasks begin with a mark.
    """
    mark = {"open": "", "done": "✓ ", "dropped": "✗ "}[assignment.status]
    text = _short(plain(assignment.text).replace("\n", " "))
    if unit is not None:
        is_partner = role(assignment, unit) == "partners"
        behind = f" ({form_words('calendar', language)['partners'].lower()})" if is_partner else ""
    else:
        behind = f" – {plain(printed(assignment.lead))}" if assignment.lead else ""
    return f"{mark}{text}{behind}"


def description(assignment: Assignment, deadline: Deadline, language: Language) -> str:
    """All that is known of the task, a line each."""
    told = form_words("calendar", language)
    lines = [assignment.text, *([assignment.context] if assignment.context else []), ""]
    for name, value in _facts(assignment, deadline, language):
        if value:
            lines.append(f"{told[name]}: {value}")
    return plain("\n".join(lines))


def _facts(assignment: Assignment, deadline: Deadline, language: Language) -> Iterator[tuple[str, str | None]]:
    told = form_words("calendar", language)
    yield "lead", printed(assignment.lead)
    yield "partners", printed(assignment.partners)
    yield "products", "; ".join(assignment.products)
    yield "deadline", deadline.text
    yield "document", named(assignment.document, language)
    yield "path", " › ".join((*assignment.path, *([assignment.number] if assignment.number else [])))
    yield "page", str(assignment.page) if assignment.page else None
    if assignment.status == "done" and assignment.done_on:
        yield "status", told["done_on"].format(day=printed_day(assignment.done_on.isoformat()))
    elif assignment.status != "open":
        yield "status", told[assignment.status]


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"
