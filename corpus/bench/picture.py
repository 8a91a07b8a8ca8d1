"""The growth series as a picture: seconds over size on logarithmic scales, beside a line that grows as size does."""

from pathlib import Path
from typing import Any

from corpus.bench.measures import Growth, Report


def draw(report: Report, path: Path) -> None:
    """Write the SVG file, the same for the same figures."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second to load, and only the report needs it
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.hashsalt": "kehoach", "svg.fonttype": "path", "font.size": 9}):
        figure = Figure(figsize=(8, 3.2), layout="constrained")
        pages, documents = figure.subplots(1, 2)
        _plot(pages, "pages of one file", {"reading": report.reading, "and extracting": report.extraction})
        _plot(documents, "documents, kehoach ingest", {"ingest": report.documents})
        figure.savefig(path, format="svg", metadata={"Date": None})


def _plot(axes: Any, label: str, series: dict[str, Growth]) -> None:
    for name, growth in series.items():
        axes.plot([p.size for p in growth.points], [p.seconds for p in growth.points], marker="o", label=name)
    last = max((growth.points[-1] for growth in series.values()), key=lambda point: point.seconds)
    first = min(point.size for growth in series.values() for point in growth.points)
    line = [last.seconds * first / last.size, last.seconds]
    axes.plot([first, last.size], line, color="grey", linestyle=":", label="linear")
    axes.set(xscale="log", yscale="log", xlabel=label, ylabel="seconds of the processor")
    axes.legend(frameon=False)
    axes.grid(which="major", alpha=0.3)
