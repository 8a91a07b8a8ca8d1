"""Printed lines to paragraphs: which line goes on with the one above it.

A plan comes as text in many forms: one line a paragraph; lines wrapped at a width, with a blank line between
paragraphs, or none, or one after every line. So the text is measured first: a line that ends within a sentence
was wrapped, and from all such lines follows how long a line may get. A shorter one was ended by its author.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.text.lines import Line
from ingest.text.runs import Run, paragraph
from ingest.text.widths import Measure, count, times
from models import Paragraph, Part

_WORD = re.compile(r"\S+")
_DASHED = re.compile(r"(?<!\w)(\w{1,30}) [-–] (?=(\w{1,30}))")
_GLUED_END = re.compile(r"\w[-/]$")
_END_OF_TEXT = re.compile(r"\.\s?/\.?$")  # "./." closes a plan (Nghị định 30/2020/NĐ-CP)
_WANTS_NUMBER = re.compile(r"(?:^|\s)(?:ngày|tháng|năm|quý|quí|số|điều|khoản|điểm|mục|phần|chương)$", re.IGNORECASE)

# No printed page has more letters in a line; a longer line is a paragraph of its own.
_LONGEST_LINE = 160

# The first line of a paragraph is indented by 1 or 1.27 cm of some 16 cm (Nghị định 30/2020/NĐ-CP).
_INDENTED = 0.93


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out.

    `reach`: how many letters long lines have. `wrapped`: its lines are those of a page; then `measure` gives their
    widths, `first` and `later` how wide the first and the further lines of a paragraph may get, and `gap` is the
    number of blank lines between two lines of one paragraph. `parted`: blank lines part its paragraphs. `dashed`:
    pairs of words with a dash between them, "Kế hoạch - Tài chính".
    """

    reach: int = 0
    wrapped: bool = False
    gap: int = 0
    measure: Measure = count
    first: float = 0.0
    later: float = 0.0
    parted: bool = False
    dashed: frozenset[tuple[str, str]] = frozenset()

    def is_full(self, a: Line, b: Line, *, opening: bool) -> bool:
        """Whether the first word of `b` did not fit into line `a`. A sentence left open needs less proof."""
        width = self.first if opening else self.later
        return self.wrapped and self.measure(_with_next_word(a, b)) > width * (1 if a.finished else 0.97)


def measured(lines: Sequence[Line]) -> Layout:
    """The layout of a whole text, from how its long lines end and the lines below them begin."""
    dashed = frozenset(pair for line in lines for pair in _DASHED.findall(line.text))
    reach = _reach(lines)
    pairs = [
        (a, b) for a, b in pairwise(lines) if 0.75 * reach <= a.length <= _LONGEST_LINE and not a.heading and not b.page
    ]
    cut = [(a, b) for a, b in pairs if runs_on(a, b)]
    longer = sum(line.length > _LONGEST_LINE for line in lines)
    for gap in (0, 1):
        near = [(a, b) for a, b in pairs if b.gap <= gap]
        wraps = [(a, b) for a, b in cut if b.gap <= gap]
        exact = sum(b.gap == gap for _, b in wraps)
        if exact >= max(2 + gap, 0.5 * len(cut)) and exact >= 0.25 * len(near) and longer <= 0.05 * len(lines):
            measure = max((count, times), key=lambda measure: _width(wraps, measure)[0])
            layout = Layout(reach, True, gap, measure, *_widths(wraps, measure), dashed=dashed)
            ended = [b.gap > gap for a, b in pairwise(lines) if b.gap > gap or not layout.is_full(a, b, opening=False)]
            return replace(layout, parted=sum(ended) > 0.65 * len(ended))
    return Layout(reach, dashed=dashed)


def runs_on(a: Line, b: Line) -> bool:
    """Whether a sentence that line `a` leaves open goes on in line `b`."""
    return not a.finished and b.goes_on


