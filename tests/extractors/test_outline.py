"""The outline: which entry stands under which."""

import pytest

from extractors.outline import Outline, build
from models import Look, Paragraph, Table
from tests.extractors.factories import p, table


def outline(*blocks: Paragraph | str | Table) -> Outline:
    found = [p(block) if isinstance(block, str) else block for block in blocks]
    return build(found, 0, len(found))


def tree(*blocks: Paragraph | str | Table) -> list[str]:
    """Each entry as a line, two dots for each level above it."""
    found = outline(*blocks)
    return [".." * len(found.ancestors(entry)) + (entry.title or "[table]") for entry in found.entries]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param(
            ["I. A", "1. B", "a) C", "- D", "+ E", "- F", "b) G", "2. H", "II. I"],
            ["I. A", "..1. B", "....a) C", "......D", "........E", "......F", "....b) G", "..2. H", "II. I"],
            id="the five usual levels",
        ),
        pytest.param(
            ["III. A", "1. B", "1.1. C", "1.2 D", "1.13. E", "- F", "2. G", "2.1. H"],
            ["III. A", "..1. B", "....1.1. C", "....1.2 D", "....1.13. E", "......F", "..2. G", "....2.1. H"],
            id="decimals, a last dot missing",
        ),
        pytest.param(
            ["Phần I. A", "Chương II. B", "Điều 1. C", "1. D", "a) E", "Điều 2. F"],
            ["Phần I. A", "..Chương II. B", "....Điều 1. C", "......1. D", "........a) E", "....Điều 2. F"],
            id="parts, chapters and articles",
        ),
        pytest.param(
            ["A. B", "I. C", "1. D", "II. E", "B. F", "I. G"],
            ["A. B", "..I. C", "....1. D", "..II. E", "B. F", "..I. G"],
            id="capitals above roman numbers",
        ),
        pytest.param(
            ["I. A", "A. B", "1. C", "B. D", "C. E", "D. F", "II. G"],
            ["I. A", "..A. B", "....1. C", "..B. D", "..C. E", "..D. F", "II. G"],
            id="capitals below roman numbers, C and D are letters",
        ),
        pytest.param(
            ["1. A", "a) B", "- C", "Đoạn tiếp theo.", "b) D"],
            ["1. A", "..a) B", "....C", "....Đoạn tiếp theo.", "..b) D"],
            id="a plain paragraph belongs to the number, not to the dash",
        ),
        pytest.param(
            ["1. A", "d) B", "- C", "d) D", "- E"],
            ["1. A", "..d) B", "....C", "..d) D", "....E"],
            id="a letter given twice",
        ),
        pytest.param(
            ["4. A", "4.1. B", "4.3. C", "4.7. D"],
            ["4. A", "..4.1. B", "..4.3. C", "..4.7. D"],
            id="numbers left out",
        ),
        pytest.param(
            ["I. A", "1. B", "2. C", "II. D", "1. E"],
            ["I. A", "..1. B", "..2. C", "II. D", "..1. E"],
            id="numbers that start anew in each section",
        ),
        pytest.param(
            ["1. A", "a) Gồm các việc sau:", "1. B", "2. C"],
            ["1. A", "..a) Gồm các việc sau:", "....1. B", "....2. C"],
            id="a list that starts anew below an item that announces it",
        ),
        pytest.param(
            ["I. A", "Giao Công an tỉnh:", "- B", "- C", "Đoạn khác.", "II. D"],
            ["I. A", "..Giao Công an tỉnh:", "....B", "....C", "..Đoạn khác.", "II. D"],
            id="marks below a plain line with a colon",
        ),
        pytest.param(
            ["I. A", "1. B", "2. C", "45. Người", "3. D"],
            ["I. A", "..1. B", "..2. C", "....45. Người", "..3. D"],
            id="a number that does not follow is no number",
        ),
    ],
)
def test_entries_stand_where_their_numbers_say(blocks, expected):
    assert tree(*blocks) == expected


def test_a_bold_line_without_number_heads_what_follows():
    assert tree(p("MỤC TIÊU", bold=True), "1. A", p("NHIỆM VỤ", bold=True), "1. B") == [
        "MỤC TIÊU",
        "..1. A",
        "NHIỆM VỤ",
        "..1. B",
    ]


def test_a_bold_line_below_a_number_stays_below_it():
    blocks = ["II. A", p("Cải cách thể chế", bold=True), "- B", p("Tài chính công", bold=True), "- C", "III. D"]
    assert tree(*blocks) == ["II. A", "..Cải cách thể chế", "....B", "..Tài chính công", "....C", "III. D"]


