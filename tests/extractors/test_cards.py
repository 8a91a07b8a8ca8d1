"""Cards: tables with a label before each value, a task each or the labels of the item above."""

import pytest

from tests.extractors.factories import names, plan, table

SURVEY = "Khảo sát nhu cầu dạy bơi của các trường tiểu học"


def said(task):
    """Who leads, who takes part, what is handed in, by which day."""
    dues = [deadline.due.isoformat() for deadline in task.deadlines if deadline.due]
    return names(task.lead), names(task.partners), list(task.products), dues


def test_a_card_is_a_task():
    (task,) = plan(
        "II. NHIỆM VỤ",
        table(
            ("Nội dung nhiệm vụ", SURVEY),
            ("Đơn vị chủ trì", "Phòng Giáo dục Tiểu học"),
            ("Đơn vị phối hợp", "Văn phòng Sở; Phòng Kế hoạch - Tài chính"),
            ("Thời hạn hoàn thành", "Trước ngày 15/4/2026"),
            ("Sản phẩm", "- Báo cáo khảo sát\n- Danh sách trường"),
        ),
    ).tasks
    assert (task.origin, task.number, task.path, task.text) == ("table", None, ("II. NHIỆM VỤ",), SURVEY)
    assert said(task) == (
        ["Phòng Giáo dục Tiểu học"],
        ["Văn phòng Sở", "Phòng Kế hoạch - Tài chính"],
        ["Báo cáo khảo sát", "Danh sách trường"],
        ["2026-04-15"],
    )


def test_cards_below_one_another_with_numbers_and_titles():
    found = plan(
        "II. NHIỆM VỤ",
        table(
            ("1", "Tên nhiệm vụ", "Sơn lại vạch đường trước cổng trường"),
            ("", "Cơ quan chủ trì", "Sở Xây dựng"),
            ("", "Thời gian", "Quý II/2026"),
            ("2", "Tên nhiệm vụ", "Lắp camera phạt nguội tại nút giao cầu Rào"),
            ("", "Cơ quan chủ trì", "Công an tỉnh"),
            ("", "Thời gian", "Quý III/2026"),
            ("", "Ghi chú", "Vốn xã hội hóa"),
        ),
    ).tasks
    assert [(task.number, task.text) for task in found] == [
        ("1", "Sơn lại vạch đường trước cổng trường"),
        ("2", "Lắp camera phạt nguội tại nút giao cầu Rào"),
    ]
    assert [said(task)[0::3] for task in found] == [
        (["Sở Xây dựng"], ["2026-06-30"]),
        (["Công an tỉnh"], ["2026-09-30"]),
    ]


def test_two_labels_in_a_row():
    (task,) = plan(
        "II. NHIỆM VỤ",
        table(
            ("PHIẾU GIAO VIỆC SỐ 3", None, None, None),
            ("Công việc", "Số hóa hồ sơ cai nghiện tại nhà", "Sản phẩm", "Cơ sở dữ liệu"),
            ("Người thực hiện", "Phòng Bảo trợ xã hội", "Hạn hoàn thành", "30/9/2026"),
        ),
    ).tasks
    assert (task.text, said(task)) == (
        "Số hóa hồ sơ cai nghiện tại nhà",
        (["Phòng Bảo trợ xã hội"], [], ["Cơ sở dữ liệu"], ["2026-09-30"]),
    )


def test_a_card_without_a_task_tells_of_the_item_above():
    found = plan(
        "II. NHIỆM VỤ",
        "1. Xây dựng kho học liệu số dùng chung.",
        table(("Chủ trì", "Phòng Giáo dục Trung học"), ("Phối hợp", "Các trường THPT"), ("Thời gian", "Tháng 10/2026")),
        "2. Mở lớp bồi dưỡng kỹ năng số cho giáo viên.",
        table(("Chủ trì", "Văn phòng Sở"), ("Sản phẩm", "05 lớp"), ("Thời gian", "Tháng 11/2026")),
    ).tasks
    assert [(task.origin, task.number) for task in found] == [("body", "1"), ("body", "2")]
    assert [said(task) for task in found] == [
        (["Phòng Giáo dục Trung học"], ["Các trường THPT"], [], ["2026-10-31"]),
        (["Văn phòng Sở"], [], ["05 lớp"], ["2026-11-30"]),
    ]


def test_a_label_merged_over_several_values():
    (task,) = plan(
        "II. NHIỆM VỤ",
        table(
            ("Nhiệm vụ", SURVEY),
            ("Chủ trì", "Sở Giáo dục và Đào tạo"),
            ("Phối hợp", "Sở Y tế"),
            ("^", "Tỉnh đoàn"),
            ("Hoàn thành", "Tháng 5/2026"),
        ),
    ).tasks
    assert said(task)[:2] == (["Sở Giáo dục và Đào tạo"], ["Sở Y tế", "Tỉnh đoàn"])


@pytest.mark.parametrize(
    ("rows", "tasks"),
    [
        pytest.param(
            (("Thời gian", "8 giờ ngày 12/3/2026"), ("Địa điểm", "Hội trường A"), ("Chủ trì", "Ông Lê Văn B"), ("Nội dung", "Tập huấn")),
            [],
            id="an invitation",
        ),
        pytest.param(
            (("Tên dự án", "Đường vành đai 2"), ("Chủ đầu tư", "Ban QLDA"), ("Tổng mức đầu tư", "90 tỷ"), ("Thời gian", "2026")),
            [],
            id="a project",
        ),
        pytest.param(
            (("Chủ trì", ""), ("Phối hợp", ""), ("Thời gian", ""), ("Sản phẩm", "")),
            [],
            id="to be filled in",
        ),
        pytest.param(
            (("Nội dung", "Thực hiện"), ("Báo cáo sản phẩm đã có", "Sở Y tế"), ("Rà soát thời gian mở cửa", "Sở Nội vụ")),
            ["Báo cáo sản phẩm đã có", "Rà soát thời gian mở cửa"],
            id="a column of tasks that hold words of labels",
        ),
        pytest.param(
            (("Đơn vị", "Sản phẩm"), ("Thời gian", "Phối hợp")),
            [],
            id="labels beside labels",
        ),
    ],
)  # fmt: skip
def test_what_is_no_card(rows, tasks):
    found = plan("II. NHIỆM VỤ", "1. Rà soát hạ tầng.", table(*rows)).tasks
    assert [task.text for task in found] == ["Rà soát hạ tầng.", *tasks]
    assert found[0].lead == ()
