"""Where the values of a document's tasks stand: on its pages, a box a line, and in the texts of its blocks.

These are the places at which the program read them. A value that a reviewer has set has no place of its own; a task
added by hand stands where the reviewer drew a box, the parts of one that was split stand where the whole does, and one
made of several stands where each of them does.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from sqlite_utils import Database

from models import Box, Place
from output.store.places import unpack
from output.store.values import IN_FORCE

FIELDS = ("number", "text", "lead", "partners", "products", "deadlines")
"""The fields whose places are shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a task on one page (from 1): a box for each line. `index` is the entry of a field with several."""

    task: str
    field: str
    index: int
    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A value of a task as characters [start, end) of the text of block number `block`. `page` and `box` are what the
    reading said of it, None where the format has no pages.
    """

    task: str
    field: str
    index: int
    block: int
    start: int
    end: int
    page: int | None = None
    box: Box | None = None


def marks(db: Database, document: int, places: Mapping[int, Sequence[Place]] | None = None) -> list[Mark]:
    """The marks of a document's tasks in its leading file, in the order of the tasks.

    `places` are those of blocks whose file has no pages, where it was set as pages all the same.
    """
    found = spans(db, document)
    if places is None:
        places = _stored(db, document, {span.block for span in found})
    starts = {block: [place.start for place in places.get(block, ())] for block in {span.block for span in found}}
    made = [
        mark for span in found for mark in _marks(span, _near(span, places.get(span.block, ()), starts[span.block]))
    ]
    whole = dict(_merged(db, document))
    return made + [replace(mark, task=whole.get(mark.task, mark.task)) for mark in _drawn(db, document)]


def spans(db: Database, document: int) -> list[Span]:
    """Where the tasks' values stand in the texts of the leading file's blocks."""
    sql = """
        SELECT t.id, e.field, coalesce(e."index", 0), e.block, e.start, e."end", e.page, e.x0, e.y0, e.x1, e.y1
        FROM documents d
        JOIN evidence e ON e.file = d.file AND e.record = 'task' AND e.field IN (SELECT value FROM json_each(:fields))
        JOIN tasks t ON t.file = d.file AND t.position = e.record_position
        WHERE d.id = :document ORDER BY e.record_position, e.position
    """
    rows = db.execute(sql, {"document": document, "fields": json.dumps(FIELDS)}).fetchall()
    of_task: dict[str, list[Span]] = defaultdict(list)
    for task, field, index, block, start, end, page, *box in rows:
        placed = None if box[0] is None else Box(*box)
        of_task[task].append(Span(task, field, index, block, start, end, page, placed))
    for whole, part in _parts(db, document):
        of_task[part] = [replace(span, task=part) for span in of_task[whole]]
    for part, whole in _merged(db, document):
        of_task[whole] += [replace(span, task=whole) for span in of_task.pop(part, ())]
    return [span for found in of_task.values() for span in found]


def lines(words: Iterable[Place]) -> Iterator[list[Place]]:
    """Words that follow one another, parted where the next one stands on another line or page."""
    line: list[Place] = []
    for word in words:
        if line and not _continues(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _near(span: Span, places: Sequence[Place], starts: Sequence[int]) -> Sequence[Place]:
    """The places that a span may touch. A block's places are in the order of its text; a table may have 20,000."""
    return places[max(0, bisect_right(starts, span.start) - 1) : bisect_left(starts, span.end)]


def _marks(span: Span, places: Sequence[Place]) -> Iterator[Mark]:
    inside = [_part(place, span) for place in places if place.start < span.end and span.start < place.end]
    if not inside and span.page is not None and span.box is not None:
        yield Mark(span.task, span.field, span.index, span.page, (span.box,))
    for page, words in groupby(inside, key=lambda place: place.page):
        boxes = tuple(_around(line) for line in lines(words))
        yield Mark(span.task, span.field, span.index, page, boxes)


def _part(place: Place, span: Span) -> Place:
    """The part of a place that a span takes, as if all characters were equally wide."""
    start, end = max(place.start, span.start), min(place.end, span.end)
    box = place.box
    width = (box.x1 - box.x0) / max(1, place.end - place.start)
    part = Box(box.x0 + (start - place.start) * width, box.y0, box.x1 - (place.end - end) * width, box.y1)
    return Place(start, end, place.page, part)


def _continues(last: Place, word: Place) -> bool:
    a, b = last.box, word.box
    common = min(a.y1, b.y1) - max(a.y0, b.y0)
    return last.page == word.page and b.x0 >= a.x0 and common > min(a.y1 - a.y0, b.y1 - b.y0) / 2


def _around(line: Sequence[Place]) -> Box:
    box = line[0].box
    for word in line[1:]:
        box = box.union(word.box)
    return box


def _stored(db: Database, document: int, blocks: set[int]) -> dict[int, tuple[Place, ...]]:
    sql = """
        SELECT b.position, b.places FROM documents d JOIN blocks b ON b.file = d.file
        WHERE d.id = ? AND b.position IN (SELECT value FROM json_each(?)) AND b.places IS NOT NULL
    """
    rows = db.execute(sql, [document, json.dumps(sorted(blocks))]).fetchall()
    return {position: tuple(sorted(unpack(packed), key=attrgetter("start"))) for position, packed in rows}


def _parts(db: Database, document: int) -> list[tuple[str, str]]:
    """Tasks that were split, each with one that was made of it."""
    sql = f"""
        SELECT w.task, part.task FROM attachments w
        JOIN reviews whole ON whole.id = w.review AND whole.action = 'split'
        JOIN reviews r ON r.part_of = whole.id AND r.action = 'add'
        JOIN attachments part ON part.review = r.id AND part.document = w.document
        WHERE w.document = ? AND {IN_FORCE} ORDER BY r.id
    """
    return [(whole, part) for whole, part in db.execute(sql, [document]).fetchall()]


def _merged(db: Database, document: int) -> list[tuple[str, str]]:
    """Tasks that have become part of another one, each with that one."""
    sql = f"""
        SELECT part.task, w.task FROM attachments w
        JOIN reviews whole ON whole.id = w.review AND whole.action = 'merge'
        JOIN reviews r ON r.part_of = whole.id AND r.action = 'reject'
        JOIN attachments part ON part.review = r.id AND part.document = w.document
        WHERE w.document = ? AND {IN_FORCE} ORDER BY r.id
    """
    return [(part, whole) for part, whole in db.execute(sql, [document]).fetchall() if part != whole]


def _drawn(db: Database, document: int) -> Iterator[Mark]:
    """Tasks added by hand from a box on a page."""
    sql = f"""
        SELECT a.task, json_extract(r.new_value, '$.page'), json_extract(r.new_value, '$.box')
        FROM attachments a JOIN reviews r ON r.id = a.review JOIN documents d ON d.id = a.document
        WHERE a.document = ? AND r.action = 'add' AND r.file = d.file AND {IN_FORCE} ORDER BY r.id
    """
    for task, page, box in db.execute(sql, [document]).fetchall():
        if page is not None and box is not None:
            yield Mark(task, "text", 0, page, (Box(*json.loads(box)),))
