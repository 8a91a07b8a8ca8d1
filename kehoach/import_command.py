"""The command `kehoach import`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.filters import task_filters
from kehoach.options import database, table_or_json
from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from output.imports.applying import Applied
    from output.imports.comparing import Understand
    from output.imports.incoming import Change, Incoming
    from output.store import Store, Wanted

_SHOWN = 200
"""Rows of each table; more are counted. JSON has all."""


@click.command(name="import", short_help="Take changes back from Excel, CSV, JSON.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@database
@click.option("--who", metavar="NAME", help="Who made the changes; it is written down. Needed with --apply.")
@click.option("--apply", "applies", is_flag=True, help="Take the changes over. Without it they are only shown.")
@click.option("--overwrite", is_flag=True, help="Take a change also where somebody else changed the same meanwhile.")
@click.option(
    "--reject-missing", is_flag=True, help="What stands in the database and no longer in the file is no task."
)
@click.option("--note", metavar="TEXT", help="Why; without it the name of the file is noted.")
@table_or_json
@task_filters
def import_tasks(
    *,
    file: Path,
    db: Path,
    who: str | None,
    applies: bool,
    overwrite: bool,
    reject_missing: bool,
    note: str | None,
    form: str,
    wanted: Wanted,
) -> None:
    """Take back what was changed in FILE, which `kehoach export` wrote as xlsx, csv, json, jsonl or parquet.

    Shows what would change; --apply writes it down as reviews of NAME, which can be undone like any other. A change
    that somebody else made in the database since the export is kept, and a row that both changed is left and told.
    Rows without an id are new tasks. The options that pick tasks say with which ones FILE was exported: only tasks
    that they pick can be missing from it; without any it is the tasks of all documents that FILE names.

    Exit codes: 0 all is taken over or could be, 1 something is left, 2 wrong call.
    """
    from kehoach.cli import existing
    from output.imports.applying import apply
    from output.imports.comparing import compare
    from output.imports.readers import handed_out, read_tasks

    if applies and not (who and who.strip()):
        raise click.UsageError("--apply needs --who NAME: who made the changes.")
    picks = any(value for name, value in wanted.items() if name != "drafts")
    with existing(db) as store:
        known = handed_out(file)
        chosen = wanted if picks else None
        incoming = compare(store, read_tasks(file), _understanding(store), wanted=chosen, handed_out=known)
        if applies and reject_missing and not picks and known is None:
            _check_missing(incoming, file)
        applied = None
        if applies and who:
            reason = note or f"from {file.name}"
            applied = apply(store, incoming, who, overwrite=overwrite, reject_missing=reject_missing, note=reason)
    if form == "json":
        found = {**asdict(incoming), "applied": applied and asdict(applied)}
        click.echo(as_json(found, indent=1))
    else:
        _show(incoming)
        _sum_up(incoming, applied, overwrite=overwrite, reject_missing=reject_missing)
    if incoming.problems and not (incoming.unchanged or incoming.changes or incoming.conflicts):
        say(f"None of the tasks in {file} is in {db}. Was it exported from another database? --db names it.", err=True)
    left = bool(incoming.problems or (incoming.conflicts and not overwrite) or (applied and applied.problems))
    sys.exit(1 if left else 0)


def _check_missing(incoming: Incoming, file: Path) -> None:
    """Ask back before most of a document is rejected because the file was made of a part of it."""
    there = incoming.unchanged + len({change.task for change in (*incoming.changes, *incoming.conflicts)})
    if len(incoming.missing) > there:
        raise click.UsageError(
            f"{len(incoming.missing)} tasks are not in {file}, and {there} are. If it was exported with options that "
            "pick tasks, give them here as well (--unit, --due-after …); else leave --reject-missing out."
        )


def _understanding(store: Store) -> Understand:
    """How deadlines that somebody typed are read: as on the review pages, in the year of the task's document."""
    years: dict[int, int | None] = {}

    def understand(typed: Mapping[str, Any], document: int) -> list[dict[str, Any]]:
        from extractors.metadata import own_year
        from review.pages.fields import given

        if document not in years:
            sql = "SELECT title, type, date FROM documents WHERE id = ?"
            row = next(iter(store.db.query(sql, [document])), None)
            years[document] = own_year(row) if row else None
        return list(given("deadlines", [typed], years[document]))

    return understand