def continues(a: Line, b: Line, layout: Layout, *, opening: bool) -> bool:
    """Whether line `b` belongs to the paragraph that line `a` is the end of so far; `opening`: `a` is all of it."""
    if a.heading or b.heading or b.note or _END_OF_TEXT.search(a.text):
        return False
    near = b.gap <= layout.gap
    full = layout.is_full(a, b, opening=opening)
    if b.marked:
        return near and full and not a.finished and (layout.parted or _only_looks_marked(a, b, layout))
    if runs_on(a, b):
        # A remark in brackets under a title ("(kèm theo Kế hoạch số …)") is no part of it.
        return near or not b.in_brackets
    if near and _GLUED_END.search(a.text):
        return True
    if not near and not b.page:
        return a.text.endswith(",") and a.length >= 60
    if not full or (b.page and a.finished):
        return False
    return b.goes_on or not _starts_anew(a, b)


def joined(lines: Sequence[Line], part: Part = "body") -> Paragraph | None:
    """The lines as one paragraph. A word that a line cut at its hyphen or stroke ("QĐ-" / "UBND") is whole again."""
    runs: list[Run] = []
    for line in lines:
        if runs and not _GLUED_END.search(runs[-1].text.rstrip()):
            last = runs[-1]
            # The blank between two lines has the look of both when they agree.
            runs.append(Run(" ", last.bold and line.runs[0].bold, last.italic and line.runs[0].italic))
        elif runs:
            runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].bold, runs[-1].italic)
        runs.extend(line.runs)
    return paragraph(runs, part=part)


def _only_looks_marked(a: Line, b: Line, layout: Layout) -> bool:
    """Whether what opens a line is the middle of a sentence: "Kế hoạch" / "- Tài chính", "tháng" / "6. Các"."""
    if b.text[0] in "-–":
        rest = b.text[1:].lstrip()
        pair = (re.findall(r"\w+", a.text)[-1:], re.findall(r"\w+", rest)[:1])
        return rest[:1].islower() or (*pair[0], *pair[1]) in layout.dashed
    return b.text[0].isdigit() and bool(_WANTS_NUMBER.search(a.text))


def _starts_anew(a: Line, b: Line) -> bool:
    """Whether a line under a full one, with a capital at its start, looks like the beginning of something else."""
    if a.text.endswith(":") or (a.finished and b.page_number):
        return True
    return a.capitals != b.capitals or (b.indent - a.indent >= 2 and not a.marked)


def _with_next_word(a: Line, b: Line) -> str:
    return " " * a.indent + a.text + " " + b.text.split(maxsplit=1)[0]


def _widths(wraps: Sequence[tuple[Line, Line]], measure: Measure) -> tuple[float, float]:
    """How wide the first and the further lines of paragraphs may get."""
    if measure is count:  # no page, no indented first lines
        width = _width(wraps, measure)[1]
        return width, width
    first = [(a, b) for a, b in wraps if a.marked]
    later = [(a, b) for a, b in wraps if not a.marked] or first
    width = _width(later, measure)[1]
    if len(first) > 2:
        return _width(first, measure)[1], width
    return width * _INDENTED, width


def _width(wraps: Sequence[tuple[Line, Line]], measure: Measure) -> tuple[int, float]:
    """The width that explains most wraps, and how many: a line was no wider, and with the next word it would be."""
    changes: list[tuple[float, int]] = []
    for a, b in wraps:
        changes += [(measure(" " * a.indent + a.text), 1), (measure(_with_next_word(a, b)), -1)]
    changes.sort()
    best = (0, 0.0)
    explained = 0
    for width, change in changes:
        explained += change
        best = max(best, (explained, width))
    return best


def _reach(lines: Sequence[Line]) -> int:
    """How many letters long lines have: a fifth of all stands in lines at least that long (at most 100)."""
    lengths = sorted((line.length for line in lines), reverse=True)
    wanted = sum(lengths) / 5
    for length in lengths:
        wanted -= length
        if wanted <= 0:
            return min(length, 100)
    return 0
