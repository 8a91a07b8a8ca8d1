"""HTML, as web sites give plans and as Word saves them ("Web page", also under a .doc name)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from lxml import html as lxml_html

from ingest import web
from ingest.errors import DamagedFile
from ingest.html_labels import integer, is_words_mark, item_label, words_mark
from ingest.limits import MAX_TEXT_BYTES, check_columns, check_size
from ingest.text.encoding import decode
from ingest.text.runs import BREAK, TYPED_MARK, Run, paragraph, parted
from models import Block, Cell, Document, Paragraph, Part, Source, Table
from models.document import Align

_CHARSET = re.compile(rb"<meta[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^<>]*\?>")
# "<![if !supportLists]>" and "<![endif]>": Word's conditions, whose content stands between them and is wanted.
_CONDITION = re.compile(r"<!\[[^<>]*\]>")

# A tag of very many attributes, which no program writes: the parser compares each with all before it.
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MOST_ATTRIBUTES = 2000

_DROPPED = {"script", "style", "head", "title", "template", "object", "iframe", "svg", "select", "button", "textarea"}
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "td", "th", "section", "article", "header", "footer", "main", "nav", "aside", "center",
    "blockquote", "pre", "form", "fieldset", "figure", "figcaption", "address", "hr", "body", "html",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)")
_NOT_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)")
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(italic|oblique)")
_NOT_ITALIC_STYLE = re.compile(r"font-style\s*:\s*normal")
_ALIGN_STYLE = re.compile(r"text-align\s*:\s*(left|center|right|justify)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden")
_ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right", "justify": "justify"}
_MUCH_TEXT = 3000  # characters, more than a page: no cell of a plan's table has as many
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(data: bytes, name: str, sha256: str, charset: str | None = None) -> Document:
    """An HTML file as a Document: paragraphs, tables, lists with their marks; footnotes at the end.

    `charset` is the encoding by what the file came in, where that tells; it goes before what the file says itself.
    Raises UnknownEncoding, TooLarge, and DamagedFile when there is no HTML in the file.
    """
    check_size(data, MAX_TEXT_BYTES)
    said = _CHARSET.search(data[:8192])
    text = decode(data, charset or (said[1].decode("ascii") if said else None))
    found = blocks(text, bullet="-")
    body = [block for block in found if block.part == "body"]
    notes = [block for block in found if block.part != "body"]
    return Document(Source(name, sha256, "html"), (*body, *notes))


def blocks(text: str, bullet: str | None) -> list[Block]:
    """The paragraphs and tables of HTML text in reading order. `bullet` labels the items of unnumbered lists."""
    text = _CONDITION.sub("", _XML_DECLARATION.sub("", text, count=1))
    if not text.strip():
        return []
    if any(tag[0].count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise DamagedFile("The HTML has a tag of thousands of attributes, which no page has. It is not read.")
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (ValueError, lxml_html.etree.ParserError) as error:
        raise DamagedFile(f"The HTML cannot be read ({error}). Open it in Word and save it as .docx.") from error
    flow = _Flow(bullet)
    web.drop_navigation(root)
    flow.walk(root, _Style())
    flow.close()
    return flow.blocks


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to what is in it."""

    bold: bool = False
    italic: bool = False
    align: Align | None = None
    part: Part = "body"
    verbatim: bool = False


