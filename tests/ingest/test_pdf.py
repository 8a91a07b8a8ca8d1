"""PDF files written by hand: letters, places, lines, tables, and what is not part of the text."""

import pytest

from ingest import pdf
from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, NoUsableText
from models import Box, Document, Paragraph, Table
from tests.ingest.pdf_files import Page, make, show

LONG = (
    "Triển khai các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân"  # 66 characters: 429 points in 13 point type
)


def read(*pages: Page) -> Document:
    return pdf.read(make(*pages), "a.pdf", "0")


def body(*pages: Page) -> list[str]:
    return [block.text for block in read(*pages).blocks if block.part == "body"]


def parts(document: Document, part: str) -> list[str]:
    return [block.text for block in document.blocks if block.part == part]


def rows(table: Table) -> list[list[str]]:
    grid = [["^"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = " ¶ ".join(p.text for p in cell.paragraphs)
    return grid


def table(*pages: Page) -> Table:
    (found,) = [block for block in read(*pages).blocks if isinstance(block, Table)]
    return found


LETTERS = [
    pytest.param(Page().text(85, 100, "Thư\u0323c hiê\u0323n đô\u0309i sô\u0301"), "Thực hiện đổi số", id="NFD"),
    pytest.param(Page().text(85, 100, "Ðề án ðã duyệt"), "Đề án đã duyệt", id="eth for đ"),
    pytest.param(Page().text(85, 100, "Thực\u00a0hiện\u2003kế hoạch\u200b"), "Thực hiện kế hoạch", id="odd blanks"),
    pytest.param(Page().text(85, 100, "ﬁle ﬂow"), "file flow", id="ligatures"),
    pytest.param(Page().text(85, 100, "\uf0b7 Thực hiện"), "• Thực hiện", id="bullet of a picture font"),
    pytest.param(
        Page().text(85, 99, "h").text(98, 99, "nh ch").text(137, 99, "nh").text(130.5, 99, "í").text(91.5, 99, "à"),
        "hành chính",
        id="some letters printed later, as from another font",
    ),
    pytest.param(Page().text(120, 100, "hiện").text(85, 100, "Thực"), "Thực hiện", id="words in disorder"),
    pytest.param(Page().text(85, 100, "về").text(98, 100, " ").text(100.2, 100, "phát"), "về phát", id="narrow blank"),
    pytest.param(Page().text(85, 100, "Đề án").text(85.4, 100, "Đề án"), "Đề án", id="printed twice to look bold"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), LETTERS)
def test_letters(page: Page, expected: str) -> None:
    assert body(page) == [expected]


UNSEEN = [
    pytest.param(Page().text(85, 120, "Không thấy", extra="3 Tr"), id="invisible"),
    pytest.param(Page().text(85, 120, "Không thấy", extra="1 1 1 rg"), id="white"),
    pytest.param(Page().text(700, 120, "Không thấy"), id="outside the page"),
]


@pytest.mark.parametrize("page", UNSEEN)
def test_text_that_nobody_sees_is_left_out(page: Page) -> None:
    assert read(page.text(85, 100, "Thấy được")).blocks[0].text == "Thấy được"
    assert len(read(page).blocks) == 1


def test_white_text_on_a_dark_area_is_seen() -> None:
    page = Page().bar(80, 85, 300, 105, "0 0 0.5 rg").text(85, 100, "Tiêu đề bảng", extra="1 1 1 rg")
    assert body(page) == ["Tiêu đề bảng"]


def test_clipped_text_is_left_out() -> None:
    page = Page().text(85, 100, "Thấy được")
    page.content.append("q 80 730 100 100 re W n " + show(85, 722, "Bị cắt") + " Q")
    assert body(page) == ["Thấy được"]


class TestPlaces:
    def test_box_of_each_word(self) -> None:
        (paragraph,) = read(Page().text(85, 100, "Sở Y tế")).blocks
        assert [paragraph.text[place.start : place.end] for place in paragraph.places] == ["Sở", "Y", "tế"]
        first = paragraph.places[0]
        assert first.page == 1
        assert first.box == pytest.approx(Box(85, 100 - 0.95 * 13, 98, 100 + 0.25 * 13), abs=0.1)

    @pytest.mark.parametrize(
        ("rotate", "turn", "x", "y"),
        [
            pytest.param(0, "1 0 0 1", 100, 700, id="upright"),
            pytest.param(90, "0 1 -1 0", 700, 100, id="landscape by /Rotate"),
            pytest.param(180, "-1 0 0 -1", 495, 142, id="upside down by /Rotate"),
            pytest.param(270, "0 -1 1 0", 142, 495, id="landscape the other way"),
        ],
    )
    def test_on_the_page_as_shown(self, rotate: int, turn: str, x: float, y: float) -> None:
        """Text at (100, 700) of the sheet, turned so that it is upright once the page is."""
        page = Page(rotate=rotate).text(100, 700, "Ủy ban", turn=turn)
        (paragraph,) = read(page).blocks
        assert paragraph.text == "Ủy ban"
        shown = {
            0: (100, 700),
            90: (142, 100),
            180: (495, 142),
            270: (700, 495),
        }[rotate]
        assert (paragraph.places[0].box.x0, paragraph.places[0].box.y1 - 0.25 * 13) == pytest.approx(shown, abs=0.1)

    def test_content_turned_without_rotate(self) -> None:
        page = Page().text(100, 700, "Rà soát quy trình", turn="0 1 -1 0").text(116, 700, "nội bộ", turn="0 1 -1 0")
        (paragraph,) = read(page).blocks
        assert paragraph.text == "Rà soát quy trình nội bộ"
        box = paragraph.places[0].box
        assert box.y1 == pytest.approx(700, abs=0.1)
        assert box.x1 < 104 and box.y1 - box.y0 == pytest.approx(13, abs=0.1)

    def test_over_two_pages(self) -> None:
        (paragraph,) = read(Page().lines(85, 700, [LONG, LONG]), Page().text(85, 60, "tỉnh.")).blocks
        assert [place.page for place in paragraph.places][-1] == 2
        assert all(not paragraph.text[place.start : place.end].count(" ") for place in paragraph.places)


class TestLook:
    def test_bold_title_before_plain_text(self) -> None:
        (paragraph,) = read(Page().text(85, 100, "Điều 1.", font="F2").text(85 + 8 * 6.5, 100, "Ban hành")).blocks
        assert paragraph.look.bold_lead == len("Điều 1.")
        assert not paragraph.look.bold

    def test_all_bold_and_centred(self) -> None:
        title, _ = read(Page().text(270, 100, "KẾ HOẠCH", font="F2").lines(85, 140, [LONG, LONG])).blocks
        assert isinstance(title, Paragraph)
        assert (title.look.bold, title.look.align, title.look.size) == (True, "center", 13)

    def test_italic_and_indent(self) -> None:
        page = Page().text(85 + 36, 100, LONG[:60], font="F3").lines(85, 116, [LONG, LONG[:20]], font="F3")
        (paragraph,) = read(page).blocks
        assert paragraph.look.italic
        assert paragraph.look.indent == pytest.approx(36, abs=1)


PARAGRAPHS = [
    pytest.param([(0, LONG), (0, "tỉnh.")], ["11"], id="goes on"),
    pytest.param([(36, LONG[:60]), (0, LONG), (36, LONG[:60]), (0, "tỉnh.")], ["11", "22"], id="first lines indented"),
    pytest.param([(0, "Rà soát hồ sơ"), (0, LONG)], ["1", "2"], id="a line ended short"),
    pytest.param([(0, LONG), (0, "- Rà soát"), (0, "- Kiểm tra")], ["1", "2", "3"], id="list marks"),
    pytest.param([(36, LONG[:55] + " 2021"), (0, "- 2025, giai đoạn")], ["11"], id="a dash in a sentence"),
    pytest.param([(36, LONG[:60]), (0, "- Chính phủ ban hành")], ["11"], id="a dash before a name, not indented"),
    pytest.param([(0, "- " + LONG[:60]), (13, LONG[:60]), (13, "tỉnh.")], ["111"], id="hanging list item"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "groups"), PARAGRAPHS)
def test_paragraphs_from_lines(lines: list[tuple[int, str]], groups: list[str]) -> None:
    page = Page()
    for number, (indent, text) in enumerate(lines):
        page.text(85 + indent, 100 + 16 * number, text)
    # Full lines below say where the right margin is.
    page.lines(85, 400, [LONG, LONG, LONG, LONG])
    found = body(page)[:-1]
    texts = iter(text for _, text in lines)
    assert found == [" ".join(next(texts) for _ in group) for group in groups]


def test_more_room_opens_a_paragraph() -> None:
    page = Page().lines(85, 100, [LONG, LONG]).lines(85, 142, [LONG, LONG])
    assert len(body(page)) == 2


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("theo Nghị quyết số 08/2023/NQ-", "HĐND của tỉnh", "NQ-HĐND của"),
        ("theo Nghị quyết của các ban -", "ngành của tỉnh", "ban - ngành của"),
        ("theo Nghị định của năm 2021-", "2025 của tỉnh", "2021-2025 của"),
        ("theo Nghị định số một trăm 30/", "2020 của tỉnh", "30/2020 của"),
        ("theo Nghị định số 120/2020/NĐ", "-CP của Chính phủ", "NĐ-CP của"),
    ],
)
def test_hyphen_at_the_end_of_a_line(first: str, second: str, expected: str) -> None:
    line = LONG[: 66 - len(first) - 1] + " " + first
    assert expected in body(Page().lines(85, 100, [line, second]))[0]


