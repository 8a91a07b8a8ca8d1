"""Each value of each knob is shown in enough documents of the fixed sample to be measured."""

from collections import Counter

import pytest

from corpus import balance
from corpus.build import SUFFIXES, Rendering, sample
from corpus.compose import Composed, compose, shown
from corpus.layout import KNOBS, PLAIN
from corpus.loading import load_all
from tests.pace import assert_within

ENOUGH = 10
SCANS = {"scan-light", "scan-medium", "scan-hard"}  # only in the whole corpus

Count = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def count(renderings: list[Rendering], composed: list[Composed]) -> Count:
    """How many documents show each value, one for each format."""
    found: Count = Counter()
    for rendering, one in zip(renderings, composed, strict=True):
        for form in rendering.formats:
            found["format", form] += 1
            found.update((knob, value) for knob, value in rendering.layout.knobs.items() if knob in one.used)
    return found


@pytest.mark.parametrize(
    ("knob", "value"),
    [
        *((knob, value) for knob, values in KNOBS.items() for value in values),
        *(("format", form) for form in SUFFIXES if form not in SCANS),
    ],
)
def test_a_value_is_shown_in_ten_documents(knob: str, value: str, count: Count) -> None:
    assert count[knob, value] >= ENOUGH


def test_the_sample_has_many_documents_word_files_and_pdfs(renderings: list[Rendering]) -> None:
    forms = Counter(form for one in renderings for form in one.formats)
    assert forms.total() >= 300
    assert forms["docx"] >= 100
    assert forms["pdf"] >= 100
    assert not SCANS & forms.keys()


def test_each_plan_is_in_the_plain_layout_and_in_two_of_its_own(renderings: list[Rendering]) -> None:
    layouts = {plan.id: {one.layout.seed for one in renderings if one.plan.id == plan.id} for plan in load_all()}
    assert all(0 in seeds and len(seeds) >= 3 for seeds in layouts.values())
    assert len({one.stem for one in renderings}) == len(renderings)


def test_a_seed_with_zero_is_the_plain_layout_alone(renderings: list[Rendering]) -> None:
    assert all((one.layout == PLAIN) == (one.layout.seed == 0) for one in renderings)


def test_the_sample_is_the_same_each_time_and_quick(renderings: list[Rendering]) -> None:
    seconds = 0.1 * len(load_all())
    assert assert_within(seconds, lambda: list(sample(load_all()))) == renderings


def test_what_a_page_shows_is_known_without_the_page(renderings: list[Rendering], composed: list[Composed]) -> None:
    for rendering, one in zip(renderings[::7], composed[::7], strict=True):
        assert shown(rendering.plan, rendering.layout).keys() == one.used


def test_a_page_without_tables_shows_nothing_of_tables() -> None:
    (letter,) = (plan for plan in load_all() if plan.id == "nong-nghiep-cong-van-2024")
    tables = {"columns", "header", "row numbers", "group rows", "third party", "year", "merged", "wording", "rules"}
    assert not tables & compose(letter, PLAIN).used


class TestBalance:
    """The choice of layouts, on plans that show what the test says."""

    def test_what_is_shown_least_is_taken(self) -> None:
        plan = {1: frozenset({("tones", "òa")}), 2: frozenset({("tones", "oà")})}
        begun = [("tones", "òa")] * 5
        assert balance.choose([plan], [[1]], begun) == [[2]]

    def test_the_first_of_equals_is_taken(self) -> None:
        plan = {number: frozenset({("tones", "òa")}) for number in (1, 2, 3)}
        assert balance.choose([plan], [[1], [1]], []) == [[1, 2]]

    def test_what_has_enough_counts_for_nothing(self) -> None:
        plan = {
            1: frozenset({("tones", "òa"), ("dates", "worded"), ("size", "12")}),
            2: frozenset({("tones", "oà")}),
        }
        begun = [("tones", "òa"), ("dates", "worded"), ("size", "12")] * balance.WANTED
        assert balance.choose([plan], [[1]], begun) == [[2]]

    def test_one_plan_knows_what_the_others_show(self) -> None:
        plan = {1: frozenset({("tones", "òa")}), 2: frozenset({("tones", "oà")})}
        assert balance.choose([plan, plan], [[1, 1]], []) == [[1], [2]]

    def test_a_document_counts_once_for_each_format(self) -> None:
        plan = {1: frozenset({("tones", "òa")}), 2: frozenset({("tones", "oà")})}
        begun = [("tones", "òa")] * 2 + [("tones", "oà")] * 3
        assert balance.choose([plan, plan], [[2, 1]], begun) == [[1], [2]]

    def test_a_plan_may_have_fewer_layouts_than_others(self) -> None:
        plan = {number: frozenset({("tones", "òa")}) for number in (1, 2, 3)}
        assert balance.choose([plan, plan], [[1, 1], [1, 0]], []) == [[1, 2], [1]]