def test_word_makes_the_number():
    found = outline(p("Mục đích", label="1."), p("Nâng cao nhận thức", label="-"), p("Yêu cầu", label="2."))
    assert [entry.number for entry in found.entries] == ["1", None, "2"]
    assert found.entries[0].title == "1. Mục đích"
    assert found.entries[1].parent == 0


def test_lines_that_the_author_broke_are_entries_where_they_open_with_a_mark():
    found = outline("1. Tuyên truyền:\n- Trên báo\n- Trên đài\ntruyền hình")
    assert [entry.text for entry in found.entries] == ["Tuyên truyền:", "Trên báo", "Trên đài truyền hình"]


def test_the_excerpt_is_the_very_text():
    block = p("2.1.  Rà soát\nthủ tục")
    entry = build([block], 0, 1).entries[0]
    assert block.text[entry.excerpt.start : entry.excerpt.end] == "Rà soát\nthủ tục"
    assert entry.text == "Rà soát thủ tục"


def test_a_table_stands_under_the_section_before_it():
    found = outline("III. Nhiệm vụ", "- Theo bảng sau:", table(["a", "b"]), "IV. Tổ chức")
    assert found.entries[2].table is not None
    assert found.entries[2].parent == 0


def test_footnotes_are_no_entries():
    assert tree("I. A", Paragraph("1. Quyết định số 5/QĐ-UBND", part="footnote")) == ["I. A"]


def test_an_italic_bold_line_is_no_heading():
    look = Look(bold=True, italic=True)
    assert tree("a) B", "- C", Paragraph("Phòng Dân tộc chủ trì nội dung này", look=look), "b) D")[2].startswith(
        "..Phòng"
    )


def test_a_bold_title_and_its_text_on_lines_of_one_paragraph():
    title = "5. Học bạ số"
    block = Paragraph(f"{title}\nTiếp tục triển khai học bạ số.", look=Look(bold_lead=len(title)))
    assert tree("III. NỘI DUNG", block) == ["III. NỘI DUNG", "..5. Học bạ số", "....Tiếp tục triển khai học bạ số."]


