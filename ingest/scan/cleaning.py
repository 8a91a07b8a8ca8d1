"""What copiers, scanners and clerks did to a page, undone as far as it can be: ink parted by colour, paper made white,
the page turned upright and level, dirt at its edges wiped.

Pictures are arrays of rows x columns, 0 black to 255 white.
"""

import math
from typing import NamedTuple

import cv2
import numpy as np

from ingest.scan.picture import Pixels


def black_and_coloured(pixels: Pixels) -> tuple[Pixels, Pixels | None]:
    """A page's black ink in gray, without stamps and signatures in colour; and where colour is (255), None for nowhere.

    The brightest of a pixel's three colours is bright on red and on blue ink and dark on black alone. Where most of the
    ink is coloured (a plan printed in blue, a tinted scan) nothing is parted.
    """
    if pixels.ndim == 2:
        return pixels, None
    gray: Pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    red, green, blue = cv2.split(pixels)
    brightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    coloured = cv2.threshold(cv2.subtract(brightest, darkest), _COLOURFUL, 255, cv2.THRESH_BINARY)[1]
    inked = cv2.countNonZero(cv2.threshold(gray, _DARK, 255, cv2.THRESH_BINARY_INV)[1])
    share = cv2.countNonZero(coloured) / max(inked, 1)
    if not _FEW_COLOURED < share < _MOST_COLOURED:
        return gray, None
    coloured = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    return np.where(coloured > 0, brightest, gray).astype(np.uint8), coloured


_COLOURFUL = 60  # of 255: scans of black print in colour stay below 40
_DARK = 160
_FEW_COLOURED = 0.002
_MOST_COLOURED = 0.6


def flattened(gray: Pixels) -> Pixels:
    """The page in black on white: divided by its own background, so that shadows and what shines through go, and pale
    letters as dark as the darkest near them allow.
    """
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 31)
    paper: Pixels = np.asarray(cv2.resize(around, (gray.shape[1], gray.shape[0])))
    even = gray.astype(np.float32) / np.maximum(paper, 1) * 255
    darkest = cv2.erode(cv2.GaussianBlur(even, (0, 0), 0.8), np.ones((_NEAR, _NEAR), np.uint8))
    black = np.clip(cv2.blur(darkest, (3 * _NEAR // 2, 3 * _NEAR // 2)), _BLACK, _PALEST)
    return np.clip((even - black) * 255 / (_WHITE - black), 0, 255).astype(np.uint8)


_BLACK, _WHITE = 60, 205  # what is darker becomes black, what is brighter white
_PALEST = 130  # no ink is taken to be paler
_NEAR = 41  # dots: as far as from one line of print to the next


def unspecked(gray: Pixels) -> Pixels:
    """The page without specks: spots smaller than any dot or stroke, with no ink around them that they could belong to.

    Bits of faint letters stand close together and stay.
    """
    dark = (gray < _DARK).astype(np.uint8)
    around = cv2.dilate(dark, np.ones((2 * _REACH + 1, 2 * _REACH + 1), np.uint8))
    _, places = cv2.connectedComponents(around)
    ink = np.bincount(places[dark > 0], minlength=int(places.max()) + 1)
    lone = (ink <= _SPECK)[places] & (places > 0)
    made = gray.copy()
    made[lone] = 255
    return made


_SPECK = 12  # dots: the stop of 10 point type at 200 dots an inch takes more
_REACH = 6  # dots: bits of a letter stand closer


def wiped(gray: Pixels) -> Pixels:
    """The page without black margins and punch holes: dark areas that touch an edge, and round spots near one."""
    dark = cv2.morphologyEx((gray < 110).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark)
    rows, columns = gray.shape
    made = gray.copy()
    for index in range(1, count):
        x, y, width, height, area = stats[index]
        at_edge = x <= 3 or y <= 3 or x + width >= columns - 3 or y + height >= rows - 3
        margin = min(x, y, columns - x - width, rows - y - height) < 0.09 * columns
        round_spot = 0.7 < width / max(height, 1) < 1.4 and area > 0.6 * width * height and width > 0.012 * columns
        if (at_edge and area > 400) or (margin and round_spot and width < 0.06 * columns):
            grown = cv2.dilate(
                (labels[y : y + height, x : x + width] == index).astype(np.uint8), np.ones((7, 7), np.uint8)
            )
            made[y : y + height, x : x + width][grown > 0] = 255
    return made


def ink(gray: Pixels) -> float:
    """The share of the page that is dark: below `BLANK` nothing is written on it."""
    return float(np.count_nonzero(gray < 128)) / gray.size


BLANK = 0.0008
"""A line of ten words on A4 takes about 0.002 of the page; the dust of a blank back less than this."""


def runs_sideways(gray: Pixels) -> bool:
    """Whether the lines of writing run up or down the page: along lines the dark share varies more than across."""
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    dark = (small < 150).astype(np.float32)
    # Long ruled lines tell nothing of the writing.
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, 60))) + cv2.morphologyEx(
        dark, cv2.MORPH_OPEN, np.ones((60, 1))
    )
    dark = np.clip(dark - rules, 0, 1)
    return _steps(dark.sum(axis=0)) > 1.2 * _steps(dark.sum(axis=1))


