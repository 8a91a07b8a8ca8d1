"""A text object of a PDF page: what its letters look like, how they are turned, where they can be seen."""

import ctypes
import math
from typing import Any, Literal, NamedTuple

from pypdfium2 import raw

from ingest.legacy import Encoding, encoding
from ingest.pdf.frame import Frame
from models import Box


class Style(NamedTuple):
    """What letters of one text object have in common. `quarters` is the angle of the line of writing, in
    quarters anticlockwise as in pdfium's coordinates, None when it is askew. `tinted` is a colour that is
    neither black nor grey nor nearly so: stamps and marks made on the finished page have one.
    """

    size: float
    bold: bool
    italic: bool
    tinted: bool
    white: bool
    quarters: int | None


class Run(NamedTuple):
    """A text object's look and place: its style, whether it is seen at all, the frame in which it is upright, its base
    line there, where its letters can be seen, in pdfium's coordinates, and how a font from before Unicode encodes them.
    """

    style: Style
    visible: bool
    frame: Frame
    y: float
    window: Box
    encoding: Encoding | None


class Face(NamedTuple):
    """What a font is by its name, weight and flags."""

    bold: bool
    italic: bool
    encoding: Encoding | None


def read_run(textpage: Any, pointer: int, index: int, sheet: Frame, fonts: dict[int, Face]) -> Run:
    """The text object at `pointer`, whose first letter is number `index` of the page. `fonts` remembers the
    faces of the page's fonts.
    """
    handle = ctypes.cast(pointer, raw.FPDF_PAGEOBJECT)
    matrix, own = raw.FS_MATRIX(), raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
    size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    bold, italic, old = _face(textpage, handle, index, fonts)
    slanted = abs(matrix.c) > 0.1 * abs(matrix.d) and abs(matrix.b) < 0.01 * abs(matrix.a)
    colour = _colour(handle)
    quarters = _quarters(matrix.a, matrix.b)
    style = Style(
        round(size, 1), bold or mode == _STROKED, italic or slanted, colour == "tinted", colour == "white", quarters
    )
    frame = sheet.turned(quarters or 0)
    in_form = (own.a, own.d, own.e, own.f) != (matrix.a, matrix.d, matrix.e, matrix.f)
    visible = mode != _INVISIBLE and colour != "clear"
    return Run(style, visible, frame, frame.point(x.value, y.value)[1], _window(handle, sheet, in_form), old)


_INVISIBLE = 3  # the text rendering mode "neither fill nor stroke" (ISO 32000-1, table 106)
_STROKED = 2  # "fill, then stroke": a bold face made of a plain one


def _face(textpage: Any, handle: Any, index: int, fonts: dict[int, Face]) -> Face:
    """The face of a text object's font."""
    font = ctypes.cast(raw.FPDFTextObj_GetFont(handle), ctypes.c_void_p).value or 0
    if font not in fonts:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(textpage, index, name, 128, ctypes.byref(flags))
        named = name.value.decode("utf-8", "replace")
        lowered = named.lower()
        # Flags: ISO 32000-1, table 123. The weight of a font that does not state one is 400 or less here.
        bold = "bold" in lowered or "black" in lowered or bool(flags.value & 0x40000)
        bold = bold or raw.FPDFText_GetFontWeight(textpage, index) >= 600
        italic = "italic" in lowered or "oblique" in lowered or bool(flags.value & 0x40)
        fonts[font] = Face(bold, italic, encoding(named))
    return fonts[font]


def _colour(handle: Any) -> Literal["plain", "tinted", "white", "clear"]:
    """What kind of colour the letters of a text object are filled with; "clear" is fully transparent."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, parts)):
        return "plain"
    *colours, alpha = (part.value for part in parts)
    if alpha == 0:
        return "clear"
    if min(colours) > 250:
        return "white"
    # A dark blue or brown is a matter of taste, a bright red or blue one of stamps.
    return "tinted" if max(colours) - min(colours) > 110 and max(colours) > 140 else "plain"


def _quarters(a: float, b: float) -> int | None:
    turns = math.atan2(b, a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.03 else None


def _window(handle: Any, sheet: Frame, in_form: bool) -> Box:
    """Where letters of a text object can be seen: the sheet, and within it the object's clip path.

    Inside a form the clip path is in the form's own coordinates, and is left aside.
    """
    window = Box(sheet.left, sheet.bottom, sheet.right, sheet.top)
    clip = raw.FPDFPageObj_GetClipPath(handle)
    for path in range(raw.FPDFClipPath_CountPaths(clip) if clip and not in_form else 0):
        points = [
            _segment_point(raw.FPDFClipPath_GetPathSegment(clip, path, index))
            for index in range(raw.FPDFClipPath_CountPathSegments(clip, path))
        ]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            window = Box(
                max(window.x0, min(xs)), max(window.y0, min(ys)), min(window.x1, max(xs)), min(window.y1, max(ys))
            )
    return window


def _segment_point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value
