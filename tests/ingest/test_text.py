"""Running text: what one paragraph is, whatever the lines of the file look like."""

import pytest

from ingest import text
from models import Look, Paragraph


def paragraphs(content: str, part: str = "body") -> list[str]:
    document = text.read(content.encode(), "a.txt", "0")
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.part == part]


def only(content: str) -> Paragraph:
    (block,) = text.read(content.encode(), "a.txt", "0").blocks
    assert isinstance(block, Paragraph)
    return block


WRAPPED = """
Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh về bảo
đảm trật tự, an toàn giao thông năm 2024, Sở Giao thông vận tải ban hành kế hoạch
kiểm tra bến xe, bến thủy nội địa trên địa bàn tỉnh với những nội dung như sau:
I. MỤC ĐÍCH
1. Phát hiện, xử lý kịp thời các hành vi vi phạm trong hoạt động vận tải của các
đơn vị kinh doanh. Việc kiểm tra phải đúng trọng tâm, không gây phiền hà cho các
doanh nghiệp.
2. Báo cáo kết quả trước ngày 30/6/2024.
Giao Thanh tra Sở theo dõi.
"""
WRAPPED_PARAGRAPHS = [
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh về bảo đảm trật tự, an toàn giao thông "
    "năm 2024, Sở Giao thông vận tải ban hành kế hoạch kiểm tra bến xe, bến thủy nội địa trên địa bàn tỉnh với những "
    "nội dung như sau:",
    "I. MỤC ĐÍCH",
    "1. Phát hiện, xử lý kịp thời các hành vi vi phạm trong hoạt động vận tải của các đơn vị kinh doanh. Việc kiểm tra "
    "phải đúng trọng tâm, không gây phiền hà cho các doanh nghiệp.",
    "2. Báo cáo kết quả trước ngày 30/6/2024.",
    "Giao Thanh tra Sở theo dõi.",
]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(WRAPPED, id="no blank lines at all"),
        pytest.param(WRAPPED.replace("\n", " \n\n"), id="a blank line after every line"),
        pytest.param(WRAPPED.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(WRAPPED.replace("\n", "\r"), id="old Mac line ends"),
        pytest.param("\n\n".join(WRAPPED_PARAGRAPHS), id="a line is a paragraph, blank lines between"),
        pytest.param("\n".join(WRAPPED_PARAGRAPHS), id="a line is a paragraph, no blank lines"),
        pytest.param(WRAPPED.replace("không gây", "không\fgây"), id="page break within a line"),
        pytest.param(WRAPPED.replace("các\nđơn vị", "các\n\n2\n\n\fđơn vị"), id="page break and number in a sentence"),
        pytest.param(WRAPPED.replace("của các\n", "của các\n\n\n"), id="blank lines in a sentence"),
    ],
)
def test_the_same_paragraphs_however_the_lines_are_laid_out(content: str) -> None:
    assert paragraphs(content) == WRAPPED_PARAGRAPHS


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            "- Rà soát quy hoạch mạng lưới trường học, đề xuất các\n\nmô hình trường bán trú.\n\n- Báo cáo Sở.",
            ["- Rà soát quy hoạch mạng lưới trường học, đề xuất các mô hình trường bán trú.", "- Báo cáo Sở."],
            id="cut by a page, goes on with a small letter",
        ),
        pytest.param(
            "Bố trí giáo viên theo Đề án của Phòng Giáo dục và Đào tạo\n\n(kể cả hợp đồng). Thực hiện đủ số tiết.",
            ["Bố trí giáo viên theo Đề án của Phòng Giáo dục và Đào tạo (kể cả hợp đồng). Thực hiện đủ số tiết."],
            id="cut before a bracket",
        ),
        pytest.param(
            "Nâng cao chất lượng dạy học năm 2025\n\n(kèm theo Kế hoạch số 5/KH-PGDĐT)",
            ["Nâng cao chất lượng dạy học năm 2025", "(kèm theo Kế hoạch số 5/KH-PGDĐT)"],
            id="a remark in brackets under a title stays alone",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN\nHUYỆN CẦN GIỜ\n\nKính gửi: Các trường\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.",
            ["ỦY BAN NHÂN DÂN", "HUYỆN CẦN GIỜ", "Kính gửi: Các trường", "Nơi nhận:", "- Như trên;", "- Lưu: VT."],
            id="letterhead and recipients line by line",
        ),
        pytest.param(
            "Các việc chính:\n\na) công khai ngân sách;\n\nđ) kiểm kê tài sản",
            ["Các việc chính:", "a) công khai ngân sách;", "đ) kiểm kê tài sản"],
            id="lettered items begin with a small letter",
        ),
        pytest.param(
            "- Chuẩn bị cơ sở vật chất, gồm:\n\n- + Phòng học;\n- + Thư viện.",
            ["- Chuẩn bị cơ sở vật chất, gồm:", "+ Phòng học;", "+ Thư viện."],
            id="Markdown's hyphen before a typed plus",
        ),
        pytest.param(
            "Theo Công văn số 15/SGDĐT-\nGDTrH và Quyết định số 7/2021/\nQĐ-UBND đã ban hành.",
            ["Theo Công văn số 15/SGDĐT-GDTrH và Quyết định số 7/2021/QĐ-UBND đã ban hành."],
            id="a number cut at its hyphen and stroke",
        ),
        pytest.param(
            "Tỷ lệ <5% và >98%, mẫu <tên đơn vị>, R&D, AT&T; 2*3=6; (*) Ghi chú; hệ số a_b_c; ngày ____/____",
            ["Tỷ lệ <5% và >98%, mẫu <tên đơn vị>, R&D, AT&T; 2*3=6; (*) Ghi chú; hệ số a_b_c; ngày ____/____"],
            id="signs that are no markup stay",
        ),
        pytest.param(
            r"Điểm 1\. Mục A \| B \*bắt buộc\* \- hết &amp; thôi&nbsp;nhé",
            ["Điểm 1. Mục A | B *bắt buộc* - hết & thôi nhé"],
            id="escapes and entities",
        ),
        pytest.param(
            "Xem [trang](https://a.vn/b) và ![dấu](seal.png) <img src='x.png'> đây<!-- ghi chú -->.",
            ["Xem trang và đây."],
            id="links keep their text, images and comments go",
        ),
        pytest.param(
            "<p>Đoạn một</p><p>Đoạn hai<br>dòng hai</p>\n<ul><li>Việc A</li><li>- Việc B</li></ul>",
            ["Đoạn một", "Đoạn hai\ndòng hai", "Việc A", "- Việc B"],
            id="stray HTML in running text",
        ),
        pytest.param("```markdown\nMột\n\n---\n\nHai\n```", ["Một", "Hai"], id="fences and rules go"),
        pytest.param(
            "Trồng 5 ha, rộng 30 m² và 2 km², 10⁶ cây²", ["Trồng 5 ha, rộng 30 m² và 2 km², 10⁶ cây"], id="m² stays"
        ),
        pytest.param(
            "Soft\u00adhyphen, zero\u200bwidth,\u00a0blank", ["Softhyphen, zerowidth, blank"], id="invisible signs"
        ),
    ],
)
def test_paragraphs(content: str, expected: list[str]) -> None:
    assert paragraphs(content) == expected


