"""Telling others of new and changed plans: events of the store go to addresses (HTTP) and commands, at least once each.

An event that is not taken is tried again after a while, longer each time; after the last try, or where the target says
that it will never take it, it has failed for good and is kept among the dead letters. What still waits when the program
ends is sent by the next run that names the target.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

from kehoach.errors import KehoachError, WrongTarget
from output.exports.task_record import task_record
from output.store import Event, Store

if TYPE_CHECKING:
    import httpx

SECRET = "KEHOACH_WEBHOOK_SECRET"
"""The environment variable of the secret with which messages to addresses are signed."""

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 5, 30, 120, 600, 3600))
"""Between one try and the next. A batch waits for the first ones only; the rest is for the next run."""

_PATIENCE = timedelta(seconds=60)
"""How long a batch that is done stays for what has not been delivered yet."""

_ANSWER_SECONDS = 15
_COMMAND_SECONDS = 120
_LOOK_EVERY = 1.0  # seconds, for new events
_MOST_ERROR = 500  # characters
_LATER = (408, 425, 429)
"""Refusals that are not for good. Those from 500 on are not, either."""


class NotTaken(Exception):  # noqa: N818 - it is no error of ours
    """A target has not taken an event; `for_good` if another try would be in vain."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.for_good = reason, for_good


def check(target: str) -> str:
    """The target, if it can be one: an address of HTTP or a command line. Raises WrongTarget."""
    try:
        if target.startswith(("http://", "https://")):
            import httpx

            if httpx.URL(target).host:
                return target
        elif shlex.split(target):
            return target
    except ValueError:
        pass
    raise WrongTarget(
        f"{target!r} is no address and no command. Give one like http://localhost:9000/plans, or a command with its "
        "arguments, such as '/opt/tracker/take --new'."
    )


@contextmanager
def telling(place: Path, targets: Sequence[str], say: Callable[[str], None]) -> Iterator[None]:
    """Deliver the events of the store at `place` to the targets while the block runs, and for a while after it."""
    if not targets:
        yield
        return
    tellers = [_Teller(place, target) for target in dict.fromkeys(targets)]
    for teller in tellers:
        teller.start()
    try:
        yield
    finally:
        for teller in tellers:
            teller.finish(_PATIENCE)
        for line in summary(place, targets):
            say(line)


def summary(place: Path, targets: Sequence[str]) -> Iterator[str]:
    """What has not been delivered."""
    with Store(place) as store:
        for target in targets:
            waiting = sum(event.target == target for event in store.events.all("waiting"))
            failed = sum(event.target == target for event in store.events.all("failed"))
            if waiting:
                yield f"{target}: {waiting} not delivered yet; the next run with --on-new sends them."
            if failed:
                yield f"{target}: {failed} failed for good. See them by `kehoach events list --failed`."


def message(store: Store, event: Event, today: date) -> bytes:
    """What is sent: the event, its document and the document's tasks as they stand when it is sent, as JSON."""
    tasks: list[dict[str, Any]] = []
    particulars: dict[str, Any] | None = None
    if event.document is not None:
        tasks = [task_record(task) for task in store.assignments(today, documents=[event.document])]
        particulars = store.particulars(event.document)
    told = {
        "event": event.id,
        "kind": event.kind,
        "at": event.at,
        "sha256": event.sha256,
        "document": particulars,
        "tasks": tasks,
    }
    return json.dumps(told, ensure_ascii=False, default=date.isoformat).encode("utf-8", "replace")


@dataclass
class _Teller:
    """Delivers to one target, in a thread with a store of its own."""

    place: Path
    target: str
    _ending: Flag = field(default_factory=Flag)
    _until: datetime | None = None
    _thread: Thread | None = None
    _client: httpx.Client | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._run, name="telling", daemon=True)
        self._thread.start()

    def finish(self, patience: timedelta) -> None:
        """Come to an end when nothing is left to be sent, or after so long."""
        self._until = datetime.now(UTC) + patience
        self._ending.set()
        assert self._thread is not None
        self._thread.join()
        if self._client:
            self._client.close()

    def _run(self) -> None:
        while True:
            is_last = self._ending.is_set()
            is_worth_waiting = True
            # Not kept open: it may be moved, copied or restored while nothing is read.
            with suppress(KehoachError):  # it is in use, or gone for a while
                if self.place.exists():
                    with Store(self.place) as store:
                        while self._round(store) and not self._is_over():
                            pass
                        is_worth_waiting = self._is_worth_waiting(store)
            if is_last and (self._is_over() or not is_worth_waiting):
                return
            if is_last:
                sleep(_LOOK_EVERY / 4)
            else:
                self._ending.wait(_LOOK_EVERY)

    def _round(self, store: Store) -> int:
        """Try what is due. How many were tried."""
        due = store.events.due(self.target, datetime.now(UTC))
        for event in due:
            if self._is_over():
                break
            try:
                self._send(event, message(store, event, date.today()))
            except NotTaken as error:
                is_last = error.for_good or event.attempts >= len(PAUSES)
                next_try = None if is_last else datetime.now(UTC) + PAUSES[event.attempts]
                store.events.failed(event.id, error.reason[:_MOST_ERROR], next_try)
            else:
                store.events.delivered(event.id)
        return len(due)

    def _send(self, event: Event, message: bytes) -> None:
        """Hand an event to the target. Raises NotTaken."""
        if not self.target.startswith(("http://", "https://")):
            _run(self.target, message)
            return
        if self._client is None:
            import httpx

            self._client = httpx.Client(timeout=_ANSWER_SECONDS)
        _post(self._client, self.target, event, message)

    def _is_over(self) -> bool:
        return self._until is not None and datetime.now(UTC) > self._until

    def _is_worth_waiting(self, store: Store) -> bool:
        """Whether something may still be delivered before the end."""
        due = store.events.next_due(self.target)
        return due is not None and self._until is not None and due <= self._until and not self._is_over()


def _post(client: httpx.Client, address: str, event: Event, message: bytes) -> None:
    import httpx

    headers = {"content-type": "application/json", "x-kehoach-event": str(event.id), "x-kehoach-kind": event.kind}
    if secret := os.environ.get(SECRET):
        headers["x-kehoach-signature"] = f"sha256={hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()}"
    try:
        answer = client.post(address, content=message, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    if not answer.is_success:
        for_good = answer.status_code < 500 and answer.status_code not in _LATER
        raise NotTaken(f"it answered {answer.status_code}: {answer.text[:200]}", for_good=for_good)


def _run(command: str, message: bytes) -> None:
    try:
        done = subprocess.run(
            shlex.split(command), input=message, capture_output=True, timeout=_COMMAND_SECONDS, check=False
        )
    except FileNotFoundError as error:
        raise NotTaken(f"there is no program {error.filename}") from error
    except subprocess.TimeoutExpired as error:
        raise NotTaken(f"it took more than {_COMMAND_SECONDS} seconds") from error
    except OSError as error:
        raise NotTaken(str(error)) from error
    if done.returncode != 0:
        raise NotTaken(f"exit code {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
