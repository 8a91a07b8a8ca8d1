"""The program: what it prints, its exit codes, its messages. Reading and understanding are fakes here."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import extractors
import ingest
import kehoach
from ingest.errors import NoUsableText
from kehoach import guard
from kehoach.cli import program
from models import Deadline, Document, Metadata, Paragraph, Plan, Source, Task, Unit
from tests.kehoach.in_process import InProcess
from tests.pace import assert_within

HOME = Path(kehoach.__file__).parent.parent


def fake_read(path: Path) -> Document:
    data = path.read_bytes()
    if data.startswith(b"scan"):
        raise NoUsableText("The pages are pictures. Ask for the file that was printed.")
    if data.startswith(b"fault"):
        raise ZeroDivisionError("division by zero")
    return Document(Source(path.name, hashlib.sha256(data).hexdigest(), "text"), (Paragraph(data.decode()),))


def fake_extract(document: Document) -> Plan:
    """A task a line: "text|lead|product|due"."""
    tasks = []
    for number, line in enumerate(document.blocks[0].text.splitlines()):
        text, lead, product, due = line.split("|")
        day = date.fromisoformat(due)
        tasks.append(
            Task(
                hashlib.sha256((document.source.sha256 + line).encode()).hexdigest()[:16],
                "table",
                str(number + 1),
                (),
                text,
                lead=(Unit(lead, lead),),
                products=(product,),
                deadlines=(Deadline(f"Trước ngày {day:%d/%m/%Y}", "date", due=day),),
            )
        )
    name = document.source.name.partition(".")[0]
    return Plan(document.source, Metadata(type="Kế hoạch", number=f"{name}/KH-UBND", title=name), tuple(tasks))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ingest, "read", fake_read)
    monkeypatch.setattr(extractors, "extract", fake_extract)
    monkeypatch.setattr(guard, "Pool", InProcess)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "15.txt").write_text(
        "Dạy bơi an toàn|Phòng Giáo dục Tiểu học|Báo cáo|2026-06-30\nTập huấn|Công an phường|02 lớp|2026-09-15", "utf-8"
    )
    (tmp_path / "in" / "16.txt").write_text("Họp|Văn phòng Sở|Biên bản|2026-03-01", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


def test_ingest_says_in_one_line_what_was_done(folder: Path) -> None:
    done = run("ingest", "in", "--db", "plans.db")
    assert (done.exit_code, done.output) == (0, "2 read, 0 skipped as unchanged, 0 failed; 3 tasks.\n")
    done = run("ingest", "in")
    assert (done.exit_code, done.output) == (0, "0 read, 2 skipped as unchanged, 0 failed; 0 tasks.\n")
    assert run("ingest", "in", "--force").output.startswith("2 read, 0 skipped")


def test_a_failure_is_told_recorded_and_stops_nothing(folder: Path) -> None:
    (folder / "in" / "1.pdf").write_text("scan")
    (folder / "in" / "2.pdf").write_text("fault")
    (folder / "in" / "bang.xlsx").write_text("")
    done = run("ingest", "in")
    assert done.exit_code == 1
    assert done.stdout == "2 read, 0 skipped as unchanged, 2 failed; 3 tasks. 1 file of another kind left out.\n"
    scan, fault = done.stderr.splitlines()
    assert scan == "in/1.pdf: The pages are pictures. Ask for the file that was printed."
    assert "Please report it" in fault
    failures = sqlite3.connect("plans.db").execute("SELECT path, error FROM failures ORDER BY path").fetchall()
    assert failures == [
        (str(folder / "in" / "1.pdf"), "NoUsableText"),
        (str(folder / "in" / "2.pdf"), "ZeroDivisionError"),
    ]


def test_an_empty_folder_is_no_failure(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = run("ingest", "empty")
    assert (done.exit_code, done.stdout) == (0, "0 read, 0 skipped as unchanged, 0 failed; 0 tasks.\n")


def test_list_shows_number_task_lead_product_and_day(folder: Path) -> None:
    run("ingest", "in")
    lines = run("list").output.splitlines()
    assert "No.  Task             Lead                     Product   Due" in lines
    assert "1    Dạy bơi an toàn  Phòng Giáo dục Tiểu học  Báo cáo   2026-06-30" in lines
    assert lines[-1] == "3 tasks."


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(["--unit", "cong an"], ["Tập huấn"], id="unit without tones"),
        pytest.param(["--document", "16/KH-UBND"], ["Họp"], id="document"),
        pytest.param(["--due-before", "2026-06-30"], ["Dạy bơi an toàn", "Họp"], id="on the day itself"),
        pytest.param(["--due-after", "01/07/2026"], ["Tập huấn"], id="day as offices write it"),
        pytest.param(["--due-after", "2026-03-02", "--due-before", "2026-07-01"], ["Dạy bơi an toàn"], id="between"),
        pytest.param(["--unit", "Sở Y tế"], [], id="nothing"),
    ],
)
def test_list_picks(folder: Path, options: list[str], found: list[str]) -> None:
    run("ingest", "in")
    done = run("list", *options)
    assert done.exit_code == 0
    assert [text for text in ("Dạy bơi an toàn", "Tập huấn", "Họp") if text in done.output] == found


def test_extract_prints_json_or_a_table_and_makes_no_database(folder: Path) -> None:
    plan = json.loads(run("extract", "in/15.txt", "--format", "json").stdout)
    assert plan["document"]["number"] == "15/KH-UBND"
    assert "Dạy bơi an toàn  Phòng Giáo dục Tiểu học" in run("extract", "in/15.txt").stdout
    assert not (folder / "plans.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["extract", "gone.docx"], 2, "'gone.docx' does not exist", id="file not there"),
        pytest.param(["extract", "in"], 2, "is a directory", id="folder for a file"),
        pytest.param(["extract", "1.pdf"], 1, "1.pdf: The pages are pictures", id="unreadable"),
        pytest.param(["extract", "2.pdf"], 1, "Please report it", id="fault of the program"),
        pytest.param(["ingest"], 2, "Missing argument 'PATH...'", id="nothing to read"),
        pytest.param(["ingest", "gone"], 2, "'gone' does not exist", id="folder not there"),
        pytest.param(
            ["ingest", "in/gone/for/good"], 2, "in, and no 'gone' in it. Name your own", id="part of it there"
        ),
        pytest.param(["ingest", "in", "--db", "no.db"], 1, "no.db", id="database of another kind"),
        pytest.param(["ingest", "in", "--db", "gone/plans.db"], 1, "gone/plans.db", id="no folder for the database"),
        pytest.param(
            ["list", "--db", "gone.db"], 2, "Make it first: kehoach ingest FOLDER --db gone.db", id="no database"
        ),
        pytest.param(["list", "--due-before", "mai"], 2, "'mai' does not match", id="no day"),
        pytest.param(["nothing"], 2, "No such command 'nothing'", id="unknown command"),
    ],
)
def test_mistakes_are_told_plainly(folder: Path, arguments: list[str], code: int, message: str) -> None:
    (folder / "1.pdf").write_text("scan")
    (folder / "2.pdf").write_text("fault")
    (folder / "no.db").write_text("no database but a text that is long enough to look like one" * 20)
    done = run(*arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_debugging_shows_a_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEHOACH_DEBUG", "1")
    (folder / "2.pdf").write_text("fault")
    assert isinstance(run("extract", "2.pdf").exception, ZeroDivisionError)


def test_version() -> None:
    assert run("--version").output == f"kehoach {kehoach.__version__}\n"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from kehoach.cli import main; main()", *arguments]


def test_help_answers_at_once() -> None:
    help_page = partial(subprocess.run, command("--help"), cwd=HOME, check=True, capture_output=True)
    assert_within(0.5, help_page, time.perf_counter)


def test_output_is_utf8_wherever_it_runs(folder: Path) -> None:
    run("ingest", "in")
    environment = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(HOME), "PYTHONUTF8": "0"}
    done = subprocess.run(command("list"), env=environment, capture_output=True)
    assert "Dạy bơi an toàn" in done.stdout.decode("utf-8")
    assert done.returncode == 0


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    lines = "\n".join(f"Việc số {i} {'rất dài ' * 30}|Sở|Báo cáo|2026-01-01" for i in range(3000))
    (folder / "in" / "15.txt").write_text(lines, "utf-8")
    run("ingest", "in/15.txt")
    environment = os.environ | {"PYTHONPATH": str(HOME)}
    with subprocess.Popen(
        command("list", "--full"), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
