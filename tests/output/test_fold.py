import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.fold import contains, fold, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Điều phối", "dieu phoi", id="đ and tones"),
        pytest.param("Uỷ ban, Ủy ban", "uy ban, uy ban", id="both placements of a tone"),
        pytest.param("\u0110ie\u0302\u0300u", "dieu", id="decomposed letters"),
        pytest.param("ƯƠNG ơ", "uong o", id="horns"),
        pytest.param("100% - a/b", "100% - a/b", id="signs stay"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        pytest.param("Sở Y tế tỉnh X", "so y te", True, id="words in a row"),
        pytest.param("1819/KH-SYT", "819/kh-syt", False, id="part of a number is another number"),
        pytest.param("819/KH-SYT", "819 KH-SYT", True, id="other signs between"),
        pytest.param("Sở Y tế", "y so", False, id="order counts"),
        pytest.param("Sở Y tế", "", False, id="nothing asked"),
        pytest.param("Sở Y tế", " - ", False, id="signs alone"),
    ],
)
def test_contains(text: str, wanted: str, found: bool) -> None:
    assert contains(text, words(wanted)) is found
