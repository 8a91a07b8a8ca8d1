"""Reviews find their tasks again: after a newer program, another file, a later edition, the final of a draft."""

from collections.abc import Sequence
from typing import Any

import pytest

from models import Deadline, Task
from output.store import Store
from output.store.attaching import relist
from output.store.subjects import carried_id
from tests.output.plans_of_lines import a_reading, a_task

LINES = (
    "Rà soát thủ tục hành chính của Sở",
    "Tổ chức tập huấn cho cán bộ",
    "Báo cáo kết quả quý I",
    "Báo cáo kết quả quý II",
)


def read(store: Store, tasks: Sequence[Task], lines: Sequence[str] = LINES, name: str = "a.docx", **more: Any) -> int:
    return store.write(*a_reading(lines, tasks, name, **more), f"/in/{name}", store.start_run("1"))


def tasks_of(*which: int, salt: str = "", **fields: Any) -> list[Task]:
    """The tasks of some of the lines, each in its own block."""
    return [a_task(LINES[n], n, number=str(n + 1), salt=salt, **fields) for n in which]


def lead(store: Store, name: str, edition: int) -> None:
    """Have a file lead document 1, as another edition perhaps, whatever its wording."""
    store.db.execute("UPDATE files SET edition = ? WHERE name = ?", [edition, name])
    store.db.execute("UPDATE documents SET file = (SELECT id FROM files WHERE name = ?) WHERE id = 1", [name])
    relist(store.db, {1}, [])
    store.db.commit()


def shown(store: Store, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in store.tasks()]


def orphans(store: Store) -> list[tuple[Any, ...]]:
    return list(store.db.execute("SELECT review, reason, instead FROM orphaned_reviews ORDER BY review").fetchall())


