"""The ruled lines of a scanned page: which they are, and the page without them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np

from ingest.scan import faint_rules
from ingest.scan.picture import Pixels
from models import Box

_Line = tuple[float, float, float, float]


class Ruling(NamedTuple):
    """Straight lines as boxes x0, y0, x1, y1 in dots, and the page with white paper where they were."""

    lines: list[tuple[float, float, float, float]]
    without: Pixels


def ruling(gray: Pixels, dpi: float, faint: Pixels | None = None) -> Ruling:
    """The ruled lines of a level page, seen on `faint`, the page before it was made even, and taken out of `gray`.

    A line is dark against its own neighbourhood, long and thin; small gaps, as faint print leaves, are closed. A
    constant of 5 keeps hairlines that one of 15 loses.
    """
    dark = cv2.adaptiveThreshold(
        cv2.GaussianBlur(gray if faint is None else faint, (3, 3), 0),
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        31,
        5,
    )
    across, down = _mask(dark, dpi, along=0), _mask(dark, dpi, along=1)
    streaks = _streaks(down)
    gray, down = _without(gray, streaks, dpi), np.where(streaks > 0, 0, down).astype(np.uint8)
    across_page = [line for line in _boxes(across, dpi, along=0) if not _is_serifs(dark, line, dpi)]
    lines = _borders(across_page, list(_boxes(down, dpi, along=1)), dpi)
    if not lines:
        return Ruling([], gray)
    pieces = faint_rules.missing_pieces(lines, gray if faint is None else faint, dpi)
    mask = cv2.bitwise_and(cv2.bitwise_or(across, down), _drawn(lines, gray))
    mask = cv2.bitwise_or(mask, _drawn(pieces, gray))
    lines += pieces
    mask = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return Ruling(lines, np.where(mask > 0, 255, gray).astype(np.uint8))


def _drawn(lines: Iterable[_Line], gray: Pixels) -> Pixels:
    """Lines as a mask of a page's size."""
    mask = np.zeros_like(gray)
    for x0, y0, x1, y1 in lines:
        mask[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] = 255
    return mask


_SHORTEST = {0: 0.33, 1: 0.24}
"""Inches, across and down the page: wider than a letter's bar; higher than a capital with two marks, as rows are."""
_THICKEST = 0.04  # inches
_GAP = 0.015  # inches: how long a break in a faint line may be; letters of a word stand closer to each other than lines


