"""Tasks from a spreadsheet that `exports.task_xlsx` wrote and people have worked on.

Rows may be sorted, filtered, inserted, copied and deleted, columns moved, inserted and deleted: a task is known by the
id in its row, and the hidden sheet tells what it said. A task in several sheets, as a sheet a unit has them, is one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from output.errors import ImportFileError
from output.exports.form_words import form_words
from output.exports.handed_out import MARK, ROWS, SHEET, VALUES, VERSION, HandedOut, unpacked
from output.exports.task_cells import COLUMNS
from output.exports.task_sheet import GROUP
from output.fold import fold
from output.imports.cell_values import Values, alike, as_text, read_values
from output.imports.records import ImportedTask
from output.imports.spreadsheets import opened

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_COLUMNS = 256
_ROWS_ABOVE = 200
"""Rows that may stand above the table's header, and columns in front of its ids, after people added some."""

_SHOWN = (*COLUMNS, "document")


def read_xlsx(source: Path | BinaryIO) -> Iterator[ImportedTask]:
    """The tasks of the file's sheets, in their order, then those that are new; each once.

    `values` are those of the columns that are there; an unchanged one is the very value of `base`, and an edited
    deadline has its "text" alone. Without the hidden sheet (a sheet that was moved into another file) `base` is None,
    and the column of due days says nothing.
    Raises ImportFileError for a file that is none of ours, and where two rows of a task say different things.
    """
    with opened(source) as workbook:
        memory = _Memory.of(workbook)
        rows = _Rows(memory)
        tables = 0
        for sheet in workbook.worksheets:
            if not sheet.title.startswith(SHEET):
                tables += _read_sheet(sheet, rows, memory)
        if not tables:
            raise ImportFileError(
                "The file has no table of tasks by which they can be known again. Give one that `kehoach export "
                "--format xlsx` wrote; its hidden last column and its header must still be there."
            )
    yield from rows.tasks()


def read_handed_out(source: Path | BinaryIO) -> Iterator[HandedOut]:
    """All tasks that were in the file when it was written, by what it said of each; none without its hidden sheet."""
    with opened(source) as workbook:
        memory = _Memory.of(workbook)
    yield from map(memory.was, memory.packed)


