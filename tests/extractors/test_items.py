"""Which entries are tasks, and who leads whom (GUIDELINES, "tasks")."""

import pytest

from tests.extractors.factories import HEAD, LETTER, names, p, plan, table, tasks

LONG = "Tổ chức tập huấn kỹ năng phòng cháy, chữa cháy cho học sinh."


def brief(*blocks):
    """Each task as (origin, number, first words, leads)."""
    return [(t.origin, t.number, " ".join(t.text.split()[:3]), names(t.lead)) for t in tasks(*blocks)]


def test_items_of_task_sections_are_tasks_and_no_others():
    found = brief(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Nâng cao nhận thức của học sinh.",
        "II. NHIỆM VỤ",
        "1. Rà soát cơ sở vật chất.",
        "2. Sửa chữa cổng trường.",
        "III. KINH PHÍ THỰC HIỆN",
        "- Từ ngân sách được giao năm 2026.",
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng Sở",
        "- Theo dõi, đôn đốc việc thực hiện.",
    )
    assert found == [
        ("body", "1", "Rà soát cơ", []),
        ("body", "2", "Sửa chữa cổng", []),
        ("assignment", None, "Theo dõi, đôn", ["Văn phòng Sở"]),
    ]


def test_headings_stand_in_the_path_as_printed():
    (task,) = tasks("II. NHIỆM VỤ", "1. An toàn cháy nổ", "a) Tuyên truyền", f"- {LONG}")
    assert task.path == ("II. NHIỆM VỤ", "1. An toàn cháy nổ", "a) Tuyên truyền")
    assert (task.number, task.text) == (None, LONG)


def test_an_item_with_items_below_is_a_task_only_when_it_orders():
    order = "Tiếp tục bồi dưỡng giáo viên theo chương trình mới."
    found = tasks("II. NHIỆM VỤ", "1. Bồi dưỡng", f"1.1. {order}", "- Mở lớp cho giáo viên tiểu học.")
    assert [(t.number, t.path[-1]) for t in found] == [("1.1", "1. Bồi dưỡng"), (None, "1. Bồi dưỡng")]


def test_a_bare_title_with_items_below_is_a_heading():
    (task,) = tasks("II. NHIỆM VỤ", "1.1. Tuyên truyền về an toàn giao thông", "- Phát thanh đầu giờ học.")
    assert task.path[-1] == "1.1. Tuyên truyền về an toàn giao thông"


def test_an_item_that_ends_with_a_colon_is_context():
    parent = "Xây dựng trường học số, bao gồm:"
    found = tasks("II. NHIỆM VỤ", "1. Hạ tầng", f"- {parent}", "+ Lắp đặt mạng không dây.", "+ Mua sắm máy chiếu.")
    assert [t.text for t in found] == ["Lắp đặt mạng không dây.", "Mua sắm máy chiếu."]
    assert {t.context for t in found} == {parent}
    assert found[0].path == ("II. NHIỆM VỤ", "1. Hạ tầng", parent)


def test_a_lone_paragraph_has_its_headings_number():
    (task,) = tasks("III. NỘI DUNG", "2. Chuyển đổi số", "Đẩy mạnh học bạ số ở các cấp học.")
    assert (task.number, task.path[-1]) == ("2", "2. Chuyển đổi số")


def test_a_second_paragraph_under_a_number_is_a_task_of_its_own():
    found = tasks("II. NHIỆM VỤ", "1. Kiểm tra", f"1.1. {LONG}", "Tiếp tục duy trì đội tự vệ của trường.")
    assert [t.number for t in found] == ["1.1", "1.1"]


def test_label_lines_below_an_item():
    (task,) = tasks(
        "II. NHIỆM VỤ",
        f"1. {LONG}",
        "- Đơn vị thực hiện: Phòng Giáo dục Trung học",
        "- Đơn vị phối hợp: Công an tỉnh, Đoàn Thanh niên.",
        "- Thời gian hoàn thành: trước ngày 30/9/2026",
        "- Sản phẩm: Kế hoạch tập huấn",
    )
    assert names(task.lead) == ["Phòng Giáo dục Trung học"]
    assert names(task.partners) == ["Công an tỉnh", "Đoàn Thanh niên"]
    assert task.products == ("Kế hoạch tập huấn",)
    assert [d.due.isoformat() for d in task.deadlines] == ["2026-09-30"]


def test_lettered_label_lines_after_a_colon_make_a_task():
    (task,) = tasks(
        "II. NHIỆM VỤ",
        "1. Xây dựng phần mềm quản lý học bạ số:",
        "a) Cơ quan chủ trì: Sở Giáo dục và Đào tạo",
        "b) Cơ quan phối hợp: Sở Khoa học và Công nghệ",
        "c) Thời gian thực hiện: Quý III/2026",
    )
    assert (task.number, names(task.lead)) == ("1", ["Sở Giáo dục và Đào tạo"])
    assert task.text.startswith("Xây dựng phần mềm")