CELLS = [["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Rà soát", "Sở Y tế"]]
XS, YS = (85, 120, 300, 420), (100, 130, 160)


def filled(page: Page) -> Page:
    for y, texts in zip((120, 150), CELLS, strict=True):
        for x, text in zip((90, 125, 305), texts, strict=True):
            page.text(x, y, text)
    return page


def bars() -> Page:
    page = Page()
    for y in YS:
        page.bar(85, y - 0.24, 420, y + 0.24)
    for x in XS:
        page.bar(x - 0.24, 100, x + 0.24, 160)
    return page


def in_form() -> Page:
    page = Page()
    page.form, page.content = Page().grid(XS, YS).content, []
    return page


def in_one_path() -> Page:
    page = Page()
    path = [f"{x} {842 - 100} m {x} {842 - 160} l" for x in XS] + [f"85 {842 - y} m 420 {842 - y} l" for y in YS]
    page.content.append(" ".join(path) + " S")
    return page


def dashed() -> Page:
    page = Page()
    for y in YS:
        page.stroke(85, y, 420, y, "[3 2] 0 d")
    for x in XS:
        page.stroke(x, 100, x, 160, "[3 2] 0 d")
    return page


BORDERS = [
    pytest.param(Page().grid(XS, YS), id="strokes"),
    pytest.param(bars(), id="thin rectangles"),
    pytest.param(in_form(), id="in a form"),
    pytest.param(in_one_path(), id="one path"),
    pytest.param(dashed(), id="dashes"),
]


