"""Where the bytes of a document are: in a file that still is what it was when it was read, else in the store."""

import hashlib
from functools import lru_cache
from pathlib import Path

from output.store import Store
from output.store.texts import Leading
from review.desk import Desk
from review.services import Original


async def find(desk: Desk, leading: Leading) -> Original | None:
    """The file with the bytes of a document's leading reading, or one made of the bytes that the store kept."""
    found = await desk.serve(lambda _: original(leading))
    if found is not None:
        return found
    path = await desk.serve(lambda s: s.pictures.laid_down(leading.sha256))
    if path is None:
        path = await desk.read(lambda store: _laid_down(desk, store, leading.sha256))
    if path is None:
        return None
    return Original(leading.file, leading.sha256, leading.format, path)


def _laid_down(desk: Desk, store: Store, sha256: str) -> Path | None:
    """A private file of the bytes that the store kept, written where the store is read: they are many."""
    if not store.has_original(sha256):
        return None
    return desk.services.pictures.lay_down(sha256, lambda target: store.copy_original(sha256, target))


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
