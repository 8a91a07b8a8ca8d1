"""Sets the confidences of values and rows from made-up plans; writes extractors/rules/confidence.toml.

    python -m corpus.weigh                 after `python -m corpus.build`

Only plans of split `held` are asked, by which no rule was ever mended: on the others the program is better than
elsewhere. They are few, so all of them set the weights, and whether confidences are true is asked by cross-validation:
those of a plan's values are weighed by the other plans alone. A plan counts once, in however many layouts it stands.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.build import OUT
from corpus.evaluate.calibration import acceptance, calibrations
from corpus.evaluate.comparing import STEPS
from corpus.evaluate.judging import values
from corpus.evaluate.pairing import find_pairs
from corpus.evaluate.printing import calibration_table
from corpus.evaluate.records import JudgedValue
from corpus.evaluate.running import read_all
from extractors import confidence

RULES = Path(confidence.__file__).parent / "rules" / "confidence.toml"
FORMATS = ("docx", "pdf")
SPLIT = "held"
ROW = "row"
_ANY = "any"
_RIDGE = 3.0  # how strongly the weights of rules and traits are held to 0, counted in values of a plan
_LOOSE = 0.05  # the same for what all values have
_STEPS = 100

Weights = Mapping[str, float]


def main() -> int:
    """Measure and write; the layouts must have been built."""
    found = find_pairs(OUT / "gold", OUT / "documents")
    wanted = [pair for pair in found.pairs if pair.split == SPLIT and pair.format in FORMATS]
    judged = list(values(read_all(wanted, 2)))
    RULES.write_text(as_toml(by_field(judged)), encoding="utf-8")
    print(f"{len(judged)} values of {len({v.plan for v in judged})} plans weighed into {RULES.name}. Cross-validated:")
    crossed = list(cross_validated(judged))
    print("\n".join(calibration_table(calibrations(crossed), acceptance(crossed, STEPS))))
    return 0


def cross_validated(judged: Iterable[JudgedValue]) -> Iterator[JudgedValue]:
    """Each value with the confidence that it has when its plan is not among those that set the weights."""
    judged = list(judged)
    for plan in sorted({value.plan for value in judged}):
        weights = by_field([value for value in judged if value.plan != plan])
        for value in judged:
            if value.plan == plan:
                own = weights.get(_field(value), {_ANY: 0.0})
                yield replace(value, confidence=_chance(own, _traits(value)))


def by_field(judged: Iterable[JudgedValue]) -> Mapping[str, Weights]:
    """The weights of each field's rules, and of the rows' traits."""
    fields: dict[str, list[JudgedValue]] = defaultdict(list)
    for value in judged:
        fields[_field(value)].append(value)
    return {name: regression(own) for name, own in sorted(fields.items())}


def regression(judged: Sequence[JudgedValue]) -> Weights:
    """Logistic weights of traits, "any" being what all values have, held to small ones, by Newton's steps."""
    traits = [_traits(value) for value in judged]
    names = [_ANY, *sorted({trait for own in traits for trait in own})]
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(judged), len(names)))
    matrix[:, 0] = 1.0
    for row, own in enumerate(traits):
        matrix[row, [places[trait] for trait in own]] = 1.0
    right = np.array([value.right for value in judged], dtype=float)
    layouts = Counter(plan for plan, _ in {(value.plan, value.document) for value in judged})
    weight = np.array([1 / layouts[value.plan] for value in judged])
    ridge = np.diag([_LOOSE, *[_RIDGE] * (len(names) - 1)])
    beta = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ beta))
        slope = matrix.T @ (weight * (right - chance)) - ridge @ beta
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + ridge
        step = np.linalg.solve(bend, slope)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, beta.tolist(), strict=True))


def _field(value: JudgedValue) -> str:
    return value.field.removeprefix("document.")


def _traits(value: JudgedValue) -> list[str]:
    """What a value's confidence rests on: a row's traits, else the rule."""
    if value.field != ROW:
        return [value.rule]
    features = value.features
    rules: dict[str, list[str]] = defaultdict(list)
    for named in str(features["rules"]).split("; "):
        field, _, rule = named.partition("=")
        rules[field].append(rule)
    for field, own in rules.items():  # each rule is named once, however many entries it gave
        own.extend(own[-1:] * (int(features.get(field) or 0) - len(own)))
    words = int(features["words"] or 0)
    return list(confidence.row_traits(str(features["origin"]), words, rules, numbered=bool(features["numbered"])))


def _chance(weights: Weights, traits: Sequence[str]) -> float:
    return float(1 / (1 + np.exp(-sum(weights.get(trait, 0.0) for trait in (_ANY, *traits)))))


def as_toml(weights: Mapping[str, Weights]) -> str:
    """The rule file: shares for fields and their rules, weights for the traits of rows."""
    shares = {
        field: {rule: _chance(own, [rule] if rule != _ANY else []) for rule in own}
        for field, own in weights.items()
        if field != ROW
    }
    shares["other"] = {_ANY: sum(own[_ANY] for own in shares.values()) / len(shares)}
    lines = [
        "# How sure values and rows are: written by `python -m corpus.weigh`, measured on plans of split `held`.",
        "# field.NAME: the share of right values, then each rule's. row: weights of traits, for the logistic function.",
    ]
    for name, own in sorted(shares.items()):
        lines += ["", f"[field.{name}]", f"share = {own[_ANY]:.3f}", f"[field.{name}.rules]"]
        lines += [f'"{rule}" = {share:.3f}' for rule, share in sorted(own.items()) if rule != _ANY]
    lines += ["", "[row]", *(f'"{name}" = {weight:.2f}' for name, weight in sorted(weights[ROW].items()))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
