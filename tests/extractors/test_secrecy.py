"""Which documents bear a mark of state secrecy: tables of letterheads."""

from dataclasses import replace

import pytest

from extractors.secrecy import mark
from models import Cell, Document, Paragraph, Table
from tests.extractors.factories import HEAD, LETTER, TAIL, document, p, table

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DATED = "Lam Giang, ngày 05 tháng 3 năm 2026"
TITLE = ("KẾ HOẠCH", "Huấn luyện, diễn tập khu vực phòng thủ năm 2026")
BODY = ("Căn cứ Luật Quốc phòng ngày 08 tháng 6 năm 2018;", "I. MỤC ĐÍCH", "Nâng cao khả năng sẵn sàng chiến đấu.")
PARTY = ("TỈNH ỦY LAM GIANG", "*", "Số 15-KH/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Lam Giang, ngày 02 tháng 4 năm 2026")


def under_number(*stamp: str, office: tuple[str, ...] = ("UBND TỈNH LAM GIANG", "BỘ CHỈ HUY QUÂN SỰ")) -> Document:
    """A letterhead in lines, the stamp's lines under the number."""
    return document(*office, "Số: 27/KH-BCH", *stamp, *STATE, DATED, *TITLE, *BODY, *TAIL)


def in_cell(stamp: str) -> Document:
    """A letterhead in a table, the stamp under the number in its cell."""
    left = f"CÔNG AN TỈNH LAM GIANG\nPHÒNG AN NINH NỘI ĐỊA\nSố: 8/KH-ANNĐ\n{stamp}"
    return document(table((left, "\n".join((*STATE, DATED)))), *TITLE, *BODY, *TAIL)


def scanned(found: Document) -> Document:
    return replace(found, source=replace(found.source, text_from="ocr"))


BOX = Table((Cell(0, 0, (Paragraph("TUYỆT MẬT"),)),), 1, 1)

