"""The bytes of files as they were read, kept inside the store where somebody asked for it.

Files that a clerk hands in on the start page stand nowhere else; others are kept with `--keep-originals`, so that pages
can be shown when the folder is gone.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from typing import BinaryIO

from sqlite_utils import Database

_AT_ONCE = 2**20  # bytes in memory: a file may have 200 MB


def keep(db: Database, file: int, original: BinaryIO) -> None:
    """Keep the bytes of a file (its id in `files`), of a stream that can be begun anew. ValueError for bytes that are
    not its own; the transaction is then to be undone.
    """
    if db.execute("SELECT 1 FROM originals WHERE file = ?", [file]).fetchone():
        return
    (sha256,) = db.execute("SELECT sha256 FROM files WHERE id = ?", [file]).fetchone()
    size = original.seek(0, os.SEEK_END)
    original.seek(0)
    db.execute("INSERT INTO originals (file, data) VALUES (?, zeroblob(?))", [file, size])
    read = hashlib.sha256()
    with db.conn.blobopen("originals", "data", file) as blob:
        while part := original.read(_AT_ONCE):
            read.update(part)
            blob.write(part)  # ValueError where the file has grown meanwhile
    if read.hexdigest() != sha256:
        raise ValueError(f"these are not the bytes of file {file}")


def copy(db: Database, file: int, target: BinaryIO) -> bool:
    """Write the bytes of a file; False if they were not kept."""
    if db.execute("SELECT 1 FROM originals WHERE file = ?", [file]).fetchone() is None:
        return False
    with db.conn.blobopen("originals", "data", file, readonly=True) as blob:
        shutil.copyfileobj(blob, target, _AT_ONCE)
    return True


def not_kept(db: Database, hashes: Iterable[str]) -> dict[str, int]:
    """Of files by their sha256 those that the store has read without keeping the bytes, with their ids."""
    sql = """
        SELECT f.sha256, f.id FROM json_each(?) h JOIN files f ON f.sha256 = h.value
        WHERE NOT EXISTS (SELECT 1 FROM originals o WHERE o.file = f.id)
    """
    return dict(db.execute(sql, [json.dumps(list(hashes))]).fetchall())
