"""Files that were handed in and wait for their turn, and what became of them, for as long as the server runs. What
still waits when the server ends goes on with the next one.
"""

import logging
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Literal

from review.services import Intake, Stage, Taken

State = Literal["waiting", "held", "reading", "done", "known", "failed"]

MOST_WAITING = 300
"""Files that may wait; whoever sends more waits with them."""

MOST_BYTES = 4 * 2**30
"""Bytes that the waiting files may take together."""

_REMEMBERED = 200  # files that are done
_UNDER_WAY = ("waiting", "held", "reading")
_ENDS: dict[str, State] = {"read": "done", "unchanged": "known", "failed": "failed"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in, and how far it is: waiting, held up by a batch, reading; then done, known (its bytes
    were in the store) or failed, with what was `taken`; None there for a fault of ours.
    """

    id: int
    name: str
    bytes: int = 0
    state: State = "waiting"
    taken: Taken | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether something is still to be done for it."""
        return self.state in _UNDER_WAY


class Uploads:
    """The line of files; one after the other is taken in."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._thread = ThreadPoolExecutor(1, "uploads")
        self._changing = Lock()
        self._known: dict[int, Upload] = {}
        self._ids = count(1)
        for path in intake.left():
            self._add(path)

    @property
    def all(self) -> Sequence[Upload]:
        """All that are remembered, as they came."""
        with self._changing:
            return tuple(self._known.values())

    def has_room(self, size: int) -> bool:
        """Whether a file of so many bytes can join the line."""
        waiting = [upload for upload in self.all if upload.is_under_way]
        return len(waiting) < MOST_WAITING and sum(upload.bytes for upload in waiting) + size <= MOST_BYTES

    def add(self, path: Path) -> Upload:
        """A file in a folder of its own, which goes with it when it is taken in."""
        return self._add(self._intake.enter(path))

    def add_again(self, path: Path) -> Upload:
        """A file that stands somewhere and could not be read before."""
        return self._line_up(Upload(next(self._ids), path.name), lambda tell: self._intake.take_again(path, tell))

    def forget_done(self) -> None:
        """Keep those alone that are under way."""
        with self._changing:
            self._known = {id_: upload for id_, upload in self._known.items() if upload.is_under_way}

    def close(self) -> None:
        """End what is under way; what waits is left to the next server."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._intake.stop()
        self._thread.shutdown(wait=True)

    def _add(self, path: Path) -> Upload:
        def work(tell: Callable[[Stage], None]) -> Taken:
            taken = None
            try:
                taken = self._intake.take(path, path.name, tell)
            finally:
                if taken is None or not taken.is_stopped:
                    shutil.rmtree(path.parent, ignore_errors=True)
            return taken

        return self._line_up(Upload(next(self._ids), path.name, path.stat().st_size), work)

    def _line_up(self, upload: Upload, work: Callable[[Callable[[Stage], None]], Taken]) -> Upload:
        self._put(upload)
        self._thread.submit(self._take, upload, work)
        return upload

    def _take(self, upload: Upload, work: Callable[[Callable[[Stage], None]], Taken]) -> None:
        try:
            taken = work(lambda stage: self._put(replace(upload, state=stage)))
        except Exception:
            _log.exception("%s was not taken in", upload.name)
            self._put(replace(upload, state="failed"))
            return
        self._put(replace(upload, state=_ENDS[taken.status], taken=taken))

    def _put(self, upload: Upload) -> None:
        with self._changing:
            self._known[upload.id] = upload
            done = [id_ for id_, each in self._known.items() if not each.is_under_way]
            for id_ in done[:-_REMEMBERED]:
                del self._known[id_]
