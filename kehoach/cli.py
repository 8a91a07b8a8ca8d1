"""The program `kehoach`. Heavy libraries load inside the commands, so that `--help` answers at once."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from kehoach import __version__, diff_command, gold_command, review_commands, unit_commands
from kehoach.batch_commands import STOPPED, ingest
from kehoach.events_command import events
from kehoach.export_command import export
from kehoach.filters import task_filters
from kehoach.import_command import import_tasks
from kehoach.options import Given, database, table_or_json
from kehoach.printing import as_json, say, shown
from kehoach.refresh_command import refresh
from kehoach.report_command import report
from kehoach.review_command import password, review
from kehoach.token_command import token
from kehoach.watch_command import watch

if TYPE_CHECKING:
    from corpus.evaluate.figures import By
    from corpus.evaluate.records import Reading
    from kehoach.picture_files import Drawn
    from models import Document, Plan
    from output.store import Store, Wanted

Read = TypeVar("Read", "Document", "Plan")


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
        except click.ClickException as error:
            error.message = "\n".join(map(shown, error.message.split("\n")))  # type: ignore[misc]
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            say("Stopped.", err=True)
            ctx.exit(STOPPED)
        except Exception as error:
            from kehoach.errors import KehoachError, debugging, explain

            if debugging():
                raise
            say(f"Error: {explain(error)}", err=True)
            ctx.exit(error.exit_code if isinstance(error, KehoachError) else 1)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="kehoach %(version)s")
@click.option(
    "--rules",
    metavar="FOLDER",
    type=click.Path(),
    envvar="KEHOACH_RULES",
    show_envvar=True,
    help="Add the office's own rules (columns.toml, units.toml ...) to those of the program.",
)
def program(rules: str | None) -> None:
    """Reads Vietnamese administrative plans and writes down who has to do what, with whom, by when, handing in what.

    Word files, PDFs, scans and text files go in; tasks come out, in SQLite, JSON and CSV.
    Nothing leaves this computer, unless --cluster names others to read on.

    Exit codes: 0 all went well, 1 some files failed, 2 wrong call, 130 stopped by Ctrl-C.
    """
    if rules:
        from extractors.rules import check_own

        os.environ["KEHOACH_RULES"] = str(Path(rules).absolute())  # for the processes that read files, too
        check_own()


whole = click.option("--full", is_flag=True, help="Show long texts whole in the table.")


@program.command(short_help="Print the tasks of one document.")
@click.argument("file", type=Given(path_type=Path, exists=True, dir_okay=False))
@table_or_json
@whole
def extract(file: Path, form: str, full: bool) -> None:
    """Read one document and print its tasks. No database is touched.

    The JSON holds all that was understood, each value with its evidence.
    """
    from kehoach import read_plan
    from output.exports import task_rows, to_dict

    plan = or_named(read_plan, file)
    if form == "json":
        click.echo(as_json(to_dict(plan), indent=1))
    else:
        show(task_rows(plan), full=full, counted=True)


@program.command(name="explain", short_help="Tell why a task was read as it was.")
@click.argument("file", type=Given(path_type=Path, exists=True, dir_okay=False))
@click.option("--task", "which", metavar="N", required=True, help="The row that extract shows, from 1, or a task's id.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def explain_task(file: Path, which: str, form: str) -> None:
    """Tell why a task of a document was read as it was. No database is touched.

    For each field: its values, where they stand, the rule that found them with the files where the rule lives, how
    often such values are right, and other readings that were passed over, each with the reason.
    """
    from dataclasses import asdict

    from kehoach import explanation, explanation_text, extract, read

    document = or_named(read, file)
    explained = explanation.explain(document, extract(document), which, str(file))
    if form == "json":
        click.echo(as_json(asdict(explained), indent=1))
    else:
        for line in explanation_text.lines(explained, shutil.get_terminal_size((120, 24)).columns):
            say(line)


@program.command(short_help="Draw what was seen on a page.")
@click.argument("file", type=Given(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--page", "wanted", metavar="PAGES", default="1", show_default=True, help="A page (3), a range (2-4) or all."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this PNG file or folder; without it to NAME.page-N.png here.",
)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="The language of the labels in the picture.",
)
@click.option("--force", is_flag=True, help="Replace a file that is no picture drawn by this command.")
def inspect(file: Path, wanted: str, out: Path | None, lang: Literal["vi", "en"], force: bool) -> None:
    """Draw what was seen on a document's pages, as pictures (PNG). No database is touched.

    Over the page stand its paragraphs, tables with their cells, headings with their role, and the values of each task,
    in colours with a legend. Several pages give a picture each.
    """
    from kehoach import extract, picture_files, read
    from kehoach.errors import UnreadableFile

    if out and not out.is_dir() and out.suffix.lower() != ".png":
        raise click.BadParameter(f"'{out}' is neither a folder nor a name that ends in .png.", param_hint="'--out'")
    document = or_named(read, file)
    pages = picture_files.pages(wanted, document, file)
    outs = picture_files.names(file, pages, out)
    picture_files.check(outs, file, force=force)
    seen = picture_files.see(document, extract(document), lang)
    failed = False
    for page, target in zip(pages, outs, strict=True):
        try:
            say(drawn_line(picture_files.write(seen, file, page, target), document.source.pages))
        except UnreadableFile as error:  # one damaged page; the others can be drawn
            say(f"{file}: {error}", err=True)
            failed = True
    sys.exit(1 if failed else 0)


program.add_command(ingest)
program.add_command(watch)
program.add_command(refresh)


program.add_command(export)
program.add_command(import_tasks)


@program.command(name="list", short_help="Show tasks as a table.")
@database
@task_filters
@whole
def list_tasks(*, db: Path, wanted: Wanted, full: bool) -> None:
    """Show the tasks in the database as a table that fits the terminal."""
    with existing(db) as store:
        show(store.tasks(**wanted), full=full)


@program.command(short_help="Measure how right the program is.")
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("documents", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--matching",
    type=click.Choice(["tokens", "strict", "soft", "levenshtein", "ratcliff", "all"]),
    default="tokens",
    show_default=True,
    help="When a text counts as right; all: the five side by side, and the rest by tokens.",
)
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(["format", "split", "knob", "plan", "document"]),
    help="Which groups to show, the weakest first (may be repeated).",
)
@click.option("--misses", is_flag=True, help="List every wrong value with its place and the rule that found it.")
@click.option("--calibration", is_flag=True, help="Show confidences against the share that is right.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw the calibration as SVG.")
@click.option("--json", "out", type=click.Path(path_type=Path, dir_okay=False), help="Write all figures and misses.")
@click.option(
    "--compare",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="List what was gained and lost since this file of --json.",
)
@click.option(
    "--floor", type=click.Path(path_type=Path, dir_okay=False), help="Fail if a figure is lower than in this file."
)
@click.option("--floor-prefix", metavar="TEXT", default="", help="What stands before the formats in the floor.")
@click.option("--raise-floor", is_flag=True, help="Write what is reached into the floor, where it is higher.")
@click.option("--processes", type=click.IntRange(min=1), help="How many to read with; without it one a processor.")
@click.option("--without", metavar="NAME", multiple=True, help="Switch a part of the program off (may be repeated).")
@click.option("--ablations", is_flag=True, help="Switch every part off in turn and show what is lost.")
def evaluate(
    *,
    gold: Path,
    documents: Path,
    matching: str,
    by: tuple[By, ...],
    misses: bool,
    calibration: bool,
    plot: Path | None,
    out: Path | None,
    compare: Path | None,
    floor: Path | None,
    floor_prefix: str,
    raise_floor: bool,
    processes: int | None,
    without: tuple[str, ...],
    ablations: bool,
) -> None:
    """Read documents whose right answers are known (GOLD, in the form of docs/plan.schema.json) and compare.

    GOLD and DOCUMENTS are files, or folders whose files go by the same names; a file layouts.json among the documents
    may tell more of them. Exit code 1: a figure fell below the floor.
    """
    from corpus.evaluate import comparing, printing, running
    from corpus.evaluate import floor as floors
    from corpus.evaluate.calibration import acceptance, calibrations
    from corpus.evaluate.figures import grouped, summarise
    from corpus.evaluate.judging import judge
    from corpus.evaluate.matching import MATCHINGS, TOKENS
    from corpus.evaluate.pairing import find_pairs

    if raise_floor and not floor:
        raise click.UsageError("--raise-floor needs --floor FILE.")
    before = comparing.read_json(compare) if compare else None
    held = floors.read_floor(floor) if floor and (floor.exists() or not raise_floor) else {}
    found = find_pairs(gold, documents)
    for note in found.notes:
        say(f"Note: {note}", err=True)

    def read(off: tuple[str, ...]) -> list[Reading]:
        from tqdm import tqdm

        readings = running.read_all(found.pairs, processes or os.cpu_count() or 1, off)
        title = f"without {', '.join(off)}" if off else None
        return list(tqdm(readings, title, len(found.pairs), unit="document", disable=None, leave=False))

    readings = read(without)
    way = MATCHINGS.get(matching, TOKENS)
    judgements = [judge(reading, way) for reading in readings]
    judged = [value for judgement in judgements for value in judgement.values]
    formats = grouped(judgements, "format")
    lines = [*printing.report(judgements, by)]
    if matching == "all":
        each = {name: summarise([judge(reading, other) for reading in readings]) for name, other in MATCHINGS.items()}
        lines += ["", *printing.matching_table(each)]
    if misses:
        lines += ["", *printing.miss_list(miss for judgement in judgements for miss in judgement.misses)]
    if calibration:
        lines += ["", *printing.calibration_table(calibrations(judged), acceptance(judged, comparing.STEPS))]
    off = {}
    if ablations:
        for name in running.ablations():
            off[name] = summarise([judge(reading, way) for reading in read((*without, name))], name)
        lines += ["", *printing.ablation_table(summarise(judgements), off)]
    evaluation = comparing.as_json(judgements, way.name, off) if out or before else {}
    if before:
        lines += ["", *printing.change_list(comparing.compare(before, evaluation))]
    for line in lines:
        say(line)
    if plot:
        from corpus.evaluate.plot import draw

        draw(plot, calibrations(judged), acceptance(judged))
    if out:
        comparing.write_json(out, evaluation)
    fallen = floors.fallen(held, formats, floor_prefix)
    if floor and raise_floor:
        floors.write_floor(floor, floors.raised(held, formats, floor_prefix))
    for line in fallen:
        say(line, err=True)
    sys.exit(1 if fallen else 0)


program.add_command(diff_command.diff)
program.add_command(diff_command.documents)
program.add_command(review_commands.reviews)
program.add_command(unit_commands.units)
program.add_command(gold_command.gold)
program.add_command(report)
program.add_command(review)
program.add_command(password)
program.add_command(token)
program.add_command(events)


def existing(db: Path) -> Store:
    """The store at `db`, which must be there."""
    from output.store import Store

    if not db.exists():
        from kehoach.errors import NoStore

        raise NoStore(f"{db} is not there. Make it first: kehoach ingest FOLDER --db {db}")
    return Store(db)


def show(tasks: Iterable[Mapping[str, Any]], *, full: bool, counted: bool = False) -> None:
    """Print rows of `task_list` as a table as wide as the terminal, `counted` with each task's row in its document."""
    from kehoach.terminal import table

    kept = list(tasks)
    if kept:
        for line in table(
            kept, shutil.get_terminal_size((120, 24)).columns, lines=None if full else 3, counted=counted
        ):
            say(line)
    click.echo({0: "No tasks.", 1: "1 task."}.get(len(kept), f"{len(kept)} tasks."))


def drawn_line(drawn: Drawn, pages: int | None) -> str:
    """The line that tells of a picture."""
    from kehoach.inspection import LISTS

    count = Counter(mark.kind for mark in drawn.marks)
    values = sum(count[kind] for kind in LISTS)
    parts = ((count["text"], "task"), (values, "value"), (count["table"], "table"), (count["section"], "heading"))
    told = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts)
    return f"{drawn.out}: page {drawn.page} of {pages}; {told}."


def or_named(reader: Callable[[Path], Read], file: Path) -> Read:
    """What `reader` makes of a file, its warnings said; a file that cannot be read is named in the message."""
    from kehoach.errors import UnreadableFile

    try:
        made = reader(file)
    except UnreadableFile as error:
        raise type(error)(f"{file}: {error}") from error
    for warning in made.warnings:
        say(f"Note: {warning}", err=True)
    return made