@pytest.mark.parametrize("page", BORDERS)
def test_borders(page: Page) -> None:
    assert rows(table(filled(page))) == CELLS


class TestTables:
    def test_lines_of_a_cell_are_joined_and_its_list_kept(self) -> None:
        page = Page().grid((85, 200, 400), (100, 200))
        page.lines(90, 115, ["Sở Giáo dục và", "Đào tạo"]).lines(
            205, 115, ["- Kế hoạch", "- Báo cáo tổng kết năm học", "hai nghìn"]
        )
        assert rows(table(page)) == [["Sở Giáo dục và Đào tạo", "- Kế hoạch ¶ - Báo cáo tổng kết năm học hai nghìn"]]

    def test_text_beside_a_table_is_not_lost(self) -> None:
        page = filled(Page().grid(XS, YS)).text(430, 120, "Ghi chú")
        assert body(page)[1:] == ["Ghi chú"]

    def test_sideways_text_stays_in_its_cell(self) -> None:
        page = (
            Page()
            .grid((85, 110, 300), (100, 200))
            .text(103, 190, "Ghi chú", turn="0 1 -1 0")
            .text(120, 150, "Nội dung")
        )
        assert rows(table(page)) == [["Ghi chú", "Nội dung"]]

    def test_merged_cells(self) -> None:
        page = Page()
        for y in (100, 130, 190):
            page.stroke(85, y, 300, y)
        page.stroke(120, 160, 300, 160)
        page.stroke(85, 100, 85, 190).stroke(300, 100, 300, 190).stroke(120, 130, 120, 190)
        page.text(90, 120, "Chung cả hai").text(90, 160, "A").text(125, 150, "B").text(125, 180, "C")
        found = table(page)
        assert rows(found) == [["Chung cả hai", "^"], ["A", "B"], ["^", "C"]]
        assert [(cell.row_span, cell.column_span) for cell in found.cells] == [(1, 2), (2, 1), (1, 1), (1, 1)]

    def test_table_over_two_pages(self) -> None:
        first = Page().grid((85, 120, 300, 420), (700, 730, 775))
        first.text(90, 720, "TT").text(125, 720, "Nhiệm vụ").text(305, 720, "Đơn vị")
        first.text(90, 750, "1").lines(125, 750, ["Rà soát các quy trình và", "tập huấn cho cán bộ của"]).text(
            305, 750, "Sở Y tế"
        )
        second = Page().grid((85, 120, 300, 420), (60, 90, 110, 140))
        second.text(90, 80, "TT").text(125, 80, "Nhiệm vụ").text(305, 80, "Đơn vị")
        second.text(125, 102, "các xã").text(90, 130, "2").text(125, 130, "Kiểm tra").text(305, 130, "Thanh tra")
        found = table(first, second)
        assert rows(found) == [
            ["TT", "Nhiệm vụ", "Đơn vị"],
            ["1", "Rà soát các quy trình và tập huấn cho cán bộ của các xã", "Sở Y tế"],
            ["2", "Kiểm tra", "Thanh tra"],
        ]
        assert found.header_rows == 1

    def test_group_row_shows_fewer_columns_on_its_page(self) -> None:
        first = filled(Page().grid(XS, YS))
        second = Page().grid((85, 120, 420), (60, 90)).text(90, 80, "2").text(125, 80, "Cải cách thể chế")
        found = table(first, second)
        assert rows(found) == [*CELLS, ["2", "Cải cách thể chế", "^"]]

    def test_other_widths_are_another_table(self) -> None:
        second = Page().grid((60, 120, 300, 500), (60, 90)).text(70, 80, "2").text(125, 80, "Kiểm tra")
        found = [block for block in read(filled(Page().grid(XS, YS)), second).blocks if isinstance(block, Table)]
        assert len(found) == 2


