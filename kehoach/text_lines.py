"""Where a stretch of a block's text stands: a box for each line that it takes on each page."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from operator import attrgetter

from models import Block, Box, Place

# Words of one line share at least this part of the lower one's height.
_LEVEL = 0.5
# From so many letters on a word's box tells which way it runs; "1" is high and narrow on any page.
_TELLING = 3
# What ends a value inside a word is mostly a comma: half as wide as a letter.
_NARROW_SIGNS = frozenset(",.;:'!|()[]")
_NARROW = 0.5


class PageLines:
    """The lines of a document's blocks. A block's places are put together once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.places = cache(self._places)
        self._text = cache(lambda block: self._blocks[block].text)
        self._sideways = cache(self._find_sideways)

    def of(self, block: int, start: int, end: int) -> dict[int, list[Box]]:
        """The boxes of characters [start, end) of a block by page, one a line, in reading order.

        Empty where the format has no pages. On a page whose text runs up or down, a line's box does, too.
        """
        places = self.places(block)
        text = self._text(block)
        found: dict[int, list[Box]] = {}
        for place in islice(places, bisect_right(places, start, key=attrgetter("end")), None):
            if place.start >= end:
                break
            boxes = found.setdefault(place.page, [])
            sideways = place.page in self._sideways()
            box = place.box if sideways else _cut(place, text, start, end)
            if boxes and _in_line(boxes[-1], box, sideways):
                boxes[-1] = boxes[-1].union(box)
            else:
                boxes.append(box)
        return found

    def _places(self, block: int) -> tuple[Place, ...]:
        return self._blocks[block].places

    def _find_sideways(self) -> frozenset[int]:
        """The pages on which most words are higher than wide."""
        votes: Counter[int] = Counter()
        for block in range(len(self._blocks)):
            for place in self.places(block):
                if place.end - place.start >= _TELLING:
                    wide = place.box.x1 - place.box.x0 >= place.box.y1 - place.box.y0
                    votes[place.page] += -1 if wide else 1
        return frozenset(page for page, vote in votes.items() if vote > 0)


def _cut(place: Place, text: str, start: int, end: int) -> Box:
    """The part of a word's box on which characters [start, end) of the text stand, reckoned by usual widths."""
    if start <= place.start and place.end <= end:
        return place.box
    widths = [_NARROW if character in _NARROW_SIGNS else 1.0 for character in text[place.start : place.end]]
    letter = (place.box.x1 - place.box.x0) / (sum(widths) or 1.0)
    before = sum(widths[: max(start - place.start, 0)])
    behind = sum(widths[max(end - place.start, 0) :])
    return place.box._replace(x0=place.box.x0 + letter * before, x1=place.box.x1 - letter * behind)


def _in_line(line: Box, word: Box, sideways: bool) -> bool:
    """Whether a word goes on with a line."""
    if sideways:
        return _shared(line.x0, line.x1, word.x0, word.x1) >= _LEVEL
    return _shared(line.y0, line.y1, word.y0, word.y1) >= _LEVEL and word.x0 >= line.x0


def _shared(a0: float, a1: float, b0: float, b1: float) -> float:
    """How much of the shorter of two stretches lies in the other, from 0 to 1."""
    shorter = min(a1 - a0, b1 - b0)
    return (min(a1, b1) - max(a0, b0)) / shorter if shorter > 0 else float(a0 <= b0 <= a1 or b0 <= a0 <= b1)
