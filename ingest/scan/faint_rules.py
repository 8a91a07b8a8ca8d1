"""Rules that a scan shows only in parts, made whole: between two crossings a border is there where the picture, looked
at along it, is darker than on both sides.

A worn drum or a pale copy breaks a line into pieces too short to be lines. Averaged along the line, what is left of it
stands out all the same, while a cell merged over the place is paper or letters.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from ingest.scan.picture import Pixels

Rule = tuple[float, float, float, float]
"""x0, y0, x1, y1 in dots, long in one direction."""
Stretch = tuple[float, float]

_ALONG = 0.1  # inches: over how much of a line the picture is averaged
_ASIDE = 0.03  # inches: how far from a line its paper is looked at
_WANDER = 0.02  # inches: how far a line strays from its straight
_DARKER = 5.0  # of 255
_AROUND = 0.1  # inches: within which there is paper free of letters
_LETTERS = 60.0  # of 255: what is so much darker than paper, averaged along a line, has letters in it
_SHARE = 0.5  # of a border that is not seen: in so much of it the line must show
_PART = 0.4  # of a border: where more is seen, this bears out the rest
_SHARE_OF_PART = 0.25
_MOST = 0.7  # of a border: where more is seen, no other proof is needed
_TRACE = 0.1
_BROKEN = 0.15  # of the borders that are seen
_SAME = 0.04  # inches: lines that lie closer are one
_REACH = 0.35  # inches: lines that come as close to each other belong to one table
_GAP = 0.04  # inches: shorter gaps keep nothing apart
_LEAST_LINES = 2  # in each direction, for a table


def missing_pieces(rules: Sequence[Rule], gray: Pixels, dpi: float) -> list[Rule]:
    """The pieces that the rules of tables lack and that `gray`, the level page, shows faintly.

    A table whose other rules are sound lacks none: its cells are merged there.
    """
    found: list[Rule] = []
    for table in _tables(rules, _REACH * dpi):
        across = [rule for rule in table if _is_across(rule)]
        down = [rule for rule in table if not _is_across(rule)]
        ys = _places([(y0 + y1) / 2 for _, y0, _, y1 in across], _SAME * dpi)
        xs = _places([(x0 + x1) / 2 for x0, _, x1, _ in down], _SAME * dpi)
        if min(len(xs), len(ys)) < _LEAST_LINES:
            continue
        borders = [
            *(_Border(True, y, a, b, _pieces(across, y, dpi)) for y in ys for a, b in pairwise(xs)),
            *(_Border(False, x, a, b, _pieces(down, x, dpi)) for x in xs for a, b in pairwise(ys)),
        ]
        if _are_broken(borders, dpi):
            shown = _Shown(gray, dpi)
            found.extend(piece for border in borders for piece in border.lacking(dpi, shown))
    return found


class _Border(NamedTuple):
    """A border of a cell, between two crossings: on a line across the page (or down it), `place` from the other edge;
    `pieces` are the stretches of that line which are seen.
    """

    is_across: bool
    place: float
    start: float
    end: float
    pieces: Sequence[Stretch]

    def holes(self, dpi: float) -> list[Stretch]:
        """The stretches without a piece."""
        found: list[Stretch] = []
        at = self.start
        for a, b in sorted(self.pieces):
            if a > at and at < self.end:
                found.append((at, min(a, self.end)))
            at = max(at, b)
        if at < self.end:
            found.append((at, self.end))
        return [(a, b) for a, b in found if b - a > _GAP * dpi]

    def share(self, dpi: float) -> float:
        """The share of it that is seen."""
        return 1 - sum(b - a for a, b in self.holes(dpi)) / (self.end - self.start)

    def lacking(self, dpi: float, shown: "_Shown") -> Iterator[Rule]:
        """The pieces that it lacks."""
        share = self.share(dpi)
        least = _SHARE if share < _PART else _SHARE_OF_PART if share < _MOST else 0.0
        for a, b in self.holes(dpi):
            if least and shown.share(self.is_across, self.place, a, b) <= least:
                continue
            low, high = self.place - 0.5, self.place + 0.5
            yield (a, low, b, high) if self.is_across else (low, a, high, b)


def _are_broken(borders: Sequence[_Border], dpi: float) -> bool:
    """Whether so many borders are seen in part only that one which is not seen may be there as well."""
    shares = [border.share(dpi) for border in borders]
    seen = sum(share > _TRACE for share in shares)
    return sum(_TRACE < share < 1 - _TRACE for share in shares) > _BROKEN * seen


class _Shown:
    """Where a page is darker than beside, looked at along lines across and down it."""

    def __init__(self, gray: Pixels, dpi: float) -> None:
        self._across = _darker(gray, dpi)
        self._down = _darker(np.ascontiguousarray(gray.T), dpi)

    def share(self, is_across: bool, place: float, start: float, end: float) -> float:
        """The share of a stretch in which a line shows."""
        dark = self._across if is_across else self._down
        row = min(max(round(place), 0), dark.shape[0] - 1)
        part = dark[row, max(0, round(start)) : max(0, round(end))]
        return float(np.mean(part)) if part.size else 0.0


def _darker(gray: Pixels, dpi: float) -> Pixels:
    """1 where a line across may run: darker, averaged along it, than the paper above and below."""
    even = cv2.blur(gray, (max(3, round(_ALONG * dpi)), 1)).astype(np.float32)
    aside, wander = max(2, round(_ASIDE * dpi)), max(1, round(_WANDER * dpi))
    beside = np.minimum(np.roll(even, aside, axis=0), np.roll(even, -aside, axis=0))
    paper = cv2.dilate(even, np.ones((2 * max(3, round(_AROUND * dpi)) + 1, 1), np.uint8))
    dark = ((beside - even > _DARKER) & (paper - beside < _LETTERS)).astype(np.uint8)
    return np.asarray(cv2.dilate(dark, np.ones((2 * wander + 1, 1), np.uint8)))


def _pieces(lines: Sequence[Rule], place: float, dpi: float) -> list[Stretch]:
    """The stretches of the lines that run at a place."""
    found = []
    for x0, y0, x1, y1 in lines:
        middle, stretch = ((y0 + y1) / 2, (x0, x1)) if _is_across((x0, y0, x1, y1)) else ((x0 + x1) / 2, (y0, y1))
        if abs(middle - place) <= _SAME * dpi:
            found.append(stretch)
    return found


class _Span(NamedTuple):
    rules: list[Rule]
    box: Rule


def _tables(rules: Sequence[Rule], reach: float) -> list[list[Rule]]:
    """The rules in groups whose outlines touch."""
    alone = [_Span([rule], rule) for rule in rules]
    tables: list[_Span] = []
    while alone:
        own = alone.pop()
        near = [table for table in tables if _touch(own.box, table.box, reach)]
        if not near:
            tables.append(own)
            continue
        # The outline has grown and may touch others now.
        tables = [table for table in tables if table not in near]
        rules_of_all = [rule for span in (own, *near) for rule in span.rules]
        alone.append(_Span(rules_of_all, _around(own.box, *(table.box for table in near))))
    return [table.rules for table in tables]


def _touch(one: Rule, other: Rule, reach: float) -> bool:
    return (
        one[0] <= other[2] + reach
        and other[0] <= one[2] + reach
        and one[1] <= other[3] + reach
        and other[1] <= one[3] + reach
    )


def _around(*boxes: Rule) -> Rule:
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)


def _is_across(rule: Rule) -> bool:
    return rule[2] - rule[0] > rule[3] - rule[1]


def _places(values: Sequence[float], same: float) -> list[float]:
    """The places of lines, in order, those of one line's pieces as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= same:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
