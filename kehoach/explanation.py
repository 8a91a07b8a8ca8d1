"""Why a task is as it is: each value with its place, its rule and its confidence, and the readings passed over.

`explain` gathers it as records, which `dataclasses.asdict` turns into what `kehoach explain --format json` prints.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extractors import confidence, explanations, mentions, tasks
from extractors.excerpt import Pages, squeeze
from extractors.explanations import Explanation
from kehoach.errors import NoSuchTask
from models import Alternative, Document, Evidence, Plan, Table, Task
from output.exports import deadline_dict

# So many characters of the text around a value are shown on either side.
_AROUND = 50
# A number that opens a paragraph or a cell stands among so many characters ("Nhiệm vụ 3:").
_OPENING = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Words as read, with a little of what stands around them. `page` is None where the format has no pages."""

    page: int | None
    block: int
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A word of a scan that stands otherwise on the page than it was read, and the rule that says so."""

    word: str
    as_read: str
    rule: str


@dataclass(frozen=True, slots=True)
class Scan:
    """How a value's words were read from a picture. `share` of values read so surely are read right, in [0, 1]."""

    share: float
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a field. `spot` and `confidence` are None where the value has none of its own.

    `confidence` counts in how surely the value was read, `scan`, which is None where the file held the text.
    """

    value: Any
    spot: Spot | None
    rule: Explanation
    confidence: float | None = None
    inferred: bool = False
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A reading that was not taken, and why."""

    text: str
    spot: Spot
    rule: Explanation
    reason: str
    why: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the task: its values and the readings passed over."""

    name: str
    readings: tuple[Reading, ...]
    alternatives: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class Trait:
    """What raises a row's confidence, by a weight above 0, or lowers it."""

    trait: str
    weight: float


@dataclass(frozen=True, slots=True)
class ScanOfRow:
    """What reading it from a scan leaves of a row's confidence, as shares in [0, 1] that it is multiplied by.

    `page`: of rows of pages read so surely, whose words' mean is `mean`; `words`: of values like its least sure one.
    """

    mean: float
    page: float
    words: float


@dataclass(frozen=True, slots=True)
class TaskExplained:
    """All about one task. `row` counts the plan's tasks from 1, `rows` is how many there are.

    `confidence` is what the traits make of it, less what `scan` takes; `scan` is None where the file held the text.
    """

    file: str
    row: int
    rows: int
    id: str
    fields: tuple[Field, ...]
    confidence: float | None
    traits: tuple[Trait, ...]
    scan: ScanOfRow | None = None


def explain(document: Document, plan: Plan, which: str, file: str) -> TaskExplained:
    """Task `which` of a plan and its document: a row's number from 1, or an id. Raises NoSuchTask."""
    position = _position(plan, which, file)
    task = plan.tasks[position]
    teller = _Teller(document, task)
    traits = confidence.weighed(list(tasks.traits(task.origin, task.number, task.text, task.evidence)))
    fields = tuple(teller.fields())
    return TaskExplained(
        file=file,
        row=position + 1,
        rows=len(plan.tasks),
        id=task.id,
        fields=fields,
        confidence=task.confidence,
        traits=tuple(Trait(*trait) for trait in traits),
        scan=_scan_of_row(document, fields),
    )


def _scan_of_row(document: Document, fields: Iterable[Field]) -> ScanOfRow | None:
    mean = document.source.ocr_confidence
    if mean is None:
        return None
    read = [reading.scan.share for field in fields for reading in field.readings if reading.scan]
    return ScanOfRow(mean, confidence.of_scan(mean), min(read, default=1.0))


def number_spot(document: Document, task: Task) -> Spot | None:
    """Where a task's number is printed; None where it has none or it is not found again."""
    if task.number is None or not any(item.field == "text" for item in task.evidence):
        return None
    return _Teller(document, task).number().spot


def _position(plan: Plan, which: str, file: str) -> int:
    for position, task in enumerate(plan.tasks):
        if task.id == which.lower():
            return position
    count = len(plan.tasks)
    if which.isdecimal() and len(which) < len("0" * 16) and 1 <= int(which) <= count:
        return int(which) - 1
    if not count:
        raise NoSuchTask(f"No tasks were found in {file}, so there is none to explain.")
    raise NoSuchTask(
        f"{file} has {'1 task' if count == 1 else f'{count} tasks'}, and {which!r} is none of them. "
        f"Give a row's number from 1 to {count}, or a task's id: kehoach extract {file} shows the rows."
    )


