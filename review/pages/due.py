"""What is overdue and what is due soon, for all or for a unit."""

from datetime import date
from typing import Any

from datasette.utils.asgi import Request, Response

from output.store import Store
from output.store.agenda import Asked, State
from review.desk import Desk
from review.pages.exporting import offers
from review.pages.parts import duty
from review.paging import page_number, paging
from review.rendering import page
from review.routing import Route

_TASKS = 50
_LONGEST = 300  # letters of a unit's name
_LISTS: tuple[State, ...] = ("overdue", "soon")


async def due(desk: Desk, request: Request) -> Response:
    """Both lists, each with pages of its own."""
    unit = (request.args.get("unit") or "").strip()[:_LONGEST]
    today = date.today()
    skipped = {state: (page_number(request, state) - 1) * _TASKS for state in _LISTS}

    def read(store: Store) -> tuple[bool, dict[str, tuple[list[dict[str, Any]], int]]]:
        meant = store.units.meant(unit) if unit else None
        is_known = meant is None or bool(meant.units or meant.names)
        return is_known, {state: store.agenda.tasks(Asked(meant), state, _TASKS, skipped[state]) for state in _LISTS}

    is_known, found = await desk.read(read)
    lists = [
        {
            "state": state,
            "rows": [
                duty(row if state == "overdue" else {**row, "late_since": None}, today) for row in found[state][0]
            ],
            "count": found[state][1],
            "paging": paging(request, found[state][1], _TASKS, state),
        }
        for state in _LISTS
    ]
    offered = offers(desk, {"state": "due", "unit_name": unit}, is_of_one_unit=bool(unit))
    return page(desk, request, "due.html", unit=unit, is_known=is_known, lists=lists, offers=offered)


ROUTES = (Route("GET", "/due", due),)
