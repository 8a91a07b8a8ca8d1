"""How fast a PDF is read and understood, and how much memory that takes, against pdfplumber on the same file.

The limit that tests hold is `LIMIT`: half of pdfplumber's time for the text and the tables of all pages. Start-up and
the loading of models are left out.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

from corpus.bench import alone
from corpus.bench.ways import WAYS, load_models
from corpus.evaluate.ablations import forget

LIMIT = 0.5
"""The largest share of pdfplumber's time that reading (and extracting) may take."""
MEMORY_LIMIT = 0.5
"""The most memory a page may take at the peak, in MB, over what the imports take."""
ROUNDS = 5


class Times(NamedTuple):
    """Median processor seconds on one file. `extraction` is reading and extracting."""

    reading: float
    extraction: float
    pdfplumber: float

    @property
    def ratio(self) -> float:
        """All that Kehoach does, in shares of pdfplumber's time."""
        return self.extraction / self.pdfplumber


class Memory(NamedTuple):
    """MB a page at the peak, over what the imports and models take. Some 7 MB for pdfium's fonts are in it."""

    reading: float
    extraction: float
    pdfplumber: float


def times(path: Path, rounds: int = ROUNDS) -> Times:
    """Kehoach's and pdfplumber's median times for a file."""
    return Times(**in_turn(path, Times._fields, rounds))


def in_turn(path: Path, names: Sequence[str], rounds: int = ROUNDS) -> dict[str, float]:
    """The median processor seconds of some of `WAYS`, each measured `rounds` times, in turn, so that what else the
    machine does falls on all of them. What loads lazily is loaded before; what was remembered of the file's words is
    forgotten.
    """
    load_models()
    taken: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            forget()
            start = alone.processor_seconds()
            WAYS[name](path)
            taken[name].append(alone.processor_seconds() - start)
    return {name: median(seconds) for name, seconds in taken.items()}


def ratio(path: Path, rounds: int = ROUNDS) -> float:
    """Kehoach's time for a file in shares of pdfplumber's."""
    return times(path, rounds).ratio


def memory(path: Path) -> Memory:
    """What each way takes in a process of its own."""
    pages = page_count(path)
    return Memory(*(alone.way(name, path).megabytes / pages for name in Memory._fields))


def page_count(path: Path) -> int:
    """The number of a PDF file's pages."""
    document = pdfium.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def main(arguments: list[str]) -> int:
    """Print both measurements of each file."""
    if not arguments:
        print("Usage: python -m corpus.bench FILE.pdf …", file=sys.stderr)
        return 2
    for path in map(Path, arguments):
        measured, peak = times(path), memory(path)
        print(path.name)
        print(f"  {'':14}{'seconds':>9}{'ratio':>8}{'MB a page':>11}")
        print(f"  {'pdfplumber':14}{measured.pdfplumber:9.3f}{1:8.2f}{peak.pdfplumber:11.2f}")
        share = measured.reading / measured.pdfplumber
        print(f"  {'reading':14}{measured.reading:9.3f}{share:8.2f}{peak.reading:11.2f}")
        print(f"  {'and extracting':14}{measured.extraction:9.3f}{measured.ratio:8.2f}{peak.extraction:11.2f}")
    return 0
