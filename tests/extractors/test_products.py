"""Tables of product cells: paragraphs -> products. "#" before a paragraph stands for a mark that Word makes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import products
from models import Paragraph


def cell(*lines: str) -> list[Paragraph]:
    return [Paragraph(line.removeprefix("#"), label="-" if line.startswith("#") else None) for line in lines]


def found(*lines: str) -> list[str]:
    return [m.value for m in products.in_cell(cell(*lines))]


CELLS: list[tuple[tuple[str, ...], list[str]]] = [
    # one product
    (("Quyết định",), ["Quyết định"]),
    (("Kế hoạch/Công văn",), ["Kế hoạch/Công văn"]),
    (("Báo cáo, biên bản kiểm tra",), ["Báo cáo, biên bản kiểm tra"]),
    (("Kế hoạch; báo cáo kết quả",), ["Kế hoạch; báo cáo kết quả"]),
    (("Thực hiện công khai. Báo cáo đúng hạn.",), ["Thực hiện công khai. Báo cáo đúng hạn."]),
    (("- Danh sách trường học",), ["Danh sách trường học"]),
    (("#Danh sách trường học",), ["Danh sách trường học"]),
    (("Quyết định của Chủ tịch UBND tỉnh",), ["Quyết định của Chủ tịch UBND tỉnh"]),
    (("Đủ 03 hình thức: (1) hội nghị, (2) tờ rơi, (3) mạng xã hội",), ["Đủ 03 hình thức: (1) hội nghị, (2) tờ rơi, (3) mạng xã hội"]),
    (("100% lớp học có thư viện",), ["100% lớp học có thư viện"]),
    (("2.500 tờ rơi",), ["2.500 tờ rơi"]),
    (("Đề án của Phòng Kế hoạch - Tài chính",), ["Đề án của Phòng Kế hoạch - Tài chính"]),
    (("- Báo cáo kinh tế - xã hội",), ["Báo cáo kinh tế - xã hội"]),
    (("- Văn bản của Sở Lao động - Thương binh và Xã hội",), ["Văn bản của Sở Lao động - Thương binh và Xã hội"]),
    (("- Văn bản Phòng Kế hoạch - Tài chính - Quyết định",), ["Văn bản Phòng Kế hoạch - Tài chính", "Quyết định"]),
    (("Báo cáo quý;",), ["Báo cáo quý"]),
    (("Theo   nội dung\nkế hoạch",), ["Theo nội dung kế hoạch"]),
    # a list
    (("- Kế hoạch", "- Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("- Kế hoạch\n- Báo cáo",), ["Kế hoạch", "Báo cáo"]),
    (("- Kế hoạch - Báo cáo",), ["Kế hoạch", "Báo cáo"]),
    (("-Họp trực tuyến - Ứng dụng, phần mềm",), ["Họp trực tuyến", "Ứng dụng, phần mềm"]),
    (("- Văn bản - 02 lớp tập huấn",), ["Văn bản", "02 lớp tập huấn"]),
    (("#Kế hoạch", "#Báo cáo", "#Nghị quyết"), ["Kế hoạch", "Báo cáo", "Nghị quyết"]),
    (("1. Kế hoạch", "2. Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("1) Kế hoạch", "2) Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("a) Kế hoạch", "b) Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("+ Kế hoạch", "+ Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("• Kế hoạch", "• Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("– Kế hoạch;", "– Báo cáo."), ["Kế hoạch", "Báo cáo."]),
    (("Kế hoạch", "Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("Quyết định", "Tờ trình, dự thảo"), ["Quyết định", "Tờ trình, dự thảo"]),
    (("Kế hoạch", "- Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("- Kế hoạch.", "Báo cáo."), ["Kế hoạch.", "Báo cáo."]),
    # lines that go on
    (("Kế hoạch kiểm tra an toàn", "thực phẩm năm 2025"), ["Kế hoạch kiểm tra an toàn thực phẩm năm 2025"]),
    (("- Kế hoạch kiểm tra", "của Sở", "- Báo cáo"), ["Kế hoạch kiểm tra của Sở", "Báo cáo"]),
    (("Quyết định của", "UBND tỉnh"), ["Quyết định của UBND tỉnh"]),
    (("Kế hoạch,", "Báo cáo"), ["Kế hoạch, Báo cáo"]),
    (("Báo cáo", "(trước 15/12)"), ["Báo cáo (trước 15/12)"]),
    (("Kế hoạch/", "Công văn"), ["Kế hoạch/ Công văn"]),
    (("Báo cáo đúng hạn.", "kịp thời"), ["Báo cáo đúng hạn.", "kịp thời"]),
    # lines that announce a list
    (("Sản phẩm:", "- Kế hoạch", "- Báo cáo"), ["Kế hoạch", "Báo cáo"]),
    (("Bao gồm:", "- Kế hoạch"), ["Kế hoạch"]),
    (("Báo cáo kết quả:", "- Quý I", "- Quý II"), ["Báo cáo kết quả: - Quý I", "Quý II"]),
    # blanks between
    (("- Kế hoạch", "", "- Báo cáo", " "), ["Kế hoạch", "Báo cáo"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), CELLS, ids=["|".join(lines)[:60] for lines, _ in CELLS])
def test_cells(lines: tuple[str, ...], expected: list[str]) -> None:
    assert found(*lines) == expected


@pytest.mark.parametrize(
    "lines", [(), ("",), ("-",), ("–",), ("Không",), ("…",), ("x",), ("-", "-"), ("Sản phẩm:",), (" \n ",)]
)
def test_cells_without_a_product(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


WHOLE = [
    "Kế hoạch, báo cáo, quyết định",
    "Văn bản; thông báo; công văn",
    "Nghị quyết - Kế hoạch",
    "Hội nghị tại Phòng Tổ chức - Hành chính",
    "Báo cáo năm 2024 - 2025",
    "Tỷ lệ đạt 95%. Không có đơn thư.",
    "Gồm (1) kế hoạch; (2) báo cáo",
    "Đạt từ a) đến d) của quy chế",
    "Đề án 1. Quy hoạch",
    "3.1 điểm trung bình",
    "Số 12/KH-UBND",
    "Họp giao ban – trực tuyến",
    "Ứng dụng quản lý học sinh (phần mềm - dữ liệu)",
    "TTHC nội bộ + TTHC công",
    "Bộ chỉ số DDCI",
    "I-ốt trong muối ăn",
    "Vắc-xin phòng dại",
    "Quý I: kế hoạch",
    "15-20 tin, bài",
    "Website, Fanpage, Zalo",
    "Kết quả: đạt chuẩn quốc gia",
    "Biên bản/Thông báo kết luận",
    "Phản ánh, kiến nghị được trả lời",
    "- Tỷ lệ nam - nữ cân bằng",
    "Giải A - B",
    "Thư khen ngày 20/11",
    "Tờ trình kèm dự thảo",
    "Đạt 100% “xã/phường” ký cam kết",
    "Lớp học (2 buổi; 50 người)",
    "Cổng thông tin điện tử của Sở",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_does_not_part_products(text: str) -> None:
    assert found(text) == [text.removeprefix("- ")]


LABELS: list[tuple[str, list[str]]] = [
    ("Quyết định, Báo cáo", ["Quyết định, Báo cáo"]),
    ("Báo cáo thực trạng năng lực cấp cứu.", ["Báo cáo thực trạng năng lực cấp cứu."]),
    ("Kế hoạch; báo cáo", ["Kế hoạch; báo cáo"]),
    ("\n- Kế hoạch\n- Báo cáo", ["Kế hoạch", "Báo cáo"]),
    ("- Kế hoạch - Báo cáo", ["Kế hoạch", "Báo cáo"]),
    ("Kế hoạch\nvà báo cáo", ["Kế hoạch và báo cáo"]),
    ("", []),
    ("-", []),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_labels(text: str, expected: list[str]) -> None:
    assert [m.value for m in products.in_label(text)] == expected


def test_rules_tell_marks_from_plain_lines() -> None:
    assert [m.rule for m in products.in_cell(cell("- Kế hoạch", "Báo cáo năm", "#Quyết định"))] == [
        "product.listed",
        "product.line",
        "product.listed",
    ]


LINES = [
    "- Kế hoạch",
    "Báo cáo;",
    "và văn bản",
    "#Quyết định",
    "",
    "Gồm:",
    "1. Danh sách",
    "-",
    "- A - B\n- C",
    " của ",
    "Phòng A - B",
]


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=6))
def test_offsets_lead_to_the_values(lines: list[str]) -> None:
    paragraphs = cell(*lines)
    text = "\n".join(p.text for p in paragraphs)
    matches = products.in_cell(paragraphs)
    assert [m.value for m in matches] == [" ".join(text[m.start : m.end].split()) for m in matches]
    assert all(a.end <= b.start for a, b in pairwise(matches))
