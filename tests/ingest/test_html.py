"""HTML files: paragraphs, looks, lists, tables, what Word adds, encodings."""

import pytest

from ingest import html
from ingest.errors import UnknownEncoding
from models import Look, Paragraph, Table


def read(body: str, head: str = "") -> list[Paragraph | Table]:
    content = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return list(html.read(content.encode(), "a.html", "0").blocks)


def printed(body: str) -> list[str]:
    return [block.printed for block in read(body) if isinstance(block, Paragraph)]


def cells(table: Table | Paragraph) -> list[tuple[int, int, int, int, str]]:
    assert isinstance(table, Table)
    return [
        (c.row, c.column, c.row_span, c.column_span, " ¶ ".join(p.printed for p in c.paragraphs)) for c in table.cells
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<p>Sở\n   Y tế</p><p>Sở <b>Nội</b>\nvụ</p>", ["Sở Y tế", "Sở Nội vụ"], id="white space is one blank"
        ),
        pytest.param("Một<p>Hai</p>Ba<div>Bốn</div>Năm", ["Một", "Hai", "Ba", "Bốn", "Năm"], id="text beside blocks"),
        pytest.param("<p>Thứ hai<br>\n06/01/2025</p>", ["Thứ hai\n06/01/2025"], id="br is a break"),
        pytest.param("<pre>Một\nHai</pre>", ["Một\nHai"], id="pre keeps its lines"),
        pytest.param("<p>A &amp; B&nbsp;&ndash; &#7879; &lt;5%</p>", ["A & B – ệ <5%"], id="entities"),
        pytest.param(
            "<p>Một</p><script>x</script><style>y</style><p>Hai</p>", ["Một", "Hai"], id="scripts and styles go"
        ),
        pytest.param("<p>Một</p><p style='DISPLAY: none'>ẩn</p><p>&nbsp;</p>", ["Một"], id="hidden and blank go"),
        pytest.param("<p>Khoán<sup>1</sup> 5 m<sup>2</sup></p>", ["Khoán 5 m²"], id="references go, m² stays"),
        pytest.param("<p>ve\u0302\u0323</p>", ["vệ"], id="NFC"),
        pytest.param("<ul><li>Một<li>Hai</ul>", ["- Một", "- Hai"], id="bullets"),
        pytest.param("<ul><li>- Một</li><li>+ Hai</li></ul>", ["- Một", "+ Hai"], id="typed marks are not doubled"),
        pytest.param("<ul style='list-style-type:none'><li>Một</ul>", ["Một"], id="a list without marks"),
        pytest.param("<ol><li>Một</li><li>Hai</li></ol>", ["1. Một", "2. Hai"], id="numbers"),
        pytest.param("<ol start=3 type=a><li>Ba<li>Bốn</ol>", ["c. Ba", "d. Bốn"], id="letters from a start"),
        pytest.param("<ol type=I><li value=4>Bốn<li>Năm</ol>", ["IV. Bốn", "V. Năm"], id="roman from a value"),
        pytest.param(
            "<ol><li>Một<ul><li>Một a</li></ul></li><li><p>Hai</p><p>tiếp</p></li></ol>",
            ["1. Một", "- Một a", "2. Hai", "tiếp"],
            id="nested lists and paragraphs in items",
        ),
        pytest.param(
            "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>a)<span>&nbsp; </span></span>"
            "<![endif]>Rà soát</p>",
            ["a) Rà soát"],
            id="Word's automatic number",
        ),
        pytest.param(
            "<!--[if gte mso 9]><xml><o:p>x</o:p></xml><![endif]--><p>Một<o:p></o:p></p>", ["Một"], id="Word's XML"
        ),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert printed(body) == expected


@pytest.mark.parametrize(
    ("body", "look"),
    [
        pytest.param("<h2>Kế hoạch</h2>", Look(bold=True), id="heading"),
        pytest.param("<p><b>Hạn:</b> 30/6</p>", Look(bold_lead=4), id="bold lead"),
        pytest.param(
            "<p style='font-weight: 700; text-align:center'>A</p>", Look(bold=True, align="center"), id="style"
        ),
        pytest.param("<center><i>A</i></center>", Look(italic=True, align="center"), id="center"),
        pytest.param("<p align=RIGHT><em>A</em></p>", Look(italic=True, align="right"), id="attribute"),
        pytest.param(
            "<p><b>A <span style='font-weight:normal'>b</span></b></p>", Look(bold_lead=1), id="bold taken back"
        ),
    ],
)
def test_looks(body: str, look: Look) -> None:
    (block,) = read(body)
    assert isinstance(block, Paragraph)
    assert block.look == look


