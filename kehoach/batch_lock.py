"""One batch at a time writes into a database, and whoever comes second is told who is at it.

Reviews and exports need no lock: SQLite lets many read while one writes, and short writers wait for each other.
"""

from __future__ import annotations

import json
import os
import platform
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kehoach.errors import BatchUnderWay
from kehoach.locking import lock

SUFFIX = "-batch"
_LOOK_EVERY = 0.2  # seconds


@contextmanager
def held(db: Path, wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on a database's batches inside the block: a locked file beside it, NAME-batch, with the holder.

    While another process holds it, `say` tells so once, and the call waits up to so many seconds. Then it raises
    BatchUnderWay. Where the file cannot be made or there are no locks, there is none: SQLite's own hold all the same.
    """
    place = db.with_name(db.name + SUFFIX)
    descriptor = _taken(place, wait, say)
    try:
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):
                place.unlink()
            os.close(descriptor)


def _taken(place: Path, wait: float, say: Callable[[str], None]) -> int | None:
    until = time.monotonic() + wait
    told = False
    while True:
        try:
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return None
        is_ours = lock(descriptor)
        if is_ours and _is_there(descriptor, place):
            os.truncate(descriptor, 0)
            os.write(descriptor, _holder().encode())
            return descriptor
        by = None if is_ours else _said_by(place)
        os.close(descriptor)
        if is_ours is None:
            return None
        if is_ours:  # the former holder has just removed the file
            continue
        busy = f"{place.with_name(place.name.removesuffix(SUFFIX))} is being written by {by}."
        if time.monotonic() >= until:
            raise BatchUnderWay(f"{busy} Try again when that is done, or let --wait be longer.")
        if not told:
            say(f"{busy} Waiting.")
            told = True
        time.sleep(min(_LOOK_EVERY, max(0.0, until - time.monotonic())))


def _is_there(descriptor: int, place: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), place.stat())
    return False


def _holder() -> str:
    command = shlex.join([Path(sys.argv[0]).name or "kehoach", *sys.argv[1:]])
    holder = {
        "pid": os.getpid(),
        "host": platform.node(),
        "since": datetime.now().astimezone().isoformat(timespec="minutes"),
        "command": command[:300],
    }
    return json.dumps(holder, ensure_ascii=True)


def _said_by(place: Path) -> str:
    """Who holds the lock. The file may be empty for a moment."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = json.loads(place.read_bytes())
        since = datetime.fromisoformat(holder["since"])
        day = "" if since.date() == datetime.now().astimezone().date() else f"{since:%Y-%m-%d} "
        return f"process {holder['pid']} on {holder['host']} since {day}{since:%H:%M} ({holder['command']})"
    return "another process"