def test_label_lines_below_a_heading_that_announces_them():
    (task,) = tasks(
        "II. NỘI DUNG VÀ PHÂN CÔNG THỰC HIỆN",
        "1. Mở lớp tập huấn cấp cứu cho lái xe",
        "a) Phân công thực hiện",
        "- Đơn vị đầu mối: Sở Xây dựng.",
        "- Đơn vị phối hợp: Công an tỉnh; Hội Chữ thập đỏ tỉnh.",
        "b) Thời gian thực hiện: Quý II - III/2026",
    )
    assert (task.number, names(task.lead)) == ("1", ["Sở Xây dựng"])
    assert names(task.partners) == ["Công an tỉnh", "Hội Chữ thập đỏ tỉnh"]
    assert (task.deadlines[0].start.month, task.deadlines[0].due.month) == (4, 9)


def test_a_label_line_that_is_a_sentence():
    (task,) = tasks(
        "II. NỘI DUNG",
        "1. Tuyên truyền pháp luật về giao thông",
        "- Cơ quan thực hiện: Công an tỉnh chủ trì, phối hợp với Sở Tư pháp, Sở Xây dựng.",
        "- Cơ quan phối hợp: UBND các xã.",
    )
    assert names(task.lead) == ["Công an tỉnh"]
    assert names(task.partners) == ["Sở Tư pháp", "Sở Xây dựng", "UBND các xã"]


def test_labels_behind_the_text_in_the_same_paragraph():
    (task,) = tasks(
        "III. NHIỆM VỤ",
        "1. Đưa tin trên hệ thống truyền thanh cơ sở. Cơ quan thực hiện: UBND các xã. Cơ quan phối hợp: Sở Văn hóa, Thể thao "
        "và Du lịch; Thời gian thực hiện: Quý II/2026.",
    )
    assert task.text == "Đưa tin trên hệ thống truyền thanh cơ sở."
    assert names(task.lead) == ["UBND các xã"]
    assert names(task.partners) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert task.deadlines[0].due.isoformat() == "2026-06-30"


def test_label_lines_behind_several_items_govern_them():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Đường bộ",
        "- Sửa mặt đường tỉnh lộ.",
        "- Sơn lại vạch kẻ đường.",
        "Đơn vị thực hiện: Ban Quản lý dự án",
    )
    assert [names(t.lead) for t in found] == [["Ban Quản lý dự án"]] * 2


def test_a_closing_line_covers_its_block():
    found = tasks(
        "II. NHIỆM VỤ",
        "a) Đường bộ",
        "- Sửa mặt đường tỉnh lộ.",
        "- Sơn lại vạch kẻ đường.",
        p("Phòng Kết cấu hạ tầng chủ trì thực hiện nội dung này.", italic=True),
        "b) Đường thủy",
        "- Thả phao tiêu trên sông.",
    )
    assert [names(t.lead) for t in found] == [["Phòng Kết cấu hạ tầng"]] * 2 + [[]]


def test_a_closing_line_names_who_takes_part_too():
    found = tasks(
        "II. NHIỆM VỤ",
        "a) Đường bộ",
        "- Sửa mặt đường tỉnh lộ.",
        "Phòng Kết cấu hạ tầng chủ trì, phối hợp với Thanh tra Sở thực hiện nội dung này.",
        "b) Đường thủy",
        "- Thả phao tiêu trên sông.",
    )
    assert [(names(t.lead), names(t.partners)) for t in found] == [
        (["Phòng Kết cấu hạ tầng"], ["Thanh tra Sở"]),
        ([], []),
    ]


def test_a_unit_that_opens_its_paragraph_with_a_colon():
    (task,) = tasks("IV. TỔ CHỨC THỰC HIỆN", "4. Phòng Kế hoạch - Tài chính: Bố trí kinh phí mua sắm thiết bị.")
    assert (task.number, task.text) == ("4", "Bố trí kinh phí mua sắm thiết bị.")
    assert task.path == ("IV. TỔ CHỨC THỰC HIỆN", "4. Phòng Kế hoạch - Tài chính")
    assert names(task.lead) == ["Phòng Kế hoạch - Tài chính"]


@pytest.mark.parametrize(
    "heading", ["2. Giao Sở Xây dựng", "2. Sở Xây dựng", "2. Sở Xây dựng:", "2. Sở Xây dựng có trách nhiệm:"]
)
def test_a_unit_heads_its_section(heading):
    (task,) = tasks("III. TỔ CHỨC THỰC HIỆN", heading, "- Kiểm tra tải trọng xe trên các tuyến đường tỉnh.")
    assert names(task.lead) == ["Sở Xây dựng"]
    assert task.path == ("III. TỔ CHỨC THỰC HIỆN", heading)


def test_phoi_hop_under_a_units_heading_keeps_the_unit_as_lead():
    (task,) = tasks("III. TỔ CHỨC THỰC HIỆN", "1. Sở Công Thương", "- Phối hợp với Công an tỉnh kiểm tra các kho hàng.")
    assert (names(task.lead), names(task.partners)) == (["Sở Công Thương"], ["Công an tỉnh"])


def test_a_unit_named_in_the_item_beats_the_heading():
    (task,) = tasks(
        "III. TỔ CHỨC THỰC HIỆN", "1. Các phòng thuộc Sở", "- Phòng Pháp chế chịu trách nhiệm thẩm định văn bản."
    )
    assert names(task.lead) == ["Phòng Pháp chế"]


def test_the_closing_paragraph_is_a_task_when_it_orders_a_report():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Rà soát cơ sở vật chất.",
        "Trên đây là Kế hoạch an toàn trường học, đề nghị các phòng chuyên môn thực hiện và báo cáo về Sở trước ngày 15/12/2026./.",
    )
    assert [(t.origin, t.path) for t in found] == [("body", ("II. NHIỆM VỤ",)), ("closing", ())]
    assert found[1].deadlines[0].due.isoformat() == "2026-12-15"


