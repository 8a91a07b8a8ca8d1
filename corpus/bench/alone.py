"""Seconds and memory of work in a process of its own, for a process never forgets its peak. Linux only.

    python -m corpus.bench.alone WAY FILE.pdf

prints what `way` measures, as JSON.
"""

import ctypes
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.bench.ways import WAYS, load_models

ROOT = Path(__file__).resolve().parents[2]


class Spent(NamedTuple):
    """Seconds of the processor, seconds on the clock, and MB at the peak."""

    seconds: float
    clock: float
    megabytes: float


def way(name: str, path: Path) -> Spent:
    """What one of `WAYS` takes for a file. The MB are those over what the imports and models take."""
    command = [sys.executable, "-m", "corpus.bench.alone", name, str(path.resolve())]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return Spent(**json.loads(printed))


def program(command: Sequence[str], env: Mapping[str, str] | None = None) -> Spent:
    """What a program takes as a whole. Raises RuntimeError with its last words when it fails."""
    # A small process starts it and asks what its child took: a child is also charged with what the process held that
    # started it.
    starter = [sys.executable, "-c", _STARTER, *command]
    done = subprocess.run(starter, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr[-500:]}")
    return Spent(**json.loads(done.stdout))


_STARTER = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
clock = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": used.ru_utime + used.ru_stime, "clock": clock, "megabytes": used.ru_maxrss / 1024}))
sys.exit(code)
"""


def processor_seconds() -> float:
    """What this process and the programs that it has started have used so far. Other programs on the machine hardly
    change it.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak_kilobytes() -> int:
    """The most memory that this process has held so far (Linux). `resource.getrusage` would count what the process
    that started this one held, too.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def main(arguments: list[str]) -> None:
    """Measure one way in this process."""
    name, path = arguments
    load_models()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what loading left free would hide what the work takes
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak so far is no longer one (man 5 proc)
    before = peak_kilobytes()
    start, used = time.perf_counter(), processor_seconds()
    WAYS[name](Path(path))
    seconds, clock = processor_seconds() - used, time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "clock": clock, "megabytes": (peak_kilobytes() - before) / 1024}))


if __name__ == "__main__":
    main(sys.argv[1:])
