"""Small plans with a known answer: counts, misses and judged values."""

from typing import Any

import pytest

from corpus.evaluate.entries import compare_deadlines, compare_texts, compare_units, deadline_key
from corpus.evaluate.judging import judge, values
from corpus.evaluate.matching import MATCHINGS
from tests.corpus.evaluate.samples import due, plan, proof, reading, task

A = "Rà soát các bến xe khách trên địa bàn tỉnh"
B = "Tuyên truyền an toàn giao thông trong trường học"


def counts(gold: dict[str, Any], predicted: dict[str, Any] | None, figure: str) -> tuple[float, ...]:
    return tuple(judge(reading(gold, predicted)).counts.get(figure, ()))


@pytest.mark.parametrize(
    ("gold", "found", "verdicts", "missed"),
    [
        pytest.param(["Sở Y tế"], ["Sở Y tế"], ["right"], [], id="same"),
        pytest.param(["Sở Y tế", "Sở Nội vụ"], ["Sở Nội vụ", "Sở Y tế"], ["right", "right"], [], id="order"),
        pytest.param(["Sở Y tế"], ["Sở Y tế", "Sở Y tế"], ["right", "added"], [], id="twice"),
        pytest.param(["Sở Y tế|SYT"], ["SYT"], ["right"], [], id="alternative"),
        pytest.param(["?Sở Y tế"], [], [], [], id="optional one left out"),
        pytest.param(["?Sở Y tế"], ["Sở Y tế"], ["optional"], [], id="optional one given"),
        pytest.param(["?Sở Y tế|SYT", "Sở Nội vụ"], ["SYT"], ["optional"], [1], id="optional with alternative"),
        # "A" could take either: only one choice leaves a place for "A|B".
        pytest.param(["A|B", "A"], ["A", "B"], ["right", "right"], [], id="best matching"),
        pytest.param(["?A", "A|B"], ["A"], ["right"], [], id="a required one goes before an optional one"),
        pytest.param(["Sở Y tế"], ["-"], ["optional"], [0], id="a mark is no unit"),
        pytest.param([], ["Sở Y tế"], ["added"], [], id="added"),
    ],
)
def test_units(gold: list[str], found: list[str], verdicts: list[str], missed: list[int]) -> None:
    compared = compare_units(gold, found)
    assert (list(compared.verdicts), list(compared.missed)) == (verdicts, missed)


def test_units_under_a_looser_matching() -> None:
    assert not compare_units(["Sở Nội vụ tỉnh"], ["Sở Nội vụ tinh"]).good
    assert compare_units(["Sở Nội vụ tỉnh"], ["Sở Nội vụ tinh"], MATCHINGS["levenshtein"]).good


def test_texts_take_the_likest_that_is_left() -> None:
    compared = compare_texts(["Báo cáo quý", "Báo cáo"], ["Báo cáo", "Báo cáo quý", "Tờ trình"], "product")
    assert compared.verdicts == ("right", "right", "added")
    assert compared.missed == ()


@pytest.mark.parametrize(
    ("gold", "found", "counted"),
    [
        pytest.param([due("2026-06-30")], [due("2026-06-30")], (1, 0, 0), id="same"),
        pytest.param([due("2026-06-30")], [due("2026-06-30", text="30/6")], (1, 0, 0), id="words do not matter"),
        pytest.param([due("2026-06-30")], [due("2026-06-29")], (0, 1, 1), id="another day"),
        pytest.param([due("2026-06-30", kind="period")], [due("2026-06-30")], (0, 1, 1), id="another kind"),
        pytest.param([due("2026-06-30", optional=True)], [], (0, 0, 0), id="optional left out"),
        pytest.param([due("2026-06-30", optional=True)], [due("2026-06-30")], (0, 0, 0), id="optional given"),
        pytest.param(
            [due("2026-06-30", optional=True)],
            [due(None, text="Trước ngày 2026-06-30", kind="reference")],
            (0, 0, 0),
            id="optional in another form",
        ),
        pytest.param(
            [due("2026-06-30", optional=True), due("2026-06-30")], [due("2026-06-30")], (1, 0, 0), id="required first"
        ),
        pytest.param(
            [due(None, kind="recurring", recurrence=["yearly", "monthly"])],
            [due(None, kind="recurring", recurrence=["monthly", "yearly"])],
            (1, 0, 0),
            id="order of recurrence",
        ),
    ],
)
def test_deadlines(gold: list[dict[str, Any]], found: list[dict[str, Any]], counted: tuple[int, ...]) -> None:
    assert tuple(compare_deadlines(gold, found, deadline_key).counts) == counted