def test_targets_of_their_section():
    found = plan(
        "II. CHỈ TIÊU", "1. 100% trường học có camera.", "2. Duy trì xếp loại tốt.", "III. NHIỆM VỤ", "1. A b c."
    )
    assert [(t.number, t.value, t.unit, t.path) for t in found.targets if t.scope == "section"] == [
        ("1", 100, "%", ("II. CHỈ TIÊU",)),
        ("2", None, None, ("II. CHỈ TIÊU",)),
    ]


def test_a_letter_that_assigns_work_without_sections():
    found = brief(
        "Thực hiện Công văn số 15/UBND-VX ngày 02/3/2026 của UBND tỉnh về an toàn giao thông;",
        "Sở Giáo dục và Đào tạo yêu cầu các trường thực hiện các nội dung sau:",
        "1. Tuyên truyền Luật Trật tự, an toàn giao thông đường bộ.",
        "2. Báo cáo kết quả về Sở trước ngày 20/12/2026.",
    )
    assert [(origin, number) for origin, number, _, _ in found] == [("body", "1"), ("body", "2")]
    assert all(lead == ["các trường"] for *_, lead in found)


def test_evidence_stands_in_the_block():
    found = plan(
        "III. TỔ CHỨC THỰC HIỆN", "1. Sở Xây dựng", "- Kiểm tra tải trọng xe, hoàn thành trước ngày 30/6/2026."
    )
    (task,) = found.tasks
    assert {e.field for e in task.evidence} == {"text", "lead", "deadlines"}
    for item in task.evidence:
        assert 0 < item.confidence <= 1
        assert item.end - item.start == len(item.text)


def test_ids_are_the_same_every_time_and_differ_between_equal_rows():
    lines = ("II. NHIỆM VỤ", "1. A", "- Rà soát cơ sở vật chất.", "2. B", "- Rà soát cơ sở vật chất.")
    first, second = tasks(*lines), tasks(*lines)
    assert [t.id for t in first] == [t.id for t in second]
    assert len({t.id for t in first}) == 2


def test_a_list_with_a_colon_inside_is_no_unit_that_opens_with_a_colon():
    (task,) = tasks(
        "III. TỔ CHỨC THỰC HIỆN", "- Các sở: Tài chính, Nội vụ, Xây dựng phối hợp với Công an tỉnh kiểm tra."
    )
    assert task.path == ("III. TỔ CHỨC THỰC HIỆN",)
    assert task.text.startswith("Các sở: Tài chính")


def test_who_acts_may_stand_behind_the_items_own_title():
    (task,) = tasks("IV. TỔ CHỨC THỰC HIỆN", "5. Chế độ báo cáo: Các đơn vị gửi báo cáo về Sở trước ngày 05/12/2026.")
    assert names(task.lead) == ["Các đơn vị"]
    assert task.text.startswith("Chế độ báo cáo: Các đơn vị")


def test_a_label_may_have_its_value_in_lines_below():
    (task,) = tasks(
        "II. NỘI DUNG",
        "2. Xây dựng Thông tư về học bạ số",
        "a) Cơ quan chủ trì: Vụ Giáo dục Phổ thông",
        "b) Thời gian thực hiện: Quý III/2026",
        "c) Sản phẩm:",
        "- Tờ trình;",
        "- Dự thảo Thông tư.",
    )
    assert (task.number, names(task.lead)) == ("2", ["Vụ Giáo dục Phổ thông"])
    assert task.products == ("Tờ trình", "Dự thảo Thông tư.")


def test_an_item_with_label_lines_before_a_table_is_a_task():
    found = tasks(
        "II. NHIỆM VỤ",
        "6. Xây dựng đề án chợ",
        "Đơn vị chủ trì: Sở Công Thương; Thời gian: Quý II/2026",
        table(("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian"), ("1", "Khảo sát chợ", "Sở Công Thương", "Tháng 4")),
    )
    assert [(t.origin, t.number, names(t.lead)) for t in found] == [
        ("body", "6", ["Sở Công Thương"]),
        ("table", "1", ["Sở Công Thương"]),
    ]


def test_what_an_opening_sentence_announces_is_a_task_whatever_its_verb():
    found = plan(
        "Sở Xây dựng yêu cầu các đơn vị thực hiện:",
        "1. Đường tỉnh phải thông suốt.",
        "2. Cấm xe tải vào phố.",
        head=LETTER,
    )
    assert [t.number for t in found.tasks] == ["1", "2"]
    assert {t.context for t in found.tasks} == {None}  # GUIDELINES: `context` is for a parent item


def test_a_heading_among_units_leads_even_if_no_rule_knows_it():
    found = tasks(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Công an xã",
        "- Tuần tra ban đêm.",
        "2. Phòng Kinh tế",
        "- Kiểm tra chợ.",
        "3. Ban nhân dân các ấp",
        "- Vận động người dân khai báo tạm trú.",
        "4. Chế độ báo cáo",
        "- Định kỳ hằng tháng báo cáo Ủy ban nhân dân xã.",
    )
    assert [names(t.lead) for t in found][2:] == [["Ban nhân dân các ấp"], []]


