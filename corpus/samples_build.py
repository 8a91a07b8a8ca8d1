"""Makes the sample plans that are no plain text: `python -m corpus.samples_build` renews them.

The third sample, a Chỉ thị in a text file, is written by hand. All names and numbers are made up.
The PDF needs LibreOffice.
"""

import subprocess
import tempfile
from pathlib import Path

from docx.document import Document

from corpus import nd30
from corpus.samples_words import DIGITAL_BODY, DIGITAL_ROWS, SCHOOLS_BODY, SCHOOLS_ROWS

SAMPLES = Path(__file__).parent / "samples"
SCHOOLS = "so-gddt-an-toan-truong-hoc-2026.docx"
DIGITAL = "phuong-chuyen-doi-so-2026.pdf"


def main() -> None:
    """Write both into `samples/` beside this module."""
    schools().save(str(SAMPLES / SCHOOLS))
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / Path(DIGITAL).with_suffix(".docx")
        digital().save(str(word))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(SAMPLES), str(word)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def schools(
    body: str = SCHOOLS_BODY,
    number: str = "42/KH-SGDĐT",
    day: str = "Lam Giang, ngày 09 tháng 02 năm 2026",
    attached_to: str = "Kèm theo Kế hoạch số 42/KH-SGDĐT ngày 09 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo",
) -> Document:
    """A Kế hoạch of a Sở: label lines, unit headings, and an appendix table with group rows and merged cells."""
    document = nd30.paper("Kế hoạch bảo đảm an toàn trường học năm 2026")
    nd30.letterhead(
        document,
        "UBND TỈNH LAM GIANG",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        number,
        day,
    )
    nd30.subject(document, "KẾ HOẠCH", "Bảo đảm an toàn trường học và phòng, chống đuối nước cho học sinh\nnăm 2026")
    nd30.body(document, body)
    nd30.signature(
        document,
        [
            "- UBND tỉnh (để báo cáo);",
            "- Giám đốc, các Phó Giám đốc Sở;",
            "- Các phòng chuyên môn thuộc Sở;",
            "- Các cơ sở giáo dục trực thuộc;",
            "- Lưu: VT, CTHSSV.",
        ],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        "Trần Minh Khuê",
    )
    nd30.appendix(
        document,
        "PHỤ LỤC",
        "PHÂN CÔNG NHIỆM VỤ BẢO ĐẢM AN TOÀN TRƯỜNG HỌC NĂM 2026",
        attached_to,
    )
    nd30.ruled_table(
        document,
        ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian hoàn thành"),
        SCHOOLS_ROWS,
        (1.3, 8.2, 4.5, 4.5, 3.7, 3.5),
    )
    return document


def digital() -> Document:
    """A Kế hoạch of a phường: the text in items, the work in a landscape table over pages."""
    document = nd30.paper("Kế hoạch chuyển đổi số năm 2026")
    nd30.letterhead(
        document,
        None,
        "ỦY BAN NHÂN DÂN PHƯỜNG AN KHÊ ĐÔNG",
        "15/KH-UBND",
        "An Khê Đông, ngày 20 tháng 01 năm 2026",
    )
    nd30.subject(document, "KẾ HOẠCH", "Chuyển đổi số phường An Khê Đông năm 2026")
    nd30.body(document, DIGITAL_BODY)
    nd30.signature(
        document,
        [
            "- UBND tỉnh Lam Giang;",
            "- Sở Khoa học và Công nghệ;",
            "- TT. Đảng ủy, TT. HĐND phường;",
            "- Các phòng, đơn vị thuộc phường;",
            "- Lưu: VT, VHXH.",
        ],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Lê Thị Hoài An",
    )
    nd30.appendix(
        document,
        "PHỤ LỤC",
        "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026",
        "Kèm theo Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2026 của Ủy ban nhân dân phường An Khê Đông",
    )
    nd30.ruled_table(
        document,
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời hạn"),
        DIGITAL_ROWS,
        (1.2, 8.5, 4.5, 4.5, 3.8, 3.2),
    )
    return document


if __name__ == "__main__":
    main()
