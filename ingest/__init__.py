"""Readers: a file in, a Document out. They know files and pages and nothing of tasks."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, UnknownFormat, UnreadableFile
from ingest.limits import check_size, current
from ingest.sniff import Kind, sniff
from models import Document

__all__ = ["read", "read_bytes"]

# Imported when the first such file comes: some take long to load.
_READERS: Mapping[Kind, str] = {
    Kind.DOCX: "ingest.docx",
    Kind.PDF: "ingest.pdf",
    Kind.HTML: "ingest.html",
    Kind.TEXT: "ingest.text",
    Kind.DOC: "ingest.office",
    Kind.RTF: "ingest.office",
    Kind.ODT: "ingest.office",
    Kind.FLAT_WORD: "ingest.flat",
    Kind.MHTML: "ingest.mhtml",
    Kind.PICTURE: "ingest.scan.files",
}
_SAVE_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx and read that."
_READABLE = (
    "Kehoach reads Word files (.docx; .doc, RTF and .odt by way of LibreOffice), PDF files, pictures of "
    "pages (PNG, JPEG, TIFF), HTML, web archives (.mht) and plain text in Unicode."
)
_REFUSALS: Mapping[Kind, tuple[type[UnreadableFile], str]] = {
    Kind.LOCKED_OFFICE: (
        EncryptedFile,
        "The file is locked with a password. Open it in Word, save a copy without the password and read that.",
    ),
    Kind.WORD_XML: (
        UnknownFormat,
        f"The file is in the XML format of Word 2003, which is not read. {_SAVE_AS_DOCX}",
    ),
    Kind.SPREADSHEET: (
        UnknownFormat,
        "The file is a spreadsheet. Copy its table into a Word file, or export it as PDF, and read that.",
    ),
    Kind.PRESENTATION: (UnknownFormat, "The file is a presentation. Export it as PDF and read that."),
    Kind.MAIL: (UnknownFormat, "The file is an Outlook message. Save what is attached to it and read that."),
    Kind.ARCHIVE: (UnknownFormat, "The file is an archive. Unpack it and read the files in it."),
    Kind.DAMAGED_ZIP: (
        DamagedFile,
        "The file begins as a Word file or zip archive but is damaged or cut off. Copy or download it again.",
    ),
    Kind.UNKNOWN: (UnknownFormat, f"The file is of an unknown kind. {_READABLE}"),
}
_NAMED: Mapping[str, Kind] = {
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".doc": Kind.DOC,
    ".pdf": Kind.PDF,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".rtf": Kind.RTF,
    ".odt": Kind.ODT,
    ".png": Kind.PICTURE,
    ".jpg": Kind.PICTURE,
    ".jpeg": Kind.PICTURE,
    ".tif": Kind.PICTURE,
    ".tiff": Kind.PICTURE,
    ".bmp": Kind.PICTURE,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
    ".xls": Kind.SPREADSHEET,
    ".xlsx": Kind.SPREADSHEET,
}


def read(path: Path, name: str | None = None) -> Document:
    """The file as a Document. What it is, its content decides; a warning tells when the name says otherwise. `name` is
    what it is called, without it the path's last part.

    Raises UnreadableFile or one of its subclasses (`ingest.errors`), with the cause and the next step as message.
    """
    return read_bytes(_bytes(path), name or path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The same of a file's content. `name` is what the document's source is called and what the warning goes by.

    Raises what `read` raises.
    """
    check_size(data)
    if not data:
        raise EmptyFile("The file is empty (0 bytes). Copy or download it again.")
    kind = sniff(data)
    if kind in _REFUSALS:
        error, message = _REFUSALS[kind]
        raise error(message)
    reader = import_module(_READERS[kind])
    document: Document = reader.read(data, name, hashlib.sha256(data).hexdigest())
    if not document.blocks:
        raise EmptyFile("The file holds no text, only blanks. Check that it is the right file.")
    suffix = PurePath(name).suffix
    named = _NAMED.get(suffix.lower())
    if named and named is not kind:
        warning = f"The name ends in {suffix}, but the content is {kind.value} and was read as that."
        document = replace(document, warnings=(*document.warnings, warning))
    return document


def _bytes(path: Path) -> bytes:
    """All bytes of a file, as far as files are read."""
    try:
        if path.is_dir():
            raise UnreadableFile("This is a folder. Give the files in it.")
        if path.exists() and not path.is_file():  # a pipe or device might never end
            raise UnreadableFile("This is no ordinary file but a pipe or a device. Save its content to a file first.")
        with path.open("rb") as file:
            data = file.read(current().file_bytes + 1)
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file. Check its name and folder.") from error
    except PermissionError as error:
        raise UnreadableFile(
            "You have no permission to read the file. Ask its owner, or copy it to a folder of yours."
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"The system cannot read the file ({error.strerror or error}). Copy it elsewhere."
        ) from error
    return data