def how(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT how FROM attachments ORDER BY review").fetchall()]


# The same file, read by another version of the program


def test_a_corrected_field_stays_when_the_program_reads_it_differently(store: Store) -> None:
    (task,) = tasks_of(0, lead=["Phòng A"])
    read(store, [task])
    store.reviews.set(task.id, "lead", ["Phòng B"], "an")
    store.reviews.accept(task.id, "an")
    read(store, tasks_of(0, lead=["Phòng C"]))
    assert shown(store, "lead", "review") == [("Phòng B", "accept")]
    assert orphans(store) == []


def test_a_task_whose_words_are_read_differently_is_found_by_its_place(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    again = a_task("Rà soát thủ tục hành chính", 0, number=None)
    read(store, [again, tasks[1]])
    assert shown(store, "text", "lead") == [("Rà soát thủ tục hành chính", "Phòng B"), (LINES[1], None)]
    assert how(store) == ["place"]


def test_a_task_of_other_blocks_is_found_by_its_words(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    moved = [a_task(f"{LINES[0]} năm nay", 3, number="1"), a_task(LINES[1], 1)]
    read(store, moved, ("", LINES[1], "", f"{LINES[0]} năm nay"))
    assert shown(store, "text", "lead") == [(f"{LINES[0]} năm nay", "Phòng B"), (LINES[1], None)]
    assert how(store) == ["words"]


@pytest.mark.parametrize("action", ["reject", "done"])
def test_a_task_that_is_gone_does_not_take_a_like_one_with_it(store: Store, action: str) -> None:
    tasks = tasks_of(2, 3)
    read(store, tasks)
    number = (
        store.reviews.reject(tasks[0].id, "an") if action == "reject" else store.reviews.done(tasks[0].id, None, "an")
    )
    read(store, tasks[1:])
    assert shown(store, "text", "status") == [(LINES[3], "open")]
    assert orphans(store)[0] == (number, "gone", None)
    read(store, tasks)
    assert orphans(store) == []
    assert shown(store, "text", "status")[-1] == (LINES[3], "open")


def test_a_like_task_that_is_new_is_not_taken_for_one_whose_words_still_stand(store: Store) -> None:
    lines = ("Tổ chức hội nghị tổng kết công tác dân vận", "Tổ chức hội nghị tổng kết công tác dân số")
    gone, new = (a_task(line, n) for n, line in enumerate(lines))
    read(store, [gone], lines)
    store.reviews.reject(gone.id, "an")
    read(store, [new], lines)
    assert shown(store, "text") == [(lines[1],)]
    assert [reason for _, reason, _ in orphans(store)] == ["gone"]


def test_an_orphan_says_whose_review_of_which_task_it_is(store: Store) -> None:
    (task,) = tasks_of(0)
    read(store, [task])
    number = store.reviews.set(task.id, "lead", ["Phòng B"], "an", note="theo điện thoại")
    read(store, tasks_of(1))
    (row,) = store.db.query("SELECT * FROM orphaned_reviews")
    assert row.pop("at").startswith("2")
    assert row == {
        "review": number,
        "action": "set",
        "field": "lead",
        "value": '["Phòng B"]',
        "task": task.id,
        "task_text": LINES[0],
        "who": "an",
        "note": "theo điện thoại",
        "reason": "gone",
        "instead": None,
        "document_id": 1,
        "document_number": "05/KH-SYT",
        "document_title": "Phòng bệnh",
        "file": "a.docx",
    }
    store.reviews.undo(number, "an")
    assert orphans(store) == []


def test_an_orphan_is_moved_by_hand(store: Store) -> None:
    (task,) = tasks_of(0)
    read(store, [task])
    number = store.reviews.set(task.id, "lead", ["Phòng B"], "an")
    (other,) = tasks_of(1)
    read(store, [other])
    store.reviews.move(number, other.id, "bình")
    assert orphans(store) == []
    assert shown(store, "text", "lead") == [(LINES[1], "Phòng B")]
    assert store.reviews.history(task=other.id)[-1].note == f"from review {number}"


def test_later_reviews_stay_with_earlier_ones_of_the_task_under_another_id(store: Store) -> None:
    first = a_task(LINES[0], 0)
    read(store, [first])
    store.reviews.set(first.id, "lead", ["Phòng B"], "an")
    second = a_task("Rà soát thủ tục hành chính", 0)
    read(store, [second])
    store.reviews.accept(second.id, "bình")
    assert shown(store, "lead", "review") == [("Phòng B", "accept")]
    read(store, [second])
    assert shown(store, "lead", "review") == [("Phòng B", "accept")]
    assert store.reviews.history(task=second.id)[0].task == first.id
    third = a_task("Rà soát thủ tục", 0)
    read(store, [third])
    assert shown(store, "text", "lead", "review") == [("Rà soát thủ tục", "Phòng B", "accept")]
    read(store, [first])
    assert shown(store, "text", "lead", "review") == [(LINES[0], "Phòng B", "accept")]


def test_a_merge_counts_whole_or_not_at_all(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks)
    merge = store.reviews.merge([task.id for task in tasks], "an")
    merged = shown(store, "text")
    read(store, tasks[1:])
    assert shown(store, "text") == [(LINES[1],)], "without its head nothing of it counts"
    assert {reason for _, reason, _ in orphans(store)} == {"gone"}
    assert merge in {number for number, *_ in orphans(store)}
    read(store, tasks)
    assert shown(store, "text") == merged


def test_parts_of_a_split_go_and_come_with_the_whole(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks)
    store.reviews.split(tasks[0].id, [{"text": "Rà soát"}, {"text": "Công bố"}], "an")
    part = shown(store, "task_id")[1][0]
    store.reviews.set(part, "lead", ["Phòng B"], "an")
    before = shown(store, "task_id", "text", "lead")
    read(store, tasks[1:])
    assert shown(store, "text") == [(LINES[1],)]
    assert len(orphans(store)) == 4  # split, text, add, lead
    read(store, tasks)
    assert shown(store, "task_id", "text", "lead") == before
    assert orphans(store) == []


def test_an_added_task_becomes_the_one_that_the_program_finds_by_now(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks[:1])
    added = store.reviews.add(1, {"text": LINES[1].lower(), "lead": ["Phòng B"]}, "an")
    store.reviews.done(added, "2025-04-01", "an")
    read(store, tasks)
    assert shown(store, "task_id", "text", "lead", "status") == [
        (tasks[0].id, LINES[0], None, "open"),
        (tasks[1].id, LINES[1].lower(), "Phòng B", "done"),
    ]
    store.reviews.accept(tasks[1].id, "bình")
    read(store, tasks)
    assert shown(store, "task_id", "review")[1] == (tasks[1].id, "accept")
    read(store, tasks[:1])
    assert shown(store, "task_id", "lead", "status", "review")[1] == (added, "Phòng B", "done", "accept")


def test_an_added_task_is_not_taken_for_a_like_one_that_was_there(store: Store) -> None:
    tasks = tasks_of(0, 1)
    read(store, tasks)
    added = store.reviews.add(1, {"text": LINES[1]}, "an")
    read(store, tasks)
    assert shown(store, "task_id")[-1] == (added,)
    second = a_task(LINES[1], 3, number="9")
    read(store, [*tasks, second])
    assert shown(store, "task_id") == [(tasks[0].id,), (tasks[1].id,), (second.id,)]
    assert shown(store, "review") == [(None,), (None,), ("add",)]


# Another file of the same document


def test_reviews_of_a_scan_follow_to_the_word_file(store: Store) -> None:
    scan = tasks_of(0, 1, 2, 3, salt="pdf", lead=["Phong A"])
    read(store, scan, name="a.pdf")
    store.reviews.set(scan[0].id, "lead", ["Phòng B"], "an")
    store.reviews.accept(scan[1].id, "an")
    store.reviews.reject(scan[2].id, "an")
    tasks = tasks_of(0, 1, 3, lead=["Phòng A"])
    read(store, tasks)
    after = [(LINES[0], "Phòng B", "set"), (LINES[1], "Phòng A", "accept"), (LINES[3], "Phòng A", None)]
    assert shown(store, "text", "lead", "review") == after
    assert [reason for _, reason, _ in orphans(store)] == ["gone"]
    read(store, tasks_of(0, salt="pdf", lead=["Phong A"]), name="a.pdf")
    assert shown(store, "text", "lead", "review") == after
    read(store, tasks_of(0, 1, 2, 3, lead=["Phòng A"]))
    assert shown(store, "text", "review") == [
        (LINES[0], "set"), (LINES[1], "accept"), (LINES[3], None),
    ]  # fmt: skip
    assert orphans(store) == []


# Another wording


def amended(store: Store, **fields: Any) -> list[Task]:
    """The tasks of a later edition in which the first one reads otherwise."""
    changed = a_task(fields.pop("text", LINES[0]), 0, number="1", salt="2", **{"lead": ["Phòng A"], **fields})
    tasks = [changed, *tasks_of(1, 2, salt="2")]
    read(store, tasks, name="b.docx")
    lead(store, "b.docx", 9)
    return tasks


def first_edition(store: Store) -> list[Task]:
    tasks = [*tasks_of(0, lead=["Phòng A"]), *tasks_of(1, 2)]
    read(store, tasks)
    return tasks


DUE = {"text": "x", "kind": "date", "start": None, "due": "2025-06-30", "recurrence": [], "day": None, "time": None}


def test_a_correction_holds_in_a_later_edition_that_says_the_same(store: Store) -> None:
    tasks = first_edition(store)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    store.reviews.set(tasks[0].id, "lead", ["Phòng C"], "an")
    store.reviews.accept(tasks[0].id, "an")
    amended(store)
    assert shown(store, "lead", "review")[0] == ("Phòng C", "accept")
    assert orphans(store) == []


def test_what_a_later_edition_changed_is_not_hidden_by_a_correction(store: Store) -> None:
    tasks = first_edition(store)
    lead = store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    store.reviews.set(tasks[0].id, "products", ["Kế hoạch"], "an")
    accepted = store.reviews.accept(tasks[0].id, "an")
    store.reviews.done(tasks[0].id, "2025-04-01", "an")
    new = amended(store, lead=["Phòng X"])
    assert shown(store, "lead", "products", "review", "status")[0] == ("Phòng X", "Kế hoạch", "set", "done")
    assert orphans(store) == [(lead, "superseded", new[0].id), (accepted, "superseded", new[0].id)]
    store.reviews.accept(new[0].id, "bình")
    assert orphans(store) == [], "somebody has looked at the new text"


def test_a_correction_that_the_later_edition_made_itself_holds(store: Store) -> None:
    tasks = first_edition(store)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    amended(store, lead=["Phòng B"])
    assert shown(store, "lead")[0] == ("Phòng B",)
    assert orphans(store) == []


def test_a_correction_holds_where_only_the_program_reads_otherwise(store: Store) -> None:
    tasks = first_edition(store)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    newer = [*tasks_of(0, lead=["Phòng A; Phòng Z"]), *tasks_of(1, 2)]
    amended(store, lead=["Phòng A; Phòng Z"])
    assert len(orphans(store)) == 1
    read(store, newer)
    lead(store, "a.docx", 1)
    read(store, [a_task(LINES[0], 0, number="1", salt="2", lead=["Phòng A; Phòng Z"])], name="b.docx")
    assert shown(store, "lead")[0] == ("Phòng B",)
    assert orphans(store) == []


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"number": "7"}, True, id="the number"),
        pytest.param({"path": ("II.",)}, True, id="the heading"),
        pytest.param({"lead": ["PHÒNG A"]}, True, id="capitals"),
        pytest.param({"lead": ["Phòng A", "Phòng B"]}, False, id="who leads"),
        pytest.param({"text": f"{LINES[0]} và các đơn vị"}, False, id="the words"),
        pytest.param({"deadlines": (Deadline("30/6", "event"),)}, False, id="a deadline"),
    ],
)
def test_an_accepted_task_is_accepted_in_a_later_edition_that_did_not_change(
    store: Store, fields: dict[str, Any], held: bool
) -> None:
    tasks = first_edition(store)
    store.reviews.accept(tasks[0].id, "an")
    text = fields.pop("text", LINES[0])
    task = a_task(text, 0, salt="2", **{"number": "1", "lead": ["Phòng A"], **fields})
    read(store, [task], name="b.docx")
    lead(store, "b.docx", 9)
    assert shown(store, "review")[0] == ("accept" if held else None,)
    assert len(orphans(store)) == (0 if held else 1)


