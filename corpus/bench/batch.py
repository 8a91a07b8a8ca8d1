"""What storing costs a batch: many small plans read side by side and stored, against the same with the results thrown
away. Both are measured in turn, some documents at a time, since machines are now faster, now slower.

    python -m corpus.bench.batch [--documents 10000] [--rounds 5] [--processes N]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.bench import documents
from corpus.bench.alone import ROOT

DOCUMENTS = 10_000
ROUNDS = 5


class Batch(NamedTuple):
    """Documents, seconds on the clock from the first answer to the last, and MB of the parent process when a tenth was
    done and at the end.
    """

    documents: int
    seconds: float
    early: float
    late: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


class Compared(NamedTuple):
    """Batches that were stored, one after the other in one database, and the same thrown away."""

    stored: tuple[Batch, ...]
    thrown_away: tuple[Batch, ...]

    @property
    def ratio(self) -> float:
        """How many times as long it takes when it is stored: the median of the rounds."""
        pairs = zip(self.stored, self.thrown_away, strict=True)
        return statistics.median(stored.seconds / thrown_away.seconds for stored, thrown_away in pairs)


def compare(count: int, rounds: int = ROUNDS, processes: int | None = None) -> Compared:
    """Measure both with so many documents in all, in turn, each time in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        plans = documents.small_plans(home, count)
        found = []
        for number in range(rounds):
            part = slice(count * number // rounds, count * (number + 1) // rounds)
            found.append([_measured(plans, part, place, processes) for place in (str(home / "plans.db"), "")])
        stored, thrown_away = zip(*found, strict=True)
        return Compared(stored, thrown_away)


def _measured(plans: Path, part: slice, place: str, processes: int | None) -> Batch:
    command = [sys.executable, "-c", _SCRIPT, str(plans), place, str(processes or 0), str(part.start), str(part.stop)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the batch failed: {done.stderr[-500:]}")
    return Batch(**json.loads(done.stdout))


# The front door is above this room, so that it is called as a user's script would call it.
_SCRIPT = """
import json, sys, time
from contextlib import closing
from pathlib import Path
import psutil
from kehoach import pipeline
from kehoach.folders import find
from kehoach.guard import Pool
from kehoach.work import take
from output.store import Store

files, processes = find([Path(sys.argv[1])]).files[int(sys.argv[4]) : int(sys.argv[5])], int(sys.argv[3]) or None
tenth, sizes, count, start = max(1, len(files) // 10), [], 0, 0.0

def note():
    global count, start
    count += 1
    start = start or time.perf_counter()  # what loads with the first is no part of it
    if count in (tenth, len(files)):
        sizes.append(psutil.Process().memory_info().rss / 2**20)

with Pool(take, processes=processes) as pool:
    if sys.argv[2]:
        with Store(sys.argv[2], batch=True) as store, closing(pipeline.ingest(files, store, pool)) as outcomes:
            for outcome in outcomes:
                assert outcome.status == "read", outcome
                note()
    else:
        for answer in pool.results(files):
            assert answer.result is not None, answer.failure
            note()
    seconds = time.perf_counter() - start
print(json.dumps({"documents": count, "seconds": seconds, "early": sizes[0], "late": sizes[-1]}))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both, and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m corpus.bench.batch", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="how many small plans")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="in how many parts")
    parser.add_argument("--processes", type=int, help="how many read; without it one a core")
    options = parser.parse_args(arguments)
    compared = compare(options.documents, options.rounds, options.processes)
    print(f"{options.documents:,} small plans   seconds   a second   MB at 10 %   MB at 100 %")
    for pair in zip(compared.stored, compared.thrown_away, strict=True):
        for name, batch in zip(("stored", "thrown away"), pair, strict=True):
            print(f"{name:15} {batch.seconds:14.1f} {batch.rate:10.1f} {batch.early:12.0f} {batch.late:13.0f}")
    print(f"Stored, it takes {compared.ratio:.2f} times as long (median of {options.rounds} in turn).")


if __name__ == "__main__":
    main()
