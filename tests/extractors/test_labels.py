"""Label lines."""

import pytest

from extractors.excerpt import Excerpt
from extractors.labels import read


def found(text: str) -> list[tuple[str, str]]:
    return [(label.field, label.value.text) for label in read(Excerpt(0, 0, text))]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        (label, field)
        for field, labels in {
            "lead": [
                "Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan thực hiện", "Đơn vị chủ trì thực hiện", "Chủ trì",
                "Đơn vị chủ trì", "Chủ trì thực hiện", "Đơn vị đầu mối trình", "Đơn vị đầu mối", "Phân công nhiệm vụ",
                "Phân công thực hiện", "Cơ quan chủ quản Chương trình", "ĐƠN VỊ CHỦ TRÌ", "Cơ quan  chủ trì ",
                "Phụ trách", "Phụ trách chính", "Người phụ trách",
            ],
            "partners": ["Cơ quan phối hợp", "Đơn vị phối hợp", "Đơn vị phối hợp thực hiện", "Phối hợp", "Cơ quan, đơn vị phối hợp"],
            "deadlines": [
                "Thời gian thực hiện", "Thời gian hoàn thành", "Thời gian", "Thời gian kiểm tra", "Thời gian dự kiến",
                "Thời gian thanh tra dự kiến", "Thời gian triển khai khảo sát", "Thời hạn kiểm tra", "Thời hạn hoàn thành",
                "Thời gian gửi hồ sơ khen thưởng", "Hạn hoàn thành",
            ],
            "products": ["Sản phẩm", "Sản phẩm đầu ra", "Kết quả", "Kết quả đạt được"],
            "none": ["Lãnh đạo phụ trách", "Đầu mối liên hệ", "Thời gian ký", "Người ký", "Ký bởi", "Email", "Địa điểm", "Thời gian thực hiện Kế hoạch"],
        }.items()
        for label in labels
    ],
)  # fmt: skip
def test_a_label_gives_its_field(label, field):
    assert found(f"{label}: Phòng Quản lý Đô thị") == [(field, "Phòng Quản lý Đô thị")]


def test_several_labels_in_one_line():
    text = "Đơn vị chủ trì: Phòng Giáo dục Tiểu học; Đơn vị phối hợp: Văn phòng Sở, các trường; Thời gian hoàn thành: quý II/2026."
    assert found(text) == [
        ("lead", "Phòng Giáo dục Tiểu học"),
        ("partners", "Văn phòng Sở, các trường"),
        ("deadlines", "quý II/2026."),
    ]


def test_labels_on_lines_that_the_author_broke():
    assert found("Cơ quan chủ trì: Công an tỉnh\nThời gian: tháng 6") == [
        ("lead", "Công an tỉnh"),
        ("deadlines", "tháng 6"),
    ]


def test_the_value_keeps_its_place():
    text = "Sản phẩm:  Kế hoạch;"
    value = read(Excerpt(7, 30, text))[0].value
    assert (value.block, value.start, value.text) == (7, 30 + text.index("Kế"), "Kế hoạch")


@pytest.mark.parametrize(
    "text",
    [
        "Thời gian thực hiện báo cáo tiến độ khắc phục các hạn chế",
        "Văn phòng Sở: tổng hợp, báo cáo",
        "Phòng Tham mưu: Theo dõi, đôn đốc các đội",
        "Phòng Đầu mối: Tiếp nhận hồ sơ của các trường",
        "Tổ chức thực hiện nghiêm các nội dung sau: rà soát, kiểm tra",
        "Nội dung: tuyên truyền pháp luật",
        "Kết quả khảo sát được gửi về: Phòng Tổng hợp",
        "Phối hợp với Công an tỉnh: kiểm tra các cơ sở",
        "Chủ trì, phối hợp với Sở Tài chính tham mưu",
    ],
)
def test_other_lines_are_no_labels(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ trì: Sở Nội vụ; thực hiện: thường xuyên", [("lead", "Sở Nội vụ"), ("deadlines", "thường xuyên")]),
        ("Chủ trì: Sở Xây dựng, hằng năm", [("lead", "Sở Xây dựng"), ("deadlines", "hằng năm")]),
        (
            "Chủ trì: Sở Xây dựng; hằng năm, trước mùa mưa bão",
            [("lead", "Sở Xây dựng"), ("deadlines", "hằng năm, trước mùa mưa bão")],
        ),
        ("Thực hiện: Công an xã, Trạm Y tế", [("lead", "Công an xã, Trạm Y tế")]),
        (
            "Phối hợp: Văn phòng Sở, Phòng Giáo dục Trung học - Giáo dục thường xuyên",
            [("partners", "Văn phòng Sở, Phòng Giáo dục Trung học - Giáo dục thường xuyên")],
        ),
        (
            "Chủ trì: Sở Y tế; Trung tâm Giáo dục thường xuyên tỉnh",
            [("lead", "Sở Y tế; Trung tâm Giáo dục thường xuyên tỉnh")],
        ),
    ],
)
def test_a_time_is_no_unit(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thời gian thực hiên: Quý II, III/2026", [("deadlines", "Quý II, III/2026")]),
        ("Đơn vị thưc hiện: Trạm Y tế", [("lead", "Trạm Y tế")]),
        ("- Thời gian đào tạo: Trong quá trình triển khai.", [("deadlines", "Trong quá trình triển khai.")]),
        ("Thời gian lấy mẫu: tháng 5", [("deadlines", "tháng 5")]),
    ],
)
def test_labels_with_a_lost_mark_and_times_of_any_work(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["Thời gian qua: còn xảy ra đuối nước", "Thời gian tới: tập trung dạy bơi"])
def test_a_stretch_of_time_is_no_label(text):
    assert found(text) == []
