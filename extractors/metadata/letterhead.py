"""What stands above the title: issuing body, number, place and date (Nghị định 30/2020/NĐ-CP, Phụ lục I).

The letterhead's two columns come as a table, as paragraphs or as lines in any order. Each line is cut at what can be
told by its form (Quốc hiệu, number, place and date); what is left in capitals above the number names the issuer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from extractors import printed
from extractors.draft import Value
from extractors.excerpt import squeeze
from extractors.metadata import issuer
from extractors.metadata.lines import CAPITALS, Line, alternatives, folded, is_capitals, is_noise, motto
from extractors.rules import load

PieceKind = Literal["motto", "rule", "number", "date", "subject", "text"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a letterhead's line; `row` counts the lines as printed."""

    kind: PieceKind
    line: Line
    row: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letterhead states; None for what is not there."""

    number: Value[str] | None
    place: Value[str] | None
    date: Value[str] | None
    issuer: Value[str] | None
    year: int | None
    month: int | None


def read(lines: Iterable[Line], kind: str | None) -> Letterhead:
    """The particulars in the lines above the title of a document of type `kind`."""
    pieces = [p for row, line in enumerate(lines) for p in cut(line, row)]
    number = _number(pieces, kind)
    place, date, day = _place_and_date(pieces)
    body = _issuer(pieces, number, place.value if place else None)
    year, month = (day.year, day.month) if day else (None, None)
    return Letterhead(number[1] if number else None, place, date, body, year, month)


def cut(line: Line, row: int = 0) -> list[Piece]:
    """A line cut at Quốc hiệu, number, place and date, V/v and ruled lines; stamps give nothing."""
    if is_noise(line.text):
        return []
    found: list[Piece] = []
    position = 0
    for match in _matches(line.text):
        found += _text_piece(line, position, match.start(), row)
        kind: PieceKind = match.lastgroup or "motto"  # type: ignore[assignment]
        end = len(line.text) if kind == "subject" else match.end()
        found.append(Piece(kind, line.cut(match.start(), end), row))
        position = end
        if kind == "subject":
            break
    return found + _text_piece(line, position, len(line.text), row)


# How

# A small letter, for the module `re` knows no class for it either.
_SMALL = rf"[^\W\d_{CAPITALS}]"
_NUMBER_WORD = r"[Ss][ốỐôÔ]\s*[:.;]?"
# What OCR makes of digits written by hand: no number, with or without a letter ("12a").
_SCRAWL = r"(?<=:)\s*(?!\d+[a-z]?\s*/)[^\s/-]{1,8}(?: [^\s/-]{1,5}){0,2}(?=\s?/)"
# "Số:" and the digits read as one word, alone in its line or before the place.
_GARBLED = r"^[Ss][^\s/\d-]{1,3}[^\s/-]{0,6}(?=\s?/)"


@cache
def _known() -> re.Pattern[str]:
    subject = alternatives(load("metadata")["type"]["subject"])
    return re.compile(
        rf"(?P<rule>[-_=*—–―─━]{{3,}})|(?P<number>{_number_form()})|(?P<date>{_date_form()})"
        rf"|(?P<subject>(?:^|(?<=\s))(?:{subject})(?!\w))"
    )


def _number_form() -> str:
    """A number behind "Số", its digits blank or written by hand and misread ("Z#4Z"); without "Số" at the line's start
    or behind capitals.
    """
    digits = rf"(?<!\w){_NUMBER_WORD}\s*(?:\d+[a-z](?=\s?/)|[\d\s.…_]*)|(?<!\w)[Ss][ốỐ]\s*:{_SCRAWL}|{_GARBLED}"
    bare = rf"(?:^|(?<=[{CAPITALS}][{CAPITALS}]\s))\d{{1,6}}|^"
    weak_sign = rf"\s*/\s*(?:{printed.kind_pattern()})(?![\w/-])"
    return rf"(?:{digits}|{bare})(?:{printed.sign_pattern()}|{weak_sign})"


def _date_form() -> str:
    """Place and date; a day or month that is blank or unreadable is let pass."""
    levels = load("issuers")["places"]["levels"]
    level = "|".join(f"(?i:{word})" for word in [alternatives(levels), r"t\.?p\.?"])
    word = rf"[{CAPITALS}](?:{_SMALL}|')"
    joint = r"(?:\s*-\s*|\s+)?"
    place = rf"(?<!\w)(?:(?:{level})\s*)?(?:HCM|{word}+|(?<=uận )\d+){joint}(?:{word}*(?![{CAPITALS}]){joint}){{0,4}}"
    # The digits of a stamped day may stand apart ("ngày 1 5 tháng 10").
    open_part = r"[\s.…_]*(?:\d \d|[^\s.…_]{0,4})[\s.…_]*"
    return (
        rf"(?:{place}\s*[,.]?\s*)?(?i:ngày)(?!\s*:){open_part}(?i:tháng){open_part}(?i:năm)\s*(?:\d{{4}}|[\d.…_]*)"
        rf"|{place}\s*,\s*ngày\s+\d{{1,2}}/\d{{1,2}}/\d{{4}}"
        # Of "ngày" and a day by hand nothing may be left: "Hà Đông, r xày<(Ètháng 3 năm 2012".
        rf"|{place}\s*,[^,;:]{{0,14}}?tháng{open_part}năm\s*\d{{4}}"
    )


def _matches(text: str) -> list[re.Match[str]]:
    """What can be told by its form, in order and apart from one another."""
    known = list(_known().finditer(text))
    mottos = [
        m for m in motto().finditer(folded(text)) if not any(m.start() < k.end() and k.start() < m.end() for k in known)
    ]
    return sorted([*known, *mottos], key=lambda m: m.start())


def _text_piece(line: Line, start: int, end: int, row: int) -> list[Piece]:
    part = line.cut(start, end)
    return [] if is_noise(part.text) else [Piece("text", part, row)]


def _number(pieces: Sequence[Piece], kind: str | None) -> tuple[Piece, Value[str]] | None:
    """The document's number: the one whose sign names the document's type, else the first."""
    found = [p for p in pieces if p.kind == "number"]
    if not found:
        return None
    agreeing = [p for p in found if kind and _kind_of(_normal(p)) == kind]
    piece = (agreeing or found)[0]
    value = _normal(piece)
    word = re.match(rf"{_NUMBER_WORD}\s*", piece.line.text)
    excerpt = piece.line.cut(word.end() if word else 0).excerpt
    return piece, Value(value, excerpt, "metadata.number")


def _normal(piece: Piece) -> str:
    number = re.sub(rf"^(?:{_NUMBER_WORD}(?:{_SCRAWL})?(?=[\s\d/…._-])|{_GARBLED})", "", piece.line.text)
    return printed.normal_number(re.sub(r"[.…_](?![A-ZĐ])", "", number))


def _kind_of(number: str) -> str | None:
    kinds: dict[str, str] = load("citations")["kinds"]
    return next((kinds[p] for p in printed.sign_parts(number) if p in kinds), None)


def _place_and_date(
    pieces: Sequence[Piece],
) -> tuple[Value[str] | None, Value[str] | None, printed.PrintedDate | None]:
    for piece in pieces:
        if piece.kind != "date":
            continue
        at = re.search("ngày", piece.line.text, re.IGNORECASE) or re.search(r"(?<=,)\s*\S.*tháng", piece.line.text)
        if at is None:
            continue
        day = printed.date_at(piece.line.text, at.start()) or _month_and_year(piece.line.text)
        place = piece.line.cut(0, at.start())
        place = place.cut(0, len(place.text.rstrip(" ,.")))
        named = Value(squeeze(place.text), place.excerpt, "metadata.place") if place.text else None
        iso = _iso(day) if day else None
        dated = Value(iso, piece.line.cut(at.start()).excerpt, "metadata.date") if iso else None
        return named, dated, day
    return None, None, None


def _month_and_year(text: str) -> printed.PrintedDate | None:
    """What is left of a date whose day cannot be read."""
    match = re.search(r"tháng[\s.…_]*(?:(\d{1,2})\D{1,6}|.{0,6})năm\s*(\d{4})", text, re.IGNORECASE)
    if match is None:
        return None
    return printed.PrintedDate(int(match[2]), int(match[1]) if match[1] else None, None, match.end())


def _iso(day: printed.PrintedDate) -> str | None:
    if day.full:
        return day.full.isoformat()
    if day.year and day.month and 1 <= day.month <= 12:
        return f"{day.year}-{day.month:02}"
    return None


def _issuer(pieces: Sequence[Piece], number: tuple[Piece, Value[str]] | None, place: str | None) -> Value[str] | None:
    parts = printed.sign_parts(number[1].value) if number else []
    bodies = _bodies(_issuer_lines(pieces, number[0] if number else None))
    # A stamp's or another body's name may stand below the issuer: the number's sign tells which one issues.
    named = [i for i, body in enumerate(bodies) if issuer.matches_sign(_joined(body), parts)]
    if named and named[-1] < len(bodies) - 1:
        bodies = bodies[: named[-1] + 1]
    names = [_joined(body) for body in bodies]
    if bodies and (named or not issuer.is_known_sign(parts)):
        return Value(issuer.understood(names, place), bodies[-1][0].excerpt, "metadata.issuer")
    if number and (by_sign := issuer.of_sign(parts, names, place)):
        return Value(by_sign, number[1].excerpt, "metadata.issuer.sign", inferred=True)
    return None


def _issuer_lines(pieces: Sequence[Piece], number: Piece | None) -> list[Line]:
    """The lines in capitals that may name the issuer: above the number, in one column."""
    signs = re.compile(alternatives(load("metadata")["page"]["signs"]), re.IGNORECASE)
    named = [
        p for p in pieces
        if p.kind == "text" and is_capitals(p.line.text) and not signs.fullmatch(squeeze(p.line.text))
    ]  # fmt: skip
    if number is not None and number.line.column is not None:
        named = [p for p in named if p.line.place() == number.line.place()] or named
    first = next((i for i, p in enumerate(named) if issuer.is_body_name(p.line.text)), None)
    if first is None:
        return []
    named = named[first:]
    if number is not None:
        above = [p for p in named if p.row < number.row]
        beside = [p for p in named if p.row == number.row]
        named = above or beside or named
    return [p.line for p in named if p.line.column == named[0].line.column]


def _bodies(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as bodies, one below the other; a line that opens no name goes on from the one above."""
    bodies: list[list[Line]] = []
    for line in (part for whole in lines for part in _cut_at_heads(whole)):
        if bodies and not issuer.opens_body(line.text):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    return bodies


def _cut_at_heads(line: Line) -> list[Line]:
    starts = [0, *issuer.inner_heads(line.text), len(line.text)]
    return [line.cut(start, end) for start, end in pairwise(starts)]


def _joined(body: Sequence[Line]) -> str:
    return " ".join(line.text for line in body)
