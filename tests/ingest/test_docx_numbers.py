"""Numbers and bullets that Word makes of its own."""

import pytest

from models import Paragraph, Table
from tests.ingest.word_files import (
    OUTLINE,
    STYLED_LIST,
    STYLES,
    abstract,
    document,
    docx,
    item,
    lvl,
    num,
    override,
    p,
    paragraphs,
    style,
    tbl,
    tc,
    tr,
)

LEGAL = abstract(
    0, lvl(0, "upperRoman", "Phần %1."), lvl(1, "decimal", "%1.%2.", "<w:isLgl/>"), lvl(2, "decimal", "%1.%2.%3")
)


@pytest.mark.parametrize(
    ("numbering", "items", "labels"),
    [
        pytest.param(
            OUTLINE + num(1),
            [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)],
            ["I.", "1.", "a)", "b)", "1.1", "2.", "a)", "II.", "1."],
            id="levels restart below a higher one",
        ),
        pytest.param(
            OUTLINE + num(1) + num(2), [(1, 0), (2, 0), (1, 0)], ["I.", "II.", "III."], id="nums of one list count on"
        ),
        pytest.param(
            OUTLINE + num(1) + num(2, more=override(0, 1)),
            [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)],
            ["I.", "II.", "I.", "II.", "III."],
            id="startOverride restarts once and the list counts on from there",
        ),
        pytest.param(
            OUTLINE + num(1) + num(2, more=override(2, 4)),
            [(1, 0), (1, 1), (2, 2), (2, 2), (2, 1), (2, 2)],
            ["I.", "1.", "d)", "e)", "2.", "d)"],
            id="startOverride is also where the level starts again",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1.")) + abstract(1, lvl(0, "decimal", "%1.")) + num(1) + num(2, 1),
            [(1, 0), (2, 0), (1, 0), (2, 0)],
            ["1.", "1.", "2.", "2."],
            id="two lists count apart",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')) + num(1),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["1.", "1)", "2.", "2)"],
            id="lvlRestart 0 never restarts",
        ),
        pytest.param(
            abstract(
                0,
                lvl(0, "decimal", "%1."),
                lvl(1, "decimal", "%2."),
                lvl(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'),
            )
            + num(1),
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
            ["1.", "1.", "(1)", "2.", "(2)", "2.", "(1)"],
            id="lvlRestart 1 restarts below the first level only",
        ),
        pytest.param(
            LEGAL + num(1),
            [(1, 0), (1, 0), (1, 1), (1, 2)],
            ["Phần I.", "Phần II.", "2.1.", "II.1.1"],
            id="several levels in a label, isLgl in digits",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2.")) + num(1),
            [(1, 1), (1, 1), (1, 0)],
            ["1.1.", "1.2.", "1."],
            id="a level above that is not used yet shows its start",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimalZero", "%1", start=9)) + num(1), [(1, 0), (1, 0)], ["09", "10"], id="start, 09"
        ),
        pytest.param(
            abstract(0, lvl(0, "lowerRoman", "%1)"), lvl(1, "upperLetter", "%2 -")) + num(1),
            [(1, 0), (1, 0), (1, 0), (1, 0), (1, 1)],
            ["i)", "ii)", "iii)", "iv)", "A -"],
            id="lower roman, upper letters",
        ),
        pytest.param(
            abstract(0, lvl(0, "lowerLetter", "%1)")) + num(1),
            [(1, 0)] * 6,
            ["a)", "b)", "c)", "d)", "e)", "f)"],
            id="letters are a b c d e f: Word knows no đ in lists",
        ),
        pytest.param(
            abstract(0, lvl(0, "decimal", "Điều %1.\t", '<w:suff w:val="nothing"/>')) + num(1),
            [(1, 0)],
            ["Điều 1."],
            id="no tab at the end, whatever the suffix",
        ),
        pytest.param(
            abstract(0, lvl(0, "none", ""), lvl(1, "decimal", "%2.")) + num(1),
            [(1, 0), (1, 1)],
            [None, "1."],
            id="a level without a label",
        ),
        pytest.param(OUTLINE + num(1), [(0, 0), (7, 0), (1, 8)], [None, None, None], id="no such list or level"),
        pytest.param(
            abstract(
                0,
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
                '<w:numFmt w:val="custom" w:format="001, 002, 003"/></mc:Choice><mc:Fallback>'
                '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>',
            )
            + num(1),
            [(1, 0)],
            ["001"],
            id="a format by example",
        ),
    ],
)
def test_automatic_numbers(numbering: str, items: list[tuple[int, int]], labels: list[str | None]) -> None:
    body = "".join(item(number, level) for number, level in items)
    assert [b.label for b in paragraphs(docx(body, numbering=numbering))] == labels


