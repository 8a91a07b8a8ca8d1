"""What the program saw on a document's pages, as marks: boxes of a kind, with the label of their tag.

Blocks, tables with their cells, headings, and the values of the tasks, each where its evidence stands. How they are
drawn is no matter here (`kehoach.drawing`); the words of the labels stand in inspection.toml, by language.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from kehoach.explanation import number_spot
from kehoach.text_lines import PageLines
from models import Box, Cell, Document, Evidence, Paragraph, Plan, PlanTable, Table

Kind = Literal[
    "block", "header", "footer", "footnote", "cell", "table", "section", "text", "targets", "citations",
    "document", "number", "lead", "partners", "products", "deadlines", "doubtful", "repaired",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are drawn: what stands later lies above."""
LISTS: tuple[Kind, ...] = ("lead", "partners", "products", "deadlines")
"""The fields of a task with several values."""
Language = Literal["vi", "en"]

# A word of a scan that was read with less confidence is doubtful.
_SURE = 0.6
# Points from words in one column to the line between it and the next.
_CELL_PAD = 4.0
# Points above a table's first words in which there is room for a tag.
_ABOVE = 15.0
# A heading's number takes at most so many characters before its title ("Nhiệm vụ 3:").
_OPENING = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """Boxes on one page (from 1) that belong together, one for each line of text, in points from the top left as shown.

    `label` is what the tag beside them says, empty for none. `room` is the part of the page in which the tag of a
    value in a table may stand: its cell, as far as the words around tell.
    """

    kind: Kind
    page: int
    boxes: tuple[Box, ...]
    label: str = ""
    room: Box | None = None


def marks(document: Document, plan: Plan, language: Language = "vi") -> list[Mark]:
    """All marks of a document and its plan, in the order in which they are drawn."""
    marker = _Marker(document, plan, words(language))
    found = [*marker.blocks(), *marker.headings(), *marker.tasks(), *marker.others()]
    return sorted(found, key=lambda mark: KINDS.index(mark.kind))