def test_a_right_row() -> None:
    row = task(A, number="1", lead=["Sở Xây dựng"], deadlines=[due("2026-06-30")])
    judged = judge(reading(plan(row), plan(row)))
    for figure in ("rows", "rows+", "tasks", "lead", "deadlines", "due", "number", "origin"):
        assert judged.counts[figure] == (1, 0, 0), figure
    assert judged.misses == ()


def test_a_wrong_field_spoils_the_row_but_not_the_task() -> None:
    gold, found = plan(task(A, lead=["Sở Xây dựng"])), plan(task(A, lead=["Sở Y tế"]))
    assert counts(gold, found, "tasks") == (1, 0, 0)
    assert counts(gold, found, "lead") == counts(gold, found, "rows") == counts(gold, found, "rows+") == (0, 1, 1)


@pytest.mark.parametrize(("field", "value"), [("path", ["II. Nhiệm vụ"]), ("number", "7"), ("origin", "table")])
def test_path_number_and_origin_are_no_part_of_the_row(field: str, value: Any) -> None:
    assert counts(plan(task(A)), plan(task(A, **{field: value})), "rows") == (1, 0, 0)
    assert counts(plan(task(A)), plan(task(A, **{field: value})), field)[1] == 1


def test_a_row_without_anything_is_in_rows_alone() -> None:
    assert counts(plan(task(A)), plan(task(A)), "rows") == (1, 0, 0)
    assert counts(plan(task(A)), plan(task(A)), "rows+") == ()


def test_missed_added_and_twice() -> None:
    assert counts(plan(task(A), task(B)), plan(task(A)), "tasks") == (1, 0, 1)
    assert counts(plan(task(A)), plan(task(A), task(B)), "tasks") == (1, 1, 0)
    assert counts(plan(task(A)), plan(task(A), task(A)), "tasks") == (1, 2, 0)
    assert [miss.kind for miss in judge(reading(plan(task(A)), plan(task(A), task(A), task(B)))).misses] == [
        "twice",
        "added",
    ]


def test_an_optional_task_is_neither_rewarded_nor_punished() -> None:
    gold = plan(task(A), task(B, optional=True))
    for found in (plan(task(A)), plan(task(A), task(B)), plan(task(A), task(B, lead=["Sở Y tế"]))):
        for figure in ("rows", "tasks"):
            assert counts(gold, found, figure) == (1, 0, 0)
    assert counts(gold, plan(task(A), task(B, lead=["Sở Y tế"])), "lead") == (0, 0, 0)


def test_optional_fields_are_skipped() -> None:
    gold = plan(task(A, lead=["Sở Y tế"], deadlines=[due("2026-01-01")], optional_fields=["lead", "deadlines"]))
    judged = judge(reading(gold, plan(task(A, lead=["Công an tỉnh"]))))
    assert judged.counts["rows"] == (1, 0, 0)
    assert not {"lead", "deadlines", "due", "day"} & judged.counts.keys()


def test_a_document_that_failed_counts_as_empty() -> None:
    gold = plan(task(A, lead=["Sở Y tế"]), citations=[{"number": "1/QĐ-TTg", "date": None}])
    judged = judge(reading(gold, None, failure="The file is empty."))
    for figure in ("rows", "tasks", "lead", "citations"):
        assert judged.counts[figure] == (0, 0, 1), figure


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        ({"text": "phấn đấu tỷ lệ hồ sơ trực tuyến đạt 90%"}, (1, 0, 0)),
        ({"value": 80.0}, (0, 1, 1)),
        ({"unit": "phần trăm"}, (1, 0, 0)),
        ({"unit": "hồ sơ"}, (0, 1, 1)),
        ({"comparator": ">"}, (0, 1, 1)),
        ({"scope": "task"}, (0, 0, 1)),
    ],
    ids=["clause or item", "value", "unit's alternative", "unit", "comparator", "of a task"],
)
def test_targets(found: dict[str, Any], counted: tuple[int, ...]) -> None:
    target = {
        "text": "tỷ lệ hồ sơ trực tuyến đạt 90%",
        "value": 90.0,
        "unit": "%",
        "comparator": "=",
        "scope": "section",
    }
    gold = plan(targets=[target | {"unit": "%|phần trăm"}])
    assert counts(gold, plan(targets=[target | found]), "targets") == counted


def test_citations_by_number_and_date_then_type_and_issuer() -> None:
    gold = {"type": "Quyết định", "number": "12/QĐ-UBND", "date": "2026-01-05", "issuer": "UBND tỉnh"}
    found = plan(citations=[gold | {"number": "12 /qđ-ubnd", "issuer": "UBND"}, gold | {"number": "13/QĐ-UBND"}])
    judged = judge(reading(plan(citations=[gold]), found))
    assert judged.counts["citations"] == (1, 1, 0)
    assert judged.counts["citation type"] == (1, 0, 0)
    assert judged.counts["citation issuer"] == (0, 1, 1)


