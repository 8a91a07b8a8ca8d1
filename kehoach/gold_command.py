"""The commands `kehoach gold …`."""

from __future__ import annotations

from pathlib import Path

import click

from kehoach.options import database
from kehoach.printing import say


@click.group(short_help="Right answers from reviews.")
def gold() -> None:
    """Right answers, made of what people reviewed, by which `kehoach evaluate` measures the program."""


@gold.command(short_help="Write reviewed documents as gold files.")
@database
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write into."
)
@click.option("--document", metavar="WORDS", help="Only documents with these words in number, title or file name.")
@click.option("--partly", is_flag=True, help="Also documents of which only some tasks are reviewed.")
@click.option(
    "--copy-documents",
    "copy",
    is_flag=True,
    help="Copy the documents that were read beside, if still there or kept in the store.",
)
@click.option("--force", is_flag=True, help="Replace gold files that say something else.")
def export(db: Path, out: Path, document: str | None, *, partly: bool, copy: bool, force: bool) -> None:
    """Write each reviewed document as OUT/gold/NAME.json, in the form of docs/plan.schema.json.

    A document is reviewed when each of its tasks is accepted, rejected, corrected or added. Its tasks are written as
    reviewed; particulars, targets and citations as the program read them. With --copy-documents
    `kehoach evaluate OUT/gold OUT/documents` then measures the program by them.
    """
    from kehoach.cli import existing
    from kehoach.gold import write_gold

    with existing(db) as store:
        written = write_gold(store, out, document, partly=partly, copy=copy, force=force)
    for name in written.missing:
        say(
            f"Note: {name} is at none of the places where it was read, or was changed, and is not kept in the store;"
            " not copied.",
            err=True,
        )
    count = len(written.files)
    line = f"{count} gold file{'' if count == 1 else 's'} in {out / 'gold'}"
    if copy:
        line += f", {len(written.copies)} document{'' if len(written.copies) == 1 else 's'} in {out / 'documents'}"
    say(f"{line}.")
    if not count and not written.waiting:
        say(
            "No task is reviewed yet. `kehoach reviews accept`, `set` and `reject` say what is right: docs/reviews.md.",
            err=True,
        )
    if written.waiting:
        documents = "1 document is" if written.waiting == 1 else f"{written.waiting} documents are"
        say(f"{documents} reviewed only in part and left out; --partly takes them as well.", err=True)