def _show(incoming: Incoming) -> None:
    changed = [
        (" " if told else change.text, change.field, _text(change.old), _text(change.new))
        for change, told in _grouped(incoming.changes)
    ]
    _table("Changes", (("Task", 50, 5), ("Field", 10, 2), ("Now", 40, 4), ("Becomes", 40, 4)), changed)
    added = [
        (_text(each.values["text"]), _text(each.values.get("lead")), _text(each.values.get("deadlines")), each.place)
        for each in incoming.additions
    ]
    _table("New tasks", (("Task", 60, 6), ("Lead", 30, 3), ("Due", 24, 2), ("Where", 16, 1)), added)
    both = [
        (change.text, change.field, _text(change.old), _text(change.new), change.place) for change in incoming.conflicts
    ]
    titles = (("Task", 50, 5), ("Field", 10, 2), ("Now", 40, 4), ("In the file", 40, 4), ("Where", 16, 1))
    _table("Changed on both sides", titles, both)
    _table("Not in the file", (("Task", 90, 9), ("Id", 16, 1)), [(each.text, each.task) for each in incoming.missing])
    _table(
        "Cannot be taken over",
        (("Where", 16, 1), ("Why", 120, 9)),
        [(each.place, each.message) for each in incoming.problems],
    )


def _grouped(changes: Sequence[Change]) -> Iterator[tuple[Change, bool]]:
    """Each change, and whether the one before it is of the same task."""
    before = None
    for change in changes:
        yield change, change.task == before
        before = change.task


def _table(title: str, columns: Sequence[tuple[str, int, int]], rows: Sequence[tuple[str, ...]]) -> None:
    from kehoach.terminal import Column, grid, plain

    if not rows:
        return
    say(title)
    cells = [tuple((cell and (plain(cell) or " ")) or "-" for cell in row) for row in rows[:_SHOWN]]
    width = shutil.get_terminal_size((120, 24)).columns
    for line in grid(cells, [Column(*column) for column in columns], width, lines=3):
        say(line)
    if len(rows) > _SHOWN:
        say(f"and {len(rows) - _SHOWN:,} more; --format json shows all.")
    click.echo()


def _sum_up(incoming: Incoming, applied: Applied | None, *, overwrite: bool, reject_missing: bool) -> None:
    """What was found, what was done, and what to do next."""
    tasks = len({change.task for change in incoming.changes})
    say(
        f"{_count(len(incoming.changes), 'change')} in {_count(tasks, 'task')}, "
        f"{_count(len(incoming.additions), 'new task')}, "
        f"{len(incoming.conflicts)} changed on both sides, {len(incoming.missing)} not in the file, "
        f"{_count(len(incoming.problems), 'row')} that cannot be taken over, {incoming.unchanged} unchanged."
    )
    if applied is None:
        if incoming.changes or incoming.additions or incoming.conflicts or incoming.missing:
            say("Nothing is changed yet. --apply --who NAME takes it over.")
        if incoming.conflicts and not overwrite:
            say("What both sides changed is left as the database has it; --overwrite takes the file's.")
        if incoming.missing and not reject_missing:
            say("What is not in the file stays; --reject-missing says that it is no task.")
        return
    say(
        f"Taken over: {_count(applied.changed, 'change')}, {_count(applied.added, 'new task')}, "
        f"{applied.rejected} rejected. `kehoach reviews history` lists them, `kehoach reviews undo` takes one back."
    )
    for problem in applied.problems:
        say(f"Left: {problem.place or problem.task}: {problem.message}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _text(value: Any) -> str:
    """A value in a few words; a deadline by its words and its day."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    if isinstance(value, Mapping):
        day = value.get("due")
        return f"{value['text']} ({day})" if day else str(value["text"])
    return "" if value is None else str(value)
