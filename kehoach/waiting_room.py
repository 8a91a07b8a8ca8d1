"""Where files that were handed in wait until they are read: a private folder beside the store, NAME-uploads, which
outlives the program, however that ends.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from ingest.errors import UnreadableFile
from kehoach.locking import lock

SUFFIX = "-uploads"
_BEGUN = "begun-"
_WHOLE = "whole-"


class WaitingRoom:
    """The waiting files of one server, in a folder of its own that is locked while it runs. Folders that nobody has
    locked were left by servers that have ended: what is whole in them waits on here.
    """

    def __init__(self, place: Path) -> None:
        self._home = place.with_name(place.name + SUFFIX)
        self._own, self._descriptor = self._made()

    def folder(self) -> Path:
        """A new folder for a file that comes in. Raises UnreadableFile where there is no room or right to make one."""
        try:
            return Path(tempfile.mkdtemp(prefix=_BEGUN, dir=self._own))
        except OSError as error:
            raise _no_folder(error) from error

    def enter(self, path: Path) -> Path:
        """The file is whole: from now on it waits, whatever becomes of the program. Returns where it stands then."""
        made = path.parent.rename(self._own / f"{_WHOLE}{time.time_ns()}-{path.parent.name.removeprefix(_BEGUN)}")
        return made / path.name

    def left(self) -> list[Path]:
        """The files that earlier servers have left, the first to come first; they belong to this one now."""
        for folder in self._home.iterdir():
            if folder == self._own:
                continue
            with suppress(OSError):  # no folder, or another server takes it at this moment
                descriptor = os.open(folder, os.O_RDONLY)
                try:
                    if lock(descriptor) is False:
                        continue
                    for whole in folder.glob(f"{_WHOLE}*"):
                        whole.rename(self._own / whole.name)
                    shutil.rmtree(folder)
                finally:
                    os.close(descriptor)
        return [path for whole in sorted(self._own.glob(f"{_WHOLE}*")) for path in whole.iterdir() if path.is_file()]

    def close(self) -> None:
        """Leave what is whole to the next server, and remove all else."""
        for begun in self._own.glob(f"{_BEGUN}*"):
            shutil.rmtree(begun, ignore_errors=True)
        with suppress(OSError):  # files wait in it
            self._own.rmdir()
            self._home.rmdir()
        os.close(self._descriptor)

    def _made(self) -> tuple[Path, int]:
        while True:
            try:
                self._home.mkdir(mode=0o700, exist_ok=True)
                own = Path(tempfile.mkdtemp(dir=self._home))
                descriptor = os.open(own, os.O_RDONLY)
            except FileNotFoundError:  # another server has just removed the empty folder
                if not self._home.parent.is_dir():
                    raise
                continue
            except OSError as error:
                raise _no_folder(error) from error
            if lock(descriptor) is not False and own.exists():
                return own, descriptor
            os.close(descriptor)


def _no_folder(error: OSError) -> UnreadableFile:
    return UnreadableFile(
        f"No folder for files that are handed in can be made beside the store ({error.strerror or error}). Make room "
        "on the disk, or see that you may write to the store's folder."
    )