def test_an_appendix_closes_what_is_open_and_its_title_heads_nothing():
    found = tree("IV. A", "1. B", p("PHỤ LỤC I", bold=True), p("DANH MỤC NHIỆM VỤ", bold=True), "(Kèm theo)", "1. C")
    assert found == ["IV. A", "..1. B", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ", "(Kèm theo)", "1. C"]


def test_an_appendix_inside_a_sentence_opens_nothing():
    assert tree("IV. A", "Phụ lục kèm theo Kế hoạch này.", "1. B")[1:] == ["..Phụ lục kèm theo Kế hoạch này.", "..1. B"]


def test_a_signers_name_in_capitals_is_no_heading():
    assert tree("II. A", "TS.BS. TRẦN VĂN MINH", "1. B") == ["II. A", "..TS.BS. TRẦN VĂN MINH", "..1. B"]


def test_a_heading_in_capitals_may_go_on_in_the_next_line():
    assert tree("II. NỘI DUNG", p("KẾ HOẠCH"), "1. A") == ["II. NỘI DUNG KẾ HOẠCH", "..1. A"]


def test_a_stamped_name_is_no_second_line_of_a_heading():
    assert tree("II. NHIỆM VỤ", "TS.BS.CKII. LÊ VĂN AN", "1. A")[0] == "II. NHIỆM VỤ"


def test_small_titles_stand_below_the_section_that_announces_them_and_end_with_it():
    steps = ["V. Quy trình:", p("Sáng:", bold=True), "1) A", p("Chiều:", bold=True), "1) B", "VI. Kinh phí"]
    assert tree(*steps) == ["V. Quy trình:", "..Sáng:", "....1) A", "..Chiều:", "....1) B", "VI. Kinh phí"]


def test_a_part_that_a_section_speaks_of_is_no_part_of_the_plan():
    lines = ["I. Mục đích", "II. Nội dung", "Phần A: Số liệu trường lớp.", "Phần B: Bộ tiêu chí.", "III. Đối tượng"]
    assert tree(*lines) == ["I. Mục đích", "II. Nội dung", *(f"..{line}" for line in lines[2:4]), "III. Đối tượng"]
    assert tree("Phần I. Mở đầu", "I. A", "Phần II. Nhiệm vụ", "I. B") == [
        "Phần I. Mở đầu", "..I. A", "Phần II. Nhiệm vụ", "..I. B",
    ]  # fmt: skip


def test_a_capital_i_after_h_is_one_when_ii_follows():
    lettered = ["G. Kinh phí", "H. Tổ chức thực hiện", "I. Sở Tài chính", "1. A", "II. Sở Nội vụ", "1. B"]
    assert tree(*lettered)[1:] == [
        "H. Tổ chức thực hiện", "..I. Sở Tài chính", "....1. A", "..II. Sở Nội vụ", "....1. B",
    ]  # fmt: skip
    assert tree("G. A", "H. B", "I. C", "K. D") == ["G. A", "H. B", "I. C", "K. D"]


def test_another_unit_behind_the_items_of_one_stands_beside_it():
    lines = ["b) Trung tâm Thông tin:", "- A", "Viện Dữ liệu, Trung tâm Ứng cứu: Chuẩn bị máy chủ.", "c) Vụ Pháp chế:"]
    assert tree("3. Các đơn vị thuộc Bộ:", *lines) == [
        "3. Các đơn vị thuộc Bộ:", "..b) Trung tâm Thông tin:", "....A", f"..{lines[2]}", "..c) Vụ Pháp chế:",
    ]  # fmt: skip


def test_an_article_may_hold_a_whole_outline():
    found = tree("Điều 1. Phê duyệt Đề án với các nội dung sau:", "I. A", "1. B", "II. C", "Điều 2. D")
    assert found == ["Điều 1. Phê duyệt Đề án với các nội dung sau:", "..I. A", "....1. B", "..II. C", "Điều 2. D"]


def test_the_enacting_formula_heads_nothing():
    found = tree(p("BỘ TRƯỞNG BỘ NỘI VỤ"), "Căn cứ Luật Giao thông;", p("QUYẾT ĐỊNH:"), "Điều 1. A")
    assert found == ["BỘ TRƯỞNG BỘ NỘI VỤ", "Căn cứ Luật Giao thông;", "QUYẾT ĐỊNH:", "Điều 1. A"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("II. NỘI DUNG TUYÊN TRUYỀN Tuyên truyền các quy định mới về đường thủy nội địa.", "NỘI DUNG TUYÊN TRUYỀN"),
        ("I. MỤC ĐÍCH, YÊU CẦU Nâng cao nhận thức của học sinh về an toàn cháy.", "MỤC ĐÍCH, YÊU CẦU"),
        ("4. TỔ CHỨC THỰC HIỆN Giao Sở Tư pháp theo dõi, đôn đốc.", "TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_a_title_in_capitals_and_its_text_in_one_paragraph(text, title):
    heading, behind = build([p(text)], 0, 1).entries
    assert (heading.text, behind.parent) == (title, heading.index)
    assert text.endswith(behind.text)


@pytest.mark.parametrize(
    "text",
    [
        "1. UBND TP Hồ Chí Minh chủ trì thực hiện nội dung này.",
        "2. HĐND, UBND các xã tổ chức tiếp công dân.",
        "3. NHIỆM VỤ, GIẢI PHÁP",
        "4. TỔ CHỨC THỰC HIỆN Như trên",
    ],
)
def test_capitals_that_are_no_title_before_a_text(text):
    assert len(build([p(text)], 0, 1).entries) == 1


def test_headings_without_numbers_in_small_letters_stand_below_those_in_capitals():
    blocks = [
        p("NHIỆM VỤ", bold=True),
        p("Hạ tầng số", bold=True),
        "Nâng cấp đường truyền.",
        p("Dữ liệu số", bold=True),
        "Số hóa hồ sơ.",
        p("KINH PHÍ", bold=True),
        "Ngân sách xã.",
    ]
    assert tree(*blocks) == [
        "NHIỆM VỤ",
        "..Hạ tầng số",
        "....Nâng cấp đường truyền.",
        "..Dữ liệu số",
        "....Số hóa hồ sơ.",
        "KINH PHÍ",
        "..Ngân sách xã.",
    ]


def test_units_stand_below_the_heading_right_above_the_first_of_them():
    blocks = [
        p("Phân công thực hiện", bold=True),
        p("Phòng Kinh tế", bold=True),
        "Sửa cầu yếu.",
        p("Đề nghị Công an xã", bold=True),
        "Tuần tra ban đêm.",
        "Trạm Y tế: Trực cấp cứu.",
        p("Kinh phí", bold=True),
        "Ngân sách xã.",
    ]
    assert tree(*blocks) == [
        "Phân công thực hiện",
        "..Phòng Kinh tế",
        "....Sửa cầu yếu.",
        "..Đề nghị Công an xã",
        "....Tuần tra ban đêm.",
        "..Trạm Y tế: Trực cấp cứu.",
        "Kinh phí",
        "..Ngân sách xã.",
    ]


def test_units_behind_a_heading_with_text_of_its_own_stand_beside_it():
    blocks = [p("Tình hình chung", bold=True), "Còn 12 điểm đen.", p("Phòng Kinh tế", bold=True), "Sửa cầu yếu."]
    assert tree(*blocks) == ["Tình hình chung", "..Còn 12 điểm đen.", "Phòng Kinh tế", "..Sửa cầu yếu."]
