"""Marks drawn over the picture of their page, tags beside them, and a legend in a strip beside the page.

Colours are those of Okabe and Ito (2008), which people of any colour vision tell apart; kinds differ in the way they
are drawn, too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from ingest.scan.picture import POINTS
from kehoach.inspection import KINDS, LISTS, Kind, Mark
from kehoach.labelling import Wanted, places
from kehoach.lettering import Lettering, lettering
from models import Box

Colour = tuple[int, int, int]

BLACK, ORANGE, SKY, GREEN = (0, 0, 0), (230, 159, 0), (86, 180, 233), (0, 158, 115)
YELLOW, BLUE, VERMILION, PURPLE = (240, 228, 66), (0, 114, 178), (213, 94, 0), (204, 121, 167)
GREY, WARM = (150, 150, 150), (255, 150, 90)


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind is drawn, lengths in points. `tint` is the strength of the colour behind the text, from 0 to 1;
    `rim` lies so far outside the words.
    """

    colour: Colour
    tint: float = 0.0
    outline: float = 0.0
    underline: float = 0.0
    dotted: bool = False
    bar: float = 0.0
    rim: float = 0.0


STYLES: Mapping[Kind, Style] = {
    "block": Style(GREY, outline=0.5, rim=2.0),
    "header": Style(GREY, outline=0.7, rim=1.0, dotted=True),
    "footer": Style(GREY, outline=0.7, rim=1.0, dotted=True),
    "footnote": Style(GREY, outline=0.7, rim=1.0, dotted=True),
    "cell": Style(BLUE, outline=0.5, rim=1.5),
    "table": Style(BLUE, outline=1.4, rim=5.0),
    "section": Style(BLACK, bar=2.0, rim=4.0),
    "doubtful": Style(WARM, tint=0.65),
    "text": Style(SKY, tint=0.3),
    "targets": Style(YELLOW, underline=2.0),
    "citations": Style(BLACK, underline=0.7, dotted=True),
    "document": Style(BLUE, tint=0.15, outline=0.8),
    "number": Style(BLACK, outline=0.7, rim=1.2),
    "lead": Style(VERMILION, tint=0.3, outline=0.8),
    "partners": Style(ORANGE, tint=0.3, outline=0.8),
    "products": Style(GREEN, tint=0.3, outline=0.8),
    "deadlines": Style(PURPLE, tint=0.35, outline=0.8),
    "repaired": Style(VERMILION, underline=1.2, dotted=True),
}

# Lengths in points.
_TAG_LETTERS = 7.0
_LEGEND_LETTERS = 9.0
_MARGIN = 62.0  # left of the page, for tags
_STRIP = 160.0  # right of the page, for the legend
_PAD = 12.0
_DOT = 2.0
_DESK: Colour = (235, 235, 235)
# Legend entries that a page without any of them does not show.
_RARE: frozenset[Kind] = frozenset(("header", "footer", "footnote", "doubtful", "repaired"))
# These always get their tag, if need be in the margin.
_NEEDED: frozenset[Kind] = frozenset(("text", "section", "table", "header", "footer", "footnote"))


def draw(picture: Image.Image, marks: Sequence[Mark], words: Iterable[Box], told: Mapping[str, Any]) -> Image.Image:
    """The page with its marks, a margin on its left for tags and a legend on its right.

    `picture` is the page as `page_picture` gives it, `marks` those of this page, `words` the boxes of its text, which
    no tag hides, and `told` the words of the language with the heading lines of the legend under "heading".
    """
    across, down = picture.info["dpi"]
    pen = _Pen(picture, across / POINTS, down / POINTS)
    for mark in marks:
        pen.tint(mark)
    pen.lay_tints()
    for mark in marks:
        pen.trace(mark)
    pen.tag(marks, words)
    return pen.with_legend(Counter(mark.kind for mark in marks), told)


def edge(style: Style, box: Box) -> Box:
    """Where a kind's outline runs around a box of words."""
    return Box(box.x0 - style.rim, box.y0 - style.rim, box.x1 + style.rim, box.y1 + style.rim)


def outlined(mark: Mark) -> tuple[Box, ...]:
    """The boxes of a mark that get an outline, its rim added."""
    return tuple(edge(STYLES[mark.kind], box) for box in mark.boxes)


