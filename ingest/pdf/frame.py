"""From pdfium's coordinates to a page's own, and back.

pdfium counts in points from the lower left of the sheet as it was before any rotation. Layout works in an
*upright* frame: points from the top left, y down, turned so that most of the page's text runs left to right.
Places are given on the page *as shown*: the frame that the page's /Rotate makes.
"""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from models import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet's corners in pdfium's points, and by how many quarters it is turned clockwise to be upright."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        """Of the turned sheet, in points."""
        return self.right - self.left if self.quarters % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Of the turned sheet, in points."""
        return self.top - self.bottom if self.quarters % 2 == 0 else self.right - self.left

    def turned(self, quarters: int) -> "Frame":
        """The same sheet, turned so that text at this angle (in quarters anticlockwise) is upright."""
        return Frame(self.left, self.bottom, self.right, self.top, quarters % 4)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of pdfium's, given by two opposite corners, in this frame."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of pdfium's in this frame."""
        match self.quarters:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def to_pdfium(self, x: float, y: float) -> tuple[float, float]:
        """The way back: a point of this frame in pdfium's coordinates."""
        match self.quarters:
            case 0:
                return x + self.left, self.top - y
            case 1:
                return y + self.left, x + self.bottom
            case 2:
                return self.right - x, y + self.bottom
            case _:
                return self.right - y, self.top - x

    def moved(self, box: Box, into: "Frame") -> Box:
        """A box of this frame in another frame of the same sheet."""
        if into.quarters == self.quarters:
            return box
        return into.box(*self.to_pdfium(box.x0, box.y0), *self.to_pdfium(box.x1, box.y1))


def shown(page: pdfium.PdfPage) -> Frame:
    """The page as a viewer shows it: its crop box, turned by its /Rotate."""
    corners = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(corners))
    return Frame(corners.left, corners.bottom, corners.right, corners.top, raw.FPDFPage_GetRotation(page.raw) % 4)
