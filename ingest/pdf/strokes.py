"""The straight lines that a PDF page draws: strokes, thin filled rectangles, outlines of rectangles, in forms too."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.pdf.frame import Frame
from models import Box


class Strokes(NamedTuple):
    """What a page draws, in the frame asked for. `rules` are straight lines along or across the page, as boxes of
    no more than 3 points in one direction; `fills` are areas filled with a dark colour; `pictures` are images.
    """

    rules: list[Box]
    fills: list[Box]
    pictures: list[Box]


def strokes(page: pdfium.PdfPage, frame: Frame) -> Strokes:
    """The page's ruled lines and dark areas.

    Word draws a border as a thin filled rectangle, LibreOffice as a stroke, others as one path with every
    line of the table. What is drawn in white or is a part of a picture is left out.
    """
    found = Strokes([], [], [])
    for item, matrix in _items(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _IDENTITY, 0):
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_corners(matrix, frame))
        elif len(found.rules) < _MOST_RULES:
            _read(item, matrix, frame, found)
    return found


_THICKEST = 3.0  # points: a filled rectangle that is thicker is an area
_STRAIGHT = 0.8  # points: how far the ends of a straight line may be out of line
_MOST_RULES = 20_000  # a drawing or a map, no table
_MOST_SEGMENTS = 2_000
_DEEPEST = 8  # forms within forms

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def _items(container: Any, count: Any, get: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """Each path and image on a page or in a form, with the matrix that leads from its points to the page."""
    for index in range(count(container)):
        item = get(container, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield item, _within(_matrix(item), outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _within(_matrix(item), outer)
            yield from _items(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix(item: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _corners(matrix: _Matrix, frame: Frame) -> Box:
    """Where an image stands: the unit square, as its matrix puts it on the page."""
    a, b, c, d, e, f = matrix
    return frame.box(
        e + min(a, 0) + min(c, 0), f + min(b, 0) + min(d, 0), e + max(a, 0) + max(c, 0), f + max(b, 0) + max(d, 0)
    )


def _read(path: Any, matrix: _Matrix, frame: Frame, found: Strokes) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    stroked = stroke.value and _is_seen(path, raw.FPDFPageObj_GetStrokeColor)
    filled = fill.value and _is_seen(path, raw.FPDFPageObj_GetFillColor)
    if not stroked and not filled:
        return
    for points in _outlines(path, matrix, frame):
        if len(points) < 2:
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        thinner = min(box.x1 - box.x0, box.y1 - box.y0)
        if thinner <= _THICKEST:
            found.rules.append(box)
        elif stroked:
            found.rules.extend(_sides(points))
        elif filled and len(points) <= 6 and _is_dark(path):
            found.fills.append(box)


def _outlines(path: Any, matrix: _Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """Each connected line of a path as its corners in the frame; a curve stands as its ends."""
    count = raw.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield points


def _sides(points: list[tuple[float, float]]) -> Iterator[Box]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT:
            yield Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _is_seen(path: Any, colour: Any) -> bool:
    parts = _colour(path, colour)
    return parts is None or (parts[3] > 0 and min(parts[:3]) < 250)


def _is_dark(path: Any) -> bool:
    parts = _colour(path, raw.FPDFPageObj_GetFillColor)
    return parts is not None and sum(parts[:3]) < 3 * 170


def _colour(path: Any, colour: Any) -> tuple[int, ...] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour(path, *map(ctypes.byref, parts)):
        return None
    return tuple(part.value for part in parts)
