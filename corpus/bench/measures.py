"""What the report measures: ways side by side, growth with pages and with documents, start-up."""

import math
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median
from typing import NamedTuple

import pypdfium2 as pdfium

from corpus.bench import alone, documents, ways
from corpus.bench.compare import in_turn
from extractors import extract
from ingest import read
from models.errors import KehoachError

PROGRAM = (sys.executable, "-c", "from kehoach.cli import main; main()")
"""The program `kehoach`, called as users call it."""


class Sizes(NamedTuple):
    """How much is measured: pages of the compared files, rounds, sizes of the growth series."""

    pages: int = 20
    scans: int = 4
    rounds: int = 5
    growing_pages: tuple[int, ...] = (10, 100, 1000)
    growing_documents: tuple[int, ...] = (100, 1_000, 10_000)


QUICK = Sizes(pages=2, scans=1, rounds=1, growing_pages=(2, 4), growing_documents=(2, 6))
"""Enough to see that everything works; the figures say little."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One way on a file of `pages` pages: median processor seconds, MB at the peak; or why it reads no such file."""

    way: str
    pages: int
    seconds: float = math.nan
    megabytes: float = math.nan
    refusal: str | None = None

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several ways on one kind of pages, the first of them the one that the others are measured against."""

    kind: str
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A size of a growth series: processor seconds, seconds on the clock, MB at the peak and, for documents, MB of the
    database.
    """

    size: int
    seconds: float
    clock: float
    megabytes: float
    stored: float = math.nan


@dataclass(frozen=True, slots=True)
class Growth:
    """How time grows with size."""

    points: tuple[Point, ...]

    @property
    def exponent(self) -> float:
        """The power of the size that seconds grow with, fitted to all sizes on logarithmic scales: 1 is linear."""
        sizes = [math.log(point.size) for point in self.points]
        return linear_regression(sizes, [math.log(point.seconds) for point in self.points]).slope

    @property
    def last_exponent(self) -> float:
        """The same between the two largest sizes, where start-up counts least."""
        return Growth(self.points[-2:]).exponent


@dataclass(frozen=True, slots=True)
class StartUp:
    """Seconds on the clock: of `--help`, of `extract` on a small text file, and of the like once all is loaded."""

    help: float
    first: float
    again: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that was measured."""

    comparisons: tuple[Comparison, ...]
    reading: Growth
    extraction: Growth
    documents: Growth
    start_up: StartUp


def measure(sizes: Sizes) -> Report:
    """Measure everything, telling on stderr what is going on."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        start_up = _start_up(home, sizes)
        comparisons = _comparisons(home, sizes)
        reading, extraction = _growing_pages(home, sizes.growing_pages)
        return Report(comparisons, reading, extraction, _growing_documents(home, sizes.growing_documents), start_up)


# Ways side by side


def _comparisons(home: Path, sizes: Sizes) -> tuple[Comparison, ...]:
    _tell("compared files: made by LibreOffice")
    text = documents.text_pages(home, sizes.pages)
    tables = documents.table_pages(home, sizes.pages)
    scan = documents.scanned(home, (text, tables), sizes.scans)
    digital = ("pdfplumber", "reading", "extraction", "pdfium")
    return (
        _compared("Text pages", text, digital, sizes.pages, sizes.rounds),
        _compared("Table pages", tables, digital, sizes.pages, sizes.rounds),
        _compared("Scans", scan, ("tesseract", "reading", "extraction"), sizes.scans, sizes.rounds),
    )


def _compared(kind: str, path: Path, names: Sequence[str], pages: int, rounds: int) -> Comparison:
    _tell(f"{kind.lower()}: {pages} pages, {rounds} rounds")
    refusals = {name: refusal for name in names if (refusal := _refusal(name, path))}
    seconds = in_turn(path, [name for name in names if name not in refusals], rounds)
    measured = (
        Measured(name, pages, refusal=refusals[name])
        if name in refusals
        else Measured(name, pages, seconds[name], _megabytes(name, path))
        for name in names
    )
    return Comparison(kind, tuple(measured))


def _refusal(name: str, path: Path) -> str | None:
    """Why Kehoach does not read a file, None where it does."""
    if name not in ("reading", "extraction"):
        return None
    try:
        ways.reading(path)
    except KehoachError as error:
        return str(error)
    return None


def _megabytes(name: str, path: Path) -> float:
    """The peak of one way; of tesseract that of its own process, for a page."""
    if name != "tesseract":
        return alone.way(name, path).megabytes
    with tempfile.TemporaryDirectory() as folder:
        document = pdfium.PdfDocument(path)
        picture = ways.page_picture(document, 0, Path(folder))
        document.close()
        return alone.program(ways.tesseract(picture), env=ways.ONE_CORE).megabytes


# Growth


def _growing_pages(home: Path, sizes: Sequence[int]) -> tuple[Growth, Growth]:
    """Reading, and reading with extraction, of ever longer files, each in a process of its own."""
    _tell(f"long files: up to {max(sizes)} pages")
    paths = documents.long_plans(home, sizes)
    found: dict[str, list[Point]] = {"reading": [], "extraction": []}
    for size in sizes:
        for name, points in found.items():
            spent = alone.way(name, paths[size])
            points.append(Point(size, *spent))
            _tell(f"{size} pages, {name}: {spent.seconds:.1f} s")
    return Growth(tuple(found["reading"])), Growth(tuple(found["extraction"]))


def _growing_documents(home: Path, sizes: Sequence[int]) -> Growth:
    """`kehoach ingest` of ever more small files into a new database, start-up included."""
    points = []
    for size in sizes:
        _tell(f"{size} small plans: made")
        files = documents.small_plans(home, size)
        database = home / f"{size}.db"
        spent = alone.program((*PROGRAM, "ingest", str(files), "--db", str(database)))
        stored = sum(path.stat().st_size for path in home.glob(f"{database.name}*")) / 2**20
        points.append(Point(size, *spent, stored))
        _tell(f"{size} small plans, ingest: {spent.seconds:.1f} s")
    return Growth(tuple(points))


# Start-up


def _start_up(home: Path, sizes: Sizes) -> StartUp:
    _tell("start-up")
    path = documents.small_plan(home, 0)
    helped = median(alone.program((*PROGRAM, "--help")).clock for _ in range(sizes.rounds))
    first = median(alone.program((*PROGRAM, "extract", str(path))).clock for _ in range(sizes.rounds))
    return StartUp(helped, first, median(_once_loaded(home, number) for number in range(1, sizes.rounds + 2)))


def _once_loaded(home: Path, number: int) -> float:
    """Seconds for a plan that is as long as the others and new to all caches."""
    path = documents.small_plan(home, number)
    ways.load_models()
    start = time.perf_counter()
    extract(read(path))
    return time.perf_counter() - start


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