def test_the_documents_own_values() -> None:
    gold = plan(document={"type": "Kế hoạch", "number": "1/KH-UBND", "issuer": "UBND tỉnh|Ủy ban nhân dân tỉnh"})
    found = plan(document={"type": "Quyết định", "number": "1 /KH-UBND", "issuer": "Ủy ban nhân dân tỉnh"})
    judged = judge(reading(gold, found))
    assert judged.counts["document"] == (7, 1, 1)  # the five that both leave open are right
    assert [(miss.field, miss.gold, miss.found) for miss in judged.misses] == [
        ("document.type", "Kế hoạch", "Quyết định")
    ]


def test_what_gold_does_not_tell_is_not_judged() -> None:
    assert "context" not in judge(reading(plan(task(A)), plan(task(A, context="Các đơn vị:")))).counts
    assert judge(reading(plan(task(A, context=None)), plan(task(A, context="Các đơn vị:")))).counts["context"] == (
        0,
        1,
        0,
    )
    weekly = due(None, kind="recurring", recurrence=["weekly"])
    assert "day" not in judge(reading(plan(task(A, deadlines=[weekly])), plan(task(A, deadlines=[weekly])))).counts
    gold, found = weekly | {"day": "05"}, weekly | {"day": "06"}
    assert judge(reading(plan(task(A, deadlines=[gold])), plan(task(A, deadlines=[found])))).counts["day"] == (0, 1, 1)


def test_a_miss_tells_where_and_by_which_rule() -> None:
    gold = plan(task(A, number="3", lead=["Sở Xây dựng", "Sở Tài chính"], products=["Báo cáo"]))
    evidence = [proof("text", page=1, block=7), proof("lead", 0), proof("lead", 1, rule="rule.second")]
    found = plan(task(A, number="3", lead=["Sở Xây dựng", "Sở Y tế"], evidence=evidence))
    wrong, missed = judge(reading(gold, found)).misses
    assert (wrong.field, wrong.kind, wrong.gold, wrong.found) == ("lead", "wrong", "Sở Tài chính", "Sở Y tế")
    assert (wrong.page, wrong.block, wrong.rule) == (2, 3, "rule.second")
    assert wrong.task == f"[body 3] {A}"
    assert (missed.field, missed.kind, missed.gold) == ("products", "missed", "Báo cáo")
    assert (missed.page, missed.block, missed.rule) == (1, 7, None)


def test_judged_values() -> None:
    gold = plan(task(A, lead=["Sở Nội vụ", "?Sở Y tế"]), task(B, optional=True))
    evidence = [proof("text"), proof("lead", 0), proof("lead", 1), proof("lead", 2, confidence=0.4)]
    found = plan(
        task(A, lead=["Sở Nội vụ", "Sở Y tế", "Công an tỉnh"], confidence=0.7, evidence=evidence),
        task(B, confidence=0.9, evidence=[proof("text")]),
        task("Một việc không có trong kế hoạch", confidence=0.2, evidence=[proof("text")]),
    )
    judged = [(v.field, v.index, v.confidence, v.right) for v in values([reading(gold, found)])]
    assert judged == [
        ("text", 0, 0.9, True),
        ("lead", 0, 0.9, True),
        ("lead", 2, 0.4, False),  # entry 1 is optional: left out
        ("row", 0, 0.7, False),
        ("text", 0, 0.9, False),
        ("row", 0, 0.2, False),
    ]


def test_a_row_without_a_confidence_is_left_out_and_the_least_certain_evidence_counts() -> None:
    document = {"title": "Kế hoạch năm", "evidence": [proof("title"), proof("title", confidence=0.5)]}
    found = plan(task(A, confidence=None, evidence=[proof("text")]), document=document)
    judged = list(values([reading(plan(task(A), document={"title": "Kế hoạch năm"}), found)]))
    assert [(v.field, v.confidence) for v in judged] == [("text", 0.9), ("document.title", 0.5)]


def test_features_of_a_row() -> None:
    evidence = [proof("text"), proof("lead", 0, confidence=0.3, inferred=True)]
    row = task(A, number="1", lead=["Sở Y tế"], path=["II", "1"], confidence=0.6, evidence=evidence)
    (judged,) = (value for value in values([reading(plan(row), plan(row))]) if value.field == "row")
    expected = {"origin": "body", "numbered": True, "depth": 2, "lead": 1, "lowest": 0.3, "inferred": True}
    assert expected.items() <= judged.features.items()
    assert judged.features["rules"] == "lead=rule.lead; text=rule.text"
