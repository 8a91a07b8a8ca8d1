"""A process and all that it has started: what memory they take, and their end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

import psutil

_ROUNDS = 20


def trees(roots: Iterable[int]) -> dict[int, list[psutil.Process]]:
    """Each of these processes with its descendants, itself first; none for one that has ended.

    One look at the list of processes serves all: it takes some 30 µs a process of the machine.
    """
    of_parent: defaultdict[int, list[psutil.Process]] = defaultdict(list)
    by_id: dict[int, psutil.Process] = {}
    for process in psutil.process_iter(["ppid"]):
        by_id[process.pid] = process
        of_parent[process.info["ppid"]].append(process)
    found: dict[int, list[psutil.Process]] = {}
    for root in roots:
        tree = [by_id[root]] if root in by_id else []
        for process in tree:
            tree += of_parent[process.pid]
        found[root] = tree
    return found


def memory(tree: Iterable[psutil.Process], enough: int) -> int:
    """The bytes of memory that these processes take together.

    Processes share pages, which counts them several times over; only when that comes out above `enough` are the
    shared ones parted among those that share them, which takes the system some milliseconds a process.
    """
    processes = list(tree)
    most = sum(_resident(process) for process in processes)
    return most if most <= enough else sum(_own(process) for process in processes)


def kill(root: int) -> None:
    """End a process and all that it has started, also what leads a session of its own."""
    with suppress(psutil.Error):
        # Stopped, it starts nothing more; on Linux it also is the new parent of whatever loses its own below.
        psutil.Process(root).suspend()
        for _ in range(_ROUNDS):
            below = psutil.Process(root).children(recursive=True)
            running = [process for process in below if _runs(process)]
            if not running:
                break
            for process in running:
                with suppress(psutil.Error):
                    process.kill()
            psutil.wait_procs(running, timeout=0.05)
    with suppress(psutil.Error):
        psutil.Process(root).kill()


def _runs(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def _resident(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def _own(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        full = process.memory_full_info()
        return int(getattr(full, "pss", None) or full.uss)
    return _resident(process)
