"""The forms that operations take and give, as JSON Schema."""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": "string", "maxLength": 400}
DAY: Schema = {"type": "string", "format": "date"}
ID: Schema = {"type": "integer", "minimum": 1, "maximum": 2**53}
TASK: Schema = {"type": "string", "minLength": 1, "maxLength": 64}


def or_null(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def record(**properties: Schema) -> Schema:
    """An object that has all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def wanted(required: tuple[str, ...] = (), **properties: Schema) -> Schema:
    """An object that is sent: some of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


PROBLEM = record(type=TEXT, title=TEXT, status={"type": "integer"}, detail=TEXT)

DEADLINE_SENT = wanted(
    ("text",),
    text=TEXT,
    kind={"enum": ["date", "period", "recurring", "continuous", "event", "reference"]},
    start=or_null(DAY),
    due=or_null(DAY),
    recurrence={"type": "array", "items": TEXT},
    day=or_null(TEXT),
    time=or_null(TEXT),
)

PLAN: Schema = {
    "type": "object",
    "required": ["document", "tasks", "targets", "citations"],
    "description": "The form of docs/plan.schema.json.",
}

PLAN_ROW = record(
    document_id=ID,
    title=or_null(TEXT),
    number=or_null(TEXT),
    issuer=or_null(TEXT),
    date=or_null(TEXT),
    file=TEXT,
    added=TEXT,
    tasks={"type": "integer"},
    reviewed={"type": "integer"},
    doubtful={"type": "integer"},
    replaced_by=or_null(ID),
)

TASK_RECORD: Schema = {
    "type": "object",
    "required": ["id", "document", "text", "lead", "partners", "products", "deadlines", "status"],
    "description": "The form of docs/export.schema.json.",
}

VALUES: Schema = {
    "type": "object",
    "description": "What stands for the task, by field: to be sent back as `expected`.",
}

NEXT = or_null({"type": "string", "description": "The address of the next page, null on the last one."})

REVIEW = record(review=ID)

INTAKE = record(
    id=ID,
    name=TEXT,
    state={"enum": ["waiting", "held", "reading", "done", "known", "failed"]},
    document=or_null(ID),
    tasks={"type": "integer"},
    problem=or_null(TEXT),
)