@dataclass(slots=True)
class _Flow:
    """Collects runs into paragraphs, paragraphs and tables into blocks, along a walk over the elements."""

    bullet: str | None
    blocks: list[Block] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _label: str | None = None
    _style: _Style = _Style()

    def walk(self, element: Any, style: _Style) -> None:
        """Add an element and all in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        css = (element.get("style") or "").lower()
        if tag in _DROPPED or _HIDDEN_STYLE.search(css) or (element.get("href") or "").startswith("#_ftn"):
            return
        style = _inherited(element, tag, css, style)
        if "mso-list:ignore" in css.replace(" ", "") or self._begins_with_mark(element):
            self._label = words_mark(element)
        elif tag == "br":
            self._runs.append(Run(BREAK, style.bold, style.italic))
        elif tag == "table":
            self.close()
            self.blocks.extend(_table_blocks(element, style, self.bullet))
        elif tag == "sup":
            self._raise("".join(element.itertext()).translate(_RAISED), style)
        elif tag in _BLOCKS:
            self._walk_block(element, tag, style)
        else:
            self._children(element, style)

    def close(self) -> None:
        """End the paragraph at hand."""
        for runs in [self._runs] if self._style.verbatim else list(parted(self._runs)):
            found = paragraph(runs, label=self._label, align=self._style.align, part=self._style.part)
            if found and found.label and TYPED_MARK.match(found.text):
                found = replace(found, label=None)
            if found:
                self.blocks.append(found)
                self._label = None
        self._runs = []

    def _begins_with_mark(self, element: Any) -> bool:
        return not self._label and not any(run.text.strip() for run in self._runs) and is_words_mark(element)

    def _walk_block(self, element: Any, tag: str, style: _Style) -> None:
        self.close()
        if tag == "li":
            self._label = item_label(element, self.bullet)
        self._style = style
        self._children(element, style)
        self.close()
        if tag == "li":
            self._label = None

    def _children(self, element: Any, style: _Style) -> None:
        self._add(element.text, style)
        for child in element:
            self.walk(child, style)
            if isinstance(child.tag, str) and child.tag in _BLOCKS:
                self._style = style
            self._add(child.tail, style)

    def _raise(self, text: str, style: _Style) -> None:
        """Add raised text to the run before it, which tells "m²" from a reference to a footnote."""
        last = self._runs.pop() if self._runs else Run("", style.bold, style.italic)
        self._runs.append(replace(last, text=last.text + text))

    def _add(self, text: str | None, style: _Style) -> None:
        if text:
            self._runs.append(Run(text.replace("\n", BREAK) if style.verbatim else text, style.bold, style.italic))


def _inherited(element: Any, tag: str, css: str, style: _Style) -> _Style:
    bold, italic = style.bold, style.italic
    if tag in {"b", "strong", "th"} | _HEADINGS or _BOLD_STYLE.search(css):
        bold = True
    elif _NOT_BOLD_STYLE.search(css):
        bold = False
    if tag in {"i", "em"} or _ITALIC_STYLE.search(css):
        italic = True
    elif _NOT_ITALIC_STYLE.search(css):
        italic = False
    said = _ALIGN_STYLE.search(css)
    align = _ALIGNS.get(said[1] if said else (element.get("align") or "").lower(), style.align)
    note = "mso-element:footnote" in css.replace(" ", "") and "footnote-list" not in css
    return _Style(
        bold,
        italic,
        "center" if tag == "center" else align,
        "footnote" if note else style.part,
        style.verbatim or tag == "pre",
    )


def _table_blocks(table: Any, style: _Style, bullet: str | None) -> list[Block]:
    """A table; or what is in it, when it only lays out the page: one column, other tables or the page's whole text as
    its content.
    """
    rows = list(_rows(table))
    caption = [block for child in table.iterchildren("caption") for block in _content(child, style, bullet)]
    content = [(place, _content(cell, style, bullet)) for place, cell in _placed(rows)]
    columns = max((place.column + place.columns for place, _ in content), default=0)
    inner = [block for _, found in content for block in found]
    if columns < 2 or sum(block.rows for block in inner if isinstance(block, Table)) > len(rows):
        return caption + inner
    sizes = [sum(len(block.text) for block in found) for _, found in content]
    if max(sizes) > _MUCH_TEXT and 2 * max(sizes) > sum(sizes):  # the page's text beside its menus
        return caption + inner
    cells = tuple(
        Cell(place.row, place.column, tuple(_paragraphs(found)), place.rows, place.columns) for place, found in content
    )
    if not any(cell.paragraphs for cell in cells):
        return caption
    return [*caption, Table(cells, len(rows), columns, _header_rows(rows))]


def _content(cell: Any, style: _Style, bullet: str | None) -> list[Block]:
    flow = _Flow(bullet)
    flow.walk(cell, replace(style, align=None))
    flow.close()
    return flow.blocks


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a cell; a table within it gives its own, cell by cell."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (paragraph for _, paragraph in block.paragraphs())
        else:
            yield block


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _cells(row: Any) -> list[Any]:
    return list(row.iterchildren("td", "th"))


def _header_rows(rows: Sequence[Any]) -> int:
    """How many rows at the top the file marks as header, by `<thead>` or by nothing but `<th>`."""
    count = 0
    while count < len(rows) and (
        rows[count].getparent().tag == "thead" or all(cell.tag == "th" for cell in _cells(rows[count]))
    ):
        count += 1
    return count if count < len(rows) else 0


class _Place(NamedTuple):
    """Where a cell stands in its table, and the rows and columns that it takes."""

    row: int
    column: int
    rows: int
    columns: int


def _placed(rows: Sequence[Any]) -> Iterator[tuple[_Place, Any]]:
    """The cells with their places. A cell that spans rows moves those of the next rows to the right."""
    taken_until: list[int] = []  # by column: the first row in which it is free again
    for row, element in enumerate(rows):
        column = 0
        for cell in _cells(element):
            while column < len(taken_until) and taken_until[column] > row:
                column += 1
            columns = max(1, integer(cell.get("colspan"), 1))
            check_columns(column + columns)
            down = integer(cell.get("rowspan"), 1) or len(rows)  # 0 means: to the table's end
            down = min(down, len(rows) - row)
            yield _Place(row, column, down, columns), cell
            taken_until.extend([0] * (column + columns - len(taken_until)))
            taken_until[column : column + columns] = [row + down] * columns
            column += columns
