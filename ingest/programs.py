"""Other programs, called so that they can do no harm: in a folder of their own, for a limited time, then gone.

What such a program gets is hostile for all we know, and what it does is not in our hands. So it sees none of the
user's settings, keeps nothing, and it and whatever it started end with the call.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ingest.errors import ProgramMissing, UnreadableFile
from ingest.limits import current

MAX_MEMORY = 4 * 2**30
"""Address space in bytes. LibreOffice and tesseract reserve 1 to 2 GB, of which they use a tenth."""

MAX_DATA = 2**30
"""Bytes that a program may really fill. LibreOffice takes 300 MB for an ordinary file; one that lies about the size of
what is embedded in it makes it fill all that it gets."""

_SAID = 2000  # characters of a program's own words that are kept
_LIMITED = """
exec 3<&0 </dev/null
{ read -r _ <&3; kill -9 0; } &
exec 3<&-
ulimit -f "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null; ulimit -d "$3" 2>/dev/null; shift 3; exec "$@"
"""
"""A shell sets the limits and becomes the program. The units are fixed: blocks of 512 bytes (POSIX), kilobytes.

Before that it leaves another behind that kills the whole group once nobody holds the other end of the pipe any more:
when this process was killed and cannot do it itself.
"""


class TimeIsUpError(Exception):
    """A program did not end within its time. It has been killed."""


class Finished(NamedTuple):
    """How a program ended: its exit code (negative: the signal that killed it) and the last of what it printed."""

    code: int
    said: str


def find(names: Sequence[str], program: str, packages: str, otherwise: str) -> str:
    """The path of the first of these commands that is installed.

    Raises ProgramMissing, which names the `program`, the packages of Debian and Ubuntu that bring it, and what else
    the user can do.
    """
    for name in names:
        if found := shutil.which(name):
            return found
    raise ProgramMissing(
        f"This needs {program}, which is not installed. Install it: "
        f"sudo apt-get install --no-install-recommends {packages}. {otherwise}"
    )


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that only this user can look into, gone afterwards with all that is in it.

    Raises UnreadableFile when there is no room or right to make one.
    """
    try:
        folder = TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)
    except OSError as error:
        raise UnreadableFile(
            f"No folder for temporary files can be made ({error.strerror or error}). Make room on the disk, "
            "or let TMPDIR name a folder that can be written to."
        ) from error
    with folder as name:
        yield Path(name).resolve()


def run(
    command: Sequence[str | Path], folder: Path, seconds: float, settings: Mapping[str, str] | None = None
) -> Finished:
    """Run a program in a folder and wait for it, for at most so many seconds.

    Of the environment it gets PATH alone, and `settings`; its home and its temporary files are in `folder`; it reads
    nothing from the terminal. A file ends at `Limits.unpacked_bytes`. It leads a process group of its own,
    which is killed when the call ends, however it ends.
    Raises TimeIsUpError, and ProgramMissing when the program cannot be started at all.
    """
    limits = [str(current().unpacked_bytes // 512), str(MAX_MEMORY // 1024), str(MAX_DATA // 1024)]
    printed = folder / "printed"
    with printed.open("wb") as output:
        try:
            process = subprocess.Popen(
                ["/bin/sh", "-c", _LIMITED, "sh", *limits, *(str(part) for part in command)],
                cwd=folder,
                env=_environment(folder) | dict(settings or {}),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise ProgramMissing(
                f"{command[0]} cannot be started ({error.strerror or error}). Install it anew."
            ) from error
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise TimeIsUpError from error
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdin:
                process.stdin.close()
    return Finished(code, _end(printed))


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


def _end(printed: Path) -> str:
    """The last words of a program. It may have removed the file, or filled it."""
    with suppress(OSError), printed.open("rb") as file:
        file.seek(max(0, printed.stat().st_size - 4 * _SAID))
        return file.read().decode("utf-8", "replace")[-_SAID:].strip()
    return ""