def test_the_last_order_behind_the_items_is_the_closing_one():
    found = tasks(
        "II. NHIỆM VỤ", "1. Kiểm tra bến xe.", "Yêu cầu các đơn vị báo cáo kết quả về Sở trước ngày 05/12/2026./."
    )
    assert [(t.origin, t.number) for t in found] == [("body", "1"), ("closing", None)]


def test_a_section_whose_heading_sounds_like_a_label_holds_tasks():
    found = tasks(
        "II. NHIỆM VỤ", "1. Kiểm tra bến xe.", "III. Phân công thực hiện:", "1. Sở Xây dựng", "- Theo dõi, đôn đốc."
    )
    assert [(t.number, names(t.lead)) for t in found] == [("1", []), (None, ["Sở Xây dựng"])]


def test_a_bracket_at_the_end_says_who_and_when():
    found = tasks(
        "III. NHIỆM VỤ",
        "1. Khơi thông luồng lạch (Sở Xây dựng chủ trì; các xã ven biển phối hợp; trước ngày 30/6/2026).",
        "2. Trồng rừng ngập mặn. (Chủ trì: Sở Nông nghiệp và Môi trường; Quý III/2026)",
        "3. Rà soát quy hoạch (nếu có).",
        "4. Dựng biển báo tại các bến (phụ trách: Đội Quản lý đường bộ, thời gian: tháng 5/2026).",
        "5. Lập quy chế trực ban (Người phụ trách: Chánh Văn phòng; kết quả: Quy chế được ký ban hành)",
        "6. Dọn vệ sinh sân trường (thời gian: thứ Sáu hằng tuần).",
        "7. Mở lớp dạy bơi (thời gian: 03 ngày).",
        "8. Mở lớp dạy nghề (thực hiện: 30 lớp).",
    )
    assert [names(t.lead) for t in found[:3]] == [["Sở Xây dựng"], ["Sở Nông nghiệp và Môi trường"], []]
    assert [names(t.lead) for t in found[3:]] == [["Đội Quản lý đường bộ"], ["Chánh Văn phòng"], [], [], []]
    assert names(found[0].partners) == ["các xã ven biển"]
    assert found[4].products == ("Quy chế được ký ban hành",)
    assert [[d.due and d.due.month for d in t.deadlines] for t in found] == [[6], [9], [], [5], [], [None], [], []]


def test_above_a_notices_conclusions_stands_who_met():
    head = (*HEAD[:-2], "THÔNG BÁO", "Kết luận của Giám đốc Sở tại buổi giao ban tháng 3")
    found = plan(
        "Ngày 02/3/2026, tại phòng họp tầng 3, đồng chí Lê Văn An, Giám đốc Sở chủ trì giao ban, bàn việc tháng 3.",
        "Dự họp có trưởng các phòng; Phó Trưởng phòng Tổ chức vắng mặt.",
        "Sau khi nghe Văn phòng báo cáo, Giám đốc Sở kết luận như sau:",
        "1. Văn phòng rà soát hồ sơ dạy bơi.",
        "2. Phòng Tổ chức cán bộ trình phương án luân chuyển.",
        head=head,
    )
    assert [names(t.lead) for t in found.tasks] == [["Văn phòng"], ["Phòng Tổ chức cán bộ"]]


def test_the_months_of_a_years_programme_head_tasks():
    found = tasks("II. NHIỆM VỤ", "1. A b c.", "III. THÁNG 3", "1. Sơ kết quý I.", "2. Hoàn thành số hóa sổ hộ tịch.")
    assert [t.number for t in found] == ["1", "1", "2"]


def test_the_title_cites_too():
    head = (*HEAD[:-1], "Thực hiện Nghị quyết số 09-NQ/TU ngày 05/12/2025 của Tỉnh ủy")
    found = plan("II. NHIỆM VỤ", "1. Kiểm tra bến xe.", head=head)
    assert [c.number for c in found.citations] == ["09-NQ/TU"]


@pytest.mark.parametrize(
    ("line", "partners"),
    [
        ("Nội dung này do Phòng Kết cấu hạ tầng chủ trì, Thanh tra Sở phối hợp thực hiện.", ["Thanh tra Sở"]),
        (
            "Đối với các nội dung trên, Phòng Kết cấu hạ tầng chủ trì, phối hợp với Thanh tra Sở tổ chức thực hiện.",
            ["Thanh tra Sở"],
        ),
        ("Phòng Kết cấu hạ tầng chủ trì thực hiện các nhiệm vụ tại điểm này.", []),
    ],
)
def test_a_closing_line_is_worded_in_many_ways(line, partners):
    found = tasks("II. NHIỆM VỤ", "a) Đường bộ", "- Sửa mặt đường tỉnh lộ.", "- Sơn lại vạch kẻ đường.", line)
    assert [(names(t.lead), names(t.partners)) for t in found] == [(["Phòng Kết cấu hạ tầng"], partners)] * 2


def test_an_order_that_only_watches_over_all_above_is_a_task():
    order = "Văn phòng Sở theo dõi, đôn đốc việc thực hiện các nội dung trên, kịp thời báo cáo Giám đốc Sở."
    found = tasks("II. NHIỆM VỤ", "- Sửa mặt đường tỉnh lộ.", "III. TỔ CHỨC THỰC HIỆN", order)
    assert [(t.number, t.text) for t in found][1:] == [("III", order)]


