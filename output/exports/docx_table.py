"""Tables of many rows in Word files: the header repeated on each page, rows that stay whole, widths that hold.

Rows are made of their elements: python-docx itself looks through the whole table for each cell that it is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

_SIDE = 1.5  # millimetres between a cell's text and its rules
_SHADE = "EDEDED"

Piece = tuple[str, bool, bool]
"""A piece of text, and whether it is bold and italic beyond its style."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: paragraphs of pieces, all in one style, over `span` columns."""

    paragraphs: Sequence[Sequence[Piece]]
    style: str
    span: int = 1
    is_shaded: bool = False


class Table:
    """A table in a python-docx document, with columns so many millimetres wide."""

    def __init__(self, document: Any, widths: Sequence[float]) -> None:
        table = document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Mm(wide)
        self._element = table._tbl
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margins.append(_made(f"w:{side}", w=_twentieths(_SIDE), type="dxa"))
        properties = self._element.tblPr
        place = properties.find(qn("w:tblLook"))
        if place is None:
            properties.append(margins)
        else:
            place.addprevious(margins)
        self._styles = {style.name: style.style_id for style in document.styles}
        self._widths = widths

    def add(self, cells: Sequence[Cell], *, is_header: bool = False) -> None:
        """A row below the others, which no page's end cuts; a header stands on top of every page."""
        row = OxmlElement("w:tr")
        properties = _made("w:trPr")
        properties.append(_made("w:cantSplit"))
        if is_header:
            properties.append(_made("w:tblHeader"))
        row.append(properties)
        column = 0
        for cell in cells:
            row.append(self._cell(cell, sum(self._widths[column : column + cell.span])))
            column += cell.span
        self._element.append(row)

    def _cell(self, cell: Cell, wide: float) -> Any:
        made, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        properties.append(_made("w:tcW", w=_twentieths(wide), type="dxa"))
        if cell.span > 1:
            properties.append(_made("w:gridSpan", val=cell.span))
        if cell.is_shaded:
            properties.append(_made("w:shd", val="clear", color="auto", fill=_SHADE))
        made.append(properties)
        for pieces in cell.paragraphs or [()]:
            made.append(self._paragraph(pieces, cell.style))
        return made

    def _paragraph(self, pieces: Sequence[Piece], style: str) -> Any:
        paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
        properties.append(_made("w:pStyle", val=self._styles[style]))
        paragraph.append(properties)
        for text, is_bold, is_italic in pieces:
            run = OxmlElement("w:r")
            if is_bold or is_italic:
                look = OxmlElement("w:rPr")
                look.extend([_made(f"w:{kind}") for kind, wanted in (("b", is_bold), ("i", is_italic)) if wanted])
                run.append(look)
            for number, line in enumerate(text.split("\n")):
                if number:
                    run.append(_made("w:br"))
                said = OxmlElement("w:t")
                said.text = line
                said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(said)
            paragraph.append(run)
        return paragraph


def _made(name: str, **attributes: object) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _twentieths(millimetres: float) -> int:
    """In twentieths of a point, as Word measures."""
    return round(millimetres * 1440 / 25.4)
