"""A document's tasks as a clerk looks them over: always what the reviews and the lists say, task by task."""

import pytest

from models import Deadline
from output.store import ReviewError, Store
from output.store.entered import last_of
from output.store.unit_names import find_units
from output.store.worklist import WorkTask, document_of, last_review
from tests.output.plans_of_lines import a_reading, a_task

LINES = ("Rà soát thủ tục hành chính", "Tổ chức tập huấn", "Báo cáo kết quả", "Lập danh sách")


@pytest.fixture
def tasks(store: Store) -> list[str]:
    """The ids of four tasks in document 1."""
    made = [
        a_task(LINES[0], 0, number="1", lead=["Văn phòng"], products=["Kế hoạch"]),
        a_task(LINES[1], 1, number="2", lead=["Phòng A"], partners=["Văn phòng"]),
        a_task(LINES[2], 2, number="3", lead=["Phòng A"], deadlines=(Deadline("hằng quý", "recurring"),)),
        a_task(LINES[3], 3, number="4"),
    ]
    store.write(*a_reading(LINES, made), "/in/a.docx", store.start_run("1"))
    return [task.id for task in made]


def at(store: Store, task: str) -> WorkTask:
    return next(each for each in store.worklist(1).tasks if each.id == task)


def hold(store: Store) -> None:
    """The worklist says what `Reviews.values`, `task_list` and `unit_tasks` say."""
    work = store.worklist(1)
    listed = {row["task_id"]: row for row in store.tasks()}
    standing = [task for task in work.tasks if task.verdict != "reject"]
    assert [task.id for task in standing] == list(listed)
    for task in work.tasks:
        assert dict(task.values) == store.reviews.values(task.id)
    for task in standing:
        assert task.verdict == listed[task.id]["review"]
    assert work.counts["tasks"] == len(listed)
    assert not set(work.gone) & {task.id for task in work.tasks}


def test_it_holds_whatever_is_decided_and_undone(store: Store, tasks: list[str]) -> None:
    reviews = store.reviews
    hold(store)
    entries = [
        reviews.accept(tasks[0], "an"),
        reviews.set(tasks[1], "lead", ["Phòng B", "Văn phòng"], "an"),
        reviews.reject(tasks[2], "bình"),
        reviews.done(tasks[0], "2026-03-20", "an"),
        reviews.split(tasks[3], [{"text": "Một"}, {"text": "Hai", "lead": ["Phòng C"]}], "an"),
        reviews.merge([tasks[0], tasks[1]], "bình"),
    ]
    new = reviews.add(1, {"text": "Thêm một việc"}, "an", after=tasks[0])
    hold(store)
    reviews.set(new, "products", ["Báo cáo"], "an")
    hold(store)
    for entry in reversed(entries):
        reviews.undo(entry, "an")
        hold(store)


def test_what_was_set_by_hand_has_no_confidence_of_the_programs(store: Store, tasks: list[str]) -> None:
    before = at(store, tasks[1])
    assert before.confidences["text", 0] > 0
    store.reviews.set(tasks[1], "text", "Khác", "an")
    now = at(store, tasks[1])
    assert ("text", 0) not in now.confidences
    assert {field for field, _ in before.confidences} - {field for field, _ in now.confidences} == {"text"}
    assert now.set_fields == {"text"}


def test_the_version_of_a_task_is_the_last_entry_that_concerns_it(store: Store, tasks: list[str]) -> None:
    accept = store.reviews.accept(tasks[0], "an")
    note = store.reviews.note(tasks[1], "hỏi lại", "bình")
    undo = store.reviews.undo(accept, "an")
    assert [at(store, task).version for task in tasks] == [undo, note, 0, 0]
    assert at(store, tasks[0]).verdict is None
    assert [(each.who, each.text) for each in at(store, tasks[1]).notes] == [("bình", "hỏi lại")]


def test_the_undo_of_a_merge_concerns_all_its_tasks(store: Store, tasks: list[str]) -> None:
    undo = store.reviews.undo(store.reviews.merge(tasks[:2], "an"), "an")
    assert [at(store, task).version for task in tasks] == [undo, undo, 0, 0]


def test_an_added_task_that_is_undone_is_gone(store: Store, tasks: list[str]) -> None:
    new = store.reviews.add(1, {"text": "Thêm"}, "an")
    undo = store.reviews.undo(last_review(store.db), "an")
    assert store.worklist(1).gone == {new: undo}
    assert document_of(store.db, new) == 1


def test_reviews_of_an_earlier_reading_count(store: Store, tasks: list[str]) -> None:
    store.reviews.set(tasks[0], "text", "Rà soát toàn bộ thủ tục", "an")
    again = [a_task(LINES[0], 0, number="1.1", lead=["Văn phòng"]), a_task(LINES[1], 1, number="2")]
    store.write(*a_reading(LINES, again), "/in/a.docx", store.start_run("2"))
    hold(store)
    assert at(store, again[0].id).values["text"] == "Rà soát toàn bộ thủ tục"


def test_what_was_accepted_in_one_go_is_taken_back_in_one(store: Store, tasks: list[str]) -> None:
    store.reviews.reject(tasks[3], "an")
    accepted = store.reviews.accept_all(tasks[:3], "an", note="từ 90 %")
    assert last_of(store.db, 1, "an") == accepted
    assert last_of(store.db, 1, "bình") == []
    store.reviews.undo_all(accepted, "an")
    assert [at(store, task).verdict for task in tasks] == [None, None, None, "reject"]
    assert len(last_of(store.db, 1, "an")) == 1


def test_all_are_accepted_or_none(store: Store, tasks: list[str]) -> None:
    with pytest.raises(ReviewError, match="no task"):
        store.reviews.accept_all([tasks[0], "0" * 16], "an", note="x")
    assert at(store, tasks[0]).verdict is None


def test_there_is_no_worklist_of_no_document(store: Store) -> None:
    with pytest.raises(LookupError):
        store.worklist(7)
    with pytest.raises(LookupError):
        document_of(store.db, "0" * 16)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("", ["Phòng A", "Văn phòng"]), ("van phong", ["Văn phòng"]), ("vp", ["Văn phòng"]), ("100%", []), ("phong a", ["Phòng A"])],
)  # fmt: skip
def test_units_by_what_is_typed(store: Store, tasks: list[str], typed: str, found: list[str]) -> None:
    assert sorted(unit.name for unit in find_units(store.db, typed, 1, 10)) == found
