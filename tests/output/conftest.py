"""A store, and made-up readings to put into it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models import Document, Evidence, Metadata, Paragraph, Plan, Source, Task, Unit
from output.store import Store

Reading = tuple[Document, Plan]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "plans.db") as opened:
        yield opened


@pytest.fixture
def a_task() -> Callable[..., Task]:
    """A task whose id comes from its words; units are given by name."""

    def make(text: str = "Điều phối việc chung", *, salt: str = "", **fields: Any) -> Task:
        for role in ("lead", "partners"):
            names = fields.get(role, ())
            fields[role] = tuple(unit if isinstance(unit, Unit) else Unit(unit, unit) for unit in names)
        fields = {"origin": "table", "number": None, "path": (), **fields}
        evidence = (Evidence("text", 0, 0, 3, "Kế ", "table.row", 0.9, page=2),)
        return Task(
            id=hashlib.sha256((salt + text).encode("utf-8", "replace")).hexdigest()[:16],
            text=text,
            evidence=evidence,
            **fields,
        )

    return make


@pytest.fixture
def reading(a_task: Callable[..., Task]) -> Callable[..., Reading]:
    """A file named `name`, whose bytes follow from it, with these tasks and particulars."""

    def make(*tasks: Task, name: str = "a.docx", sha256: str | None = None, **particulars: Any) -> Reading:
        source = Source(name, sha256 or hashlib.sha256(name.encode("utf-8", "replace")).hexdigest(), "docx")
        metadata = Metadata(
            **{"number": "05/KH-SYT", "issuer": "Sở Y tế X", "date": "2025-02-03", "title": "Phòng bệnh", **particulars}
        )
        document = Document(source, (Paragraph("Kế hoạch phòng bệnh"),))
        return document, replace(Plan(source, metadata), tasks=tasks or (a_task(salt=name),))

    return make


@pytest.fixture
def put(store: Store) -> Callable[[Reading], int]:
    """Write a reading in a run of its own; gives the document's id."""

    def write(made: Reading, path: str = "/in/a.docx") -> int:
        return store.write(*made, path, store.start_run("1.0"))

    return write
