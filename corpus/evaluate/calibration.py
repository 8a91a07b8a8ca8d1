"""Whether a confidence is what it says: the share of such values that are right.

Values that gold neither rewards nor punishes are left out, and so is what has no confidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.evaluate.records import JudgedValue

BINS = 10
ROW = "row"
ALL = "all values"


@dataclass(frozen=True, slots=True)
class Bin:
    """Values with a confidence in [low, high) (the last bin: up to 1). `confidence` is their mean."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of one field: bins that hold something, the expected calibration error and the Brier score, 0 is best.

    The error is the mean gap between confidence and share of right ones over the bins, weighed by their values.
    """

    field: str
    n: int
    right: float
    confidence: float
    error: float
    brier: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """If every row with a confidence of `least` or more is taken unseen: the share of rows taken, and the share of
    these that are wrong (None where none is taken).
    """

    least: float
    accepted: float
    wrong: float | None


def calibrations(judged: Iterable[JudgedValue]) -> tuple[Calibration, ...]:
    """Rows first, then all values together, then each field by its name. Those without values are left out."""
    by_field: dict[str, list[JudgedValue]] = {ROW: [], ALL: []}
    for value in judged:
        by_field.setdefault(value.field, []).append(value)
        if value.field != ROW:
            by_field[ALL].append(value)
    first = [ROW, ALL]
    names = first + sorted(by_field.keys() - set(first))
    return tuple(_calibration(name, by_field[name]) for name in names if by_field[name])


def acceptance(judged: Iterable[JudgedValue], least: Sequence[float] | None = None) -> tuple[Acceptance, ...]:
    """The acceptance curve of the rows, at the confidences `least`, else at every confidence that a row has."""
    rows = [value for value in judged if value.field == ROW]
    steps = sorted({row.confidence for row in rows}) if least is None else least
    curve = []
    for step in steps if rows else ():
        taken = [row.right for row in rows if row.confidence >= step]
        curve.append(Acceptance(step, len(taken) / len(rows), 1 - sum(taken) / len(taken) if taken else None))
    return tuple(curve)


def _calibration(field: str, judged: Sequence[JudgedValue]) -> Calibration:
    binned: list[list[JudgedValue]] = [[] for _ in range(BINS)]
    for value in judged:
        binned[min(int(value.confidence * BINS), BINS - 1)].append(value)
    bins = tuple(
        Bin(number / BINS, (number + 1) / BINS, len(some), _mean_confidence(some), _right(some))
        for number, some in enumerate(binned)
        if some
    )
    error = sum(part.n * abs(part.confidence - part.right) for part in bins) / len(judged)
    brier = sum((value.confidence - value.right) ** 2 for value in judged) / len(judged)
    return Calibration(field, len(judged), _right(judged), _mean_confidence(judged), error, brier, bins)


def _mean_confidence(judged: Sequence[JudgedValue]) -> float:
    return sum(value.confidence for value in judged) / len(judged)


def _right(judged: Sequence[JudgedValue]) -> float:
    return sum(value.right for value in judged) / len(judged)
