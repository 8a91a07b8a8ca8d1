"""The files that `kehoach inspect` writes: which pages, under which names, and never over a file of somebody else."""

import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, PngImagePlugin

from kehoach import inspection
from kehoach.drawing import draw
from kehoach.errors import NoPages, NoSuchPage, NotOverwritten
from kehoach.inspection import Language, Mark
from kehoach.page_pictures import page_picture
from models import Box, Document, Plan
from output.exports import write_whole

# Tells the program's own pictures, which a new one may replace, from all other files.
_KEY, _OWN = "Software", "kehoach inspect"
_FORMATS = {"docx": "a Word file", "doc": "a Word file", "html": "a web page", "text": "plain text"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was written, and what is on its page."""

    out: Path
    page: int
    marks: tuple[Mark, ...]


def pages(wanted: str, document: Document, file: Path) -> list[int]:
    """The numbers that "3", "2-4" or "all" mean. Raises NoPages and NoSuchPage."""
    count = document.source.pages
    if count is None:
        raise NoPages(
            f"{file} is {_FORMATS.get(document.source.format, 'a file')}, which has no pages to draw on. "
            "Open it in Word, LibreOffice or a browser, save or print it as PDF, and inspect that."
        )
    numbers = range(1, count + 1)
    if wanted.strip().lower() == "all":
        return list(numbers)
    match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", wanted.replace(" ", "").replace("–", "-"))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if first not in numbers or last not in numbers or first > last:
        has = "1 page" if count == 1 else f"{count} pages"
        raise NoSuchPage(f"{file} has {has}: {wanted!r} is none of them. Give a page (3), a range (2-4) or all.")
    return list(range(first, last + 1))


def names(file: Path, numbers: Sequence[int], out: Path | None) -> list[Path]:
    """A file for each page: `out` itself for one page, else its name with the page's number; in the current folder
    and by the document's name without `out`, in `out` if that is a folder.
    """
    if out is None or out.is_dir():
        folder = out or Path()
        return [folder / f"{file.stem}.page-{number}.png" for number in numbers]
    if len(numbers) == 1:
        return [out]
    return [out.with_name(f"{out.stem}.page-{number}{out.suffix}") for number in numbers]


def check(outs: Sequence[Path], file: Path, *, force: bool) -> None:
    """Raise NotOverwritten where something stands that is no picture of this program's; never over the document."""
    for out in outs:
        if out.exists() and out.samefile(file):
            raise NotOverwritten(f"{out} is the document itself. Choose another name with --out.")
        if out.exists() and not force and not _is_own(out):
            raise NotOverwritten(
                f"{out} is there already and was not drawn by kehoach inspect. "
                "Choose another name with --out, or replace it with --force."
            )


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a document, by page: marks, and the boxes of words, which no tag may hide."""

    pages: int | None
    marks: Mapping[int, Sequence[Mark]]
    words: Mapping[int, Sequence[Box]]
    language: Language


def see(document: Document, plan: Plan, language: Language) -> Seen:
    """All that can be drawn of a document."""
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in inspection.marks(document, plan, language):
        marks[mark.page].append(mark)
    words: defaultdict[int, list[Box]] = defaultdict(list)
    for block in document.blocks:
        for place in block.places:
            words[place.page].append(place.box)
    return Seen(document.source.pages, marks, words, language)


def write(seen: Seen, file: Path, number: int, out: Path) -> Drawn:
    """Draw page `number` of the document and write it to `out`, whole or not at all.

    Raises what `page_picture` raises, and ExportError where the file cannot be written.
    """
    told = inspection.words(seen.language)
    heading = (told["title"], file.name, told["page"].format(page=number, pages=seen.pages))
    marks = tuple(seen.marks.get(number, ()))
    drawn = draw(page_picture(file, number), marks, seen.words.get(number, ()), {**told, "heading": heading})
    write_whole(out, _png(drawn))
    return Drawn(out, number, marks)


def _png(picture: Image.Image) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text(_KEY, _OWN)
    stream = io.BytesIO()
    picture.save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def _is_own(path: Path) -> bool:
    try:
        with Image.open(path) as picture:
            told: dict[Any, Any] = picture.info
            return told.get(_KEY) == _OWN
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
