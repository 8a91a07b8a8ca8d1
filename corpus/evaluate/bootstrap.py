"""How sure a figure is: what it would be on other documents like these.

Documents are drawn again with replacement, 1000 times, and the figure is taken each time; 95 of 100 of these lie in
the interval. Layouts of one plan are not independent (what is misread in one is often misread in all), so whole plans
are drawn, each with all its layouts: by the plan's id where the manifest gives one, else by the gold file.
The draws are the same in every run.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.evaluate.records import Counts

RESAMPLES = 1000
SEED = 20260101
Interval = tuple[float, float]


class Intervals(NamedTuple):
    """The 2.5th and 97.5th percentile of both means; None with fewer than two plans, or nothing to count."""

    micro: Interval | None
    macro: Interval | None


def intervals(counts: Sequence[Counts], plans: Sequence[str]) -> Intervals:
    """For one figure: `counts` of each document, `plans` the plan of each."""
    names = {plan: n for n, plan in enumerate(dict.fromkeys(plans))}
    if len(names) < 2:
        return Intervals(None, None)
    # By plan: right, added, missed, the sum of the documents' F1 and how many have one.
    sums = np.zeros((len(names), 5))
    for count, plan in zip(counts, plans, strict=True):
        f1 = count.f1
        sums[names[plan]] += (*count, f1 or 0.0, f1 is not None)
    drawn = _draws(len(names)) @ sums
    right, added, missed, total, number = drawn.T
    return Intervals(_percentiles(2 * right, 2 * right + added + missed), _percentiles(total, number))


def _draws(plans: int) -> NDArray[np.float64]:
    """How often each plan is in each resample: (RESAMPLES, plans)."""
    random = np.random.default_rng(SEED)
    return random.multinomial(plans, np.full(plans, 1 / plans), size=RESAMPLES).astype(np.float64)


def _percentiles(part: NDArray[np.float64], whole: NDArray[np.float64]) -> Interval | None:
    """Resamples in which there is nothing to count say nothing."""
    some = whole > 0
    if not some.any():
        return None
    low, high = np.percentile(part[some] / whole[some], [2.5, 97.5])
    return float(low), float(high)
