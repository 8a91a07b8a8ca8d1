"""Reading and extracting keep their limits of time and memory. Other programs run beside: half as much again passes."""

from pathlib import Path

import pytest

from corpus import bench
from tests.ingest.pdf_files import Page, make

LINE = "Triển khai các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân"
SLACK = 1.5
PLAN = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "rendered" / "001.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def file(folder: Path, pages: int) -> Path:
    """A plan's text and table, over and over."""
    page = Page().lines(85, 80, [LINE] * 24).grid((85, 120, 300, 420, 540), range(500, 790, 40))
    for row in range(7):
        for column, text in enumerate(("1", "Rà soát quy trình nội bộ", "Sở Nội vụ", "Sở Y tế")):
            page.text((90, 125, 305, 425)[column], 520 + 40 * row, text, 12)
    path = folder / f"{pages}.pdf"
    path.write_bytes(make(*[page] * pages))
    return path


def test_time(folder: Path) -> None:
    measured = bench.times(file(folder, 8), rounds=3)
    assert measured.reading / measured.pdfplumber < bench.LIMIT * SLACK


def test_memory(folder: Path) -> None:
    assert bench.memory(file(folder, 40)).reading < bench.MEMORY_LIMIT * SLACK


@pytest.mark.skipif(not PLAN.exists(), reason="../shared is not here: no real plan of 26 pages to measure")
def test_a_plan_of_26_pages_takes_half_of_what_pdfplumber_takes() -> None:
    assert bench.times(PLAN).ratio < bench.LIMIT * SLACK
    assert bench.memory(PLAN).extraction < bench.MEMORY_LIMIT * SLACK


def test_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([str(file(folder, 1))]) == 0
    assert "pdfplumber" in capsys.readouterr().out
    assert bench.main([]) == 2
