"""A table of tasks for a terminal: columns share its width, long texts wrap and end with "…"."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

GAP = "  "
NARROWEST = 8  # no column with text gets less, even if the table is then wider than the terminal


@dataclass(frozen=True, slots=True)
class Column:
    """A column at most `most` wide; `share` tells how much of the room it takes when there is too little."""

    title: str
    most: int
    share: int


COLUMNS = (
    Column("No.", 6, 1),
    Column("Task", 90, 9),
    Column("Lead", 40, 5),
    Column("Product", 40, 4),
    Column("Due", 24, 3),
)


ROW = Column("Row", 6, 1)


def table(
    tasks: Iterable[Mapping[str, Any]], width: int, *, lines: int | None = 3, counted: bool = False
) -> Iterator[str]:
    """The lines of a table of `task_list` rows, a heading above each document's.

    It is at most `width` wide. Cells end after so many `lines`; None shows them whole. `counted` puts a first column
    before the others: the task's row in its document, from 1.
    """
    columns = (ROW, *COLUMNS) if counted else COLUMNS
    groups = [
        (heading, [(*((str(task["position"] + 1),) if counted else ()), *_cells(task)) for task in group])
        for heading, group in groupby(tasks, _heading)
    ]
    widths = _share_out([row for _, rows in groups for row in rows], columns, width)
    rule = GAP.join("─" * size for size in widths)
    titles = GAP.join(_pad(column.title, size) for column, size in zip(columns, widths, strict=True)).rstrip()
    for heading, rows in groups:
        if heading:
            yield from ("", *wrap(heading, max(width, NARROWEST)))
        yield from (rule, titles, rule)
        for row in rows:
            yield from _lines(row, widths, lines)
        yield rule


def grid(rows: Sequence[tuple[str, ...]], columns: Sequence[Column], width: int, *, lines: int | None) -> Iterator[str]:
    """The lines of a table of any columns, its titles between rules; a row has a text for each column."""
    widths = _share_out(rows, columns, width)
    rule = GAP.join("─" * size for size in widths)
    yield from (rule, *_lines(tuple(column.title for column in columns), widths, None), rule)
    for row in rows:
        yield from _lines(row, widths, lines)
    yield rule


def letters(text: str) -> int:
    """How many columns of a terminal a text takes: marks that combine take none, wide letters two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at blanks, inside a word only where it is too long."""
    lines = [""]
    for word in text.split():
        rest = word
        if lines[-1] and letters(lines[-1]) + 1 + letters(rest) > width:
            lines.append("")
        while letters(rest) > width:
            head = _head(rest, width)
            lines[-1:] = [head, ""]
            rest = rest[len(head) :]
        lines[-1] = f"{lines[-1]} {rest}" if lines[-1] else rest
    return lines


def _heading(task: Mapping[str, Any]) -> str:
    """The document that a task stands in."""
    parts = (task["document_number"], task["document_title"], task["issuer"])
    return plain(" · ".join(part for part in parts if part) or task["file"])


def _cells(task: Mapping[str, Any]) -> tuple[str, ...]:
    """A task as the table shows it: "-" for no number, a day where one is known, else the time as printed."""
    cells = (task["number"] or "-", task["text"], task["lead"], task["products"], task["due"] or task["deadlines"])
    return tuple(plain(cell or "") for cell in cells)


def plain(text: str) -> str:
    """One line without anything that steers a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _share_out(rows: Sequence[tuple[str, ...]], columns: Sequence[Column], width: int) -> list[int]:
    """Each column's width: what its longest text needs, or its share of what the more modest columns leave."""
    wanted = [
        min(column.most, max([letters(column.title), *(letters(row[i]) for row in rows)]))
        for i, column in enumerate(columns)
    ]
    widths = [0] * len(columns)
    left = width - len(GAP) * (len(columns) - 1)
    waiting = set(range(len(columns)))
    while waiting:
        shares = sum(columns[i].share for i in waiting)
        given = {i: max(left * columns[i].share // shares, min(NARROWEST, wanted[i])) for i in waiting}
        done = {i for i in waiting if wanted[i] <= given[i]} or waiting
        for i in done:
            widths[i] = min(wanted[i], given[i])
        left -= sum(widths[i] for i in done)
        waiting = waiting - done
    return widths


def _lines(row: tuple[str, ...], widths: list[int], most: int | None) -> Iterator[str]:
    """A row's lines."""
    cells = [_cut(wrap(cell, size), size, most) for cell, size in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = (cell[number] if number < len(cell) else "" for cell in cells)
        yield GAP.join(_pad(part, size) for part, size in zip(parts, widths, strict=True)).rstrip()


def _cut(wrapped: list[str], width: int, most: int | None) -> list[str]:
    """The first lines, with "…" at the end where more follow."""
    if most is None or len(wrapped) <= most:
        return wrapped
    last = _head(wrapped[most - 1], width - 1).rstrip(" ,;.")
    return [*wrapped[: most - 1], f"{last}…"]


def _head(text: str, width: int) -> str:
    """As much of the text's start as fits, one letter at least."""
    taken = 0
    for position, letter in enumerate(text):
        taken += letters(letter)
        if taken > width:
            return text[: max(position, 1)]
    return text


def _pad(text: str, width: int) -> str:
    return text + " " * (width - letters(text))
