"""The made-up plans in all their layouts: what is right, what is sure, and what changed since the figures were last kept.

The fixed sample of `corpus.build` is rendered into build/corpus, that of scans into build/scans, and each is measured
once for this module. `python -m tests.test_corpus` keeps the figures: it raises the floor and writes baseline.json,
with which each run is compared. `… scans` raises the floor of scans only. `… anew` puts the floor where the figures are:
for a sample with other plans, once the list of changes shows that none of the old ones lost anything.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus import build, weigh
from corpus.evaluate import comparing, printing
from corpus.evaluate import floor as floors
from corpus.evaluate.calibration import acceptance, calibrations
from corpus.evaluate.figures import grouped
from corpus.evaluate.judging import judge
from corpus.evaluate.pairing import find_pairs
from corpus.evaluate.records import Judgement
from corpus.evaluate.running import read_all
from corpus.loading import load_all

HOME = Path(__file__).resolve().parent.parent
BUILT = HOME / "build" / "corpus"
SCANS = HOME / "build" / "scans"
FLOOR = HOME / "floor.json"
BASELINE = HOME / "baseline.json"
PREFIX = "corpus "
HELD_FORMATS = ("docx", "pdf")
LEAST_ROWS = 0.97
LEAST_ROWS_OF_A_LAYOUT = 0.93
LARGEST_ERROR = 0.05
UNSCORED = ("context", "origin", "day", "due", "citation type", "citation issuer")  # the baseline is small without them


def measure() -> list[Judgement]:
    """Build the sample and judge each document."""
    build.build(build.sample(load_all()), BUILT)
    found = find_pairs(BUILT / "gold", BUILT / "documents")
    return [judge(reading) for reading in read_all(found.pairs, 2)]


def measure_scans() -> list[Judgement]:
    """Build the scans and judge each."""
    build.build(build.scans(load_all()), SCANS)
    pairs = find_pairs(SCANS / "gold", SCANS / "documents").pairs
    return [judge(reading) for reading in read_all([pair for pair in pairs if pair.format in build.SCANS], 2)]


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    return measure()


@pytest.fixture(scope="module")
def scans() -> list[Judgement]:
    return measure_scans()


def kept(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The documents whose misses are kept and whose confidences are asked: text has lost its tables for good."""
    return [judgement for judgement in judgements if judgement.reading.format in HELD_FORMATS]


def test_the_sample_is_large_and_every_document_is_read(judgements: list[Judgement]) -> None:
    assert len(judgements) >= 300
    assert not [judgement.reading.failure for judgement in judgements if judgement.reading.failure]


def test_no_figure_falls(judgements: list[Judgement]) -> None:
    print("\n".join(printing.report(judgements, ("format", "split", "knob"))))
    print("\n".join(printing.change_list(comparing.compare(comparing.read_json(BASELINE), _evaluation(judgements)))))
    assert floors.fallen(floors.read_floor(FLOOR), grouped(judgements, "format"), PREFIX) == []


def test_every_scan_is_read(scans: list[Judgement]) -> None:
    assert {judgement.reading.format for judgement in scans} == set(build.SCANS)
    assert not [judgement.reading.failure for judgement in scans if judgement.reading.failure]


def test_no_figure_of_scans_falls(scans: list[Judgement]) -> None:
    print("\n".join(printing.report(scans, ("format", "document"))))
    assert floors.fallen(floors.read_floor(FLOOR), grouped(scans, "format"), PREFIX) == []


@pytest.mark.parametrize("form", HELD_FORMATS)
def test_most_rows_need_no_hand(judgements: list[Judgement], form: str) -> None:
    group = next(group for group in grouped(judgements, "format") if group.name == form)
    assert group.figures["rows"].counts.f1 >= LEAST_ROWS


def test_no_layout_is_a_weak_spot(judgements: list[Judgement]) -> None:
    """Each value of each knob, over the Word files and PDFs that show it."""
    rows = {group.name: group.figures["rows"].counts.f1 for group in grouped(kept(judgements), "knob")}
    assert len(rows) > 50
    assert {name: f1 for name, f1 in rows.items() if f1 < LEAST_ROWS_OF_A_LAYOUT} == {}


@pytest.mark.parametrize("field", ["row", "all values"])
def test_confidences_are_true_on_plans_they_were_not_set_on(judgements: list[Judgement], field: str) -> None:
    held = [v for j in kept(judgements) if j.reading.split == "held" for v in j.values]
    crossed = list(weigh.cross_validated(held))
    found = calibrations(crossed)
    print("\n".join(printing.calibration_table(found, acceptance(crossed, comparing.STEPS))))
    assert next(c for c in found if c.field == field).error <= LARGEST_ERROR


def _evaluation(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """What the baseline keeps: figures, and of Word files the misses that make rows wrong or are the document's own."""
    whole = comparing.as_json(kept(judgements), "tokens", {})
    misses = [
        {key: value for key, value in miss.items() if value is not None or key in ("gold", "found")}
        for miss in whole["misses"]
        if miss["field"] not in UNSCORED and miss["document"].endswith(".docx")
    ]
    return {**{key: whole[key] for key in ("matching", "documents", "figures")}, "misses": misses}


def raise_floor(judgements: Sequence[Judgement], *, anew: bool = False) -> None:
    """Raise the floor to what is reached; `anew` lowers it, too."""
    formats = grouped(judgements, "format")
    before = floors.read_floor(FLOOR)
    if anew:
        before = {name: {} if name.startswith(PREFIX) else least for name, least in before.items()}
    floors.write_floor(FLOOR, floors.raised(before, formats, PREFIX))


def keep(*, anew: bool = False) -> None:
    """Raise the floor to what is reached and write the baseline."""
    judgements = measure()
    raise_floor([*judgements, *measure_scans()], anew=anew)
    evaluation = _evaluation(judgements)
    lines = [json.dumps(miss, ensure_ascii=False) for miss in evaluation.pop("misses")]
    head = json.dumps(evaluation, ensure_ascii=False, sort_keys=True)[:-1]
    BASELINE.write_text(head + ',\n"misses": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["scans"]:
        raise_floor(measure_scans())
    else:
        keep(anew=sys.argv[1:] == ["anew"])
