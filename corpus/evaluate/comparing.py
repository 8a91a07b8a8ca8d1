"""An evaluation as JSON, and two of them compared: which values were gained, which lost."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.evaluate.calibration import Calibration, acceptance, calibrations
from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.figures import By, Figure, Group, grouped, summarise
from corpus.evaluate.judging import FIGURES
from corpus.evaluate.records import Json, JudgedValue, Judgement, Miss

DIGITS = 4
WHOLE: tuple[By, ...] = ("format", "split", "knob")
SHORT: tuple[By, ...] = ("plan", "document")  # many groups: F1 alone, so that the file stays small
STEPS = tuple(step / 20 for step in range(21))


@dataclass(frozen=True, slots=True)
class Change:
    """What became better and worse between two evaluations of the same documents.

    `gained` are misses of the earlier one that are none any more, `lost` are new misses. `figures`: (format, figure,
    before, after) for each that changed. `notes` tell of documents that only one of them has.
    """

    gained: tuple[Miss, ...]
    lost: tuple[Miss, ...]
    figures: tuple[tuple[str, str, float, float], ...]
    notes: tuple[str, ...]


def as_json(judgements: Sequence[Judgement], matching: str, ablations: Mapping[str, Group] | None = None) -> Json:
    """All that an evaluation tells, without the plans. Numbers are rounded and times left out: the same in each run."""
    judged = [value for judgement in judgements for value in judgement.values]
    return {
        "matching": matching,
        "documents": {j.reading.document: j.reading.failure for j in judgements},
        "figures": {group.name: _figures(group) for group in grouped(judgements, "format")},
        "groups": {
            "all": {"all": _group(summarise(judgements))},
            **{by: {group.name: _group(group) for group in grouped(judgements, by)} for by in WHOLE},
            **{by: f1_json({group.name: group for group in grouped(judgements, by)}) for by in SHORT},
        },
        "misses": [asdict(miss) for judgement in judgements for miss in judgement.misses],
        "calibration": _calibration(judged),
        **({"ablations": f1_json(ablations)} if ablations else {}),
    }


def write_json(path: Path, evaluation: Json) -> None:
    """With sorted keys."""
    path.write_text(json.dumps(evaluation, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_json(path: Path) -> Json:
    """An evaluation written by `write_json`. Raises EvaluationError where it is none."""
    try:
        evaluation = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}. Make it with --json.") from error
    if not isinstance(evaluation, dict) or not {"documents", "figures", "misses"} <= evaluation.keys():
        raise EvaluationError(f"{path} is no evaluation. Make it with --json.")
    return evaluation


def compare(before: Json, after: Json) -> Change:
    """Two evaluations in the form of `as_json`. Only documents that both have are looked at; `notes` name the rest.

    Raises EvaluationError where the two go by different matchings, for then every figure differs.
    """
    if before.get("matching") != after.get("matching"):
        raise EvaluationError(
            f"The earlier evaluation goes by {before.get('matching')!r}, this one by {after.get('matching')!r}. "
            "Give both the same --matching."
        )
    both = before["documents"].keys() & after["documents"].keys()
    old, new = (
        [Miss(**miss) for miss in evaluation["misses"] if miss["document"] in both] for evaluation in (before, after)
    )
    notes = [
        f"Only in the {name}: {', '.join(sorted(only))}. The figures tell of different documents."
        for name, only in (
            ("earlier", before["documents"].keys() - both),
            ("present", after["documents"].keys() - both),
        )
        if only
    ]
    return Change(_less(old, new), _less(new, old), tuple(_changes(before["figures"], after["figures"])), tuple(notes))


def f1_json(groups: Mapping[str, Group]) -> Json:
    """Of each group, F1 alone."""
    return {
        name: {figure: round(value.f1, DIGITS) for figure, value in group.figures.items()}
        for name, group in groups.items()
    }


def _less(misses: Iterable[Miss], others: Iterable[Miss]) -> tuple[Miss, ...]:
    """The misses that the others have not. A value of gold is the same miss whatever was found in its place."""
    left = Counter(_identity(miss) for miss in others)
    kept = []
    for miss in misses:
        if left[_identity(miss)]:
            left[_identity(miss)] -= 1
        else:
            kept.append(miss)
    return tuple(kept)


def _identity(miss: Miss) -> tuple[str | None, ...]:
    value = ("found", miss.found) if miss.gold is None else ("gold", miss.gold)
    return (miss.document, miss.field, miss.task, *value)


def _changes(before: Json, after: Json) -> Iterable[tuple[str, str, float, float]]:
    for form in sorted(before.keys() & after.keys()):
        for figure in FIGURES:
            old, new = (figures[form].get(figure, {}).get("f1") for figures in (before, after))
            if old is not None and new is not None and old != new:
                yield form, figure, old, new


def _group(group: Group) -> Json:
    return {
        "documents": group.documents,
        "plans": group.plans,
        "rows": group.rows,
        "failures": group.failures,
        "figures": _figures(group),
    }


def _figures(group: Group) -> Json:
    return {name: _figure(figure) for name, figure in group.figures.items()}


def _figure(figure: Figure) -> Json:
    counts = figure.counts
    return {
        "precision": _rounded(counts.precision),
        "recall": _rounded(counts.recall),
        "f1": _rounded(figure.f1),
        "interval": figure.interval and [_rounded(end) for end in figure.interval],
        "macro": _rounded(figure.macro),
        "macro_interval": figure.macro_interval and [_rounded(end) for end in figure.macro_interval],
        "right": _rounded(counts.right),
        "added": _rounded(counts.added),
        "missed": _rounded(counts.missed),
    }


def _calibration(judged: Sequence[JudgedValue]) -> Json:
    return {
        "fields": {field.field: _one_field(field) for field in calibrations(judged)},
        "acceptance": [
            {"least": point.least, "accepted": _rounded(point.accepted), "wrong": _rounded(point.wrong)}
            for point in acceptance(judged, STEPS)
        ],
    }


def _one_field(field: Calibration) -> Json:
    whole: dict[str, Any] = asdict(field)
    bins = [{key: _rounded(value) for key, value in part.items()} for part in whole.pop("bins")]
    del whole["field"]
    return {key: _rounded(value) for key, value in whole.items()} | {"bins": bins}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