def bullet(mark: str, font: str) -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return abstract(0, lvl(0, "bullet", mark).replace("</w:lvl>", fonts + "</w:lvl>")) + num(1)


@pytest.mark.parametrize(
    ("mark", "font", "label"),
    [
        pytest.param("-", "Times New Roman", "-", id="hyphen"),
        pytest.param("–", "Times New Roman", "-", id="en dash"),
        pytest.param("+", "Times New Roman", "+", id="plus"),
        pytest.param("*", "Times New Roman", "*", id="star"),
        pytest.param("\uf0b7", "Symbol", "•", id="Symbol bullet"),
        pytest.param("\uf02d", "Symbol", "-", id="Symbol minus"),
        pytest.param("\uf0be", "Symbol", "-", id="Symbol long dash"),
        pytest.param("\uf0a7", "Wingdings", "•", id="Wingdings square"),
        pytest.param("\uf0d8", "Wingdings", "•", id="Wingdings arrow"),
        pytest.param("v", "Wingdings", "•", id="Wingdings letter"),
        pytest.param("o", "Courier New", "•", id="Courier circle"),
        pytest.param("●", "Noto Sans Symbols", "•", id="Google Docs disc"),
        pytest.param("", "Symbol", None, id="no mark"),
    ],
)
def test_bullets(mark: str, font: str, label: str | None) -> None:
    assert paragraphs(docx(item(1), numbering=bullet(mark, font)))[0].label == label


@pytest.mark.parametrize(
    ("properties", "labels"),
    [
        pytest.param([style("Muc"), style("Muc")], ["I.", "II."], id="by the style"),
        pytest.param([style("Muc"), style("Khoan"), style("Khoan")], ["I.", "I.1.", "I.2."], id="list from basedOn"),
        pytest.param([style("Muc"), style("Diem")], ["I.", "a)"], id="level by the list's pStyle"),
        pytest.param(
            [style("Muc", '<w:numPr><w:numId w:val="0"/></w:numPr>'), style("Muc")],
            [None, "I."],
            id="numId 0 takes off",
        ),
        pytest.param(
            [style("Muc"), style("Muc", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')], ["I.", "I.1."], id="own level only"
        ),
        pytest.param(
            [style("Muc"), style("Muc", '<w:numPr><w:numId w:val="2"/></w:numPr>'), style("Muc")],
            ["I.", "V.", "VI."],
            id="own list, then the style's again",
        ),
        pytest.param([style("Vong"), style("Khong")], [None, None], id="circular and unknown styles"),
    ],
)
def test_numbers_through_styles(properties: list[str], labels: list[str | None]) -> None:
    body = "".join(p("x", each) for each in properties)
    assert [b.label for b in paragraphs(docx(body, STYLES, STYLED_LIST))] == labels


def test_list_style_links_to_its_definition() -> None:
    numbering = (
        abstract(0, lvl(0, "decimal", "Bước %1:"))
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DanhSach"/></w:abstractNum>'
        + num(1)
        + num(2, 1)
    )
    assert [b.label for b in paragraphs(docx(item(2) + item(2), STYLES, numbering))] == ["Bước 1:", "Bước 2:"]


def test_empty_numbered_paragraphs_count_and_stay_in_cells_only() -> None:
    body = item(1, text="") + item(1) + tbl(tr(tc(item(1, text="")), "Việc"), tr(tc(item(1, text="")), "Việc"))
    numbered, rows = document(docx(body, numbering=OUTLINE + num(1))).blocks
    assert isinstance(numbered, Paragraph)
    assert isinstance(rows, Table)
    assert numbered.label == "II."
    assert [cell.printed for cell in rows.cells] == ["III. ", "Việc", "IV. ", "Việc"]
