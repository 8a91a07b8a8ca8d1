"""One sheet of tasks: its title and legend, the header, the rows, and how it goes on paper.

Nothing but the title is merged and no row of the table has a height of its own, so that sorting works and spreadsheets
make each row as high as its lines. The id of each task stands in a hidden column at the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from output.exports.handed_out import MARK, ROWS, Memory
from output.exports.row_heights import fits_line, row_height
from output.exports.sheet_names import SheetNames
from output.exports.sheet_styles import LATE, SOON, Styles
from output.exports.task_cells import (
    COLUMNS,
    FIRST_DAY,
    clipped,
    due_shown,
    fit,
    printed_part,
    shown,
    state_of,
    stated,
)  # fmt: skip
from output.exports.task_groups import Group, document_name
from output.store.agenda import SOON as SOON_DAYS
from output.store.assignments import Assignment

if TYPE_CHECKING:
    from output.exports.workbooks import Sheet, Workbook

GROUP = "#"
"""What stands in the column of ids in rows that are no tasks."""

# In digits of 12 points; A4 in landscape has room for some 125 of them before the page is made smaller.
_WIDTHS = {
    "number": 6, "text": 40, "lead": 18, "partners": 19, "products": 15, "deadlines": 13, "due": 11, "status": 14,
    "done_on": 11, "document": 13,
}  # fmt: skip
_CENTRED = ("number", "deadlines", "status")
_LONG = 900
"""Characters from which on a text is printed small: no row can be higher than 409 points."""

_MOST_INDENT = 4

_MOST_COMMENTS = 2000
"""Comments that a sheet has at most; more make spreadsheets slow. The look of the cells says the same."""

_MM = 1 / 25.4


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above a sheet's table."""

    line: str
    document: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """The file that is written, and what its sheets share."""

    workbook: "Workbook"
    words: Mapping[str, Any]
    styles: Styles
    names: SheetNames
    today: date
    most_rows: int = ROWS
    memory: list[Memory] = field(default_factory=list)

    def remember(self) -> Memory:
        """The hidden sheet, which is made behind the first that people see."""
        if not self.memory:
            self.memory.append(Memory(self.workbook, self.words, self.today, self.most_rows))
        return self.memory[0]


def write_sheets(
    book: Book, name: str, title: Title, rows: Iterable[Group | Assignment], *, with_documents: bool = False
) -> None:
    """A sheet with these rows, and further ones where it is full; without any rows it says so."""
    columns = (*COLUMNS, "document") if with_documents else COLUMNS
    remaining = iter(rows)
    waiting = next(remaining, None)
    part = 1
    while part == 1 or waiting is not None:
        sheet = _Sheet(book, name, title, columns, part)
        while waiting is not None and sheet.row < book.most_rows:
            sheet.write(waiting)
            waiting = next(remaining, None)
        sheet.finish()
        part += 1


