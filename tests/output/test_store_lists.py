"""The lists that stand ready are what the queries compute, whatever is read and reviewed in whatever order."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.exports.plan_json import deadline_dict
from output.store import Store, lists
from output.store.agenda import Asked
from output.store.schema import MIGRATIONS
from output.store.unit_merges import are_merged
from output.store.values import TASK_COLUMNS

Make = Callable[..., Any]

UNITS = ("Phòng A", "Phòng B", "P. C")
DUE = (
    Deadline("x", "date", due=date(2025, 3, 1)),
    Deadline("hằng tuần", "recurring", recurrence=("weekly",), day="FR"),
)
VALUES: dict[str, list[Any]] = {
    "text": ["việc một", "việc khác"],
    "number": [None, "1.2"],
    "path": [[], ["I. A", "1. B"]],
    "lead": [[], ["Phòng B", "Phòng C"], ["Ai đó"]],
    "partners": [["Phòng A"]],
    "products": [["Báo cáo"], []],
    "deadlines": [[], [deadline_dict(d) for d in DUE]],
    "status": ["done", "dropped", "open"],
    "done_on": ["2025-03-01", None],
}
TASKS = [f"{n:016x}" for n in range(4)]
ADDED = "f" * 16

steps = st.one_of(
    st.tuples(st.just("read"), st.sets(st.sampled_from(TASKS)), st.sampled_from(UNITS), st.booleans()),
    st.tuples(st.just("set"), st.sampled_from([*TASKS, ADDED]), st.sampled_from(list(VALUES)), st.integers(0, 2)),
    st.tuples(st.just("merge")),
    st.tuples(st.sampled_from(["accept", "reject", "add"]), st.sampled_from(TASKS)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)


# What `by_unit` and the list of units say, without what makes them quick.
_TIMES = """
    WITH times AS (
        SELECT task_id, min(next_due) AS next_due, max(due < date('now', 'localtime') AND next_due IS NULL) AS late
        FROM deadline_list GROUP BY task_id
    )
"""
BY_UNIT = f"""
    {_TIMES}
    SELECT u.unit, u.role, count(*), sum(l.status = 'open'), sum(l.status = 'open' AND coalesce(t.late, 0)),
        min(CASE WHEN l.status = 'open' THEN t.next_due END)
    FROM (SELECT DISTINCT unit, role, task_id FROM unit_tasks) u
    JOIN task_list l ON l.task_id = u.task_id LEFT JOIN times t ON t.task_id = u.task_id
    WHERE l.replaced_by IS NULL GROUP BY u.unit, u.role
"""
UNITS_COUNTED = f"""
    {_TIMES}
    SELECT u.unit, sum(u.lead), sum(u.partner), sum(l.status = 'open'), sum(l.status = 'open' AND coalesce(t.late, 0))
    FROM (
        SELECT unit, task_id, max(role = 'lead') AS lead, max(role = 'partner') AS partner FROM unit_tasks
        GROUP BY unit, task_id
    ) u
    JOIN task_list l ON l.task_id = u.task_id LEFT JOIN times t ON t.task_id = u.task_id
    WHERE l.replaced_by IS NULL GROUP BY u.unit
