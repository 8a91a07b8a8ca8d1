"""Tasks as a calendar (iCalendar, RFC 5545): an entry for each deadline that names a day.

Entries are events and no to-dos: Outlook, Google Calendar, phones and khal pass to-dos over, and Thunderbird would
show both. They last all day, or stand at the hour that the plan names, and do not make anybody busy.

Each has a UID of the task and the deadline's place in it, and a SEQUENCE that grows with time: who imports a second
calendar into the first one has everything once, as it stands now.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from icalendar import Calendar, Timezone, TimezoneStandard, vDuration

from output.exports.by_unit import units_of, write_zip
from output.exports.calendar_events import events
from output.exports.calendar_rules import TZID, VIETNAM
from output.exports.citing import plain, printed_day
from output.exports.form_words import form_words
from output.exports.forms import Wishes
from output.fold import words
from output.store.assignments import Assignment

_END = b"END:VCALENDAR\r\n"
_REFRESHED = timedelta(hours=6)  # how often clients that ask for a calendar again are told to


def write_ics(
    assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes, moment: datetime | None = None
) -> None:
    """Write a calendar of all, named for `wishes.unit`; with `wishes.by_unit` a ZIP of calendars, one for each unit
    that leads or takes part (of those that `wishes.unit` means, if it is given). `moment` is now, with its zone.
    """
    now = (moment or datetime.now(UTC)).replace(microsecond=0)
    if wishes.by_unit:
        _write_zip(assignments, stream, wishes, now)
        return
    unit = None if wishes.unit is None else words(wishes.unit)
    stream.write(_head(wishes.unit, wishes))
    for assignment in assignments:
        for event in events(assignment, unit, wishes, now):
            stream.write(event.to_ical())
    stream.write(_END)


def _write_zip(assignments: Iterable[Assignment], stream: BinaryIO, wishes: Wishes, moment: datetime) -> None:
    """A unit's entries say whether it leads, so each unit has its own."""
    wanted = None if wishes.unit is None else words(wishes.unit)
    parts: dict[str, list[bytes]] = defaultdict(list)
    for assignment in assignments:
        for name in units_of(assignment, wanted):
            entries = events(assignment, words(name) if name else None, wishes, moment)
            parts[name].extend(event.to_ical() for event in entries)
    nobody = form_words("calendar", wishes.language)["no_unit"]
    files = ((name, b"".join([_head(name or nobody, wishes), *parts[name], _END])) for name in sorted(parts))
    write_zip(files, ".ics", nobody, stream, moment)


def _head(unit: str | None, wishes: Wishes) -> bytes:
    """A calendar's beginning: its name, and the hour of Vietnam."""
    told = form_words("calendar", wishes.language)
    name = told["name"] if unit is None else told["name_of_unit"].format(unit=plain(unit))
    about = told["about"].format(today=printed_day(wishes.today.isoformat()))
    calendar = Calendar()
    for key, value in (
        ("prodid", f"-//Kehoach//Kehoach//{wishes.language.upper()}"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", name),
        ("description", about),
        ("x-wr-caldesc", about),
        ("x-wr-timezone", TZID),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", vDuration(_REFRESHED), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESHED))
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", TZID)
    standard.add("dtstart", datetime(1975, 6, 13))  # in its own time, since when the hour is this one
    standard.add("tzoffsetfrom", VIETNAM.utcoffset(None))
    standard.add("tzoffsetto", VIETNAM.utcoffset(None))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    calendar.add_component(zone)
    head: bytes = calendar.to_ical()
    return head.removesuffix(_END)
