"""A deadline as it is understood, in a few words: "hạn 31/10/2024", "hằng quý, ngày cuối"."""

from collections.abc import Mapping
from typing import Any

from review.presenting import day

_LAST_DAYS = ("31", "12-31")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def deadline_words(deadline: Mapping[str, Any], t: Mapping[str, str]) -> str:
    """The words for a deadline in the contract's form. `t` is the group [deadline] of the pages' words."""
    recurrence = [t[name] for name in deadline.get("recurrence") or ()]
    parts = [", ".join(recurrence), *_days(deadline, t, is_repeated=bool(recurrence))]
    if not any(parts):
        parts = [t[f"some_{deadline['kind']}"]]
    elif deadline["kind"] == "continuous":
        parts = [t["some_continuous"], *parts]
    if deadline.get("time"):
        parts.append(deadline["time"])
    return ", ".join(part for part in parts if part)


def _days(deadline: Mapping[str, Any], t: Mapping[str, str], *, is_repeated: bool) -> list[str]:
    """The days that are named: one in each recurrence, and when it begins and ends."""
    start, due, within = deadline.get("start"), deadline.get("due"), deadline.get("day")
    found = [_day_within(within, t)] if within else []
    if start and due and start != due:
        found.append(t["period"].format(start=day(start), due=day(due)))
    elif start and due:
        found.append(t["on"].format(due=day(due)))
    elif due:
        found.append(t["until" if is_repeated else "by"].format(due=day(due)))
    elif start:
        found.append(t["from"].format(start=day(start)))
    return found


def _day_within(text: str, t: Mapping[str, str]) -> str:
    """The day within a recurrence: "05", "11-05" (month and day) or "FR"."""
    if text in _WEEKDAYS:
        return t[text]
    if text in _LAST_DAYS:
        return t["last_day"]
    return t["day"].format(day=day(text))
