"""Many files: known ones are passed over, the others read and understood side by side, and stored one by one.

Children (`kehoach.guard`) do the work; this process alone writes. A bad file is recorded and never stops the rest.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import kehoach
from extractors.rules import own
from ingest.limits import Limits
from kehoach.child import Answer, Failure
from kehoach.errors import ChangedWhileRead, NoReaders, StoreError, UnreadableFile, debugging, explain
from kehoach.guard import Pool
from kehoach.listing import open_ordinary
from kehoach.work import Taken, take

if TYPE_CHECKING:
    from output.store import Store

UNDERSTANDING = ("models", "ingest", "extractors")  # the rooms on which a Plan depends
UNDERSTOOD_BY = (".py", ".toml", ".tsv")  # code, rules, the model of syllables

_AT_ONCE = 200  # files that are asked about in one transaction
_AT_ONCE_SECONDS = 0.2  # of hashing at most before the store is asked

_TOGETHER = 40  # readings that are written in one transaction
_TOGETHER_SECONDS = 0.8  # that a reading waits for others


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `error` names the class of a failure, `reason` says why and what to do next, `notes`
    what was odd about a file that was read. `is_scan` says that a PDF file was read from pictures of its pages.
    `seconds` are by stage (hash, read, extract, store), `memory` is in bytes at the peak of reading.
    """

    path: Path
    status: Literal["read", "unchanged", "failed"]
    tasks: int = 0
    reason: str | None = None
    notes: tuple[str, ...] = ()
    is_scan: bool = False
    sha256: str | None = None
    error: str | None = None
    pages: int | None = None
    memory: int | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


class Readers(Protocol):
    """What `ingest` needs of a `guard.Pool` or a `cluster.Cluster`, both of which may raise NoReaders."""

    limits: Limits

    @property
    def under_way(self) -> tuple[Path, ...]:
        """The files that are being read."""

    @property
    def has_room(self) -> bool:
        """Whether a further file can be given."""

    def give(self, path: Path) -> None:
        """Have a file read."""

    def next(self, seconds: float | None = None) -> Answer[Taken] | None:
        """The next answer, waited for at most so long."""


def ingest(
    files: Iterable[Path],
    store: Store,
    readers: Readers | None = None,
    *,
    force: bool = False,
    processes: int | None = None,
    work: Callable[[Path], Taken] = take,
    is_stopped: Callable[[], bool] = lambda: False,
    keep_originals: bool = False,
    place_of: Callable[[Path], str | Path] = Path.absolute,
) -> Generator[Outcome, None, None]:
    """Take the files into the store, and tell of each, in the order in which they are done.

    Bytes that are in the store are passed over unless `force`, whichever version of the program read them (see
    `refreshing`); the same bytes are read once in any case. Without `readers`, as many `processes` as there are cores
    do the `work`. Once `is_stopped`, no further file is begun, and those under way are finished. With `keep_originals`
    the store keeps the files' bytes, too, of those that are passed over as well. `place_of` says what the store calls
    the place of a file. The store's run is closed with what was done until then, however the loop ends.
    """
    run = store.start_run(version())
    count: Counter[str] = Counter()
    try:
        with Pool(work, processes=processes) if readers is None else nullcontext(readers) as reading:
            batch = _Batch(store, run, reading, place_of, force=force, keep_originals=keep_originals)
            for outcome in batch.all_outcomes(iter(files), is_stopped):
                count[outcome.status] += 1
                count["tasks"] += outcome.tasks
                yield outcome
    finally:
        sums = {name: count[name] for name in ("read", "unchanged", "failed", "tasks")}
        store.finish_run(run, **sums)


SEARCHABLE = ".searchable.pdf"
"""How the name of a searchable PDF ends, which stands beside the scan that it was made of."""


def write_searchable(path: Path) -> Path:
    """Write NAME.searchable.pdf beside a scanned PDF, and give its place; one that is there stays as it is.

    Raises UnreadableFile or one of its subclasses, with what to do next.
    """
    from ingest.searchable import searchable_pdf

    out = path.with_name(path.stem + SEARCHABLE)
    try:
        if not out.exists():
            searchable_pdf(path, out)
    except OSError as error:  # the longer name may be too long
        raise UnreadableFile(f"{(error.strerror or str(error)).capitalize()}. Give the scan a shorter name.") from error
    return out


@cache
def version(rooms: tuple[str, ...] = UNDERSTANDING) -> str:
    """The program's version and a mark of its readers, grammars and rules, the office's own as well: what was read by
    another is read anew when somebody asks for it. Of other `rooms`, it tells whether they are the same elsewhere.
    """
    home = Path(kehoach.__file__).resolve().parent.parent
    mark = hashlib.sha256()
    for room in rooms:
        for path in sorted((home / room).rglob("*")):
            if path.suffix in UNDERSTOOD_BY:
                mark.update(path.read_bytes())
    for path in own.files():
        mark.update(path.name.encode() + path.read_bytes())
    return f"{kehoach.__version__}+{mark.hexdigest()[:8]}"