TORN = [
    pytest.param(["25/11/202", "5"], "25/11/2025", id="a day"),
    pytest.param(["Mứ", "c"], "Mức", id="a word"),
    pytest.param(["II", "I"], "III", id="a Roman number"),
    pytest.param(["Phòng", "Y tế"], "Phòng Y tế", id="a whole word that fills the cell"),
    pytest.param(["ngoại", "trú"], "ngoại trú", id="two syllables"),
    pytest.param(["UBND", "TP"], "UBND TP", id="two abbreviations"),
    pytest.param(["12", "15"], "12 15", id="two numbers"),
]


@pytest.mark.parametrize(("lines", "expected"), TORN)
def test_word_torn_in_a_narrow_cell(lines: list[str], expected: str) -> None:
    right = 90 + 6.5 * len(lines[0]) + 5.4
    page = Page().grid((85, right, 400), (80, 140)).lines(90, 100, lines).text(right + 6, 100, "Rà soát")
    assert rows(table(page))[0][0] == expected


def test_more_room_parts_paragraphs_of_a_cell() -> None:
    """Names of units stand each in a paragraph, two points apart, in a table whose lines are 15 points apart."""
    page = Page().grid((85, 200, 400), (80, 300))
    page.lines(90, 100, ["Sở Giáo dục và", "Đào tạo"], step=15).lines(90, 132, ["Sở Y tế"])
    page.lines(90, 149, ["các xã, phường"], step=15)
    page.lines(206, 100, [LONG[:25]] * 7, step=15)
    assert rows(table(page))[0][0] == "Sở Giáo dục và Đào tạo ¶ Sở Y tế ¶ các xã, phường"


