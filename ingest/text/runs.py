"""Stretches of text with one look, and how they become a Paragraph. What Markdown and HTML have in common."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from models import Look, Paragraph, Part
from models.document import Align

# A break that the author made; a plain "\n" in a run is only the end of a printed line.
BREAK = "\u2028"

_TOKEN = re.compile(rf"{BREAK}|[^\S{BREAK}]+|\S+")
TYPED_MARK = re.compile(r"[-–—+*•●▪]\s|\(?\w{1,3}[.)]\s")
"""A number or mark that the author typed at the start of a paragraph."""

_MANY_LINES = 8  # Word's own breaks part a unit's name or a title, two to four lines
_BULLET = re.compile(r"[-–—+*•●▪]\s+")
# Characters without a width of their own: zero-width blanks and joiners, the soft hyphen, byte order marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")

# Raised figures refer to footnotes, but not in "km²", "m³" and "10⁶".
_RAISED = re.compile(r"(?<![^\W\d_])(?P<measure>[kcdmh]?m[²³]|(?<!\d)10[⁻³-⁹]+)|[⁰¹²³⁴-⁹]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look."""

    text: str
    bold: bool = False
    italic: bool = False


def paragraph(
    runs: Iterable[Run], *, label: str | None = None, align: Align | None = None, part: Part = "body"
) -> Paragraph | None:
    """The runs as one paragraph: blanks squeezed, NFC, footnote references gone. None when nothing is left to see."""
    clean = _squeezed(runs)
    text = "".join(run.text for run in clean)
    if not text:
        return None
    look = _look(text, clean)
    return Paragraph(text, label=label, look=replace(look, align=align), part=part)


def parted(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """What stands between breaks as paragraphs where the breaks make them: an empty line, a line that begins with a
    mark, or so many lines that breaks are all that the page has.
    """
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.text == BREAK:
            lines.append([])
        lines[-1].append(run)
    texts = ["".join(run.text for run in line).strip() for line in lines]
    all_apart = sum(bool(text) for text in texts) >= _MANY_LINES
    at_hand: list[Run] = []
    for line, text in zip(lines, texts, strict=True):
        if all_apart or not text or TYPED_MARK.match(text):
            yield at_hand
            at_hand = []
        at_hand += line
    yield at_hand


def printable(text: str) -> str:
    """The text in NFC without characters that print nothing."""
    return _CONTROLS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def without_references(text: str) -> str:
    """The text without the raised figures that refer to footnotes."""
    return _RAISED.sub(lambda m: m["measure"] or "", text)


def _squeezed(runs: Iterable[Run]) -> list[Run]:
    """The runs with one space for each stretch of blanks, also across runs, and none at the ends and at breaks."""
    clean: list[Run] = []
    between = ""  # what stands between the last word and the next
    for run in runs:
        words: list[str] = []
        for token in _TOKEN.findall(without_references(printable(run.text))):
            if token == BREAK:
                between = "\n"
            elif token.isspace():
                between = between or " "
            else:
                words.append(between + token if clean or words else token)
                between = ""
        if words:
            clean.append(replace(run, text="".join(words)))
    return clean


def _look(text: str, runs: Sequence[Run]) -> Look:
    """Bold and italic of the whole and of its beginning. A bullet in front takes the look of what follows."""
    bullet = _BULLET.match(text)
    skip = bullet.end() if bullet else 0
    bold = italic = leading = True
    lead = start = 0
    for run in runs:
        if run.text[max(0, skip - start) :].strip():
            bold = bold and run.bold
            italic = italic and run.italic
            leading = leading and run.bold
            if leading:
                lead = start + len(run.text.rstrip())
        start += len(run.text)
    return Look(bold=bold, italic=italic, bold_lead=0 if bold else lead)
