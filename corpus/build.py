"""Renders the made-up plans: each in several layouts, as Word files, PDFs, text and scans, with their gold.

    python -m corpus.build                  the fixed sample that CI measures, into build/corpus
    python -m corpus.build --whole          all plans in ten times as many layouts, scans too
    python -m corpus.build --scans --out build/scans   the fixed sample of scans that CI reads
    python -m corpus.build --plan ID --seed 7    one plan in one layout

The folder then holds `gold/*.json`, `documents/*` and in `documents/layouts.json` what each file shows; `kehoach
evaluate build/corpus/gold build/corpus/documents` measures. A document whose Word file is as before is not converted
anew.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from corpus import balance
from corpus.compose import Composed, compose, shown
from corpus.layout import PLAIN, Layout, choose
from corpus.loading import load_all
from corpus.model import MadeUp
from corpus.writers import pdf, plain_docx, raw_docx, scan, text

Format = Literal["docx", "pdf", "txt", "txt-layout", "scan-light", "scan-medium", "scan-hard"]
SUFFIXES: Mapping[Format, str] = {
    "docx": ".docx", "pdf": ".pdf", "txt": ".txt", "txt-layout": ".layout.txt",
    "scan-light": ".light.pdf", "scan-medium": ".medium.pdf", "scan-hard": ".hard.pdf",
}  # fmt: skip
SCANS: tuple[Format, ...] = ("scan-light", "scan-medium", "scan-hard")
OUT = Path("build/corpus")
LONG = 200  # tasks from which on a plan is rendered in few layouts only


@dataclass(frozen=True, slots=True)
class Rendering:
    """One plan in one layout, in some formats."""

    plan: MadeUp
    layout: Layout
    formats: tuple[Format, ...]

    @property
    def stem(self) -> str:
        """The name that its files and its gold share."""
        return f"{self.plan.id}--{self.layout.seed}"


def sample(plans: Sequence[MadeUp]) -> Iterator[Rendering]:
    """The renderings that CI measures: each plan in the plain layout and in some of its own.

    A plan has five layouts of its own, one with tables or label lines eight, a long one two; the first four are
    printed as PDF, too. Which ones they are is so chosen that each value of a knob is shown in many documents.
    """
    plain = [shown(plan, PLAIN) for plan in plans]
    long = [len(compose(plan, PLAIN).gold["tasks"]) > LONG for plan in plans]
    shapes = [
        _LONG if is_long else _TABLED if "form" in knobs else _OTHERS
        for is_long, knobs in zip(long, plain, strict=True)
    ]
    numbers = balance.choose(
        [_candidates(plan, _FEW if is_long else _MANY) for plan, is_long in zip(plans, long, strict=True)],
        list(zip_longest(*([len(formats) for formats in own] for _, own in shapes), fillvalue=0)),
        (value for knobs, (formats, _) in zip(plain, shapes, strict=True) for value in [*knobs.items()] * len(formats)),
    )
    for plan, chosen, (formats, own) in zip(plans, numbers, shapes, strict=True):
        yield Rendering(plan, PLAIN, formats)
        for number, some in zip(chosen, own, strict=True):
            yield Rendering(plan, own_layout(plan, number), some)


_WORD: tuple[Format, ...] = ("docx",)
_PRINTED: tuple[Format, ...] = ("docx", "pdf")
_LAID_OUT: tuple[Format, ...] = ("docx", "pdf", "txt-layout")
_PLAIN: tuple[Format, ...] = ("docx", "pdf", "txt")
_LONG = (_PRINTED, (_WORD, _WORD))
_OTHERS = (_PLAIN, (_LAID_OUT, _PRINTED, _PRINTED, _PRINTED, _WORD))
_TABLED = (_PLAIN, (*_OTHERS[1], _WORD, _WORD, _WORD))
"""The formats of the plain layout, and of each of a plan's own."""
_FEW, _MANY = 4, 24  # layouts to choose from


def _candidates(plan: MadeUp, count: int) -> Mapping[int, frozenset[balance.Value]]:
    return {number: frozenset(shown(plan, own_layout(plan, number)).items()) for number in range(1, count + 1)}


def whole(plans: Sequence[MadeUp]) -> Iterator[Rendering]:
    """All plans in fifty layouts, three damaged scans of each among them."""
    given: set[str] = set()
    for rendering in sample(plans):
        given.add(rendering.stem)
        formats = (*rendering.formats, *(SCANS if rendering.layout.seed == 0 else ()))
        yield Rendering(rendering.plan, rendering.layout, formats)
    for plan in plans:
        for number in range(1, 50):
            rendering = Rendering(plan, own_layout(plan, number), _PRINTED)
            if rendering.stem not in given:
                yield rendering


def scans(plans: Sequence[MadeUp]) -> Iterator[Rendering]:
    """The scans that CI reads: one plan of fourteen in the plain layout, at three levels of damage, 40 pages each.

    Which plans is told by their ids, so that a new plan changes nothing but that it may come in.
    """
    for plan in plans:
        if zlib.crc32(plan.id.encode()) % 14 == 4:
            yield Rendering(plan, PLAIN, ("docx", "pdf", *SCANS))


def own_layout(plan: MadeUp, number: int) -> Layout:
    """The plan's layout of that number: other plans have other ones."""
    return choose(zlib.crc32(plan.id.encode()) % 1_000_000 * 100 + number)


