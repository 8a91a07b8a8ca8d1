"""The command and the page, on plans of a few lines."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus.evaluate import page, running
from corpus.evaluate.pairing import Pair
from kehoach.cli import program
from tests.corpus.evaluate.samples import due, plan, task

TEXT = """ỦY BAN NHÂN DÂN TỈNH LAM GIANG
Số: 15/KH-UBND
KẾ HOẠCH
Bảo đảm an toàn giao thông năm 2026

I. MỤC ĐÍCH
Nâng cao ý thức của người tham gia giao thông.
II. NHIỆM VỤ
1. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh rà soát các bến xe, hoàn thành trước ngày 30/6/2026.
2. Sở Giáo dục và Đào tạo tổ chức tuyên truyền trong trường học.
"""
FIRST = "Sở Xây dựng chủ trì, phối hợp với Công an tỉnh rà soát các bến xe, hoàn thành trước ngày 30/6/2026."
SECOND = "Sở Giáo dục và Đào tạo tổ chức tuyên truyền trong trường học."
DOCUMENT = {"type": "Kế hoạch", "number": "15/KH-UBND", "title": "Bảo đảm an toàn giao thông năm 2026"}


def gold(lead: str = "Sở Xây dựng") -> dict[str, Any]:
    path, deadline = ["II. NHIỆM VỤ"], due("2026-06-30", text="trước ngày 30/6/2026")
    first = task(FIRST, number="1", path=path, lead=[lead], partners=["Công an tỉnh"], deadlines=[deadline])
    return plan(first, task(SECOND, number="2", path=path, lead=["Sở Giáo dục và Đào tạo"]), document=DOCUMENT)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("gold", "docs"):
        Path(folder).mkdir()
    Path("gold/a.json").write_text(json.dumps(gold()), encoding="utf-8")
    Path("docs/a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*options: str) -> Result:
    return CliRunner().invoke(program, ["evaluate", "gold", "docs", "--processes", "1", *options])


def line(result: Result, start: str) -> list[str]:
    """The cells of the first line whose first cells are these."""
    lines = (text.split() for text in result.output.splitlines())
    return next(cells for cells in lines if cells[: len(start.split())] == start.split())


def test_figures(place: Path) -> None:
    done = run()
    assert done.exit_code == 0, done.output
    assert line(done, "rows") == ["rows", "1.000", "1.000", "1.000", "1.000", "2", "0", "0"]
    assert "By format" not in done.output  # there is one


def test_misses_name_the_place_and_the_rule(place: Path) -> None:
    Path("gold/a.json").write_text(json.dumps(gold("Sở Tài chính")), encoding="utf-8")
    done = run("--misses", "--by", "document")
    assert "By document" in done.output
    assert "lead wrong (block 7, rule unit.listed)" in done.output
    assert "gold:  Sở Tài chính" in done.output
    assert "found: Sở Xây dựng" in done.output


def test_all_matchings_side_by_side(place: Path) -> None:
    assert line(run("--matching", "all"), "F1 ") == ["F1", "tokens", "strict", "soft", "levenshtein", "ratcliff"]


def test_a_document_that_fails_is_named_and_counts_as_empty(place: Path) -> None:
    Path("docs/a.pdf").touch()
    done = run()
    assert done.exit_code == 0
    assert "a.pdf: The file is empty (0 bytes)" in done.output
    assert line(done, "rows")[1:4] == ["1.000", "0.500", "0.667"]
    assert line(done, "pdf")[:4] == ["pdf", "1", "2", "0.000"]


def test_a_fault_in_one_document_does_not_end_the_rest(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ingest

    def fail(path: Path) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(ingest, "read", fail)
    assert "a.txt: ZeroDivisionError: division by zero" in run().output


def test_compare(place: Path) -> None:
    assert run("--json", "old.json").exit_code == 0
    first = Path("old.json").read_bytes()
    run("--json", "again.json")
    assert Path("again.json").read_bytes() == first
    Path("docs/a.txt").write_text(TEXT.replace("30/6/2026", "30/7/2026"), encoding="utf-8")
    done = run("--compare", "old.json")
    assert done.exit_code == 0
    assert "0 values gained" in done.output
    assert "- a.txt due" in done.output
    assert line(done, "txt rows") == ["txt", "rows", "1.000", "0.500", "-0.5000"]


def test_floor(place: Path) -> None:
    assert run("--floor", "floor.json").exit_code == 2
    assert run("--raise-floor").exit_code == 2
    raised = run("--floor", "floor.json", "--raise-floor", "--floor-prefix", "corpus ")
    assert raised.exit_code == 0
    held = json.loads(Path("floor.json").read_text(encoding="utf-8"))
    assert held["corpus txt"]["rows"] == 1
    assert run("--floor", "floor.json", "--floor-prefix", "corpus ").exit_code == 0
    Path("docs/a.txt").write_text(TEXT.replace("Công an tỉnh", "Sở Y tế"), encoding="utf-8")
    fallen = run("--floor", "floor.json", "--floor-prefix", "corpus ")
    assert fallen.exit_code == 1
    assert "corpus txt: partners is 0.0000, less than 1.0" in fallen.output
    assert run("--floor", "floor.json").exit_code == 0  # "txt" is not held
    run("--floor", "floor.json", "--floor-prefix", "corpus ", "--raise-floor")
    assert json.loads(Path("floor.json").read_text(encoding="utf-8")) == held


def test_calibration_and_its_plot(place: Path) -> None:
    pytest.importorskip("matplotlib")
    done = run("--calibration", "--plot", "plot.svg")
    assert done.exit_code == 0, done.output
    assert line(done, "lead 2")[3] == "1.000"  # n, confidence, right
    assert Path("plot.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda: Path("docs/a.txt").rename("docs/other.txt"), "Give them the same names"),
        (lambda: Path("gold/a.json").write_text("{"), "cannot be read as JSON"),
    ],
    ids=["nothing fits", "broken gold"],
)
def test_what_cannot_be_evaluated_is_told(place: Path, prepare: Callable[[], object], says: str) -> None:
    prepare()
    done = run()
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_an_unknown_part_is_told_with_those_that_there_are(place: Path) -> None:
    done = run("--without", "nothing known")
    assert done.exit_code == 2
    assert "There are: " in done.output


def test_a_part_switched_off_in_processes_of_their_own(place: Path) -> None:
    under = "II. TỔ CHỨC THỰC HIỆN\n1. Sở Xây dựng\n- Rà soát các bến xe.\n- Kiểm tra các bến xe.\n"
    Path("docs/a.txt").write_text(TEXT.partition("II. NHIỆM VỤ")[0] + under, encoding="utf-8")
    tasks = [task(f"{verb} các bến xe.", origin="assignment", lead=["Sở Xây dựng"]) for verb in ("Rà soát", "Kiểm tra")]
    Path("gold/a.json").write_text(json.dumps(plan(*tasks)), encoding="utf-8")
    assert line(run(), "lead")[3] == "1.000"
    done = run("--without", "inheritance of leads")
    assert done.exit_code == 0, done.output
    assert line(done, "lead")[3] == "0.000"


def die(path: Path, gold: object) -> None:
    os._exit(9)


def test_a_process_that_dies_costs_its_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_run", die)
    pairs = [Pair(Path(name), name, "a", plan(), "a", None, "txt", {}) for name in ("a.txt", "b.txt")]
    readings = list(running.read_all(pairs, 2))
    assert [(reading.document, reading.failure) for reading in readings] == [
        ("a.txt", "The process that read it died."),
        ("b.txt", "The process that read it died."),
    ]


def test_the_page(place: Path) -> None:
    pytest.importorskip("matplotlib")
    Path("docs/a.pdf").touch()
    Path("docs/b.txt").write_text(TEXT, encoding="utf-8")
    layouts = {"b.txt": {"gold": "a", "plan": "a", "split": "learn", "knobs": {"numbering": "typed"}}}
    Path("docs/layouts.json").write_text(json.dumps(layouts), encoding="utf-8")
    sets = ["--real", "Scans", "gold", "docs", "--made-up", "Corpus", "gold", "docs"]
    assert page.main([*sets, "--out", "accuracy.md", "--processes", "1"]) == 0
    text = Path("accuracy.md").read_text(encoding="utf-8")
    heads = [row for row in text.splitlines() if row.startswith("#")]
    assert heads == [
        "# How right the program is",
        "## Known weak spots",
        "## Real documents",
        "### Scans",
        "## Made-up documents",
        "### Corpus",
        "## Confidence",
    ]
    assert "| a.pdf | Scans | The file is empty" in text
    assert "| lead | 4 |" in text  # two sets, each with the document that nothing was learned by
    assert Path("calibration.svg").exists()
    assert page.main(["--real", "Scans", "nowhere", "docs"]) == 2
