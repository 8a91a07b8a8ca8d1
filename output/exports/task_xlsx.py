"""Tasks as a spreadsheet that a clerk sends to the head of the office, and whose edits come back.

All in one sheet, a sheet a plan, or a sheet a unit. Every text is written as text: nothing in it is ever a formula.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import BinaryIO

from output.exports.form_words import form_words
from output.exports.forms import Wishes
from output.exports.handed_out import ROWS, SHEET
from output.exports.sheet_names import SheetNames
from output.exports.sheet_styles import Styles
from output.exports.task_groups import Group, document_line, document_name, grouped
from output.exports.task_sheet import Book, Title, unit_parts, write_sheets
from output.exports.workbooks import workbook_into
from output.fold import contains, fold, words
from output.store.assignments import AssignedUnit, Assignment


def write_xlsx(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes, *, most_rows: int = ROWS) -> None:
    """Write the tasks; those of sheets by unit are held in memory until all are known.

    A sheet goes on in a further one after `most_rows` rows.
    """
    told = form_words("sheets", wishes.language)
    with workbook_into(stream, wishes.today, told["title"]) as workbook:
        book = Book(workbook, told, Styles(workbook), SheetNames(SHEET), wishes.today, most_rows)
        if wishes.by_unit:
            _by_unit(book, assignments, wishes)
        elif wishes.sheet_a_plan:
            _by_plan(book, assignments, wishes)
        else:
            _in_one(book, assignments, wishes)


def _in_one(book: Book, assignments: Iterable[Assignment], wishes: Wishes) -> None:
    by_document = groupby(assignments, lambda assignment: assignment.document.id)
    first = list(next(by_document, (0, iter(())))[1])
    following = next(by_document, None)
    if following is None:
        _plan(book, first, wishes)
        return
    rest = chain.from_iterable(tasks for _, tasks in chain([following], by_document))
    title = Title(_title(book, _called(first, wishes.unit)))
    rows = grouped(chain(first, rest), book.words)
    write_sheets(book, book.words["sheet"], title, rows, with_documents=True)


def _by_plan(book: Book, assignments: Iterable[Assignment], wishes: Wishes) -> None:
    empty = True
    for _, tasks in groupby(assignments, lambda assignment: assignment.document.id):
        empty = False
        _plan(book, list(tasks), wishes)
    if empty:
        _plan(book, [], wishes)


def _plan(book: Book, tasks: list[Assignment], wishes: Wishes) -> None:
    """The sheet of one document's tasks."""
    if not tasks:
        write_sheets(book, book.words["sheet"], Title(_title(book, wishes.unit)), ())
        return
    document = tasks[0].document
    title = Title(_title(book, _called(tasks, wishes.unit)), document_line(document, book.words), document.title or "")
    write_sheets(book, document_name(document), title, grouped(tasks))


def _by_unit(book: Book, assignments: Iterable[Assignment], wishes: Wishes) -> None:
    leading, joining = defaultdict[str, list[Assignment]](list), defaultdict[str, list[Assignment]](list)
    nobody = list[Assignment]()
    for assignment in assignments:
        meant = _meant((*assignment.lead, *assignment.partners), wishes.unit)
        led = {unit.name for unit in assignment.lead}
        for name in meant:
            (leading if name in led else joining)[name].append(assignment)
        if not meant:
            nobody.append(assignment)
    for name in sorted({*leading, *joining}, key=lambda name: (fold(name), name)):
        rows = unit_parts(_rows(book, leading[name]), _rows(book, joining[name]), book.words)
        write_sheets(book, name, Title(_title(book, name)), rows, with_documents=True)
    if nobody or not (leading or joining):
        title = Title(book.words["none_named"] if nobody else _title(book, wishes.unit))
        write_sheets(book, book.words["no_unit"], title, _rows(book, nobody), with_documents=True)


def _meant(units: Iterable[AssignedUnit], asked: str | None) -> list[str]:
    """The names of units that get a sheet: all, or those that go by the words asked for where some do."""
    names = [*dict.fromkeys(unit.name for unit in units)]
    wanted = words(asked or "")
    return [name for name in names if contains(name, wanted)] or names


def _called(tasks: Iterable[Assignment], asked: str | None) -> str | None:
    """The name of the unit whose tasks these are, if the words asked for mean one; else the words."""
    if asked is None:
        return None
    found = {unit.name for task in tasks for unit in (*task.lead, *task.partners) if contains(unit.name, words(asked))}
    exact = [name for name in found if words(name) == words(asked)] or [*found]
    return exact[0] if len(exact) == 1 else asked


def _rows(book: Book, tasks: list[Assignment]) -> Iterator[Group | Assignment]:
    return grouped(tasks, book.words)


def _title(book: Book, unit: str | None) -> str:
    line: str = book.words["title_of_unit"].format(unit=unit) if unit else book.words["title"]
    return line.upper()
