"""Tables inside a text: tabs, pipes, HTML; rows that a page break cuts."""

import pytest

from ingest import text
from models import Paragraph, Table


def blocks(content: str) -> list[list[list[str]] | str]:
    """Each paragraph as its text, each table as rows of cells, a cell's paragraphs parted by " ¶ "."""
    shown: list[list[list[str]] | str] = []
    for block in text.read(content.encode(), "a.md", "0").blocks:
        shown.append(block.text if isinstance(block, Paragraph) else rows(block))
    return shown


def rows(table: Table) -> list[list[str]]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = " ¶ ".join(p.printed for p in cell.paragraphs)
    return grid


HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]


def tabs(*lines: list[str]) -> str:
    return "\n".join("\t".join(line) for line in lines) + "\n"


def pipes(*lines: list[str]) -> str:
    head, *rest = lines
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rest)) + "\n"


@pytest.mark.parametrize("form", [tabs, pipes])
def test_the_same_table_from_tabs_and_pipes(form) -> None:
    table = form(HEADER, ["1", "Tập huấn **CNTT**", "Sở Nội vụ", "Quý I"], ["2", "Tổng kết", "", "Quý IV"])
    assert blocks(f"Danh mục:\n\n{table}\nNơi nhận:") == [
        "Danh mục:",
        [HEADER, ["1", "Tập huấn CNTT", "Sở Nội vụ", "Quý I"], ["2", "Tổng kết", "", "Quý IV"]],
        "Nơi nhận:",
    ]


def test_a_separator_marks_the_header() -> None:
    (table,) = text.read(pipes(HEADER, ["1", "Tập huấn", "Sở", "Quý I"]).encode(), "a", "0").blocks
    assert isinstance(table, Table)
    assert table.header_rows == 1


@pytest.mark.parametrize("form", [tabs, pipes])
@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param(
            [["1", "Mua sắm máy chủ", "Sở Tài chính", "Quý I"]],
            [["2", "Nâng cấp mạng", "Sở Công Thương", "Quý II"]],
            [["1", "Mua sắm máy chủ", "Sở Tài chính", "Quý I"], ["2", "Nâng cấp mạng", "Sở Công Thương", "Quý II"]],
            id="whole rows",
        ),
        pytest.param(
            [["1", "Mua sắm, lắp đặt máy chủ cho trung tâm", "Sở Tài chính", "Quý I"]],
            [["", "dữ liệu của tỉnh", "", ""], ["2", "Nâng cấp mạng", "Sở Công Thương", "Quý II"]],
            [
                ["1", "Mua sắm, lắp đặt máy chủ cho trung tâm dữ liệu của tỉnh", "Sở Tài chính", "Quý I"],
                ["2", "Nâng cấp mạng", "Sở Công Thương", "Quý II"],
            ],
            id="the rest in a row without number",
        ),
        pytest.param(
            [["1", "Giao ban với các huyện và Ủy ban nhân dân", "Văn phòng", "Hằng tháng"]],
            [["", "Thành phố Bảo Lộc, thành phố Đà Lạt", "", ""], ["2", "Tổng kết năm", "Văn phòng", "Quý IV"]],
            [
                [
                    "1",
                    "Giao ban với các huyện và Ủy ban nhân dân Thành phố Bảo Lộc, thành phố Đà Lạt",
                    "Văn phòng",
                    "Hằng tháng",
                ],
                ["2", "Tổng kết năm", "Văn phòng", "Quý IV"],
            ],
            id="the rest begins with a capital",
        ),
        pytest.param(
            [["1", "Số hóa hồ sơ lưu trữ đang", "Kho lưu trữ", "Quý I"]],
            [["2", "<p>được bảo quản tại kho</p> <p>Chỉnh lý tài liệu</p>", "Kho lưu trữ", "Quý II"]],
            [
                ["1", "Số hóa hồ sơ lưu trữ đang được bảo quản tại kho", "Kho lưu trữ", "Quý I"],
                ["2", "Chỉnh lý tài liệu", "Kho lưu trữ", "Quý II"],
            ],
            id="the rest as a paragraph in the next row",
        ),
        pytest.param(
            [["1", "Tỷ lệ trẻ em được tiêm chủng đầy", "Trạm Y tế", "Cả năm"]],
            [["2", "đủ đạt 95% trở lên. 100% thai phụ được khám", "Trạm Y tế", "Cả năm"]],
            [
                ["1", "Tỷ lệ trẻ em được tiêm chủng đầy đủ đạt 95% trở lên.", "Trạm Y tế", "Cả năm"],
                ["2", "100% thai phụ được khám", "Trạm Y tế", "Cả năm"],
            ],
            id="the rest as a sentence in the next row",
        ),
        pytest.param(
            [["1", "Ban hành kế hoạch phòng, chống thiên tai", "Chi cục Thủy lợi", "Quý I"]],
            [["", "Tổ chức diễn tập ứng phó bão lụt", "Bộ Chỉ huy quân sự", "Quý III"]],
            [
                ["1", "Ban hành kế hoạch phòng, chống thiên tai", "Chi cục Thủy lợi", "Quý I"],
                ["", "Tổ chức diễn tập ứng phó bão lụt", "Bộ Chỉ huy quân sự", "Quý III"],
            ],
            id="a complete row without number is a row",
        ),
        pytest.param(
            [["1", "Kiểm tra rừng phòng hộ", "Hạt Kiểm lâm", "Quý I"]],
            [["2", "Trồng cây phân tán", "các xã, phường", "Quý II"]],
            [
                ["1", "Kiểm tra rừng phòng hộ", "Hạt Kiểm lâm", "Quý I"],
                ["2", "Trồng cây phân tán", "các xã, phường", "Quý II"],
            ],
            id="a unit with a small letter is no rest",
        ),
        pytest.param(
            [["1", "Kiểm tra rừng phòng hộ", "Hạt Kiểm lâm", "Quý I"]],
            [["II", "Lâm sinh", "", ""], ["1", "Trồng cây", "Hạt Kiểm lâm", "Quý II"]],
            [
                ["1", "Kiểm tra rừng phòng hộ", "Hạt Kiểm lâm", "Quý I"],
                ["II", "Lâm sinh", "", ""],
                ["1", "Trồng cây", "Hạt Kiểm lâm", "Quý II"],
            ],
            id="a group row is no rest",
        ),
    ],
)
def test_rows_at_a_page_break(form, above, below, expected) -> None:
    content = form(HEADER, *above) + "\n\n12\n\n\f" + form(HEADER, *below)
    assert blocks(content) == [[HEADER, *expected]]


