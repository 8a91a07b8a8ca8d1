"""PDF files by LibreOffice, many in one call, since its start takes longer than most documents do."""

import hashlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from pypdfium2 import raw

from corpus.writers.programs import find

BATCH = 20
"""Documents in one call: each call costs a start of 2 to 4 seconds, and a failing one is done again in halves."""
START, EACH = 60, 20
"""The time limit of a call in seconds: for the start, and for each document."""
_DATE = b"/CreationDate(D:20260101080000Z'"
_ID = re.compile(rb"(/ID ?\[ ?<)([0-9A-F]{32})(>\s?<)([0-9A-F]{32})(> ?\])")
_CHECKSUM = re.compile(rb"(/DocChecksum ?/)([0-9A-F]{32})")


class ConversionError(RuntimeError):
    """LibreOffice made no PDF of some documents, `failed`; all others are there."""

    def __init__(self, failed: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in failed)
        super().__init__(f"LibreOffice made no PDF of {len(failed)} documents: {names}. Open one of them by hand.")
        self.failed = tuple(failed)


def convert(documents: Sequence[Path], folder: Path, processes: int = 2) -> list[Path]:
    """Make a PDF of each document, named as it is, in `folder`; the paths in the order of the documents.

    The same document gives the same bytes with one version of LibreOffice and one set of fonts: the date and the
    checksums that LibreOffice writes are replaced. With fonts-liberation2 Times New Roman, Arial and Courier New show
    all Vietnamese letters; most other names become DejaVu whole, and Nimbus Roman mixes two fonts in one word.
    Raises ValueError for two documents of one name, MissingProgramError without LibreOffice, and, when all others are
    done, ConversionError for what failed.
    """
    soffice = find("soffice", "libreoffice-writer")
    targets = {path.resolve(): folder / f"{path.stem}.pdf" for path in documents}
    if len(set(targets.values())) < len(documents):
        raise ValueError("Two documents have one name, so that their PDF files would, too.")
    folder.mkdir(parents=True, exist_ok=True)
    # At least one batch for each process, so that few documents keep all processes busy too.
    size = max(1, min(BATCH, -(-len(targets) // processes)))
    waiting = list(targets)
    batches = [waiting[start : start + size] for start in range(0, len(waiting), size)]
    with ThreadPoolExecutor(processes) as pool:
        failed = [
            path for some in pool.map(lambda batch: list(_batch(soffice, batch, folder)), batches) for path in some
        ]
    if failed:
        raise ConversionError(failed)
    return list(targets.values())


def _batch(soffice: str, documents: Sequence[Path], folder: Path) -> Iterator[Path]:
    """Convert in one call; what is missing afterwards in halves. Gives the documents that fail alone."""
    with TemporaryDirectory(prefix="kehoach-libreoffice-") as place:
        _call(soffice, documents, Path(place))
        missing = []
        for document in documents:
            made = Path(place) / "out" / f"{document.stem}.pdf"
            if made.exists() and (data := made.read_bytes()).rstrip().endswith(b"%%EOF"):
                (folder / made.name).write_bytes(_undated(data))
            else:
                missing.append(document)
    if len(documents) == 1:
        yield from missing
    elif missing:
        half = -(-len(missing) // 2)
        for part in (missing[:half], missing[half:]):
            if part:
                yield from _batch(soffice, part, folder)


def _call(soffice: str, documents: Sequence[Path], place: Path) -> None:
    """One run of LibreOffice with a profile of its own, ended with all its children when its time is over."""
    command = [
        soffice,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(place / "out"),
        *(str(path) for path in documents),
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(START + EACH * len(documents))
    except subprocess.TimeoutExpired:
        pass  # what is missing is tried again
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: killing it alone leaves the program
            process.wait()


def _undated(data: bytes) -> bytes:
    """The file with a fixed date, and checksums of what is left; no byte moves."""
    zeros = b"0" * 32
    data = re.sub(rb"/CreationDate\(D:\d{14}Z'", _DATE, data)
    data = _CHECKSUM.sub(rb"\g<1>" + zeros, _ID.sub(rb"\g<1>" + zeros + rb"\g<3>" + zeros + rb"\g<5>", data))
    checksum = hashlib.md5(data, usedforsecurity=False).hexdigest().upper().encode()
    data = _ID.sub(rb"\g<1>" + checksum + rb"\g<3>" + checksum + rb"\g<5>", data)
    return _CHECKSUM.sub(rb"\g<1>" + checksum, data)


def rotate_landscape(path: Path) -> int:
    """Store landscape pages sideways on portrait paper, and a /Rotate that turns them upright again.

    So do scanners' programs and printer drivers. What a viewer shows stays the same and text stays text; the areas of
    links stay where they were. The file is replaced; gives the count of turned pages.
    """
    document = pypdfium2.PdfDocument(path.read_bytes())
    turned = 0
    for page in document:
        width, height = page.get_size()
        if width <= height or page.get_rotation():
            continue
        # A quarter to the left: (x, y) goes to (height - y, x); /Rotate then turns to the right.
        matrix = raw.FS_MATRIX(0, 1, -1, 0, height, 0)
        clip = raw.FS_RECTF(0, width, height, 0)
        if not raw.FPDFPage_TransFormWithClip(page, matrix, clip):
            raise RuntimeError(f"pdfium could not turn a page of {path.name}.")
        page.set_mediabox(0, 0, height, width)
        page.set_rotation(90)
        turned += 1
    if turned:
        document.save(path)
        path.write_bytes(_undated(path.read_bytes()))  # pdfium makes up an id
    document.close()
    return turned
