"""A month with the tasks that are due on each day, for all or for a unit and a document."""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from datasette.utils.asgi import BadRequest, Request, Response

from output.store import Store
from output.store.agenda import Asked
from review.desk import Desk
from review.pages.parts import task_address
from review.paging import with_query
from review.presenting import document_name
from review.rendering import data, page
from review.routing import Route

_IN_CELL = 3
_IN_LIST = 20
_IN_DAY = 500
_LONGEST = 300  # letters of a filter
_SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid: how many tasks are due, and the first of them."""

    day: str
    in_month: bool
    is_today: bool
    count: int
    tasks: tuple[Mapping[str, Any], ...]

    @property
    def number(self) -> int:
        """The day's number in its month."""
        return int(self.day[-2:])

    @property
    def weekday(self) -> int:
        """The day of the week, from 0 for Monday."""
        return date.fromisoformat(self.day).weekday()

    def rest(self, shown: int) -> int:
        """How many tasks there are besides those shown."""
        return max(0, self.count - shown)


async def calendar(desk: Desk, request: Request) -> Response:
    """The month asked for ("month=2026-11"), one day of it ("day=2026-11-05"), else this month."""
    today = date.today()
    only, first = _asked_days(request, today)
    unit, document = ((request.args.get(name) or "").strip()[:_LONGEST] for name in ("unit", "document"))
    last = _next_month(first) - timedelta(1)

    def read(store: Store) -> dict[str, tuple[int, list[dict[str, Any]]]]:
        asked = Asked(store.units.meant(unit) if unit else None, document=document or None)
        if only:
            return store.agenda.days(asked, only, only, _IN_DAY)
        return store.agenda.days(asked, first, last, _IN_LIST)

    found = await desk.read(read)
    weeks = [[_day(each, first, today, found) for each in week] for week in months.Calendar().monthdatescalendar(
        first.year, first.month
    )]  # fmt: skip
    return page(
        desk,
        request,
        "calendar.html",
        month=first,
        weeks=weeks,
        days=[day for week in weeks for day in week if day.count and day.in_month],
        only=only and _day(only, first, today, found),
        count=sum(count for count, _ in found.values()),
        in_cell=_IN_CELL,
        filters={"unit": unit, "document": document},
        addresses={
            "previous": _to_month(request, first - timedelta(1)),
            "next": _to_month(request, _next_month(first)),
            "today": with_query(request, month=None, day=None),
            "month": _to_month(request, first),
            "all": f"{request.path}?month={first:%Y-%m}",
        },
        day_address=lambda day: with_query(request, month=None, day=day),
    )


async def documents(desk: Desk, request: Request) -> Response:
    """Documents for completion: [{"name", "label"}], the name by which the calendar finds it."""
    wanted = (request.args.get("q") or "")[:_LONGEST]
    found = await desk.read(lambda store: store.suggest_documents(wanted, _SUGGESTED))
    named = [(row["number"] or document_name(row), document_name(row)) for row in found]
    return data([{"name": name[:_LONGEST], "label": label} for name, label in named])


def _asked_days(request: Request, today: date) -> tuple[date | None, date]:
    """The day asked for, if any, and the first day of its month. ValueError for what is no day."""
    only = request.args.get("day")
    month = request.args.get("month")
    day = date.fromisoformat(only or (f"{month}-01" if month else today.isoformat()))
    if not 1900 <= day.year < 9999:
        raise BadRequest("a year of plans")
    return (day if only else None), date(day.year, day.month, 1)


def _next_month(first: date) -> date:
    return (first + timedelta(31)).replace(day=1)


def _to_month(request: Request, day: date) -> str:
    return with_query(request, month=f"{day:%Y-%m}", day=None)


def _day(day: date, first: date, today: date, found: Mapping[str, tuple[int, list[dict[str, Any]]]]) -> Day:
    count, rows = found.get(day.isoformat(), (0, []))
    tasks = tuple(
        {
            **row,
            "address": task_address(row["document"], row["task_id"]),
            "document_name": document_name(
                {"title": row["document_title"], "number": row["document_number"], "file": ""}
            ),
        }
        for row in rows
    )
    return Day(day.isoformat(), day.month == first.month, day == today, count, tasks)


ROUTES = (Route("GET", "/calendar", calendar), Route("GET", r"/calendar/documents\.json", documents))