class _Teller:
    """Tells about one task of a document."""

    def __init__(self, document: Document, task: Task) -> None:
        self._blocks = document.blocks
        self._task = task
        self._pages = Pages(document.blocks)
        self._text = next(item for item in task.evidence if item.field == "text")
        # Looked for when asked: for a task's number alone they are not needed.
        self._alternatives = cache(lambda: (*task.alternatives, *mentions.alternatives(task, document)))

    def fields(self) -> Iterator[Field]:
        task = self._task
        yield self._field("text", [task.text])
        yield Field("number", (self.number(),), ())
        yield Field("path", tuple(self._above(task.path, "path.heading")), ())
        if task.context is not None:
            yield Field("context", tuple(self._above([task.context], "context.above")), ())
        yield Field(
            "origin", (Reading(task.origin, None, explanations.of_rule(f"origin.{task.origin}", "origin")),), ()
        )
        yield self._field("lead", [unit.name for unit in task.lead])
        yield self._field("partners", [unit.name for unit in task.partners])
        yield self._field("products", task.products)
        yield self._field("deadlines", [deadline_dict(deadline) for deadline in task.deadlines])

    def _field(self, name: str, found: Iterable[Any]) -> Field:
        places = [item for item in self._task.evidence if item.field == name]
        readings = tuple(self._reading(value, place) for value, place in zip(found, places, strict=True))
        return Field(name, readings, tuple(self._passed(one) for one in self._alternatives() if one.field == name))

    def _reading(self, value: Any, place: Evidence) -> Reading:
        spot = self._spot(place.block, place.start, place.end)
        rule = explanations.of_rule(place.rule, place.field)
        return Reading(value, spot, rule, place.confidence, place.inferred, self._scan(place))

    def _scan(self, place: Evidence) -> Scan | None:
        """How a value's words were read, None where the file held them."""
        words = self._pages.scanned(place.block, place.start, place.end)
        read = [word.reading for word in words if word.reading]
        if not read:
            return None
        text = self._blocks[place.block].text
        repairs = tuple(
            Repair(text[word.start : word.end], word.reading.as_read, word.reading.rule or "")
            for word in words
            if word.reading and word.reading.as_read is not None
        )
        return Scan(confidence.as_read([one.confidence for one in read], place.field), repairs)

    def _passed(self, one: Alternative) -> PassedOver:
        rule = explanations.of_rule(one.rule, one.field)
        spot = self._spot(one.block, one.start, one.end)
        return PassedOver(one.text, spot, rule, one.reason, explanations.of_reason(one.reason))

    def _spot(self, block: int, start: int, end: int) -> Spot:
        text = self._blocks[block].text
        page, _ = self._pages.locate(block, start, end)
        before = text[max(0, start - _AROUND) : start]
        after = text[end : end + _AROUND]
        if start > _AROUND:
            before = "…" + (before.partition(" ")[2] or before)
        if end + _AROUND < len(text):
            after = (after.rpartition(" ")[0] or after) + "…"
        return Spot(page, block, start, end, before, text[start:end], after)

    # Fields that keep no evidence: found again by their words

    def number(self) -> Reading:
        number, text = self._task.number, self._text
        if number is None:
            return Reading(None, None, explanations.of_rule("number.none", "number"))
        block = self._blocks[text.block]
        if isinstance(block, Table):
            return Reading(number, self._cell_number(block, number), explanations.of_rule("number.cell", "number"))
        if spot := self._numbered(text.block, number, text.start):
            return Reading(number, spot, explanations.of_rule("number.item", "number"))
        spots = (self._numbered(index, number, _OPENING) for index in range(text.block - 1, -1, -1))
        return Reading(number, next(filter(None, spots), None), explanations.of_rule("number.above", "number"))

    def _numbered(self, index: int, number: str, most: int) -> Spot | None:
        """The number in front of a paragraph, among its first characters where it is typed."""
        block = self._blocks[index]
        if isinstance(block, Table):
            return None
        if block.label and _find(number, block.label) >= 0:
            # Word makes it: it stands on the page and not in the text.
            return replace(self._spot(index, 0, 0), words=block.label)
        start = _find(number, block.text[: most + 1])
        return self._spot(index, start, start + len(number)) if 0 <= start < most else None

    def _cell_number(self, table: Table, number: str) -> Spot | None:
        """The number in the row in which the task's text stands."""
        cells = list(table.starts())
        row = next((c.row for s, c in cells if s <= self._text.start <= s + len(c.text)), None)
        for start, cell in cells:
            if row is None or not cell.row <= row < cell.row + cell.row_span:
                continue
            at = _find(number, cell.text[:_OPENING])
            if at >= 0:
                return self._spot(self._text.block, start + at, start + at + len(number))
            if _find(number, cell.printed[:_OPENING]) >= 0:
                return replace(self._spot(self._text.block, start, start), words=number)
        return None

    def _above(self, titles: Iterable[str], rule: str) -> Iterator[Reading]:
        """Headings with where they stand: the nearest place above the task that prints their words."""
        for title in titles:
            spots = (self._title(index, title) for index in range(self._text.block, -1, -1))
            yield Reading(title, next(filter(None, spots), None), explanations.of_rule(rule, "path"))

    def _title(self, index: int, title: str) -> Spot | None:
        block = self._blocks[index]
        if isinstance(block, Table):
            return self._group(index, block, title)
        at = squeeze(block.printed).find(title)
        if not 0 <= at <= _OPENING:
            return None
        label = len(squeeze(block.label)) + 1 if block.label else 0
        start = _behind(block.text, max(at - label, 0))
        words = block.text[start : _behind(block.text, at + len(title) - label)]
        start += len(words) - len(words.lstrip())
        return self._spot(index, start, start + len(words.strip()))

    def _group(self, index: int, table: Table, title: str) -> Spot | None:
        """The row of a table that reads as a group's title."""
        rows: dict[int, list[tuple[int, int, str]]] = {}
        for start, cell in table.starts():
            if cell.text.strip():
                rows.setdefault(cell.row, []).append((start, start + len(cell.text), squeeze(cell.printed)))
        for found in rows.values():
            if " ".join(text for _, _, text in found) == title:
                return self._spot(index, found[0][0], found[-1][1])
        return None


def _find(number: str, text: str) -> int:
    """Where a number stands in a text, no part of a longer one; -1 where it does not."""
    found = re.search(rf"(?<![\w.]){re.escape(number)}(?!\w)", text, re.IGNORECASE)
    return found.start() if found else -1


def _behind(text: str, letters: int) -> int:
    """The index behind the first letters of a text, blanks at its start not counted, a run of blanks as one."""
    at = 0
    while at < len(text) and len(squeeze(text[:at])) < letters:
        at += 1
    return at
