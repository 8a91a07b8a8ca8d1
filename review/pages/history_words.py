"""What people decided, as sentences: "An sửa cơ quan chủ trì: Phòng A → Phòng B"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from output.difference import deadline_text
from output.store import Review
from review.pages.parts import with_days
from review.presenting import day


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after, as lines to show; `label` is what it is called, or what happened to the task `of`."""

    label: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An entry: who did what to which task, what changed, what was noted. `undone` says by whom it was taken back;
    `in_force` is False then. `tasks` are the ids that its task may have now, `counts` is whether it counts for one.
    """

    review: int
    at: str
    sentence: str
    changes: tuple[Change, ...]
    note: str | None
    task_text: str
    tasks: tuple[str, ...]
    counts: bool
    undone: str | None
    in_force: bool


def sentences(entries: Iterable[Review], told: Mapping[str, Any]) -> list[Said]:
    """The decisions among the entries, the last one first; what belongs to one decision stands in it.

    `told` are the words of the group "history".
    """
    heads: dict[int, Review] = {}
    parts: dict[int, list[Review]] = {}
    undone: dict[int, Review] = {}
    for entry in entries:
        if entry.undoes is not None:
            undone[entry.undoes] = entry
        elif entry.part_of is not None:
            parts.setdefault(entry.part_of, []).append(entry)
        else:
            heads[entry.id] = entry
    return [_said(head, parts.get(head.id, ()), undone.get(head.id), told) for head in reversed(heads.values())]


def moment(text: str) -> str:
    """A time in UTC as the clock here shows it: 05/11/2026 14:07."""
    return f"{datetime.fromisoformat(text).astimezone():%d/%m/%Y %H:%M}"


def _said(head: Review, parts: Sequence[Review], undo: Review | None, told: Mapping[str, Any]) -> Said:
    sentence, changes = _decision(head, parts, told)
    return Said(
        review=head.id,
        at=moment(head.at),
        sentence=sentence,
        changes=changes,
        note=head.note,
        task_text=" ".join(part for part in (head.task_number, head.task_text) if part) or head.task,
        tasks=(*head.tasks, head.task),
        counts=bool(head.tasks),
        undone=told["undone"] % {"who": undo.who, "at": moment(undo.at)} if undo else None,
        in_force=head.in_force,
    )


def _decision(head: Review, parts: Sequence[Review], told: Mapping[str, Any]) -> tuple[str, tuple[Change, ...]]:
    who = {"who": head.who}
    match head.action:
        case "set" if head.field == "status":
            on = next((part.new_value for part in parts if part.field == "done_on"), None)
            if head.new_value == "done":
                return (told["said_done_on"] % {**who, "day": day(on)} if on else told["said_done"] % who), ()
            return told["said_dropped" if head.new_value == "dropped" else "said_reopened"] % who, ()
        case "set":
            field = told["field"][head.field]
            return told["said_set"] % {**who, "field": field}, (_change(head, told, ""),)
        case "add":
            return told["said_add"] % who, (Change("", new=_lines("text", head.new_value["text"], told)),)
        case "merge":
            count = {"count": len(head.new_value)}
            return told["said_merge"] % {**who, **count}, tuple(_part(part, told) for part in parts)
        case "split":
            count = {"count": 1 + sum(part.action == "add" for part in parts)}
            return told["said_split"] % {**who, **count}, tuple(_part(part, told) for part in parts)
        case action:
            return told[f"said_{action}"] % who, ()


def _part(part: Review, told: Mapping[str, Any]) -> Change:
    """A part of a merge or split: a value set, a task that goes or comes."""
    if part.action == "set" and part.field:
        return _change(part, told, told["part_set"] % {"field": told["field"][part.field]})
    new = _lines("text", part.new_value["text"], told) if part.action == "add" else ()
    return Change(told[f"part_{part.action}"], new=new, of=part.task_text if part.action == "reject" else None)


def _change(entry: Review, told: Mapping[str, Any], label: str) -> Change:
    field = entry.field or ""
    return Change(label, _lines(field, entry.old_value, told), _lines(field, entry.new_value, told))


def _lines(field: str, value: Any, told: Mapping[str, Any]) -> tuple[str, ...]:
    """A value as lines to show."""
    if value is None or value == []:
        return (told["empty"],)
    if field == "deadlines":
        return tuple(with_days(deadline_text({"start": None, "due": None, **deadline})) for deadline in value)
    if field == "status":
        return (told["status"][value],)
    if field == "done_on":
        return (day(value),)
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
