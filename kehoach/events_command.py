"""`kehoach events …`: what others were told of plans, and what could not be told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kehoach.options import database
from kehoach.printing import as_json, say

if TYPE_CHECKING:
    from output.store import Event


@click.group(short_help="See what others were told of plans, and send again.")
def events() -> None:
    """See which new and changed plans others were told of (--on-new), and send again what could not be delivered."""


@events.command("list")
@database
@click.option("--failed", "state", flag_value="failed", help="Those that failed for good.")
@click.option("--waiting", "state", flag_value="waiting", help="Those that are still to be delivered.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it; json: a line an event.",
)
def list_events(db: Path, state: str | None, form: str) -> None:
    """Show the last thousand events, each with what became of it."""
    from dataclasses import asdict

    from kehoach.cli import existing

    with existing(db) as store:
        found = store.events.all(state)  # type: ignore[arg-type]  # click has checked it
    for event in found:
        if form == "json":
            click.echo(as_json({**asdict(event), "next_try": event.next_try.isoformat()}))
        else:
            say(_line(event))
    if not found and form == "text":
        say("No such events. `kehoach ingest … --on-new TARGET` tells a target of new and changed plans.")


@events.command()
@click.argument("numbers", metavar="[EVENT]...", nargs=-1, type=int)
@database
@click.option("--all", "is_all", is_flag=True, help="All that failed for good.")
def resend(numbers: tuple[int, ...], db: Path, is_all: bool) -> None:
    """Send events again that failed for good: those with these numbers, or --all.

    They are tried once more as new ones are; what is not taken now waits for the next run with the target.
    """
    from kehoach.cli import existing
    from kehoach.telling import telling

    if bool(numbers) == is_all:
        raise click.UsageError("Name the events by their numbers (kehoach events list --failed), or say --all.")
    with existing(db) as store:
        chosen = [event for event in store.events.all("failed", most=-1) if is_all or event.id in numbers]
        store.events.resend([event.id for event in chosen])
    missing = sorted(set(numbers) - {event.id for event in chosen})
    with telling(db, [event.target for event in chosen], lambda text: say(text, err=True)):
        pass
    with existing(db) as store:
        states = [event.state for event in store.events.all(most=-1) if event.id in {each.id for each in chosen}]
    delivered = states.count("delivered")
    say(f"{delivered} of {len(chosen)} delivered.")
    if missing:
        raise click.UsageError(f"No failed events: {', '.join(map(str, missing))}. See kehoach events list --failed.")
    if delivered < len(chosen):
        click.get_current_context().exit(1)


def _line(event: Event) -> str:
    tries = "1 try" if event.attempts == 1 else f"{event.attempts} tries"
    told = f"{event.id}  {event.at[:16].replace('T', ' ')}  {event.kind} document {event.document}  {event.target}  "
    told += f"{event.state}, {tries}"
    return f"{told}: {event.error}" if event.error else told
