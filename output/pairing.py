"""Which task of one reading is which of another: of two program versions, two files, a draft and its final.

Words decide. Equal words pair in their order; of the rest those that are most alike, where a task's number and its
place among the others tell between tasks that are equally alike.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from output.fold import words

LEAST = 0.6
"""How alike two texts must be to be the same task: an amended one keeps most of its words."""

_NUMBER = 0.04  # what the same number adds to a likeness, and at most what a place apart takes from it
_PLACE = 0.04


class Item(NamedTuple):
    """A task to be paired: its words, its number as printed, and the heading under which it stands."""

    text: str
    number: str | None = None
    path: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Entry `old` of one sequence is entry `new` of the other; `likeness` of their words is in [0, 1]."""

    old: int
    new: int
    likeness: float


class _Side(NamedTuple):
    """One of the two sequences: its items, their folded words, and the entries that are still alone."""

    items: Sequence[Item]
    texts: list[str]
    left: list[int]


def pair(old: Sequence[Item], new: Sequence[Item], least: float = LEAST) -> list[Pair]:
    """The pairs in the order of `old`. An item is in one pair at most; those in none have no counterpart."""
    before, after = _side(old), _side(new)
    found = _equal(before, after)
    if before.left and after.left:
        found += _alike(before, after, least)
    return sorted(found)


def _side(items: Sequence[Item]) -> _Side:
    return _Side(items, [" ".join(words(item.text)) for item in items], list(range(len(items))))


def _equal(old: _Side, new: _Side) -> list[Pair]:
    """Items of the same words, taken off both sides. Of several, those under the same heading and number come first."""
    found: list[Pair] = []
    for key in (lambda item: (item.path, item.number), lambda item: item.number, lambda _: None):
        waiting = defaultdict(list)
        for j in new.left:
            waiting[new.texts[j], key(new.items[j])].append(j)
        for i in list(old.left):
            if same := waiting[old.texts[i], key(old.items[i])]:
                found.append(Pair(i, same[0], 1.0))
                old.left.remove(i)
                new.left.remove(same.pop(0))
    return found


def _alike(old: _Side, new: _Side, least: float) -> list[Pair]:
    """The rest, the most alike first. Work and memory grow with the product of their numbers."""
    likeness = process.cdist(
        [old.texts[i] for i in old.left], [new.texts[j] for j in new.left], scorer=fuzz.ratio, dtype=np.float32
    ) / np.float32(100)

    def rank(a: int, b: int) -> float:
        i, j = old.left[a], new.left[b]
        same = old.items[i].number is not None and old.items[i].number == new.items[j].number
        apart = abs(i / len(old.items) - j / len(new.items))
        return float(likeness[a, b]) + _NUMBER * same - _PLACE * apart

    found: list[Pair] = []
    candidates = np.argwhere(likeness >= np.float32(least)).tolist()
    rows: set[int] = set()
    columns: set[int] = set()
    for a, b in sorted(candidates, key=lambda at: (-rank(*at), *at)):
        if a not in rows and b not in columns:
            rows.add(a)
            columns.add(b)
            found.append(Pair(old.left[a], new.left[b], round(float(likeness[a, b]), 4)))
    return found
