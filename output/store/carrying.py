"""Whether a review of one wording of a plan holds for another: a later edition, or the final of a draft.

What people found wrong in the reading stays corrected; where the plan itself was changed, the new text counts.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from output.fold import words

STATE = ("status", "done_on")
"""Fields that no plan states: how far the work is, whatever the wording."""

CONTENT = ("text", "lead", "partners", "products", "deadlines")
"""What an accepted task says. Another number or heading is no other task."""

Values = Mapping[str, Any]


def same(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: signs, tones and order aside, deadlines by their days."""
    return bool(_key(field, one) == _key(field, other))


def set_holds(field: str, new: Any, bases: Iterable[Any], now: Values) -> bool:
    """Whether a corrected field stays so where the program reads `now`.

    `new` is the corrected value, `bases` are what stood in the earlier wording. It holds where the new wording says
    what the earlier one said, or what the correction says.
    """
    return field in STATE or any(same(field, value, now[field]) for value in (new, *bases))


def accept_holds(seen: Values, former: Values | None, now: Values, corrected: Iterable[str]) -> bool:
    """Whether an accepted task may count as accepted where the program reads `now`.

    `seen` are the values that were accepted, `former` those that the program reads in the earlier wording today;
    fields in `corrected` are set by reviews that hold.
    """
    return all(
        field in corrected
        or (field in seen and same(field, seen[field], now[field]))
        or (former is not None and same(field, former[field], now[field]))
        for field in CONTENT
    )


def reject_holds(text: str | None, former: Values | None, now: Values) -> bool:
    """Whether what was no task is none where the program reads `now`: only where its words are the same."""
    texts = (text, former["text"] if former else None)
    return any(same("text", one, now["text"]) for one in texts if one is not None)


def _key(field: str, value: Any) -> Any:
    if field == "deadlines":
        return sorted(map(_deadline, value))
    if field == "path":
        return [words(entry) for entry in value]
    if isinstance(value, list):
        return sorted(words(entry) for entry in value)
    return words(value or "")


def _deadline(value: Values) -> tuple[Any, ...]:
    """A deadline by its days; one that no day tells by its words."""
    days = (value.get("start"), value.get("due"), *value.get("recurrence", ()), value.get("day"), value.get("time"))
    told = any(days)
    return value["kind"], *((day or "") for day in days), *(() if told else words(value["text"]))
