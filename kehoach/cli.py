"""The program `kehoach`. Heavy libraries load inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach import __version__

if TYPE_CHECKING:
    from kehoach.pipeline import Outcome
    from output.store import Store

STOPPED = 130  # what a shell reports for Ctrl-C
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


def main() -> None:
    """Run the program. What it prints is UTF-8 wherever it runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    program()


class Program(click.Group):
    """Commands that end with a plain message, never with a traceback, unless KEHOACH_DEBUG=1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(STOPPED)
        except Exception as error:
            from kehoach.errors import KehoachError, debugging, explain

            if debugging():
                raise
            click.echo(f"Error: {explain(error)}", err=True)
            ctx.exit(error.exit_code if isinstance(error, KehoachError) else 1)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="kehoach %(version)s")
def program() -> None:
    """Reads Vietnamese administrative plans and writes down who has to do what, with whom, by when, handing in what.

    Word files, PDFs with a text layer and text files go in; tasks come out, in SQLite, JSON and CSV.
    Nothing leaves this computer.

    Exit codes: 0 all went well, 1 some files failed, 2 wrong call, 130 stopped by Ctrl-C.
    """


database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default="plans.db",
    show_default=True,
    help="The SQLite file that keeps the plans.",
)
whole = click.option("--full", is_flag=True, help="Show long texts whole in the table.")


@program.command(short_help="Print the tasks of one document.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@whole
def extract(file: Path, form: str, full: bool) -> None:
    """Read one document and print its tasks. No database is touched.

    The JSON holds all that was understood, each value with its evidence.
    """
    from kehoach import read_plan
    from kehoach.errors import UnreadableFile
    from output.exports import task_rows, to_dict

    try:
        plan = read_plan(file)
    except UnreadableFile as error:
        raise type(error)(f"{file}: {error}") from error
    for warning in plan.warnings:
        click.echo(f"Note: {warning}", err=True)
    if form == "json":
        click.echo(json.dumps(to_dict(plan), ensure_ascii=False, indent=1))
    else:
        show(task_rows(plan), full=full)


@program.command(short_help="Read documents into a database.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@database
@click.option("--force", is_flag=True, help="Read files again that the database already holds.")
def ingest(paths: tuple[Path, ...], db: Path, force: bool) -> None:
    """Read documents into the database: files, and folders with all that is in them.

    What is in the database already is skipped, so the same call can run every night. A file that cannot be read is
    recorded with the reason and does not stop the rest.
    """
    from tqdm import tqdm

    from kehoach import pipeline
    from kehoach.folders import find
    from output.store import Store

    found = find(paths)
    outcomes: list[Outcome] = []
    stopped = False
    with Store(db) as store, tqdm(total=len(found.files), unit="file", disable=None, leave=False) as bar:
        try:
            for outcome in pipeline.ingest(found.files, store, force=force):
                outcomes.append(outcome)
                bar.update()
        except KeyboardInterrupt:
            stopped = True
    failures = [outcome for outcome in outcomes if outcome.status == "failed"]
    for failure in failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    click.echo(summary(outcomes, found.ignored))
    if stopped:
        click.echo(f"Stopped. What was read until now is kept in {db}; the same command goes on from there.", err=True)
        sys.exit(STOPPED)
    sys.exit(1 if failures else 0)


@program.command(short_help="Hand the plans on as JSON or CSV.")
@database
@click.option("--format", "form", type=click.Choice(["json", "jsonl", "csv"]), required=True, help="What to write.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, complete or not at all."
)
def export(db: Path, form: str, out: Path | None) -> None:
    """Hand the plans on: json an array of plans, jsonl a plan a line, csv the columns of task_list."""
    from output.exports import CSV_ENCODING, replacing, write_csv, write_json, write_jsonl

    with existing(db) as store:
        place = replacing(out, CSV_ENCODING if form == "csv" else "utf-8") if out else nullcontext(sys.stdout)
        with place as stream:
            if form == "json":
                write_json(store.plans(), stream)
            elif form == "jsonl":
                write_jsonl(store.plans(), stream)
            else:
                write_csv(store.tasks(), stream)


@program.command(name="list", short_help="Show tasks as a table.")
@database
@click.option("--unit", help="Tasks that a unit leads or takes part in, by words of its name; tones may be left out.")
@click.option("--document", help="Tasks of a document, by words of its number, title or file name.")
@click.option("--due-before", metavar="DAY", type=DAY, help="Due on this day (2026-06-30 or 30/06/2026) or before it.")
@click.option("--due-after", metavar="DAY", type=DAY, help="Due on this day or after it.")
@whole
def list_tasks(
    *,
    db: Path,
    unit: str | None,
    document: str | None,
    due_before: datetime | None,
    due_after: datetime | None,
    full: bool,
) -> None:
    """Show the tasks in the database as a table that fits the terminal."""
    with existing(db) as store:
        tasks = store.tasks(unit=unit, document=document, due_before=day(due_before), due_after=day(due_after))
        show(tasks, full=full)


def existing(db: Path) -> Store:
    """The store at `db`, which must be there."""
    from output.store import Store

    if not db.exists():
        from kehoach.errors import NoStore

        raise NoStore(f"{db} is not there. Make it first: kehoach ingest FOLDER --db {db}")
    return Store(db)


def show(tasks: Iterable[Mapping[str, Any]], *, full: bool) -> None:
    """Print rows of `task_list` as a table as wide as the terminal."""
    from kehoach.terminal import table

    kept = list(tasks)
    if kept:
        for line in table(kept, shutil.get_terminal_size((120, 24)).columns, lines=None if full else 3):
            click.echo(line)
    click.echo({0: "No tasks.", 1: "1 task."}.get(len(kept), f"{len(kept)} tasks."))


def summary(outcomes: list[Outcome], ignored: int) -> str:
    """The line that ends a batch."""
    count = Counter(outcome.status for outcome in outcomes)
    tasks = sum(outcome.tasks for outcome in outcomes)
    line = f"{count['read']} read, {count['unchanged']} skipped as unchanged, {count['failed']} failed; "
    line += f"{tasks} task{'' if tasks == 1 else 's'}."
    if ignored:
        line += " 1 file of another kind left out." if ignored == 1 else f" {ignored} files of other kinds left out."
    return line


def day(moment: datetime | None) -> date | None:
    """The day of what click has read."""
    return moment.date() if moment else None
