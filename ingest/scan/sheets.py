"""Seen pages as the sheets that the layout of PDF pages takes apart: lines of words, cells, sizes and bold type."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.pdf.frame import Frame
from ingest.pdf.lines import ASCENT, DESCENT, Line, Word
from ingest.pdf.page import RuledTable, Sheet
from ingest.pdf.syllables import is_syllable
from ingest.scan.seeing import SeenPage, SeenWord
from models import Box

SeenLine = list[SeenWord]


def sheets(pages: Sequence[SeenPage]) -> list[Sheet]:
    """The pages as sheets, blank ones too. Words in colour (stamps, signatures) and scrawls go aside."""
    every = [line for page in pages for line in page.every_line()]
    size = _usual_size(every)
    thick = _thick([line for line in every if _size(line, size) == size])
    return [_sheet(page, size, thick) for page in pages]


def _sheet(page: SeenPage, size: float, thick: float) -> Sheet:
    shown = page.shown
    upright = Frame(shown.left, shown.bottom, shown.right, shown.top, (shown.quarters + page.quarters) % 4)
    text, aside = _parted(page.lines)
    made = Sheet(page.number, upright, shown, _rows(text, size, thick), is_picture=True, tilt=page.tilt)
    made.aside = _rows(aside, size, thick)
    made.rules = page.rules
    made.tables = [RuledTable(grid, [_rows(cell, size, thick) for cell in cells]) for grid, cells in page.tables]
    return made


# What is no text


def _parted(lines: Sequence[SeenLine]) -> tuple[list[SeenLine], list[SeenLine]]:
    """The lines of the text, and the words on stamps and of scrawls that were taken for words."""
    text: list[SeenLine] = []
    aside: list[SeenLine] = []
    for line in lines:
        tinted = [word for word in line if word.tinted]
        rest = [word for word in line if not word.tinted]
        if len(rest) > 1 and _is_rest_of_rule(rest[0], rest[1]):
            tinted.append(rest.pop(0))
        while rest and _is_scratch(rest[-1], rest[-2] if len(rest) > 1 else None):
            tinted.append(rest.pop())
        while rest and _is_scratch(rest[0], rest[1] if len(rest) > 1 else None):
            tinted.append(rest.pop(0))
        if rest and _is_scrawl(rest):
            tinted, rest = [*tinted, *rest], []
        if rest:
            text.append(rest)
        if tinted:
            aside.append(tinted)
    return text, aside


_SCRAWL = 0.35  # the confidence below which a line of a few letters is no print
_SCRAWL_LETTERS = 12


_FAR = 2.5  # times its height: no list's mark stands so far from its text


def _is_rest_of_rule(word: SeenWord, behind: SeenWord) -> bool:
    """Whether a dash alone in its column is what is left of the short rule under a letterhead."""
    gap = behind.box.x0 - word.box.x1
    return not any(map(str.isalnum, word.text)) and gap > _FAR * max(behind.height, behind.box.y1 - behind.box.y0)


_SCRATCH = 0.45
_NAME = 0.3  # a foreign name is read with more confidence
_SURE = 0.7
_SPACE = 0.8  # of its height: no stroke stands as close to a word, and on its base line


def _is_scratch(word: SeenWord, beside: SeenWord | None) -> bool:
    """Whether a word at the end of a line is dirt or a signature's stroke: doubtful, and neither word nor number.

    A name of no Vietnamese syllables ("Zika") stands as its neighbour does.
    """
    letters = "".join(letter for letter in word.text if letter.isalnum())
    if word.reading.confidence >= _SCRATCH or letters.isdecimal() or is_syllable(letters):
        return False
    if _NUMBER.match(word.text):
        return False  # "6858/QĐ-" at the end of a line
    return not (beside and word.reading.confidence >= _NAME and _is_like_a_name(letters) and _stands_by(word, beside))


_NUMBER = re.compile(r"\d+/[^\W\d_]")


def _is_like_a_name(letters: str) -> bool:
    return len(letters) > 2 and letters.isalpha() and (letters.istitle() or letters.islower() or letters.isupper())


def _stands_by(word: SeenWord, other: SeenWord) -> bool:
    """Whether a word stands a space apart from one that was surely read, on its base line."""
    gap = max(word.box.x0, other.box.x0) - min(word.box.x1, other.box.x1)
    is_near = gap < _SPACE * other.height and abs(word.base - other.base) < 0.2 * other.height
    return is_near and other.reading.confidence >= _SURE


def _is_scrawl(line: SeenLine) -> bool:
    letters = sum(len(word.text) for word in line)
    sure = sum(word.reading.confidence * len(word.text) for word in line) / letters
    return not any(any(map(str.isalnum, word.text)) for word in line) or (letters <= _SCRAWL_LETTERS and sure < _SCRAWL)


# Lines as layout has them


_SET_CLOSE = 1.3  # in sizes: base lines of a paragraph in one size
_SAME_LINE = 0.35  # in sizes: base lines that differ by less are one


def _rows(lines: Sequence[SeenLine], size: float, thick: float) -> list[Line]:
    """The words on one base line together, from the top down: what stands side by side was read as two lines."""
    rows: list[list[SeenWord]] = []
    for line in sorted((line for line in lines if line), key=_base):
        if rows and _base(line) - _base(rows[-1]) <= _SAME_LINE * size and not _overlap(rows[-1], line):
            rows[-1].extend(line)
        else:
            rows.append(list(line))
    for row in rows:
        row.sort(key=lambda word: word.box.x0)
    made: list[Line] = []
    for row, most in zip(rows, _most(rows, size), strict=True):
        own = min(_size(row, size), most)
        if made and made[-1].size < own and 0 < _base(row) - made[-1].y < _SET_CLOSE * made[-1].size:
            own = made[-1].size  # of capitals, or under a speck: so close stands no larger type
        made.append(_line(row, own, size, thick))
    return made


def _most(rows: Sequence[SeenLine], usual: float) -> list[float]:
    """The largest size that each row's type can have: lines that stand closer than type is high are of small type."""
    most = [math.inf] * len(rows)
    for index, (above, below) in enumerate(pairwise(rows)):
        step = _base(below) - _base(above)
        beside = below[0].box.x0 > above[-1].box.x1 or above[0].box.x0 > below[-1].box.x1
        if not beside and 0 < step < _TIGHTEST * usual:
            most[index] = most[index + 1] = step / _LEADING
    return most


