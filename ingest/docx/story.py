"""A story of a Word file (its body, a note, a header) as blocks: the walk over paragraphs and tables."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingest.docx.formats import Formats, ParagraphFormat
from ingest.docx.grid import Spot, grid
from ingest.docx.inline import Content, Note, Piece, content
from ingest.docx.names import (
    ALTERNATE_CONTENT,
    DELETED,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PROPERTIES,
    TABLE,
    Element,
    R,
    W,
    alternative,
    child,
    value,
)
from ingest.docx.numbering import Counters
from ingest.docx.styles import Styles
from models import Block, Cell, Look, Paragraph, Part, Table

_CHUNK = W + "altChunk"
_CHUNK_ID = R + "id"


@dataclass(slots=True)
class Story:
    """Reads one story. `chunk` gives the blocks of an inserted file by its relationship id. With `old_fonts` fonts
    from before Unicode are decoded (see `ingest.legacy`).

    `notes` (in the order of their marks) and `pictures` are collected on the way.
    """

    styles: Styles
    formats: Formats
    part: Part
    chunk: Callable[[str | None], tuple[Block, ...]]
    old_fonts: bool
    counters: Counters = field(default_factory=Counters)
    notes: list[Note] = field(default_factory=list)
    pictures: int = 0

    def blocks(self, container: Element, in_cell: bool = False) -> Iterator[Block]:
        """The blocks of a body, a text box, a note or a cell; in a cell a paragraph may be a bare number."""
        joined: list[Element] = []
        for element in _block_elements(container):
            if element.tag == PARAGRAPH:
                joined.append(element)
                if self._runs_on(element):
                    continue
            yield from self._paragraph(joined, in_cell)
            joined = []
            if element.tag == TABLE:
                yield from self._table(element, in_cell)
            elif element.tag == _CHUNK:
                yield from self.chunk(element.get(_CHUNK_ID))
        yield from self._paragraph(joined, in_cell)

    def _runs_on(self, paragraph: Element) -> bool:
        """Whether the paragraph's mark is deleted or hidden, so that the next one goes on in the same line."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        mark = child(properties, "rPr")
        if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
            return True
        return self.styles.characters(value(properties, "pStyle"), mark).hidden

    def _paragraph(self, elements: list[Element], in_cell: bool) -> Iterator[Block]:
        """The paragraph that these w:p make together, and then the text boxes anchored in it.

        It looks like the first of them that shows anything, or like the last, whose mark is left.
        """
        if not elements:
            return
        contents = [self._content(element) for element in elements]
        leading = next((e for e, c in zip(elements, contents, strict=True) if c.visible), elements[-1])
        whole = _together(contents)
        self.notes += whole.notes
        self.pictures += whole.pictures
        if whole.visible or not self._runs_on(elements[-1]):
            form = self.formats.of(leading.find(PARAGRAPH_PROPERTIES))
            label = None if form.numbers is None else self.counters.label(form.numbers, form.level)
            paragraph = _built(whole.pieces, label, form, self.part)
            if paragraph.text or (in_cell and label is not None and any(map(str.isalnum, label))):
                yield paragraph
        for box in whole.boxes:
            yield from self.blocks(box, in_cell)

    def _content(self, paragraph: Element) -> Content:
        style = value(paragraph.find(PARAGRAPH_PROPERTIES), "pStyle")
        return content(paragraph, style, self.styles, self.old_fonts)

    def _table(self, element: Element, in_cell: bool) -> Iterator[Block]:
        layout = grid(element)
        if len(layout.spots) == 1 and any(e.tag == TABLE for e in _block_elements(layout.spots[0].element)):
            yield from self.blocks(layout.spots[0].element, in_cell)  # a frame around other tables
            return
        table = Table(
            tuple(self._cell(spot) for spot in layout.spots),
            layout.rows,
            layout.columns,
            layout.header_rows,
            self.part,
        )
        if any(cell.paragraphs for cell in table.cells):
            yield table

    def _cell(self, spot: Spot) -> Cell:
        paragraphs: list[Paragraph] = []
        for block in self.blocks(spot.element, in_cell=True):
            paragraphs += [block] if isinstance(block, Paragraph) else _flattened(block)
        return Cell(spot.row, spot.column, tuple(paragraphs), spot.row_span, spot.column_end - spot.column)


def _block_elements(container: Element) -> Iterator[Element]:
    """The paragraphs, tables and inserted files of a container, also those inside content controls and the like."""
    for element in container:
        if element.tag in (PARAGRAPH, TABLE, _CHUNK):
            yield element
        elif element.tag == ALTERNATE_CONTENT:
            yield from _block_elements(alternative(element))
        elif element.tag not in PROPERTIES and element.tag not in DELETED:
            yield from _block_elements(element)


def _flattened(table: Table) -> list[Paragraph]:
    """A table inside a cell as paragraphs, one a row."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.printed.replace("\n", " "))
    return [Paragraph(" | ".join(texts), part=table.part) for texts in rows.values() if any(texts)]


def _together(contents: list[Content]) -> Content:
    whole = Content()
    for one in contents:
        whole.pieces += one.pieces
        whole.boxes += one.boxes
        whole.notes += one.notes
        whole.pictures += one.pictures
    return whole


def _built(pieces: list[Piece], label: str | None, form: ParagraphFormat, part: Part) -> Paragraph:
    raw = "".join(piece.text for piece in pieces)
    text = unicodedata.normalize("NFC", raw.strip())
    return Paragraph(text, label, (), _look(pieces, raw, form), part)


def _look(pieces: list[Piece], raw: str, form: ParagraphFormat) -> Look:
    """Blanks count for nothing: they look the same in any setting."""
    sizes: dict[float, int] = {}
    bold = italic = True
    lead = position = 0
    for piece in pieces:
        letters = piece.text.strip()
        position += len(piece.text)
        if not letters:
            continue
        sizes[piece.look.size] = sizes.get(piece.look.size, 0) + len(letters)
        italic = italic and piece.look.italic
        if bold and piece.look.bold:
            lead = position - len(piece.text) + len(piece.text.rstrip())
        bold = bold and piece.look.bold
    if not sizes:
        return Look(align=form.align, indent=form.indent)
    start = len(raw) - len(raw.lstrip())
    return Look(
        bold=bold,
        italic=italic,
        bold_lead=0 if bold or not lead else len(unicodedata.normalize("NFC", raw[start:lead])),
        align=form.align,
        indent=form.indent,
        size=max(sizes, key=lambda size: sizes[size]),
    )
