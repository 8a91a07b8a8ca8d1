"""`kehoach ingest`: what its options choose, what it logs, how it is stopped, what stands in its way."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import extractors
import ingest
from kehoach import batch_lock, guard, picking
from kehoach.cli import program
from kehoach.errors import BatchUnderWay
from output.store import Store
from tests.kehoach import starting
from tests.kehoach.in_process import InProcess
from tests.kehoach.test_cli import fake_extract, fake_read

TASK = "Họp|Văn phòng Sở|Biên bản|2026-03-01"
Folder = Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ingest, "read", fake_read)
    monkeypatch.setattr(extractors, "extract", fake_extract)
    monkeypatch.setattr(guard, "Pool", InProcess)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "15.txt").write_text(TASK, "utf-8")
    (tmp_path / "in" / "16.txt").write_text("scan", "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ["ingest", *arguments])


def test_quiet_prints_failures_and_the_last_line(folder: Path) -> None:
    done = run("in", "--quiet")
    assert done.stdout == "1 read, 0 skipped as unchanged, 1 failed; 1 task.\n"
    assert done.stderr == "in/16.txt: The pages are pictures. Ask for the file that was printed.\n"


def test_originals_are_kept_where_it_is_asked_for(folder: Path) -> None:
    def kept() -> list[bytes]:
        with Store("plans.db") as store:
            return [data for (data,) in store.db.execute("SELECT data FROM originals").fetchall()]

    run("in")
    assert kept() == []
    assert run("in", "--keep-originals").stdout.startswith("0 read, 1 skipped")
    assert kept() == [TASK.encode()]
    (folder / "in" / "17.txt").write_text(f"Lại {TASK}", "utf-8")
    run("in", "--keep-originals")
    assert kept() == [TASK.encode(), f"Lại {TASK}".encode()]


def test_the_log_has_a_line_a_document_and_two_of_the_run(folder: Path) -> None:
    run("in", "--json-log", "log")
    run("in", "--json-log", "log")
    lines = [json.loads(line) for line in (folder / "log").read_text("utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["start", "document", "document", "end"] * 2
    read = next(line for line in lines if line.get("status") == "read")
    assert read["path"] == "in/15.txt"
    assert len(read["sha256"]) == 64
    assert set(read["seconds"]) == {"hash", "read", "extract", "store"}
    assert (read["tasks"], read["warnings"], read["error"]) == (1, [], None)
    failed = next(line for line in lines if line.get("status") == "failed")
    assert failed["error"] == "NoUsableText"
    assert lines[3] == lines[3] | {"read": 1, "unchanged": 0, "failed": 1, "tasks": 1, "stopped": False}
    assert {line["path"] for line in lines[4:] if line.get("status") == "unchanged"} == {"in/15.txt"}


def test_the_log_on_standard_error(folder: Path) -> None:
    done = run("in", "--quiet", "--json-log", "-")
    assert [json.loads(line)["event"] for line in done.stderr.splitlines() if line[0] == "{"][-1] == "end"


def test_only_failed_takes_what_failed_and_is_still_there(folder: Path) -> None:
    for name in ("gone.txt", "17.txt"):
        (folder / "in" / name).write_text(f"scan {name}", "utf-8")
    run("in")
    (folder / "in" / "gone.txt").unlink()
    (folder / "in" / "16.txt").write_text(TASK + "\n" + TASK.replace("Họp", "Báo cáo"), "utf-8")
    (folder / "in" / "new.txt").write_text(TASK + "x", "utf-8")
    assert run("--only-failed").stdout == "1 read, 0 skipped as unchanged, 1 failed; 2 tasks.\n"
    assert run("--only-failed", "in/15.txt").stdout.startswith("0 read, 0 skipped as unchanged, 0 failed")
    assert run("--only-failed", "in").stdout.startswith("0 read, 0 skipped as unchanged, 1 failed")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("2026-11-01", "2026-11-01T00:00:00+00:00", id="a day"),
        pytest.param("01/11/2026", "2026-11-01T00:00:00+00:00", id="a day as offices write it"),
        pytest.param("2026-11-01 08:30", "2026-11-01T08:30:00+00:00", id="a time of a day"),
        pytest.param("90m", "2026-11-23T06:30:00+00:00", id="minutes"),
        pytest.param("12H", "2026-11-22T20:00:00+00:00", id="hours"),
        pytest.param("2d", "2026-11-21T08:00:00+00:00", id="days"),
        pytest.param("1w", "2026-11-16T08:00:00+00:00", id="weeks"),
        pytest.param("mai", None, id="no time"),
        pytest.param("99999999d", None, id="longer than time"),
    ],
)
def test_since_when(text: str, named: str | None) -> None:
    found = picking.moment(text, datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert (found and found.isoformat()) == named


def test_changed_since(folder: Path) -> None:
    now = datetime.now(UTC)
    os.utime(folder / "in" / "15.txt", (0, 0))  # a copy that keeps the time of its original
    files = [folder / "in" / "15.txt", folder / "in" / "16.txt", folder / "gone"]
    assert picking.changed_since(files, now - timedelta(hours=1)) == files
    assert picking.changed_since(files, now + timedelta(hours=1)) == [folder / "gone"]


def test_since_leaves_out_what_was_there_before(folder: Path) -> None:
    tomorrow = f"{datetime.now() + timedelta(days=1):%Y-%m-%d}"
    assert run("in", "--since", tomorrow).stdout.startswith("0 read")
    assert run("in", "--since", "last").stdout.startswith("0 read"), "the files are older than the run before"
    assert run("in", "--since", "1h").stdout.startswith("1 read")
    done = run("in", "--since", "mai")
    assert (done.exit_code, "is no day" in done.stderr) == (2, True)


def test_since_last_takes_all_before_the_first_run(folder: Path) -> None:
    assert run("in", "--since", "last").stdout.startswith("1 read")


def test_limits_reach_the_readers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[InProcess] = []

    class Noted(InProcess):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            made.append(self)

    monkeypatch.setattr(guard, "Pool", Noted)
    run(
        *("in", "--processes", "3", "--max-seconds", "5", "--max-memory", "700", "--max-pages", "9"),
        *("--max-pixels", "1.5", "--max-unpacked", "7", "--max-file", "8"),
    )
    (pool,) = made
    limits = pool.limits
    assert (limits.pages, limits.pixels, limits.unpacked_bytes, limits.file_bytes) == (9, 1_500_000, 7 << 20, 8 << 20)
    assert pool.options["processes"] == 3
    assert pool.options["bounds"] == guard.Bounds(seconds=5, memory=700 << 20)


def test_the_database_is_no_document(folder: Path) -> None:
    run("in")
    shutil.copy("plans.db", "plans.db.txt")
    done = run("plans.db", "plans.db.txt")
    assert done.stdout == "0 read, 0 skipped as unchanged, 1 failed; 0 tasks. 1 file of another kind left out.\n"


# The lock


def held_elsewhere(db: Path) -> "subprocess.Popen[str]":
    script = f"""
