"""Documents whose words stand where a test puts them, and plans of them."""

from typing import NamedTuple

from models import Box, Document, Evidence, Metadata, Paragraph, Place, Plan, Source, Table, Task, Unit


def printed(text: str, page: int, x: float, y: float, *, part: str = "body", wide: int = 99) -> Paragraph:
    """A paragraph whose letters are 10 points wide and whose lines, of at most `wide` letters, are 20 high."""
    found, start, left = [], 0, x
    for word in text.split():
        if left > x and left + 10 * len(word) > x + 10 * wide:
            left, y = x, y + 20
        start = text.index(word, start)
        found.append(Place(start, start + len(word), page, Box(left, y, left + 10 * len(word), y + 20)))
        left += 10 * (len(word) + 1)
        start += len(word)
    return Paragraph(text, places=tuple(found), part=part)  # type: ignore[arg-type]


def evidence(field: str, block: int, blocks: tuple, words: str, index: int | None = None) -> Evidence:
    start = blocks[block].text.index(words)
    return Evidence(field, block, start, start + len(words), words, "made-up", 0.9, index=index)


def task(text: str, *found: Evidence, number: str | None = None, lead: int = 0) -> Task:
    units = tuple(Unit(str(i), str(i)) for i in range(lead))
    return Task("0" * 16, "body", number, (), text, lead=units, evidence=found)


def document(*blocks: Paragraph | Table, pages: int = 1) -> Document:
    return Document(Source("made-up.pdf", "0" * 64, "pdf", pages=pages), blocks)


def plan(made: Document, **holds: object) -> Plan:
    return Plan(made.source, holds.pop("document", Metadata()), **holds)  # type: ignore[arg-type]


class Reading(NamedTuple):
    confidence: float
    as_read: str | None = None


class ReadPlace(Place):
    """A place with what the reader of scans tells of it."""

    reading: Reading | None = None


def read_as(place: Place, reading: Reading | None) -> ReadPlace:
    found = ReadPlace(*place)
    found.reading = reading
    return found


def doubtful(place: Place) -> ReadPlace:
    return read_as(place, Reading(0.4))
