"""Text files as pdftotext leaves them: what people have who copy a PDF's text, or an archive that keeps only that."""

import subprocess
from pathlib import Path

from corpus.writers.programs import find

_LIMIT = 120  # seconds


def from_pdf(path: Path, out: Path, layout: bool) -> None:
    """Write the text of a PDF as UTF-8; with `layout` columns stay side by side, else in reading order.

    Raises MissingProgramError without pdftotext, CalledProcessError for a file that it cannot read.
    """
    command: list[str | Path] = [
        find("pdftotext", "poppler-utils"),
        "-enc",
        "UTF-8",
        *(["-layout"] if layout else []),
        path,
        out,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)
