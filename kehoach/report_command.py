"""The command `kehoach report`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kehoach.filters import DAY, task_filters
from kehoach.options import database
from kehoach.printing import say

if TYPE_CHECKING:
    from output.store import Wanted

Form = Literal["html", "pdf"]


@click.command(short_help="Show figures and charts on one page.")
@database
@task_filters
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write to this file, complete or not at all; - is standard output. Without it report.html or report.pdf here.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf"]),
    help="A page for the browser, or a PDF, which needs Chromium. Without it the file's ending says.",
)
@click.option("--today", metavar="DAY", type=DAY, help="The day for which to tell what is late. Without it today.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="The page's language.")
def report(
    *,
    db: Path,
    wanted: Wanted,
    out: Path | None,
    form: Form | None,
    today: datetime | None,
    lang: Literal["vi", "en"],
) -> None:
    """Show what is to be done, by whom and by when, in charts with their figures, on one page.

    Tasks by month and by unit, the deadlines ahead, the load of each unit, recurring duties, what is overdue, the plans
    and what they carry out, and how much was reviewed. The page needs no network and prints on A4.
    """
    from kehoach.cli import existing
    from output.exports.files import write_whole
    from output.report import html_page
    from output.report import report as figures

    chosen = form or ("pdf" if out and out.suffix.lower() == ".pdf" else "html")
    out = out or Path(f"report.{chosen}")
    is_piped = str(out) == "-"
    if chosen == "pdf" and is_piped and sys.stdout.isatty():
        raise click.UsageError("A PDF is nothing for the terminal: say --out FILE, or lead the output into a file.")
    with existing(db) as store:
        found = figures(store, today.date() if today else date.today(), **wanted)
    html = html_page(found, wanted, lang, is_open=chosen == "pdf")
    if chosen == "pdf":
        from kehoach.chromium import pdf

        data = pdf(html)
    else:
        data = html.encode()
    if is_piped:
        sys.stdout.buffer.write(data)
        return
    write_whole(out, data)
    say(f"{out}: {found.counts.tasks} tasks of {found.documents} documents, {found.counts.late} overdue.")
