"""Making two spellings of a unit one, and parting them again."""

import json

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from output.store import Store
from output.store.agenda import Asked
from review.desk import Desk
from review.pages.parts import named
from review.rendering import data
from review.routing import Route, number
from review.wording import words

_SUGGESTED = 12
_LONGEST = 300  # letters of a name


async def suggested(desk: Desk, request: Request) -> Response:
    """Units for completion: [{"id", "name", "aliases"}]."""
    wanted = (request.args.get("q") or "")[:_LONGEST]
    found = await desk.read(lambda store: store.units.suggest(wanted, _SUGGESTED))
    return data([{"id": unit, "name": name, "aliases": list(aliases)} for unit, name, aliases in found])


async def preview(desk: Desk, request: Request) -> Response:
    """What a merge would do, in words: {"said", "possible"}."""
    text = request.args.get("into") or ""
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise BadRequest("a unit")
    unit, into, told = number(request, "id"), int(text), words(desk.language)["units"]

    def read(store: Store) -> tuple[bool, dict[str, object]]:
        try:
            this, other = store.units.one(unit), store.units.one(into)
        except LookupError as error:
            raise NotFound(request.path) from error
        roots = [store.units.one(each.merged_into) if each.merged_into else each for each in (this, other)]
        _, count = store.agenda.tasks(Asked(roots[0].meant), "all", 1)
        return roots[0].id != roots[1].id, {"count": count, "unit": roots[0].name, "into": roots[1].name}

    possible, values = await desk.read(read)
    return data({"said": told["merge_preview"] % values if possible else told["same"], "possible": possible})


async def merge(desk: Desk, request: Request) -> Response:
    """Merge into {"into": unit}. Gives the unit's page to go to."""
    unit, who, into = number(request, "id"), named(request), json.loads(await request.post_body()).get("into")
    if not isinstance(into, int) or isinstance(into, bool):
        raise BadRequest("a unit")

    def write(store: Store) -> int | None:
        store.units.merge(unit, into, who)
        return store.units.one(unit).merged_into

    return data({"page": f"/unit/{await desk.write(write)}"})


async def part(desk: Desk, request: Request) -> Response:
    """Undo the merge of a unit."""
    unit, who = number(request, "id"), named(request)
    await desk.write(lambda store: store.units.part(unit, who))
    return data({"page": f"/unit/{unit}"})


async def enter(desk: Desk, request: Request) -> Response:
    """Make a unit of a name that only reviews know: {"name": …}."""
    named(request)
    name = json.loads(await request.post_body()).get("name")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST:
        raise BadRequest("a name")
    return data({"page": f"/unit/{await desk.write(lambda store: store.units.enter(name))}"})


ROUTES = (
    Route("GET", "/unit/search.json", suggested),
    Route("GET", r"/unit/(?P<id>[0-9]+)/merge.json", preview),
    Route("POST", r"/unit/(?P<id>[0-9]+)/merge", merge),
    Route("POST", r"/unit/(?P<id>[0-9]+)/part", part),
    Route("POST", "/units/enter", enter),
)