class TestLetterhead:
    def head(self) -> Page:
        page = Page().text(110, 70, "UBND TỈNH X").text(120, 86, "SỞ Y TẾ", font="F2").text(105, 110, "Số: 12/KH-SYT")
        page.text(280, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "F2").text(310, 84, "Độc lập - Tự do - Hạnh phúc")
        page.text(320, 112, "Tỉnh X, ngày 5 tháng 1 năm 2025", font="F3")
        return page.text(273, 150, "KẾ HOẠCH", font="F2").lines(85, 180, [LONG, LONG, "tỉnh."])

    def test_two_columns_are_two_cells(self) -> None:
        found, title, *_ = read(self.head()).blocks
        assert isinstance(found, Table)
        assert [[p.text for p in cell.paragraphs] for cell in found.cells] == [
            ["UBND TỈNH X", "SỞ Y TẾ", "Số: 12/KH-SYT"],
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Tỉnh X, ngày 5 tháng 1 năm 2025"],
        ]
        assert title.text == "KẾ HOẠCH"

    def test_end(self) -> None:
        page = Page().lines(85, 100, [LONG, LONG, "của tỉnh./."])
        page.text(330, 155, "TM. ỦY BAN NHÂN DÂN", font="F2").text(85, 160, "Nơi nhận:", 11, "F3").text(
            360, 171, "CHỦ TỊCH", font="F2"
        )
        page.lines(85, 174, ["- Như trên;", "- Các sở, ngành nhận và", "thực hiện;", "- Lưu: VT."], 10, 12).text(
            350, 260, "Nguyễn Văn A"
        )
        *_, found = read(page).blocks
        assert isinstance(found, Table)
        assert [[p.text for p in cell.paragraphs] for cell in found.cells] == [
            ["Nơi nhận:", "- Như trên;", "- Các sở, ngành nhận và thực hiện;", "- Lưu: VT."],
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"],
        ]

    def test_end_that_goes_on_over_the_page(self) -> None:
        first = (
            Page().lines(85, 500, [LONG] * 3).text(85, 700, "Nơi nhận:", 11, "F2").text(380, 700, "GIÁM ĐỐC", font="F2")
        )
        first.text(85, 714, "- Như trên;", 11)
        second = Page().text(85, 80, "- Các xã, phường;", 11).text(85, 94, "- Lưu: VT.", 11)
        second.text(361, 130, "Phạm Thị Hoa", 13, "F2").text(266, 300, "PHỤ LỤC", font="F2").text(85, 330, LONG)
        (found,) = [block for block in read(first, second).blocks if isinstance(block, Table)]
        assert rows(found) == [["Nơi nhận: ¶ - Như trên; ¶ - Các xã, phường; ¶ - Lưu: VT.", "GIÁM ĐỐC ¶ Phạm Thị Hoa"]]
        assert body(first, second)[-2:] == ["PHỤ LỤC", LONG]

    def test_columns_that_tabs_part(self) -> None:
        """The left names run past where the right side begins on other lines; the Quốc hiệu is too long for its line."""
        page = (
            Page().text(85, 80, "ỦY BAN NHÂN DÂN HUYỆN AN LÃO", 12).text(290, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 12)
        )
        page.text(85, 94, "NAM", 12).text(85, 108, "PHÒNG GIÁO DỤC", 12).text(
            176, 108, "Độc lập - Tự do - Hạnh phúc", 12
        )
        page.text(85, 122, "Số: 12/KH-GDĐT", 12).text(176, 122, "An Lão, ngày 05 tháng 3 năm 2025", 12)
        page.text(266, 150, "KẾ HOẠCH", font="F2").lines(85, 180, [LONG, LONG])
        assert rows(table(page)) == [
            [
                "ỦY BAN NHÂN DÂN HUYỆN AN LÃO ¶ PHÒNG GIÁO DỤC ¶ Số: 12/KH-GDĐT",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT ¶ NAM ¶ Độc lập - Tự do - Hạnh phúc ¶ An Lão, ngày 05 tháng 3 năm 2025",
            ]
        ]

    def test_number_that_a_registry_signed_in(self) -> None:
        page = Page().text(85, 100, "Số:").text(140, 100, "/KH-UBND")
        page.overlay((108, 88, 136, 104), show(0, 3.5, "1187", 13))
        assert body(page) == ["Số: 1187 /KH-UBND"]

    def test_block_of_a_signature_is_no_text(self) -> None:
        page = Page().text(85, 100, "Số: 12/KH-UBND")
        page.overlay((300, 88, 500, 140), show(2, 40, "Người ký: Nguyễn Văn A", 9), show(2, 28, "Giờ ký: 10:00", 9))
        found = read(page)
        assert parts(found, "body") == ["Số: 12/KH-UBND"]
        assert parts(found, "header") == ["Người ký: Nguyễn Văn A", "Giờ ký: 10:00"]

    def test_printed_block_of_a_signature(self) -> None:
        page = Page().text(85, 100, "Số: 12/KH-UBND").text(85, 150, "Thực hiện kế hoạch")
        page.text(300, 96, "Người ký: A", 8).text(300, 106, "Email: a@b.vn", 8).text(
            300, 116, "Thời gian ký: 01/01/2025", 8
        )
        assert body(page) == ["Số: 12/KH-UBND", "Thực hiện kế hoạch"]

    def test_incoming_stamp(self) -> None:
        page = self.head()
        for x0, y0, x1, y1 in ((60, 130, 160, 130), (60, 190, 160, 190), (60, 130, 60, 190), (160, 130, 160, 190)):
            page.stroke(x0, y0, x1, y1)
        page.text(70, 150, "ĐẾN", 9, extra="1 0 0 rg").text(70, 165, "Số: 1005", 9, extra="1 0 0 rg")
        found = read(page)
        assert "KẾ HOẠCH" in parts(found, "body")
        assert parts(found, "header") == ["ĐẾN", "Số: 1005"]


