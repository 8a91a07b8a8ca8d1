"""Takes what a file changed over into the store, as reviews."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from output.errors import ReviewError
from output.imports.incoming import Addition, Change, Incoming, Problem
from output.store import Reviews, Store

Some = TypeVar("Some")

_AT_ONCE = 200
"""Tasks in a transaction: others who write wait no longer than these take."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many fields were `changed`, tasks `added` and `rejected`, and what could not be taken over."""

    changed: int
    added: int
    rejected: int
    problems: tuple[Problem, ...]


def apply(
    store: Store,
    incoming: Incoming,
    who: str,
    *,
    overwrite: bool = False,
    reject_missing: bool = False,
    note: str | None = None,
) -> Applied:
    """Write the changes and additions, with `overwrite` the conflicts, with `reject_missing` that missing tasks are
    none. Each entry is `who`'s and has the `note`.

    A task is changed whole or not at all: one whose fields have changed since the comparison is left, and told.
    """
    problems: list[Problem] = []
    changed = added = rejected = 0
    by_task: dict[str, list[Change]] = {}
    for change in (*incoming.changes, *(incoming.conflicts if overwrite else ())):
        by_task.setdefault(change.task, []).append(change)
    reviews = store.reviews
    for lot in _lots(list(by_task.values())):
        with reviews.gathering():
            for of_task in lot:
                try:
                    with store.together():
                        _set(reviews, of_task, who, note)
                    changed += len(of_task)
                except ReviewError as error:
                    problems.append(Problem(of_task[0].place, of_task[0].task, str(error)))
    for additions in _lots(list(_in_order(incoming.additions))):
        with reviews.gathering():
            for addition in additions:
                try:
                    reviews.add(addition.document, addition.values, who, after=addition.after, note=note)
                    added += 1
                except ReviewError as error:
                    problems.append(Problem(addition.place, None, str(error)))
    for rejections in _lots(incoming.missing if reject_missing else ()):
        with reviews.gathering():
            for missing in rejections:
                try:
                    reviews.reject(missing.task, who, note=note)
                    rejected += 1
                except ReviewError as error:
                    problems.append(Problem("", missing.task, str(error)))
    return Applied(changed, added, rejected, tuple(problems))


def _set(reviews: Reviews, changes: Sequence[Change], who: str, note: str | None) -> None:
    """Write the changes of one task."""
    fields = {change.field: change for change in changes}
    status, done_on = fields.pop("status", None), fields.pop("done_on", None)
    for change in fields.values():
        reviews.set(change.task, change.field, change.new, who, note=note, expected=change.old)
    if status and status.new == "done":
        seen = {change.field: change.old for change in (status, done_on) if change}
        reviews.done(status.task, done_on.new if done_on else None, who, note=note, expected=seen)
    elif status:
        reviews.set(status.task, "status", status.new, who, note=note, expected=status.old)
        if done_on and done_on.new:
            reviews.set(done_on.task, "done_on", done_on.new, who, note=note)
    elif done_on:
        reviews.set(done_on.task, "done_on", done_on.new, who, note=note, expected=done_on.old)


def _in_order(additions: Iterable[Addition]) -> Iterator[Addition]:
    """Each addition when its turn is: of several behind the same task the last one first, as each goes next to it."""
    for after, group in groupby(additions, key=lambda addition: addition.after):
        behind_one = list(group)
        yield from behind_one if after is None else reversed(behind_one)


def _lots(tasks: Sequence[Some]) -> Iterator[Sequence[Some]]:
    yield from (tasks[at : at + _AT_ONCE] for at in range(0, len(tasks), _AT_ONCE))
