"""The command `kehoach export`."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast

import click

from kehoach.filters import DAY, task_filters
from kehoach.options import database
from kehoach.printing import say

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from output.exports.forms import Form, Language, Wishes
    from output.store import Assignment, Store, Wanted

PLANS = ("plans", "plans-jsonl")
"""The forms that hold plans as the program read them, not tasks as they stand."""

_MINDED_BY: Mapping[str, tuple[str, ...]] = {
    "--by-unit": ("xlsx", "ics", "docx"),
    "--alarms": ("ics",),
    "--sheets": ("xlsx",),
    "--template": ("tracker", "tracker-csv"),
    "--bom": ("csv", "tracker-csv"),
}


class FormName(click.types.StringParamType):
    """The name of a form. The forms load when their names are needed, so that `kehoach --help` answers at once."""

    name = "form"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click gives both
        """The names, as a choice shows them."""
        return f"[{'|'.join(self._names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; any other is a wrong call."""
        return str(click.Choice(self._names()).convert(value, param, ctx))

    @staticmethod
    def _names() -> list[str]:
        from output.exports.forms import FORMS

        return [*sorted(FORMS), *PLANS]


class Count:
    """Passes things on and counts them."""

    def __init__(self) -> None:
        self.passed = 0

    def of(self, things: Iterable[Any]) -> Iterator[Any]:
        """The same things."""
        for thing in things:
            self.passed += 1
            yield thing


def _days(_context: click.Context, _option: click.Parameter, typed: str | None) -> tuple[int, ...] | None:
    """The days of --alarms; a wrong call for anything else."""
    if typed is None or typed.strip().lower() == "none":
        return None if typed is None else ()
    parts = [part.strip() for part in typed.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise click.BadParameter(f"'{typed}' is not like 7,1. Give days with commas between, or none.")
    return tuple(map(int, parts))


@click.command(short_help="Hand tasks on: Excel, calendar, CSV, JSON …")
@database
@click.option("--format", "form", type=FormName(), required=True, help="What to write; docs/export.md tells for whom.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, complete or not at all."
)
@task_filters
@click.option("--by-unit", is_flag=True, help="A sheet for each unit (xlsx), or a file for each in a ZIP (ics, docx).")
@click.option("--sheets", type=click.Choice(["one", "plan"]), help="All in one sheet, or a sheet a plan (xlsx).")
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The columns of your own tracker (tracker, tracker-csv).",
)
@click.option(
    "--alarms",
    metavar="DAYS",
    callback=_days,
    help="How many days before a due day a calendar reminds: 7,1 unless you say otherwise, none for never (ics).",
)
@click.option(
    "--bom/--no-bom",
    default=None,
    help="The mark by which Excel knows UTF-8, in front of CSV. Without the option files have it, standard output not.",
)
@click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The language of titles."
)
@click.option("--today", metavar="DAY", type=DAY, hidden=True, help="Take this day for today.")
def export(
    *,
    db: Path,
    form: str,
    out: Path | None,
    wanted: Wanted,
    by_unit: bool,
    sheets: str | None,
    template: Path | None,
    alarms: tuple[int, ...] | None,
    bom: bool | None,
    lang: Language,
    today: datetime | None,
) -> None:
    """Hand tasks on as they stand, with all that people have corrected, to a file or standard output.

    The options pick tasks as those of `kehoach list` do. json and jsonl are in the form of docs/export.schema.json;
    `kehoach import` takes back what was changed in xlsx, csv, json, jsonl and parquet. plans and plans-jsonl are whole
    plans as the program read them, with evidence and without reviews, in the form of docs/plan.schema.json.
    """
    from kehoach.cli import existing
    from output.exports.forms import Wishes

    given = {
        "--by-unit": by_unit,
        "--sheets": sheets,
        "--template": template,
        "--bom": bom is not None,
        "--alarms": alarms is not None,
    }
    _check(form, {name for name, value in given.items() if value}, wanted)
    if out and out.resolve() == db.resolve():
        raise click.UsageError(f"{out} is the database itself. Name another file for --out.")
    wishes = Wishes(
        today=today.date() if today else date.today(),
        unit=wanted.get("unit"),
        by_unit=by_unit,
        sheet_a_plan=sheets == "plan",
        template=template,
        bom=bom if bom is not None else out is not None,
        language=lang,
    )
    if alarms is not None:
        wishes = replace(wishes, alarms=alarms)
    count = Count()
    with existing(db) as store:
        if form in PLANS:
            with _place(out, is_text=True, suffix=".json") as stream:
                _write_plans(count.of(store.plans(wanted.get("document"))), form, stream)
        else:
            _write_tasks(store, form, wanted, count, out=out, wishes=wishes)
    _tell(count.passed, "plan" if form in PLANS else "task", out)


def _check(form: str, given: set[str], wanted: Wanted) -> None:
    """Say which options do not go together."""
    for option in sorted(given):
        if form not in _MINDED_BY[option]:
            *others, last = _MINDED_BY[option]
            forms = " and ".join([*([", ".join(others)] if others else []), last])
            raise click.UsageError(f"{option} goes with --format {forms} only, not with {form}. Leave it out.")
    if form not in PLANS and _form(form).is_of_one_unit and not wanted.get("unit") and "--by-unit" not in given:
        raise click.UsageError(f'--format {form} is about one unit. Say which: --unit "Sở Y tế", or all: --by-unit.')
    if form in PLANS:
        others = [name for name, value in wanted.items() if value and name != "document"]
        if others:
            option = "--" + others[0].replace("_", "-")
            raise click.UsageError(f"{option} picks tasks, and {form} holds whole plans. Pick plans by --document.")


def _write_tasks(store: Store, form: str, wanted: Wanted, count: Count, *, out: Path | None, wishes: Wishes) -> None:
    chosen = _form(form)
    tasks: Iterator[Assignment] = count.of(
        store.assignments(wishes.today, confidences=chosen.wants_confidences, **wanted)
    )
    is_zip = wishes.by_unit and chosen.is_zip_by_unit
    suffix = ".zip" if is_zip else chosen.suffix
    with _place(out, is_text=chosen.is_text and not is_zip, suffix=suffix) as stream:
        chosen.write(tasks, stream, wishes)


def _write_plans(plans: Iterable[Mapping[str, Any]], form: str, stream: BinaryIO) -> None:
    from output.exports import write_json, write_jsonl

    text = cast(TextIO, codecs.getwriter("utf-8")(stream))  # TextIOWrapper would close what it was lent
    if form == "plans":
        write_json(plans, text)
    else:
        write_jsonl(plans, text)


def _form(name: str) -> Form:
    from output.exports.forms import FORMS

    return FORMS[name]


def _place(out: Path | None, *, is_text: bool, suffix: str) -> AbstractContextManager[BinaryIO]:
    """Where to write: the file, or standard output if it takes what the form is made of."""
    if out:
        from output.exports.files import replacing_bytes

        return replacing_bytes(out)
    stream = sys.stdout.buffer
    if not is_text and stream.isatty():
        raise click.UsageError(f"That is no text which a terminal could show. Name a file: --out tasks{suffix}")
    return nullcontext(stream)


def _tell(count: int, what: str, out: Path | None) -> None:
    told = {0: f"No {what}", 1: f"1 {what}"}.get(count, f"{count:,} {what}s")
    hint = "" if count else " fits; what was written is empty"
    say(f"{told}{hint}{f': {out}' if out else ''}.", err=True)
