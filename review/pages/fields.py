"""What helps to fill a field in: units by their names, deadlines as they are understood; values as they are sent."""

from collections.abc import Mapping
from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from extractors.deadlines import in_cell
from extractors.metadata import own_year
from output.exports.plan_json import deadline_dict
from output.store import ReviewError, Store
from output.store.unit_names import find_units
from review.deadline_words import deadline_words
from review.desk import Desk
from review.rendering import data
from review.routing import Route
from review.wording import words

_MOST = 12  # names that a list of proposals shows
_LONGEST = 1000  # letters of a deadline


async def units(desk: Desk, request: Request) -> Response:
    """The units whose name or alias holds the words of `q`: [{"id", "name", "aliases"}], those of `document` first."""
    asked, document = request.args.get("q") or "", int(request.args.get("document") or 0)
    found = await desk.read(lambda store: find_units(store.db, asked, document, _MOST))
    return data([{"id": unit.id, "name": unit.name, "aliases": unit.aliases} for unit in found])


async def deadline(desk: Desk, request: Request) -> Response:
    """What a text says as a deadline of a `document`'s task: {"deadlines": [...], "words": [...]}."""
    text, document = request.args.get("text") or "", int(request.args.get("document") or 0)
    read = await desk.read(lambda store: understood(text, year_of(store, document)))
    return data({"deadlines": read, "words": [deadline_words(each, words(desk.language)["deadline"]) for each in read]})


def given(field: str, value: Any, year: int | None) -> Any:
    """A field's value as a script sends it, in the contract's form.

    A deadline may be sent as {"text", "due"}: it is read from the text, and `due`, if any, overrules.
    """
    if field != "deadlines" or not isinstance(value, list):
        return value
    read: list[Any] = []
    for entry in value:
        if isinstance(entry, Mapping) and "kind" not in entry and isinstance(entry.get("text"), str):
            said = _overruled(understood(entry["text"], year), entry["text"], entry.get("due"))
        else:
            said = [entry]
        read += [each for each in said if each not in read]  # one text may say two days, and stand there twice
    return read


def understood(text: str, year: int | None) -> list[dict[str, Any]]:
    """The deadlines that a text of a few words says, in the contract's form. ReviewError for a text that is longer."""
    if len(text) > _LONGEST:
        raise ReviewError(
            f"A deadline has {_LONGEST} letters at most. Leave out what is none.", "long_deadline", most=_LONGEST
        )
    return [deadline_dict(match.value) for match in in_cell(text, year)]


def year_of(store: Store, document: int) -> int | None:
    """The year of a document, for times without one. NotFound if there is no such document."""
    row = next(iter(store.db.query("SELECT title, type, date FROM documents WHERE id = ?", [document])), None)
    if row is None:
        raise NotFound(f"document {document}")
    return own_year(row)


def _overruled(read: list[dict[str, Any]], text: str, due: str | None) -> list[dict[str, Any]]:
    """What was read, with another day on which it is due."""
    if not due:
        if not read:
            raise ReviewError(
                f"{text!r} is no deadline. Give words such as 'trước ngày 31/10', or choose a day.",
                "no_deadline",
                text=text,
            )
        return read
    first = read[0] if read else {"text": text.strip(), "kind": "date"}
    start = first.get("start")
    keeps = first["kind"] in ("date", "period")
    is_period = first["kind"] == "period" and start and start < due
    return [
        {
            **first,
            "kind": "period" if is_period else "date",
            "start": start if is_period else None,
            "due": due,
            "recurrence": [],
            "day": None,
            "time": first.get("time") if keeps else None,
        },
        *read[1:],
    ]


ROUTES = (Route("GET", r"/units\.json", units), Route("GET", r"/deadline\.json", deadline))
