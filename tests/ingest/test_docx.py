"""Characters and paragraphs of Word files made by hand: each holds one thing that other readers lose."""

import pytest

from tests.ingest.word_files import (
    OUTLINE,
    STYLED_LIST,
    STYLES,
    abstract,
    docx,
    item,
    lvl,
    num,
    p,
    paragraphs,
    r,
    style,
    tbl,
    tc,
    texts,
    tr,
)

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
