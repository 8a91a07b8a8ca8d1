"""The ways of reading a PDF file that are measured: Kehoach's, and what its libraries take by themselves."""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

import ingest.text
from extractors import extract, primer
from ingest.pdf import read
from models import Document, Plan

OCR_DPI = 200


def load_models() -> None:
    """Put in memory what the first plan loads: spaCy's matcher, underthesea's tagger, the patterns of all grammars."""
    extract(ingest.text.read(primer.TEXT.encode(), "made-up.txt", "0" * 64))


def reading(path: Path) -> Document:
    """Kehoach's reader."""
    data = path.read_bytes()
    return read(data, path.name, hashlib.sha256(data).hexdigest())


def extraction(path: Path) -> Plan:
    """Kehoach's reader and grammars."""
    return extract(reading(path))


def by_pdfplumber(path: Path) -> None:
    """Text and tables by pdfplumber alone."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def by_pdfium(path: Path) -> None:
    """Text by pdfium alone: letters in the file's order, no lines, no tables."""
    document = pdfium.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()


def by_tesseract(path: Path) -> None:
    """Pages as pictures by pdfium, text by the program tesseract on one core: no tables, no layout of ours."""
    document = pdfium.PdfDocument(path)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(len(document)):
            picture = page_picture(document, number, Path(folder))
            subprocess.run(tesseract(picture), check=True, capture_output=True, env=ONE_CORE)
    document.close()


def page_picture(document: pdfium.PdfDocument, number: int, folder: Path) -> Path:
    """A page as a grey picture file at `OCR_DPI`."""
    path = folder / f"{number}.png"
    document[number].render(scale=OCR_DPI / 72, grayscale=True).to_pil().save(path, dpi=(OCR_DPI, OCR_DPI))
    return path


def tesseract(picture: Path) -> list[str]:
    """The command that prints a picture's text."""
    return ["tesseract", str(picture), "-", "-l", "vie"]


ONE_CORE: Mapping[str, str] = {**os.environ, "OMP_THREAD_LIMIT": "1"}
"""The environment for tesseract: its threads only get in each other's way."""

WAYS: Mapping[str, Callable[[Path], object]] = {
    "reading": reading,
    "extraction": extraction,
    "pdfplumber": by_pdfplumber,
    "pdfium": by_pdfium,
    "tesseract": by_tesseract,
}