@dataclass(slots=True)
class _Memory:
    """The hidden sheets. `packed` holds the cells of each task by its id, unpacked when asked for."""

    packed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    documents: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, workbook: "Workbook") -> "_Memory":
        memory = cls()
        for language in ("vi", "en"):
            memory._learn(form_words("sheets", language))
        for sheet in workbook.worksheets:
            if sheet.title.startswith(SHEET):
                memory._read(sheet)
        return memory

    def was(self, task: str) -> HandedOut:
        """What the file said of a task that it holds."""
        name, document, called, due, *values = self.packed[task]
        return HandedOut(name, int(document), called, date.fromisoformat(due) if due else None, unpacked(values))

    def document_of(self, task: str) -> int:
        return int(self.packed[task][1])

    def document_called(self, name: str) -> int | None:
        found = self.documents.get(name.casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    def only_document(self) -> int | None:
        found = set().union(*self.documents.values())
        return next(iter(found)) if len(found) == 1 else None

    def _learn(self, words: Mapping[str, Any]) -> None:
        self.columns |= {_key(title): column for column, title in words["columns"].items()}
        self.states |= {
            _key(word): state if state in ("done", "dropped") else "open" for state, word in words["states"].items()
        }

    def _read(self, sheet: Any) -> None:
        rows = _rows(sheet, 1, ROWS, _MOST_COLUMNS)
        first = next(rows, ())
        if first[:1] != (MARK,):
            return
        if first[1] != VERSION:
            raise ImportFileError(
                "The file was written by a newer Kehoach. Install that version, or export the file anew with this one."
            )
        self._learn(unpacked(_texts(first[VALUES:])))
        for row in rows:
            cells = tuple(_texts(row))
            if len(cells) > VALUES:
                self.packed[cells[0]] = cells
                self.documents[cells[2].casefold()].add(int(cells[1]))


@dataclass(slots=True)
class _Row:
    sheet: str
    number: int
    document: int | None
    values: Values
    was: HandedOut | None
    above: str | None

    @property
    def place(self) -> str:
        return f"sheet '{self.sheet}', row {self.number}"

    @property
    def changed(self) -> Values:
        base = self.was.values if self.was else {}
        return {name: value for name, value in self.values.items() if name not in base or base[name] != value}


class _Rows:
    """The rows read so far: of those that nobody touched only where they stood."""

    def __init__(self, memory: _Memory) -> None:
        self._memory = memory
        self._untouched = dict[str, list[tuple[str, int]]]()
        self._columns = dict[str, frozenset[str]]()
        self._changed = defaultdict[str, list[_Row]](list)
        self._new = list[_Row]()
        self._order = dict[str, None]()

    def put(self, task: str | None, row: _Row) -> None:
        if task is None:
            self._new.append(row)
            return
        self._order[task] = None
        if row.was is not None and not row.changed:
            self._untouched.setdefault(task, []).append((row.sheet, row.number))
            self._columns[row.sheet] = frozenset(row.values)
        else:
            self._changed[task].append(row)

    def tasks(self) -> Iterator[ImportedTask]:
        copies = list[_Row]()
        for task in self._order:
            if task in self._changed:
                yield self._settled(task, copies)
            else:
                sheet, number = self._untouched[task][0]
                base = self._memory.was(task).values
                values = {name: base[name] for name in base if name in self._columns[sheet]}
                yield ImportedTask(task, values, f"sheet '{sheet}', row {number}", base=base)
        for row in (*copies, *self._new):
            said = {name: value for name, value in row.values.items() if value not in (None, [])}
            yield ImportedTask(None, said, row.place, row.document, after=row.above)

    def _settled(self, task: str, copies: list[_Row]) -> ImportedTask:
        """The one task that its rows tell of; rows of a sheet beside the original were copied to make new tasks."""
        originals = list[_Row]()
        untouched = {sheet for sheet, _ in self._untouched.get(task, ())}
        by_sheet = defaultdict[str, list[_Row]](list)
        for row in self._changed[task]:
            by_sheet[row.sheet].append(row)
        for sheet, rows in by_sheet.items():
            rows.sort(key=lambda row: "text" in row.changed)
            if sheet not in untouched:
                originals.append(rows.pop(0))
            copies += rows
        was = self._memory.was(task) if task in self._memory.packed else None
        if not originals:
            sheet, number = self._untouched[task][0]
            assert was is not None  # what is untouched was compared
            return ImportedTask(task, was.values, f"sheet '{sheet}', row {number}", base=was.values)
        merged, told = dict(originals[0].values), dict.fromkeys(originals[0].changed, originals[0])
        for row in originals[1:]:
            for name, value in row.changed.items():
                if name in told and told[name].values[name] != value:
                    raise ImportFileError(
                        f"{told[name].place} and {row.place} are the same task, but {name} differs. Make them say the "
                        "same, or delete one of them, and import the file again."
                    )
                told[name], merged[name] = row, value
        places = dict.fromkeys(row.place for row in told.values()) or {originals[0].place: None}
        return ImportedTask(task, merged, " and ".join(places), base=was.values if was else None)


def _read_sheet(sheet: Any, rows: _Rows, memory: _Memory) -> bool:
    """Take in the rows of a sheet's table; False if it has none."""
    top = enumerate(_rows(sheet, 1, _ROWS_ABOVE, _MOST_COLUMNS), 1)
    number, header = next(((at, row) for at, row in top if MARK in row), (0, ()))
    if not header:
        return False
    ids = header.index(MARK)
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        column = memory.columns.get(_key(as_text(title)))
        if column is not None and column not in places:
            places[column] = place
    document: int | None = None
    above: str | None = None
    below = _rows(sheet, number + 1, ROWS, max(ids, *places.values(), 0) + 1)
    for at, cells in enumerate(below, number + 1):
        if not any(cells):
            continue
        task = as_text(cells[ids]) if len(cells) > ids else ""
        said = {column: cells[place] for column, place in places.items() if place < len(cells)}
        if task == GROUP or not any(as_text(value) for column, value in said.items() if column != "document"):
            continue
        was = memory.was(task) if task in memory.packed else None
        if was:
            document = was.document
        elif task:
            said.pop("due", None)  # nobody knows any more whether it was stated or reckoned
        read = read_values(said, was, memory.states)
        named = as_text(said.get("document"))
        of = document if not named or (was and alike(named, was.called)) else memory.document_called(named)
        of = of if of is not None else memory.only_document()
        behind = above if above is not None and memory.document_of(above) == of else None
        rows.put(task or None, _Row(sheet.title, at, of, read, was, behind))
        above = task if was else above
    return True


def _rows(sheet: Any, first: int, last: int, columns: int) -> Iterator[tuple[Any, ...]]:
    if not hasattr(sheet, "reset_dimensions"):
        return  # a sheet that is one chart
    sheet.reset_dimensions()  # they may be anything
    yield from sheet.iter_rows(min_row=first, max_row=last, max_col=columns, values_only=True)


def _texts(cells: tuple[Any, ...]) -> list[str]:
    """The texts of cells side by side, without the empty ones at the end."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _key(text: str) -> str:
    return " ".join(fold(text).split())
