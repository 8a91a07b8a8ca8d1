"""matplotlib's drawings as SVG inside a page: letters are letters, nothing is styled inline (a strict policy forbids
that), and the same figures give the same bytes.
"""

import io
import re
import threading
import unicodedata
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from lxml import etree
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

WIDTH = 760
"""Points; a page on paper is as wide."""

TOP, RIGHT = 28, 56
"""Points that are left above the axes for a legend, and beside them for the figure at the end of a bar."""

SIZE = 11
"""Points of the letters."""

INK, SOFT, LINE, PAPER = "#1b1f24", "#57606a", "#d0d7de", "#ffffff"

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kehoach",  # else each drawing has names of its own
    "font.size": SIZE,
    "font.family": "DejaVu Sans",  # comes with matplotlib and is wide: what fits in it fits in the page's letters
    "text.parse_math": False,  # a name may hold two dollar signs
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": SOFT,
    "ytick.labelcolor": SOFT,
    "path.simplify": False,
}
# The settings are matplotlib's own and hold for all threads.
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Told:
    """What is read out of a chart, its title and what it shows, and what the ids in it begin with."""

    name: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's height in points, and how many of them around the axes are left for labels."""

    height: int
    left: int
    bottom: int
    top: int


def svg(told: Told, frame: Frame, draw: Callable[[Axes], None]) -> str:
    """What `draw` draws, as an element of a page."""
    made = io.BytesIO()
    with _drawing, rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the page's letters have what matplotlib's lack
        figure = Figure(figsize=(WIDTH / 72, frame.height / 72), dpi=72)
        FigureCanvasSVG(figure)
        figure.patch.set_visible(False)
        wide = WIDTH - frame.left - RIGHT
        high = frame.height - frame.bottom - frame.top
        box = (frame.left / WIDTH, frame.bottom / frame.height, wide / WIDTH, high / frame.height)
        axes = figure.add_axes(box)
        axes.patch.set_visible(False)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        draw(axes)
        figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _cleaned(made.getvalue(), told)


def lines(text: str, letters: int, most: int = 2) -> list[str]:
    """A text in lines of so many letters at most, as even as may be; what does not fit ends in "…"."""
    plain = plainly(text)
    if len(plain) <= letters:
        return [plain]
    for width in range(len(plain) // most, letters + 1):
        found = wrap(plain, width, break_on_hyphens=False)
        if len(found) <= most:
            return found
    found = wrap(plain, letters, break_on_hyphens=False)
    return [*found[: most - 1], f"{found[most - 1][: letters - 1].rstrip(' ,;')}…"]


def plainly(text: str) -> str:
    """A text on one line without signs that no one sees, which XML may not hold or which turn the writing round."""
    return " ".join("".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text).split())


def _cleaned(made: bytes, told: Told) -> str:
    root = etree.fromstring(made, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    for unwanted in (*root.iter(f"{_SVG}metadata"), *root.iter(f"{_SVG}style")):
        unwanted.getparent().remove(unwanted)
    used = set(re.findall(rb'(?:url\(|href=")#([\w-]+)', made))
    for element in root.iter():
        _clean(element, told.name, used)
    for group in reversed(list(root.iter(f"{_SVG}g", f"{_SVG}defs"))):
        if not len(group):
            group.getparent().remove(group)
    for key in ("width", "height", "version"):
        root.attrib.pop(key, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{told.name}-title {told.name}-desc")
    for place, (tag, text) in enumerate((("title", told.title), ("desc", told.description))):
        element = etree.Element(f"{_SVG}{tag}", id=f"{told.name}-{tag}")
        element.text = plainly(text)
        root.insert(place, element)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _clean(element: etree._Element, name: str, used: set[bytes]) -> None:
    style = element.attrib.pop("style", "")
    for part in filter(None, (part.strip() for part in style.split(";"))):
        key, _, value = part.partition(":")
        if key.strip() != "font-family":  # the page says which
            element.set(key.strip(), value.strip())
    if (own := element.get("id")) is not None:
        if own.encode() in used:
            element.set("id", f"{name}-{own}")
        else:
            del element.attrib["id"]
    if (target := element.attrib.pop(_HREF, None)) is not None:
        element.set("href", f"#{name}-{target[1:]}")
    for key, value in element.attrib.items():
        if value.startswith("url(#"):
            element.set(key, f"url(#{name}-{value[5:]}")
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if (path := element.get("d")) is not None:
        element.set("d", re.sub(r"-?\d+\.\d+", _short, " ".join(path.split())))
    for key in ("x", "y"):
        if (value := element.get(key)) is not None:
            element.set(key, re.sub(r"-?\d+\.\d+", _short, value))


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
