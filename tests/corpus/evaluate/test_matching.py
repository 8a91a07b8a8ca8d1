"""When a text counts as right, under each of the five matchings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evaluate.matching import MATCHINGS, folded, holds

ALL = "tokens strict soft levenshtein ratcliff"


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        pytest.param("Rà soát bến xe", "Rà soát bến xe", ALL, id="equal"),
        pytest.param("Rà soát  bến xe", "Rà soát bến\nxe ", ALL, id="white space"),
        pytest.param("Rà soát bến xe", "Ra\u0300 soa\u0301t bê\u0301n xe", ALL, id="another Unicode form"),
        pytest.param("Rà soát bến xe.", "rà soát bến xe", "tokens soft levenshtein", id="case and punctuation"),
        pytest.param("Điều hoà, uỷ quyền", "Điều hòa, ủy quyền", "soft", id="where tones are written"),
        pytest.param("Kế hoạch (mẫu)", "Kế hoạch( mẫu )", "tokens soft levenshtein", id="blanks"),
        pytest.param("Rà soát bến xe khách liên tỉnh", "Rà soát bến xe khách", "", id="a third missing"),
        pytest.param("Kiểm tra bến xe khách tỉnh", "Kiểm tra bến xe khách tính", "levenshtein ratcliff", id="a tone"),
        pytest.param("Sở Nội vụ báo cáo Sở Y tế", "báo tế Sở cáo vụ Y Nội Sở", "", id="words in another order"),
        pytest.param("Rà soát", "Kiểm tra", "", id="other words"),
        pytest.param("Đạt 5%", "Đạt 5", "levenshtein", id="a per cent sign"),
    ],
)
def test_task_texts(gold: str, found: str, same: str) -> None:
    assert [name for name, matching in MATCHINGS.items() if matching.same("task", gold, found)] == same.split()


@pytest.mark.parametrize(
    ("kind", "same"), [("unit", False), ("product", True), ("path", True), ("title", True), ("value", False)]
)
def test_one_word_of_ten_more_is_the_same_for_some_kinds(kind: str, same: bool) -> None:
    words = "Văn phòng Ủy ban nhân dân và Hội đồng nhân"
    assert MATCHINGS["tokens"].same(kind, words, f"{words} dân") is same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("XOÁ", "xóa"),
        ("Huế", "huế"),
        ("giữa", "giữa"),
    ],
)
def test_where_a_tone_is_written_does_not_matter(old: str, new: str) -> None:
    assert folded(old) == folded(new)


@pytest.mark.parametrize(("one", "other"), [("ma", "má"), ("má", "mà"), ("mơ", "mo"), ("đi", "di"), ("cân", "can")])
def test_which_tone_and_letter_it_is_does(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("part", "whole", "stands"),
    [
        ("tỷ lệ đạt 90%", "Phấn đấu tỷ lệ đạt 90% trong năm 2026", True),
        ("tỷ lệ đạt 90%", "số vụ giảm 5%", False),
        ("đạt 90", "đạt 90", False),
    ],
    ids=["a clause", "another", "too short to tell"],
)
def test_a_target_stands_in_its_item(part: str, whole: str, stands: bool) -> None:
    assert holds(part, whole) is holds(whole, part) is stands


@given(st.text(alphabet="aăâeêioôơuưy àáảãạ đ.,-%1", max_size=30))
def test_a_text_is_like_itself(text: str) -> None:
    for name, matching in MATCHINGS.items():
        assert matching.likeness(text, text) == 1.0, name
        assert matching.same("task", text, text), name
