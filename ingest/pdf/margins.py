"""What stands on a page beside its text: page numbers, running heads and feet, marks of signing programs and stamps."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from ingest.pdf.lines import Line, Word
from ingest.pdf.page import Sheet


class Margins(NamedTuple):
    """Lines taken out of the text, each with its sheet, in page order."""

    header: list[tuple[Sheet, Line]]
    footer: list[tuple[Sheet, Line]]


def take_margins(sheets: Sequence[Sheet]) -> Margins:
    """Take the running heads and feet out of the sheets' lines; what is aside of a text counts as a head."""
    found = Margins([], [])
    repeated = _repeated(sheets)
    for sheet in sheets:
        for at_top, target in ((True, found.header), (False, found.footer)):
            for line in _outermost(sheet, at_top):
                if not (_is_page_number(line, sheet) or _key(line, sheet, at_top) in repeated):
                    break
                sheet.lines.remove(line)
                target.append((sheet, line))
        _take_signing_marks(sheet)
        _take_stamps(sheet)
        found.header.extend((sheet, line) for line in sheet.aside)
    return found


_PAGE_NUMBER = re.compile(r"[-–(]?\s*(?:(?:Trang|Page)\s*)?\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?\s*[-–)]?", re.IGNORECASE)
_OUTER = 0.13  # the share of the page's height at its top and at its bottom where page numbers stand
_RUNNING_LINES = 3  # the most lines of a running head or foot
_Key = tuple[bool, int, str]


def _outermost(sheet: Sheet, at_top: bool) -> list[Line]:
    """The lines above (or below) everything else on a page, from the edge inwards."""
    tables = [table.grid.box for table in sheet.tables]
    if at_top:
        edge = min((box.y0 for box in tables), default=sheet.upright.height)
        return [line for line in sheet.lines[:_RUNNING_LINES] if line.y < edge]
    edge = max((box.y1 for box in tables), default=0.0)
    return [line for line in reversed(sheet.lines[-_RUNNING_LINES:]) if line.y > edge]


def _is_page_number(line: Line, sheet: Sheet) -> bool:
    share = line.y / sheet.upright.height
    return (share < _OUTER or share > 1 - _OUTER) and _PAGE_NUMBER.fullmatch(line.text) is not None


def _key(line: Line, sheet: Sheet, at_top: bool) -> _Key:
    """Equal for the same words (but for their numbers) at the same distance from the edge of the page."""
    distance = line.y if at_top else sheet.upright.height - line.y
    return at_top, round(distance / 4), re.sub(r"\d+", "#", line.text).casefold()


def _repeated(sheets: Sequence[Sheet]) -> set[_Key]:
    """Lines that most pages have at their edge."""
    if len(sheets) < 3:
        return set()
    counts = Counter(
        key
        for sheet in sheets
        for at_top in (True, False)
        for key in {_key(line, sheet, at_top) for line in _outermost(sheet, at_top)}
    )
    # Letters are needed: a bullet that happens to start many pages is no head.
    return {key for key, count in counts.items() if count > len(sheets) / 2 and any(map(str.isalpha, key[2]))}


_SIGNER = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Signed by|Digitally signed|Signature (?:Not Verified|Valid|is valid))",
    re.IGNORECASE,
)


def _take_signing_marks(sheet: Sheet) -> None:
    """Put aside the block that a signing program prints: "Người ký: … Email: … Cơ quan: … Thời gian ký: …"."""
    for line in list(sheet.lines):
        start = _signer_starts(line)
        if start is None or line not in sheet.lines:
            continue
        mark = line.words[start]
        block = [other for other in sheet.lines if _is_below(other, line)]
        bottom = line.y
        for other in block:
            inside = [word for word in other.words if word.box.x0 > mark.box.x0 - 3 and word.size < mark.size + 0.6]
            if inside and other.y - bottom > 2 * mark.size:
                break
            if inside:
                bottom = other.y
                _split_off(sheet, other, inside)


def _signer_starts(line: Line) -> int | None:
    """The index of the word with which a signer's block begins."""
    for index in range(len(line.words)):
        if _SIGNER.match(" ".join(word.text for word in line.words[index : index + 3])):
            return index
    return None


def _is_below(other: Line, line: Line) -> bool:
    return 0 <= other.y - line.y < 12 * line.size


def _split_off(sheet: Sheet, line: Line, words: Sequence[Word]) -> None:
    """Put some words of a line aside."""
    rest = tuple(word for word in line.words if word not in words)
    index = sheet.lines.index(line)
    sheet.lines[index : index + 1] = [replace(line, words=rest)] if rest else []
    sheet.aside.append(replace(line, words=tuple(words)))


def _take_stamps(sheet: Sheet) -> None:
    """Put aside stamps on a page that is black otherwise: bright words in a frame, or above or below all others."""
    bright = [line for line in sheet.lines if any(word.tinted for word in line.words)]
    plain = [line for line in sheet.lines if not line.tinted]
    if not bright or len(bright) > len(plain) / 2:
        return
    last = max(chain((line.y for line in plain), (table.grid.ys[-1] for table in sheet.tables)))
    first = min(line.y for line in plain)
    for line in bright:
        words = [word for word in line.words if word.tinted]
        if not first <= line.y <= last or _is_framed(words, line.y, sheet):
            _split_off(sheet, line, words)


def _is_framed(words: Sequence[Word], y: float, sheet: Sheet) -> bool:
    """Whether rules stand to the left and to the right of words, close by."""
    sides = [rule for rule in sheet.rules if rule.y1 - rule.y0 > rule.x1 - rule.x0 and rule.y0 <= y <= rule.y1]
    left, right = words[0].box.x0, words[-1].box.x1
    return _any_within((left - rule.x1 for rule in sides), 150) and _any_within(
        (rule.x0 - right for rule in sides), 150
    )


def _any_within(distances: Iterable[float], most: float) -> bool:
    return any(-2 <= distance <= most for distance in distances)
