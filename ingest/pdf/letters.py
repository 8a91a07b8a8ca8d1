"""The letters of a PDF page as pdfium gives them, in pieces: what one text object prints without a gap.

The order of the letters in the file is not trusted beyond a piece: where a fallback font prints some of the
Vietnamese letters, a line is scattered over the page's content. `ingest.pdf.lines` puts it together again.
"""

import ctypes
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.docx.symbols import plain
from ingest.legacy import Encoding
from ingest.pdf import old_fonts
from ingest.pdf.frame import Frame
from ingest.pdf.runs import Face, Run, Style, read_run
from models import Box


class Piece(NamedTuple):
    """Letters in one stroke, in the frame in which they are upright: from `x0` to `x1` on the base line at `y`.
    `before` and `after` say that a blank stands there. `frame` counts the quarters of that frame.
    """

    text: str
    x0: float
    x1: float
    y: float
    style: Style
    before: bool
    after: bool


class Letters(NamedTuple):
    """A page's visible pieces and its invisible ones (a text layer that a scanner's program put under a picture).

    `lost` counts letters within words that the file says nothing about. `guessed` says that letters were decoded by a
    table from before Unicode although no font's name tells it.
    """

    visible: list[Piece]
    invisible: list[Piece]
    lost: int = 0
    guessed: bool = False


def letters(page: pdfium.PdfPage, sheet: Frame) -> Letters:
    """All letters on a page, those outside the sheet and those that their clip path hides left out."""
    textpage = raw.FPDFText_LoadPage(page.raw)
    try:
        return _letters(textpage, sheet)
    finally:
        raw.FPDFText_ClosePage(textpage)


_LINE_END_HYPHEN = (0x02, 0xFFFE)  # what pdfium makes of a hyphen at the end of a line
_BLANKS = frozenset(" \t\r\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
_MARKS = range(0x300, 0x370)  # combining diacritical marks
_MARKS_AS_TEXT = frozenset(map(chr, _MARKS))
_NAMELESS = frozenset([0, 0xFFFD, *range(0xE000, 0xF000), *range(0xF100, 0xF900)])  # F0xx are letters of symbol fonts
_PLAIN = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\ufb05": "st", "ﬆ": "st",
    # Some keyboards and fonts give the Icelandic eth for đ; Vietnamese has none.
    "Ð": "Đ", "ð": "đ",
}  # fmt: skip
_GAP = 0.14  # in sizes of the type: a narrower gap is no blank (see `ingest.pdf.lines`)

_POINTER, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float


