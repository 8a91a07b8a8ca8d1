"""The machine that was measured on, as far as it explains the figures. No name, no address, no path."""

import os
import platform
from pathlib import Path
from typing import NamedTuple


class Machine(NamedTuple):
    """Processor, cores that this process may use, memory in GB (2^30 bytes), system and Python."""

    cpu: str
    cores: int
    memory: float
    system: str
    python: str


def machine() -> Machine:
    """What this process runs on. Linux only."""
    return Machine(
        cpu=_after("/proc/cpuinfo", "model name") or platform.machine(),
        cores=len(os.sched_getaffinity(0)),
        memory=round(int(_after("/proc/meminfo", "MemTotal").split()[0]) / 2**20, 1),
        system=platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        python=f"{platform.python_implementation()} {platform.python_version()}",
    )


def _after(path: str, key: str) -> str:
    """What stands behind a key in a file of the kernel, "" where it is not there."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value.strip()
    return ""
