"""The language model that repairs scans: what it counts, and that plans can be left out of it."""

from collections import Counter

import pytest

from corpus import language
from corpus.loading import load_all
from ingest.scan.repair import model
from ingest.scan.repair.spelling import bare, in_case_of, key, tone_on_second

TWO = ("ma-tuy-xa-2026", "giam-ngheo-huyen-2024")


@pytest.fixture(scope="module")
def plans():
    return [plan for plan in load_all() if plan.id in TWO]


def test_words_pairs_signs_and_names_are_counted(plans):
    built = model.parsed(language.built(plans))
    assert built.words["túy"] >= 20
    assert built.nexts["ma"]["túy"] > 20
    assert built.befores["túy"]["ma"] == built.nexts["ma"]["túy"]
    assert built.signs["KH-UBND"] >= 2
    assert built.names["công an xã"] >= 1
    assert built.capitals["ủy"] >= 1
    assert "của" not in built.capitals
    assert "túy" in built.bares["tuy"]


def test_what_is_left_out_leaves_no_trace(plans):
    whole = model.parsed(language.built(plans))
    without = model.parsed(language.built(plans, exclude=("ma-tuy-xa-2026",)))
    alone = model.parsed(language.built([plan for plan in plans if plan.id != "ma-tuy-xa-2026"]))
    assert (without.words, without.nexts, without.signs, without.names) == (
        alone.words,
        alone.nexts,
        alone.signs,
        alone.names,
    )
    assert without.nexts["ma"].get("túy", 0) < whole.nexts["ma"]["túy"] / 3


def test_the_file_says_what_was_counted():
    clauses = [("ma", "túy"), ("ma", "túy"), ("xã",)]
    found = model.parsed(model.lines(clauses, {"sở": 4}, {"KH-UBND": 2}, {"sở y tế": 1}))
    assert found.words == {".": 3, "ma": 2, "túy": 2, "xã": 1}
    assert found.nexts["ma"] == Counter({"túy": 2})
    assert found.nexts["."] == Counter({"ma": 2, "xã": 1})
    assert (found.capitals, found.signs, found.names, found.total) == ({"sở": 4}, {"KH-UBND": 2}, {"sở y tế": 1}, 5)


def test_the_file_of_the_program_is_small_and_can_be_read():
    assert language.FILE.stat().st_size < 2_000_000
    lines = language.FILE.read_text(encoding="utf-8").splitlines()
    assert {line.partition("\t")[0] for line in lines} == {"w", "c", "s", "n"}
    assert len(lines) == len(set(lines))


def test_clauses_end_where_a_mark_or_a_number_stands():
    text = "Phòng, chống ma tuý (năm 2026) tại xã; hoà giải"
    assert list(model.clauses(text)) == [("phòng",), ("chống", "ma", "túy"), ("năm",), ("tại", "xã"), ("hòa", "giải")]


def test_words_have_one_key_however_they_are_spelled():
    assert key("HOÀ") == key("hòa") == "hòa"
    assert key("quý") == "quý"
    assert tone_on_second("ủy") == "uỷ"
    assert tone_on_second("hoàn") == "hoàn"
    assert bare("Đổi") == "doi"
    assert [in_case_of(read, "ủy") for read in ("UỶ", "Uỷ", "uỷ")] == ["ỦY", "Ủy", "ủy"]