class _Sheet:
    def __init__(self, book: Book, name: str, title: Title, columns: tuple[str, ...], part: int) -> None:
        self._book, self._words, self._styles = book, book.words, book.styles
        self._columns = columns
        self._at = {column: place for place, column in enumerate(columns)}
        self._sheet: Sheet = book.workbook.add_worksheet(book.names.give(name, self._words["sheet"]))
        self._memory = book.remember()
        self._comments = 0
        self._over = sum(_WIDTHS[column] for column in columns if column != "number")
        self.row = 0
        self._set_up(title)
        self._write_title(title, part)
        self._write_header()

    def write(self, row: Group | Assignment) -> None:
        if isinstance(row, Group):
            self._write_group(row)
        else:
            self._write_task(row)
        self.row += 1

    def finish(self) -> None:
        """What needs to know how many rows there are."""
        first, last = self._header + 1, max(self.row - 1, self._header + 1)
        if self.row == first:
            text = self._words["empty"]
            self._sheet.write_string(self.row, self._at["text"], text, self._styles.give("note"))
            self._sheet.write_string(self.row, len(self._columns), GROUP)
        status, due = self._at["status"], self._at["due"]
        self._sheet.autofilter(self._header, 0, last, len(self._columns))
        self._sheet.print_area(0, 0, last, len(self._columns) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:{_letter(len(self._columns))}{last + 1}"})
        states = self._words["states"]
        for state, look in (("late", LATE), ("soon", SOON)):
            # By the word, so that the colour goes when a clerk sets another one.
            criteria = f'=${_letter(status)}{first + 1}="{states[state]}"'
            rule = {"type": "formula", "criteria": criteria, "format": self._styles.bare(look)}
            self._sheet.conditional_format(first, due, last, status, rule)
        choice = {"validate": "list", "source": list(states.values()), "error_message": self._words["choose_state"]}
        self._sheet.data_validation(first, status, last, status, choice)
        self._sheet.rest()

    def _set_up(self, title: Title) -> None:
        sheet = self._sheet
        for column, place in self._at.items():
            sheet.set_column(place, place, _WIDTHS[column])
        sheet.set_column(len(self._columns), len(self._columns), 18, None, {"hidden": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=15 * _MM, right=10 * _MM, top=12 * _MM, bottom=15 * _MM)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        about = _plain_footer(title.document or title.line)
        # A blank behind the size of the letters: the text may begin with a digit.
        sheet.set_footer(f'&L&"Times New Roman"&10 {about}&R&"Times New Roman"&10{self._words["page_of"]}')

    def _write_title(self, title: Title, part: int) -> None:
        line = title.line if part == 1 else f"{title.line} {self._words['further'].format(part=part)}"
        over = sum(_WIDTHS[column] for column in self._columns)
        for text, style, size in ((line, "title", 14), (title.document, "subtitle", 12), (title.about, "about", 12)):
            if not text:
                continue
            fitting = fit(text)
            last = len(self._columns) - 1
            self._sheet.set_row(self.row, row_height([(fitting, over, size, True, 0)]) + 4)
            self._sheet.merge_range(self.row, 0, self.row, last, "", self._styles.give(style, fitting))
            self._sheet.write_string(self.row, 0, fitting, self._styles.give(style, fitting))
            self.row += 1
        self._write_legend()

    def _write_legend(self) -> None:
        words = self._words
        cells = [
            ("text", words["as_of"].format(today=f"{self._book.today:%d/%m/%Y}"), self._styles.give("note")),
            ("lead", words["late_legend"], self._styles.give("legend", **LATE)),
            ("partners", words["soon_legend"].format(days=SOON_DAYS), self._styles.give("legend", **SOON)),
            ("products", words["doubtful_legend"], self._styles.give("legend", doubtful=True)),
        ]
        for column, text, style in cells:
            if column == "products":
                self._sheet.merge_range(self.row, self._at[column], self.row, self._at[column] + 1, "", style)
            self._sheet.write_string(self.row, self._at[column], text, style)
        self._sheet.set_row(self.row, 46)
        self.row += 1

    def _write_header(self) -> None:
        self._header = self.row
        for column, place in self._at.items():
            self._sheet.write_string(self.row, place, self._words["columns"][column], self._styles.give("header"))
        self._sheet.set_row(self.row, 36)
        self._sheet.write_string(self.row, len(self._columns), MARK)
        self._sheet.repeat_rows(self.row)
        self._sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def _write_group(self, group: Group) -> None:
        """A line over the whole table; words that are too long for it stay in the column of tasks, on several lines."""
        style = "subheading" if group.kind == "heading" and group.level else group.kind
        bold, indent = group.kind != "context", min(group.level, _MOST_INDENT)
        number, text = fit(group.number), clipped(fit(group.words), "")
        open_sides: dict[str, Any] = {
            "left": 0,
            "right": 0,
            "text_wrap": not fits_line(text, self._over, 12, bold=bold),
        }
        for column, place in self._at.items():
            if column == "number":
                self._put(place, number, self._styles.give(style, number, align="center", right=0))
            elif column == "text":
                self._put(place, text, self._styles.give(style, text, indent=indent, **open_sides))
            else:
                sides: dict[str, Any] = {"left": 0, "right": 1 if place == len(self._columns) - 1 else 0}
                self._put(place, "", self._styles.give(style, **sides))
        self._sheet.write_string(self.row, len(self._columns), GROUP)
        wide = _WIDTHS["text"] if open_sides["text_wrap"] else self._over + 100
        self._sheet.set_row(self.row, row_height([(text, wide, 12, bold, indent)]))

    def _write_task(self, task: Assignment) -> None:
        values, due = stated(task), due_shown(task)
        called = fit(document_name(task.document))
        note = self._words["rest"].replace("{page}", self._page(task))
        doubtful = task.doubtful
        cells = []
        for column, place in self._at.items():
            is_doubtful = column in doubtful or (column == "due" and "deadlines" in doubtful)
            if column in ("due", "done_on"):
                self._put_day(place, due if column == "due" else task.done_on, is_doubtful)
            else:
                if column == "status":
                    text = self._words["states"][state_of(task, self._book.today)]
                else:
                    text = clipped(called if column == "document" else shown(column, values), note)
                style = "centre" if column in _CENTRED else "small" if len(text) > _LONG else "text"
                indent = min(len(task.path), _MOST_INDENT) if column == "text" else 0
                self._put(place, text, self._styles.give(style, text, doubtful=is_doubtful, indent=indent))
                cells.append((text, _WIDTHS[column], 9 if style == "small" else 12, False, indent))
            if is_doubtful and column in task.confidences and self._comments < _MOST_COMMENTS:
                self._comment(place, task, column)
        self._sheet.set_row(self.row, row_height(cells))
        self._sheet.write_string(self.row, len(self._columns), task.id)
        self._memory.write(task, called, due, values)

    def _put(self, place: int, text: str, style: Any) -> None:
        if text:
            self._sheet.write_string(self.row, place, text, style)
        else:
            self._sheet.write_blank(self.row, place, None, style)

    def _put_day(self, place: int, day: date | None, doubtful: bool) -> None:
        style = self._styles.give("date", doubtful=doubtful)
        if day is None or day >= FIRST_DAY:
            if day is None:
                self._sheet.write_blank(self.row, place, None, style)
            else:
                self._sheet.write_datetime(self.row, place, day, style)
        else:
            self._put(place, printed_part(day.isoformat()), style)

    def _comment(self, place: int, task: Assignment, column: str) -> None:
        share = f"{task.confidences[column] * 100:.0f}"
        text = self._words["doubtful"].format(share=share, page=self._page(task))
        look = {"x_scale": 1.6, "y_scale": 0.7, "font_name": "Times New Roman", "font_size": 10}
        self._sheet.write_comment(self.row, place, text, look)
        self._comments += 1

    def _page(self, task: Assignment) -> str:
        return "" if task.page is None else str(self._words["page"].format(page=task.page))


def unit_parts(
    leading: Iterator[Group | Assignment], joining: Iterator[Group | Assignment], words: Mapping[str, Any]
) -> Iterator[Group | Assignment]:
    """The rows of a unit's sheet: what it leads, then in what it takes part."""
    for name, rows in (("leads", leading), ("takes_part", joining)):
        first = next(rows, None)
        if first is not None:
            yield Group("part", "", words[name])
            yield first
            yield from rows


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _plain_footer(text: str) -> str:
    """The text so that no sign of it is a command; Excel takes 255 characters in all."""
    return " ".join(fit(text).split())[:80].replace("&", "&&")
