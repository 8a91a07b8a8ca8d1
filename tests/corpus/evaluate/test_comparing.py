"""Two evaluations compared; floors held and raised; tables beside tables."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import floor as floors
from corpus.evaluate.comparing import as_json, compare, read_json, write_json
from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.figures import Group, grouped
from corpus.evaluate.judging import judge
from corpus.evaluate.records import Json
from corpus.evaluate.tables import table_scores
from tests.corpus.evaluate.samples import plan, proof, reading, task

A = "Rà soát các bến xe khách trên địa bàn tỉnh"


def evaluated(lead: list[str], *names: str, matching: str = "tokens", products: tuple[str, ...] = ()) -> Json:
    gold = plan(task(A, lead=["Sở Xây dựng", "Sở Y tế"]))
    found = plan(task(A, lead=lead, products=list(products), evidence=[proof("lead", 0), proof("text")]))
    return as_json([judge(reading(gold, found, name)) for name in names or ("a.docx",)], matching)


def values(misses: Any) -> list[tuple[str, str | None]]:
    return [(miss.field, miss.gold or miss.found) for miss in misses]


def test_a_value_gained_and_one_lost() -> None:
    before, after = evaluated(["Sở Xây dựng"]), evaluated(["Sở Y tế"], products=("Báo cáo",))
    change = compare(before, after)
    assert values(change.gained) == [("lead", "Sở Y tế")]
    assert values(change.lost) == [("lead", "Sở Xây dựng"), ("products", "Báo cáo")]
    assert change.lost[1].block == 3
    back = compare(after, before)
    assert (values(back.gained), values(back.lost)) == (values(change.lost), values(change.gained))


def test_the_change_of_each_figure() -> None:
    change = compare(evaluated(["Sở Xây dựng"]), evaluated(["Sở Xây dựng", "Sở Y tế"]))
    figures = {(form, figure): (before, after) for form, figure, before, after in change.figures}
    assert figures["docx", "rows"] == (0, 1)
    assert figures["docx", "lead"] == (0.6667, 1)
    assert ("docx", "tasks") not in figures


def test_what_is_still_wrong_in_another_way_is_neither() -> None:
    change = compare(evaluated(["Sở Xây dựng", "Công an"]), evaluated(["Sở Xây dựng", "Sở Nội vụ"]))
    assert (change.gained, change.lost, change.figures) == ((), (), ())


def test_the_same_miss_twice_is_two() -> None:
    one, two = (evaluated(["Sở Xây dựng", "Sở Y tế"], products=("Báo cáo",) * n) for n in (1, 2))
    assert values(compare(one, two).lost) == [("products", "Báo cáo")]


def test_documents_that_only_one_has_are_named_and_left_out() -> None:
    change = compare(evaluated([], "a.docx", "b.docx"), evaluated([], "a.docx", "c.docx"))
    assert (change.gained, change.lost) == ((), ())
    assert [note.partition(". ")[0] for note in change.notes] == [
        "Only in the earlier: b.docx",
        "Only in the present: c.docx",
    ]


def test_other_matchings_are_not_compared() -> None:
    with pytest.raises(EvaluationError, match="--matching"):
        compare(evaluated([]), evaluated([], matching="soft"))


def test_the_file_is_the_same_each_time_and_holds_no_times(tmp_path: Path) -> None:
    gold, found = plan(task(A)), plan(task(A, confidence=0.5, evidence=[proof("text")]))
    judged = judge(reading(gold, found, seconds=1.5))
    slower = replace(judged, reading=replace(judged.reading, seconds=9.0))
    for name, one in (("a", judged), ("b", slower)):
        write_json(tmp_path / name, as_json([one], "tokens"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert read_json(tmp_path / "a") == as_json([judged], "tokens")
    assert list(json.loads((tmp_path / "a").read_text(encoding="utf-8"))) == sorted(as_json([judged], "tokens"))


@pytest.mark.parametrize("text", ["{", "[]", '{"figures": {}}'])
def test_what_is_no_evaluation_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match="--json"):
        read_json(tmp_path / "old.json")


def formats(right: int, of: int) -> tuple[Group, ...]:
    gold = plan(task(A, lead=[f"Sở {n}" for n in range(of)]))
    return grouped([judge(reading(gold, plan(task(A, lead=[f"Sở {n}" for n in range(right)]))))], "format")


@pytest.mark.parametrize(
    ("held", "prefix", "fell"),
    [
        ({"docx": {"lead": 0.6667}}, "", []),
        ({"docx": {"lead": 0.667}}, "", []),
        ({"docx": {"lead": 0.68}}, "", ["docx: lead is 0.6667, less than 0.68"]),
        ({"docx": {"lead": 0.68}}, "corpus ", []),
        ({"corpus docx": {"lead": 0.68}}, "corpus ", ["corpus docx: lead is 0.6667, less than 0.68"]),
        ({"pdf": {"lead": 1.0}, "docx": {"products": 1.0}}, "", []),
    ],
    ids=["reached", "within the slack", "fallen", "held under another name", "prefix", "not held"],
)
def test_floor(held: dict[str, dict[str, float]], prefix: str, fell: list[str]) -> None:
    assert floors.fallen(held, formats(1, 2), prefix) == fell


def test_a_floor_only_rises() -> None:
    held = {"docx": {"lead": 0.5, "tasks": 1.0, "targets": 0.3}, "pdf": {"rows": 0.2}}
    raised = floors.raised(held, formats(1, 2))
    assert raised["docx"].items() >= {"lead": 0.6667, "tasks": 1.0, "targets": 0.3, "rows": 0.0}.items()
    assert raised["pdf"] == {"rows": 0.2}
    assert floors.raised({"docx": {"lead": 0.9}}, formats(1, 2), "corpus ").keys() == {"docx", "corpus docx"}
    assert floors.raised(held, formats(0, 2))["docx"]["lead"] == 0.5


@pytest.mark.parametrize("text", ["[]", '{"docx": 1}', '{"docx": {"rows": "1"}}', "{"])
def test_what_is_no_floor_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "floor.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"floor\.json"):
        floors.read_floor(tmp_path / "floor.json")


FIRST = {"role": "tasks", "rows": [["TT", "Nhiệm vụ"], ["1", "Rà soát bến xe"]]}
SECOND = {"role": "other", "rows": [["Ngày", "Người trực"], ["3/2", "Nguyễn Văn An"]]}


@pytest.mark.parametrize(
    ("gold", "found", "scores"),
    [
        ([FIRST, SECOND], [SECOND, FIRST], (1, 1)),
        ([FIRST, SECOND], [FIRST], (1, 0)),
        ([FIRST], [FIRST, SECOND], (1,)),
        ([FIRST, SECOND | {"ruled": False}], [FIRST], (1,)),
        ([FIRST], [SECOND], (0,)),
        ([], [FIRST], ()),
    ],
    ids=["another order", "one missing", "one more", "without lines", "nothing in common", "none in gold"],
)
def test_tables(gold: list[Json], found: list[Json], scores: tuple[float, ...]) -> None:
    assert table_scores({"tables": gold}, {"tables": found}) == scores
    assert table_scores({"tables": gold}, None) == (0,) * len(scores)


def test_tables_are_a_mean() -> None:
    judged = judge(reading(plan(), plan(), tables=(1.0, 0.5, 0.75)))
    assert judged.counts["tables"].f1 == 0.75
