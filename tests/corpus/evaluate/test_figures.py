"""Sums over documents: micro, macro, groups, and how sure they are."""

import pytest

from corpus.evaluate.bootstrap import intervals
from corpus.evaluate.figures import grouped, summarise
from corpus.evaluate.judging import judge
from corpus.evaluate.records import Counts, Judgement
from tests.corpus.evaluate.samples import plan, reading, task


def judged(right: int, wrong: int, name: str = "a.docx", **fields: object) -> Judgement:
    rows = [task(f"Việc thứ {'x' * n} phải làm ngay", lead=["Sở Y tế"]) for n in range(right + wrong)]
    found = [row | {"lead": ["Sở Y tế" if n < right else "Công an"]} for n, row in enumerate(rows)]
    return judge(reading(plan(*rows), plan(*found), name, **fields))


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [((3, 1, 2), 3 / 4, 3 / 5, 6 / 9), ((0, 0, 2), None, 0, 0), ((0, 2, 0), 0, None, 0), ((0, 0, 0), None, None, None)],
)
def test_shares(counts: tuple[int, int, int], precision: float, recall: float, f1: float) -> None:
    assert (Counts(*counts).precision, Counts(*counts).recall, Counts(*counts).f1) == (precision, recall, f1)


def test_micro_counts_values_and_macro_documents() -> None:
    group = summarise([judged(9, 0), judged(0, 1, "b.docx")])
    assert group.figures["rows"].counts == (9, 1, 1)
    assert group.figures["rows"].f1 == 0.9
    assert group.figures["rows"].macro == 0.5
    assert (group.documents, group.plans, group.rows, group.failures) == (2, 2, 10, 0)
    assert "targets" not in group.figures


def test_groups_stand_the_weakest_first() -> None:
    documents = [
        judged(9, 1, "a.docx", split="learn", knobs={"numbering": "typed", "tables": "split"}),
        judged(5, 5, "b.pdf", split="held", knobs={"numbering": "automatic"}),
        judged(8, 2, "c.docx", split="learn", knobs={"numbering": "typed"}),
    ]
    assert [(group.name, group.documents, group.rows_f1) for group in grouped(documents, "format")] == [
        ("pdf", 1, 0.5),
        ("docx", 2, 0.85),
    ]
    assert [group.name for group in grouped(documents, "split")] == ["held", "learn"]
    assert [(group.name, group.rows_f1) for group in grouped(documents, "knob")] == [
        ("numbering: automatic", 0.5),
        ("numbering: typed", 0.85),
        ("tables: split", 0.9),
    ]
    assert [group.name for group in grouped(documents, "document")] == ["b.pdf", "c.docx", "a.docx"]
    assert grouped([judged(1, 0)], "split") == ()


def test_intervals_are_the_same_each_time_and_hold_the_figure() -> None:
    counts = [Counts(n, 10 - n, 10 - n) for n in (3, 5, 9, 7, 10)]
    first, again = (intervals(counts, list("abcde")) for _ in range(2))
    assert first == again
    assert first.micro
    low, high = first.micro
    assert 0.3 <= low < 0.68 < high <= 1
    assert first.macro == pytest.approx(first.micro)  # documents of one size


def test_layouts_of_one_plan_are_drawn_together() -> None:
    right, wrong = Counts(10, 0, 0), Counts(0, 10, 10)
    # As eight plans the figure is rather sure; as two plans, each in four layouts, all or nothing may be drawn.
    apart = intervals([right] * 4 + [wrong] * 4, list("abcdefgh")).micro
    together = intervals([right] * 4 + [wrong] * 4, list("aaaabbbb")).micro
    assert together == (0, 1)
    assert apart
    assert 0 < apart[0] < apart[1] < 1


@pytest.mark.parametrize(
    ("counts", "plans"),
    [([Counts(1, 1, 1)] * 3, "aaa"), ([Counts()] * 3, "abc")],
    ids=["one plan", "nothing to count"],
)
def test_no_interval_where_there_is_nothing_to_draw(counts: list[Counts], plans: str) -> None:
    assert intervals(counts, list(plans)) == (None, None)
