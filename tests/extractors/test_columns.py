"""What a column means, by its header words (cases/columns.toml, columns_negative.toml) and its contents."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors import columns
from extractors.columns import of_header
from extractors.rules import load
from tests.extractors.factories import distinct, table

CASES = Path(__file__).parent / "cases"
POSITIVE = tomllib.loads((CASES / "columns.toml").read_text(encoding="utf-8"))
NEGATIVE = tomllib.loads((CASES / "columns_negative.toml").read_text(encoding="utf-8"))
OF_TASKS = ("task", "lead", "partners", "products", "deadline")


def failure(*case: str) -> Any:
    """A case of known failures: its values, then the reason."""
    *values, reason = case
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("header", "meaning"),
    [*POSITIVE["wild"], *POSITIVE["made_up"], *(failure(*case) for case in POSITIVE["known_failures"])],
)
def test_a_header_says_what_its_column_means(header, meaning):
    assert of_header(header) == meaning


@pytest.mark.parametrize(
    "header",
    [*NEGATIVE["wild"], *NEGATIVE["made_up"], "", *(failure(*case) for case in NEGATIVE["known_failures"])],
)
def test_other_headers_say_nothing_of_tasks(header):
    assert of_header(header) not in OF_TASKS


def test_no_case_stands_twice_and_there_are_enough():
    headers = [header for header, _ in (*POSITIVE["wild"], *POSITIVE["made_up"])]
    none = [*NEGATIVE["wild"], *NEGATIVE["made_up"]]
    assert [len(distinct(headers)), len(distinct(none))] == [len(headers), len(none)]
    assert len(headers) >= 110
    assert len(none) >= 150
    said = {meaning for _, meaning in (*POSITIVE["wild"], *POSITIVE["made_up"])}
    assert said == {rule["meaning"] for rule in load("columns")["column"]}


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
