"""The commands `kehoach reviews …`, for scripts and for who has no page at hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.filters import DAY
from kehoach.options import database, note, table_or_json, who
from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from output.store import Review, Store

FIELDS = ("number", "path", "text", "context", "lead", "partners", "products", "deadlines", "status", "done_on")
LISTS = ("path", "lead", "partners", "products")

task_id = click.argument("task")


@click.group(short_help="What people decided about tasks.")
def reviews() -> None:
    """What people decided about tasks: look at it, decide, take it back. No entry is ever changed or lost.

    TASK is a task's id: `task_id` in the view task_list and in exports as CSV.
    """


@reviews.command(short_help="List reviews that count nowhere.")
@database
@table_or_json
def orphaned(db: Path, form: str) -> None:
    """List reviews in force that wait for a person: their task is not found any more, or their plan was changed there.

    `kehoach reviews move` says of another task what such a review says, `kehoach reviews undo` takes it back.
    """
    with _reviews_of(db) as store:
        rows = list(store.db.query("SELECT * FROM orphaned_reviews ORDER BY document_id, review"))
    if form == "json":
        _print_json([{**row, "value": _loaded(row["value"])} for row in rows])
        return
    titles = (("No.", 6, 1), ("Who", 20, 2), ("What", 30, 3), ("Task", 60, 6), ("Document", 30, 3), ("Why", 12, 2))
    cells = [
        (
            str(row["review"]),
            row["who"],
            _said(row["action"], row["field"], _loaded(row["value"])),
            row["task_text"] or row["task"],
            row["document_number"] or row["file"] or "",
            row["reason"],
        )
        for row in rows
    ]
    _print_table(titles, cells, "review")


@reviews.command(short_help="Show what was decided, and by whom.")
@click.option("--task", metavar="TASK", help="Of one task only.")
@click.option("--document", metavar="WORDS", help="Of documents with these words in number, title or file name.")
@database
@table_or_json
def history(task: str | None, document: str | None, db: Path, form: str) -> None:
    """Show all entries in their order, those that were taken back as well."""
    with _reviews_of(db) as store:
        entries = store.reviews.history(task, document)
    if form == "json":
        _print_json([asdict(entry) for entry in entries])
        return
    titles = (("No.", 6, 1), ("When (UTC)", 16, 2), ("Who", 20, 2), ("What", 50, 5), ("Task", 60, 6), ("Note", 30, 3))
    cells = [
        (
            str(entry.id),
            entry.at[:16].replace("T", " "),
            entry.who,
            _described(entry),
            entry.task_text or entry.task,
            entry.note or "",
        )
        for entry in entries
    ]
    _print_table(titles, cells, "entry", "entries")


@reviews.command(short_help="A task is right as it stands.")
@task_id
@who
@note
@database
def accept(task: str, who: str, note: str | None, db: Path) -> None:
    """Write down that a task is right as it stands."""
    with _reviews_of(db) as store:
        _written(store.reviews.accept(task, who, note=note))


@reviews.command(short_help="It is no task.")
@task_id
@who
@note
@database
def reject(task: str, who: str, note: str | None, db: Path) -> None:
    """Write down that what was read is no task; the lists leave it out."""
    with _reviews_of(db) as store:
        _written(store.reviews.reject(task, who, note=note))


@reviews.command(name="set", short_help="Put a field of a task right.")
@task_id
@click.argument("field", type=click.Choice(FIELDS))
@click.argument("values", metavar="[VALUE]...", nargs=-1)
@who
@note
@database
def set_field(*, task: str, field: str, values: tuple[str, ...], who: str, note: str | None, db: Path) -> None:
    """Put a field of a task right. Without a VALUE it holds nothing.

    path, lead, partners and products take several VALUEs; deadlines, too, each as a plan prints it ("trước 30/6/2026")
    or as JSON in the form of docs/plan.schema.json. status is open, done or dropped, done_on a day (2026-06-30).
    """
    with _reviews_of(db) as store:
        if field == "deadlines":
            value: Any = [deadline for text in values for deadline in _deadlines(store, task, text)]
        elif field in LISTS:
            value = list(values)
        elif len(values) > 1:
            raise click.UsageError(f"{field} takes one VALUE. Put it in quotation marks.")
        else:
            value = values[0] if values else None
        _written(store.reviews.set(task, field, value, who, note=note))


@reviews.command(short_help="A task is done.")
@task_id
@click.option("--on", metavar="DAY", type=DAY, help="The day on which it was done (2026-06-30 or 30/06/2026).")
@who
@note
@database
def done(task: str, on: datetime | None, who: str, note: str | None, db: Path) -> None:
    """Write down that a task is done."""
    with _reviews_of(db) as store:
        _written(store.reviews.done(task, on.date() if on else None, who, note=note))


@reviews.command(short_help="Take a review back.")
@click.argument("review", type=int)
@who
@note
@database
def undo(review: int, who: str, note: str | None, db: Path) -> None:
    """Take the entry of that number back, with all its parts; what stood before stands again."""
    with _reviews_of(db) as store:
        _written(store.reviews.undo(review, who, note=note))


@reviews.command(short_help="Attach a review to another task.")
@click.argument("review", type=int)
@task_id
@who
@database
def move(review: int, task: str, who: str, db: Path) -> None:
    """Say of TASK what the entry of that number says, and take that entry back: for an orphan whose task you know."""
    with _reviews_of(db) as store:
        _written(store.reviews.move(review, task, who))


@contextmanager
def _reviews_of(db: Path) -> Iterator[Store]:
    from kehoach.cli import existing

    with existing(db) as store:
        yield store


def _written(number: int) -> None:
    say(f"Review {number} is written down. `kehoach reviews undo {number}` takes it back.")


def _deadlines(store: Store, task: str, text: str) -> Iterable[Any]:
    """Deadlines of a text as plans print them, in the year of the task's document; or one of JSON."""
    if text.lstrip().startswith("{"):
        try:
            return [json.loads(text)]
        except ValueError as error:
            raise click.UsageError(f"{text} is no JSON: {error}.") from error
    from extractors.deadlines import in_cell

    sql = "SELECT d.date FROM listed_tasks l JOIN documents d ON d.id = l.document WHERE l.task_id = ?"
    dated = next((row[0] for row in store.db.execute(sql, [task])), None) or ""
    return [found.value for found in in_cell(text, int(dated[:4]) if dated[:4].isdecimal() else None)]


