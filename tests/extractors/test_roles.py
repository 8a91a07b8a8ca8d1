"""What a section is for."""

import pytest

from extractors.outline import build
from extractors.roles import assign, assign_by_items, of_heading
from tests.extractors.factories import p

HEADINGS = {
    "basis": [
        "Căn cứ pháp lý",
        "SỰ CẦN THIẾT",
        "Đặc điểm tình hình",
        "Thực trạng",
        "Đánh giá tình hình",
        "Về kết quả thực hiện",
    ],
    "purpose": ["MỤC ĐÍCH, YÊU CẦU", "Mục đích", "Yêu cầu", "Mục đích và yêu cầu", "Nguyên tắc thực hiện", "Ý nghĩa"],
    "goal": [
        "MỤC TIÊU",
        "Mục tiêu chung",
        "Quan điểm",
        "Mục tiêu, yêu cầu",
        "Mục tiêu tổng quát đến năm 2030",
        "Mục tiêu cụ thể",
    ],
    "target": ["Chỉ tiêu", "CHỈ TIÊU CỤ THỂ", "Các chỉ tiêu chủ yếu", "Mục tiêu, chỉ tiêu"],
    "task": [
        "NHIỆM VỤ",
        "Nhiệm vụ trọng tâm",
        "NHIỆM VỤ VÀ GIẢI PHÁP",
        "Nội dung thực hiện",
        "NỘI DUNG",
        "Nội dung, phương pháp và thời gian",
        "CÁC NHIỆM VỤ CHỦ YẾU",
        "Nội dung kế hoạch",
        "NÔI DUNG",
        "NHIÊM VỤ TRỌNG TÂM",
        "Các hoạt động chủ yếu",
        "Một số nhiệm vụ cụ thể",
    ],
    "solution": ["GIẢI PHÁP", "Các giải pháp chủ yếu", "Biện pháp thực hiện", "Giải pháp thực hiện"],
    "assignment": [
        "TỔ CHỨC THỰC HIỆN",
        "Tổ chức thực hiện:",
        "TỔ CHỨC THỤC HIỆN",
        "TỔ CHỬC THỰC HIỆN",
        "Phân công nhiệm vụ",
        "Phân công thực hiện",
        "Trách nhiệm của các cơ quan, đơn vị",
        "Phân công trách nhiệm",
    ],
    "funding": ["KINH PHÍ", "KINH PHI THỰC HIỆN", "Kinh phí thực hiện", "Nguồn kinh phí", "Dự toán kinh phí"],
    "reporting": ["Chế độ báo cáo", "Chế độ thông tin, báo cáo", "Thực hiện chế độ báo cáo", "BÁO CÁO"],
    "other": ["Kiến nghị", "ĐỐI TƯỢNG, PHẠM VI", "Thời gian, địa điểm", "Thành phần", "Đề xuất, kiến nghị"],
    "recipients": ["Kính gửi", "Nơi nhận"],
    "form": ["ĐỀ CƯƠNG BÁO CÁO", "Mẫu báo cáo", "Biểu mẫu số 01"],
}


@pytest.mark.parametrize(("heading", "role"), [(h, role) for role, headings in HEADINGS.items() for h in headings])
def test_a_heading_tells_what_its_section_is_for(heading, role):
    assert of_heading(heading) == role


@pytest.mark.parametrize(
    "heading",
    [
        "Công tác tuyên truyền",
        "Văn phòng Sở",
        "Cải cách thủ tục hành chính",
        "Yêu cầu thủ trưởng các đơn vị nghiêm túc thực hiện",
        "Chuyển đổi số trong nhà trường",
        "Bảo đảm trật tự, an toàn giao thông",
        "Phòng, chống ma túy",
        "",
    ],
)
def test_other_headings_tell_nothing(heading):
    assert of_heading(heading) is None


def roles(*lines: str) -> list[str]:
    blocks = [p(line) for line in lines]
    return list(assign(build(blocks, 0, len(blocks)), "other"))


def test_items_have_the_role_of_their_section():
    found = roles("I. MỤC ĐÍCH", "- A", "II. NHIỆM VỤ", "1. Tuyên truyền", "- B", "III. KINH PHÍ", "- C")
    assert found == ["purpose", "purpose", "task", "task", "task", "funding", "funding"]


def test_a_field_with_goal_and_tasks_below_it():
    found = roles("II. NỘI DUNG", "1. Giao thông", "a) Mục tiêu", "- A", "b) Nhiệm vụ", "- B")
    assert found == ["task", "task", "goal", "goal", "task", "task"]


def test_an_item_that_opens_with_a_heading_word_turns_nothing():
    assert (
        roles("II. NHIỆM VỤ", "- Yêu cầu, đôn đốc các trường thực hiện.", "1. Báo cáo kết quả về Sở.") == ["task"] * 3
    )


def by_items(*lines: str) -> list[str]:
    blocks = [p(line) for line in lines]
    found = build(blocks, 0, len(blocks))
    return list(assign_by_items(found, assign(found, "other")))


def test_a_section_of_orders_under_a_heading_that_tells_nothing():
    lines = ("II. CÔNG TÁC CHUYÊN MÔN", "1. Tăng cường kiểm tra tải trọng xe.", "2. Sửa chữa mặt đường tỉnh lộ.")
    assert by_items(*lines) == ["task"] * 3


def test_a_section_of_facts_under_such_a_heading():
    lines = ("II. HẠ TẦNG GIAO THÔNG", "1. Đường tỉnh dài 300 km.", "2. Cầu yếu còn 12 chiếc.")
    assert by_items(*lines) == ["other"] * 3


def test_noi_dung_over_statements_is_no_section_of_tasks():
    lines = (
        "II. NỘI DUNG BỘ CHỈ SỐ",
        "1. Thang điểm đánh giá là 100.",
        "2. Điểm tự chấm chiếm 60 điểm.",
        "3. Mức tốt từ 80 điểm.",
    )
    assert by_items(*lines) == ["other"] * 4


def test_noi_dung_over_orders_is_one():
    assert by_items("II. NỘI DUNG", "1. Kiểm tra tải trọng xe.", "2. Hồ sơ phải xử lý đúng hạn.") == ["task"] * 3


def test_an_article_that_orders_is_an_assignment_and_the_last_one_is_not():
    assert roles(
        "Điều 1. Phê duyệt Đề án phát triển du lịch.",
        "Điều 2. Giao Sở Du lịch chủ trì, phối hợp với các địa phương tổ chức thực hiện Đề án.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Du lịch chịu trách nhiệm thi hành Quyết định này.",
    ) == ["other", "assignment", "other"]


def test_noi_dung_over_titles_with_label_lines_is_one():
    lines = (
        "II. NỘI DUNG",
        "1. Phần mềm học bạ số",
        "- Cơ quan chủ trì: Sở A",
        "2. Hệ thống camera",
        "- Thời gian: 2026",
    )
    assert by_items(*lines) == ["task"] * 5
