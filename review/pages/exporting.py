"""Handing tasks on: files in every form of the program, and calendars that other programs ask for again and again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from urllib.parse import urlencode

from datasette.utils.asgi import BadRequest, Forbidden, NotFound, Request, Response

from output.exports.forms import FORMS, Form, Wishes
from output.store import Store
from review.desk import Desk
from review.downloads import Download, dated_name
from review.picking import Picked, TooMany, picked, tasks
from review.routing import Route, number, wrong
from review.wording import words

_IN_MEMORY = 8 * 2**20  # bytes of a file; a larger one goes to the disk
_ZIP = (".zip", "application/zip")


@dataclass(frozen=True, slots=True)
class Offer:
    """A form in which a page's tasks can be had: what it is called, and where it is."""

    label: str
    address: str


def offers(desk: Desk, query: Mapping[str, object], *, is_of_one_unit: bool = False) -> list[Offer]:
    """The forms for the tasks that a query picks (see `review.picking`), in the order of their words; those of single
    units as one file a unit, where the page is not one unit's.
    """
    told = words(desk.language)["exporting"]
    given = {name: value for name, value in query.items() if value not in (None, "", False)}
    found = []
    for name, label in told["forms"].items():
        form = FORMS.get(name)
        if form is None:
            continue
        if is_of_one_unit or not form.is_of_one_unit:
            found.append(Offer(label, f"/export?{urlencode({'format': name, **given})}"))
        if form.is_zip_by_unit and not is_of_one_unit:
            parted = told["by_unit"] % {"form": label}
            found.append(Offer(parted, f"/export?{urlencode({'format': name, **given, 'by_unit': 1})}"))
    return found


async def export(desk: Desk, request: Request) -> Response:
    """The tasks of a page as a file: ?format= and what `review.picking` reads; ?by_unit=1 for a part a unit."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise Forbidden("another page's link")  # it would have the server work, though it cannot read what comes
    form = FORMS.get(request.args.get("format") or "")
    if form is None:
        raise BadRequest("a format")
    asked, is_by_unit = picked(request), request.args.get("by_unit") == "1"
    if form.is_of_one_unit and not is_by_unit and asked.unit is None and not asked.unit_name:
        raise BadRequest("a unit")
    told = words(desk.language)["exporting"]
    try:
        stream, name = await desk.export(
            lambda store: _written(store, desk, request, form, asked, is_by_unit=is_by_unit)
        )
    except TooMany:
        return wrong(desk, request, told["too_many"], 413)
    suffix, media_type = _ZIP if is_by_unit and form.is_zip_by_unit else (form.suffix, form.media_type)
    return Download(stream, dated_name(name or told["name"], date.today(), suffix), media_type)


async def feed(desk: Desk, request: Request) -> Response:
    """A unit's calendar, with its sub-units' tasks, for programs that have no cookies: they know its key."""
    unit = number(request, "id")
    if not desk.access.is_feed_key(unit, request.args.get("key") or ""):
        raise NotFound(request.path)
    asked, form = Picked(unit=unit, with_below=True), FORMS["ics"]
    try:
        stream, name = await desk.export(lambda store: _written(store, desk, request, form, asked))
    except TooMany:
        return wrong(desk, request, words(desk.language)["exporting"]["too_many"], 413)
    return Download(stream, f"{name}{form.suffix}", form.media_type, is_attached=False)


def feed_address(desk: Desk, unit: int) -> str:
    """The address of a unit's calendar, on this server."""
    key = desk.access.feed_key(unit)
    return f"/feed/{unit}.ics{f'?key={key}' if key else ''}"


def _written(
    store: Store, desk: Desk, request: Request, form: Form, asked: Picked, *, is_by_unit: bool = False
) -> tuple[BinaryIO, str | None]:
    """The file, and whose tasks are in it."""
    today = date.today()
    found = tasks(store, asked, today, confidences=form.wants_confidences)
    wishes = Wishes(
        today,
        unit=None if is_by_unit and asked.unit is None else found.unit,
        by_unit=is_by_unit,
        language=desk.language,
        address=f"{'https' if desk.access.is_encrypted else 'http'}://{request.headers.get('host', '')}",
    )
    stream = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed when it was sent
    try:
        form.write(found.assignments, stream, wishes)
    except BaseException:
        stream.close()
        raise
    return stream, found.of


ROUTES = (
    Route("GET", "/export", export),
    Route("GET", r"/feed/(?P<id>[0-9]+)\.ics", feed),
)
