"""What stands in a folder, as its listings tell it: no file is opened, and no link is followed out of the folder."""

import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Literal, NamedTuple

from ingest.errors import UnreadableFile

Kind = Literal["file", "closed", "leads out", "other"]

_PASSING_STARTS = (".", "~$", "~wrl")
_PASSING_ENDS = (
    *(".tmp", ".temp", "~", ".swp", ".swx"),
    *(".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".aria2", ".!ut", ".bc!"),
    ".searchable.pdf",
)
_PASSING_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})
_PASSING_FOLDERS = frozenset(
    {"$recycle.bin", "system volume information", "#recycle", "#snapshot", "@eadir", "__macosx"}
)


class Entry(NamedTuple):
    """One thing in a folder.

    A "file" is an ordinary one, or a link to one within the folder, and has its size in bytes and its time of
    modification in nanoseconds. A folder (or file) that is "closed" cannot be opened for the `reason`. A link that
    "leads out" has its target outside the folder. Anything "other" is a pipe, a device, a socket, a link to nothing.
    """

    path: str
    kind: Kind
    size: int = 0
    mtime_ns: int = 0
    reason: str = ""


def walk(folder: Path | str) -> Iterator[Entry]:
    """All that is in a folder, down to the bottom, by name, the files of a folder before those of its folders.

    Hidden and temporary files, and folders in which systems keep things for themselves, are passed over in silence; so
    are links to folders within, whose files are found where they are. What vanishes meanwhile is passed over, too.
    A `folder` that is not there or not readable is "closed" itself.
    """
    top = os.path.realpath(folder)
    waiting = [os.fspath(folder)]  # a list, not calls in calls: a folder may be a thousand folders deep
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if place == os.fspath(folder) or not isinstance(error, FileNotFoundError):
                yield Entry(place, "closed", reason=_reason(error))
            continue
        folders = []
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if not is_passing_folder(entry.name):
                        folders.append(entry.path)
                elif not is_passing(entry.name):
                    found = _linked(entry.path, top) if entry.is_symlink() else _single(entry)
                    if found:
                        yield found
            except FileNotFoundError:
                continue
            except OSError as error:
                yield Entry(entry.path, "closed", reason=_reason(error))
        waiting += reversed(folders)


def glance(path: str) -> tuple[int, int] | None:
    """An ordinary file as it is now: size in bytes, time of modification in nanoseconds. None if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - once for each file that is handed over
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def is_passing(name: str) -> bool:
    """Whether a file's name is that of a hidden file, a lock of Word's or LibreOffice's ("~$plan.docx"), what editors,
    copies and downloads leave for a moment, what systems keep in folders, or a searchable copy that this program writes
    beside a scan.
    """
    folded = name.lower()
    return folded.startswith(_PASSING_STARTS) or folded.endswith(_PASSING_ENDS) or folded in _PASSING_FILES


def is_passing_folder(name: str) -> bool:
    """Whether a folder is hidden, or one in which a system keeps what was deleted or previews."""
    return name.startswith(".") or name.lower() in _PASSING_FOLDERS


def open_ordinary(path: Path | str) -> BufferedReader:
    """A file opened for reading; UnreadableFile where it is a pipe or a device, which might never answer or end.

    Raises OSError as `open` does.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "is a directory", os.fspath(path))
    raise UnreadableFile("This is no ordinary file but a pipe or a device. Save its content to a file first.")


def _single(entry: os.DirEntry[str]) -> Entry:
    status = entry.stat(follow_symlinks=False)
    if stat.S_ISREG(status.st_mode):
        return Entry(entry.path, "file", status.st_size, status.st_mtime_ns)
    return Entry(entry.path, "other")


def _linked(path: str, top: str) -> Entry | None:
    """What a link within the folder `top` stands for; nothing where it leads to a folder within."""
    try:
        target = os.path.realpath(path, strict=True)
        status = Path(target).stat()
    except OSError:  # to nothing, or in a circle
        return Entry(path, "other")
    if not Path(target).is_relative_to(top):
        return Entry(path, "leads out")
    if stat.S_ISDIR(status.st_mode):
        return None
    if stat.S_ISREG(status.st_mode):
        return Entry(path, "file", status.st_size, status.st_mtime_ns)
    return Entry(path, "other")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
