"""`kehoach refresh`: what a newer program would read differently, and taking that over."""

from __future__ import annotations

import shutil
import signal
import sys
from collections import Counter
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.options import cluster, database, on_new
from kehoach.printing import as_json, say, shown
from kehoach.readers import readers

if TYPE_CHECKING:
    from kehoach.refreshing import Refreshed

STOPPED = 130  # what a shell reports for Ctrl-C
WAIT = 30.0  # seconds for a store that is in use


@click.command(short_help="Read again what an older program has read.")
@database
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--document", metavar="WORDS", help="Only documents with these words in number, title or file name.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it; json: a line a file.",
)
@click.option("--processes", type=click.IntRange(min=1), help="How many to read with; without it one a processor.")
@cluster
@on_new
def refresh(
    *,
    db: Path,
    dry_run: bool,
    document: str | None,
    form: str,
    processes: int | None,
    cluster: str | None,
    targets: tuple[str, ...],
) -> None:
    """Read files again whose reading in the database is older than this program and its rules.

    For each document it shows the tasks that are added, dropped or changed, field by field. Look at that with
    --dry-run first; without it the new readings take the place of the old ones. Reviews stay in force in any case. A
    file that is not at its place any more, or cannot be read, keeps its old reading.
    """
    from kehoach import batch_lock, refreshing
    from kehoach.cli import existing
    from kehoach.stopping import Stopping
    from kehoach.telling import telling
    from kehoach.work import retake
    from output.store import Store

    existing(db).close()
    count: Counter[str] = Counter()
    alone = nullcontext() if dry_run else batch_lock.held(db, WAIT, lambda text: say(text, err=True))
    with (
        telling(db, () if dry_run else targets, lambda text: say(text, err=True)),
        Stopping() as stopping,
        alone,
        Store(db, WAIT, batch=True, tell=targets) as store,
        readers(retake, cluster, processes) as reading,
        closing(
            refreshing.refresh(store, reading, document=document, dry_run=dry_run, is_stopped=stopping.is_asked)
        ) as files,
    ):
        for file in files:
            count[file.status] += 1
            _tell(file, form)
    if form == "text":
        say(_summary(count, dry_run=dry_run, db=db))
    if stopping.by == signal.SIGINT:
        sys.exit(STOPPED)
    sys.exit(1 if count["failed"] else 0)


def _tell(file: Refreshed, form: str) -> None:
    """What became of a file; one that reads the same is only counted."""
    if form == "json":
        click.echo(as_json(_record(file)))
    elif file.status == "changed" and file.difference:
        from kehoach.difference_text import lines

        width = shutil.get_terminal_size((120, 24)).columns
        name = shown(
            " · ".join(part for part in (file.outdated.number, file.outdated.title) if part) or file.outdated.name
        )
        for line in lines(file.difference, f"{name} ({file.outdated.version})", str(file.path), width, "en"):
            click.echo(line)
        click.echo()
    elif file.status == "failed":
        say(f"{file.path}: {file.reason}", err=True)
    elif file.status == "gone":
        places = ", ".join(file.outdated.paths) or file.outdated.name
        say(f"{places}: not there any more; the earlier reading stays.", err=True)


def _record(file: Refreshed) -> dict[str, Any]:
    from output.difference import as_record

    return {
        "status": file.status,
        "number": file.outdated.number,
        "title": file.outdated.title,
        "sha256": file.outdated.sha256,
        "path": None if file.path is None else str(file.path),
        "read_by": file.outdated.version,
        "reason": file.reason,
        "difference": as_record(file.difference) if file.difference else None,
    }


def _summary(count: Counter[str], *, dry_run: bool, db: Path) -> str:
    """The last line: what was found, and what to do next."""
    if not count:
        return "Everything in the database was read by this version of the program."
    parts = [f"{count['changed']} read differently", f"{count['same']} the same"]
    parts += [f"{count[status]} {words}" for status, words in _KEPT.items() if count[status]]
    line = ", ".join(parts) + "."
    if dry_run:
        return f"{line} Nothing was changed; to take this over: kehoach refresh --db {db}"
    return line


_KEPT = {"gone": "not there any more", "failed": "failed"}
