"""The page that tells how right the program is: weak spots first, then real and made-up documents apart.

    python -m corpus.evaluate.page --real NAME GOLD DOCUMENTS --made-up NAME GOLD DOCUMENTS [--out docs/accuracy.md]

    python -m corpus.evaluate.page --scans NAME GOLD DOCUMENTS    the section on scans only

All may be repeated. `calibration.svg` is drawn beside the page. `--ablations FILE` takes the table of ablations from
a file of `kehoach evaluate … --ablations --json FILE`. Without `--scans` the section on scans stays as it is; for the
made-up ones see `python -m corpus.build --scans`.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from corpus import weigh
from corpus.evaluate import scan_section, scans
from corpus.evaluate.calibration import Acceptance, Calibration, acceptance, calibrations
from corpus.evaluate.comparing import STEPS, read_json
from corpus.evaluate.figures import grouped, summarise
from corpus.evaluate.judging import FIGURES, ORDER, judge
from corpus.evaluate.markdown import group_table, row_cells, table
from corpus.evaluate.pairing import find_pairs
from corpus.evaluate.plot import draw
from corpus.evaluate.printing import interval, number
from corpus.evaluate.records import Json, JudgedValue, Judgement
from corpus.evaluate.running import read_all
from ingest.scan.tesseract import MODEL
from models.errors import KehoachError

PLOT = "calibration.svg"
OTHER_MODELS = ("Vietnamese",)
WEAKEST = 10
FEW = 20
"""Groups with fewer gold tasks, and fields with fewer values in gold, name no weak spot: one would decide."""
NOT_WEAK = ("document", "rows", "rows+", "tables")
INTRO = """# How right the program is