import sys
from pathlib import Path
from kehoach import batch_lock
sys.argv = ["/usr/bin/kehoach", "ingest", "in"]
with batch_lock.held(Path({str(db)!r}), 0, print):
    print("held", flush=True)
    sys.stdin.read()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=starting.HOME
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_batch_is_told_who_writes_and_gives_up(folder: Path) -> None:
    with held_elsewhere(folder / "plans.db") as holder:
        done = run("in", "--wait", "0.3")
        holder.kill()
    assert done.exit_code == 1
    waiting, error = done.stderr.splitlines()
    assert f"plans.db is being written by process {holder.pid} on " in waiting
    assert waiting.endswith("(kehoach ingest in). Waiting.")
    assert "--wait" in error
    assert run("in").stdout.startswith("1 read"), "a holder that was killed holds nothing"


def test_a_second_batch_waits_until_the_first_is_done(folder: Path) -> None:
    said: list[str] = []
    with held_elsewhere(folder / "plans.db") as holder:

        def hear(text: str) -> None:
            said.append(text)
            assert holder.stdin is not None
            holder.stdin.close()

        with batch_lock.held(folder / "plans.db", 20, hear):
            assert json.loads((folder / "plans.db-batch").read_text())["pid"] == os.getpid()
            with pytest.raises(BatchUnderWay), batch_lock.held(folder / "plans.db", 0, said.append):
                pass
    assert len(said) == 1
    assert not (folder / "plans.db-batch").exists()


def test_without_a_place_for_the_lock_there_is_none(tmp_path: Path) -> None:
    with batch_lock.held(tmp_path / "gone" / "plans.db", 0, print):
        pass


# What stands in the way


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of 2.5 MB, or an ordinary folder where none can be mounted."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2500k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        yield place
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def lines(count: int) -> str:
    return "\n".join(TASK.replace("Họp", f"Họp lần {number}") for number in range(count))


