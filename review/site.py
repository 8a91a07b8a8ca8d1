"""All addresses of the pages."""

from review.pages import (
    assets,
    calendar,
    document,
    due,
    duties,
    failures,
    fields,
    history,
    pictures,
    reviewer,
    search,
    sign_in,
    start,
    tasks,
    unit_merging,
    units,
    uploads,
    versions,
)
from review.routing import Route

ROUTES: tuple[Route, ...] = (
    *start.ROUTES,
    *search.ROUTES,
    *uploads.ROUTES,
    *failures.ROUTES,
    *document.ROUTES,
    *tasks.ROUTES,
    *fields.ROUTES,
    *pictures.ROUTES,
    *history.ROUTES,
    *versions.ROUTES,
    *units.ROUTES,
    *unit_merging.ROUTES,
    *duties.ROUTES,
    *calendar.ROUTES,
    *due.ROUTES,
    *reviewer.ROUTES,
    *sign_in.ROUTES,
    *assets.ROUTES,
)
