"""What every request of a program passes: its token, its pace, its parameters; and the line in the store's `audit`."""

import logging
import math
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from datasette.utils.asgi import BadRequest, Request, Response

from models.errors import KehoachError
from output.errors import ReviewConflict, ReviewError, StoreBusy
from output.store import Token, Written
from review.api.operations import ROOT, Answer, Call, Operation, Problem, body_of, parameters_of
from review.api.pacing import Pace
from review.desk import Desk
from review.receiving import in_memory
from review.rendering import data

Bound = Callable[[Request], Awaitable[Response]]

_WRONG_A_MINUTE = 20
"""Wrong tokens that one address may send."""

_MOST_JSON = 2**20
"""Bytes of a JSON body."""

_CHALLENGE = {"www-authenticate": 'Bearer realm="kehoach"'}
_log = logging.getLogger(__name__)


class Gate:
    """Lets programs in to the operations of one server."""

    def __init__(self, desk: Desk, a_minute: int) -> None:
        self._desk = desk
        self._pace = Pace(a_minute)
        self._wrong = Pace(_WRONG_A_MINUTE)

    def bound(self, operations: Sequence[Operation]) -> list[tuple[str, Bound]]:
        """The operations as Datasette takes them: an expression and one function for all methods of a path."""
        by_path: dict[str, dict[str, Operation]] = {}
        for operation in operations:
            by_path.setdefault(operation.path, {})[operation.method] = operation
        found = [(f"{_pattern(path)}$", self._answering(methods)) for path, methods in by_path.items()]
        return [*found, (f"{ROOT}(/.*)?$", self._answering({}))]

    def _answering(self, methods: Mapping[str, Operation]) -> Bound:
        async def answer(request: Request) -> Response:
            token: Token | None = None
            try:
                token = await self._let_in(request)
                if not methods:
                    raise Problem(404, "no-such-address", f"Nothing is here. {ROOT}/openapi.json tells what there is.")
                if request.method not in methods:
                    raise Problem(405, "method", "This address takes other methods.", {"allow": _allowed(methods)})
                found = await self._answer(methods[request.method], request, token)
                response = data(found.body, found.status)
                response.headers.update(found.headers)
            except Problem as problem:
                response = _told(problem)
            except Exception:
                _log.exception("%s %s", request.method, request.path)
                raise
            await self._note(request, token, response.status)
            return response

        return answer

    async def _let_in(self, request: Request) -> Token:
        client = (request.scope.get("client") or ("?",))[0]
        if (wait := self._wrong.wait(client)) > 0:
            raise _too_often(wait)
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        token = None
        if kind.lower() == "bearer":
            token = await self._desk.read(lambda store: store.tokens.known(text.strip()))
        if token is None:
            if text:
                self._wrong.take(client)
            detail = "Send a token: authorization: Bearer … `kehoach token create NAME --scope read` makes one."
            raise Problem(401, "token", detail, _CHALLENGE)
        if (wait := self._pace.take(token.id)) > 0:
            raise _too_often(wait)
        return token

    async def _answer(self, operation: Operation, request: Request, token: Token) -> Answer:
        if operation.scope not in token.scopes:
            raise Problem(403, "scope", f"This token is not for {operation.scope}. Make another one for it.")
        try:
            given = parameters_of(operation, request)
        except ValueError as error:  # what is no UTF-8, or far too much
            raise Problem(400, "bad-parameter", f"The address cannot be read: {error}") from error
        body: Mapping[str, Any] = {}
        if operation.validator is not None:
            body = body_of(operation, request.headers.get("content-type", ""), await _sent(request))
        try:
            return await operation.handler(self._desk, Call(request, token, given, body))
        except LookupError as error:
            raise Problem(404, "not-found", f"There is no such thing in the store: {error}") from error
        except ReviewConflict as error:
            raise Problem(409, "conflict", str(error)) from error
        except StoreBusy as error:
            raise Problem(503, "busy", str(error), {"retry-after": "5"}) from error
        except ReviewError as error:
            raise Problem(422, "refused", str(error)) from error
        except KehoachError as error:
            raise Problem(422, type(error).__name__, str(error)) from error

    async def _note(self, request: Request, token: Token | None, status: int) -> None:
        """Write down who wrote, and now and then when a token was used."""
        if token is None:
            return
        now = datetime.now(UTC)
        with suppress(StoreBusy):  # what was done is done
            await self._write(request, token, status, now)

    async def _write(self, request: Request, token: Token, status: int, now: datetime) -> None:
        if request.method != "GET":
            client = (request.scope.get("client") or (None,))[0]
            line = Written(token.name, token.id, client, request.method, request.path, status)
            await self._desk.write(lambda store: store.note_written(line))
        if token.is_used_again(now):
            await self._desk.write(lambda store: store.tokens.note_use(token.id))


async def _sent(request: Request) -> bytes:
    try:
        data = await in_memory(request, _MOST_JSON)
    except BadRequest as error:
        raise Problem(400, "bad-request", f"The request cannot be read: {error}") from error
    if data is None:
        raise Problem(413, "too-large", f"At most {_MOST_JSON // 2**20} MB of JSON may be sent.")
    return data


def _told(problem: Problem) -> Response:
    told = {
        "type": f"urn:kehoach:problem:{problem.kind}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    response = data(told, problem.status)
    response.content_type = "application/problem+json"
    response.headers.update(problem.headers)
    return response


def _too_often(wait: float) -> Problem:
    return Problem(429, "pace", "Too many requests. Wait a little.", {"retry-after": str(math.ceil(wait))})


def _allowed(methods: Mapping[str, Operation]) -> str:
    return ", ".join(sorted(methods))


def _pattern(path: str) -> str:
    """The expression for a path with names in braces."""
    parts = path.split("/")
    return "/".join(f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{") else re.escape(part) for part in parts)
