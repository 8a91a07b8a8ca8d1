"""What tests ask of a composed plan: its tasks, the lines of its body."""

from collections.abc import Callable, Mapping
from typing import Any

from corpus.check import page
from corpus.compose import Composed

Gold = Mapping[str, Any]
Of = Callable[..., Composed]
"""The fixture `composed_of`: nodes as YAML to a composed plan."""


def tasks(composed: Composed) -> list[Gold]:
    return composed.gold["tasks"]


def body(composed: Composed) -> list[str]:
    """The lines between the title and the recipients."""
    lines = list(page(composed))
    end = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    return lines[4:end]


def only(composed: Composed) -> Gold:
    (task,) = tasks(composed)
    return task


def places(composed: Composed) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(task["number"], tuple(task["path"])) for task in tasks(composed)]