_TIGHTEST = 0.95  # in sizes: base lines of type set solid stand a little farther apart
_LEADING = 1.15  # in sizes: how far apart base lines of Times New Roman stand


def _base(line: SeenLine) -> float:
    return median(word.base for word in line)


def _overlap(line: SeenLine, other: SeenLine) -> bool:
    """Whether words of two lines stand in the same place, which words of one line never do."""
    return any(
        min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0) > 0.5 * min(a.box.x1 - a.box.x0, b.box.x1 - b.box.x0)
        for a in line
        for b in other
    )


def _line(row: SeenLine, size: float, usual: float, thick: float) -> Line:
    """A row as a line of type of `size`, where most is of the `usual` one and the bold type `thick`."""
    base = _base(row)
    # Strokes of small type are thin, and what is bold in it tells nothing.
    bold = _bold_words(row, thick) if size >= usual else 0
    words = tuple(
        Word(
            text=word.text,
            box=Box(word.box.x0, base - ASCENT * size, word.box.x1, base + DESCENT * size),
            size=size,
            bold=index < bold,
            italic=False,
            tinted=False,
            raised=False,
            glued=False,
            reading=word.reading,
        )
        for index, word in enumerate(row)
    )
    return Line(words, base, size)


_TO_SIZE = 0.72
"""The height of a line's letters, from its base to the top of d or Đ, in sizes of Times New Roman."""
_SMALLEST, _LARGEST = 0.8, 1.4  # within these a line's height only tells whether it has capitals and marks
_DEFAULT_SIZE = 13.0


def _usual_size(lines: Sequence[SeenLine]) -> float:
    """The size of most type in a document, in points."""
    heights = [word.height for line in lines for word in line if word.height > 0]
    return median(heights) / _TO_SIZE if heights else _DEFAULT_SIZE


def _size(row: SeenLine, usual: float) -> float:
    height = median(word.height for word in row)
    own = height / _TO_SIZE
    return usual if not height or _SMALLEST * usual < own < _LARGEST * usual else own


# Bold type


_FEW_DOTS = 60
_PARTED = 1.35  # how much thicker bold strokes are at least, by the share of ink inside them


def _thick(lines: Sequence[SeenLine]) -> float:
    """The share of ink inside strokes above which type is bold: between two heaps of lines, beyond all for one heap."""
    shares = sorted(_share(line) for line in lines if sum(word.ink for word in line) > _FEW_DOTS)
    if len(shares) < 4:
        return 1.0
    best, cut = 0.0, 1.0
    for place in range(len(shares) // 2, len(shares)):  # bold lines are the fewer ones
        low, high = shares[:place], shares[place:]
        mean_low, mean_high = sum(low) / len(low), sum(high) / len(high)
        between = len(low) * len(high) * (mean_high - mean_low) ** 2
        if between > best and mean_high > _PARTED * mean_low:
            best, cut = between, (mean_low + mean_high) / 2
    return cut


def _share(words: Sequence[SeenWord]) -> float:
    return sum(word.inside for word in words) / max(sum(word.ink for word in words), 1)


def _bold_words(row: SeenLine, thick: float) -> int:
    """How many words at a line's beginning are bold: all, those of its title, or none."""
    count = len(row)
    best, title = 0.0, 0
    for until in range(1, count):
        head, tail = row[:until], row[until:]
        inks = sum(word.ink for word in head), sum(word.ink for word in tail)
        if min(inks) > 3 * _FEW_DOTS and _share(head) > 1.08 * thick and _share(tail) < 0.92 * thick:
            # Plain words in the head, or bold ones in the tail, bring the two nearer to each other.
            between = inks[0] * inks[1] * (_share(head) - _share(tail)) ** 2
            if between >= best:
                best, title = between, until
    if title:
        return title
    return count if _share(row) > thick else 0
