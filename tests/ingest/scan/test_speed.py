"""How long reading scans takes beside plain tesseract, what a second process brings, and how much memory one takes.

Limits are ratios of two measurements in one run, stretched by the slack of `tests.pace`.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from ingest.scan import read_pages
from ingest.scan.tesseract import MODEL
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import ROWS, TEXT, Page
from tests.pace import SLACK

MOST_MEMORY = 400  # MB


def body(turn: int) -> Image.Image:
    half = TEXT[4 * turn : 4 * turn + 4]
    return Page().lines(half * 4).image


def table(turn: int) -> Image.Image:
    pair = ROWS[1 + 2 * turn : 3 + 2 * turn]
    return Page().table([ROWS[0], *pair * 8], top=80).image


def spent() -> float:
    """Processor seconds of this process and of those that it started and that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def tesseract_alone(images: list[Image.Image], folder: Path) -> float:
    """Processor seconds of the program itself on these pages, a call a page."""
    for index, image in enumerate(images):
        image.save(folder / f"{index}.png", dpi=(200, 200))
    start = spent()
    for index in range(len(images)):
        subprocess.run(
            ["tesseract", f"{index}.png", "stdout", "-l", MODEL],
            cwd=folder,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            capture_output=True,
            check=True,
            timeout=120,
        )
    return spent() - start


def reading(data: bytes, pages: int) -> float:
    """Processor seconds of reading these pages in one process."""
    start = spent()
    scan = read_pages(data, "pdf", range(pages), 1)
    assert len(scan.sheets) == pages
    return spent() - start


@pytest.mark.parametrize(
    ("make", "limit"), [pytest.param(body, 1.3, id="body pages"), pytest.param(table, 2.0, id="table pages")]
)
def test_reading_takes_little_longer_than_plain_tesseract(
    make: Callable[[int], Image.Image], limit: float, tmp_path: Path
) -> None:
    images = [make(0), drawing.askew(make(1), 0.6)]
    data = drawing.pdf(images, tmp_path)
    plain, ours = tesseract_alone(images, tmp_path), reading(data, len(images))
    print(f"\n{ours / len(images):.2f} s a page, tesseract {plain / len(images):.2f} s: {ours / plain:.2f}")
    assert ours / plain <= SLACK * limit


TWICE = "import time; end = time.process_time() + 0.7\nwhile time.process_time() < end: sum(range(1000))"


def attainable() -> float:
    """What two processes get done of a fixed job in the time that one takes for it: 2 on two quiet cores."""

    def job(_: int) -> None:
        subprocess.run([sys.executable, "-c", TWICE], check=True)

    start = time.monotonic()
    job(0)
    alone = time.monotonic() - start
    start = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(job, range(2)))
    return min(2.0, 2 * alone / (time.monotonic() - start))


def test_two_processes_take_little_more_than_half_the_time(tmp_path: Path) -> None:
    image = Page().lines(TEXT[:6]).image  # pages alike are all read, and left out afterwards
    data = drawing.pdf([image] * 6, tmp_path)
    before = attainable()
    taken = {}
    for processes in (1, 2):
        start = time.monotonic()
        read_pages(data, "pdf", range(6), processes)
        taken[processes] = time.monotonic() - start
    possible = min(before, attainable())
    gain = taken[1] / taken[2]
    print(f"\none process {taken[1]:.2f} s, two {taken[2]:.2f} s: {gain:.2f}, where {possible:.2f} of 2 was to be had")
    assert gain * SLACK >= 1.8 * possible / 2


ASK = r"""
import re, sys
from pathlib import Path
from ingest.scan import workers
real = workers.see_picture
def told(picture, number, engine):
    page = real(picture, number, engine)
    # What this process itself took, in KB; its parent's share counts too.
    Path(sys.argv[2]).write_text(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
    return page
workers.see_picture = told
(page,) = workers.see(Path(sys.argv[1]).read_bytes(), sys.argv[3], [0], 1)
print(len(page.words), page.trouble)
"""


@pytest.mark.parametrize("kind", ["picture", "pdf"])
def test_a_worker_reads_a3_at_300_dots_in_little_memory(kind: str, tmp_path: Path) -> None:
    page = Page(842, 1191, 300).lines(TEXT, x=100, base=150)
    page.image = drawing.askew(page.image, 0.8)
    data = drawing.file(page.image, "JPEG", dpi=(300, 300)) if kind == "picture" else pdf_at_300(page.image, tmp_path)
    (tmp_path / "file").write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", ASK, tmp_path / "file", tmp_path / "memory", kind],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    words, trouble = done.stdout.split()
    memory = int((tmp_path / "memory").read_text()) // 1024
    print(f"\nA3 at 300 dots an inch, {kind}: {memory} MB")
    assert (int(words) > 100, trouble) == (True, "None")
    assert memory <= MOST_MEMORY


def pdf_at_300(image: Image.Image, folder: Path) -> bytes:
    image.save(folder / "a3.pdf", resolution=300)
    return (folder / "a3.pdf").read_bytes()