"""


def reading(tasks: set[str], unit: str, late: bool) -> tuple[Document, Plan]:
    source = Source("a.docx", "ab" * 32, "docx")
    made = tuple(
        Task(
            task, "table", "1", ("I. A",), f"việc {task}",
            lead=(Unit(unit, unit.replace("P. ", "Phòng ")), Unit("Phòng A", "Phòng A"))[: 1 + late],
            partners=(Unit("Phòng A", "Phòng A"),), products=("Tờ trình",), deadlines=DUE[late:],
        )
        for task in sorted(tasks)
    )  # fmt: skip
    document = Document(source, (Paragraph("Kế hoạch"),))
    return document, Plan(source, Metadata(number="1/KH", issuer="Sở X", date="2025-01-01"), made)


def review(store: Store, task: str, action: str, field: str | None = None, value: Any = None, **more: Any) -> None:
    row = {"task": task, "action": action, "field": field, "new_value": json.dumps(value), "who": "an", **more}
    names = ", ".join(row)
    store.db.execute(f"INSERT INTO reviews ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def take(store: Store, step: tuple[Any, ...]) -> None:
    action, *rest = step
    if action == "read":
        store.write(*reading(*rest), "a.docx", store.start_run("1"))
    elif action == "set":
        task, field, which = rest
        values = VALUES[field]
        review(store, task, "set", field, values[which % len(values)])
    elif action == "add":
        if store.db.execute("SELECT 1 FROM reviews WHERE task = ?", [ADDED]).fetchone() is None:
            file = next(iter(store.db.execute("SELECT id FROM files").fetchone() or [None]))
            review(store, ADDED, "add", value={"text": "việc thêm", "lead": ["Phòng A"], "deadlines": []}, file=file)
    elif action == "undo":
        found = store.db.execute(
            "SELECT id FROM reviews r WHERE action <> 'undo' AND id NOT IN "
            "(SELECT undoes FROM reviews WHERE undoes IS NOT NULL) ORDER BY id LIMIT 1 OFFSET ?", rest
        ).fetchone()  # fmt: skip
        if found:
            review(store, "x", "undo", undoes=found[0])
    elif action == "merge":
        old, new = (store.units.enter(name) for name in ("Phòng C", "Phòng A"))
        if not are_merged(store.db, [old]):
            store.units.merge(old, new, "x")
    else:
        review(store, rest[0], action)


def assert_same(store: Store) -> None:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return sorted(store.db.execute(sql).fetchall(), key=repr)

    columns = ", ".join(TASK_COLUMNS)
    assert rows(f"SELECT {columns} FROM listed_tasks") == rows("SELECT * FROM task_values")
    assert rows("SELECT * FROM listed_units") == rows("SELECT * FROM unit_values")
    assert rows("SELECT * FROM listed_deadlines") == rows("SELECT * FROM deadline_values")
    assert rows("SELECT rowid, * FROM task_search") == rows(f"{lists.FOR_SEARCH} 1")
    indexed = rows("SELECT rowid FROM task_search WHERE task_search MATCH 'viec'")
    assert indexed == rows("SELECT key FROM listed_tasks")
    assert rows("SELECT * FROM by_unit") == rows(BY_UNIT)
    counted = [(unit.name, unit.lead, unit.partner, unit.open, unit.overdue) for unit in store.units.page("", 99)[0]]
    assert sorted(counted) == rows(UNITS_COUNTED)
    for state, view in (("overdue", "overdue"), ("soon", "due_soon")):
        found, count = store.agenda.tasks(Asked(), state, 99)  # type: ignore[arg-type]
        assert {row["task_id"] for row in found} == {task for (task,) in rows(f"SELECT task_id FROM {view}")}
        assert count == len(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=12))
def test_lists_are_what_the_queries_compute(story: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, Store(Path(folder) / "store.db") as store:
        for step in [("read", set(TASKS), "P. C", False), *story]:
            take(store, step)
            assert_same(store)
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_task_added_by_hand_is_listed_searched_and_gone_when_undone(store: Store, reading: Make, put: Make) -> None:
    put(reading())
    review(store, ADDED, "add", value={"text": "Việc thêm tay", "lead": ["Phòng A"], "page": 3}, file=1)
    added = next(row for row in store.tasks() if row["task_id"] == ADDED)
    assert (added["text"], added["lead"], added["page"], added["review"], added["status"]) == (
        "Việc thêm tay", "Phòng A", 3, "add", "open",
    )  # fmt: skip
    assert [row["task_id"] for row in store.search("thêm tay")] == [ADDED]
    assert [row["task_id"] for row in store.tasks(unit="phong a")] == [ADDED]
    review(store, ADDED, "undo", undoes=1)
    assert len(list(store.tasks())) == 1


def test_a_merge_is_undone_with_its_parts(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    first, second = a_task("Việc một"), a_task("Việc hai")
    put(reading(first, second))
    before = list(store.tasks())
    review(store, first.id, "merge", value=[first.id, second.id])
    review(store, first.id, "set", "text", "Việc một; việc hai", part_of=1)
    review(store, second.id, "reject", part_of=1)
    assert [row["text"] for row in store.tasks()] == ["Việc một; việc hai"]
    review(store, first.id, "undo", undoes=1)
    assert list(store.tasks()) == before


def test_a_name_in_a_review_becomes_the_unit_that_a_later_document_names(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    task = a_task("Việc")
    put(reading(task))
    store.reviews.set(task.id, "lead", ["P. C"], "an")
    assert store.db.execute("SELECT unit FROM unit_tasks").fetchall() == [("P. C",)]
    put(reading(a_task("Việc khác", lead=[Unit("P. C", "Phòng C")]), name="b.docx", number="6/KH", title="Việc khác"))
    assert store.db.execute("SELECT unit FROM unit_tasks").fetchall() == [("Phòng C",), ("Phòng C",)]
    assert_same(store)


def test_listing_a_document_goes_through_its_own_reviews_alone(store: Store) -> None:
    for statement in lists._statements("l.document = :document", "d.id = :document", "o.document = :document"):
        plan = store.db.execute(f"EXPLAIN QUERY PLAN {statement}", {"document": 1}).fetchall()
        assert not {"SCAN r", "SCAN a", "SCAN reviews"} & {step[3] for step in plan}, statement


def test_a_store_of_the_first_version_keeps_its_reviews(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = sqlite3.connect(path)
    old.executescript(MIGRATIONS[0])
    old.executescript(
        """
        INSERT INTO runs (id, version, started) VALUES (1, '0.1.0', '2025-01-01');
        INSERT INTO documents (id, identity, number, title, file) VALUES (5, 'x', '1/KH', 'Phòng, chống ma túy', 7);
        INSERT INTO files (id, sha256, document, name, format, text_from, metadata, warnings, first_seen, written,
            version, run) VALUES (7, 'ab', 5, 'a.docx', 'docx', 'file', '{}', '[]', '2025', '2025', '0.1.0', 1);
        INSERT INTO tasks (id, file, position, origin, path, text) VALUES ('t1', 7, 0, 'body', '[]', 'Rà soát');
        INSERT INTO reviews (task, file, action, field, new_value, who)
            VALUES ('t1', 7, 'set', 'text', '"Rà soát lại"', 'an'), ('gone', 7, 'accept', NULL, NULL, 'bình');
        PRAGMA user_version = 1;
        PRAGMA application_id = 1262831681;
        """
    )
    old.close()
    with Store(path) as store:
        assert [row["text"] for row in store.tasks()] == ["Rà soát lại"]
        assert [row["text"] for row in store.search("ra soat lai")] == ["Rà soát lại"]
        assert store.db.execute("SELECT task, who FROM reviews ORDER BY id").fetchall() == [
            ("t1", "an"), ("gone", "bình"),
        ]  # fmt: skip
        assert store.db.execute("SELECT title_key FROM documents").fetchone() == ("phong chong ma tuy",)
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute("DELETE FROM reviews")
