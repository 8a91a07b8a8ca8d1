"""What counts as a change between two readings of a plan, and how it is shown."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.difference import Difference, as_record, difference
from output.exports.difference_html import html_page

DUE = {"text": "trước ngày 31/3/2026", "kind": "date", "start": None, "due": "2026-03-31", "recurrence": []}


def task(text: str, **fields: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "number": None, "path": [], "context": None, "lead": [], "partners": [], "products": [], "deadlines": [],
    }  # fmt: skip
    return {**blank, "text": text, **fields}


def plan(*tasks: dict[str, Any], targets: tuple[str, ...] = (), **head: Any) -> dict[str, Any]:
    goals = [{"text": text, "scope": "section"} for text in targets]
    return {"document": {"title": "Kế hoạch", **head}, "tasks": list(tasks), "targets": goals}


def between(old: dict[str, Any], new: dict[str, Any]) -> Difference:
    return difference(plan(task("Rà soát thủ tục hành chính", **old)), plan(task("Rà soát thủ tục hành chính", **new)))


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        pytest.param({}, {}, [], id="nothing"),
        pytest.param({"lead": ["Sở Y tế"]}, {"lead": ["Sở Nội vụ"]}, ["lead"], id="another lead"),
        pytest.param({"lead": ["Sở Y tế", "Công an"]}, {"lead": ["Công an", "SỞ Y TẾ"]}, [], id="order, capitals"),
        pytest.param({"partners": ["Hòa Bình"]}, {"partners": ["Hoà Bình"]}, [], id="where the tone stands"),
        pytest.param({"partners": ["Sở Tư pháp"]}, {"partners": ["Sở Tú pháp"]}, ["partners"], id="another tone"),
        pytest.param({"deadlines": [DUE]}, {"deadlines": []}, ["deadlines"], id="a deadline less"),
        pytest.param(
            {"deadlines": [DUE]},
            {"deadlines": [{**DUE, "text": "chậm nhất 31/3/2026"}]},
            [],
            id="the same day in words",
        ),
        pytest.param({"deadlines": [DUE]}, {"deadlines": [{**DUE, "due": "2026-04-30"}]}, ["deadlines"], id="a day"),
        pytest.param({"products": []}, {"products": ["Báo cáo"]}, ["products"], id="a product more"),
        pytest.param({"context": "Giao Sở:"}, {"context": "Giao các Sở:"}, ["context"], id="context"),
    ],
)
def test_fields(old: dict[str, Any], new: dict[str, Any], fields: list[str]) -> None:
    found = between(old, new)
    assert [change.field for changed in found.changed for change in changed.fields] == fields
    assert found.unchanged == (not fields)
    assert found.is_empty is (not fields)


def test_a_changed_text_shows_its_words_marked() -> None:
    found = difference(
        plan(task("Tổ chức 02 lớp tập huấn cho công chức xã")), plan(task("Tổ chức 03 lớp tập huấn cho công chức xã"))
    )
    segments = [tuple(segment) for segment in found.changed[0].fields[0].segments]
    assert segments == [
        ("same", "Tổ chức"), ("old", "02"), ("new", "03"), ("same", "lớp tập huấn cho công chức xã"),
    ]  # fmt: skip


def test_moved_and_renumbered_tasks_are_no_change() -> None:
    first, second = task("Rà soát thủ tục", number="1"), task("Kiểm tra đột xuất", number="2", path=["I. A"])
    found = difference(
        plan(first, second), plan({**second, "number": "1", "path": ["II. B"]}, {**first, "number": "2"})
    )
    assert (len(found.moved), len(found.changed), found.is_empty) == (2, 0, True)


def test_added_dropped_head_and_targets() -> None:
    found = difference(
        plan(task("Lắp đặt camera tại cổng trường"), targets=("Đạt 90%",), number="/KH", date="2026-02"),
        plan(task("Tổng kết phong trào thi đua"), targets=("Đạt 95%",), number="5/KH", date="2026-02"),
    )
    assert [entry["text"] for entry in found.added] == ["Tổng kết phong trào thi đua"]
    assert [entry["text"] for entry in found.dropped] == ["Lắp đặt camera tại cổng trường"]
    assert [(change.field, change.old, change.new) for change in found.head] == [("number", ("/KH",), ("5/KH",))]
    assert (found.targets_added, found.targets_dropped) == (("Đạt 95%",), ("Đạt 90%",))
    assert json.loads(json.dumps(as_record(found)))["added"][0]["text"] == "Tổng kết phong trào thi đua"


def test_the_page_runs_nothing_that_a_plan_says() -> None:
    wicked = '<script>alert(1)</script> & "x"'
    found = difference(plan(task(f"Cũ {wicked}"), title=wicked), plan(task("Việc mới hẳn", lead=[wicked])))
    page = html_page(found, wicked, wicked)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert "http" not in page, "a page that needs nothing else"


@pytest.mark.parametrize(("language", "word"), [("vi", "Nhiệm vụ thêm"), ("en", "Tasks added")])
def test_the_page_speaks_both_languages(language: Any, word: str) -> None:
    page = html_page(difference(plan(), plan(task("Việc"))), "a", "b", language)
    assert f'<html lang="{language}">' in page
    assert f"<h2>{word}</h2>" in page


TEXTS = st.sampled_from(["Rà soát thủ tục", "Kiểm tra đột xuất", "Kiểm tra định kỳ", "Tổ chức hội nghị", "Báo cáo"])
PLANS = st.lists(
    st.builds(task, TEXTS, number=st.sampled_from([None, "1"]), lead=st.lists(TEXTS, max_size=2)), max_size=6
).map(lambda tasks: plan(*tasks))


@given(PLANS, PLANS)
def test_every_task_is_told_once(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = difference(old, new)
    both = len(found.changed) + len(found.moved) + found.unchanged
    assert len(found.added) + both == len(new["tasks"])
    assert len(found.dropped) + both == len(old["tasks"])
    assert difference(old, old).is_empty
