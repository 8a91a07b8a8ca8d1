"""Where the bytes of a document are: a file that still is what it was when it was read."""

import hashlib
from functools import lru_cache
from pathlib import Path

from output.store.texts import Leading
from review.services import Original


def original(leading: Leading) -> Original | None:
    """The file at the first of the places where it was seen that holds the same bytes; None where none does."""
    for name in leading.paths:
        path = Path(name)
        try:
            seen = path.stat()
            if path.is_file() and _sha256(path, seen.st_ino, seen.st_size, seen.st_mtime_ns) == leading.sha256:
                return Original(leading.file, leading.sha256, leading.format, path)
        except (OSError, ValueError):  # gone, not to be read, or no name that this system can have
            continue
    return None


@lru_cache(maxsize=1024)
def _sha256(path: Path, *_state: int) -> str:
    """Computed once for a state of the file: what tells of a change are its number, its size and when it changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
