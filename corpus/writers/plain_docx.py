"""Word files by python-docx: its API where it has one, XML where it has none (lists, changes, notes, boxes)."""

from io import BytesIO
from pathlib import Path

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus import nd30
from corpus.sheet import Align, Grid, Para, Run, Sheet, SheetCell
from corpus.writers import boxes, lists, notes
from corpus.writers.markup import NAMES, look
from corpus.writers.packed import repack
from corpus.writers.page import AUTHOR, DAY, Paper, origins, sections

_ALIGNMENTS: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def write(sheet: Sheet, path: Path) -> None:
    """Write `sheet` as a .docx. The same sheet gives the same bytes.

    Raises ValueError for a table whose spans do not fit, IndexError for a list that the sheet has not.
    """
    writer = _Writer(sheet)
    writer.body()
    stream = BytesIO()
    writer.document.save(stream)
    repack(stream.getvalue(), path)


class _Writer:
    """Fills one document. Counts what needs a number of its own in the file."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document = nd30.paper(sheet.title)
        self._nums = lists.Nums(sheet)
        self._notes: list[str] = []
        self._changes = 0
        self._boxes = 0
        normal = self.document.styles["Normal"]
        normal.font.name = sheet.font
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), sheet.font)
        normal.font.size = Pt(sheet.size)
        self._styles = self._list_styles()

    def body(self) -> None:
        """All sections, then the parts that hold lists and notes."""
        parts = sections(self.sheet)
        for number, section in enumerate(parts):
            if number:
                self.document.add_section(WD_SECTION.NEW_PAGE)
                self._shrink(self.document.paragraphs[-1])  # it holds the end of the section before
            self._turn(section.paper, first=number == 0)
            for index, block in enumerate(section.blocks):
                if isinstance(block, Para):
                    self._fill(self.document.add_paragraph(), block)
                    continue
                if index and isinstance(section.blocks[index - 1], Grid):
                    self.document.add_paragraph()  # Word joins tables that touch
                self._table(block)
        if parts[-1].blocks and isinstance(parts[-1].blocks[-1], Grid):
            self._shrink(self.document.add_paragraph())  # Word wants a paragraph at the end
        self._number_lists()
        self._add_notes()
        # The deleted words of tracked changes are not printed: LibreOffice's PDF would show them struck out.
        view = OxmlElement("w:revisionView")
        for name in ("w:markup", "w:insDel"):
            view.set(qn(name), "0")
        self.document.settings.element.find(qn("w:defaultTabStop")).addprevious(view)  # the schema's order

    def _turn(self, paper: Paper, *, first: bool) -> None:
        section = self.document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE if paper.width > paper.height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(paper.width), Cm(paper.height)
        section.left_margin, section.right_margin = Cm(paper.left), Cm(paper.right)
        section.top_margin, section.bottom_margin = Cm(paper.top), Cm(paper.bottom)
        section.header_distance = Cm(paper.header)
        section.different_first_page_header_footer = first  # the number is hidden on page 1 only

    def _shrink(self, paragraph: Paragraph) -> None:
        """An empty paragraph that takes next to no place."""
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(1)
        self._look_of_mark(paragraph, '<w:sz w:val="2"/>')

    @staticmethod
    def _look_of_mark(paragraph: Paragraph, inside: str) -> None:
        """Set a paragraph's mark, which its number and its height follow."""
        properties = paragraph._p.get_or_add_pPr()
        made = parse_xml(f"<w:rPr {NAMES}>{inside}</w:rPr>")
        section = properties.find(qn("w:sectPr"))  # the schema wants it last
        if section is None:
            properties.append(made)
        else:
            section.addprevious(made)

    def _fill(self, paragraph: Paragraph, para: Para) -> None:
        shape = paragraph.paragraph_format
        shape.alignment = _ALIGNMENTS[para.align]
        shape.left_indent, shape.first_line_indent = Cm(para.left), Cm(para.first_line)
        shape.space_before, shape.space_after = Pt(para.space_before), Pt(para.space_after)
        shape.keep_with_next = para.keep_next or None
        if para.number is not None:
            self._number(paragraph, para)
        for box in para.boxes:
            self._boxes += 1
            paragraph._p.append(parse_xml(f"<w:r {NAMES}>{boxes.run(box, self._boxes)}</w:r>"))
        for run in para.runs:
            self._run(paragraph, run)

    def _number(self, paragraph: Paragraph, para: Para) -> None:
        """Give a paragraph its place in a list; the number is set as the first words are."""
        place = para.number
        assert place is not None
        number = self._nums.of(place)
        if place.styled:
            paragraph.style = self._styles[place.list, place.level]
        properties = paragraph._p.get_or_add_pPr()
        if not (place.styled and self._nums.is_own(number)):
            asked = properties.get_or_add_numPr()
            asked.get_or_add_ilvl().val = place.level
            asked.get_or_add_numId().val = number
        if para.runs:
            self._look_of_mark(paragraph, look(para.runs[0]))

    def _run(self, paragraph: Paragraph, run: Run) -> None:
        parent = paragraph._p if run.change is None else self._change(paragraph, run)
        made = paragraph.add_run(run.text)  # python-docx makes breaks of "\n" and tabs of "\t"
        made.bold, made.italic = run.bold or None, run.italic or None
        made.font.size = None if run.size is None else Pt(run.size)
        parent.append(made._r)
        if run.change == "deleted":
            for words in made._r.findall(qn("w:t")):
                words.tag = qn("w:delText")
        if run.footnote is not None:
            self._notes.append(run.footnote)
            mark = notes.mark(len(self._notes) - 1 + notes.FIRST)
            parent.append(parse_xml(f"<w:r {NAMES}>{mark}</w:r>"))

    def _change(self, paragraph: Paragraph, run: Run) -> BaseOxmlElement:
        """A w:ins or w:del at the paragraph's end."""
        self._changes += 1
        change = OxmlElement("w:ins" if run.change == "inserted" else "w:del")
        for name, value in (("w:id", str(self._changes)), ("w:author", AUTHOR), ("w:date", DAY)):
            change.set(qn(name), value)
        paragraph._p.append(change)
        return change

    def _table(self, grid: Grid) -> None:
        table = self.document.add_table(len(grid.rows), len(grid.widths), "Table Grid" if grid.ruled else None)
        table.autofit = False
        origins(grid)  # raises where the spans do not fit
        beginnings = [(r, c, cell) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell is not None]
        made = table._cells  # row by row; to ask table.cell each time takes seconds in long tables
        columns = len(grid.widths)
        for r, c, cell in beginnings:
            if cell.row_span > 1 or cell.column_span > 1:
                made[r * columns + c].merge(made[(r + cell.row_span - 1) * columns + c + cell.column_span - 1])
        self._set_widths(table, grid)
        for r, c, cell in beginnings:
            self._cell(made[r * columns + c], cell)
        for r, row in enumerate(table.rows):
            if not grid.row_may_break:
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if grid.repeat and r < grid.header_rows:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    @staticmethod
    def _set_widths(table: Table, grid: Grid) -> None:
        for column, width in zip(table.columns, grid.widths, strict=True):
            column.width = Cm(width)
        for row in table._tbl.tr_lst:
            for cell in row.tc_lst:
                cell.width = Cm(sum(grid.widths[cell.grid_offset : cell.grid_offset + cell.grid_span]))

    def _cell(self, made: _Cell, cell: SheetCell) -> None:
        for extra in made.paragraphs[1:]:  # merging leaves one for each cell
            extra._p.getparent().remove(extra._p)
        for index, para in enumerate(cell.paras):
            self._fill(made.paragraphs[0] if index == 0 else made.add_paragraph(), para)

    def _list_styles(self) -> dict[tuple[int, int], ParagraphStyle]:
        """The paragraph styles that carry a list's number."""
        found = {}
        for place in lists.styled(self.sheet):
            style = self.document.styles.add_style(lists.style_name(place), WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.document.styles["Normal"]
            asked = style.element.get_or_add_pPr().get_or_add_numPr()
            asked.get_or_add_ilvl().val = place.level
            asked.get_or_add_numId().val = place.list + 1
            found[place.list, place.level] = style
        return found

    def _number_lists(self) -> None:
        """Put the sheet's lists in the place of those that python-docx's template has."""
        root = self.document.part.numbering_part.element
        for element in list(root):
            root.remove(element)
        for element in parse_xml(lists.part(self.sheet, self._nums, linked=False)):
            root.append(element)

    def _add_notes(self) -> None:
        if self._notes:
            style = self.document.styles.add_style(notes.STYLE, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = self.document.styles["Normal"], Pt(10)
            data = notes.part(self._notes).encode()
            part = Part(PackURI("/word/footnotes.xml"), notes.TYPE, data, self.document.part.package)
            self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
