"""What the children do that draw pages for the clerk. They import this and no more of the program.

What sets files as pages and finds words on them is imported when it is called for.
"""

from __future__ import annotations

import io
from pathlib import Path

from ingest import office
from ingest.errors import UnreadableFile
from ingest.sniff import Kind, sniff
from kehoach.page_pictures import page_picture, page_sizes
from models import Box, Place

_QUALITY = 85  # of JPEG: letters stay clean, a page takes 150 kB


def load(_: Path) -> None:
    """Do nothing: who is asked for it has loaded what drawing takes."""


def sizes(path: Path) -> list[tuple[float, float]]:
    """See `page_sizes`."""
    return page_sizes(path)


def jpeg(path: Path, page: int, dpi: int) -> bytes:
    """A page as a JPEG file. Raises what `page_picture` raises."""
    packed = io.BytesIO()
    page_picture(path, page, dpi).save(packed, "JPEG", quality=_QUALITY)
    return packed.getvalue()


def pdf(path: Path) -> bytes:
    """The pages that LibreOffice sets of a file without any: of a Word file, else of what is read of it."""
    data = path.read_bytes()
    kind = sniff(data)
    if kind in (Kind.DOCX, Kind.DOC, Kind.RTF, Kind.ODT):
        return office.to_pdf(data, kind)
    if kind in (Kind.PDF, Kind.PICTURE):
        raise UnreadableFile("The file is not what it was when it was read. Read it again.")
    import ingest
    from kehoach.review_docx import as_docx

    # Never the file itself: it may link to what LibreOffice would fetch.
    return office.to_pdf(as_docx(ingest.read(path)), Kind.DOCX)


def places(path: Path, texts: tuple[str, ...]) -> list[tuple[Place, ...]]:
    """See `page_words.places`."""
    from kehoach import page_words

    return page_words.places(path, texts)


def words_in(path: Path, page: int, box: Box) -> str:
    """See `page_words.words_in_picture`."""
    from kehoach.page_words import words_in_picture

    return words_in_picture(path, page, box)