class _Entry(NamedTuple):
    """A file that was found: its place for the store (one that means something tomorrow, too), its sha256 (None if it
    is too large to be read), size and time (ns) of modification.
    """

    path: Path
    place: str | Path
    sha256: str | None
    size: int
    mtime_ns: int
    seconds: float

    @property
    def key(self) -> str:
        """What it has in common with files of the same bytes."""
        return self.sha256 or str(self.path)


class _Batch:
    """One run over files."""

    def __init__(
        self,
        store: Store,
        run: int,
        readers: Readers,
        place_of: Callable[[Path], str | Path],
        *,
        force: bool,
        keep_originals: bool,
    ) -> None:
        self._store = store
        self._run = run
        self._readers = readers
        self._place_of = place_of
        self._force = force
        self._keeps = keep_originals
        self._waiting: deque[_Entry] = deque()
        self._under_way: dict[Path, _Entry] = {}
        self._read: deque[tuple[_Entry, Answer[Taken]]] = deque()  # and still to be written
        self._read_since = 0.0
        self._trouble: NoReaders | None = None
        self._twins: dict[str, list[_Entry]] = {}  # by the key of a file in line or under way, others of the same bytes

    def all_outcomes(self, files: Iterator[Path], is_stopped: Callable[[], bool]) -> Iterator[Outcome]:
        """As `outcomes`; what was read when that is broken off is written all the same."""
        try:
            yield from self.outcomes(files, is_stopped)
        except (KeyboardInterrupt, NoReaders):
            yield from self._all_written()
            raise
        except GeneratorExit:
            self._all_written()
            raise

    def outcomes(self, files: Iterator[Path], is_stopped: Callable[[], bool]) -> Iterator[Outcome]:
        """What becomes of each file. Files are looked at as they are needed, so that a million of them take no room."""
        more = True
        while not (stopped := is_stopped()) or self._under_way or self._read:
            if not stopped:
                if more and not self._waiting:
                    found = list(self._found(files))
                    more = bool(found)
                    yield from self._sorted_out(found)
                self._give()
            patience = 0.0 if more and not self._waiting and not stopped else _TOGETHER_SECONDS
            self._hear(patience, is_stopped)
            waited = time.perf_counter() - self._read_since
            if self._read and (len(self._read) >= _TOGETHER or waited > _TOGETHER_SECONDS or not self._under_way):
                yield from self._all_written(lambda: self._hear(0, is_stopped))
                if self._trouble:
                    raise self._trouble
            if not (more or self._waiting or self._under_way or self._read):
                break

    def _hear(self, seconds: float, is_stopped: Callable[[], bool]) -> None:
        """Take an answer, if one comes, and give its child the next file at once."""
        answer = self._readers.next(seconds)
        if answer is None:
            return
        if not self._read:
            self._read_since = time.perf_counter()
        self._read.append((self._under_way.pop(answer.path), answer))
        if not is_stopped():
            self._give()

    def _all_written(self, hear: Callable[[], None] = lambda: None) -> list[Outcome]:
        """What becomes of the files that were read, once all of that is in the store."""
        outcomes: list[Outcome] = []
        with self._store.together():
            for _ in range(len(self._read)):
                outcomes += self._written(*self._read.popleft())
                try:
                    hear()  # no child should wait for the writing
                except NoReaders as trouble:  # told once this is written
                    self._trouble, hear = trouble, lambda: None
        return outcomes

    def _found(self, files: Iterator[Path]) -> Iterator[_Entry | Outcome]:
        """The next files, hashed: some hundred, or less if they are large."""
        until = time.perf_counter() + _AT_ONCE_SECONDS
        for path in islice(files, _AT_ONCE):
            yield self._entry(path)
            if time.perf_counter() > until:
                break

    def _entry(self, path: Path) -> _Entry | Outcome:
        start = time.perf_counter()
        try:
            with open_ordinary(path) as file:
                status = os.fstat(file.fileno())
                sha256 = None
                if status.st_size <= self._readers.limits.file_bytes:
                    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except Exception as error:  # whatever one file does, the others are read
            if debugging():
                sys.excepthook(type(error), error, error.__traceback__)
            return self._failed(path, None, Failure(type(error).__name__, explain(error)))
        place = self._place_of(path)
        return _Entry(path, place, sha256, status.st_size, status.st_mtime_ns, time.perf_counter() - start)

    def _sorted_out(self, found: list[_Entry | Outcome]) -> Iterator[Outcome]:
        """Files that need not be read; the others wait."""
        entries = [entry for entry in found if isinstance(entry, _Entry)]
        asked = [(entry.sha256, entry.place) for entry in entries if entry.sha256]
        known = self._store.pass_over(asked, self._run, anew=self._force) if asked else set()
        if self._keeps and known:
            self._keep_known(entries, self._store.without_original(known))
        for entry in found:
            if isinstance(entry, Outcome):
                yield entry
            elif entry.sha256 in known:
                yield Outcome(entry.path, "unchanged", sha256=entry.sha256, seconds={"hash": entry.seconds})
            else:
                self._line_up(entry)

    def _keep_known(self, entries: Iterable[_Entry], hashes: set[str]) -> None:
        """Keep the bytes of files that were read before."""
        for entry in entries:
            if entry.sha256 in hashes:
                # Gone or changed meanwhile: the next run comes upon it.
                with suppress(OSError, ValueError), entry.path.open("rb") as original:
                    self._store.keep_original(entry.sha256, original)

    def _line_up(self, entry: _Entry) -> None:
        if entry.key in self._twins:
            self._twins[entry.key].append(entry)
        else:
            self._twins[entry.key] = []
            self._waiting.append(entry)

    def _give(self) -> None:
        while self._waiting and self._readers.has_room:
            entry = self._waiting.popleft()
            self._under_way[entry.path] = entry
            self._readers.give(entry.path)

    def _written(self, entry: _Entry, answer: Answer[Taken]) -> Iterator[Outcome]:
        """What becomes of a file that was read, and of those with the same bytes."""
        seconds = {"hash": entry.seconds, "read": answer.seconds}
        taken, failure = answer.result, answer.failure
        sha256 = entry.sha256 or (taken.prepared.source.sha256 if taken else None)
        if _has_changed(entry) or (taken and taken.prepared.source.sha256 != sha256):
            taken, sha256, failure = None, None, _CHANGED
        if taken is None:
            yield self._failed(entry.path, sha256, failure or _CHANGED, seconds, answer.memory)
            for twin in self._twins.pop(entry.key):  # each has its own failure, or none at another place
                self._line_up(twin)
            return
        start = time.perf_counter()
        modified = datetime.fromtimestamp(entry.mtime_ns / 1e9, UTC)
        try:
            with self._store.together():
                self._store.write_prepared(taken.prepared, entry.place, self._run, modified)
                if self._keeps:
                    with entry.path.open("rb") as original:
                        self._store.keep_original(taken.prepared.source.sha256, original)
        except Exception as error:
            fault = _fault_of_rows(error)
            if fault is None:  # the store's own trouble: no further file could be written
                raise
            failure = Failure(type(fault).__name__, explain(fault))
            yield self._failed(entry.path, sha256, failure, seconds, answer.memory)
            for twin in self._twins.pop(entry.key):
                self._line_up(twin)
            return
        if taken.lacking:  # what was read counts, and the file is read again once the program is there
            self._store.record_failure(entry.place, sha256, "ProgramMissing", taken.lacking, self._run)
        source = taken.prepared.source
        yield Outcome(
            entry.path,
            "read",
            tasks=taken.prepared.tasks,
            notes=taken.warnings,
            is_scan=source.text_from == "ocr" and entry.path.suffix.lower() == ".pdf",
            sha256=sha256,
            pages=source.pages,
            memory=answer.memory,
            seconds=seconds | taken.seconds | {"store": time.perf_counter() - start},
        )
        yield from self._sorted_out(list(self._twins.pop(entry.key)))

    def _failed(
        self,
        path: Path,
        sha256: str | None,
        failure: Failure,
        seconds: Mapping[str, float] | None = None,
        memory: int | None = None,
    ) -> Outcome:
        self._store.record_failure(self._place_of(path), sha256, failure.error, failure.message, self._run)
        return Outcome(
            path,
            "failed",
            reason=failure.message,
            sha256=sha256,
            error=failure.error,
            memory=memory,
            seconds=seconds or {},
        )


def _fault_of_rows(error: Exception) -> Exception | None:
    """What is wrong with the rows of one document, a fault of our own, where it is that which the store objects to."""
    cause = error.__cause__ if isinstance(error, StoreError) else error
    if isinstance(cause, sqlite3.Error):
        return None if isinstance(cause, sqlite3.OperationalError) or type(cause) is sqlite3.DatabaseError else cause
    return cause if isinstance(cause, (ValueError, TypeError, OverflowError)) else None


def _has_changed(entry: _Entry) -> bool:
    """Whether a file is another than it was, or gone."""
    try:
        status = entry.path.stat()
    except OSError:
        return True
    return (status.st_size, status.st_mtime_ns) != (entry.size, entry.mtime_ns)


_CHANGED = Failure(
    ChangedWhileRead.__name__,
    "The file was changed, moved or removed while it was read: it is still being written, perhaps. Nothing of it was "
    "stored; it is read in the next run.",
)
