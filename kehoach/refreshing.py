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
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, Self

from kehoach.child import Answer
from kehoach.errors import UnreadableFile
from kehoach.listing import open_ordinary
from kehoach.pipeline import version
from kehoach.temporary import Home
from kehoach.work import Retaken
from output.difference import Difference, difference

if TYPE_CHECKING:
    from output.store import Outdated, Store


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one file that an older program had read.

    same: this one reads the same. changed: see `difference`. gone: no place where the file was seen holds it any more,
    nor has the store kept its bytes. failed: it cannot be read now, for the `reason`. A file that is gone or fails
    keeps its earlier reading.
    """

    outdated: Outdated
    status: Literal["same", "changed", "gone", "failed"]
    path: Path | None = None
    difference: Difference | None = None
    reason: str | None = None
    tasks: int = 0


class Rereaders(Protocol):
    """What `refresh` needs of a `guard.Pool` or a `cluster.Cluster` whose work is `kehoach.work.retake`."""

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
    under_way: dict[Path, _Found] = {}
    more = True
    with _Copies(store) as copies:
        while more or under_way:
            more = more and not is_stopped()
            while more and readers.has_room:
                outdated = next(waiting, None)
                if outdated is None:
                    more = False
                elif (found := _found(outdated, copies)) is None:
                    yield Refreshed(outdated, "gone")
                else:
                    under_way[found.path] = found
                    readers.give(found.path)
            answer = readers.next(1)
            if answer is not None:
                yield _taken(store, under_way.pop(answer.path), answer, run)


class _Found(NamedTuple):
    """A file that is read again: where its bytes stand now, and what the store calls that place."""

    outdated: Outdated
    path: Path
    place: Path


class _Copies:
    """Files that the store alone has kept, in a folder that goes with the block."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._home: Home | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of: object) -> None:
        if self._home:
            self._home.remove()

    def copy(self, outdated: Outdated) -> Path | None:
        """A copy of the bytes that were kept, under the file's name."""
        if not self._store.has_original(outdated.sha256):
            return None
        self._home = self._home or Home()
        path = self._home.folder() / Path(outdated.name).name
        with path.open("wb") as target:
            self._store.copy_original(outdated.sha256, target)
        return path


def _found(outdated: Outdated, copies: _Copies) -> _Found | None:
    path = _place(outdated)
    if path is not None:
        return _Found(outdated, path, path)
    copy = copies.copy(outdated)
    return None if copy is None else _Found(outdated, copy, Path(outdated.paths[0]))


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


def _taken(store: Store, found: _Found, answer: Answer[Retaken], run: int | None) -> Refreshed:
    outdated, path, place = found
    retaken, failure = answer.result, answer.failure
    if retaken is None or retaken.taken.prepared.source.sha256 != outdated.sha256:
        reason = failure.message if failure else "The file was changed while it was read. Try again."
        if run is not None:
            store.record_failure(place, outdated.sha256, failure.error if failure else "ChangedWhileRead", reason, run)
        return Refreshed(outdated, "failed", place, reason=reason)
    changes = difference(store.plan(outdated.file), retaken.plan)
    if run is not None:
        is_copy = path != place  # which was changed now, whenever the file itself was
        modified = None if is_copy else datetime.fromtimestamp(path.stat().st_mtime, UTC)
        store.write_prepared(retaken.taken.prepared, place, run, modified)
    tasks = retaken.taken.prepared.tasks
    return Refreshed(outdated, "same" if changes.is_empty else "changed", place, changes, tasks=tasks)
