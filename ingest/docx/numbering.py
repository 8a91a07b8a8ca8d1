"""Automatic numbers (ECMA-376 part 1, 17.9): the lists that a document defines, and the labels they give in turn."""

import re
import unicodedata
from dataclasses import dataclass, replace

from ingest.docx import symbols
from ingest.docx.names import ALTERNATE_CONTENT, Element, W, alternative, attribute, child, has, value, whole
from ingest.docx.numerals import numeral
from ingest.docx.styles import Styles

_MAX_LABEL = 255  # characters of a label's pattern; Word allows 31


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level (from 0) whose use starts this one anew; None is any above it."""

    form: str
    pattern: str
    start: int
    restart: int | None
    legal: bool
    font: str | None
    paragraph_properties: Element | None
    style: str | None


@dataclass(frozen=True, slots=True)
class List:
    """What the w:num of an id stands for. All that share one abstract definition, `key`, share its counters.

    `overrides` are the levels that start anew, and where, when a paragraph uses this w:num for the first time.
    """

    id: str
    key: str
    levels: dict[int, Level]
    overrides: dict[int, int]


class Numbering:
    """The lists of a document by number id."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str | None, List] = {}
        if root is None:
            return
        abstract = {attribute(element, "abstractNumId"): element for element in root.iterfind(W + "abstractNum")}
        numbers = {attribute(element, "numId"): element for element in root.iterfind(W + "num")}
        for number_id, element in numbers.items():
            definition = abstract.get(value(element, "abstractNumId"))
            if definition is not None and (style := value(definition, "numStyleLink")) is not None:
                # A list made by a list style: its definition is behind the number id that the style holds.
                linked = numbers.get(styles.number_id(style))
                definition = abstract.get(value(linked, "abstractNumId"))
            if definition is not None:
                self._lists[number_id] = _list(number_id or "", element, definition)

    def get(self, number_id: str | None) -> List | None:
        """The list of a number id; None for "0", which takes a style's number away, and for unknown ones."""
        return self._lists.get(number_id)

    def level_of_style(self, number_id: str | None, style: str | None) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        found = self._lists.get(number_id)
        if found is None or style is None:
            return None
        return next((index for index, level in found.levels.items() if level.style == style), None)


class Counters:
    """The running numbers of one story (the body, or the footnotes): each call gives the next label."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def label(self, numbers: List, index: int) -> str | None:
        """The label of the next paragraph on level `index` (from 0) of a list; None where it shows nothing."""
        level = numbers.levels.get(index)
        if level is None:
            return None
        counts = self._counts.setdefault(numbers.key, {})
        if index in numbers.overrides and (numbers.id, index) not in self._used:
            self._used.add((numbers.id, index))
            counts[index] = numbers.overrides[index]
        else:
            counts[index] = counts[index] + 1 if index in counts else level.start
        for below, lower in numbers.levels.items():
            if below > index and (lower.restart is None or index <= lower.restart):
                counts.pop(below, None)
        text = _bullet(level) if level.form == "bullet" else _number(level, numbers.levels, counts)
        return text or None


def _bullet(level: Level) -> str:
    return symbols.bullet(level.pattern, level.font)


def _number(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index)
        if other is None or other.form == "bullet":
            return ""
        # A level above that no paragraph has used yet shows the number it will start with.
        count = counts.get(index, other.start)
        return numeral(count, "decimal" if level.legal and other.form != "none" else other.form)

    text = symbols.plain(re.sub(r"%([1-9])", shown, level.pattern), level.font)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _list(number_id: str, number: Element, definition: Element) -> List:
    levels = {}
    for element in definition.iterfind(W + "lvl"):
        levels[whole(attribute(element, "ilvl"), 0)] = _level(element)
    overrides = {}
    for override in number.iterfind(W + "lvlOverride"):
        index = whole(attribute(override, "ilvl"), 0)
        if (element := child(override, "lvl")) is not None:
            levels[index] = _level(element)
        if (start := value(override, "startOverride")) is not None and index in levels:
            overrides[index] = whole(start, 1)
            levels[index] = replace(levels[index], start=overrides[index])
    return List(number_id, attribute(definition, "abstractNumId") or "", levels, overrides)


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    fonts = child(child(element, "rPr"), "rFonts")
    picture = child(element, "lvlPicBulletId") is not None
    return Level(
        form="bullet" if picture else _form(element),
        pattern=symbols.BULLET if picture else (value(element, "lvlText") or "")[:_MAX_LABEL],
        start=whole(value(element, "start"), 0),
        restart=None if restart is None else whole(restart, 0) - 1,
        legal=has(element, "isLgl"),
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi"),
        paragraph_properties=child(element, "pPr"),
        style=value(element, "pStyle"),
    )


def _form(element: Element) -> str:
    """The number format. Formats of newer Words ("001, 002") have one for older programs beside them."""
    found = child(element, "numFmt")
    alternate = element.find(ALTERNATE_CONTENT)
    if found is None and alternate is not None:
        found = child(alternative(alternate), "numFmt")
    form = attribute(found, "val") or "decimal"
    return (attribute(found, "format") or "").partition(",")[0] if form == "custom" else form
