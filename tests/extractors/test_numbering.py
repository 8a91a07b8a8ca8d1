"""The number or mark before an item."""

import pytest

from extractors.numbering import parse, parse_label, roman


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("Phần I. Nhiệm vụ", "phan", "Phần I", "Nhiệm vụ"),
        ("Phần thứ nhất", "phan", "Phần thứ nhất", ""),
        ("CHƯƠNG II QUY ĐỊNH CỤ THỂ", "chuong", "CHƯƠNG II", "QUY ĐỊNH CỤ THỂ"),
        ("Mục 2. Trách nhiệm", "muc", "Mục 2", "Trách nhiệm"),
        ("Điều 3. Tổ chức thực hiện", "dieu", "Điều 3", "Tổ chức thực hiện"),
        ("IV. TỔ CHỨC THỰC HIỆN", "roman", "IV", "TỔ CHỨC THỰC HIỆN"),
        ("II- NỘI DUNG", "roman", "II", "NỘI DUNG"),
        ("III/ KINH PHÍ", "roman", "III", "KINH PHÍ"),
        ("A. Mục tiêu", "upper", "A", "Mục tiêu"),
        ("1. Mục đích", "decimal", "1", "Mục đích"),
        ("12) Rà soát", "decimal", "12", "Rà soát"),
        ("1- Công an tỉnh", "decimal", "1", "Công an tỉnh"),
        ("2 – Ban Tuyên giáo và Dân vận", "decimal", "2", "Ban Tuyên giáo và Dân vận"),
        ("3/ Kiểm tra", "decimal", "3", "Kiểm tra"),
        ("1.1- Tiếp tục quán triệt", "decimal2", "1.1", "Tiếp tục quán triệt"),
        ("2.3 – Giám sát chuyên đề", "decimal2", "2.3", "Giám sát chuyên đề"),
        ("4.2-Kiểm tra trường nghề", "decimal2", "4.2", "Kiểm tra trường nghề"),
        ("1.8. . Rà soát", "decimal2", "1.8", "Rà soát"),
        ("2.100. rà soát", "decimal2", "2.100", "rà soát"),
        ("2.100 Rà soát", "decimal2", "2.100", "Rà soát"),
        ("2.2 Chủ động phối hợp", "decimal2", "2.2", "Chủ động phối hợp"),
        ("1. 3. Tập huấn", "decimal2", "1.3", "Tập huấn"),
        ("3.1.2. Đường bộ", "decimal3", "3.1.2", "Đường bộ"),
        ("a) Công tác chỉ đạo", "lower", "a", "Công tác chỉ đạo"),
        ("đ) Xử lý vi phạm", "lower", "đ", "Xử lý vi phạm"),
        ("b. Tuyên truyền", "lower", "b", "Tuyên truyền"),
        ("(1) Rà soát", "paren", "1", "Rà soát"),
        ("- Tổ chức tập huấn", "dash", None, "Tổ chức tập huấn"),
        ("– Tổ chức tập huấn", "dash", None, "Tổ chức tập huấn"),
        ("-Tổ chức tập huấn", "dash", None, "Tổ chức tập huấn"),
        ("+ Cấp tỉnh", "plus", None, "Cấp tỉnh"),
        ("- + Cấp tỉnh", "plus", None, "Cấp tỉnh"),
        ("• Cấp xã", "bullet", None, "Cấp xã"),
    ],
)
def test_a_number_or_mark_opens_the_text(text, style, number, rest):
    found = parse(text)
    assert found is not None
    assert (found.style, found.number, text[found.length :]) == (style, number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "100% trường học có camera",
        "2.989,5 tỷ đồng",
        "20/11 là ngày Nhà giáo",
        "12,5 km đường",
        "2024. Trong năm",
        "TM. ỦY BAN NHÂN DÂN",
        "V/v tăng cường bảo đảm an toàn giao thông",
        "Điều kiện thực hiện",
        "Mục tiêu chung",
        "Phần mềm quản lý",
        "Chương trình hành động",
        "30 giường bệnh",
        "1.200 m3/ngày đêm tại phường",
        "12.500 học sinh được học bơi",
        "1.250.000 đồng mỗi hộ",
        "-5 độ",
        "",
    ],
)
def test_no_number_opens_the_text(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("label", "number"),
    [("1.3", "1.3"), ("IV", "IV"), ("2", "2"), ("2.", "2"), ("a", "a"), ("a)", "a"), ("10.4", "10.4"), ("-", None)],
)
def test_a_number_cell_is_read_without_what_closes_it(label, number):
    found = parse_label(label)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("label", ["STT", "", "Văn phòng", "1.3 Rà soát", "2026"])
def test_other_cells_are_no_numbers(label):
    assert parse_label(label) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("IIII", None), ("VX", None), ("ABC", None)],
)
def test_roman_numbers(text, value):
    assert roman(text) == value
