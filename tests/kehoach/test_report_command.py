"""`kehoach report`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from kehoach import chromium
from kehoach.cli import program
from kehoach.errors import NotPrinted
from output.store import Store
from tests.output.report_stores import fill


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("report") / "plans.db"
    with Store(place) as store:
        fill(store, 60)
    return place


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, ["report", *map(str, arguments)])


def test_a_page_is_written_and_told_of(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "bao cao.html"
    result = run("--db", db, "--today", "15/06/2026", "--out", out)
    assert result.exit_code == 0, result.output
    assert "60 tasks of 3 documents" in result.output
    page = out.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Số liệu đến ngày 15/06/2026" in page
    assert list(tmp_path.iterdir()) == [out]


def test_filters_are_those_of_other_commands(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    result = run("--db", db, "--unit", "so y te", "--status", "open", "--lang", "en", "--out", out)
    assert result.exit_code == 0, result.output
    page = out.read_text("utf-8")
    assert "Only: unit “so y te”; status open." in page


def test_without_a_name_the_file_is_called_report(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--db", db).exit_code == 0
    assert run("--db", db, "--format", "pdf").exit_code == 0
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_page_goes_to_standard_output(db: Path) -> None:
    result = run("--db", db, "--out", "-")
    assert result.exit_code == 0
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.rstrip().endswith("</html>")


@pytest.mark.parametrize("arguments", [("report.pdf",), ("report.bin", "--format", "pdf")])
def test_a_pdf_is_printed_with_its_tables(db: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    out, *form = arguments
    result = run("--db", db, "--today", "2026-06-15", "--out", tmp_path / out, *form)
    assert result.exit_code == 0, result.output
    pdf = pypdfium2.PdfDocument(tmp_path / out)
    assert 3 <= len(pdf) <= 20
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Báo cáo tình hình thực hiện nhiệm vụ" in text
    assert "Ủy ban nhân dân các xã, phường và đặc khu" in text.replace("\r\n", " ")
    assert "Chủ trì, quá" in text  # a table's head
    assert f"1/{len(pdf)}" in text
    assert (tmp_path / out).stat().st_size < 2_000_000


def test_without_chromium_one_is_told_what_to_do(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    out = tmp_path / "report.pdf"
    out.write_text("the old one")
    result = run("--db", db, "--out", out)
    assert result.exit_code == 1
    assert "apt-get install --no-install-recommends chromium" in result.output
    assert "--out report.html" in result.output
    assert "Traceback" not in result.output
    assert out.read_text() == "the old one"


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("echo It is cold here >&2; exit 1", "It is cold here"),
        ("exit 0", "it said nothing"),
        ("sleep 60", "took longer"),
    ],
)
def test_a_chromium_that_fails_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, told: str
) -> None:
    fake = tmp_path / "chromium"
    fake.write_text(f"#!/bin/sh\n{deed}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(chromium, "_SECONDS", 1.0)
    with pytest.raises(NotPrinted, match=told) as caught:
        chromium.pdf("<p>x</p>")
    assert "--out report.html" in str(caught.value)


def test_a_file_that_cannot_be_written_is_told_of(db: Path, tmp_path: Path) -> None:
    result = run("--db", db, "--out", tmp_path / "nowhere" / "report.html")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_a_store_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    result = run("--db", tmp_path / "none.db", "--out", tmp_path / "report.html")
    assert result.exit_code == 2
    assert "kehoach ingest" in result.output
    assert not list(tmp_path.iterdir())


def test_the_page_is_the_same_in_every_process(db: Path, tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        copy = tmp_path / f"{seed}.db"
        shutil.copy(db, copy)
        program = [sys.executable, "-c", "from kehoach.cli import main; main()"]
        command = [*program, "report", "--db", str(copy), "--today", "2026-06-15", "--out", "-"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        pages.append(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert pages[0] == pages[1]


def test_help_loads_no_drawing() -> None:
    code = (
        "import sys; from kehoach.cli import program; sys.exit('matplotlib' in sys.modules or 'jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
