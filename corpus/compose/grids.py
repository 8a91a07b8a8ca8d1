"""Tables: of a group's tasks, in all the shapes that offices give them, and those that hold no tasks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.compose import wording
from corpus.compose.answers import Answer
from corpus.compose.labelled import unit_list
from corpus.compose.numbers import roman
from corpus.compose.setting import Setter
from corpus.model import Due, Fields, Figure, GroupTask, Sub, Unit
from corpus.sheet import Block, Grid, ListLevel, ListPlace, Para, Run, SheetCell
from models.plan import Origin

PORTRAIT, LANDSCAPE = 16.0, 25.5  # cm between the margins
_WIDTHS = {
    "number": 1.2,
    "task": 8.0,
    "lead": 4.0,
    "partners": 4.5,
    "both": 5.5,
    "product": 4.0,
    "time": 3.4,
    "extra": 3.2,
}
_LEAST = {
    "number": 1.2,
    "task": 2.8,
    "lead": 2.2,
    "partners": 2.2,
    "both": 2.8,
    "product": 2.2,
    "time": 2.9,
    "extra": 1.9,
}
_NAMES = {"task": wording.TASK, "lead": wording.LEAD, "partners": wording.PARTNERS, "both": wording.BOTH,
          "product": wording.PRODUCT, "time": wording.TIME, "number": wording.NUMBER}  # fmt: skip
_KEYS = {
    "task": "task",
    "lead": "lead",
    "partners": "partners",
    "lead and partners": "both",
    "product": "product",
    "time": "time",
}

Rows = list[tuple[SheetCell | None, ...]]


@dataclass
class GridMaker:
    """Makes the tables of one text. `width` is what the paper leaves; `lists` are the sheet's, for Word's numbers."""

    setter: Setter
    lists: list[tuple[ListLevel, ...]]
    width: float = PORTRAIT
    year: int = 0

    def tasks(
        self, subs: Sequence[Sub], path: tuple[str, ...], context: str | None, without: frozenset[str] = frozenset()
    ) -> Iterator[Block]:
        """The table of some tasks and their answers. `without`: columns whose value stands elsewhere."""
        table = _TaskTable(self, tuple(self._columns(without)), path, context)
        grid = table.grid(subs)
        self.setter.answers.table("tasks", texts(grid), ruled=grid.ruled)
        yield grid

    def _columns(self, without: frozenset[str]) -> Iterator[str]:
        layout, used = self.setter.layout, self.setter.used
        used |= {
            "columns",
            "row numbers",
            "third party",
            "rules",
            "header on each page",
            "rows over pages",
            "wording",
        }
        if layout["row numbers"] != "none":
            yield "number"
        for name in layout["columns"].split(", "):
            key = _KEYS[name]
            if key == "both" and "lead" in without:
                yield "partners"
            elif key not in without:
                yield key
        if layout["third party"] != "none":
            yield "extra"


@dataclass
class _TaskTable:
    """One table of tasks on its way."""

    maker: GridMaker
    columns: tuple[str, ...]
    path: tuple[str, ...]
    context: str | None
    rows: Rows = field(default_factory=list)
    count: int = 0
    list: int | None = None

    def grid(self, subs: Sequence[Sub]) -> Grid:
        setter = self.maker.setter
        layout = setter.layout
        if layout["numbering"] != "typed" and layout["row numbers"] == "running" and not any(sub.title for sub in subs):
            self.list = len(self.maker.lists)
            self.maker.lists.append((ListLevel("decimal", "%1"),))
        self.header()
        header_rows = len(self.rows)
        for number, sub in enumerate(subs, 1):
            self.sub(number, sub)
        return Grid(
            rows=tuple(self.rows),
            widths=_widths(self.columns, self.maker.width),
            header_rows=header_rows,
            repeat=layout["header on each page"] == "repeated",
            row_may_break=layout["rows over pages"] == "cut",
            ruled=layout["rules"] == "ruled",
        )

    # Header

    def header(self) -> None:
        layout = self.maker.setter.layout
        names = [self.name(column) for column in self.columns]
        pair = [i for i, column in enumerate(self.columns) if column in ("lead", "partners")]
        is_pair = len(pair) == 2 and pair[1] == pair[0] + 1
        if layout["header"] != "two rows" or is_pair:
            self.maker.setter.used.add("header")
        if layout["header"] == "two rows" and is_pair:
            over = wording.worded(wording.BOTH, layout["wording"])
            first: list[SheetCell | None] = [head(name, row_span=2) for name in names]
            first[pair[0]], first[pair[1]] = replace(head(over), column_span=2), None
            second: list[SheetCell | None] = [None] * len(names)
            second[pair[0]], second[pair[1]] = (head(text) for text in ("Chủ trì", "Phối hợp"))
            self.rows += [tuple(first), tuple(second)]
        else:
            self.rows.append(tuple(head(name) for name in names))
        if layout["header"] == "one row and (1)(2)":
            self.rows.append(tuple(head(f"({i})") for i in range(1, len(names) + 1)))

    def name(self, column: str) -> str:
        layout = self.maker.setter.layout
        if column == "extra":
            names = {"supervisor": wording.SUPERVISOR, "note": wording.NOTE, "budget": wording.BUDGET}
            return wording.worded(names[layout["third party"]], layout["wording"])
        name = wording.worded(_NAMES[column], layout["wording"])
        if column == "time" and layout["year"] == "header":
            self.maker.setter.used.add("year")
            name = f"{name} (Năm {self.maker.year})"
        return name

    # Rows

    def sub(self, number: int, sub: Sub) -> None:
        style = self.maker.setter.layout["row numbers"]
        if style in ("restarting", "decimal"):
            self.count = 0
        path = self.path
        prefix = ""
        if sub.title:
            label = {"running": roman(number), "restarting": roman(number), "decimal": str(number), "none": ""}[style]
            prefix = f"{number}." if style == "decimal" else ""
            path = (*path, self.group_row(label, sub.title))
        start = len(self.rows)
        for task in sub.tasks:
            self.count += 1
            self.task(task, f"{prefix}{self.count}", path)
        self.merge_down(start)

    def group_row(self, label: str, title: str) -> str:
        """A row that is a heading; gives its entry in the paths."""
        setter = self.maker.setter
        style = setter.layout["group rows"]
        if label or style == "one cell":
            setter.used.add("group rows")
        width = len(self.columns)
        entry = f"{label} {title}".strip()
        if style == "one cell" or not label:
            entry = f"{label}. {title}" if label else title
            self.rows.append((replace(cell([entry], bold=True), column_span=width), *[None] * (width - 1)))
        elif style == "number and title":
            merged = replace(cell([title], bold=True), column_span=width - 1)
            self.rows.append((cell([label], bold=True, centred=True), merged, *[None] * (width - 2)))
        else:
            values = {"number": cell([label], bold=True, centred=True), "task": cell([title], bold=True)}
            self.rows.append(tuple(values.get(column, cell([""])) for column in self.columns))
        return entry

    def task(self, task: GroupTask, number: str, path: tuple[str, ...]) -> None:
        setter = self.maker.setter
        fields = replace(task.fields, due=tuple(self.due(due) for due in task.fields.due))
        cells: dict[str, SheetCell] = {
            "number": self.number_cell(number),
            "task": SheetCell((Para(setter.runs(task.text, size=12.0), "left", space_after=2),)),
            "lead": self.units(fields.lead),
            "partners": self.units(fields.partners),
            "both": self.both(fields),
            "product": cell([f"- {p}" for p in fields.products] if len(fields.products) > 1 else fields.products),
            "time": cell(["; ".join(due.text for due in fields.due)]),
            "extra": self.extra(),
        }
        self.rows.append(tuple(cells[column] for column in self.columns))
        origin: Origin = "table"
        has_number = "number" in self.columns
        answer = Answer(origin, number if has_number else None, path, task.text, fields, self.context, task.leave)
        self.maker.setter.answers.tasks.append(answer)

    def number_cell(self, number: str) -> SheetCell:
        if self.list is not None:
            return SheetCell((Para((), "center", number=ListPlace(self.list, 0), space_after=2),))
        return cell([number], centred=True)

    def units(self, units: Sequence[Unit]) -> SheetCell:
        style = self.maker.setter.layout["list in cell"]
        names = [unit.name for unit in units]
        if len(names) < 2:
            return cell(names)
        self.maker.setter.used.add("list in cell")
        if style == "lines":
            return cell(names)
        if style == "dashes":
            return cell([f"- {name}" for name in names])
        return cell(["; ".join(names) if style == "semicolons" else unit_list(units)])

    def both(self, fields: Fields) -> SheetCell:
        lines = []
        if fields.lead:
            lines.append(f"Chủ trì: {unit_list(fields.lead)}")
        if fields.partners:
            lines.append(f"Phối hợp: {unit_list(fields.partners)}")
        return cell(lines)

    def extra(self) -> SheetCell:
        setter = self.maker.setter
        kind = setter.layout["third party"]
        values = {"supervisor": wording.SUPERVISORS, "note": wording.NOTES, "budget": wording.BUDGETS}
        return cell([setter.pick("third party", values[kind])] if kind != "none" else [])

    def due(self, due: Due) -> Due:
        """The year stands in the header where the knob says so."""
        year = self.maker.year
        if due.kind not in ("date", "period"):
            return due
        for tail in (f"/{year}", f" năm {year}"):
            if due.text.endswith(tail) and due.text[: -len(tail)].count(str(year)) == 0:
                shorter = due.text.removesuffix(tail)
                if shorter.lower().startswith(("tháng", "quý", "trong tháng", "trong quý", "trước ngày", "từ tháng")):
                    self.maker.setter.used.add("year")
                    return replace(due, text=shorter) if self.maker.setter.layout["year"] == "header" else due
        return due

    def merge_down(self, start: int) -> None:
        """Adjoining cells of leads and of times that say the same become one, where the knob says so."""
        for place, column in enumerate(self.columns):
            if column not in ("lead", "time"):
                continue
            first = start
            for row in range(start + 1, len(self.rows)):
                above, here = self.rows[first][place], self.rows[row][place]
                if above and here and text_of(above) and text_of(above) == text_of(here):
                    self.maker.setter.used.add("merged")
                    if self.maker.setter.layout["merged"] == "none":
                        return
                    self.put(first, place, replace(above, row_span=above.row_span + 1))
                    self.put(row, place, None)
                else:
                    first = row

    def put(self, row: int, column: int, value: SheetCell | None) -> None:
        cells = list(self.rows[row])
        cells[column] = value
        self.rows[row] = tuple(cells)


def _widths(columns: Sequence[str], total: float) -> tuple[float, ...]:
    """The columns' widths: narrow enough for the paper, wide enough for a date and a number on one line."""
    free = total - sum(_LEAST[column] for column in columns)
    wanted = {column: max(_WIDTHS[column] - _LEAST[column], 0.0) for column in columns}
    share = free / sum(wanted.values())
    return tuple(_LEAST[column] + wanted[column] * share for column in columns)


