"""Finding a task again that was reviewed in an earlier reading, by its place and its words.

A task is better not found than taken for another: a review of the wrong task hides or falsifies a right one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from output.fold import words
from output.pairing import LEAST, Item, pair
from output.store.machine import MachineTask

How = Literal["place", "words"]

SURE = 0.9
"""How alike a task that was added by hand must be to one that the program reads by now."""

_FIGURE = re.compile(r".*\d.*|x{0,3}(?:ix|iv|v?i{0,3})")
_SHARED = 0.5  # the part of the shorter of two stretches that both must have in common to be one place


@dataclass(frozen=True, slots=True)
class Anchor:
    """A reviewed task as it was read when it was reviewed: its words, its number, its place."""

    text: str
    number: str | None = None
    block: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The task that an anchor is now."""

    task: MachineTask
    how: How


def in_own_file(
    anchors: Mapping[str, Anchor], free: Sequence[MachineTask], stands: Callable[[Anchor], bool]
) -> dict[str, Found]:
    """The tasks of a file read anew for those of an earlier reading of it; only `free` ones can be taken.

    `stands` tells whether the words of an anchor are still in its place on the page: then no task elsewhere is it.
    """
    found = _by_place(anchors, free)
    taken = {each.task.id for each in found.values()}
    moved = {name: anchor for name, anchor in anchors.items() if name not in found and not stands(anchor)}
    return found | by_words(moved, [task for task in free if task.id not in taken])


def in_other_file(
    read: Sequence[MachineTask], anchors: Mapping[str, Anchor], leading: Sequence[MachineTask], reviewed: Set[str]
) -> dict[str, Found]:
    """The tasks of the leading file for those that another file reads, by their ids, and for anchors lost there.

    Anchors get none of the `reviewed` ones. All that the other file reads takes part, reviewed or not, so that a task
    which the leading file lacks does not take its neighbour's.
    """
    pairs = pair([_item(task) for task in read], [_item(task) for task in leading])
    found = {read[p.old].id: Found(leading[p.new], "words") for p in pairs}
    taken = {leading[p.new].id for p in pairs} | reviewed
    return found | by_words(anchors, [task for task in leading if task.id not in taken])


def alike(text: str, tasks: Iterable[MachineTask]) -> list[MachineTask]:
    """The tasks with nearly these words and the same figures, the likest first."""
    figures, folded = _figures(text), _folded(text)
    likeness = [
        (fuzz.ratio(folded, _folded(task.values["text"])) / 100, task)
        for task in tasks
        if _figures(task.values["text"]) == figures
    ]
    near = sorted((entry for entry in likeness if entry[0] >= SURE), key=lambda entry: (-entry[0], entry[1].position))
    return [task for _, task in near]


def by_words(anchors: Mapping[str, Anchor], free: Iterable[MachineTask]) -> dict[str, Found]:
    """Tasks with the anchors' words and the very same figures: "báo cáo quý I" is not "báo cáo quý II"."""
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    tasks: dict[tuple[str, ...], list[MachineTask]] = defaultdict(list)
    for name, anchor in anchors.items():
        names[_figures(anchor.text)].append(name)
    for task in free:
        tasks[_figures(task.values["text"])].append(task)
    return {
        group[p.old]: Found(tasks[figures][p.new], "words")
        for figures, group in names.items()
        for p in pair(
            [Item(anchors[name].text, anchors[name].number) for name in group],
            [_item(task) for task in tasks[figures]],
        )
    }


def _by_place(anchors: Mapping[str, Anchor], free: Sequence[MachineTask]) -> dict[str, Found]:
    """Tasks that stand where the anchors stood, the likest first."""
    blocks = defaultdict(list)
    for task in free:
        blocks[task.block].append(task)
    candidates = []
    for name, anchor in anchors.items():
        if anchor.block is None or anchor.start is None:
            continue
        for task in blocks[anchor.block]:
            if _overlap(anchor.start, anchor.start + len(anchor.text), task):
                likeness = fuzz.ratio(_folded(anchor.text), _folded(task.values["text"])) / 100
                same_number = anchor.number == task.values["number"]
                if likeness >= LEAST:
                    candidates.append((-likeness, not same_number, task.position, name, task))
    found: dict[str, Found] = {}
    taken: set[str] = set()
    for *_, name, task in sorted(candidates, key=lambda candidate: candidate[:4]):
        if name not in found and task.id not in taken:
            found[name] = Found(task, "place")
            taken.add(task.id)
    return found


def _overlap(start: int, end: int, task: MachineTask) -> bool:
    if task.start is None or task.end is None:
        return False
    shared = min(end, task.end) - max(start, task.start)
    return shared > 0 and shared >= _SHARED * min(end - start, task.end - task.start)


def _item(task: MachineTask) -> Item:
    return Item(task.values["text"], task.values["number"], tuple(task.values["path"]))


def _folded(text: str) -> str:
    return " ".join(words(text))


def _figures(text: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in words(text) if _FIGURE.fullmatch(word)))
