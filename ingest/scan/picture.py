"""Pictures of pages as arrays: those of a PDF drawn by pdfium, those of a picture file by Pillow."""

import ctypes
import io
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw

from ingest.errors import DamagedFile, TooLarge
from ingest.limits import MAX_PICTURE_MEMORY, check_pages, current
from ingest.pdf.frame import Frame, shown

Pixels = NDArray[Any]
"""Bytes: rows x columns of gray, or rows x columns x 3 (red, green, blue); 0 is black."""

DPI = 200
"""Dots an inch at which pages are read: plans are read as well as at 300, and twice as fast."""

LONGEST = 5000
"""A page's longer side has no more dots: that of A2 at 200 dots an inch; a larger sheet is read coarser."""

POINTS = 72.0  # an inch


class Picture(NamedTuple):
    """A page's picture. `frame` is the page as a viewer shows it, in points; `dpi` the dots to an inch of it."""

    pixels: Pixels
    frame: Frame
    dpi: float


def of_pdf_page(document: pdfium.PdfDocument, index: int, dpi: int = DPI) -> Picture:
    """The page at `index` (from 0) of a PDF, `dpi` dots to an inch or fewer where it is very large.

    Raises TooLarge and pdfium's own error for a damaged page.
    """
    page = document[index]
    try:
        _check_images(page, index + 1)
        width, height = page.get_size()
        scale = min(dpi / POINTS, LONGEST / max(width, height))
        picture: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
        return Picture(_pixels(picture), shown(page), scale * POINTS)
    finally:
        page.close()


def pages(data: bytes) -> int:
    """How many pages a picture file has."""
    with _opened(data) as file:
        count = int(getattr(file, "n_frames", 1))
    check_pages(count)
    return count


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height in points of each page of a picture file, turned as its camera says. Raises DamagedFile."""
    found: list[tuple[float, float]] = []
    with _opened(data) as file:
        for index in range(pages(data)):
            try:
                file.seek(index)
                turned = file.getexif().get(ExifTags.Base.Orientation, 1) >= _SIDEWAYS
                width, height = (side * POINTS / resolution(file) for side in file.size)
            except (OSError, SyntaxError, ValueError, EOFError) as error:
                raise DamagedFile(
                    f"The picture is damaged or cut off ({error}). Copy it again, or scan the page anew."
                ) from error
            found.append((height, width) if turned else (width, height))
    return found


_SIDEWAYS = 5  # of EXIF's orientations, those from here on have rows that are columns


def of_file_page(data: bytes, index: int, dpi: int = DPI) -> Picture:
    """The page at `index` (from 0) of a picture file that Pillow opens (PNG, JPEG, TIFF …), turned as its camera says.

    It has `dpi` dots to an inch, fewer where it is very large or was scanned with less than half of them. Raises
    DamagedFile, and TooLarge before a picture that would not fit is unpacked.
    """
    with _opened(data) as file:
        try:
            file.seek(index)
            _check_size(file.width, file.height, index + 1)
            _check_memory(file, len(data), index + 1)
            scanned, stored = resolution(file), file.width
            file.draft("RGB", (round(file.width * dpi / scanned), round(file.height * dpi / scanned)))
            full = scanned * file.width / stored  # a JPEG may now open at a half or a quarter
            ImageOps.exif_transpose(file, in_place=True)
            scale = min(dpi / full, LONGEST / max(file.size), 2.0)
            picture = _reduced(file, max(1, int(1 / scale)))
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise DamagedFile(
                f"The picture is damaged or cut off ({error}). Copy it again, or scan the page anew."
            ) from error
        size = (max(1, round(file.width * scale)), max(1, round(file.height * scale)))
    if not 0.9 < scale < 1.1:
        picture = picture.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
        full *= scale
    width, height = picture.width * POINTS / full, picture.height * POINTS / full
    return Picture(_pixels(picture), Frame(0.0, 0.0, width, height, 0), full)


def resolution(picture: Image.Image) -> float:
    """The dots an inch at which a picture was scanned: what the file says where it can be true, else as if A4."""
    stated = picture.info.get("dpi", (0, 0))
    across = float(stated[0]) if isinstance(stated, tuple) else float(stated)
    return across if _LEAST_DPI <= across <= _MOST_DPI else min(picture.size) / _A4_WIDTH


# Cameras and programs that know no size of the page write 1, 72 or 96; no office scans below this.
_LEAST_DPI = 97.0
_MOST_DPI = 1300.0
_A4_WIDTH = 8.27  # inches


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    """A picture on white paper, so many times smaller: strip by strip, since the largest fit the memory only once."""
    if factor == 1:
        return _on_white(picture)
    made: Image.Image | None = None
    for top in range(0, picture.height, _STRIP * factor):
        bottom = min(top + _STRIP * factor, picture.height)
        strip = _on_white(picture.crop((0, top, picture.width, bottom))).reduce(factor)
        made = made or Image.new(strip.mode, (strip.width, -(-picture.height // factor)))
        made.paste(strip, (0, top // factor))
    return made or _on_white(picture)


_STRIP = 128  # rows of the smaller picture


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise TooLarge(
            "The picture is too large to be read. Scan the page anew with 200 to 300 dots an inch."
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile(
            "The picture cannot be opened: it is damaged, or of a kind that is not read. Save it as PNG, JPEG or TIFF, "
            "or scan the page anew."
        ) from error


def _on_white(picture: Image.Image) -> Image.Image:
    """A picture in gray or colour; what is transparent shows white paper."""
    if picture.mode in ("L", "RGB"):
        return picture.copy()
    if picture.mode in ("1", "I;16", "I", "F"):
        return picture.convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return picture.convert("RGB")


def _pixels(picture: Image.Image) -> Pixels:
    return np.ascontiguousarray(np.asarray(picture if picture.mode == "L" else picture.convert("RGB")))


def _check_images(page: pdfium.PdfPage, number: int) -> None:
    """Raise TooLarge when an image on a page would take more room than a page ever needs."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if raw.FPDFImageObj_GetImagePixelSize(item.raw, ctypes.byref(width), ctypes.byref(height)):
            _check_size(width.value, height.value, number)


def _check_memory(picture: Image.Image, stored: int, number: int) -> None:
    unpacked = picture.width * picture.height * (1 if picture.mode in ("1", "L", "P") else 4)  # as Pillow keeps them
    if stored + unpacked > MAX_PICTURE_MEMORY:
        raise TooLarge(
            f"Page {number} is a picture that takes {(stored + unpacked) >> 20} MB to read. "
            "Save it as PNG or JPEG, or scan it anew with 200 to 300 dots an inch."
        )


def _check_size(width: int, height: int, number: int) -> None:
    if width * height > current().pixels:
        raise TooLarge(
            f"Page {number} is a picture of {width} x {height} dots, more than are read. "
            "Scan it anew with 200 to 300 dots an inch."
        )