def test_a_closing_line_behind_the_last_items_label_lines_covers_the_whole_list():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. An toàn cổng trường",
        "a) Kẻ lại vạch dừng xe",
        "- Thời gian: Quý II/2026.",
        "b) Lắp gương cầu lồi",
        "- Thời gian: Quý III/2026.",
        "Phòng Quản trị chủ trì, phối hợp với Công an xã thực hiện nội dung này.",
        "2. Đưa đón học sinh",
        "a) Ký hợp đồng xe",
        "- Thời gian: Tháng 8/2026.",
    )
    assert [(t.number, names(t.lead), names(t.partners), t.deadlines[0].text) for t in found] == [
        ("a", ["Phòng Quản trị"], ["Công an xã"], "Quý II/2026"),
        ("b", ["Phòng Quản trị"], ["Công an xã"], "Quý III/2026"),
        ("a", [], [], "Tháng 8/2026"),
    ]


def test_label_lines_right_below_an_item_make_it_a_task_whatever_stands_behind_them():
    schedule = table(("TT", "Trường được kiểm tra", "Ngày"), ("1", "Trường THCS An Khê", "12/5/2026"))
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Kiểm tra bếp ăn bán trú.",
        "Cơ quan chủ trì: Phòng Y tế.",
        "Thời gian thực hiện: Quý II/2026.",
        "Lịch kiểm tra dự kiến",
        schedule,
        "2. Tập huấn cấp dưỡng.",
    )
    assert [(t.number, names(t.lead)) for t in found] == [("1", ["Phòng Y tế"]), ("2", [])]


def test_label_lines_make_tasks_in_an_appendix_without_a_heading_for_them():
    found = plan(
        "II. NHIỆM VỤ",
        "1. Rà soát hạ tầng.",
        tail=(
            "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Minh",
            "PHỤ LỤC", "DANH MỤC CÔNG VIỆC",
            "1. Phổ cập giáo dục", "1.1. Lập phiếu điều tra", "Cơ quan chủ trì: Phòng Mầm non.",
            "1.2. Mở lớp xóa mù chữ", "Cơ quan chủ trì: Phòng Tiểu học.",
        ),
    ).tasks  # fmt: skip
    assert [(t.number, t.path, names(t.lead)) for t in found][1:] == [
        ("1.1", ("1. Phổ cập giáo dục",), ["Phòng Mầm non"]),
        ("1.2", ("1. Phổ cập giáo dục",), ["Phòng Tiểu học"]),
    ]


def test_a_committee_of_the_party_guides_whom_it_names_first():
    item = "1. Lãnh đạo Ủy ban nhân dân xã rà soát quỹ đất xây trường học."
    party = (
        "ĐẢNG BỘ TỈNH LAM GIANG",
        "ĐẢNG ỦY XÃ AN HÒA",
        "*",
        "Số: 12-KH/ĐU",
        "KẾ HOẠCH",
        "phát triển giáo dục mầm non",
    )
    guided = plan("II. NHIỆM VỤ", item, head=party).tasks[0]
    assert names(guided.lead) == []
    assert [(one.text, one.reason) for one in guided.alternatives] == [("Lãnh đạo Ủy ban nhân dân xã", "party-verb")]
    assert names(tasks("II. NHIỆM VỤ", item)[0].lead) == ["Lãnh đạo Ủy ban nhân dân xã"]


def test_what_stands_behind_the_last_heading_is_its_section_where_it_tells_of_coming_into_force():
    order = "Giao Giám đốc Sở Nội vụ theo dõi việc thực hiện Chỉ thị này, báo cáo trước ngày 15/12/2026./."
    found = tasks(
        "1. Sở Y tế tổ chức tập huấn cho các trường.",
        "2. Hiệu lực và tổ chức thực hiện",
        "Chỉ thị này có hiệu lực kể từ ngày ký.",
        order,
    )
    assert [(t.origin, t.path) for t in found if t.text.startswith("Giao")] == [
        ("assignment", ("2. Hiệu lực và tổ chức thực hiện",))
    ]
    assert "Hiệu lực và tổ chức thực hiện" not in [t.text for t in found]


def test_levels_of_danger_are_no_units():
    found = tasks(
        "II. NHIỆM VỤ", "1. Hạt Kiểm lâm", "- Cấp III: trực tại các chốt.", "- Cấp IV, cấp V: trực 100% quân số."
    )
    assert [names(t.lead) for t in found] == [["Hạt Kiểm lâm"]] * 2


def test_who_is_to_act_in_a_case_leads():
    item = "1. Bàn giao mặt bằng đến đâu thi công đến đó. Trường hợp không chấp hành thì Ủy ban nhân dân xã ban hành quyết định."
    assert names(tasks("II. NHIỆM VỤ", item)[0].lead) == ["Ủy ban nhân dân xã"]


