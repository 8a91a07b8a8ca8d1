"""Lines of words, put together from pieces of letters by their places alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from ingest.pdf.letters import Piece
from models import Box, Reading


class Word(NamedTuple):
    """Letters without a blank. `glued` says that no blank parts it from the word before it: a raised mark, or a
    change of face within a word. `raised` is small type above the base line. `reading` is set on scans.
    """

    text: str
    box: Box
    size: float
    bold: bool
    italic: bool
    tinted: bool
    raised: bool
    glued: bool
    reading: Reading | None = None


@dataclass(frozen=True)
class Line:
    """Words on one base line at `y`, from left to right. `size` is that of most of its letters, in points."""

    words: tuple[Word, ...]
    y: float
    size: float

    @cached_property
    def x0(self) -> float:
        """Where the line begins."""
        return self.words[0].box.x0

    @cached_property
    def x1(self) -> float:
        """Where the line ends."""
        return max(word.box.x1 for word in self.words)

    @property
    def box(self) -> Box:
        """Around the line's letters, capitals with two marks above and tails below included."""
        return Box(self.x0, self.y - ASCENT * self.size, self.x1, self.y + DESCENT * self.size)

    @cached_property
    def text(self) -> str:
        """The words with the blanks between them."""
        return "".join(("" if word.glued or not index else " ") + word.text for index, word in enumerate(self.words))

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words if not word.raised)

    @cached_property
    def italic(self) -> bool:
        """Whether all of it is in italics."""
        return all(word.italic for word in self.words if not word.raised)

    @cached_property
    def tinted(self) -> bool:
        """Whether all of it is in a bright colour."""
        return all(word.tinted for word in self.words)


ASCENT = 0.95
"""How far letters reach above the base line, in sizes of the type: Ế, Ở and the like reach highest."""
DESCENT = 0.25
"""How far tails and the dot of ợ reach below it."""


def lines(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces as lines from the top down."""
    rows = _with_raised(_rows(pieces))
    return [_line(row) for row in rows if any(piece.text != " " for piece in row)]


_SAME_LINE = 0.3  # in sizes: base lines that differ by less are one
_RAISED = 0.8  # in sizes of the line: the largest type of a raised mark
_BLANK = 0.14  # in sizes: the narrowest gap that is a blank; type that is set wide has gaps up to 0.1


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces with nearly the same base line together."""
    rows: list[list[Piece]] = []
    top, size = 0.0, 0.0
    for piece in sorted(pieces, key=attrgetter("y")):
        if rows and piece.y - top <= _SAME_LINE * max(min(size, piece.style.size), 4):
            rows[-1].append(piece)
        else:
            rows.append([piece])
            top, size = piece.y, piece.style.size
    for row in rows:
        row.sort(key=attrgetter("x0"))
    return rows


def _with_raised(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Rows of small type that only mark words of the row below them (or, as in CO₂, above) put into that row."""
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if 0 <= other < len(rows) and rows[other] and _marks(row, rows[other]):
                rows[other] = sorted(rows[other] + row, key=attrgetter("x0"))
                rows[index] = []
                break
    return rows


def _marks(row: Sequence[Piece], target: Sequence[Piece]) -> bool:
    size = max(piece.style.size for piece in target)
    if not row or any(piece.style.size > _RAISED * size or piece.text == " " for piece in row):
        return False
    if not -0.3 * size < target[0].y - row[0].y < 0.75 * size:
        return False
    return all(any(-0.4 * size < piece.x0 - other.x1 < 0.4 * size for other in target) for piece in row) or all(
        piece.x1 <= target[0].x0 + 0.2 * size for piece in row
    )


def _line(row: Sequence[Piece]) -> Line:
    blanks = [(piece.x0 + piece.x1) / 2 for piece in row if piece.text == " "]
    row = [piece for piece in row if piece.text != " "]
    letters: Counter[float] = Counter()
    for piece in row:
        letters[piece.style.size] += len(piece.text)
    size = max(letters, key=lambda key: (letters[key], key))
    base = next(piece.y for piece in row if piece.style.size == size)
    words: list[Word] = []
    parts = [row[0]]
    glued = False
    for left, right in pairwise(row):
        if _is_reprint(left, right):
            continue
        touches = not (left.after or right.before) and right.x0 - left.x1 < _BLANK * size
        touches = touches and not any(left.x0 < blank < right.x1 for blank in blanks)
        if touches and _has_same_face(left, right, size, base):
            parts.append(right)
            continue
        words.append(_word(parts, size, base, glued))
        parts, glued = [right], touches
    words.append(_word(parts, size, base, glued))
    return Line(tuple(words), base, size)


def _word(parts: Sequence[Piece], size: float, base: float, glued: bool) -> Word:
    style = parts[0].style
    return Word(
        text="".join([part.text for part in parts]),
        box=Box(
            parts[0].x0,
            parts[0].y - ASCENT * style.size,
            max(parts[-1].x1, parts[0].x1),
            parts[0].y + DESCENT * style.size,
        ),
        size=style.size,
        bold=style.bold,
        italic=style.italic,
        tinted=style.tinted,
        raised=_is_raised(parts[0], size, base),
        glued=glued,
    )


def _is_reprint(left: Piece, right: Piece) -> bool:
    """Whether a word is printed twice, a little apart, to look bold."""
    return left.text == right.text and right.x0 - left.x0 < 0.1 * left.style.size


def _is_raised(piece: Piece, size: float, base: float) -> bool:
    return piece.style.size <= _RAISED * size and base - piece.y > 0.15 * size


def _has_same_face(left: Piece, right: Piece, size: float, base: float) -> bool:
    return (
        left.style.bold == right.style.bold
        and left.style.italic == right.style.italic
        and _is_raised(left, size, base) == _is_raised(right, size, base)
    )
