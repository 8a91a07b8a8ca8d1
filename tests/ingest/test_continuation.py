"""What a page break cuts is joined, and nothing else."""

import pytest

from ingest.continuation import join_tables
from models import Box, Cell, Look, Paragraph, Place, Table

HEADER = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


def table(*rows: list[str], spans: dict[tuple[int, int], int] | None = None, bold: int = 0) -> Table:
    """A table of texts. `spans` gives rows that a cell covers; a text of "^" stands below such a cell."""
    cells = tuple(
        Cell(
            number,
            column,
            tuple(Paragraph(part, look=Look(bold=number < bold)) for part in text.split("\n")) if text else (),
            row_span=(spans or {}).get((number, column), 1),
        )
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text != "^"
    )
    return Table(cells, len(rows), len(rows[0]))


def rows(joined: Table | None) -> list[list[str]] | None:
    """The texts again, "^" where a merged cell covers the place."""
    if joined is None:
        return None
    grid = [["^"] * joined.columns for _ in range(joined.rows)]
    for cell in joined.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


FIRST = [
    HEADER,
    ["1", "Rà soát quy trình nội bộ", "Văn phòng", "Sở Nội vụ", "Quý I"],
    ["2", "Tập huấn cho cán bộ xã về", "Sở Y tế", "Các sở, ngành,", "Quý II"],
]
NEXT = ["3", "Kiểm tra", "Thanh tra", "Sở Y tế", "Tháng 5"]

ONE_ROW_AGAIN = [
    pytest.param(
        ["", "chuyển đổi số", "", "UBND cấp xã", ""],
        ["2", "Tập huấn cho cán bộ xã về chuyển đổi số", "Sở Y tế", "Các sở, ngành, UBND cấp xã", "Quý II"],
        id="a small letter goes on",
    ),
    pytest.param(
        ["", "", "", "Ủy ban nhân dân cấp xã", ""],
        ["2", "Tập huấn cho cán bộ xã về", "Sở Y tế", "Các sở, ngành, Ủy ban nhân dân cấp xã", "Quý II"],
        id="after a comma",
    ),
    pytest.param(
        ["", "", "và Dân số", "", ""],
        ["2", "Tập huấn cho cán bộ xã về", "Sở Y tế và Dân số", "Các sở, ngành,", "Quý II"],
        id="only the lead goes on",
    ),
    pytest.param(
        ["", "2025 của Chính phủ", "", "", ""],
        ["2", "Tập huấn cho cán bộ xã về 2025 của Chính phủ", "Sở Y tế", "Các sở, ngành,", "Quý II"],
        id="a figure, with all else empty",
    ),
    pytest.param(["", "", "", "", ""], FIRST[2], id="nothing but the rest of the frame"),
]


@pytest.mark.parametrize("header", [[], [HEADER]], ids=["no header", "header again"])
@pytest.mark.parametrize(("rest", "expected"), ONE_ROW_AGAIN)
def test_cut_row_is_one_again(header: list[list[str]], rest: list[str], expected: list[str]) -> None:
    joined = join_tables(table(*FIRST), table(*header, rest, NEXT))
    assert rows(joined) == [*FIRST[:2], expected, NEXT]
    assert joined and joined.header_rows == len(header)


A_ROW_OF_ITS_OWN = [
    pytest.param(NEXT, id="numbered"),
    pytest.param(["3", "tiếp tục rà soát", "", "", ""], id="numbered with a small letter"),
    pytest.param(["", "Xây dựng báo cáo", "Văn phòng", "Sở Nội vụ", "Quý IV"], id="no number, all else filled"),
    pytest.param(["", "100% hồ sơ được số hoá", "Văn phòng", "", "Quý IV"], id="no number, begins with a figure"),
    pytest.param(["II", "Cải cách thể chế", "", "", ""], id="group row"),
]


@pytest.mark.parametrize("rest", A_ROW_OF_ITS_OWN)
def test_whole_row_stays(rest: list[str]) -> None:
    assert rows(join_tables(table(*FIRST), table(rest))) == [*FIRST, rest]


def test_small_letters_tell_nothing_where_every_cell_has_one() -> None:
    first = table(
        HEADER,
        ["1", "Rà soát", "các sở", "các xã", "hằng quý"],
        ["2", "Tập huấn", "các sở", "các xã", "hằng năm"],
    )
    rest = ["", "Kiểm tra", "các phòng", "các xã", "hằng tháng"]
    assert rows(join_tables(first, table(rest))) == [*(rows(first) or []), rest]


def test_list_in_a_cut_cell_goes_on_as_a_list() -> None:
    first = table(HEADER, ["1", "Ban hành:\n- Kế hoạch", "Sở Y tế", "Văn phòng,", ""])
    joined = join_tables(first, table(["", "- Báo cáo", "", "các phòng", ""]))
    assert rows(joined) == [HEADER, ["1", "Ban hành:\n- Kế hoạch\n- Báo cáo", "Sở Y tế", "Văn phòng, các phòng", ""]]


