"""Letters for pictures: a font of the system that has the Vietnamese ones, or plain letters without marks."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

# Pillow looks for them where Windows, macOS and Linux keep fonts. All have every Vietnamese letter.
VIETNAMESE_FONTS = (
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
    "NotoSans-Regular.ttf",
    "segoeui.ttf",
    "arial.ttf",
    "tahoma.ttf",
    "Arial.ttf",
    "Arial Unicode.ttf",
)


@dataclass(frozen=True, slots=True)
class Lettering:
    """A font at one size, in pixels. `whole` is False where it lacks the marks of Vietnamese letters."""

    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    size: int
    whole: bool = True

    def printable(self, text: str) -> str:
        """The text as the font can print it: "nhiệm vụ" is "nhiem vu" where it must be."""
        if self.whole:
            return text
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        return bare.translate(_PLAIN).encode("ascii", "replace").decode("ascii")

    def width(self, text: str) -> float:
        """Of a printable text, in pixels."""
        return self.font.getlength(text)


_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "—": "-", "§": "#", "…": "...", "·": "-"})


@cache
def lettering(size: int) -> Lettering:
    """Letters of this size: of the first font that the system has, else those that come with Pillow."""
    for name in VIETNAMESE_FONTS:
        try:
            return Lettering(ImageFont.truetype(name, size), size)
        except OSError:
            continue
    # Pillow's own font has the letters of Western Europe only.
    return Lettering(ImageFont.load_default(size), size, whole=False)
