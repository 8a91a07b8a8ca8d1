"""Tables to tasks (GUIDELINES, "table")."""

from dataclasses import replace

import pytest

from extractors import adjoining
from extractors import tables as reader
from models import Cell, Paragraph, Table
from tests.extractors.factories import names, plan, table

HEADER = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")


def rows(*found, header=HEADER, above=()):
    """The tasks of a table that stands in an appendix."""
    return plan("II. NHIỆM VỤ", "1. Rà soát hạ tầng.", *above, table(header, *found)).tasks[1:]


def test_a_row_is_a_task():
    (task,) = rows(("1", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026"))
    assert (task.origin, task.number, task.text, task.products) == ("table", "1", "Sửa cầu yếu", ("Báo cáo",))
    assert (names(task.lead), names(task.partners)) == (["Sở Xây dựng"], ["UBND các xã"])
    assert task.deadlines[0].due.isoformat() == "2026-06-30"


def test_group_rows_go_to_the_path():
    found = rows(
        ("I", "HẠ TẦNG", "", "", "", ""),
        ("1", "Cầu", "", "", "", ""),
        ("1.1", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "", "2026"),
        ("2", "Đường", "", "", "", ""),
        ("2.1", "Vá ổ gà", "Báo cáo", "Sở Xây dựng", "", "2026"),
        ("II", "CON NGƯỜI", None, None, None, None),
        ("1", "Tập huấn lái xe", "Lớp học", "Sở Xây dựng", "", "2026"),
    )
    assert [task.path[1:] for task in found] == [
        ("I HẠ TẦNG", "1 Cầu"),
        ("I HẠ TẦNG", "2 Đường"),
        ("II CON NGƯỜI",),
    ]


def test_a_merged_cell_belongs_to_each_row():
    found = rows(
        ("1", "Sửa cầu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026"),
        ("2", "Vá đường", "Báo cáo", "^", "^", "Quý III/2026"),
    )
    assert [names(task.lead) for task in found] == [["Sở Xây dựng"]] * 2
    assert [task.deadlines[0].due.month for task in found] == [6, 9]


def test_a_task_cell_of_several_leads_gives_a_task_for_each():
    found = rows(
        ("1", "Kiểm tra tải trọng xe", "Kế hoạch", "Sở Xây dựng", "", "Trong quý I"),
        ("^", "^", "Báo cáo", "Công an tỉnh", "", "Hằng quý"),
    )
    assert [(t.number, t.text, names(t.lead), t.products) for t in found] == [
        ("1", "Kiểm tra tải trọng xe", ["Sở Xây dựng"], ("Kế hoạch",)),
        ("1", "Kiểm tra tải trọng xe", ["Công an tỉnh"], ("Báo cáo",)),
    ]


def test_a_row_without_number_is_a_task():
    found = rows(
        ("1", "Sửa cầu", "Báo cáo", "Sở Xây dựng", "", "2026"), ("", "Vá đường", "Báo cáo", "Sở Xây dựng", "", "2026")
    )
    assert [t.number for t in found] == ["1", None]


def test_the_number_may_stand_in_the_task_cell():
    (task,) = rows(("1. Sửa cầu yếu", "Sở Xây dựng", "2026"), header=("Nội dung", "Đơn vị chủ trì", "Thời gian"))
    assert (task.number, task.text) == ("1", "Sửa cầu yếu")


def test_deadline_before_lead_and_a_supervisor_column():
    (task,) = rows(
        ("1", "Lắp đèn tín hiệu", "Tháng 5", "Sở Xây dựng", "Thanh tra tỉnh"),
        header=("TT", "Nội dung", "Thời hạn", "Đơn vị chủ trì", "Theo dõi, đôn đốc"),
    )
    assert (names(task.lead), names(task.partners)) == (["Sở Xây dựng"], [])
    assert task.deadlines[0].due.isoformat() == "2026-05-31"


def test_the_year_stands_in_the_header_only():
    (task,) = rows(
        ("1", "Lắp đèn tín hiệu", "Sở Xây dựng", "Tháng 5"),
        header=("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian (Năm 2027)"),
    )
    assert task.deadlines[0].due.isoformat() == "2027-05-31"


def test_lead_and_partners_in_one_cell():
    (task,) = rows(
        ("1", "Lắp đèn tín hiệu", "Chủ trì: Sở Xây dựng\nPhối hợp: Công an tỉnh, UBND các xã", "2026"),
        header=("TT", "Nội dung", "Phân công thực hiện", "Thời gian"),
    )
    assert (names(task.lead), names(task.partners)) == (["Sở Xây dựng"], ["Công an tỉnh", "UBND các xã"])


def test_the_role_may_stand_behind_the_name():
    (task,) = rows(
        ("1", "Lắp đèn tín hiệu", "Sở Xây dựng chủ trì; Công an tỉnh, UBND các xã phối hợp", "2026"),
        header=("TT", "Nội dung", "Phân công thực hiện", "Thời gian"),
    )
    assert (names(task.lead), names(task.partners)) == (["Sở Xây dựng"], ["Công an tỉnh", "UBND các xã"])


def test_a_sentence_with_a_colon_above_the_table_is_context_and_names_the_lead():
    caption = "Giao Công an tỉnh chủ trì thực hiện các nhiệm vụ sau:"
    (task,) = rows(("1", "Tuần tra", "Hằng ngày"), header=("TT", "Nhiệm vụ", "Thời gian"), above=(caption,))
    assert (task.context, names(task.lead)) == (caption, ["Công an tỉnh"])


def test_a_ditto_mark_says_what_the_row_above_says():
    found = rows(
        ("1", "Sửa cầu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026"),
        ("2", "Vá đường", "nt", "nt", "-nt-", "Như trên"),
        ("3", "Sơn vạch kẻ", "Báo cáo", "nt", "", "//"),
    )
    assert [names(task.lead) for task in found] == [["Sở Xây dựng"]] * 3
    assert [names(task.partners) for task in found] == [["UBND các xã"], ["UBND các xã"], []]
    assert [task.deadlines[0].due.month for task in found] == [6, 6, 6]


def test_a_task_that_counts_on_from_a_group_ends_it():
    found = rows(
        ("II", "HẠ TẦNG", "", "", "", ""),
        ("1", "Nâng cấp đường vào khu du lịch", "", "", "", ""),
        ("a", "Phê duyệt dự án", "", "Sở Tài chính", "", "2026"),
        ("2", "Lắp wifi miễn phí", "", "Sở Khoa học và Công nghệ", "", "2026"),
    )
    assert [task.path[1:] for task in found] == [("II HẠ TẦNG", "1 Nâng cấp đường vào khu du lịch"), ("II HẠ TẦNG",)]


def test_a_task_shared_by_leads_without_merged_cells():
    found = rows(
        ("1", "Kiểm tra tải trọng xe", "Kế hoạch", "Sở Xây dựng", "", "Quý I/2026"),
        ("", "", "Báo cáo", "Công an tỉnh", "", "Quý IV/2026"),
    )
    assert [(t.number, t.text, names(t.lead)) for t in found] == [
        ("1", "Kiểm tra tải trọng xe", ["Sở Xây dựng"]),
        ("1", "Kiểm tra tải trọng xe", ["Công an tỉnh"]),
    ]


def test_a_rest_that_names_nobody_is_no_task():
    found = rows(
        ("1", "Kiểm tra tải trọng xe", "Kế hoạch", "Sở Xây dựng", "", "Quý I/2026"), ("", "", "thực hiện", "", "", "")
    )
    assert len(found) == 1


def test_letters_count_on_from_b_to_c_in_group_rows():
    found = rows(
        ("B", "HẠ TẦNG", "", "", "", ""),
        ("1", "Sửa cầu", "", "Sở Xây dựng", "", "2026"),
        ("C", "DỮ LIỆU", "", "", "", ""),
        ("1", "Số hóa bản đồ", "", "Sở Xây dựng", "", "2026"),
    )
    assert [t.path[-1] for t in found] == ["B HẠ TẦNG", "C DỮ LIỆU"]
    assert len(found[1].path) == 2


@pytest.mark.xfail(strict=True, reason="cells that nothing parts are kept as lines, and the reader warns of them")
def test_a_table_whose_cells_stand_line_below_line():
    lines = (
        "TT NHIỆM VỤ CHỦ TRÌ THỜI GIAN",
        "1",
        "Lắp đặt biển báo tại các",
        "nút giao",
        "Sở Xây",
        "dựng",
        "Quý II/2026",
    )
    assert [names(task.lead) for task in plan("II. NHIỆM VỤ", "1. Rà soát.", *lines).tasks[1:]] == [["Sở Xây dựng"]]


def role(*found):
    return reader.read(0, table(*found)).role


def test_what_is_no_table_of_tasks():
    assert role(("TT", "Họ và tên", "Chức vụ"), ("1", "Trần Văn An", "Trưởng đoàn")) != "tasks"
    assert role(("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm"), ("1", "Tỷ lệ", "%", "95")) != "tasks"
    assert (
        role(("TT", "Nội dung", "Kết quả", "Thời gian"), ("1", "", "", ""), ("2", "", "", ""), ("3", "…", "", ""))
        == "form"
    )
    assert (
        role(("TT", "Họ và tên", "Nhiệm vụ"), ("1", "Trần Văn An", "Trưởng đoàn"), ("2", "Lê Thị B", "Thư ký"))
        == "other"
    )
    assert role(("Nơi nhận", "GIÁM ĐỐC"), ("- Lưu: VT.", "Trần Văn Minh")) != "tasks"


def test_a_calendar_and_a_list_of_projects_are_no_tables_of_tasks():
    calendar = (
        ("TT", "Nội dung", "Thời gian"),
        ("1", "Ngày tựu trường", "29/8/2026"),
        ("2", "Nghỉ hè", "Tháng 6/2027"),
    )
    assert role(*calendar) == "schedule"
    projects = (
        ("TT", "Tên dự án", "Nhà đầu tư", "Tiến độ được chấp thuận"),
        ("1", "Bến xe phía Tây", "Công ty CP Bến xe", "Quý IV/2025"),
        ("2", "Khu nhà ở Bãi Dài", "Công ty CP Bãi Dài", "Tháng 6/2026"),
    )
    assert role(*projects) == "other"
    persons = (
        ("TT", "Họ và tên", "Chức vụ, đơn vị", "Nhiệm vụ trong đoàn"),
        ("1", "Lê Thị Hoa", "Phó Giám đốc Sở", "Trưởng đoàn kiểm tra số 1"),
        ("2", "Vũ Hải Nam", "Chuyên viên", "Thư ký đoàn kiểm tra số 1"),
        ("3", "Bùi Văn Long", "Chuyên viên", "Giúp việc, chuẩn bị tài liệu cho đoàn kiểm tra"),
    )
    assert role(*persons) == "other"
    channels = (
        ("TT", "Loại văn bản", "Nơi gửi", "Nơi nhận", "Hình thức gửi"),
        ("1", "Giấy mời họp phụ huynh", "Văn phòng Sở", "Các trường", "Bản điện tử"),
    )
    assert role(*channels) == "other"
    works = (("TT", "Nội dung", "Thời gian"), ("1", "Tổng kết năm học", "5/2027"), ("2", "Thi học sinh giỏi", "3/2027"))
    assert role(*works) == "tasks"


def test_the_record_holds_none_where_a_merged_cell_covers():
    found = reader.read(0, table(HEADER, ("I", "HẠ TẦNG", None, None, None, None))).record()
    assert found.rows[1] == ("I", "HẠ TẦNG", None, None, None, None)
    assert found.columns[:2] == ("number", "task")


def test_a_number_that_word_makes_counts_in_its_cell():
    found = table(HEADER, ("", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "", "2026"))
    numbered = Cell(1, 0, (Paragraph("", label="7."),))
    cells = tuple(numbered if (cell.row, cell.column) == (1, 0) else cell for cell in found.cells)
    (_, task) = plan("II. NHIỆM VỤ", "1. Rà soát hạ tầng.", replace(found, cells=cells)).tasks
    assert task.number == "7"


def test_days_and_hours_make_a_programme_no_table_of_tasks():
    programme = table(
        ("Ngày", "Giờ", "Nội dung", "Địa điểm"),
        ("12/3/2026", "7 giờ 30", "Khai mạc hội thi", "Sân trường"),
        ("12/3/2026", "14 giờ 00", "Thi chung kết", "Nhà đa năng"),
    )
    found = plan("II. NHIỆM VỤ", "1. Tổ chức hội thi an toàn giao thông.", programme)
    assert [t.text for t in found.tasks] == ["Tổ chức hội thi an toàn giao thông."]
    assert found.tables[-1].role == "schedule"


def test_a_place_beside_who_leads_leaves_a_table_one_of_tasks():
    header = ("Thời gian", "Nội dung", "Địa điểm", "Đơn vị chủ trì")
    (task,) = rows(("Quý II/2026", "Tập huấn lái xe", "Hội trường Sở", "Phòng Quản trị"), header=header)
    assert names(task.lead) == ["Phòng Quản trị"]


def test_a_group_row_across_the_table_is_no_second_header_row():
    found = rows(
        ("HẠ TẦNG", None, None),
        ("Sửa cầu yếu", "Sở Xây dựng", "2026"),
        ("Vá ổ gà", "Sở Xây dựng", "2026"),
        header=("Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    )
    assert [(t.text, t.path[-1]) for t in found] == [("Sửa cầu yếu", "HẠ TẦNG"), ("Vá ổ gà", "HẠ TẦNG")]


def test_who_leads_and_watches_over_it_leads():
    header = ("TT", "Nhiệm vụ", "Cơ quan chủ trì theo dõi, đánh giá", "Theo dõi, kiểm tra, đôn đốc")
    (task,) = rows(("1", "Sửa cầu yếu", "Sở Xây dựng", "Văn phòng UBND tỉnh"), header=header)
    assert names(task.lead) == ["Sở Xây dựng"]


def test_what_was_planned_beside_what_was_reached_is_no_table_of_tasks():
    results = table(
        ("TT", "Nội dung", "Đơn vị", "Kế hoạch 2025", "Thực hiện 2025", "Đánh giá"),
        ("1", "Số km đường được sửa", "km", "120", "131", "Vượt"),
        ("2", "Cầu yếu được thay", "cầu", "12", "9", "Chưa đạt"),
    )
    found = plan("II. NHIỆM VỤ", "1. Rà soát hạ tầng.", results)
    assert [task.text for task in found.tasks] == ["Rà soát hạ tầng."]
    assert found.tables[-1].role == "other"


def test_a_paragraph_of_few_words_is_a_task_when_label_lines_follow():
    (task,) = plan("II. NHIỆM VỤ", "Tuần lễ an toàn giao thông", "Đơn vị thực hiện: Phòng Kinh tế").tasks
    assert (task.text, names(task.lead)) == ("Tuần lễ an toàn giao thông", ["Phòng Kinh tế"])


def test_a_header_misread_on_a_scan_is_that_of_a_like_table():
    def three(header: str) -> Table:
        rows = (("TT", "Nhiệm vụ", header, "Thời gian hoàn thành"), ("1", "Sửa cầu Mới", "Cầu xong", "Tháng 6/2026"))
        return table(*rows)

    headers = ("Kết quả cần đạt", "Kêt qủa cân đat", "Ghi chú")
    readings = {i: reader.read(i, three(header)) for i, header in enumerate(headers)}
    found = adjoining.settled(readings)
    assert readings[1].columns.meanings == ("number", "task", None, "deadline")
    assert [one.columns.meanings[2] for one in found.values()] == ["products", "products", "note"]


# A table that somebody has cut in two, the names of the columns not said again


def test_a_table_without_a_header_goes_on_from_the_one_above():
    found = plan(
        "II. NHIỆM VỤ",
        "Phân công nhiệm vụ như sau:",
        table(
            HEADER,
            ("I", "HẠ TẦNG", "", "", "", ""),
            ("1", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026"),
        ),
        table(
            ("2", "Vá ổ gà", "Báo cáo", "Sở Xây dựng", "Công an tỉnh", "Quý III/2026"),
            ("II", "CON NGƯỜI", "", "", "", ""),
            ("3", "Tập huấn lái xe", "Lớp học", "Hội Nông dân tỉnh", "", "Tháng 9/2026"),
        ),
        table(("4", "Tặng mũ bảo hiểm", "", "Tỉnh đoàn", "", "Tháng 9/2026")),
    ).tasks
    context = "Phân công nhiệm vụ như sau:"
    assert [(task.number, task.path[1:], task.context, names(task.lead)) for task in found] == [
        ("1", ("I HẠ TẦNG",), context, ["Sở Xây dựng"]),
        ("2", ("I HẠ TẦNG",), context, ["Sở Xây dựng"]),
        ("3", ("II CON NGƯỜI",), context, ["Hội Nông dân tỉnh"]),
        ("4", ("II CON NGƯỜI",), context, ["Tỉnh đoàn"]),
    ]
    assert (names(found[1].partners), found[1].products) == (["Công an tỉnh"], ("Báo cáo",))


@pytest.mark.parametrize(
    ("between", "below"),
    [
        pytest.param((), (("Xã", "Dân số", "Số hộ", "Nghèo"), ("An Phú", "5.200", "1.300", "41")), id="other columns"),
        pytest.param((), (("Xã An Phú", "5.200 người", "1.300 hộ", "41 hộ", "12 ha", "7 km"),), id="other cells"),
        pytest.param(
            ("Danh sách cán bộ đầu mối của các xã",),
            (("1", "Lê Văn An", "Chủ tịch", "UBND xã An Phú", "Công an xã An Phú", "2026"),),
            id="a line between",
        ),
    ],
)
def test_another_table_below_does_not_go_on(between, below):
    found = rows_above_and(between, below)
    assert [task.text for task in found] == ["Sửa cầu yếu"]


def rows_above_and(between, below):
    row = ("1", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026")
    return plan("II. NHIỆM VỤ", table(HEADER, row), *between, table(*below)).tasks


# Days beside places: a programme, unless it says who does what on a day and names no hours


@pytest.mark.parametrize(
    ("header", "found"),
    [
        pytest.param(("Ngày", "Nội dung", "Địa điểm", "Người thực hiện"), ["Sở Công Thương", "Tổ 2"], id="inspections"),
        pytest.param(("Buổi", "Nội dung", "Địa điểm", "Người thực hiện"), [], id="hours"),
        pytest.param(("Ngày", "Nội dung", "Địa điểm", "Thành phần"), [], id="who is invited"),
        pytest.param(("Ngày", "Nội dung", "Địa điểm", "Lãnh đạo Sở dự"), [], id="who is there"),
    ],
)
def test_days_and_places(header, found):
    given = plan(
        "II. NHIỆM VỤ",
        "1. Rà soát hạ tầng.",
        table(
            header,
            ("12/5/2026", "Kiểm tra các trạm sạc xe điện", "Xã An Phú", "Sở Công Thương"),
            ("14/5/2026", "Kiểm tra bến thủy nội địa", "Xã Tân Lập", "Tổ 2"),
        ),
    ).tasks
    assert [name for task in given[1:] for name in names(task.lead)] == found
    assert all(task.deadlines[0].due for task in given[1:])


def test_days_and_places_with_hours_in_the_cells_are_a_programme():
    found = plan(
        "II. NHIỆM VỤ",
        "1. Rà soát hạ tầng.",
        table(
            ("Ngày", "Gi ờ", "Nội dung làm việc", "Phụ trách", "Địa điểm"),
            ("07/10", "8h00", "Kiểm tra trường nội trú", "Giám đốc Sở", "Xã An Phú"),
            ("09/10", "14 giờ 00", "Làm việc về học bạ số", "Văn phòng Sở", "Trụ sở Sở"),
        ),
    )
    assert len(found.tasks) == 1
    assert found.tables[-1].role == "schedule"


# Two columns of one time


def test_when_it_begins_and_when_it_ends_are_one_period():
    found = plan(
        "II. NHIỆM VỤ",
        table(
            ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian", None),
            ("^", "^", "^", "Bắt đầu", "Hoàn thành"),
            ("1", "Số hóa hồ sơ học bạ", "Văn phòng Sở", "01/4/2026", "31/12/2026"),
            ("2", "Lắp đèn tín hiệu trước cổng trường", "Sở Xây dựng", "Quý II/2026", "Quý III/2026"),
            ("3", "Tuyên truyền phòng, chống ma túy", "Công an xã", "", "Thường xuyên"),
            ("4", "Cấp phép bến thủy", "Sở Xây dựng", "10/5/2026", ""),
        ),
    ).tasks
    times = [(time.kind, time.text, str(time.start), str(time.due)) for task in found for time in task.deadlines]
    assert times == [
        ("period", "01/4/2026 - 31/12/2026", "2026-04-01", "2026-12-31"),
        ("period", "Quý II/2026 - Quý III/2026", "2026-04-01", "2026-09-30"),
        ("continuous", "Thường xuyên", "None", "None"),
        ("date", "10/5/2026", "2026-05-10", "2026-05-10"),
    ]
    (place,) = [evidence for evidence in found[0].evidence if evidence.field == "deadlines"]
    assert place.text == "01/4/2026\n31/12/2026"


def test_who_signs_is_neither_lead_nor_partner():
    (task,) = plan(
        "II. NHIỆM VỤ",
        table(
            ("TT", "Sản phẩm", "Nhiệm vụ", "Cơ quan chủ trì", "Cấp ký, ban hành", "Thời gian"),
            ("1", "Nghị định", "Sửa đổi quy định về xe đưa đón học sinh", "Vụ Pháp chế", "Chính phủ", "Tháng 9/2026"),
        ),
    ).tasks
    assert (names(task.lead), task.partners, task.products) == (["Vụ Pháp chế"], (), ("Nghị định",))


def test_a_group_row_may_open_the_rest_of_a_table():
    found = plan(
        "II. NHIỆM VỤ",
        table(HEADER, ("1", "Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "", "Quý II/2026")),
        table(
            ("III. KIỂM TRA, GIÁM SÁT", None, None, None, None, None),
            ("2", "Kiểm tra bến đò", "Kết luận", "Thanh tra tỉnh", "", "Quý III/2026"),
        ),
    ).tasks
    assert [task.path[1:] for task in found] == [(), ("III. KIỂM TRA, GIÁM SÁT",)]


def test_a_table_with_the_same_header_that_counts_on_keeps_the_open_group():
    row = ("Sửa cầu yếu", "Báo cáo", "Sở Xây dựng", "UBND các xã", "Quý II/2026")
    first = table(HEADER, ("I", "HẠ TẦNG", "", "", "", ""), ("1", *row), ("2", *row))
    assert [task.path[1:] for task in plan("II. NHIỆM VỤ", first, table(HEADER, ("3", *row))).tasks] == [
        ("I HẠ TẦNG",),
        ("I HẠ TẦNG",),
        ("I HẠ TẦNG",),
    ]
    assert [task.path[1:] for task in plan("II. NHIỆM VỤ", first, table(HEADER, ("1", *row))).tasks][-1] == ()


# One column for who leads and who takes part


@pytest.mark.parametrize(
    ("cell", "lead", "partners"),
    [
        (
            "Sở Công Thương\n----------\nSở Tài chính, Công an tỉnh",
            ["Sở Công Thương"],
            ["Sở Tài chính", "Công an tỉnh"],
        ),
        ("Sở Y tế\nSở Tài chính\nCông an tỉnh", ["Sở Y tế"], ["Sở Tài chính", "Công an tỉnh"]),
        ("- Sở Y tế\n- Sở Tài chính", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Xây dựng/ Sở Tài chính, UBND các xã", ["Sở Xây dựng"], ["Sở Tài chính", "UBND các xã"]),
        ("Tỉnh đoàn; Hội Nông dân tỉnh", ["Tỉnh đoàn"], ["Hội Nông dân tỉnh"]),
        ("Tỉnh đoàn, Hội Nông dân tỉnh", ["Tỉnh đoàn"], ["Hội Nông dân tỉnh"]),
        ("Sở Nội vụ", ["Sở Nội vụ"], []),
        ("- Chủ trì: Sở Y tế\n- Phối hợp: Công an tỉnh", ["Sở Y tế"], ["Công an tỉnh"]),
        ("Công an tỉnh phối hợp, Sở Y tế chủ trì", ["Sở Y tế"], ["Công an tỉnh"]),
    ],
)
def test_one_column_for_both(cell, lead, partners):
    (task,) = plan(
        "II. NHIỆM VỤ",
        table(("TT", "Nhiệm vụ", "Chủ trì/ Phối hợp", "Thời hạn"), ("1", "Kiểm tra trạm sạc", cell, "Quý II/2026")),
    ).tasks
    assert (names(task.lead), names(task.partners)) == (lead, partners)


# Rows across the table


SHORT = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
CAU, DUONG = ("Sửa cầu yếu", "Sở Xây dựng", "Quý II/2026"), ("Vá ổ gà", "Sở Xây dựng", "Quý III/2026")


def given(*found):
    return [(task.number, task.path[1:], names(task.lead)) for task in plan("II. NHIỆM VỤ", table(*found)).tasks]


def test_a_title_in_the_table_is_no_part_of_the_names_of_columns():
    title = ("DANH MỤC NHIỆM VỤ NĂM 2026", None, None, None)
    assert given(title, SHORT, ("1", *CAU)) == [("1", (), ["Sở Xây dựng"])]


def test_the_first_group_may_stand_above_the_names_of_columns():
    first, second = ("Quý II", None, None, None), ("Quý III", None, None, None)
    assert [path for _, path, _ in given(first, SHORT, ("1", *CAU), second, ("1", *DUONG))] == [
        ("Quý II",),
        ("Quý III",),
    ]


def test_an_empty_row_above_the_names_of_columns_is_nothing():
    empty = ("", None, None, None)
    assert given(empty, SHORT, ("1", *CAU), empty, ("2", *DUONG))[0] == ("1", (), ["Sở Xây dựng"])


def test_the_names_of_columns_copied_to_the_next_page_are_no_task():
    assert [number for number, _, _ in given(SHORT, ("1", *CAU), SHORT, ("2", *DUONG))] == ["1", "2"]


def test_a_group_that_is_a_unit_leads_its_rows():
    found = given(
        ("TT", "Nhiệm vụ", "Sản phẩm", "Thời hạn"),
        ("I", "Sở Xây dựng", None, None),
        ("1", "Sửa cầu yếu", "Báo cáo", "Quý II/2026"),
        ("II. Công an tỉnh", None, None, None),
        ("1", "Kiểm tra tải trọng xe", "Biên bản", "Hằng tháng"),
        ("III", "Công tác tuyên truyền", None, None),
        ("1", "Phát tờ rơi", "Tờ rơi", "Hằng tháng"),
    )
    assert [lead for _, _, lead in found] == [["Sở Xây dựng"], ["Công an tỉnh"], []]


@pytest.mark.parametrize("header", [("Từ ngày", "Đến ngày"), ("Ngày bắt đầu", "Ngày kết thúc")])
def test_from_and_to(header):
    (task,) = plan(
        "II. NHIỆM VỤ", table(("TT", "Nhiệm vụ", "Chủ trì", *header), ("1", *CAU[:2], "01/4/2026", "30/6/2026"))
    ).tasks
    assert [(str(time.start), str(time.due)) for time in task.deadlines] == [("2026-04-01", "2026-06-30")]


def test_a_task_cell_that_holds_a_number_alone_is_no_task():
    assert given(SHORT, ("", "1.", "Sở Xây dựng", "Quý II/2026"), ("2", *DUONG)) == [("2", (), ["Sở Xây dựng"])]
