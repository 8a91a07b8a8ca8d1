"""Spreadsheets that people hand in are opened here, and those that would do harm are not.

Nothing in them runs: of a formula there is only the value that it had when the file was saved, and no link to other
files is followed.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from models.errors import KehoachError
from output.errors import ImportFileError

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 200 * 2**20
MOST_PARTS = 5000
MOST_UNPACKED = 1000 * 2**20
"""Bytes of all parts unpacked; 100,000 tasks take some 250 MB."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
# No spreadsheet declares a document type; who does wants to have entities unfolded. Parts may be of two-byte letters.
_DECLARATIONS = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_CHUNK = 2**20


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator["Workbook"]:
    """The workbook, to be read row by row while the block lasts.

    Raises ImportFileError for what is no .xlsx file, is damaged, or is larger than any that this program writes.
    """
    from openpyxl import load_workbook

    with _stream(source) as stream:
        try:
            _check(stream)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of looks and lists that it leaves out
                workbook = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            try:
                yield workbook
            finally:
                workbook.close()
        except (KehoachError, MemoryError):
            raise
        except Exception as error:  # whatever the libraries trip over in a damaged file
            raise _unusable(f"is damaged ({type(error).__name__})") from error


@contextmanager
def _stream(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source if source.seekable() else BytesIO(source.read(MOST_BYTES + 1))
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise ImportFileError(
            f"{source} cannot be read: {error.strerror or error}. Check its name and that it may be read."
        ) from error
    with stream:
        yield stream


def _check(stream: BinaryIO) -> None:
    start = stream.read(4)
    if start == _OLD_OR_LOCKED:
        raise _unusable("is of the old kind (.xls) or has a password")
    if stream.seek(0, 2) > MOST_BYTES:
        raise _unusable(f"has more than {MOST_BYTES >> 20} MB")
    stream.seek(0)
    try:
        archive = ZipFile(stream)
    except BadZipFile:
        raise _unusable("is no spreadsheet, or only a part of one") from None
    with archive:
        parts = archive.infolist()
        if "[Content_Types].xml" not in archive.namelist():
            raise _unusable("is of another kind")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _unusable(f"unpacks to more than {MOST_UNPACKED >> 20} MB or {MOST_PARTS} parts")
        for part in parts:
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _check_part(archive, part.filename)
    stream.seek(0)


def _check_part(archive: ZipFile, name: str) -> None:
    overlap = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            seen = overlap + chunk
            if any(declaration in seen for declaration in _DECLARATIONS):
                raise _unusable("holds declarations that no spreadsheet has")
            overlap = seen[-32:]


def _unusable(why: str) -> ImportFileError:
    return ImportFileError(
        f"The file {why}. Give the .xlsx file that `kehoach export --format xlsx` wrote, saved as .xlsx again."
    )
