"""The report: figures and charts of all tasks, or of a unit's or a document's, and the same as a file to hand on."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from output.store import Store, Wanted
from review.desk import Desk
from review.guarding import KEPT
from review.pages.parts import task_address
from review.rendering import page
from review.routing import Route

MOST = 50_000
"""Tasks that are counted while somebody waits. The page says so where there are more."""

_LONGEST = 300  # letters of what is asked for


async def report(desk: Desk, request: Request) -> Response:
    """The report inside the pages: ?unit= and ?document= are words of names."""
    wanted = _wanted(request)

    def read(store: Store) -> str:
        from output import report as made  # noqa: PLC0415 - loads matplotlib, which takes a second

        figures = made.report(store, date.today(), most=MOST, **wanted)
        return made.fragment(figures, wanted, desk.language, _address)

    return page(
        desk,
        request,
        "report.html",
        body=Markup(await desk.read(read)),
        unit=wanted.get("unit") or "",
        document=wanted.get("document") or "",
        file=f"/report.html?{urlencode(dict(wanted))}" if wanted else "/report.html",
    )


async def report_file(desk: Desk, request: Request) -> Response:
    """The same as a file that needs nothing else."""
    wanted, today = _wanted(request), date.today()

    def read(store: Store) -> str:
        from output import report as made  # noqa: PLC0415

        return made.html_page(made.report(store, today, most=MOST, **wanted), wanted, desk.language)

    name = "bao-cao" if desk.language == "vi" else "report"
    attached = {"content-disposition": f'attachment; filename="{name}-{today}.html"'}
    return Response.html(await desk.read(read), headers=attached)


async def report_style(desk: Desk, request: Request) -> Response:
    """The report's styles."""
    from output import report as made  # noqa: PLC0415

    return Response(made.style(), headers={KEPT: "no-cache"}, content_type="text/css; charset=utf-8")


def _wanted(request: Request) -> Wanted:
    wanted: Wanted = {}
    for name in ("unit", "document"):
        if text := (request.args.get(name) or "").strip()[:_LONGEST]:
            wanted[name] = text
    return wanted


def _address(document: int, task: str | None) -> str:
    return task_address(document, task) if task else f"/document/{document}"


ROUTES = (
    Route("GET", "/report", report),
    Route("GET", r"/report\.html", report_file),
    Route("GET", r"/report\.css", report_style),
)
