"""The name under which a unit's spellings are one."""

from datetime import date

import pytest

from extractors import units
from extractors.rules import load

HEALTH = "Sở Y tế TP. Hồ Chí Minh"
DONG_NAI = "Sở Y tế Đồng Nai"

CASES = [
    # name, issuer, canonical name
    ("Văn phòng Sở", None, "Văn phòng Sở"),
    ("Sở GD&ĐT", None, "Sở Giáo dục và Đào tạo"),
    ("Sở GD và ĐT", None, "Sở Giáo dục và Đào tạo"),
    ("Sở LĐ-TB&XH", None, "Sở Lao động - Thương binh và Xã hội"),
    ("Sở Lao động, Thương binh và Xã hội", None, "Sở Lao động - Thương binh và Xã hội"),
    ("Sở Văn hoá, Thể thao & Du lịch", None, "Sở Văn hóa, Thể thao và Du lịch"),
    ("Sở CT", None, "Sở Công Thương"),
    ("CT UBND xã", None, "Ct Ủy ban nhân dân xã"),
    ("Bộ CHQS tỉnh", None, "Bộ Chỉ huy Quân sự tỉnh"),
    ("Uỷ ban nhân dân xã Tân Phú", None, "Ủy ban nhân dân xã Tân Phú"),
    ("UỶ BAN NHÂN DÂN XÃ TÂN PHÚ", None, "Ủy ban nhân dân xã Tân Phú"),
    ("UBND các xã, phường, đặc khu", None, "Ủy ban nhân dân các xã, phường, đặc khu"),
    ("các Sở, Ban, Ngành", None, "Các sở, ban, ngành"),
    ("Ủy ban MTTQ Việt Nam tỉnh", None, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
    ("Đài PT-TH Gia Lai", None, "Đài Phát thanh - Truyền hình Gia Lai"),
    ("VĂN PHÒNG SỞ", None, "Văn phòng Sở"),
    ("Ông Nguyễn Văn A", None, "Ông Nguyễn Văn A"),
    ("Phòng TCCB", HEALTH, "Phòng Tổ chức cán bộ Sở Y tế Thành phố Hồ Chí Minh"),
    ("Phòng Tổ chức cán bộ Sở Y tế", HEALTH, "Phòng Tổ chức cán bộ Sở Y tế Thành phố Hồ Chí Minh"),
    ("Phòng Tổ chức - Cán bộ Sở", HEALTH, "Phòng Tổ chức cán bộ Sở Y tế Thành phố Hồ Chí Minh"),
    ("Văn phòng Sở", HEALTH, "Văn phòng Sở Y tế Thành phố Hồ Chí Minh"),
    ("văn phòng sở y tế", HEALTH, "Văn phòng Sở Y tế Thành phố Hồ Chí Minh"),
    ("Sở", HEALTH, "Sở Y tế Thành phố Hồ Chí Minh"),
    ("Sở Y tế", HEALTH, "Sở Y tế Thành phố Hồ Chí Minh"),
    ("Phòng Kế hoạch Tài chính - Sở Y tế", HEALTH, "Phòng Kế hoạch - Tài chính Sở Y tế Thành phố Hồ Chí Minh"),
    ("Phòng KH-TC Sở", HEALTH, "Phòng Kế hoạch - Tài chính Sở Y tế Thành phố Hồ Chí Minh"),
    ("các Phòng chuyên môn thuộc Sở", HEALTH, "Các phòng chuyên môn Sở Y tế Thành phố Hồ Chí Minh"),
    ("Các phòng chuyên môn", HEALTH, "Các phòng chuyên môn Sở Y tế Thành phố Hồ Chí Minh"),
    ("đơn vị trực thuộc Sở", HEALTH, "Các đơn vị trực thuộc Sở Y tế Thành phố Hồ Chí Minh"),
    ("Các đơn vị trực thuộc", HEALTH, "Các đơn vị trực thuộc Sở Y tế Thành phố Hồ Chí Minh"),
    ("UBND Thành phố", HEALTH, "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ("Thanh tra Sở", HEALTH, "Thanh tra Sở Y tế Thành phố Hồ Chí Minh"),
    ("Giám đốc", HEALTH, "Giám đốc Sở Y tế Thành phố Hồ Chí Minh"),
    ("Trung tâm Kiểm soát bệnh tật", HEALTH, "Trung tâm Kiểm soát bệnh tật"),
    ("Sở Y tế tỉnh Đồng Nai", DONG_NAI, "Sở Y tế tỉnh Đồng Nai"),
    ("UBND tỉnh", DONG_NAI, "Ủy ban nhân dân tỉnh Đồng Nai"),
    ("Sở Nội vụ", DONG_NAI, "Sở Nội vụ tỉnh Đồng Nai"),
    ("Công an tỉnh", "UBND tỉnh Gia Lai", "Công an tỉnh Gia Lai"),
    ("Văn phòng", "UBND tỉnh Gia Lai", "Văn phòng Ủy ban nhân dân tỉnh Gia Lai"),
    ("UBND xã", "UBND xã Tân Phú", "Ủy ban nhân dân xã Tân Phú"),
    ("Công an các xã", "UBND xã Tân Phú", "Công an các xã"),
    ("Văn phòng Bộ", "Bộ Y tế", "Văn phòng Bộ Y tế"),
    ("Các sở, ban, ngành", HEALTH, "Các sở, ban, ngành"),
    ("Sở Lao động - Thương binh và Xã hội tỉnh Bình Định", None, "Sở Lao động - Thương binh và Xã hội tỉnh Bình Định"),
]


@pytest.mark.parametrize(("name", "issuer", "expected"), CASES)
def test_canonical(name, issuer, expected):
    assert units.canonical(name, issuer) == expected


@pytest.mark.parametrize(("name", "issuer", "expected"), CASES)
def test_a_canonical_name_is_its_own_and_takes_the_issuer_later(name, issuer, expected):
    assert units.canonical(expected, issuer) == expected
    assert units.canonical(units.canonical(name, None), issuer) == expected


@pytest.mark.parametrize("name", ["", "  ", "-", "."])
def test_nothing_has_no_name(name):
    assert units.canonical(name, None) in ("", "-")


def test_renamings_tell_when_and_who_came_after():
    found = {renaming.name: renaming for renaming in units.renamings()}
    old = found["Sở Kế hoạch và Đầu tư"]
    assert (old.valid_until, old.successors) == (date(2025, 2, 28), ("Sở Tài chính",))
    assert found["tỉnh Kiên Giang"].successors == ("tỉnh An Giang",)
    assert found["tỉnh Thừa Thiên Huế"].valid_until == date(2024, 12, 31)
    assert found["Sở Nông nghiệp và Môi trường"].valid_from == date(2025, 3, 1)


def test_who_came_after_is_known_too():
    rules = load("units")
    fields = {field["name"] for field in rules["fields"]}
    assert all(successor in fields for field in rules["fields"] for successor in field.get("now", ()))
    provinces = rules["provinces"]
    assert all(new in provinces["names"] for names in provinces["until"].values() for new in names.values())
    assert set(provinces["cities"]) <= set(provinces["names"])
    assert len(provinces["names"]) == 34


def test_parts_of_the_rules_name_heads():
    """A list that says more of heads or posts says it of those that the rules know."""
    rules = load("units")
    known = {*rules["heads"], *rules["posts"], *rules["short"]}
    for section in ("bare", "task_named", "inner", "parents", "sharing", "weak", "owners", "departments", "capitals"):
        assert [word for word in rules[section] if word not in known and word.upper() not in known] == [], section
