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
