"""What copying and scanning do to a page, as functions from picture to picture.

Pictures are float32 arrays, rows x columns x 3 (or rows x columns for gray), 0 black to 1 white, 200 dots an inch.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Picture = NDArray[np.float32]


def array(picture: Image.Image) -> Picture:
    """A Pillow picture ("RGB" or "L") as an array."""
    return np.asarray(picture).astype(np.float32) / np.float32(255)


def image(picture: Picture) -> Image.Image:
    """An array as a Pillow picture."""
    return Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


def blurred(picture: Picture, radius: float) -> Picture:
    """Out of focus by `radius` pixels."""
    return array(image(picture).filter(ImageFilter.GaussianBlur(radius)))


def turned(picture: Picture, degrees: float, fill: float) -> Picture:
    """Laid askew on the glass; `fill` is the lid's brightness."""
    level = round(fill * 255)
    colour = level if picture.ndim == 2 else (level,) * 3
    return array(image(picture).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=colour))


def clouds(shape: tuple[int, ...], cells: int, random: np.random.Generator) -> Picture:
    """A smooth field of values in [0, 1], rows x columns, with about `cells` hills along each side."""
    rough = random.random((cells, cells), dtype=np.float32)
    return array(image(rough).resize((shape[1], shape[0]), Image.Resampling.BICUBIC))


def grain(picture: Picture, strength: float, random: np.random.Generator) -> Picture:
    """The fibres of paper and the noise of the sensor."""
    noise = random.standard_normal(picture.shape[:2], dtype=np.float32) * strength
    return picture + _spread(noise, picture)


def uneven_light(picture: Picture, depth: float, random: np.random.Generator) -> Picture:
    """Darker by up to `depth` in parts of the page."""
    return picture * _spread(1 - depth * clouds(picture.shape, 4, random), picture)


def speckles(picture: Picture, count: int, random: np.random.Generator) -> Picture:
    """Dark dots of one to three pixels."""
    made = picture.copy()
    rows, columns = picture.shape[:2]
    for _ in range(count):
        size = int(random.integers(1, 4))
        row, column = int(random.integers(0, rows - size)), int(random.integers(0, columns - size))
        made[row : row + size, column : column + size] *= random.uniform(0.1, 0.6)
    return made


def bleed_through(picture: Picture, back: Picture, strength: float) -> Picture:
    """The other side of the sheet shines through, mirrored and soft."""
    mirrored = blurred(back[:, ::-1], 2.5)
    if mirrored.shape != picture.shape:
        mirrored = array(image(mirrored).resize((picture.shape[1], picture.shape[0])))
    shining: Picture = np.minimum(picture, 1 - strength * (1 - mirrored))
    return shining


def faint(picture: Picture, random: np.random.Generator) -> Picture:
    """Too little toner: patches of pale letters, and thin lines broken at small holes."""
    patches = 0.55 + 0.45 * clouds(picture.shape, 7, random)
    rows, columns = picture.shape[:2]
    # Holes are some pixels wide: thinner ones would vanish in the blur.
    holes = array(image(random.random((rows // 3, columns // 3), dtype=np.float32)).resize((columns, rows)))
    kept = np.where(holes > 0.88, 0.1, 1.0).astype(np.float32)
    return 1 - (1 - picture) * _spread(patches * kept, picture)


def low_contrast(picture: Picture, black: float, white: float) -> Picture:
    """Black and white moved towards each other."""
    return black + (white - black) * picture


def punch_holes(picture: Picture, dpi: int) -> Picture:
    """Two holes of 6 mm, 8 cm apart, at the left edge; the scanner's dark lid shows through."""
    made = picture.copy()
    rows, columns = picture.shape[:2]
    y, x = np.ogrid[:rows, :columns]
    for centre in (rows / 2 - 4 / 2.54 * dpi, rows / 2 + 4 / 2.54 * dpi):
        made[(y - centre) ** 2 + (x - 1.2 / 2.54 * dpi) ** 2 < (0.3 / 2.54 * dpi) ** 2] = 0.08
    return made


def black_margins(picture: Picture, widest: int, random: np.random.Generator) -> Picture:
    """Black bands along some edges, up to `widest` pixels, where the sheet was smaller than the glass."""
    made = picture.copy()
    rows, columns = picture.shape[:2]
    for edge in random.permutation(4)[: int(random.integers(1, 4))]:
        along = rows if edge < 2 else columns
        start, end = random.uniform(0.2, 1, 2) * widest
        width = np.linspace(start, end, along) + random.normal(0, 0.8, along)
        across = np.arange(columns if edge < 2 else rows)
        band = across[None, :] < width[:, None]
        band = band[:, ::-1] if edge % 2 else band
        made[band if edge < 2 else band.T] = 0.03
    return made


def _spread(field: Picture, picture: Picture) -> Picture:
    """A field of rows x columns, ready to meet a picture in colour."""
    return field if picture.ndim == 2 else field[:, :, None]
