"""A seed repeats its layout, knobs turn one by one, and both spellings are each other's inverse."""

import unicodedata
from collections import Counter

import pytest

from corpus.layout import KNOBS, PLAIN, choose
from corpus.spelling import tone_on_first, tone_on_second


def test_a_seed_repeats_its_layout() -> None:
    assert choose(7) == choose(7)
    assert choose(7) != choose(8)


def test_a_layout_has_a_value_for_each_knob() -> None:
    for layout in (PLAIN, choose(3)):
        assert layout.knobs.keys() == KNOBS.keys()
        assert all(layout[knob] in values for knob, values in KNOBS.items())


def test_the_plain_layout_is_the_first_value_of_each_knob() -> None:
    assert [PLAIN[knob] for knob in KNOBS] == [next(iter(values)) for values in KNOBS.values()]


def test_common_values_come_as_often_as_their_weights_say() -> None:
    count = Counter(choose(seed)["letters"] for seed in range(700))
    assert 500 < count["NFC"] < 650
    assert all(choose(seed)["wording"] for seed in range(5))
    assert {choose(seed)["wording"] for seed in range(400)} == KNOBS["wording"].keys()


def test_some_knobs_are_turned_and_the_others_stay() -> None:
    turned = PLAIN.with_knobs(form="labels", row_numbers="none")
    assert (turned["form"], turned["row numbers"]) == ("labels", "none")
    assert {knob for knob in KNOBS if turned[knob] != PLAIN[knob]} == {"form", "row numbers"}
    assert PLAIN["form"] == "table"


@pytest.mark.parametrize("knobs", [{"forms": "labels"}, {"form": "list"}, {"row_numbers": "roman"}])
def test_an_unknown_knob_or_value_is_told(knobs: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no such knob or value: "):
        PLAIN.with_knobs(**knobs)


def test_choices_of_one_purpose_do_not_hang_on_those_of_another() -> None:
    layout = choose(5)
    assert layout.random("breaks").random() == layout.random("breaks").random()
    assert layout.random("breaks").random() != layout.random("notes").random()
    assert layout.random("breaks").random() != choose(6).random("breaks").random()


# Spelling: where the mark stands first, and where second; alone in their line if there is one spelling.

PAIRS = [
    ("hòa", "hoà"), ("hóa", "hoá"), ("tỏa", "toả"), ("đọa", "đoạ"), ("khỏe", "khoẻ"), ("lòe", "loè"), ("xòe", "xoè"),
    ("thủy", "thuỷ"), ("ủy", "uỷ"), ("lũy", "luỹ"), ("tùy", "tuỳ"), ("hủy", "huỷ"), ("thụy", "thuỵ"), ("súy", "suý"),
    ("HÒA", "HOÀ"), ("Ủy", "Uỷ"), ("ỦY BAN", "UỶ BAN"), ("hòa, hóa.", "hoà, hoá."), ("thỏa thuận", "thoả thuận"),
]  # fmt: skip
ALONE = [
    "hoặc", "quý", "quỳ", "quỹ", "Quý II", "ngoẹo", "hoàn", "thuyền", "khoảng", "toàn", "tuyến", "hoạt", "xoắn", "quà",
    "quả", "loại", "ngoài", "khuỷu", "khoái", "của", "mùa", "lúa", "ý", "kỹ", "hoa", "huy", "oa", "đặc biệt", "về",
    "giá", "già", "nghĩa", "Quảng", "quẻ", "hoẵng", "uyển", "",
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_both_spellings_of_a_word(first: str, second: str) -> None:
    assert tone_on_second(first) == second
    assert tone_on_first(second) == tone_on_first(first)
    assert tone_on_first(tone_on_second(first)) == tone_on_first(first)
    assert tone_on_second(tone_on_first(second)) == second


@pytest.mark.parametrize("word", ALONE)
def test_a_word_of_one_spelling_stays(word: str) -> None:
    assert tone_on_first(word) == word
    assert tone_on_second(word) == word


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_in_either_encoding_come_out_in_one(form: str) -> None:
    text = unicodedata.normalize(form, "Ủy ban thoả thuận hòa giải")
    assert tone_on_first(text) == "Ủy ban thỏa thuận hòa giải"
    assert tone_on_second(text) == "Uỷ ban thoả thuận hoà giải"