def test_spans() -> None:
    (table,) = read(
        "<table><thead><tr><th rowspan=2>TT</th><th colspan=2>Phân công</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
        "</thead><tr><td>1</td><td rowspan=2>Sở A</td><td>Sở B</td></tr>"
        "<tr><td>2</td><td><ul><li>Sở C<li>Sở D</ul></td></tr>"
        "</table>"
    )
    assert cells(table) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Phân công"),
        (1, 1, 1, 1, "Chủ trì"),
        (1, 2, 1, 1, "Phối hợp"),
        (2, 0, 1, 1, "1"),
        (2, 1, 2, 1, "Sở A"),
        (2, 2, 1, 1, "Sở B"),
        (3, 0, 1, 1, "2"),
        (3, 2, 1, 1, "- Sở C ¶ - Sở D"),
    ]
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.header_rows) == (4, 3, 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<table><tr><td rowspan=99>1</td><td>a</td></tr><tr><td>b</td></tr></table>",
            [(0, 0, 2, 1, "1"), (0, 1, 1, 1, "a"), (1, 1, 1, 1, "b")],
            id="a span beyond the table's end",
        ),
        pytest.param(
            "<table><tr><td>1</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr><tr><td>2</td><td>c</td></tr></table>",
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "a ¶ b"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, "c")],
            id="a small table in a cell",
        ),
    ],
)
def test_odd_tables(body: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    (table,) = read(body)
    assert cells(table) == expected


def test_a_table_that_only_lays_out_the_page_is_taken_apart() -> None:
    blocks = read(
        "<table><tr><td>Trang chủ</td><td><p>KẾ HOẠCH</p>"
        "<table><tr><td>1</td><td>Họp</td></tr><tr><td>2</td><td>Đi</td></tr>"
        "</table><p>Hết</p></td></tr></table>"
    )
    assert [b.text if isinstance(b, Paragraph) else "table" for b in blocks] == [
        "Trang chủ",
        "KẾ HOẠCH",
        "table",
        "Hết",
    ]
    assert [b.text for b in read("<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>")] == ["Một", "Hai"]


def test_words_footnotes_go_to_the_end() -> None:
    blocks = read(
        "<p>Luật<a href='#_ftn1'><span>[1]</span></a> mới</p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
        "<p><a href='#_ftnref1'>[1]</a>"
        " Luật số 35.</p></div></div><p>Cuối</p>"
    )
    assert [(b.part, b.text) for b in blocks] == [("body", "Luật mới"), ("body", "Cuối"), ("footnote", "Luật số 35.")]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("<html><body><p>Sở Y tế Cần Thơ</p></body></html>".encode(), id="UTF-8 undeclared"),
        pytest.param("<html><body><p>Sở Y tế Cần Thơ</p></body></html>".encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(
            '<?xml version="1.0" encoding="utf-8"?><html><body><p>Sở Y tế Cần Thơ</p></body></html>'.encode(),
            id="XHTML",
        ),
        pytest.param(
            b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258"></head>'
            + "<p>Sơ\u0309 Y tê\u0301 Câ\u0300n Thơ</p></html>".encode("cp1258"),
            id="declared Windows-1258",
        ),
    ],
)
def test_encodings(data: bytes) -> None:
    (block,) = html.read(data, "a.doc", "0").blocks
    assert block.text == "Sở Y tế Cần Thơ"


def test_an_undeclared_older_encoding_is_refused() -> None:
    with pytest.raises(UnknownEncoding):
        html.read("<html><p>Cộng hòa</p></html>".replace("ộ", "\xf4").encode("latin-1"), "a.html", "0")


def test_nothing_inside() -> None:
    assert html.read(b"<html><body> </body></html>", "a.html", "0").blocks == ()


