"""Options that several commands have."""

from pathlib import Path

import click

database = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default="plans.db",
    show_default=True,
    help="The SQLite file that keeps the plans.",
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
