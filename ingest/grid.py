"""Tables of ruled lines: straight lines in, grids of cells out. For lines drawn in a file and lines seen on a scan."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pdfplumber import table as geometry
from pdfplumber.utils.geometry import filter_edges

from models import Box


class GridCell(NamedTuple):
    """A cell at (row, column), both from 0, with the spans that its missing inner lines give it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Grid(NamedTuple):
    """A table's skeleton. `xs` and `ys` are the places of its lines: columns + 1 and rows + 1 of them. `owners` gives
    for a (row, column) the index in `cells` of the cell that covers it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: dict[tuple[int, int], int]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, x: float, y: float) -> int | None:
        """The index in `cells` of the cell around a point; None outside every cell."""
        return self.owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))


def grids(rules: Iterable[Box], tolerance: float = 3.0) -> list[Grid]:
    """The tables that straight lines make, from the top down.

    `rules` are thin boxes; `tolerance` is, in their unit, how far lines that belong together may be apart (double
    lines, dashes, gaps at the corners). A side that the lines only imply is closed: where the lines across run on
    beyond the last line along, to one and the same end, the table is open there. A frame of one cell is no table,
    and neither is a grid within a cell of another.
    """
    edges = _edges(rules)
    edges = _merged(edges, tolerance)
    edges += [*_closing(edges, "h", tolerance), *_closing(edges, "v", tolerance)]
    edges = _merged(edges, tolerance)
    if len(edges) > _MOST_EDGES:
        return []
    crossings = geometry.edges_to_intersections(edges, tolerance, tolerance)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    cells = geometry.intersections_to_cells(crossings)
    found = [_grid([Box(*cell) for cell in table], tolerance) for table in geometry.cells_to_tables(cells)]
    tables = [grid for grid in found if len(grid.cells) > 1]
    outer = [grid for grid in tables if not any(_is_within(grid, other, tolerance) for other in tables)]
    return sorted(outer, key=lambda grid: (grid.box.y0, grid.box.x0))


# The densest forms have some 200 lines and 1,300 crossings a page; what has more is a drawing or graph paper, and
# finding its cells would take seconds.
_MOST_EDGES = 1500
_MOST_CROSSINGS = 4000
_LARGEST_DOT = 3.0  # in points: of dots and of the gaps between them, and of the small squares in Word's corners
_SHORTEST = 8.0  # in points: what is shorter after dashes are joined is no border

Edge = dict[str, Any]
"""A line as pdfplumber's functions take it."""


def _edges(rules: Iterable[Box]) -> list[Edge]:
    """Each rule along its longer side, and the lines that dots make together."""
    edges: list[Edge] = []
    dots: list[Box] = []
    for rule in rules:
        width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
        if max(width, height) <= _LARGEST_DOT:
            dots.append(rule)
        elif width >= height:
            edges.append(_edge("h", rule.x0, rule.x1, (rule.y0 + rule.y1) / 2))
        else:
            edges.append(_edge("v", rule.y0, rule.y1, (rule.x0 + rule.x1) / 2))
    edges += [_edge("h", *run) for run in _runs([(dot.y0, dot.x0, dot.x1) for dot in dots])]
    edges += [_edge("v", *run) for run in _runs([(dot.x0, dot.y0, dot.y1) for dot in dots])]
    return edges


def _runs(dots: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Dots, given by their place across and their ends along a line, as lines: start, end, place across."""
    dots.sort(key=lambda dot: (round(dot[0], 1), dot[1]))
    runs: list[tuple[float, float, float]] = []
    for across, start, end in dots:
        if runs and abs(across - runs[-1][2]) < 0.2 and start - runs[-1][1] <= _LARGEST_DOT:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2])
        else:
            runs.append((start, end, across))
    return (run for run in runs if run[1] - run[0] >= _SHORTEST)


def _edge(orientation: str, start: float, end: float, at: float) -> Edge:
    x0, x1, top, bottom = (start, end, at, at) if orientation == "h" else (at, at, start, end)
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _merged(edges: list[Edge], tolerance: float) -> list[Edge]:
    merged = geometry.merge_edges(edges, tolerance, tolerance, tolerance, tolerance)
    return list(filter_edges(merged, min_length=_SHORTEST))


def _closing(edges: Sequence[Edge], along: str, tolerance: float) -> Iterator[Edge]:
    """The outer lines that are missing across the ends of the lines in direction `along`."""
    start, end, at = ("x0", "x1", "top") if along == "h" else ("top", "bottom", "x0")
    lines = [edge for edge in edges if edge["orientation"] == along]
    across = [edge for edge in edges if edge["orientation"] != along]
    for side in (start, end):
        groups: dict[int, list[Edge]] = {}
        for line in lines:
            groups.setdefault(round(line[side] / tolerance / 2), []).append(line)
        for group in groups.values():
            first, last = min(line[at] for line in group), max(line[at] for line in group)
            place = sum(line[side] for line in group) / len(group)
            if len(group) < 3 or not _crossed(group, across, (start, end, at)):
                continue
            covered = any(
                abs(edge[start] - place) <= 2 * tolerance and edge[at] <= last and edge[_END[at]] >= first
                for edge in across
            )
            if not covered:
                yield _edge("v" if along == "h" else "h", first, last, place)


_END = {"top": "bottom", "x0": "x1"}


def _crossed(group: Sequence[Edge], across: Sequence[Edge], names: tuple[str, str, str]) -> bool:
    """Whether some line crosses the whole group: then the group's lines are a table's, and no underlines."""
    start, end, at = names
    first, last = min(line[at] for line in group), max(line[at] for line in group)
    return any(
        edge[at] <= first + 5 and edge[_END[at]] >= last - 5 and group[0][start] < edge[start] < group[0][end]
        for edge in across
    )


def _grid(boxes: Sequence[Box], tolerance: float) -> Grid:
    xs = _places([x for box in boxes for x in (box.x0, box.x1)], tolerance)
    ys = _places([y for box in boxes for y in (box.y0, box.y1)], tolerance)
    cells = []
    for box in boxes:
        column, row = _nearest(xs, box.x0), _nearest(ys, box.y0)
        columns, rows = _nearest(xs, box.x1) - column, _nearest(ys, box.y1) - row
        if columns > 0 and rows > 0:
            cells.append(GridCell(row, column, rows, columns, box))
    cells.sort()
    owners = {
        (row, column): index
        for index, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Grid(tuple(xs), tuple(ys), tuple(cells), owners)


def _places(values: Iterable[float], tolerance: float) -> list[float]:
    """The different places among nearly equal ones."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > tolerance:
            places.append(value)
    return places


def _nearest(places: Sequence[float], value: float) -> int:
    after = bisect_left(places, value)
    if after == len(places) or (after and value - places[after - 1] <= places[after] - value):
        return after - 1
    return after


def _is_within(inner: Grid, outer: Grid, tolerance: float) -> bool:
    a = inner.box
    return inner is not outer and any(
        cell.box.x0 - tolerance <= a.x0
        and cell.box.y0 - tolerance <= a.y0
        and a.x1 <= cell.box.x1 + tolerance
        and a.y1 <= cell.box.y1 + tolerance
        for cell in outer.cells
    )
