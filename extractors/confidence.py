"""How sure a value and a row are: the share of such values that are right, as measured on plans made for that.

A value has the share of its field and rule. A row has a weight for each of its traits (how it stands in the document,
which rules gave its values, how many there are); their sum, through the logistic function, is its confidence. Shares
and weights are set by `python -m corpus.weigh` on plans by which no rule was ever mended, and stand in
rules/confidence.toml.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from extractors.rules import load

# A row of more words than the first is long, than the second very long; of fewer than the last short.
_LONG, _VERY_LONG, _SHORT = 40, 70, 8


def of(rule: str, field: str) -> float:
    """The confidence of a value of `field` found by `rule`, in [0, 1]; the field's own where the rule has none."""
    fields: dict[str, dict[str, Any]] = load("confidence")["field"]
    known = fields.get(field) or fields["other"]
    share: float = known["rules"].get(rule, known["share"])
    return share


def as_read(readings: Sequence[float], field: str) -> float:
    """The share of values of `field` that OCR reads right when it is so sure of their words, in [0, 1].

    One wrong letter spoils a unit or a day: its least sure word counts. A task's text bears one: there the mean does.
    """
    return _between(_READ_RIGHT, sum(readings) / len(readings) if field == "text" else min(readings))


def of_scan(mean: float | None) -> float:
    """The share of rows that a scan leaves right when OCR is so sure of its words on average; 1 for other files.

    Lost rules of a table and misread headings spoil rows whose own words were read well.
    """
    return 1.0 if mean is None else _between(_ROWS_LEFT, mean)


def _between(points: Sequence[tuple[float, float]], x: float) -> float:
    """The value at `x` on straight lines between points."""
    for (low, least), (high, most) in pairwise(points):
        if x < high:
            return least + (most - least) * (x - low) / (high - low)
    return points[-1][1]


# How sure OCR is, and the share that is right then. Set by eye: words from what the repair's shares say of them, rows
# from six made-up plans at three levels of damage (docs/accuracy.md) and ten real scans; too few for a fitted curve.
_READ_RIGHT = ((0.0, 0.2), (0.3, 0.45), (0.6, 0.75), (0.8, 0.92), (0.9, 0.98), (1.01, 1.0))
_ROWS_LEFT = ((0.0, 0.05), (0.8, 0.2), (0.87, 0.4), (0.9, 0.6), (0.94, 0.9), (0.957, 0.98), (1.01, 1.0))


def of_row(traits: Iterator[str] | Sequence[str]) -> float:
    """The confidence of a row with these traits, in [0, 1]; a trait without a weight says nothing."""
    return round(1 / (1 + math.exp(-sum(weight for _, weight in weighed(traits)))), 4)


def weighed(traits: Iterator[str] | Sequence[str]) -> list[tuple[str, float]]:
    """The traits of a row with their weights, what every row has ("any") first; more than 0 makes it surer."""
    weights: dict[str, float] = load("confidence")["row"]
    return [(trait, weights.get(trait, 0.0)) for trait in ("any", *traits)]


def row_traits(origin: str, words: int, rules: Mapping[str, Sequence[str]], *, numbered: bool) -> Iterator[str]:
    """What may make a row more or less sure. `rules` are those of the entries of each field that has some."""
    yield f"origin: {origin}"
    yield "numbered" if numbered else "without number"
    if words > _LONG:
        yield "very long" if words > _VERY_LONG else "long"
    elif words < _SHORT:
        yield "short"
    lead = {rule.partition("/")[0] if "/" in rule else "own words" for rule in rules.get("lead", ())}
    yield from sorted(f"lead: {place}" for place in lead or {"none"})
    partners = rules.get("partners", ())
    yield f"partners: {'none' if not partners else 'one' if len(partners) == 1 else 'several'}"
    for name in ("lead", "partners"):
        if any(rule.endswith("unit.as-printed") for rule in rules.get(name, ())):
            yield f"{name}: unknown unit"
    deadlines = rules.get("deadlines", ())
    yield f"deadlines: {'none' if not deadlines else 'one' if len(deadlines) == 1 else 'several'}"
    yield from sorted({f"deadline by {rule}" for rule in deadlines})
    if len(rules.get("products", ())) > 1:
        yield "products: several"
