"""Files that could not be read: which, since when, what to do; and to try one again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from output.store import UPLOADED
from review.desk import Desk
from review.paging import ROWS, page_number, paging
from review.rendering import data, page
from review.routing import Route, number
from review.troubles import trouble

NOT_AGAIN = frozenset({"SecretDocument"})
"""Errors that another try does not mend."""


async def failures(desk: Desk, request: Request) -> Response:
    """The open failures, the last first: ?page=."""
    skipped = (page_number(request) - 1) * ROWS
    found = await desk.read(lambda store: store.failing(limit=ROWS, offset=skipped))
    there = await desk.serve(lambda _: [_is_there(row["path"]) for row in found.rows])
    rows = [_told(desk, row, is_there=is_there) for row, is_there in zip(found.rows, there, strict=True)]
    return page(desk, request, "failures.html", rows=rows, paging=paging(request, found.count))


async def again(desk: Desk, request: Request) -> Response:
    """Read a file again where it stands, behind those that wait."""
    failure = number(request, "id")
    path = await desk.read(lambda store: store.path_of_failure(failure))
    if path is None or not await desk.serve(lambda _: _is_there(path)):
        raise NotFound(request.path)
    return data({"id": desk.uploads.add_again(Path(path)).id}, 202)


def _is_there(path: str) -> bool:
    """Whether a file stands at the place that the store knows; one that was handed in stands nowhere."""
    try:
        return not path.startswith(UPLOADED) and Path(path).is_absolute() and Path(path).is_file()
    except (OSError, ValueError):
        return False


def _told(desk: Desk, row: Mapping[str, Any], *, is_there: bool) -> Mapping[str, Any]:
    is_upload = row["path"].startswith(UPLOADED)
    shown = row["path"].removeprefix(UPLOADED) if is_upload else row["path"]
    return {
        **row,
        "shown": shown,
        "name": Path(shown).name,
        "is_upload": is_upload,
        "is_there": is_there,
        "can_be_mended": row["error"] not in NOT_AGAIN,
        "can_be_read_again": is_there and row["error"] not in NOT_AGAIN,
        "advice": trouble(desk.language, row["error"]),
    }


ROUTES: Sequence[Route] = (
    Route("GET", "/failures", failures),
    Route("POST", "/failures/(?P<id>[0-9]+)/again", again),
)
