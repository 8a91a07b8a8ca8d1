"""What a section is for. Headings by the hundred: cases/headings.toml, what must tell nothing: headings_negative.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.outline import build
from extractors.roles import assign, assign_by_items, of_heading
from extractors.rules import load
from tests.extractors.factories import distinct, p, plan

CASES = Path(__file__).parent / "cases"
POSITIVE = tomllib.loads((CASES / "headings.toml").read_text(encoding="utf-8"))
NEGATIVE = tomllib.loads((CASES / "headings_negative.toml").read_text(encoding="utf-8"))


def failure(*case: str) -> Any:
    """A case of known failures: its values, then the reason."""
    *values, reason = case
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("heading", "role"),
    [*POSITIVE["wild"], *POSITIVE["made_up"], *(failure(*case) for case in POSITIVE["known_failures"])],
)
def test_a_heading_tells_what_its_section_is_for(heading, role):
    assert of_heading(heading) == role


@pytest.mark.parametrize(
    "heading",
    [*NEGATIVE["heading"], "", *(failure(*case) for kind, *case in NEGATIVE["known_failures"] if kind == "heading")],
)
def test_other_headings_tell_nothing(heading):
    assert of_heading(heading) is None


@pytest.mark.parametrize(
    "item", [*NEGATIVE["item"], *(failure(*case) for kind, *case in NEGATIVE["known_failures"] if kind == "item")]
)
def test_an_item_stays_a_task_whatever_opens_it(item):
    assert [roles("II. NHIỆM VỤ", f"{label}{item}")[-1] for label in ("1. ", "a) ", "- ", "")] == ["task"] * 4


def test_no_case_stands_twice_and_there_are_enough():
    heads = [heading for heading, _ in (*POSITIVE["wild"], *POSITIVE["made_up"])]
    none = [*NEGATIVE["heading"], *NEGATIVE["item"]]
    assert [len(distinct(heads)), len(distinct(none))] == [len(heads), len(none)]
    assert len(heads) >= 130
    assert len(none) >= 200
    told = {role for _, role in (*POSITIVE["wild"], *POSITIVE["made_up"])}
    assert told == {rule["role"] for rule in load("headings")["role"]}


def roles(*lines: str) -> list[str]:
    blocks = [p(line) for line in lines]
    return list(assign(build(blocks, 0, len(blocks)), "other"))


def test_items_have_the_role_of_their_section():
    found = roles("I. MỤC ĐÍCH", "- A", "II. NHIỆM VỤ", "1. Tuyên truyền", "- B", "III. KINH PHÍ", "- C")
    assert found == ["purpose", "purpose", "task", "task", "task", "funding", "funding"]


def test_a_field_with_goal_and_tasks_below_it():
    found = roles("II. NỘI DUNG", "1. Giao thông", "a) Mục tiêu", "- A", "b) Nhiệm vụ", "- B")
    assert found == ["task", "task", "goal", "goal", "task", "task"]


def test_an_item_that_opens_with_a_heading_word_turns_nothing():
    assert (
        roles("II. NHIỆM VỤ", "- Yêu cầu, đôn đốc các trường thực hiện.", "1. Báo cáo kết quả về Sở.") == ["task"] * 3
    )


def test_an_order_with_nothing_below_it_turns_no_role():
    assert roles("II. NHIỆM VỤ", "1. Đánh giá mức độ an toàn của cầu treo", "2. Khảo sát") == ["task"] * 3


def test_a_short_heading_and_one_with_items_below_it_turn_the_role():
    assert roles("II. NỘI DUNG", "1. Đánh giá tình hình", "- A", "2. Kinh phí", "- B") == [
        "task",
        "basis",
        "basis",
        "funding",
        "funding",
    ]


def by_items(*lines: str) -> list[str]:
    blocks = [p(line) for line in lines]
    found = build(blocks, 0, len(blocks))
    return list(assign_by_items(found, assign(found, "other")))


def test_a_section_of_orders_under_a_heading_that_tells_nothing():
    lines = ("II. CÔNG TÁC CHUYÊN MÔN", "1. Tăng cường kiểm tra tải trọng xe.", "2. Sửa chữa mặt đường tỉnh lộ.")
    assert by_items(*lines) == ["task"] * 3


def test_a_section_of_facts_under_such_a_heading():
    lines = ("II. HẠ TẦNG GIAO THÔNG", "1. Đường tỉnh dài 300 km.", "2. Cầu yếu còn 12 chiếc.")
    assert by_items(*lines) == ["other"] * 3


def test_noi_dung_over_statements_is_no_section_of_tasks():
    lines = (
        "II. NỘI DUNG BỘ CHỈ SỐ",
        "1. Thang điểm đánh giá là 100.",
        "2. Điểm tự chấm chiếm 60 điểm.",
        "3. Mức tốt từ 80 điểm.",
    )
    assert by_items(*lines) == ["other"] * 4


def test_noi_dung_over_orders_is_one():
    assert by_items("II. NỘI DUNG", "1. Kiểm tra tải trọng xe.", "2. Hồ sơ phải xử lý đúng hạn.") == ["task"] * 3


def test_an_article_that_orders_is_an_assignment_and_the_last_one_is_not():
    assert roles(
        "Điều 1. Phê duyệt Đề án phát triển du lịch.",
        "Điều 2. Giao Sở Du lịch chủ trì, phối hợp với các địa phương tổ chức thực hiện Đề án.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Du lịch chịu trách nhiệm thi hành Quyết định này.",
    ) == ["other", "assignment", "other"]


def test_noi_dung_over_titles_with_label_lines_is_one():
    lines = (
        "II. NỘI DUNG",
        "1. Phần mềm học bạ số",
        "- Cơ quan chủ trì: Sở A",
        "2. Hệ thống camera",
        "- Thời gian: 2026",
    )
    assert by_items(*lines) == ["task"] * 5


def test_orders_among_lists_of_what_is_looked_at_stay_tasks():
    found = plan(
        "III. NỘI DUNG, PHƯƠNG PHÁP VÀ THỜI GIAN",
        "1. Nội dung",
        "- Công tác quản lý học sinh;",
        "- Công tác y tế trường học;",
        "- Tình hình cơ sở vật chất;",
        "- Việc thực hiện quy chế chuyên môn.",
        "2. Thời gian và phương pháp",
        "- Từ ngày 13/11/2026 đến ngày 17/11/2026, các trường tự kiểm tra.",
        "- Sở Giáo dục và Đào tạo tổ chức phúc tra các trường.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Từ", "Sở"]
