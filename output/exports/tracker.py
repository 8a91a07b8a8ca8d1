"""Tasks as rows of a tracker, in the columns of a template: as a spreadsheet or as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from output.exports.form_words import form_words
from output.exports.forms import Wishes
from output.exports.handed_out import ROWS
from output.exports.row_heights import row_height
from output.exports.sheet_names import SheetNames
from output.exports.sheet_styles import Styles
from output.exports.task_cells import FIRST_DAY, clipped, fit
from output.exports.task_csv import guarded
from output.exports.tracker_fields import FIELDS, OPEN_STATES, Value
from output.exports.tracker_template import Column, Template, load_template, written
from output.exports.workbooks import Sheet, workbook_into
from output.store.assignments import Assignment

Cell = str | int | float | date


def write_tracker_csv(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes) -> None:
    """Write the rows as CSV in UTF-8, a header line first; no field can run as a formula."""
    template = load_template(wishes.template)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if wishes.bom else "utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=template.delimiter)
        writer.writerow([guarded(fit(column.title)) for column in template.columns])
        for cells in rows(assignments, template, wishes.today):
            pairs = zip(template.columns, cells, strict=True)
            writer.writerow([_field(cell, column) for column, cell in pairs])
    finally:
        text.detach()


def write_tracker_xlsx(
    assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes, *, most_rows: int = ROWS
) -> None:
    """Write the rows as a spreadsheet, with further sheets where one is full; days are days, all else is text."""
    template = load_template(wishes.template)
    words = form_words("sheets", wishes.language)
    note = words["rest"].replace("{page}", "")
    remaining = rows(assignments, template, wishes.today)
    with workbook_into(stream, wishes.today, template.sheet or words["sheet"]) as workbook:
        styles, names = Styles(workbook), SheetNames()
        following = next(remaining, None)
        while True:
            sheet = workbook.add_worksheet(names.give(template.sheet, words["sheet"]))
            count = 0
            _set_up(sheet, template, styles)
            while following is not None and count < most_rows - 1:
                count += 1
                fitting = [clipped(fit(cell), note) if isinstance(cell, str) else cell for cell in following]
                _write_row(sheet, count, fitting, template, styles)
                following = next(remaining, None)
            sheet.autofilter(0, 0, count, len(template.columns) - 1)
            if following is None:
                break


def rows(assignments: Iterable[Assignment], template: Template, today: date) -> Iterator[list[Cell]]:
    """The cells of each task; a day stays one, what is not there is an empty text."""
    for task in assignments:
        yield [_cell(column, task, today) for column in template.columns]


def _cell(column: Column, task: Assignment, today: date) -> Cell:
    if column.field is None:
        return column.constant
    value = FIELDS[column.field].value(task, today)
    if value is None or value in ("", ()):
        return column.empty
    if isinstance(value, tuple):
        return column.separator.join(_word(column, entry) for entry in value)
    return _word(column, value) if isinstance(value, str) else value


def _word(column: Column, value: str) -> str:
    if column.words and column.field == "status" and value in OPEN_STATES and value not in column.words:
        value = "open"
    return column.words.get(value, value)


def _field(cell: Cell, column: Column) -> Value:
    if isinstance(cell, date):
        return written(cell, column.date)
    return str(guarded(fit(cell))) if isinstance(cell, str) else cell


def _set_up(sheet: Sheet, template: Template, styles: Styles) -> None:
    for place, column in enumerate(template.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, fit(column.title), styles.give("header", column.title))
    sheet.set_row(0, row_height([(column.title, column.width, 12, True, 0) for column in template.columns]) + 6)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&R&P/&N")


def _write_row(sheet: Sheet, row: int, cells: list[Cell], template: Template, styles: Styles) -> None:
    measured = []
    for place, (column, cell) in enumerate(zip(template.columns, cells, strict=True)):
        if isinstance(cell, date) and cell >= FIRST_DAY:
            sheet.write_datetime(row, place, cell, styles.give("date", num_format=column.date))
            continue
        if isinstance(cell, int | float):
            sheet.write_number(row, place, cell, styles.give("centre"))
            continue
        text = written(cell, column.date) if isinstance(cell, date) else cell
        is_day = column.field is not None and FIELDS[column.field].is_day
        sheet.write_string(row, place, text, styles.give("centre" if is_day else "text", text))
        measured.append((text, float(column.width), 12, False, 0))
    sheet.set_row(row, row_height(measured))
