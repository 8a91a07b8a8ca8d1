"""The reader keeps its limits of time and memory. Other programs run beside the tests: half as much again is let pass."""

from pathlib import Path

import pytest

from corpus import bench
from tests.ingest.pdf_files import Page, make

LINE = "Triển khai các nhiệm vụ được giao tại Kế hoạch của Ủy ban nhân dân"
SLACK = 1.5


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = []
    for _ in range(24):
        page = Page().lines(85, 80, [LINE] * 24).grid((85, 120, 300, 420, 540), range(500, 790, 40))
        for row in range(7):
            for column, text in enumerate(("1", "Rà soát quy trình nội bộ", "Sở Nội vụ", "Sở Y tế")):
                page.text((90, 125, 305, 425)[column], 520 + 40 * row, text, 12)
        pages.append(page)
    path = tmp_path_factory.mktemp("bench") / "a.pdf"
    path.write_bytes(make(*pages))
    return path


def test_time(file: Path) -> None:
    measured = bench.times(file, rounds=3)
    assert measured.reading / measured.pdfplumber < bench.LIMIT * SLACK


def test_memory(file: Path) -> None:
    assert bench.memory(file).reading < bench.MEMORY_LIMIT * SLACK


def test_command(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([str(file)]) == 0
    assert "pdfplumber" in capsys.readouterr().out
    assert bench.main([]) == 2