def _fast(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium without ctypes' checks of every argument, which take most of the time of a call that is
    made for each letter. Handles are plain integers here.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_unicode = _fast(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_text_object = _fast(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_loose_box = _fast(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)


def _letters(textpage: Any, sheet: Frame) -> Letters:
    found = Letters([], [])
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return found
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    objects = list(map(_text_object, repeat(handle), range(count)))
    codes = list(map(_unicode, repeat(handle), range(count)))
    distinct = set(codes)
    glyphs = _glyphs(handle, codes, objects)
    suspect = old_fonts.may_be_old(distinct)
    old: list[tuple[range, Run]] = []
    fonts: dict[int, Face] = {}
    start = 0
    while start < count:
        end = start + 1
        while end < count and objects[end] == objects[start]:
            end += 1
        if pointer := objects[start]:
            run = read_run(textpage, pointer, start, sheet, fonts)
            if suspect or run.encoding:
                old.append((range(start, end), run))
            else:
                pieces = found.visible if run.visible else found.invisible
                pieces.extend(_pieces(glyphs, range(start, end), run))
        start = end
    guessed = _decode(glyphs, codes, old) if old else False
    for indexes, run in old:
        (found.visible if run.visible else found.invisible).extend(_pieces(glyphs, indexes, run))
    return found._replace(lost=_lost(codes) if distinct & _NAMELESS else 0, guessed=guessed)


def _decode(glyphs: "_Glyphs", codes: Sequence[int], old: Sequence[tuple[range, Run]]) -> bool:
    """Put into `glyphs` what the letters of old fonts show; whether the words had to tell it, no font's name.

    Left alone are fonts whose letters the file gives in Unicode.
    """
    members: dict[Encoding, set[int]] = {}
    for indexes, run in old:
        members.setdefault(run.encoding or Encoding.UNKNOWN, set()).update(indexes)
    unknown = {index for index in members.pop(Encoding.UNKNOWN, ()) if codes[index] < 0xF000}  # no picture fonts
    if old_fonts.has_unicode([codes[index] for indexes in members.values() for index in indexes]):
        members.clear()
    guess = old_fonts.guess(_only(unknown, codes))
    if guess:
        members[guess] = members.get(guess, set()) | unknown
    for encoding, chosen in members.items():
        decoded = old_fonts.decode(_only(chosen, codes), encoding)
        for index in sorted(chosen):
            _put(glyphs, index, decoded[index])
    return guess is not None


def _only(chosen: Set[int], codes: Sequence[int]) -> list[int]:
    """The codes of these letters, and blanks for the others."""
    return [code if index in chosen else 0x20 for index, code in enumerate(codes)]


def _put(glyphs: "_Glyphs", index: int, text: str) -> None:
    """A decoded letter in its place, a mark on the letter before it."""
    if text[0] in _MARKS_AS_TEXT:
        base = index - 1
        while base > 0 and not glyphs.text[base]:
            base -= 1
        if base >= 0 and glyphs.text[base][:1].isalpha():
            glyphs.text[base] += text
            glyphs.text[index] = ""
            glyphs.right[base] = max(glyphs.right[base], glyphs.right[index])
    elif text.isalpha():
        glyphs.text[index] = text


def _lost(codes: Sequence[int]) -> int:
    """How many letters within words have no Unicode, or one that means nothing."""
    return sum(code in _NAMELESS and chr(before).isalpha() for before, code in pairwise(codes))


class _Glyphs(NamedTuple):
    """A page's letters in the order of the file: what each adds to the text ("" for nothing, " " for a blank, more than
    one letter for a ligature), and its box from its advance and its font, in pdfium's coordinates.
    """

    text: list[str]
    left: Sequence[float]
    top: Sequence[float]
    right: list[float]
    bottom: Sequence[float]


def _glyphs(handle: int | None, codes: Sequence[int], objects: Sequence[int | None]) -> _Glyphs:
    count = len(codes)
    buffer = (_FLOAT * (4 * count))()
    address = ctypes.addressof(buffer)
    list(map(_loose_box, repeat(handle), range(count), range(address, address + 16 * count, 16)))
    numbers = list(buffer)
    glyphs = _Glyphs(list(map(_character, codes)), numbers[0::4], numbers[1::4], numbers[2::4], numbers[3::4])
    for index, code in enumerate(codes):
        if code in _MARKS and index and objects[index - 1] != objects[index]:
            base = _base(index, glyphs)
            if base is not None:
                glyphs.text[base] += glyphs.text[index]
                glyphs.text[index] = ""
    return glyphs


@cache
def _character(code: int) -> str:
    if code in _LINE_END_HYPHEN:
        return "-"
    character = chr(code) if code <= 0x10FFFF else ""
    if character in _BLANKS:
        return " "
    if "\uf000" <= character <= "\uf0ff":
        return plain(character, None)
    if unicodedata.category(character or "\0") in ("Cc", "Cf", "Cs", "Cn", "Co"):
        return ""  # soft hyphens, marks of zero width, what no Unicode stands for
    return _PLAIN.get(character, character)


def _base(index: int, glyphs: _Glyphs) -> int | None:
    """The letter that a combining mark from another text object stands on."""
    middle = (glyphs.left[index] + glyphs.right[index]) / 2
    for other in range(index - 1, -1, -1):
        beside = glyphs.left[other] <= middle <= glyphs.right[other]
        level = glyphs.bottom[other] < glyphs.top[index] and glyphs.bottom[index] < glyphs.top[other]
        if beside and level and glyphs.text[other].strip():
            return other
    return None


def _pieces(glyphs: _Glyphs, indexes: Sequence[int], run: Run) -> Iterator[Piece]:
    """A text object's letters that can be seen, parted at blanks and at gaps that are wide enough for one."""
    members: list[int] = []
    before = False
    if not _is_all_seen(glyphs, indexes, run.window):
        indexes = [index for index in indexes if _is_seen(glyphs, index, run.window)]
    for index in indexes:
        character = glyphs.text[index]
        if character == " ":
            if members:
                yield from _strokes(glyphs, members, run, before, after=True)
                members = []
            before = True
        elif character:
            members.append(index)
    if members:
        yield from _strokes(glyphs, members, run, before, after=False)
    elif before and len(indexes) == 1:
        # Word prints some blanks on their own; a narrow one is not seen by the gap alone.
        begins, ends = _extents(glyphs, indexes, run.frame)
        yield Piece(" ", begins[0], ends[0], run.y, run.style, True, True)


def _strokes(glyphs: _Glyphs, members: Sequence[int], run: Run, before: bool, after: bool) -> Iterator[Piece]:
    """Letters between two blanks, in as many pieces as gaps make of them."""
    gap = _GAP * run.style.size
    begins, ends = _extents(glyphs, members, run.frame)
    start, reached = 0, ends[0]
    for position in range(1, len(members) + 1):
        if position < len(members):
            if glyphs.text[members[position]][0] in _MARKS_AS_TEXT:
                continue
            if -gap <= begins[position] - reached <= gap:
                reached = ends[position]
                continue
            reached = ends[position]
        text = "".join([glyphs.text[index] for index in members[start:position]])
        yield Piece(
            text if text.isascii() else unicodedata.normalize("NFC", text),
            min(begins[start:position]),
            max(ends[start:position]),
            run.y,
            run.style,
            before and start == 0,
            after and position == len(members),
        )
        start = position


def _is_all_seen(glyphs: _Glyphs, indexes: Sequence[int], window: Box) -> bool:
    """Whether all of a text object's letters, which stand in a row, are seen: the usual case, told without a loop."""
    part = slice(indexes[0], indexes[-1] + 1)
    return (
        window.x0 <= min(glyphs.left[part])
        and max(glyphs.right[part]) <= window.x1
        and window.y0 <= min(glyphs.bottom[part])
        and max(glyphs.top[part]) <= window.y1
    )


def _is_seen(glyphs: _Glyphs, index: int, window: Box) -> bool:
    return (
        window.x0 <= (glyphs.left[index] + glyphs.right[index]) / 2 <= window.x1
        and window.y0 <= (glyphs.bottom[index] + glyphs.top[index]) / 2 <= window.y1
    )


def _extents(glyphs: _Glyphs, members: Sequence[int], frame: Frame) -> tuple[list[float], list[float]]:
    """Where letters begin and where they end along their line of writing."""
    if frame.quarters == 0:
        return [glyphs.left[i] - frame.left for i in members], [glyphs.right[i] - frame.left for i in members]
    boxes = [frame.box(glyphs.left[i], glyphs.bottom[i], glyphs.right[i], glyphs.top[i]) for i in members]
    return [box.x0 for box in boxes], [box.x1 for box in boxes]