@pytest.mark.parametrize(
    ("line", "lead", "partners"),
    [
        ("Giao Phòng Việc làm chủ trì, phối hợp với Công an tỉnh và Tỉnh đoàn thực hiện.", "Phòng Việc làm", 2),
        ("Phòng Giáo dục mầm non chủ trì, các trường mầm non phối hợp thực hiện.", "Phòng Giáo dục mầm non", 1),
        ("Giao Phòng Trẻ em chủ trì.", "Phòng Trẻ em", 0),
    ],
)
def test_a_line_that_names_only_who_closes_its_block(line, lead, partners):
    found = tasks("II. NHIỆM VỤ", "1. Lĩnh vực việc làm", "- Mở phiên giao dịch.", "- Thu thập thông tin.", line)
    assert [(names(t.lead), len(t.partners)) for t in found] == [([lead], partners)] * 2


def test_who_acts_in_a_later_sentence_leads_where_nobody_nearer_does():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Cập nhật dữ liệu lên cơ sở dữ liệu ngành. Các trường mầm non cập nhật hằng tháng; Phòng Giáo dục mầm non tổng hợp.",
        "2. Tiếp nhận hồ sơ tại một cửa. Cán bộ, công chức tiếp nhận hướng dẫn người dân.",
        "3. Sở Xây dựng rà soát cầu yếu. Công an tỉnh xử lý xe quá tải.",
    )
    assert [names(t.lead) for t in found] == [["Các trường mầm non", "Phòng Giáo dục mầm non"], [], ["Sở Xây dựng"]]


def test_a_unit_that_asks_others_leads_under_its_own_heading():
    item = "Yêu cầu các bến xe niêm yết giá vé trước ngày 01/02/2026."
    found = tasks("III. TỔ CHỨC THỰC HIỆN", "1. Sở Xây dựng", f"- {item}", "- Giao Thanh tra Sở kiểm tra bến bãi.")
    assert [names(t.lead) for t in found] == [["Sở Xây dựng"], ["Thanh tra Sở"]]
    assert [(one.text, one.reason) for one in found[0].alternatives] == [("các bến xe", "asked-by-unit")]
    assert names(tasks("II. NHIỆM VỤ", f"1. {item}")[0].lead) == ["các bến xe"]


def test_a_heading_that_lists_names_that_no_rule_knows():
    heading = "1. Các Tổng công ty: Đường sắt Việt Nam, Hàng không Việt Nam (sau đây viết tắt là VNA)"
    found = tasks("III. TỔ CHỨC THỰC HIỆN", heading, "- Lập thêm đoàn tàu.", "- Tăng chuyến bay.")
    assert [t.path[-1] for t in found] == [heading] * 2


def test_steps_are_headings_and_end_with_the_section_above():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Chuyển đổi vị trí công tác",
        "Bước 1: Rà soát",
        "- Lập danh sách người đến hạn.",
        "Bước 2: Quyết định",
        "- Trình Giám đốc ký quyết định.",
        "2. Tinh giản biên chế",
        "- Lập đề án vị trí việc làm.",
    )
    assert [t.path[1:] for t in found] == [
        ("1. Chuyển đổi vị trí công tác", "Bước 1: Rà soát"),
        ("1. Chuyển đổi vị trí công tác", "Bước 2: Quyết định"),
        ("2. Tinh giản biên chế",),
    ]


def test_a_name_with_a_dash_goes_on_behind_a_line_break():
    line = "Trung tâm Giáo dục nghề nghiệp\n- Giáo dục thường xuyên chủ trì thực hiện các nội dung này."
    found = tasks("II. NHIỆM VỤ", "1. Xóa mù chữ", "a) Mở lớp học.", "b) Bồi dưỡng giáo viên.", line)
    assert [[" ".join(name.split()) for name in names(t.lead)] for t in found] == [
        ["Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"]
    ] * 2
    listed = tasks("II. NHIỆM VỤ", "1. Chuẩn bị các việc sau:\n- Rà soát danh sách học viên.\n- Kế hoạch mở lớp.")
    assert len(listed) == 2


def test_label_lines_below_the_last_item_are_its_own_where_others_name_who_leads():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Đường tỉnh",
        "- Giao Thanh tra Sở chủ trì kiểm tra tải trọng xe.",
        "- Phòng Kế hoạch rà soát điểm đen.",
        "- Sơn lại vạch dừng xe.",
        "Đơn vị chủ trì: Ban Quản lý dự án; đơn vị phối hợp: Công an xã.",
    )
    assert [(names(t.lead), names(t.partners)) for t in found] == [
        (["Thanh tra Sở"], []),
        (["Phòng Kế hoạch"], []),
        (["Ban Quản lý dự án"], ["Công an xã"]),
    ]


def test_a_closing_line_may_say_behind_its_block_with_whom():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Đối với giáo viên",
        "- Tập huấn kỹ năng số.",
        "- Biên soạn tài liệu.",
        "Phòng Giáo dục Mầm non chủ trì thực hiện các nội dung tại mục này, phối hợp với Văn phòng Sở và Công đoàn ngành.",
    )
    who = (["Phòng Giáo dục Mầm non"], ["Văn phòng Sở", "Công đoàn ngành"])
    assert [(names(t.lead), names(t.partners)) for t in found] == [who, who]


def test_a_closing_that_orders_a_report_is_a_task_though_it_speaks_of_difficulties_too():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Lắp camera cổng trường.",
        "Trên đây là nhiệm vụ trọng tâm, Sở đề nghị các trường triển khai; báo cáo kết quả bằng văn bản gửi về Sở. Trong quá "
        "trình thực hiện, nếu có vướng mắc, đề nghị liên hệ Phòng Chính trị tư tưởng.",
    )
    assert [t.origin for t in found] == ["body", "closing"]