def build(renderings: Iterable[Rendering], out: Path, processes: int = 2) -> dict[str, dict[str, object]]:
    """Write gold, documents and manifest into `out`; the manifest is given back."""
    documents, golds = out / "documents", out / "gold"
    for folder in (documents, golds):
        folder.mkdir(parents=True, exist_ok=True)
    renderings = list(renderings)
    manifest: dict[str, dict[str, object]] = {}
    changed: list[tuple[Rendering, Path]] = []
    written = _write_all(renderings, documents, golds, processes)
    for rendering, (is_changed, knobs) in zip(renderings, written, strict=True):
        if is_changed:
            changed.append((rendering, _word(rendering, documents)))
        for form in rendering.formats:
            manifest[f"{rendering.stem}{SUFFIXES[form]}"] = {
                "gold": rendering.stem,
                "plan": rendering.plan.id,
                "split": rendering.plan.split,
                "knobs": {"format": form, **knobs},
            }
    _convert(changed, documents, processes)
    (documents / "layouts.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    _sweep(documents, golds, manifest)
    return manifest


def _write_all(
    renderings: Sequence[Rendering], documents: Path, golds: Path, processes: int
) -> Iterable[tuple[bool, dict[str, str]]]:
    """Write each rendering's gold and Word file, many of them in several processes."""
    write = partial(_write, documents=documents, golds=golds)
    if len(renderings) < _FEW_FILES:
        return map(write, renderings)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        return list(pool.map(write, renderings, chunksize=8))


_FEW_FILES = 50  # below it, starting processes takes longer than writing


def _write(rendering: Rendering, documents: Path, golds: Path) -> tuple[bool, dict[str, str]]:
    """Write gold and Word file; whether the others must be made of it anew, and the knobs that its page shows."""
    composed = compose(rendering.plan, rendering.layout)
    gold = json.dumps(composed.gold, ensure_ascii=False, indent=1)
    (golds / f"{rendering.stem}.json").write_text(gold, encoding="utf-8")
    word, files = _word(rendering, documents), _files(rendering, documents)
    is_changed = _write_docx(rendering.layout, composed, word) or not all(path.exists() for path in files)
    if is_changed:
        for path in files:
            if path != word:
                path.unlink(missing_ok=True)  # else a build that is broken off leaves pages of another Word file
    return is_changed, _shown(rendering.layout, composed)


def _word(rendering: Rendering, folder: Path) -> Path:
    return folder / f"{rendering.stem}.docx"


def _files(rendering: Rendering, folder: Path) -> list[Path]:
    return [folder / f"{rendering.stem}{SUFFIXES[form]}" for form in rendering.formats]


def _shown(layout: Layout, composed: Composed) -> dict[str, str]:
    """The knobs that this page shows: a page without tables tells nothing of headers."""
    return {knob: value for knob, value in layout.knobs.items() if knob in composed.used}


def _write_docx(layout: Layout, composed: Composed, path: Path) -> bool:
    """Write the Word file; whether it is another than before."""
    before = path.read_bytes() if path.exists() else None
    if layout["writer"] == "raw XML":
        raw_docx.write(composed.sheet, path, layout.seed)
    else:
        plain_docx.write(composed.sheet, path)
    return path.read_bytes() != before


def _convert(changed: Sequence[tuple[Rendering, Path]], folder: Path, processes: int) -> None:
    """What LibreOffice and others make of the Word files."""
    printed = [(rendering, word) for rendering, word in changed if set(rendering.formats) - {"docx"}]
    if printed:
        pdf.convert([word for _, word in printed], folder, processes)
    for rendering, word in printed:
        page = word.with_suffix(".pdf")
        if rendering.layout["paper"] == "rotated":
            pdf.rotate_landscape(page)
        for form, path in zip(rendering.formats, _files(rendering, folder), strict=True):
            if form in ("txt", "txt-layout"):
                text.from_pdf(page, path, layout=form == "txt-layout")
    _scan([rendering for rendering, _ in printed], folder, processes)


def _scan(printed: Sequence[Rendering], folder: Path, processes: int) -> None:
    """What scanners make of the PDFs: most of a second a page."""
    damages: Mapping[Format, scan.Damage] = {"scan-light": "light", "scan-medium": "medium", "scan-hard": "hard"}
    jobs = [
        (folder / f"{rendering.stem}.pdf", path, damages[form], zlib.crc32(rendering.stem.encode()))
        for rendering in printed
        for form, path in zip(rendering.formats, _files(rendering, folder), strict=True)
        if form in damages
    ]
    if jobs:
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            list(pool.map(scan.from_pdf, *zip(*jobs, strict=True)))


def _sweep(documents: Path, golds: Path, manifest: Mapping[str, object]) -> None:
    """Remove what an earlier build left."""
    for path in documents.iterdir():
        if path.name != "layouts.json" and path.name not in manifest:
            path.unlink()
    stems = {name.split(".")[0] for name in manifest}
    for path in golds.iterdir():
        if path.stem not in stems:
            path.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m corpus.build", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--out", type=Path, default=OUT, help="default: %(default)s")
    parser.add_argument("--whole", action="store_true", help="all layouts and scans; takes long")
    parser.add_argument("--scans", action="store_true", help="the scans that CI reads, instead")
    parser.add_argument("--plan", help="this plan only")
    parser.add_argument("--seed", type=int, help="with --plan: this layout only, as DOCX and PDF")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    plans = [plan for plan in load_all() if options.plan in (None, plan.id)]
    if not plans:
        parser.error(f"there is no plan {options.plan} in corpus/plans")
    if options.seed is not None:
        layout = choose(options.seed) if options.seed else PLAIN
        renderings = [Rendering(plan, layout, ("docx", "pdf")) for plan in plans]
    else:
        renderings = list((scans if options.scans else whole if options.whole else sample)(plans))
    manifest = build(renderings, options.out, options.processes)
    print(f"{len(manifest)} documents of {len(plans)} plans in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
