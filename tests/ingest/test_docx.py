"""Word files made by hand, in memory: each holds one thing that other readers lose."""

import re
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.docx import read
from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, NoUsableText, TooLarge
from models import Document, Paragraph, Table
from tests.pace import assert_within

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(
    body: str,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, str] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """A .docx. `parts` are further XML parts in word/ by their kind ("footnotes"), `links` further relationships."""
    inside = {"styles": styles, "numbering": numbering, **(parts or {})}
    relations = {f"rId{kind}": (kind, f"{kind}.xml") for kind, xml in inside.items() if xml} | (links or {})
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": rels({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": rels(relations),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    for kind, xml in inside.items():
        if xml:
            root = {"header": "hdr", "footer": "ftr"}.get(re.sub(r"\d", "", kind), kind)
            files[f"word/{kind}.xml"] = f"<w:{root} {NAMES}>{xml}</w:{root}>"
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def rels(links: dict[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{link}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for link, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{items}</Relationships>'


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; `content` is a text or runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if content.startswith('<') or not content else r(content)}</w:p>"


def item(number: int, level: int = 0, text: str = "x") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lvl(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


SPAN_2 = '<w:gridSpan w:val="2"/>'
MERGE = '<w:vMerge w:val="restart"/>'
MERGED = "<w:vMerge/>"


def document(data: bytes) -> Document:
    return read(data, "a.docx", "0" * 64)


def paragraphs(data: bytes, part: str = "body") -> list[Paragraph]:
    return [b for b in document(data).blocks if isinstance(b, Paragraph) and b.part == part]


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in document(docx(body, **parts)).blocks]


def table(body: str) -> Table:
    (found,) = (b for b in document(docx(body)).blocks if isinstance(b, Table))
    return found


# Automatic numbers

OUTLINE = abstract(
    0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%2."), lvl(2, "lowerLetter", "%3)"), lvl(3, "decimal", "%2.%4")
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


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
  <w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Muc"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>
  <w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Diem"><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
<w:style w:type="paragraph" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/><w:i/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="DanhSach"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
STYLED_LIST = (
    abstract(
        0,
        lvl(0, "upperRoman", "%1."),
        lvl(1, "decimal", "%1.%2."),
        lvl(2, "lowerLetter", "%3)", '<w:pStyle w:val="Diem"/>'),
    )
    + num(1)
    + num(2, more=override(0, 5))
)


def style(name: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{name}"/>{more}'


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


# Characters

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb", id="tab"),
        pytest.param("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a\nb\nc", id="soft breaks"),
        pytest.param('<w:r><w:br w:type="page"/><w:t>a</w:t></w:r>', "a", id="page break before"),
        pytest.param("<w:r><w:lastRenderedPageBreak/><w:t>a</w:t></w:r>", "a", id="rendered page break"),
        pytest.param("<w:r><w:t>QĐ</w:t><w:noBreakHyphen/><w:t>TTg</w:t></w:r>", "QĐ-TTg", id="hyphens"),
        pytest.param("<w:r><w:t>kế</w:t><w:softHyphen/><w:t>hoạch\u00ad</w:t></w:r>", "kếhoạch", id="soft hyphens"),
        pytest.param('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 90%"), "≥ 90%", id="symbol"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + r(" a"), "→ a", id="arrow"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="zz"/><w:t>a</w:t></w:r>', "a", id="bad symbol"),
        pytest.param(r("\uf0b3 5", '<w:rFonts w:ascii="Symbol"/>'), "≥ 5", id="private code point"),
        pytest.param("<w:r><w:t> a </w:t></w:r><w:r><w:t>b\nc</w:t></w:r>", "ab c", id="blanks that Word drops"),
        pytest.param(r("a ") + r("b"), "a b", id="blanks that Word keeps"),
        pytest.param(r("\u00a0\t a "), "a", id="blanks at the ends"),
        pytest.param(r("e") + r("\u0302\u0301", "<w:b/>"), "ế", id="NFC over runs"),
        pytest.param(r("Kế hoạch", "<w:caps/>"), "KẾ HOẠCH", id="capitals"),
        pytest.param(r("a") + r("b", "<w:vanish/>") + r("c"), "ac", id="hidden"),
        pytest.param(r("a", '<w:vanish w:val="0"/>'), "a", id="not hidden"),
        pytest.param("<w:ins>" + r("a") + "</w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "a", id="ins"),
        pytest.param(
            "<w:moveTo>" + r("a") + "</w:moveTo><w:moveFrom>" + r("b") + "</w:moveFrom>" + r("c"), "ac", id="moved"
        ),
        pytest.param("<w:ins><w:del>" + r("a") + "</w:del></w:ins>" + r("b"), "b", id="inserted, then deleted"),
        pytest.param(
            "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + r("a") + "</w:sdtContent></w:sdt>" + r("b"),
            "ab",
            id="content control",
        ),
        pytest.param(
            "<w:smartTag>"
            + r("a")
            + '</w:smartTag><w:customXml><w:customXmlPr/><w:hyperlink r:id="x">'
            + r("b")
            + "</w:hyperlink></w:customXml>",
            "ab",
            id="smart tag, custom XML, link",
        ),
        pytest.param('<w:fldSimple w:instr=" DATE ">' + r("2025") + "</w:fldSimple>", "2025", id="simple field"),
        pytest.param(FIELD.format("REF x", r("Phụ lục I")) + r(" kèm"), "Phụ lục I kèm", id="field"),
        pytest.param(
            FIELD.format(
                "IF </w:instrText></w:r>" + FIELD.format("MERGEFIELD a", r("7")) + "<w:r><w:instrText>= 7", r("đạt")
            ),
            "đạt",
            id="field in a field's instruction",
        ),
        pytest.param(
            FIELD.format("HYPERLINK", r("a") + FIELD.format("PAGE", r("3"))), "a3", id="field in a field's result"
        ),
        pytest.param(r("a") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("b"), "ab", id="field begun before"),
        pytest.param(
            "<w:r><w:ruby><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("a") + "</w:rubyBase></w:ruby></w:r>",
            "a",
            id="ruby",
        ),
        pytest.param(
            "<m:oMath><m:r><m:t>T=</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b+c</m:t></m:r>"
            "</m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
            "</m:oMath>",
            "T=a/(b+c)x^2",
            id="equation",
        ),
    ],
)
def test_characters(content: str, text: str) -> None:
    assert texts(p(content)) == [text]


OLD = '<w:rFonts w:ascii=".VnTime"/>'


def test_old_fonts_are_decoded() -> None:
    assert texts(p(r("KÕ ho¹ch", OLD) + r(" n\u00ad\u00adíc", OLD)) + p(r("1 × 2"))) == ["Kế hoạch nưước", "1 × 2"]


def test_a_soft_hyphen_of_its_own_is_a_letter_in_an_old_font() -> None:
    parted = f"<w:r><w:rPr>{OLD}</w:rPr><w:t>ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r>"
    assert texts(p(parted)) == ["người"]
    assert texts(p("<w:r><w:t>Sở Nội v</w:t><w:softHyphen/><w:t>ụ</w:t></w:r>")) == ["Sở Nội vụ"]


def test_old_font_names_mean_nothing_where_the_text_is_unicode() -> None:
    assert texts(p(r("xã", OLD)) + p(r("Sở Y tế", OLD))) == ["xã", "Sở Y tế"]


def test_page_break_inside_a_paragraph_parts_its_texts() -> None:
    assert texts(p(r("./.") + '<w:r><w:br w:type="page"/></w:r>' + r("PHỤ LỤC"))) == ["./.\nPHỤ LỤC"]


# Paragraphs

DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("a") + p() + p(" ") + p("b"), ["a", "b"], id="empty ones are left out"),
        pytest.param(p("Sở Y tế ", DELETED_MARK) + p("chủ trì"), ["Sở Y tế chủ trì"], id="deleted mark joins two"),
        pytest.param(
            p("a ", DELETED_MARK) + p("b ", DELETED_MARK) + p("c") + p("d"),
            ["a b c", "d"],
            id="deleted marks join three",
        ),
        pytest.param(p("a", "<w:rPr><w:moveFrom/></w:rPr>") + p("b"), ["ab"], id="moved mark"),
        pytest.param(p("a ", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("b"), ["a b"], id="style separator"),
        pytest.param(p("a", DELETED_MARK) + tbl(tr("b")), ["a", "b"], id="a deleted mark before a table joins nothing"),
        pytest.param(p("a", "<w:rPr><w:ins/></w:rPr>") + p("b"), ["a", "b"], id="an inserted mark parts"),
        pytest.param(p("a", style("An")) + p("b"), ["b"], id="hidden by the style"),
        pytest.param(
            "<w:sdt><w:sdtPr/><w:sdtContent>" + p("a") + tbl(tr("b")) + "</w:sdtContent></w:sdt>", ["a", "b"], id="sdt"
        ),
        pytest.param("<w:customXml>" + p("a") + "</w:customXml>", ["a"], id="custom XML"),
        pytest.param('<w:bookmarkStart w:id="1"/>' + p("a") + "<w:sectPr/>", ["a"], id="bookmarks"),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(body, styles=STYLES) == expected


def test_hidden_paragraphs_do_not_count() -> None:
    body = item(1) + p("a", style("An", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')) + item(1)
    assert [b.label for b in paragraphs(docx(body, STYLES, OUTLINE + num(1)))] == ["I.", "II."]


def test_joined_paragraph_is_counted_once_and_looks_like_its_first_text() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        p("", numbered + DELETED_MARK)
        + p("a", numbered + '<w:jc w:val="center"/>' + DELETED_MARK)
        + p("b", numbered)
        + p("c", numbered)
    )
    first, second = paragraphs(docx(body, numbering=OUTLINE + num(1)))
    assert (first.label, first.text, first.look.align) == ("I.", "ab", "center")
    assert (second.label, second.text) == ("II.", "c")


def box(inside: str, old: str | None = None) -> str:
    """A text box as Word writes it: once for itself and once for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>'
        f"{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{inside if old is None else old}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p(r("a") + box(p("HỘP")) + r("b")) + p("c"), ["ab", "HỘP", "c"], id="once, after its anchor"),
        pytest.param(p(box(p("1") + p("2"))), ["1", "2"], id="several paragraphs, empty anchor"),
        pytest.param(p(box(p("1") + tbl(tr("2")))), ["1", "2"], id="a table in a box"),
        pytest.param(p(box(p(r("1") + box(p("2"))))), ["1", "2"], id="a box in a box"),
        pytest.param(
            p("<w:r><w:pict><v:textbox><w:txbxContent>" + p("1") + "</w:txbxContent></v:textbox></w:pict></w:r>"),
            ["1"],
            id="the old form alone",
        ),
        pytest.param(p("<w:del>" + box(p("1")) + "</w:del>" + r("a")), ["a"], id="deleted"),
        pytest.param(tbl(tr(tc(p(r("a") + box(p("1")))))), ["a\n1"], id="in a cell"),
        pytest.param(
            p(
                "<mc:AlternateContent><mc:Choice>"
                + r("mới")
                + "</mc:Choice><mc:Fallback>"
                + r("cũ")
                + "</mc:Fallback></mc:AlternateContent>"
            ),
            ["mới"],
            id="an alternative around runs",
        ),
        pytest.param(
            "<mc:AlternateContent><mc:Fallback>" + p("cũ") + "</mc:Fallback></mc:AlternateContent>",
            ["cũ"],
            id="only the fallback, around a paragraph",
        ),
    ],
)
def test_text_boxes(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("content", "properties", "bold", "italic", "lead"),
    [
        pytest.param(r("ab"), "", False, False, 0, id="plain"),
        pytest.param(r("a", "<w:b/>") + r(" ") + r("b", "<w:b/><w:i/>"), "", True, False, 0, id="bold, blanks ignored"),
        pytest.param(r("Tên: ", "<w:b/>") + r("nội dung"), "", False, False, 4, id="bold lead without its blank"),
        pytest.param(r("\tA", "<w:b/>") + r(" B", "<w:b/>") + r("c"), "", False, False, 3, id="lead after a tab"),
        pytest.param(r("a") + r("b", "<w:b/>"), "", False, False, 0, id="bold later is no lead"),
        pytest.param(r("e\u0302", "<w:b/>") + r("c"), "", False, False, 1, id="lead counts in NFC"),
        pytest.param(r("a"), style("Muc"), True, False, 0, id="by the style"),
        pytest.param(r("a"), style("Khoan"), True, False, 0, id="by the style below"),
        pytest.param(r("a", '<w:b w:val="false"/>'), style("Muc"), False, False, 0, id="taken off"),
        pytest.param(r("a", '<w:rStyle w:val="Dam"/>'), "", True, True, 0, id="by the character style"),
        pytest.param(r("a", '<w:rStyle w:val="Dam"/>'), style("Muc"), False, True, 0, id="bold on bold toggles"),
        pytest.param(r("a", '<w:rStyle w:val="Dam"/><w:b/>'), style("Muc"), True, True, 0, id="direct settles it"),
    ],
)
def test_bold_and_italic(content: str, properties: str, bold: bool, italic: bool, lead: int) -> None:
    (found,) = paragraphs(docx(p(content, properties), STYLES, STYLED_LIST))
    assert (found.look.bold, found.look.italic, found.look.bold_lead) == (bold, italic, lead)


@pytest.mark.parametrize(
    ("properties", "align", "indent"),
    [
        pytest.param("", "justify", 0.0, id="default style"),
        pytest.param('<w:jc w:val="end"/>', "right", 0.0, id="right"),
        pytest.param('<w:ind w:firstLine="720"/>', "justify", 36.0, id="first line"),
        pytest.param('<w:ind w:left="720" w:hanging="360"/>', "justify", 18.0, id="hanging"),
        pytest.param(style("Muc"), "justify", 18.0, id="by the style"),
        pytest.param(style("Khoan", '<w:ind w:firstLine="200"/>'), "center", 46.0, id="own first line, style's left"),
        pytest.param(style("Muc", '<w:ind w:left="2cm"/>'), "justify", 38.7, id="a unit, as strict files have it"),
    ],
)
def test_alignment_and_indent(properties: str, align: str, indent: float) -> None:
    (found,) = paragraphs(docx(p("x", properties), STYLES, STYLED_LIST))
    assert found.look.align == align
    assert found.look.indent == pytest.approx(indent, abs=0.01)


def test_indent_of_a_list_level_goes_before_that_of_a_style() -> None:
    level = lvl(0, "decimal", "%1.").replace("</w:lvl>", '<w:pPr><w:ind w:left="400"/></w:pPr></w:lvl>')
    data = docx(
        item(1).replace("<w:numPr>", style("Thut") + "<w:numPr>"),
        STYLES + ('<w:style w:type="paragraph" w:styleId="Thut"><w:pPr><w:ind w:left="1000"/></w:pPr></w:style>'),
        abstract(0, level) + num(1),
    )
    assert paragraphs(data)[0].look.indent == 20.0


def test_size_is_that_of_most_letters() -> None:
    content = r("a", '<w:sz w:val="20"/>') + r("bcd") + r("ef", '<w:rStyle w:val="Dam"/>')
    assert paragraphs(docx(p(content), STYLES))[0].look.size == 14.0
    assert paragraphs(docx(p("a")))[0].look.size == 10.0


# Tables


def shape(found: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param(
            tbl(tr(tc("a", SPAN_2), "b"), tr("c", "d", "e")),
            [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
            id="merged across",
        ),
        pytest.param(
            tbl(tr(tc("a", MERGE), "b"), tr(tc("", MERGED), "c"), tr(tc("", MERGED), "d"), tr("e", "f")),
            [(0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d"), (3, 0, 1, 1, "e"),
             (3, 1, 1, 1, "f")],
            id="merged down",
        ),
        pytest.param(
            tbl(tr(tc("a", SPAN_2 + MERGE), "b"), tr(tc("", SPAN_2 + MERGED), "c"), tr("d", "e", "f")),
            [(0, 0, 2, 2, "a"), (0, 2, 1, 1, "b"), (1, 2, 1, 1, "c"), (2, 0, 1, 1, "d"), (2, 1, 1, 1, "e"),
             (2, 2, 1, 1, "f")],
            id="merged both ways",
        ),
        pytest.param(
            tbl(tr(tc("a", MERGE)), tr(tc("b", MERGE)), tr(tc("", MERGED))),
            [(0, 0, 1, 1, "a"), (1, 0, 2, 1, "b")],
            id="one merged cell below another",
        ),
        pytest.param(tbl(tr(tc("a", MERGED)), tr("b")), [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b")], id="nothing above"),
        pytest.param(
            tbl(tr("a", tc("b", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")), tr("c", "d", "e")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 2, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
            id="merged across the old way",
        ),
        pytest.param(
            tbl(tr("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>'), tr("d")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 0, 1, 1, "d")],
            id="rows that start late or end early",
        ),
        pytest.param(
            tbl(tr("a"), tr("b", properties="<w:del/>"), tr("c", properties="<w:ins/>")),
            [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "c")],
            id="deleted row, inserted row",
        ),
        pytest.param(
            tbl(
                "<w:sdt><w:sdtContent>"
                + tr("<w:sdt><w:sdtPr/><w:sdtContent>" + tc("a") + "</w:sdtContent></w:sdt>", "b")
                + "</w:sdtContent></w:sdt>"
            ),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
            id="content controls around a row and a cell",
        ),
        pytest.param(
            tbl(tr("a", tc("b", SPAN_2)), tr(tc("c", SPAN_2), "d"), widths=(700, 60, 4000)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a border dragged by a hair makes no column",
        ),
        pytest.param(
            tbl(tr("a", "b", "c"), widths=(700, 60, 4000)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "c")],
            id="a narrow cell stays",
        ),
        pytest.param(
            tbl(tr(tc("a", SPAN_2), "b"), tr(tc("c", SPAN_2), "d"), widths=(700, 700, 700)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a grid line that no cell uses",
        ),
        pytest.param(
            tbl(tr("a", tc(p("b") + tbl(tr("1", "2"), tr(tc(p("3") + p("4")), "5")) + p("c")))),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b\n1 | 2\n3 4 | 5\nc")],
            id="a table in a cell: a line a row",
        ),
        pytest.param(
            tbl(tr(tc(tbl(tr("a", "b"), tr("c", "d")) + p()))),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a frame around a table is none",
        ),
        pytest.param(tbl(tr(tc(p("a") + p() + p("b")))), [(0, 0, 1, 1, "a\nb")], id="a box around text"),
    ],
)  # fmt: skip
def test_tables(body: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    found = table(body)
    assert shape(found) == cells
    assert found.rows == max(c[0] + c[2] for c in cells)
    assert found.columns == max(c[1] + c[3] for c in cells)


def test_frame_around_text_and_table() -> None:
    assert texts(tbl(tr(tc(p("Biểu 1") + tbl(tr("a", "b")) + p("Ghi chú"))))) == ["Biểu 1", "a\nb", "Ghi chú"]


def test_header_rows() -> None:
    head = "<w:tblHeader/>"
    assert table(tbl(tr("a", properties=head), tr("b", properties=head), tr("c"))).header_rows == 2
    assert table(tbl(tr("a", properties='<w:tblHeader w:val="0"/>'), tr("b", properties=head))).header_rows == 0


def test_blank_table_is_left_out() -> None:
    assert texts(p("a") + tbl(tr("", ""))) == ["a"]


def test_covered_cells_do_not_count() -> None:
    body = tbl(tr(tc(item(1), MERGE), "a"), tr(tc(item(1), MERGED), "b"), tr(tc(item(1)), "c"))
    (found,) = document(docx(body, numbering=OUTLINE + num(1))).blocks
    assert isinstance(found, Table)
    assert [c.printed for c in found.cells] == ["I. x", "a", "b", "II. x", "c"]


# Notes, headers and footers, inserted files


def note(number: int, text: str, kind: str = "footnote", more: str = "") -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}" {more}>{p(mark + r(" " + text))}</w:{kind}>'


def ref(number: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:{kind}Reference w:id="{number}" {more}/>'


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    body = (
        p(r("Đề án") + f"<w:r>{ref(2)}</w:r>" + r(" và") + f"<w:r>{ref(1, 'endnote')}</w:r>" + f"<w:r>{ref(1)}</w:r>")
        + p("<w:r>" + ref(4, more='w:customMarkFollows="1"') + t("*") + "</w:r>" + r("sao"))
        + p(f"<w:del><w:r>{ref(3)}</w:r></w:del>")
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + note(1, "Một") + note(2, "Hai") + note(3, "Đã xóa") + note(4, "Sao") + note(5, "Không dùng")
    )  # fmt: skip
    blocks = document(docx(body, parts={"footnotes": notes, "endnotes": note(1, "Cuối", "endnote")})).blocks
    assert [(b.part, b.text) for b in blocks] == [
        ("body", "Đề án và"),
        ("body", "sao"),
        ("footnote", "Hai"),
        ("footnote", "Một"),
        ("footnote", "Sao"),
        ("footnote", "Cuối"),
    ]


@pytest.mark.parametrize(
    ("section", "settings", "expected"),
    [
        pytest.param("", "", ["mọi trang"], id="first and even pages' not in use"),
        pytest.param("<w:titlePg/>", "", ["mọi trang", "trang đầu"], id="first page's"),
        pytest.param("", "<w:evenAndOddHeaders/>", ["mọi trang", "trang chẵn"], id="even pages'"),
    ],
)
def test_headers(section: str, settings: str, expected: list[str]) -> None:
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rIdheader{n}"/>'
        for n, kind in enumerate(("default", "first", "even"), 1)
    )
    sections = f"<w:sectPr>{references}{section}</w:sectPr>"
    data = docx(
        p("a", sections) + p("b") + sections,
        parts={
            "header1": p("mọi trang"), "header2": p("trang đầu"), "header3": p("trang chẵn"), "settings": settings,
        },
    )  # fmt: skip
    assert [b.text for b in paragraphs(data, "header")] == expected
    assert [b.text for b in paragraphs(data)] == ["a", "b"]


def test_footer_stands_after_header() -> None:
    section = '<w:sectPr><w:footerReference r:id="rIdfooter1"/><w:headerReference r:id="rIdheader1"/></w:sectPr>'
    page = p('<w:fldSimple w:instr="PAGE">' + r("2") + "</w:fldSimple>")
    data = docx(p("a") + section, parts={"footer1": page, "header1": p("đầu")})
    assert [(b.part, b.text) for b in document(data).blocks] == [("body", "a"), ("header", "đầu"), ("footer", "2")]


def with_file(data: bytes, name: str, content: bytes) -> bytes:
    stream = BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(f"word/{name}", content)
    return stream.getvalue()


def chunked(name: str, content: bytes) -> Document:
    body = p("a") + '<w:altChunk r:id="rIdC"/><w:altChunk r:id="rIdC"/>' + p("b")
    return document(with_file(docx(body, links={"rIdC": ("aFChunk", name)}), name, content))


def test_inserted_word_file_is_read_in_its_place_and_once() -> None:
    assert [b.text for b in chunked("afchunk.docx", docx(p("trong"))).blocks] == ["a", "trong", "b"]


def test_inserted_html_is_read_in_its_place() -> None:
    assert [b.text for b in chunked("afchunk.html", b"<p>trong</p>").blocks] == ["a", "trong", "b"]


def test_inserted_file_that_is_damaged_is_told() -> None:
    found = chunked("afchunk.docx", b"PK")
    assert [b.text for b in found.blocks] == ["a", "b"]
    assert "afchunk.docx" in found.warnings[0]


def test_inserted_file_of_another_kind_is_told() -> None:
    found = chunked("afchunk.rtf", b"{\\rtf1}")
    assert [b.text for b in found.blocks] == ["a", "b"]
    assert "afchunk.rtf" in found.warnings[0]


# Files


def test_source() -> None:
    found = document(docx(p("a")))
    assert (found.source.name, found.source.sha256, found.source.format) == ("a.docx", "0" * 64, "docx")
    assert found.source.pages is None
    assert found.blocks[0].places == ()


def test_strict_file() -> None:
    strict = f"<w:document {NAMES}><w:body>{p('a', style('Muc'))}</w:body></w:document>"
    strict = strict.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument").replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    links = rels({"rId1": ("officeDocument", "word/document.xml")})
    links = links.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument")
    assert document(zipped({"_rels/.rels": links, "word/document.xml": strict})).blocks[0].text == "a"


def test_missing_pictures_and_damaged_styles_stop_nothing() -> None:
    data = docx(p("a"), links={"rIdN": ("image", "NULL"), "rIdS": ("styles", "hong.xml")})
    found = document(with_file(data, "hong.xml", b"<w:styles"))
    assert found.blocks[0].text == "a"
    assert "hong.xml" in found.warnings[0]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", DamagedFile, id="empty"),
        pytest.param(b"Not a zip", DamagedFile, id="text"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DamagedFile, id="OLE"),
        pytest.param(docx(p("a"))[:-60], DamagedFile, id="cut off"),
        pytest.param(zipped({"a.txt": "a"}), DamagedFile, id="any zip"),
        pytest.param(
            zipped({"_rels/.rels": rels({"rId1": ("officeDocument", "word/document.xml")})}),
            DamagedFile,
            id="no main part",
        ),
        pytest.param(
            zipped({"_rels/.rels": rels({"r": ("officeDocument", "x.xml")}), "x.xml": "<workbook/>"}),
            DamagedFile,
            id="a workbook",
        ),
        pytest.param(docx("<w:p>"), DamagedFile, id="broken XML"),
        pytest.param(docx(p()), EmptyFile, id="no text"),
        pytest.param(docx(p("<w:r><w:drawing/></w:r>")), NoUsableText, id="pictures only"),
        pytest.param(
            docx(tbl(tr(tc("a", '<w:gridSpan w:val="999999999"/>')))), TooLarge, id="a table a billion columns wide"
        ),
    ],
)
def test_unreadable_files(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        document(data)
    assert len(str(caught.value)) > 20


def test_damaged_part() -> None:
    data = bytearray(docx(p("a" * 5000)))
    middle = data.index(b"word/document.xml") + 60
    data[middle : middle + 20] = bytes(20)
    with pytest.raises(DamagedFile):
        document(bytes(data))


def test_locked_part() -> None:
    data = bytearray(docx(p("a")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(EncryptedFile, match="password"):
        document(bytes(data))


def test_entity_bomb() -> None:
    bomb = (
        '<!DOCTYPE b [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f"<w:document {NAMES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(DamagedFile):
        document(
            zipped({"_rels/.rels": rels({"r": ("officeDocument", "word/document.xml")}), "word/document.xml": bomb})
        )


def test_nested_tables_up_to_what_the_parser_takes() -> None:
    body = p("a")
    for _ in range(60):
        body = tbl(tr(tc(body + p("x")), "y"))
    assert "a" in document(docx(body)).blocks[0].text
    for _ in range(60):
        body = tbl(tr(tc(body)))
    with pytest.raises(DamagedFile):
        document(docx(body))


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=2000))
def test_spoiled_bytes_raise_no_foreign_error(noise: bytes, at: int) -> None:
    data = docx(p("Kế hoạch") + tbl(tr("a", "b")), STYLES, STYLED_LIST)
    with suppress(DamagedFile, EncryptedFile, TooLarge, EmptyFile):
        document(data[:at] + noise + data[at + len(noise) :])


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from(["", MERGE, MERGED])),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_cells_never_overlap(rows: list[list[tuple[int, str]]]) -> None:
    body = tbl(*(tr(*(tc("x", f'<w:gridSpan w:val="{span}"/>{merge}') for span, merge in row)) for row in rows))
    found = table(body)
    covered = [
        (row, column)
        for c in found.cells
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert all(row < found.rows and column < found.columns for row, column in covered)
    assert list(found.cells) == sorted(found.cells, key=lambda c: (c.row, c.column))


def test_sixty_pages_take_less_than_a_moment() -> None:
    page = p(r("Mục ", "<w:b/>") + r("nội dung " * 20), style("Khoan")) * 15 + tbl(*[tr("a", "b", "c", "d")] * 8)
    data = docx(page * 60, STYLES, STYLED_LIST)
    document(data)
    assert_within(0.5, lambda: document(data))
