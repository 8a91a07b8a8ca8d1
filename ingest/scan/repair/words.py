"""What the repair works on: a document as pages of lines of words, and the same with what was repaired."""

from collections.abc import Sequence
from typing import NamedTuple


class Word(NamedTuple):
    """A word as read, with the marks that touch it. `confidence` in [0, 1]."""

    text: str
    confidence: float


class Line(NamedTuple):
    """A line of words. Lines of one table cell bear the same number; None is body text."""

    words: tuple[Word, ...]
    cell: int | None = None


class Repaired(NamedTuple):
    """A word after the repair. `as_read` and `rule` are None where it stands as it was read.

    `text` is "" where the word was a speck on the paper. `confidence` of a repaired word is the share of such repairs
    that are right, as measured.
    """

    text: str
    confidence: float
    as_read: str | None = None
    rule: str | None = None


class RepairedLine(NamedTuple):
    """A line, its words in the places where they were read."""

    words: tuple[Repaired, ...]
    cell: int | None = None


Pages = Sequence[Sequence[Line]]
RepairedPages = tuple[tuple[RepairedLine, ...], ...]
