"""Picture files as documents: what a scanner or a camera saved without making a PDF of it."""

from ingest.errors import NoUsableText
from ingest.limits import check_size
from ingest.pdf import laid_out
from ingest.pdf.quality import Fault, read_by_ocr
from ingest.scan import page_count, read_pages
from models import Document, Source


def read(data: bytes, name: str, sha256: str) -> Document:
    """A picture (PNG, JPEG, TIFF of one or more pages, BMP …) as a Document. Boxes are in points from its top left.

    Raises DamagedFile, TooLarge, ProgramMissing without tesseract, and NoUsableText when nothing can be read on it.
    """
    check_size(data)
    count = page_count(data)
    scan = read_pages(data, "picture", range(count))
    if not any(sheet.lines or sheet.tables for sheet in scan.sheets):
        raise NoUsableText(
            " ".join(scan.warnings)
            or "No letters can be made out on the picture: a photo, or a blank or blurred page. "
            "Scan the page anew, straight and with 200 to 300 dots an inch."
        )
    source = Source(name, sha256, "scan", pages=count, text_from="ocr", ocr_confidence=scan.confidence)
    told = read_by_ocr(dict.fromkeys(range(1, count + 1), Fault.SCAN), scan.confidence)
    return laid_out(scan.sheets, source, (*told, *scan.warnings))
