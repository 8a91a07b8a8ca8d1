"""Figures over many documents: counts summed (micro), each document's F1 averaged (macro), and how sure they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.evaluate.bootstrap import Interval, intervals
from corpus.evaluate.judging import FIGURES
from corpus.evaluate.records import Counts, Judgement

By = Literal["format", "split", "knob", "plan", "document"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `counts` are sums over documents, and its F1 the micro average; intervals hold 95 of 100."""

    counts: Counts
    macro: float
    interval: Interval | None
    macro_interval: Interval | None

    @property
    def f1(self) -> float:
        """The micro-averaged F1."""
        return self.counts.f1 or 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of some documents: those with one format, knob value and so on. `figures` has no figure that is empty."""

    name: str
    documents: int
    plans: int
    rows: int
    failures: int
    figures: Mapping[str, Figure]

    @property
    def rows_f1(self) -> float:
        """The F1 of rows; 1 where there are none, so that such a group is no weak spot."""
        return self.figures["rows"].f1 if "rows" in self.figures else 1.0


def summarise(judgements: Sequence[Judgement], name: str = "all") -> Group:
    """All figures over these documents."""
    plans = [judgement.reading.plan for judgement in judgements]
    figures = {}
    for figure in FIGURES:
        counts = [judgement.counts.get(figure, Counts()) for judgement in judgements]
        total = Counts(*(sum(part) for part in zip(*counts, strict=True))) if counts else Counts()
        if total.f1 is None:
            continue
        each = [f1 for count in counts if (f1 := count.f1) is not None]
        sure = intervals(counts, plans)
        figures[figure] = Figure(total, sum(each) / len(each), sure.micro, sure.macro)
    rows = sum(not task.get("optional") for j in judgements for task in j.reading.gold["tasks"])
    failures = sum(judgement.reading.predicted is None for judgement in judgements)
    return Group(name, len(judgements), len(set(plans)), rows, failures, figures)


def grouped(judgements: Sequence[Judgement], by: By) -> tuple[Group, ...]:
    """The figures of each group, the one with the lowest F1 of rows first. By "knob": a group for each value of each
    knob ("numbering: typed"), so that a document is in several. Documents without a split or knob are in none.
    """
    members: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        for name in _names(judgement, by):
            members.setdefault(name, []).append(judgement)
    groups = (summarise(some, name) for name, some in members.items())
    return tuple(sorted(groups, key=lambda group: (group.rows_f1, group.name)))


def _names(judgement: Judgement, by: By) -> list[str]:
    reading = judgement.reading
    if by == "knob":
        return [f"{knob}: {value}" for knob, value in reading.knobs.items()]
    name = {"format": reading.format, "split": reading.split, "plan": reading.plan, "document": reading.document}[by]
    return [name] if name else []
