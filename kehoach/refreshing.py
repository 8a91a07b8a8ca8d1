"""Reading again what an older program has read: what would be different, and storing that.

Nothing is read anew behind anybody's back: after an update of the program the store stays as it is until somebody has
seen the differences and asks for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from kehoach.child import Answer
from kehoach.errors import UnreadableFile
from kehoach.listing import open_ordinary
from kehoach.pipeline import version
from kehoach.work import Retaken
from output.difference import Difference, difference

if TYPE_CHECKING:
    from output.store import Outdated, Store


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one file that an older program had read.

    same: this one reads the same. changed: see `difference`. gone: no place where the file was seen holds it any more.
    failed: it cannot be read now, for the `reason`. A file that is gone or fails keeps its earlier reading.
    """

    outdated: Outdated
    status: Literal["same", "changed", "gone", "failed"]
    path: Path | None = None
    difference: Difference | None = None
    reason: str | None = None
    tasks: int = 0


class Rereaders(Protocol):
    """What `refresh` needs of a `guard.Pool` whose work is `kehoach.work.retake`."""

    @property
    def has_room(self) -> bool:
        """Whether a further file can be given."""

    def give(self, path: Path) -> None:
        """Have a file read."""

    def next(self, seconds: float | None = None) -> Answer[Retaken] | None:
        """The next answer, waited for at most so long."""


def refresh(
    store: Store,
    readers: Rereaders,
    *,
    document: str | None = None,
    dry_run: bool = False,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Generator[Refreshed]:
    """Read again the files whose reading is older than this program, and tell of each as it is done.

    `document` picks by words of number, title or file name. With `dry_run` nothing is written. Once `is_stopped`, no
    further file is begun. The new reading takes the place of the old one; reviews stay (see `Store.write`).
    """
    waiting = iter(store.outdated(version(), document))
    run = None if dry_run else store.start_run(version())
    done: list[Refreshed] = []
    try:
        for refreshed in _all(store, readers, waiting, run, is_stopped):
            done.append(refreshed)
            yield refreshed
    finally:
        if run is not None:
            read = [one for one in done if one.status in ("same", "changed")]
            failed = sum(one.status == "failed" for one in done)
            store.finish_run(run, read=len(read), unchanged=0, failed=failed, tasks=sum(one.tasks for one in read))


def _all(
    store: Store, readers: Rereaders, waiting: Iterator[Outdated], run: int | None, is_stopped: Callable[[], bool]
) -> Iterator[Refreshed]:
    under_way: dict[Path, Outdated] = {}
    more = True
    while more or under_way:
        more = more and not is_stopped()
        while more and readers.has_room:
            outdated = next(waiting, None)
            if outdated is None:
                more = False
            elif (path := _place(outdated)) is None:
                yield Refreshed(outdated, "gone")
            else:
                under_way[path] = outdated
                readers.give(path)
        answer = readers.next(1)
        if answer is not None:
            yield _taken(store, under_way.pop(answer.path), answer, run)


def _place(outdated: Outdated) -> Path | None:
    """A place where the very bytes still stand."""
    for path in map(Path, outdated.paths):
        try:
            with open_ordinary(path) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == outdated.sha256:
                    return path
        except (OSError, UnreadableFile):  # moved, or not to be read: perhaps it stands elsewhere
            continue
    return None


def _taken(store: Store, outdated: Outdated, answer: Answer[Retaken], run: int | None) -> Refreshed:
    path, retaken, failure = answer.path, answer.result, answer.failure
    if retaken is None or retaken.taken.prepared.source.sha256 != outdated.sha256:
        reason = failure.message if failure else "The file was changed while it was read. Try again."
        if run is not None:
            store.record_failure(path, outdated.sha256, failure.error if failure else "ChangedWhileRead", reason, run)
        return Refreshed(outdated, "failed", path, reason=reason)
    found = difference(store.plan(outdated.file), retaken.plan)
    if run is not None:
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        store.write_prepared(retaken.taken.prepared, path, run, modified)
    tasks = retaken.taken.prepared.tasks
    return Refreshed(outdated, "same" if found.is_empty else "changed", path, found, tasks=tasks)
