"""One page of a PDF: its lines of words, the cells of its ruled tables, and what does not belong to its text."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.grid import Grid, grids
from ingest.pdf.frame import Frame, shown
from ingest.pdf.letters import Piece, letters
from ingest.pdf.lines import Line, lines
from ingest.pdf.strokes import strokes
from models import Box


@dataclass(slots=True)
class RuledTable:
    """A grid on a page, and the lines of each of its cells."""

    grid: Grid
    texts: list[list[Line]]


@dataclass(slots=True)
class Sheet:
    """A page as layout takes it apart: `lines` shrinks as headers, footnotes and the like are taken out.

    Everything is in the `upright` frame. `aside` are lines that are not part of the text: sideways or askew on the
    page, or printed over it by a program that signs or stamps. `hidden` are the lines of an invisible text layer;
    `is_picture` says that an image fills most of the page, as on a scan; `lost` and `guessed` are those of `Letters`.
    A scan was turned anticlockwise by `tilt` degrees about its middle to be level.
    """

    number: int
    upright: Frame
    shown: Frame
    lines: list[Line]
    tables: list[RuledTable] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    hidden: list[Line] = field(default_factory=list)
    is_picture: bool = False
    lost: int = 0
    guessed: bool = False
    tilt: float = 0.0

    def place(self, box: Box) -> Box:
        """A box of this sheet on the page as shown."""
        return self.upright.moved(self._askew(box) if self.tilt else box, self.shown)

    def _askew(self, box: Box) -> Box:
        """A box of a page that was turned level, where it stood before: as wide and as high, about the same middle."""
        x, y = (box.x0 + box.x1) / 2 - self.upright.width / 2, (box.y0 + box.y1) / 2 - self.upright.height / 2
        cos, sin = math.cos(math.radians(self.tilt)), math.sin(math.radians(self.tilt))
        right, down = x * cos - y * sin - x, x * sin + y * cos - y
        return Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)


def read_page(document: pdfium.PdfDocument, index: int) -> Sheet:
    """The page at `index` (from 0). Raises pdfium's error for one that is damaged or has no area."""
    page = document[index]
    try:
        as_shown = shown(page)
        if not (as_shown.width >= _LEAST and as_shown.height >= _LEAST):  # nor where they are no numbers
            raise pdfium.PdfiumError(f"page of {as_shown.width} x {as_shown.height} points")
        overlay: list[Piece] = []
        if _has_overlays(page):
            page, overlay = _flattened(document, page, index)
        return _sheet(page, index + 1, overlay)
    finally:
        page.close()


_LEAST = 1.0  # points: on a smaller page nothing can stand

_OVERLAYS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)


def _has_overlays(page: pdfium.PdfPage) -> bool:
    """Whether the page has form fields, signatures, stamps or typed notes over its content."""
    found = False
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        found = found or raw.FPDFAnnot_GetSubtype(annotation) in _OVERLAYS
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> tuple[pdfium.PdfPage, list[Piece]]:
    """The page with what lies over it printed into it (in memory only), and the pieces that this adds."""
    before = Counter(letters(page, shown(page)).visible)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]
    added = Counter(letters(page, shown(page)).visible) - before
    return page, list(added.elements())


def _sheet(page: pdfium.PdfPage, number: int, overlay: Sequence[Piece]) -> Sheet:
    as_shown = shown(page)
    found = letters(page, as_shown)
    quarters = _usual_quarters(found.visible or found.invisible)
    upright = as_shown.turned(quarters)
    drawn = strokes(page, upright)
    seen = [piece for piece in found.visible if not piece.style.white or _is_on(piece, drawn.fills)]
    level = [piece for piece in seen if piece.style.quarters == quarters]
    level, aside = _with_overlay(level, overlay)
    tables = [RuledTable(grid, [[] for _ in grid.cells]) for grid in grids(drawn.rules)]
    sheet = Sheet(number, upright, as_shown, lines(_filled(tables, level)), tables, drawn.rules, lines(aside))
    for other in {piece.style.quarters for piece in seen} - {quarters}:
        frame = as_shown.turned(other or 0)
        for line in lines(piece for piece in seen if piece.style.quarters == other):
            moved = _moved(line, frame, upright)
            cell = None if other is None else _cell_around(moved, tables)
            (sheet.aside if cell is None else cell).append(moved)
    sheet.hidden = lines(found.invisible)
    sheet.lost, sheet.guessed = found.lost, found.guessed
    sheet.is_picture = sum(_share(box, upright) for box in drawn.pictures) > 0.5
    return sheet


