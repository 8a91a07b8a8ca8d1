"""How fast a PDF is read and understood, and how much memory that takes, against pdfplumber on the same file.

    python -m corpus.bench FILE.pdf

The limit that tests hold is `LIMIT`: half of pdfplumber's time for the text and the tables of all pages. Start-up and
the loading of models are left out.
"""

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pdfplumber

from extractors import actors, extract
from extractors.acts import opens_with_verb
from ingest.pdf import read
from models import Document, Plan

LIMIT = 0.5
"""The largest share of pdfplumber's time that reading (and extracting) may take."""
MEMORY_LIMIT = 0.5
"""The most memory a page may take at the peak, in MB, over what the imports take."""
ROUNDS = 5


class Times(NamedTuple):
    """Median seconds on one file. `extraction` is reading and extracting."""

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
    """Measure each way `rounds` times, in turn, after one round that loads what loads lazily."""
    ways: dict[str, Callable[[Path], object]] = {
        "reading": _read,
        "extraction": _extract,
        "pdfplumber": _by_pdfplumber,
    }
    load_models()
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way(path)
            taken[name].append(time.perf_counter() - start)
    return Times(**{name: median(seconds) for name, seconds in taken.items()})


def ratio(path: Path, rounds: int = ROUNDS) -> float:
    """Kehoach's time for a file in shares of pdfplumber's."""
    return times(path, rounds).ratio


def memory(path: Path) -> Memory:
    """Measure each way in a process of its own, for a process never forgets its peak."""
    return Memory(_peak(path, "_read"), _peak(path, "_extract"), _peak(path, "_by_pdfplumber"))


def load_models() -> None:
    """Put in memory what the first plan loads: spaCy's matcher and underthesea's tagger."""
    actors.in_text("Sở Xây dựng chủ trì, phối hợp với Công an tỉnh kiểm tra bến xe.")
    opens_with_verb("Kiểm tra bến xe.")


def _read(path: Path) -> Document:
    data = path.read_bytes()
    return read(data, path.name, hashlib.sha256(data).hexdigest())


def _extract(path: Path) -> Plan:
    return extract(_read(path))


def _by_pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


_MEASURE = """
import sys
from pathlib import Path
from corpus import bench
bench.load_models()
before = bench.peak_kilobytes()
getattr(bench, sys.argv[2])(Path(sys.argv[1]))
print(bench.peak_kilobytes() - before)
"""


def peak_kilobytes() -> int:
    """The most memory that this process has held so far (Linux). `resource.getrusage` would count what the process
    that started this one held, too.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def _peak(path: Path, way: str) -> float:
    """MB a page that one way takes at its peak."""
    command = [sys.executable, "-c", _MEASURE, str(path.resolve()), way]
    root = Path(__file__).parent.parent
    grown = int(subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout)
    with pdfplumber.open(path) as document:
        return grown / 1024 / len(document.pages)


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
