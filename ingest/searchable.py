"""A searchable PDF beside the original, by OCRmyPDF: the pages as they are, with invisible text over those without.

The original is never written to. That matters most for signed files: a signature covers the bytes, and none would hold
for the new file, which says nothing with the signer's authority.
"""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from ingest.errors import DamagedFile, EncryptedFile, TooLarge, UnknownFormat, UnreadableFile
from ingest.limits import check_size, current
from ingest.programs import Finished, TimeIsUpError, find, private_folder, run
from ingest.sniff import Kind, sniff

MIN_SECONDS = 120
"""For the start and some pages. Reading a page takes 5 to 20 seconds on an office PC."""

SECONDS_PER_MEGABYTE = 60
"""A scanned page has 0.1 to 1 MB."""

MAX_SECONDS = 3600
"""For a file of more than a hundred pages, which is read in one go."""

_PACKAGES = "ocrmypdf tesseract-ocr-vie"
# Pages with text stay as they are. Pictures are not made smaller and no PDF/A is made: what a page shows does not
# change.
_OPTIONS = ["-l", "vie", "--skip-text", "--output-type", "pdf", "--optimize", "0", "--jobs", "1", "--quiet"]
# Without it OCRmyPDF refuses signed files from 14.4 on; before that it does not know the option and does without.
# Either way the signature stays with the original.
_SIGNED = "--invalidate-digital-signatures"

_BAD_OPTION, _NO_PDF, _MISSING, _LOCKED = 1, 2, 3, 8
"""OCRmyPDF's exit codes (`ocrmypdf.exceptions.ExitCode`)."""


def searchable_pdf(path: Path, out: Path) -> None:
    """Write a searchable PDF of the PDF file `path` to `out`, whole or not at all.

    Raises ProgramMissing without OCRmyPDF or its Vietnamese, TooLarge when it takes too long, DamagedFile when it
    fails, EncryptedFile, UnknownFormat for what is no PDF, and UnreadableFile when `out` is there already, the
    original most of all, or cannot be written.
    """
    _check_out(path, out)
    data = _bytes(path)
    ocrmypdf = find(
        ("ocrmypdf",), "OCRmyPDF (to write searchable PDF files)", _PACKAGES, "Kehoach reads the scan without it, too."
    )
    with private_folder() as folder:
        (folder / "original.pdf").write_bytes(data)
        made = folder / "searchable.pdf"
        seconds = min(MAX_SECONDS, MIN_SECONDS + SECONDS_PER_MEGABYTE * len(data) / 2**20)
        command: list[str | Path] = [ocrmypdf, *_OPTIONS]
        files = [folder / "original.pdf", made]
        is_signed = b"/ByteRange" in data
        try:
            finished = run([*command, _SIGNED, *files] if is_signed else [*command, *files], folder, seconds)
            if is_signed and finished.code == _BAD_OPTION:
                finished = run([*command, *files], folder, seconds)
        except TimeIsUpError as error:
            raise TooLarge(
                f"OCRmyPDF did not finish the file within {seconds:.0f} seconds and was stopped. "
                "Split the file into smaller ones and try again."
            ) from error
        _check_made(finished, made)
        _place(made, out)


def _check_out(path: Path, out: Path) -> None:
    if out.exists() and path.exists() and out.samefile(path):
        raise UnreadableFile("The searchable PDF would overwrite the original. Give it another name.")
    if os.path.lexists(out):
        raise UnreadableFile(f"{out.name} is there already. Move it away, or give the searchable PDF another name.")
    if not out.parent.is_dir():
        raise UnreadableFile(f"There is no folder {out.parent} to write to. Make it, or name another.")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(current().file_bytes + 1)
    except OSError as error:
        raise UnreadableFile(
            f"The system cannot read the file ({error.strerror or error}). Check its name and your rights."
        ) from error
    check_size(data)
    if sniff(data) is not Kind.PDF:
        raise UnknownFormat("Only PDF files can be made searchable. Save or scan the document as PDF first.")
    return data


def _check_made(finished: Finished, made: Path) -> None:
    said = " ".join(finished.said.split())[-300:]
    if finished.code == _MISSING:
        find((), "a part of OCRmyPDF", _PACKAGES, f"It says: {said}")
    if finished.code == _LOCKED:
        raise EncryptedFile("The PDF is locked with a password. Save a copy without the password and use that.")
    if finished.code == _NO_PDF:
        raise DamagedFile("OCRmyPDF cannot read the PDF. Open it in a PDF viewer, print it to a new PDF and use that.")
    if finished.code or made.is_symlink() or not made.is_file() or sniff(made.read_bytes()) is not Kind.PDF:
        reason = f"It says: {said} " if said else ""
        raise DamagedFile(
            f"OCRmyPDF made no searchable PDF (exit code {finished.code}). {reason}"
            "Open the file in a PDF viewer, print it to a new PDF and use that."
        )


def _place(made: Path, out: Path) -> None:
    """Bring the file to its place: copied beside it under a passing name, then renamed, never over another file."""
    passing: Path | None = None
    try:
        with made.open("rb") as source, NamedTemporaryFile(dir=out.parent, prefix=".kehoach-", delete=False) as file:
            passing = Path(file.name)
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        passing.chmod(0o666 & ~umask)
        if os.path.lexists(out):  # it may have come there meanwhile
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        passing.rename(out)
    except OSError as error:
        raise UnreadableFile(
            f"The searchable PDF cannot be written ({error.strerror or error}). Make room, or name another folder."
        ) from error
    finally:
        if passing is not None:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
