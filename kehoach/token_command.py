"""`kehoach token …`: who may come in through HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kehoach.options import database
from kehoach.printing import say

if TYPE_CHECKING:
    from output.store import Token

_SCOPES = ("read", "ingest", "review")


@click.group(short_help="Let other programs in through HTTP.")
def token() -> None:
    """Make and revoke the tokens by which other programs come in through HTTP (docs/api.md).

    A token is for one or more of: read (look at everything), ingest (hand documents in), review (decide about tasks).
    """


@token.command()
@click.argument("name")
@database
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice(_SCOPES), help="May be given several times."
)
@click.option(
    "--days", type=click.IntRange(1, 3650), default=365, show_default=True, help="For how many days it is valid."
)
def create(name: str, db: Path, scopes: tuple[Literal["read", "ingest", "review"], ...], days: int) -> None:
    """Make a token for NAME, a program or person, and print it.

    It is shown this once: the database keeps its hash alone. What is decided with it is decided in this name.
    """
    from kehoach.cli import existing

    with existing(db) as store:
        click.echo(store.tokens.create(name, scopes, days))
    say(f"Valid for {days} days. Keep it as you would a password; it is not shown again.", err=True)


@token.command("list")
@database
def list_tokens(db: Path) -> None:
    """Show all tokens: whose, for what, until when, used when. The tokens themselves are not known."""
    from kehoach.cli import existing

    with existing(db) as store:
        tokens = store.tokens.all()
    now = datetime.now(UTC)
    for each in tokens:
        used = f"used {each.last_used:%Y-%m-%d %H:%M}" if each.last_used else "never used"
        say(f"{each.name}: {', '.join(sorted(each.scopes))}; {_until(each, now)}; {used}")
    if not tokens:
        say("No tokens. `kehoach token create NAME --scope read` makes one.")


@token.command()
@click.argument("name")
@database
def revoke(name: str, db: Path) -> None:
    """Let the token of NAME in no more, from the next request on."""
    from kehoach.cli import existing

    with existing(db) as store:
        store.tokens.revoke(name)
    say(f"The token of {name} is revoked.")


def _until(token: Token, now: datetime) -> str:
    if token.revoked:
        return f"revoked {token.revoked:%Y-%m-%d}"
    if token.expires is None:
        return "valid without end"
    return f"{'valid until' if now < token.expires else 'ended'} {token.expires:%Y-%m-%d}"
