"""What becomes of a group of tasks: a table, items with label lines, headings by unit, closing lines, captions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.compose import wording
from corpus.compose.grids import GridMaker
from corpus.compose.labelled import LABEL_FORMS, label_lines, unit_list
from corpus.model import Fields, Group, GroupTask, Section, Sub, Unit
from corpus.sheet import Block

if TYPE_CHECKING:
    from corpus.compose.nodes import Walk, Where

__all__ = ["GridMaker", "blocks", "form_of"]


def blocks(walk: "Walk", group: Group, where: "Where") -> Iterator[Block]:
    """The blocks of a group in the layout's form, or in one that its content can take."""
    form = form_of(group, walk.setter.layout["form"], alone=where.alone)
    if form == walk.setter.layout["form"] or (form == "labels" and walk.setter.layout["form"] in LABEL_FORMS):
        walk.setter.used.add("form")
    if form == "table":
        if group.say:
            yield walk.setter.para(group.say, body=False)
        yield from walk.grids.tasks(group.subs, where.path, group.say)
    elif form == "captions":
        yield from _captions(walk, group.subs, where)
    elif form == "units":
        yield from _by_unit(walk, group.subs, where)
    else:
        yield from _items(walk, group.subs, where, closing_line=form == "closing line")


def form_of(group: Group, wanted: str, *, alone: bool) -> str:
    """The form that a group takes. `alone`: nothing else stands under its heading that a closing line could cover."""
    kind = "labels" if wanted in LABEL_FORMS else wanted
    if group.fixed:
        return group.fixed
    if _fits(group, kind, alone=alone):
        return kind
    return next(form for form in ("labels", "table", "units") if _fits(group, form, alone=True))


def _fits(group: Group, form: str, *, alone: bool) -> bool:
    if group.forms and form not in group.forms:
        return False
    tasks = [task for sub in group.subs for task in sub.tasks]
    if form == "units":
        return all(len(t.fields.lead) == 1 and t.fields.lead[0].answer == t.fields.lead[0].name for t in tasks)
    if form in ("closing line", "captions"):
        titled = all(sub.title for sub in group.subs)
        covered = titled or (alone and len(group.subs) == 1)
        return covered and all(_common_lead(sub, partners=form == "closing line") for sub in group.subs)
    return True


def _common_lead(sub: Sub, *, partners: bool = True) -> Fields | None:
    """The leads, and with `partners` those who join in, that all tasks of a sub share."""
    first = sub.tasks[0].fields
    same = all(t.fields.lead == first.lead for t in sub.tasks)
    same = same and (not partners or all(t.fields.partners == first.partners for t in sub.tasks))
    return Fields(lead=first.lead, partners=first.partners) if same and first.lead else None


def _items(walk: "Walk", subs: Sequence[Sub], where: "Where", *, closing_line: bool) -> Iterator[Block]:
    for sub in subs:
        inner = where
        if sub.title:
            label, entry, block = walk.heading(sub.title, where)
            yield block
            inner = where.below(label, entry, "scheme", [Section("", ()) for _ in sub.tasks])
        for task in sub.tasks:
            common = _common_lead(sub) if closing_line else None
            shown = replace(task.fields, lead=(), partners=()) if common else task.fields
            yield from _item(walk, task, shown, inner)
        if closing_line:
            yield _closing_line(walk, sub)


def _item(walk: "Walk", task: GroupTask, shown: Fields, where: "Where") -> Iterator[Block]:
    """An item with its label lines; `shown` are the values that they say."""
    label = walk.label(where)
    yield walk.setter.para(task.text + ("." if not shown else ""), label)
    walk.note(where, label, task.text, task.fields, task.leave)
    yield from label_lines(walk.setter, shown, label)


def _closing_line(walk: "Walk", sub: Sub) -> Block:
    common = _common_lead(sub)
    if common is None:
        raise ValueError("a closing line needs tasks with the same lead")
    line = wording.CLOSING_LINES[bool(common.partners)]
    text = line.format(lead=_and(common.lead), partners=_and(common.partners))
    return walk.setter.para(text, body=False)


def _captions(walk: "Walk", subs: Sequence[Sub], where: "Where") -> Iterator[Block]:
    for sub in subs:
        inner = where
        if sub.title:
            label, entry, block = walk.heading(sub.title, where)
            yield block
            inner = where.below(label, entry, "scheme", ())
        caption = wording.worded(wording.CAPTIONS, walk.setter.layout["wording"]).format(
            lead=_and(sub.tasks[0].fields.lead)
        )
        yield walk.setter.para(caption, body=False)
        yield from walk.grids.tasks([Sub(None, sub.tasks)], inner.path, caption, frozenset({"lead"}))


def _by_unit(walk: "Walk", subs: Sequence[Sub], where: "Where") -> Iterator[Block]:
    by_unit: dict[str, list[GroupTask]] = {}
    units: dict[str, Unit] = {}
    for sub in subs:
        for task in sub.tasks:
            unit = task.fields.lead[0]
            units.setdefault(unit.name, unit)
            by_unit.setdefault(unit.name, []).append(task)
    for name, tasks in by_unit.items():
        label, entry, block = walk.heading(walk.unit_heading([units[name]]), where)
        yield block
        inner = where.below(label, entry, "scheme", [Section("", ()) for _ in tasks])
        for task in tasks:
            yield from _item(walk, task, replace(task.fields, lead=()), inner)


def _and(units: Sequence[Unit]) -> str:
    """Example: "A, B và C"."""
    names = [unit.name for unit in units]
    return f"{unit_list(units[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)
