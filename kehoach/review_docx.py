"""A document as a Word file, for LibreOffice to set as pages: what web pages and plain text look like on paper.

The file is made of what was read, not of the original: nothing stands in it that could be fetched or run.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from models import Document, Paragraph, Table

_WIDTH, _HEIGHT = Cm(21), Cm(29.7)
_TOP, _RIGHT, _BOTTOM, _LEFT = Cm(2), Cm(2), Cm(2), Cm(3)  # as Decree 30/2020 asks of administrative documents
_FONT, _SIZE, _SIZE_IN_CELL = "Times New Roman", Pt(13), Pt(12)
_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_LEAST_SHARE = 4.0  # of a column beside others: the root of its letters, so that "STT" is not broken


def as_docx(document: Document) -> bytes:
    """A Word file of A4 pages with the document's blocks in their order."""
    made = _empty()
    for block in document.blocks:
        if isinstance(block, Table):
            _add_table(made, block)
        else:
            _write(made.add_paragraph(), block)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def _empty() -> WordFile:
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.top_margin, section.right_margin = _TOP, _RIGHT
    section.bottom_margin, section.left_margin = _BOTTOM, _LEFT
    style = made.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(4)
    return made


def _add_table(made: WordFile, table: Table) -> None:
    if not table.cells:
        return
    drawn = made.add_table(table.rows, table.columns)
    drawn.style, drawn.autofit = "Table Grid", False
    rows: list[tuple[_Cell, ...]] = [row.cells for row in drawn.rows]
    for column, width in enumerate(_widths(table)):
        for row in rows:
            row[column].width = width
    for cell in table.cells:
        place = rows[cell.row][cell.column]
        if cell.row_span > 1 or cell.column_span > 1:
            last = rows[min(table.rows, cell.row + cell.row_span) - 1]
            place = place.merge(last[min(table.columns, cell.column + cell.column_span) - 1])
        for number, paragraph in enumerate(cell.paragraphs):
            _write(place.paragraphs[0] if not number else place.add_paragraph(), paragraph, in_cell=True)


def _widths(table: Table) -> Iterable[Length]:
    """Shares of the page's width, by how much stands in each column."""
    letters = [0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            letters[cell.column] += len(cell.text)
    shares = [max(_LEAST_SHARE, math.sqrt(count / table.rows)) for count in letters]
    return (Length(round((_WIDTH - _LEFT - _RIGHT) * share / sum(shares))) for share in shares)


def _write(place: WordParagraph, paragraph: Paragraph, *, in_cell: bool = False) -> None:
    look, text = paragraph.look, paragraph.printed
    lead = look.bold_lead and len(text) - len(paragraph.text) + look.bold_lead
    for part, bold in ((text[:lead], True), (text[lead:], look.bold)):
        if part:
            run = place.add_run(_shown(part))
            run.bold, run.italic = bold or None, look.italic or None
            run.font.size = _SIZE_IN_CELL if in_cell else None
    if look.align:
        place.alignment = _ALIGNED[look.align]


def _shown(text: str) -> str:
    """The text without signs that no XML may hold."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
