"""Files that the clerk hands in: sent as raw bytes, taken in one after the other, told of until they are done."""

import errno
import shutil
from collections.abc import Mapping
from typing import Any

from datasette.utils.asgi import Request, Response

from ingest.limits import Limits
from review.desk import Desk
from review.names import safe_name
from review.receiving import saved, stated_length, thrown_away
from review.rendering import data, problem
from review.routing import Route
from review.troubles import trouble
from review.uploads import Upload
from review.wording import words


async def upload(desk: Desk, request: Request) -> Response:
    """Take the body for a file of the name ?name=. 413 for one that is too large, 503 while the line is full."""
    told = words(desk.language)["upload"]
    most = Limits().file_bytes
    too_large = problem(told["too_large"].format(limit=most // 2**20), 413, kind="too_large")
    length = stated_length(request)
    if length > most:
        await thrown_away(request, most)
        return too_large
    if not desk.uploads.has_room(length):
        await thrown_away(request, most)
        return problem(told["full"], 503, kind="full")
    folder = await desk.serve(lambda services: services.intake.room())
    path = folder / safe_name(request.args.get("name") or "")
    try:
        size = await saved(request, path, most)
        if size is not None:
            entry = desk.uploads.add(path)
            return data(_told(desk, entry), 202)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if error.errno != errno.ENOSPC:
            raise
        return problem(told["disk_full"], 507)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return too_large


async def uploads(desk: Desk, request: Request) -> Response:
    """How far the files are: {"uploads": [{id, name, state, document, text, open}]}."""
    return data({"uploads": [_told(desk, upload) for upload in desk.uploads.all]})


async def clear(desk: Desk, request: Request) -> Response:
    """Forget the files that are done."""
    desk.uploads.forget_done()
    return data({})


def _told(desk: Desk, upload: Upload) -> Mapping[str, Any]:
    told = words(desk.language)["upload"]
    taken = upload.taken
    if upload.state == "failed":
        text = trouble(desk.language, taken.error if taken else None)
    else:
        text = told["states"][upload.state].format(tasks=taken.tasks if taken else 0)
    return {
        "id": upload.id,
        "name": upload.name,
        "state": upload.state,
        "document": taken and taken.document,
        "text": text,
        "open": told["open"],
    }


ROUTES = (
    Route("POST", "/upload", upload),
    Route("GET", r"/uploads\.json", uploads),
    Route("POST", "/uploads/clear", clear),
)
