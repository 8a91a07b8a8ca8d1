"""Options by which commands pick tasks, everywhere the same ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from output.store import Wanted

Command = TypeVar("Command", bound=Callable[..., Any])

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])

_OPTIONS = (
    click.option(
        "--unit",
        help="Tasks that a unit or one of its sub-units leads or takes part in, by words of its name; tones may be "
        "left out.",
    ),
    click.option("--document", help="Tasks of a document, by words of its number, title or file name."),
    click.option("--words", help="Tasks in which all these words stand; tones may be left out."),
    click.option("--due-after", metavar="DAY", type=DAY, help="Due on this day (2026-06-30, 30/06/2026) or later."),
    click.option("--due-before", metavar="DAY", type=DAY, help="Due on this day or earlier."),
    click.option("--status", type=click.Choice(["open", "done", "dropped"]), help="Tasks of this status."),
    click.option(
        "--min-confidence",
        metavar="SHARE",
        type=click.FloatRange(0, 1),
        help="Tasks that are right with at least this probability (0 to 1), and all that were reviewed.",
    ),
    click.option("--reviewed", is_flag=True, help="Tasks that somebody has reviewed."),
    click.option("--drafts", is_flag=True, help="Tasks of drafts, too, whose final document is there."),
)
_NAMES = ("unit", "document", "words", "due_after", "due_before", "status", "min_confidence", "reviewed", "drafts")


def task_filters(command: Command) -> Command:
    """Give a command the options that pick tasks; it gets them as one argument `wanted`, for `Store.tasks`."""

    @wraps(command)
    def picking(**given: Any) -> Any:
        names = (
            "unit",
            "document",
            "words",
            "due_after",
            "due_before",
            "status",
            "min_confidence",
            "reviewed",
            "drafts",
        )
        wanted: Wanted = {name: _value(given.pop(name)) for name in names}  # type: ignore[assignment]
        return command(wanted=wanted, **given)

    for option in reversed(_OPTIONS):
        picking = option(picking)
    return picking  # type: ignore[return-value]


def _value(given: Any) -> Any:
    return given.date() if isinstance(given, datetime) else given
