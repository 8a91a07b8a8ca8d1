"""Scans read and judged: what their fields score, and how well their words were read, before and after the repair.

Both come from one reading. The words as printed are those of a transcription, or of the digital PDF that was scanned,
as Kehoach reads it; words as read and repaired are those of the Document, in its order.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import extractors
import ingest
from corpus import language
from corpus.evaluate.ablations import Seams, switched
from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.judging import judge
from corpus.evaluate.pairing import Pair, find_pairs
from corpus.evaluate.reading import Figures, Reading, figures, words
from corpus.evaluate.records import Judgement
from corpus.evaluate.records import Reading as PlanReading
from corpus.evaluate.tables import table_scores
from corpus.loading import load_all
from ingest.errors import ProgramMissing
from ingest.scan.mending import mend
from ingest.scan.repair import model as syllables
from ingest.scan.seeing import SeenPage, SeenWord
from ingest.scan.tesseract import MODEL, Engine
from models import Document, Paragraph, Table
from models.errors import KehoachError
from output.exports import to_dict

_DAMAGES = (".light", ".medium", ".hard")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan as read: its plan judged, its words counted, and how long a page of it took in seconds."""

    judgement: Judgement
    words: Figures
    pages: int
    seconds: float


def find(gold: Path, documents: Path) -> tuple[Pair, ...]:
    """The scans in a folder, with their gold: PDFs whose name ends in "scan", and those of the format "scan-…".

    Raises EvaluationError where there are none, or where one has nothing beside it that tells its words.
    """
    pairs = tuple(pair for pair in find_pairs(gold, documents).pairs if _is_scan(pair))
    if not pairs:
        raise EvaluationError(f'{documents} holds no scan with gold. Their names end in "scan.pdf".')
    for pair in pairs:
        if not printed_in(pair.path).exists():
            raise EvaluationError(
                f"There is nothing to tell what stands in {pair.path}. Put its text beside it as {pair.path.stem}.txt."
            )
    return pairs


def printed_in(path: Path) -> Path:
    """The file with what stands in a scan: its transcription, else the PDF that was scanned ("plan.pdf" for
    "plan-scan.pdf" and "plan.hard.pdf").
    """
    if is_transcribed(path):
        return path.with_suffix(".txt")
    stem = path.stem.removesuffix("-scan")
    for damage in _DAMAGES:
        stem = stem.removesuffix(damage)
    return path.with_name(f"{stem}.pdf")


def is_transcribed(path: Path) -> bool:
    """Whether people wrote down what stands in a scan."""
    return path.with_suffix(".txt").exists()


def read(pairs: Sequence[Pair], model: str = MODEL) -> Iterator[Scanned]:
    """Read scans with one of tesseract's models, in their order. What cannot be read counts as empty.

    Made-up plans among them are no part of the model of syllables by which they are repaired. Raises ProgramMissing.
    """
    seams: Seams = {
        "ingest.scan.mend": partial(_repaired_on_record, mend),
        "ingest.scan.workers.Engine": partial(Engine, model),
        "ingest.scan.repair.load_model": partial(_without, frozenset(pair.plan for pair in pairs)),
    }
    with switched(seams):
        yield from map(_scanned, pairs)


def word_pairs(document: Document) -> tuple[list[str], list[str]]:
    """The words of a document as read and as repaired, place by place (see `reading.Reading`)."""
    read: list[str] = []
    repaired: list[str] = []
    for paragraph in _paragraphs(document):
        for before, after in _word_pairs(paragraph):
            read.append(before)
            repaired.append(after)
    return read, repaired


def _is_scan(pair: Pair) -> bool:
    return pair.path.suffix == ".pdf" and (
        pair.format.startswith("scan") or pair.path.stem.endswith(("-scan", "_scan"))
    )


def _scanned(pair: Pair) -> Scanned:
    document = predicted = failure = None
    start = time.perf_counter()
    try:
        document = ingest.read(pair.path)
        predicted = to_dict(extractors.extract(document))
    except ProgramMissing:
        raise
    except KehoachError as error:
        failure = str(error)
    seconds = time.perf_counter() - start
    reading = PlanReading(
        pair.document,
        pair.gold_name,
        pair.plan,
        pair.split,
        pair.format,
        pair.knobs,
        pair.gold,
        predicted,
        failure,
        seconds,
        table_scores(pair.gold, predicted),
    )
    before, after = word_pairs(document) if document else ([], [])
    pages = (document.source.pages if document else None) or 1
    counted = figures([Reading(before, after, _printed(pair.path))])
    return Scanned(judge(reading), counted, pages, seconds)


def _printed(path: Path) -> Sequence[str]:
    source = printed_in(path)
    if source.suffix == ".txt":
        return words(source.read_text(encoding="utf-8"))
    return word_pairs(ingest.read(source))[1]


def _without(plans: frozenset[str]) -> syllables.Model:
    """The program's model of syllables; where some of these plans are in it, one without them."""
    own = load_all()
    if not any(plan.id in plans for plan in own):
        return syllables.load()
    return syllables.parsed(language.built(own, plans))


# What the repair took away as dirt is in no Document: it is noted beside the word before it, in the text as read.

_NEXT, _TAKEN = "\x1e", "\x1f"


def _repaired_on_record(repair: Callable[[Sequence[SeenPage]], None], pages: Sequence[SeenPage]) -> None:
    """Repair the pages, and note beside each word what it and the specks behind it were read as."""
    lines = [line for page in pages for line in page.every_line()]
    before = [list(line) for line in lines]
    repair(pages)
    waiting: list[str] = []  # specks before the first word
    last: tuple[list[SeenWord], int] | None = None
    for line, old in zip(lines, before, strict=True):
        at = 0
        for word in old:
            if at < len(line) and line[at].box == word.box:
                last = line, at
                if waiting or word.text != line[at].text:
                    _note(line, at, _NEXT.join([*waiting, word.text]))
                waiting, at = [], at + 1
            elif last:
                known = last[0][last[1]]
                _note(*last, f"{known.reading.as_read or known.text}{_NEXT}{_TAKEN}{word.text}")
            else:
                waiting.append(_TAKEN + word.text)


def _note(line: list[SeenWord], at: int, as_read: str) -> None:
    line[at] = line[at]._replace(reading=line[at].reading._replace(as_read=as_read))


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (paragraph for _, paragraph in block.paragraphs())
        else:
            yield block


def _word_pairs(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Each word as read and as it stands; "" for what stands no more."""
    for word in words(paragraph.label or ""):
        yield word, word
    text, at = paragraph.text, 0
    for place in sorted(paragraph.places, key=lambda place: place.start):
        for word in words(text[at : place.start]):
            yield word, word
        at = max(at, place.end)
        stands = " ".join(words(text[place.start : place.end]))
        as_read = place.reading.as_read if place.reading else None
        for piece in (as_read or stands).split(_NEXT):
            if piece.startswith(_TAKEN):
                yield piece.removeprefix(_TAKEN), ""
            else:
                yield " ".join(words(piece)), stands
    for word in words(text[at:]):
        yield word, word
