"""Columns of figures: which cells are read again, and that what is printed in them is found."""

from itertools import pairwise

import pytest

from ingest.grid import GridCell
from ingest.scan.digit_columns import RULE, is_figure, unread
from ingest.scan.seeing import see
from ingest.scan.tesseract import Engine
from models import Box
from tests.ingest.scan.drawing import Page


@pytest.mark.parametrize("text", ["1", "12.", "3.1", "2.989,5", "18/18", "80%", "01"])
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "l", "2 1", "27~", "II", "Quý I", "1a", "-"])
def test_no_figures(text: str) -> None:
    assert not is_figure(text)


def column(*texts: str, span: int = 1) -> list[int]:
    cells = [GridCell(row, 0, 1, span, Box(0, 20 * row, 30, 20 * row + 20)) for row in range(len(texts))]
    return unread(cells, texts)


@pytest.mark.parametrize(
    ("texts", "again"),
    [
        (("STT", "1", "2", "", "4", "5"), [3]),
        (("STT", "1", "2 ~", "'3", "4", "5", "6"), [2, 3]),
        (("TT", "1", "“", "3"), []),  # too few figures to tell
        (("Ghi chú", "1", "", "", "", "Đã làm", "Chưa làm", "Đang làm", "2", "3"), []),  # words, mostly
        (("STT", "I", "1", "2", "3", "II", "1", "2"), []),  # groups keep their letters
        (("Số lượng", "10%", "l00%", "50%", "70%"), [2]),
    ],
)
def test_what_is_read_again(texts: tuple[str, ...], again: list[int]) -> None:
    assert column(*texts) == again


def test_cells_over_several_columns_hold_no_figure_of_one() -> None:
    assert column("STT", "1", "2", "", "4", "5", span=2) == []


@pytest.mark.parametrize("dirt", [pytest.param(False, id="clean"), pytest.param(True, id="with a scratch below")])
def test_figures_are_read_from_their_cells(dirt: bool) -> None:
    """Each is alone in a high cell; a scratch makes tesseract read other marks with it."""
    figures = [str(number) for number in range(17, 25)]
    ys = [100 + 40 * index for index in range(len(figures) + 1)]
    page = Page().grid((70, 100, 300), ys)
    for top, figure in zip(ys, figures, strict=False):
        page.text(77, top + 15, figure)
        page.text(110, top + 15, "Kiểm tra hệ thống điện")
        if dirt:
            page.line(76, top + 33, 88, top + 32.5)
    with Engine() as engine:
        seen = see(page.picture, 1, engine)
    ((grid, cells),) = seen.tables
    read = [
        " ".join(word.text for line in lines for word in line)
        for cell, lines in zip(grid.cells, cells, strict=True)
        if cell.column == 0
    ]
    assert read == figures
    again = [word for word in seen.words if word.reading.rule == RULE]
    assert all(word.text in figures and word.reading.as_read not in figures for word in again)
    assert all(cell_holds(word.box, ys) for word in again)


def cell_holds(box: Box, ys: list[int]) -> bool:
    return any(top < box.y0 and box.y1 < bottom for top, bottom in pairwise(ys))
