"""Which layouts a fixed sample takes, so that each value of each knob is shown often enough to be measured."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

WANTED = 12
"""In how many documents each value is to be shown; what has them counts for nothing any more."""

Value = tuple[str, str]
Candidates = Mapping[int, frozenset[Value]]
"""The values that a plan shows in each of the layouts that it may have, by their numbers."""


def choose(plans: Sequence[Candidates], rounds: Sequence[Sequence[int]], begun: Iterable[Value]) -> list[list[int]]:
    """For each plan the numbers of its layouts, a layout each round.

    `rounds[i][p]` is the count of documents that the layout of plan p in round i is rendered in, 0 for none. A plan's
    choice in each round is what adds most to the values that are shown too rarely; the first of equals. `begun` are the
    values that documents show already. The same plans give the same choice.
    """
    count = Counter(begun)
    chosen: list[list[int]] = [[] for _ in plans]
    for documents in rounds:
        for candidates, own, times in zip(plans, chosen, documents, strict=True):
            left = [number for number in candidates if number not in own]
            if times and left:
                best = max(left, key=lambda number: (_gain(candidates[number], count, times), -number))
                own.append(best)
                for value in candidates[best]:
                    count[value] += times
    return chosen


def _gain(values: frozenset[Value], count: Counter[Value], times: int) -> int:
    """By how much the values come nearer to what is wanted. The rarest count most."""
    return sum(_worth(count[value], times) for value in values)


def _worth(count: int, times: int) -> int:
    return sum(max(WANTED - count - step, 0) ** 2 for step in range(times))