def without_rests(gray: Pixels, cells: Sequence[Box], dpi: float) -> Pixels:
    """The page without what is left of its rules at the edges of cells (boxes in dots), where they were not quite
    straight: OCR takes such strokes for letters, or the figure beside them for none.
    """
    made = gray.copy()
    for cell in cells:
        x0, y0, x1, y1 = (max(0, round(value)) for value in cell)
        part = made[y0:y1, x0:x1]
        _, labels, stats, _ = cv2.connectedComponentsWithStats((part < _INK).astype(np.uint8))
        rests = [index for index, one in enumerate(stats) if index and _is_rest(one, labels, index, dpi)]
        if rests:
            part[cv2.dilate(np.isin(labels, rests).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return made


_INK = 200
_BESIDE = 0.04  # inches: no text stands closer to the sides of its cell
_ABOVE = 0.03  # inches: nor to its upper and lower side
_BAND = 0.06  # inches
_REST = 0.12  # inches: longer and flatter than any mark on or below a letter
_FLAT = 5


def _is_rest(stats: Any, labels: Any, index: int, dpi: float) -> bool:
    """Whether a spot lies at its cell's edge alone: beside any text, or above or below it a long stroke or a corner."""
    rows, columns = labels.shape
    x, y, width, height, _ = stats
    if x + width <= _BESIDE * dpi or x >= columns - _BESIDE * dpi:
        return True
    if y + height <= _ABOVE * dpi or y >= rows - _ABOVE * dpi:
        return True
    longer, shorter = max(width, height), min(width, height)
    if longer < _REST * dpi or longer / _FLAT < shorter < _REST * dpi:
        return False
    band = round(_BAND * dpi)
    return not np.any(labels[band : rows - band, band : columns - band] == index)


_LONG = 1.2  # inches: what is shorter is a border only where it meets a line in the other direction
_NEAR = 0.06  # inches


def _borders(across: list[_Line], down: list[_Line], dpi: float) -> list[_Line]:
    """The lines that can be borders or rules: no feet of letters that run together in heavy type."""
    across = [line for line in across if line[2] - line[0] > _LONG * dpi or _meets(line, down, dpi)]
    return [*across, *(line for line in down if line[3] - line[1] > _LONG * dpi or _meets(line, across, dpi))]


def _meets(line: _Line, others: list[_Line], dpi: float) -> bool:
    near = _NEAR * dpi
    x0, y0, x1, y1 = line
    return any(a <= x1 + near and c >= x0 - near and b <= y1 + near and d >= y0 - near for a, b, c, d in others)


def _mask(dark: Pixels, dpi: float, along: int) -> Pixels:
    """The dark runs in one direction (0 across, 1 down) that are long enough for a line, with small gaps closed."""
    length, gap = max(9, round(dpi * _SHORTEST[along])), max(3, round(dpi * _GAP))
    sideways = along == 0
    run = np.ones((1, length) if sideways else (length, 1), np.uint8)
    bridge = np.ones((1, gap) if sideways else (gap, 1), np.uint8)
    found = cv2.morphologyEx(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge), cv2.MORPH_OPEN, run)
    # A level line wanders by a dot or two where the paper was not flat, and breaks where it is faint.
    reach = round(dpi * 0.06)
    return cv2.dilate(found, np.ones((3, reach) if sideways else (reach, 3), np.uint8))


def _boxes(mask: Pixels, dpi: float, along: int) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a mask; `along` is 0 for those across the page, 1 for those down it."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    for x, y, width, height, _area in stats[1:count]:
        long, thin = (width, height) if along == 0 else (height, width)
        if long >= _SHORTEST[along] * dpi and thin <= max(_THICKEST * dpi * 2, 0.02 * long):
            if along == 0:
                yield float(x), y + height / 2 - 0.5, float(x + width), y + height / 2 + 0.5
            else:
                yield x + width / 2 - 0.5, float(y), x + width / 2 + 0.5, float(y + height)


_STREAK = 0.97  # of the page: a line down more of it than a table takes is a streak of the feeder's glass
_STRAIGHT = 0.06  # of the page: how far a streak leans once the page is level; what is wider is more than a streak


def _streaks(down: Pixels) -> Pixels:
    """The streaks among the lines down a page, as dirt on the glass of a feeder draws them from edge to edge."""
    rows, columns = down.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(down)
    high, wide = stats[:count, cv2.CC_STAT_HEIGHT], stats[:count, cv2.CC_STAT_WIDTH]
    is_streak = (high > _STREAK * rows) & (wide < _STRAIGHT * columns)
    is_streak[0] = False
    return np.asarray(is_streak[labels], np.uint8)


def _without(gray: Pixels, streaks: Pixels, dpi: float) -> Pixels:
    """The page without its streaks; strokes of letters that cross one stay whole."""
    if not streaks.any():
        return gray
    mask = cv2.dilate(streaks, np.ones((3, 3), np.uint8))
    bare = np.where(mask > 0, 255, gray).astype(np.uint8)
    # What has ink on both sides of the streak goes on across it.
    gap = 2 * max(1, round(dpi * _THICKEST)) + 1
    crossing = cv2.morphologyEx((bare < 128).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.where((mask > 0) & (crossing > 0) & (gray < 128), gray, bare).astype(np.uint8)


_LONGEST_SERIFS = 1.0  # inches
_STEMS = 0.2  # the least share of ink where bold stems stand on serifs that touch; letters leave ruled lines free


def _is_serifs(dark: Pixels, line: tuple[float, float, float, float], dpi: float) -> bool:
    """Whether a short line across is the feet or the heads of bold capitals that touch, as those of LIÊN do."""
    x0, x1, y = int(line[0]), int(line[2]), round((line[1] + line[3]) / 2)
    if x1 - x0 > _LONGEST_SERIFS * dpi:
        return False
    near, far = round(0.02 * dpi), round(0.05 * dpi)
    bands = dark[max(0, y - far) : max(0, y - near), x0:x1], dark[y + near : y + far, x0:x1]
    return any(np.count_nonzero(band) > _STEMS * band.size for band in bands if band.size)