class TestMargins:
    def test_page_numbers_and_running_heads(self) -> None:
        pages = [
            Page().text(200, 40, "Kế hoạch chuyển đổi số").text(85, 100, f"- Việc {name}").text(297, 810, str(number))
            for number, name in enumerate(["một", "hai", "ba", "bốn"], 1)
        ]
        found = read(*pages)
        assert parts(found, "header") == ["Kế hoạch chuyển đổi số"] * 4
        assert parts(found, "footer") == ["1", "2", "3", "4"]
        assert parts(found, "body") == ["- Việc một", "- Việc hai", "- Việc ba", "- Việc bốn"]

    @pytest.mark.parametrize("text", ["2", "- 2 -", "Trang 2/8", "2/8"])
    def test_forms_of_page_numbers(self, text: str) -> None:
        assert parts(read(Page().text(290, 40, text).text(85, 100, LONG)), "header") == [text]

    def test_number_in_the_text_is_text(self) -> None:
        assert body(Page().text(85, 300, LONG).text(290, 420, "2").text(85, 520, LONG)) == [LONG, "2", LONG]

    def test_watermark(self) -> None:
        found = read(Page().text(85, 100, LONG).text(200, 400, "BẢN NHÁP", 40, turn="0.7 0.7 -0.7 0.7"))
        assert (parts(found, "body"), parts(found, "header")) == ([LONG], ["BẢN NHÁP"])


