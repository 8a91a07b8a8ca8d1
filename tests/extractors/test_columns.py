"""What a column means, by its header words and its contents."""

import pytest

from extractors import columns
from extractors.columns import of_header
from tests.extractors.factories import table

HEADERS = {
    "number": ["STT", "TT", "Số TT", "Số thứ tự"],
    "task": [
        "Nhiệm vụ", "Tên nhiệm vụ", "Nội dung", "Nội dung hoạt động", "Nội dung thực hiện", "Nội dung nhiệm vụ",
        "Nhiệm vụ thực hiện", "Nhiệm vụ và chỉ tiêu", "Công việc", "NHIỆM VỤ CỤ THỂ", "Tên nhiệm vụ /Dự án", "Hoạt động",
        "Nội dung công việc", "Tên đề án", "Đầu việc", "Hạng mục công việc",
    ],
    "lead": [
        "Chủ trì thực hiện", "Cơ quan chủ trì", "Sở, ngành chủ trì tham mưu", "Đơn vị chủ trì",
        "Lãnh đạo, cơ quan đơn vị chủ trì", "Đơn vị/Cá nhân đầu mối", "Trách nhiệm thực hiện", "Người thực hiện",
        "Phân công nhiệm vụ", "Đơn vị thực hiện", "CƠ QUAN\nCHỦ TRÌ", "Phân công thực hiện", "Đơn vị", "Cơ quan thực hiện",
        "Cơ quan chủ trì, phối hợp", "Cơ quan chủ trì theo dõi, đánh giá",
    ],
    "partners": [
        "Phối hợp thực hiện", "Cơ quan phối hợp", "Đơn vị phối hợp thực hiện", "Đơn vị phối hợp",
        "Đơn vị/Cá nhân phối hợp", "Lãnh đạo, cơ quan đơn vị phối hợp", "Đơn vị phối hợp, cung cấp số liệu", "Đơn vị cùng tham gia",
    ],
    "supervisor": [
        "Theo dõi, kiểm tra, đôn đốc", "Lãnh đạo tỉnh phụ trách", "Lãnh đạo Bộ phụ trách",
        "Lãnh đạo Sở chỉ đạo",
    ],
    "products": ["Sản phẩm", "Kết quả", "Sản phẩm/kết quả", "Kết quả/Sản phẩm", "Sản phẩm đầu ra", "Chỉ tiêu định lượng", "KẾT QUẢ ĐẠT ĐƯỢC"],
    "deadline": [
        "Thời gian hoàn thành", "Thời gian thực hiện", "Thời gian", "Thời gian (Năm 2026)", "Thời hạn HT", "Thời hạn hoàn thành",
        "Hạn hoàn thành", "Thời hạn", "Tiến độ", "Lộ trình thực hiện", "Hoàn thành trước ngày",
    ],
    "status": ["Tình hình thực hiện", "Trạng thái", "Kết quả thực hiện trong tháng 5", "Lũy kế kết quả thực hiện từ đầu năm", "Tiến độ (Vượt/ Đạt/ Chậm)"],
    "budget": ["Kinh phí", "Dự toán kinh phí", "Nguồn lực", "Kinh phí (triệu đồng)"],
    "note": ["Ghi chú", "Phương pháp", "Địa điểm"],
}  # fmt: skip


@pytest.mark.parametrize(("header", "meaning"), [(h, m) for m, headers in HEADERS.items() for h in headers])
def test_a_header_says_what_its_column_means(header, meaning):
    assert of_header(header) == meaning


@pytest.mark.parametrize(
    "header", ["", "Tên đơn vị được kiểm tra là cơ sở", "Họ và tên", "Số lượng", "(1)", "Quý khách", "Khoa"]
)
def test_other_headers_say_nothing_of_tasks(header):
    assert of_header(header) not in ("task", "lead", "partners", "products", "deadline")


def meanings(*rows):
    found = table(*rows)
    return columns.read(found, columns.grid_of(found))


def test_two_header_rows_merged_across_and_down():
    found = meanings(
        ("TT", "Nhiệm vụ", "Phân công thực hiện", None, "Thời gian"),
        ("^", "^", "Chủ trì", "Phối hợp", "^"),
        ("1", "Rà soát cầu yếu", "Sở Xây dựng", "UBND các xã", "Quý II/2026"),
    )
    assert found.header_rows == 2
    assert found.meanings == ("number", "task", "lead", "partners", "deadline")


def test_a_row_that_counts_the_columns_is_header():
    found = meanings(
        ("STT", "Nội dung", "Thời gian", "Đơn vị chủ trì"),
        ("(1)", "(2)", "(3)", "(4)"),
        ("1", "Tập huấn kỹ năng số", "Tháng 4", "Phòng Văn hóa - Xã hội"),
    )
    assert found.header_rows == 2
    assert found.meanings == ("number", "task", "deadline", "lead")


def test_don_vi_over_measures_is_no_lead():
    found = meanings(
        ("TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch"),
        ("1", "Tỷ lệ trường có camera", "%", "95"),
        ("2", "Số lớp tập huấn", "lớp", "12"),
        ("3", "Đường được sửa", "km", "30"),
    )
    assert "lead" not in found.meanings


def test_the_longer_of_two_task_columns_is_the_task():
    found = meanings(
        ("TT", "Nhóm nhiệm vụ", "Nội dung", "Cơ quan chủ trì"),
        ("1", "Hạ tầng", "Nâng cấp đường truyền cho trung tâm dữ liệu của tỉnh", "Sở Khoa học và Công nghệ"),
    )
    assert found.meanings == ("number", "note", "task", "lead")


def test_a_table_without_header_words_has_no_header():
    found = meanings(("Nguyễn Văn An", "Trưởng đoàn"), ("Trần Thị Bình", "Thành viên"))
    assert found.header_rows == 0
    assert found.meanings == (None, None)


def test_a_column_of_long_texts_beside_lead_and_time_is_the_task():
    found = meanings(
        ("TT", "Mảng", "Cơ quan chủ trì", "Thời hạn"),
        ("1", "Nâng cấp đường vào khu du lịch", "Sở Xây dựng", "Quý II/2026"),
        ("2", "Mở lớp dạy bơi cho học sinh", "Sở Giáo dục và Đào tạo", "Tháng 6/2026"),
    )
    assert found.meanings == ("number", "task", "lead", "deadline")
