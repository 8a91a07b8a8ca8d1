"""What storing costs a batch: many small plans read side by side and stored, against the same with the results thrown
away.

    python -m corpus.bench.batch [--documents 10000] [--processes N]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.bench import documents
from corpus.bench.alone import ROOT

DOCUMENTS = 10_000


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
    """A batch that was stored, and the same thrown away."""

    stored: Batch
    thrown_away: Batch

    @property
    def ratio(self) -> float:
        """How many times as long it takes when it is stored."""
        return self.stored.seconds / self.thrown_away.seconds


def compare(count: int, processes: int | None = None) -> Compared:
    """Measure both with so many documents, one after the other, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        plans = documents.small_plans(home, count)
        return Compared(*(_measured(plans, place, processes) for place in (str(home / "plans.db"), "")))


def _measured(plans: Path, place: str, processes: int | None) -> Batch:
    command = [sys.executable, "-c", _SCRIPT, str(plans), place, str(processes or 0)]
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

files, processes = find([Path(sys.argv[1])]).files, int(sys.argv[3]) or None
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
    parser.add_argument("--processes", type=int, help="how many read; without it one a core")
    options = parser.parse_args(arguments)
    compared = compare(options.documents, options.processes)
    print(f"{options.documents:,} small plans   seconds   a second   MB at 10 %   MB at 100 %")
    for name, batch in (("stored", compared.stored), ("thrown away", compared.thrown_away)):
        print(f"{name:15} {batch.seconds:14.1f} {batch.rate:10.1f} {batch.early:12.0f} {batch.late:13.0f}")
    print(f"Stored, it takes {compared.ratio:.2f} times as long.")


if __name__ == "__main__":
    main()
