"""Confidences set from judged values: what is measured, and that a plan is never judged by itself."""

import tomllib

import pytest

from corpus import weigh
from corpus.evaluate.records import JudgedValue
from extractors import confidence


def value(
    plan: str, rule: str, right: bool, *, field: str = "lead", layout: int = 0, **features: object
) -> JudgedValue:
    document = f"{plan}--{layout}.docx"
    return JudgedValue(document, plan, "held", "docx", field, 0, rule, 0.5, right, features)


def row(plan: str, right: bool, **features: object) -> JudgedValue:
    known = {"origin": "body", "words": 20, "numbered": True, "rules": "text=item.number", "partners": 0, **features}
    return value(plan, "item.number", right, field="row", **known)


def test_a_rules_share_comes_near_to_how_often_it_is_right():
    judged = [
        value(f"plan {n}", rule, n % 10 < right) for n in range(200) for rule, right in (("label", 9), ("text", 6))
    ]
    weights = weigh.by_field(judged)["lead"]
    label, text = (weigh._chance(weights, [rule]) for rule in ("label", "text"))
    assert label == pytest.approx(0.9, abs=0.03)
    assert text == pytest.approx(0.6, abs=0.03)


def test_a_rule_seen_once_leans_on_its_field():
    judged = [value(f"plan {n}", "label", True) for n in range(50)] + [value("plan 0", "rare", False)]
    weights = weigh.by_field(judged)["lead"]
    assert weigh._chance(weights, ["rare"]) > 0.6


def test_a_plan_counts_once_in_however_many_layouts_it_stands():
    many = [value("long", "label", False, layout=n) for n in range(100)]
    others = [value(f"plan {n}", "label", True) for n in range(9)]
    assert weigh._chance(weigh.by_field([*many, *others])["lead"], ["label"]) == pytest.approx(0.9, abs=0.07)


def test_a_plans_confidences_are_set_by_the_other_plans_alone():
    judged = [value("good", "label", True, layout=n) for n in range(20)] + [value("bad", "label", False)]
    crossed = {v.plan: v.confidence for v in weigh.cross_validated(judged)}
    assert crossed["bad"] > 0.5 > crossed["good"]


def test_traits_that_go_with_errors_lower_a_rows_confidence():
    judged = [row(f"plan {n}", n % 3 > 0, words=90) for n in range(60)] + [row(f"plan {n}", True) for n in range(60)]
    weights = weigh.by_field(judged)["row"]
    assert weights["very long"] < -0.5


def test_the_rule_file_is_what_the_program_reads():
    judged = [value(f"plan {n}", "label", n % 10 < 9) for n in range(50)] + [
        row(f"plan {n}", n % 5 > 0) for n in range(50)
    ]
    found = tomllib.loads(weigh.as_toml(weigh.by_field(judged)))
    assert found.keys() == {"field", "row"}
    assert 0 < found["field"]["lead"]["rules"]["label"] < 1
    assert found["field"]["other"]["rules"] == {}
    assert "any" in found["row"]


def test_several_entries_by_one_rule_count_as_several():
    traits = weigh._traits(row("plan", True, rules="partners=unit.listed; text=item.number", partners=3))
    assert "partners: several" in traits


def test_a_rows_confidence_is_a_share_whatever_its_traits():
    for traits in (
        [],
        ["no such trait"],
        list(confidence.row_traits("table", 90, {"lead": ["cell/unit.listed"]}, numbered=False)),
    ):
        assert 0 < confidence.of_row(traits) < 1


def test_a_rule_without_a_share_has_its_fields():
    assert confidence.of("no such rule", "lead") == confidence.load("confidence")["field"]["lead"]["share"]
    assert confidence.of("no such rule", "no such field") == confidence.load("confidence")["field"]["other"]["share"]
