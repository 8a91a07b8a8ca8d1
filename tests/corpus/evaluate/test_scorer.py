"""The figures agree with the project's scorer, which lies beside the project: on good predictions and damaged ones."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

import kehoach
from corpus.evaluate.judging import ORDER, judge
from corpus.evaluate.records import Counts, Reading
from output.exports import to_dict
from tests.corpus.evaluate.samples import reading

HOME = Path(__file__).resolve().parents[3]
SCORER = HOME.parent / "shared" / "score.py"
PLANS = HOME / "tests" / "plans"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="../shared is not here: no scorer to agree with")


@pytest.fixture(scope="module")
def score() -> Any:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    pairs = [(path, PLANS / "gold" / f"{path.stem}.json") for path in sorted((PLANS / "documents").iterdir())]
    return [
        reading(json.loads(gold.read_text(encoding="utf-8")), to_dict(kehoach.read_plan(path)), path.name)
        for path, gold in pairs
    ]


def damaged(plan: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Values lost, doubled, changed and moved."""
    plan = copy.deepcopy(plan)
    tasks = [task for task in plan["tasks"] if chance.random() > 0.1]
    for task in tasks:
        for field in ("lead", "partners", "products", "path", "deadlines"):
            if task[field] and chance.random() < 0.2:
                task[field].pop()
            if task[field] and chance.random() < 0.1:
                task[field].append(task[field][0])
            if task[field] and field != "deadlines" and chance.random() < 0.1:
                task[field][0] += " khác"
        words = task["text"].split()
        at = chance.randrange(len(words))
        if chance.random() < 0.15:
            task["text"] = " ".join(chance.choice([words[at:] + words[:at], words[: at + 1]]))
        if chance.random() < 0.1:
            task["number"] = chance.choice(["9", None])
        for deadline in task["deadlines"]:
            if chance.random() < 0.1:
                deadline["due"] = "2030-01-01"
    plan["tasks"] = tasks + [copy.deepcopy(task) for task in tasks if chance.random() < 0.1]
    for part in ("targets", "citations"):
        plan[part] = [value for value in plan[part] if chance.random() > 0.2] + plan[part][:1]
    plan["document"]["title"] = (plan["document"]["title"] or "")[:30]
    plan["document"]["date"] = None
    return plan


def agree(score: Any, readings: list[Reading], predictions: list[dict[str, Any]]) -> dict[str, float | None]:
    """Hold every count of every document to the scorer's; the scorer's F1 over all."""
    total, own = score.Tally(), dict.fromkeys(ORDER, Counts())
    for given, predicted in zip(readings, predictions, strict=True):
        tally = score.Tally()
        score.score_document(given.gold, predicted, tally, [])
        mine = judge(reading(given.gold, predicted)).counts
        for figure in ORDER:
            counts = mine.get(figure, Counts())
            assert [*counts] == [*tally.counts.get(figure, (0, 0, 0))], (given.document, figure)
            own[figure] = own[figure].plus(counts)
            total.add(figure, *tally.counts.get(figure, (0, 0, 0)))
    for figure in ORDER:
        assert own[figure].f1 == total.f1(figure), figure
    return {figure: total.f1(figure) for figure in ORDER}


def test_the_figures_are_the_scorers(score: Any, readings: list[Reading]) -> None:
    assert tuple(score.ORDER) == ORDER
    reached = agree(score, readings, [dict(given.predicted or {}) for given in readings])
    assert (reached["rows"] or 0) > 0.9  # these plans are read well, so that agreement says something


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_damaged_plans_are_the_scorers(score: Any, readings: list[Reading], seed: int) -> None:
    chance = random.Random(seed)
    reached = agree(score, readings, [damaged(dict(given.predicted or {}), chance) for given in readings])
    assert all(f1 is not None and f1 < 0.999 for f1 in reached.values()), "every figure must have been hit"
