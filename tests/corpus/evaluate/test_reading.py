"""Error rates of what was read, and what a repair did: counted by hand."""

import pytest

from corpus.evaluate.reading import Figures, Reading, aligned, changes, figures, words


def reading(read: str, repaired: str, printed: str) -> Reading:
    return Reading(read.split(), [word.replace("_", " ").strip() for word in repaired.split()], printed.split())


def test_a_page_without_faults():
    found = figures([reading("tổ chức", "tổ chức", "tổ chức")])
    assert found == Figures(characters=7, words=2)
    assert found.character_error_rates == found.word_error_rates == (0.0, 0.0)


def test_right_wrong_and_other():
    found = figures([reading("tố chức thưc hiện sớm", "tổ chức thức hiên sớm", "tổ chức thực hiện sớm")])
    assert (found.made_right, found.made_wrong, found.still_wrong) == (1, 1, 1)
    assert found.word_edits == (2, 2)
    assert found.character_edits == (2, 2)
    assert found.word_error_rates == (0.4, 0.4)


def test_dirt_taken_away_counts_as_right_and_a_mark_taken_away_as_wrong():
    found = figures([reading("Sở | Y tế", "Sở _ Y tế", "Sở Y tế"), reading("Nơi nhận :", "Nơi nhận _", "Nơi nhận :")])
    assert (found.made_right, found.made_wrong) == (1, 1)
    assert found.word_edits == (1, 1)


def test_a_change_beside_nothing_is_not_told():
    found = figures([reading("một ~ nă hai", "một _ năm hai", "một hai")])
    assert (found.made_right, found.made_wrong, found.still_wrong, found.not_told) == (1, 0, 0, 1)
    assert found.word_edits == (2, 1)


def test_a_word_split_in_two():
    found = figures([reading("Kếhoạch số 5", "Kế_hoạch số 5", "Kế hoạch số 5")])
    assert found.word_edits == (2, 0)
    assert found.character_edits == (1, 0)


def test_rates_of_nothing_are_nothing():
    assert figures([]).character_error_rates == (0.0, 0.0)


def test_words_that_differ_are_paired_by_their_letters():
    assert aligned(["rnục", "tiêu", "~"], ["mục", "tiêu", "chung"]) == ("mục", "tiêu", None)
    assert aligned(["vi", "|", "phạn"], ["vi", "phạm"]) == ("vi", None, "phạm")
    assert aligned(["a", "b"], ["a"]) == ("a", "")


def test_changes_name_the_place():
    [change] = changes(reading("các tố chức", "các tổ chức", "các tổ chức"))
    assert (change.place, change.read, change.repaired, change.printed) == (1, "tố", "tổ", "tổ")


@pytest.mark.parametrize("mark", ["\x02", "\ufffe"])
def test_marks_of_hyphens(mark):
    assert words(f"2021{mark}2025\n hoà") == ("2021-2025", "hoà")