LONG = (
    "Các cơ quan, đơn vị, địa phương tiếp tục quán triệt, triển khai thực hiện có hiệu\n"
    "quả các chủ trương, chính sách về phòng, chống ma túy trên địa bàn toàn tỉnh theo\n"
    "chỉ đạo của Thủ tướng Chính phủ và hướng dẫn của cơ quan chức năng có thẩm quyền\n"
)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("tại tỉnh; Phòng Kế hoạch\n", "tại tỉnh; Phòng Kế hoạch", id="control"),
        pytest.param(
            "tại tỉnh. Giao Công an tỉnh chủ trì, phối hợp với Phòng Cảnh sát điều tra, Phòng\nTham mưu thực hiện.\n",
            "tại tỉnh. Giao Công an tỉnh chủ trì, phối hợp với Phòng Cảnh sát điều tra, Phòng Tham mưu thực hiện.",
            id="a full line goes on with a capital",
        ),
        pytest.param(
            "tại tỉnh trong lĩnh vực phát triển kinh tế, bảo đảm các vấn đề dân sinh, kinh tế\n- xã hội.\n",
            "tại tỉnh trong lĩnh vực phát triển kinh tế, bảo đảm các vấn đề dân sinh, kinh tế - xã hội.",
            id="a dash at the start of a line is no list mark",
        ),
        pytest.param(
            "tại tỉnh, hoàn thành việc thống kê người nghiện và gửi kết quả về Công an tháng\n6. Sau đó tổng hợp.\n",
            "tại tỉnh, hoàn thành việc thống kê người nghiện và gửi kết quả về Công an tháng 6. Sau đó tổng hợp.",
            id="a month at the start of a line is no item",
        ),
        pytest.param(
            "tại tỉnh; cập nhật dữ liệu theo Quyết định số 140/QĐ-BCA-C04, Quyết định số 12/QĐ-\nUBND.\n",
            "tại tỉnh; cập nhật dữ liệu theo Quyết định số 140/QĐ-BCA-C04, Quyết định số 12/QĐ-UBND.",
            id="a number cut at its hyphen is whole again",
        ),
    ],
)
def test_wrapped_lines(tail: str, expected: str) -> None:
    assert paragraphs(LONG + tail) == [" ".join((LONG + expected).split())]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param(
            "tại tỉnh.\nCông an tỉnh theo dõi.\n", ["tại tỉnh.", "Công an tỉnh theo dõi."], id="a short last line"
        ),
        pytest.param(
            "tại tỉnh, yêu cầu từng đơn vị thực hiện ngay các nhiệm vụ trọng tâm dưới đây như:\nTuyên truyền.\n",
            [
                "tại tỉnh, yêu cầu từng đơn vị thực hiện ngay các nhiệm vụ trọng tâm dưới đây như:",
                "Tuyên truyền.",
            ],
            id="a full line that ends with a colon",
        ),
        pytest.param(
            "tại tỉnh, nếu có khó khăn, vướng mắc, báo cáo về Công an tỉnh để hướng dẫn./.\nTrung tá Hoàng Xuân.\n",
            [
                "tại tỉnh, nếu có khó khăn, vướng mắc, báo cáo về Công an tỉnh để hướng dẫn./.",
                "Trung tá Hoàng Xuân.",
            ],
            id="a full line that closes the text",
        ),
        pytest.param(
            "tại tỉnh.\nPHỤ LỤC DANH MỤC NHIỆM VỤ PHÒNG, CHỐNG MA TÚY TRÊN ĐỊA BÀN TOÀN TỈNH NĂM 2025\nGiao Sở Y tế.\n",
            [
                "tại tỉnh.",
                "PHỤ LỤC DANH MỤC NHIỆM VỤ PHÒNG, CHỐNG MA TÚY TRÊN ĐỊA BÀN TOÀN TỈNH NĂM 2025",
                "Giao Sở Y tế.",
            ],
            id="a full line in capitals stays alone",
        ),
    ],
)
def test_wrapped_lines_that_end_a_paragraph(tail: str, expected: list[str]) -> None:
    head, *rest = paragraphs(LONG + tail)
    assert [head.removeprefix(" ".join(LONG.split())).strip(), *rest] == expected


