"""The entries of a task in a calendar, one for each deadline that names a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Event

from models import Deadline
from output.exports.calendar_rules import TZID, Occurrence, occurrence
from output.exports.calendar_texts import description, summary
from output.exports.citing import plain
from output.exports.forms import Wishes
from output.store.assignments import AssigningDocument, Assignment

_SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)  # so that seconds fit the 31 bits that clients have for SEQUENCE
_MORNING = time(8, 0)  # when an alarm of an all-day entry rings; midnight is no hour for it
_ALL_DAY = {"X-MICROSOFT-CDO-ALLDAYEVENT": "TRUE"}


def events(assignment: Assignment, unit: list[str] | None, wishes: Wishes, moment: datetime) -> Iterator[Event]:
    """The entries of a task as it stands at a moment, in the calendar of a unit (its folded words) or of all."""
    for position, deadline in enumerate(assignment.deadlines):
        ended = None if assignment.status == "open" else assignment.done_on or wishes.today
        when = occurrence(deadline, _since(assignment.document, wishes.today), ended)
        if when is None:
            continue
        event = Event()
        event.add("uid", f"{assignment.id}-{position}@kehoach")
        event.add("dtstamp", moment)
        event.add("sequence", int((moment - _SEQUENCE_FROM).total_seconds()))
        _set_time(event, when)
        _tell(event, assignment, deadline, unit, wishes)
        if assignment.status == "open" and (when.rule is not None or when.first >= wishes.today):
            # What has passed does not ring: a calendar that is read in would tell of all of it at once.
            _set_alarms(event, when, wishes.alarms)
        yield event


def _since(document: AssigningDocument, today: date) -> date:
    """From which day on what comes back does: the document's, or of one without it the year's first."""
    try:
        return date.fromisoformat(f"{document.date}-01-01"[:10]) if document.date else date(today.year, 1, 1)
    except ValueError:
        return date(today.year, 1, 1)


def _set_time(event: Event, when: Occurrence) -> None:
    if when.at is None:
        event.add("dtstart", when.first)
        event.add("dtend", when.first + timedelta(1))
        for name, value in _ALL_DAY.items():
            event.add(name, value)
    else:
        # The hour itself, without a length: an entry that ends then would be read by its beginning.
        event.add("dtstart", datetime.combine(when.first, when.at, ZoneInfo(TZID)))
    if when.rule is not None:
        event.add("rrule", when.rule)


def _tell(event: Event, assignment: Assignment, deadline: Deadline, unit: list[str] | None, wishes: Wishes) -> None:
    event.add("summary", summary(assignment, unit, wishes.language))
    event.add("description", description(assignment, deadline, wishes.language))
    names = [assignment.document.number, *(lead.name for lead in assignment.lead)]
    if categories := [plain(name) for name in names if name]:
        event.add("categories", categories)
    if wishes.address:
        event.add("url", f"{wishes.address}/document/{assignment.document.id}#task-{assignment.id}")
    # A done task stays to be seen; clients take cancelled entries away.
    event.add("status", "CANCELLED" if assignment.status == "dropped" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")


def _set_alarms(event: Event, when: Occurrence, days: tuple[int, ...]) -> None:
    hour = timedelta() if when.at else timedelta(hours=_MORNING.hour, minutes=_MORNING.minute)
    for before in sorted(set(days), reverse=True):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", hour - timedelta(before))
        event.add_component(alarm)
