"""The score of a table's structure: known distances, limits of time, and the library against the plain alignment."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evaluate import structure
from corpus.evaluate.structure import Span, teds, tree
from tests.pace import assert_within

HEADER = ("STT", "Nhiệm vụ", "Chủ trì")
FIRST = ("1", "Rà soát bến xe", "Sở Xây dựng")
SECOND = ("2", "Kiểm tra trường học", "Sở Giáo dục")
TABLE = [HEADER, FIRST, SECOND]  # 1 + 3 + 9 nodes


@pytest.mark.parametrize(
    ("predicted", "distance"),
    [
        pytest.param(TABLE, 0, id="the same"),
        pytest.param([HEADER, (" 1\n", "Rà soát\nbến  xe", "Sở Xây dựng"), SECOND], 0, id="white space"),
        pytest.param([HEADER, FIRST], 4, id="a row is missing"),
        pytest.param([HEADER, FIRST, ("", "thêm", ""), SECOND], 4, id="a row too many"),
        pytest.param([row[:2] for row in TABLE], 3, id="a column is missing"),
        pytest.param([HEADER, ("7", *FIRST[1:]), SECOND], 1, id="another text, no letter the same"),
        pytest.param([HEADER, ("1", "Rà soát bến", "Sở Xây dựng"), SECOND], 3 / 14, id="a part of a text"),
        pytest.param([HEADER, FIRST, ("2", "Kiểm tra trường học", None)], 2, id="a cell merged across"),
        pytest.param([HEADER, FIRST, (None, "Kiểm tra trường học", "Sở Giáo dục")], 2, id="a cell merged down"),
        pytest.param([], 12, id="nothing"),
    ],
)
def test_distance(predicted, distance):
    nodes = max(13, tree(predicted).size)
    assert teds(TABLE, predicted) == pytest.approx(1 - distance / nodes)
    assert teds(predicted, TABLE) == pytest.approx(1 - distance / nodes)


def test_without_texts_only_cells_and_spans_count():
    other = [("x", "y", "z"), *TABLE[1:]]
    assert teds(TABLE, other, texts=False) == 1
    assert teds(TABLE, [HEADER, FIRST, ("2", "Kiểm tra trường học", None)], texts=False) < 1


def test_empty_tables():
    assert teds([], []) == 1
    assert teds([[]], [[]]) == 1
    assert teds([["a"]], []) == pytest.approx(1 / 3)


def test_spans_go_right_first_then_down():
    rows = [("A", None, "B"), (None, None, "C"), ("D", None, None), (None, "E", "F"), (None, None, None)]
    spans = [[(cell.text, cell.span) for cell in row.children] for row in tree(rows).children]
    assert spans == [
        [("A", Span(2, 2)), ("B", Span(1, 1))],
        [("C", Span(1, 1))],
        [("D", Span(1, 3))],
        [("E", Span(2, 1)), ("F", Span(2, 1))],
        [],
    ]


def test_a_row_read_as_two_is_compared_exactly():
    """Deleting two row nodes and inserting one moves their cells; aligned rows would lose two cells and win them."""
    gold, predicted = [("a", "b", "c", "d")], [("a", "b"), ("c", "d")]
    assert teds(gold, predicted) == pytest.approx(1 - 3 / 7)
    assert structure.aligned(tree(gold).children, tree(predicted).children) == 5


CELLS = st.one_of(st.none(), st.sampled_from(["", "1", "Sở Y tế", "Sở Xây dựng"]))
TABLES = st.lists(st.lists(CELLS, max_size=3), max_size=4)


@given(TABLES, TABLES)
def test_what_always_holds(one, other):
    score = teds(one, other)
    assert 0 <= score <= 1
    assert score == pytest.approx(teds(other, one))
    assert teds(one, one) == 1
    rows, others = tree(one), tree(other)
    assert structure.aligned([rows], [others]) >= (1 - score) * max(rows.size, others.size) - 1e-9


@given(TABLES, TABLES)
def test_leaving_out_equal_ends_changes_nothing(one, other):
    from apted import APTED

    exact = APTED(tree(one), tree(other), structure._Costs()).compute_edit_distance()
    most = max(tree(one).size, tree(other).size)
    assert teds(one, other) == pytest.approx(1 - exact / most)


def big(seed, rows=60, columns=7):
    words = random.Random(seed)
    return [
        [" ".join(words.choices(["kiểm", "tra", "rà", "soát", "bến", "xe"], k=12)) for _ in range(columns)]
        for _ in range(rows)
    ]


@pytest.mark.parametrize("same", [0, 20, 60])
def test_big_tables_are_compared_in_a_second(same):
    """`same` rows at the start are equal, so that the rest is compared by either way, or not at all."""
    gold, predicted = big(1), big(2)
    predicted[:same] = gold[:same]
    assert same / 60 <= assert_within(0.7, lambda: teds(gold, predicted)) <= 1