def test_a_last_paragraph_that_has_somebody_watch_closes_the_document():
    order = (
        "Giao Sở Khoa học và Công nghệ theo dõi, đôn đốc và định kỳ sáu tháng báo cáo kết quả thực hiện Chỉ thị này."
    )
    found = plan("1. Phân công:", "a) Sở Nội vụ:", "- Bố trí biên chế.", order, head=LETTER).tasks
    assert [(t.origin, t.path, names(t.lead)) for t in found][1:] == [("closing", (), ["Sở Khoa học và Công nghệ"])]


def test_an_event_is_one_task_whatever_lines_tell_of_it():
    lines = [
        "a) Lễ phát động",
        "- Thời gian dự kiến: ngày 24/4/2026.",
        "- Địa điểm: Quảng trường.",
        "- Nội dung: Văn nghệ; thi chạy.",
    ]
    found = tasks("II. HOẠT ĐỘNG TRỌNG TÂM", "1. Tuần lễ", *lines, "b) Thi chạy vì trẻ em.")
    assert [t.text for t in found] == ["Lễ phát động", "Thi chạy vì trẻ em."]


def test_a_kind_of_business_heads_its_item():
    (task,) = tasks("II. NHIỆM VỤ", "1. Trường học", "a) Các doanh nghiệp cung cấp máy tính: Cài đặt phần mềm.")
    assert (task.text, names(task.lead)) == ("Cài đặt phần mềm.", ["Các doanh nghiệp cung cấp máy tính"])


def test_who_unnamed_heads_the_paragraph_leads_though_it_gives_an_order():
    unit = "b) Phòng Đào tạo, Đoàn trường"
    (task,) = tasks(
        "II. NHIỆM VỤ", "1. Lớp học", f"{unit}: Giao trách nhiệm cho một Lãnh đạo đơn vị trực tiếp chỉ đạo."
    )
    assert names(task.lead) == ["Phòng Đào tạo", "Đoàn trường"]


def test_a_table_of_what_was_done_gives_no_tasks():
    done = table(("TT", "Tên dự án", "Đơn vị chủ trì", "Thời gian"), ("1", "Xây dựng bến xe", "Sở Xây dựng", "2012"))
    assert [t.text for t in tasks("II. HIỆN TRẠNG", "1. Hạ tầng", done, "III. NHIỆM VỤ", "1. Sửa cầu.")] == ["Sửa cầu."]


@pytest.mark.parametrize(
    "told",
    [
        "Sự chỉ đạo của Tỉnh ủy là yếu tố quyết định thành công của công tác cai nghiện.",
        "Chất lượng tham mưu của Phòng Đào tạo góp phần quan trọng giúp Sở điều hành.",
        "Thực tế giai đoạn 2011 - 2014 cho thấy việc đầu tư bến xe phân tán.",
        "Kế hoạch được thực hiện từ nguồn ngân sách địa phương và các nguồn vốn khác.",
        "Việc chấm điểm thi đua được thực hiện vào cuối năm theo hướng dẫn riêng.",
        "Trung tâm Thông tin là đơn vị chuyên trách về công nghệ thông tin của Sở.",
    ],
)
def test_what_is_so_is_no_order(told):
    assert [t.text for t in tasks("II. NHIỆM VỤ", "1. Bến xe", "- Sửa bến xe.", f"- {told}")] == ["Sửa bến xe."]


@pytest.mark.parametrize(
    "order",
    [
        "Sự cố cầu đường phải được khắc phục ngay trong ngày.",
        "Việc chấm điểm thi đua thực hiện trước ngày 15/12/2026.",
        "Trung tâm Thông tin là cơ quan đầu mối, chủ trì tập huấn giáo viên.",
        "Kế hoạch dạy bơi được gửi về Sở trước ngày 30/5/2026.",
        "Công tác cán bộ là khâu then chốt, tập trung đào tạo lái xe.",
        "Công tác cán bộ là khâu then chốt; giao Phòng Tổ chức đào tạo lái xe.",
        "Thực tế cho thấy bến xe quá tải; tập trung mở rộng bến.",
        "Số liệu hộ nghèo cập nhật đến ngày 15 hằng tháng, gửi về Phòng.",
        "Chất lượng đội ngũ góp phần quan trọng; nâng cao chất lượng giáo viên.",
        "Phòng Đào tạo là bộ phận chuyên trách tổng hợp số liệu học sinh.",
    ],
)
def test_what_only_sounds_so_is_an_order(order):
    assert len(tasks("II. NHIỆM VỤ", "1. Bến xe", "- Sửa bến xe.", f"- {order}")) == 2


