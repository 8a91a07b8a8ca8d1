"""Digital PDF files: letters and ruled lines by pdfium, everything else from where they stand on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, NoUsableText, ProgramMissing
from ingest.limits import check_pages, check_size
from ingest.pdf.flow import blocks
from ingest.pdf.footnotes import Note, take_notes, usual_size
from ingest.pdf.library import alone
from ingest.pdf.lines import Line
from ingest.pdf.margins import take_margins
from ingest.pdf.page import Sheet, read_page
from ingest.pdf.paragraphs import Row, paragraph, paragraphs
from ingest.pdf.quality import Fault, doubts, faults, left_out, read_by_ocr, take_layers
from ingest.pdf.unruled import take_unruled
from ingest.progress import tell
from models import Document, Paragraph, Part, Source

if TYPE_CHECKING:
    from ingest.scan import Scan


def read(data: bytes, name: str, sha256: str) -> Document:
    """A PDF file as a Document. Boxes are in points on the page as a viewer shows it.

    Pages without text that can be trusted (see `ingest.pdf.quality`) are read as scans. Raises EncryptedFile,
    DamagedFile, EmptyFile (no pages), TooLarge, ProgramMissing when all pages are scans and tesseract is not there,
    and NoUsableText when nothing can be read on any page. Single pages that cannot be read are named in the warnings.
    """
    check_size(data)
    with alone:
        document = _opened(data)
        try:
            check_pages(len(document))
            sheets, damaged = _sheets(document)
        finally:
            document.close()
    found = faults(sheets)
    good = [sheet for sheet in sheets if sheet.number not in found]
    scan, warnings = _scanned(data, found, has_text=bool(good))
    warnings = (*warnings, *doubts(good))
    take_layers(good)
    scanned = scan.sheets if scan else []
    read_as = Source(
        name,
        sha256,
        "pdf" if good else "scan",
        pages=len(sheets) + len(damaged),
        text_from="ocr" if len(scanned) > len(good) else "text layer",
        ocr_confidence=scan.confidence if scan else None,
    )
    missing = tuple(f"Page {number} is damaged and left out." for number in damaged)
    document = laid_out(sorted([*good, *scanned], key=attrgetter("number")), read_as, (*missing, *warnings))
    return replace(document, lacking=scan.lacking if scan else None)


def _scanned(data: bytes, found: Mapping[int, Fault], has_text: bool) -> tuple[Scan | None, tuple[str, ...]]:
    """The faulty pages read as scans, None where there are none, and what to say of them."""
    if not found:
        return None, ()
    from ingest.scan import Scan, read_pages  # noqa: PLC0415 - loads OpenCV, which digital files do without

    try:
        scan = read_pages(data, "pdf", [number - 1 for number in found])
    except ProgramMissing as error:
        if not has_text:
            raise
        return Scan([], None, (), lacking=str(error)), (*left_out(found), str(error))
    if not has_text and not any(sheet.lines or sheet.tables for sheet in scan.sheets):
        raise NoUsableText(" ".join(scan.warnings) or "No letters can be made out on any page. Scan the document anew.")
    return scan, (*read_by_ocr(found, scan.confidence), *scan.warnings)


def laid_out(good: list[Sheet], source: Source, warnings: tuple[str, ...]) -> Document:
    """The sheets' text in reading order, headers, footers and footnotes apart."""
    margins = take_margins(good)
    take_unruled(good)
    size = usual_size(good)
    notes = [(sheet, note) for sheet in good for note in take_notes(sheet, size)]
    found = [
        *blocks(good),
        *_notes(notes),
        *_single_lines(margins.header, "header"),
        *_single_lines(margins.footer, "footer"),
    ]
    return Document(source, tuple(found), warnings)


def _sheets(document: pdfium.PdfDocument) -> tuple[list[Sheet], list[int]]:
    """The pages, and the numbers of those that cannot be opened."""
    sheets: list[Sheet] = []
    damaged: list[int] = []
    pages = len(document)
    tell("reading", 0, pages)
    for index in range(pages):
        try:
            sheets.append(read_page(document, index))
        except pdfium.PdfiumError:
            damaged.append(index + 1)
        tell("reading", index + 1, pages)
    if not sheets:
        raise DamagedFile("No page of the PDF can be opened: it is damaged. Copy or download it again.")
    return sheets, damaged


def _opened(data: bytes) -> pdfium.PdfDocument:
    if not data:
        raise EmptyFile("The file is empty (0 bytes). Copy or download it again.")
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFile(
                "The PDF is locked with a password. Open it with the password, print it to a new PDF, and read that."
            ) from error
        raise DamagedFile("The PDF cannot be opened: it is damaged or cut off. Copy or download it again.") from error
    if not pages:
        document.close()
        raise EmptyFile("The PDF has no pages. Save the document as PDF again.")
    return document


def _notes(notes: Sequence[tuple[Sheet, Note]]) -> list[Paragraph]:
    """Footnotes as paragraphs, each with its mark as label; one that runs on over the page is whole again."""
    found: list[Paragraph] = []
    rows: list[Row] = []
    label = ""
    for sheet, note in notes:
        if note.mark:
            found.extend(_note(rows, label))
            rows, label = [], note.mark
        rows.extend(_rows(note.lines, sheet))
    found.extend(_note(rows, label))
    return found


def _note(rows: Sequence[Row], label: str) -> Iterator[Paragraph]:
    """A footnote's paragraphs; the first has the mark as its label."""
    for index, found in enumerate(paragraphs(rows, "footnote")):
        yield replace(found, label=label or None) if index == 0 else found


def _rows(lines: Sequence[Line], sheet: Sheet) -> list[Row]:
    """Lines of a block by itself, as rows of a column as wide as the widest of them."""
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    return [Row(line, sheet, left, right, 1.3 * line.size) for line in lines]


def _single_lines(found: Iterable[tuple[Sheet, Line]], part: Part) -> Iterator[Paragraph]:
    """Each line a paragraph."""
    for sheet, line in found:
        yield paragraph(_rows([line], sheet), part)
