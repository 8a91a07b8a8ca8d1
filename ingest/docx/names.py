"""The names of WordprocessingML (ECMA-376 part 1, chapter 17) and how its values are written."""

import re
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

PARAGRAPH = W + "p"
TABLE = W + "tbl"
RUN = W + "r"
PARAGRAPH_PROPERTIES = W + "pPr"
RUN_PROPERTIES = W + "rPr"
ALTERNATE_CONTENT = MC + "AlternateContent"
DELETED = frozenset((W + "del", W + "moveFrom"))
PROPERTIES = frozenset(W + name for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"))
"""Elements beside the content that hold no text of the document."""

_VAL = W + "val"
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


def child(element: Element | None, name: str) -> Element | None:
    """The child `w:name`, if there is one."""
    return None if element is None else element.find(W + name)


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute `w:name`."""
    if element is None:
        return None
    text: str | None = element.get(W + name)
    return text


def value(element: Element | None, name: str) -> str | None:
    """The `w:val` of the child `w:name`."""
    return attribute(child(element, name), "val")


def is_on(element: Element) -> bool:
    """Whether an on/off property is on: it is when `w:val` is missing."""
    return element.get(_VAL) not in ("0", "false", "off")


def has(element: Element | None, name: str) -> bool:
    """Whether the on/off child `w:name` is there and on."""
    found = child(element, name)
    return found is not None and is_on(found)


def whole(text: str | None, default: int) -> int:
    """A whole number; `default` for anything else."""
    match = re.match(r"\s*([+-]?\d{1,9})", text or "")
    return int(match[1]) if match else default


@lru_cache(maxsize=1024)
def points(text: str | None, per_point: int = 20) -> float | None:
    """A measure in points: a count of units of which `per_point` make a point, or, as strict files have it, "1.5cm"."""
    match = re.fullmatch(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*(pt|in|cm|mm|pc|pi|)\s*", text or "")
    if match is None:
        return None
    return float(match[1]) * _UNITS[match[2]] if match[2] else float(match[1]) / per_point


def alternative(element: Element) -> Element:
    """The branch of mc:AlternateContent that today's Word shows: the first choice, else the fallback.

    The other branches say the same once more for older programs. Without any branch: the empty element itself.
    """
    for name in ("Choice", "Fallback"):
        branch: Element | None = element.find(MC + name)
        if branch is not None:
            return branch
    return element
