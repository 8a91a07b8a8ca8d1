"""Templates and answers. All that comes from documents or people is escaped by the templates."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from review.desk import Desk
from review.guarding import POLICY
from review.presenting import FILTERS
from review.wording import words

REVIEWER = "kehoach_reviewer"
"""The cookie that keeps the reviewer's name."""


def page(desk: Desk, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A whole page. Besides the `values`, templates have `t` (the words), `language`, `csrf`, `reviewer` (the name
    given, or None) and `path` (the address of the page).
    """
    body = render(
        desk,
        template,
        csrf=request.scope["csrftoken"](),
        reviewer=reviewer(request),
        path=request.full_path,
        is_guarded=desk.access.is_guarded,
        **values,
    )
    return Response.html(body, status=status, headers={"content-security-policy": POLICY})


def render(desk: Desk, template: str, **values: Any) -> str:
    """A template, or a part of a page for a script to put in its place."""
    return _environment().get_template(template).render(t=words(desk.language), language=desk.language, **values)


def data(values: Mapping[str, Any] | Sequence[Any], status: int = 200) -> Response:
    """An answer for a script."""
    return Response(json.dumps(values, ensure_ascii=False), status=status, content_type="application/json")


def problem(message: str, status: int, kind: str | None = None) -> Response:
    """What went wrong, for a script to show: {"problem": message, "kind": what it can act on}."""
    return data({"problem": message, "kind": kind}, status)


def reviewer(request: Request) -> str | None:
    """The name that the reviewer has given."""
    return unquote(request.cookies.get(REVIEWER, "")).strip() or None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("review"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(FILTERS)
    return environment
