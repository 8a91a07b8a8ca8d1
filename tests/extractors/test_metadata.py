"""Letterheads, titles and signatures of a few lines in several formats. Bodies and people are made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import metadata
from extractors.metadata import Frame
from models import Block, Cell, Document, Look, Paragraph, Source, Table

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
BODY = "Căn cứ Quyết định số 9/QĐ-UBND ngày 01/01/2025 của Ủy ban nhân dân tỉnh;"


def document(*blocks: Block | str) -> Document:
    found = tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks)
    return Document(Source("made-up.txt", "0" * 64, "text"), found)


def side_by_side(left: str, right: str) -> Table:
    """A one-row table of two cells, as Word and PDF letterheads are."""
    cells = (tuple(Paragraph(line) for line in text.split("\n")) for text in (left, right))
    return Table(tuple(Cell(0, column, paragraphs) for column, paragraphs in enumerate(cells)), 1, 2)


def centred(text: str, bold: bool = True) -> Paragraph:
    return Paragraph(text, look=Look(bold=bold, align="center"))


def justified(text: str) -> Paragraph:
    return Paragraph(text, look=Look(align="justify"))


def frame(*blocks: Block | str) -> Frame:
    return metadata.read(document(*blocks))


def head(left: str, place_and_date: str = "Lam Giang, ngày 05 tháng 3 năm 2025") -> Frame:
    return frame(side_by_side(left, "\n".join([*MOTTO, place_and_date])), "KẾ HOẠCH", "Công tác năm 2025", BODY)


# The issuing body

ISSUERS: list[tuple[str, str]] = [
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ Y TẾ\nSố: 1/KH-SYT", "Sở Y tế Thành phố Hồ Chí Minh"),
    ("UBND TỈNH LAM GIANG\nSỞ Y TẾ\nSố: 1/KH-SYT", "Sở Y tế tỉnh Lam Giang"),
    ("UBND TỈNH LAM GIANG\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 1/KH-SGDĐT", "Sở Giáo dục và Đào tạo tỉnh Lam Giang"),
    ("UBND TỈNH LAM GIANG\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\nSố: 1/KH-SLĐTBXH", "Sở Lao động - Thương binh và Xã hội tỉnh Lam Giang"),
    ("UBND TỈNH LAM GIANG\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH\nSố: 1/KH-SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch tỉnh Lam Giang"),
    ("ỦY BAN NHÂN DÂN TỈNH GIA LAI\nSố: 1/KH-UBND", "Ủy ban nhân dân tỉnh Gia Lai"),
    ("ỦY BAN NHÂN DÂN\nTỈNH BÀ RỊA - VŨNG TÀU\nSố: 1/KH-UBND", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu"),
    ("UỶ BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSố: 1/KH-UBND", "Uỷ ban nhân dân thành phố Hà Nội"),
    ("ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN AN\nSố: 1/KH-UBND", "Ủy ban nhân dân phường Tân An"),
    ("UBND HUYỆN SÔNG TRÀ\nPHÒNG Y TẾ\nSố: 1/KH-PYT", "Phòng Y tế huyện Sông Trà"),
    ("ỦY BAN NHÂN DÂN TỈNH LAM GIANG\nỦY BAN NHÂN DÂN HUYỆN SÔNG TRÀ\nSố: 1/KH-UBND", "Ủy ban nhân dân huyện Sông Trà"),
    ("BỘ Y TẾ\nSố: 1/KH-BYT", "Bộ Y tế"),
    ("BỘ GIAO THÔNG VẬN TẢI\nSố: 1/KH-BGTVT", "Bộ Giao thông vận tải"),
    ("VĂN PHÒNG CHÍNH PHỦ\nSố: 1/KH-VPCP", "Văn phòng Chính phủ"),
    ("THỦ TƯỚNG CHÍNH PHỦ\nSố: 1/KH-TTg", "Thủ tướng Chính phủ"),
    ("CHÍNH PHỦ\nSố: 1/KH-CP", "Chính phủ"),
    ("HỘI ĐỒNG NHÂN DÂN\nTỈNH LAM GIANG\nSố: 1/KH-HĐND", "Hội đồng nhân dân tỉnh Lam Giang"),
    ("SỞ Y TẾ\nVĂN PHÒNG\nSố: 1/KH-VP", "Văn phòng Sở Y tế Lam Giang"),
    ("SỞ NỘI VỤ\nSố: 1/KH-SNV", "Sở Nội vụ Lam Giang"),
    ("CÔNG AN TỈNH LAM GIANG\nSố: 1/KH-CAT", "Công an tỉnh Lam Giang"),
    ("TỈNH ỦY LAM GIANG\n*\nSố 113-KH/TU", "Tỉnh ủy Lam Giang"),
    ("UBND TỈNH LAM GIANG\nSỞ Y TẾ\nBỆNH VIỆN MẮT\nSố: 1/KH-SYT", "Sở Y tế tỉnh Lam Giang"),
    ("Sở Y tế tỉnh Lam Giang\nSố: 1/KH-SYT", "Sở Y tế Lam Giang"),
    ("Số: 1/KH-SYT", "Sở Y tế Lam Giang"),
    ("Số: 1/KH-SGDĐT", "Sở Giáo dục và Đào tạo Lam Giang"),
    ("Số: /KH-SYT", "Sở Y tế Lam Giang"),
    ("UBND TỈNH LAM GIANG\nSố: 1/KH-SYT", "Sở Y tế tỉnh Lam Giang"),
    ("SỞ GD&ĐT LAM GIANG\nTRƯỜNG THPT CHUYÊN LÊ QUÝ ĐÔN\nSố: 1/KH-THPT", "Trường THPT chuyên Lê Quý Đôn"),
    ("PHÒNG GDĐT\nTRƯỜNG TIỂU HỌC\nSUỐI MƠ\nSố: 1/KH-THSM", "Trường Tiểu học Suối Mơ"),
    ("UBND PHƯỜNG AN KHÊ\nTRƯỜNG PTDT NỘI TRÚ KRÔNG NĂNG\nSố: 1/KH-NT", "Trường PTDT nội trú Krông Năng"),
    ("ỦY BAN MTTQ VIỆT NAM\nTỈNH LAM GIANG\nSố: 1/KH-MTTQ", "Ủy ban MTTQ Việt Nam tỉnh Lam Giang"),
    ("BAN ATGT TỈNH LAM GIANG\nSố: 1/KH-BATGT", "Ban ATGT tỉnh Lam Giang"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "issuer"), ISSUERS, ids=[left.replace("\n", "|")[:60] for left, _ in ISSUERS])
def test_issuer(left: str, issuer: str) -> None:
    assert head(left).metadata.issuer == issuer


UNKNOWN_NAMES = [
    ("BỘ Y TẾ\nCỤC QUẢN LÝ DƯỢC\nSố: 1/KH-QLD", "Cục Quản lý Dược"),
    ("SỞ Y TẾ TỈNH LAM GIANG\nBỆNH VIỆN ĐA KHOA SÔNG TRÀ\nSố: 1/KH-BVST", "Bệnh viện Đa khoa Sông Trà"),
]


@pytest.mark.parametrize(("left", "issuer"), UNKNOWN_NAMES, ids=[issuer for _, issuer in UNKNOWN_NAMES])
@pytest.mark.xfail(strict=True, reason="capitals tell no proper name inside a body's name of its own")
def test_proper_names_inside_a_name_in_capitals(left: str, issuer: str) -> None:
    assert head(left).metadata.issuer == issuer


def test_a_name_in_capitals_takes_the_case_of_the_documents_sentences() -> None:
    left = side_by_side("SỞ Y TẾ TỈNH LAM GIANG\nBỆNH VIỆN ĐA KHOA SÔNG TRÀ\nSố: 1/KH-BVST", "\n".join(MOTTO))
    shouted = "BỆNH VIỆN ĐA KHOA SÔNG TRÀ ban hành như sau:"
    told = "Các khoa của Bệnh viện Đa khoa\nSông Trà thực hiện; bệnh viện đa khoa sông trà, Bệnh viện Đa khoa Sông Trà."
    assert frame(left, "KẾ HOẠCH", "Năm 2025", shouted, told).metadata.issuer == "Bệnh viện Đa khoa Sông Trà"


def test_a_known_name_keeps_its_case_whatever_a_sentence_does() -> None:
    left = side_by_side("UBND TỈNH LAM GIANG\nSỞ Y TẾ\nSố: 1/KH-SYT", "\n".join(MOTTO))
    assert (
        frame(left, "KẾ HOẠCH", "Năm 2025", "Sở Y Tế Tỉnh Lam Giang giao").metadata.issuer == "Sở Y tế tỉnh Lam Giang"
    )


def test_issuer_by_the_opening_paragraph() -> None:
    found = frame("KẾ HOẠCH", "Công tác năm 2025", "Thực hiện chỉ đạo của tỉnh; Sở Công Thương ban hành Kế hoạch sau:")
    assert found.metadata.issuer == "Sở Công Thương"
    (evidence,) = [e for e in found.metadata.evidence if e.field == "issuer"]
    assert (evidence.text, evidence.inferred) == ("Sở Công Thương", True)


# Number, place, date

NUMBERS: list[tuple[str, str]] = [
    ("Số: 05/KH-SYT", "05/KH-SYT"),
    ("Số: Z#4Z/UBND- VX", "/UBND-VX"),
    ("Số: A9d2 /KH-SYT", "/KH-SYT"),
    ("Số: 2 !2Ÿ /KH-SYT", "/KH-SYT"),
    ("Sóz?/KH-SYT", "/KH-SYT"),
    ("Số: 12a/KH-SYT", "12a/KH-SYT"),
    ("Số: 819 /KH-SYT", "819/KH-SYT"),
    ("Số:          /KH-SYT", "/KH-SYT"),
    ("Số: ...../KH-SYT", "/KH-SYT"),
    ("Số 12/KH-SYT", "12/KH-SYT"),
    ("Số :359/KH-SYT", "359/KH-SYT"),
    ("895 /KH-SYT", "895/KH-SYT"),
    ("Số: 12/KH - SYT", "12/KH-SYT"),
    ("Số: 09/2024/KH-UBND", "09/2024/KH-UBND"),
    ("Số 113-KH/TU", "113-KH/TU"),
    ("Số      -KH/ĐU", "-KH/ĐU"),
    ("Số: 12/KHLT-SYT-SGDĐT", "12/KHLT-SYT-SGDĐT"),
    ("Số: 7/KH", "7/KH"),
    ("SỐ: 15/KH-SNV", "15/KH-SNV"),
]


@pytest.mark.parametrize(("printed", "number"), NUMBERS, ids=[printed for printed, _ in NUMBERS])
def test_number(printed: str, number: str) -> None:
    assert head(f"SỞ Y TẾ\n{printed}").metadata.number == number


DATES: list[tuple[str, str | None, str | None]] = [
    ("Bình Định, ngày   15   tháng   6    năm 2023", "Bình Định", "2023-06-15"),
    ("Thành phố Hồ Chí Minh, ngày 29 tháng 01 năm 2024", "Thành phố Hồ Chí Minh", "2024-01-29"),
    ("TP. Hồ Chí Minh, ngày 29 tháng 01 năm 2024", "TP. Hồ Chí Minh", "2024-01-29"),
    ("Tp.HCM, ngày 29 tháng 01 năm 2024", "Tp.HCM", "2024-01-29"),
    ("Tây Ninh, ngày tháng 11 năm 2025", "Tây Ninh", "2025-11"),
    ("Tây Ninh, ngày … tháng … năm 2025", "Tây Ninh", None),
    ("Tây Ninh, ngày      tháng      năm 20", "Tây Ninh", None),
    ("Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2024", "Bà Rịa - Vũng Tàu", "2024-02-01"),
    ("Quận 5, ngày 1 tháng 2 năm 2024", "Quận 5", "2024-02-01"),
    ("Buôn Ma Thuột, ngày 15/6/2023", "Buôn Ma Thuột", "2023-06-15"),
    ("Hà Nội ngày 2 tháng 3 năm 2024", "Hà Nội", "2024-03-02"),
    ("Huế, ngày 20tháng 4năm 2025", "Huế", "2025-04-20"),
    ("Ngày 12 tháng 3 năm 2024", None, "2024-03-12"),
    ("Hà Nội, ngày 31 tháng 2 năm 2024", "Hà Nội", "2024-02"),
    ("Lam Giang, ngày 1 5 tháng 10 năm 2025", "Lam Giang", "2025-10-15"),
    ("Lam Giang, ngày 0 5 tháng 1 1 năm 2025", "Lam Giang", "2025-11-05"),
    ("Hà Nội, ngày 12 tháng 13 năm 2024", "Hà Nội", None),
    ("Lam Giang, r xày<(Ètháng 3 năm 2012", "Lam Giang", "2012-03"),
]


@pytest.mark.parametrize(("printed", "place", "day"), DATES, ids=[printed for printed, *_ in DATES])
def test_place_and_date(printed: str, place: str | None, day: str | None) -> None:
    found = head("SỞ Y TẾ\nSố: 1/KH-SYT", printed).metadata
    assert (found.place, found.date) == (place, day)


# The same letterhead as the formats give it

WANTED = ("Kế hoạch", "07/KH-SCT", "Sở Công Thương tỉnh Hà Nam", "Hà Nam", "2025-03-05", "Phát triển chợ năm 2025")
DATE = "Hà Nam, ngày 05 tháng 3 năm 2025"
FORMS: dict[str, tuple[Block | str, ...]] = {
    "a table": (side_by_side("UBND TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nSố: 07/KH-SCT", "\n".join([*MOTTO, DATE])),),
    "a table with the number in a second row": (
        Table(
            tuple(
                Cell(r, c, (Paragraph(text),))
                for r, c, text in [
                    (0, 0, "UBND TỈNH HÀ NAM"),
                    (0, 1, MOTTO[0]),
                    (1, 0, "SỞ CÔNG THƯƠNG"),
                    (1, 1, MOTTO[1]),
                    (2, 0, "Số: 07/KH-SCT"),
                    (2, 1, DATE),
                ]
            ),
            3,
            2,
        ),
    ),
    "tabs": (f"UBND TỈNH HÀ NAM\t{MOTTO[0]}", f"SỞ CÔNG THƯƠNG\t{MOTTO[1]}", f"Số: 07/KH-SCT\t{DATE}"),
    "lines of both columns": (f"UBND TỈNH HÀ NAM {MOTTO[0]}", f"SỞ CÔNG THƯƠNG {MOTTO[1]}", f"Số: 07/KH-SCT {DATE}"),
    "one column below the other": ("UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", *MOTTO, f"Số: 07/KH-SCT {DATE}"),
    "the right column first": (*MOTTO, DATE, "UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", "Số: 07/KH-SCT"),
    "one paragraph with breaks": ("\n".join(["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", "Số: 07/KH-SCT", *MOTTO, DATE]),),
    "all in one line": (f"UBND TỈNH HÀ NAM SỞ CÔNG THƯƠNG ------- {' '.join(MOTTO)} ------- Số: 07/KH-SCT {DATE}",),
    "a stamp below": (
        side_by_side("UBND TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nSố: 07/KH-SCT", "\n".join([*MOTTO, DATE])),
        "ĐẾN",
        "Số: 1005 / VPTT",
        "Ngày: 16/4/2025",
        "Chuyển: Phòng A",
        "Số và ký hiệu HS: ....",
    ),
    "a stamp above": (
        "BỆNH VIỆN MẮT",
        "CÔNG VĂN ĐẾN Số: 512 Ngày: 06/3/2025",
        side_by_side("UBND TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nSố: 07/KH-SCT", "\n".join([*MOTTO, DATE])),
    ),
    "a digital signature over it": (
        "Người ký: Sở Công Thương\nEmail: sct@example.vn\nCơ quan: Tỉnh Hà Nam\nThời gian ký: 06.03.2025 08:15:50 +07:00",
        side_by_side("UBND TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nSố: 07/KH-SCT", "\n".join([*MOTTO, DATE])),
    ),
    "urgency under the number": (
        side_by_side("UBND TỈNH HÀ NAM\nSỞ CÔNG THƯƠNG\nSố: 07/KH-SCT\nHỎA TỐC", "\n".join([*MOTTO, DATE])),
    ),
    "tones as OCR gives them": ("UBND TỈNH HÀ NAM CỘNG HOÀ XÃ HỘI CHỦ NGHĨA YIỆT NAM", "SỞ CÔNG THƯƠNG", f"Số: 07/KH-SCT {DATE}"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_the_letterhead(form: str) -> None:
    found = frame(*FORMS[form], "KẾ HOẠCH", "Phát triển chợ năm 2025", BODY).metadata
    values = (found.type, found.number, found.issuer, found.place, found.date, found.title)
    assert values == WANTED


# Type, title and where the text begins

TITLES: list[tuple[tuple[Block | str, ...], str, str | None]] = [
    (("KẾ HOẠCH", "Phòng chống ma túy năm 2025"), "Kế hoạch", "Phòng chống ma túy năm 2025"),
    (("KẾ HOẠCH", "Kiểm tra việc thực hiện các quy định", "về an toàn thực phẩm"), "Kế hoạch", "Kiểm tra việc thực hiện các quy định về an toàn thực phẩm"),
    (("KẾ HOẠCH\nThực hiện công tác dân số năm 2025",), "Kế hoạch", "Thực hiện công tác dân số năm 2025"),
    (("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Nâng cao chỉ số PCI"), "Chương trình hành động", "Nâng cao chỉ số PCI"),
    (("CHƯƠNG TRÌNH", "Công tác quý I"), "Chương trình", "Công tác quý I"),
    (("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch chuyển đổi số"), "Quyết định", "Về việc ban hành Kế hoạch chuyển đổi số"),
    (("QUYẾT ĐỊNH", "Ban hành Quy chế làm việc", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"), "Quyết định", "Ban hành Quy chế làm việc"),
    (("QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH AN TOÀN GIAO THÔNG BỘ TRƯỞNG BỘ XÂY DỰNG",), "Quyết định", "BAN HÀNH KẾ HOẠCH AN TOÀN GIAO THÔNG"),
    (("CHỈ THỊ", "Về tăng cường phòng cháy, chữa cháy rừng"), "Chỉ thị", "Về tăng cường phòng cháy, chữa cháy rừng"),
    (("CÔNG ĐIỆN", "Về ứng phó bão số 3"), "Công điện", "Về ứng phó bão số 3"),
    (("THÔNG BÁO", "Kết luận của Phó Chủ tịch tại cuộc họp giao ban"), "Thông báo", "Kết luận của Phó Chủ tịch tại cuộc họp giao ban"),
    (("THÔNG BÁO KẾT LUẬN", "Hội nghị giao ban tháng 3"), "Thông báo kết luận", "Hội nghị giao ban tháng 3"),
    (("KẾ HOẠCH HÀNH ĐỘNG", "Vì trẻ em"), "Kế hoạch hành động", "Vì trẻ em"),
    (("KẾ HOẠCH PHỐI HỢP", "Phòng chống tội phạm"), "Kế hoạch phối hợp", "Phòng chống tội phạm"),
    (("KẾ HOẠCH Triển khai Tháng thanh niên",), "Kế hoạch", "Triển khai Tháng thanh niên"),
    (("KẾ HOẠCH TRIỂN KHAI THI HÀNH LUẬT ĐẤT ĐAI Thực hiện Quyết định số 1/QĐ-TTg của Thủ tướng",), "Kế hoạch", "TRIỂN KHAI THI HÀNH LUẬT ĐẤT ĐAI"),
    (("KẾ HOẠCH", "KIỂM TRA NĂM 2025", "(Ban hành kèm theo Quyết định số 1/QĐ-SYT)"), "Kế hoạch", "KIỂM TRA NĂM 2025"),
    (("KẾ HOẠCH", "Kiểm tra năm 2025", "-------"), "Kế hoạch", "Kiểm tra năm 2025"),
    (("KẾ HOẠCH", "(Dự thảo)", "Kiểm tra năm 2025"), "Kế hoạch", "Kiểm tra năm 2025"),
    (("KÉ HOẠCH", "Kiểm tra năm 2025"), "Kế hoạch", "Kiểm tra năm 2025"),
    (("QUYÉT ĐỊNH", "Về việc khen thưởng"), "Quyết định", "Về việc khen thưởng"),
    (("KẾ HOẠCH", centred("Thực hiện cải cách hành chính"), centred("năm 2025"), justified("Cải cách là nhiệm vụ trọng tâm của ngành")), "Kế hoạch", "Thực hiện cải cách hành chính năm 2025"),
    (("KẾ HOẠCH", centred("Nâng cao chất lượng"), centred("Giáo dục mầm non")), "Kế hoạch", "Nâng cao chất lượng Giáo dục mầm non"),
    (("KẾ HOẠCH",), "Kế hoạch", None),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "kind", "title"), TITLES, ids=[f"{r[1]}: {r[2]}"[:60] for r in TITLES])
def test_type_and_title(lines: tuple[Block | str, ...], kind: str, title: str | None) -> None:
    found = frame("SỞ Y TẾ", "Số: 1/XX-SYT", *lines, BODY).metadata
    assert (found.type, found.title) == (kind, title)


BODIES = [
    BODY,
    "Căn cứ tình hình thực tế của địa phương,",
    "Thực hiện Kế hoạch số 107/KH-UBND ngày 08/6/2023 của UBND tỉnh về",
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh",
    "Để triển khai có hiệu quả công tác tiêm chủng",
    "Nhằm nâng cao chất lượng phục vụ",
    "Ngày 06 tháng 8 năm 2024, tại Trụ sở",
    "Trong thời gian qua, công tác phòng cháy",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "Kính gửi: Các cơ quan, đơn vị",
    "Sở Công Thương xây dựng Kế hoạch kiểm tra các chợ trên địa bàn tỉnh với nội dung như sau:",
    "Luật Đường bộ số 35/2024/QH15 được Quốc hội thông qua",
    "Theo đề nghị của Giám đốc Sở Nội vụ;",
]


@pytest.mark.parametrize("body", BODIES)
def test_the_title_ends_where_the_text_begins(body: str) -> None:
    found = frame("SỞ Y TẾ", "Số: 1/KH-SYT", "KẾ HOẠCH", "Công tác dân số", body, "Nội dung")
    assert (found.metadata.title, found.opening) == ("Công tác dân số", 4)


TITLE_LINES = [
    ("Thực hiện công tác cải cách hành chính", "năm 2025"),
    ("Triển khai Tháng hành động", "Vì an toàn thực phẩm"),
    ("Chỉ số hài lòng của người dân và", "Chỉ số cải cách hành chính tỉnh"),
    ("Tổ chức Hội thi", "“Cán bộ dân vận khéo”"),
    ("Về việc thực hiện Nghị quyết số 57-NQ/TW", "của Bộ Chính trị"),
    ("Phòng, chống tham nhũng", "Tiết kiệm, chống lãng phí"),
]


@pytest.mark.parametrize("lines", TITLE_LINES, ids=[lines[0] for lines in TITLE_LINES])
def test_titles_of_two_lines_stay_whole(lines: tuple[str, str]) -> None:
    found = frame("SỞ Y TẾ", "Số: 1/KH-SYT", "KẾ HOẠCH", *lines, BODY)
    assert (found.metadata.title, found.opening) == (" ".join(lines), 5)


LETTER = side_by_side(
    "UBND TỈNH HÀ NAM\nSỞ Y TẾ\nSố: 55/SYT-NVY\nV/v tăng cường phòng,\nchống dịch sởi", "\n".join([*MOTTO, DATE])
)
RULED_LETTER = side_by_side(
    "UBND TỈNH HÀ NAM\nSỞ Y TẾ\n――――\nSố: 55/SYT-NVY\nV/v tăng cường phòng,\nchống dịch sởi",
    "\n".join([*MOTTO, "――――――", DATE]),
)


@pytest.mark.parametrize(
    "blocks",
    [
        (LETTER,),
        (RULED_LETTER,),
        ("UBND TỈNH HÀ NAM", "SỞ Y TẾ", "Số: 55/SYT-NVY", "V/v tăng cường phòng,", "chống dịch sởi", *MOTTO, DATE),
        (f"UBND TỈNH HÀ NAM {MOTTO[0]}", f"SỞ Y TẾ {MOTTO[1]}", f"Số: 55/SYT-NVY {DATE}", "V/v tăng cường phòng,", "chống dịch sởi"),
    ],
    ids=["table", "rules typed", "lines", "both columns"],
)  # fmt: skip
def test_a_letter_has_its_subject_behind_vv(blocks: tuple[Block | str, ...]) -> None:
    found = frame(*blocks, "Kính gửi: Các đơn vị trực thuộc Sở", "Sở Y tế đề nghị các đơn vị báo cáo.")
    data = found.metadata
    assert (data.type, data.number, data.issuer, data.date) == (
        "Công văn",
        "55/SYT-NVY",
        "Sở Y tế tỉnh Hà Nam",
        "2025-03-05",
    )
    assert data.title == "tăng cường phòng, chống dịch sởi"
    assert found.opening == len(blocks)


def test_the_type_of_a_heading_that_is_missing_comes_from_the_sign() -> None:
    found = frame(side_by_side("SỞ Y TẾ\nSố: 3/BC-SYT", "\n".join([*MOTTO, DATE])), "I. KẾT QUẢ", "Đã tiêm 100 liều.")
    assert (found.metadata.type, found.metadata.title, found.opening) == ("Báo cáo", None, 1)


def test_a_heading_as_the_gazette_prints_it() -> None:
    found = frame(
        "CHỈ THỊ", "CỦA BỘ XÂY DỰNG SỐ 07/2008/CT-BXD", "NGÀY 30 THÁNG 12 NĂM 2008", "VỀ ĐẨY MẠNH TIẾT KIỆM", BODY
    )
    data = found.metadata
    assert (data.type, data.number, data.issuer, data.date) == (
        "Chỉ thị",
        "07/2008/CT-BXD",
        "Bộ Xây dựng",
        "2008-12-30",
    )
    assert (data.title, found.opening) == ("VỀ ĐẨY MẠNH TIẾT KIỆM", 4)


# What is no heading

NOT_TYPES = [
    ("Kế hoạch số 12/KH-UBND ngày 1/2/2025 của Ủy ban nhân dân tỉnh giao chỉ tiêu",),
    ("KẾ HOẠCH SỐ 12/KH-UBND",),
    ("Kế hoạch này thay thế các kế hoạch trước đây của ngành",),
    ("Chương trình công tác của Sở gồm các nội dung",),
    ("Báo cáo kết quả về Văn phòng",),
    ("QUYẾT ĐỊNH:",),
    ("DANH SÁCH", "Cán bộ dự tập huấn"),
    ("MỤC LỤC",),
    ("CÔNG TÁC NĂM 2025",),
]


@pytest.mark.parametrize("lines", NOT_TYPES, ids=[lines[0][:50] for lines in NOT_TYPES])
def test_no_type(lines: tuple[str, ...]) -> None:
    assert frame(*lines).metadata.type is None


NOT_NUMBERS = [
    "Số: 1005 / TMHH",
    "ĐẾN Số: 1005 Ngày: 16/4/2025 Chuyển",
    "Số và ký hiệu HS: 12",
    "Thời gian ký: 13/11/2025 15:53:50",
    "Số lượng: 12",
    "Số điện thoại: 0912345678",
]


@pytest.mark.parametrize("line", NOT_NUMBERS)
def test_stamps_give_no_number_and_no_date(line: str) -> None:
    found = frame("SỞ Y TẾ", line, "KẾ HOẠCH", "Công tác dân số", BODY).metadata
    assert (found.number, found.date, found.place) == (None, None, None)


# The year of the plan

YEARS: list[tuple[str, int | None]] = [
    ("Công tác y tế năm 2026", 2026),
    ("Công tác y tế năm 2022 và các năm tiếp theo", 2022),
    ("NĂM AN TOÀN GIAO THÔNG 2023", 2023),
    ("Chuyển đổi số giai đoạn 2021 - 2025", 2025),
    ("Phòng chống tai nạn đến năm 2030", 2025),
    ("Chuyển đổi số năm 2026, tầm nhìn đến năm 2030", 2026),
    ("Năm học 2024-2025", 2025),
    ("Thực hiện Nghị quyết số 98/2023/QH15", 2025),
    ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024", 2025),
    ("Công tác năm 2023 và năm 2024", 2025),
    ("Nâng cao chất lượng", 2025),
]


@pytest.mark.parametrize(("title", "year"), YEARS, ids=[title for title, _ in YEARS])
def test_year(title: str, year: int | None) -> None:
    assert frame("SỞ Y TẾ", "Số: 1/KH-SYT", DATE, "KẾ HOẠCH", title, BODY).year == year


def test_what_orders_before_autumn_is_of_the_year_of_its_date() -> None:
    title = "Về bảo đảm giao thông dịp lễ 02/9 và Tết năm 2026"
    place = "Lam Giang, ngày {} tháng {} năm 2025"
    orders = [frame("SỞ Y TẾ", "Số: 1/CT-SYT", place.format(12, m), "CHỈ THỊ", title, BODY).year for m in ("8", "12")]
    assert orders == [2025, 2026]
    plan = frame("SỞ Y TẾ", "Số: 1/KH-SYT", place.format(12, 8), "KẾ HOẠCH", "Công tác dân số năm 2026", BODY)
    assert plan.year == 2026


def test_no_year() -> None:
    assert frame("KẾ HOẠCH", "Công tác dân số", BODY).year is None


# The signature

RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT, VP.")
SIGNATURES: list[tuple[tuple[Block | str, ...], str | None, str | None]] = [
    (("GIÁM ĐỐC", "Trần Văn Minh"), "Trần Văn Minh", "Giám đốc"),
    (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"), "Lê Thị Hoa", "Phó Giám đốc"),
    (("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa"), "Lê Thị Hoa", "Phó Giám đốc"),
    (("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Lê Thị Hoa"), "Lê Thị Hoa", "Phó Giám đốc"),
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đặng Quốc Bảo"), "Đặng Quốc Bảo", "Chủ tịch"),
    (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đặng Quốc Bảo"), "Đặng Quốc Bảo", "Phó Chủ tịch"),
    (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Vũ Hải Nam"), "Vũ Hải Nam", "Thứ trưởng"),
    (("KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Vũ Hải Nam"), "Vũ Hải Nam", "Phó Thủ tướng"),
    (("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "Vũ Hải Nam"), "Vũ Hải Nam", "Chánh Văn phòng"),
    (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Vũ Hải Nam"), "Vũ Hải Nam", "Phó Chánh Văn phòng"),
    (("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ Y", "Vũ Hải Nam"), "Vũ Hải Nam", "Trưởng phòng"),
    (("Q. GIÁM ĐỐC", "Vũ Hải Nam"), "Vũ Hải Nam", "Quyền Giám đốc"),
    (("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Vũ Hải Nam"), "Vũ Hải Nam", "Phó Bí thư"),
    (("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH UBND TỈNH", "Vũ Hải Nam"), "Vũ Hải Nam", "Phó Trưởng ban Thường trực"),
    (("HIỆU TRƯỞNG", "(Đã ký)", "ThS. Cao Thị Lan"), "Cao Thị Lan", "Hiệu trưởng"),
    (("GIÁM ĐỐC", "", "TS.BS.CKII. NGUYỄN VĂN AN"), "Nguyễn Văn An", "Giám đốc"),
    (("GIÁM ĐỐC", "PGS.TS. Nguyễn Văn An"), "Nguyễn Văn An", "Giám đốc"),
    (("TRƯỞNG CÔNG AN", "Đại tá Bùi Văn Long"), "Bùi Văn Long", "Trưởng Công an"),
    (("CHỦ TỊCH", "Ksor H'Lan"), "Ksor H'Lan", "Chủ tịch"),
    (("CHỦ TỊCH", "_— Tạ Duy Lộc"), "Tạ Duy Lộc", "Chủ tịch"),
    (("GIÁM ĐỐC",), None, "Giám đốc"),
    (("Trần Văn Minh",), None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "signer", "title"), SIGNATURES, ids=["|".join(map(str, r[0]))[:60] for r in SIGNATURES]
)
def test_signature(lines: tuple[Block | str, ...], signer: str | None, title: str | None) -> None:
    found = frame("KẾ HOẠCH", "Công tác dân số", BODY, "1. Nội dung./.", *RECIPIENTS, *lines).metadata
    assert (found.signer, found.signer_title) == (signer, title)


def test_a_name_beside_the_recipients_signs_where_the_post_cannot_be_read() -> None:
    body = ("KẾ HOẠCH", "Công tác dân số", BODY, "1. Nội dung./.")
    found = frame(*body, side_by_side("\n".join(RECIPIENTS), "K'f GIẢ»1\n\nLê Thị Hoa .")).metadata
    assert (found.signer, found.signer_title) == ("Lê Thị Hoa", None)
    two = frame(*body, side_by_side("\n".join(RECIPIENTS), "Lê Thị Hoa\nVũ Hải Nam")).metadata
    assert two.signer is None  # which of them signs cannot be told


@pytest.mark.parametrize(
    "ending",
    [
        (side_by_side("\n".join(RECIPIENTS), "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Hoa"),),
        ("Nơi nhận:\tKT. GIÁM ĐỐC", "- Như trên;\tPHÓ GIÁM ĐỐC", "- Lưu: VT.\tLê Thị Hoa"),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa", *RECIPIENTS),
        ("Nơi nhận: KT. GIÁM ĐỐC", "- Như trên; PHÓ GIÁM ĐỐC", "- Lưu: VT.", "Lê Thị Hoa"),
        ("Nơi nhận:", "- Như trên;", "- Lưu: VT, VP. KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Thị Hoa"),
        ("NƠI NHẬN", "- Như trên;", "- Lưu: VT.", "KT GIÁM ĐÓC", "PHÓ GIÁM ĐÓC", "Lê Thị Hoa"),
    ],
    ids=["table", "tabs", "signature first", "both columns", "one line", "OCR"],
)
def test_forms_of_the_ending(ending: tuple[Block | str, ...]) -> None:
    found = frame("KẾ HOẠCH", "Công tác dân số", BODY, "1. Nội dung./.", *ending, "PHỤ LỤC", "Danh sách")
    assert (found.metadata.signer, found.metadata.signer_title) == ("Lê Thị Hoa", "Phó Giám đốc")
    assert (found.closing, found.appendix) == (4, 4 + len(ending))


STRAY = [
    ("TS.BS. PHÙ VĂN TRÍ\nGiám Đốc Bệnh Viện",),
    ("Giám đốc Sở chịu trách nhiệm trước Ủy ban nhân dân tỉnh",),
    ("GIÁM ĐỐC SỞ VÀ CÁC PHÓ GIÁM ĐỐC CHỈ ĐẠO",),
    ("Người ký: Nguyễn Văn Bình",),
    ("Nơi nhận kết quả: Bộ phận Một cửa các xã, phường",),
    ("Chủ tịch Ủy ban nhân dân xã", "Lê Văn Tám"),
]


@pytest.mark.parametrize("lines", STRAY, ids=[lines[0][:40] for lines in STRAY])
def test_names_elsewhere_are_not_the_signer(lines: tuple[str, ...]) -> None:
    found = frame("KẾ HOẠCH", "Công tác dân số", BODY, *lines, "2. Nội dung", *RECIPIENTS, "GIÁM ĐỐC", "Trần Văn Minh")
    assert (found.metadata.signer, found.metadata.signer_title) == ("Trần Văn Minh", "Giám đốc")
    assert found.closing == 4 + len(lines)


def test_the_head_above_the_bases_of_a_decision_does_not_sign() -> None:
    found = frame(
        "QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch", "GIÁM ĐỐC SỞ Y TẾ", BODY, "QUYẾT ĐỊNH:", "Điều 1. Ban hành Kế hoạch.",
        *RECIPIENTS, "GIÁM ĐỐC", "Trần Văn Minh", "KẾ HOẠCH", "Công tác dân số năm 2026", "I. MỤC TIÊU",
    )  # fmt: skip
    assert (found.opening, found.closing, found.appendix) == (2, 6, 11)
    assert found.metadata.title == "Về việc ban hành Kế hoạch"


# The frame

APPENDICES = [
    "PHỤ LỤC",
    "Phụ lục I",
    "PHỤ LỤC 02",
    "Mẫu số 01",
    "ĐỀ CƯƠNG BÁO CÁO",
    "DANH MỤC NHIỆM VỤ",
    "KẾ HOẠCH",
    MOTTO[0],
]


@pytest.mark.parametrize("opening", APPENDICES)
def test_the_appendix_begins_behind_the_signature(opening: str) -> None:
    found = frame("KẾ HOẠCH", "Công tác", BODY, *RECIPIENTS, "GIÁM ĐỐC", "Trần Văn Minh", opening, "Nội dung")
    assert (found.closing, found.appendix) == (3, 8)


def test_a_table_behind_the_signature_is_an_appendix() -> None:
    found = frame(
        "KẾ HOẠCH", "Công tác", BODY, *RECIPIENTS, "GIÁM ĐỐC", "Trần Văn Minh", side_by_side("TT", "Nhiệm vụ")
    )
    assert found.appendix == 8


def test_without_ending_and_appendix() -> None:
    note = Paragraph("Ghi chú", part="footnote")
    found = metadata.read(document("KẾ HOẠCH", "Công tác", BODY, note))
    assert (found.opening, found.closing, found.appendix) == (2, 3, 4)


def test_without_anything() -> None:
    found = metadata.read(document())
    assert (found.metadata.type, found.year, found.opening, found.closing, found.appendix) == (None, None, 0, 0, 0)


def test_page_headers_are_not_read() -> None:
    header = Paragraph("QUYẾT ĐỊNH", part="header")
    assert metadata.read(document("KẾ HOẠCH", "Công tác", BODY, header)).metadata.type == "Kế hoạch"


def test_evidence_tells_where_each_field_stands() -> None:
    blocks = (
        *FORMS["a table"],
        "KẾ HOẠCH",
        "Phát triển chợ",
        "năm 2025",
        BODY,
        *RECIPIENTS,
        "GIÁM ĐỐC",
        "Trần Văn Minh",
    )
    doc = document(*blocks)
    found = metadata.read(doc).metadata
    for evidence in found.evidence:
        assert doc.blocks[evidence.block].text[evidence.start : evidence.end] == evidence.text
        assert 0 < evidence.confidence <= 1
    by_field = {e.field: e.text for e in found.evidence}
    assert by_field["number"] == "07/KH-SCT"
    assert by_field["issuer"] == "SỞ CÔNG THƯƠNG"
    assert by_field["signer"] == "Trần Văn Minh"
    assert [e.text for e in found.evidence if e.field == "title"] == ["Phát triển chợ", "năm 2025"]
    assert {e.field for e in found.evidence} == {
        "type",
        "number",
        "issuer",
        "place",
        "date",
        "title",
        "signer",
        "signer_title",
    }


LINES = ["SỞ Y TẾ", "Số: 1/KH-SYT", *MOTTO, DATE, "KẾ HOẠCH", "V/v họp", "Công tác năm 2025", BODY, "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Trần Văn Minh", "PHỤ LỤC", ""]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=14))
def test_the_frame_is_in_order_whatever_the_document(lines: list[str]) -> None:
    doc = document(*lines)
    found = metadata.read(doc)
    assert 0 <= found.opening <= found.closing <= found.appendix <= len(doc.blocks)
    for evidence in found.metadata.evidence:
        assert doc.blocks[evidence.block].text[evidence.start : evidence.end] == evidence.text


def test_reading_a_part_again_gives_the_same() -> None:
    doc = document(*FORMS["tabs"], "KẾ HOẠCH", "Công tác", BODY)
    assert metadata.read(doc) == metadata.read(replace(doc, warnings=("x",)))


@pytest.mark.parametrize(
    ("title", "kind", "day", "year"),
    [
        ("Công tác y tế năm 2026", "Kế hoạch", "2025-12-20", 2026),
        ("Công tác y tế", "Kế hoạch", "2025-12", 2025),
        ("Phòng dịch dịp Tết năm 2026", "Chỉ thị", "2025-08-20", 2025),
        (None, None, None, None),
    ],
)
def test_the_plans_own_year_from_particulars_read_before(
    title: str | None, kind: str | None, day: str | None, year: int | None
) -> None:
    assert metadata.own_year({"title": title, "type": kind, "date": day}) == year
