"""Grids of cells from straight lines."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grid import Grid, grids
from models import Box

XS, YS = (50.0, 100.0, 250.0, 400.0), (100.0, 130.0, 170.0, 200.0)


def h(y: float, x0: float = 50, x1: float = 400) -> Box:
    return Box(x0, y, x1, y)


def v(x: float, y0: float = 100, y1: float = 200) -> Box:
    return Box(x, y0, x, y1)


def full(xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> list[Box]:
    return [h(y, xs[0], xs[-1]) for y in ys] + [v(x, ys[0], ys[-1]) for x in xs]


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [cell[:4] for cell in grid.cells]


PLAIN = [(row, column, 1, 1) for row in range(3) for column in range(3)]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(full(), id="strokes"),
        pytest.param([Box(r.x0 - 0.24, r.y0 - 0.24, r.x1 + 0.24, r.y1 + 0.24) for r in full()], id="thin rectangles"),
        pytest.param(
            [h(y, x0, x1) for y in YS for x0, x1 in itertools.pairwise(XS)]
            + [v(x, y0, y1) for x in XS for y0, y1 in itertools.pairwise(YS)],
            id="a piece for each side of each cell",
        ),
        pytest.param(full() + [h(y + 1.5) for y in YS] + [v(x + 1.5) for x in XS], id="double lines"),
        pytest.param(
            [h(y, 50 + 4 * k, 52 + 4 * k) for y in YS for k in range(88)]
            + [v(x, 100 + 4 * k, 102 + 4 * k) for x in XS for k in range(25)],
            id="dashes",
        ),
        pytest.param(
            [Box(50 + k, y, 50.5 + k, y + 0.5) for y in YS for k in range(350)]
            + [Box(x, 100 + k, x + 0.5, 100.5 + k) for x in XS for k in range(100)],
            id="dots",
        ),
        pytest.param([h(y) for y in YS] + [v(x) for x in XS[1:-1]], id="open at both sides"),
        pytest.param([h(y) for y in YS[1:-1]] + [v(x) for x in XS], id="open above and below"),
        pytest.param([*full(), h(120, 110, 160), h(150, 260, 300)], id="underlined words"),
    ],
)
def test_nine_cells(rules: list[Box]) -> None:
    (grid,) = grids(rules)
    assert spans(grid) == PLAIN
    assert grid.box == pytest.approx(Box(50, 100, 400, 200), abs=2)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param([*full()[:4], v(50), v(400), v(100), v(250, 130, 200)], (0, 1, 1, 2), id="across"),
        pytest.param([*[r for r in full() if r.y0 != 130 or r.y1 != 130], h(130, 100, 400)], (0, 0, 2, 1), id="down"),
    ],
)
def test_merged_cell_has_spans(rules: list[Box], expected: tuple[int, int, int, int]) -> None:
    (grid,) = grids(rules)
    assert expected in spans(grid)
    row, column, rows, columns = expected
    index = grid.cells.index(next(cell for cell in grid.cells if cell[:4] == expected))
    for at_row in range(row, row + rows):
        for at_column in range(column, column + columns):
            assert grid.cell_at(grid.xs[at_column] + 1, grid.ys[at_row] + 1) == index


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([], id="nothing"),
        pytest.param([h(100), h(130), h(170)], id="underlines"),
        pytest.param(full((50, 200), (100, 200)), id="a frame of one cell"),
        pytest.param([h(100, 50, 90), h(130, 60, 100), h(150, 55, 90), h(170, 50, 95)], id="underlined words"),
        pytest.param(full(range(0, 900, 10), range(0, 900, 10)), id="graph paper"),
    ],
)
def test_no_table(rules: list[Box]) -> None:
    assert grids(rules) == []


def test_grid_in_a_cell_belongs_to_the_cell() -> None:
    assert len(grids(full() + full((110, 150, 240), (135, 150, 165)))) == 1


def test_two_tables_from_the_top_down() -> None:
    below = full((50, 200, 400), (300, 320, 350))
    above, under = grids(below + full())
    assert (above.box.y0, under.box.y0) == (100, 300)


places = st.lists(st.integers(0, 30), min_size=3, max_size=7, unique=True).map(
    lambda numbers: [20.0 * n for n in sorted(numbers)]
)


@given(places, places, st.randoms(use_true_random=False))
def test_cells_cover_the_grid_once(xs: list[float], ys: list[float], random: object) -> None:
    rules = full(xs, ys)
    random.shuffle(rules)  # type: ignore[attr-defined]
    (grid,) = grids(rules)
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    assert set(grid.owners) == set(covered)
