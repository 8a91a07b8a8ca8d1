"""Being asked to stop by Ctrl-C or SIGTERM: once to finish what is under way, twice to stop at once."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Self

_ASKED = "Stopping as soon as what is under way is done; once more stops at once."


class Stopping:
    """While in the `with` statement, a first SIGINT or SIGTERM is noted and a second one raises KeyboardInterrupt.

    `by` is the signal that came, None until then. `said` gives the line that is printed then. Must be used in the
    main thread, as Python has it.
    """

    def __init__(self, said: Callable[[], str] = lambda: _ASKED) -> None:
        self.by: signal.Signals | None = None
        self._said = said

    def __enter__(self) -> Self:
        self._woken, self._waker = socket.socketpair()
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        self._former_waker = signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        self._former: dict[signal.Signals, Any] = {
            number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._former_waker)
        self._woken.close()
        self._waker.close()

    def is_asked(self) -> bool:
        """Whether to stop."""
        return self.by is not None

    def wait(self, seconds: float) -> None:
        """Let so much time pass, or less if a signal comes."""
        if self.by is None and select.select([self._woken], [], [], seconds)[0]:
            self._woken.recv(4096)

    def _ask(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - Python's form of a handler
        if self.by is not None:
            raise KeyboardInterrupt
        self.by = signal.Signals(number)
        start = "\n" if os.isatty(2) else ""  # behind a progress bar
        os.write(
            2, f"{start}{self._said()}\n".encode()
        )  # print could be under way just now, and is no place to come back to
