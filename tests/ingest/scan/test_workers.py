"""Pages seen in processes: one that hangs, dies or is damaged costs its own page and no other."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from ingest.scan import workers
from ingest.scan.picture import Picture
from ingest.scan.seeing import SeenPage
from ingest.scan.workers import Unseen, see
from tests.ingest import fakes
from tests.ingest.scan import drawing

PAGES = drawing.tiff([Image.new("L", (100, 140), 255)] * 4)

Deed = Callable[[int], None]


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Deed], Path]:
    """Make pages do something in their process instead of being read; gives the folder where each leaves its pid."""

    def use(deed: Deed) -> Path:
        def fake(picture: Picture, number: int, engine: Any) -> SeenPage:
            (tmp_path / f"{number}-{os.getpid()}").touch()
            deed(number)
            return SeenPage(number, picture.frame)

        monkeypatch.setattr(workers, "Engine", lambda: None)
        monkeypatch.setattr(workers, "see_picture", fake)
        return tmp_path

    return use


def hang(number: int) -> None:
    time.sleep(60)


def kill(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(number: int) -> None:
    os._exit(0)


def crash(number: int) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def only(bad: set[int], deed: Deed) -> Deed:
    return lambda number: deed(number) if number in bad else None


def seen(processes: int, count: int = 4) -> dict[int, str]:
    """What came of each page: "" or why not."""
    found = list(see(PAGES, "picture", range(count), processes))
    assert [page.number for page in found] == list(range(1, count + 1)), "each once, in order"
    return {page.number: page.reason if isinstance(page, Unseen) else "" for page in found}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    "bad", [pytest.param({1}, id="the first"), pytest.param({3}, id="one between"), pytest.param({2, 4}, id="two")]
)
@pytest.mark.parametrize("deed", [kill, leave, crash])
def test_a_process_that_dies(deed: Deed, bad: set[int], processes: int, misbehave: Callable[[Deed], Path]) -> None:
    misbehave(only(bad, deed))
    found = seen(processes)
    assert {number for number, reason in found.items() if reason} == bad
    assert all("broke down on this page" in found[number] for number in bad)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_process_that_hangs(
    processes: int, misbehave: Callable[[Deed], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.7)
    folder = misbehave(only({2}, hang))
    start = time.monotonic()
    found = seen(processes)
    assert time.monotonic() - start < 15
    assert [number for number, reason in found.items() if reason] == [2]
    assert "took too long" in found[2]
    assert not any(fakes.alive(int(path.name.partition("-")[2])) for path in folder.iterdir()), "none stays behind"


def test_one_hangs_and_one_dies(misbehave: Callable[[Deed], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PAGE_SECONDS", 0.7)
    misbehave(lambda number: hang(number) if number == 1 else kill(number) if number == 3 else None)
    found = seen(2)
    assert "took too long" in found[1]
    assert "broke down" in found[3]
    assert found[2] == found[4] == ""


def test_every_page_kills_its_process(misbehave: Callable[[Deed], Path]) -> None:
    misbehave(kill)
    assert all(seen(2).values())


def test_a_caller_that_stops_leaves_no_process(misbehave: Callable[[Deed], Path]) -> None:
    folder = misbehave(only({2, 3, 4}, hang))
    pages = see(PAGES, "picture", range(4), 2)
    assert next(pages).number == 1
    pages.close()  # type: ignore[attr-defined]
    assert not any(fakes.alive(int(path.name.partition("-")[2])) for path in folder.iterdir())


def test_pages_are_shared_out(misbehave: Callable[[Deed], Path]) -> None:
    folder = misbehave(lambda number: time.sleep(0.1))
    seen(2)
    assert len({path.name.partition("-")[2] for path in folder.iterdir()}) == 2
    assert str(os.getpid()) not in {path.name.partition("-")[2] for path in folder.iterdir()}


def test_only_the_pages_asked_for(misbehave: Callable[[Deed], Path]) -> None:
    misbehave(lambda number: None)
    assert [page.number for page in see(PAGES, "picture", [3, 1], 2)] == [4, 2]
    assert list(see(PAGES, "picture", [], 2)) == []


def test_a_page_that_is_damaged(misbehave: Callable[[Deed], Path], tmp_path: Path) -> None:
    misbehave(lambda number: None)
    data = drawing.pdf([Image.new("L", (100, 140), 255)] * 3, tmp_path)
    broken = data.replace(b"/Contents 7 0 R", b"/Contents 7 0 R", 1).replace(
        b"/Type /Page /Parent 2 0 R", b"/Type /Rubbish", 2
    )
    found = list(see(broken, "pdf", range(3), 1))
    assert [page.number for page in found] == [1, 2, 3]
    assert isinstance(found[0], Unseen)
    assert "the page is damaged" in found[0].reason
    assert isinstance(found[2], SeenPage)


def test_one_thread_a_process(misbehave: Callable[[Deed], Path]) -> None:
    def threads(number: int) -> None:
        assert os.environ["OMP_THREAD_LIMIT"] == "1"

    misbehave(threads)
    assert not any(seen(1).values())


def test_a_caller_that_used_opencv_before(monkeypatch: pytest.MonkeyPatch) -> None:
    cv2.setNumThreads(4)
    cv2.GaussianBlur(np.zeros((3000, 3000), np.uint8), (31, 31), 0)  # starts its threads, which no fork has
    monkeypatch.setattr(workers, "PAGE_SECONDS", 20.0)
    data = drawing.tiff([drawing.Page(300, 60).lines(["Sở Nội vụ chủ trì"], x=20, base=40).image])
    (page,) = see(data, "picture", [0], 1)
    assert isinstance(page, SeenPage)
    assert [word.text for word in page.words] == ["Sở", "Nội", "vụ", "chủ", "trì"]
