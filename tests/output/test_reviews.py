"""Deciding about tasks: what is checked, what is written down, what the lists then show."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from models import Deadline
from output.exports.plan_json import deadline_dict
from output.store import ReviewConflict, ReviewError, Store, StoreError
from tests.output.plans_of_lines import a_reading, a_task

Write = Callable[..., int]

LINES = ("Rà soát thủ tục hành chính", "Tổ chức tập huấn", "Báo cáo kết quả")
TODAY = date.today()


@pytest.fixture
def tasks(store: Store) -> list[str]:
    """The ids of three tasks in document 1."""
    made = [
        a_task(LINES[0], 0, number="1", lead=["Văn phòng"], products=["Kế hoạch"]),
        a_task(LINES[1], 1, number="2", lead=["Phòng A"], partners=["Văn phòng"]),
        a_task(LINES[2], 2, number="3", lead=["Phòng A"], deadlines=(Deadline("x", "date", due=TODAY - timedelta(3)),)),
    ]
    store.write(*a_reading(LINES, made), "/in/a.docx", store.start_run("1"))
    return [task.id for task in made]


def listed(store: Store, *columns: str) -> list[Any]:
    return [tuple(row[c] for c in columns) if len(columns) > 1 else row[columns[0]] for row in store.tasks()]


def test_an_entry_says_what_stood_before_and_where(store: Store, tasks: list[str]) -> None:
    store.reviews.set(tasks[1], "lead", ["Phòng B"], "an", note="theo điện thoại")
    number = store.reviews.set(tasks[1], "lead", ["Phòng C"], "bình")
    entry = store.reviews.history(task=tasks[1])[-1]
    assert (entry.id, entry.who, entry.action, entry.field) == (number, "bình", "set", "lead")
    assert (entry.old_value, entry.new_value) == (["Phòng B"], ["Phòng C"])
    assert (entry.file, entry.block, entry.start, entry.task_text, entry.task_number) == (
        "a.docx", 1, 0, "Tổ chức tập huấn", "2",
    )  # fmt: skip
    assert entry.in_force
    assert entry.tasks == (tasks[1],)
    assert store.reviews.values(tasks[1])["lead"] == ["Phòng C"]
    assert store.reviews.history()[0].note == "theo điện thoại"


def test_verdicts_show_in_the_list(store: Store, tasks: list[str]) -> None:
    store.reviews.accept(tasks[0], "an")
    store.reviews.reject(tasks[1], "an")
    store.reviews.note(tasks[2], "hỏi lại", "an")
    assert listed(store, "task_id", "review") == [(tasks[0], "accept"), (tasks[2], None)]


def test_done_takes_a_task_off_what_is_overdue(store: Store, tasks: list[str]) -> None:
    assert store.db.execute("SELECT task_id FROM overdue").fetchall() == [(tasks[2],)]
    number = store.reviews.done(tasks[2], "2025-04-01", "an")
    assert listed(store, "status", "done_on")[2] == ("done", "2025-04-01")
    assert store.db.execute("SELECT count(*) FROM overdue").fetchone() == (0,)
    assert store.db.execute("SELECT open FROM by_unit WHERE unit = 'Phòng A'").fetchone() == (1,)
    store.reviews.undo(number, "an")
    assert listed(store, "status", "done_on")[2] == ("open", None)
    assert store.db.execute("SELECT count(*) FROM overdue").fetchone() == (1,)


def test_a_task_opened_again_has_no_day_on_which_it_was_done(store: Store, tasks: list[str]) -> None:
    store.reviews.done(tasks[2], date(2025, 4, 1), "an")
    again = store.reviews.set(tasks[2], "status", "open", "bình")
    assert listed(store, "status", "done_on")[2] == ("open", None)
    store.reviews.undo(again, "bình")
    assert listed(store, "status", "done_on")[2] == ("done", "2025-04-01")


def test_a_reviewed_deadline_counts_for_what_is_due_soon(store: Store, tasks: list[str]) -> None:
    store.reviews.set(tasks[2], "deadlines", [deadline_dict(Deadline("y", "date", due=TODAY + timedelta(5)))], "an")
    assert store.db.execute("SELECT task_id, days_left FROM due_soon").fetchall() == [(tasks[2], 5)]
    assert store.db.execute("SELECT count(*) FROM overdue").fetchone() == (0,)


def test_an_added_task_stands_behind_the_one_named(store: Store, tasks: list[str]) -> None:
    new = store.reviews.add(1, {"text": "Mua thuốc", "lead": ["Phòng A"]}, "an", after=tasks[0])
    assert listed(store, "task_id") == [tasks[0], new, *tasks[1:]]
    store.reviews.set(new, "lead", ["Phòng B"], "bình")
    assert listed(store, "lead")[1] == "Phòng B"
    assert store.reviews.history(task=new)[-1].old_value == ["Phòng A"]
    second = store.reviews.add(1, {"text": "Cấp thuốc"}, "an", after=new)
    last = store.reviews.add(1, {"text": "Họp"}, "an")
    assert listed(store, "task_id") == [tasks[0], new, second, *tasks[1:], last]


def test_the_same_task_added_twice_is_two_tasks(store: Store, tasks: list[str]) -> None:
    ids = {store.reviews.add(1, {"text": LINES[0]}, "an") for _ in range(2)} | set(tasks)
    assert set(listed(store, "task_id")) == ids
    assert len(ids) == 5


def test_a_merge_joins_what_its_tasks_say_and_is_undone_in_one(store: Store, tasks: list[str]) -> None:
    before = list(store.tasks())
    number = store.reviews.merge([tasks[1], tasks[0]], "an")
    assert listed(store, "task_id", "text", "lead", "partners", "products") == [
        (tasks[1], f"{LINES[1]}; {LINES[0]}", "Phòng A; Văn phòng", None, "Kế hoạch"),
        (tasks[2], LINES[2], "Phòng A", None, None),
    ]
    part = next(entry for entry in store.reviews.history(task=tasks[0]) if entry.part_of)
    with pytest.raises(ReviewError, match=f"part of review {number}. Undo that one"):
        store.reviews.undo(part.id, "an")
    store.reviews.undo(number, "bình")
    assert list(store.tasks()) == before


def test_a_merge_takes_the_values_given(store: Store, tasks: list[str]) -> None:
    store.reviews.merge(tasks, "an", {"text": "Tất cả", "lead": []})
    assert listed(store, "text", "lead", "review") == [("Tất cả", None, "set")]


def test_merging_the_same_words_keeps_them_once(store: Store) -> None:
    twice = [a_task("Báo cáo kết quả", n, number=str(n), lead=["Phòng A"]) for n in range(2)]
    store.write(*a_reading(("Báo cáo kết quả",) * 2, twice), "/in/a.docx", store.start_run("1"))
    store.reviews.merge([task.id for task in twice], "an")
    assert listed(store, "text", "lead", "review") == [("Báo cáo kết quả", "Phòng A", "accept")]


def test_a_split_puts_its_parts_in_the_place_of_the_whole(store: Store, tasks: list[str]) -> None:
    before = list(store.tasks())
    number = store.reviews.split(
        tasks[0], [{"text": "Rà soát"}, {"text": "Công bố", "lead": ["Phòng B"]}, {"text": "Niêm yết"}], "an"
    )
    assert listed(store, "text", "lead", "products")[:4] == [
        ("Rà soát", "Văn phòng", "Kế hoạch"),
        ("Công bố", "Phòng B", "Kế hoạch"),
        ("Niêm yết", "Văn phòng", "Kế hoạch"),
        (LINES[1], "Phòng A", None),
    ]
    store.reviews.undo(number, "an")
    assert list(store.tasks()) == before


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("colour", "red", "There is no field 'colour'.* There are: number", id="no field"),
        pytest.param("text", None, "text takes text, not None", id="no text at all"),
        pytest.param("text", "  ", "text is empty", id="a text of blanks"),
        pytest.param("text", "a\x00b", "characters that are no text", id="a zero byte"),
        pytest.param("lead", "Phòng A", "lead is a list of texts", id="a text where a list belongs"),
        pytest.param("lead", [3], "lead takes text, not 3", id="a number in a list of texts"),
        pytest.param("status", "finished", "status is one of open, done, dropped", id="no status"),
        pytest.param("done_on", "31/02/2025", "done_on is a day such as 2026-06-30", id="a day in another form"),
        pytest.param("done_on", "2025-02-31", "done_on is a day", id="a day that is none"),
        pytest.param("deadlines", ["mai"], "A deadline is an object with text", id="a deadline of words alone"),
        pytest.param("deadlines", [{"text": "mai", "kind": "soon"}], "kind of a deadline is one of", id="no kind"),
        pytest.param(
            "deadlines",
            [{"text": "x", "kind": "period", "start": "2025-03-01", "due": "2025-02-01"}],
            "cannot start on 2025-03-01 and be due on 2025-02-01",
            id="due before it starts",
        ),
    ],
)
def test_a_value_that_a_field_cannot_have_is_told(
    store: Store, tasks: list[str], field: str, value: Any, message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        store.reviews.set(tasks[0], field, value, "an")
    assert store.reviews.history() == []


def test_values_are_stored_in_one_form(store: Store, tasks: list[str]) -> None:
    store.reviews.set(tasks[0], "text", " Ra\u0300 soát ", "an")
    store.reviews.set(tasks[0], "deadlines", [{"text": "quý I", "kind": "date", "due": "2025-03-31"}], "an")
    values = store.reviews.values(tasks[0])
    assert values["text"] == "Rà soát"
    assert values["deadlines"] == [deadline_dict(Deadline("quý I", "date", due=date(2025, 3, 31)))]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda r, t: r.accept("0" * 16, "an"), "There is no task 0+ in this store", id="no such task"),
        pytest.param(lambda r, t: r.accept(t[0], " "), "needs the name of who decides", id="nobody"),
        pytest.param(lambda r, t: r.undo(99, "an"), "There is no review 99", id="no such review"),
        pytest.param(
            lambda r, t: r.undo(r.undo(r.accept(t[0], "an"), "an"), "an"), "an undo, which", id="undo of undo"
        ),
        pytest.param(
            lambda r, t: [r.undo(n, "an") for n in [r.accept(t[0], "an")] * 2], "undone by an at 2", id="undone twice"
        ),
        pytest.param(lambda r, t: r.merge(t[:1], "an"), "two tasks or more", id="a merge of one"),
        pytest.param(lambda r, t: r.merge([t[0], t[0]], "an"), "each named once", id="a merge with itself"),
        pytest.param(lambda r, t: r.split(t[0], [{"text": "a"}], "an"), "two parts or more", id="a split in one"),
        pytest.param(lambda r, t: r.split(t[0], [{"text": "a"}, {}], "an"), "needs its text", id="a part without text"),
        pytest.param(lambda r, t: r.add(9, {"text": "a"}, "an"), "no document 9", id="no such document"),
        pytest.param(lambda r, t: r.add(1, {"lead": ["a"]}, "an"), "needs its text", id="an added task without text"),
        pytest.param(lambda r, t: r.add(1, {"text": "a", "x": 1}, "an"), "no field 'x'", id="added with no such field"),
    ],
)
def test_what_makes_no_sense_is_told(store: Store, tasks: list[str], call: Callable[..., Any], message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        call(store.reviews, tasks)


def test_tasks_of_two_documents_are_not_merged(store: Store, tasks: list[str]) -> None:
    other = a_task("Việc khác", salt="b")
    store.write(*a_reading(["Việc khác"], [other], "b.docx", number="6/KH"), "/in/b.docx", store.start_run("1"))
    with pytest.raises(ReviewError, match="different documents"):
        store.reviews.merge([tasks[0], other.id], "an")
    assert store.reviews.history() == []


def test_who_saw_what_no_longer_stands_is_told_who_changed_it(store: Store, tasks: list[str]) -> None:
    seen = store.reviews.values(tasks[1])
    store.reviews.set(tasks[1], "lead", ["Phòng B"], "bình", expected=["Phòng A"])
    with pytest.raises(ReviewConflict, match=r'lead .* by bình at 2.*; it is now \["Phòng B"\]'):
        store.reviews.set(tasks[1], "lead", ["Phòng C"], "an", expected=["Phòng A"])
    with pytest.raises(ReviewConflict, match=r"lead .* by bình at"):
        store.reviews.accept(tasks[1], "an", expected=seen)
    store.reviews.set(tasks[1], "text", "Khác", "an", expected=seen["text"])
    assert listed(store, "lead", "text")[1] == ("Phòng B", "Khác")


def test_who_saw_a_task_that_was_rejected_meanwhile_is_told(store: Store, tasks: list[str]) -> None:
    store.reviews.reject(tasks[1], "bình")
    with pytest.raises(ReviewConflict, match="rejected meanwhile by bình at"):
        store.reviews.set(tasks[1], "lead", ["Phòng C"], "an", expected=["Phòng A"])
    store.reviews.set(tasks[1], "lead", ["Phòng C"], "an")
    assert len(listed(store, "text")) == 3, "who knows may bring it back"


def test_who_saw_an_earlier_reading_is_told_so(store: Store, tasks: list[str]) -> None:
    made = [a_task(LINES[0], 0, number="1", lead=["Phòng Z"], products=["Kế hoạch"])]
    store.write(*a_reading(LINES, made), "/in/a.docx", store.start_run("2"))
    with pytest.raises(ReviewConflict, match="the document was read anew at"):
        store.reviews.set(tasks[0], "lead", ["Phòng C"], "an", expected=["Văn phòng"])


def test_history_of_a_task_has_what_undid_it_and_what_was_done_with_it(store: Store, tasks: list[str]) -> None:
    merge = store.reviews.merge(tasks[:2], "an")
    undo = store.reviews.undo(merge, "bình")
    store.reviews.accept(tasks[2], "an")
    entries = store.reviews.history(task=tasks[1])
    assert {merge, undo} <= {entry.id for entry in entries}
    assert not any(entry.in_force for entry in entries)
    assert all(entry.task != tasks[2] for entry in entries)
    assert len(store.reviews.history(document=1)) == len(store.reviews.history(document="a.docx")) == len(entries) + 1
    assert store.reviews.history(document="khong co") == []


def test_a_failed_review_leaves_nothing_behind(store: Store, tasks: list[str]) -> None:
    with pytest.raises(ReviewError):
        store.reviews.split(tasks[0], [{"text": "Rà soát"}, {"text": "Công bố", "lead": "Phòng B"}], "an")
    assert store.reviews.history() == []
    assert [json.loads(row[0]) for row in store.db.execute("SELECT new_value FROM reviews")] == []


def test_a_damaged_store_is_told_in_plain_words(store: Store, tasks: list[str]) -> None:
    store.db.execute("DROP TABLE attachments")
    for call in (
        store.reviews.history,
        lambda: store.reviews.values(tasks[0]),
        lambda: store.reviews.accept(tasks[0], "an"),
    ):
        with pytest.raises(StoreError, match="the store cannot be used"):
            call()


def test_many_decisions_at_once_stand_as_one_by_one(store: Store, tasks: list[str]) -> None:
    reviews = store.reviews
    with reviews.gathering():
        reviews.set(tasks[0], "text", "Rà soát lại", "an")
        with pytest.raises(ReviewError), store.together():
            reviews.set(tasks[1], "lead", ["Phòng B"], "an")
            reviews.set(tasks[1], "status", "xong", "an")
        first = reviews.add(1, {"text": "Thêm một"}, "an", after=tasks[0])
        reviews.add(1, {"text": "Thêm hai"}, "an", after=first)
        reviews.reject(tasks[2], "an")
    assert listed(store, "text") == ["Rà soát lại", "Thêm một", "Thêm hai", LINES[1]]
    assert listed(store, "lead")[-1] == "Phòng A", "what fails takes nothing else with it"
    for view, table in (("task_values", "listed_tasks"), ("unit_values", "listed_units")):
        columns = "task_id, text, position" if view == "task_values" else "printed, unit, by_review"
        rows = [sorted(store.db.execute(f"SELECT {columns} FROM {name}")) for name in (view, table)]
        assert rows[0] == rows[1], table
    reviews.accept(tasks[1], "an")
    assert [entry.task for entry in reviews.history()][-1] == tasks[1]


def test_decisions_made_at_once_are_all_gone_if_the_last_one_breaks(store: Store, tasks: list[str]) -> None:
    reviews = store.reviews
    with pytest.raises(RuntimeError), reviews.gathering():
        reviews.set(tasks[0], "text", "Rà soát lại", "an")
        raise RuntimeError
    assert listed(store, "text") == list(LINES)
    reviews.set(tasks[0], "text", "Rà soát lại", "an")
    assert listed(store, "text")[0] == "Rà soát lại"
