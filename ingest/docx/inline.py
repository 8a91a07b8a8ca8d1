"""What stands inside a paragraph: the characters that Word shows, and what is anchored in them."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest import legacy
from ingest.docx import symbols
from ingest.docx.equations import equation
from ingest.docx.names import (
    ALTERNATE_CONTENT,
    DELETED,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    Element,
    M,
    W,
    alternative,
    attribute,
)
from ingest.docx.styles import Characters, Styles

_TEXT = W + "t"
_SOFT_HYPHEN = W + "softHyphen"  # in the TCVN3 fonts the letter ư
_TEXT_BOX = W + "txbxContent"
_FIELD = W + "fldChar"
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_EQUATIONS = frozenset((M + "oMath", M + "oMathPara"))
_NO_CONTENT = PROPERTIES | {W + "rt", W + "rubyPr"}  # the small print over a ruby text says its sound again
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, zero-width blanks and joiners
_BLANKS = re.compile(r"[\r\n\t]")  # inside w:t they are blanks; w:tab and w:br make the real ones


class Piece(NamedTuple):
    """A text that is set in one way."""

    text: str
    look: Characters


class Note(NamedTuple):
    """A mark that points to note `id` in the part of that kind, "footnotes" or "endnotes"."""

    kind: str
    id: str | None


@dataclass(slots=True)
class Content:
    """What a paragraph shows. `boxes` are the contents of text boxes anchored in it, `pictures` counts the others."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictures: int = 0

    @property
    def visible(self) -> bool:
        """Whether any character shows."""
        return any(not piece.text.isspace() for piece in self.pieces)


def content(paragraph: Element, style: str | None, styles: Styles, old_fonts: bool = False) -> Content:
    """What a w:p of a paragraph style shows; with `old_fonts` the names of fonts tell the encoding."""
    reader = _Reader(style, styles, old_fonts)
    reader.walk(paragraph)
    return reader.content


class _Reader:
    """Walks one paragraph. Fields that run on into the next paragraph show their text there."""

    def __init__(self, style: str | None, styles: Styles, old_fonts: bool) -> None:
        self._style = style
        self._styles = styles
        self._old_fonts = old_fonts
        self._shown = True  # False inside a field's instruction
        self._outer: list[bool] = []  # the same for the fields around this one
        self.content = Content()

    def walk(self, element: Element) -> None:
        for part in element:
            tag = part.tag
            if tag == RUN:
                self._run(part)
            elif tag in DELETED:
                for mark in part.iter(_FIELD):
                    self._field(mark)
            elif tag == ALTERNATE_CONTENT:
                self.walk(alternative(part))
            elif tag in _EQUATIONS:
                self._add(equation(part), self._styles.characters(self._style, None))
            elif tag not in _NO_CONTENT:
                self.walk(part)

    def _run(self, run: Element) -> None:
        look = self._styles.characters(self._style, run.find(RUN_PROPERTIES))
        if look.hidden:
            for mark in run.iter(_FIELD):
                self._field(mark)
        else:
            self._inside(run, look)

    def _inside(self, run: Element, look: Characters) -> None:
        for part in run:
            tag = part.tag
            if tag == _TEXT:
                self._add(self._text(part, look), look)
            elif tag == _SOFT_HYPHEN:
                self._add(self._readable("\u00ad", look), look)
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag], look)
            elif tag == _FIELD:
                self._field(part)
            elif tag in _NOTES:
                if self._shown:
                    self.content.notes.append(Note(_NOTES[tag], attribute(part, "id")))
                if attribute(part, "customMarkFollows") in ("1", "true", "on"):
                    return  # the rest of the run is the note's mark
            elif tag == W + "sym":
                self._add(symbols.named(attribute(part, "char"), attribute(part, "font")), look)
            elif tag == ALTERNATE_CONTENT:
                self._inside(alternative(part), look)
            elif tag in _DRAWN:
                self._drawn(part)
            elif tag == W + "ruby":
                self.walk(part)

    def _text(self, element: Element, look: Characters) -> str:
        text: str = element.text or ""
        text = _BLANKS.sub(" ", text)
        if element.get(_SPACE) != "preserve":
            text = text.strip(" ")
        return self._readable(text, look)

    def _readable(self, text: str, look: Characters) -> str:
        if self._old_fonts:
            text = legacy.modern(text, look.font)
        return symbols.plain(_INVISIBLE.sub("", text), look.font)

    def _field(self, mark: Element) -> None:
        """A field is: begin, instruction, separate, the result that is shown, end; fields nest."""
        match attribute(mark, "fldCharType"):
            case "begin":
                self._outer.append(self._shown)
                self._shown = False
            case "separate" if self._outer:
                self._shown = self._outer[-1]
            case "end" if self._outer:
                self._shown = self._outer.pop()

    def _add(self, text: str, look: Characters) -> None:
        if text and self._shown:
            self.content.pieces.append(Piece(text.upper() if look.caps else text, look))

    def _drawn(self, drawing: Element) -> None:
        if self._shown:
            boxes = _text_boxes(drawing)
            self.content.boxes += boxes
            self.content.pictures += not boxes


def _text_boxes(element: Element) -> list[Element]:
    found = []
    for part in element:
        if part.tag == _TEXT_BOX:
            found.append(part)
        elif part.tag == ALTERNATE_CONTENT:
            found += _text_boxes(alternative(part))
        else:
            found += _text_boxes(part)
    return found
