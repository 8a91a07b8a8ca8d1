"""What an operation of the interface for programs is: its address, what it takes, and every answer that it gives."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from output.store import Scope, Token
from review.desk import Desk

ROOT = "/-/api"

Schema = Mapping[str, Any]
Json = Mapping[str, Any]


class Problem(Exception):  # noqa: N818 - it is the answer
    """An answer that says what went wrong, in the form of RFC 9457. `kind` is for programs, `detail` for people and
    says what to do next.
    """

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers: JSON."""

    body: Json
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A request that may come in and is as described. `given` are the parameters by name, `body` the JSON object that
    was sent, empty where none is wanted.
    """

    request: Request
    token: Token
    given: Json
    body: Json


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query, or of the path where the path has its name in braces."""

    name: str
    schema: Schema
    description: str
    required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method at one path. `takes` is the schema of the JSON body, or "bytes"; `answers` say of each status what
    it means and the body's schema (None: a problem). Those that every operation may give stand in `COMMON`.
    """

    method: Literal["GET", "POST", "DELETE"]
    path: str
    name: str
    summary: str
    scope: Scope
    handler: Callable[[Desk, Call], Awaitable[Answer]]
    answers: Mapping[int, tuple[str, Schema | None]]
    parameters: Sequence[Parameter] = ()
    takes: Schema | Literal["bytes"] | None = None

    @property
    def takes_bytes(self) -> bool:
        """Whether the body is a file."""
        return self.takes == "bytes"

    @cached_property
    def validator(self) -> Draft202012Validator | None:
        """Of the JSON body."""
        return Draft202012Validator(self.takes) if isinstance(self.takes, Mapping) else None

    def in_path(self, parameter: Parameter) -> bool:
        """Whether a parameter stands in the path."""
        return f"{{{parameter.name}}}" in self.path


COMMON: Mapping[int, str] = {
    400: "A parameter, or the body, is not as described here; `detail` says which.",
    401: "No token came with the request, or one that is unknown, revoked or out of date.",
    403: "The token is for something else.",
    429: "Too many requests; Retry-After says how many seconds to wait.",
    503: "The store is in use by another program. Try again in a while.",
}
"""Problems that every operation may answer with, by status."""

BODY_PROBLEMS: Mapping[int, str] = {413: "More was sent than is taken.", 415: "The body is of another media type."}
"""Those of operations that take a body."""


def parameters_of(operation: Operation, request: Request) -> dict[str, Any]:
    """The parameters of a request as the operation describes them. Problem 400 for others; 404 for no such path."""
    described = {parameter.name: parameter for parameter in operation.parameters}
    pairs = parse_qsl(request.query_string, keep_blank_values=True, errors="strict", max_num_fields=100)
    names = [name for name, _ in pairs]
    for name in names:
        if name not in described or operation.in_path(described[name]):
            raise Problem(400, "unknown-parameter", f"{name!r} is no parameter of {operation.path}.")
        if names.count(name) > 1:
            raise Problem(400, "bad-parameter", f"{name} may be given once.")
    texts = {**dict(pairs), **request.url_vars}
    given: dict[str, Any] = {}
    for name, parameter in described.items():
        if name in texts:
            given[name] = _value(parameter, texts[name])
        elif parameter.required:
            raise Problem(400, "missing-parameter", f"{name} is needed: {parameter.description}")
        elif "default" in parameter.schema:
            given[name] = parameter.schema["default"]
    return given


def body_of(operation: Operation, content_type: str, data: bytes) -> Json:
    """The JSON body of a request. Problem 415 for another media type, 400 for what is not as described."""
    if operation.validator is None:
        return {}
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "media-type", "Send JSON, with the header content-type: application/json.")
    try:
        body = json.loads(data)
        json.dumps(body, ensure_ascii=False).encode()  # halves of characters can neither be stored nor sent
    except (ValueError, RecursionError) as error:
        raise Problem(400, "bad-json", f"The body is no JSON: {error}") from error
    if wrong := best_match(operation.validator.iter_errors(body)):
        place = "/".join(map(str, wrong.absolute_path))
        raise Problem(400, "bad-body", f"{place or 'The body'}: {wrong.message[:500]}")
    return dict(body)


def _value(parameter: Parameter, text: str) -> Any:
    kind = parameter.schema.get("type")
    value: Any = text
    if kind in ("integer", "number"):
        try:
            value = int(text) if kind == "integer" else float(text)
        except ValueError:
            value = text
    elif kind == "boolean":
        value = {"true": True, "false": False}.get(text, text)
    checker = Draft202012Validator.FORMAT_CHECKER
    errors = Draft202012Validator(parameter.schema, format_checker=checker).iter_errors(value)
    if wrong := best_match(errors):
        raise Problem(400, "bad-parameter", f"{parameter.name}: {wrong.message[:500]}")
    return value
