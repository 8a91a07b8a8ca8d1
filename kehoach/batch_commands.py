"""`kehoach ingest`: a batch of documents into a database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.json_log import JsonLog, of_document
from kehoach.options import Given, allow_secret, cluster, database, json_log, keep_originals, on_new
from kehoach.printing import say, shown
from kehoach.readers import readers

if TYPE_CHECKING:
    from kehoach.folders import Found
    from kehoach.guard import Bounds
    from kehoach.pipeline import Outcome
    from output.store import Store

STOPPED = 130  # what a shell reports for Ctrl-C
_MEGABYTE = 2**20
_NAMES_SHOWN = 60  # characters of the names of files under way


@click.command(short_help="Read documents into a database.")
@click.argument("paths", metavar="PATH...", nargs=-1, type=Given(path_type=Path, exists=True))
@database
@click.option("--force", is_flag=True, help="Read files again that the database already holds.")
@click.option("--only-failed", is_flag=True, help="Read only files that could not be read before. No PATH means all.")
@click.option(
    "--since",
    metavar="WHEN",
    help="Read only files changed or put there since: a day (2026-11-01), a time ago (30m, 12h, 2d, 3w), or last, the "
    "beginning of the last run into this database, whatever it was given.",
)
@click.option(
    "--searchable-pdf",
    "searchable",
    is_flag=True,
    help="Beside each scanned PDF that is read, write NAME.searchable.pdf with its text (needs OCRmyPDF).",
)
@click.option(
    "--processes", metavar="N", type=click.IntRange(min=1), help="How many to read with; without it one a core."
)
@on_new
@cluster
@keep_originals
@allow_secret
@click.option("--quiet", is_flag=True, help="Print only failures and the last line.")
@json_log
@click.option(
    "--wait",
    metavar="SECONDS",
    type=click.FloatRange(min=0),
    default=30,
    show_default=True,
    help="How long to wait for another batch that writes into the database.",
)
@click.option(
    "--max-seconds",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=600,
    show_default=True,
    help="The time for a file; each page of a scan has 20 seconds more.",
)
@click.option(
    "--max-memory",
    metavar="MB",
    type=click.IntRange(min=512),
    default=2048,
    show_default=True,
    help="The memory for a file, with all programs that reading it starts.",
)
@click.option("--max-pages", metavar="N", type=click.IntRange(min=1), help="Pages of a file.  [default: 2000]")
@click.option(
    "--max-pixels", metavar="MP", type=click.FloatRange(min=0.01), help="Megapixels of a picture.  [default: 60]"
)
@click.option(
    "--max-unpacked", metavar="MB", type=click.IntRange(min=1), help="Size of a Word file unpacked.  [default: 500]"
)
@click.option("--max-file", metavar="MB", type=click.IntRange(min=1), help="Size of a file.  [default: 200]")
def ingest(
    *,
    paths: tuple[Path, ...],
    db: Path,
    force: bool,
    only_failed: bool,
    since: str | None,
    searchable: bool,
    processes: int | None,
    targets: tuple[str, ...],
    cluster: str | None,
    keep_originals: bool,
    allow_secret: bool,
    quiet: bool,
    log: str | None,
    wait: float,
    max_seconds: float,
    max_memory: int,
    max_pages: int | None,
    max_pixels: float | None,
    max_unpacked: int | None,
    max_file: int | None,
) -> None:
    """Read documents into the database: files, and folders with all that is in them.

    What is in the database already is skipped, so the same call can run every night. A file that cannot be read is
    recorded with the reason and does not stop the rest; one that takes more than the limits is ended, and one that is
    marked as a state secret is not taken in. Originals are never changed.

    Ctrl-C finishes the files under way and ends; a second one ends at once. The same command goes on from there.
    """
    from ingest.limits import Limits
    from kehoach import batch_lock, pipeline
    from kehoach.folders import find
    from kehoach.guard import Bounds
    from kehoach.telling import telling as telling_others
    from kehoach.work import take, take_secret_too
    from output.store import Store

    if not paths and not only_failed:
        raise click.MissingParameter(param_hint="'PATH...'", param_type="argument")
    limits = _changed(
        Limits(),
        pages=max_pages,
        pixels=max_pixels and round(max_pixels * 1_000_000),
        unpacked_bytes=max_unpacked and max_unpacked * _MEGABYTE,
        file_bytes=max_file and max_file * _MEGABYTE,
    )
    bounds: Bounds = _changed(Bounds(), seconds=max_seconds, memory=max_memory * _MEGABYTE)
    telling = _Telling(JsonLog(log), db, quiet=quiet)
    # Files are looked for before the database is opened: to open and close one of its own files here would take off
    # the locks by which SQLite tells others of this process (sqlite.org/howtocorrupt.html, 2.2).
    found = _without_store(find(paths), db)
    with (
        batch_lock.held(db, wait, lambda text: say(text, err=True)),
        Store(db, batch=True, tell=targets) as store,
        telling_others(db, targets, lambda text: say(text, err=True)),
    ):
        found = _picked(found, store, is_all=not paths, only_failed=only_failed, since=since)
        work = take_secret_too if allow_secret else take
        with readers(work, cluster, processes, bounds, limits) as reading:
            take_in = partial(pipeline.ingest, force=force, keep_originals=keep_originals)
            code = _run(found, store, reading, telling, take_in, searchable=searchable)
        telling.older(len(store.outdated(pipeline.version())))
    sys.exit(code)


def _run(
    found: Found, store: Store, readers: Any, telling: _Telling, take_in: Callable[..., Any], *, searchable: bool
) -> int:
    """Take the files in by `pipeline.ingest`, and tell of them. The exit code."""
    from tqdm import tqdm

    from kehoach.errors import KehoachError
    from kehoach.stopping import Stopping

    def stopping_said() -> str:
        count = len(readers.under_way)
        return f"Finishing {count} file{'' if count == 1 else 's'} under way; Ctrl-C again stops now."

    telling.start(found)
    trouble: KehoachError | None = None
    is_broken_off = False
    hidden = True if telling.quiet else None  # None: hidden where there is no terminal
    with (
        Stopping(stopping_said) as stopping,
        tqdm(total=len(found.files), unit="file", disable=hidden, leave=False) as bar,
        closing(take_in(found.files, store, readers, is_stopped=stopping.is_asked)) as outcomes,
    ):
        try:
            for outcome in outcomes:
                telling.outcome(outcome, bar)
                if searchable and outcome.is_scan:
                    _make_searchable(outcome.path, bar)
                bar.set_postfix_str(_names(readers.under_way), refresh=False)
                bar.update()
        except KeyboardInterrupt:
            is_broken_off = True
        except KehoachError as error:  # of the store or the pool: no file's fault
            trouble = error
    is_stopped = is_broken_off or stopping.by is not None
    telling.end(found, is_stopped=is_stopped, trouble=trouble)
    if trouble:
        return trouble.exit_code
    return STOPPED if is_stopped else 1 if telling.failures else 0


def _without_store(found: Found, db: Path) -> Found:
    """The files without those of the database itself."""
    from dataclasses import replace

    from kehoach import batch_lock

    own = {f"{db.resolve()}{suffix}" for suffix in ("", "-wal", "-shm", "-journal", batch_lock.SUFFIX)}
    files = tuple(path for path in found.files if not path.name.startswith(db.name) or str(path.resolve()) not in own)
    return replace(found, files=files, ignored=found.ignored + len(found.files) - len(files))


def _picked(found: Found, store: Store, *, is_all: bool, only_failed: bool, since: str | None) -> Found:
    """The files that the batch takes."""
    from dataclasses import replace

    from kehoach.picking import changed_since, failed_among, moment

    if since is None:
        begin = None
    elif since == "last":
        begin = store.last_run_began()  # none before the first run, which takes all
    else:
        begin = moment(since, datetime.now().astimezone())
        if begin is None:
            raise click.BadParameter(
                f"'{since}' is no day (2026-11-01), time ago (30m, 12h, 2d, 3w), or last.", param_hint="'--since'"
            )
    if only_failed:
        failed = store.failed_paths()
        files = [path for path in failed if path.exists()] if is_all else failed_among(found.files, failed)
        found = replace(found, files=tuple(files), ignored=0)
    return found if begin is None else replace(found, files=tuple(changed_since(found.files, begin)))


def _make_searchable(path: Path, bar: Any) -> None:
    from kehoach import pipeline
    from kehoach.errors import UnreadableFile

    try:
        pipeline.write_searchable(path)
    except UnreadableFile as error:
        bar.write(shown(f"Note: {path}: no searchable PDF: {error}"), file=sys.stderr)


def _changed(settings: Any, **values: Any) -> Any:
    """The settings with the values that are given."""
    from dataclasses import replace

    return replace(settings, **{name: value for name, value in values.items() if value is not None})


def _names(paths: Iterable[Path]) -> str:
    names = shown(", ".join(path.name for path in paths))
    return names if len(names) <= _NAMES_SHOWN else f"{names[: _NAMES_SHOWN - 1]}…"


class _Telling:
    """Tells of what happens, in lines and in the log, and counts."""

    def __init__(self, log: JsonLog, db: Path, *, quiet: bool) -> None:
        self._log = log
        self._db = db
        self.quiet = quiet
        self._count: Counter[str] = Counter()
        self.failures: list[tuple[Path, str]] = []

    def start(self, found: Found) -> None:
        """A run begins with these files."""
        self._log.write("start", db=str(self._db), files=len(found.files), command=sys.argv[1:])

    def outcome(self, outcome: Outcome, bar: Any) -> None:
        """Note what became of a file."""
        self._count[outcome.status] += 1
        self._count["tasks"] += outcome.tasks
        self._log.write("document", **of_document(outcome))
        if outcome.status == "failed":
            self.failures.append((outcome.path, outcome.reason or ""))
        for note in () if self.quiet else outcome.notes:
            bar.write(shown(f"Note: {outcome.path}: {note}"), file=sys.stderr)

    def older(self, files: int) -> None:
        """How many files an older program has read: nothing is read anew unasked."""
        if files and not self.quiet:
            are = "1 file was" if files == 1 else f"{files} files were"
            say(
                f"{are} read by another version of the program. What this one reads differently: "
                f"kehoach refresh --db {self._db} --dry-run"
            )

    def end(self, found: Found, *, is_stopped: bool, trouble: Exception | None) -> None:
        """The last lines."""
        for path, reason in self.failures:
            say(f"{path}: {reason}", err=True)
        say(_summary(self._count, found))
        if trouble:
            say(f"Error: {trouble}", err=True)
        if is_stopped or trouble:
            kept = f"Stopped. What was read until now is kept in {self._db}; the same command goes on from there."
            say(kept, err=True)
        sums = {name: self._count[name] for name in ("read", "unchanged", "failed", "tasks")}
        self._log.write("end", **sums, stopped=is_stopped, error=trouble and str(trouble))


def _summary(count: Counter[str], found: Found) -> str:
    """The line that ends a batch."""
    line = f"{count['read']} read, {count['unchanged']} skipped as unchanged, {count['failed']} failed; "
    line += f"{count['tasks']} task{'' if count['tasks'] == 1 else 's'}."
    if found.ignored:
        others = "1 file of another kind" if found.ignored == 1 else f"{found.ignored} files of other kinds"
        line += f" {others} left out."
    if found.leading_out:
        links = "1 link that leads" if found.leading_out == 1 else f"{found.leading_out} links that lead"
        line += f" {links} out of the folder not followed."
    return line
