"""Which of the files that were found a batch takes: those that failed, those changed since."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

_LENGTH = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


def moment(text: str, now: datetime) -> datetime | None:
    """The time that "2026-11-01", "01/11/2026", "2d" or "12h" (before `now`) names, in the zone of `now`. None if none.

    >>> from datetime import UTC
    >>> moment("12h", datetime(2026, 11, 2, tzinfo=UTC)).isoformat()
    '2026-11-01T12:00:00+00:00'
    """
    if length := _LENGTH.fullmatch(text.strip().lower()):
        return now - timedelta(**{_UNITS[length[2]]: int(length[1])})
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=now.tzinfo)
        except ValueError:
            continue
    return None


def changed_since(files: Iterable[Path], since: datetime) -> list[Path]:
    """The files that were changed, or put where they are, at that time or later; those that cannot be asked, too."""
    return [path for path in files if _changed(path) >= since.timestamp()]


def failed_among(files: Iterable[Path], failed: Iterable[Path]) -> list[Path]:
    """The files that are among those that failed, whose places are absolute."""
    places = set(failed)
    return [path for path in files if path.absolute() in places]


def _changed(path: Path) -> float:
    """When a file was last changed, in seconds since 1970. A copy may keep the time of its original: on Unix the time
    at which it was made or moved counts as well.
    """
    try:
        status = path.stat()
    except OSError:
        return float("inf")
    return max(status.st_mtime, status.st_ctime) if os.name == "posix" else status.st_mtime