def test_many_pages_are_one_table() -> None:
    pages = [tabs(HEADER, *([f"{p}.{r}", f"Việc {p}.{r}", "Sở", "Quý I"] for r in range(3))) for p in range(1, 9)]
    (table,) = blocks("\n".join(pages))
    assert [row[0] for row in table] == ["TT", *(f"{p}.{r}" for p in range(1, 9) for r in range(3))]


def test_footnotes_between_two_pages_do_not_part_a_table() -> None:
    content = (
        tabs(HEADER, ["1", "Thu phí", "Sở", "Quý I"])
        + "\n¹ Nghị định 10.\n\n"
        + tabs(HEADER, ["2", "Chi", "Sở", "Quý I"])
    )
    assert blocks(content) == [
        [HEADER, ["1", "Thu phí", "Sở", "Quý I"], ["2", "Chi", "Sở", "Quý I"]],
        "Nghị định 10.",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "TT\tViệc\tĐơn vị\n1\tHọp\n2\tĐi\tSở\tthừa\n",
            [[["TT", "Việc", "Đơn vị", ""], ["1", "Họp", "", ""], ["2", "Đi", "Sở", "thừa"]]],
            id="rows of different lengths lose nothing",
        ),
        pytest.param(
            "1.\tMục đích của kế hoạch\n2.\tYêu cầu\n3.\tNội dung\n",
            ["1. Mục đích của kế hoạch", "2. Yêu cầu", "3. Nội dung"],
            id="a tab behind a number makes no table",
        ),
        pytest.param(
            "\tCăn cứ Luật Lâm nghiệp.\n\tCăn cứ Luật Đất đai.\n\tXét tờ trình.\n",
            ["Căn cứ Luật Lâm nghiệp.", "Căn cứ Luật Đất đai.", "Xét tờ trình."],
            id="a tab as indent makes no table",
        ),
        pytest.param(
            "| TT | Việc |\n|---|---|\n| 1\t| Họp\t|\n| 2\t| Đi\t|\n",
            [[["TT", "Việc"], ["1", "Họp"], ["2", "Đi"]]],
            id="tabs in the cells of a pipe table",
        ),
        pytest.param("a | b là lựa chọn", ["a | b là lựa chọn"], id="a pipe in a sentence"),
        pytest.param(
            "Tháng | Việc\n--- | ---\n1 | Họp\n",
            [[["Tháng", "Việc"], ["1", "Họp"]]],
            id="pipes without outer pipes",
        ),
        pytest.param(
            "| TT | Việc |\n|---|---|\n| 1 | Sở A \\| Sở B<br>Sở C |\n",
            [[["TT", "Việc"], ["1", "Sở A | Sở B\nSở C"]]],
            id="escaped pipe and a break in a cell",
        ),
        pytest.param("|  |  |\n|---|---|\n| Sở | Bộ |\n", [[["Sở", "Bộ"]]], id="an empty header goes"),
        pytest.param(
            "TT\tViệc\tSản phẩm\n1\tHọp\t<ul style='x'> <li>- Biên bản</li> <li>Báo cáo</li></ul>\n",
            [[["TT", "Việc", "Sản phẩm"], ["1", "Họp", "- Biên bản ¶ Báo cáo"]]],
            id="list items in a cell keep typed marks and get none",
        ),
        pytest.param(
            "Bảng:\n<table>\n<tr><th>TT</th><th colspan=2>Việc</th></tr>\n"
            "<tr><td rowspan='2'>1</td><td>a</td><td>b</td></tr>"
            "<tr><td>c</td><td><p>d</p><p>e</p></td></tr>\n</table>\nHết",
            ["Bảng:", [["TT", "Việc", ""], ["1", "a", "b"], ["", "c", "d ¶ e"]], "Hết"],
            id="HTML table",
        ),
        pytest.param(
            "Trước\n\n<table><tr><td>1</td><td>Họp</td></tr><tr><td>2</td><td>Đi",
            ["Trước", [["1", "Họp"], ["2", "Đi"]]],
            id="an HTML table that is cut off",
        ),
    ],
)
def test_forms_of_tables(content: str, expected: list[object]) -> None:
    assert blocks(content) == expected


def test_looks_in_cells() -> None:
    (table,) = text.read("| **TT** | a |\n|---|---|\n| 1 | **Hạn:** x |\n".encode(), "a", "0").blocks
    assert isinstance(table, Table)
    looks = [cell.paragraphs[0].look for cell in table.cells]
    assert [(look.bold, look.bold_lead) for look in looks] == [(True, 0), (False, 0), (False, 0), (False, 4)]
