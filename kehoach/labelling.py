"""Where tags go: beside their boxes where nothing is printed, else in the margin on the same line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models import Box

_GAP = 2.0  # between a tag and its box, in the boxes' measure
_CLOSE = 25.0  # a line or so
_MOST_STEPS = 6  # so many tags are put one below the other in the margin


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tag of this width and height for boxes. One that is not `needed` stays in its cell's `room`, if any.
    Of those with the same `group` that stand close together, such as the partners of one task, one is enough.
    """

    boxes: tuple[Box, ...]
    width: float
    height: float
    room: Box | None = None
    needed: bool = True
    group: str = ""


def places(wanted: Sequence[Wanted], taken: Iterable[Box], sheet: Box) -> list[Box | None]:
    """A place for each tag that hides neither `taken` boxes nor other tags; None for one that can be missed.

    `sheet` is all that can be drawn on: the page with margins beside it. Tags that need a place come first.
    """
    words = list(taken)
    text_left = min((box.x0 for box in words), default=sheet.x1)
    used: list[Box] = []
    found: list[Box | None] = [None] * len(wanted)
    for index in sorted(range(len(wanted)), key=lambda i: (not wanted[i].needed, wanted[i].boxes[0].y0)):
        tag = wanted[index]
        if any(found[i] and _are_one(tag, other) for i, other in enumerate(wanted)):
            continue
        around = (*words, *used)
        place = next((box for box in _beside(tag) if _within(box, tag.room or sheet) and _is_free(box, around)), None)
        if place is None and (tag.needed or tag.room is None):
            place = _in_margin(tag, text_left, around, sheet)
        if place:
            found[index] = place
            used.append(place)
    return found


def _are_one(a: Wanted, b: Wanted) -> bool:
    between = max(a.boxes[0].y0 - b.boxes[-1].y1, b.boxes[0].y0 - a.boxes[-1].y1)
    return bool(a.group) and a.group == b.group and a.room == b.room and between < _CLOSE


def _beside(tag: Wanted) -> Iterable[Box]:
    """Right before the first line; for those that can be missed also behind the last line, below, above, and at the
    top of their cell. Tags that need a place stand one below the other, so that the eye finds them.
    """
    first, last = tag.boxes[0], tag.boxes[-1]
    if tag.needed or tag.room is None:
        yield _at(first.x0 - _GAP - tag.width, (first.y0 + first.y1 - tag.height) / 2, tag)
    if tag.needed:
        return
    yield _at(last.x1 + _GAP, (last.y0 + last.y1 - tag.height) / 2, tag)
    yield _at(last.x0, last.y1, tag)
    yield _at(first.x0, first.y0 - tag.height, tag)
    if tag.room:
        yield _at(first.x0, tag.room.y0, tag)


def _in_margin(tag: Wanted, text_left: float, around: Sequence[Box], sheet: Box) -> Box | None:
    """On the first line's level left of all text, as near as other tags let it be, else a little lower."""
    first = tag.boxes[0]
    for step in range(_MOST_STEPS):
        y = (first.y0 + first.y1 - tag.height) / 2 + step * tag.height
        x = min(text_left, first.x0) - _GAP - tag.width
        while x >= sheet.x0:
            box = _at(x, y, tag)
            hindering = [other for other in around if _meet(box, other)]
            if not hindering:
                return box
            x = min(other.x0 for other in hindering) - _GAP / 2 - tag.width
    return None


def _at(x: float, y: float, tag: Wanted) -> Box:
    return Box(x, y, x + tag.width, y + tag.height)


def _within(box: Box, room: Box) -> bool:
    return box.x0 >= room.x0 - 1 and box.x1 <= room.x1 and box.y0 >= room.y0 - 1 and box.y1 <= room.y1


def _is_free(box: Box, around: Iterable[Box]) -> bool:
    return not any(_meet(box, other) for other in around)


def _meet(a: Box, b: Box) -> bool:
    """Whether two boxes share more than a rim: words' boxes are higher than their letters."""
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 - 1.5 and b.y0 + 1.5 < a.y1
