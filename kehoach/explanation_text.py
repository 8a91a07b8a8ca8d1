"""A task explained, as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from kehoach.explanation import Field, PassedOver, Reading, Scan, Spot, TaskExplained
from kehoach.terminal import plain, wrap

# Of more words as read, the middle is left out: the value above shows them whole.
_MOST_WORDS = 20


def lines(task: TaskExplained, width: int) -> Iterator[str]:
    """The explanation of a task, at most `width` wide."""
    yield from wrap(plain(f"Row {task.row} of {task.rows} in {task.file}, id {task.id}"), width)
    for field in task.fields:
        yield ""
        yield from _field(field, width)
    yield ""
    yield from _row(task, width)


def _field(field: Field, width: int) -> Iterator[str]:
    yield field.name
    if not field.readings:
        yield "  (none)"
    for reading in field.readings:
        yield from _reading(reading, width)
    if field.alternatives:
        yield "  Passed over:"
    for one in field.alternatives:
        yield from _passed(one, width)


def _reading(reading: Reading, width: int) -> Iterator[str]:
    yield from _indented(_shown(reading.value), 2, width)
    if reading.spot:
        yield from _indented(_place(reading.spot), 6, width)
    sure = "" if reading.confidence is None else f" ({reading.confidence:.0%} of such values are right)"
    yield from _indented(f"rule: {reading.rule.name}{sure}. {reading.rule.says}", 6, width)
    if reading.scan:
        yield from _scan(reading.scan, width)
    if reading.inferred:
        yield from _indented("A part of it is taken from elsewhere, such as the plan's year.", 6, width)
    yield from _indented(f"lives in: {', '.join(reading.rule.files)}", 6, width)


def _scan(scan: Scan, width: int) -> Iterator[str]:
    yield from _indented(f"scan: {scan.share:.0%} of values read so surely are read right.", 6, width)
    for one in scan.repairs:
        yield from _indented(f"«{one.word}» was read as «{one.as_read}» (mended by rule {one.rule})", 6, width)


def _passed(one: PassedOver, width: int) -> Iterator[str]:
    yield from _indented(f"{one.text}: {one.why}", 4, width)
    yield from _indented(_place(one.spot), 6, width)
    yield from _indented(f"rule: {one.rule.name}", 6, width)


def _shown(value: Any) -> str:
    """A value in words. Of a deadline, what its words were understood as."""
    if value is None:
        return "(none)"
    if not isinstance(value, dict):
        return str(value)
    known = [f"{key} {', '.join(v) if isinstance(v, list) else v}" for key, v in value.items() if v and key != "text"]
    return f"{value['text']} → {', '.join(known)}"


def _place(spot: Spot) -> str:
    words = spot.words.split()
    if len(words) > _MOST_WORDS:
        words[_MOST_WORDS // 2 : -_MOST_WORDS // 2] = ["[…]"]
    page = f"page {spot.page}" if spot.page else f"block {spot.block}"
    # In a table a line break parts cells.
    before, after = (text.replace("\n", " | ") for text in (spot.before, spot.after))
    return f"{page}: {before}«{' '.join(words)}»{after}"


def _row(task: TaskExplained, width: int) -> Iterator[str]:
    share = (
        "unknown" if task.confidence is None else f"{task.confidence:.0%} of rows like this one are right as a whole"
    )
    yield from wrap(f"confidence of the row: {share}", width)
    for trait in sorted(task.traits, key=lambda trait: -trait.weight):
        verdict = "raises it" if trait.weight > 0 else "lowers it" if trait.weight < 0 else "says nothing"
        name = "what every row has" if trait.trait == "any" else trait.trait
        yield from _indented(f"{trait.weight:+.2f} {name} ({verdict})", 2, width)
    if task.scan:
        read = f"read from a scan, its words {task.scan.mean:.0%} sure on average"
        yield from _indented(f"×{task.scan.page:.2f} {read} (lowers it)", 2, width)
        yield from _indented(f"×{task.scan.words:.2f} the value read with most doubt (lowers it)", 2, width)
    yield from _indented("lives in: extractors/confidence.py, extractors/rules/confidence.toml", 2, width)


def _indented(text: str, by: int, width: int) -> Iterator[str]:
    for line in wrap(plain(text), max(width - by, 20)):
        yield " " * by + line
