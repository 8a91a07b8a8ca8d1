"""Pages drawn for tests as printers print them, and what becomes of them: files, and how they were laid on the glass.

Lengths are points from the page's top left corner, y down, as in Places.
"""

import io
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from corpus.writers import picture_pdf
from ingest.pdf.frame import Frame
from ingest.pdf.lines import ASCENT, DESCENT
from ingest.scan.picture import Picture
from models import Box

DPI = picture_pdf.DPI
A4 = (595.0, 842.0)
BLACK, RED, BLUE = (0, 0, 0), (196, 30, 42), (32, 48, 150)

TEXT = (
    "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về công tác phòng cháy,",
    "chữa cháy trong mùa hanh khô, Sở Nội vụ xây dựng kế hoạch như sau:",
    "1. Kiểm tra hệ thống điện, bình chữa cháy tại tất cả các phòng làm việc",
    "và kho lưu trữ của cơ quan; báo cáo kết quả trước ngày 15 tháng 9.",
    "2. Văn phòng chủ trì, phối hợp với Phòng Hành chính tổ chức tập huấn",
    "cho cán bộ, công chức và người lao động trong quý III năm 2025.",
    "3. Phòng Kế toán bố trí kinh phí, tham mưu mua sắm trang thiết bị",
    "theo đúng quy định của pháp luật về quản lý tài sản công.",
)
"""Lines that fill a page's width in 13 points."""

ROWS = (
    ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời hạn"),
    ("1", "Kiểm tra hệ thống điện", "Văn phòng", "Tháng 3"),
    ("2", "Tổ chức tập huấn", "Phòng Hành chính", "Tháng 9"),
    ("3", "Mua sắm trang thiết bị", "Phòng Kế toán", "30/9/2025"),
    ("4", "Báo cáo kết quả", "Thanh tra Sở", "15/12/2025"),
)
XS = (70.0, 105.0, 275.0, 415.0, 535.0)


class Drawn(NamedTuple):
    """A word and the box of its line around it, as places on pages have it."""

    text: str
    box: Box


@cache
def font(name: str, size: float, dpi: float) -> ImageFont.FreeTypeFont:
    """A font of Liberation (Debian's fonts-liberation2)."""
    return ImageFont.truetype(f"Liberation{name}.ttf", size * dpi / 72)