def _usual_quarters(pieces: Iterable[Piece]) -> int:
    letters_at: Counter[int] = Counter()
    for piece in pieces:
        letters_at[piece.style.quarters or 0] += len(piece.text)
    return letters_at.most_common(1)[0][0] if letters_at else 0


def _is_on(piece: Piece, fills: Iterable[Box]) -> bool:
    """Whether a white piece stands on a dark area, as in the header of some tables; elsewhere nobody sees it."""
    x, y = (piece.x0 + piece.x1) / 2, piece.y - piece.style.size / 3
    return any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in fills)


_NEAR = 40.0  # points: how far what is filled in may stand from the printed word before it
_LONGEST_ENTRY = 25  # letters: a number or a day, no block of a signature


def _with_overlay(pieces: list[Piece], overlay: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The page's pieces with those of the overlay that fill a gap in a line, and the other pieces of the overlay.

    The registry's program signs the number and the day into an issued document ("Số:  1187 /QĐ-BNV"): these are
    read as if they were printed there. The block that names the signer is not.
    """
    added = set(overlay)
    printed = [piece for piece in pieces if piece not in added]
    aside = []
    for entry in _entries(overlay):
        target = _gap_for(entry, printed) if _is_short(entry, overlay) else None
        if target is None:
            aside.extend(entry)
        else:
            first, *rest = (piece._replace(y=target.y) for piece in entry)
            printed.extend([first._replace(before=True), *rest])
    return printed, aside


def _entries(overlay: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces of the overlay that follow each other on a line."""
    entries: list[list[Piece]] = []
    for piece in sorted(overlay, key=lambda piece: (round(piece.y), piece.x0)):
        last = entries[-1][-1] if entries else None
        if last and abs(last.y - piece.y) < 2 and piece.x0 - last.x1 < piece.style.size:
            entries[-1].append(piece)
        else:
            entries.append([piece])
    return entries


def _is_short(entry: Sequence[Piece], overlay: Iterable[Piece]) -> bool:
    """Whether an entry is a single line of few letters."""
    first, size = entry[0], entry[0].style.size
    alone = all(
        piece in entry
        or not size / 2 < abs(piece.y - first.y) < 2 * size
        or piece.x0 > entry[-1].x1
        or piece.x1 < first.x0
        for piece in overlay
    )
    return alone and sum(len(piece.text) for piece in entry) <= _LONGEST_ENTRY


def _gap_for(entry: Sequence[Piece], printed: Iterable[Piece]) -> Piece | None:
    """The printed piece before the gap that an entry fills; None when it fills none."""
    x0, x1, y, size = entry[0].x0, entry[-1].x1, entry[0].y, entry[0].style.size
    level = [piece for piece in printed if abs(piece.y - y) < 0.7 * max(size, piece.style.size)]
    if any(piece.x0 < x1 - 2 and piece.x1 > x0 + 2 and piece.text != " " for piece in level):
        return None
    before = [piece for piece in level if piece.x1 <= x0 + 2 and x0 - piece.x1 < _NEAR]
    return max(before, key=lambda piece: piece.x1, default=None)


def _filled(tables: Sequence[RuledTable], pieces: list[Piece]) -> list[Piece]:
    """Give each cell of the tables its lines; the pieces outside every cell come back."""
    outside = pieces
    for table in tables:
        inside: dict[int, list[Piece]] = {}
        rest: list[Piece] = []
        for piece in outside:
            cell = table.grid.cell_at((piece.x0 + piece.x1) / 2, piece.y - piece.style.size / 3)
            (rest if cell is None else inside.setdefault(cell, [])).append(piece)
        for cell, members in inside.items():
            table.texts[cell] = lines(members)
        outside = rest
    return outside


def _moved(line: Line, frame: Frame, into: Frame) -> Line:
    words = tuple(word._replace(box=frame.moved(word.box, into)) for word in line.words)
    return Line(words, max(word.box.y1 for word in words), line.size)


def _cell_around(line: Line, tables: Iterable[RuledTable]) -> list[Line] | None:
    """The lines of the cell in which a line that runs up or down the page stands, as in narrow header cells."""
    box = line.words[len(line.words) // 2].box
    for table in tables:
        cell = table.grid.cell_at((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        if cell is not None:
            return table.texts[cell]
    return None


def _share(box: Box, frame: Frame) -> float:
    """How much of the page a box covers, from 0 to 1."""
    width = min(box.x1, frame.width) - max(box.x0, 0)
    height = min(box.y1, frame.height) - max(box.y0, 0)
    return max(width, 0) * max(height, 0) / (frame.width * frame.height)
