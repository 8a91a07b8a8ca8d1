"""The commands `kehoach units …`: what units there are, which are one, and which belongs to which."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kehoach.options import database, note, table_or_json, who
from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from output.store import Store

new = click.option("--new", is_flag=True, help="Make a unit known that no document names.")
unit_name = click.argument("unit")

_ALL = 2**31


@click.group(short_help="Which units there are, and which belongs to which.")
def units() -> None:
    """Which units there are, which are one, and which belongs to which.

    UNIT is a unit's name or another name of it, words that stand in one unit's names alone (tones may be left out),
    or its number. No decision is ever lost: `kehoach units history` has them all.
    """


@units.command(name="list", short_help="List units with what they have to do.")
@click.argument("words", nargs=-1)
@database
@table_or_json
def list_units(words: tuple[str, ...], db: Path, form: str) -> None:
    """List the units that stand in tasks and those above them, with WORDS in their names if some are given.

    Lead and Partner count tasks, Open and Overdue those of both. What sub-units have to do counts for these alone.
    """
    from kehoach.cli import existing

    with existing(db) as store:
        rows = _rows(store, " ".join(words))
    if form == "json":
        click.echo("[" + ",".join(f"\n{as_json(row)}" for row in rows) + ("\n]" if rows else "]"))
        return
    from kehoach.terminal import Column, grid, plain

    columns = [
        Column("No.", 6, 1), Column("Unit", 60, 6), Column("Under", 40, 4), Column("Lead", 6, 1),
        Column("Partner", 7, 1), Column("Open", 6, 1), Column("Overdue", 7, 1), Column("Next due", 10, 1),
    ]  # fmt: skip
    cells = [tuple(plain("" if value is None else str(value)) for value in row.values()) for row in rows]
    if cells:
        for line in grid(cells, columns, shutil.get_terminal_size((120, 24)).columns, lines=3):
            say(line)
    say({0: "No units.", 1: "1 unit."}.get(len(rows), f"{len(rows)} units."))


@units.command(short_help="Say that a unit belongs to another one.")
@unit_name
@click.option("--under", metavar="UNIT", required=True, help="The unit that it belongs to.")
@who
@note
@new
@database
def place(*, unit: str, under: str, who: str, note: str | None, new: bool, db: Path) -> None:
    """Say that a unit belongs to another one: filters by that one find its tasks, too."""
    from kehoach.cli import existing

    with existing(db) as store:
        this, other = _meant(store, unit, new=new), _meant(store, under, new=new)
        store.unit_places.place(this, other, who, note=note)
        say(f"{_named(store, this)} belongs to {_named(store, other)}. `kehoach units take-out` takes it back.")


@units.command(name="take-out", short_help="Say that a unit belongs to none.")
@unit_name
@who
@note
@database
def take_out(unit: str, who: str, note: str | None, db: Path) -> None:
    """Say that a unit belongs to no other one any more."""
    from kehoach.cli import existing

    with existing(db) as store:
        this = _meant(store, unit)
        store.unit_places.take_out(this, who, note=note)
        say(f"{_named(store, this)} belongs to no other unit.")


@units.command(short_help="Say that two names are one unit.")
@unit_name
@click.option("--into", metavar="UNIT", required=True, help="The unit that stays.")
@who
@note
@database
def merge(*, unit: str, into: str, who: str, note: str | None, db: Path) -> None:
    """Take a unit for another one: all that it has to do counts for that one."""
    from kehoach.cli import existing

    with existing(db) as store:
        this, other = _meant(store, unit), _meant(store, into)
        said = f"{_named(store, this)} (number {this}) counts for {_named(store, other)}."
        store.units.merge(this, other, who, note=note)
        say(f"{said} `kehoach units part {this}` takes it back.")


@units.command(short_help="Take a merge back.")
@click.argument("number", type=int)
@who
@note
@database
def part(number: int, who: str, note: str | None, db: Path) -> None:
    """Have the unit of that NUMBER, which was merged into another one, stand for itself again."""
    from kehoach.cli import existing

    with existing(db) as store:
        store.units.part(number, who, note=note)
        say(f"{_named(store, number)} stands for itself again.")


@units.command(short_help="Show what was decided about units, and by whom.")
@database
def history(db: Path) -> None:
    """Show all merges and places in their order, those that hold no longer as well, a line of JSON each."""
    from kehoach.cli import existing

    with existing(db) as store:
        merges = [{"kind": "merge", **asdict(entry)} for entry in store.units.history()]
        places = [{"kind": "place", **asdict(entry)} for entry in store.unit_places.history()]
    for entry in sorted([*merges, *places], key=lambda entry: str(entry["at"])):
        click.echo(as_json(entry))


def _rows(store: Store, words: str) -> list[dict[str, Any]]:
    """The units to be listed, with those above them that stand in no task themselves."""
    from output.fold import contains, fold
    from output.fold import words as folded

    above = store.unit_places.all()
    named = {unit: _named(store, under) for unit, under in above.items()}
    found, _ = store.units.page(words, _ALL)
    rows: dict[int | str, dict[str, Any]] = {}
    for each in found:
        rows[each.id or each.name] = _row(asdict(each), named.get(each.id or 0))
    for unit in {*above, *above.values()} - rows.keys():
        name = _named(store, unit)
        if not words or contains(name, folded(words)):
            rows[unit] = _row({"id": unit, "name": name}, named.get(unit))
    return sorted(rows.values(), key=lambda row: fold(row["unit"]))


def _row(counts: Mapping[str, Any], under: str | None) -> dict[str, Any]:
    figures = {name: counts.get(name, 0) for name in ("lead", "partner", "open", "overdue")}
    first = {"number": counts["id"], "unit": counts["name"], "under": under}
    return {**first, **figures, "next_due": counts.get("next_due")}


def _named(store: Store, unit: int) -> str:
    return store.units.one(unit).name


def _meant(store: Store, text: str, *, new: bool = False) -> int:
    """The unit that a name, words or a number mean. NoSuchUnit if there is none, or several."""
    from kehoach.errors import NoSuchUnit
    from output.fold import words

    if text.isascii() and text.isdecimal():
        try:
            return store.units.one(int(text[:15])).id
        except LookupError:
            raise NoSuchUnit(f"There is no unit {text}. `kehoach units list` shows their numbers.") from None
    asked = words(text)
    found = store.units.suggest(text, _ALL) if asked else []
    exact = [each for each in found if asked in (words(name) for name in (each[1], *each[2]))]
    fitting = exact or found
    if len(fitting) == 1 and (exact or not new):
        return fitting[0][0]
    if new and not exact:
        return store.units.enter(text)
    if not fitting:
        raise NoSuchUnit(
            f"No unit goes by '{text}'. `kehoach units list` shows those there are; "
            "`kehoach units place` makes one known with --new."
        )
    told = ", ".join(f"{unit} ({name})" for unit, name, _ in fitting[:5])
    more = " and others" if len(fitting) > 5 else ""
    raise NoSuchUnit(f"'{text}' fits {len(fitting)} units. Name one by its number: {told}{more}.")
