"""The class `Store`: what the rest of the program does with the one file that is its whole state."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple, Self, Unpack

from models import Document, Plan
from output.exports.plan_json import to_dict
from output.store import originals
from output.store.agenda import Agenda
from output.store.assignments import Assignment, read_assignments, read_named
from output.store.audit import Written, note
from output.store.counting import Counting
from output.store.events import Events, note_event
from output.store.failing import Failing, count_failing, list_failing, path_of_failure
from output.store.filters import Wanted, search_tasks, select_documents, select_keys, select_tasks
from output.store.opening import open_store, plain_errors, transaction
from output.store.overview import Order, Overview, list_overview
from output.store.prepared import Prepared, prepare
from output.store.reading import read_plan
from output.store.reviewed import ReviewedPlan, reviewed_plan
from output.store.reviews import Reviews
from output.store.searching import Found, find, suggest_documents
from output.store.texts import Texts
from output.store.tokens import Tokens
from output.store.unit_merges import Units
from output.store.unit_places import UnitPlaces
from output.store.versions import Version, links, list_documents, versions
from output.store.worklist import Worklist, document_of, read_worklist
from output.store.writing import NOW, printable, write_reading

_BATCH_LOG = 16_000
"""Pages of 4 kB that a batch writes into the log before they go into the file: many are written again and again."""

_BATCH_CACHE = 16_000
"""kB of pages that a batch keeps at hand; with SQLite's own 2,000 the trees of task ids are read again and again."""

_RELEASE = re.compile(r"\d+(?:\.\d+)*")


class Outdated(NamedTuple):
    """A file that another version of the program read: its id, bytes, name, places, and its document's particulars."""

    file: int
    sha256: str
    name: str
    version: str
    number: str | None
    title: str | None
    paths: tuple[str, ...]


