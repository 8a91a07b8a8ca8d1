"""The pages of a document: their pictures, where values stand on them, the words in a box; its text where there are no
pages.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from ingest.errors import UnreadableFile
from models import Box, Place
from output.store.marks import Mark, Span
from output.store.texts import Leading
from review.desk import Desk
from review.guarding import KEPT
from review.marked_text import marked
from review.originals import find
from review.rendering import data, page, problem, render
from review.routing import Route, number
from review.services import Original, PageSize
from review.wording import words

_DPI = (55, 80, 110, 150, 220)
"""Few, so that a picture that was drawn serves again."""

_FOREVER = "private, max-age=31536000, immutable"


async def alone(desk: Desk, request: Request) -> Response:
    """A document's pages in a window of their own, for a second screen."""
    document = number(request, "id")
    await _leading(desk, document)
    return page(desk, request, "pages.html", document_id=document)


async def marks(desk: Desk, request: Request) -> Response:
    """Pages and marks (see `review/static/viewer.js`). With `quick`, what can be had at once: `coming` says that
    there will be pages. `problem` tells why there are none though the file is there.
    """
    document = number(request, "id")
    leading = await _leading(desk, document)
    file = await find(desk, leading)
    told = words(desk.language)["viewer"]
    if file is None:
        return await _as_text(desk, document, problem=told["no_file"] if leading.pages else None)
    if request.args.get("quick") and not await desk.serve(lambda s: s.pictures.is_set(file)):
        return await _as_text(desk, document, coming=True)
    try:
        sizes = await desk.serve(lambda s: s.pictures.sizes(file))
        if not sizes:
            return await _as_text(desk, document)
        places = None if leading.pages else dict(enumerate(await _set_places(desk, document, file)))
    except UnreadableFile as error:
        return await _as_text(desk, document, problem=_why(desk, error))
    found = await desk.read(lambda store: store.texts.marks(document, places))
    return data(_answer("pages", sizes, found, version=leading.sha256[:16]))


async def picture(desk: Desk, request: Request) -> Response:
    """A page's picture. An address with `v`, which stands for the file's bytes, may be kept for good."""
    file = await _original(desk, number(request, "id"))
    wanted, dpi = number(request, "page"), int(request.args.get("dpi") or 110)
    if dpi not in _DPI:
        raise BadRequest("dpi")
    try:
        made = await desk.serve(lambda s: s.pictures.picture(file, wanted, dpi))
    except IndexError:
        raise NotFound(request.path) from None
    except UnreadableFile as error:
        return problem(_why(desk, error), 422)
    is_of_bytes = request.args.get("v") == file.sha256[:16]
    headers = {KEPT: _FOREVER if is_of_bytes else "private, no-cache"}
    return Response(made.data, headers=headers, content_type=made.media_type)


async def text(desk: Desk, request: Request) -> Response:
    """The blocks with marks, a part of a page."""
    document = number(request, "id")
    await _leading(desk, document)
    blocks, spans = await desk.read(lambda s: (s.texts.blocks(document), s.texts.spans(document)))
    return Response.html(render(desk, "document/text.html", blocks=list(marked(blocks, spans))))


async def words_in(desk: Desk, request: Request) -> Response:
    """The words in a box: {"page": from 1, "box": [x0, y0, x1, y1] in points} -> {"text": …}; by OCR where the reading
    has none there.
    """
    document = number(request, "id")
    asked, box = _asked(await request.post_body())
    leading = await _leading(desk, document)
    file = await find(desk, leading)
    found = await _words(desk, document, asked, leading, file)
    inside = [word for word, place in found if _is_inside(place.box, box)]
    if inside or file is None:
        return data({"text": " ".join(inside)})
    try:
        return data({"text": await desk.serve(lambda s: s.pictures.words_in(file, asked, box))})
    except IndexError:
        raise NotFound(request.path) from None
    except UnreadableFile as error:
        return problem(_why(desk, error), 422)


async def _leading(desk: Desk, document: int) -> Leading:
    found = await desk.read(lambda store: store.texts.leading(document))
    if found is None:
        raise NotFound(f"{document}")
    return found


async def _original(desk: Desk, document: int) -> Original:
    leading = await _leading(desk, document)
    found = await find(desk, leading)
    if found is None:
        raise NotFound(f"{document}")
    return found


async def _set_places(desk: Desk, document: int, file: Original) -> Sequence[Sequence[Place]]:
    """Where the words of each block stand on the pages that were set of a file without any."""
    blocks = await desk.read(lambda store: store.texts.blocks(document))
    return await desk.serve(lambda s: s.pictures.places(file, [block["text"] for block in blocks]))


async def _words(
    desk: Desk, document: int, asked: int, leading: Leading, file: Original | None
) -> list[tuple[str, Place]]:
    """The words that the reading has on a page, in its order."""
    if leading.pages or file is None:
        return await desk.read(lambda store: store.texts.words(document, asked))
    blocks = await desk.read(lambda store: store.texts.blocks(document))
    places = await _set_places(desk, document, file)
    pairs = ((block["text"], place) for block, found in zip(blocks, places, strict=True) for place in found)
    return [(said[place.start : place.end], place) for said, place in pairs if place.page == asked]


async def _as_text(desk: Desk, document: int, **more: Any) -> Response:
    spans = await desk.read(lambda store: store.texts.spans(document))
    return data(_answer("text", (), spans, **more))


def _answer(kind: str, sizes: Iterable[PageSize], found: Iterable[Mark | Span], **more: Any) -> dict[str, Any]:
    of_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mark in found:
        boxes = [[round(value, 1) for value in box] for box in mark.boxes] if isinstance(mark, Mark) else []
        of_task[mark.task].append({"field": mark.field, "index": mark.index, "page": mark.page, "boxes": boxes})
    pages = [
        {"page": n, "width": round(size.width, 1), "height": round(size.height, 1)} for n, size in enumerate(sizes, 1)
    ]
    return {"kind": kind, "pages": pages, "marks": of_task, **more}


def _asked(body: bytes) -> tuple[int, Box]:
    """The page and box of a request. BadRequest for anything else."""
    try:
        asked = json.loads(body)
        wanted, given = asked["page"], asked["box"]
        corners = [float(value) for value in given]
        is_right = type(wanted) is int and isinstance(given, list) and len(corners) == 4
        is_right = is_right and all(map(math.isfinite, corners))
    except (KeyError, TypeError, ValueError, OverflowError):
        is_right = False
    if not is_right:
        raise BadRequest("page and box")
    x0, y0, x1, y1 = corners
    return wanted, Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_inside(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _why(desk: Desk, error: UnreadableFile) -> str:
    """What went wrong with a file, for the clerk."""
    told = words(desk.language)["viewer"]["trouble"]
    return str(told.get(type(error).__name__, told["other"]))


ROUTES = (
    Route("GET", r"/document/(?P<id>[0-9]+)/pages", alone),
    Route("GET", r"/document/(?P<id>[0-9]+)/marks\.json", marks),
    Route("GET", r"/document/(?P<id>[0-9]+)/page/(?P<page>[0-9]+)\.jpg", picture),
    Route("GET", r"/document/(?P<id>[0-9]+)/text", text),
    Route("POST", r"/document/(?P<id>[0-9]+)/words", words_in),
)