@pytest.mark.parametrize(
    ("content", "look"),
    [
        pytest.param("## I. MỤC ĐÍCH", Look(bold=True), id="heading"),
        pytest.param("### **1. Yêu cầu** ###", Look(bold=True), id="heading with bold and closing marks"),
        pytest.param("**KẾ HOẠCH**", Look(bold=True), id="bold"),
        pytest.param("*Sở Nội vụ chủ trì.*", Look(italic=True), id="italic"),
        pytest.param("***Nơi nhận:***", Look(bold=True, italic=True), id="both"),
        pytest.param("**2.1.** Rà soát", Look(bold_lead=4), id="bold number"),
        pytest.param("- **Chủ trì:** Sở Y tế", Look(bold_lead=10), id="bold label behind a bullet"),
        pytest.param("- **Chủ trì: Sở Y tế**", Look(bold=True), id="all bold behind a bullet"),
        pytest.param("Hạn **30/6** nộp", Look(), id="bold in the middle"),
        pytest.param("<b>Chủ trì:</b> Sở <i>Y tế</i>", Look(bold_lead=8), id="HTML tags"),
        pytest.param("**Chủ trì: Sở Y tế", Look(bold=True), id="bold cut off by a page"),
    ],
)
def test_looks(content: str, look: Look) -> None:
    assert only(content).look == look
    assert "*" not in only(content).text
    assert "#" not in only(content).text


