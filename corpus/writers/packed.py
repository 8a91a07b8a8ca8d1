"""Zip archives whose bytes repeat: one date for all, the order as given."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that zip knows; Word and LibreOffice write it too


def pack(files: Mapping[str, bytes], path: Path) -> None:
    """Write an archive of `files` by name."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    path.write_bytes(stream.getvalue())


def repack(data: bytes, path: Path) -> None:
    """Write an archive anew, its dates taken out."""
    with ZipFile(BytesIO(data)) as archive:
        pack({name: archive.read(name) for name in archive.namelist()}, path)
