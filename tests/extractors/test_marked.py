"""Columns that a row only marks: months, quarters and units in the header."""

import pytest

from tests.extractors.factories import names, plan, table


def rows(*found):
    return plan("II. NHIỆM VỤ", table(*found)).tasks


def spans(task):
    return [(time.text, f"{time.start:%d.%m}-{time.due:%d.%m.%Y}") for time in task.deadlines]


def test_quarters():
    found = rows(
        ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện", None, None, None),
        ("^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV"),
        ("1", "Rà soát hạ tầng mạng của các trường", "Văn phòng Sở", "x", "", "", ""),
        ("2", "Tập huấn học bạ số", "Phòng Giáo dục Trung học", "", "x", "x", ""),
        ("3", "Kiểm tra phòng máy", "Thanh tra Sở", "X", "", "", "X"),
        ("4", "Vận hành cổng thông tin", "Văn phòng Sở", "x", "x", "x", "x"),
    )
    assert [names(task.lead) for task in found][:2] == [["Văn phòng Sở"], ["Phòng Giáo dục Trung học"]]
    assert [spans(task) for task in found] == [
        [("Quý I", "01.01-31.03.2026")],
        [("Quý II, Quý III", "01.04-30.09.2026")],
        [("Quý I", "01.01-31.03.2026"), ("Quý IV", "01.10-31.12.2026")],
        [("Quý I, Quý II, Quý III, Quý IV", "01.01-31.12.2026")],
    ]


def test_narrow_columns_of_months():
    found = rows(
        ("TT", "Nhiệm vụ", "Thực hiện", "T9", "T10", "T11", "T12"),
        ("1", "Tuyên truyền phòng, chống ma túy dưới cờ", "Liên đội", "v", "", "v", ""),
        ("2", "Ký cam kết với phụ huynh", "Giáo viên chủ nhiệm", "v", "v", "", ""),
    )
    assert [spans(task) for task in found] == [
        [("T9", "01.09-30.09.2026"), ("T11", "01.11-30.11.2026")],
        [("T9, T10", "01.09-31.10.2026")],
    ]


def test_figures_under_a_header_that_says_month():
    found = rows(
        ("TT", "Hoạt động", "Phụ trách", "Tháng", None, None),
        ("^", "^", "^", "4", "5", "6"),
        ("1", "Nạo vét kênh nội đồng", "Ban Nông nghiệp xã", "", "+", "+"),
        ("2", "Kiểm tra cống lấy nước", "Trưởng các thôn", "+", "", ""),
    )
    assert [spans(task) for task in found] == [[("5, 6", "01.05-30.06.2026")], [("4", "01.04-30.04.2026")]]


def test_units_by_the_letters_of_their_role():
    found = rows(
        ("TT", "Nhiệm vụ", "Văn phòng Sở", "Phòng Quản lý vận tải", "Thanh tra Sở", "Thời hạn"),
        ("1", "Kiểm tra bến xe dịp Tết", "PH", "CT", "CT", "Tháng 1/2026"),
        ("2", "Công bố đường dây nóng", "CT", "", "x", "Tháng 2/2026"),
    )
    assert [(names(task.lead), names(task.partners)) for task in found] == [
        (["Phòng Quản lý vận tải", "Thanh tra Sở"], ["Văn phòng Sở"]),
        (["Văn phòng Sở"], ["Thanh tra Sở"]),
    ]


def test_marked_units_beside_a_column_of_leads_take_part():
    (task,) = rows(
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", None, None, "Thời gian"),
        ("^", "^", "^", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh", "^"),
        ("1", "Diễn tập sơ tán học sinh", "Sở Giáo dục và Đào tạo", "x", "", "x", "Tháng 5/2026"),
    )
    assert (names(task.lead), names(task.partners)) == (["Sở Giáo dục và Đào tạo"], ["Sở Y tế", "Công an tỉnh"])


def test_marked_units_who_carry_it_out():
    found = rows(
        ("TT", "Nội dung", "Đơn vị thực hiện", None, "Thời gian"),
        ("^", "^", "Phòng Tổng hợp", "Phòng Kỹ thuật", "^"),
        ("1", "Số hóa bản đồ thủy lợi", "", "x", "Quý II/2026"),
        ("2", "Đăng tải bản đồ lên cổng", "x", "x", "Quý III/2026"),
    )
    assert [names(task.lead) for task in found] == [["Phòng Kỹ thuật"], ["Phòng Tổng hợp", "Phòng Kỹ thuật"]]


def test_a_column_of_months():
    found = rows(
        ("Tháng", "Nội dung công việc", "Người phụ trách"),
        ("Tháng 1/2026", "Xây dựng kế hoạch năm", "Đ/c Hà"),
        ("2", "Tuyên truyền dưới cờ", "Đ/c Minh"),
        ("^", "Ký cam kết với các lớp", "Đ/c Lan"),
    )
    assert [spans(task) for task in found] == [
        [("Tháng 1/2026", "01.01-31.01.2026")],
        [("2", "01.02-28.02.2026")],
        [("2", "01.02-28.02.2026")],
    ]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(
            (("TT", "Nội dung", "Chủ trì", "Quý I", "Quý II"), ("1", "Trồng cây", "Hội Nông dân", "200", "300")),
            id="amounts by quarter",
        ),
        pytest.param(
            (("TT", "Nội dung", "Chủ trì", "Hoàn thành", "Chưa"), ("1", "Trồng cây", "Hội Nông dân", "x", "")),
            id="marks under other words",
        ),
        pytest.param(
            (("TT", "Nội dung", "Chủ trì", "Quý I", "Ghi chú"), ("1", "Trồng cây", "Hội Nông dân", "x", "x")),
            id="one quarter alone",
        ),
        pytest.param(
            (("TT", "Nội dung", "Chủ trì", "UBND xã An Phú", "UBND xã Tân Lập"), ("1", "Trồng cây", "Hội Nông dân", "5", "7")),
            id="amounts by commune",
        ),
    ],
)  # fmt: skip
def test_what_is_not_marked(found):
    (task,) = rows(*found)
    assert (names(task.lead), task.partners, task.deadlines) == (["Hội Nông dân"], (), ())


def test_the_place_of_a_marked_value_is_the_header():
    (task,) = rows(
        ("TT", "Nhiệm vụ", "Chủ trì", "Quý I", "Quý II"),
        ("1", "Rà soát biển báo", "Sở Xây dựng", "x", "x"),
    )
    (place,) = [evidence for evidence in task.evidence if evidence.field == "deadlines"]
    assert (place.text, place.rule.split("/")[0], place.inferred) == ("Quý I\nQuý II", "marked", True)


def test_marks_under_bodies_that_only_receive():
    (task,) = rows(
        ("TT", "Văn bản", "Cơ quan chủ trì", "Cấp trình", None),
        ("^", "^", "^", "UBND tỉnh", "HĐND tỉnh"),
        ("1", "Xây dựng chính sách hỗ trợ giáo viên vùng khó", "Sở Giáo dục và Đào tạo", "x", "x"),
    )
    assert (names(task.lead), task.partners) == (["Sở Giáo dục và Đào tạo"], ())