class _Pen:
    """Draws on a page; all lengths that come in are points of the page."""

    def __init__(self, picture: Image.Image, across: float, down: float) -> None:
        self._page = picture.copy()
        self._tints = Image.new("RGB", picture.size, "white")
        self._across, self._down = across, down
        self._lines = ImageDraw.Draw(self._page)
        self._behind = ImageDraw.Draw(self._tints)
        self._tags: list[tuple[Box, Mark]] = []
        self._letters = lettering(self._pixels(_TAG_LETTERS))

    def tint(self, mark: Mark) -> None:
        style = STYLES[mark.kind]
        if style.tint:
            for box in mark.boxes:
                self._behind.rectangle(self._rectangle(box), fill=_mixed(style.colour, style.tint))

    def lay_tints(self) -> None:
        """As a marker pen does: dark letters stay dark."""
        self._page = ImageChops.multiply(self._page, self._tints)
        self._lines = ImageDraw.Draw(self._page)

    def trace(self, mark: Mark) -> None:
        style = STYLES[mark.kind]
        if style.bar:
            around = edge(style, _around(mark.boxes))
            self._lines.rectangle(self._rectangle(around._replace(x1=around.x0 + style.bar)), fill=style.colour)
        for box in outlined(mark):
            _outline(self._lines, self._rectangle(box), style, self._pixels(style.outline), self._pixels(_DOT))
        if style.underline:
            for box in mark.boxes:
                x0, _, x1, y = self._rectangle(box)
                width = self._pixels(style.underline)
                _line(self._lines, (x0, y, x1, y), style.colour, width, self._pixels(_DOT) if style.dotted else 0)

    def tag(self, marks: Sequence[Mark], words: Iterable[Box]) -> None:
        """Find each label's place; they are drawn last, with the margin."""
        labelled = [mark for mark in marks if mark.label]
        height = _TAG_LETTERS * 1.3
        wanted = [
            Wanted(
                _anchors(mark, height),
                self._letters.width(self._letters.printable(mark.label)) / self._across + 3,
                height,
                None if mark.kind in _NEEDED else mark.room,
                mark.kind in _NEEDED,
                mark.label if mark.kind in LISTS else "",
            )
            for mark in labelled
        ]
        sheet = Box(-_MARGIN + 2, 0, self._page.width / self._across, self._page.height / self._down)
        found = zip(places(wanted, words, sheet), labelled, strict=True)
        self._tags = [(place, mark) for place, mark in found if place]

    def with_legend(self, count: Mapping[Kind, int], told: Mapping[str, Any]) -> Image.Image:
        """The page on a desk, with tags and legend."""
        left, strip = self._pixels(_MARGIN), self._pixels(_STRIP)
        lines = list(self._legend(count, told))
        letters = lettering(self._pixels(_LEGEND_LETTERS))
        step = round(letters.size * 1.7)
        height = max(self._page.height, (len(lines) + 2) * step)
        desk = Image.new("RGB", (left + self._page.width + strip, height), _DESK)
        desk.paste(self._page, (left, 0))
        pencil = ImageDraw.Draw(desk)
        for place, mark in self._tags:
            self._draw_tag(pencil, place, mark, left)
        x, y = left + self._page.width + self._pixels(_PAD), step
        swatch = self._pixels(18)
        for kind, text in lines:
            indent = 0
            if kind:
                self._draw_sample(pencil, kind, (x, y, x + swatch, y + letters.size))
                indent = swatch + self._pixels(6)
            faint = kind is not None and not count.get(kind)
            pencil.text((x + indent, y), text, fill=(140, 140, 140) if faint else BLACK, font=letters.font)
            y += step
        return desk

    def _legend(self, count: Mapping[Kind, int], told: Mapping[str, Any]) -> Iterator[tuple[Kind | None, str]]:
        letters = lettering(self._pixels(_LEGEND_LETTERS))
        room = self._pixels(_STRIP - 2 * _PAD)
        for text in told["heading"]:
            yield from ((None, line) for line in _wrapped(text, letters, room))
        yield None, ""
        for kind in KINDS:
            if count.get(kind) or kind not in _RARE:
                yield kind, letters.printable(f"{told['legend'][kind]}: {count.get(kind, 0)}")
        yield None, ""
        yield from ((None, line) for line in _wrapped(told["numbers"], letters, room))

    def _draw_tag(self, pencil: ImageDraw.ImageDraw, place: Box, mark: Mark, left: int) -> None:
        x0, y0, x1, y1 = self._rectangle(place)
        colour = STYLES[mark.kind].colour
        pencil.rectangle((x0 + left, y0, x1 + left, y1), fill=_mixed(colour, 0.25), outline=colour)
        text = self._letters.printable(mark.label)
        middle = (x0 + x1) / 2 + left, (y0 + y1) / 2
        pencil.text(middle, text, fill=BLACK, font=self._letters.font, anchor="mm")

    def _draw_sample(self, pencil: ImageDraw.ImageDraw, kind: Kind, box: tuple[int, int, int, int]) -> None:
        """A piece of white page with the kind's way of marking on it."""
        style = STYLES[kind]
        x0, y0, x1, y1 = box
        pencil.rectangle(box, fill=_mixed(style.colour, style.tint))
        _outline(pencil, box, style, self._pixels(style.outline), self._pixels(_DOT))
        if style.bar:
            pencil.rectangle((x0, y0, x0 + self._pixels(style.bar), y1), fill=style.colour)
        if style.underline:
            dot = self._pixels(_DOT) if style.dotted else 0
            _line(pencil, (x0, y1, x1, y1), style.colour, self._pixels(style.underline), dot)

    def _rectangle(self, box: Box) -> tuple[int, int, int, int]:
        x0, x1 = sorted((round(box.x0 * self._across), round(box.x1 * self._across)))
        y0, y1 = sorted((round(box.y0 * self._down), round(box.y1 * self._down)))
        return x0, y0, x1, y1

    def _pixels(self, points: float) -> int:
        """Whole pixels, at least one of anything."""
        return max(1, round(points * min(self._across, self._down))) if points else 0


