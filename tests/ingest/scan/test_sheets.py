"""Seen pages as sheets: lines side by side, bold type, what is stamped or scrawled."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from ingest.pdf.frame import Frame
from ingest.pdf.page import Sheet
from ingest.pdf.paragraphs import Row, paragraphs
from ingest.scan.seeing import SeenPage, SeenWord
from ingest.scan.sheets import sheets
from models import Box, Reading

FRAME = Frame(0, 0, 595, 842, 0)
WIDTH = 6.0  # of a letter, in points


class Part(NamedTuple):
    """Words of a line, where they start, and how they look."""

    text: str
    x: float = 85.0
    bold: bool = False
    tinted: bool = False
    confidence: float = 0.95
    size: float = 13.0


def words(base: float, *parts: Part) -> list[SeenWord]:
    """A line as the engine sees it."""
    found = []
    for part in parts:
        x = part.x
        for text in part.text.split():
            end, ink = x + WIDTH * len(text), 60 * len(text)
            height = 0.72 * part.size
            inside = ink * 0.55 if part.bold else ink * 0.25
            box = Box(x, base - height, end, base)
            found.append(SeenWord(text, Reading(part.confidence), box, base, height, ink, int(inside), part.tinted))
            x = end + WIDTH
    return found


def sheet(*lines: list[SeenWord]) -> Sheet:
    (made,) = sheets([SeenPage(1, FRAME, lines=list(lines))])
    return made


PLAIN = [words(500 + 20 * index, Part("Căn cứ chương trình công tác năm của tỉnh")) for index in range(8)]


def rows(made: Sheet) -> list[str]:
    return [line.text for line in made.lines]


def bold(made: Sheet, row: int = 0) -> str:
    return " ".join(word.text for word in made.lines[row].words if word.bold)


@pytest.mark.parametrize("apart", [pytest.param(0.0, id="level"), pytest.param(3.0, id="a little lower")])
def test_two_columns_of_a_letterhead_are_one_line(apart: float) -> None:
    left = [words(80, Part("ỦY BAN NHÂN DÂN", 85)), words(96, Part("TỈNH BẮC SƠN", 95))]
    right = [words(80 + apart, Part("CỘNG HÒA XÃ HỘI", 300)), words(96 + apart, Part("Độc lập - Tự do", 310))]
    assert rows(sheet(*left, *right)) == ["ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI", "TỈNH BẮC SƠN Độc lập - Tự do"]


def test_lines_of_a_paragraph_stay_apart() -> None:
    assert rows(sheet(*PLAIN[:2])) == [PLAIN_TEXT, PLAIN_TEXT]


def test_lines_in_the_same_place_are_two() -> None:
    assert len(rows(sheet(words(80, Part("Sở Nội vụ")), words(82, Part("Sở Tài chính"))))) == 2


PLAIN_TEXT = "Căn cứ chương trình công tác năm của tỉnh"


def test_a_bold_line() -> None:
    made = sheet(words(80, Part("MỤC ĐÍCH, YÊU CẦU", bold=True)), *PLAIN)
    assert bold(made) == "MỤC ĐÍCH, YÊU CẦU"
    assert not any(bold(made, row) for row in range(1, 9))


def test_a_bold_title_at_a_paragraphs_start() -> None:
    made = sheet(words(80, Part("1. Sở Nội vụ:", bold=True), Part("chủ trì tham mưu việc này", 190)), *PLAIN)
    assert bold(made) == "1. Sở Nội vụ:"


@pytest.mark.parametrize("is_bold", [False, True])
def test_type_of_one_weight_is_not_bold(is_bold: bool) -> None:
    made = sheet(*(words(80 + 20 * index, Part(PLAIN_TEXT, bold=is_bold)) for index in range(8)))
    assert not any(bold(made, row) for row in range(8))


def test_tinted_words_go_aside() -> None:
    made = sheet(words(80, Part("KT. CHỦ TỊCH", 85), Part("SỞ NỘI VỤ", 300, tinted=True)), *PLAIN)
    assert rows(made)[0] == "KT. CHỦ TỊCH"
    assert [line.text for line in made.aside] == ["SỞ NỘI VỤ"]


@pytest.mark.parametrize(
    ("text", "confidence", "is_text"),
    [
        pytest.param("jW ~ƒ", 0.2, False, id="few letters, unsure"),
        pytest.param("— | _", 0.9, False, id="no letter at all"),
        pytest.param("Bình", 0.8, True, id="few letters, sure"),
        pytest.param("Nguyễn Văn Bình Minh", 0.3, True, id="many letters, unsure"),
    ],
)
def test_scrawls_are_no_text(text: str, confidence: float, is_text: bool) -> None:
    made = sheet(words(80, Part(text, confidence=confidence)), *PLAIN)
    assert (text in rows(made)) is is_text
    assert (text in [line.text for line in made.aside]) is not is_text


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param(13.0, 13.0, id="as most"),
        pytest.param(14.5, 13.0, id="capitals seem higher"),
        pytest.param(20.0, 20.0, id="a title"),
        pytest.param(8.0, 8.0, id="a note"),
    ],
)
def test_sizes(size: float, expected: float) -> None:
    made = sheet(words(80, Part("Kế hoạch", size=size)), *PLAIN)
    assert made.lines[0].size == pytest.approx(expected, abs=0.1)


def test_a_line_of_high_letters_close_under_another_is_of_its_size() -> None:
    below = words(656.0, Part("Chính phủ về hướng dẫn thi hành", size=19.0))
    made = sheet(*PLAIN, below)  # 16 points under the last line of 13
    assert made.lines[-1].size == pytest.approx(13.0, abs=0.1)


def test_lines_that_stand_closer_than_type_is_high_are_of_small_type() -> None:
    notes = [words(700 + 11.5 * index, Part("Kế hoạch số 12/KH-SGDĐT của Sở", size=11.5)) for index in range(3)]
    made = sheet(*PLAIN, *notes)
    assert [round(line.size, 1) for line in made.lines[-3:]] == [10.0, 10.0, 10.0]
    assert made.lines[0].size == pytest.approx(13.0, abs=0.1)


@pytest.mark.parametrize(
    ("text", "x", "is_kept"),
    [
        pytest.param("Zika", 61.0, True, id="a name beside its line"),
        pytest.param("Zika", 20.0, False, id="far from it"),
        pytest.param("zKa", 67.0, False, id="no name's letters"),
        pytest.param("/J)", 67.0, False, id="strokes"),
    ],
)
def test_a_doubtful_first_word_is_kept_where_it_stands_as_a_name_does(text: str, x: float, is_kept: bool) -> None:
    line = [*words(660, Part(text, x=x, confidence=0.4)), *words(660, Part("và các bệnh khác", x=91.0))]
    assert rows(sheet(*PLAIN, line))[-1].startswith(text) is is_kept


def test_readings_stay_with_their_words() -> None:
    made = sheet(words(80, Part("Sở Y tế", confidence=0.61)))
    assert [word.reading for word in made.lines[0].words] == [Reading(0.61)] * 3


def test_a_blank_page_is_a_sheet() -> None:
    made: Sequence[Sheet] = sheets([SeenPage(1, FRAME, trouble="blank"), SeenPage(2, FRAME, lines=[PLAIN[0]])])
    assert [(each.number, len(each.lines), each.is_picture) for each in made] == [(1, 0, True), (2, 1, True)]


def test_a_paragraph_goes_on_over_a_page_that_was_scanned_farther_to_the_right():
    upper = [words(780, Part("trình Ủy ban nhân dân tỉnh quyết định việc bố trí kinh phí cho các trường"))]
    lower = [
        words(80, Part("chi trong dự toán hằng năm; chịu trách nhiệm về các lớp học tại các trường", x=118.0)),
        words(100, Part("của ngành giáo dục và đào tạo.", x=118.0)),
    ]
    pages = sheets([SeenPage(1, FRAME, lines=upper), SeenPage(2, FRAME, lines=lower)])
    rows = [Row(line, page, 85.0, 560.0, 20.0) for page in pages for line in page.lines]
    assert len(paragraphs(rows)) == 1


def test_a_documents_number_at_a_lines_end_is_no_scratch_and_goes_on_below():
    upper = words(700, Part("bộ tiêu chí ban hành kèm theo Quyết định số", confidence=0.95))
    upper += words(700, Part("6858/QĐ-", x=420.0, confidence=0.3))
    made = sheet(*PLAIN, upper, words(720, Part("BYT ngày 18/11/2016 của Bộ trưởng.")))
    found = paragraphs([Row(line, made, 85.0, 480.0, 20.0) for line in made.lines[-2:]])
    assert [p.text.endswith("6858/QĐ-BYT ngày 18/11/2016 của Bộ trưởng.") for p in found] == [True]
