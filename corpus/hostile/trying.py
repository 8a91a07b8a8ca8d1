"""Reads mutants in guarded children and counts what became of them: `python -m corpus.hostile.trying --count 10000`."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.hostile.guarded import Guarded, Trial
from corpus.hostile.mutants import Mutant, mutant

PAST_THE_CONTAINER = frozenset({"read", "EmptyFile", "NoUsableText", "ProgramMissing"})
"""Outcomes of files whose container was opened: the error, if any, is one of their content."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant without its bytes, and what became of it."""

    number: int
    name: str
    how: str
    trial: Trial


def tried(numbers: Iterable[int], keep: Path | None = None) -> Iterator[Tried]:
    """Read the mutants of these numbers one after another. Pages that would need OCR are not read: what is tried here
    are the readers. Those that end badly are kept in the folder `keep`.
    """
    with Guarded(settings={"TESSDATA_PREFIX": "/nowhere"}) as child, TemporaryDirectory() as folder:
        for number in numbers:
            made: Mutant = mutant(number)
            path = Path(folder) / made.name
            path.write_bytes(made.data)
            trial = child.read(path)
            if keep and not trial.known:
                (keep / made.name).write_bytes(made.data)
            path.unlink()
            yield Tried(number, made.name, made.how, trial)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 if a mutant ended as no file may."""
    parser = argparse.ArgumentParser(prog="python -m corpus.hostile.trying", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that end badly")
    options = parser.parse_args(arguments)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    every = range(options.start, options.start + options.count)
    counts: Counter[tuple[str, str]] = Counter()
    bad: list[Tried] = []
    slowest: list[tuple[float, str]] = []
    most = 0

    def batch(first: int) -> None:
        nonlocal most, slowest
        for one in tried(every[first :: options.processes], options.keep):
            counts[Path(one.name).suffix, one.trial.outcome] += 1
            most = max(most, one.trial.peak)
            slowest = sorted([*slowest, (one.trial.seconds, one.name)])[-5:]
            if not one.trial.known:
                bad.append(one)
                print(f"{one.name} ({one.how}): {one.trial.outcome} {one.trial.message}", file=sys.stderr, flush=True)

    with ThreadPoolExecutor(options.processes) as threads:
        list(threads.map(batch, range(options.processes)))
    total = sum(counts.values())
    for (form, outcome), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{form:6} {outcome:18} {count:6} {count / total:7.1%}")
    past = sum(count for (_, outcome), count in counts.items() if outcome in PAST_THE_CONTAINER)
    print(f"{total} mutants, {past / total:.1%} past the container, {len(bad)} ended badly")
    print(f"at most {most >> 20} MB; slowest: " + ", ".join(f"{name} {seconds:.1f} s" for seconds, name in slowest))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
