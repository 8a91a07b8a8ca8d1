"""A document's text with the places of its values, for reading where there are no pages to show."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from output.store.marks import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same values, the shortest one first; in none mostly."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def names(self) -> str:
        """The values, as the viewer's script takes them apart."""
        return ";".join(f"{span.task} {span.field} {span.index}" for span in self.spans)


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell with its spans and lines; each line is its label, if Word makes one, and its pieces."""

    row_span: int
    column_span: int
    is_header: bool
    lines: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A paragraph with its pieces, or a table with the rows of its cells. `look` are names of styles."""

    look: str
    label: str | None = None
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[MarkedCell, ...], ...] = ()


def marked(blocks: Iterable[Mapping[str, Any]], spans: Iterable[Span]) -> Iterator[MarkedBlock]:
    """The blocks (see `Texts.blocks`) with what stands in them."""
    of_block: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        of_block[span.block].append(span)
    for block in blocks:
        inside = of_block[block["position"]]
        if block["kind"] == "table":
            yield MarkedBlock(block["part"], rows=tuple(_rows(block, inside)))
        else:
            yield MarkedBlock(_look(block), block["label"], tuple(pieces(block["text"], 0, inside)))


def pieces(text: str, at: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """A text, which begins at character `at` of its block, cut wherever a value begins or ends."""
    near = [span for span in spans if span.start < at + len(text) and at < span.end]
    near.sort(key=lambda span: span.end - span.start)
    cuts = {at, at + len(text), *(cut for span in near for cut in (span.start, span.end))}
    inside = sorted(cut for cut in cuts if at <= cut <= at + len(text))
    for start, end in pairwise(inside):
        yield Piece(text[start - at : end - at], tuple(s for s in near if s.start <= start and end <= s.end))


def _look(block: Mapping[str, Any]) -> str:
    names = [block["part"]]
    names += [name for name in ("bold", "italic") if block[name]]
    names += [block["align"]] if block["align"] in ("center", "right") else []
    return " ".join(names)


def _rows(block: Mapping[str, Any], spans: Sequence[Span]) -> Iterator[tuple[MarkedCell, ...]]:
    rows: dict[int, list[MarkedCell]] = defaultdict(list)
    of_cell = _by_cell([cell["start"] for cell in block["cells"]], spans)
    for number, cell in enumerate(block["cells"]):
        lines, at, inside = [], cell["start"], of_cell[number]
        for line, printed in zip(cell["text"].split("\n"), _printed(cell), strict=True):
            lines.append((printed.removesuffix(line).strip(), tuple(pieces(line, at, inside))))
            at += len(line) + 1
        is_header = cell["row"] < (block["header_rows"] or 0)
        made = MarkedCell(cell["row_span"], cell["column_span"], is_header, tuple(lines))
        rows[cell["row"]].append(made)
    for row in range(max(rows, default=-1) + 1):
        yield tuple(rows[row])


def _by_cell(starts: Sequence[int], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """The spans that touch each cell: a table may have thousands of both."""
    found: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        for cell in range(max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)):
            found[cell].append(span)
    return found


def _printed(cell: Mapping[str, Any]) -> list[str]:
    """The lines of a cell with Word's labels; the plain ones where a label has lines of its own."""
    printed: list[str] = cell["printed"].split("\n")
    plain: list[str] = cell["text"].split("\n")
    return printed if len(printed) == len(plain) else plain
