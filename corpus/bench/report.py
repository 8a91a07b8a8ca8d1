"""Measures everything and writes it down: `python -m corpus.bench.report [--out docs/performance.md] [--quick]`.

It needs LibreOffice and tesseract with Vietnamese. The whole takes some ten minutes, the quick one half a minute.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.bench.machine import Machine, machine
from corpus.bench.measures import QUICK, Comparison, Growth, Measured, Report, Sizes, measure
from corpus.bench.picture import draw

_WAYS = {
    "reading": "Kehoach, reading",
    "extraction": "Kehoach, reading and extracting",
    "pdfplumber": "pdfplumber, text and tables",
    "pdfium": "pdfium, text without lines and tables",
    "tesseract": "tesseract, text without layout and tables",
}
LINEAR = 1.1
"""Growth with an exponent up to this is called linear: times vary by some hundredths."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, then write the page and the picture beside it."""
    parser = argparse.ArgumentParser(prog="python -m corpus.bench.report", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"), help="where to write")
    parser.add_argument("--quick", action="store_true", help="small sizes: whether it works, not how fast it is")
    options = parser.parse_args(arguments)
    report = measure(QUICK if options.quick else Sizes())
    picture = options.out.with_suffix(".svg")
    draw(report, picture)
    options.out.write_text(markdown(report, machine(), picture.name), encoding="utf-8")


def markdown(report: Report, on: Machine, picture: str) -> str:
    """The page."""
    return "\n".join(_lines(report, on, picture)) + "\n"


def _lines(report: Report, on: Machine, picture: str) -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "Written by `python -m corpus.bench.report`, which measures everything anew; do not edit."
    yield "All documents are made up and made by the bench itself; PDF files come from LibreOffice."
    yield ""
    yield f"Machine: {on.cpu}, {on.cores} cores, {on.memory:.0f} GB of memory, {on.system}, {on.python}."
    yield "Everything runs in one process on one core. Times are seconds of the processor, which other programs on the"
    yield "machine change little, unless a column says otherwise; they vary by a quarter all the same."
    yield ""
    yield "## Side by side"
    yield ""
    yield "Medians of several rounds, the ways measured in turn; start-up and the loading of models are left out."
    yield "Times are in shares of the first row's. MB are those at the peak, over what the imports and models take;"
    yield "tesseract's are those of its whole process."
    for comparison in report.comparisons:
        yield ""
        yield f"### {comparison.kind}"
        yield ""
        yield from _comparison(comparison)
    yield ""
    yield "## Growth"
    yield ""
    yield f"![Seconds over size, on logarithmic scales]({picture})"
    yield ""
    yield "### With pages"
    yield ""
    yield "One plan of text and tables, each size in a process of its own, models loaded before."
    yield ""
    yield from _pages(report.reading, report.extraction)
    yield ""
    yield f"Reading: {_grows(report.reading)}"
    yield f"Reading and extracting: {_grows(report.extraction)}"
    yield ""
    yield "### With documents"
    yield ""
    yield "`kehoach ingest` of small plans (a page or two; four text files to a Word file) into a new database."
    yield "Start-up is in the time, Python and all libraries in the memory."
    yield ""
    yield from _documents(report.documents)
    yield ""
    yield f"Ingest: {_grows(report.documents)}"
    yield ""
    yield "## Start-up"
    yield ""
    rows = (
        ("`kehoach --help`", f"{report.start_up.help:.2f}"),
        ("`kehoach extract` of a small text file", f"{report.start_up.first:.2f}"),
        ("reading and extracting the like once all is loaded", f"{report.start_up.again:.3f}"),
    )
    yield from _table(("", "seconds on the clock"), rows)


def _comparison(comparison: Comparison) -> Iterator[str]:
    first = comparison.measured[0]
    header = (
        "1 page" if first.pages == 1 else f"{first.pages} pages",
        "pages a second",
        f"time, {first.way} = 1",
        "MB",
    )
    yield from _table(header, (_measured(measured, first) for measured in comparison.measured))
    for reason in dict.fromkeys(measured.refusal for measured in comparison.measured if measured.refusal):
        yield ""
        yield f"Refused: “{reason}”"


def _measured(measured: Measured, first: Measured) -> tuple[str, ...]:
    if measured.refusal:
        return (_WAYS[measured.way], "refused", "–", "–")
    share = measured.seconds / first.seconds
    return (_WAYS[measured.way], _figure(measured.speed), f"{share:.3g}", f"{measured.megabytes:.0f}")


def _pages(reading: Growth, extraction: Growth) -> Iterator[str]:
    header = ("pages", "reading, s", "and extracting, s", "ms a page", "MB", "MB a page")
    yield from _table(
        header,
        (
            (
                f"{both.size:,}",
                _figure(read.seconds),
                _figure(both.seconds),
                f"{1000 * both.seconds / both.size:.1f}",
                f"{both.megabytes:.0f}",
                f"{both.megabytes / both.size:.2f}",
            )
            for read, both in zip(reading.points, extraction.points, strict=True)
        ),
    )


def _documents(growth: Growth) -> Iterator[str]:
    header = (
        "documents",
        "seconds",
        "on the clock",
        "ms a document",
        "MB of memory",
        "MB of database",
        "kB a document",
    )
    yield from _table(
        header,
        (
            (
                f"{point.size:,}",
                _figure(point.seconds),
                _figure(point.clock),
                f"{1000 * point.seconds / point.size:.1f}",
                f"{point.megabytes:.0f}",
                f"{point.stored:.1f}",
                f"{1024 * point.stored / point.size:.0f}",
            )
            for point in growth.points
        ),
    )


def _grows(growth: Growth) -> str:
    low, high = growth.points[-2].size, growth.points[-1].size
    word = "linear" if growth.last_exponent <= LINEAR else "more than linear"
    return (
        f"time grows with size to the power {growth.exponent:.2f} over all sizes, "
        f"{growth.last_exponent:.2f} from {low:,} to {high:,}: {word}."
    )


def _figure(value: float) -> str:
    """Three figures, never in powers of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|---|{'---:|' * (len(header) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    main()
