"""Long lists come a page at a time."""

from typing import Any
from urllib.parse import urlencode

from review.api.operations import Call, Parameter

PAGE = (
    Parameter("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}, "Rows on a page."),
    Parameter(
        "offset", {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0}, "Rows to leave out in front."
    ),
)


def next_page(call: Call) -> str:
    """The address of the page behind the one that was asked for."""
    behind = {**call.given, "offset": call.given["offset"] + call.given["limit"]}
    return f"{call.request.path}?{urlencode({name: _text(value) for name, value in behind.items()})}"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
