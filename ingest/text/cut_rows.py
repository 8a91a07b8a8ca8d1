"""Rows that a page break cuts, where the text glues or strands the rest so that no later step can know.

OCR reads each page alone. The rest of a row at the top of a page is then a row without a number, or stands in the
cells of the next row, in front of that row's own text.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.continuation import joined
from models import Cell, Paragraph, Table

_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")
_NEXT_SENTENCE = re.compile(r"(?<=\w[.;])\s+(?=[^\W_a-zà-ỹđ])")


def returned(first: Table, second: Table) -> tuple[Table, Table]:
    """The two tables, what `second` has of the last row of `first` brought back to it."""
    if first.columns != second.columns or not first.rows:
        return first, second
    top = _repeated_rows(first, second)
    above, below = _row(first, first.rows - 1), _row(second, top)
    if len(above) != first.columns or len(below) != first.columns:  # merged cells: not what OCR writes as text
        return first, second
    moved = _stranded(first, above, below) or _glued(first, above, below)
    if not moved:
        return first, second
    changed = {above[c]: _extended(above[c], part) for c, (part, _) in moved.items()}
    left = replace(first, cells=tuple(changed.get(cell, cell) for cell in first.cells))
    kept = {below[c]: replace(below[c], paragraphs=rest) for c, (_, rest) in moved.items()}
    cells = tuple(kept.get(cell, cell) for cell in second.cells)
    right = replace(second, cells=cells)
    return left, right if any(cell.paragraphs for cell in _row(right, top).values()) else _without_row(right, top)


Moved = Mapping[int, tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]]
"""By column: the paragraphs of the row above, and those that stay."""


def _stranded(first: Table, above: Mapping[int, Cell], below: Mapping[int, Cell]) -> Moved:
    """A row with one cell alone, without a number where every row has one, below a sentence without an end."""
    filled = [column for column, cell in below.items() if cell.paragraphs]
    numbered = sum(bool(cell.paragraphs) for cell in first.cells if cell.column == 0)
    if len(filled) != 1 or filled[0] == 0 or numbered < 0.7 * first.rows:
        return {}
    column = filled[0]
    if column != _longest_column(first) or not _is_open(above[column]) or not above[0].paragraphs:
        return {}
    return {column: (below[column].paragraphs, ())}


def _glued(first: Table, above: Mapping[int, Cell], below: Mapping[int, Cell]) -> Moved:
    """The cut row's rest in front of the next row's own text: as a paragraph of its own, or as a sentence."""
    main = _longest_column(first)
    if not below[0].paragraphs or main == 0:
        return {}
    moved = {c: parts for c in below if c and (parts := _parts(above[c], below[c], sentences=c == main))}
    return moved if main in moved else {}


def _parts(above: Cell, below: Cell, sentences: bool) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]] | None:
    if not below.paragraphs or not _is_open(above) or not below.paragraphs[0].text[0].islower():
        return None
    opening, *others = below.paragraphs
    if others:
        return (opening,), tuple(others)
    end = _NEXT_SENTENCE.search(opening.text) if sentences else None
    if end is None:
        return None
    rest = replace(opening, text=opening.text[: end.start()]), replace(opening, text=opening.text[end.end() :])
    return rest[:1], rest[1:]


def _extended(cell: Cell, more: tuple[Paragraph, ...]) -> Cell:
    return replace(cell, paragraphs=(*cell.paragraphs[:-1], joined(cell.paragraphs[-1], more[0]), *more[1:]))


def _is_open(cell: Cell) -> bool:
    return bool(cell.paragraphs) and not _SENTENCE_END.search(cell.paragraphs[-1].text)


def _row(table: Table, row: int) -> dict[int, Cell]:
    return {
        cell.column: cell for cell in table.cells if cell.row == row and cell.row_span == 1 and cell.column_span == 1
    }


def _repeated_rows(first: Table, second: Table) -> int:
    count = 0
    while count < min(4, first.rows - 1, second.rows - 1) and _texts(first, count) == _texts(second, count):
        count += 1
    return count


def _texts(table: Table, row: int) -> list[str]:
    return ["".join(cell.text.split()).casefold() for cell in table.cells if cell.row == row]


def _without_row(table: Table, row: int) -> Table:
    cells = tuple(
        replace(cell, row=cell.row - 1) if cell.row > row else cell for cell in table.cells if cell.row != row
    )
    return replace(table, cells=cells, rows=table.rows - 1)


def _longest_column(table: Table) -> int:
    lengths = [0] * table.columns
    for cell in table.cells:
        lengths[cell.column] += len(cell.text)
    return lengths.index(max(lengths))