class TestFootnotes:
    def page(self) -> Page:
        page = Page().lines(85, 100, [LONG, LONG[:20]])
        end = 85 + 20 * 6.5
        page.text(end, 112, "1", 7.5).text(end + 8, 116, "trên 5 m").text(end + 8 + 8 * 6.5, 112, "2", 7.5)
        page.stroke(85, 700, 202, 700).text(85, 709, "1", 6).text(
            89, 712, "Quyết định số mười hai ngày một tháng hai", 10
        )
        return page.text(85, 724, "năm nay", 10).text(295, 800, "3")

    def test_mark_is_taken_out_and_note_stands_apart(self) -> None:
        found = read(self.page())
        assert parts(found, "body") == [f"{LONG} {LONG[:20]} trên 5 m2"]
        (note,) = [block for block in found.blocks if block.part == "footnote"]
        assert isinstance(note, Paragraph)
        assert (note.label, note.text) == ("1", "Quyết định số mười hai ngày một tháng hai năm nay")

    def test_note_goes_on_over_the_page(self) -> None:
        second = Page().lines(85, 100, [LONG, LONG]).stroke(85, 740, 202, 740).text(85, 752, "của thành phố", 10)
        assert parts(read(self.page(), second), "footnote")[0].endswith("năm nay của thành phố")

    def test_small_recipients_are_no_footnotes(self) -> None:
        page = Page().lines(85, 100, [LONG, LONG]).lines(85, 160, ["Nơi nhận:", "- Như trên;"], 10)
        assert parts(read(page), "footnote") == []

    def test_underlines_over_small_recipients_part_no_footnotes(self) -> None:
        """Of "Nơi nhận:", and of an address in the line above that can be clicked on."""
        page = Page().lines(85, 100, [LONG, "thư: vanthu@so.vn"])
        page.stroke(85 + 5 * 6.5, 117.5, 85 + 17 * 6.5, 117.5).stroke(85, 159.5, 85 + 9 * 5, 159.5)
        page.lines(85, 160, ["Nơi nhận:", "- Như trên;"], 10)
        assert parts(read(page), "footnote") == []

    def test_marks_printed_like_their_notes(self) -> None:
        """LibreOffice raises the marks in the text alone, and draws no rule when it places notes of two pages."""
        page = Page().lines(85, 100, [LONG, LONG[:20], LONG[:30] + "."])
        page.text(85 + 20 * 6.5, 112, "1", 7.5).text(85 + 31 * 6.5, 128, "2", 7.5)
        page.lines(85, 770, ["1 Theo báo cáo năm trước.", "2 Không tính xã An Hòa."], 10, 12)
        found = read(page)
        assert parts(found, "body") == [f"{LONG} {LONG[:20].strip()}", f"{LONG[:30]}."]
        notes = [block for block in found.blocks if block.part == "footnote" and isinstance(block, Paragraph)]
        assert [(note.label, note.text) for note in notes] == [
            ("1", "Theo báo cáo năm trước."),
            ("2", "Không tính xã An Hòa."),
        ]

    def test_small_numbered_list_at_the_foot_is_no_footnote(self) -> None:
        page = Page().lines(85, 100, [LONG, LONG]).lines(85, 760, ["1 Trường Mầm non", "2 Trường Tiểu học"], 10)
        assert parts(read(page), "footnote") == []


class TestQuality:
    @pytest.mark.parametrize(
        "page",
        [
            pytest.param(Page().picture(), id="a picture without letters"),
            pytest.param(Page(), id="a blank page"),
        ],
    )
    def test_nothing_to_read(self, page: Page) -> None:
        with pytest.raises(NoUsableText, match="No letters can be made out"):
            read(page, page)

    def test_scan_with_a_good_invisible_layer(self) -> None:
        page = Page().picture()
        for number in range(4):
            page.text(85, 100 + 16 * number, LONG, extra="3 Tr")
        found = read(page)
        assert found.blocks[0].text.startswith(LONG)
        assert "a scan" in found.warnings[0]

    def test_text_of_no_use_is_read_from_the_picture(self) -> None:
        rubbish = "uY BAN NgAN nAN CONG HOA xA HQI cHU NGHiA VIET NAM DQc lap Tu do Hanh phuc Ke hoach thuc hien cai"
        found = read(Page().lines(60, 100, [rubbish[:60], rubbish[60:]]))
        assert found.source.text_from == "ocr"
        assert found.warnings[0].startswith("Page 1: the file's text is of no use")

    def test_some_pages_are_scans_without_letters(self) -> None:
        found = read(Page().text(85, 100, LONG), Page().picture(), Page().text(85, 100, "đã giao"), Page().picture())
        assert parts(found, "body") == [LONG, "đã giao"]
        assert found.warnings[0].startswith("Pages 2, 4: a scan")
        assert (found.source.pages, found.source.format) == (4, "pdf")

    def test_blank_page_is_no_fault(self) -> None:
        assert read(Page().text(85, 100, LONG), Page()).warnings == ()


class TestBadFiles:
    def test_cut_off(self) -> None:
        with pytest.raises(DamagedFile, match="damaged"):
            pdf.read(make(Page().text(85, 100, LONG))[:400], "a.pdf", "0")

    def test_empty(self) -> None:
        with pytest.raises(EmptyFile):
            pdf.read(b"", "a.pdf", "0")

    def test_locked(self) -> None:
        lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> "
        data = make(Page().text(85, 100, LONG)).replace(b"trailer << ", b"trailer << /ID [<41> <41>] " + lock)
        with pytest.raises(EncryptedFile, match="password"):
            pdf.read(data, "a.pdf", "0")
