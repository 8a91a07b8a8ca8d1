"""Word files as raw XML, imitating other hands than python-docx: Word itself after years of editing, converters.

What is shown is the sheet's words in the sheet's order; how they are wrapped is drawn from a seed.
"""

from pathlib import Path
from random import Random

from corpus.sheet import Grid, Para, Sheet, SheetCell
from corpus.writers import lists, notes, raw_parts
from corpus.writers.markup import NAMES, look, twips
from corpus.writers.packed import pack
from corpus.writers.page import Section, Spot, origins, sections
from corpus.writers.raw_runs import RunWriter

_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_EXTENSION = 'xmlns:kx="urn:example:kehoach:extension" mc:Ignorable="kx"'
_JAG = 60  # twips by which a border misses the one above where somebody dragged it


def write(sheet: Sheet, path: Path, seed: int) -> None:
    """Write `sheet` as a .docx. The same sheet and seed give the same bytes.

    Raises ValueError for a table whose spans do not fit, IndexError for a list that the sheet has not.
    """
    writer = _Writer(sheet, Random(seed))
    body = writer.body()
    document = f"<w:document {NAMES} {_EXTENSION}><w:body>{body}</w:body></w:document>"
    footnotes = notes.part(writer.runs.notes) if writer.runs.notes else None
    pack(raw_parts.package(sheet, document, writer.numbering(), footnotes), path)


