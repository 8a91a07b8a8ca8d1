"""Tasks for programs: those that filters pick, one, and what is decided about one."""

from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

from output.errors import ReviewError
from output.exports.task_record import task_record
from output.store import UNSEEN, Store
from review.api import schemas
from review.api.operations import BODY_PROBLEMS, ROOT, Answer, Call, Operation, Parameter
from review.api.paging import PAGE, next_page
from review.api.plans import PLAN
from review.desk import Desk

FIELDS = ("number", "path", "text", "context", "lead", "partners", "products", "deadlines", "status", "done_on")

_TASK = Parameter("task", schemas.TASK, "The task: its `id`.", required=True)
_FILTERS = (
    Parameter("unit", schemas.WORDS, "Words of the name of a unit that leads or takes part; its sub-units count, too."),
    Parameter("document", schemas.WORDS, "Words of number, title or file name of the plan."),
    Parameter("words", schemas.WORDS, "Words that all stand in the task."),
    Parameter("due_after", schemas.DAY, "The first day on which a deadline is due."),
    Parameter("due_before", schemas.DAY, "The last day on which a deadline is due."),
    Parameter("status", {"enum": ["open", "done", "dropped"]}, "The task's status."),
    Parameter("min_confidence", {"type": "number", "minimum": 0, "maximum": 1}, "Tasks that are as sure, or reviewed."),
    Parameter("reviewed", {"type": "boolean"}, "Reviewed tasks alone."),
    Parameter("drafts", {"type": "boolean", "default": False}, "Tasks of drafts, too, whose final is there."),
)


async def tasks(desk: Desk, call: Call) -> Answer:
    """A page of the tasks that the filters pick, in the order of their plans."""
    wanted: dict[str, Any] = dict(call.given)
    limit = wanted["limit"]
    for name in ("due_after", "due_before"):
        if name in wanted:
            wanted[name] = date.fromisoformat(wanted[name])

    def read(store: Store) -> list[dict[str, Any]]:
        found = store.assignments(date.today(), **{**wanted, "limit": limit + 1})
        return [plain(task_record(task)) for task in islice(found, limit + 1)]

    found = await desk.read(read)
    return Answer({"tasks": found[:limit], "next": next_page(call) if len(found) > limit else None})


async def task(desk: Desk, call: Call) -> Answer:
    """What stands for one task, and what was decided about it."""
    id_ = call.given["task"]

    def read(store: Store) -> dict[str, Any]:
        store.document_of_task(id_)
        history = [
            {
                "review": entry.id, "who": entry.who, "at": entry.at, "action": entry.action, "field": entry.field,
                "old_value": entry.old_value, "new_value": entry.new_value, "note": entry.note,
                "in_force": entry.in_force,
            }
            for entry in store.reviews.history(task=id_)
        ]  # fmt: skip
        return {"id": id_, "values": store.reviews.values(id_), "history": history}

    return Answer(await desk.read(read))


async def review(desk: Desk, call: Call) -> Answer:
    """Decide about a task."""
    id_, body, who = call.given["task"], call.body, call.token.name
    note, expected = body.get("note"), body.get("expected", UNSEEN)
    deeds: dict[str, Callable[[Store], int]] = {
        "accept": lambda store: store.reviews.accept(id_, who, note=note, expected=expected),
        "reject": lambda store: store.reviews.reject(id_, who, note=note, expected=expected),
        "done": lambda store: store.reviews.done(id_, body.get("on"), who, note=note, expected=expected),
        "set": lambda store: store.reviews.set(
            id_, _field(body), body.get("value"), who, note=note, expected=_seen(body, expected)
        ),
        "note": lambda store: store.reviews.note(id_, note or "", who),
    }

    def decide(store: Store) -> int:
        store.document_of_task(id_)
        return deeds[body["action"]](store)

    return Answer({"review": await desk.write(decide)}, 201)


async def add(desk: Desk, call: Call) -> Answer:
    """Add a task that the program did not find."""
    plan, body = call.given["plan"], dict(call.body)
    note, after = body.pop("note", None), body.pop("after", None)

    def enter(store: Store) -> str:
        store.worklist(plan)
        return store.reviews.add(plan, body, call.token.name, after=after, note=note)

    return Answer({"task": await desk.write(enter)}, 201)


