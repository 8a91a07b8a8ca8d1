"""`kehoach watch`: a command that runs beside the clerk's work and takes in what is new in folders."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.json_log import of_document
from kehoach.options import Given, allow_secret, database, json_log, keep_originals, on_new
from kehoach.printing import say

if TYPE_CHECKING:
    from kehoach.json_log import JsonLog
    from kehoach.pipeline import Outcome
    from kehoach.watching import Batch, Event

STOPPED = 130  # what a shell reports for Ctrl-C
WAIT = 30.0  # seconds for a store that is in use, when there is no later
SHORTLY = 5.0  # and when there is, lest a signal to stop go long unheard


@click.command(short_help="Take in what is new in folders, as it comes.")
@click.argument(
    "folders",
    metavar="FOLDER...",
    nargs=-1,
    required=True,
    type=Given(path_type=Path, exists=True, file_okay=False),
)
@database
@click.option(
    "--every",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=10,
    show_default=True,
    help="How often to look.",
)
@click.option(
    "--settle",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=5,
    show_default=True,
    help="How long a file must stay unchanged before it counts as written completely.",
)
@on_new
@keep_originals
@allow_secret
@click.option("--once", is_flag=True, help="Take what is complete now, and end.")
@click.option("--quiet", is_flag=True, help="Tell only of failures and of what keeps files from being read.")
@json_log
def watch(
    *,
    folders: tuple[Path, ...],
    db: Path,
    every: float,
    settle: float,
    targets: tuple[str, ...],
    keep_originals: bool,
    allow_secret: bool,
    once: bool,
    quiet: bool,
    log: str | None,
) -> None:
    """Read what is new in folders into the database, as it comes, until stopped.

    A file is read once it is written completely, and again when it is replaced by a newer one. Files stay where they
    are. Hidden and temporary files and links that lead out of a folder are left alone. A file that cannot be read is
    recorded with the reason, and tried again when it changes or the program starts anew. When a folder is gone for
    a while, a network drive for example, that is told, and reading goes on when it is back.

    Ctrl-C or SIGTERM stops when the document under way is done; a second one stops at once.
    """
    from kehoach import batch_lock, pipeline, telling, watching
    from kehoach.json_log import JsonLog
    from kehoach.stopping import Stopping
    from kehoach.work import take, take_secret_too
    from output.errors import StoreBusy
    from output.store import Store

    lines = _Telling(JsonLog(log), db, quiet=quiet)
    work = take_secret_too if allow_secret else take

    def told(text: str) -> None:
        say(text, err=True)

    def come_again(text: str) -> None:
        raise StoreBusy(text.removesuffix(" Waiting."))

    def take_all(files: Iterable[Path]) -> Iterator[Outcome]:
        # Not kept open: it may be moved, copied or restored between batches.
        with (
            batch_lock.held(db, WAIT, told if once else come_again),
            Store(db, WAIT if once else SHORTLY, batch=True, tell=targets) as store,
        ):
            yield from pipeline.ingest(
                files, store, work=work, is_stopped=stopping.is_asked, keep_originals=keep_originals
            )

    with telling.telling(db, targets, told), Stopping() as stopping:
        with suppress(StoreBusy):  # told when a file waits for it; any other trouble ends the command here
            Store(db, SHORTLY).close()
        watcher = watching.Watcher([folder.absolute() for folder in folders], settle)
        lines.start(watcher.folders, every)
        with closing(
            watching.watch(watcher, take_all, every=every, wait=stopping.wait, is_stopped=stopping.is_asked, once=once)
        ) as things:
            for thing in things:
                if isinstance(thing, watching.Event):
                    lines.event(thing)
                elif isinstance(thing, watching.Batch):
                    lines.batch(thing)
                else:
                    lines.outcome(thing)
        lines.end()
    if stopping.by == signal.SIGINT:
        sys.exit(STOPPED)
    sys.exit(1 if once and lines.failed else 0)


class _Telling:
    """Tells of what happens in plain lines and in the log, and counts."""

    def __init__(self, log: JsonLog, db: Path, *, quiet: bool) -> None:
        self._log = log
        self._db = db
        self._quiet = quiet
        self._count: Counter[str] = Counter()
        self.failed = 0

    def start(self, folders: Iterable[Path], every: float) -> None:
        """The first line."""
        names = ", ".join(map(str, folders))
        self._line(f"Watching {names}, every {every:g} s, for {self._db}. Ctrl-C stops.")
        self._log.write("start", folders=[str(folder) for folder in folders], db=str(self._db))

    def end(self) -> None:
        """The last line."""
        self._line("Stopped watching.")
        self._log.write("end", failed=self.failed)

    def batch(self, batch: Batch) -> None:
        """The beginning of a batch, if it is not one file, and the sums at its end."""
        if not batch.is_over:
            self._count.clear()
            if batch.files > 1:
                self._line(f"{batch.files} new files.")
            return
        count = self._count
        tasks = f"{count['tasks']} task{'' if count['tasks'] == 1 else 's'}"
        self._line(
            f"{count['read']} read, {count['unchanged']} skipped as unchanged, {count['failed']} failed; {tasks}."
        )

    def outcome(self, outcome: Outcome) -> None:
        """A line for a document that was read or failed."""
        self._count[outcome.status] += 1
        self._count["tasks"] += outcome.tasks
        self.failed += outcome.status == "failed"
        if outcome.status == "failed":
            say(f"{outcome.path}: {outcome.reason}", err=True)
        elif outcome.status == "read":
            self._line(f"{outcome.path}: {outcome.tasks} task{'' if outcome.tasks == 1 else 's'}.")
        for note in () if self._quiet else outcome.notes:
            say(f"Note: {outcome.path}: {note}", err=True)
        self._log.write("document", **of_document(outcome))

    def event(self, event: Event) -> None:
        """A line for what the user should know."""
        say(
            {
                "lost": f"{event.path} cannot be reached ({event.reason}). Looking for it until it is back.",
                "empty": f"{event.path} is empty now. If it is a network drive, check that it is mounted.",
                "back": f"{event.path} is back.",
                "closed": f"{event.path} cannot be opened ({event.reason}) and is left out until it can.",
                "leads out": f"{event.path} is a link that leads out of the folder, and is not followed.",
                "trouble": f"{event.reason} The new files wait; trying again until it works.",
                "over": f"{self._db} can be used again.",
            }[event.kind],
            err=True,
        )
        self._log.write(event.kind.replace(" ", "_"), path=event.path or str(self._db), reason=event.reason or None)

    def _line(self, text: str) -> None:
        if not self._quiet:
            say(text)