class _Writer:
    """Makes the body. Draws every choice from one generator, in reading order."""

    def __init__(self, sheet: Sheet, random: Random) -> None:
        self.sheet = sheet
        self.random = random
        self.runs = RunWriter(random, sheet.font)
        self._nums = lists.Nums(sheet)
        self._suffix = random.choice(("tab", "space"))

    def numbering(self) -> str:
        """The numbering part; asked for when the body is done."""
        return lists.part(self.sheet, self._nums, linked=True, suffix=self._suffix)

    def body(self) -> str:
        """The inside of w:body."""
        parts = sections(self.sheet)
        inside = ""
        for number, section in enumerate(parts):
            last = number == len(parts) - 1
            properties = self._section(section, first=number == 0)
            # The properties of a section stand in its last paragraph, those of the last one after it.
            inside += self._blocks(section, "" if last else properties) + (properties if last else "")
        return inside

    def _blocks(self, section: Section, properties: str) -> str:
        inside = ""
        for index, block in enumerate(section.blocks):
            last = index == len(section.blocks) - 1
            if isinstance(block, Para):
                inside += self._paragraph(block, properties if last else "")
            else:
                inside += self._table(block)
                if last:
                    inside += _gap(properties)
                elif isinstance(section.blocks[index + 1], Grid):
                    inside += "<w:p/>"  # tables that touch would be one
        return inside

    def _section(self, section: Section, *, first: bool) -> str:
        paper = section.paper
        turned = ' w:orient="landscape"' if section.landscape else ""
        return (
            f'<w:sectPr w:rsidR="{self.runs.rsid()}"><w:headerReference w:type="default" r:id="{raw_parts.HEADER}"/>'
            f'<w:headerReference w:type="first" r:id="{raw_parts.FIRST_HEADER}"/>'
            f'<w:footerReference w:type="default" r:id="{raw_parts.FOOTER}"/>'
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{twips(paper.width)}" w:h="{twips(paper.height)}"{turned}/>'
            f'<w:pgMar w:top="{twips(paper.top)}" w:right="{twips(paper.right)}" w:bottom="{twips(paper.bottom)}" '
            f'w:left="{twips(paper.left)}" w:header="{twips(paper.header)}" w:footer="{twips(paper.header)}" '
            f'w:gutter="0"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
        )

    def _paragraph(self, para: Para, section: str = "", *, controlled: bool | None = None) -> str:
        """A paragraph; `controlled` says whether it stands in a content control already, None leaves it to chance."""
        control = controlled is None and not section and _is_plain(para) and self.random.random() < 0.05
        made = (
            f'<w:p w:rsidR="{self.runs.rsid()}" w:rsidRDefault="{self.runs.rsid()}"><w:pPr>{self._shape(para)}{section}'
            f"</w:pPr>{self.runs.inside(para, wrap=not (control or controlled))}</w:p>"
        )
        return self._control(made) if control else made

    def _control(self, made: str) -> str:
        """Content in a control, of the kind that building blocks are: of other kinds LibreOffice loses the look."""
        kind = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/><w:docPartUnique/></w:docPartObj>'
        properties = f'<w:sdtPr><w:id w:val="{self.runs.next_id()}"/>{kind}</w:sdtPr>'
        return f"<w:sdt>{properties}<w:sdtContent>{made}</w:sdtContent></w:sdt>"

    def _shape(self, para: Para) -> str:
        """The paragraph's properties in the order of the schema."""
        style = numbers = ""
        if (place := para.number) is not None:
            number = self._nums.of(place)
            if place.styled:
                style = f'<w:pStyle w:val="{lists.style_name(place)}"/>'
            if not (place.styled and self._nums.is_own(number)):
                numbers = f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{number}"/></w:numPr>'
        first = twips(para.first_line)
        indent = f'w:firstLine="{first}"' if first >= 0 else f'w:hanging="{-first}"'
        first_look = look(para.runs[0]) if para.runs else ""
        return (
            f"{style}{'<w:keepNext/>' if para.keep_next else ''}{numbers}"
            f'<w:spacing w:before="{round(para.space_before * 20)}" w:after="{round(para.space_after * 20)}"/>'
            f'<w:ind w:left="{twips(para.left)}" {indent}/><w:jc w:val="{_ALIGNMENTS[para.align]}"/>'
            f"<w:rPr>{first_look}</w:rPr>"  # the look of the number
        )

    def _table(self, grid: Grid) -> str:
        covered = origins(grid)
        jagged = self.random.random() < 0.4
        widths = [twips(width) for width in grid.widths]
        columns = [_JAG, widths[0] - _JAG, *widths[1:]] if jagged else widths
        grid_columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        style = '<w:tblStyle w:val="TableGrid"/>' if grid.ruled else ""
        rows = "".join(self._row(grid, covered, r, widths, jagged) for r in range(len(grid.rows)))
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="04A0"/></w:tblPr>'
            f"<w:tblGrid>{grid_columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, grid: Grid, covered: dict[Spot, Spot], r: int, widths: list[int], jagged: bool) -> str:
        first = grid.rows[r][0]
        # Rows whose first cell is merged with others must begin where those do.
        pushed = jagged and first is not None and first.row_span == 1 and self.random.random() < 0.3
        properties = f'<w:gridBefore w:val="1"/><w:wBefore w:w="{_JAG}" w:type="dxa"/>' if pushed else ""
        if not grid.row_may_break:
            properties += "<w:cantSplit/>"
        if grid.repeat and r < grid.header_rows:
            properties += "<w:tblHeader/>"
        cells = ""
        for c in range(len(widths)):
            origin = covered[r, c]
            if origin[1] != c:
                continue
            cell = grid.rows[origin[0]][c]
            assert cell is not None
            span, width = cell.column_span, sum(widths[c : c + cell.column_span])
            if jagged and c == 0:
                span, width = (span, width - _JAG) if pushed else (span + 1, width)
            cells += self._cell(cell, span, width, begins=origin == (r, c))
        return f'<w:tr w:rsidR="{self.runs.rsid()}"><w:trPr>{properties}</w:trPr>{cells}</w:tr>'

    def _cell(self, cell: SheetCell, span: int, width: int, *, begins: bool) -> str:
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if span > 1:
            properties += f'<w:gridSpan w:val="{span}"/>'
        if cell.row_span > 1:
            properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        control = all(_is_plain(para) for para in cell.paras) and self.random.random() < 0.03
        inside = "".join(self._paragraph(para, controlled=control) for para in cell.paras) if begins else ""
        made = f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or '<w:p/>'}</w:tc>"
        return self._control(made) if control else made


def _is_plain(para: Para) -> bool:
    """Whether it may stand in a content control: LibreOffice loses notes, changes, breaks and boxes there."""
    return not para.boxes and not any(run.change or run.footnote or "\n" in run.text for run in para.runs)


def _gap(section: str) -> str:
    """An empty paragraph that takes next to no place."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr>'
        f"{section}</w:pPr></w:p>"
    )
