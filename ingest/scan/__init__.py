"""Scans: pages that are pictures, read by OCR, repaired by what plans say, and laid out as pages of a PDF are."""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from ingest.pdf.page import Sheet
from ingest.progress import tell
from ingest.scan import picture
from ingest.scan.mending import mend
from ingest.scan.seeing import SeenPage
from ingest.scan.sheets import sheets
from ingest.scan.workers import Kind, Unseen, see

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
    tell("recognising", 0, len(indexes))
    with closing(see(data, kind, indexes, processes)) as pages:
        for done, page in enumerate(pages, start=1):
            if isinstance(page, Unseen):
                warnings.append(f"Page {page.number} left out: {page.reason}")
            else:
                seen.append(page)
                if page.trouble == "slow":
                    warnings.append(
                        f"Page {page.number}: a part took too long to read and is missing. Look at the page."
                    )
            tell("recognising", done, len(indexes))
    words = [word for page in seen for word in page.words]
    confidence = sum(word.reading.confidence for word in words) / len(words) if words else None
    mend(seen)
    again = _fed_twice(seen)
    warnings += [f"Page {page.number} left out: it is page {first} once more." for page, first in again]
    twice = {page.number for page, _ in again}
    kept = [page for page in seen if page.number not in twice]
    return Scan(sheets(kept), None if confidence is None else round(confidence, 4), tuple(warnings))


def page_count(data: bytes) -> int:
    """How many pages a picture file has. Raises DamagedFile and TooLarge."""
    return picture.pages(data)


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
