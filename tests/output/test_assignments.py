"""Tasks one by one are the rows of `task_list`, whatever was reviewed, merged, placed under another unit, or filtered."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kehoach
from corpus import samples_build
from models import Deadline, Evidence, Task, Unit
from output.recurrence import next_due
from output.store import Assignment, Store
from tests.output.test_store_versions import write

Make = Callable[..., Any]
TODAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def read() -> list[tuple[Any, Any, Path]]:
    """The samples, read."""
    paths = sorted(samples_build.SAMPLES.glob("*.*"))
    documents = [(path, kehoach.read(path)) for path in paths if path.suffix in (".docx", ".pdf", ".txt")]
    return [(document, kehoach.extract(document), path) for path, document in documents]


@pytest.fixture
def samples(store: Store, read: list[tuple[Any, Any, Path]]) -> Store:
    """The samples with every kind of review on them."""
    run = store.start_run("1")
    for document, plan, path in read:
        store.write(document, plan, path, run)
    ids = [row["task_id"] for row in store.tasks()]
    reviews = store.reviews
    reviews.accept(ids[0], "an")
    reviews.set(ids[1], "text", "- Việc đã sửa", "an")
    reviews.set(ids[2], "lead", ["Sở Y tế", "Đơn vị lạ"], "an")
    reviews.set(ids[3], "partners", [], "an")
    reviews.set(ids[4], "products", ["Báo cáo", "Đề án"], "an")
    reviews.set(ids[5], "path", ["I", "II. > ba"], "an")
    reviews.set(ids[6], "deadlines", [{"text": "hằng tháng", "kind": "recurring", "recurrence": ["monthly"]}], "an")
    reviews.set(ids[7], "context", None, "an")
    reviews.done(ids[8], date(2026, 4, 30), "an")
    reviews.set(ids[9], "status", "dropped", "an")
    reviews.reject(ids[10], "an")
    reviews.undo(reviews.set(ids[11], "number", "99", "an"), "an")
    reviews.merge(ids[12:14], "an")
    reviews.split(ids[14], [{"text": "một"}, {"text": "hai", "lead": ["Sở Mới"]}], "an")
    reviews.add(1, {"text": "Thêm", "lead": ["Sở Mới"], "page": 2}, "an", after=ids[0])
    return store


def as_row(task: Assignment) -> dict[str, Any]:
    """What `task_list` says of it."""

    def joined(values: Any, by: str = "; ") -> str | None:
        return by.join(values) or None

    document = task.document
    return {
        "task_id": task.id, "document_id": document.id, "document_number": document.number,
        "document_title": document.title, "issuer": document.issuer, "document_date": document.date,
        "file": document.file, "position": task.position, "number": task.number, "path": joined(task.path, " > "),
        "text": task.text, "context": task.context, "lead": joined(unit.printed for unit in task.lead),
        "partners": joined(unit.printed for unit in task.partners), "products": joined(task.products),
        "deadlines": joined(each.text for each in task.deadlines), "due": task.due and task.due.isoformat(),
        "kind": joined(each.kind for each in task.deadlines),
        "recurrence": joined((each for deadline in task.deadlines for each in deadline.recurrence), ", "),
        "origin": task.origin, "status": task.status, "done_on": task.done_on and task.done_on.isoformat(),
        "confidence": task.confidence, "page": task.page, "review": task.review,
        "month": task.due and task.due.isoformat()[:7],
    }  # fmt: skip


def assert_same(store: Store, **wanted: Any) -> int:
    """The rows and the tasks are the same, in the same order; how many."""
    rows = [{name: value for name, value in row.items() if name != "replaced_by"} for row in store.tasks(**wanted)]
    assert [as_row(task) for task in store.assignments(TODAY, **wanted)] == rows
    return len(rows)


def test_reviewed_samples(samples: Store) -> None:
    assert assert_same(samples) > 40
    tasks = list(samples.assignments(TODAY))
    assert {"accept", "set", "add", None} == {task.review for task in tasks}
    assert {"open", "done", "dropped"} == {task.status for task in tasks}
    assert any(unit.id is None for task in tasks for unit in task.lead), "a unit that the store does not know"


@pytest.mark.parametrize(
    "wanted",
    [
        {"unit": "so y te"}, {"unit": "Đơn vị lạ"}, {"document": "ma tuy"}, {"words": "bao cao"},
        {"due_before": date(2026, 5, 31)}, {"due_after": date(2026, 6, 1)}, {"status": "open"}, {"status": "done"},
        {"status": "dropped"}, {"min_confidence": 0.9}, {"min_confidence": 1.0}, {"reviewed": True},
        {"reviewed": True, "min_confidence": 0.99, "status": "open"}, {"drafts": False}, {"limit": 7, "offset": 5},
    ],
    ids=str,
)  # fmt: skip
def test_filters_pick_the_same(samples: Store, wanted: dict[str, Any]) -> None:
    assert assert_same(samples, **wanted) > 0


def test_more_tasks_than_are_read_at_once_come_in_their_order(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    put(reading(*(a_task(f"Việc {n}") for n in range(2300))))
    assert assert_same(store) == 2300
    assert assert_same(store, limit=1500, offset=700) == 1500


def test_a_task_says_under_which_name_its_units_are_one(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    put(reading(a_task("Một", lead=[Unit("P. TC", "Phòng Tổ chức")]), a_task("Hai", lead=["Phòng Tổ chức cán bộ"])))
    old, new = (
        store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0]
        for name in ("Phòng Tổ chức", "Phòng Tổ chức cán bộ")
    )
    store.units.merge(old, new, "an")
    leads = [task.lead[0] for task in store.assignments(TODAY)]
    assert [(unit.printed, unit.name, unit.id) for unit in leads] == [
        ("P. TC", "Phòng Tổ chức cán bộ", new), ("Phòng Tổ chức cán bộ", "Phòng Tổ chức cán bộ", new),
    ]  # fmt: skip
    for words in ("Phòng Tổ chức", "p tc", "can bo"):
        assert assert_same(store, unit=words) == 2


def test_a_unit_has_the_tasks_of_its_sub_units_and_theirs(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    names = ("Sở Y tế", "Chi cục Dân số", "Trung tâm Tư vấn", "Sở Tài chính")
    put(reading(*(a_task(f"Việc của {name}", lead=[name]) for name in names)))
    ids = dict(store.db.execute("SELECT name, id FROM units").fetchall())
    with store.db.conn:
        for below, above in zip(names[1:3], names[:2], strict=True):
            store.db.execute("UPDATE units SET parent = ? WHERE id = ?", [ids[above], ids[below]])
    assert [assert_same(store, unit=name) for name in names] == [3, 2, 1, 1]


def test_what_was_reviewed_is_picked_whatever_its_confidence(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    put(reading(a_task("Chắc", confidence=0.95), a_task("Ngờ", confidence=0.3), a_task("Đã xem", confidence=0.2)))
    tasks = {row["text"]: row["task_id"] for row in store.tasks()}
    store.reviews.accept(tasks["Đã xem"], "an")
    store.reviews.done(tasks["Ngờ"], None, "an")
    assert [task.text for task in store.assignments(TODAY, min_confidence=0.9)] == ["Chắc", "Đã xem"]
    assert [task.text for task in store.assignments(TODAY, reviewed=True)] == ["Đã xem"], "done is no verdict"


def test_drafts_are_left_out_once_their_final_is_there(store: Store) -> None:
    write(store, "draft", "word")
    assert (assert_same(store), assert_same(store, drafts=False)) == (10, 5)
    assert {task.document.file for task in store.assignments(TODAY, drafts=False)} == {"ban-ky.docx"}


def test_days_are_those_of_the_day_that_is_asked_for(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    quarterly = Deadline("hằng quý", "recurring", recurrence=("quarterly",))
    old = Deadline("cũ", "date", due=date(1899, 12, 31))
    soon = Deadline("trước 30/6", "date", due=date(2026, 6, 30))
    put(reading(a_task("Việc", deadlines=(quarterly, old, soon)), a_task("Không hạn")))
    task, without = store.assignments(TODAY)
    assert (task.due, task.late_since) == (date(1899, 12, 31), date(1899, 12, 31))
    assert task.next_due == min(day for day in (next_due(quarterly, TODAY), soon.due) if day)
    assert (without.due, without.next_due, without.late_since) == (None, None, None)
    assert next(store.assignments(date(1899, 12, 31))).late_since is None, "on the day itself it is not late"
    store.reviews.done(task.id, None, "an")
    assert next(store.assignments(TODAY)).late_since is None, "what is done is not late"


def test_confidences_are_the_least_of_each_field_that_nobody_set(store: Store, reading: Make, put: Make) -> None:
    def evidence(field: str, share: float) -> Evidence:
        return Evidence(field, 0, 0, 3, "Kế ", "rule", share)

    shares = (evidence("text", 0.95), evidence("lead", 0.9), evidence("lead", 0.4), evidence("products", 0.2))
    one = Task(
        "0" * 16, "table", None, (), "Việc", None, (Unit("A", "A"),), (), ("B",), confidence=0.4, evidence=shares
    )
    put(reading(one))
    (task,) = store.assignments(TODAY, confidences=True)
    assert (task.confidences, task.doubtful) == ({"text": 0.95, "lead": 0.4, "products": 0.2}, {"lead", "products"})
    assert next(store.assignments(TODAY)).confidences == {}
    store.reviews.set(task.id, "lead", ["C"], "an")
    (task,) = store.assignments(TODAY, confidences=True)
    assert (set(task.confidences), task.doubtful) == ({"text", "products"}, frozenset())


def test_tasks_by_their_ids(samples: Store) -> None:
    every = {task.id: task for task in samples.assignments(TODAY)}
    some = list(every)[3:9]
    assert samples.assigned([*some, "ffff", ""], TODAY) == {task: every[task] for task in some}
    assert samples.assigned([], TODAY) == {}