def figure(node: Figure, setter: Setter) -> Iterator[Block]:
    """A table that holds no tasks, under its caption."""
    if node.caption:
        style: dict[str, object] = {"bold": True, "align": "center"} if node.is_title else {}
        yield setter.para(node.caption, body=False, **style)  # type: ignore[arg-type]
    width = len(node.header)
    longest = [max(len(r[i]) if i < len(r) else 0 for r in (node.header, *node.rows)) for i in range(width)]
    shares = [min(max(length, 6), 60) for length in longest]
    rows: Rows = [tuple(head(name) for name in node.header)]
    for row in node.rows:
        rows.append(tuple(cell([row[i] if i < len(row) else ""]) for i in range(width)))
    grid = Grid(
        rows=tuple(rows),
        widths=tuple(PORTRAIT * share / sum(shares) for share in shares),
        repeat=setter.layout["header on each page"] == "repeated",
        row_may_break=setter.layout["rows over pages"] == "cut",
    )
    setter.answers.table("other", texts(grid), ruled=True)
    yield grid


def head(text: str, row_span: int = 1) -> SheetCell:
    """A header cell."""
    return replace(cell([text], bold=True, centred=True), row_span=row_span)


def cell(lines: Sequence[str], *, bold: bool = False, centred: bool = False) -> SheetCell:
    """A cell of lines, a paragraph each."""
    align = "center" if centred else "left"
    return SheetCell(
        tuple(Para((Run(line, bold=bold, size=12.0),), align, space_after=2) for line in (lines or [""]))  # type: ignore[arg-type]
    )


def text_of(cell: SheetCell) -> str:
    """The cell's lines."""
    return "\n".join(para.text for para in cell.paras)


def texts(grid: Grid) -> list[list[str | None]]:
    """The grid's texts, None where a merged cell covers the place. Numbers that Word makes are left out."""
    return [[None if cell is None else " ".join(text_of(cell).split()) for cell in row] for row in grid.rows]
