"""Lines over a rectangle."""

from collections.abc import Iterator
from math import ceil
from typing import Literal

Hatch = Literal["/", "\\", "|"]
Box = tuple[float, float, float, float]
"""A rectangle: x and y of its lower left corner and of its upper right one, y upwards."""

Point = tuple[float, float]

_APART = 7.0
_SHORTEST = 0.5


def hatching(box: Box, hatch: Hatch) -> Iterator[tuple[Point, Point]]:
    """The lines, each from a point to another, that stand in all rectangles at the same places of the page."""
    x0, y0, x1, y1 = box
    if hatch == "|":
        for x in _steps(x0, x1):
            yield (x, y0), (x, y1)
        return
    # Lines that fall are those that rise, upside down.
    turn = 1 if hatch == "/" else -1
    low, high = sorted((turn * y0, turn * y1))
    for above in _steps(low - x1, high - x0):
        begin, end = max(x0, low - above), min(x1, high - above)
        if end - begin > _SHORTEST:
            yield (begin, turn * (begin + above)), (end, turn * (end + above))


def _steps(first: float, last: float) -> Iterator[float]:
    step = ceil(first / _APART) * _APART
    while step < last:
        yield step
        step += _APART
