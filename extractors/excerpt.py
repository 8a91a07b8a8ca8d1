"""A stretch of a block's text that remembers where it stands, so that each value keeps its evidence."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile
from operator import attrgetter

from models import Block, Box, Paragraph, Place


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters of block number `block` from `start` on; `text` is exactly what stands there."""

    block: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in the block's text."""
        return self.start + len(self.text)

    def cut(self, start: int, end: int | None = None) -> "Excerpt":
        """The part from `start` to `end`, counted in this excerpt's text, blanks at both ends left out."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        return Excerpt(self.block, self.start + start + lead, text.strip())

    def joined_behind(self, left: "Excerpt") -> "Excerpt":
        """Both cells' places as one where they stand side by side, else the left one's."""
        adjoin = self.block == left.block and self.start == left.end + 1
        return Excerpt(left.block, left.start, f"{left.text}\n{self.text}") if adjoin else left

    def lines(self) -> "Iterator[Excerpt]":
        """Its lines that hold anything."""
        start = 0
        for line in self.text.split("\n"):
            if line.strip():
                yield self.cut(start, start + len(line))
            start += len(line) + 1


def whole(index: int, block: Block) -> Excerpt:
    """All of a block's text."""
    return Excerpt(index, 0, block.text)


def unmarked(text: str) -> str:
    """The text without tones and marks, "đ" as "d"."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")


def squeeze(text: str) -> str:
    """The text on one line: each run of blanks and breaks is one space, none at the ends."""
    return " ".join(text.split())


class Pages:
    """Where the characters of a document's blocks stand on its pages. A block's places are put together once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._places = cache(lambda block: self._blocks[block].places)
        # Most documents hold their text themselves: of those no place is asked how it was read.
        self._was_read = any(place.reading for block in blocks for place in block.places[:1])

    def locate(self, block: int, start: int, end: int) -> tuple[int | None, Box | None]:
        """The page on which characters [start, end) of a block begin, and the box around those of them on that page.

        (None, None) where the format has no pages.
        """
        places = self._places(block)
        page: int | None = None
        box: Box | None = None
        for place in islice(places, bisect_right(places, start, key=attrgetter("end")), None):
            if place.start >= end:
                break
            if page is None or box is None:
                page, box = place.page, place.box
            elif place.page == page:
                box = box.union(place.box)
        return page, box

    def readings(self, block: int, start: int, end: int) -> list[float]:
        """How sure the words in characters [start, end) of a block were read, none where the file held the text."""
        return [place.reading.confidence for place in self.scanned(block, start, end) if place.reading]

    def scanned(self, block: int, start: int, end: int) -> list[Place]:
        """The places in characters [start, end) of a block that were read from a picture."""
        if not self._was_read:
            return []
        places = self._places(block)
        first = bisect_right(places, start, key=attrgetter("end"))
        within = takewhile(lambda place: place.start < end, islice(places, first, None))
        return [place for place in within if place.reading]


def is_body(block: Block) -> bool:
    """Whether a block is part of the text itself."""
    return block.part == "body"


def text_of(block: Block) -> str:
    """A block's text as printed, for a paragraph with its automatic label."""
    return block.printed if isinstance(block, Paragraph) else block.text
