r"""A document as a reader hands it on: blocks in reading order, each character with its place on the page.

Texts are NFC. Inside a paragraph a line that the page merely wraps is joined by one space; "\n" is a break
that the author made (Shift+Enter in Word), "\t" a tab. Marks of footnotes and markup are gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Part = Literal["body", "footnote", "header", "footer"]
Align = Literal["left", "center", "right", "justify"]
Format = Literal["text", "html", "docx", "doc", "pdf", "scan"]
TextFrom = Literal["file", "text layer", "ocr"]


class Box(NamedTuple):
    """A rectangle in points from the page's top left corner, x to the right, y down."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class Reading(NamedTuple):
    """How a word was read from a picture: how sure it is that it stands so on the page, in [0, 1].

    A repaired word keeps its text as read and the name of the rule that repaired it; both are None elsewhere.
    """

    confidence: float
    as_read: str | None = None
    rule: str | None = None


class Place(NamedTuple):
    """Where characters [start, end) of a paragraph's text stand: mostly one word on one page (from 1).

    `reading` tells of words read from a picture; None where the file itself holds the text.
    """

    start: int
    end: int
    page: int
    box: Box
    reading: Reading | None = None

    def moved(self, by: int) -> "Place":
        """The same place for characters that stand `by` further on in a longer text."""
        return self._replace(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set, as far as the format tells.

    `bold_lead` counts the characters from the start that are bold when what follows is not: a title and its
    text in one paragraph. `indent` (of the first line) and `size` are in points.
    """

    bold: bool = False
    italic: bool = False
    bold_lead: int = 0
    align: Align | None = None
    indent: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `label` is a number or mark that Word makes ("1.", "a)", "-"); typed ones stand in `text`."""

    text: str
    label: str | None = None
    places: tuple[Place, ...] = ()
    look: Look = Look()
    part: Part = "body"

    @property
    def printed(self) -> str:
        """The text as the page shows it, an automatic label in front."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at (row, column), both from 0; a merged cell is one cell with spans."""

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """The paragraphs' texts, a line each, without automatic labels."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def printed(self) -> str:
        """The paragraphs as printed, a line each."""
        return "\n".join(p.printed for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, joined over pages, a header that pages repeat kept once. Cells are in row order.

    `header_rows` is the number of rows that the file itself marks as header, 0 where it says nothing.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int = 0
    part: Part = "body"

    @property
    def text(self) -> str:
        """All cells' texts in row order, a line break between two cells. Evidence counts characters of this."""
        return "\n".join(cell.text for cell in self.cells)

    @property
    def places(self) -> tuple[Place, ...]:
        """The paragraphs' places, counted in `text`."""
        return tuple(place.moved(start) for start, p in self.paragraphs() for place in p.places)

    def paragraphs(self) -> Iterator[tuple[int, Paragraph]]:
        """Each paragraph of each cell, with where its text starts in `text`."""
        for start, cell in self.starts():
            offset = start
            for paragraph in cell.paragraphs:
                yield offset, paragraph
                offset += len(paragraph.text) + 1

    def starts(self) -> Iterator[tuple[int, Cell]]:
        """Each cell with where its text starts in `text`."""
        start = 0
        for cell in self.cells:
            yield start, cell
            start += len(cell.text) + 1


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from. `pages` is None where the format has no pages."""

    name: str
    sha256: str
    format: Format
    pages: int | None = None
    text_from: TextFrom = "file"
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: body blocks in reading order, then footnotes, headers and footers (see `part`).

    `warnings` are plain sentences about what could not be read. `lacking` says which program was missing to read all of
    it: the file is worth reading again once it is there.
    """

    source: Source
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    lacking: str | None = None
