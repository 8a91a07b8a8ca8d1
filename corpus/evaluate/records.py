"""The records of an evaluation: what was read, and what became of each of its values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Json = Mapping[str, Any]
"""A plan, or a part of one, in the contract's form."""
Verdict = Literal["right", "added", "optional"]
"""What a predicted value is: in gold, not in gold, or neither rewarded nor punished."""
Kind = Literal["missed", "added", "wrong", "twice"]
Feature = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document beside its right answers. `predicted` is None where reading failed; `failure` tells why.

    `plan` is the plan of which the document is one layout; documents with the same plan are not independent.
    `seconds` is the time for reading and extracting. `tables` is the TEDS of each gold table with drawn lines.
    """

    document: str
    gold_name: str
    plan: str
    split: str | None
    format: str
    knobs: Mapping[str, str]
    gold: Json
    predicted: Json | None
    failure: str | None = None
    seconds: float = 0.0
    tables: tuple[float, ...] = ()


class Counts(NamedTuple):
    """Values right, added (predicted, not in gold) and missed (in gold, not predicted).

    What is a share and no count (`document`, `tables`) has the lacking part in both `added` and `missed`, so that
    F1 is the share. `tables` counts in fractions.
    """

    right: float = 0
    added: float = 0
    missed: float = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sums."""
        return Counts(self.right + other.right, self.added + other.added, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """The share of what was predicted that is right; None where nothing was predicted."""
        return _share(self.right, self.right + self.added)

    @property
    def recall(self) -> float | None:
        """The share of gold that was found; None where gold has nothing."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is nothing to find and nothing was found."""
        return _share(2 * self.right, 2 * self.right + self.added + self.missed)


@dataclass(frozen=True, slots=True)
class Miss:
    """One value that is wrong. `task` names the task ("[body 3] Rà soát …"), "" for the document's own values.

    `page` (from 1), `block` (from 0) and `rule` are the predicted value's; a missed value has the place of its task,
    where that was found, and no rule.
    """

    document: str
    field: str
    kind: Kind
    task: str
    gold: str | None
    found: str | None
    page: int | None = None
    block: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedValue:
    """One predicted value with its confidence, and whether it is right. `field` is "row" for a whole row.

    Fields of the document itself are named "document.title" and so on. `features` is what else is known of it.
    """

    document: str
    plan: str
    split: str | None
    format: str
    field: str
    index: int
    rule: str
    confidence: float
    right: bool
    features: Mapping[str, Feature]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One document compared with its gold: counts by figure, what is wrong, and all judged values."""

    reading: Reading
    counts: Mapping[str, Counts]
    misses: tuple[Miss, ...]
    values: tuple[JudgedValue, ...]


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
