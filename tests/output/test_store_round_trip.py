"""What is written comes back the same, whatever it is."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import (
    Box,
    Cell,
    Citation,
    Deadline,
    Document,
    Evidence,
    Metadata,
    Origin,
    Paragraph,
    Place,
    Plan,
    PlanTable,
    Section,
    Source,
    Table,
    Target,
    Task,
    Unit,
)
from models.plan import ColumnMeaning, Comparator, DeadlineKind, Recurrence, Role, Scope, TableRole
from output.exports import task_rows, to_dict
from output.store import Store

# Letters, marks, signs that SQL or JSON treat specially, line breaks; no blanks at the ends, as readers deliver.
texts = st.text(alphabet="aĐếợ'\"\\;%_>[]{}\n\t -=0", min_size=1, max_size=12)
maybe = st.none() | texts
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
numbers = st.floats(0, 1)
counts = st.integers(0, 500)
units = st.builds(Unit, texts, texts)


def lists(entry: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(entry, max_size=most).map(tuple)


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


boxes = st.builds(Box, *[st.floats(0, 2000)] * 4)
evidence = st.builds(
    Evidence,
    field=texts,
    block=counts,
    start=counts,
    end=counts,
    text=texts,
    rule=texts,
    confidence=numbers,
    index=st.none() | counts,
    page=st.none() | counts,
    box=st.none() | boxes,
    inferred=st.booleans(),
)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    start, due = sorted((draw(days), draw(days)))
    return Deadline(
        draw(texts),
        draw(one_of(DeadlineKind)),
        draw(st.sampled_from([None, start])),
        draw(st.sampled_from([None, due])),
        tuple(draw(st.lists(one_of(Recurrence), max_size=3, unique=True))),
        draw(st.sampled_from([None, "05", "31", "11-05", "FR", "cuối tháng"])),
        draw(st.sampled_from([None, "16:00"])),
    )


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, ...]:
    return tuple(
        Task(
            f"{number:016x}",
            draw(one_of(Origin)),
            draw(maybe),
            draw(lists(texts)),
            draw(texts),
            draw(maybe),
            draw(lists(units)),
            draw(lists(units)),
            draw(lists(texts)),
            draw(lists(deadlines())),
            draw(st.none() | numbers),
            draw(lists(evidence)),
        )
        for number in range(draw(st.integers(0, 3)))
    )


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    return tuple(
        Section(
            draw(maybe),
            draw(texts),
            draw(st.integers(1, 9)),
            draw(one_of(Role)),
            draw(st.none() | st.integers(0, index - 1)) if index else None,
            draw(st.none() | counts),
        )
        for index in range(draw(st.integers(0, 4)))
    )


targets = st.builds(
    Target, texts, st.none() | numbers, maybe, st.none() | one_of(Comparator), one_of(Scope), maybe, lists(texts),
    lists(evidence),
)  # fmt: skip
tables = st.builds(
    PlanTable,
    one_of(TableRole),
    lists(st.none() | one_of(ColumnMeaning)),
    lists(lists(st.none() | st.text("aế ,", max_size=3))),
    lists(counts),
)
metadata = st.builds(Metadata, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, lists(evidence))
paragraphs = st.builds(Paragraph, texts, maybe, lists(st.builds(Place, counts, counts, st.integers(1, 9), boxes)))
cells = st.builds(Cell, counts, counts, lists(paragraphs), st.integers(1, 3), st.integers(1, 3))
blocks = paragraphs | st.builds(Table, lists(cells), counts, counts)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, Plan]:
    source = Source(draw(texts), "ab" * 32, "pdf", draw(st.none() | counts), "ocr", draw(st.none() | numbers))
    plan = Plan(
        source,
        draw(metadata),
        draw(tasks()),
        draw(lists(targets)),
        draw(lists(st.builds(Citation, maybe, texts, st.none() | days, maybe, lists(evidence)))),
        draw(sections()),
        draw(lists(tables)),
        draw(lists(texts)),
    )
    return Document(source, draw(lists(blocks))), plan


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings(), readings())
def test_what_is_written_comes_back(first: tuple[Document, Plan], second: tuple[Document, Plan]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        run = store.start_run("1")
        for document, plan in (first, second):  # the second reading of the same bytes takes the first one's place
            store.write(document, plan, "x", run)
            assert list(store.plans()) == [to_dict(plan)]
            rows = [{**row, "document_id": None} for row in store.tasks()]
            assert rows == list(task_rows(plan))
            texts_of_blocks = [text for (text,) in store.db.execute("SELECT text FROM blocks ORDER BY position")]
            assert texts_of_blocks == [block.text for block in document.blocks]
            for block, start, text in store.db.execute("SELECT block, start, text FROM cells"):
                assert texts_of_blocks[block][start : start + len(text)] == text
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.db.execute("SELECT count(*) FROM task_search").fetchone()[0] == len(second[1].tasks)
        named = {u.canonical for task in second[1].tasks for u in (*task.lead, *task.partners)}
        assert {name for (name,) in store.db.execute("SELECT name FROM units")} == named