def test_bold_over_two_lines_is_bold_in_both() -> None:
    blocks = text.read("**KT. GIÁM ĐỐC  \nPHÓ GIÁM ĐỐC**".encode(), "a", "0").blocks
    assert [(b.text, b.look.bold) for b in blocks if isinstance(b, Paragraph)] == [
        ("KT. GIÁM ĐỐC", True),
        ("PHÓ GIÁM ĐỐC", True),
    ]


FOOTNOTES = """
1. Triển khai Luật Đường bộ¹ và Nghị định số 165/2024/NĐ-CP² trên toàn tỉnh, báo cáo Ủy ban nhân dân tỉnh trên Hệ

¹ Luật Đường bộ số 35/2024/QH15.

² Nghị định số 165/2024/NĐ-CP ngày 26/12/2024 của Chính phủ

thống theo dõi nhiệm vụ của tỉnh.

2. Rà soát biển báo<sup>3</sup> và vạch kẻ[^4].

<sup>3</sup> Theo QCVN 41.

[^4]: Như trên.
"""


def test_footnotes_go_to_the_end_and_the_cut_paragraph_is_whole_again() -> None:
    assert paragraphs(FOOTNOTES) == [
        "1. Triển khai Luật Đường bộ và Nghị định số 165/2024/NĐ-CP trên toàn tỉnh, báo cáo Ủy ban nhân dân tỉnh trên "
        "Hệ thống theo dõi nhiệm vụ của tỉnh.",
        "2. Rà soát biển báo và vạch kẻ.",
    ]
    assert paragraphs(FOOTNOTES, "footnote") == [
        "Luật Đường bộ số 35/2024/QH15.",
        "Nghị định số 165/2024/NĐ-CP ngày 26/12/2024 của Chính phủ",
        "Theo QCVN 41.",
        "Như trên.",
    ]
    parts = [block.part for block in text.read(FOOTNOTES.encode(), "a", "0").blocks]
    assert parts == sorted(parts)  # body before footnote


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("Sở Xây dựng.\n\f3\nGiao Sở Tài chính.", ["Sở Xây dựng.", "Giao Sở Tài chính."], id="top of page"),
        pytest.param("Sở Xây dựng.\n- 3 -\n\fGiao Sở.", ["Sở Xây dựng.", "Giao Sở."], id="foot of page"),
        pytest.param("lập hồ sơ mời\n\n4\n\nthầu xây lắp.", ["lập hồ sơ mời thầu xây lắp."], id="within a sentence"),
        pytest.param("Số điểm:\n\n20\n\nSố trường: 5.", ["Số điểm:", "20", "Số trường: 5."], id="a figure is no page"),
    ],
)
def test_page_numbers(content: str, expected: list[str]) -> None:
    assert paragraphs(content) == expected


CELL_LINES = """
TT NHIỆM VỤ
CHỦ TRÌ PHỐI HỢP
THỜI GIAN
1
Lắp đặt biển báo tại các
nút giao có nguy cơ mất
an toàn
Sở Giao
thông vận tải
Công an
tỉnh và các
huyện
Quý
II/2025
2
Nạo vét luồng trên các
tuyến sông do địa
phương quản lý
Ban Quản
lý đường thủy
nội địa
Sở Nông
nghiệp và môi
trường
"""


def test_the_lines_of_a_table_without_rules_stay_apart_under_wrapped_text() -> None:
    lines = CELL_LINES.split("\n")
    body = paragraphs(WRAPPED * 3 + CELL_LINES)
    assert body[: 3 * len(WRAPPED_PARAGRAPHS)] == WRAPPED_PARAGRAPHS * 3
    kept = body[3 * len(WRAPPED_PARAGRAPHS) :]
    assert kept == [line for line in lines if line]


def test_a_table_without_rules_is_told_of() -> None:
    (warning,) = text.read((WRAPPED * 3 + CELL_LINES).encode(), "a.txt", "0").warnings
    assert "its rows are not read" in warning
    assert text.read((WRAPPED * 3).encode(), "a.txt", "0").warnings == ()


def test_source_has_no_pages() -> None:
    document = text.read(b"Ke hoach", "ke-hoach.txt", "ab")
    assert document.source.format == "text"
    assert (document.source.name, document.source.sha256, document.source.pages) == ("ke-hoach.txt", "ab", None)
    assert document.warnings == ()
