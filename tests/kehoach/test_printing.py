"""What is printed never steers a terminal and hides nothing, whatever files and folders are called."""

import json
import os
import re
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kehoach.cli import program
from kehoach.printing import as_json, shown

PLAN = "KẾ HOẠCH\nTập huấn chuyển đổi số năm 2026\n\n1. Sở Nội vụ chủ trì, tổ chức tập huấn trước ngày 30/6/2026.\n"
NAMES = {
    "shell": b"$(touch canary); `touch canary`|&>canary'\"*?.txt",
    "option": b"--force.txt",
    "percent": b"%s%n{0}{path}.txt",
    "blanks": b"  a  \t b .txt",
    "newline": b"a\nError: all is lost.txt",
    "escape": b"\x1b[31m\x1b]0;title\x07red.txt",
    "C1": "\u009b31m\u0085red.txt".encode(),
    "right to left": "a\u202etxt.exe\u202c.txt".encode(),
    "isolates": "\u2066a\u2069\u200f\u061c.txt".encode(),
    "line separator": "a\u2028b\u2029.txt".encode(),
    "no UTF-8": b"k\xe7 ho\xff\xfe.txt",
    "surrogate bytes": b"a\xed\xa0\x80.txt",
    "decomposed": "kế hoạch.txt".encode(),
    "markup": b"<script>alert(1)<&gt;.txt",
    "long": ("ế" * 83 + "ab.txt").encode(),
    "backslash": b"a\\..\\..\\x1b.txt",
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Kế hoạch số 15/KH-UBND — “tập huấn”.docx", "Kế hoạch số 15/KH-UBND — “tập huấn”.docx"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x00\x07\x1b[2J\x7f\x9b", r"\x00\x07\x1b[2J\x7f\x9b"),
        ("a\u202excod.exe", r"a\u202excod.exe"),
        ("\u200f\u2066\u061c\u2028", r"\u200f\u2066\u061c\u2028"),
        (os.fsdecode(b"k\xe7.txt"), r"k\xe7.txt"),
        ("\ud800", r"\ud800"),
        (Path("/srv/văn bản"), "/srv/văn bản"),
    ],
    ids=["Vietnamese", "lines", "control", "override", "bidi", "bytes", "surrogate", "path"],
)
def test_steering_characters_show_as_escapes(text: object, line: str) -> None:
    assert shown(text) == line


def is_safe(line: str) -> bool:
    return not any(
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(c) in BIDI for c in line
    )


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters()))
def test_whatever_is_shown_is_one_safe_line(text: str) -> None:
    assert is_safe(shown(text))


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_json_says_the_same_and_is_one_safe_line(record: dict[str, str]) -> None:
    line = as_json(record)
    assert is_safe(line)
    assert json.loads(line) == json.loads(json.dumps(record))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, arguments)


def is_safe_print(done: Result) -> bool:
    return all(is_safe(line) for line in done.output.split("\n")) and "Traceback" not in done.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def put(folder: Path, name: bytes, content: bytes) -> str:
    path = os.path.join(os.fsencode(folder), b"in", name)  # noqa: PTH118 - pathlib knows no bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(content)
    return os.fsdecode(path)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_is_read_whatever_it_is_called(folder: Path, name: bytes) -> None:
    path = put(folder, name, PLAN.encode())
    done = run("ingest", "in", "--db", "plans.db")
    assert (done.exit_code, is_safe_print(done)) == (0, True), done.output
    with sqlite3.connect("plans.db") as db:
        ((stored,),) = db.execute("SELECT path FROM file_paths").fetchall()
        assert stored == path.encode("utf-8", "replace").decode(), "as it is, where SQLite can"
        assert db.execute("SELECT name FROM files").fetchall() == [(Path(stored).name,)]
    assert run("ingest", "in", "--db", "plans.db").output.startswith("0 read, 1 skipped as unchanged, 0 failed")
    assert not (folder / "canary").exists()
    for command in (["list"], ["export", "--format", "jsonl"], ["export", "--format", "csv"]):
        done = run(*command, "--db", "plans.db")
        assert done.exit_code == 0, done.output
        assert "Traceback" not in done.output
    done = run("extract", path)
    assert (done.exit_code, is_safe_print(done)) == (0, True), done.output
    done = run("extract", path, "--format", "json")
    assert (done.exit_code, is_safe_print(done)) == (0, True), done.output


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_failure_is_told_safely_whatever_the_file_is_called(folder: Path, name: bytes) -> None:
    path = put(folder, name, b"")
    for command in (
        ["ingest", "in", "--db", "plans.db"],
        ["watch", "in", "--db", "plans.db", "--once", "--settle", "0.1", "--json-log", "log"],
        ["extract", path],
        ["explain", path, "--task", "1"],
        ["inspect", path],
        ["ingest", path, "--db", "plans.db"],
        ["ingest", path + "-gone", "--db", "plans.db"],
        ["--", "--" + Path(path).name],
        ["ingest", "--" + Path(path).name],
    ):
        done = run(*command)
        assert (done.exit_code in (1, 2), is_safe_print(done)) == (True, True), (command, done.output)
        assert len(re.findall("The file is empty", done.output)) <= 1
    assert is_safe((folder / "log").read_text("utf-8").replace("\n", ""))
    with sqlite3.connect("plans.db") as db:
        assert db.execute("SELECT DISTINCT path FROM failures").fetchall() == [
            (path.encode("utf-8", "replace").decode(),)
        ]


@pytest.mark.parametrize("name", ["pipe.txt", "/dev/zero", "closed.txt", "gone.txt"])
def test_what_cannot_be_read_is_told_and_recorded(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kehoach import listing, pipeline
    from output.store import Store

    os.mkfifo("pipe.txt")
    opening = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if Path(path).name == "closed.txt":
            raise PermissionError(13, "Permission denied", path)
        return opening(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(listing.os, "open", refuse)
    (folder / "kh.txt").write_text(PLAN, "utf-8")
    with Store("plans.db") as store:
        bad, good = pipeline.ingest([Path(name), Path("kh.txt")], store)
    assert (bad.status, good.status) == ("failed", "read")
    assert re.search("pipe or a device|permission denied|no such file", str(bad.reason))
