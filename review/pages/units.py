"""The units in a list, and what one of them has to do, as a list or a timeline."""

from datetime import date
from typing import get_args

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from output.store import Store
from output.store.agenda import Asked, State
from output.store.unit_overview import OneUnit
from review.desk import Desk
from review.pages.exporting import feed_address, offers
from review.pages.parts import duty
from review.pages.timeline import MONTHS, Timeline, telling_month, timeline
from review.paging import page_number, paging, with_query
from review.rendering import page
from review.routing import Route, number

_UNITS = 50
_TASKS = 100
_ON_TIMELINE = 300
_STATES: tuple[State, ...] = ("open", "overdue", "soon", "done", "all")
_ROLES = ("", "lead", "partner")
_VIEWS = ("list", "timeline")
_WITH = ("", "below")


async def units(desk: Desk, request: Request) -> Response:
    """The list of units, those with the words in their names."""
    wanted = request.args.get("q") or ""
    skipped = (page_number(request) - 1) * _UNITS
    found, count = await desk.read(lambda store: store.units.page(wanted, _UNITS, skipped))
    return page(desk, request, "units.html", units=found, count=count, q=wanted, paging=paging(request, count, _UNITS))


async def unit(desk: Desk, request: Request) -> Response:
    """A unit's page."""
    wanted, today = number(request, "id"), date.today()
    role, view = _chosen(request, "role", _ROLES), _chosen(request, "view", _VIEWS)
    state = next(each for each in get_args(State) if each == _chosen(request, "state", _STATES))
    with_ = _chosen(request, "with", _WITH)
    skipped = (page_number(request) - 1) * _TASKS if view == "list" else 0
    most = _TASKS if view == "list" else _ON_TIMELINE

    def read(store: Store) -> tuple[OneUnit, OneUnit | None, list[dict[str, object]], int, Timeline | None]:
        try:
            one = store.units.one(wanted)
        except LookupError as error:
            raise NotFound(request.path) from error
        into = store.units.one(one.merged_into) if one.merged_into else None
        meant = store.unit_places.with_below(wanted) if with_ else one.meant
        rows, count = store.agenda.tasks(Asked(meant, role or None), state, most, skipped)
        drawn = None
        if view == "timeline":
            times = store.agenda.times([row["task_id"] for row in rows])
            drawn = timeline(rows, times, _first_month(request) or telling_month(rows, today), today)
        return one, into, rows, count, drawn

    if (name := await desk.read(lambda store: store.units.former(wanted))) is not None:
        return page(desk, request, "unit_former.html", status=404, name=name)
    one, into, rows, count, drawn = await desk.read(read)
    history = await desk.read(lambda store: store.units.history(wanted))
    places, placed = await desk.read(lambda s: (s.unit_places.around(wanted), s.unit_places.history(wanted)))
    return page(
        desk,
        request,
        "unit.html",
        unit=one,
        into=into,
        duties=[duty(row, today) for row in rows],
        count=count,
        paging=paging(request, count, _TASKS),
        history=list(reversed(history)),
        places=places,
        placed=list(reversed(placed)),
        chosen={"role": role, "state": state, "view": view, "with": with_},
        addresses={
            "role": {each: with_query(request, role=each, page=None) for each in _ROLES},
            "state": {each: with_query(request, state=each, page=None) for each in _STATES},
            "with": {each: with_query(request, **{"with": each, "page": None}) for each in _WITH},
            "view": {each: with_query(request, view=each, page=None) for each in _VIEWS},
        },
        offers=offers(desk, {"unit": wanted, "role": role, "state": state, "with": with_}, is_of_one_unit=True),
        feed_address=feed_address(desk, wanted),
        is_feed_lasting=desk.access.password_hash is not None,
        timeline=drawn,
        most=_ON_TIMELINE,
        earlier=drawn and with_query(request, **{"from": drawn.months_on(-MONTHS // 2)}),
        later=drawn and with_query(request, **{"from": drawn.months_on(MONTHS // 2)}),
    )


def _chosen(request: Request, name: str, known: tuple[str, ...]) -> str:
    """One of the values that a query may have; the first one where it says nothing."""
    text = request.args.get(name) or known[0]
    if text not in known:
        raise BadRequest(name)
    return text


def _first_month(request: Request) -> date | None:
    text = request.args.get("from")
    return date.fromisoformat(f"{text}-01") if text else None


ROUTES = (Route("GET", "/units", units), Route("GET", r"/unit/(?P<id>[0-9]+)", unit))