def _described(entry: Review) -> str:
    if entry.action == "undo":
        return f"undo {entry.undoes}"
    said = _said(entry.action, entry.field, entry.new_value)
    part = f" (part of {entry.part_of})" if entry.part_of else ""
    return f"{said}{part}{'' if entry.in_force else ' (undone)'}"


def _said(action: str, field: str | None, value: Any) -> str:
    """A decision in a few words."""
    if action == "set":
        return f"{field}: {_text(value)}"
    return f"add: {value['text']}" if action == "add" else action


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(entry["text"] if isinstance(entry, Mapping) else entry for entry in value) or "-"
    return "-" if value is None else str(value)


def _loaded(value: str | None) -> Any:
    return None if value is None else json.loads(value)


def _print_json(records: Sequence[Mapping[str, Any]]) -> None:
    click.echo("[" + ",".join(f"\n{as_json(record)}" for record in records) + ("\n]" if records else "]"))


def _print_table(
    titles: Iterable[tuple[str, int, int]], rows: Sequence[tuple[str, ...]], one: str, several: str | None = None
) -> None:
    from kehoach.terminal import Column, grid, plain

    if rows:
        columns = [Column(*title) for title in titles]
        cells = [tuple(plain(cell) for cell in row) for row in rows]
        for line in grid(cells, columns, shutil.get_terminal_size((120, 24)).columns, lines=3):
            say(line)
    many = several or f"{one}s"
    say({0: f"No {many}.", 1: f"1 {one}."}.get(len(rows), f"{len(rows)} {many}."))
