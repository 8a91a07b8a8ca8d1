"""Plans for programs: post a file and get a plan, list plans, read one."""

import asyncio
import errno
import shutil
from typing import Any, Literal

from datasette.utils.asgi import BadRequest

from output.store import Store
from review.api import schemas
from review.api.operations import BODY_PROBLEMS, ROOT, Answer, Call, Operation, Parameter, Problem
from review.api.paging import PAGE, next_page
from review.desk import Desk
from review.names import safe_name
from review.receiving import saved, stated_length, thrown_away
from review.uploads import Upload

MOST_SENT = 100 * 2**20
"""Bytes of a file that a program may send."""

_LOOK_EVERY = 0.1  # seconds, for the end of reading

_NAME = Parameter(
    "name", {"type": "string", "minLength": 1, "maxLength": 255}, "The file's name, such as kh-12.pdf.", required=True
)
_WAIT = Parameter(
    "wait",
    {"type": "number", "minimum": 0, "maximum": 300, "default": 60},
    "Seconds to wait for the plan. If it takes longer, the answer says where to ask for it.",
)
PLAN = Parameter("plan", schemas.ID, "The plan: `document_id`.", required=True)


async def post(desk: Desk, call: Call) -> Answer:
    """Take a file in and give its plan, or say where to ask for it."""
    if not call.request.headers.get("content-type", "application/octet-stream").startswith("application/octet-stream"):
        raise Problem(415, "media-type", "Send the file's bytes, with content-type: application/octet-stream.")
    entry = await _received(desk, call)
    waited = 0.0
    while entry.is_under_way and waited < call.given["wait"]:
        await asyncio.sleep(_LOOK_EVERY)
        waited += _LOOK_EVERY
        entry = _entry(desk, entry.id)
    if entry.is_under_way:
        return Answer(_told(entry), 202, {"location": f"{ROOT}/intake/{entry.id}"})
    if entry.state == "failed" or entry.taken is None or entry.taken.document is None:
        error, reason = (entry.taken.error, entry.taken.reason) if entry.taken else (None, None)
        raise Problem(422, error or "unreadable", reason or "The file could not be read.")
    document = entry.taken.document
    plan = await desk.read(lambda store: _plan(store, document, "read"))
    status = 200 if entry.state == "known" else 201
    return Answer({"document_id": document, "plan": plan}, status, {"location": f"{ROOT}/plans/{document}"})


async def intake(desk: Desk, call: Call) -> Answer:
    """How far a file is that was posted."""
    return Answer(_told(_entry(desk, call.given["file"])))


async def plans(desk: Desk, call: Call) -> Answer:
    """A page of the plans."""
    given = call.given
    found = await desk.read(
        lambda store: store.overview(
            "added", given.get("words", ""), only_doubtful=False, limit=given["limit"], offset=given["offset"]
        )
    )
    more = given["offset"] + len(found.rows) < found.count
    return Answer({"plans": found.rows, "count": found.count, "next": next_page(call) if more else None})


async def plan(desk: Desk, call: Call) -> Answer:
    """One plan."""
    document, version = call.given["plan"], call.given["version"]
    return Answer({"document_id": document, "plan": await desk.read(lambda store: _plan(store, document, version))})


async def _received(desk: Desk, call: Call) -> Upload:
    request = call.request
    too_large = Problem(413, "too-large", f"A file may have {MOST_SENT // 2**20} MB at most.")
    try:
        length = stated_length(request)
        if length > MOST_SENT:
            raise too_large
        if not desk.uploads.has_room(length):
            await thrown_away(request, MOST_SENT)
            raise Problem(503, "full", "Too many files wait to be read. Try again later.", {"retry-after": "60"})
        folder = await desk.serve(lambda services: services.intake.room())
        path = folder / safe_name(call.given["name"])
        try:
            size = await saved(request, path, MOST_SENT)
            if size is None:
                raise too_large
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except BadRequest as error:
        raise Problem(400, "bad-request", f"The request cannot be read: {error}") from error
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise Problem(507, "disk-full", "The disk of the server is full.") from error
    return desk.uploads.add(path)


def _entry(desk: Desk, number: int) -> Upload:
    for entry in desk.uploads.all:
        if entry.id == number:
            return entry
    raise LookupError(f"no file {number} under way")


def _told(entry: Upload) -> dict[str, Any]:
    taken = entry.taken
    return {
        "id": entry.id,
        "name": entry.name,
        "state": entry.state,
        "document": taken and taken.document,
        "tasks": taken.tasks if taken else 0,
        "problem": taken and taken.reason,
    }


def _plan(store: Store, document: int, version: Literal["read", "reviewed"]) -> dict[str, Any]:
    return store.plan_of(document) if version == "read" else store.reviewed_plan_of(document).plan


OPERATIONS = (
    Operation(
        "POST", f"{ROOT}/plans", "post_plan", "Post a file, get a plan", "ingest", post,
        {
            200: ("These bytes were known; their plan.", schemas.record(document_id=schemas.ID, plan=schemas.PLAN)),
            201: ("The plan, which is in the store now.", schemas.record(document_id=schemas.ID, plan=schemas.PLAN)),
            202: ("It is still being read; `location` says where to ask.", schemas.INTAKE),
            422: ("The file cannot be read; `type` and `detail` say why and what to do.", None),
            507: ("The disk of the server is full.", None),
            **{status: (text, None) for status, text in BODY_PROBLEMS.items()},
        },
        (_NAME, _WAIT),
        "bytes",
    ),
    Operation(
        "GET", f"{ROOT}/intake/{{file}}", "get_intake", "How far a posted file is", "ingest", intake,
        {200: ("How far it is.", schemas.INTAKE), 404: ("There is no such file, or it was forgotten.", None)},
        (Parameter("file", schemas.ID, "The file: `id` of the answer to its posting.", required=True),),
    ),
    Operation(
        "GET", f"{ROOT}/plans", "list_plans", "List plans, the last one added first", "read", plans,
        {200: ("A page of plans.", schemas.record(
            plans={"type": "array", "items": schemas.PLAN_ROW}, count={"type": "integer"}, next=schemas.NEXT))},
        (Parameter("words", schemas.WORDS, "Words of number, title, issuer or file name; tones may be left out."),
         *PAGE),
    ),
    Operation(
        "GET", f"{ROOT}/plans/{{plan}}", "get_plan", "Read a plan", "read", plan,
        {
            200: ("The plan.", schemas.record(document_id=schemas.ID, plan=schemas.PLAN)),
            404: ("There is no such plan.", None),
        },
        (PLAN, Parameter(
            "version", {"enum": ["read", "reviewed"], "default": "read"},
            "As the program read it, with the evidence; or as people left it.")),
    ),
)  # fmt: skip