Made by `python -m corpus.evaluate.page`. A row is right when its task, who leads, who takes part, what is handed in and
by when are all right: the share of rows that nobody need touch. F1 goes from 0 to 1. Micro: all values counted
together; macro: the mean of the documents. 95 %: where the figure lies in 95 of 100 draws of the same plans, each with
all its layouts; 1.00-1.00 says only that nothing was wrong in these.
"""


NOTES = {
    "real": "The rules were developed on these: the figures say that nothing fell, not what another plan would score.",
    "made up": "Plans of split `learn` showed faults that were mended; by those of split `held` no rule ever was:\n"
    "they come nearest to what an unseen plan scores. Made-up plans are cleaner than real ones all the same.",
}


@dataclass(frozen=True, slots=True)
class Set:
    """Documents that were written, or collected, together."""

    name: str
    kind: Literal["real", "made up"]
    judgements: tuple[Judgement, ...]


def page(sets: Sequence[Set], ablations: Json | None = None, on_scans: str = "") -> str:
    """The page as Markdown. `ablations`: an evaluation in the form of `comparing.as_json` that has them; `on_scans`:
    the section on scans.
    """
    lines = [INTRO, "## Known weak spots", "", *_weak(sets)]
    for kind, title in (("real", "Real documents"), ("made up", "Made-up documents")):
        some = [one for one in sets if one.kind == kind]
        if some:
            lines += [f"## {title}", "", NOTES[kind], ""]
        for one in some:
            lines += _set(one)
    if on_scans:
        lines += [on_scans]
    judged = unseen(sets)
    lines += ["## Confidence", "", *_calibration(calibrations(judged), acceptance(judged, STEPS))]
    if ablations and ablations.get("ablations"):
        lines += ["## What each part is worth", "", *_ablations(ablations)]
    return "\n".join(lines).rstrip() + "\n"


def unseen(sets: Iterable[Set]) -> list[JudgedValue]:
    """Judged values of the plans by which no rule was mended, each with the confidence that the other plans give it.

    Where no plan is held out, those of all plans that are not said to be learned by, as they stand.
    """
    judgements = [judgement for one in sets for judgement in one.judgements]
    held = [j for j in judgements if j.reading.split == weigh.SPLIT and j.reading.format in weigh.FORMATS]
    if held:
        return list(weigh.cross_validated(value for j in held for value in j.values))
    return [value for j in judgements if j.reading.split != "learn" for value in j.values]


def _weak(sets: Sequence[Set]) -> Iterator[str]:
    spots: list[tuple[float, tuple[str, ...]]] = []
    for one in sets:
        groups = [(f"format: {group.name}", group) for group in grouped(one.judgements, "format")]
        groups += [(group.name, group) for group in grouped(one.judgements, "knob")]
        spots += [
            (group.rows_f1, (where, one.name, str(group.documents), *row_cells(group)))
            for where, group in groups
            if group.rows >= FEW
        ]
    spots.sort()
    if spots:
        yield "Where the fewest rows are wholly right:"
        yield ""
        head = ("where", "set", "documents", "rows F1", "95 %")
        yield from table(head, (cells for _, cells in spots[:WEAKEST]))
    fields = sorted(
        (figure.f1, (name, one.name, number(figure.f1), interval(figure.interval)))
        for one in sets
        for name, figure in summarise(one.judgements).figures.items()
        if name not in NOT_WEAK and figure.counts.right + figure.counts.missed >= FEW
    )
    yield "Which fields are the least right:"
    yield ""
    yield from table(("field", "set", "F1", "95 %"), (cells for _, cells in fields[:WEAKEST]))
    failed = [(j.reading.document, one.name, j.reading.failure or "") for one in sets for j in one.judgements]
    failed = [cells for cells in failed if cells[2]]
    if failed:
        yield f"Not read at all ({len(failed)}), counted as empty:"
        yield ""
        yield from table(("document", "set", "why"), failed)


def _set(one: Set) -> Iterator[str]:
    whole = summarise(one.judgements)
    yield f"### {one.name}"
    yield ""
    yield f"{whole.documents} documents of {whole.plans} plans; {whole.rows} tasks in gold; {whole.failures} not read."
    yield ""
    yield from table(
        ("figure", "precision", "recall", "F1 (micro)", "95 %", "F1 (macro)", "95 %"),
        (
            (
                name,
                number(figure.counts.precision),
                number(figure.counts.recall),
                number(figure.f1),
                interval(figure.interval),
                number(figure.macro),
                interval(figure.macro_interval),
            )
            for name, figure in whole.figures.items()
        ),
    )
    for title, groups in (
        ("format", grouped(one.judgements, "format")),
        ("split: learned by, or held out", grouped(one.judgements, "split")),
    ):
        if len(groups) > 1:
            yield from group_table(title, groups)


def _calibration(fields: Sequence[Calibration], curve: Sequence[Acceptance]) -> Iterator[str]:
    if not fields:
        yield "No value has a confidence."
        return
    yield "A confidence should be the share of such values that are right. Only plans by which no rule was mended are"
    yield "asked, as Word files and PDFs; the confidences of each are set by the other plans (cross-validation)."
    yield "Error: the mean gap between the two over ten bins (expected calibration error). Brier: the mean squared gap."
    yield ""
    yield f"![Confidence against what is right, and what taking rows unseen costs]({PLOT})"
    yield ""
    shares = [
        (c.field, str(c.n), number(c.confidence), number(c.right), number(c.error), number(c.brier)) for c in fields
    ]
    yield from table(("field", "n", "confidence", "right", "error", "Brier"), shares)
    points = [p for n, p in enumerate(curve) if p.accepted and (n == 0 or p.accepted != curve[n - 1].accepted)]
    if points:
        yield "If every row from a confidence upwards is taken unseen:"
        yield ""
        cells = ((f"{p.least:.2f}", number(p.accepted), number(p.wrong)) for p in points)
        yield from table(("confidence", "share of rows taken", "share of these that is wrong"), cells)


def _ablations(evaluation: Json) -> Iterator[str]:
    whole = {name: figure["f1"] for name, figure in evaluation["groups"]["all"]["all"]["figures"].items()}
    names = [name for name in FIGURES if name in whole and name in (*ORDER, "tables")]
    yield "F1 with one part switched off, less that of the whole program. Blank: no change."
    yield ""
    rows = sorted(evaluation["ablations"].items(), key=lambda row: (row[1].get("rows", 0.0), row[0]))
    lines = [("(whole program)", *(number(whole[name]) for name in names))]
    for part, reached in rows:
        changes = (reached.get(name, 0.0) - whole[name] for name in names)
        lines.append((part, *(f"{change:+.3f}" if abs(change) >= 0.0005 else "" for change in changes)))
    yield from table(("without", *names), lines)


def _read(kind: Literal["real", "made up"], named: Sequence[str], processes: int) -> Set:
    name, gold, documents = named
    found = find_pairs(Path(gold), Path(documents))
    for note in found.notes:
        print(f"Note: {name}: {note}", file=sys.stderr)
    readings = tqdm(read_all(found.pairs, processes), name, len(found.pairs), unit="document", disable=None)
    return Set(name, kind, tuple(judge(reading) for reading in readings))


def _read_scans(named: Sequence[str]) -> scan_section.ScanSet:
    """A set of scans; what people wrote down is read with both models."""
    name, gold, documents = named
    pairs = scans.find(Path(gold), Path(documents))
    found = tuple(tqdm(scans.read(pairs), name, len(pairs), unit="scan", disable=None))
    if not all(scans.is_transcribed(pair.path) for pair in pairs):
        return scan_section.ScanSet(name, found, {})
    others = {model: tuple(tqdm(scans.read(pairs, model), model, len(pairs), disable=None)) for model in OTHER_MODELS}
    return scan_section.ScanSet(name, found, {MODEL: found, **others})


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the documents, write the page and its plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = ("NAME", "GOLD", "DOCUMENTS")
    parser.add_argument("--real", nargs=3, action="append", default=[], metavar=where)
    parser.add_argument("--made-up", nargs=3, action="append", default=[], metavar=where)
    parser.add_argument("--scans", nargs=3, action="append", default=[], metavar=where)
    parser.add_argument("--ablations", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, default=Path("docs/accuracy.md"))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args(arguments)
    if not args.real and not args.made_up and not args.scans:
        parser.error("give --real, --made-up or --scans")
    before = args.out.read_text(encoding="utf-8") if args.out.exists() else ""
    try:
        measured = scan_section.section([_read_scans(named) for named in args.scans]) if args.scans else ""
        if not args.real and not args.made_up:
            args.out.write_text(scan_section.with_section(before, measured), encoding="utf-8")
            return 0
        ablations = read_json(args.ablations) if args.ablations else None
        sets = [_read("real", named, args.processes) for named in args.real]
        sets += [_read("made up", named, args.processes) for named in args.made_up]
        judged = unseen(sets)
        draw(args.out.with_name(PLOT), calibrations(judged), acceptance(judged))
    except KehoachError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    args.out.write_text(page(sets, ablations, measured or scan_section.section_of(before)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
