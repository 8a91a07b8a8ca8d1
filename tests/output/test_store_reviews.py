"""Reviews: only ever added, shown by the views, untouched by runs."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from models import Deadline, Unit
from output.exports import to_dict
from output.exports.plan_json import deadline_dict
from output.store import Store

Make = Callable[..., Any]

TODAY = date.today()


def review(
    store: Store, task: str, action: str = "set", field: str | None = None, value: object = None, **more: Any
) -> int:
    row = {"task": task, "action": action, "field": field, "new_value": json.dumps(value), "who": "an", **more}
    marks = ", ".join("?" for _ in row)
    sql = f"INSERT INTO reviews ({', '.join(row)}) VALUES ({marks}) RETURNING id"
    return int(store.db.execute(sql, list(row.values())).fetchone()[0])


@pytest.mark.parametrize(
    ("field", "value", "column", "shown"),
    [
        pytest.param("text", "Việc đã sửa", "text", "Việc đã sửa", id="text"),
        pytest.param("number", None, "number", None, id="set to nothing"),
        pytest.param("path", ["I. A", "1. B"], "path", "I. A > 1. B", id="path"),
        pytest.param("lead", ["Phòng B", "Phòng C"], "lead", "Phòng B; Phòng C", id="lead"),
        pytest.param("lead", [], "lead", None, id="nobody"),
        pytest.param("partners", ["Sở X"], "partners", "Sở X", id="partners"),
        pytest.param("products", ["Tờ trình"], "products", "Tờ trình", id="products"),
        pytest.param("status", "dropped", "status", "dropped", id="status"),
        pytest.param("done_on", "2025-04-01", "done_on", "2025-04-01", id="done_on"),
        pytest.param(
            "deadlines", [deadline_dict(Deadline("mai", "date", due=TODAY))], "due", str(TODAY), id="due of deadlines"
        ),
        pytest.param(
            "deadlines",
            [deadline_dict(Deadline("hằng tuần", "recurring", recurrence=("weekly",)))],
            "recurrence",
            "weekly",
            id="recurrence of deadlines",
        ),
    ],
)
def test_task_list_shows_the_reviewed_value(
    *, store: Store, reading: Make, put: Make, a_task: Make, field: str, value: object, column: str, shown: object
) -> None:
    task = a_task("Việc", number="1", path=("I. X",), lead=["Phòng A"], deadlines=(Deadline("x", "event"),))
    made = reading(task)
    put(made)
    before = next(store.tasks())
    entry = review(store, task.id, "set", field, value)
    assert next(store.tasks())[column] == shown
    verdict = None if field in ("status", "done_on") else "set"
    assert next(store.tasks())["review"] == verdict, "done is no word on what was read"
    put(made)
    assert next(store.tasks())[column] == shown, "a later run leaves the review in force"
    assert list(store.plans()) == [to_dict(made[1])], "what the program read stays as it was"
    review(store, task.id, "undo", undoes=entry)
    assert next(store.tasks()) == before


def test_the_last_value_counts_and_an_undo_brings_the_one_before(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    task = a_task()
    put(reading(task))
    review(store, task.id, "set", "status", "dropped")
    last = review(store, task.id, "set", "status", "done")
    assert next(store.tasks())["status"] == "done"
    review(store, task.id, "undo", undoes=last)
    assert next(store.tasks())["status"] == "dropped"


def test_a_rejected_task_is_in_no_list(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    task = a_task(lead=["Phòng A"], deadlines=(Deadline("x", "date", due=TODAY - timedelta(1)),))
    put(reading(task))
    rejected = review(store, task.id, "reject")
    for view in ("task_list", "overdue", "by_unit"):
        assert store.db.execute(f"SELECT count(*) FROM {view}").fetchone() == (0,)
    assert list(store.search("dieu phoi")) == []
    review(store, task.id, "undo", undoes=rejected)
    assert [row["review"] for row in store.tasks()] == [None]
    review(store, task.id, "accept")
    assert [row["review"] for row in store.tasks()] == ["accept"]


def test_reviewed_units_and_deadlines_count_in_views_and_filters(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    task = a_task("Việc", lead=["Phòng A"], deadlines=(Deadline("x", "date", due=TODAY - timedelta(9)),))
    put(reading(task, a_task("Khác", lead=[Unit("P. B", "Phòng B")])))
    review(store, task.id, "set", "lead", ["P. B"])
    review(store, task.id, "set", "deadlines", [deadline_dict(Deadline("y", "date", due=TODAY + timedelta(2)))])
    assert store.db.execute("SELECT unit, tasks FROM by_unit").fetchall() == [("Phòng B", 2)]
    assert store.db.execute("SELECT count(*) FROM overdue").fetchone() == (0,)
    assert store.db.execute("SELECT days_left FROM due_soon").fetchall() == [(2,)]
    assert list(store.tasks(unit="phong a")) == []
    assert len(list(store.tasks(unit="phong b"))) == 2
    assert [row["text"] for row in store.tasks(due_after=TODAY)] == ["Việc"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE reviews SET who = 'other'",
        "DELETE FROM reviews",
        "INSERT OR REPLACE INTO reviews (id, task, action, who) VALUES (1, 't', 'reject', 'other')",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_reviews_are_append_only(store: Store, reading: Make, put: Make, sql: str, recursive: str) -> None:
    put(reading())
    review(store, "t", "accept")
    store.db.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute(sql)
    assert store.db.execute("SELECT who, action FROM reviews").fetchall() == [("an", "accept")]


@pytest.mark.parametrize(
    ("action", "field", "value", "more"),
    [
        pytest.param("guess", None, None, {}, id="no such action"),
        pytest.param("set", "colour", "red", {}, id="no such field"),
        pytest.param("set", None, "x", {}, id="a value for no field"),
        pytest.param("set", "lead", "Phòng A", {}, id="a text where a list belongs"),
        pytest.param("set", "text", ["a"], {}, id="a list where a text belongs"),
        pytest.param("undo", None, None, {}, id="an undo of nothing"),
        pytest.param("undo", None, None, {"undoes": 77}, id="an undo of an entry that is not there"),
        pytest.param("set", "text", "x", {"new_value": "{"}, id="no JSON"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(
    store: Store, action: str, field: str | None, value: object, more: dict[str, Any]
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        review(store, "t", action, field, value, **more)
