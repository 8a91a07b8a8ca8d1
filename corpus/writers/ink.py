"""What an office adds to a printed page: a red round seal and a signature in blue.

The seal says that it is a made-up one, so that no page can be taken for a real document.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_RED, _BLUE = (196, 30, 42), (32, 48, 150)
_RING = "CON DẤU MẪU - KHÔNG CÓ GIÁ TRỊ - "
_FONT = "LiberationSans-Bold.ttf"
_SMOOTH = 2  # drawn so many times larger and shrunk, since Pillow's lines have steps


def seal(diameter: int) -> Image.Image:
    """A round seal, `diameter` pixels wide, on nothing ("RGBA").

    Raises OSError with the package's name where the font is missing.
    """
    size = diameter * _SMOOTH
    picture = Image.new("RGBA", (size, size), (*_RED, 0))
    draw = ImageDraw.Draw(picture)
    line = max(2, size // 60)
    draw.ellipse((line, line, size - line, size - line), outline=(*_RED, 255), width=line * 2)
    inner = size * 0.30
    draw.ellipse((inner, inner, size - inner, size - inner), outline=(*_RED, 255), width=line)
    _star(draw, size / 2, size * 0.13)
    font = _font(size // 11)
    for index, letter in enumerate(_RING):
        turn = 360 * index / len(_RING)
        _letter(picture, letter, font, turn, size * 0.385)
    return picture.resize((diameter, diameter), Image.Resampling.LANCZOS)


def signature(width: int, random: np.random.Generator) -> Image.Image:
    """A scrawl, `width` pixels wide and half as high, on nothing ("RGBA")."""
    size = (width * _SMOOTH, width * _SMOOTH // 2)
    picture = Image.new("RGBA", size, (*_BLUE, 0))
    draw = ImageDraw.Draw(picture)
    t = np.linspace(0, 1, 400)
    loops, phase = random.uniform(5, 9), random.uniform(0, 2 * math.pi)
    swing = random.uniform(0.10, 0.16) * (1 - 0.6 * t)
    x = 0.1 + 0.7 * t + swing * np.sin(2 * math.pi * loops * t + phase)
    y = 0.55 - 0.15 * t + 1.6 * swing * np.cos(2 * math.pi * loops * t + phase) + 0.05 * np.sin(9 * t)
    points = [(float(px * size[0]), float(py * size[1])) for px, py in zip(x, y, strict=True)]
    draw.line(points, fill=(*_BLUE, 235), width=max(3, width // 50), joint="curve")
    start, end = (0.15 * size[0], 0.8 * size[1]), (0.95 * size[0], random.uniform(0.55, 0.75) * size[1])
    draw.line((start, end), fill=(*_BLUE, 235), width=max(3, width // 60))
    return picture.resize((width, width // 2), Image.Resampling.LANCZOS)


def _font(size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(_FONT, size)
    except OSError as error:
        raise OSError(f"The font {_FONT} is not installed. Install it: apt-get install fonts-liberation2") from error


def _star(draw: ImageDraw.ImageDraw, centre: float, radius: float) -> None:
    corners = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.4
        angle = math.pi * index / 5 - math.pi / 2
        corners.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    draw.polygon(corners, fill=(*_RED, 255))


def _letter(picture: Image.Image, letter: str, font: ImageFont.FreeTypeFont, turn: float, radius: float) -> None:
    """Set a letter on the ring, `turn` degrees to the right of the top."""
    side = int(font.size * 2)
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side / 2), letter, 255, font, anchor="mm")
    tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
    angle = math.radians(turn - 90)
    centre = picture.width / 2
    left = round(centre + radius * math.cos(angle) - side / 2)
    top = round(centre + radius * math.sin(angle) - side / 2)
    picture.paste((*_RED, 255), (left, top), tile)
