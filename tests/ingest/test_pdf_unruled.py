"""Tables without ruled lines in PDF files written by hand: found where they are, and nowhere else."""

from collections.abc import Callable, Sequence

import pytest

from models import Table
from tests.ingest.pdf_files import Page
from tests.ingest.test_pdf import LONG, body, read, rows

XS = (85, 120, 260, 340, 430)
HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]
"""Names at the left of their columns; every letter is 6 points wide in 12 point type."""
Cells = Sequence[str]
"""The cells of a row: lines parted by "/", "" for an empty cell."""


def put(page: Page, top: float, *table: Cells, xs: Sequence[float] = XS, bold: int = 0, gap: float = 16) -> float:
    """Print rows from `top` down, lines 14 points apart and rows `gap`; gives the place of the next row."""
    for number, row in enumerate(table):
        most = 1
        for x, cell in zip(xs, row, strict=False):
            lines = cell.split("/") if cell else []
            most = max(most, len(lines))
            page.lines(x, top, lines, 12, 14, "F2" if number < bold else "F1")
        top += 14 * (most - 1) + gap
    return top


ROWS: list[Cells] = [
    ["1", "Tập huấn giáo viên/trực tuyến", "Phòng Giáo/dục", "Trường Trần/Phú", "Quý I"],
    ["2", "Kiểm tra bến xe", "Sở Xây dựng", "", "Tháng 6"],
    ["3", "Số hóa hồ sơ lưu trữ/của cơ quan", "Sở Nội vụ", "UBND xã An/Hòa Bình", "Quý III"],
    ["4", "Vận động cai nghiện", "Công an xã", "Trạm y tế", "Cả năm"],
]
WHOLE = [[cell.replace("/", " ") for cell in row] for row in ROWS]


def tables(*pages: Page) -> list[list[list[str]]]:
    return [rows(block) for block in read(*pages).blocks if isinstance(block, Table)]


def test_rows_by_their_numbers() -> None:
    page = Page().text(85, 100, LONG)
    put(page, 130, HEADER, *ROWS, bold=1)
    assert tables(page) == [[HEADER, *WHOLE]]


def test_header_by_its_number_column_alone() -> None:
    page = Page()
    put(page, 130, HEADER, *ROWS)
    assert tables(page) == [[HEADER, *WHOLE]]


def test_text_above_and_below_stays_text() -> None:
    page = Page().text(85, 100, LONG)
    end = put(page, 130, HEADER, *ROWS, bold=1)
    page.text(100, end + 10, "IV. Tổ chức thực hiện", font="F2").lines(85, end + 40, [LONG, LONG])
    assert tables(page) == [[HEADER, *WHOLE]]
    assert body(page)[0] == LONG
    assert body(page)[2:] == ["IV. Tổ chức thực hiện", f"{LONG} {LONG}"]


def test_centred_names_and_names_of_several_lines() -> None:
    page = Page()
    xs = (88, 160, 275, 360, 440)
    put(page, 130, ["S", "Nội dung/công việc", "Đơn vị", "Phối", "Thời"], xs=xs, bold=1)
    page.text(88, 144, "TT", 12, "F2")
    put(page, 160, *ROWS)
    assert tables(page)[0][1:] == WHOLE


def test_name_that_spans_two_columns() -> None:
    page = Page()
    put(page, 116, ["TT", "Nhiệm vụ", "", "", "Thời hạn"], bold=1)
    page.text(295, 116, "Phân công", 12, "F2")
    put(page, 130, ["", "", "Chủ trì", "Phối hợp", ""], *ROWS, bold=1)
    (found,) = tables(page)
    assert found[0] == ["TT", "Nhiệm vụ", "Phân công", "^", "Thời hạn"]
    assert found[1] == ["^", "^", "Chủ trì", "Phối hợp", "^"]
    assert found[2:] == WHOLE


def test_titles_of_groups() -> None:
    page = Page()
    top = put(page, 130, HEADER, bold=1)
    page.text(85, top, "I. Công tác tuyên truyền, phổ biến pháp luật", 12, "F2")
    top = put(page, top + 16, *ROWS[:2])
    page.text(85, top, "II. Công tác kiểm tra", 12, "F2")
    put(page, top + 16, *ROWS[2:])
    (found,) = tables(page)
    assert found[1][0] == "I. Công tác tuyên truyền, phổ biến pháp luật"
    assert found[4][0] == "II. Công tác kiểm tra"
    assert found[2:4] + found[5:] == WHOLE


def test_rows_without_numbers() -> None:
    page = Page()
    put(page, 130, HEADER[1:], *(row[1:] for row in ROWS), xs=XS[1:], bold=1)
    assert tables(page) == [[HEADER[1:], *(row[1:] for row in WHOLE)]]


@pytest.mark.parametrize("repeated", [True, False], ids=["header again", "header once"])
def test_over_two_pages(repeated: bool) -> None:
    first, second = Page(), Page()
    put(first, 700, HEADER, *ROWS[:2], bold=1)
    top = put(second, 80, HEADER, bold=1) if repeated else 80
    put(second, top, *ROWS[2:])
    assert tables(first, second) == [[HEADER, *WHOLE]]


def test_header_at_the_foot_of_a_page() -> None:
    first, second = Page().text(85, 100, LONG), Page()
    put(first, 760, HEADER, bold=1)
    put(second, 80, *ROWS)
    assert tables(first, second) == [[HEADER, *WHOLE]]


def test_cell_that_goes_on_below_its_row_belongs_to_both() -> None:
    page = Page()
    top = put(page, 130, HEADER, *ROWS, bold=1)
    put(page, top, ["5", "Trồng cây", "", "", "Quý II"], ["6", "Chăm sóc cây", "", "", "Quý IV"])
    page.lines(260, top, ["Sở Nông", "nghiệp"], 12, 14)
    (found,) = [block for block in read(page).blocks if isinstance(block, Table)]
    (cell,) = [cell for cell in found.cells if cell.text == "Sở Nông nghiệp"]
    assert (cell.row, cell.row_span) == (5, 2)


NO_TABLES = [
    pytest.param(
        lambda page: put(page.lines(85, 120, [LONG] * 4), 100, ["Nơi đi", "Nơi đến"], xs=(85, 300), bold=1),
        id="bold words side by side above running text",
    ),
    pytest.param(
        lambda page: put(page, 100, *(["a)", "Rà soát"], ["b)", "Kiểm tra"], ["c)", "Báo cáo"], ["d)", "Công bố"])),
        id="a list with tabs",
    ),
    pytest.param(
        lambda page: put(page, 100, ["1.", "KINH PHÍ"], ["2.", "TỔ CHỨC"], ["3.", "BÁO CÁO"], bold=3),
        id="bold headings with tabs",
    ),
    pytest.param(
        lambda page: put(page, 100, ["Thời", "gian", "qua,", "công", "tác"], xs=(85, 160, 240, 330, 480)),
        id="a justified line ended by a soft break",
    ),
    pytest.param(
        lambda page: put(page, 100, ["Họ tên", "Ngày sinh", "Đơn vị"], xs=(85, 260, 430), bold=1),
        id="names without rows",
    ),
]  # fmt: skip


@pytest.mark.parametrize("fill", NO_TABLES)
def test_no_table(fill: Callable[[Page], float]) -> None:
    page = Page()
    fill(page)
    page.lines(85, 300, [LONG, LONG])
    assert tables(page) == []
