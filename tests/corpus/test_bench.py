"""Reading and extracting keep their limits of time and memory. Other programs run beside: half as much again passes."""

import math
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import bench
from corpus.bench import alone, documents, measures, report, ways
from corpus.bench.measures import Comparison, Growth, Measured, Point, Report, StartUp
from corpus.bench.words import Words, roman
from corpus.evaluate.ablations import ABLATIONS, forget
from extractors import extract
from models import Paragraph, Table
from tests.extractors.factories import HEAD, TAIL, document, p, table
from tests.ingest.pdf_files import Page, make
from tests.pace import assert_within

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


# Growth


def plan_of(sections: int):
    """A made-up plan in memory: sections of items with label lines, and a table each."""
    blocks = []
    for number in range(1, sections + 1):
        words = Words(number)
        blocks.append(p(f"{roman(number)}. NHIỆM VỤ VÀ GIẢI PHÁP", bold=True))
        blocks += [p(line) for item in range(1, 7) for line in words.item(item).split("\n")]
        rows = [words.row(row) for row in range(1, 6)]
        blocks.append(table(("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn"), *rows))
    return document(*HEAD, *blocks, *TAIL)


def seconds(found) -> float:
    forget()
    start = time.process_time()
    extract(found)
    return time.process_time() - start


def test_extraction_grows_as_the_document_does() -> None:
    bench.load_models()
    small, big = plan_of(5), plan_of(40)
    assert len(extract(big).tasks) == pytest.approx(8 * len(extract(small).tasks), rel=0.1)
    assert seconds(big) < 8 * SLACK * min(seconds(small) for _ in range(3))


WORDS_A_PAGE = 350
"""Of a typed page with a table on it, as the PDFs of the corpus have them."""


def test_extraction_keeps_to_its_milliseconds_a_page() -> None:
    """30 with language processing (underthesea's tags), 10 without; nothing is remembered from an earlier run."""
    bench.load_models()
    found = plan_of(60)
    texts = [block.printed if isinstance(block, Paragraph) else cells(block) for block in found.blocks]
    pages = sum(len(text.split()) for text in texts) / WORDS_A_PAGE
    forget()
    assert_within(0.030 * pages, lambda: extract(found))
    with ABLATIONS["part of speech"](), ABLATIONS["tagged verbs behind units"]():
        forget()
        assert_within(0.010 * pages, lambda: extract(found))


def cells(block: Table) -> str:
    return " ".join(cell.text for cell in block.cells)


def test_the_exponent_is_that_of_the_power() -> None:
    growth = Growth(tuple(Point(size, 0.1 * size**1.5, 1, 1) for size in (10, 100, 1000)))
    assert growth.exponent == pytest.approx(1.5)
    bent = Growth((Point(10, 5, 9, 1), Point(100, 6, 9, 1), Point(1000, 60, 9, 1)))
    assert bent.last_exponent == pytest.approx(1)


# The report

REPORT = Report(
    comparisons=(
        Comparison("Text pages", (Measured("pdfplumber", 20, 2.0, 100), Measured("reading", 20, 0.5, 10))),
        Comparison("Scans", (Measured("tesseract", 4, 6.0, 50), Measured("reading", 4, refusal="This is a scan."))),
    ),
    reading=Growth((Point(10, 0.2, 1, 5), Point(100, 2, 3, 30))),
    extraction=Growth((Point(10, 0.5, 1, 6), Point(100, 50, 51, 40))),
    documents=Growth((Point(100, 4, 5, 200, 2.0), Point(1000, 22, 23, 210, 20.0))),
    start_up=StartUp(0.1, 2.5, 0.02),
)
MACHINE = report.Machine("Abacus 3000", 2, 8.0, "Linux", "CPython 3.11")


def test_the_page_says_what_was_measured() -> None:
    page = report.markdown(REPORT, MACHINE, "performance.svg")
    assert "| Kehoach, reading | 40 | 0.25 | 10 |" in page
    assert "| Kehoach, reading | refused | – | – |" in page
    assert "Refused: “This is a scan.”" in page
    assert "1.00 from 10 to 100: linear" in page
    assert "2.00 from 10 to 100: more than linear" in page
    assert "(performance.svg)" in page
    assert "python -m corpus.bench.report" in page


def test_the_picture_is_the_same_for_the_same_figures(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        report.draw(REPORT, tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    slower = replace(REPORT, documents=Growth((Point(100, 9, 9, 200, 2.0), Point(1000, 99, 99, 210, 20.0))))
    report.draw(slower, tmp_path / "c.svg")
    assert (tmp_path / "c.svg").read_bytes() != (tmp_path / "a.svg").read_bytes()


def test_small_plans_differ_and_hold_tasks(folder: Path) -> None:
    home = documents.small_plans(folder, 6)
    assert len({path.read_bytes() for path in home.iterdir()}) == 6
    from ingest import read

    for path in home.iterdir():
        assert 8 <= len(extract(read(path)).tasks) <= 14


def test_a_program_that_fails_is_told() -> None:
    with pytest.raises(RuntimeError, match="no such"):
        alone.program(("sh", "-c", "echo no such file >&2; exit 3"))


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("tesseract"), reason="LibreOffice or tesseract")
def test_the_quick_report(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    report.main(["--quick", "--out", str(page)])
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^#+ (.*)$", text, re.MULTILINE) == [
        "Performance", "Side by side", "Text pages", "Table pages", "Scans", "Growth", "With pages", "With documents", "Start-up"
    ]  # fmt: skip
    assert str(Path.home()) not in text
    assert "nan" not in text
    assert page.with_suffix(".svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_made_files_have_the_pages_that_are_wanted(tmp_path: Path) -> None:
    text, tables = documents.text_pages(tmp_path, 3), documents.table_pages(tmp_path, 3)
    scan = documents.scanned(tmp_path, (text, tables), 2)
    long = documents.long_plans(tmp_path, (2, 45))
    assert [bench.page_count(path) for path in (text, tables, scan, long[2], long[45])] == [3, 3, 2, 2, 45]
    assert len(ways.extraction(tables).tasks) > 10
    assert ways.reading(scan).source.text_from == "ocr"
    assert measures._refusal("reading", scan) is None
    assert measures._refusal("reading", text) is None
    assert math.isnan(Measured("reading", 2).seconds)
