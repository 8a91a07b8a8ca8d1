"""Goal items and their figures: cases/targets_*.toml, and what must always hold."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import targets
from models import Target
from tests.extractors.factories import plan

CASES = Path(__file__).parent / "cases"


def noted(target: Target) -> str:
    """A goal's figure on one line, as the case files write it."""
    return "-" if target.value is None else f"{target.comparator} {target.value:.12g} {target.unit or '-'}"


def found(text: str) -> list[str]:
    return [noted(match.value) for match in targets.in_text(text)]


def rows(name: str, kind: str = "text") -> list[Any]:
    return tomllib.loads((CASES / f"targets_{name}.toml").read_text(encoding="utf-8"))[kind]


POSITIVE = [pytest.param(text, figures, id=text) for text, *figures in rows("made_up")]
FAILURES = [
    pytest.param(
        case["text"], case["gives"], id=case["text"], marks=pytest.mark.xfail(strict=True, reason=case["reason"])
    )
    for case in rows("failures", "case")
]


@pytest.mark.parametrize(("text", "figures"), [*POSITIVE, *FAILURES])
def test_gives(text: str, figures: list[str]) -> None:
    assert found(text) == figures


def test_no_case_is_there_twice() -> None:
    for texts in ([row[0] for row in rows("made_up")], rows("negative")):
        same = [re.sub(r"\d+|\b[IVX]+\b", "0", text).casefold() for text in texts]
        assert [text for text in same if same.count(text) > 1] == []


@pytest.mark.parametrize("text", rows("negative"))
def test_an_item_without_a_figure_is_one_goal_without_value(text: str) -> None:
    (match,) = targets.in_text(text)
    assert (match.value.comparator, match.value.value, match.value.unit, match.rule) == (
        None,
        None,
        None,
        "target.none",
    )
    assert match.value.text == text


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_is_no_goal(text: str) -> None:
    assert targets.in_text(text) == ()


def test_one_figure_has_the_whole_item_as_text() -> None:
    text = "Ứng dụng thanh toán điện tử; 100% trường học thu học phí không dùng tiền mặt. "
    (match,) = targets.in_text(text)
    assert match.value.text == text.strip()


def test_several_figures_have_their_clauses_as_text() -> None:
    matches = targets.in_text("Kiểm tra tối thiểu 40% phòng; đột xuất 10% đơn vị. Đạt 3 sáng kiến")
    assert [m.value.text for m in matches] == [
        "Kiểm tra tối thiểu 40% phòng;",
        "đột xuất 10% đơn vị.",
        "Đạt 3 sáng kiến",
    ]


def test_figures_of_one_clause_share_it() -> None:
    first, second = targets.in_text("Tổ chức 02 lớp tập huấn cho 200 cán bộ; in 500 tờ rơi")[:2]
    assert first.value.text == second.value.text == "Tổ chức 02 lớp tập huấn cho 200 cán bộ;"


def test_scope_is_the_section() -> None:
    assert targets.in_text("Đạt 100%")[0].value.scope == "section"


MEASURED = ("- Trên 90% trường có camera.", "- 100% xe đưa đón có dây an toàn.", "- Không còn cổng trường ùn tắc.")


@pytest.mark.parametrize(
    ("heading", "items", "kept"),
    [
        ("2. Mục tiêu cụ thể", MEASURED, [90, 100, None]),
        ("2. Mục tiêu đến năm 2030", MEASURED, [90, 100, None]),
        ("2. Chỉ tiêu", ("- Không còn cổng trường ùn tắc.", "- Giữ vững trật tự."), [None, None]),
        ("1. Mục tiêu chung", MEASURED, [90, 100]),
        ("2. Mục tiêu cụ thể", MEASURED[1:], [100]),
        ("2. Mục tiêu cụ thể", ("- Nâng cao nhận thức của học sinh.", "- Giữ vững trật tự."), []),
        ("2. Mục tiêu cụ thể", ("Giữ vững trật tự trường học.", *MEASURED[:2]), [90, 100]),
    ],
)
def test_a_goal_without_a_figure_counts_among_chi_tieu_and_measured_goals(
    heading: str, items: tuple[str, ...], kept: list[float | None]
) -> None:
    read = plan("II. MỤC TIÊU", heading, *items, "III. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.")
    assert [target.value for target in read.targets if target.scope == "section"] == kept


WITHOUT = ("Không để xảy ra cháy lớn tại khu dân cư.", "Hạn chế thấp nhất thiệt hại do thiên tai.")
FIGURED = ("31 tổ dân phố có tổ công nghệ số hoạt động hiệu quả.", "Ít nhất 150 bộ dữ liệu được mở.")


@pytest.mark.parametrize(
    "mark",
    [
        "- ",
        "+ ",
        "abcd",
        "",
        pytest.param("1234", marks=pytest.mark.xfail(strict=True, reason="“1. 31 tổ” is read as the number 1.31")),
    ],
)
@pytest.mark.parametrize("heading", ["II. CHỈ TIÊU", "II. MỤC TIÊU, CHỈ TIÊU", "II. CHỈ TIÊU CỤ THỂ"])
def test_each_item_of_a_chi_tieu_section_is_a_goal(heading: str, mark: str) -> None:
    marks = {"abcd": ["a) ", "b) ", "c) ", "d) "], "1234": ["1. ", "2. ", "3. ", "4. "]}.get(mark, [mark] * 4)
    items = [m + item for m, item in zip(marks, FIGURED + WITHOUT, strict=True)]
    read = plan(heading, *items, "III. NHIỆM VỤ", "1. Rà soát cơ sở vật chất.")
    assert [noted(target) for target in read.targets] == ["= 31 tổ dân phố", ">= 150 bộ dữ liệu", "-", "-"]


PIECES = ["100%", "tối thiểu ", "18/18 điểm", " từ ", "trở lên", "; ", "(", ")", "năm 2025", "1.200 học viên", " đến ", "\n", "nhóm 15 tỉnh dẫn đầu"]  # fmt: skip


@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.text(max_size=60)))
def test_texts_are_what_stands_there(text: str) -> None:
    for match in targets.in_text(text):
        assert match.value.text == " ".join(text[match.start : match.end].split())
        assert (match.value.value is None) == (match.value.comparator is None)