def test_a_rejected_task_whose_words_changed_shows_again(store: Store) -> None:
    tasks = first_edition(store)
    store.reviews.reject(tasks[0].id, "an")
    store.reviews.reject(tasks[1].id, "an")
    amended(store, text=f"{LINES[0]} và các đơn vị")
    assert shown(store, "text") == [(f"{LINES[0]} và các đơn vị",), (LINES[2],)]


def test_a_merge_of_tasks_that_a_later_edition_changed_hides_nothing(store: Store) -> None:
    tasks = first_edition(store)
    store.reviews.merge([tasks[0].id, tasks[1].id], "an")
    amended(store, text=f"{LINES[0]} và các đơn vị")
    assert len(shown(store, "text")) == 3
    assert {reason for _, reason, _ in orphans(store)} == {"superseded"}


def test_an_added_task_that_a_later_edition_states_otherwise_is_the_editions(store: Store) -> None:
    first_edition(store)
    store.reviews.add(1, {"text": LINES[3], "deadlines": [DUE]}, "an")
    new = a_task(LINES[3], 3, salt="2")
    read(store, [new], name="b.docx")
    lead(store, "b.docx", 9)
    assert shown(store, "task_id", "due") == [(new.id, None)]
    assert [(reason, instead) for _, reason, instead in orphans(store)] == [("superseded", new.id)]


