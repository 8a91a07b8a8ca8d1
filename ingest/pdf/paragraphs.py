"""Paragraphs rebuilt from lines: which line opens one, and what the lines say together."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.continuation import LIST_MARK, is_one_word
from ingest.pdf.lines import Line
from ingest.pdf.page import Sheet
from ingest.pdf.syllables import is_syllable
from models import Look, Paragraph, Part, Place
from models.document import Align


class Row(NamedTuple):
    """A line in its column: text there runs from `left` to `right`, base lines stand `pitch` apart, and the line is
    `centred` or begins at the left. `even` says that a paragraph's lines are never farther apart.
    """

    line: Line
    sheet: Sheet
    left: float
    right: float
    pitch: float
    centred: bool = False
    even: bool = False

    @property
    def is_symmetric(self) -> bool:
        """Whether there is as much room before the line as after it."""
        before, after = self.line.x0 - self.left, self.right - self.line.x1
        return abs(before - after) < max(3.0, 0.06 * (before + after))


def with_centred(rows: Sequence[Row]) -> list[Row]:
    """The rows, those in the middle marked: symmetric ones well away from both sides, and bold ones next to them that
    fill the width, as the longest lines of titles do.
    """
    marked = [row._replace(centred=row.is_symmetric and row.line.x0 - row.left > 0.8 * row.line.size) for row in rows]
    for here, there in (*pairwise(range(len(rows))), *pairwise(range(len(rows) - 1, -1, -1))):
        row, known = marked[there], marked[here]
        if known.centred and known.line.bold and row.line.bold and row.is_symmetric and row.sheet is known.sheet:
            marked[there] = row._replace(centred=True)
    return marked


def paragraphs(rows: Sequence[Row], part: Part = "body") -> list[Paragraph]:
    """The paragraphs that the rows of one column make, over page breaks too."""
    return [paragraph(group, part) for group in _groups(rows)]


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _opens(groups[-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


_SENTENCE_END = re.compile(r"[.;:!?…][\"”’)\]]*$")
_DASH_MARK = re.compile(r"[-–—]\s")
_INDENT = 8.0  # points: less is no indent


def _opens(group: Sequence[Row], row: Row) -> bool:
    """Whether a row opens a new paragraph after those of `group`."""
    last, line = group[-1].line, row.line
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size) or _is_apart(group, row):
        return True
    if row.sheet.number > group[-1].sheet.number + 1:
        return True  # a page between them is left out
    # What continues: a small letter under a sentence that has not ended.
    if _is_torn(group[-1], line):
        return False
    goes_on = (line.text[0].islower() or is_one_word(last.text, line.text)) and not _SENTENCE_END.search(last.text)
    marked = LIST_MARK.match(line.text) is not None
    if group[-1].centred and row.centred:
        same = last.bold == line.bold and last.italic == line.italic
        # Lists are not set in the middle: a dash there stands between words ("Kế hoạch" / "- Tài chính").
        torn = _DASH_MARK.match(line.text) and not LIST_MARK.match(group[0].line.text)
        return (marked and not torn) or not same or (_fits(group[-1], line) and not goes_on)
    if row.centred != group[-1].centred and last.bold != line.bold:
        return True
    indented, outdented = _shifts(group, row)
    if marked:
        return indented or not _is_torn_mark(group, row)
    if goes_on and (not indented or row.sheet is not group[-1].sheet):
        return False  # the next page may be scanned farther to the right
    if last.bold and not line.words[0].bold and all(other.line.bold for other in group):
        return True
    return indented or outdented or _fits(group[-1], line)


def _is_apart(group: Sequence[Row], row: Row) -> bool:
    """Whether there is more room above a row than between the lines of a paragraph."""
    last = group[-1]
    if last.sheet is not row.sheet:
        return False
    step = row.line.y - last.line.y
    pitch = row.pitch
    if len(group) > 1 and group[1].sheet is group[0].sheet:
        pitch = group[1].line.y - group[0].line.y
    if step <= 0 or step > 1.2 * pitch + 1:
        return True
    if row.even and step > row.pitch + 1 and (not row.line.text[0].islower() or _fits(last, row.line)):
        return True
    # A little more room parts sentences where no indent does.
    indented = group[0].line.x0 - group[0].left > _INDENT
    ended = _SENTENCE_END.search(last.line.text) and not row.line.text[0].islower()
    return bool(ended) and not indented and step > 1.05 * pitch + 0.2


def _shifts(group: Sequence[Row], row: Row) -> tuple[bool, bool]:
    """Whether a row begins to the right, and whether it begins to the left of where the paragraph's next line would."""
    offset = row.line.x0 - row.left
    first = group[0].line.x0 - group[0].left
    if len(group) > 1:
        like = next((other for other in group[1:] if other.sheet is row.sheet), group[1])
        expected = like.line.x0 - like.left
        return offset > expected + _INDENT, offset < expected - _INDENT
    hanging = _text_start(group[0].line) - group[0].left
    if LIST_MARK.match(group[0].line.text) and abs(offset - hanging) < _INDENT / 2:
        return False, False
    return offset > _INDENT and offset > first - _INDENT, False


