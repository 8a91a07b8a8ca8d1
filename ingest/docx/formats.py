"""How a paragraph is set: its list, alignment and indent, resolved through styles and list levels."""

from typing import NamedTuple

from ingest.docx.names import Element, attribute, child, points, value, whole
from ingest.docx.numbering import List, Numbering
from ingest.docx.styles import Styles
from models.document import Align

_ALIGN: dict[str | None, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}


class ParagraphFormat(NamedTuple):
    """`level` (from 0) is None for a paragraph without a list; `indent` is the first line's, in points."""

    numbers: List | None
    level: int
    align: Align
    indent: float


class Formats:
    """Resolves paragraph properties (w:pPr): what stands nearer to the paragraph goes before what is farther."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def of(self, properties: Element | None) -> ParagraphFormat:
        """The format of a paragraph with these properties."""
        style = value(properties, "pStyle")
        sources = [properties, *self._styles.paragraph_properties(style)]
        holder = next((i for i, s in enumerate(sources) if value(child(s, "numPr"), "numId") is not None), None)
        numbers, level = None, 0
        if holder is not None:
            number_id = value(child(sources[holder], "numPr"), "numId")
            numbers = self._numbering.get(number_id)
            level = self._level(number_id, sources, self._styles.lineage(style))
        if numbers is not None and holder is not None and level in numbers.levels:
            # The list's indent goes before that of any style farther away than the one that names the list.
            sources.insert(holder + 1, numbers.levels[level].paragraph_properties)
        sources.append(self._styles.paragraph_defaults)
        align: Align = next((found for s in sources if (found := _ALIGN.get(value(s, "jc"))) is not None), "left")
        return ParagraphFormat(numbers, level, align, _indent(sources))

    def _level(self, number_id: str | None, sources: list[Element | None], lineage: tuple[Element, ...]) -> int:
        """The nearest level named, or that to which the list ties the nearest style; else the first."""
        if (named := value(child(sources[0], "numPr"), "ilvl")) is not None:
            return whole(named, 0)
        for properties, style in zip(sources[1:], lineage, strict=True):
            tied = self._numbering.level_of_style(number_id, attribute(style, "styleId"))
            if tied is not None:
                return tied
            if (named := value(child(properties, "numPr"), "ilvl")) is not None:
                return whole(named, 0)
        return 0


def _indent(sources: list[Element | None]) -> float:
    left = first = None
    for indent in (child(source, "ind") for source in sources):
        if indent is None:
            continue
        if left is None:
            left = points(attribute(indent, "left") or attribute(indent, "start"))
        if first is None and (hanging := points(attribute(indent, "hanging"))) is not None:
            first = -hanging
        if first is None:
            first = points(attribute(indent, "firstLine"))
    return (left or 0.0) + (first or 0.0)
