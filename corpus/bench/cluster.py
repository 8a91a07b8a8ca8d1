"""What a second worker is worth: documents read on a cluster of one worker and of two, each with one core of its own,
and stored by one process, which works beside them. Both are measured in turn. Linux only; needs two cores.

    python -m corpus.build
    python -m corpus.bench.cluster [--documents 100] [--rounds 5] [FOLDER]
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from corpus.bench.alone import ROOT

DOCUMENTS = 100
ROUNDS = 5
FOLDER = Path("build/corpus/documents")
_MOST_BYTES = 200_000  # of a file: a plan of hundreds of pages would make the last worker's time the whole one's
_START_SECONDS = 120.0


class Turn(NamedTuple):
    """Seconds on the clock from the first file given to the last one stored, and seconds of the processor that the
    process that writes and the scheduler took. `reading` is the seconds on the clock that the workers were at files,
    together: where other programs take the cores away, it still tells whether a worker had to wait for work.
    """

    seconds: float
    writer: float
    reading: float
    scheduler: float


class Compared(NamedTuple):
    """Turns with one worker and with two, round by round."""

    one: tuple[Turn, ...]
    two: tuple[Turn, ...]

    @property
    def ratio(self) -> float:
        """How many times as much two workers read in the same time: the median of the rounds."""
        return statistics.median(one.seconds / two.seconds for one, two in zip(self.one, self.two, strict=True))


def compare(files: Sequence[Path], rounds: int = ROUNDS) -> Compared:
    """Read the files with each cluster in each round."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise RuntimeError("two cores are needed")
    with ExitStack() as stack:
        clusters = []
        for some in (cores[:1], cores[:2]):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            clusters.append(stack.enter_context(_cluster(folder, some)))
        for cluster in clusters:
            _turn(cluster, files[:4])  # so that all has loaded
        found = [[_turn(cluster, files) for cluster in clusters] for _ in range(rounds)]
    one, two = zip(*found, strict=True)
    return Compared(one, two)


@contextmanager
def _cluster(folder: Path, cores: Sequence[int]) -> Iterator["_Cluster"]:
    """A scheduler with a worker on each of the cores."""
    note = folder / "scheduler.json"
    host = ("--host", "127.0.0.1", "--no-dashboard")
    started = [_started(folder, "scheduler", "--port", "0", "--scheduler-file", str(note), *host)]
    try:
        until = time.monotonic() + _START_SECONDS
        while not note.exists() or not note.read_text(encoding="utf-8"):
            if time.monotonic() > until:
                raise RuntimeError("the scheduler does not start")
            time.sleep(0.1)
        address: str = json.loads(note.read_text(encoding="utf-8"))["address"]
        for core in cores:
            started.append(_started(folder, "worker", address, "--nthreads", "1", "--no-nanny", *host, core=core))
        subprocess.run([sys.executable, "-c", _WAIT, address, str(len(cores))], check=True, cwd=ROOT)
        yield _Cluster(address, psutil.Process(started[0].pid))
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


class _Cluster(NamedTuple):
    address: str
    scheduler: psutil.Process


def _started(folder: Path, *command: str, core: int | None = None) -> "subprocess.Popen[bytes]":
    pinned = "" if core is None else f"os.sched_setaffinity(0, [{core}]); "
    script = f"import os, sys; {pinned}os.execv(sys.executable, [sys.executable, '-m', 'dask', *sys.argv[1:]])"
    return subprocess.Popen(
        [sys.executable, "-c", script, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _turn(cluster: _Cluster, files: Sequence[Path]) -> Turn:
    """What the files take in a process and with a database of their own."""
    places = [str(path.resolve()) for path in files]
    before = cluster.scheduler.cpu_times()
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, cluster.address],
        cwd=ROOT,
        input=json.dumps(places),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the batch failed: {done.stderr[-500:]}")
    after = cluster.scheduler.cpu_times()
    scheduler = after.user + after.system - before.user - before.system
    return Turn(**json.loads(done.stdout), scheduler=scheduler)


_WAIT = """
import sys
from distributed import Client
Client(sys.argv[1]).wait_for_workers(int(sys.argv[2]), timeout=120)
"""

# The front door is above this room, so that it is called as a user's script would call it.
_SCRIPT = """
import json, sys, tempfile, time
from pathlib import Path
from kehoach import pipeline
from kehoach.cluster import Cluster
from kehoach.work import take
from output.store import Store

files = [Path(place) for place in json.load(sys.stdin)]
with tempfile.TemporaryDirectory() as folder, Store(Path(folder, "plans.db"), batch=True) as store:
    with Cluster(sys.argv[1], take) as readers:
        reading = 0.0
        start, used = time.perf_counter(), time.process_time()
        for outcome in pipeline.ingest(files, store, readers):
            assert outcome.status == "read", outcome
            reading += outcome.seconds["read"] + outcome.seconds["extract"]
        spent = {"seconds": time.perf_counter() - start, "writer": time.process_time() - used, "reading": reading}
print(json.dumps(spent))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the rounds and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m corpus.bench.cluster", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="documents, as corpus.build makes them")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="how many of them")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often")
    options = parser.parse_args(arguments)
    files = [
        path
        for path in sorted(options.folder.iterdir())
        if path.suffix in {".docx", ".pdf", ".txt"} and path.stat().st_size <= _MOST_BYTES
    ]
    files = random.Random(7).sample(files, min(options.documents, len(files)))
    compared = compare(files, options.rounds)
    print(f"{len(files)} documents   one worker, s   two workers, s   times as much")
    for one, two in zip(compared.one, compared.two, strict=True):
        print(f"{one.seconds:29.1f} {two.seconds:16.1f} {one.seconds / two.seconds:15.2f}")
    print(f"Two workers read {compared.ratio:.2f} times as much as one (median of {options.rounds} in turn).")
    for name, some, count in (("one", compared.one, 1), ("two", compared.two, 2)):
        busy = statistics.median(turn.reading / turn.seconds / count for turn in some)
        print(f"With {name}, a worker was at a file {busy:.0%} of the time.")
    turns = (*compared.one, *compared.two)
    writer = 1000 * statistics.median(turn.writer for turn in turns) / len(files)
    scheduler = 100 * statistics.median(turn.scheduler / turn.seconds for turn in turns)
    print(f"The process that writes takes {writer:.1f} ms of the processor a document, the scheduler {scheduler:.1f} %")
    print("of a core (medians of all).")


if __name__ == "__main__":
    main()
