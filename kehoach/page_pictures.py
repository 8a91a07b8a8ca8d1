"""Pages as pictures to look at: those of a PDF and of a picture file, as the scan's reader sees them."""

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from ingest.errors import DamagedFile, EncryptedFile
from ingest.limits import check_pages
from ingest.scan import picture
from ingest.scan.picture import Picture
from ingest.sniff import Kind, sniff

DPI = 150


def page_picture(path: Path, number: int, dpi: int = DPI) -> Image.Image:
    """Page `number` (from 1) of a PDF or a picture file as shown: upright as the file says, RGB, on white.

    `info["dpi"]` says how many pixels an inch of the page takes across and down: `dpi` of them, fewer where the page
    is very large or was scanned much coarser. Raises DamagedFile, EncryptedFile, TooLarge, and IndexError for no such
    page.
    """
    data = path.read_bytes()
    seen = _of_pdf(data, number, dpi) if sniff(data) is Kind.PDF else _of_picture(data, number, dpi)
    made = Image.fromarray(seen.pixels).convert("RGB")
    made.info["dpi"] = (seen.dpi, seen.dpi)
    return made


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height in points of each page of a PDF or a picture file as shown; of a damaged page, those of A4.

    Raises DamagedFile, EncryptedFile, TooLarge.
    """
    data = path.read_bytes()
    if sniff(data) is not Kind.PDF:
        return picture.sizes(data)
    document = _opened(data)
    try:
        check_pages(len(document))
        return [_size(document, index) for index in range(len(document))]
    finally:
        document.close()


def _size(document: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(index)
    except pdfium.PdfiumError:
        return _A4
    return (width, height) if width > 0 and height > 0 else _A4


_A4 = (595.3, 841.9)


def _of_pdf(data: bytes, number: int, dpi: int) -> Picture:
    document = _opened(data)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        return picture.of_pdf_page(document, number - 1, dpi)
    except pdfium.PdfiumError as error:
        raise DamagedFile(
            f"Page {number} of the PDF is damaged and cannot be drawn. Copy or download the file again."
        ) from error
    finally:
        document.close()


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile("The PDF is locked with a password. Print it to a new PDF without one.") from error
        raise DamagedFile("The PDF cannot be opened: it is damaged or cut off. Copy or download it again.") from error


def _of_picture(data: bytes, number: int, dpi: int) -> Picture:
    if not 1 <= number <= picture.pages(data):
        raise IndexError(number)
    return picture.of_file_page(data, number - 1, dpi)
