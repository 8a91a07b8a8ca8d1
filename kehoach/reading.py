"""Reading and understanding one document, for programs: from any source, in any thread, telling how far it has come."""

from __future__ import annotations

from contextlib import nullcontext
from threading import RLock
from typing import TYPE_CHECKING

import extractors
import ingest
from ingest.processes import reading
from ingest.progress import Stage, told_to
from kehoach.progress import OnProgress, Progress
from kehoach.sources import Source, content, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from models import Document, Plan

_understanding = RLock()
"""spaCy, underthesea and dateparser promise nothing about threads, and side by side they would be no quicker."""


def read(source: Source, name: str | None, progress: OnProgress | None) -> Document:
    """As `kehoach.read`."""
    path = path_of(source)
    told = _Told(progress) if progress else None
    with reading(), told_to(told.hear) if told else nullcontext():
        if told:
            told.start()
        document = _read(source, path, name)
        if told:
            told.end()
    return document


def extract(document: Document, progress: OnProgress | None) -> Plan:
    """As `kehoach.extract`."""
    if progress:
        progress(Progress("extracting", 0, 1))
    with reading(), _understanding:
        plan = extractors.extract(document)
    if progress:
        progress(Progress("extracting", 1, 1))
    return plan


def _read(source: Source, path: Path | None, name: str | None) -> Document:
    if path is not None:
        return ingest.read(path, name) if name else ingest.read(path)
    return ingest.read_bytes(*content(source, name))


class _Told:
    """What `progress` was told about one file."""

    def __init__(self, progress: OnProgress) -> None:
        self._progress = progress
        self._has_pages = False

    def start(self) -> None:
        self._progress(Progress("reading", 0, None))

    def hear(self, stage: Stage, done: int, total: int) -> None:
        self._has_pages = True
        self._progress(Progress(stage, done, total))

    def end(self) -> None:
        if not self._has_pages:
            self._progress(Progress("reading", 1, 1))
