"""Pages as pictures: those of a PDF by pdfium, those of a picture file by Pillow."""

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw

from ingest.errors import DamagedFile, EncryptedFile, TooLarge
from ingest.scan.picture import resolution
from ingest.sniff import Kind, sniff

DPI = 150
MOST_PIXELS = 5000
"""A page with a longer side, such as a plan of a building, is drawn smaller."""
POINTS = 72.0  # an inch


def page_picture(path: Path, number: int, dpi: int = DPI) -> Image.Image:
    """Page `number` (from 1) of a PDF or a picture file as shown: upright as the file says, RGB, on white.

    `info["dpi"]` says how many pixels an inch of the page takes across and down: `dpi` of them, fewer where the page
    is very large or its picture coarser. Raises DamagedFile, EncryptedFile, TooLarge, and IndexError for no such page.
    """
    with path.open("rb") as file:
        data = file.read()
    return _of_pdf(data, number, dpi) if sniff(data) is Kind.PDF else _of_picture(path, number, dpi)


def _of_pdf(data: bytes, number: int, dpi: int) -> Image.Image:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile("The PDF is locked with a password. Print it to a new PDF without one.") from error
        raise DamagedFile("The PDF cannot be opened: it is damaged or cut off. Copy or download it again.") from error
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(dpi / POINTS, MOST_PIXELS / max(width, height))
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise DamagedFile(
            f"Page {number} of the PDF is damaged and cannot be drawn. Copy or download the file again."
        ) from error
    finally:
        document.close()
    picture.info["dpi"] = (picture.width * POINTS / width, picture.height * POINTS / height)
    return picture


def _of_picture(path: Path, number: int, dpi: int) -> Image.Image:
    try:
        with Image.open(path) as file:
            if not 1 <= number <= getattr(file, "n_frames", 1):
                raise IndexError(number)
            file.seek(number - 1)
            turned = ImageOps.exif_transpose(file)
            found = resolution(turned)
            shown = Image.new("RGB", turned.size, "white")
            seen = turned.convert("RGBA")
            shown.paste(seen, mask=seen.getchannel("A"))
    except Image.DecompressionBombError as error:
        raise TooLarge("The picture has more dots than any scanned page. Save it smaller and read that.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as error:
        raise DamagedFile(f"Picture {number} of the file is damaged. Scan the page or copy the file again.") from error
    scale = min(1.0, dpi / found, MOST_PIXELS / max(shown.size))
    size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    picture = shown.resize(size, Image.Resampling.LANCZOS) if scale < 1 else shown
    picture.info["dpi"] = (found * size[0] / shown.width, found * size[1] / shown.height)
    return picture
