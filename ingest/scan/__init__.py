"""Scans: pages that are pictures, read by OCR, repaired by what plans say, and laid out as pages of a PDF are."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.pdf.page import Sheet
from ingest.scan import number_column, numerals, picture
from ingest.scan.repair import Line, Repaired, Word, repaired
from ingest.scan.seeing import SeenPage, SeenWord
from ingest.scan.sheets import sheets
from ingest.scan.workers import Kind, Unseen, see
from models import Reading

__all__ = ["Scan", "page_count", "read_pages"]


class Scan(NamedTuple):
    """Pages read from pictures, the mean confidence of their words (None without words), what is wrong with some pages,
    and the program that was lacking to read any.
    """

    sheets: list[Sheet]
    confidence: float | None
    warnings: tuple[str, ...]
    lacking: str | None = None


def read_pages(data: bytes, kind: Kind, indexes: Sequence[int], processes: int | None = None) -> Scan:
    """The pages at `indexes` (from 0) of a PDF or picture file as sheets.

    Raises ProgramMissing when tesseract or its model is not there. A page that cannot be read is named in the warnings.
    """
    seen: list[SeenPage] = []
    warnings: list[str] = []
    for page in see(data, kind, indexes, processes):
        if isinstance(page, Unseen):
            warnings.append(f"Page {page.number} left out: {page.reason}")
        else:
            seen.append(page)
            if page.trouble == "slow":
                warnings.append(f"Page {page.number}: a part took too long to read and is missing. Look at the page.")
    words = [word for page in seen for word in page.words]
    confidence = sum(word.reading.confidence for word in words) / len(words) if words else None
    _repair(seen)
    again = _fed_twice(seen)
    warnings += [f"Page {page.number} left out: it is page {first} once more." for page, first in again]
    twice = {page.number for page, _ in again}
    kept = [page for page in seen if page.number not in twice]
    return Scan(sheets(kept), None if confidence is None else round(confidence, 4), tuple(warnings))


def page_count(data: bytes) -> int:
    """How many pages a picture file has. Raises DamagedFile and TooLarge."""
    return picture.pages(data)


def _repair(pages: Sequence[SeenPage]) -> None:
    """Put the repaired words in the place of those read; specks go."""
    for page in pages:
        for line in page.every_line():
            line[:] = [numerals.put_right(_without_strokes(word)) for word in line]
    number_column.put_right(pages)
    slots = [_slots(page) for page in pages]
    lines = [
        [Line(tuple(Word(word.text, word.reading.confidence) for word in line), cell) for line, cell in own]
        for own in slots
    ]
    for own, found in zip(slots, repaired(lines), strict=True):
        for (line, _), new in zip(own, found, strict=True):
            line[:] = [
                word._replace(text=put.text, reading=_reading(word, put))
                for word, put in zip(line, new.words, strict=True)
                if put.text
            ]
    for page in pages:
        page.drop_empty_lines()


_STROKES_BEFORE = re.compile(r"[\W_]*[_=~^`|][\W_]*(?=[^\W_])")


def _without_strokes(word: SeenWord) -> SeenWord:
    """A word without the strokes of a stamp or a signature that were read in front of it: "—_=_GIÁM"."""
    found = _STROKES_BEFORE.match(word.text)
    if not found:
        return word
    return word._replace(text=word.text[found.end() :], reading=Reading(word.reading.confidence, word.text, "speck"))


def _reading(word: SeenWord, put: Repaired) -> Reading:
    """What is told of a word: the repair, or what was told before where it stands as it was."""
    return word.reading if put.rule is None else Reading(put.confidence, put.as_read, put.rule)


def _slots(page: SeenPage) -> list[tuple[list[SeenWord], int | None]]:
    """Each line of a page with the number of its cell, as the repair wants them."""
    found: list[tuple[list[SeenWord], int | None]] = [(line, None) for line in page.lines]
    number = 0
    for _, cells in page.tables:
        for cell in cells:
            number += 1
            found.extend((line, number) for line in cell)
    return found


_SAME_WORDS = 0.92
_FEW_WORDS = 40


def _fed_twice(pages: Sequence[SeenPage]) -> list[tuple[SeenPage, int]]:
    """Pages that say what the page before them says, with the number of that page: the feeder took a sheet twice."""
    found: list[tuple[SeenPage, int]] = []
    last: tuple[int, list[str]] | None = None
    for page in pages:
        words = sorted(word.text for word in page.words)
        if last and len(words) > _FEW_WORDS and _alike(words, last[1]) > _SAME_WORDS:
            found.append((page, last[0]))
        elif page.trouble != "blank":
            last = page.number, words
    return found


def _alike(words: Sequence[str], others: Sequence[str]) -> float:
    """The share of words that two pages have in common."""
    common = (Counter(words) & Counter(others)).total()
    return 2 * common / (len(words) + len(others))
