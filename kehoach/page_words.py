"""Words on pages that the store does not know: read from a part of a page's picture, or found on the pages that
LibreOffice has set of a file without any.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.sniff import Kind, sniff
from models import Box, Document, Place
from output.fold import fold

_DPI = 300
"""A few words are read in no time, and small letters better than at 200."""

_ALIKE = 60.0  # percent: "trước" and "truớc", not "trước" and "sau"
_WORD = re.compile(r"\S+")


def words_in_picture(path: Path, number: int, box: Box) -> str:
    """The words in a box (in points) of page `number` (from 1) of a PDF or a picture file, read by OCR; lines are
    joined by a blank. Raises ProgramMissing without tesseract, what `page_picture` raises, and IndexError.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # before tesseract is loaded, see ingest.scan.tesseract
    import numpy as np

    from ingest.scan import cleaning
    from ingest.scan.tesseract import Engine, check_installed
    from kehoach.page_pictures import page_picture

    check_installed()
    page = page_picture(path, number, _DPI)
    scale = page.info["dpi"][0] / 72
    left, top = (max(0, round(value * scale)) for value in (box.x0, box.y0))
    right, bottom = min(page.width, round(box.x1 * scale)), min(page.height, round(box.y1 * scale))
    if right - left < _LEAST or bottom - top < _LEAST:
        return ""
    part = page.crop((left, top, right, bottom))
    gray, _ = cleaning.black_and_coloured(np.asarray(part))
    even = np.pad(cleaning.flattened(gray), _EDGE, constant_values=255)
    with Engine() as engine:
        engine.show(even, page.info["dpi"][0])
        return " ".join(word.text for word in engine.read("block", seconds=_SECONDS) or ())


_LEAST = 16  # dots: on less no letter can stand
_EDGE = 20  # dots of white around, without which tesseract misses letters
_SECONDS = 20.0


def places(path: Path, texts: Sequence[str]) -> list[tuple[Place, ...]]:
    """Where the words of each text stand in a PDF that was made of them, in whose order they are."""
    from ingest import pdf

    data = path.read_bytes()
    assert sniff(data) is Kind.PDF
    return aligned(texts, pdf.read(data, path.name, hashlib.sha256(data).hexdigest()))


def aligned(texts: Sequence[str], document: Document) -> list[tuple[Place, ...]]:
    """The places that the words of texts have in a document that says much the same in much the same order.

    Words are compared folded. Numbers of paragraphs, which one of them may lack, go unplaced.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    wanted = [(n, *found.span(), fold(found[0])) for n, text in enumerate(texts) for found in _WORD.finditer(text)]
    there = list(_words(document))
    made: list[list[Place]] = [[] for _ in texts]
    for step in Levenshtein.opcodes([word[-1] for word in wanted], [text for text, _ in there]):
        if step.tag not in ("equal", "replace"):
            continue
        pairs = zip(wanted[step.src_start : step.src_end], there[step.dest_start : step.dest_end], strict=True)
        for (n, start, end, word), (text, place) in pairs:
            if word == text or fuzz.ratio(word, text) >= _ALIKE:
                made[n].append(Place(start, end, place.page, place.box))
    return [tuple(found) for found in made]


def _words(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        text = block.text
        for place in block.places:
            yield fold(text[place.start : place.end]), place
