"""Broken rules: their pieces are found where the picture shows them, and nowhere else."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.scan.faint_rules import Rule, missing_pieces

DPI = 200
XS, YS = (100, 300, 500), (100, 160, 220, 280)


def picture(gray: int = 150, noise: float = 8.0, without: tuple[str, ...] = ()) -> NDArray[np.uint8]:
    """A table of 2 x 3 cells in faint lines on grainy paper; `without` names borders that are not printed."""
    random = np.random.default_rng(3)
    page = np.full((400, 600), 225.0)
    for place in YS:
        page[place - 1 : place + 1, XS[0] : XS[-1]] = gray
    for place in XS:
        page[YS[0] : YS[-1], place - 1 : place + 1] = gray
    if "middle" in without:
        page[YS[1] + 2 : YS[2] - 2, XS[1] - 1 : XS[1] + 1] = 225
    return np.clip(page + random.normal(0, noise, page.shape), 0, 255).astype(np.uint8)


SOUND: list[Rule] = [
    *((a, y - 0.5, b, y + 0.5) for y in YS for a, b in ((100, 300), (300, 500))),
    *((x - 0.5, 100, x + 0.5, 280) for x in XS),
]
BROKEN: list[Rule] = [
    *((100, y - 0.5, 280, y + 0.5) for y in YS),
    *((340, y - 0.5, 500, y + 0.5) for y in YS if y != YS[2]),
    *((x - 0.5, a, x + 0.5, b) for x in XS for a, b in ((100, 150), (222, 280))),
]
"""What was found of the same lines: two borders down the table are seen nowhere, and one across it."""


def covered(lines: list[Rule], down: float) -> float:
    """How much of the line down the page at a place the lines cover, between the table's upper and lower edge."""
    mask = np.zeros(400, bool)
    for x0, y0, x1, y1 in lines:
        if x0 <= down <= x1 and y1 - y0 > x1 - x0:
            mask[round(y0) : round(y1)] = True
    return float(np.mean(mask[YS[0] : YS[-1]]))


@pytest.mark.parametrize("gray", [pytest.param(150, id="pale"), pytest.param(190, id="hardly there")])
def test_broken_lines_are_made_whole(gray: int) -> None:
    lines = [*BROKEN, *missing_pieces(BROKEN, picture(gray), DPI)]
    for x in XS:
        assert covered(lines, x) > 0.9
    for y in YS:
        assert sum(x1 - x0 for x0, y0, x1, y1 in lines if y0 <= y <= y1 and x1 - x0 > y1 - y0) >= 0.95 * 400


def test_a_cell_merged_in_a_broken_table_stays_merged() -> None:
    pieces = missing_pieces(BROKEN, picture(without=("middle",)), DPI)
    middle = [piece for piece in pieces if piece[0] <= XS[1] <= piece[2] and piece[3] - piece[1] > 10]
    assert not any(piece[1] < 190 < piece[3] for piece in middle)


def test_nothing_is_added_to_a_sound_table_with_merged_cells_of_text() -> None:
    """Rows of letters are dark in the middle as lines are."""
    page = picture(60, 0, without=("middle",))
    for left in range(210, 400, 8):
        page[183:197, left : left + 3] = 40
        page[189:191, left : left + 8] = 40
    lines = [line for line in SOUND if not (line[0] < XS[1] < line[2] and line[3] - line[1] > 10)]
    lines += [(299.5, 100, 300.5, 160), (299.5, 220, 300.5, 280)]
    assert missing_pieces(lines, page, DPI) == []


def test_lines_without_crossings_are_no_table() -> None:
    lines: list[Rule] = [(100, 99.5, 300, 100.5), (360, 99.5, 500, 100.5)]
    assert missing_pieces(lines, picture(), DPI) == []
