"""Many files, one after the other: read, understand, store. A bad file is recorded and never stops the rest."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import kehoach
from kehoach.errors import UnreadableFile, debugging, explain
from kehoach.listing import open_ordinary

if TYPE_CHECKING:
    from models import Document, Plan
    from output.store import Store

UNDERSTANDING = ("models", "ingest", "extractors")  # the rooms on which a Plan depends
UNDERSTOOD_BY = (".py", ".toml", ".tsv")  # code, rules, the model of syllables


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `reason` says why it failed and what to do next, `notes` what was odd about a file that
    was read. `is_scan` says that a PDF file was read from pictures of its pages.
    """

    path: Path
    status: Literal["read", "unchanged", "failed"]
    tasks: int = 0
    reason: str | None = None
    notes: tuple[str, ...] = ()
    is_scan: bool = False


def ingest(
    files: Iterable[Path],
    store: Store,
    *,
    force: bool = False,
    read: Callable[[Path], Document] = kehoach.read,
    extract: Callable[[Document], Plan] = kehoach.extract,
) -> Iterator[Outcome]:
    """Take the files into the store one by one, and tell of each.

    Bytes that this version of the program has stored before are passed over unless `force`. The store's run is
    closed with what was done until then, however the loop ends.
    """
    run = store.start_run(version())
    count = {"read": 0, "unchanged": 0, "failed": 0}
    tasks = 0
    try:
        for path in files:
            outcome = _take(path, store, run, force=force, read=read, extract=extract)
            count[outcome.status] += 1
            tasks += outcome.tasks
            yield outcome
    finally:
        store.finish_run(run, read=count["read"], unchanged=count["unchanged"], failed=count["failed"], tasks=tasks)


SEARCHABLE = ".searchable.pdf"
"""How the name of a searchable PDF ends, which stands beside the scan that it was made of."""


def write_searchable(path: Path) -> Path:
    """Write NAME.searchable.pdf beside a scanned PDF, and give its place; one that is there stays as it is.

    Raises UnreadableFile or one of its subclasses, with what to do next.
    """
    from ingest.searchable import searchable_pdf

    out = path.with_name(path.stem + SEARCHABLE)
    try:
        if not out.exists():
            searchable_pdf(path, out)
    except OSError as error:  # the longer name may be too long
        raise UnreadableFile(f"{(error.strerror or str(error)).capitalize()}. Give the scan a shorter name.") from error
    return out


@cache
def version() -> str:
    """The program's version and a mark of its readers, grammars and rules: with any other, files are read anew."""
    home = Path(kehoach.__file__).resolve().parent.parent
    mark = hashlib.sha256()
    for room in UNDERSTANDING:
        for path in sorted((home / room).rglob("*")):
            if path.suffix in UNDERSTOOD_BY:
                mark.update(path.read_bytes())
    return f"{kehoach.__version__}+{mark.hexdigest()[:8]}"


def _take(
    path: Path,
    store: Store,
    run: int,
    *,
    force: bool,
    read: Callable[[Path], Document],
    extract: Callable[[Document], Plan],
) -> Outcome:
    """One file: skipped, stored or recorded as failed. An error of the store itself ends the batch."""
    sha256 = None
    place = path.absolute()  # a path that means something tomorrow, too
    try:
        with open_ordinary(path) as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if not force and store.is_known(sha256, version()):
            store.record_seen(sha256, place, run)
            return Outcome(path, "unchanged")
        document = read(path)
        plan = extract(document)
    except Exception as error:  # whatever one file does, the others are read
        if debugging():
            sys.excepthook(type(error), error, error.__traceback__)
        reason = explain(error)
        store.record_failure(place, sha256, type(error).__name__, reason, run)
        return Outcome(path, "failed", reason=reason)
    store.write(document, plan, place, run)
    if document.lacking:  # what was read counts, and the file is read again once the program is there
        store.record_failure(place, sha256, "ProgramMissing", document.lacking, run)
    is_scan = document.source.text_from == "ocr" and path.suffix.lower() == ".pdf"
    return Outcome(path, "read", tasks=len(plan.tasks), notes=document.warnings, is_scan=is_scan)