class Page:
    """White paper, and the words printed on it."""

    def __init__(self, width: float = A4[0], height: float = A4[1], dpi: float = DPI) -> None:
        self.width, self.height, self.dpi = width, height, dpi
        self.words: list[Drawn] = []
        self.image = Image.new("RGB", (self._dots(width), self._dots(height)), "white")
        self._draw = ImageDraw.Draw(self.image)

    def _dots(self, points: float) -> int:
        return round(points * self.dpi / 72)

    def text(
        self,
        x: float,
        base: float,
        text: str,
        size: float = 13,
        name: str = "Serif-Regular",
        colour: tuple[int, int, int] = BLACK,
    ) -> float:
        """Print a text on a base line; where the next word would begin."""
        own = font(name, size, self.dpi)
        for word in text.split():
            self._draw.text((self._dots(x), self._dots(base)), word, colour, own, anchor="ls")
            end = x + own.getlength(word) * 72 / self.dpi
            self.words.append(Drawn(word, Box(x, base - ASCENT * size, end, base + DESCENT * size)))
            x = end + own.getlength(" ") * 72 / self.dpi
        return x

    def lines(
        self, texts: Iterable[str], x: float = 70, base: float = 80, size: float = 13, name: str = "Serif-Regular"
    ) -> "Page":
        for index, text in enumerate(texts):
            self.text(x, base + index * 1.5 * size, text, size, name)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float, width: int = 2, gray: int = 0) -> "Page":
        """A ruled line, `width` dots thick."""
        ends = (self._dots(x0), self._dots(y0), self._dots(x1), self._dots(y1))
        self._draw.line(ends, (gray, gray, gray), width)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], width: int = 2, gray: int = 0) -> "Page":
        for y in ys:
            self.line(xs[0], y, xs[-1], y, width, gray)
        for x in xs:
            self.line(x, ys[0], x, ys[-1], width, gray)
        return self

    def table(self, rows: Sequence[Sequence[str]] = ROWS, top: float = 80, step: float = 26) -> "Page":
        """A ruled table with a line of text in each cell."""
        self.grid(XS, [top + step * index for index in range(len(rows) + 1)])
        for index, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                self.text(x + 5, top + step * index + 18, text, 12)
        return self

    def spot(self, x: float, y: float, radius: float, gray: int = 10) -> "Page":
        """A round spot, as the hole of a punch on a dark lid."""
        corners = tuple(self._dots(v) for v in (x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse(corners, (gray, gray, gray))
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float, colour: tuple[int, int, int] = BLACK) -> "Page":
        self._draw.rectangle(tuple(self._dots(v) for v in (x0, y0, x1, y1)), colour)
        return self

    def over(self, picture: Image.Image, x: float, y: float, strength: float = 1.0) -> "Page":
        """Press a stamp or signature ("RGBA") over the print, its middle at (x, y); the print shows through."""
        layer = Image.new("RGBA", self.image.size, (255, 255, 255, 0))
        layer.paste(picture, (self._dots(x) - picture.width // 2, self._dots(y) - picture.height // 2))
        tint = np.asarray(layer, dtype=np.float32) / 255
        made = np.asarray(self.image, dtype=np.float32) * (1 - tint[:, :, 3:] * strength * (1 - tint[:, :, :3]))
        self.image = Image.fromarray(made.astype(np.uint8))
        self._draw = ImageDraw.Draw(self.image)
        return self

    def box(self, box: Box) -> tuple[slice, slice]:
        """The rows and columns of the picture in a box."""
        return (
            slice(self._dots(box.y0), self._dots(box.y1)),
            slice(self._dots(box.x0), self._dots(box.x1)),
        )

    @property
    def gray(self) -> NDArray[np.uint8]:
        return np.asarray(self.image.convert("L"))

    @property
    def picture(self) -> Picture:
        return Picture(np.asarray(self.image), Frame(0.0, 0.0, self.width, self.height, 0), self.dpi)


def body(count: int = len(TEXT)) -> Page:
    """A page of text."""
    return Page().lines(TEXT[:count])


def table() -> Page:
    """A page with a ruled table and a line above it."""
    page = Page().table(top=120)
    page.text(70, 80, "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ", name="Serif-Bold")
    return page


# On the glass


def sideways(image: Image.Image, quarters: int) -> Image.Image:
    """A picture turned anticlockwise by quarters: it must be turned clockwise as often to be upright."""
    return image.rotate(90 * quarters, expand=True)


def askew(image: Image.Image, degrees: float) -> Image.Image:
    """A picture turned clockwise by some degrees about its middle: anticlockwise as much, it is level."""
    return image.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor="white")


def place(box: Box, page: Page, quarters: int = 0, degrees: float = 0.0) -> Box:
    """Where a box of a page stands once the page was turned by `askew` and then by `sideways`."""
    x, y = (box.x0 + box.x1) / 2 - page.width / 2, (box.y0 + box.y1) / 2 - page.height / 2
    turn = math.radians(degrees)
    x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    width, height = box.x1 - box.x0, box.y1 - box.y0
    sheet_width, sheet_height = page.width, page.height
    for _ in range(quarters):
        x, y, width, height = y, -x, height, width
        sheet_width, sheet_height = sheet_height, sheet_width
    x, y = x + sheet_width / 2, y + sheet_height / 2
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


# Files


def pdf(images: Iterable[Image.Image], folder: Path, quality: int = 90) -> bytes:
    """A PDF of pictures alone."""
    path = folder / "scan.pdf"
    picture_pdf.write(((picture_pdf.jpeg(i, quality), i.size, i.mode == "RGB") for i in images), path)
    return path.read_bytes()


def tiff(images: Sequence[Image.Image], dpi: float = DPI) -> bytes:
    """A TIFF with a page for each picture."""
    return file(
        images[0], "TIFF", save_all=True, append_images=list(images[1:]), dpi=(dpi, dpi), compression="tiff_lzw"
    )


def file(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