@cache
def words(language: Language) -> Mapping[str, Any]:
    """The words of a language. The result is shared: do not change it."""
    text = files("kehoach").joinpath("inspection.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[language]
    return found


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as people list them: 1, 2, 3, 5 are "1–3, 5"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


class _Marker:
    """Makes the marks of one document."""

    def __init__(self, document: Document, plan: Plan, told: Mapping[str, Any]) -> None:
        self._document = document
        self._plan = plan
        self._words = told
        self._lines = PageLines(document.blocks)
        self._rooms = cache(self._cell_rooms)

    # Blocks and tables

    def blocks(self) -> Iterator[Mark]:
        tables = self._plan_tables()
        tagged: set[tuple[str, int]] = set()
        for index, block in enumerate(self._document.blocks):
            yield from self._readings(index)
            if isinstance(block, Table):
                yield from self._table(index, block, tables.get(index))
                continue
            kind: Kind = "block" if block.part == "body" else block.part
            for page, boxes in self._lines.of(index, 0, len(block.text)).items():
                # Several lines of a header or several notes: one tag tells it.
                told = (kind, page) not in tagged
                tagged.add((kind, page))
                yield Mark(kind, page, (_around(boxes),), self._words["tag"].get(kind, "") if told else "")

    def _plan_tables(self) -> dict[int, PlanTable]:
        """What the plan says of the document's tables: it has one for each of the body, in their order."""
        body = [(i, b) for i, b in enumerate(self._document.blocks) if isinstance(b, Table) and b.part == "body"]
        pairs = zip(body, self._plan.tables, strict=False)
        return {i: plan for (i, b), plan in pairs if (len(plan.rows), len(plan.columns)) == (b.rows, b.columns)}

    def _table(self, index: int, table: Table, meaning: PlanTable | None) -> Iterator[Mark]:
        role = self._words["table_role"][meaning.role] if meaning else ""
        label = f"{self._words['table']}: {role}" if role else self._words["table"]
        found = self._lines.of(index, 0, len(table.text))
        for page, boxes in found.items():
            rest = f" {self._words['continued']}" if page > min(found) else ""
            yield Mark("table", page, (_around(boxes),), label + rest)
        headers = _header_cells(table, meaning) if meaning else {}
        tops = {page: _around(boxes).y0 - _ABOVE for page, boxes in found.items()}
        for start, cell in table.starts():
            column = headers.get((cell.row, cell.column), "")
            told = f"{self._words['column']}: {self._words['columns'][column]}" if column else ""
            for page, boxes in self._lines.of(index, start, start + len(cell.text)).items():
                room = self._rooms(index).get((page, cell.row, cell.column))
                if room and told:  # a header's tag may stand above the table, too
                    room = room._replace(y0=tops[page])
                yield Mark("cell", page, (_around(boxes),), told, room)

    def _cell_rooms(self, index: int) -> dict[tuple[int, int, int], Box]:
        """The room of each cell with words, by page, row and column: to where the next column's and row's words begin.

        The ruled lines themselves are not kept in a Document.
        """
        table = self._document.blocks[index]
        assert isinstance(table, Table)
        spread: dict[tuple[int, int, int], tuple[Cell, Box]] = {}
        for start, cell in table.starts():
            for page, boxes in self._lines.of(index, start, start + len(cell.text)).items():
                spread[page, cell.row, cell.column] = (cell, _around(boxes))
        lefts: dict[tuple[int, int], float] = {}
        tops: dict[tuple[int, int], float] = {}
        whole: dict[int, Box] = {}
        for (page, row, column), (_, box) in spread.items():
            lefts[page, column] = min(box.x0, lefts.get((page, column), box.x0))
            tops[page, row] = min(box.y0, tops.get((page, row), box.y0))
            whole[page] = box.union(whole.get(page, box))
        return {
            (page, row, column): Box(
                lefts[page, column],
                tops[page, row],
                _next(lefts, page, column + cell.column_span, whole[page].x1 + _CELL_PAD) - _CELL_PAD,
                _next(tops, page, row + cell.row_span, whole[page].y1),
            ).union(box)
            for (page, row, column), (cell, box) in spread.items()
        }

    def _readings(self, index: int) -> Iterator[Mark]:
        """Words of a scan that were read with doubt, and those that were repaired."""
        for place in self._lines.places(index):
            if place.reading is None:
                continue
            if place.reading.confidence < _SURE:
                yield Mark("doubtful", place.page, (place.box,))
            if place.reading.as_read is not None:
                yield Mark("repaired", place.page, (place.box,))

    # Headings

    def headings(self) -> Iterator[Mark]:
        """The plan's sections, found again by their words: they stand in the plan in the document's order."""
        index, offset = 0, 0
        for section in self._plan.sections:
            title = re.compile(r"\s+".join(map(re.escape, section.title.split())))
            found = self._title(title, section.page, index, offset)
            if found is None:
                continue
            index, start, offset = found
            label = f"{self._words['tag']['section']} {self._words['role'][section.role]}"
            yield from self._marks("section", index, start, offset, label)

    def _title(self, title: re.Pattern[str], page: int | None, index: int, offset: int) -> tuple[int, int, int] | None:
        """The block in which a title stands at or behind a place, with its first and behind its last character."""
        for at in range(index, len(self._document.blocks)):
            block = self._document.blocks[at]
            if not isinstance(block, Paragraph) or block.part != "body":
                continue
            match = title.search(block.text, offset if at == index else 0)
            if match is None:
                continue
            line = block.text.rfind("\n", 0, match.start()) + 1
            pages = self._lines.of(at, match.start(), match.end())
            if match.start() - line <= _OPENING and (page is None or page == min(pages, default=None)):
                return at, line, match.end()
        return None

    # Values

    def tasks(self) -> Iterator[Mark]:
        """The values of all tasks; one that stands for several, such as a lead over a list, is one mark."""
        owners: dict[tuple[Kind, int, int, int], list[int]] = {}
        for row, task in enumerate(self._plan.tasks, 1):
            for item in task.evidence:
                if item.field == "text" or item.field in LISTS:
                    key = (_kind(item), item.block, item.start, item.end)
                    owners.setdefault(key, []).append(row)
            spot = number_spot(self._document, task)
            if spot:
                owners.setdefault(("number", spot.block, spot.start, spot.end), []).append(row)
        for (kind, block, start, end), rows in owners.items():
            tag = self._words["tag"].get(kind, "")
            yield from self._marks(kind, block, start, end, f"{tag} {ranges(rows)}" if tag else "")

    def others(self) -> Iterator[Mark]:
        """Targets, documents cited, and what the document says of itself."""
        holders: Sequence[tuple[Kind, Iterable[Evidence]]] = (
            ("targets", (e for target in self._plan.targets for e in target.evidence)),
            ("citations", (e for citation in self._plan.citations for e in citation.evidence)),
            ("document", self._plan.document.evidence),
        )
        for kind, evidence in holders:
            seen = set()
            for item in evidence:
                if (item.field, item.block, item.start, item.end) in seen:
                    continue
                seen.add((item.field, item.block, item.start, item.end))
                names = self._words["document"] if kind == "document" else self._words["tag"]
                yield from self._marks(kind, item.block, item.start, item.end, names.get(item.field, ""))

    def _marks(self, kind: Kind, index: int, start: int, end: int, label: str) -> Iterator[Mark]:
        """A mark on each page that these characters of a block stand on."""
        found = self._lines.of(index, start, end)
        block = self._document.blocks[index]
        cell = _cell_at(block, start) if isinstance(block, Table) else None
        for page, boxes in found.items():
            mark = Mark(kind, page, tuple(boxes), label)
            if cell is not None:
                mark = replace(mark, room=self._rooms(index).get((page, cell.row, cell.column)))
            if label and page > min(found):
                mark = replace(mark, label=f"{label} {self._words['continued']}")
            yield mark


def _kind(item: Evidence) -> Kind:
    return next(kind for kind in KINDS if kind == item.field)


def _around(boxes: Iterable[Box]) -> Box:
    first, *rest = boxes
    for box in rest:
        first = first.union(box)
    return first


def _next(starts: Mapping[tuple[int, int], float], page: int, number: int, end: float) -> float:
    """Where the first column or row from `number` on begins on a page; `end` if there is none."""
    return min((at for (p, n), at in starts.items() if p == page and n >= number), default=end)


def _cell_at(table: Table, at: int) -> Cell | None:
    """The cell in which a character of a table's text stands."""
    return next((cell for start, cell in table.starts() if start <= at <= start + len(cell.text)), None)


def _header_cells(table: Table, meaning: PlanTable) -> dict[tuple[int, int], str]:
    """The meaning of each column, by the place of the cell that heads it (below a header over several, the next)."""
    by_place = {(cell.row, cell.column): cell for cell in table.cells}
    covering = {(0, c): cell for cell in table.cells if cell.row == 0 for c in _covered(cell)}
    found: dict[tuple[int, int], str] = {}
    for column, name in enumerate(meaning.columns):
        cell = covering.get((0, column))
        while cell and cell.column_span > 1 and (below := by_place.get((cell.row + cell.row_span, column))):
            cell = below
        if name and cell:
            found.setdefault((cell.row, cell.column), name)
    return found


def _covered(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)
