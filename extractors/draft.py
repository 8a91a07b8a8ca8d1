"""A task in the making: values that still know which characters they were read from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from extractors import confidence
from extractors.excerpt import Excerpt, Pages, squeeze
from extractors.match import Match, Passed
from models import Alternative, Deadline, Evidence, Origin, Unit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value, the characters that it was read from, and the rule that read it."""

    value: T
    excerpt: Excerpt
    rule: str
    inferred: bool = False

    def evidence(self, pages: Pages, name: str, index: int | None = None) -> Evidence:
        """The value's evidence as field `name`, entry `index`."""
        page, box = pages.locate(self.excerpt.block, self.excerpt.start, self.excerpt.end)
        return Evidence(
            field=name,
            index=index,
            block=self.excerpt.block,
            start=self.excerpt.start,
            end=self.excerpt.end,
            page=page,
            box=box,
            text=self.excerpt.text,
            rule=self.rule,
            confidence=round(confidence.of(self.rule, name) * self.read(pages, name), 4),
            inferred=self.inferred,
        )

    def read(self, pages: Pages, name: str) -> float:
        """The share of such values whose letters were read right, in [0, 1]; 1 where the file held the text."""
        readings = pages.readings(self.excerpt.block, self.excerpt.start, self.excerpt.end)
        return confidence.as_read(readings, name) if readings else 1.0


def values(excerpt: Excerpt, matches: Iterable[Match[T]], rule: str | None = None) -> tuple[Value[T], ...]:
    """A grammar's matches in an excerpt's text as values; `rule` names how the excerpt was come by, if that counts."""
    return tuple(
        Value(
            match.value,
            Excerpt(excerpt.block, excerpt.start + match.start, excerpt.text[match.start : match.end]),
            f"{rule}/{match.rule}" if rule else match.rule,
            match.inferred,
        )
        for match in matches
    )


def outdone(name: str, found: Iterable[Value[Any]], reason: str) -> tuple[Alternative, ...]:
    """Values that others of field `name` were preferred to, for `reason`."""
    return tuple(
        Alternative(name, squeeze(e.text), value.rule, reason, e.block, e.start, e.end)
        for value in found
        for e in (value.excerpt,)
    )


def passed_over(name: str, excerpt: Excerpt, found: Iterable[Passed]) -> tuple[Alternative, ...]:
    """What a grammar saw in an excerpt's text and passed over, as other readings of field `name`."""
    return tuple(
        Alternative(
            name,
            squeeze(excerpt.text[one.start : one.end]),
            one.rule,
            one.reason,
            excerpt.block,
            excerpt.start + one.start,
            excerpt.start + one.end,
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before it has an id. The fields are the Task's."""

    origin: Origin
    number: str | None
    path: tuple[str, ...]
    text: Value[str]
    context: str | None = None
    lead: tuple[Value[Unit], ...] = ()
    partners: tuple[Value[Unit], ...] = ()
    products: tuple[Value[str], ...] = ()
    deadlines: tuple[Value[Deadline], ...] = ()
    fixed: frozenset[str] = frozenset()
    """The fields that a label line gave: nothing farther away changes them."""
    alternatives: tuple[Alternative, ...] = ()
