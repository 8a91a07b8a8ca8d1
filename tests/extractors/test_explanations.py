"""The sentences about rules: none is missing, none is left over, and their files are there."""

import re
from pathlib import Path
from typing import get_args

import pytest

from extractors import explanations, mentions
from extractors.deadlines.phrases import Form
from extractors.rules import load
from models.plan import Origin

HOME = Path(__file__).resolve().parents[2]
TOLD = load("explanations")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HOME / "extractors").rglob("*.py")))
CODE += (HOME / "kehoach" / "explanation.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "name"),
    [(table, name) for table in ("place", "rule", "grammar") for name in TOLD[table]],
)
def test_a_sentence_names_files_that_are_there(table, name):
    entry = TOLD[table][name]
    assert entry["says"].endswith((".", ".)"))
    assert entry["files"]
    for file in entry["files"]:
        assert (HOME / "extractors" / file).is_file(), file


@pytest.mark.parametrize("field", sorted(load("confidence")["field"]))
def test_every_rule_whose_confidence_was_measured_has_a_sentence(field):
    for rule in load("confidence")["field"][field]["rules"]:
        assert explanations.UNTOLD not in explanations.of_rule(rule, field).says, rule


@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize("grammar", ["text", "cell"])
def test_every_form_of_a_time_has_a_sentence(grammar, form):
    assert explanations.UNTOLD not in explanations.of_rule(f"{grammar}: {form}", "deadlines").says


@pytest.mark.parametrize("origin", get_args(Origin))
def test_every_origin_has_a_sentence(origin):
    assert explanations.UNTOLD not in explanations.of_rule(f"origin.{origin}", "origin").says


@pytest.mark.parametrize(
    "name", re.findall(r'"((?:item|table|unit|product|target|citation|metadata)\.[a-z.-]+)"', CODE)
)
def test_every_name_of_a_rule_in_the_code_has_a_sentence(name):
    assert name in TOLD["rule"]


@pytest.mark.parametrize("reason", TOLD["reason"])
def test_no_reason_is_left_over(reason):
    assert f'"{reason}"' in CODE


@pytest.mark.parametrize("rule", [name for name in TOLD["rule"] if name.partition(".")[0] not in ("origin", "item")])
def test_no_rule_is_left_over(rule):
    assert f'"{rule}"' in CODE


@pytest.mark.parametrize("place", [name for name in TOLD["place"] if name != "own-words"])
def test_no_place_is_left_over(place):
    assert f'"{place}"' in CODE


def test_an_unknown_name_says_so():
    assert explanations.of_rule("elsewhere/unit.new", "lead").says.count(explanations.UNTOLD) == 2
    assert explanations.of_reason("new") == explanations.UNTOLD


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rà soát, báo cáo Ủy ban nhân dân tỉnh và Sở Tài chính", ["Ủy ban nhân dân tỉnh", "Sở Tài chính"]),
        ("Theo Quyết định số 12/QĐ-UBND ngày 05/3/2026", []),
        ("Hướng dẫn các trường học phòng, chống đuối nước", ["các trường học"]),
        ("Sửa chữa trụ sở, cập nhật bản tin nội bộ", []),
        ("Triển khai phong trào “Công an xã vì dân”", []),
    ],
)
def test_units_that_a_text_names(text, names):
    assert [match.value.name for match in mentions.in_text(text)] == names
