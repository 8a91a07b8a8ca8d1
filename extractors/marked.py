"""Columns that a row only marks ("x", "CT"): their header names what the row concerns, a month, a quarter or a unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Literal

from extractors import deadlines, units
from extractors.draft import Value, values
from extractors.excerpt import Excerpt, squeeze
from extractors.match import Match
from extractors.rules import load
from models import Cell, Deadline, Unit

Names = Literal["time", "unit"]

# So many columns of a kind make marks of what stands in them; one alone is a column of something else.
_FEWEST = 2
# "T1", "Q.II": how narrow columns name a month or a quarter.
_NARROW = (
    (re.compile(r"t(?:h|háng)?\.?\s*(\d{1,2})"), "tháng"),
    (re.compile(r"q(?:uý)?\.?\s*([1-4]|i{1,3}|iv)"), "quý"),
)
_KINDS = ("lead", "partners", "concerned")
_BARE = re.compile(r"\d{1,2}|[IV]{1,3}")


def find(grid: Sequence[Sequence[Cell | None]], rows: int) -> dict[int, tuple[Names, Cell]]:
    """The marked columns below `rows` header rows: what the header cell of each names, and that cell."""
    found: dict[int, tuple[Names, Cell]] = {}
    filled: set[Names] = set()
    for column in range(len(grid[0]) if rows else 0):
        header = [cell for row in grid[:rows] if (cell := row[column]) and cell.text.strip()]
        below = [squeeze(cell.text) for row in grid[rows:] if (cell := row[column]) and cell.text.strip()]
        names = _named(header)
        if names is None or not all(map(_is_mark, below)):
            continue
        found[column] = (names, header[-1])
        if below:
            filled.add(names)
    kinds = [names for names, _ in found.values()]
    return {c: one for c, one in found.items() if one[0] in filled and kinds.count(one[0]) >= _FEWEST}


def times(named: Sequence[tuple[str, Excerpt]], year: int | None) -> tuple[Value[Deadline], ...]:
    """The times of the columns that a row marks, by header and place, from left to right.

    Adjoining months or quarters are one period (GUIDELINES, "Deadlines").
    """
    found: list[Value[Deadline]] = []
    for header, excerpt in named:
        for match in deadlines.in_cell(time_in(header), year):
            time = replace(match.value, text=squeeze(excerpt.text))
            last = found[-1] if found else None
            if last and last.value.due and time.start == last.value.due + timedelta(days=1):
                joined = replace(last.value, text=f"{last.value.text}, {time.text}", due=time.due)
                found[-1] = replace(last, value=joined, excerpt=excerpt.joined_behind(last.excerpt))
            else:
                found += values(excerpt, [Match(time, 0, len(excerpt.text), match.rule, inferred=True)], "marked")
    return tuple(found)


def by_role(
    named: Sequence[tuple[str, Excerpt]], otherwise: Literal["lead", "partners"]
) -> dict[str, tuple[Value[Unit], ...]]:
    """The units of the columns that a row marks, by mark and place: those of whom the mark says that they lead, or take
    part; the rest take part where such a mark says who leads, else they have the role `otherwise`.
    """
    said = [(_role(mark), excerpt) for mark, excerpt in named]
    rest = "partners" if any(role == "lead" for role, _ in said) else otherwise
    found: dict[str, tuple[Value[Unit], ...]] = {}
    for role, excerpt in said:
        own = role or rest
        found[own] = (*found.get(own, ()), *values(excerpt, units.in_list(excerpt.text), "marked"))
    return found


def time_in(header: str) -> str:
    """The time that a header names, in words that the grammar of deadlines knows: "Tháng 1" of "Năm 2026 T1"."""
    words = header.split()
    last = words[-1].casefold() if words else ""
    for pattern, name in _NARROW:
        if match := pattern.fullmatch(last):
            return f"{name} {match[1].upper()}"
    if words and _BARE.fullmatch(words[-1]):
        unit = re.search(r"tháng|quý", header.casefold())
        return f"{unit[0]} {words[-1]}" if unit else ""
    match = re.search(r"(?:tháng|quý)\s+(?:\d{1,2}|[IV]{1,3})(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?$", header, re.IGNORECASE)
    return match[0] if match else ""


def is_figure(text: str) -> bool:
    """Whether a cell holds nothing but a number as months and quarters have."""
    return bool(_BARE.fullmatch(text))


def header_of(cells: Sequence[Cell]) -> str:
    """A column's header as one line, from top to bottom."""
    return squeeze(" ".join(cell.text for cell in cells))


def _named(header: Sequence[Cell]) -> Names | None:
    if not header:
        return None
    if any(match.value.start and match.value.due for match in deadlines.in_cell(time_in(header_of(header)), _ANY_YEAR)):
        return "time"
    if not units.is_unit(squeeze(header[-1].text)):
        return None
    # "Cấp trình" over the names of two bodies says neither who leads nor who takes part.
    return "unit" if len(header) == 1 or _tells_role(header_of(header[:-1])) else None


_ANY_YEAR = 2000


def _tells_role(header: str) -> bool:
    return bool(re.search("|".join(_marks()["above"]), header.casefold()))


def _is_mark(text: str) -> bool:
    return text.strip(" ()").casefold() in {mark for kind in _KINDS for mark in _marks()[kind]}


def _role(mark: str) -> str | None:
    """The role that a mark names, None for one that only says that the row concerns the column."""
    word = mark.strip(" ()").casefold()
    return next((role for role in ("lead", "partners") if word in _marks()[role]), None)


@cache
def _marks() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = load("columns")["marks"]
    return found
