"""Files that a clerk hands in, taken into the store: read in a child that is watched, their bytes kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import Self

from kehoach import batch_lock, pipeline
from kehoach.child import Answer
from kehoach.errors import BatchUnderWay, KehoachError, Stopped
from kehoach.guard import Pool
from kehoach.waiting_room import WaitingRoom
from kehoach.work import Taken as Read
from kehoach.work import take
from output.store import UPLOADED, Store
from review import Taken
from review.services import Stage

_LOOK_EVERY = 0.5  # seconds, for the end of another batch or of the server


class Intake:
    """Part of `review.Services`. One file at a time is read, by a child that stays for the next one."""

    def __init__(self, place: Path, work: Callable[[Path], Read] = take, tell: Sequence[str] = ()) -> None:
        self._place = place
        self._tell = tell
        self._turn = Lock()
        self._stopped = Event()
        self._entering = Lock()
        self._waiting: WaitingRoom | None = None
        self._readers = _Stoppable(Pool(work, processes=1), self._stopped)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        with self._turn:
            self._readers.pool.close()
            if self._waiting:
                self._waiting.close()
                self._waiting = None

    def room(self) -> Path:
        """A new private folder for a file that comes in."""
        return self._room().folder()

    def enter(self, path: Path) -> Path:
        """The file is whole, and waits to be taken, if need be by another server when this one has ended."""
        return self._room().enter(path)

    def left(self) -> Sequence[Path]:
        """The files that wait since an earlier server ended, the first to come first."""
        return self._room().left()

    def take(self, path: Path, name: str, tell: Callable[[Stage], None] = lambda _: None) -> Taken:
        """Take a file that was handed in into the store, its bytes with it, and tell how far that is.

        The store calls its place `upload:` and the `name`, since the file itself stays nowhere. Waits as long as a
        batch writes into the store. What cannot be read or stored is told in the answer; nothing is raised.
        """
        return self._taken(path, name, lambda _: f"{UPLOADED}{name}", tell, keep_originals=True)

    def take_again(self, path: Path, tell: Callable[[Stage], None] = lambda _: None) -> Taken:
        """Read a file where it stands, which could not be read before."""
        return self._taken(path, path.name, Path.absolute, tell, keep_originals=False)

    def stop(self) -> None:
        """End what is under way, and take nothing more."""
        self._stopped.set()

    def _room(self) -> WaitingRoom:
        with self._entering:
            self._waiting = self._waiting or WaitingRoom(self._place)
            return self._waiting

    def _taken(
        self,
        path: Path,
        name: str,
        place_of: Callable[[Path], str | Path],
        tell: Callable[[Stage], None],
        *,
        keep_originals: bool,
    ) -> Taken:
        with self._turn:
            while not self._stopped.is_set():
                try:
                    with (
                        batch_lock.held(self._place, _LOOK_EVERY, lambda _: tell("held")),
                        Store(self._place, tell=self._tell) as store,
                    ):
                        tell("reading")
                        return self._read(path, name, store, place_of, keep_originals=keep_originals)
                except BatchUnderWay:
                    continue
                except Stopped:
                    break
                except KehoachError as error:
                    return Taken(name, None, status="failed", error=type(error).__name__, reason=str(error))
        return Taken(name, None, status="failed", error=Stopped.__name__, reason=str(Stopped()), is_stopped=True)

    def _read(
        self,
        path: Path,
        name: str,
        store: Store,
        place_of: Callable[[Path], str | Path],
        *,
        keep_originals: bool,
    ) -> Taken:
        reading = pipeline.ingest([path], store, self._readers, keep_originals=keep_originals, place_of=place_of)
        with closing(reading) as outcomes:
            (outcome,) = outcomes
        document = None if outcome.sha256 is None else store.document_of(outcome.sha256)
        if outcome.status == "failed":
            return Taken(name, document, status="failed", error=outcome.error, reason=outcome.reason)
        return Taken(name, document, outcome.tasks, outcome.status)


class _Stoppable:
    """The children of a pool, whose answers are not waited for once the server ends."""

    def __init__(self, pool: Pool[Read], stopped: Event) -> None:
        self.pool = pool
        self.limits = pool.limits
        self._stopped = stopped

    @property
    def under_way(self) -> tuple[Path, ...]:
        return self.pool.under_way

    @property
    def has_room(self) -> bool:
        return self.pool.has_room

    def give(self, path: Path) -> None:
        self.pool.give(path)

    def next(self, seconds: float | None = None) -> Answer[Read] | None:
        """Raises Stopped."""
        if self._stopped.is_set():
            raise Stopped
        return self.pool.next(_LOOK_EVERY if seconds is None else min(seconds, _LOOK_EVERY))
