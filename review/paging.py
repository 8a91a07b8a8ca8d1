"""Lists that come a page at a time."""

from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.utils.asgi import Request

ROWS = 50
"""Rows of a page."""

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list of `count` rows a page stands; `number` is from 1. `path` and `kept` make the addresses of the
    others.
    """

    number: int
    count: int
    path: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> int:
        """The first row of the page, from 1."""
        return (self.number - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """The last row of the page."""
        return min(self.count, self.number * ROWS)

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self.at(self.number - 1) if self.number > 1 else None

    @property
    def behind(self) -> str | None:
        """The address of the next page."""
        return self.at(self.number + 1) if self.last < self.count else None

    def at(self, number: int) -> str:
        """The address of a page."""
        values = [*self.kept, *([("page", str(number))] if number > 1 else [])]
        return f"{self.path}?{urlencode(values)}" if values else self.path


def page_number(request: Request) -> int:
    """The page that is asked for; the first where that makes no sense."""
    text = request.args.get("page") or ""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else 1
