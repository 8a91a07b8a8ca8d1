"""Word files set as Nghị định 30/2020/NĐ-CP asks: letterhead, type and subject, body, ruled table, signature, appendix.

It serves the project's own made-up plans only. Lengths are those of the decree's Phụ lục I.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

LEFT_OF = "<"  # in a table row: one cell with the one before it
ABOVE = "^"  # one cell with the one above it

Row = Sequence[str]


def paper(title: str) -> Document:
    """An empty A4 page in Times New Roman 14, page numbers centred at the top from the second page on."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1)
    normal = document.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.font.size = Pt(14)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.space_before = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section)
    return document


def letterhead(document: Document, parent: str | None, issuer: str, number: str, place_and_day: str) -> None:
    """The two columns at the top of page 1; `parent` is the body above the issuing one."""
    table = document.add_table(rows=2, cols=2)
    _set_widths(table, (Cm(6.5), Cm(9.5)))
    left, right = table.rows[0].cells
    lines = [(parent, False), (issuer, True)] if parent else [(issuer, True)]
    _stack(left, [(text, bold, False, 12) for text, bold in lines])
    _stack(
        right,
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False, 12),
            ("Độc lập - Tự do - Hạnh phúc", True, False, 13),
        ],
    )
    left, right = table.rows[1].cells
    _stack(left, [(f"Số: {number}", False, False, 13)])
    _stack(right, [(place_and_day, False, True, 13)])


def subject(document: Document, kind: str, text: str) -> None:
    """The type line and the subject under it, both centred and bold."""
    _centred(document.add_paragraph(), kind, bold=True).paragraph_format.space_before = Pt(12)
    _centred(document.add_paragraph(), text, bold=True).paragraph_format.space_after = Pt(12)


def body(document: Document, text: str) -> None:
    """Paragraphs, one a line. "# " opens a bold heading, "## " a bold one below it, "~ " an italic basis."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        mark, _, rest = line.partition(" ")
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        run = paragraph.add_run(rest if mark in ("#", "##", "~") else line)
        run.bold = mark in ("#", "##") or None
        run.italic = mark == "~" or None
        paragraph.paragraph_format.keep_with_next = mark in ("#", "##") or None


def signature(document: Document, recipients: Iterable[str], power: Iterable[str], name: str) -> None:
    """Nơi nhận on the left; on the right for whom and as what the signer signs, and the name."""
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (Cm(8), Cm(8)))
    left, right = table.rows[0].cells
    _stack(left, [("Nơi nhận:", True, True, 12), *((line, False, False, 11) for line in recipients)], centred=False)
    _stack(
        right, [*((line, True, False, 14) for line in power), *[("", False, False, 14)] * 3, (name, True, False, 14)]
    )


def appendix(document: Document, label: str, title: str, attached_to: str) -> None:
    """A landscape section that opens with "Phụ lục" alone on its line."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.different_first_page_header_footer = True
    _centred(document.add_paragraph(), label, bold=True)
    _centred(document.add_paragraph(), title, bold=True)
    _centred(document.add_paragraph(), f"({attached_to})", italic=True).paragraph_format.space_after = Pt(12)


def ruled_table(document: Document, header: Row, rows: Sequence[Row], widths: Sequence[float]) -> None:
    """A table with borders whose header each page repeats. `widths` are in cm; LEFT_OF and ABOVE mark merged cells."""
    table = document.add_table(rows=0, cols=len(header), style="Table Grid")
    for number, row in enumerate((header, *rows)):
        cells = table.add_row().cells
        group = LEFT_OF in row
        for cell, text in zip(cells, row, strict=True):
            if text not in (LEFT_OF, ABOVE):
                _fill(cell, text, bold=number == 0 or group, centred=number == 0 or cell is cells[0])
    _set_widths(table, [Cm(width) for width in widths])
    _merge(table, (header, *rows))
    for number, table_row in enumerate(table.rows):
        _mark(table_row, "w:tblHeader" if number == 0 else "w:cantSplit")


def _merge(table: Table, rows: Sequence[Row]) -> None:
    """Join the cells that the rows mark."""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == LEFT_OF and (c + 1 == len(row) or row[c + 1] != LEFT_OF):
                first = max(i for i in range(c) if row[i] != LEFT_OF)
                _join(table.cell(r, first), table.cell(r, c))
            if text == ABOVE and (r + 1 == len(rows) or rows[r + 1][c] != ABOVE):
                first = max(i for i in range(r) if rows[i][c] != ABOVE)
                _join(table.cell(first, c), table.cell(r, c))


def _join(first: _Cell, last: _Cell) -> None:
    """One cell from `first` to `last`, without the empty paragraphs that python-docx leaves in it."""
    merged = first.merge(last)
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _fill(cell: _Cell, text: str, *, bold: bool, centred: bool) -> None:
    """Write a cell's lines, a paragraph each."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.font.size = Pt(12)
        run.bold = bold or None


def _stack(cell: _Cell, lines: Iterable[tuple[str, bool, bool, float]], *, centred: bool = True) -> None:
    """Lines of (text, bold, italic, size) in one cell, close together."""
    for number, (text, bold, italic, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)


def _centred(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def _set_widths(table: Table, widths: Sequence[int]) -> None:
    """Fixed column widths: Word and LibreOffice both look at the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _mark(row: _Row, property_name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(property_name))


def _number_pages(section: Section) -> None:
    """A PAGE field in the header."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