def test_a_full_disk_ends_the_batch_and_the_next_run_goes_on(folder: Path) -> None:
    for number in range(20, 40):
        (folder / "in" / f"{number}.txt").write_text(lines(number * 5), "utf-8")
    with small_disk(folder / "disk") as disk:
        if not os.path.ismount(disk):  # no right to mount: the quota of SQLite itself
            pytest.importorskip("resource")
        done = run("in", "--db", "disk/plans.db")
        if os.path.ismount(disk):
            assert done.exit_code == 1
            assert "disk/plans.db: the disk is full. Make room and try again." in done.stderr
            assert "the same command goes on" in done.stderr
            subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
            done = run("in", "--db", "disk/plans.db")
            assert "20 read" not in done.stdout, "what was stored before stays"
        assert "1 failed" in done.stdout
        db = sqlite3.connect(disk / "plans.db")
        assert db.execute("SELECT count(*) FROM files").fetchone() == (21,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()


def test_a_database_that_may_not_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("in")

    class ReadOnly(Store):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.db.execute("PRAGMA query_only = ON")

    monkeypatch.setattr("output.store.Store", ReadOnly)
    done = run("in")
    assert done.exit_code == 1
    assert "the store is read-only" in done.stderr


def test_a_database_that_stays_locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("in")
    monkeypatch.setattr(Store.__init__, "__defaults__", (0.2,))
    other = sqlite3.connect("plans.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = run("in", "--force")
    assert done.exit_code == 1
    assert "in use by another program" in done.stderr
    other.execute("ROLLBACK")
    assert run("in", "--force").stdout.startswith("1 read")


def test_a_folder_that_vanishes_in_the_middle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> Any:
        shutil.rmtree(folder / "in")
        return fake_read(path)

    monkeypatch.setattr(ingest, "read", gone)
    done = run("in")
    assert done.exit_code == 1
    assert done.stdout.startswith("0 read, 0 skipped as unchanged, 2 failed")
    assert "next run" in done.stderr


# Stopping, with real children


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_once_it_finishes_what_is_under_way(tmp_path: Path, number: signal.Signals) -> None:
    for name in ("1", "2", "3", "4"):
        (tmp_path / f"{name}.txt").write_text(f"{name} wait for go", "utf-8")
    with starting.ingest(tmp_path, ".", "--processes", "2") as batch:
        wait_for(lambda: len(list(tmp_path.glob("*.begun"))) == 2)
        batch.send_signal(number)
        assert batch.stderr is not None
        assert batch.stderr.readline() == "Finishing 2 files under way; Ctrl-C again stops now.\n"
        (tmp_path / "go").touch()
        out, err = batch.communicate(timeout=30)
    assert batch.returncode == 130
    assert out.startswith("2 read, 0 skipped as unchanged, 0 failed; 2 tasks.")
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    check_whole(tmp_path / "plans.db", 2)


def test_asked_twice_it_stops_at_once_and_keeps_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("1", "utf-8")
    for name in ("2", "3"):
        (tmp_path / f"{name}.txt").write_text(f"{name} wait for go", "utf-8")
    with starting.ingest(tmp_path, ".", "--processes", "2") as batch:
        wait_for(lambda: len(list(tmp_path.glob("*.begun"))) == 3)
        batch.send_signal(signal.SIGINT)
        assert batch.stderr is not None
        batch.stderr.readline()
        start = time.monotonic()
        batch.send_signal(signal.SIGINT)
        out, err = batch.communicate(timeout=30)
    assert time.monotonic() - start < 5
    assert batch.returncode == 130
    assert out.startswith("1 read, 0 skipped as unchanged, 0 failed; 1 task.")
    assert "Traceback" not in err
    check_whole(tmp_path / "plans.db", 1)


def check_whole(place: Path, files: int) -> None:
    db = sqlite3.connect(place)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("SELECT read, finished IS NOT NULL FROM runs").fetchall() == [(files, 1)]
    assert db.execute("SELECT count(*) FROM task_list").fetchone() == (files,)
    db.close()


def test_readers_see_whole_documents_and_are_not_held_up_by_a_batch(tmp_path: Path) -> None:
    """The database lies among the documents: looking at its files must not take its locks off."""
    for number in range(150):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n" + "Họp\n" * 7, "utf-8")
    with starting.ingest(tmp_path, ".", "--processes", "2") as batch:
        wait_for((tmp_path / "0.txt.begun").exists)
        reader = sqlite3.connect(f"file:{tmp_path / 'plans.db'}?mode=ro", uri=True, timeout=0)
        counts = set()
        while batch.poll() is None:
            (found,) = reader.execute("SELECT count(*), count(DISTINCT document_id) FROM task_list").fetchall()
            assert found[0] == 7 * found[1], "a document is there whole or not at all"
            counts.add(found[1])
            time.sleep(0.01)
        out, err = batch.communicate()
    assert out.startswith("150 read"), (batch.returncode, err)
    assert len(counts) > 3
    reader.close()
