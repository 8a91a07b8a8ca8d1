"""The part of docs/accuracy.md on scans: field scores, error rates before and after the repair, tesseract's models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.evaluate.figures import Group, summarise
from corpus.evaluate.markdown import group_table, table
from corpus.evaluate.printing import f1, number
from corpus.evaluate.reading import Figures
from corpus.evaluate.scans import Scanned
from ingest.scan.tesseract import MODEL

TITLE = "## Scans"
INTRO = """\
Pages that are pictures, read by tesseract with the model `{model}`. Real ones were scanned at offices; the others
are digital PDFs made into pictures. Of the made-up plans one in fourteen is taken, in the plain layout, at three levels
of damage. Light: a little blur. Medium: askew, grainy, unevenly lit, with a seal and a signature. Hard: gray, pale,
askew, the back shining through, holes and black margins, now and then a page upside down.
"""
ERRORS = """\
Error rates: the edits that make the text right, for each character (CER) or word (WER) of the page, in the text as
read and after the repair; both come from one reading. Made right: wrong words that the repair put right. Made wrong:
right words that it spoilt. Still wrong: wrong ones that it changed into other wrong ones. Not told: changes where no
word of the page stands beside. The text of the page is a transcription by hand for real scans, else that of the
digital PDF; what was read in another order counts as wrong. Made-up plans are repaired by a model of syllables that was
built without them.
"""
MODELS = """\
Debian has two models for Vietnamese. The program uses `vie`, which makes fewer errors and takes less time. Both on the
scans with transcriptions, with the time that this took on the machine that made the page:
"""


@dataclass(frozen=True, slots=True)
class ScanSet:
    """Scans of one kind. `by_model` are those with transcriptions as each of tesseract's models reads them."""

    name: str
    scans: tuple[Scanned, ...]
    by_model: dict[str, tuple[Scanned, ...]]


def section(sets: Sequence[ScanSet]) -> str:
    """The section as Markdown, its heading first."""
    parts = [part for one in sets for part in _parts(one)]
    lines = [TITLE, "", INTRO.format(model=MODEL)]
    lines += group_table("scans", [_group(name, scans) for name, scans in parts])
    lines += [ERRORS, *_errors(parts)]
    models = {model: scans for one in sets for model, scans in one.by_model.items()}
    if models:
        lines += [MODELS, *_models(models)]
    return "\n".join(lines).rstrip() + "\n"


def section_of(page: str) -> str:
    """The section on scans in a page; "" where there is none."""
    _, title, rest = page.partition(f"\n{TITLE}\n")
    return f"{TITLE}\n{rest.partition(chr(10) + '## ')[0]}".rstrip() + "\n" if title else ""


def with_section(page: str, new: str) -> str:
    """A page with another section on scans, where the old one was; else before what is told of confidences."""
    old = section_of(page)
    if old:
        return page.replace(old, new)
    before, title, rest = page.partition("\n## Confidence\n")
    return f"{before}\n{new}{title}{rest}" if title else f"{page.rstrip()}\n\n{new}"


def _parts(one: ScanSet) -> Iterator[tuple[str, list[Scanned]]]:
    """The scans of a set, by damage where that is known."""
    forms = list(dict.fromkeys(scan.judgement.reading.format for scan in one.scans))
    for form in sorted(forms, key=_hardness):
        some = [scan for scan in one.scans if scan.judgement.reading.format == form]
        yield (f"{one.name}: {form.removeprefix('scan-')}" if form.startswith("scan-") else one.name), some


def _hardness(form: str) -> int:
    known = ("scan-light", "scan-medium", "scan-hard")
    return known.index(form) if form in known else len(known)


def _group(name: str, scans: Sequence[Scanned]) -> Group:
    return summarise([scan.judgement for scan in scans], name)


def _words(scans: Sequence[Scanned]) -> Figures:
    return sum((scan.words for scan in scans), Figures())


def _errors(parts: Sequence[tuple[str, Sequence[Scanned]]]) -> Iterator[str]:
    head = ("scans", "pages", "words", *_RATES, "made right", "made wrong", "still wrong", "not told")
    rows = []
    for name, scans in parts:
        found = _words(scans)
        counts = (found.made_right, found.made_wrong, found.still_wrong, found.not_told)
        pages = sum(scan.pages for scan in scans)
        rows.append((name, str(pages), str(found.words), *_rates(found), *map(str, counts)))
    yield from table(head, rows)


_RATES = ("CER as read", "CER repaired", "WER as read", "WER repaired")


def _rates(found: Figures) -> tuple[str, ...]:
    return tuple(f"{rate:.2%}" for rate in (*found.character_error_rates, *found.word_error_rates))


def _models(models: dict[str, tuple[Scanned, ...]]) -> Iterator[str]:
    rows = []
    for model, scans in models.items():
        group = _group(model, scans)
        seconds = sum(scan.seconds for scan in scans) / max(sum(scan.pages for scan in scans), 1)
        shares = (number(f1(group, name)) for name in ("rows", "tasks"))
        rows.append((f"`{model}`", *_rates(_words(scans)), *shares, f"{seconds:.1f}"))
    yield from table(("model", *_RATES, "rows", "tasks", "seconds a page"), rows)
