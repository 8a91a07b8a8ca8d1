"""The grid of a Word table: which cell stands where, and how far it spans (ECMA-376 part 1, 17.4)."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import limits
from ingest.docx.names import (
    ALTERNATE_CONTENT,
    DELETED,
    PROPERTIES,
    TABLE,
    Element,
    W,
    alternative,
    attribute,
    child,
    has,
    points,
    value,
    whole,
)

_SAME_LINE = 6.0  # points: no column is narrower, and by so much rows miss each other when a border was dragged


@dataclass(slots=True)
class Spot:
    """A w:tc and the grid's rows and columns that it covers, both from 0."""

    element: Element
    row: int
    column: int
    column_end: int
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table in row order. `header_rows` are marked to be repeated on each page."""

    spots: tuple[Spot, ...]
    rows: int
    columns: int
    header_rows: int


def grid(table: Element) -> Grid:
    """Lay out the rows and cells of a w:tbl that are shown; deleted and hidden ones are not."""
    rows = [row for row in _parts(table, W + "tr") if not _is_gone(child(row, "trPr"))]
    placed = [_row(row, index) for index, row in enumerate(rows)]
    positions = _positions(table, max((spot.column_end for row in placed for spot in row), default=0))
    placed = [[spot for spot in row if not _is_sliver(spot, positions)] for row in placed]
    lines = _lines(positions, placed)
    for spot in (spot for row in placed for spot in row):
        spot.column, spot.column_end = lines[spot.column], lines[spot.column_end]
    header_rows = next((i for i, row in enumerate(rows) if not has(child(row, "trPr"), "tblHeader")), len(rows))
    return Grid(tuple(_merged(placed)), len(rows), max(lines.values(), default=0), header_rows)


def _parts(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, also those inside content controls and the like."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag == ALTERNATE_CONTENT:
            yield from _parts(alternative(element), tag)
        elif element.tag not in PROPERTIES and element.tag not in DELETED and element.tag != TABLE:
            yield from _parts(element, tag)


def _is_gone(properties: Element | None) -> bool:
    """Whether a row is deleted (a tracked change) or hidden."""
    return child(properties, "del") is not None or has(properties, "hidden")


def _row(row: Element, index: int) -> list[Spot]:
    """The cells of a row, placed by the widths that they state in grid columns."""
    spots: list[Spot] = []
    column = max(0, whole(value(child(row, "trPr"), "gridBefore"), 0))
    for cell in _parts(row, W + "tc"):
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            continue
        end = column + max(1, whole(value(properties, "gridSpan"), 1))
        limits.check_columns(end)
        if spots and _continues(properties, "hMerge"):
            spots[-1].column_end = end
        else:
            spots.append(Spot(cell, index, column, end))
        column = end
    return spots


def _is_sliver(spot: Spot, positions: list[float]) -> bool:
    """Whether a cell only fills the place before a row that begins a hair to the right, as LibreOffice writes it."""
    if positions[spot.column_end] - positions[spot.column] > _SAME_LINE:
        return False
    return not any((text.text or "").strip() for text in spot.element.iter(W + "t"))


def _lines(positions: list[float], rows: list[list[Spot]]) -> dict[int, int]:
    """Each grid line at which a cell starts or ends, to its number among the lines that a reader sees.

    Word makes a line of its own wherever one row's border misses another's; those that lie closer than any column is
    wide are one line, unless a cell stands between them.
    """
    used = sorted({line for row in rows for spot in row for line in (spot.column, spot.column_end)} | {0})
    narrowest = min((positions[s.column_end] - positions[s.column] for row in rows for s in row), default=0.0)
    tolerance = _SAME_LINE if narrowest > _SAME_LINE else -1.0
    lines: dict[int, int] = {}
    number, start = -1, None
    for line in used:
        if start is None or positions[line] - start > tolerance:
            number, start = number + 1, positions[line]
        lines[line] = number
    return lines


def _positions(table: Element, count: int) -> list[float]:
    """Where the grid lines stand, in points from the left; columns without a stated width are taken as an inch."""
    widths = [points(attribute(column, "w")) or 72.0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    positions = [0.0]
    for index in range(count):
        positions.append(positions[-1] + (widths[index] if index < len(widths) else 72.0))
    return positions


def _merged(rows: list[list[Spot]]) -> Iterator[Spot]:
    """The cells, those that are merged downwards as one. A continuation with nothing above it is a cell of its own."""
    above: dict[tuple[int, int], Spot] = {}
    for row in rows:
        below: dict[tuple[int, int], Spot] = {}
        for spot in row:
            place = (spot.column, spot.column_end)
            properties = child(spot.element, "tcPr")
            if _continues(properties, "vMerge") and place in above:
                above[place].row_span += 1
                below[place] = above[place]
            else:
                yield spot
                if child(properties, "vMerge") is not None:
                    below[place] = spot
        above = below


def _continues(properties: Element | None, merge: str) -> bool:
    found = child(properties, merge)
    return found is not None and attribute(found, "val") in (None, "continue")
