"""The description of the interface for programs, as OpenAPI 3.1: made of the operations themselves."""

from typing import Any

from review.api import schemas
from review.api.operations import COMMON, ROOT, Answer, Call, Operation, Schema
from review.desk import Desk


def description() -> dict[str, Any]:
    """The whole description."""
    from review.api.site import OPERATIONS  # noqa: PLC0415 - it holds this module's own operation as well

    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kehoach",
            "version": "1",
            "description": "What plans order, for programs. Every request needs a token (`kehoach token create`).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {"Problem": schemas.PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


async def give(desk: Desk, call: Call) -> Answer:
    """The description."""
    return Answer(description())


def _described(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"The token is for `{operation.scope}`.",
        "parameters": [
            {
                "name": parameter.name,
                "in": "path" if operation.in_path(parameter) else "query",
                "required": parameter.required,
                "description": parameter.description,
                "schema": parameter.schema,
            }
            for parameter in operation.parameters
        ],
        "responses": _answers(operation),
    }
    if operation.takes_bytes:
        content: dict[str, Any] = {"application/octet-stream": {}}
        told["requestBody"] = {"required": True, "description": "The file's bytes.", "content": content}
    elif operation.takes is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": operation.takes}}}
    return told


def _answers(operation: Operation) -> dict[str, Any]:
    answers: dict[int, tuple[str, Schema | None]] = {status: (text, None) for status, text in COMMON.items()}
    answers.update(operation.answers)
    return {str(status): _answer(text, schema) for status, (text, schema) in sorted(answers.items())}


def _answer(text: str, schema: Schema | None) -> dict[str, Any]:
    if schema is None:
        problem = {"$ref": "#/components/schemas/Problem"}
        return {"description": text, "content": {"application/problem+json": {"schema": problem}}}
    return {"description": text, "content": {"application/json": {"schema": schema}}}


OPERATIONS = (
    Operation(
        "GET", f"{ROOT}/openapi.json", "get_description", "This description", "read", give,
        {200: ("OpenAPI 3.1.", {"type": "object"})},
    ),
)  # fmt: skip
