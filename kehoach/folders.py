"""Which files a batch reads: those named, and in folders those that can be documents."""

import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

DOCUMENT_SUFFIXES = frozenset(
    {".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """Files in reading order, each once, and how many others the folders hold."""

    files: tuple[Path, ...]
    ignored: int


def find(paths: Iterable[Path]) -> Found:
    """The files under `paths`, folders by name and recursive.

    A named file is always taken. In folders, hidden and temporary files are passed over in silence, and files of
    other kinds are counted as ignored. A folder that cannot be opened is among the files: reading it tells why.
    """
    files: dict[Path, None] = {}
    ignored = 0
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for inside in _walk(path):
            if can_be_document(inside):
                files[inside] = None
            else:
                ignored += 1
    return Found(tuple(files), ignored)


def can_be_document(path: Path) -> bool:
    """Whether a file's name, or if that does not tell the content, is that of a document. A folder counts as one."""
    if path.suffix.lower() in DOCUMENT_SUFFIXES or path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            head = file.read(5)
        return head == b"%PDF-" or (head.startswith(b"PK") and _is_word(path))
    except OSError:
        return False


def _walk(folder: Path) -> Iterable[Path]:
    """All files below, in the order of their names; a folder that cannot be opened stands for itself."""
    closed: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not _is_passing(name))
    yield from closed


def _is_passing(name: str) -> bool:
    """Hidden files, Word's lock files ("~$plan.docx"), what editors and downloads leave for a moment, and the
    searchable copies that this program writes beside scans.
    """
    return name.startswith((".", "~$", "~WRL")) or name.lower().endswith(
        (".tmp", ".part", ".crdownload", "~", ".searchable.pdf")
    )


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as parts:
            return "word/document.xml" in parts.namelist()
    except zipfile.BadZipFile:
        return False
