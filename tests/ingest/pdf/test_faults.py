"""Which pages of a PDF have text that cannot be used, and why: words, pages, documents."""

import tomllib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from ingest.pdf.page import Sheet, read_page
from ingest.pdf.quality import Fault, faults, left_out, read_by_ocr, take_layers
from ingest.pdf.wording import begins_signature, has_bad_part, verdict, words
from tests.ingest.pdf_files import Page, make, show

CASES = tomllib.loads((Path(__file__).parent / "cases" / "wording.toml").read_text(encoding="utf-8"))["case"]

GOOD = [
    "Triển khai các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân",
    "tỉnh, bảo đảm đúng tiến độ, chất lượng và hiệu quả; định kỳ báo cáo",
    "kết quả thực hiện về Sở Nội vụ để tổng hợp, trình cấp có thẩm quyền",
]
MISREAD = [
    "uY BAN NgAN nAN TiNH CONG HOA xA HQI cHU NGHiA VIET NAM DQc lap",
    "Tu do Hanh phuc Ke hoach thuc hien cai cach hanh chinh nam cila cac",
    "so ban nganh va cac huyen thi xa thanh pho cin cfr nhiem vu duqc giao",
]
ENGLISH = [
    "The Department shall coordinate with other agencies in this work and",
    "report on its progress by the end of each quarter. Participants are",
    "requested to submit their registration not later than that date.",
]
BROKEN = [
    "Kạ hobch trixn khai thừc hitn nhitm vỡ cài cách hành chính năm",
    "cồa Sử Nủi vỡ và vitc kixm tra công vỡ tbi các phòng ban trừc thuủc",
    "Ộy ban nhân dân các huytn, thành phở",
]
SIGNATURE = [
    "Ký bởi: Ủy ban nhân dân tỉnh Hòa Sơn",
    "Email: ubnd@hoason.example",
    "Cơ quan: Ủy ban nhân dân tỉnh Hòa Sơn, khu hành chính",
    "tập trung, phường An Bình, thành phố Hòa Sơn",
    "Thời gian ký: 12.03.2026 15:20:01 +07:00",
]
HIDDEN = "3 Tr"


def printed(page: Page, texts: list[str], top: float = 100, extra: str = "") -> Page:
    for index, text in enumerate(texts):
        page.text(60, top + 16 * index, text, extra=extra)
    return page


def sheets(*pages: Page) -> list[Sheet]:
    document = pdfium.PdfDocument(make(*pages))
    return [read_page(document, index) for index in range(len(document))]


def found(*pages: Page) -> dict[int, Fault]:
    return faults(sheets(*pages))


def few(text: str) -> Page:
    return Page().text(60, 100, text)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_words(case: dict[str, Any]) -> None:
    judged = words(case["text"].splitlines())
    assert verdict(judged, case.get("strictly", False)).name == case["verdict"]


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        pytest.param("Quyết định số 12/QĐ-UBND", ["Quyết", "định", "số"], id="number of a document"),
        pytest.param("UBND, HĐND, NĐ, TTg, CTrHĐ", [], id="abbreviations"),
        pytest.param("SỞ Y TẾ CÔNG AN", ["SỞ", "TẾ", "CÔNG"], id="capitals"),
        pytest.param("15 km, 3 m², 20 kg", [], id="units"),
        pytest.param("thư về phongtonghop@hoason.example hay www.hoason.example", ["thư", "về", "hay"], id="addresses"),
        pytest.param("ho?ch thực hiện?", ["ho?ch", "thực", "hiện"], id="a hole in a word, a question"),
        pytest.param("Sở: (a) ý, kiến", ["Sở", "kiến"], id="single letters"),
    ],
)
def test_words_that_are_judged(text: str, judged: list[str]) -> None:
    assert words([text]) == judged


def test_half_a_page_is_rubbish() -> None:
    assert has_bad_part(words(GOOD * 3 + MISREAD * 2))
    assert not has_bad_part(words(GOOD * 5))


@pytest.mark.parametrize("text", [*SIGNATURE[:3], SIGNATURE[4], "Signature valid", "Người ký: Trần Thị Bình"])
def test_line_of_a_signature(text: str) -> None:
    assert begins_signature(text)


@pytest.mark.parametrize("text", ["Cơ quan chủ trì là Sở Y tế", "Chuyển đổi số", "Đơn vị phối hợp", "Ký kết hợp đồng"])
def test_line_of_a_plan(text: str) -> None:
    assert not begins_signature(text)