def _anchors(mark: Mark, height: float) -> tuple[Box, ...]:
    """The boxes beside which a mark's tag stands; a table's stands at its upper corner."""
    boxes = outlined(mark)
    return tuple(box._replace(y1=box.y0 + height) for box in boxes) if mark.kind == "table" else boxes


def _outline(pencil: ImageDraw.ImageDraw, box: tuple[int, int, int, int], style: Style, width: int, dot: int) -> None:
    x0, y0, x1, y1 = box
    if not width:
        return
    if not style.dotted:
        pencil.rectangle(box, outline=style.colour, width=width)
        return
    for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        _line(pencil, line, style.colour, width, dot)


def _line(pencil: ImageDraw.ImageDraw, line: tuple[int, int, int, int], colour: Colour, width: int, dot: int) -> None:
    """A line across or down; `dot` is the length of its dots and gaps, 0 for a line without gaps."""
    x0, y0, x1, y1 = line
    if not dot:
        pencil.line(line, fill=colour, width=width)
        return
    for x in range(x0, x1, 2 * dot) if y0 == y1 else ():
        pencil.line((x, y0, min(x + dot, x1), y0), fill=colour, width=width)
    for y in range(y0, y1, 2 * dot) if x0 == x1 else ():
        pencil.line((x0, y, x0, min(y + dot, y1)), fill=colour, width=width)


def _mixed(colour: Colour, strength: float) -> Colour:
    """A colour on white paper."""
    red, green, blue = (round(255 - (255 - part) * strength) for part in colour)
    return red, green, blue


def _around(boxes: Sequence[Box]) -> Box:
    first = boxes[0]
    for box in boxes[1:]:
        first = first.union(box)
    return first


def _wrapped(text: str, letters: Lettering, room: int) -> Iterator[str]:
    """The text in lines that fit; a file's name without blanks is broken anywhere."""
    line = ""
    for word in letters.printable(text).split():
        longer = f"{line} {word}" if line else word
        if letters.width(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while letters.width(line) > room:
            fits = max(1, next(n for n in range(len(line), 0, -1) if letters.width(line[:n]) <= room or n == 1))
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line
