"""Ruled lines: which are found, what is none, and that the page without them has whole letters."""

import cv2
import numpy as np
import pytest
from PIL import Image

from ingest.grid import Grid, grids
from ingest.scan.ruling import ruling, without_rests
from models import Box
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import DPI, ROWS, XS, Page

YS = [120 + 26 * index for index in range(len(ROWS) + 1)]


def tables(page: Page, **changes: float) -> list[Grid]:
    gray = page.gray
    if "blur" in changes:
        gray = cv2.GaussianBlur(gray, (0, 0), changes["blur"])
    if "tilt" in changes:
        gray = np.asarray(Image.fromarray(gray).rotate(changes["tilt"], Image.Resampling.BICUBIC, fillcolor=255))
    found = ruling(gray, DPI)
    return grids(Box(*(value * 72 / DPI for value in line)) for line in found.lines)


def faint(page: Page, holes: float) -> Page:
    """Its ruled lines pale and broken at random places, as a copier low on toner prints them."""
    random = np.random.default_rng(7)
    pixels = np.asarray(page.image).astype(np.float32)
    small = random.random((pixels.shape[0] // 2 + 1, pixels.shape[1] // 2 + 1)) < holes
    gone = np.kron(small, np.ones((2, 2), bool))[: pixels.shape[0], : pixels.shape[1]]
    pixels[gone] = 255
    page.image = Image.fromarray((255 - (255 - pixels) * 0.5).astype(np.uint8))
    return page


@pytest.mark.parametrize(
    ("page", "changes"),
    [
        pytest.param(drawing.table(), {}, id="as printed"),
        pytest.param(drawing.table(), {"blur": 1.5}, id="out of focus"),
        pytest.param(drawing.table(), {"tilt": 0.1}, id="as level as pages are turned"),
        pytest.param(Page().grid(XS, YS, width=1), {}, id="hairlines"),
        pytest.param(Page().grid(XS, YS, width=1, gray=150), {}, id="pale hairlines"),
        pytest.param(Page().grid(XS, YS, width=6), {}, id="thick lines"),
        pytest.param(faint(Page().grid(XS, YS, width=3), 0.12), {}, id="faint broken lines"),
    ],
)
def test_a_grid_is_found_with_each_cell(page: Page, changes: dict[str, float]) -> None:
    (grid,) = tables(page, **changes)
    assert grid.xs == pytest.approx(XS, abs=1.5)
    assert grid.ys == pytest.approx(YS, abs=1.5)
    assert len(grid.cells) == 4 * len(ROWS)


def test_narrow_rows_are_rows() -> None:
    ys = [100 + 11 * index for index in range(9)]
    (grid,) = tables(Page().grid(XS, ys))
    assert grid.ys == pytest.approx(ys, abs=1.5)


@pytest.mark.parametrize("apart", [pytest.param(1.5, id="close"), pytest.param(2.5, id="far")])
def test_double_lines_are_one(apart: float) -> None:
    page = Page().grid(XS, YS)
    page.line(XS[0], YS[0] + apart, XS[-1], YS[0] + apart).line(XS[0] + apart, YS[0], XS[0] + apart, YS[-1])
    (grid,) = tables(page)
    assert len(grid.cells) == 4 * len(ROWS)


def test_merged_cells_stay_merged() -> None:
    page = Page().grid(XS, YS[:2]).grid(XS, YS[2:])
    page.line(XS[0], YS[1], XS[0], YS[2]).line(XS[-1], YS[1], XS[-1], YS[2])
    (grid,) = tables(page)
    assert [cell.column_span for cell in grid.cells if cell.row == 1] == [4]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH", 13),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 14),
        ("KẾ HOẠCH TỔ CHỨC THỰC HIỆN", 16),
        ("LIÊN HIỆP HỘI PHỤ NỮ", 13),
        ("I. II. III. VIII. XIII.", 14),
        (". . . . . . . . . . . . . . . .", 13),
    ],
)
def test_bold_capitals_are_no_lines(text: str, size: int) -> None:
    page = Page().lines([text] * 3, size=size, name="Serif-Bold")
    found = ruling(page.gray, DPI)
    assert found.lines == []
    assert np.array_equal(found.without, page.gray)


def test_underlines_of_words_make_no_table() -> None:
    page = Page()
    for index, text in enumerate(("ỦY BAN NHÂN DÂN TỈNH", "Độc lập - Tự do - Hạnh phúc", "Nơi nhận:")):
        end = page.text(100, 100 + 20 * index, text, name="Serif-Bold")
        page.line(100, 103 + 20 * index, end, 103 + 20 * index)
    assert tables(page) == []


def test_a_page_without_lines_has_its_letters_whole() -> None:
    ruled, plain = drawing.table(), Page()
    plain.text(70, 80, "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ", name="Serif-Bold")
    for index, row in enumerate(ROWS):
        for x, text in zip(XS, row, strict=False):
            plain.text(x + 5, 120 + 26 * index + 18, text, 12)
    without = ruling(ruled.gray, DPI).without
    assert np.array_equal(without < 128, plain.gray < 128)


def test_letters_that_stand_on_a_line_keep_most_of_themselves() -> None:
    page, plain = Page(), Page()
    for own in (page, plain):
        own.text(100, 100, "Phạm vi: bệnh viện, trường học", size=14)
    page.line(90, 101, 400, 101)
    without = ruling(page.gray, DPI).without
    assert np.mean((without < 128)[plain.gray < 128]) > 0.9
    assert np.count_nonzero((without < 128) & (plain.gray >= 128)) < 100


# Streaks of the feeder's glass


def streaked(page: Page, x: float, lean: float = 4.0, width: int = 5) -> Page:
    """A dark line from the upper edge to the lower one, as dirt on the glass of a feeder draws it."""
    return page.line(x, 0, x + lean, page.height, width)


def test_a_streak_is_no_rule_and_leaves_the_page() -> None:
    page = drawing.body()
    before = page.gray < 128
    streaked(page, 300)
    found = ruling(page.gray, DPI)
    assert found.lines == []
    after = found.without < 128
    assert after.sum() < 1.03 * before.sum()
    assert (before & after).sum() > 0.97 * before.sum()


def test_a_table_as_high_as_its_page_is_no_streak() -> None:
    ys = [25 + 26.4 * index for index in range(31)]
    page = Page().grid(XS, ys)
    assert (ys[-1] - ys[0]) / page.height > 0.93
    (grid,) = tables(page)
    assert grid.xs == pytest.approx(XS, abs=1.5)


def test_a_table_that_a_streak_crosses_is_found() -> None:
    (grid,) = tables(streaked(drawing.table(), 350))
    assert grid.xs == pytest.approx(XS, abs=1.5)
    assert len(grid.cells) == 4 * len(ROWS)


def test_what_is_left_of_bent_rules_goes_from_the_cells() -> None:
    """A rule that is not quite straight leaves strokes beside its straight box; letters and their marks stay."""
    page = Page()
    page.text(90, 137, "Địa điểm họp")
    clean = page.gray.copy()
    left, top, right, bottom = (round(value * DPI / 72) for value in (75, 120, 275, 152))
    bent = clean.copy()
    bent[top + 1 : bottom, left + 2 : left + 4] = 0
    bent[bottom - 3 : bottom - 1, left + 2 : right - 30] = 0
    bent[top + 2 : top + 4, left + 40 : left + 45] = 90
    made = without_rests(bent, [Box(left, top, right, bottom)], DPI)
    assert np.count_nonzero((made < 128) != (clean < 128)) == 0
    assert np.array_equal(without_rests(clean, [Box(left, top, right, bottom)], DPI), clean)
