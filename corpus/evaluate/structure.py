"""How well a table's structure is read: TEDS, the tree edit distance similarity of two tables.

After Zhong, ShafieiBavani and Jimeno Yepes, "Image-based table recognition: data, model, and evaluation" (ECCV 2020):
a table is a tree of rows and of their cells; the score is 1 less the edit distance in shares of the larger tree.
Deleting or inserting a node costs 1. Making one cell of another costs 1 where their spans differ, else the share of
characters that must change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from apted import APTED
from rapidfuzz.distance import Levenshtein

Rows = Sequence[Sequence[str | None]]
"""A table's texts by row and column, None where a merged cell covers the place (as `PlanTable.rows`)."""


def teds(gold_rows: Rows, predicted_rows: Rows, *, texts: bool = True) -> float:
    """The similarity of two tables in [0, 1]; 1 for the same, also for two empty ones.

    Without `texts` only rows, cells and spans count (TEDS-Struct). Runs of white space count as one blank.

    Rows that both tables open or end with are left out of the comparison: with rename costs of at least 0 and equal
    nodes at cost 0 that never changes a tree edit distance. What is left goes to the library apted, which takes 4 s
    for 60 rows of 7 cells, all different; above `EXACT` pairs of nodes the rows are aligned instead, in 0.2 s. The
    alignment is the same distance but for cells that move between rows: where one row is read as two it counts the
    moved cells as deleted and inserted, so that the score is never higher than the exact one.
    """
    gold, predicted = tree(gold_rows, texts), tree(predicted_rows, texts)
    most = max(gold.size, predicted.size)
    return 1 - _distance(*_without_ends(gold.children, predicted.children)) / most


EXACT = 40_000
"""The most pairs of nodes that are compared exactly (two tables of 25 rows and 7 columns): some 0.6 s."""


class Span(NamedTuple):
    """How many rows and columns a cell covers."""

    rows: int
    columns: int


@dataclass(frozen=True)
class Node:
    """A table, a row or, with a `span`, a cell."""

    children: tuple["Node", ...] = ()
    text: str = ""
    span: Span | None = None

    @cached_property
    def size(self) -> int:
        """How many nodes the tree has."""
        return 1 + sum(child.size for child in self.children)


def tree(rows: Rows, texts: bool = True) -> Node:
    """A table as a tree; without `texts` all cells are empty."""
    return Node(tuple(Node(tuple(cells)) for cells in _cells(rows, texts)))


def _cells(rows: Rows, texts: bool) -> Iterator[list[Node]]:
    """The cells that begin in each row, with the spans that the None places tell: right first, then down.

    A None belongs to the text on its left in the row. Those at a row's start belong to the cells above, each if
    they cover its whole width; the others belong to none.
    """
    found: list[list[_Cell]] = []
    above: dict[int, _Cell] = {}  # by their columns, the cells that reach down to the row before
    for row in rows:
        starts = [column for column, text in enumerate(row) if text is not None]
        leading = starts[0] if starts else len(row)
        reaching = {column: cell for column, cell in above.items() if column + cell.columns <= leading}
        for cell in reaching.values():
            cell.rows += 1
        ends = [*starts[1:], len(row)]
        own = {start: _Cell(row[start] or "", end - start) for start, end in zip(starts, ends, strict=False)}
        found.append(list(own.values()))
        above = reaching | own
    for cells in found:
        yield [Node((), " ".join(cell.text.split()) if texts else "", Span(cell.rows, cell.columns)) for cell in cells]


@dataclass
class _Cell:
    """A cell in the making."""

    text: str
    columns: int
    rows: int = 1


def _without_ends(gold: Sequence[Node], predicted: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """The rows of two tables without those that both begin with and those that both end with."""
    start = 0
    while start < min(len(gold), len(predicted)) and gold[start] == predicted[start]:
        start += 1
    end = 0
    while end < min(len(gold), len(predicted)) - start and gold[-1 - end] == predicted[-1 - end]:
        end += 1
    return gold[start : len(gold) - end], predicted[start : len(predicted) - end]


def _distance(gold: Sequence[Node], predicted: Sequence[Node]) -> float:
    one, other = Node(tuple(gold)), Node(tuple(predicted))
    if one.size == 1 or other.size == 1:
        return max(one.size, other.size) - 1
    if one.size * other.size > EXACT:
        return aligned(gold, predicted)
    return float(APTED(one, other, _Costs()).compute_edit_distance())


class _Costs:
    """What apted asks for."""

    valuecls = float

    def children(self, node: Node) -> tuple[Node, ...]:
        return node.children

    def delete(self, _: Node) -> int:
        return 1

    def insert(self, _: Node) -> int:
        return 1

    def rename(self, one: Node, other: Node) -> float:
        if one.span != other.span:
            return 1
        return 0 if one.text == other.text else _change(one.text, other.text)


@lru_cache(maxsize=100_000)
def _change(one: str, other: str) -> float:
    """The share of characters that must change, 0 to 1."""
    return Levenshtein.normalized_distance(one, other)


def aligned(gold: Sequence[Node], predicted: Sequence[Node]) -> float:
    """The cost of making one sequence of nodes of another, in order, a node with all below it at a time.

    For rows it is an upper bound of the tree edit distance.
    """
    costs = _Costs()
    inserted = [0.0]
    for node in predicted:
        inserted.append(inserted[-1] + node.size)
    before = inserted
    for one in gold:
        now = [before[0] + one.size]
        for column, other in enumerate(predicted):
            changed = costs.rename(one, other) + aligned(one.children, other.children)
            now.append(min(before[column + 1] + one.size, now[-1] + other.size, before[column] + changed))
        before = now
    return before[-1]
