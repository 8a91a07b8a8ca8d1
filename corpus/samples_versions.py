"""Versions of the sample plan of the Sở: its draft, an amendment, and a school's plan that carries it out.

They are made when a test or a demonstration asks for them. All names and numbers are made up.
"""

from pathlib import Path

from docx.document import Document

from corpus import nd30, samples_build
from corpus.samples_words import SCHOOLS_BODY

DRAFT = "du-thao-an-toan-truong-hoc.docx"
AMENDMENT = "sua-doi-an-toan-truong-hoc.docx"
CARRYING_OUT = "truong-thcs-an-toan-2026.docx"

# What the draft says where the plan that was signed says something else.
_DRAFTED = (
    ("Thời gian hoàn thành: Trước ngày 31/3/2026.", "Thời gian hoàn thành: Trước ngày 15/4/2026."),
    ("- Đơn vị chủ trì: Phòng Giáo dục Trung học.", "- Đơn vị chủ trì: Phòng Công tác học sinh, sinh viên."),
    ("tại tất cả các trường học; thời gian", "tại các trường tiểu học; thời gian"),
    (
        "c) Giao Phòng Công tác học sinh, sinh viên chủ trì, phối hợp với Tỉnh đoàn tổ chức cuộc thi “An toàn cho em” "
        "trong quý III năm 2026.\n",
        "",
    ),
    (
        "## 3. Các cơ sở giáo dục trực thuộc\n",
        "## 3. Các cơ sở giáo dục trực thuộc\n- Lắp đặt hệ thống camera giám sát tại cổng trường trước ngày 30/6/2026.\n",
    ),
)

_AMENDMENT_BODY = """
~ Căn cứ Kế hoạch số 42/KH-SGDĐT ngày 09 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo về bảo đảm an toàn trường học và phòng, chống đuối nước cho học sinh năm 2026;
Sở Giáo dục và Đào tạo ban hành Kế hoạch sửa đổi, bổ sung như sau:
# I. NỘI DUNG SỬA ĐỔI, BỔ SUNG
1. Phòng Công tác học sinh, sinh viên tổ chức Tuần lễ phòng, chống đuối nước lần thứ hai, hoàn thành trước ngày 15/9/2026.
2. Phòng Kế hoạch - Tài chính bổ sung kinh phí lắp đặt rào chắn, hoàn thành trước ngày 30/6/2026.
Các nội dung khác thực hiện theo Kế hoạch số 42/KH-SGDĐT./.
"""

_SCHOOL_BODY = """
Thực hiện Kế hoạch số 42/KH-SGDĐT ngày 09 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo, Trường THCS Suối Mơ xây dựng Kế hoạch như sau:
# I. NHIỆM VỤ
1. Tổ chuyên môn Thể dục dạy bơi cho học sinh lớp 6, hoàn thành trước ngày 31/7/2026.
2. Bảo vệ nhà trường kiểm tra rào chắn ao hồ hằng tuần.
Trên đây là Kế hoạch của Trường THCS Suối Mơ./.
"""


def write_all(folder: Path) -> None:
    """Write the three versions, and the plan itself, into a folder."""
    samples_build.schools().save(str(folder / samples_build.SCHOOLS))
    for name, document in ((DRAFT, draft()), (AMENDMENT, amendment()), (CARRYING_OUT, carrying_out())):
        document.save(str(folder / name))


def draft() -> Document:
    """The plan as it went round before it was signed: no number, no day, five tasks different."""
    words = SCHOOLS_BODY
    for signed, drafted in _DRAFTED:
        if signed not in words:
            raise ValueError(f"the plan's words have changed: {signed!r} is gone")
        words = words.replace(signed, drafted)
    return samples_build.schools(
        words,
        number="      /KH-SGDĐT\nDỰ THẢO",
        day="Lam Giang, ngày     tháng 02 năm 2026",
        attached_to="Kèm theo Kế hoạch số      /KH-SGDĐT ngày     tháng 02 năm 2026 của Sở Giáo dục và Đào tạo",
    )


def amendment() -> Document:
    """A plan that changes the plan: its title says so."""
    document = nd30.paper("Sửa đổi Kế hoạch an toàn trường học năm 2026")
    nd30.letterhead(
        document,
        "UBND TỈNH LAM GIANG",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "97/KH-SGDĐT",
        "Lam Giang, ngày 20 tháng 4 năm 2026",
    )
    nd30.subject(
        document, "KẾ HOẠCH", "Sửa đổi, bổ sung một số nội dung Kế hoạch số 42/KH-SGDĐT ngày 09 tháng 02 năm 2026"
    )
    nd30.body(document, _AMENDMENT_BODY)
    nd30.signature(document, ["- Như trên;", "- Lưu: VT, CTHSSV."], ["GIÁM ĐỐC"], "Trần Minh Khuê")
    return document


def carrying_out() -> Document:
    """A school's plan that rests on the plan."""
    document = nd30.paper("Kế hoạch an toàn trường học của Trường THCS Suối Mơ")
    nd30.letterhead(
        document,
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "TRƯỜNG THCS SUỐI MƠ",
        "08/KH-THCS",
        "Lam Giang, ngày 02 tháng 3 năm 2026",
    )
    nd30.subject(document, "KẾ HOẠCH", "Bảo đảm an toàn trường học năm 2026 của Trường THCS Suối Mơ")
    nd30.body(document, _SCHOOL_BODY)
    nd30.signature(document, ["- Sở Giáo dục và Đào tạo;", "- Lưu: VT."], ["HIỆU TRƯỞNG"], "Lê Thị Hoài An")
    return document
