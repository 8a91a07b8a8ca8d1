"""Which files a batch reads: those named, and in folders those that can be documents."""

import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import UnreadableFile
from kehoach.listing import open_ordinary, walk

DOCUMENT_SUFFIXES = frozenset(
    {".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Files in reading order, each once; how many others the folders hold, and how many links that lead out of them."""

    files: tuple[Path, ...]
    ignored: int
    leading_out: int = 0


def find(paths: Iterable[Path]) -> Found:
    """The files under `paths`, folders by name and recursive.

    A named file is always taken, be it a link. In folders, hidden and temporary files are passed over in silence;
    files of other kinds, pipes and devices are counted as ignored; so are, apart, links to what is outside the folder.
    A folder that cannot be opened is among the files: reading it tells why.
    """
    files: dict[Path, None] = {}
    ignored = leading_out = 0
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - says no where Path raises: name too long, no permission
            files[path] = None
            continue
        closed = []
        for entry in walk(path):
            if entry.kind == "closed":
                closed.append(Path(entry.path))
            elif entry.kind == "leads out":
                leading_out += 1
            elif entry.kind == "file" and can_be_document(Path(entry.path)):
                files[Path(entry.path)] = None
            else:
                ignored += 1
        files |= dict.fromkeys(closed)
    return Found(tuple(files), ignored, leading_out)


def can_be_document(path: Path) -> bool:
    """Whether a file's name, or if that does not tell the content, is that of a document. A pipe is never opened."""
    if path.suffix.lower() in DOCUMENT_SUFFIXES:
        return True
    try:
        with open_ordinary(path) as file:
            head = file.read(5)
            return head == b"%PDF-" or (head.startswith(b"PK") and _is_word(file))
    except (OSError, UnreadableFile):
        return False


def _is_word(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as parts:
            return "word/document.xml" in parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
