"""The bytes of files as they were read, kept inside the store where somebody asked for it.

Files that a clerk hands in on the start page stand nowhere else; others are kept with `--keep-originals`, so that pages
can be shown when the folder is gone.
"""

import hashlib
import json
from collections.abc import Iterable

from sqlite_utils import Database


def keep(db: Database, file: int, data: bytes) -> None:
    """Keep the bytes of a file (its id in `files`). ValueError for bytes that are not its own."""
    (sha256,) = db.execute("SELECT sha256 FROM files WHERE id = ?", [file]).fetchone()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(f"these are not the bytes of file {file}")
    db.execute("INSERT INTO originals (file, data) VALUES (?, ?) ON CONFLICT DO NOTHING", [file, data])


def kept(db: Database, file: int) -> bytes | None:
    """The bytes of a file, if they were kept."""
    row = db.execute("SELECT data FROM originals WHERE file = ?", [file]).fetchone()
    return row and bytes(row[0])


def not_kept(db: Database, hashes: Iterable[str]) -> dict[str, int]:
    """Of files by their sha256 those that the store has read without keeping the bytes, with their ids."""
    sql = """
        SELECT f.sha256, f.id FROM json_each(?) h JOIN files f ON f.sha256 = h.value
        WHERE NOT EXISTS (SELECT 1 FROM originals o WHERE o.file = f.id)
    """
    return dict(db.execute(sql, [json.dumps(list(hashes))]).fetchall())
