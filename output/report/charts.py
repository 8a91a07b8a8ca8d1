"""The kinds of charts that a report has: columns, bars that lie, and a scale of days.

What a colour says a pattern or a figure beside it says, too. Patterns are lines of their own: browsers print SVG's
patterns as pictures, each of them as large as the rest of the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import IdentityTransform

from output.report.drawing import INK, LINE, PAPER, RIGHT, SIZE, SOFT, TOP, WIDTH, Frame, Told, lines, svg
from output.report.hatching import Box, Hatch, hatching

Amount = Callable[[int], str]
"""How a number is written."""


@dataclass(frozen=True, slots=True)
class Look:
    """A colour, the lines over it, if any, and the colour of figures inside."""

    fill: str
    hatch: Hatch | None = None
    ink: str = PAPER


# Blue, orange and greys stay apart for the colour-blind, and in print.
OPEN, LATE, DONE = Look("#1f4e79"), Look("#d55e00", "/", INK), Look("#b8c4d0", ink=INK)
DROPPED = Look("#eaeef2", "|", INK)
LEAD, PARTNER = Look("#1f4e79"), Look("#9cc3e6", "\\", INK)
RECURRING = Look("#9cc3e6", "\\", INK)
DEGREES = (Look("#f6cfa8", ink=INK), Look("#ee9a4d", ink=INK), Look("#d55e00", "/", INK), Look("#6b2800"))
SEEN, SURE, DOUBTFUL = Look("#1f4e79"), Look("#b8c4d0", ink=INK), Look("#e69f00", "/", INK)


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind, one a row or column."""

    label: str
    look: Look
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A row of the scale of days: what is due, from when if that is known, and when."""

    label: str
    start: date | None
    due: date


_LABELS = 262  # points for the names beside bars
_LETTERS = 42  # of such a name in a line
_LINE = 13
_ROW = 30
_AHEAD = 730  # days that the scale goes ahead at most
_POINTS = IdentityTransform()  # 72 dots an inch: places are in points


def bars(
    told: Told,
    rows: Sequence[str],
    series: Sequence[Series],
    amount: Amount,
    *,
    are_shares: bool = False,
    has_others: bool = False,
) -> str:
    """A bar a row, the parts one behind the other, the sum at its end. As shares all bars are of one length.

    The last row may be that of all others: its figures are written, since its bar would make the others' tiny.
    """
    sums = [sum(values) for values in zip(*(each.values for each in series), strict=True)]
    drawn = len(rows) - has_others
    most = 1.0 if are_shares else max(sums[:drawn], default=0) or 1
    units = [(count or 1) if are_shares else 1 for count in sums]
    wide = WIDTH - _LABELS - RIGHT
    top = TOP if len(series) > 1 else 6

    def draw(axes: Axes) -> None:
        axes.set(xlim=(0, most), ylim=(len(rows) - 0.5, -0.5))
        done = [0.0] * drawn
        for each in series:
            lengths = [value / unit for value, unit in zip(each.values[:drawn], units, strict=False)]
            parts = axes.barh(range(drawn), lengths, 0.66, done, color=each.look.fill, edgecolor=PAPER, linewidth=0.6)
            _hatch(axes, parts, each.look)
            for row, (value, length) in enumerate(zip(each.values, lengths, strict=False)):
                if value and value < sums[row] and _fits(amount(value), length / most * wide):
                    _inside(axes, done[row] + length / 2, row, amount(value), each.look)
            done = [before + length for before, length in zip(done, lengths, strict=True)]
        ends = [(end, amount(count)) for end, count in zip(done, sums, strict=False)]
        if has_others:
            ends.append((0, _written(series, sums[-1], amount)))
        for row, (name, (end, text)) in enumerate(zip(rows, ends, strict=True)):
            axes.annotate(text, (end, row), (4, 0), textcoords="offset points", va="center_baseline", color=INK)
            _name(axes, name, row)
        axes.xaxis.set_visible(False)
        axes.yaxis.set_ticks([])
        axes.spines["bottom"].set_visible(False)
        _legend(axes, series)

    return svg(told, Frame(_ROW * len(rows) + top + 6, _LABELS, 6, top), draw)


def columns(
    told: Told,
    labels: Sequence[Sequence[str]],
    series: Sequence[Series],
    amount: Amount,
    *,
    sums: bool = True,
    mark: tuple[float, str] | None = None,
) -> str:
    """A column a label, of which each may have two lines; `mark` is a line across with what it says."""
    heights = [sum(values) for values in zip(*(each.values for each in series), strict=True)]
    most = max(heights, default=0) or 1
    # A few columns stand as wide as many would.
    room = max(len(labels), 12)

    def draw(axes: Axes) -> None:
        axes.set(xlim=(-0.6, room - 0.4), ylim=(0, most * 1.12))
        done = [0] * len(labels)
        for each in series:
            parts = axes.bar(
                range(len(labels)), each.values, 0.74, done, color=each.look.fill, edgecolor=PAPER, linewidth=0.6
            )
            _hatch(axes, parts, each.look)
            done = [before + value for before, value in zip(done, each.values, strict=True)]
        for place, height in enumerate(heights):
            if sums and height:
                size = SIZE if len(amount(most)) <= 4 or room <= 14 else SIZE - 3
                axes.annotate(
                    amount(height), (place, height), (0, 3), textcoords="offset points", ha="center", fontsize=size
                )
            for line, text in enumerate(labels[place]):
                axes.annotate(
                    text, (place, 0), (0, -14 - _LINE * line), xycoords=("data", "axes fraction"),
                    textcoords="offset points", ha="center", color=INK if line else SOFT, fontsize=SIZE - 1,
                )  # fmt: skip
        if mark:
            axes.axvline(mark[0], color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
            axes.annotate(
                mark[1], (mark[0], 1), (4, -8), xycoords=("data", "axes fraction"), textcoords="offset points"
            )
        axes.xaxis.set_ticks([])
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: amount(round(value))))
        axes.yaxis.grid(True, color=LINE, linewidth=0.7)
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
        _legend(axes, series)

    return svg(told, Frame(270, 52, 40, TOP), draw)


def scale(told: Told, spans: Sequence[Span], today: date, here: str) -> str:
    """A row a task on a scale of days that begins not much before `today`; `here` is what stands there.

    It ends two years ahead: what is due later has its mark at the edge.
    """
    last = min(max((span.due for span in spans), default=today), today + timedelta(_AHEAD))
    earliest = today - timedelta(max(10, (last - today).days))
    first = min([today, *(max(span.start, earliest) for span in spans if span.start)])
    days = max((last - first).days, 20)
    left = first.toordinal() - days * 0.02

    def draw(axes: Axes) -> None:
        for row, span in enumerate(spans):
            due = min(span.due, last).toordinal()
            begin = max(span.start.toordinal(), left) if span.start else None
            axes.axhline(row, color=LINE, linewidth=0.6, zorder=0)
            if begin is not None and begin < due:
                axes.barh(row, due - begin, 0.3, begin, color=RECURRING.fill, edgecolor=PAPER, linewidth=0)
            marker = "D" if span.due <= last else ">"
            axes.plot([due], [row], marker=marker, markersize=7, color=OPEN.fill, markeredgecolor=PAPER, linestyle="")
            day = f"{span.due:%d/%m}" if span.due.year == today.year else f"{span.due:%d/%m}/{span.due.year}"
            axes.annotate(day, (due, row), (9, 0), textcoords="offset points", va="center_baseline")
            _name(axes, span.label, row)
        axes.axvline(today.toordinal(), color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.annotate(
            here, (today.toordinal(), 1), (0, 5), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="left",
        )  # fmt: skip
        axes.set(xlim=(left, left + days * 1.06), ylim=(len(spans) - 0.5, -0.5))
        ticks = _ticks(first, last, days)
        axes.set_xticks([day.toordinal() for day in ticks], [f"{day:%d/%m/%y}" for day in ticks])
        axes.xaxis.grid(True, color=LINE, linewidth=0.7)
        axes.yaxis.set_ticks([])
        axes.spines["left"].set_visible(False)

    return svg(told, Frame(_ROW * len(spans) + 44, _LABELS, 24, 20), draw)


def _ticks(first: date, last: date, days: int) -> list[date]:
    """Some five days of the scale that are easy to tell: Mondays or the first days of months."""
    if days <= 70:
        monday = first + timedelta(-first.weekday() % 7)
        step = 7 if days <= 35 else 14
        return [monday + timedelta(n) for n in range(0, days, step) if monday + timedelta(n) <= last] or [first]
    months = [first.year * 12 + first.month + n for n in range(days // 28 + 1)]
    found = [date(month // 12, month % 12 + 1, 1) for month in months]
    within = [day for day in found if day <= last]
    return within[:: max(1, -(-len(within) // 6))]


def _written(series: Sequence[Series], count: int, amount: Amount) -> str:
    """The figures of a row that has no bar."""
    parts = [f"{each.label.lower()} {amount(each.values[-1])}" for each in series if each.values[-1]]
    return f"{amount(count)} ({', '.join(parts)})" if len(series) > 1 else amount(count)


def _fits(text: str, wide: float) -> bool:
    return wide >= 7.5 * len(text) + 8


def _inside(axes: Axes, x: float, y: float, text: str, look: Look) -> None:
    """A figure inside a bar, on ground of its own where there is a pattern."""
    ground = {"boxstyle": "square,pad=0.15", "facecolor": look.fill, "linewidth": 0} if look.hatch else None
    axes.text(x, y, text, ha="center", va="center_baseline", color=look.ink, bbox=ground)


def _name(axes: Axes, text: str, row: int) -> None:
    """A name in front of a row. Each of its lines is put by itself: where it ends does not hang on the letters."""
    told = lines(text, _LETTERS)
    for line, part in enumerate(told):
        axes.annotate(
            part, (0, row), (-8, _LINE * ((len(told) - 1) / 2 - line)), xycoords=("axes fraction", "data"),
            textcoords="offset points", ha="right", va="center_baseline", color=INK, fontsize=SIZE - 0.5,
        )  # fmt: skip


def _legend(axes: Axes, series: Sequence[Series]) -> None:
    """What the colours mean, above the axes. Words get the room that they take in wide letters."""
    if len(series) < 2:
        return
    x, y = axes.bbox.x0, axes.bbox.y1 + 9
    for each in series:
        swatch = Rectangle((x, y), 16, 9, color=each.look.fill, linewidth=0, transform=_POINTS, clip_on=False)
        axes.add_patch(swatch)
        _hatch(axes, [swatch], each.look)
        axes.text(x + 21, y + 0.5, each.label, transform=_POINTS)
        x += 21 + 6.8 * len(each.label) + 18


def _hatch(axes: Axes, parts: Iterable[Rectangle], look: Look) -> None:
    """Lines over the parts, all as one path."""
    if look.hatch is None:
        return
    points = [point for part in parts for line in hatching(_corners(part), look.hatch) for point in line]
    if points:
        path = Path(points, [Path.MOVETO, Path.LINETO] * (len(points) // 2))
        axes.add_patch(PathPatch(path, edgecolor=PAPER, linewidth=1.3, fill=False, transform=_POINTS, clip_on=False))


def _corners(part: Rectangle) -> Box:
    extent = part.get_window_extent()
    return extent.x0, extent.y0, extent.x1, extent.y1
