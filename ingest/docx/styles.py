"""Styles (ECMA-376 part 1, 17.7): what a paragraph and its characters inherit."""

from functools import cache
from typing import Any, NamedTuple

from ingest.docx.names import Element, W, attribute, child, is_on, points, value

_DEFAULT_SIZE = 10.0  # what Word takes when neither a style nor the document's defaults name a size
_MAX_DEPTH = 50  # of styles based on styles; Word allows 11
_TOGGLES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}


class Characters(NamedTuple):
    """How characters are set. `size` is in points; `hidden` characters are not shown."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    size: float = _DEFAULT_SIZE
    font: str | None = None


class Styles:
    """The styles of a document; without a styles part everything is Word's default."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else list(root.iterfind(W + "style"))
        self._styles = {attribute(style, "styleId"): style for style in styles}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in styles
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")
            ),
            None,
        )
        defaults = child(root, "docDefaults")
        self.paragraph_defaults = child(child(defaults, "pPrDefault"), "pPr")
        self._run_defaults = _direct(child(child(defaults, "rPrDefault"), "rPr"))
        self.lineage = cache(self._lineage)
        self.paragraph_properties = cache(self._paragraph_properties)
        self._inherited = cache(self._inherit)

    def characters(self, paragraph_style: str | None, properties: Element | None) -> Characters:
        """How the characters of a run with these properties (w:rPr) are set in a paragraph of that style."""
        inherited = self._inherited(paragraph_style, value(properties, "rStyle"))
        if properties is None or not len(properties):
            return inherited
        return inherited._replace(**_direct(properties))

    def number_id(self, style: str) -> str | None:
        """The number id that a list style holds."""
        return value(child(child(self._styles.get(style), "pPr"), "numPr"), "numId")

    def _paragraph_properties(self, style: str | None) -> tuple[Element | None, ...]:
        """The w:pPr of a paragraph style and of those that it is based on, the nearest first."""
        return tuple(child(ancestor, "pPr") for ancestor in self.lineage(style))

    def _inherit(self, paragraph_style: str | None, character_style: str | None) -> Characters:
        """Toggle properties add up to their opposite: bold in a bold paragraph is not bold (17.7.3)."""
        paragraph = self._merged(paragraph_style, "paragraph")
        character = self._merged(character_style, "character")
        settings = self._run_defaults | paragraph | character
        for toggle in _TOGGLES.values():
            if toggle in paragraph and toggle in character:
                settings[toggle] = paragraph[toggle] != character[toggle]
            if self._run_defaults.get(toggle):
                settings[toggle] = True
        return Characters(**settings)

    def _merged(self, style: str | None, kind: str) -> dict[str, Any]:
        settings: dict[str, Any] = {}
        for ancestor in reversed(self.lineage(style, kind)):
            settings |= _direct(child(ancestor, "rPr"))
        return settings

    def _lineage(self, style: str | None, kind: str = "paragraph") -> tuple[Element, ...]:
        """A style and those that it is based on, the nearest first. An unknown paragraph style is the default one."""
        if kind == "paragraph" and style not in self._styles:
            style = self._default
        found: list[Element] = []
        while style in self._styles and len(found) < _MAX_DEPTH and self._styles[style] not in found:
            found.append(self._styles[style])
            style = value(found[-1], "basedOn")
        return tuple(found)


def _direct(properties: Element | None) -> dict[str, Any]:
    """What run properties (w:rPr) say themselves, named as in Characters."""
    if properties is None:
        return {}
    settings: dict[str, Any] = {
        name: is_on(found) for tag, name in _TOGGLES.items() if (found := child(properties, tag)) is not None
    }
    if (size := points(value(properties, "sz"), per_point=2)) is not None:
        settings["size"] = size
    fonts = child(properties, "rFonts")
    if font := attribute(fonts, "ascii") or attribute(fonts, "hAnsi"):
        settings["font"] = font
    return settings
