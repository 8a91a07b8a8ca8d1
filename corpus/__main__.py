"""Builds the made-up plans in all their layouts and measures them: `python -m corpus`, or `python -m corpus --whole`.

More ways to look at the figures: `kehoach evaluate build/corpus/gold build/corpus/documents --help`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus import build, weigh
from corpus.evaluate import comparing, printing
from corpus.evaluate.calibration import acceptance, calibrations
from corpus.evaluate.judging import judge
from corpus.evaluate.pairing import find_pairs
from corpus.evaluate.running import read_all
from corpus.loading import load_all


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--out", type=Path, default=build.OUT, help="default: %(default)s")
    parser.add_argument("--whole", action="store_true", help="all layouts and scans; takes hours")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    plans = load_all()
    build.build((build.whole if options.whole else build.sample)(plans), options.out, options.processes)
    found = find_pairs(options.out / "gold", options.out / "documents")
    judgements = [judge(reading) for reading in read_all(found.pairs, options.processes)]
    held = [v for j in judgements if j.reading.split == "held" and j.reading.format in weigh.FORMATS for v in j.values]
    crossed = list(weigh.cross_validated(held))
    print("\n".join(printing.report(judgements, ("format", "split", "knob"))))
    print("\nConfidences, each plan's weighed by the other plans:")
    print("\n".join(printing.calibration_table(calibrations(crossed), acceptance(crossed, comparing.STEPS))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
