"""The workers of a cluster that take part in a batch: those that have the same version of the program, as they come
and go.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from kehoach import cluster_worker
from kehoach.cluster_worker import Batch, Refused
from kehoach.errors import explain

if TYPE_CHECKING:
    from distributed import Client


class Members:
    """`threads` has how many files each of them reads side by side, by address; `tell` gets a line for each worker that
    is left out, with the reason.
    """

    def __init__(self, client: Client, batch: Batch, tell: Callable[[str], None]) -> None:
        self.threads: dict[str, int] = {}
        self.batch = batch
        self._client = client
        self._left_out: set[str] = set()
        self._tell = tell

    @property
    def addresses(self) -> list[str]:
        """Where they are."""
        return list(self.threads)

    @property
    def are_left_out(self) -> bool:
        """Whether there were workers that cannot be used."""
        return bool(self._left_out)

    def look(self) -> None:
        """Take in who has come, let go who is gone. Raises whatever the connection to the scheduler ends with."""
        there = self._client.nthreads()
        self.threads = {worker: count for worker, count in self.threads.items() if worker in there}
        new = [worker for worker in there if worker not in self.threads and worker not in self._left_out]
        if not new:
            return
        for worker, reply in self._client.run(cluster_worker.join, self.batch, workers=new, on_error="return").items():
            match reply:
                case int():
                    self.threads[worker] = reply
                case OSError():  # it is gone again, or comes at the next look
                    pass
                case Refused(version):
                    self.leave_out(worker, f"it has Kehoach {version}, this computer {self.batch.version}.")
                case ImportError() | AttributeError():
                    self.leave_out(worker, f"Kehoach {self.batch.version} is not installed there ({reply}).")
                case _:
                    self.leave_out(worker, explain(reply) if isinstance(reply, BaseException) else repr(reply))

    def leave_out(self, worker: str, why: str | None = None) -> None:
        """Give a worker nothing more: for good and for the reason told, or until the next look."""
        is_member = self.threads.pop(worker, None) is not None
        if why and (is_member or worker not in self._left_out):
            self._left_out.add(worker)
            self._tell(f"The worker {worker} is left out: {why}")

    def part(self) -> None:
        """Let all go; what they have under way for the batch is ended."""
        if self.threads:
            with suppress(Exception):  # those that cannot be told any more notice by themselves
                self._client.run(cluster_worker.leave, self.batch.name, workers=self.addresses, on_error="ignore")
