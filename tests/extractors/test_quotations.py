"""Laws quoted over several paragraphs of an item."""

import pytest

from tests.extractors.factories import names, tasks


@pytest.mark.parametrize("marks", ["“”", "””", '""'])
def test_a_law_quoted_over_several_paragraphs_is_one_item_with_its_label_lines(marks):
    found = tasks(
        "II. NỘI DUNG",
        f"a) Nhiệm vụ được giao tại điểm b khoản 4 Điều 8 {marks[0]}4. Ủy ban nhân dân cấp tỉnh quản lý các loại đường sau đây:",
        "a) Đường tỉnh;",
        f"b) Quy định việc quản lý đường đô thị, đường xã;{marks[1]}",
        "- Cơ quan chủ trì: Sở Giao thông vận tải.",
        "b) Rà soát biển báo trên đường tỉnh.",
        "- Cơ quan chủ trì: Công an tỉnh.",
    )
    assert [(t.number, names(t.lead)) for t in found] == [("a", ["Sở Giao thông vận tải"]), ("b", ["Công an tỉnh"])]


def test_a_quotation_that_nothing_closes_hides_no_item():
    found = tasks(
        "II. NỘI DUNG",
        "1. Nhiệm vụ được giao tại khoản 2 Điều 6 “2. Nhà trường tổ chức dạy bơi.",
        "- Cơ quan chủ trì: Sở Giáo dục và Đào tạo.",
        "2. Tổ chức thi “Rung chuông vàng” tại các trường.",
    )
    assert [t.number for t in found] == ["1", "2"]