@pytest.mark.parametrize(
    ("item", "lead", "times"),
    [
        ("Kiểm tra giờ làm việc (Tổ kiểm tra công vụ huyện).", ["Tổ kiểm tra công vụ huyện"], []),
        (
            "Phổ biến luật giao thông tại trường học (Phòng Tư pháp, Công an huyện).",
            ["Phòng Tư pháp", "Công an huyện"],
            [],
        ),
        (
            "Theo dõi thi hành luật (Phòng Tư pháp; trước ngày 30/10/2026).",
            ["Phòng Tư pháp"],
            ["trước ngày 30/10/2026"],
        ),
        ("Rà soát quy trình (các phòng chuyên môn có TTHC).", ["các phòng chuyên môn có TTHC"], []),
        ("Gửi báo cáo về Sở Nội vụ (Văn phòng).", [], []),
        ("Sửa cầu tại hai xã (xã Long Bình, xã Tân An).", [], []),
        ("Mua 02 xe cứu thương (Bệnh viện Đa khoa 01 xe, Trung tâm Y tế 01 xe).", [], []),
        ("Xây mới hai trường (THCS Long Bình, Tiểu học Tân An).", [], []),
        ("Phối hợp với Công an huyện (Đội Cảnh sát giao thông) kiểm tra xe.", [], []),
        ("Sửa chữa trụ sở (Ban Quản lý dự án).", ["Ban Quản lý dự án"], []),
        ("Thực hiện theo hướng dẫn của ngành (Bộ Xây dựng).", [], []),
        ("Tập huấn cho cán bộ các đơn vị (Phòng, Ban, Trung tâm).", [], []),
        ("Ký kết quy chế với các đoàn thể (Hội Phụ nữ, Hội Nông dân).", [], []),
        ("Mua máy cho bệnh viện tuyến huyện (Bệnh viện Long Bình, Bệnh viện Tân An).", [], []),
    ],
)
def test_names_alone_in_a_bracket_at_the_end_lead(item, lead, times):
    (task,) = tasks("II. NHIỆM VỤ", "1. Trường lớp", f"- {item}")
    assert (names(task.lead), [d.text for d in task.deadlines]) == (lead, times)


def test_the_last_of_those_who_are_told_what_to_do_closes_nothing():
    found = tasks(
        "II. NHIỆM VỤ",
        "1. Sửa cầu.",
        "III. TỔ CHỨC THỰC HIỆN",
        "Sở Tài chính có trách nhiệm cân đối kinh phí.",
        "Văn phòng Sở có trách nhiệm theo dõi, đôn đốc, tổng hợp báo cáo việc thực hiện Kế hoạch này.",
    )
    assert [t.origin for t in found] == ["body", "assignment", "assignment"]


@pytest.mark.parametrize(
    "heading", ["II. TỒN TẠI, HẠN CHẾ VÀ BIỆN PHÁP KHẮC PHỤC", "II. KINH PHÍ VÀ TIẾN ĐỘ THỰC HIỆN"]
)
def test_a_table_of_what_is_to_be_done_by_when_gives_tasks_whatever_its_section(heading):
    rows = (("TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"), ("1", "Sửa cổng trường", "Văn phòng", "30/6/2026"))
    assert [t.text for t in tasks(heading, table(*rows), "III. NHIỆM VỤ", "1. Sửa cầu.")] == [
        "Sửa cổng trường",
        "Sửa cầu.",
    ]


def test_a_heading_that_names_a_period_heads_tasks():
    assert len(tasks("II. Công tác tuyên truyền giai đoạn 2026 - 2030 của ngành", "1. Phát sách.", "2. Dạy bơi.")) == 2


def test_label_lines_with_another_mark_below_the_first():
    (task,) = tasks(
        "III. NHIỆM VỤ",
        "1. Kiểm tra công tác bảo đảm giao thông trên đường đang khai thác.",
        "- Đơn vị chủ trì: Phòng Pháp chế - An toàn.",
        "+ Đơn vị phối hợp: Ban Quản lý bảo trì đường bộ.",
        "- Thời gian thực hiện: Từ tháng 3 đến tháng 11/2026.",
    )
    assert (names(task.lead), names(task.partners)) == (["Phòng Pháp chế - An toàn"], ["Ban Quản lý bảo trì đường bộ"])
    assert task.deadlines[0].due.month == 11


def test_who_is_to_act_behind_an_act_that_names_nobody():
    (task,) = tasks(
        "III. NHIỆM VỤ",
        "1. Tăng cường tuần tra các tuyến đường gần trường học; yêu cầu Công an các xã, phường xử lý xe quá tải.",
    )
    assert names(task.lead) == ["Công an các xã, phường"]


def test_a_line_break_inside_the_first_words_of_a_unit():
    """Shift+Enter in a Word file: "cục Thủy lợi" at the line's start begins no unit of its own."""
    (task,) = tasks(
        "III. NHIỆM VỤ",
        "1. Nạo vét kênh chính trước mùa mưa.",
        "Nội dung này do Phòng Địa chất chủ trì, Chi\ncục Thủy lợi, Thuế tỉnh phối hợp thực hiện.",
    )
    assert (names(task.lead), names(task.partners)) == (["Phòng Địa chất"], ["Chi cục Thủy lợi", "Thuế tỉnh"])


def test_a_plain_paragraph_between_two_that_units_open_goes_on_with_the_former():
    found = tasks(
        "III. NHIỆM VỤ",
        "1. Đối với khu vực miền núi",
        "Sở Xây dựng: Tổ chức trực ban tại các điểm sạt lở.",
        "Chỉ đạo các nhà thầu dọn đất đá trên đường đến trường.",
        "Sở Giáo dục và Đào tạo: Quyết định cho học sinh nghỉ học.",
        "Thông báo kịp thời cho phụ huynh.",
    )
    assert [names(task.lead) for task in found] == [["Sở Xây dựng"], ["Sở Xây dựng"], ["Sở Giáo dục và Đào tạo"], []]
