"""Which tasks a page shows, told by its query, for handing on just these."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from datasette.utils.asgi import BadRequest, NotFound, Request

from output.store import Store, Wanted
from output.store.agenda import Asked, State
from output.store.assignments import Assignment
from output.store.unit_overview import Meant
from review.presenting import document_name

MOST = 100_000
"""Tasks that are handed on at once; whoever wants more asks the program, which needs no browser to wait."""

_MOST_DOCUMENTS = 10_000
_LONGEST = 300  # letters of a filter
_NUMBERS = ("document", "unit")
_TEXTS = ("q", "documents", "unit_name")


class TooMany(Exception):  # noqa: N818 - an answer of its own, no fault
    """More tasks are asked for than are handed on at once."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What a page shows: of a `document` or a `unit` by their ids, perhaps `with_below` what is below it, in a `role`
    and a state (an agenda's, or `is_due` for what is overdue or due soon), of the units that words mean (`unit_name`),
    of the documents of the start page (`documents` words, `is_doubtful`), or those in which words stand (`q`). Without
    anything: all but replaced drafts.
    """

    document: int | None = None
    unit: int | None = None
    role: str | None = None
    state: State | None = None
    is_due: bool = False
    unit_name: str = ""
    documents: str = ""
    is_doubtful: bool = False
    q: str = ""
    with_below: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks, and whose they are: the name of the document or unit, if it is one alone; `unit` is a unit's."""

    assignments: Iterator[Assignment]
    of: str | None = None
    unit: str | None = None


def picked(request: Request) -> Picked:
    """What the query asks for. BadRequest for what makes no sense."""
    given: Mapping[str, str] = {name: (request.args.get(name) or "").strip() for name in (*_NUMBERS, *_TEXTS)}
    for name in _NUMBERS:
        if given[name] and not (given[name].isascii() and given[name].isdecimal() and len(given[name]) <= 15):
            raise BadRequest(name)
    role, state = request.args.get("role") or None, request.args.get("state") or None
    if role not in (None, "lead", "partner") or state not in (None, "due", *get_args(State)):
        raise BadRequest("role or state")
    return Picked(
        document=int(given["document"]) if given["document"] else None,
        unit=int(given["unit"]) if given["unit"] else None,
        role=role,
        state=next((each for each in get_args(State) if each == state), None),
        is_due=state == "due",
        unit_name=given["unit_name"][:_LONGEST],
        documents=given["documents"][:_LONGEST],
        is_doubtful=request.args.get("doubtful") == "1",
        q=given["q"][:_LONGEST],
        with_below=request.args.get("with") == "below",
    )


def tasks(store: Store, asked: Picked, today: date, *, confidences: bool = False) -> Tasks:
    """The tasks of the page. NotFound for a document or unit that is not there; TooMany comes while they are read."""
    wanted: Wanted = {"limit": MOST + 1, "drafts": bool(asked.document or asked.q or asked.documents)}
    of = unit = None
    if asked.document is not None:
        wanted["documents"] = [asked.document]
        of = _document_name(store, asked.document)
    elif asked.documents or asked.is_doubtful:
        found = store.overview(words=asked.documents, only_doubtful=asked.is_doubtful, limit=_MOST_DOCUMENTS + 1)
        if found.count > _MOST_DOCUMENTS:
            raise TooMany
        wanted["documents"] = [row["document_id"] for row in found.rows]
    if asked.q:
        wanted["words"] = asked.q
    meant = None
    if asked.unit is not None:
        one = _unit(store, asked.unit)
        of = unit = one[0]
        meant = store.unit_places.with_below(asked.unit) if asked.with_below else one[1]
    elif asked.unit_name:
        meant, of, unit = store.units.meant(asked.unit_name), asked.unit_name, asked.unit_name
    if meant is not None or asked.is_due or asked.state:
        states: tuple[State, ...] = ("overdue", "soon") if asked.is_due else (asked.state or "all",)
        rows = [store.agenda.tasks(Asked(meant, asked.role), state, MOST + 1)[0] for state in states]
        wanted["tasks"] = [row["task_id"] for found in rows for row in found]
    return Tasks(_counted(store.assignments(today, confidences=confidences, **wanted)), of, unit)


def _counted(assignments: Iterator[Assignment]) -> Iterator[Assignment]:
    for number, assignment in enumerate(assignments):
        if number == MOST:
            raise TooMany
        yield assignment


def _document_name(store: Store, document: int) -> str:
    sql = "SELECT d.title, d.number, f.name AS file FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?"
    row = next(iter(store.db.query(sql, [document])), None)
    if row is None:
        raise NotFound(f"document {document}")
    return " ".join(part for part in (row["number"], row["title"]) if part) or document_name(row)


def _unit(store: Store, unit: int) -> tuple[str, Meant]:
    try:
        one = store.units.one(unit)
    except LookupError:
        raise NotFound(f"unit {unit}") from None
    return one.name, one.meant
