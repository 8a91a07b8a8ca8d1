"""The tasks of one unit as a Word file: an appendix in the layout of Nghị định 30/2020/NĐ-CP, to go with a letter.

The tasks stand below the document that orders them. Columns in which no task has anything are left out, and where few
are left the page stands upright.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, BinaryIO

from models import Deadline
from output.errors import ExportError
from output.exports.by_unit import units_of, write_zip
from output.exports.citing import named, plain, printed_day
from output.exports.docx_layout import new_document, width
from output.exports.docx_table import Cell, Piece, Table
from output.exports.form_words import form_words
from output.exports.forms import Wishes
from output.exports.roles import is_meant, role
from output.fold import words
from output.store.assignments import AssignedUnit, Assignment

_NUMBER, _BASIS = 14, 30  # millimetres
_SHARES = {"task": 10, "lead": 4.6, "partners": 5, "products": 4, "deadline": 4}
_MOST_UPRIGHT = 5  # columns
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def write_docx(
    assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes, moment: datetime | None = None
) -> None:
    """Write the list of `wishes.unit`; with `wishes.by_unit` a ZIP of lists, one for each unit (of those that
    `wishes.unit` means, if it is given). `moment` is now, with its zone. Raises ExportError where no unit is asked for.
    """
    now = (moment or datetime.now(UTC)).replace(microsecond=0)
    if wishes.by_unit:
        wanted = None if wishes.unit is None else words(wishes.unit)
        parts: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in assignments:
            for name in units_of(assignment, wanted):
                parts[name].append(assignment)
        nobody = form_words("appendix", wishes.language)["nobody"]
        files = ((name, _list(parts[name], name, wishes, now)) for name in sorted(parts))
        write_zip(files, ".docx", nobody, stream, now)
    elif wishes.unit is None:
        raise ExportError(
            'A list as Word file is that of one unit. Say which one (--unit "Sở Y tế"), or ask for one file a unit '
            "(--by-unit)."
        )
    else:
        listed = list(assignments)
        stream.write(_list(listed, _name(listed, wishes.unit), wishes, now))


def _list(listed: Sequence[Assignment], unit: str, wishes: Wishes, moment: datetime) -> bytes:
    """The file of one unit's tasks."""
    told = form_words("appendix", wishes.language)
    styles: Mapping[str, str] = told["style"]
    columns = _columns(listed)
    is_landscape = len(columns) > _MOST_UPRIGHT
    document = new_document(styles, told["locale"], is_landscape=is_landscape, moment=moment)
    title = told["title"].format(unit=plain(unit or told["nobody"]))
    document.core_properties.title = title[:255]
    document.add_paragraph(told["appendix"], styles["appendix"])
    document.add_paragraph(title, styles["title"])
    document.add_paragraph(told["with_letter"].format(year=wishes.today.year), styles["with_letter"])
    document.add_paragraph(_counts(listed, unit, wishes), styles["counts"])
    if not listed:
        document.add_paragraph(told["nothing"], styles["cell"])
    else:
        _fill(Table(document, _widths(columns, is_landscape)), listed, columns, unit, wishes)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _fill(table: Table, listed: Sequence[Assignment], columns: Sequence[str], unit: str, wishes: Wishes) -> None:
    told = form_words("appendix", wishes.language)
    styles: Mapping[str, str] = told["style"]
    wanted = words(unit)
    table.add(
        [Cell([[(told[name], False, False)]], styles["head"], is_shaded=True) for name in columns], is_header=True
    )
    number = 0
    for group, (_, tasks) in enumerate(groupby(listed, key=lambda task: task.document.id), 1):
        of_document = list(tasks)
        name = plain(f"{_roman(group)}. {named(of_document[0].document, wishes.language)}")
        table.add([Cell([[(name, False, False)]], styles["group"], span=len(columns))])
        for task in of_document:
            number += 1
            cells = {
                "number": [[(str(number), False, False)]],
                "task": [[(plain(task.text), False, False)]],
                "lead": _units(task.lead, wanted),
                "partners": _units(task.partners, wanted),
                "products": _lines((plain(product), False, False) for product in task.products),
                "deadline": list(_deadlines(task, told)),
                "basis": list(_basis(task, told)),
            }
            table.add([Cell(cells[each], styles["number" if each == "number" else "cell"]) for each in columns])


