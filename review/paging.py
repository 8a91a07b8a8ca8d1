"""Lists that come a page at a time, and the addresses of other views of the same list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.utils.asgi import Request

ROWS = 50
"""Rows of a page where a list does not say otherwise."""

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list of `count` rows a page of `size` rows stands; `number` is from 1. `before` and `behind` are the
    addresses of its neighbours.
    """

    number: int
    count: int
    size: int
    before: str | None
    behind: str | None

    @property
    def first(self) -> int:
        """The first row of the page, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The last row of the page."""
        return min(self.count, self.number * self.size)


def paging(request: Request, count: int, size: int = ROWS, name: str = "page") -> Paging:
    """The page of a list of `count` rows that is asked for; `name` is its number's in the query."""
    number = page_number(request, name)
    return Paging(
        number,
        count,
        size,
        with_query(request, **{name: number - 1 if number > 2 else None}) if number > 1 else None,
        with_query(request, **{name: number + 1}) if number * size < count else None,
    )


def page_number(request: Request, name: str = "page") -> int:
    """The page that is asked for; the first where that makes no sense."""
    text = request.args.get(name) or ""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else 1


def with_query(request: Request, **changed: object) -> str:
    """The address of this page with other values in its query; None takes one out."""
    values: dict[str, object] = {name: request.args.get(name) for name in request.args}
    values |= changed
    left = {name: value for name, value in values.items() if value not in (None, "")}
    return f"{request.path}?{urlencode(left)}" if left else request.path
