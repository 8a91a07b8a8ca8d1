"""Two spellings of a unit made one, and parted again: every view and filter follows."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.errors import ReviewError
from output.store import Store, lists
from output.store.unit_names import find_units

Make = Callable[..., Any]

OLD, NEW, THIRD = "Phòng Tổ chức", "Phòng Tổ chức cán bộ", "Văn phòng"


@pytest.fixture
def filled(store: Store, reading: Make, put: Make, a_task: Make) -> Store:
    put(
        reading(
            a_task("Việc một", lead=[Unit("P. TC", OLD)], deadlines=(Deadline("x", "continuous"),)),
            a_task("Việc hai", lead=[NEW], partners=[THIRD]),
        )
    )
    return store


def unit(store: Store, name: str) -> int:
    return int(store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0])


def units_of_tasks(store: Store) -> list[tuple[str, str]]:
    return sorted(store.db.execute("SELECT unit, printed FROM unit_tasks").fetchall())


def texts(rows: Any) -> list[str]:
    return sorted(row["text"] for row in rows)


def test_all_views_and_filters_follow_a_merge(filled: Store) -> None:
    filled.units.merge(unit(filled, OLD), unit(filled, NEW), "an")
    assert units_of_tasks(filled) == [(NEW, "P. TC"), (NEW, NEW), (THIRD, THIRD)]
    assert filled.db.execute("SELECT tasks FROM by_unit WHERE unit = ?", [NEW]).fetchall() == [(2,)]
    for words in (OLD, NEW, "p tc"):
        assert texts(filled.tasks(unit=words)) == ["Việc hai", "Việc một"], words
    assert texts(filled.search("can bo")) == ["Việc hai", "Việc một"]
    assert [row["lead"] for row in filled.tasks()] == ["P. TC", NEW], "a task keeps the name as printed"


def test_completion_offers_the_unit_that_counts_by_all_its_names(filled: Store) -> None:
    new = unit(filled, NEW)
    filled.units.merge(unit(filled, OLD), new, "an")
    for typed in ("p tc", "phong to chuc", "to chuc can", "ptc"):
        for document in (1, 0):
            found = [(known.id, known.name) for known in find_units(filled.db, typed, document, 12)]
            if typed != "ptc" or document:  # first letters are known of the document's own units alone
                assert found == [(new, NEW)], (typed, document)
    (known,) = find_units(filled.db, "phong to chuc", 0, 12)
    assert known.aliases == ("P. TC", OLD)
    assert filled.units.suggest("p tc", 12) == [(new, NEW, ("P. TC", OLD))]
    filled.units.part(unit(filled, OLD), "an")
    assert [known.name for known in find_units(filled.db, "p tc", 0, 12)] == [OLD]


def test_parting_brings_all_back(filled: Store) -> None:
    before = [list(filled.db.query(f"SELECT * FROM {view}")) for view in ("unit_tasks", "by_unit", "task_list")]
    filled.units.merge(unit(filled, OLD), unit(filled, NEW), "an")
    filled.units.part(unit(filled, OLD), "bình")
    after = [list(filled.db.query(f"SELECT * FROM {view}")) for view in ("unit_tasks", "by_unit", "task_list")]
    assert after == before
    assert texts(filled.search("can bo")) == ["Việc hai"]
    assert texts(filled.tasks(unit="can bo")) == ["Việc hai"]
    entries = [(e.action, e.unit_name, e.into_name, e.who, e.in_force) for e in filled.units.history()]
    assert entries == [("merge", OLD, NEW, "an", False), ("part", OLD, NEW, "bình", False)]


def test_a_later_document_with_the_old_spelling_follows(filled: Store, reading: Make, put: Make, a_task: Make) -> None:
    filled.units.merge(unit(filled, OLD), unit(filled, NEW), "an")
    put(reading(a_task("Việc ba", lead=[OLD]), name="b.docx", number="6/KH", title="Kế hoạch khác"), "/in/b.docx")
    assert texts(filled.tasks(unit="can bo")) == ["Việc ba", "Việc hai", "Việc một"]
    assert texts(filled.search("can bo")) == ["Việc ba", "Việc hai", "Việc một"]


def test_a_merged_unit_that_no_document_names_any_more_stays_merged(
    filled: Store, reading: Make, put: Make, a_task: Make
) -> None:
    filled.units.merge(unit(filled, OLD), unit(filled, NEW), "an")
    put(reading(a_task("Việc hai", lead=[THIRD])))
    put(reading(a_task("Việc một", lead=[OLD])))
    assert units_of_tasks(filled) == [(NEW, OLD)]


def test_merging_follows_to_the_end_of_earlier_merges(filled: Store) -> None:
    old, new, third = (unit(filled, name) for name in (OLD, NEW, THIRD))
    filled.units.merge(old, new, "an")
    filled.units.merge(old, third, "an")
    assert {name for name, _ in units_of_tasks(filled)} == {THIRD}
    filled.units.part(new, "an")
    assert {name for name, _ in units_of_tasks(filled)} == {NEW, THIRD}, "old is still merged into new"


def test_what_is_one_already_is_not_merged_in_a_circle(filled: Store) -> None:
    old, new = unit(filled, OLD), unit(filled, NEW)
    filled.units.merge(old, new, "an")
    for this, other in ((new, old), (old, new), (new, new)):
        with pytest.raises(ReviewError, match="one unit already"):
            filled.units.merge(this, other, "an")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        pytest.param(lambda units, old, new: units.part(old, "an"), "no other one", id="part of nothing"),
        pytest.param(lambda units, old, new: units.merge(old, 999, "an"), "no unit 999", id="no such unit"),
        pytest.param(lambda units, old, new: units.merge(old, new, "  "), "name of who", id="nobody"),
    ],
)
def test_what_makes_no_sense_is_refused(filled: Store, ask: Callable[..., int], said: str) -> None:
    with pytest.raises(ReviewError, match=said):
        ask(filled.units, unit(filled, OLD), unit(filled, NEW))
    assert filled.units.history() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE unit_reviews SET who = 'x'",
        "DELETE FROM unit_reviews",
        "INSERT OR REPLACE INTO unit_reviews (id, action, unit, \"into\", who) VALUES (1, 'merge', 2, 1, 'x')",
    ],
)
def test_entries_stay(filled: Store, change: str) -> None:
    filled.units.merge(unit(filled, OLD), unit(filled, NEW), "an")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        filled.db.execute(change)


def test_a_name_that_only_a_review_knows_can_be_merged(filled: Store) -> None:
    task = next(filled.tasks(unit=OLD))["task_id"]
    filled.reviews.set(task, "lead", ["Phòng TCCB"], "an")
    filled.units.merge(filled.units.enter("Phòng TCCB"), unit(filled, NEW), "an")
    assert texts(filled.tasks(unit="can bo")) == ["Việc hai", "Việc một"]


NAMES = ("Phòng A", "Phòng B", "Phòng C", "Phòng D")
names = st.sampled_from(NAMES)
steps = st.one_of(
    st.tuples(st.just("merge"), names, names),
    st.tuples(st.just("part"), names),
    st.tuples(st.just("read"), st.sampled_from(["1", "2"]), st.lists(names, min_size=1, max_size=3)),
)


def written(store: Store, number: str, leads: list[str]) -> None:
    source = Source(f"{number}.docx", number * 64, "docx")
    made = tuple(
        Task(f"{number}{n:015x}", "table", None, (), f"việc {number} {n}", lead=(Unit(name, name),))
        for n, name in enumerate(leads)
    )
    document = Document(source, (Paragraph(f"Kế hoạch {number}"),))
    metadata = Metadata(number=f"{number}/KH", issuer="Sở X", date="2025-01-01", title=f"Kế hoạch {number}")
    store.write(document, Plan(source, metadata, made), f"{number}.docx", store.start_run("1"))


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, max_size=12))
def test_merges_parts_and_readings_in_any_order_give_what_a_fresh_computation_gives(
    story: list[tuple[Any, ...]],
) -> None:
    into: dict[str, str] = {}
    read: dict[str, list[str]] = {}

    def root(name: str) -> str:
        return root(into[name]) if name in into else name

    with TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        for name in NAMES:
            store.units.enter(name)
        for step in story:
            match step:
                case ("merge", this, other):
                    if root(this) == root(other):
                        continue
                    store.units.merge(unit(store, this), unit(store, other), "an")
                    into[root(this)] = root(other)
                case ("part", name) if name in into:
                    store.units.part(unit(store, name), "an")
                    del into[name]
                case ("read", number, leads):
                    written(store, number, leads)
                    read[number] = leads
            named = {name for (name,) in store.db.execute("SELECT name FROM units")}
            for name in NAMES:  # what nothing names and nobody merged is forgotten when a document is read anew
                if name not in named:
                    store.units.enter(name)
            tasks = {f"{number}{n:015x}": lead for number, leads in read.items() for n, lead in enumerate(leads)}
            assert dict(store.db.execute("SELECT task_id, unit FROM unit_tasks")) == {
                task: root(lead) for task, lead in tasks.items()
            }
            for name in NAMES:
                same = {task for task, lead in tasks.items() if root(lead) == root(name)}
                assert {row["task_id"] for row in store.tasks(unit=name)} == same
            assert sorted(store.db.execute("SELECT rowid, * FROM task_search"), key=repr) == sorted(
                store.db.execute(f"{lists.FOR_SEARCH} 1"), key=repr
            )
            assert sorted(store.db.execute("SELECT rowid, names FROM unit_search")) == sorted(
                store.db.execute("SELECT id, fold(name) FROM units")
            )
            assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
