"""Sets the confidences of values and rows from made-up plans; writes extractors/rules/confidence.toml.

    python -m corpus.weigh                 after `python -m corpus.build`

How right values are on the whole is asked of the plans of split `weigh`, by which no rule was ever mended: on plans of
split `learn` the program is better than elsewhere. How rules and traits differ from one another is asked of both, for more
plans tell more. Whether the confidences are true is another question, asked of the plans of split `held` (`kehoach evaluate
--calibration`, docs/accuracy.md). A plan counts once, in however many layouts it stands.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.build import OUT
from corpus.evaluate.judging import values
from corpus.evaluate.pairing import find_pairs
from corpus.evaluate.records import JudgedValue, Reading
from corpus.evaluate.running import read_all
from extractors import confidence

RULES = Path(confidence.__file__).parent / "rules" / "confidence.toml"
FORMATS = ("docx", "pdf")
SPLITS = ("learn", "weigh")
_ANY = "any"
_RIDGE = 1.0  # how strongly the weights of rules and traits are held to 0, in plans' values
_LOOSE = 0.05  # the same for what is right on the whole
_STEPS = 100

Weights = Mapping[str, float]


def main() -> int:
    """Measure and write; the layouts must have been built."""
    found = find_pairs(OUT / "gold", OUT / "documents")
    wanted = [pair for pair in found.pairs if pair.split in SPLITS and pair.format in FORMATS]
    readings = [reading for reading in read_all(wanted, 2) if reading.predicted is not None]
    judged = list(values(readings))
    RULES.write_text(as_toml(shares(judged), row_weights(readings, judged)), encoding="utf-8")
    print(f"{len(judged)} values of {len({v.plan for v in judged})} plans weighed into {RULES.name}")
    return 0


def shares(judged: Iterable[JudgedValue]) -> Mapping[str, tuple[float, Mapping[str, float]]]:
    """Each field's share of right values on unseen plans, and that of each of its rules."""
    by_field: dict[str, list[JudgedValue]] = defaultdict(list)
    for value in judged:
        if value.field != "row":
            by_field[value.field.removeprefix("document.")].append(value)
    found = {}
    for name, own in by_field.items():
        weights = regression([[value.rule] for value in own], own)
        rules = {rule: _chance(weights[_ANY] + weight) for rule, weight in weights.items() if rule != _ANY}
        found[name] = (_chance(weights[_ANY]), rules)
    return found


def row_weights(readings: Sequence[Reading], judged: Iterable[JudgedValue]) -> Weights:
    """The weight of each trait of rows on unseen plans."""
    rows = [value for value in judged if value.field == "row"]
    plans = {reading.document: reading.predicted for reading in readings}
    return regression([_traits(plans[row.document], row.index) for row in rows], rows)


def regression(traits: Sequence[Sequence[str]], judged: Sequence[JudgedValue]) -> Weights:
    """Logistic weights of traits, "any" being what all values of unseen plans have, by Newton's steps.

    What is right on the whole may differ between the splits; only that of `weigh` is given back.
    """
    often = Counter(trait for own in traits for trait in own)
    names = sorted(often)
    places = {name: place for place, name in enumerate(names, 2)}
    matrix = np.zeros((len(judged), len(names) + 2))
    for row, (own, value) in enumerate(zip(traits, judged, strict=True)):
        matrix[row, 0] = 1.0
        matrix[row, 1] = value.split == "weigh"
        matrix[row, [places[trait] for trait in own]] = 1.0
    right = np.array([value.right for value in judged], dtype=float)
    by_document = _document_weights(judged)
    weight = np.array([by_document[value.document] for value in judged])
    ridge = np.diag([_LOOSE, _LOOSE, *[_RIDGE] * len(names)])
    beta = np.zeros(len(names) + 2)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ beta))
        slope = matrix.T @ (weight * (right - chance)) - ridge @ beta
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + ridge
        step = np.linalg.solve(bend, slope)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return {_ANY: float(beta[0] + beta[1]), **{name: float(beta[place]) for name, place in places.items()}}


def _traits(plan: Any, index: int) -> list[str]:
    """The traits of a plan's task, from the evidence that it came with."""
    task = plan["tasks"][index]
    rules: dict[str, list[str]] = {}
    for item in task["evidence"]:
        rules.setdefault(item["field"], []).append(item["rule"])
    words = len(task["text"].split())
    return list(confidence.row_traits(task["origin"], words, rules, numbered=task["number"] is not None))


def _document_weights(judged: Sequence[JudgedValue]) -> Mapping[str, float]:
    """What a value of each document counts: a plan's documents count as one."""
    documents: dict[str, set[str]] = defaultdict(set)
    for value in judged:
        documents[value.plan].add(value.document)
    return {document: 1 / len(names) for names in documents.values() for document in names}


def _chance(weight: float) -> float:
    return float(1 / (1 + np.exp(-weight)))


def as_toml(fields: Mapping[str, tuple[float, Mapping[str, float]]], weights: Weights) -> str:
    """The rule file."""
    lines = [
        "# How sure values and rows are: written by `python -m corpus.weigh`, measured on plans of split `weigh`.",
        "# field.NAME: the share of right values, then each rule's. row: weights of traits, for the logistic function.",
    ]
    other = sum(share for share, _ in fields.values()) / len(fields)
    for name, (share, rules) in sorted({**fields, "other": (other, {})}.items()):
        lines += ["", f"[field.{name}]", f"share = {share:.3f}", f"[field.{name}.rules]"]
        lines += [f'"{rule}" = {value:.3f}' for rule, value in sorted(rules.items())]
    lines += ["", "[row]", *(f'"{name}" = {value:.2f}' for name, value in sorted(weights.items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