TAB = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<p><b>I.{TAB}</b><b>MỤC TIÊU</b></p>", ["I. MỤC TIÊU"], id="a number in bold"),
        pytest.param(f"<p>1.{TAB}Tổ chức</p>", ["1. Tổ chức"], id="a number in the paragraph itself"),
        pytest.param(f"<p><span style='font-family:Symbol'>·{TAB}</span>Rà soát</p>", ["• Rà soát"], id="Symbol"),
        pytest.param(
            f"<p><span style='font-family:Wingdings'>v{TAB}</span>Ban hành</p>", ["• Ban hành"], id="Wingdings"
        ),
        pytest.param(
            "<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>·</span></span>Họp</p>",
            ["• Họp"],
            id="the font around the mark",
        ),
        pytest.param(f"<p>Báo cáo <b>a){TAB}</b> kết quả</p>", ["Báo cáo a) kết quả"], id="not inside a paragraph"),
        pytest.param(
            f"<p><b>Sở Y tế chủ trì, phối hợp{TAB}</b>họp</p>", ["Sở Y tế chủ trì, phối hợp họp"], id="no mark"
        ),
    ],
)
def test_marks_of_words_filtered_pages(body: str, expected: list[str]) -> None:
    assert printed(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<div>Ban hành kế hoạch.<br><br>I. MỤC ĐÍCH<br>1. Nâng cao<br>- Họp.</div>",
            ["Ban hành kế hoạch.", "I. MỤC ĐÍCH", "1. Nâng cao", "- Họp."],
            id="an empty line and typed marks",
        ),
        pytest.param("<p>UBND TỈNH A<br>SỞ Y TẾ</p>", ["UBND TỈNH A\nSỞ Y TẾ"], id="a break in a name stays"),
        pytest.param(
            "<div>" + "<br>".join(f"Dòng {n}" for n in range(8)) + "</div>",
            [f"Dòng {n}" for n in range(8)],
            id="nothing but breaks",
        ),
        pytest.param("<pre>1. Một\n\n2. Hai</pre>", ["1. Một\n\n2. Hai"], id="pre stays whole"),
    ],
)
def test_breaks_that_make_paragraphs(body: str, expected: list[str]) -> None:
    assert [text.replace("\n\n", "\n") for text in printed(body)] == [text.replace("\n\n", "\n") for text in expected]


MENU = "".join(f"<li><a href='/{n}'>Văn bản {n}</a></li>" for n in range(5))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<nav>{MENU}</nav><p>Kế hoạch</p>", ["Kế hoạch"], id="nav"),
        pytest.param("<div role=banner>Cổng</div>Kế hoạch<aside>Tin</aside> mới", ["Kế hoạch mới"], id="roles"),
        pytest.param(f"<ul>{MENU}</ul><p>Kế hoạch</p>", ["Kế hoạch"], id="a list of links"),
        pytest.param(
            "<div>" + "".join(f"<p>Thực hiện <a href='/{n}'>Quyết định {n}</a> họp</p>" for n in range(5)) + "</div>",
            [f"Thực hiện Quyết định {n} họp" for n in range(5)],
            id="laws cited by links stay",
        ),
        pytest.param(
            "<div>" + "".join(f"<p><a href='#_Toc{n}'>Mục {n}</a></p>" for n in range(5)) + "</div>",
            [f"Mục {n}" for n in range(5)],
            id="links within the page stay",
        ),
        pytest.param(f"<ul>{MENU}</ul>", [f"- Văn bản {n}" for n in range(5)], id="a page of links alone keeps them"),
    ],
)
def test_navigation_goes(body: str, expected: list[str]) -> None:
    assert printed(body) == expected


def test_a_table_that_sets_the_whole_text_beside_a_menu_is_taken_apart() -> None:
    text = "".join(
        f"<p>{n}. Sở Y tế chủ trì, phối hợp với các sở, ban, ngành tổ chức thực hiện.</p>" for n in range(60)
    )
    blocks = read(f"<table><tr><td>Chuyên mục</td><td>{text}</td></tr></table>")
    assert [type(block) for block in blocks] == [Paragraph] * 61


def test_the_heading_in_two_columns_stays_a_table() -> None:
    (table,) = read(
        "<table><tr><td><p>UBND TỈNH A</p><p>Số: 12/KH-UBND</p></td>"
        "<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p></td></tr></table>"
    )
    assert [cell[4] for cell in cells(table)] == [
        "UBND TỈNH A ¶ Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ¶ Độc lập - Tự do - Hạnh phúc",
    ]