def _columns(listed: Sequence[Assignment]) -> list[str]:
    is_filled = {
        "lead": any(task.lead for task in listed),
        "partners": any(task.partners for task in listed),
        "products": any(task.products for task in listed),
    }
    return ["number", "task", *(name for name, filled in is_filled.items() if filled), "deadline", "basis"]


def _widths(columns: Sequence[str], is_landscape: bool) -> list[float]:
    """Millimetres of each column; all together the page between its margins."""
    left = width(is_landscape) - _NUMBER - _BASIS
    parts = sum(_SHARES.get(name, 0) for name in columns)
    fixed = {"number": _NUMBER, "basis": _BASIS}
    return [fixed[name] if name in fixed else left * _SHARES[name] / parts for name in columns]


def _counts(listed: Sequence[Assignment], unit: str, wishes: Wishes) -> str:
    """How many tasks there are, and in how many the unit leads, if it is named in all of them."""
    told = form_words("appendix", wishes.language)
    roles = Counter(role(task, words(unit)) for task in listed)
    line: str = told["counts_all" if roles[None] or not listed else "counts"]
    today = printed_day(wishes.today.isoformat())
    return line.format(today=today, count=len(listed), lead=roles["lead"], partners=roles["partners"])


def _units(units: Sequence[AssignedUnit], wanted: list[str]) -> list[list[Piece]]:
    """A line a unit; the one whose list it is stands out."""
    return _lines((plain(unit.printed), is_meant(unit, wanted), False) for unit in units)


def _lines(entries: Iterable[Piece]) -> list[list[Piece]]:
    """A line an entry, parted by semicolons: an entry may take several lines of the page."""
    lines = [[entry] for entry in entries]
    for line in lines[:-1]:
        line.append((";", False, False))
    return lines


def _deadlines(task: Assignment, told: Mapping[str, Any]) -> Iterator[list[Piece]]:
    for text, deadlines in groupby(task.deadlines, key=lambda deadline: deadline.text):
        yield [(f"{plain(text)}{_days(deadlines)}", False, False)]
    if task.status == "done" and task.done_on:
        yield [(told["done_on"].format(day=printed_day(task.done_on.isoformat())), False, True)]
    elif task.status != "open":
        yield [(told[task.status], False, True)]
    elif task.late_since:
        yield [(told["late"], False, True)]


def _days(deadlines: Iterable[Deadline]) -> str:
    """The due days, where the plan's words do not say them: "trong quý II năm 2026 (30/06/2026)"."""
    days = [
        deadline.due for deadline in deadlines if deadline.due and not deadline.recurrence and not _is_said(deadline)
    ]
    return f" ({'; '.join(printed_day(day.isoformat()) for day in days)})" if days else ""


def _is_said(deadline: Deadline) -> bool:
    due, text = deadline.due, deadline.text.replace(" ", "")
    return due is not None and (f"{due:%d/%m/%Y}" in text or f"{due.day}/{due.month}/{due.year}" in text)


def _basis(task: Assignment, told: Mapping[str, Any]) -> Iterator[list[Piece]]:
    """Where it stands: the document's number, the item and the page."""
    if task.document.number:
        yield [(plain(task.document.number), False, False)]
    item = task.number and told["item"].format(number=plain(task.number).strip(" ."))
    place = ", ".join(part for part in (item, task.page and told["page"].format(page=task.page)) if part)
    if place:
        yield [(place, False, False)]


def _name(listed: Sequence[Assignment], asked: str) -> str:
    """The unit's name as the store has it, if the words asked for mean one alone; else the words."""
    wanted = words(asked)
    names = {unit.name for task in listed for unit in (*task.lead, *task.partners) if is_meant(unit, wanted)}
    exact = [name for name in names if words(name) == wanted]
    found = exact or [*names]
    return found[0] if len(found) == 1 else asked


def _roman(number: int) -> str:
    told = ""
    for value, letters in _ROMAN:
        while number >= value:
            told, number = told + letters, number - value
    return told