def _text_start(line: Line) -> float:
    """Where the text after a list mark begins."""
    return line.words[1].box.x0 if len(line.words) > 1 else line.x0


def _fits(row: Row, below: Line) -> bool:
    """Whether the first word of the line below would have fitted into a row: then the row was ended on purpose."""
    first = _first_word(below)
    used = row.line.x1 - row.line.x0 if row.centred else row.line.x1 - row.left
    return used + 0.85 * row.line.size + first < row.right - row.left


def _first_word(line: Line) -> float:
    """The width of a line's first word, with what is glued to it."""
    end = line.words[0].box.x1
    for word in line.words[1:]:
        if not word.glued:
            break
        end = word.box.x1
    return end - line.x0


def _is_torn(row: Row, below: Line) -> bool:
    """Whether a row is the beginning of a word that is longer than its cell is wide, and the line below goes on with
    it: "25/11/202" / "5", "II" / "I", "Mứ" / "c". Programs break a word only where it fills a line by itself.
    """
    words, upper, lower = row.line.words, row.line.text, below.words[0].text
    letter = (below.words[0].box.x1 - below.x0) / len(lower)
    if any(not word.glued for word in words[1:]) or row.line.x1 + letter < row.right:
        return False
    if upper[-1].isdigit():
        return lower[0].isdigit() and "/" in upper
    if not (upper[-1].isalpha() and lower[0].isalpha()):
        return False
    if upper.isupper() and lower.isupper():
        return _ROMAN.fullmatch(upper + lower) is not None or (len(lower) == 1 and not is_syllable(upper))
    whole = upper + lower.rstrip(".,;:)")
    return is_syllable(whole) and not (is_syllable(upper) and is_syllable(lower.rstrip(".,;:)")))


_ROMAN = re.compile(r"[IVX]{2,5}")


def _is_torn_mark(group: Sequence[Row], row: Row) -> bool:
    """Whether what looks like a list mark at the start of a row is the middle of a sentence: "2021" / "- 2025"."""
    last, text = group[-1], row.line.text
    if _SENTENCE_END.search(last.line.text) or _fits(last, row.line):
        return False
    if group[0].line.x0 - group[0].left > _INDENT and row.line.x0 - row.left < _INDENT / 2:
        return True  # where paragraphs are indented, a line that is not opens none
    rest = text.lstrip("-–—+* ")
    return rest == text or rest[:1].isdigit() or rest[:1].islower()


def paragraph(group: Sequence[Row], part: Part = "body") -> Paragraph:
    """The rows of `group` as one paragraph, each word with its place."""
    text: list[str] = []
    places: list[Place] = []
    length = bold_until = 0
    bold_breaks = False
    tail = ""
    for index, row in enumerate(group):
        for position, word in enumerate(row.line.words):
            over = index > 0 and not position
            torn = over and (is_one_word(tail, word.text) or _is_torn(group[index - 1], row.line))
            blank = "" if not length or torn or (word.glued and position) else " "
            start = length + len(blank)
            text.append(blank + word.text)
            length = start + len(word.text)
            places.append(Place(start, length, row.sheet.number, row.sheet.place(word.box), word.reading))
            tail = word.text if blank else tail[-2:] + word.text
            if word.bold and not bold_breaks:
                bold_until = length
            elif any(map(str.isalnum, word.text)):
                bold_breaks = True
    return Paragraph("".join(text), places=tuple(places), look=_look(group, bold_until, length), part=part)


def _look(group: Sequence[Row], bold_until: int, length: int) -> Look:
    words = [word for row in group for word in row.line.words if not word.raised]
    bold = bold_until == length
    return Look(
        bold=bold,
        italic=bool(words) and all(word.italic for word in words),
        bold_lead=0 if bold else bold_until,
        align=_align(group),
        indent=round(group[0].line.x0 - group[0].left, 1),
        size=median(word.size for word in words) if words else group[0].line.size,
    )


def _align(group: Sequence[Row]) -> Align:
    if all(row.centred for row in group):
        return "center"
    slack = 2.0
    if all(abs(row.right - row.line.x1) < slack for row in group[:-1]) and len(group) > 1:
        return "justify"
    only = group[0]
    if (
        len(group) == 1
        and abs(only.right - only.line.x1) < slack
        and only.line.x0 - only.left > 0.3 * (only.right - only.left)
    ):
        return "right"
    return "left"