SECRET = {
    "alone under the number": (under_number("MẬT"), "MẬT"),
    "the second grade": (under_number("TỐI MẬT"), "TỐI MẬT"),
    "the first grade": (under_number("TUYỆT MẬT"), "TUYỆT MẬT"),
    "before everything": (document("MẬT", *HEAD, *BODY), "MẬT"),
    "between brackets": (under_number("(MẬT)"), "(MẬT)"),
    "between stars": (under_number("* TỐI MẬT *"), "* TỐI MẬT *"),
    "in quotes": (under_number("“Mật”"), "“Mật”"),
    "one capital": (under_number("Tối mật"), "Tối mật"),
    "with the letter of its grade": (under_number("TỐI MẬT / A"), "TỐI MẬT / A"),
    "with a letter and no blanks": (under_number("MẬT/C"), "MẬT/C"),
    "spaced": (under_number("M Ậ T"), "M Ậ T"),
    "two words spaced": (under_number("T Ố I  M Ậ T"), "T Ố I M Ậ T"),
    "without the blank": (under_number("TUYỆTMẬT"), "TUYỆTMẬT"),
    "on two lines": (under_number("TỐI", "MẬT"), "TỐI MẬT"),
    "with urgency before": (under_number("HỎA TỐC - MẬT"), "HỎA TỐC - MẬT"),
    "with urgency behind": (under_number("MẬT – KHẨN"), "MẬT – KHẨN"),
    "with the copy's number": (under_number("TỐI MẬT - Bản số: 03/05"), "TỐI MẬT - Bản số: 03/05"),
    "a draft": (under_number("DỰ THẢO (MẬT)"), "DỰ THẢO (MẬT)"),
    "field of the letterhead": (under_number("Độ mật: Mật"), "Độ mật: Mật"),
    "field, second grade": (under_number("Độ mật: TỐI MẬT"), "Độ mật: TỐI MẬT"),
    "field, other name": (under_number("Mức độ mật: Tuyệt mật."), "Mức độ mật: Tuyệt mật."),
    "says what is secret": (under_number("TÀI LIỆU MẬT"), "TÀI LIỆU MẬT"),
    "says so in brackets": (under_number("(Tài liệu tối mật)"), "(Tài liệu tối mật)"),
    "behind the number in its line": (
        document("SỞ NỘI VỤ", "Số: 45/KH-SNV   MẬT", *STATE, DATED, *TITLE, *BODY),
        "MẬT",
    ),
    "before Quốc hiệu in its line": (
        document("CÔNG AN TỈNH LAM GIANG", "TỐI MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *TITLE, *BODY),
        "TỐI MẬT",
    ),
    "behind the issuer, far to the right": (
        document("BỘ CHỈ HUY QUÂN SỰ            TUYỆT MẬT", *STATE, *TITLE, *BODY),
        "TUYỆT MẬT",
    ),
    "in the letterhead's table": (in_cell("MẬT"), "MẬT"),
    "in the letterhead's table, lines": (in_cell("TỐI MẬT\n(Bản số: 01)"), "TỐI MẬT"),
    "in a box of its own": (document(BOX, *HEAD, *BODY), "TUYỆT MẬT"),
    "in a box above the title": (document(*HEAD[:-2], BOX, *HEAD[-2:], *BODY), "TUYỆT MẬT"),
    "the Party's letterhead": (document(*PARTY[:3], "MẬT", *PARTY[3:], *TITLE, *BODY), "MẬT"),
    "a letter, under its subject": (document(*LETTER[:4], "MẬT", LETTER[4], "Kính gửi: Sở Tài chính", *BODY), "MẬT"),
    "a letter, before its subject": (
        document(*LETTER[:3], "TỐI MẬT", *LETTER[3:], "Kính gửi: Sở Tài chính"),
        "TỐI MẬT",
    ),
    "a page's header": (document(*HEAD, *BODY, Paragraph("MẬT", part="header")), "MẬT"),
    "a page's header beside a number": (document(*HEAD, *BODY, Paragraph("2\tTỐI MẬT", part="header")), "TỐI MẬT"),
    "no title": (document("BỘ CHỈ HUY QUÂN SỰ", "MẬT", *STATE, DATED, "Các đơn vị sẵn sàng."), "MẬT"),
    "tab between": (document("CÔNG AN TỈNH\tMẬT", *STATE, *TITLE, *BODY), "MẬT"),
    "a wrong tone": (under_number("MÂT"), "MÂT"),
    "two syllables without tones": (under_number("TOI MAT"), "TOI MAT"),
    "two syllables, some tones lost": (under_number("TUYÊT MẠT"), "TUYÊT MẠT"),
    "scan, all tones lost": (scanned(under_number("MAT")), "MAT"),
    "scan, another tone": (scanned(under_number("MẠT")), "MẠT"),
    "scan, framed": (scanned(under_number("| MẬT |")), "| MẬT |"),
}

ABOUT_SECRETS = ("KẾ HOẠCH", "Bảo vệ bí mật nhà nước năm 2026", "Căn cứ Luật Bảo vệ bí mật nhà nước;")
PUBLIC = {
    "an ordinary plan": document(*HEAD, *BODY, *TAIL),
    "an ordinary letter": document(*LETTER, "Kính gửi: Sở Tài chính", *BODY),
    "about state secrets": document(*HEAD[:-2], *ABOUT_SECRETS, *TAIL),
    "the title on lines of its own": document(*HEAD[:-1], "Bảo vệ bí", "mật nhà nước năm 2026", *BODY),
    "title in capitals, broken": document(*HEAD[:-1], "TRIỂN KHAI CÔNG TÁC BẢO", "MẬT", *BODY),
    "an office of secrecy": document("BỘ CÔNG AN", "PHÒNG BẢO", "MẬT", *HEAD[3:], *BODY),
    "an office of state secrets": document("CÔNG AN TỈNH", "ĐỘI BẢO VỆ BÍ MẬT NHÀ NƯỚC", *HEAD[3:], *BODY),
    "an office of state secrets, broken": document(
        "CÔNG AN TỈNH", "ĐỘI BẢO VỆ BÍ", "MẬT", "NHÀ NƯỚC", *HEAD[3:], *BODY
    ),
    "a secrecy committee in a table": document(
        table(("BAN CƠ YẾU\nTRUNG TÂM CHỨNG THỰC VÀ BẢO\nMẬT", "\n".join(STATE))), *TITLE, *BODY
    ),
    "recipients": document(*HEAD, *BODY, "Nơi nhận:", "- Phòng Bảo mật;", "- Lưu: VT, Mật.", "GIÁM ĐỐC"),
    "a stamp only behind the text": document(*HEAD, *BODY, *TAIL, "MẬT"),
    "secret files in the text": document(*HEAD, *BODY, "Hồ sơ mật do văn thư giữ.", "MẬT", *TAIL),
    "a list of secrets in a table": document(*HEAD, *BODY, table(("STT", "Độ mật"), ("1", "TỐI MẬT")), *TAIL),
    "honey": document(*HEAD[:-1], "Phát triển sản phẩm MẬT ONG rừng tràm", *BODY),
    "a company of honey": document("HỢP TÁC XÃ", "MẬT ONG U MINH", *HEAD[3:], *BODY),
    "density": document("VIỆN QUY HOẠCH", "MẬT ĐỘ XÂY DỰNG", *HEAD[3:], *BODY),
    "a narrow place": document("BAN AN TOÀN GIAO THÔNG", "THẮT MẬT", *HEAD[3:], *BODY),
    "an eye hospital": document("SỞ Y TẾ", "BỆNH VIỆN", "MẮT", *HEAD[3:], *BODY),
    "an eye hospital, scanned": scanned(document("SỞ Y TẾ", "BỆNH VIỆN", "MẮT", *HEAD[3:], *BODY)),
    "a hospital of faces": document("BỆNH VIỆN RĂNG HÀM", "MẶT", *HEAD[3:], *BODY),
    "a bid": document(*LETTER[:3], "V/v đấu thầu: nộp hồ sơ", "mật", *LETTER[4:], *BODY),
    "a letter about secrets": document(*LETTER[:3], "V/v tăng cường công tác bảo mật", *LETTER[4:], *BODY),
    "a letter about marks": document(*LETTER[:3], "V/v đóng dấu MẬT, TỐI MẬT", *LETTER[4:], *BODY),
    "a field with no grade": under_number("Độ mật: Không"),
    "a field left empty": under_number("Độ mật: ……"),
    "a field to tick": under_number("Độ mật: □ Mật □ Tối mật □ Tuyệt mật"),
    "urgent": under_number("HỎA TỐC"),
    "no longer secret": under_number("ĐÃ GIẢI MẬT"),
    "MAT typed": under_number("MAT"),
    "the letter of no grade": under_number("A"),
    "a header about secrets": document(*HEAD, *BODY, Paragraph("Kế hoạch bảo vệ bí mật nhà nước", part="header")),
    "a footnote": document(*HEAD, *BODY, Paragraph("Mật", part="footnote")),
    "a footer": document(*HEAD, *BODY, Paragraph("Phòng Bảo mật", part="footer")),
    "a person": document(*HEAD, *BODY, *TAIL[:-1], "Trần Mật"),
    "no letterhead": document("Danh mục tài liệu do cơ quan giữ: hồ sơ mật, hồ sơ thường.", "1. Mật", "2. Thường"),
    "a list without letterhead": document(table(*((str(n), "Sổ trực", "Mật") for n in range(6)))),
    "nothing": document(p("")),
}


@pytest.mark.parametrize(("found", "expected"), SECRET.values(), ids=SECRET)
def test_secret(found: Document, expected: str) -> None:
    assert mark(found) == expected


@pytest.mark.parametrize("found", PUBLIC.values(), ids=PUBLIC)
def test_public(found: Document) -> None:
    assert mark(found) is None