# The final of a draft


def a_draft(store: Store) -> list[Task]:
    tasks = [*tasks_of(0, lead=["Phòng A"]), *tasks_of(1, 2)]
    read(store, tasks, number=None)
    return tasks


def test_reviews_of_a_draft_count_for_its_final_as_well(store: Store) -> None:
    tasks = a_draft(store)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    superseded = store.reviews.set(tasks[1].id, "lead", ["Phòng C"], "an")
    store.reviews.done(tasks[2].id, None, "an")
    added = store.reviews.add(1, {"text": "Họp giao ban"}, "an")
    store.reviews.set(added, "lead", ["Phòng D"], "an")
    final = [
        *tasks_of(0, salt="final", lead=["Phòng A"]), *tasks_of(1, salt="final", lead=["Phòng X"]),
        *tasks_of(2, salt="final"),
    ]  # fmt: skip
    read(store, final, name="final.docx", number="77/KH-SYT")
    carried = carried_id(added)
    assert shown(store, "document_id", "task_id", "lead", "status") == [
        (1, tasks[0].id, "Phòng B", "open"),
        (1, tasks[1].id, "Phòng C", "open"),
        (1, tasks[2].id, None, "done"),
        (1, added, "Phòng D", "open"),
        (2, final[0].id, "Phòng B", "open"),
        (2, final[1].id, "Phòng X", "open"),
        (2, final[2].id, None, "done"),
        (2, carried, "Phòng D", "open"),
    ]
    assert orphans(store) == [(superseded, "superseded", final[1].id)]
    store.reviews.set(carried, "lead", ["Phòng E"], "bình")
    store.reviews.set(final[0].id, "lead", ["Phòng F"], "bình")
    assert [lead for _, lead in shown(store, "document_id", "lead")] == [
        "Phòng B", "Phòng C", None, "Phòng D", "Phòng F", "Phòng X", None, "Phòng E",
    ]  # fmt: skip
    before = shown(store, "task_id", "lead")
    read(store, final, name="final.docx", number="77/KH-SYT")
    read(store, tasks, number=None)
    assert shown(store, "task_id", "lead") == before
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_review_of_a_draft_reaches_the_final_at_once_and_goes_when_undone(store: Store) -> None:
    tasks = a_draft(store)
    read(store, tasks_of(0, salt="final", lead=["Phòng A"]), name="final.docx", number="77/KH-SYT")
    number = store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    assert shown(store, "lead")[-1] == ("Phòng B",)
    store.reviews.undo(number, "an")
    assert shown(store, "lead")[-1] == ("Phòng A",)


def test_a_review_of_a_task_that_the_final_dropped_stays_with_the_draft(store: Store) -> None:
    tasks = a_draft(store)
    store.reviews.set(tasks[0].id, "lead", ["Phòng B"], "an")
    read(store, tasks_of(1, salt="final"), name="final.docx", number="77/KH-SYT")
    assert orphans(store) == []
