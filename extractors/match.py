"""What the grammars return: a value, where it stands in the text they were given, and the rule that found it.

And what they saw and passed over.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passed:
    """Characters [start, end) of a text that `rule` reads and that were passed over, and why.

    `reason` is a name in rules/explanations.toml.
    """

    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A value read from characters [start, end) of a text by `rule`.

    `inferred` says that a part of the value is not in those characters, such as the plan's year.
    """

    value: T
    start: int
    end: int
    rule: str
    inferred: bool = False

    def moved(self, by: int) -> "Match[T]":
        """The same match in a longer text in which the characters stand `by` further on."""
        return Match(self.value, self.start + by, self.end + by, self.rule, self.inferred)
