"""A plan, its draft, its amendment and a plan that carries it out, through the program, with everything real."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus.samples_build import SCHOOLS
from corpus.samples_versions import AMENDMENT, CARRYING_OUT, DRAFT, write_all
from kehoach.cli import program


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(program, arguments)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    (folder / "in").mkdir()
    write_all(folder / "in")
    done = run("ingest", str(folder / "in"), "--db", str(folder / "plans.db"))
    assert done.exit_code == 0, done.output
    return folder


def in_store(stored: Path, command: str, *arguments: str) -> Result:
    return run(command, *arguments, "--db", str(stored / "plans.db"))


def difference(stored: Path, *names: str) -> dict[str, Any]:
    done = in_store(stored, "diff", *names, "--format", "json")
    assert done.exit_code == 1, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def assert_as_made(found: dict[str, Any]) -> None:
    """The difference that `corpus.samples_versions` wrote into the draft."""
    changed = [
        (task["new"]["text"].split(",")[0], change["field"], change["old"], change["new"])
        for task in found["changed"]
        for change in task["fields"]
        if change["field"] != "text"
    ]
    assert changed == [
        (
            "Rà soát", "deadlines", ["Trước ngày 15/4/2026 (2026-04-15)"], ["Trước ngày 31/3/2026 (2026-03-31)"],
        ),
        (
            "Phối hợp với Sở Văn hóa", "lead", ["Phòng Công tác học sinh, sinh viên"], ["Phòng Giáo dục Trung học"],
        ),
    ]  # fmt: skip
    words = [
        (kind, text)
        for task in found["changed"]
        for c in task["fields"]
        for kind, text in map(dict.values, c["segments"])
    ]
    assert [word for word in words if word[0] != "same"] == [("new", "tất cả"), ("old", "tiểu")]
    assert [task["text"].split(" chủ trì")[0] for task in found["added"]] == ["Giao Phòng Công tác học sinh, sinh viên"]
    assert [task["text"].split(" giám sát")[0] for task in found["dropped"]] == ["Lắp đặt hệ thống camera"]
    assert (found["unchanged"], found["moved"]) == (14, [])
    assert {change["field"]: change["new"] for change in found["head"]} == {
        "number": ["42/KH-SGDĐT"], "date": ["2026-02-09"],
    }  # fmt: skip


def test_two_files_are_compared_without_a_database(stored: Path) -> None:
    found = run("diff", str(stored / "in" / DRAFT), str(stored / "in" / SCHOOLS), "--db", "none.db", "--format", "json")
    assert found.exit_code == 1
    assert_as_made(json.loads(found.output))


@pytest.mark.parametrize("names", [("42/KH-SGDĐT",), ("1", "42/kh-sgddt"), ("du thao an toan", "42/KH-SGDĐT#1")])
def test_documents_of_the_store_are_compared(stored: Path, names: tuple[str, ...]) -> None:
    drafts = [row["document_id"] for row in documents(stored) if row["replaced_by"]]
    assert_as_made(difference(stored, *(str(drafts[0]) if name == "1" else name for name in names)))


def test_the_same_twice_is_no_difference(stored: Path) -> None:
    done = in_store(stored, "diff", "42/KH-SGDĐT", str(stored / "in" / SCHOOLS))
    assert done.exit_code == 0
    assert "Hai bản giao nhiệm vụ như nhau." in done.output


def test_the_terminal_marks_words_and_colours_only_itself(stored: Path) -> None:
    done = in_store(stored, "diff", "42/KH-SGDĐT")
    assert "1 nhiệm vụ thêm, 1 bỏ, 3 thay đổi, 0 chỉ đổi chỗ hoặc số thứ tự, 14 giữ nguyên." in done.output
    assert "{+tất cả+}" in done.output
    assert "\x1b[" not in done.output
    coloured = CliRunner(env={"COLUMNS": "160"}).invoke(
        program, ["diff", "42/KH-SGDĐT", "--db", str(stored / "plans.db")], color=True
    )
    assert "\x1b[32m{+tất cả+}" in coloured.output


def test_the_page_is_written_whole(stored: Path, tmp_path: Path) -> None:
    out = tmp_path / "so-sanh.html"
    done = in_store(stored, "diff", "42/KH-SGDĐT", "--format", "html", "--out", str(out))
    assert (done.exit_code, done.output) == (1, "")
    page = out.read_text("utf-8")
    assert "<del>Trước ngày 15/4/2026 (2026-04-15)</del> → <ins>Trước ngày 31/3/2026 (2026-03-31)</ins>" in page
    assert page.endswith("</html>\n")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        pytest.param(("nothing-of-this",), "lists those that there are", id="unknown"),
        pytest.param(("an toan truong hoc",), "Name one by its id", id="several"),
        pytest.param(("97/KH-SGDĐT",), "holds one version of it", id="one version"),
        pytest.param(("42/KH-SGDĐT#7", "42/KH-SGDĐT"), "has editions 1 to 1, not 7", id="no such edition"),
    ],
)
def test_what_is_wrong_is_told_by_exit_code_2(stored: Path, names: tuple[str, ...], message: str) -> None:
    done = in_store(stored, "diff", *names)
    assert done.exit_code == 2
    assert message in done.output


def documents(stored: Path, *name: str) -> list[dict[str, Any]]:
    done = in_store(stored, "documents", *name, "--format", "json")
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


def test_documents_tell_of_drafts_amendments_and_who_carries_out(stored: Path) -> None:
    (plan,) = documents(stored, "42/KH-SGDĐT")
    assert [file["name"] for file in plan["held_in"]] == [SCHOOLS]
    links = {kind: [link["number"] for link in found] for kind, found in plan["links"].items()}
    assert links == {"drafts": ["/KH-SGDĐT"], "carried out by": ["08/KH-THCS"], "amended by": ["97/KH-SGDĐT"]}
    assert {row["held_in"][0]["name"] for row in documents(stored)} == {SCHOOLS, DRAFT, AMENDMENT, CARRYING_OUT}


def test_documents_are_shown_in_vietnamese_and_english(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    for language, words in (("vi", ("Được sửa đổi bởi:", "Dự thảo:")), ("en", ("Amended by:", "Drafts:"))):
        shown = in_store(stored, "documents", "42/KH-SGDĐT", "--lang", language).output
        assert all(word in shown for word in words), shown
    listed = in_store(stored, "documents").output
    assert "Trích yếu" in listed
    assert "08/KH-THCS" in listed


def test_a_document_that_is_not_there_is_told(stored: Path) -> None:
    done = in_store(stored, "documents", "nothing-of-this")
    assert (done.exit_code, "lists those that there are" in done.output) == (2, True)
