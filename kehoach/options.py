"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


def _targets(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from kehoach.telling import check

    return tuple(map(check, given))


class Given(click.Path):
    """A path that must be there. Of one that is not, the message says up to where it is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a wrong call if it is not there or of another kind."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            path = Path(value).absolute()
            if path.exists():
                raise
            above = next(parent for parent in path.parents if parent.exists())
            missing = path.relative_to(above).parts[0]
            told = f"{error.message} There is {above}, and no '{missing}' in it. Name your own files or folders."
            raise click.BadParameter(told, ctx, param) from error


database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default="plans.db",
    show_default=True,
    help="The SQLite file that keeps the plans.",
)

table_or_json = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
json_log = click.option(
    "--json-log",
    "log",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Add a line of JSON for each document and event to this file; - is standard error.",
)
allow_secret = click.option(
    "--allow-secret", is_flag=True, help="Take in documents that are marked as state secrets, too."
)
cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read on the workers of this Dask scheduler (tcp://COMPUTER:8786 or tls://…) instead of on this computer.",
)
keep_originals = click.option(
    "--keep-originals",
    is_flag=True,
    help="Keep the files themselves in the database, too, so that `kehoach review` shows their pages when they are "
    "gone. It grows by their size.",
)
on_new = click.option(
    "--on-new",
    "targets",
    metavar="TARGET",
    multiple=True,
    callback=_targets,
    help="Tell this address (HTTP) or command of each new or changed plan, as JSON; may be given several times.",
)
who = click.option("--who", metavar="NAME", required=True, help="Who decides; it is written down.")
note = click.option("--note", metavar="TEXT", help="Why.")
