"""The commands `kehoach diff` and `kehoach documents`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.options import database, table_or_json
from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from output.difference import Difference
    from output.exports.difference_words import Language

DIFFERENT, TROUBLE = 1, 2
language = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The language of the labels."
)


@click.command(short_help="Compare two versions of a plan.")
@click.argument("names", metavar="A [B]", nargs=-1, required=True)
@database
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    default="text",
    show_default=True,
    help="How to show it.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, complete or not at all."
)
@language
def diff(names: tuple[str, ...], db: Path, form: str, out: Path | None, lang: Language) -> None:
    """Show what changed from one version of a plan to another: tasks added, dropped and changed, field by field.

    A and B are files, which are read on the spot, or documents of the database: an id, words of number, title or file
    name, with #N behind for the Nth edition. A alone stands for a document's last two versions, its drafts included.
    Tasks that only moved or got another number are no change.

    Exit codes: 0 no difference, 1 a difference, 2 something is wrong.
    """
    from kehoach.errors import KehoachError, explain
    from kehoach.named_documents import two_versions
    from output.difference import difference

    if len(names) > 2:
        raise click.UsageError("Name one document or two.")
    try:
        before, after = two_versions(names, db)
        found = difference(before.plan, after.plan)
        text = _shown(form, found, before.name, after.name, lang)
        if out:
            from output.exports import write_whole

            write_whole(out, click.unstyle(text).encode())
    except KehoachError as error:  # 1 would say that there is a difference
        say(f"Error: {explain(error)}", err=True)
        sys.exit(TROUBLE)
    if not out:
        click.echo(text, nl=False)
    sys.exit(0 if found.is_empty else DIFFERENT)


def _shown(form: str, found: Difference, before: str, after: str, lang: Language) -> str:
    """The comparison in the form asked for."""
    if form == "json":
        from output import difference

        return as_json({"before": before, "after": after, **difference.as_record(found)}, indent=1) + "\n"
    if form == "html":
        from output.exports.difference_html import html_page

        return html_page(found, before, after, lang)
    from kehoach.difference_text import lines

    width = shutil.get_terminal_size((120, 24)).columns
    return "".join(f"{line}\n" for line in lines(found, before, after, width, lang))


@click.command(short_help="List the documents, or tell of one.")
@click.argument("name", required=False)
@database
@table_or_json
@language
def documents(name: str | None, db: Path, form: str, lang: Language) -> None:
    """List the documents of the database, with their files, versions and links.

    NAME is an id, or words of number, title or file name; of a single document all its versions are told, and which
    documents it carries out, amends or mentions, and which do so with it.
    """
    from kehoach import document_table
    from kehoach.cli import existing

    with existing(db) as store:
        rows = [document_table.record(store, row) for row in document_table.rows(store, name)]
    if form == "json":
        click.echo("[" + ",\n".join(as_json(row, indent=1) for row in rows) + "]")
        return
    width = shutil.get_terminal_size((120, 24)).columns
    shown = (
        document_table.details(rows[0], width, lang)
        if name and len(rows) == 1
        else document_table.table(rows, width, lang)
    )
    for line in shown:
        say(line)