class Store:
    """A store at `path`, made or brought up to date as need be. Use it in a `with` statement.

    When another program writes to it, a call waits up to `wait` seconds. Every method raises StoreError, with
    a message for the user, if the file is no store, comes from a newer Kehoach, stays locked or cannot be used.
    `db` is the sqlite-utils database beneath, for reading views and tables. In a `batch`, what was written last may be
    lost when the power goes (not when the program is killed), and is read again; each document is whole or not there.
    `tell` are targets for which `events` are noted of what is written.
    """

    def __init__(
        self, path: str | PathLike[str], wait: float = 30.0, *, batch: bool = False, tell: Sequence[str] = ()
    ) -> None:
        self.path = Path(path)
        self._tell = tuple(tell)
        self.db = open_store(self.path, wait)
        if batch:
            self.db.execute("PRAGMA synchronous = NORMAL")
            self.db.execute(f"PRAGMA wal_autocheckpoint = {_BATCH_LOG}")
            self.db.execute(f"PRAGMA cache_size = -{_BATCH_CACHE}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Everything written is in it."""
        self.db.close()

    # Runs and files

    def start_run(self, version: str) -> int:
        """Begin a run of the program, of this version and rules. Returns its id."""
        with self._writing():
            sql = f"INSERT INTO runs (version, started) VALUES (?, {NOW}) RETURNING id"
            return int(self.db.execute(sql, [version]).fetchone()[0])

    def finish_run(self, run_id: int, *, read: int, unchanged: int, failed: int, tasks: int) -> None:
        """End a run: how many files were read, were known, or failed, and how many tasks were found."""
        with self._writing():
            self.db.execute(
                f"UPDATE runs SET finished = {NOW}, read = ?, unchanged = ?, failed = ?, tasks = ? WHERE id = ?",
                [read, unchanged, failed, tasks, run_id],
            )

    def pass_over(self, found: Sequence[tuple[str, str | PathLike[str]]], run: int, *, anew: bool = False) -> set[str]:
        """Of files found, each a sha256 and a path, note those as seen that need not be read, and give their sha256.

        These are the bytes that were read whole, by whichever version of the program (see `outdated`), or with `anew`
        those alone that this run has read. They were not read whole while a failure of theirs is open: a program was
        missing for some of the pages.
        """
        with self._writing():
            rows = self.db.execute(
                "SELECT id, sha256, run FROM files WHERE sha256 IN (SELECT value FROM json_each(?))"
                " AND NOT EXISTS (SELECT 1 FROM failures WHERE failures.sha256 = files.sha256 AND resolved_by IS NULL)",
                [json.dumps([sha256 for sha256, _ in found])],
            ).fetchall()
            known = {sha256: file for file, sha256, of_run in rows if not anew or of_run == run}
            seen = [(known[sha256], sha256, printable(fspath(path))) for sha256, path in found if sha256 in known]
            if seen:
                self._all_seen(seen, run)
        return set(known)

    def write(self, document: Document, plan: Plan, path: str | PathLike[str], run: int) -> int:
        """Store a reading of the file at `path`, whole or not at all. Returns the id in `documents`.

        It takes the place of an earlier reading of the same bytes; reviews stay. It becomes the reading of its
        document that `task_list` shows.
        """
        return self.write_prepared(prepare(document, plan), path, run)

    def write_prepared(
        self, prepared: Prepared, path: str | PathLike[str], run: int, modified: datetime | None = None
    ) -> int:
        """As `write`, of a reading that another process made ready. `modified` is when the file was last changed."""
        moment = f"{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if modified else None
        with self._writing():
            document_id, file = write_reading(self.db, prepared, run, moment)
            self._seen(file, prepared.source.sha256, path, run)
            if self._tell:
                note_event(self.db, document_id, prepared.source.sha256, self._tell)
        return document_id

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write several things in one transaction, which takes less time; each of them may fail alone."""
        with self._writing():
            yield

    def record_seen(self, sha256: str, path: str | PathLike[str], run: int) -> None:
        """Note that known bytes stand at `path`, be it a new place or the old one."""
        with self._writing():
            file = self.db.execute("SELECT id FROM files WHERE sha256 = ?", [sha256]).fetchone()[0]
            self._seen(file, sha256, path, run)

    def record_failure(
        self, path: str | PathLike[str], sha256: str | None, error_class: str, message: str, run: int
    ) -> None:
        """Note that the file at `path` could not be read. It stays open until that path or those bytes are read."""
        with self._writing():
            self.db.execute(
                f"INSERT INTO failures (run, path, sha256, error, message, at) VALUES (?, ?, ?, ?, ?, {NOW})",
                [run, printable(fspath(path)), sha256, error_class, printable(message)],
            )

    def outdated(self, version: str, document: str | None = None) -> list[Outdated]:
        """The files that another version of the program read, unless it is a later release, the oldest reading first.

        `document` picks by words of number, title or file name, tones aside.
        """
        with plain_errors(self.path):
            wanted = None if document is None else json.dumps(select_documents(self.db, document))
            rows = self.db.execute(
                "SELECT f.id, f.sha256, f.name, f.version, d.number, d.title, (SELECT json_group_array(path) FROM ("
                " SELECT path FROM file_paths p WHERE p.file = f.id ORDER BY last_seen DESC, path))"
                " FROM files f JOIN documents d ON d.id = f.document"
                " WHERE :wanted IS NULL OR d.id IN (SELECT value FROM json_each(:wanted)) ORDER BY f.written, f.id",
                {"wanted": wanted},
            ).fetchall()
        return [
            Outdated(file, sha256, name, of_version, number, title, tuple(json.loads(paths)))
            for file, sha256, name, of_version, number, title, paths in rows
            if not _is_good(of_version, version)
        ]

    def keep_original(self, sha256: str, original: BinaryIO) -> None:
        """Keep the bytes of a file that the store has read, of a stream that can be begun anew. ValueError for bytes of
        another.
        """
        with self._writing():
            for file in originals.not_kept(self.db, [sha256]).values():
                originals.keep(self.db, file, original)

    def document_of(self, sha256: str) -> int | None:
        """The document (its id in `documents`) to which a file that was read belongs; None for an unknown one."""
        with plain_errors(self.path):
            row = self.db.execute("SELECT document FROM files WHERE sha256 = ?", [sha256]).fetchone()
            return row and int(row[0])

    def without_original(self, hashes: Iterable[str]) -> set[str]:
        """Of files by their sha256 those that the store has read without keeping their bytes."""
        with plain_errors(self.path):
            return set(originals.not_kept(self.db, hashes))

    def has_original(self, sha256: str) -> bool:
        """Whether the bytes of a file were kept."""
        sql = "SELECT 1 FROM files f JOIN originals o ON o.file = f.id WHERE f.sha256 = ?"
        with plain_errors(self.path):
            return self.db.execute(sql, [sha256]).fetchone() is not None

    def copy_original(self, sha256: str, target: BinaryIO) -> bool:
        """Write the bytes of a file as it was read; False if they were not kept."""
        with plain_errors(self.path):
            row = self.db.execute("SELECT id FROM files WHERE sha256 = ?", [sha256]).fetchone()
            return row is not None and originals.copy(self.db, row[0], target)

    def failing(self, *, limit: int = 50, offset: int = 0) -> Failing:
        """A page of the files whose failure is open, the last to fail first."""
        with plain_errors(self.path):
            return list_failing(self.db, limit, offset)

    def count_failing(self) -> int:
        """How many files' failures are open."""
        with plain_errors(self.path):
            return count_failing(self.db)

    def path_of_failure(self, failure: int) -> str | None:
        """The place of an open failure by its id in `failures`; None if it is over, or there is none."""
        with plain_errors(self.path):
            return path_of_failure(self.db, failure)

    def failed_paths(self) -> list[Path]:
        """The places of files whose failure is open, the first to fail first."""
        with plain_errors(self.path):
            sql = "SELECT path FROM failures WHERE resolved_by IS NULL GROUP BY path ORDER BY min(id)"
            return [Path(path) for (path,) in self.db.execute(sql).fetchall()]

    def last_run_began(self) -> datetime | None:
        """When the last run that was finished began, in UTC. None before the first."""
        with plain_errors(self.path):
            started = self.db.execute("SELECT max(started) FROM runs WHERE finished IS NOT NULL").fetchone()[0]
        return started and datetime.fromisoformat(started)

    # What the store holds

    def plans(self, document: str | None = None) -> Iterator[dict[str, Any]]:
        """The last reading of each document, in the contract's form, as it was written: no review changes it.

        `document` picks by words of number, title or file name, tones aside.
        """
        with plain_errors(self.path):
            wanted = None if document is None else set(select_documents(self.db, document))
            for document_id, file in self.db.execute("SELECT id, file FROM documents ORDER BY id").fetchall():
                if wanted is None or document_id in wanted:
                    yield to_dict(read_plan(self.db, file))

    def tasks(self, **wanted: Unpack[Wanted]) -> Iterator[dict[str, Any]]:
        """Rows of `task_list` for which all that is wanted holds, in the order of their documents.

        `unit` are words of the name or an alias of a unit that leads or takes part, or of one merged with it;
        `document` are words of number, title or file name; `words` all stand in the task, as
        `search` looks for them.
        All go without tones.
        `due_before` and `due_after` are the last and first day on which one of the task's deadlines is due, both
        included. `status` is open, done or dropped. `min_confidence` is that of the row, which reviewed rows need not
        have; `reviewed` leaves out rows without a verdict, `drafts=False` those of drafts that a final replaces.
        `documents` and `tasks` are ids (`documents.id`, `tasks.id`), for callers that know them.
        `limit` and `offset` give a page of the rows.
        """
        with plain_errors(self.path):
            yield from select_tasks(self.db, wanted)

    def assignments(self, today: date, *, confidences: bool = False, **wanted: Unpack[Wanted]) -> Iterator[Assignment]:
        """The tasks that `tasks` gives as rows, each with its values one by one and the days as they are `today`.

        `confidences` asks for those of the fields, which takes half as long again.
        """
        with plain_errors(self.path):
            yield from read_assignments(self.db, select_keys(self.db, wanted), today, confidences=confidences)

    def assigned(self, tasks: Iterable[str], today: date) -> dict[str, Assignment]:
        """The tasks with these ids, as `assignments` gives them; a task that is not listed is left out."""
        with plain_errors(self.path):
            return read_named(self.db, tasks, today)

    def search(self, words: str) -> Iterator[dict[str, Any]]:
        """Rows of `task_list` in which all the words stand, with or without tones, the best match first.

        Looked through are text, context, path, units and products.
        """
        with plain_errors(self.path):
            yield from search_tasks(self.db, words)

    def documents(self, words: str | None = None) -> Iterator[dict[str, Any]]:
        """Rows of `document_list`; `words` are of number, title or file name, tones aside."""
        with plain_errors(self.path):
            yield from list_documents(self.db, words)

    def overview(
        self, order: Order = "added", words: str = "", *, only_doubtful: bool = False, limit: int = 50, offset: int = 0
    ) -> Overview:
        """A page of the documents with what is to do on each: the last added or dated, by title, the most doubtful
        first. `words` are of number, title, issuer or file name, tones aside; the last may be begun only.
        """
        with plain_errors(self.path):
            return list_overview(self.db, order, words, only_doubtful=only_doubtful, limit=limit, offset=offset)

    def find(self, words: str, *, documents: int = 10, limit: int = 50, offset: int = 0) -> Found:
        """A page of the tasks in which all the words stand, and the first documents that are called by them."""
        with plain_errors(self.path):
            return find(self.db, words, documents=documents, limit=limit, offset=offset)

    def suggest_documents(self, words: str, limit: int) -> list[dict[str, Any]]:
        """Documents for completion, by words of number, title or file name, the last perhaps only begun: rows of
        document_id, number, title and file, the last added first.
        """
        with plain_errors(self.path):
            return suggest_documents(self.db, words, limit)

    def versions(self, document: int) -> list[Version]:
        """The wordings of a document (its id in `documents`), the oldest first, those of its drafts in front."""
        with plain_errors(self.path):
            return versions(self.db, document)

    def links(self, document: int) -> dict[str, list[dict[str, Any]]]:
        """What a document has to do with others in the store; see `output.store.versions.links`."""
        with plain_errors(self.path):
            return links(self.db, document)

    def plan(self, file: int) -> dict[str, Any]:
        """The last reading of a file (its id in `files`) in the contract's form; no review changes it."""
        with plain_errors(self.path):
            return to_dict(read_plan(self.db, file))

    def particulars(self, document: int) -> dict[str, Any]:
        """id, type, number, issuer, date and title of a document, and `file`, the name of the file that leads.

        LookupError if there is no such document.
        """
        sql = """
            SELECT d.id, d.type, d.number, d.issuer, d.date, d.title, f.name AS file
            FROM documents d JOIN files f ON f.id = d.file WHERE d.id = ?
        """
        with plain_errors(self.path):
            for row in self.db.query(sql, [document]):
                return row
        raise LookupError(f"no document {document}")

    def plan_of(self, document: int) -> dict[str, Any]:
        """The last reading of a document (its id in `documents`) in the contract's form; no review changes it.

        LookupError if there is no such document.
        """
        with plain_errors(self.path):
            row = self.db.execute("SELECT file FROM documents WHERE id = ?", [document]).fetchone()
            if row is None:
                raise LookupError(f"no document {document}")
            return to_dict(read_plan(self.db, row[0]))

    def reviewed_plan_of(self, document: int) -> ReviewedPlan:
        """A document's plan as people left it. LookupError if there is no such document."""
        with plain_errors(self.path):
            if self.db.execute("SELECT 1 FROM documents WHERE id = ?", [document]).fetchone() is None:
                raise LookupError(f"no document {document}")
            return reviewed_plan(self.db, document)

    def document_of_task(self, task: str) -> int:
        """The document (its id in `documents`) in which a task stands or stood. LookupError for an unknown task."""
        with plain_errors(self.path):
            return document_of(self.db, task)

    def reviewed_plans(self, document: str | None = None) -> Iterator[ReviewedPlan]:
        """Each document's plan as people left it. `document` picks as in `plans`."""
        with plain_errors(self.path):
            wanted = None if document is None else set(select_documents(self.db, document))
            for (document_id,) in self.db.execute("SELECT id FROM documents ORDER BY id").fetchall():
                if wanted is None or document_id in wanted:
                    yield reviewed_plan(self.db, document_id)

    def worklist(self, document: int) -> Worklist:
        """A document's tasks as a clerk looks them over, rejected ones among them. LookupError if there is no such
        document.
        """
        with plain_errors(self.path):
            return read_worklist(self.db, document)

    @property
    def reviews(self) -> Reviews:
        """What people decided about tasks, and how to decide."""
        return Reviews(self.db, lambda: plain_errors(self.path), self._writing)

    @property
    def texts(self) -> Texts:
        """What documents say and where it stands on their pages."""
        return Texts(self.db, lambda: plain_errors(self.path))

    @property
    def units(self) -> Units:
        """Which units people take for one, and how to merge them."""
        return Units(self.db, lambda: plain_errors(self.path), self._writing)

    @property
    def unit_places(self) -> UnitPlaces:
        """Which unit belongs to which, and how to say so."""
        return UnitPlaces(self.db, lambda: plain_errors(self.path), self._writing)

    @property
    def agenda(self) -> Agenda:
        """What is to be done by when."""
        return Agenda(self.db, lambda: plain_errors(self.path))

    @property
    def tokens(self) -> Tokens:
        """By what other programs come in."""
        return Tokens(self.db, lambda: plain_errors(self.path), self._writing)

    @property
    def events(self) -> Events:
        """What others are told of what is written."""
        return Events(self.db, lambda: plain_errors(self.path), self._writing)

    def note_written(self, written: Written) -> None:
        """Add a line to `audit`."""
        with self._writing():
            note(self.db, written)

    @property
    def counting(self) -> Counting:
        """What a report counts."""
        return Counting(self.db, lambda: plain_errors(self.path))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, and plain words for what SQLite objects to."""
        with plain_errors(self.path), transaction(self.db):
            yield

    def _seen(self, file: int, sha256: str, path: str | PathLike[str], run: int) -> None:
        self._all_seen([(file, sha256, printable(fspath(path)))], run)

    def _all_seen(self, seen: Sequence[tuple[int, str, str]], run: int) -> None:
        """Note files, each an id, a sha256 and a path, as seen in a run. Failures of theirs are over."""
        self.db.conn.executemany(
            f"""
            INSERT INTO file_paths (file, path, first_seen, last_seen, run) VALUES (?, ?, {NOW}, {NOW}, ?)
            ON CONFLICT (file, path) DO UPDATE SET last_seen = excluded.last_seen, run = excluded.run
            """,
            [(file, path, run) for file, _, path in seen],
        )
        for column, values in (("sha256", {sha256 for _, sha256, _ in seen}), ("path", {path for _, _, path in seen})):
            # The + keeps SQLite from going through all open failures, which may be many.
            self.db.execute(
                f"UPDATE failures SET resolved_by = ? WHERE +resolved_by IS NULL"
                f" AND {column} IN (SELECT value FROM json_each(?))",
                [run, json.dumps(list(values))],
            )


def _is_good(written: str, asked: str) -> bool:
    """Whether what a version has written is as good as what another one would."""
    return written == asked or _release(written) > _release(asked)


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a release that can be compared: (0, 2, 0) of "0.2.0+rules1"."""
    found = _RELEASE.match(version)
    return tuple(map(int, found[0].split("."))) if found else ()
