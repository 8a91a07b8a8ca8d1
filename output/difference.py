"""What changed between two readings of a plan: tasks added, dropped and changed, field by field.

The readings may be two versions of a document, a draft and its final, or one file as two program versions read it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from output.pairing import Item, pair

HEAD = ("type", "number", "issuer", "place", "date", "title", "signer", "signer_title")
FIELDS = ("text", "context", "lead", "partners", "products", "deadlines", "number", "path")
PLACE = ("number", "path")
"""The fields that say where a task stands: one that differs in these alone has moved, it is not changed."""

Json = Mapping[str, Any]
"""A plan or a part of one in the contract's form."""


class Segment(NamedTuple):
    """A stretch of a text: in both readings, only in the old or only in the new one."""

    kind: Literal["same", "old", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field's entries before and after; those of single fields are one or none.

    `segments` show a text's words side by side, with blanks between them left out. Deadlines carry their days.
    """

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that both readings have. `likeness` of its words is in [0, 1]."""

    old: Json
    new: Json
    likeness: float
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. `added` are in the new reading's order, the others in the old one's."""

    head: tuple[FieldChange, ...]
    added: tuple[Json, ...]
    dropped: tuple[Json, ...]
    changed: tuple[TaskChange, ...]
    moved: tuple[TaskChange, ...]
    unchanged: int
    targets_added: tuple[str, ...]
    targets_dropped: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same, wherever it stands."""
        return not (
            self.head or self.added or self.dropped or self.changed or self.targets_added or self.targets_dropped
        )


def difference(old: Json, new: Json) -> Difference:
    """What differs between two plans in the contract's form (`to_dict` makes it of a Plan).

    Differences in capitals, punctuation, blanks and where a tone stands in its syllable do not count, nor does the
    order of tasks and of names; deadlines are the same if their days are.
    """
    before, after = old["tasks"], new["tasks"]
    pairs = pair([_item(task) for task in before], [_item(task) for task in after])
    both = [TaskChange(before[i], after[j], likeness, _changes(before[i], after[j])) for i, j, likeness in pairs]
    changed = tuple(task for task in both if any(change.field not in PLACE for change in task.fields))
    moved = tuple(task for task in both if task.fields and task not in changed)
    left, come = {p.old for p in pairs}, {p.new for p in pairs}
    goals, new_goals = _goals(old), _goals(new)
    return Difference(
        head=tuple(_head(old["document"], new["document"])),
        added=tuple(task for j, task in enumerate(after) if j not in come),
        dropped=tuple(task for i, task in enumerate(before) if i not in left),
        changed=changed,
        moved=moved,
        unchanged=len(both) - len(changed) - len(moved),
        targets_added=tuple(text for key, text in new_goals.items() if key not in goals),
        targets_dropped=tuple(text for key, text in goals.items() if key not in new_goals),
    )


def as_record(found: Difference) -> dict[str, Any]:
    """The difference as JSON's own types."""
    return {
        "head": [_change_json(change) for change in found.head],
        "added": list(found.added),
        "dropped": list(found.dropped),
        "changed": [_task_json(task) for task in found.changed],
        "moved": [_task_json(task) for task in found.moved],
        "unchanged": found.unchanged,
        "targets_added": list(found.targets_added),
        "targets_dropped": list(found.targets_dropped),
    }


def deadline_text(deadline: Json) -> str:
    """A deadline as printed, with its days where it has some: "trong quý III (2026-07-01 – 2026-09-30)"."""
    days = " – ".join(day for day in (deadline["start"], deadline["due"]) if day)
    return f"{deadline['text']} ({days})" if days else str(deadline["text"])


# Fields


def _item(task: Json) -> Item:
    return Item(task["text"], task["number"], tuple(task["path"]))


def _changes(old: Json, new: Json) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(
            field,
            _entries(field, old.get(field)),
            _entries(field, new.get(field)),
            _segments(old.get(field) or "", new.get(field) or "") if field in ("text", "context") else (),
        )
        for field in FIELDS
        if _key(field, old.get(field)) != _key(field, new.get(field))
    )


def _head(old: Json, new: Json) -> list[FieldChange]:
    return [
        FieldChange(field, _entries(field, old.get(field)), _entries(field, new.get(field)))
        for field in HEAD
        if _words(old.get(field) or "") != _words(new.get(field) or "")
    ]


def _goals(plan: Json) -> dict[tuple[str, ...], str]:
    """The texts of the goals of sections, by what they are compared by; those of tasks change with their tasks."""
    return {_words(target["text"]): target["text"] for target in plan["targets"] if target["scope"] == "section"}


def _entries(field: str, value: Any) -> tuple[str, ...]:
    """A field's value as texts to show."""
    if field == "deadlines":
        return tuple(deadline_text(deadline) for deadline in value)
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return (value,) if value else ()


def _key(field: str, value: Any) -> Any:
    """What a field is compared by."""
    if field == "deadlines":
        return sorted(map(repr, (_time(deadline) for deadline in value)))
    if field == "path":
        return [_words(heading) for heading in value]
    if isinstance(value, (list, tuple)):
        return sorted(_words(name) for name in value)
    return _words(value or "")


def _time(deadline: Json) -> tuple[Any, ...]:
    named = tuple(deadline.get(name) for name in ("start", "due", "day", "time"))
    recurrence = tuple(deadline.get("recurrence") or ())
    return (named, recurrence) if any(named) or recurrence else _words(deadline["text"])


# Words

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\W_]+")


def _words(text: str) -> tuple[str, ...]:
    """The words as they are compared: small letters, the tone behind the syllable ("hoá" is "hóa")."""
    return tuple(map(_word, _WORD.findall(unicodedata.normalize("NFC", text))))


def _word(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return letters.translate(_TONES) + "".join(letter for letter in letters if ord(letter) in _TONES)


def _segments(old: str, new: str) -> tuple[Segment, ...]:
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, [_words(word) for word in before], [_words(word) for word in after], autojunk=False)
    found: list[Segment] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Segment("same", " ".join(after[c:d])))
            continue
        stretches: Sequence[tuple[Literal["old", "new"], list[str]]] = (("old", before[a:b]), ("new", after[c:d]))
        found += [Segment(which, " ".join(words)) for which, words in stretches if words]
    return tuple(found)


# JSON


def _task_json(task: TaskChange) -> dict[str, Any]:
    return {
        "old": task.old,
        "new": task.new,
        "likeness": task.likeness,
        "fields": [_change_json(change) for change in task.fields],
    }


def _change_json(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "old": list(change.old),
        "new": list(change.new),
        "segments": [segment._asdict() for segment in change.segments],
    }
