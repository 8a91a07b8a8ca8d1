"""What a document costs, by its format, on one core: seconds to read and understand it, seconds of the one process that
writes, kB of database. From these `docs/scale.md` says what a province and the whole country need.

    python -m corpus.build; python -m corpus.build --scans --out build/scans
    python -m corpus.bench.scale [--documents 60] [FOLDER …]
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.bench.alone import ROOT

DOCUMENTS = 60
FOLDERS = (Path("build/corpus/documents"), Path("build/scans/documents"))
KINDS: Mapping[str, str] = {
    ".docx": "Word file", ".pdf": "PDF file with text", ".txt": "text file", "scan": "scanned PDF file",
}  # fmt: skip
_SCANNED = (".light.pdf", ".medium.pdf", ".hard.pdf")


class Cost(NamedTuple):
    """Of so many documents together: their pages (0 where a format has none) and tasks, processor seconds of reading
    and understanding and of writing, MB of the files and of the database.
    """

    documents: int
    pages: int
    tasks: int
    reading: float
    writing: float
    files: float
    database: float


def cost(files: Sequence[Path]) -> Cost:
    """What these files cost, read one after the other in a process of its own."""
    places = [str(path.resolve()) for path in files]
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=ROOT, input=json.dumps(places), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the measuring failed: {done.stderr[-500:]}")
    return Cost(**json.loads(done.stdout))


# The front door is above this room, so that it is called as a user's script would call it.
_SCRIPT = """
import json, sys, tempfile, time
from pathlib import Path
from corpus.bench.alone import processor_seconds
from corpus.bench.ways import load_models
from ingest.limits import Limits, applied
from kehoach.work import take
from output.store import Store

files = [Path(place) for place in json.load(sys.stdin)]
load_models()
with tempfile.TemporaryDirectory() as folder, applied(Limits(processes=1)):
    place = Path(folder, "plans.db")
    with Store(place, batch=True) as store:
        empty, run, pages, tasks, reading, writing = place.stat().st_size, store.start_run("1"), 0, 0, 0.0, 0.0
        for some in (files[at : at + 40] for at in range(0, len(files), 40)):
            start = processor_seconds()
            taken = [(path, take(path).prepared) for path in some]
            reading += processor_seconds() - start
            start = time.process_time()
            with store.together():
                for path, prepared in taken:
                    store.write_prepared(prepared, path, run)
            writing += time.process_time() - start
            pages += sum(prepared.source.pages or 0 for _, prepared in taken)
            tasks += sum(prepared.tasks for _, prepared in taken)
    database = place.stat().st_size - empty
size = sum(path.stat().st_size for path in files)
print(json.dumps({
    "documents": len(files), "pages": pages, "tasks": tasks, "reading": reading, "writing": writing,
    "files": size / 2**20, "database": database / 2**20,
}))
"""


def samples(folders: Sequence[Path], count: int) -> dict[str, list[Path]]:
    """So many files of each kind, the same every time."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        kind = "scan" if path.name.endswith(_SCANNED) else path.suffix
        if kind in KINDS:
            found[kind].append(path)
    return {kind: random.Random(7).sample(files, min(count, len(files))) for kind, files in found.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m corpus.bench.scale", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="documents, as corpus.build makes them")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="how many of each kind")
    options = parser.parse_args(arguments)
    print("| of each document | documents | pages | tasks | reading, s | writing, ms | kB of file | kB of database |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for kind, files in sorted(samples(options.folders, options.documents).items()):
        found = cost(files)
        count = found.documents
        print(
            f"| {KINDS[kind]} | {count} | {found.pages / count:.1f} | {found.tasks / count:.1f} "
            f"| {found.reading / count:.3f} | {1000 * found.writing / count:.1f} "
            f"| {1024 * found.files / count:.0f} | {1024 * found.database / count:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