PAGES = [
    pytest.param(printed(Page(), GOOD), None, id="printed"),
    pytest.param(printed(Page(), ENGLISH), None, id="printed in English"),
    pytest.param(printed(Page(), [f"{n} 1.250.{n}00 3.400.000 12,5" for n in range(30)]), None, id="numbers only"),
    pytest.param(Page(), None, id="blank page"),
    pytest.param(printed(Page(), BROKEN), Fault.RUBBISH, id="a font gives other letters"),
    pytest.param(printed(Page(), MISREAD), Fault.RUBBISH, id="printed rubbish"),
    pytest.param(
        printed(Page(), [line.replace("ạ", "\ue001").replace("ệ", "\ue002").replace("ế", "\ue003") for line in GOOD]),
        Fault.LOST,
        id="letters without Unicode",
    ),
    pytest.param(printed(Page(), ["\ue001 " + line for line in GOOD]), None, id="bullets without Unicode"),
    pytest.param(Page().picture(), Fault.SCAN, id="scan"),
    pytest.param(printed(Page().picture(), GOOD, extra=HIDDEN), None, id="scan with a good layer"),
    pytest.param(printed(Page().picture(), MISREAD, extra=HIDDEN), Fault.MISREAD, id="scan read as English"),
    pytest.param(printed(Page().picture(), GOOD), None, id="print on a picture"),
    pytest.param(printed(Page().picture(), MISREAD), Fault.MISREAD, id="scan with visible text of a program"),
    pytest.param(
        printed(printed(Page().picture(), GOOD * 3, extra=HIDDEN), MISREAD, 400, HIDDEN),
        Fault.MISREAD,
        id="scan of which a part was misread",
    ),
    pytest.param(printed(Page().picture(), SIGNATURE), Fault.SCAN, id="scan with a signature"),
    pytest.param(
        printed(Page().picture(), [*SIGNATURE, "Số: 12/KH-UBND", "ngày 12 tháng 3 năm 2026"]),
        Fault.SCAN,
        id="scan with a signature, a number and a day",
    ),
    pytest.param(
        printed(Page().picture(), [SIGNATURE[0], *GOOD]), Fault.SCAN, id="scan with a signature of several lines"
    ),
    pytest.param(
        printed(Page().picture(), ["Ký bởi: Trần Thị Bình", "", *GOOD]), None, id="text apart from a signature"
    ),
    pytest.param(
        printed(Page().picture(), GOOD * 5 + MISREAD[1:2] * 3 + GOOD * 4, 60, HIDDEN),
        Fault.MISREAD,
        id="scan with a bad part",
    ),
    pytest.param(
        printed(printed(Page().picture(), SIGNATURE, 400), GOOD, extra=HIDDEN), None, id="signed scan with a good layer"
    ),
]


@pytest.mark.parametrize(("page", "fault"), PAGES)
def test_page(page: Page, fault: Fault | None) -> None:
    assert found(printed(Page(), GOOD), page) == ({2: fault} if fault else {})


def test_signature_laid_over_a_scan() -> None:
    page = (
        Page().picture().overlay((300, 600, 560, 700), *(show(5, 80 - 14 * i, t, 9) for i, t in enumerate(SIGNATURE)))
    )
    assert found(page) == {1: Fault.SCAN}


def test_pages_with_few_words_are_judged_together() -> None:
    bad = [few(MISREAD[0]), few(MISREAD[1]), few(MISREAD[2])]
    assert found(*bad) == dict.fromkeys((1, 2, 3), Fault.RUBBISH)
    assert found(few(GOOD[0]), few("KPI Dashboard"), few(GOOD[1])) == {}


def test_few_words_beside_good_pages_are_no_fault() -> None:
    assert found(printed(Page(), GOOD), few("Kbang Mang Yang Kong Chro Chu Prong container pallet feet")) == {}


def test_nothing_but_blank_pages() -> None:
    assert found(Page(), Page()) == {1: Fault.EMPTY, 2: Fault.EMPTY}


def test_layers_become_lines_and_stamps_go_aside() -> None:
    (sheet,) = sheets(printed(printed(Page().picture(), SIGNATURE, 400), GOOD, extra=HIDDEN))
    assert faults([sheet]) == {}
    take_layers([sheet])
    assert [line.text for line in sheet.lines] == GOOD
    assert len(sheet.aside) == len(SIGNATURE)


def test_sentences_name_the_pages() -> None:
    judged = found(printed(Page(), GOOD), Page().picture(), printed(Page(), BROKEN))
    assert [sentence.split(":")[0] for sentence in left_out(judged)] == ["Page 2 left out", "Page 3 left out"]
    assert [sentence.split(":")[0] for sentence in read_by_ocr(judged, 0.95)] == ["Page 2", "Page 3"]


def test_a_doubtful_reading_says_so() -> None:
    (sure,), (unsure,) = read_by_ocr({1: Fault.SCAN}, 0.95), read_by_ocr({1: Fault.SCAN}, 0.7)
    assert "check every row" in unsure
    assert "check every row" not in sure
