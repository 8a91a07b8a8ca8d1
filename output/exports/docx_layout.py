"""The page of an appendix as Nghị định 30/2020/NĐ-CP has it, in Word's terms: A4, margins, letters, page numbers.

Styles stand for all looks, so that a clerk changes them in one place.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

_FONT = "Times New Roman"
_SHORT, _LONG = 210, 297  # millimetres of A4
_TOP, _LEFT, _RIGHT = 20, 30, 15

# Each style: points, bold, italic, alignment, points before and after, whether it stays with what follows.
_STYLES: Mapping[str, tuple[float, bool, bool, Any, float, float, bool]] = {
    "appendix": (14, True, False, ALIGN.CENTER, 0, 0, True),
    "title": (14, True, False, ALIGN.CENTER, 0, 0, True),
    "with_letter": (14, False, True, ALIGN.CENTER, 0, 12, True),
    "counts": (13, False, False, ALIGN.LEFT, 0, 6, True),
    "head": (12, True, False, ALIGN.CENTER, 3, 3, True),
    "group": (12, True, False, ALIGN.LEFT, 3, 3, True),
    "cell": (12, False, False, ALIGN.LEFT, 2, 2, False),
    "number": (12, False, False, ALIGN.CENTER, 2, 2, False),
    "page": (13, False, False, ALIGN.CENTER, 0, 0, False),
}


def new_document(names: Mapping[str, str], locale: str, *, is_landscape: bool, moment: datetime) -> Any:
    """An empty python-docx document in that layout, whose styles go by the `names`; `locale` is its language."""
    document = Document()
    _set_page(document, is_landscape)
    normal = document.styles["Normal"]
    _set_font(normal, locale)
    normal.font.size = Pt(14)
    for key, look in _STYLES.items():
        _add_style(document, names[key], look)
    document.styles[names["title"]].font.all_caps = True
    _number_pages(document, names["page"])
    particulars = document.core_properties
    particulars.author = particulars.comments = ""
    particulars.created = particulars.modified = moment
    particulars.language = locale
    return document


def width(is_landscape: bool) -> int:
    """Millimetres between the margins."""
    return (_LONG if is_landscape else _SHORT) - _LEFT - _RIGHT


def _set_page(document: Any, is_landscape: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    high, wide = (_SHORT, _LONG) if is_landscape else (_LONG, _SHORT)
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _set_font(style: Any, locale: str) -> None:
    """The font for every script: without this Word takes its theme's for letters that it holds for Asian."""
    style.font.name = _FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), _FONT)
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), locale)
    properties.append(language)


def _add_style(document: Any, name: str, look: tuple[float, bool, bool, Any, float, float, bool]) -> None:
    size, bold, italic, alignment, before, after, stays = look
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    text = style.paragraph_format
    text.alignment, text.space_before, text.space_after = alignment, Pt(before), Pt(after)
    text.line_spacing, text.keep_with_next = 1.0, stays


def _number_pages(document: Any, style: str) -> None:
    """Centred in the top margin, from the second page on; an appendix begins with 1 anew."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:cols")).addprevious(start)
    paragraph = section.header.paragraphs[0]
    paragraph.style = style
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), (None, "2"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        else:
            run.text = text
