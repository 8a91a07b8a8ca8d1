"""When a deadline stands in a calendar: its first day, its hour, and the rule by which it comes back.

The days are those of `output.recurrence.days_between`, but the rules are said as calendars understand them: Outlook
takes no several months or days in one rule, and what it does not take it shows once or not at all.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from models import Deadline
from output.recurrence import next_due, rrule

VIETNAM = timezone(timedelta(hours=7), "+07")
"""The hour of Vietnam since 1975, where no hour ever changed in summer."""

TZID = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The first day on which something is due, perhaps with its hour in Vietnam, and an RFC 5545 rule for the others
    (names in capitals to values, as icalendar takes it) or None.
    """

    first: date
    at: time | None
    rule: dict[str, Any] | None


def occurrence(deadline: Deadline, since: date, until: date | None = None) -> Occurrence | None:
    """When a deadline of a document of the day `since` is due; None where no day can be told.

    What comes back begins with its first day from then on, and after `until` it comes no more.
    """
    told = rrule(deadline)
    first = next_due(deadline, since) if told else deadline.due
    if first is None:
        return None
    at = _hour(deadline.time)
    if told is None:
        return Occurrence(first, at, None)
    rule = _simple(_parsed(told))
    last = rule.pop("UNTIL", None)
    last = min((day for day in (last, until) if day), default=None)
    if last is not None:
        last = max(last, first)
        rule["UNTIL"] = datetime.combine(last, time(23, 59, 59), VIETNAM).astimezone(UTC) if at else last
    return Occurrence(first, at, rule)


def _hour(text: str | None) -> time | None:
    """The hour "16:00"; None without one or for what is none, such as 24:00."""
    try:
        hour, minute = (text or "").split(":")
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _parsed(told: str) -> dict[str, Any]:
    """The parts of a rule of `output.recurrence.rrule`: numbers as lists of int, the end as a date, others as text."""
    parts: dict[str, Any] = {}
    for part in told.split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL":
            parts[name] = datetime.strptime(value, "%Y%m%d").date()
        elif name.startswith("BY") and name != "BYDAY":
            parts[name] = [int(number) for number in value.split(",")]
        else:
            parts[name] = value
    return parts


def _simple(rule: dict[str, Any]) -> dict[str, Any]:
    """The same days in words that every calendar has: one day of the month, and months as an interval."""
    months, days = rule.get("BYMONTH"), rule.get("BYMONTHDAY", [])
    if "BYSETPOS" in rule:
        # The last of the days 28 to N: 31 is each month's end, and only February ends before 29 or 30.
        last = max(days)
        only = -1 if last == 31 or months == [2] else last if months and 2 not in months else None
        if only is not None:
            del rule["BYSETPOS"]
            rule["BYMONTHDAY"] = [only]
    if months and rule["FREQ"] == "MONTHLY":
        # The first month is that of the first day.
        del rule["BYMONTH"]
        rule["INTERVAL"] = 12 // len(months)
    return rule
