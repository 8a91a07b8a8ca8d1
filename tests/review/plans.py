"""Stores of tasks that a test states, quicker than reading files."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models import Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.store import Store, prepare


def task(
    text: str,
    *,
    lead: Sequence[str] = (),
    partners: Sequence[str] = (),
    deadlines: Sequence[Deadline] = (),
    **more: Any,
) -> Task:
    """A task whose id comes from its words."""
    return Task(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        origin="table",
        number=more.pop("number", None),
        path=(),
        text=text,
        lead=tuple(Unit(name, name) for name in lead),
        partners=tuple(Unit(name, name) for name in partners),
        deadlines=tuple(deadlines),
        **more,
    )


def put(
    place: Path,
    *tasks: Task,
    number: str = "05/KH-SYT",
    title: str = "Kế hoạch phòng bệnh",
    edition: int = 1,
    **more: Any,
) -> int:
    """Write a plan of these tasks into a store, made if need be. Gives the document's id.

    Another `edition` is another file of the same document, whose tasks have other ids.
    """
    if edition > 1:
        tasks = tuple(replace(each, id=f"{edition:02d}{each.id[2:]}") for each in tasks)
    name = f"{title} {edition}.docx"
    source = Source(name, hashlib.sha256(f"{number} {name}".encode()).hexdigest(), "docx")
    metadata = Metadata(number=number, issuer="Sở Y tế X", title=title, **{"date": "2025-02-03", **more})
    with Store(place) as store:
        run = store.start_run("1.0")
        prepared = prepare(Document(source, (Paragraph(title),)), Plan(source, metadata, tasks))
        return store.write_prepared(prepared, name, run, datetime(2025, 2, edition, tzinfo=UTC))


def made_store(place: Path, *tasks: Task) -> None:
    """A store of one plan with these tasks."""
    put(place, *tasks)
