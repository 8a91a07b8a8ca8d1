"""Footnotes: small type at the foot of a page, and the raised marks in the text that call them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from ingest.pdf.lines import Line
from ingest.pdf.page import Sheet
from models import Box


class Note(NamedTuple):
    """A footnote's mark ("" for the rest of one from the page before) and its lines, without the mark."""

    mark: str
    lines: list[Line]


def take_notes(sheet: Sheet, body_size: float) -> list[Note]:
    """Take the footnotes out of a sheet's lines, and their marks out of its text.

    `body_size` is the usual size of the document's type.
    """
    called = _called(sheet)
    start = _start(sheet, body_size, called)
    if start is None:
        return []
    notes: list[Note] = []
    for line in sheet.lines[start:]:
        mark = _own_mark(line, called)
        if mark:
            notes.append(Note(mark, [replace(line, words=line.words[1:])] if len(line.words) > 1 else []))
        elif notes:
            notes[-1].lines.append(line)
        else:
            notes.append(Note("", [line]))
    del sheet.lines[start:]
    marks = {note.mark for note in notes}
    sheet.lines[:] = [_without(line, marks) for line in sheet.lines]
    for table in sheet.tables:
        table.texts[:] = [[_without(line, marks) for line in lines] for lines in table.texts]
    return notes


def usual_size(sheets: Sequence[Sheet]) -> float:
    """The size in which most letters outside tables are set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


_MARK = re.compile(r"\d{1,3}|\*{1,3}|\[\d{1,3}\]")
_SMALL = 0.93  # of the usual size: the largest type of a footnote
_WIDEST_RULE = 0.5  # of the page's width: the separator is shorter than what underlines a heading or frames a table

_UNDERLINE = 0.36  # of a line's size: how far below the base line its underline is drawn; a separator lies farther down


def _start(sheet: Sheet, body_size: float, called: set[str]) -> int | None:
    """The index of the first line of the footnotes: the first of the small lines that end the page, when a short
    rule stands over it or it starts with a raised mark.
    """
    small = len(sheet.lines)
    while small and sheet.lines[small - 1].size <= _SMALL * body_size and _is_below_tables(sheet, small - 1):
        small -= 1
    for index in range(small, len(sheet.lines)):
        if _own_mark(sheet.lines[index], called) or _has_rule_above(sheet, index):
            return index
    return None


def _is_below_tables(sheet: Sheet, index: int) -> bool:
    return all(table.grid.ys[-1] < sheet.lines[index].y for table in sheet.tables)


def _called(sheet: Sheet) -> set[str]:
    """The raised marks in a page's text and tables, those that open a line left aside."""
    cells = (lines for table in sheet.tables for lines in table.texts)
    return {
        word.text
        for line in chain(sheet.lines, chain.from_iterable(cells))
        for word in line.words[1:]
        if word.raised and _MARK.fullmatch(word.text)
    }


def _own_mark(line: Line, called: set[str]) -> str:
    """The mark with which a footnote begins: raised, or at least in smaller type than its text, or one that the page's
    text calls (LibreOffice prints marks at the foot like the text behind them).
    """
    first = line.words[0]
    small = first.raised or first.size < 0.8 * line.size
    return first.text if (small or first.text in called) and _MARK.fullmatch(first.text) else ""


def _has_rule_above(sheet: Sheet, index: int) -> bool:
    line = sheet.lines[index]
    above = sheet.lines[index - 1].y if index else 0.0
    return any(
        above < rule.y0 < line.y
        and line.y - rule.y1 < 3 * line.size
        and abs(rule.x0 - line.x0) < 40
        and 30 < rule.x1 - rule.x0 < _WIDEST_RULE * sheet.upright.width
        and not any(_underlines(rule, other) for other in sheet.lines[: index + 1])
        for rule in sheet.rules
    )


def _underlines(rule: Box, line: Line) -> bool:
    """Whether a rule is the underline of words of a line: of "Nơi nhận:", or of an address that can be clicked on."""
    is_near = -0.1 * line.size < rule.y0 - line.y < _UNDERLINE * line.size
    return is_near and any(abs(word.box.x0 - rule.x0) < 2 for word in line.words) and rule.x1 < line.x1 + 2


def _without(line: Line, marks: set[str]) -> Line:
    """A line without the raised marks of the page's own footnotes; other raised words stay ("m2")."""
    words = tuple(
        word for index, word in enumerate(line.words) if not (index and word.raised and _is_call(word.text, marks))
    )
    return line if len(words) == len(line.words) else replace(line, words=words)


def _is_call(text: str, marks: set[str]) -> bool:
    return text in marks or all(part in marks for part in re.split(r"[,;]\s*", text))
