"""Scans made of PDF files: pictures of the pages and nothing else, as copiers and clerks leave them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pypdfium2
from PIL import Image

from corpus.writers import ink, wear
from corpus.writers.picture_pdf import DPI, jpeg, write
from corpus.writers.wear import Picture

Damage = Literal["light", "medium", "hard"]
_QUALITIES: dict[Damage, int] = {"light": 85, "medium": 65, "hard": 35}
_SIGNED_BESIDE = "Nơi nhận"  # the words that stand left of the signature
_CM = DPI / 2.54
_UPSIDE_DOWN, _BLANK = 0.06, 0.06  # how often, of hard pages
_PAPER = np.array((1.0, 0.985, 0.95), dtype=np.float32)


def from_pdf(path: Path, out: Path, damage: Damage, seed: int) -> tuple[int | None, ...]:
    """Scan a PDF at 200 dots an inch: for each page of `out` the page of `path` (from 0), None for a blank one.

    light: a little blur. medium: askew by up to 1.5 degrees, grain, uneven light, speckles, a seal and a signature.
    hard: gray, askew by up to 3 degrees, pale and broken, the back shines through, holes, black margins; now and
    then a page upside down or a blank one. The same file and seed give the same bytes with one version of pdfium and
    Pillow. Raises OSError where the seal's font is missing.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        sources = _order(len(document), damage, np.random.default_rng([seed, 0]))
        write(_pages(document, sources, damage, seed), out)
    finally:
        document.close()
    return sources


def _order(count: int, damage: Damage, random: np.random.Generator) -> tuple[int | None, ...]:
    """The pages as they come out of the feeder, blank backs among them."""
    order: list[int | None] = []
    for number in range(count):
        order.append(number)
        if damage == "hard" and random.random() < _BLANK:
            order.append(None)
    return tuple(order)


def _pages(
    document: pypdfium2.PdfDocument, sources: tuple[int | None, ...], damage: Damage, seed: int
) -> Iterator[tuple[bytes, tuple[int, int], bool]]:
    wears: dict[Damage, Callable[[Picture, Picture, np.random.Generator], Picture]] = {
        "light": _light,
        "medium": _medium,
        "hard": _hard,
    }
    signed = _signature_place(document)
    for place, number in enumerate(sources):
        random = np.random.default_rng([seed, 1, place])
        drawn = _drawn(document, number)
        if damage != "light" and signed is not None and signed[0] == number:
            drawn = _signed(drawn, signed[1], random)
        other = sources[(place + 1) % len(sources)]
        back = drawn if damage != "hard" else _drawn(document, other)
        made = wear.image(wears[damage](wear.array(drawn), wear.array(back), random))
        yield jpeg(made, _QUALITIES[damage]), made.size, made.mode == "RGB"


def _drawn(document: pypdfium2.PdfDocument, number: int | None) -> Image.Image:
    if number is None:
        return Image.new("RGB", (round(21.0 * _CM), round(29.7 * _CM)), "white")
    picture: Image.Image = document[number].render(scale=DPI / 72).to_pil().convert("RGB")
    return picture


def _signature_place(document: pypdfium2.PdfDocument) -> tuple[int, tuple[int, int]] | None:
    """The page of the signature and the middle of its room in pixels: in the right half, beside the recipients."""
    for number in reversed(range(len(document))):
        page = document[number]
        words = page.get_textpage()
        found = words.search(_SIGNED_BESIDE, match_case=True).get_next()
        if found is not None:
            _, _, _, top = words.get_charbox(found[0])
            width, height = page.get_size()
            return number, (round(width * 0.7 * DPI / 72), round((height - top) * DPI / 72 + 2.4 * _CM))
    return None


def _signed(page: Image.Image, middle: tuple[int, int], random: np.random.Generator) -> Image.Image:
    """Signature and seal, the seal over the signature's left third as the rules ask; the print shines through."""
    made = wear.array(page)
    scrawl = ink.signature(round(5 * _CM), random).rotate(random.uniform(-6, 10), expand=True)
    stamp = ink.seal(round(3.6 * _CM)).rotate(random.uniform(-25, 25), Image.Resampling.BICUBIC)
    x, y = middle
    for picture, left, strength in ((scrawl, x, 0.95), (stamp, x - round(1.9 * _CM), 0.8)):
        layer = Image.new("RGBA", page.size, (255, 255, 255, 0))
        layer.paste(picture, (left - picture.width // 2, y - picture.height // 2))
        tint = np.asarray(layer, dtype=np.float32) / 255
        alpha = tint[:, :, 3:] * np.float32(strength)
        if picture is stamp:
            alpha = alpha * (
                np.float32(0.6) + np.float32(0.4) * wear.clouds(made.shape, 40, random)[:, :, None]
            )  # pressed unevenly
        made = (made * (1 - alpha * (1 - tint[:, :, :3]))).astype(np.float32)
    return wear.image(made)


def _light(page: Picture, back: Picture, random: np.random.Generator) -> Picture:  # noqa: ARG001
    return wear.grain(wear.blurred(page, 0.6), 0.008, random)


def _medium(page: Picture, back: Picture, random: np.random.Generator) -> Picture:  # noqa: ARG001
    made = wear.turned(page, random.uniform(-1.5, 1.5), 1.0) * _PAPER
    made = wear.speckles(wear.blurred(made, 0.7), 250, random)
    return wear.grain(wear.uneven_light(made, 0.18, random), 0.03, random)


def _hard(page: Picture, back: Picture, random: np.random.Generator) -> Picture:
    weights = np.array((0.299, 0.587, 0.114), dtype=np.float32)
    made = wear.faint(page @ weights, random)
    made = wear.bleed_through(made, back @ weights, random.uniform(0.10, 0.18))
    made = wear.punch_holes(made, DPI)
    made = wear.turned(made, random.uniform(-3, 3), 0.03)
    made = wear.low_contrast(wear.blurred(made, 0.8), random.uniform(0.15, 0.28), random.uniform(0.8, 0.92))
    made = wear.black_margins(wear.uneven_light(made, 0.25, random), round(0.6 * _CM), random)
    made = wear.grain(wear.speckles(made, 500, random), 0.04, random)
    return made[::-1, ::-1] if random.random() < _UPSIDE_DOWN else made
