"""Everything that can go wrong for a user, in one place, and the program's exit codes.

0: all went well. 1: a file could not be read, or a store could not be used. 2: wrong call. 130: stopped by Ctrl-C.
Each message says what is wrong and what to do next.
"""

import os
import signal
from contextlib import suppress

from extractors.rules.own import RulesError
from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    NoUsableText,
    ProgramMissing,
    SecretDocument,
    TooLarge,
    UnknownEncoding,
    UnknownFormat,
    UnreadableFile,
)
from models.errors import KehoachError
from output.errors import (
    ExportError,
    ImportFileError,
    ReviewConflict,
    ReviewError,
    StoreBusy,
    StoreError,
    TokenError,
)

__all__ = [
    "BatchUnderWay",
    "ChangedWhileRead",
    "ClusterLost",
    "DamagedFile",
    "EmptyFile",
    "EncryptedFile",
    "ExportError",
    "ImportFileError",
    "KehoachError",
    "NoCluster",
    "NoPages",
    "NoReaders",
    "NoStore",
    "NoSuchDocument",
    "NoSuchPage",
    "NoSuchTask",
    "NoSuchUnit",
    "NoUsableText",
    "NotOverwritten",
    "NotPrinted",
    "NotWritten",
    "PortTaken",
    "ProgramMissing",
    "ReaderDied",
    "ReviewConflict",
    "ReviewError",
    "RulesError",
    "SecretDocument",
    "Stopped",
    "StoreBusy",
    "StoreError",
    "TokenError",
    "TooLarge",
    "TooMuchMemory",
    "TookTooLong",
    "UnknownEncoding",
    "UnknownFormat",
    "UnreadableFile",
    "WrongTarget",
    "debugging",
    "explain",
    "reader_died",
    "too_much_memory",
    "took_too_long",
    "worker_died",
]


class NoStore(KehoachError):  # noqa: N818 - named as the user meets it
    """The database that a command should read is not there."""

    exit_code = 2


class NoSuchDocument(KehoachError):  # noqa: N818 - named as the user meets it
    """The document that a command should tell about is not in the database, or several are."""

    exit_code = 2


class NoSuchTask(KehoachError):  # noqa: N818 - named as the user meets it
    """The task that a command should tell about is not in the document."""

    exit_code = 2


class NoSuchUnit(KehoachError):  # noqa: N818 - named as the user meets it
    """The unit that a command is about is not in the database, or several are."""

    exit_code = 2


class NoPages(KehoachError):  # noqa: N818 - named as the user meets it
    """The document of which a page should be drawn is of a format without pages."""

    exit_code = 2


class NoSuchPage(KehoachError):  # noqa: N818 - named as the user meets it
    """The page that should be drawn is not in the document."""

    exit_code = 2


class NotOverwritten(KehoachError):  # noqa: N818 - named as the user meets it
    """A file stands where a picture should go, and it is none that may be replaced."""

    exit_code = 2


class NotWritten(KehoachError):  # noqa: N818 - named as the user meets it
    """A file that a command should write, a log for example, cannot be written."""

    exit_code = 2


class NotPrinted(KehoachError):  # noqa: N818 - named as the user meets it
    """Chromium did not make a PDF of a page."""


class PortTaken(KehoachError):  # noqa: N818 - named as the user meets it
    """Another program listens where the pages should be served."""

    exit_code = 2


class WrongTarget(KehoachError):  # noqa: N818 - named as the user meets it
    """What should be told of new plans is no address and no command."""

    exit_code = 2


class TookTooLong(UnreadableFile):
    """Reading the file took longer than a file may take."""


class TooMuchMemory(UnreadableFile):
    """Reading the file took more memory than a file may take."""


class ReaderDied(UnreadableFile):
    """The process that read the file ended: a library crashed on it, or somebody killed it."""


class ChangedWhileRead(UnreadableFile):
    """The file was being written while it was read."""


class NoReaders(KehoachError):  # noqa: N818 - named as the user meets it
    """The processes that read files cannot be started."""


class NoCluster(KehoachError):  # noqa: N818 - named as the user meets it
    """There is no cluster to read on: no library, no scheduler, or no worker of this version."""

    exit_code = 2


class ClusterLost(NoReaders):
    """The cluster that reads files was lost in the middle of a batch."""


class Stopped(KehoachError):  # noqa: N818 - named as the user meets it
    """The pages' server ended before a file that was handed in was read."""

    def __init__(self) -> None:
        super().__init__("The program was ended before the file was read. That goes on when it is started again.")


class BatchUnderWay(StoreBusy):
    """Another process is writing a batch into the database."""


def too_much_memory(most: int) -> TooMuchMemory:
    """The error for a file that took more than so many bytes of memory."""
    return TooMuchMemory(
        f"Reading the file took more than {most / 2**20:,.0f} MB of memory and was ended. Split the file or save it "
        "with smaller pictures, or let it have more with --max-memory."
    )


def took_too_long(seconds: float) -> TookTooLong:
    """The error for a file that took more than so many seconds."""
    return TookTooLong(
        f"Reading the file took longer than {seconds:,.0f} seconds and was ended. Split the file, or allow more time "
        "with --max-seconds."
    )


def reader_died(code: int | None) -> ReaderDied:
    """The error for a file whose reader ended with an exit code (negative: the signal that killed it)."""
    how = f"exit code {code}"
    if code is not None and code < 0:
        with suppress(ValueError):
            how = signal.Signals(-code).name
    return ReaderDied(
        f"The process that read the file broke down ({how}). Open the file and save it anew, or print it as PDF, and "
        "read that; if it breaks down again, please report it with the file."
    )


def worker_died() -> ReaderDied:
    """The error for a file with which worker after worker of a cluster ended."""
    return ReaderDied(
        "Each worker of the cluster that was given the file ended. If they end with other files, too, look at their "
        "logs; else open the file and save it anew, and read that without --cluster."
    )


def explain(error: BaseException) -> str:
    """What went wrong with a file, in a sentence or two for its owner."""
    if isinstance(error, KehoachError):
        return str(error)
    if isinstance(error, OSError):
        return (
            f"The file cannot be opened ({(error.strerror or str(error)).lower()}). "
            "Check that it is there and that you have the right to read it."
        )
    return (
        f"Kehoach met a fault of its own ({type(error).__name__}: {error}). "
        "Please report it with the file; KEHOACH_DEBUG=1 shows where it happened."
    )


def debugging() -> bool:
    """Whether the user asks for tracebacks."""
    return os.environ.get("KEHOACH_DEBUG", "") not in ("", "0")
