"""The folder for all temporary files of a batch, and what killed batches have left."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from ingest.errors import UnreadableFile
from kehoach.locking import lock

_PREFIX = "kehoach-batch-"
_NEW = 60.0  # seconds; a folder so new may be one that is not locked yet


class Home:
    """A new folder in the system's place for temporary files, locked while it is used. Folders that nobody has locked
    belong to batches that were killed: they are removed.

    Raises UnreadableFile when there is no room or right to make one.
    """

    def __init__(self) -> None:
        _sweep()
        try:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        except OSError as error:
            raise UnreadableFile(
                f"No folder for temporary files can be made ({error.strerror or error}). Make room on the disk, "
                "or let TMPDIR name a folder that can be written to."
            ) from error
        self._descriptor: int | None = None
        with suppress(OSError):  # Windows opens no folders
            self._descriptor = os.open(self.path, os.O_RDONLY)
            lock(self._descriptor)

    def folder(self) -> Path:
        """A new folder in it."""
        return Path(tempfile.mkdtemp(dir=self.path))

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._descriptor is not None:
            os.close(self._descriptor)


def _sweep() -> None:
    if not hasattr(os, "getuid"):
        return
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            seen = left.lstat()
            if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.getuid() or time.time() - seen.st_mtime < _NEW:
                continue
            descriptor = os.open(left, os.O_RDONLY)
            try:
                if lock(descriptor):
                    shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(descriptor)
