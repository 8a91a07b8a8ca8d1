"""A comparison of two plans as lines for a terminal. Marks tell what colours tell, so that paper and pipes do, too."""

from collections.abc import Iterable, Iterator, Sequence

import click

from kehoach.terminal import plain, wrap
from output.difference import Difference, FieldChange, Json, Segment, TaskChange, deadline_text
from output.exports.difference_words import Language, counts, head_label, words

_INDENT = "    "
_MARKS = {"same": ("", "", None), "old": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}


def lines(found: Difference, before: str, after: str, width: int, language: Language = "vi") -> Iterator[str]:
    """The lines, at most `width` wide, with colours in them; `before` and `after` name the two versions."""
    told = words(language)
    yield from _wrapped(f"--- {told['before']}: {before}", width, "")
    yield from _wrapped(f"+++ {told['after']}: {after}", width, "")
    yield from _wrapped(counts(found, language), width, "")
    if found.head:
        yield from ("", _bold(told["head"]))
        for change in found.head:
            yield from _change(head_label(change.field, language), change, width)
    yield from _changed(told["changed"], found.changed, width, language)
    yield from _listed(told["added"], "+", "green", found.added, width)
    yield from _listed(told["dropped"], "-", "red", found.dropped, width)
    yield from _changed(told["moved"], found.moved, width, language)
    for name, mark, colour in (("targets_added", "+", "green"), ("targets_dropped", "-", "red")):
        texts = found.targets_added if name == "targets_added" else found.targets_dropped
        if texts:
            yield from ("", _bold(told[name]))
            for text in texts:
                yield from _wrapped(f"{mark} {text}", width, "  ", colour)


def _changed(title: str, tasks: Sequence[TaskChange], width: int, language: Language) -> Iterator[str]:
    if tasks:
        yield from ("", _bold(title))
    for task in tasks:
        text = next((change for change in task.fields if change.field == "text"), None)
        number = f"{task.new['number']}. " if task.new["number"] else ""
        shown = _marked(text.segments) if text else task.new["text"]
        yield from _wrapped(f"~ {number}{shown}", width, "  ")
        for change in task.fields:
            if change.field != "text":
                yield from _change(words(language)["field"][change.field], change, width)


def _change(label: str, change: FieldChange, width: int) -> Iterator[str]:
    if change.segments:
        shown = _marked(change.segments)
    else:
        old = _marked(Segment("old", entry) for entry in change.old)
        new = _marked(Segment("new", entry) for entry in change.new)
        shown = f"{old} {new}".strip()
    yield from _wrapped(f"{_INDENT}{label}: {shown}", width, _INDENT * 2)


def _listed(title: str, mark: str, colour: str, tasks: Sequence[Json], width: int) -> Iterator[str]:
    if tasks:
        yield from ("", _bold(title))
    for task in tasks:
        number = f"{task['number']}. " if task["number"] else ""
        told = (
            *task["lead"],
            *(f"({name})" for name in task["partners"]),
            *map(deadline_text, task["deadlines"]),
        )
        yield from _wrapped(f"{mark} {number}{task['text']}", width, "  ", colour)
        if told:
            yield from _wrapped(f"{_INDENT}{'; '.join(told)}", width, _INDENT, colour)


def _marked(segments: Iterable[Segment]) -> str:
    shown = []
    for segment in segments:
        before, after, _ = _MARKS[segment.kind]
        shown.append(f"{before}{segment.text}{after}")
    return " ".join(shown)


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def _wrapped(text: str, width: int, hanging: str, colour: str | None = None) -> Iterator[str]:
    """The text in lines, each after the first behind `hanging`; marked stretches get their colours."""
    indent = text[: len(text) - len(text.lstrip())]
    broken = wrap(plain(text), max(width - max(len(indent), len(hanging)), 20))
    marked = None
    for number, line in enumerate(broken):
        lead = hanging if number else indent
        if colour:
            yield click.style(lead + line, fg=colour)
        else:
            shown, marked = _coloured(line, marked)
            yield lead + shown


def _coloured(line: str, marked: str | None) -> tuple[str, str | None]:
    """A line with its marked stretches in colour; `marked` is the colour that goes on from the line before."""
    shown, rest = [], line
    while rest:
        if marked is None:
            starts = [(rest.index(mark), colour) for mark, _, colour in _MARKS.values() if mark and mark in rest]
            at, colour = min(starts, default=(len(rest), None))
            shown.append(rest[:at])
            rest, marked = rest[at:], colour
        else:
            end = next(end for _, end, colour in _MARKS.values() if colour == marked)
            at = rest.find(end)
            shown.append(click.style(rest if at < 0 else rest[: at + 2], fg=marked))
            rest, marked = ("", marked) if at < 0 else (rest[at + 2 :], None)
    return "".join(shown), marked
