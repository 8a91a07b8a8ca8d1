"""Lines of print that the reading of a whole page left out, as it leaves out a signer's name below stamp and signature.

Tesseract takes a page apart before it reads it, and drops what it holds for a picture: a name that a stamp touches, a
short line beside a long one. What looks like a line of letters where no word was read is read once more, alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from ingest.pdf.syllables import is_syllable
from ingest.scan.picture import Pixels
from ingest.scan.tesseract import OcrWord


class Place(NamedTuple):
    """A part of a picture in dots."""

    x0: int
    y0: int
    x1: int
    y1: int

    def covers(self, word: OcrWord) -> bool:
        """Whether the middle of a word lies in the place."""
        return self.x0 <= (word.x0 + word.x1) / 2 <= self.x1 and self.y0 <= (word.y0 + word.y1) / 2 <= self.y1

    def grown(self, margin: int, shape: tuple[int, ...]) -> "Place":
        """The place with a margin, cut at the edges of a picture of that shape."""
        rows, columns = shape[:2]
        return Place(
            max(0, self.x0 - margin),
            max(0, self.y0 - margin),
            min(columns, self.x1 + margin),
            min(rows, self.y1 + margin),
        )


class Unread(NamedTuple):
    """Where lines may have been left out, and the picture to read them on: without read words, stamps, signatures."""

    places: list[Place]
    picture: Pixels


def unread(gray: Pixels, words: Sequence[OcrWord]) -> Unread:
    """The lines of letters on a page without ruled lines on which none of its `words` stands, or none that is sure."""
    heights = [word.height for word in words if word.height > 0]
    if not heights:
        return Unread([], gray)
    height = float(np.median(heights))
    _, labels, stats, _ = cv2.connectedComponentsWithStats((gray < _DARK).astype(np.uint8))
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    is_stroke = (high > _STROKE * height) & (wide > _STROKE * height)
    is_letter = (high > _SMALLEST * height) & (high < _HIGHEST * height) & (wide < _WIDEST * height)
    is_stroke[0] = is_letter[0] = False  # the paper
    strokes = is_stroke[labels]
    letters = is_letter[labels].astype(np.uint8)
    letters[_enclosed(labels, stats, np.flatnonzero(is_stroke).tolist()) > 0] = 0
    sure = [word for word in words if word.confidence >= _DOUBTFUL]
    for word in sure:
        letters[int(word.y0) - 2 : int(word.y1) + 3, int(word.x0) - 2 : int(word.x1) + 3] = 0
    read = np.zeros(gray.shape, np.bool_)
    for word in sure:
        read[int(word.y0) : int(word.y1) + 1, int(word.x0) : int(word.x1) + 1] = True
    places = [
        place
        for place in _lines(letters, height)
        if not _is_cut(place, read, _CLOSE * height) and not _is_cut(place, strokes, _SPACE * height)
    ]
    grown = [place.grown(round(_MARGIN * height), gray.shape) for place in places]
    return Unread(grown, np.where(strokes | read, 255, gray).astype(np.uint8))


_DARK = 160
_DOUBTFUL = 0.3  # the confidence below which a word may stand in the place of another
# In heights of the page's usual line, from its base to the top of d:
_STROKE = 2.5  # both ways: what is larger is a stamp's ring or a signature
_SMALLEST, _HIGHEST, _WIDEST = 0.4, 2.2, 8.0  # a letter, or some that touch
_SPACE = 1.2  # what parts the words of a line
_CLOSE = 0.25  # what parts the letters of a word
_SHORTEST = 3.0
_MARGIN = 0.5


def _enclosed(labels: Pixels, stats: Pixels, strokes: Iterable[int]) -> Pixels:
    """What stamps enclose: the hull of each large stroke."""
    hulls = np.zeros(labels.shape, np.uint8)
    for index in strokes:
        x, y, wide, high, _ = stats[index]
        points = cv2.findNonZero((labels[y : y + high, x : x + wide] == index).astype(np.uint8))
        cv2.fillConvexPoly(hulls[y : y + high, x : x + wide], cv2.convexHull(points), 255)
    return hulls


def _lines(letters: Pixels, height: float) -> Iterator[Place]:
    """Rows of spots that stand close together, as wide as a short word at least."""
    reach = max(3, round(_SPACE * height))
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((3, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, wide, high, _ in stats[1:count].tolist():
        if wide >= _SHORTEST * height and high <= _HIGHEST * height:
            yield Place(x, y, x + wide, y + high)


def _is_cut(place: Place, taken: Pixels, reach: float) -> bool:
    """Whether a word or a stroke stands so close to a line's end that the line is only part of one."""
    close = max(1, round(reach))
    rows = slice(place.y0, place.y1)
    ends = taken[rows, max(0, place.x0 - close) : place.x0], taken[rows, place.x1 : place.x1 + close]
    return any(bool(end.any()) for end in ends)


def is_print(words: Sequence[OcrWord]) -> bool:
    """Whether what was read in such a place is a line of print: surely read, and of Vietnamese syllables."""
    read = [word for word in words if any(map(str.isalpha, word.text))]
    letters = sum(len(word.text) for word in read)
    if letters < _FEWEST:
        return False
    sure = sum(word.confidence * len(word.text) for word in read) / letters
    known = sum(is_syllable("".join(filter(str.isalpha, word.text))) for word in read)
    return sure > _SURE and known >= _KNOWN * len(read)


_FEWEST = 5  # letters
_SURE = 0.8
_KNOWN = 0.7
