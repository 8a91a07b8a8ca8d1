"""Which task of one reading is which of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.pairing import Item, pair


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        pytest.param(["Rà soát thủ tục"], ["Rà soát thủ tục"], [(0, 0)], id="the same words"),
        pytest.param(["Rà soát thủ tục"], ["RÀ  SOÁT thủ tục."], [(0, 0)], id="case, blanks and stops"),
        pytest.param(["hoá đơn"], ["hóa đơn"], [(0, 0)], id="tones placed the other way"),
        pytest.param(["a b c d", "e f g h"], ["e f g h", "a b c d"], [(0, 1), (1, 0)], id="moved"),
        pytest.param(
            ["Tổ chức tập huấn phòng cháy cho giáo viên"],
            ["Tổ chức tập huấn phòng cháy cho giáo viên và nhân viên"],
            [(0, 0)],
            id="amended",
        ),
        pytest.param(["Lắp đèn giao thông"], ["Mua thuốc dự phòng"], [], id="nothing in common"),
        pytest.param(["Báo cáo", "Báo cáo"], ["Báo cáo", "Báo cáo"], [(0, 0), (1, 1)], id="equals keep their order"),
        pytest.param([], ["x"], [], id="nothing before"),
    ],
)
def test_words_decide(old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> None:
    found = pair([Item(text) for text in old], [Item(text) for text in new])
    assert [(p.old, p.new) for p in found] == pairs


def test_number_and_heading_tell_between_equals() -> None:
    old = [Item("Báo cáo kết quả", "1", ("I. Y tế",)), Item("Báo cáo kết quả", "2", ("II. Giáo dục",))]
    new = [Item("Báo cáo kết quả", "2", ("II. Giáo dục",)), Item("Báo cáo kết quả", "1", ("I. Y tế",))]
    assert [(p.old, p.new) for p in pair(old, new)] == [(0, 1), (1, 0)]


def test_the_number_tells_between_two_that_are_equally_alike() -> None:
    old = [Item("Tổ chức hội nghị tổng kết năm 2024", "2.1")]
    new = [Item("Tổ chức hội nghị tổng kết năm 2025", "1.1"), Item("Tổ chức hội nghị tổng kết năm 2026", "2.1")]
    assert [(p.old, p.new) for p in pair(old, new)] == [(0, 1)]


texts = st.lists(st.text("ab cđế", max_size=6), max_size=6)


@given(texts, texts)
def test_nothing_is_paired_twice_and_nothing_equal_is_left(old: list[str], new: list[str]) -> None:
    found = pair([Item(text) for text in old], [Item(text) for text in new])
    assert len({p.old for p in found}) == len({p.new for p in found}) == len(found)
    assert all(0.6 <= p.likeness <= 1 for p in found)
    assert not {o for i, o in enumerate(old) if i not in {p.old for p in found}} & {
        n for j, n in enumerate(new) if j not in {p.new for p in found}
    }


@given(texts)
def test_everything_is_its_own_counterpart(items: list[str]) -> None:
    found = pair([Item(text) for text in items], [Item(text) for text in items])
    assert [(p.old, p.new) for p in found] == [(i, i) for i in range(len(items))]
