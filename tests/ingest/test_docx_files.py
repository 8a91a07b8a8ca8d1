"""Word files as files: notes, headers and what is inserted; damaged, locked and hostile ones."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, NoUsableText, TooLarge
from models import Document
from tests.ingest.word_files import (
    MERGE,
    MERGED,
    NAMES,
    OFFICE,
    STYLED_LIST,
    STYLES,
    W,
    document,
    docx,
    p,
    paragraphs,
    r,
    rels,
    style,
    t,
    table,
    tbl,
    tc,
    tr,
    zipped,
)
from tests.pace import assert_within

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
