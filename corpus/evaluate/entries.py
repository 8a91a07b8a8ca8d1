"""The entries of one field compared with gold's, entry by entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.evaluate.matching import TOKENS, Matching, TextKind, alike, tokens
from corpus.evaluate.records import Counts, Json, Verdict

SCORED = ("lead", "partners", "products", "deadlines", "due", "path", "number")
EXTRA = ("context", "origin", "day")
FIELDS = (*SCORED, *EXTRA)
ROW_FIELDS = ("lead", "partners", "products", "deadlines")


@dataclass(frozen=True, slots=True)
class Compared:
    """A verdict for each predicted entry, and the indexes of gold's entries that were not found."""

    verdicts: tuple[Verdict, ...]
    missed: tuple[int, ...]

    @property
    def counts(self) -> Counts:
        """Entries right, added and missed; optional ones are none of these."""
        return Counts(self.verdicts.count("right"), self.verdicts.count("added"), len(self.missed))

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.missed and "added" not in self.verdicts


def compare_field(field: str, gold: Json, predicted: Json, matching: Matching = TOKENS) -> Compared:
    """One field of a gold task against the same field of a predicted one (or of {}). `field` is one of FIELDS."""
    wanted, given = gold.get(field) or [], predicted.get(field) or []
    if field in ("lead", "partners"):
        return compare_units(wanted, given, matching)
    if field == "products":
        return compare_texts(wanted, given, "product", matching)
    if field == "path":
        return compare_texts(wanted, given, "path", matching)
    if field == "deadlines":
        return compare_deadlines(wanted, given, deadline_key)
    if field in ("due", "day"):
        return compare_deadlines(
            gold.get("deadlines") or [], predicted.get("deadlines") or [], lambda deadline: deadline.get(field)
        )
    if field == "context":
        return _compare_single(wanted, given, lambda a, b: matching.same("task", a, b))
    if field in ("number", "origin"):
        return _compare_single(wanted, given, lambda a, b: a == b)
    raise ValueError(f"no such field: {field}")


def skipped(task: Json, field: str) -> bool:
    """Whether a gold task does not tell what is right in a field: it is optional there, or gold leaves it out."""
    optional = task.get("optional_fields") or []
    if field in optional or (field in ("due", "day") and "deadlines" in optional):
        return True
    if field == "day":
        return any("day" not in deadline for deadline in task.get("deadlines") or [])
    return field in EXTRA and field not in task


def compare_units(gold: Sequence[str], predicted: Sequence[str], matching: Matching = TOKENS) -> Compared:
    """Names of units as sets, by the best one-to-one matching. "|" parts alternatives; a leading "?" is optional."""
    wanted = [(entry.lstrip("?").split("|"), entry.startswith("?")) for entry in gold]
    given = [j for j, name in enumerate(predicted) if tokens(name)]
    fits = [
        [j for j in given if any(matching.same("unit", part, predicted[j]) for part in parts)] for parts, _ in wanted
    ]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in fits[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    # The required ones first: an optional one never takes a place from them, for a match once made stays made.
    missed = [i for i, (_, optional) in enumerate(wanted) if not optional and not place(i, set())]
    for i, (_, optional) in enumerate(wanted):
        if optional:
            place(i, set())
    verdicts: list[Verdict] = ["optional"] * len(predicted)
    for j in given:
        verdicts[j] = "added" if j not in taken else "optional" if wanted[taken[j]][1] else "right"
    return Compared(tuple(verdicts), tuple(missed))


def compare_texts(
    gold: Sequence[str], predicted: Sequence[str], kind: TextKind, matching: Matching = TOKENS
) -> Compared:
    """Texts one to one: each of gold's takes the likest one that is left, if that counts as the same."""
    verdicts: list[Verdict] = ["added"] * len(predicted)
    left = list(range(len(predicted)))
    missed = []
    for i, entry in enumerate(gold):
        best = max(left, key=lambda j: matching.likeness(entry, predicted[j]), default=None)
        if best is not None and matching.same(kind, entry, predicted[best]):
            left.remove(best)
            verdicts[best] = "right"
        else:
            missed.append(i)
    return Compared(tuple(verdicts), tuple(missed))


def deadline_key(deadline: Json) -> tuple[Any, ...]:
    """What makes two deadlines the same, whatever their words."""
    recurrence = tuple(sorted(deadline.get("recurrence") or []))
    return (deadline.get("kind"), deadline.get("start"), deadline.get("due"), recurrence)


def compare_deadlines(gold: Sequence[Json], predicted: Sequence[Json], key: Callable[[Json], Any]) -> Compared:
    """Deadlines by `key`; those without one (None) are passed over. One that is optional in gold may be given in
    whatever normal form, or left out.
    """
    verdicts: list[Verdict] = ["added" if key(deadline) else "optional" for deadline in predicted]
    left = [j for j, deadline in enumerate(predicted) if key(deadline)]
    missed = []
    for i in sorted((i for i, d in enumerate(gold) if key(d)), key=lambda i: bool(gold[i].get("optional"))):
        optional = bool(gold[i].get("optional"))
        hit = next((j for j in left if _same_deadline(gold[i], predicted[j], key, optional)), None)
        if hit is not None:
            left.remove(hit)
            verdicts[hit] = "optional" if optional else "right"
        elif not optional:
            missed.append(i)
    return Compared(tuple(verdicts), tuple(missed))


def _same_deadline(gold: Json, predicted: Json, key: Callable[[Json], Any], optional: bool) -> bool:
    same: bool = key(gold) == key(predicted)
    return same or (optional and alike(gold["text"], predicted.get("text")) >= 0.8)


def _compare_single(gold: Any, predicted: Any, same: Callable[[Any, Any], bool]) -> Compared:
    right = bool(gold and predicted) and same(gold, predicted)
    verdicts: tuple[Verdict, ...] = ("right" if right else "added",) if predicted else ()
    return Compared(verdicts, (0,) if gold and not right else ())
