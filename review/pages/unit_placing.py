"""Saying which unit belongs to which, on a unit's page."""

import json

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from output.errors import ReviewError
from output.fold import words as folded
from output.store import Store
from review.desk import Desk
from review.pages.parts import named
from review.rendering import data, problem
from review.routing import Route, number
from review.wording import words

_LONGEST = 300  # letters of a name
_LOOKED_AT = 50


async def place(desk: Desk, request: Request) -> Response:
    """Place a unit under {"under": a name}; with {"new": true} under one that no document names."""
    unit, who, asked = number(request, "id"), named(request), json.loads(await request.post_body())
    name, is_new = asked.get("under"), asked.get("new") is True
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST:
        raise BadRequest("a name")
    told = words(desk.language)["placing"]

    def write(store: Store) -> str | None:
        _check(store, unit, request)
        with store.together():
            under = _called(store, name)
            if under is None and not is_new:
                return str(told["unknown"])
            try:
                store.unit_places.place(unit, store.units.enter(name.strip()) if under is None else under, who)
            except ReviewError:
                return str(told["ring"])
        return None

    trouble = await desk.write(write)
    return problem(trouble, 422) if trouble else data({"page": f"/unit/{unit}"})


async def take_out(desk: Desk, request: Request) -> Response:
    """Have a unit belong to none."""
    unit, who = number(request, "id"), named(request)

    def write(store: Store) -> None:
        _check(store, unit, request)
        if store.unit_places.around(unit).above is not None:  # somebody else may have been faster
            store.unit_places.take_out(unit, who)

    await desk.write(write)
    return data({"page": f"/unit/{unit}"})


def _check(store: Store, unit: int, request: Request) -> None:
    try:
        store.units.one(unit)
    except LookupError:
        raise NotFound(request.path) from None


def _called(store: Store, name: str) -> int | None:
    """The unit that goes by just this name, tones aside."""
    asked = folded(name)
    found = store.units.suggest(name, _LOOKED_AT) if asked else []
    fitting = [unit for unit, own, others in found if asked in map(folded, (own, *others))]
    return fitting[0] if fitting else None


ROUTES = (
    Route("POST", r"/unit/(?P<id>[0-9]+)/place", place),
    Route("POST", r"/unit/(?P<id>[0-9]+)/take-out", take_out),
)
