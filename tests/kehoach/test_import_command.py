"""`kehoach import`: a preview first, then reviews; what it says, and its exit codes."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehoach.cli import program
from output.store import Store
from tests.kehoach.test_export_command import folder

__all__ = ["folder"]
SWIM, TRAIN, MEET = (f"{n:016x}" for n in (1, 2, 3))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def table(folder: Path) -> Path:
    """An export as CSV, a text and a deadline changed in it."""
    run("export", "--format", "csv", "--out", "tasks.csv")
    path = folder / "tasks.csv"
    text = path.read_text("utf-8-sig").replace("Họp,", "Họp giao ban,")
    path.write_text(text.replace("Trước ngày 30/06/2026,2026-06-30", "hằng quý,2026-06-30"), "utf-8-sig")
    return path


def decisions() -> list[tuple[str, str, str | None, str | None]]:
    with Store("plans.db") as store:
        return [(entry.task, entry.who, entry.field, entry.note) for entry in store.reviews.history()]


def test_a_preview_changes_nothing(table: Path) -> None:
    done = run("import", "tasks.csv")
    assert done.exit_code == 0
    for told in ("Họp giao ban", "Trước ngày 30/06/2026 (2026-06-30)", "hằng quý", "2 changes in 2 tasks"):
        assert told in done.stdout
    assert "Nothing is changed yet. --apply --who NAME takes it over." in done.stdout
    assert decisions() == []


def test_applied_changes_are_reviews_with_a_name_and_a_reason(table: Path) -> None:
    done = run("import", "tasks.csv", "--apply", "--who", "An")
    assert done.exit_code == 0
    assert "Taken over: 2 changes, 0 new tasks, 0 rejected." in done.stdout
    assert decisions() == [(SWIM, "An", "deadlines", "from tasks.csv"), (MEET, "An", "text", "from tasks.csv")]
    with Store("plans.db") as store:
        (deadline,) = store.reviews.values(SWIM)["deadlines"]
    assert (deadline["kind"], deadline["recurrence"]) == ("recurring", ["quarterly"])
    again = run("import", "tasks.csv", "--apply", "--who", "An")
    assert "0 changes in 0 tasks" in again.stdout
    assert len(decisions()) == 2


def test_a_conflict_is_left_unless_overwritten(table: Path) -> None:
    with Store("plans.db") as store:
        store.reviews.set(MEET, "text", "Họp của Bình", "Bình")
    done = run("import", "tasks.csv", "--apply", "--who", "An", "--note", "họp 5/6")
    assert done.exit_code == 1
    assert "Changed on both sides" in done.stdout
    assert "Họp của Bình" in done.stdout
    assert [entry[:3] for entry in decisions()] == [(MEET, "Bình", "text"), (SWIM, "An", "deadlines")]
    done = run("import", "tasks.csv", "--apply", "--who", "An", "--overwrite")
    assert done.exit_code == 0
    assert decisions()[-1] == (MEET, "An", "text", "from tasks.csv")


def test_missing_rows_are_rejected_only_if_asked(table: Path) -> None:
    lines = table.read_text("utf-8-sig").splitlines(keepends=True)
    table.write_text("".join(lines[:2] + lines[3:]), "utf-8-sig")
    done = run("import", "tasks.csv")
    assert "1 not in the file" in done.stdout
    assert "Not in the file" in done.stdout and TRAIN in done.stdout
    assert "0 not in the file" in run("import", "tasks.csv", "--document", "16.txt").stdout
    run("import", "tasks.csv", "--apply", "--who", "An")
    assert len(decisions()) == 2
    done = run("import", "tasks.csv", "--apply", "--who", "An", "--reject-missing")
    assert "1 rejected" in done.stdout
    assert decisions()[-1] == (TRAIN, "An", None, "from tasks.csv")


def test_most_of_a_document_is_not_rejected_by_a_part_of_it(folder: Path) -> None:
    with Store("plans.db") as store:
        store.reviews.add(1, {"text": "Việc thứ tư"}, "an")
    run("export", "--format", "csv", "--unit", "cong an", "--out", "part.csv")
    done = run("import", "part.csv", "--apply", "--who", "An", "--reject-missing")
    assert done.exit_code == 2
    assert "2 tasks are not in part.csv, and 1 are." in done.stderr
    done = run("import", "part.csv", "--apply", "--who", "An", "--reject-missing", "--unit", "cong an")
    assert (done.exit_code, len(decisions())) == (0, 1)


def test_json_says_all(table: Path) -> None:
    table.write_text(table.read_text("utf-8-sig").replace(f"{TRAIN},", "ffff,"), "utf-8-sig")
    done = run("import", "tasks.csv", "--format", "json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert [(change["task"], change["field"], change["new"]) for change in found["changes"][1:]] == [
        (MEET, "text", "Họp giao ban")
    ]
    assert found["problems"][0]["place"] == "line 3"
    assert [missing["task"] for missing in found["missing"]] == [TRAIN]
    assert found["applied"] is None
    applied = json.loads(run("import", "tasks.csv", "--format", "json", "--apply", "--who", "An").stdout)["applied"]
    assert applied == {"changed": 2, "added": 0, "rejected": 0, "problems": []}


def test_a_file_of_another_database_is_told(table: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "other.db"):
        pass
    done = run("import", "tasks.csv", "--db", "other.db")
    assert done.exit_code == 1
    assert "None of the tasks in tasks.csv is in other.db. Was it exported from another database?" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["gone.csv"], 2, "'gone.csv' does not exist", id="no file"),
        pytest.param(["tasks.csv", "--apply"], 2, "--apply needs --who NAME", id="nobody"),
        pytest.param(["tasks.csv", "--apply", "--who", " "], 2, "--apply needs --who NAME", id="a blank name"),
        pytest.param(["tasks.csv", "--db", "gone.db"], 2, "Make it first", id="no database"),
        pytest.param(["plans.db"], 2, "ending in one of .csv", id="no export"),
    ],
)
def test_mistakes_are_told_plainly(table: Path, arguments: list[str], code: int, message: str) -> None:
    done = run("import", *arguments)
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output
    assert decisions() == []


def test_what_steers_a_terminal_is_shown_as_escapes(table: Path) -> None:
    table.write_text(table.read_text("utf-8-sig").replace("Họp giao ban", "Họp\x1b[31m\u202e"), "utf-8-sig")
    done = run("import", "tasks.csv")
    assert "\x1b" not in done.output and "\u202e" not in done.output


def test_libreoffice_may_have_saved_it(table: Path, tmp_path: Path) -> None:
    """Opened and saved as CSV again by LibreOffice, in Vietnamese, it says what it said before."""
    import shutil

    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not here")
    saved = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--infilter=CSV:44,34,76,1,,1066",
         "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76", "--outdir", str(saved), str(table)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = json.loads(run("import", str(saved / "tasks.csv"), "--format", "json").stdout)
    assert [(change["task"], change["field"]) for change in found["changes"]] == [(SWIM, "deadlines"), (MEET, "text")]
    assert not found["problems"]


# A spreadsheet


def test_a_spreadsheet_goes_out_is_worked_on_and_comes_back(folder: Path) -> None:
    from openpyxl import load_workbook

    run("export", "--format", "xlsx", "--out", "viec.xlsx")
    book = load_workbook("viec.xlsx")
    (sheet,) = (sheet for sheet in book if sheet.sheet_state == "visible")
    (said,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "Họp")
    said.value = "Họp giao ban"
    book.save("viec.xlsx")
    preview = run("import", "viec.xlsx")
    assert (preview.exit_code, decisions()) == (0, [])
    assert "1 change in 1 task" in preview.stdout
    assert run("import", "viec.xlsx", "--apply", "--who", "An").exit_code == 0
    assert decisions() == [(MEET, "An", "text", "from viec.xlsx")]
    assert "0 changes in 0 tasks" in run("import", "viec.xlsx").stdout


def test_a_row_deleted_in_the_spreadsheet_is_told_and_rejected_only_when_asked(folder: Path) -> None:
    from openpyxl import load_workbook

    run("export", "--format", "xlsx", "--out", "viec.xlsx")
    book = load_workbook("viec.xlsx")
    (sheet,) = (sheet for sheet in book if sheet.sheet_state == "visible")
    (gone,) = (cell.row for row in sheet.iter_rows() for cell in row if cell.value == "Họp")
    sheet.delete_rows(gone)
    book.save("viec.xlsx")
    assert "Not in the file" in run("import", "viec.xlsx").stdout
    assert run("import", "viec.xlsx", "--apply", "--who", "An").exit_code == 0
    assert decisions() == []
    run("import", "viec.xlsx", "--apply", "--who", "An", "--reject-missing")
    with Store("plans.db") as store:
        assert MEET not in {row["task_id"] for row in store.tasks()}
