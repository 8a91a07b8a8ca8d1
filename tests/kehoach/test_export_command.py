"""`kehoach export`: what it writes and where, and what it says. Forms have tests of their own."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import kehoach
from kehoach import export_command
from kehoach.cli import program
from models import Deadline, Task, Unit
from output.exports import forms
from output.store import Store
from tests.output.exported import put, read_back

HOME = Path(kehoach.__file__).parent.parent


def a_task(n: int, text: str, lead: str, due: date) -> Task:
    deadline = Deadline(f"Trước ngày {due:%d/%m/%Y}", "date", due=due)
    return Task(f"{n:016x}", "table", str(n), (), text, None, (Unit(lead, lead),), deadlines=(deadline,))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with Store("plans.db") as store:
        swim = a_task(1, "Dạy bơi an toàn", "Phòng Giáo dục Tiểu học", date(2026, 6, 30))
        put(store, (swim, a_task(2, "- Tập huấn", "Công an phường", date(2026, 9, 15))), "15.txt")
        put(store, (a_task(3, "Họp", "Văn phòng Sở", date(2026, 3, 1)),), "16.txt")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["export", *arguments])


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_a_form_goes_to_standard_output_and_to_a_file(folder: Path, form: str) -> None:
    printed = run("--format", form, "--today", "2026-05-01")
    assert (printed.exit_code, printed.stderr) == (0, "3 tasks.\n")
    written = run("--format", form, "--today", "2026-05-01", "--out", "tasks.out")
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "3 tasks: tasks.out.\n")
    here, there = (list(read_back(form, data)) for data in (printed.stdout_bytes, Path("tasks.out").read_bytes()))
    assert here == there
    assert [record["late_since"] for record in here] == [None, None, "2026-03-01"], "the day counts"


def test_what_people_corrected_goes_out(folder: Path) -> None:
    with Store("plans.db") as store:
        store.reviews.set("0" * 15 + "3", "text", "Họp giao ban", "an")
        store.reviews.reject("0" * 15 + "1", "an")
    texts = [json.loads(line)["text"] for line in run("--format", "jsonl").stdout.splitlines()]
    assert texts == ["- Tập huấn", "Họp giao ban"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(["--unit", "cong an"], ["- Tập huấn"], id="unit"),
        pytest.param(["--document", "16.txt"], ["Họp"], id="document"),
        pytest.param(["--due-before", "30/06/2026"], ["Dạy bơi an toàn", "Họp"], id="period"),
        pytest.param(["--words", "tap huan"], ["- Tập huấn"], id="words"),
        pytest.param(["--status", "done"], [], id="status"),
        pytest.param(["--reviewed"], [], id="reviewed"),
        pytest.param(["--min-confidence", "0.5"], [], id="confidence"),
    ],
)
def test_tasks_are_picked_as_everywhere(folder: Path, options: list[str], found: list[str]) -> None:
    done = run("--format", "json", *options)
    assert [task["text"] for task in json.loads(done.stdout)["tasks"]] == found
    assert done.exit_code == 0
    assert ("No task fits; what was written is empty." in done.stderr) == (not found)


def test_plans_as_read(folder: Path) -> None:
    plans = json.loads(run("--format", "plans").stdout)
    assert [len(plan["tasks"]) for plan in plans] == [2, 1]
    contract = json.loads((HOME / "docs" / "plan.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(contract).validate(plans[0])
    done = run("--format", "plans-jsonl", "--out", "plans.jsonl")
    assert done.stderr == "2 plans: plans.jsonl.\n"
    assert [json.loads(line) for line in Path("plans.jsonl").read_text("utf-8").splitlines()] == plans
    assert len(json.loads(run("--format", "plans", "--document", "16.txt").stdout)) == 1


@pytest.mark.parametrize(
    ("options", "has_mark"), [([], True), (["--no-bom"], False), (["--bom"], True)], ids=["file", "without", "with"]
)
def test_the_mark_for_excel(folder: Path, options: list[str], has_mark: bool) -> None:
    run("--format", "csv", "--out", "tasks.csv", *options)
    data = Path("tasks.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbftask_id" if has_mark else b"task_id")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["text"] for row in rows] == ["Dạy bơi an toàn", "\u200b- Tập huấn", "Họp"]


def test_standard_output_goes_without_the_mark(folder: Path) -> None:
    assert run("--format", "csv").stdout_bytes.startswith(b"task_id")
    assert run("--format", "csv", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param([], "Missing option '--format'", id="no form"),
        pytest.param(["--format", "word"], "'word' is not one of 'csv'", id="unknown form"),
        pytest.param(
            ["--format", "csv", "--by-unit"], "--by-unit goes with --format xlsx, ics and docx only", id="sheets"
        ),
        pytest.param(["--format", "csv", "--alarms", "1"], "--alarms goes with --format ics only", id="alarms"),
        pytest.param(["--format", "csv", "--alarms", "bald"], "Give days with commas between", id="no days"),
        pytest.param(["--format", "json", "--no-bom"], "--bom goes with --format csv", id="no mark in JSON"),
        pytest.param(["--format", "json", "--bom"], "--bom goes with --format csv", id="mark in JSON"),
        pytest.param(["--format", "csv", "--out", "plans.db"], "is the database itself", id="over the database"),
        pytest.param(["--format", "plans", "--unit", "x"], "Pick plans by --document", id="tasks of plans"),
        pytest.param(["--format", "csv", "--template", "gone.toml"], "does not exist", id="no template"),
        pytest.param(["--format", "csv", "--db", "gone.db"], "Make it first: kehoach ingest FOLDER", id="no database"),
    ],
)
def test_wrong_calls_are_told_plainly(folder: Path, options: list[str], message: str) -> None:
    before = Path("plans.db").read_bytes()
    done = run(*options)
    assert done.exit_code == 2
    assert message in done.stderr
    assert Path("plans.db").read_bytes() == before


def test_options_name_forms_that_there_are() -> None:
    """Those of forms that are written elsewhere are known here before they come."""
    known = {*forms.FORMS, "xlsx", "ics", "docx", "tracker", "tracker-csv"}
    assert {form for minding in export_command._MINDED_BY.values() for form in minding} <= known


def test_what_is_about_one_unit_needs_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def says(tasks: Any, stream: Any, wishes: forms.Wishes) -> None:
        stream.write(f"{wishes.unit} {wishes.by_unit} {wishes.alarms} {len(list(tasks))}".encode())

    one = forms.Form(says, ".docx", "x", is_text=True, is_of_one_unit=True, is_zip_by_unit=True)
    monkeypatch.setattr(forms, "FORMS", {"docx": one, "ics": forms.Form(says, ".ics", "x", is_text=True)})
    assert "about one unit. Say which: --unit" in run("--format", "docx").stderr
    assert run("--format", "docx", "--unit", "so").stdout == "so False (7, 1) 1"
    assert run("--format", "docx", "--by-unit").stdout == "None True (7, 1) 3"
    assert run("--format", "ics", "--alarms", "3, 0").stdout == "None False (3, 0) 3"
    assert run("--format", "ics", "--alarms", "none").stdout == "None False () 3"


def test_what_is_no_text_does_not_go_to_a_terminal(folder: Path) -> None:
    leader, follower = os.openpty()
    done = subprocess.run(command("--format", "parquet"), stdout=follower, stderr=subprocess.PIPE, env=environment())
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert b"Name a file: --out tasks.parquet" in done.stderr


def test_a_file_is_replaced_only_when_complete(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tasks.csv").write_text("old")

    def breaks(tasks: Any, stream: Any, wishes: Any) -> None:
        stream.write(b"half")
        next(iter(tasks))
        raise MemoryError

    monkeypatch.setattr(forms, "FORMS", {"csv": forms.Form(breaks, ".csv", "text/csv", is_text=True)})
    assert run("--format", "csv", "--out", "tasks.csv").exit_code == 1
    assert Path("tasks.csv").read_text() == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["plans.db", "tasks.csv"]


def test_a_place_that_cannot_be_written(folder: Path) -> None:
    done = run("--format", "csv", "--out", "gone/tasks.csv")
    assert done.exit_code == 1
    assert "gone/tasks.csv cannot be written: No such file or directory. Choose another place" in done.stderr


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "plans", "parquet"])
def test_a_reader_that_goes_away_is_no_error(folder: Path, form: str) -> None:
    with Store("plans.db") as store:
        many = (a_task(n, "Việc rất dài " * 40, "Sở", date(2026, 1, 1)) for n in range(10, 1500))
        put(store, tuple(many), "17.txt")
    with subprocess.Popen(
        command("--format", form), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as exporting:
        assert exporting.stdout is not None
        assert exporting.stderr is not None
        exporting.stdout.read(1)
        exporting.stdout.close()
        assert exporting.stderr.read() in (b"", b"1,493 tasks.\n")  # a short file fits into the pipe whole


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from kehoach.cli import main; main()", "export", *arguments]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(HOME)}
