"""Calibration as a picture. matplotlib is needed here alone, so it is imported here alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.evaluate.calibration import Acceptance, Calibration
from corpus.evaluate.errors import EvaluationError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw(path: Path, fields: Sequence[Calibration], curve: Sequence[Acceptance]) -> None:
    """Write an SVG: confidence against the share that is right, and what taking rows unseen costs.

    The same figures give the same bytes. Raises EvaluationError where matplotlib is not installed.
    """
    try:
        from matplotlib import rc_context  # noqa: PLC0415
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        raise EvaluationError(
            "The plot needs matplotlib. Install it into Kehoach's environment: pip install matplotlib"
        ) from error
    with rc_context({"svg.hashsalt": "kehoach", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=(9, 4), layout="constrained")
        FigureCanvasSVG(figure)
        left, right = figure.subplots(1, 2)
        _reliability(left, fields)
        _acceptance(right, curve)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _reliability(axes: Axes, fields: Sequence[Calibration]) -> None:
    axes.plot([0, 1], [0, 1], color="0.8", linewidth=1)
    most = max((part.n for field in fields[:2] for part in field.bins), default=1)
    for field in fields[:2]:  # rows, and all values together
        means = [part.confidence for part in field.bins]
        shares = [part.right for part in field.bins]
        (line,) = axes.plot(means, shares, linewidth=1, label=f"{field.field} ({field.n})")
        axes.scatter(means, shares, s=[12 + 80 * part.n / most for part in field.bins], color=line.get_color())
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence", ylabel="share that is right")
    axes.set_title("Is it right as often as it says?")
    if fields:
        axes.legend(loc="lower left", frameon=False)


def _acceptance(axes: Axes, curve: Sequence[Acceptance]) -> None:
    some = [point for point in curve if point.wrong is not None]
    axes.plot([point.accepted for point in some], [point.wrong or 0.0 for point in some], linewidth=1, marker=".")
    last = 2.0
    for point in some:
        if last - point.accepted > 0.08:  # room for the figure
            last = point.accepted
            axes.annotate(f"≥ {point.least:.2f}", (point.accepted, point.wrong or 0.0), fontsize=7)
    axes.set(xlim=(0, 1.02), xlabel="share of rows taken unseen", ylabel="share of these that is wrong")
    axes.set_ylim(bottom=0)
    axes.set_title("What taking rows unseen costs")