async def undo(desk: Desk, call: Call) -> Answer:
    """Take a decision back."""
    number, note = call.given["review"], call.body.get("note")
    return Answer(
        {"review": await desk.write(lambda store: store.reviews.undo(number, call.token.name, note=note))}, 201
    )


def plain(value: Any) -> Any:
    """The value in JSON's own types: days as ISO texts."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _field(body: Any) -> str:
    if "field" not in body:
        raise ReviewError("To set a value, name its `field`.")
    return str(body["field"])


def _seen(body: Any, expected: Any) -> Any:
    """What was seen of the field: `expected` has it by the field's name."""
    if expected is UNSEEN:
        return UNSEEN
    if _field(body) not in expected:
        raise ReviewError("`expected` holds what was seen of the `field`, by its name.")
    return expected[_field(body)]


_UNITS = {"type": "array", "items": schemas.TEXT}
_NOTE = {"type": "string", "minLength": 1, "maxLength": 2000}
_EXPECTED = {
    "type": "object",
    "propertyNames": {"enum": list(FIELDS)},
    "description": "What was seen, by field (`values` of GET): what has changed meanwhile is not overwritten.",
}

OPERATIONS = (
    Operation(
        "GET", f"{ROOT}/tasks", "list_tasks", "List tasks", "read", tasks,
        {200: ("A page of tasks.", schemas.record(
            tasks={"type": "array", "items": schemas.TASK_RECORD}, next=schemas.NEXT))},
        (*_FILTERS, *PAGE),
    ),
    Operation(
        "GET", f"{ROOT}/tasks/{{task}}", "get_task", "What stands for a task", "read", task,
        {
            200: ("Its values and history.", schemas.record(
                id=schemas.TASK, values=schemas.VALUES, history={"type": "array", "items": {"type": "object"}})),
            404: ("There is no such task.", None),
            422: ("The task no longer stands for its plan.", None),
        },
        (_TASK,),
    ),
    Operation(
        "POST", f"{ROOT}/tasks/{{task}}/reviews", "review_task", "Decide about a task", "review", review,
        {
            201: ("The number of the entry.", schemas.REVIEW),
            404: ("There is no such task.", None),
            409: ("The task has changed meanwhile.", None),
            422: ("That makes no sense for this task.", None),
            **{status: (text, None) for status, text in BODY_PROBLEMS.items()},
        },
        (_TASK,),
        schemas.wanted(
            ("action",),
            action={"enum": ["accept", "reject", "set", "done", "note"]},
            field={"enum": list(FIELDS)},
            value={},
            on=schemas.or_null(schemas.DAY),
            note=_NOTE,
            expected=_EXPECTED,
        ),
    ),
    Operation(
        "POST", f"{ROOT}/plans/{{plan}}/tasks", "add_task", "Add a task to a plan", "review", add,
        {
            201: ("The new task's id.", schemas.record(task=schemas.TASK)),
            404: ("There is no such plan.", None),
            422: ("That is no task.", None),
            **{status: (text, None) for status, text in BODY_PROBLEMS.items()},
        },
        (PLAN,),
        schemas.wanted(
            ("text",),
            text={"type": "string", "minLength": 1},
            number=schemas.or_null(schemas.TEXT),
            path=_UNITS,
            context=schemas.or_null(schemas.TEXT),
            lead=_UNITS,
            partners=_UNITS,
            products=_UNITS,
            deadlines={"type": "array", "items": schemas.DEADLINE_SENT},
            after=schemas.TASK,
            note=_NOTE,
        ),
    ),
    Operation(
        "POST", f"{ROOT}/reviews/{{review}}/undo", "undo_review", "Take a decision back", "review", undo,
        {
            201: ("The number of the entry that undoes it.", schemas.REVIEW),
            422: ("There is no such entry, or it is undone already.", None),
            **{status: (text, None) for status, text in BODY_PROBLEMS.items()},
        },
        (Parameter("review", schemas.ID, "The entry: `review` of the answer that told of it.", required=True),),
        schemas.wanted(note=_NOTE),
    ),
)  # fmt: skip
