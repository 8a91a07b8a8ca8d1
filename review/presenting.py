"""How values are written for the clerk: days as 31/10/2024, shares, names of files that may be long."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

_MONTH, _DAY = 7, 10


def day(text: str | None) -> str:
    """An ISO day or month as it is written in Vietnam: 31/10/2024, 10/2024; nothing for None."""
    if not text:
        return ""
    return "/".join(reversed(text[:_DAY].split("-")))


def share(part: int, whole: int) -> str:
    """A share in whole percent; 100 % only of all, 0 % only of none."""
    if not whole:
        return "–"
    percent = 100 * part // whole
    return f"{percent or (1 if part else 0)} %"


@pass_context
def amount(context: Context, count: int) -> str:
    """A number as it is written in the page's language: 100.000 or 100,000."""
    text = f"{count:,}"
    return text if context["language"] == "en" else text.replace(",", ".")


def document_name(row: Mapping[str, Any]) -> str:
    """What a document is called in a list: its title, else its number, else its file's name."""
    return str(row["title"] or row["number"] or row["file"])


FILTERS: Mapping[str, Callable[..., str]] = {
    "amount": amount,
    "day": day,
    "document_name": document_name,
    "share": share,
}
