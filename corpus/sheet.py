"""The page as a writer sets it: paragraphs, tables and turns of the paper, before there is any file format.

`corpus.compose` makes a Sheet of a plan and a layout; `corpus.writers` turn it into files. Lengths are in cm, sizes
in points.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
Change = Literal["inserted", "deleted"]
BoxKind = Literal["incoming stamp", "digital signature"]
NumberFormat = Literal["upperRoman", "decimal", "lowerLetter", "upperLetter", "bullet"]


@dataclass(frozen=True, slots=True)
class Run:
    r"""Words set alike. A "\n" is a soft break (Shift+Enter). `change` marks what tracked changes inserted or deleted;
    deleted words are no part of the text. `footnote` is the text of a note whose mark follows the words.
    """

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    change: Change | None = None
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of an automatic list: `text` as Word writes it ("%1.%2.", "%1)", "-")."""

    format: NumberFormat
    text: str


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where an automatically numbered paragraph stands. `list` is a number of the sheet's `lists`.

    `restart` begins the level anew. `styled` asks for the number through a paragraph style, not the paragraph itself.
    """

    list: int
    level: int
    restart: bool = False
    styled: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """Words in a box that floats over the page: a stamp or a signature's overlay, `lines` in red or blue.

    `x` and `y` are cm from the page's left top corner.
    """

    kind: BoxKind
    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `number` is an automatic label (a typed one stands in the first run)."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    first_line: float = 0.0
    left: float = 0.0
    number: ListPlace | None = None
    keep_next: bool = False
    space_before: float = 0.0
    space_after: float = 6.0
    boxes: tuple[TextBox, ...] = ()

    @property
    def text(self) -> str:
        """The words as they stand, without deleted ones."""
        return "".join(run.text for run in self.runs if run.change != "deleted")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell and how far it reaches to the right and down."""

    paras: tuple[Para, ...]
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; None where a merged cell covers the place. Each page repeats the first `header_rows` if `repeat`.

    `row_may_break`: a row may be cut by a page. `ruled` draws borders. `widths` are the columns'.
    """

    rows: tuple[tuple[SheetCell | None, ...], ...]
    widths: tuple[float, ...]
    header_rows: int = 1
    repeat: bool = True
    row_may_break: bool = True
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A new section of paper on a new page."""

    landscape: bool = False


Block = Para | Grid | Turn


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed, in reading order. `lists` are the automatic lists' levels. Page numbers stand at the top."""

    title: str
    blocks: tuple[Block, ...]
    lists: tuple[tuple[ListLevel, ...], ...] = ()
    font: str = "Times New Roman"
    size: float = 14.0