def test_text_with_room_below_is_not_cut() -> None:
    def at(text: str, *bottoms: float) -> tuple[Paragraph, ...]:
        places = tuple(Place(0, 1, 1, Box(0, y - 12, 50, y)) for y in bottoms)
        return (Paragraph(text, places=places),) if text else ()

    first = Table(
        (
            Cell(0, 0, at("1", 40)),
            Cell(0, 1, at("Nội dung công việc dài", 40, 55, 70, 85, 100)),
            Cell(0, 2, at("Sở A", 40)),
        ),
        1,
        3,
    )
    second = Table((Cell(0, 0), Cell(0, 1), Cell(0, 2, at("Sở B", 30))), 1, 3)
    joined = join_tables(first, second)
    assert joined and joined.rows == 2


class TestMergedCells:
    def test_empty_part_below_the_break_belongs_to_the_cell_above(self) -> None:
        first = table(HEADER, ["1", "A", "Sở Y tế", "X", ""], ["2", "B", "^", "Y", ""], spans={(1, 2): 2})
        second = table(["3", "C", "", "Z", ""], ["4", "D", "^", "T", ""], spans={(0, 2): 2})
        joined = join_tables(first, second)
        assert rows(joined) == [
            HEADER,
            ["1", "A", "Sở Y tế", "X", ""],
            ["2", "B", "^", "Y", ""],
            ["3", "C", "^", "Z", ""],
            ["4", "D", "^", "T", ""],
        ]

    def test_number_and_task_go_on_beside_a_new_lead(self) -> None:
        first = table(HEADER, ["1", "Rà soát quy trình", "Sở A.", "X.", "Quý I."])
        joined = join_tables(first, table(["", "", "Sở B", "Y", "Quý II"]))
        assert rows(joined) == [
            HEADER,
            ["1", "Rà soát quy trình", "Sở A.", "X.", "Quý I."],
            ["^", "^", "Sở B", "Y", "Quý II"],
        ]

    def test_empty_cell_under_a_plain_one_stays_empty(self) -> None:
        joined = join_tables(table(*FIRST), table(["3", "Kiểm tra", "", "Sở Y tế", ""]))
        assert rows(joined) == [*FIRST, ["3", "Kiểm tra", "", "Sở Y tế", ""]]


class TestTwoTables:
    def test_another_number_of_columns(self) -> None:
        assert join_tables(table(*FIRST), table(["1", "A"])) is None

    def test_another_header(self) -> None:
        other = table(["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2024", "Năm 2025"], ["1", "Hồ sơ", "%", "90", "95"])
        assert join_tables(table(*FIRST), other) is None

    def test_another_bold_header_without_a_number_column(self) -> None:
        first = table(["Nội dung", "Đơn vị"], ["Rà soát", "Sở A"], bold=1)
        second = table(["Mục tiêu", "Kết quả"], ["Hồ sơ", "90"], bold=1)
        assert join_tables(first, second) is None


def test_header_of_two_rows_is_dropped() -> None:
    head = [["TT", "Nhiệm vụ", "Phân công"], ["^", "^", "Chủ trì"]]
    spans = {(0, 0): 2, (0, 1): 2}
    first = table(*head, ["1", "A", "Sở A"], spans=spans)
    joined = join_tables(first, table(*head, ["2", "B", "Sở B"], spans=spans))
    assert rows(joined) == [*head, ["1", "A", "Sở A"], ["2", "B", "Sở B"]]
    assert joined and joined.header_rows == 2


def test_header_that_lost_its_last_line_is_dropped() -> None:
    """Some programs cut the repeated header at its height."""
    first = table(["TT", "Nhiệm vụ", "Thời hạn (năm 2025)"], ["1", "A", "Quý I"])
    joined = join_tables(first, table(["TT", "Nhiệm vụ", "Thời hạn"], ["2", "B", "Quý II"]))
    assert joined and joined.header_rows == 1
    assert rows(joined)[1:] == [["1", "A", "Quý I"], ["2", "B", "Quý II"]]


def test_two_other_names_are_another_header() -> None:
    first = table(["TT", "Nhiệm vụ chung", "Thời hạn năm"], ["1", "A", "Quý I"])
    assert join_tables(first, table(["TT", "Nhiệm vụ", "Thời hạn"], ["2", "B", "Quý II"])) is None


def test_label_at_the_top_of_a_page_is_a_paragraph_of_its_cell() -> None:
    first = table(["TT", "Nhiệm vụ", "Phân công"], ["1", "Rà soát các trường và lớp", "Chủ trì: Sở Y tế"])
    joined = join_tables(first, table(["", "của huyện theo kế hoạch", "Phối hợp: Sở Nội vụ"]))
    assert joined and [p.text for p in joined.cells[-1].paragraphs] == ["Chủ trì: Sở Y tế", "Phối hợp: Sở Nội vụ"]
