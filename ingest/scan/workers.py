"""Pages seen in processes of their own: side by side, and safe from what a damaged picture does to a library.

A process that hangs is ended, one that dies takes its page with it and no other.
"""

import io
import multiprocessing
import os
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from typing import Literal, NamedTuple

import cv2
import pypdfium2 as pdfium

from ingest.errors import DamagedFile, TooLarge
from ingest.limits import Limits, announce, apply, current
from ingest.pdf.library import alone as pdfium_alone
from ingest.processes import cores, end_with_parent, end_with_starter, may_fork
from ingest.scan import picture
from ingest.scan.seeing import SeenPage
from ingest.scan.seeing import see as see_picture
from ingest.scan.tesseract import Engine, check_installed

Kind = Literal["pdf", "picture"]

PAGE_SECONDS = 180.0
"""Longer than the hardest page of a real scan takes by a factor of twenty; tesseract's own limits end most before."""


class Unseen(NamedTuple):
    """A page (from 1) that could not be seen, and why, in a sentence with the next step."""

    number: int
    reason: str


def see(data: bytes, kind: Kind, indexes: Sequence[int], processes: int | None = None) -> Generator[SeenPage | Unseen]:
    """The pages at `indexes` (from 0) of a PDF or picture file, in that order.

    `processes` is that of the limits if None, and without that the number of cores. Raises ProgramMissing when
    tesseract or its model is not there.
    """
    check_installed()
    left = list(indexes)
    announce(len(left))
    side_by_side = processes or current().processes or cores()
    alone = False
    while left:
        with pdfium_alone, may_fork() as is_forked:  # the processes are started with the first page
            pool = _pool(data, kind, 1 if alone else min(side_by_side, len(left)), is_forked=is_forked)
            try:
                jobs = [(index, pool.submit(_see, index)) for index in (left[:1] if alone else left)]
            except BaseException:
                _end(pool)
                raise
        try:
            for index, job in jobs:
                try:
                    seen = job.result(PAGE_SECONDS)
                except TookTooLong:
                    yield Unseen(index + 1, _HUNG)
                    left.remove(index)
                    break
                except BrokenProcessPool:
                    # Which of the pages under way did it, only each by itself tells.
                    if alone:
                        yield Unseen(index + 1, _DIED)
                        left.remove(index)
                    alone = True
                    break
                left.remove(index)
                yield seen
        finally:
            _end(pool)


_DIED = "the program that reads scans broke down on this page. Scan the page anew."
_HUNG = "reading this page took too long and was ended. Scan it anew, straight and with 200 to 300 dots an inch."


# Processes


def _pool(data: bytes, kind: Kind, processes: int, *, is_forked: bool) -> ProcessPoolExecutor:
    # A fork shares the file's bytes and starts at once. OpenCV's threads are ended: where the caller has used OpenCV
    # before, a fork would wait without end for threads that it does not have.
    cv2.setNumThreads(1)
    known = multiprocessing.get_all_start_methods()
    method = next(name for name in ("fork", "forkserver", "spawn") if name in known and (is_forked or name != "fork"))
    setting = (data, kind, current(), os.getpid() if method == "fork" else None)
    return ProcessPoolExecutor(processes, multiprocessing.get_context(method), _start, setting)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool, and kill what still runs in it."""
    running = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()
    for process in running:
        process.join()


class _Worker:
    """What a process keeps from page to page: the file, and tesseract with its model."""

    data: bytes
    kind: Kind
    document: pdfium.PdfDocument | None = None
    engine: Engine | None = None


def _start(data: bytes, kind: Kind, limits: Limits, parent: int | None) -> None:
    """Set a process up, forked by `parent` or else started by `multiprocessing`. The thread limit must stand before
    OpenMP loads, which tesserocr does.
    """
    if parent is None:
        end_with_starter()
    else:
        end_with_parent(parent)
    apply(limits)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    _Worker.data, _Worker.kind = data, kind


def _see(index: int) -> SeenPage | Unseen:
    """The page at `index` (from 0) of the process's file."""
    if _Worker.engine is None:
        _Worker.engine = Engine()
    try:
        return see_picture(_picture(index), index + 1, _Worker.engine)
    except (TooLarge, DamagedFile) as error:
        return Unseen(index + 1, str(error))
    except pdfium.PdfiumError as error:
        return Unseen(index + 1, f"the page is damaged ({error}). Copy or download the file again.")
    except cv2.error:
        return Unseen(index + 1, _DIED)


def _picture(index: int) -> picture.Picture:
    if _Worker.kind == "picture":
        return picture.of_file_page(_Worker.data, index)
    if _Worker.document is None:
        _Worker.document = pdfium.PdfDocument(io.BytesIO(_Worker.data))
    return picture.of_pdf_page(_Worker.document, index)
