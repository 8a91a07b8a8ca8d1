"""What is new in folders, handed over once it is complete: a state over scans, and the loop around it.

Scans are the truth: a network drive tells nobody of changes made from another computer. A scan reads listings only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kehoach.errors import KehoachError
from kehoach.folders import can_be_document
from kehoach.listing import Entry, glance, walk

if TYPE_CHECKING:
    from kehoach.pipeline import Outcome

REMEMBERED = 100_000
"""So many files that are gone are remembered, lest they be read again when they come back."""


class Version(NamedTuple):
    """A file at one time: with another size (bytes) or time of modification (ns) it is another version."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the user should know, said once.

    A watched folder is "lost" (not there, not readable), "empty" when all that was in it is gone, and "back". Within
    it a folder or file is "closed" to the program, or a link "leads out" of the folder. The store is in "trouble"
    until that is "over".
    """

    kind: Literal["lost", "empty", "back", "closed", "leads out", "trouble", "over"]
    path: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """What a scan found: versions that are complete and new, what to tell, and how many files are still settling."""

    ready: tuple[Version, ...]
    events: tuple[Event, ...]
    settling: int


@dataclass(frozen=True, slots=True)
class Batch:
    """The beginning of a batch of so many files, or its end."""

    files: int
    is_over: bool = False


class Watcher:
    """The state over scans of `folders`.

    A version is complete when it has been seen unchanged for `settle` seconds, and is handed over once; what was
    not read after all is put back. Nothing is concluded from files that are gone, be it their folder or they alone.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        settle: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        look: Callable[[Path], Iterable[Entry]] = walk,
        glance: Callable[[str], tuple[int, int] | None] = glance,
        is_document: Callable[[Path], bool] = can_be_document,
        remembered: int = REMEMBERED,
    ) -> None:
        self.folders = tuple(folders)
        self.settle = settle
        self._clock = clock
        self._look = look
        self._glance = glance
        self._is_document = is_document
        self._remembered = remembered
        self._taken: set[tuple[str, int, int]] = set()
        self._waiting: dict[tuple[str, int, int], float] = {}  # since when it has been seen unchanged
        self._lost: set[str] = set()
        self._empty: set[str] = set()
        self._filled: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self._is_crowded = False

    def scan(self) -> Round:
        """Look once through all folders."""
        start = self._clock()
        events: list[Event] = []
        ready: list[Version] = []
        fresh: list[tuple[str, int, int]] = []
        waiting: dict[tuple[str, int, int], float] = {}
        present: set[tuple[str, int, int]] = set()
        told: set[tuple[str, str]] = set()
        known = 0
        for folder in self.folders:
            name = str(folder)
            reason: str | None = None
            files = 0
            for entry in self._look(folder):
                path, kind, size, mtime_ns, why = entry
                if kind == "file":
                    files += 1
                    version = (path, size, mtime_ns)
                    if version in self._taken:
                        known += 1
                        if self._is_crowded:
                            present.add(version)
                    elif version not in self._waiting:
                        fresh.append(version)
                    elif start - self._waiting[version] < self.settle:
                        waiting[version] = self._waiting[version]
                    elif self._is_new_document(version):
                        ready.append(Version(*version))
                elif kind == "closed" and path == name:
                    reason = why
                elif kind in ("closed", "leads out"):
                    told.add((path, kind))
                    if (path, kind) not in self._told:
                        events.append(Event("closed" if kind == "closed" else "leads out", path, why))
            events += self._of_folder(name, reason, files)
        now = self._clock()  # not `start`: a long scan sees its last files later
        waiting |= dict.fromkeys(fresh, now)
        self._waiting = waiting
        if not self._lost:
            self._told = told
            if self._is_crowded:
                self._taken = present.union(ready)
        self._is_crowded = len(self._taken) > known + len(ready) + self._remembered
        return Round(tuple(ready), tuple(events), len(waiting))

    def is_as_seen(self, version: Version) -> bool:
        """Whether the file is there and still that version."""
        return self._glance(version.path) == (version.size, version.mtime_ns)

    def put_back(self, versions: Iterable[Version]) -> None:
        """These were handed over and not read: they are handed over again once they have settled anew."""
        self._taken.difference_update(versions)

    def _is_new_document(self, version: tuple[str, int, int]) -> bool:
        """Whether a complete version is to be handed over; one of another kind will not be looked at again."""
        path, *seen = version
        is_document = self._is_document(Path(path))
        if is_document or self._glance(path) == tuple(seen):  # no document, and not for having gone just now
            self._taken.add(version)
        return is_document

    def _of_folder(self, name: str, reason: str | None, files: int) -> Iterator[Event]:
        """What to tell of a watched folder that could not be opened for a reason, or holds so many files."""
        if reason is not None:
            if name not in self._lost:
                self._lost.add(name)
                yield Event("lost", name, reason)
            return
        was_away = name in self._lost
        self._lost.discard(name)
        if files:
            was_away = was_away or name in self._empty
            self._empty.discard(name)
            self._filled.add(name)
        elif name in self._filled and name not in self._empty:
            self._empty.add(name)
            yield Event("empty", name)
            return
        if was_away:
            yield Event("back", name)


def watch(
    watcher: Watcher,
    take: Callable[[Iterable[Path]], Iterable[Outcome]],
    *,
    every: float,
    wait: Callable[[float], object],
    is_stopped: Callable[[], bool],
    once: bool = False,
) -> Generator[Event | Batch | Outcome, None, None]:
    """Scan, hand over what is ready, wait, and so on until stopped; tell of all that happens.

    A scan comes `every` so many seconds, sooner while files settle. `take` reads files into the store and asks for one
    after the other: a file that has changed since the scan, or comes after the stop, is not given out. If it raises
    a KehoachError, since the store is busy, its disk full, its folder away, the files come again. `once` scans, waits
    until what is there can have settled, takes that, and ends; an error then ends it.
    """
    trouble = None
    rounds = 0
    while not is_stopped():
        found = watcher.scan()
        yield from found.events
        rounds += 1
        if found.ready:
            try:
                yield from _hand_over(watcher, found.ready, take, is_stopped)
                if trouble:
                    yield Event("over")
                trouble = None
            except KehoachError as error:
                if once:
                    raise
                if str(error) != trouble:
                    yield Event("trouble", reason=str(error))
                trouble = str(error)
        if once and rounds == 2:
            return
        wait(watcher.settle if once else min(every, watcher.settle) if found.settling else every)


def _hand_over(
    watcher: Watcher,
    ready: Sequence[Version],
    take: Callable[[Iterable[Path]], Iterable[Outcome]],
    is_stopped: Callable[[], bool],
) -> Iterator[Batch | Outcome]:
    left = {Path(version.path): version for version in ready}

    def given() -> Iterator[Path]:
        for path, version in list(left.items()):
            if is_stopped():
                return
            if watcher.is_as_seen(version):
                yield path

    yield Batch(len(ready))
    try:
        for outcome in take(given()):
            version = left.get(outcome.path)
            # A failure counts only if it is that of the version: a drive may have gone, a copy begun, meanwhile.
            if version and (outcome.status != "failed" or watcher.is_as_seen(version)):
                del left[outcome.path]
            yield outcome
    finally:
        watcher.put_back(left.values())
    yield Batch(len(ready), is_over=True)