def _steps(profile: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> float:
    """How much a profile goes up and down between neighbours."""
    return float(np.square(np.diff(profile)).sum())


class Level(NamedTuple):
    """A page turned level, and by how many degrees (anticlockwise as seen) it was turned for that."""

    pixels: Pixels
    degrees: float


def level(gray: Pixels) -> Level:
    """The page with level lines: turned by the angle at which rows of ink and paper part best."""
    degrees = _tilt(gray)
    if abs(degrees) < _LEVEL_ENOUGH:
        return Level(gray, 0.0)
    return Level(turned(gray, degrees), degrees)


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """A picture turned about its middle, anticlockwise as seen, its size kept."""
    rows, columns = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


_LEVEL_ENOUGH = 0.08  # degrees: less is two pixels over the page's width
_STEEPEST = 6.0
_EDGE = 0.1


def _tilt(gray: Pixels) -> float:
    """The angle in degrees, to a twentieth, by which the page must be turned to be level."""
    rows, columns = (round(side * _EDGE) for side in gray.shape)  # what is left of black margins is not level
    gray = gray[rows : gray.shape[0] - rows, columns : gray.shape[1] - columns]
    scale = 480 / max(gray.shape[1], 1)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (255 - small).astype(np.float32)
    dark[dark < 60] = 0
    best, step = 0.0, 1.0
    reach = _STEEPEST
    while step >= 0.05:
        angles = [best + step * k for k in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: _sharpness(dark, angle))
        reach, step = step, step / 4
    return best


def _sharpness(dark: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", degrees: float) -> float:
    """How sharply rows differ once the picture is sheared by an angle: for small angles as good as turned."""
    rows, columns = dark.shape
    slope = -math.tan(math.radians(degrees))  # anticlockwise: what stands to the right moves up
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * columns / 2]], dtype=np.float32)
    sheared = cv2.warpAffine(dark, matrix, (columns, rows), flags=cv2.INTER_LINEAR)
    return _steps(sheared.sum(axis=1))


def seems_upside_down(gray: Pixels) -> bool:
    """Whether a page with level lines may stand on its head: Vietnamese letters have more above them than below."""
    small = cv2.resize(level(gray).pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    profile = (small < 150).sum(axis=1).astype(np.float32)
    above = below = 0.0
    for start, end in _bodies(profile):
        reach = end - start
        above += float(profile[max(0, start - reach) : start].sum())
        below += float(profile[end : end + reach].sum())
    return below > above


def _bodies(profile: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> list[tuple[int, int]]:
    """The rows [start, end) in which the bodies of a line's letters stand."""
    dense = profile > 0.5 * np.percentile(profile[profile > 0], 90) if np.any(profile > 0) else profile > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dense.astype(np.int8), [0]))))
    runs = zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start, end) for start, end in runs if 5 <= end - start <= 25]
