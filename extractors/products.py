"""The products that a cell or a label line lists: one for each list mark and each paragraph.

Commas, semicolons, sentences and marks inside a line ("(1)") do not part products: "Kế hoạch, văn bản chỉ đạo" is
one (GUIDELINES, "products"). Words: rules/products.toml.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors import numbering
from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.rules import load
from models import Paragraph


def in_cell(paragraphs: Sequence[Paragraph]) -> tuple[Match[str], ...]:
    """The products of a product cell; offsets count characters of the paragraphs' texts, joined by line breaks.

    A line that merely goes on from the one before joins it. A line that ends in a colon announces the list below:
    it is dropped where it says no more than that, and belongs to the first entry otherwise.
    """
    lines: list[_Line] = []
    start = 0
    for paragraph in paragraphs:
        lines += _lines(paragraph.text, start, paragraph.label is not None)
        start += len(paragraph.text) + 1
    return _products("\n".join(p.text for p in paragraphs), lines)


def in_label(text: str) -> tuple[Match[str], ...]:
    """The products of a label's value ("Sản phẩm: Quyết định, Báo cáo"): one, unless it has several listed lines."""
    return _products(text, _lines(text, 0, labelled=False))


# How


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters [start, end) of the cell; `marked` if a list mark, printed or Word's own, stood before them."""

    start: int
    end: int
    marked: bool


def _lines(text: str, offset: int, labelled: bool) -> list[_Line]:
    found: list[_Line] = []
    position = 0
    for line in text.split("\n"):
        found += _marked_parts(line, offset + position, labelled and not found)
        position += len(line) + 1
    return found


def _marked_parts(line: str, offset: int, labelled: bool) -> Iterator[_Line]:
    """A line without its mark; a dashed line may hold several entries: "- Kế hoạch - Báo cáo"."""
    mark = _mark(line)
    start = mark.length if mark else 0
    if mark and mark.style in numbering.MARKS:
        for dash in _INNER_DASH.finditer(line, start):
            if not line[dash.end()].islower() and not _hyphenated().search(line, start, dash.start()):
                yield _Line(offset + start, offset + dash.start(), True)
                start = dash.end()
    if line[start:].strip():
        yield _Line(offset + start, offset + len(line), mark is not None or labelled)


# A number of one part ("1.", "a)", "(1)"); "2.500 bản", "3.1" and "I-ốt" open no entry of a list.
_SINGLE_MARKS = frozenset({"decimal", "lower", "paren"}) | numbering.MARKS
_INNER_DASH = re.compile(r"(?<=\S)\s+[-–+]\s*(?=\S)")


def _mark(line: str) -> numbering.Numbering | None:
    mark = numbering.parse(line)
    return mark if mark and mark.style in _SINGLE_MARKS else None


def _products(text: str, lines: list[_Line]) -> tuple[Match[str], ...]:
    found = []
    for line in _joined(text, lines):
        stretch = text[line.start : line.end]
        trimmed = stretch.strip().rstrip(";, ")
        start = line.start + len(stretch) - len(stretch.lstrip())
        if trimmed and squeeze(trimmed).casefold() not in load("products")["nothing"]:
            rule = "product.listed" if line.marked else "product.line"
            found.append(Match(squeeze(trimmed), start, start + len(trimmed), rule))
    return tuple(found)


def _joined(text: str, lines: list[_Line]) -> list[_Line]:
    entries: list[_Line] = []
    for line in lines:
        last = entries[-1] if entries else None
        if last and _announces(text[last.start : last.end]) and not last.marked:
            entries[-1] = line
        elif last and (_goes_on(text, last, line) or _leads_in(text, last)):
            entries[-1] = replace(last, end=line.end)
        else:
            entries.append(line)
    return [e for e in entries if not _announces(text[e.start : e.end])]


def _goes_on(text: str, last: _Line, line: _Line) -> bool:
    """Whether an unmarked line is the rest of the one before."""
    if line.marked:
        return False
    before, rest = text[last.start : last.end].rstrip(), text[line.start : line.end].lstrip()
    if before.endswith((".", ";", ":")):
        return False
    return (
        rest[0].islower() or rest[0] in "(,/”" or before.endswith((",", "/", "-")) or bool(_unfinished().search(before))
    )


def _leads_in(text: str, last: _Line) -> bool:
    """Whether a line ends in a colon that announces what follows, with words of its own."""
    return text[last.start : last.end].rstrip().endswith(":")


def _announces(stretch: str) -> bool:
    return bool(_announcing().fullmatch(stretch.strip()))


@cache
def _announcing() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('products')['announcing'])})\s*:".replace(" ", r"\s+"), re.IGNORECASE)


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('products')['unfinished'])})$", re.IGNORECASE)


@cache
def _hyphenated() -> re.Pattern[str]:
    """A stretch that ends within a name that may have a hyphen."""
    rules = load("products")
    bodies = "|".join(rules["bodies"]).replace(" ", r"\s+")
    fields = "|".join(rules["fields"]).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:(?:{bodies})(?:\s+[^\W\d_]+){{1,4}}|{fields})$")
