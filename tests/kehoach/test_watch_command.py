"""`kehoach watch` as it runs: a process beside folders in which things happen, and the mistakes of its call."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

import kehoach
from kehoach import batch_lock, pipeline, watch_command
from kehoach.cli import program
from kehoach.stopping import Stopping
from kehoach.work import Taken, take
from tests.kehoach.in_process import InProcess

HOME = Path(kehoach.__file__).parent.parent
PLAN = "KẾ HOẠCH\nTập huấn chuyển đổi số năm 2026\n\n1. Sở Nội vụ chủ trì, tổ chức tập huấn trước ngày 30/6/2026.\n"


class Watching:
    """The command in a process of its own. What it prints is gathered as it comes."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-c", "from kehoach.cli import main; main()", "watch", *arguments]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(HOME)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.lines: list[str] = []
        self._gathering = threading.Thread(target=self._gather)
        self._gathering.start()

    def _gather(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def until(self, part: str, seconds: float = 20) -> None:
        """Wait for a line with this part."""
        end = time.monotonic() + seconds
        while not any(part in line for line in self.lines):
            assert time.monotonic() < end, f"no line with {part!r} in {self.lines}"
            assert self.process.poll() is None or any(part in line for line in self.lines), self.lines
            time.sleep(0.02)

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(20)
        self._gathering.join()
        return code


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def start(*arguments: str) -> Watching:
        started.append(Watching(tmp_path, *arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def paths(db: Path) -> list[str]:
    with sqlite3.connect(db) as connection:
        return [Path(path).name for (path,) in connection.execute("SELECT path FROM file_paths ORDER BY path")]


def test_a_day_in_the_life_of_a_folder(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    inbox, away = tmp_path / "in", tmp_path / "away"
    inbox.mkdir()
    (inbox / "first.txt").write_text(PLAN, "utf-8")
    (inbox / "~$first.docx").write_text("lock")
    (tmp_path / "secret.txt").write_text(PLAN.replace("tập huấn", "thanh tra"), "utf-8")
    (inbox / "out.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(inbox / "pipe.txt")
    running = watching("in", "--db", "plans.db", "--every", "0.2", "--settle", "1", "--json-log", "log.jsonl")
    running.until("out.txt is a link that leads out of the folder")
    running.until("first.txt: 1 task.")
    with (inbox / "slow.txt").open("w", encoding="utf-8") as file:
        file.write("KẾ HOẠCH\nTổ chức các hội nghị năm 2026\n\n")
        for number in range(8):  # longer than it takes to settle, never still for so long
            file.write(f"{number + 1}. Sở Y tế chủ trì, tổ chức hội nghị số {number} trước ngày 15/7/2026.\n")
            file.flush()
            time.sleep(0.2)
    running.until("slow.txt: 8 tasks.")
    (inbox / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    running.until("broken.pdf: ")
    inbox.rename(away)
    running.until("in cannot be reached (no such file or directory)")
    (away / "later.txt").write_text(PLAN.replace("2026", "2027"), "utf-8")
    away.rename(inbox)
    running.until("in is back.")
    running.until("later.txt: 1 task.")
    (inbox / "first.txt").write_text(PLAN.replace("1. ", "1. Sở Tài chính chủ trì, bố trí kinh phí.\n2. "), "utf-8")
    running.until("first.txt: 2 tasks.")
    assert running.stop(signal.SIGTERM) == 0
    assert running.lines[-1] == "Stopped watching."
    assert paths(tmp_path / "plans.db") == ["first.txt", "first.txt", "later.txt", "slow.txt"]
    assert sum("broken.pdf" in line for line in running.lines) == 1, "a failure is tried once"
    assert sum("slow.txt" in line for line in running.lines) == 1
    events = [json.loads(line)["event"] for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert events[0] == "start"
    assert events[-1] == "end"
    assert sorted(events[1:-1]) == ["back", *["document"] * 5, "leads_out", "lost"]


def test_ctrl_c_stops_at_once_when_nothing_is_under_way(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    (tmp_path / "in").mkdir()
    running = watching("in", "--db", "plans.db", "--every", "60")
    running.until("Watching")
    assert running.stop(signal.SIGINT) == 130
    assert running.lines[-1] == "Stopped watching."


def test_a_first_signal_is_noted_and_a_second_one_stops(capfd: pytest.CaptureFixture[str]) -> None:
    former = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), Stopping() as stopping:
        assert not stopping.is_asked()
        os.kill(os.getpid(), signal.SIGTERM)
        start = time.monotonic()
        stopping.wait(30)
        assert time.monotonic() - start < 5
        assert stopping.by == signal.SIGTERM
        assert "once more stops at once" in capfd.readouterr().err
        os.kill(os.getpid(), signal.SIGINT)
        stopping.wait(30)
    assert signal.getsignal(signal.SIGTERM) is former


def test_a_signal_lets_the_document_under_way_be_finished(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "khac.txt").write_text(PLAN.replace("Nội vụ", "Y tế"), "utf-8")

    def take_stopping(path: Path) -> Taken:
        os.kill(os.getpid(), signal.SIGTERM)
        return take(path)

    monkeypatch.setattr(pipeline, "ingest", partial(pipeline.ingest, readers=InProcess(take_stopping)))
    code, out, _ = run("in", "--settle", "0.1")
    assert code == 0
    assert out.splitlines()[-2:] == ["1 read, 0 skipped as unchanged, 0 failed; 1 task.", "Stopped watching."]
    assert paths(inbox.parent / "plans.db") == ["kh.txt"]


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(program, ["watch", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "kh.txt").write_text(PLAN, "utf-8")
    return tmp_path / "in"


def test_once_takes_what_is_there_and_says_so(inbox: Path) -> None:
    code, out, _ = run("in", "--once", "--settle", "0.1")
    assert code == 0
    assert out.splitlines()[1:] == [
        f"{inbox}/kh.txt: 1 task.",
        "1 read, 0 skipped as unchanged, 0 failed; 1 task.",
        "Stopped watching.",
    ]
    assert run("in", "--once", "--settle", "0.1")[1].splitlines()[1:-1] == [
        "0 read, 1 skipped as unchanged, 0 failed; 0 tasks."
    ]


def test_originals_are_kept_where_it_is_asked_for(inbox: Path) -> None:
    run(str(inbox), "--once", "--settle", "0.1", "--keep-originals")
    with sqlite3.connect("plans.db") as db:
        assert db.execute("SELECT data FROM originals").fetchall() == [(PLAN.encode(),)]


def test_quiet_tells_of_failures_only(inbox: Path) -> None:
    (inbox / "a.pdf").write_bytes(b"")
    code, out, err = run("in", "--once", "--settle", "0.1", "--quiet")
    assert (code, out) == (1, "")
    assert err.startswith(f"{inbox}/a.pdf: The file is empty")


def test_a_busy_database_is_told_and_kept_asking(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from output.store import Store

    Store("plans.db").close()
    holder = sqlite3.connect("plans.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(watch_command, "SHORTLY", 0.1)
    waits: list[float] = []

    def wait(self: object, seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 12:
            holder.rollback()
        if len(waits) == 40:
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.02)

    monkeypatch.setattr("kehoach.stopping.Stopping.wait", wait)
    code, out, err = run("in", "--settle", "0.1", "--every", "0.1")
    assert code == 0
    assert err.count("in use by another program") == 1
    assert "plans.db can be used again." in err
    assert "kh.txt: 1 task." in out


def test_a_batch_of_another_process_is_waited_for(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[float] = []
    with ExitStack() as other:
        other.enter_context(batch_lock.held(Path("plans.db"), 0, str))

        def wait(self: Stopping, seconds: float) -> None:
            rounds.append(seconds)
            if len(rounds) == 12:
                other.close()
            if len(rounds) == 30:
                os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.02)

        monkeypatch.setattr(Stopping, "wait", wait)
        code, out, err = run("in", "--settle", "0.1", "--every", "0.1")
    assert code == 0
    assert err.count("plans.db is being written by process") == 1
    assert "plans.db can be used again." in err
    assert "kh.txt: 1 task." in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["gone"], 2, "'gone' does not exist", id="folder not there"),
        pytest.param(["in/kh.txt"], 2, "is a file", id="file for a folder"),
        pytest.param(["in", "--db", "gone/plans.db"], 1, "gone/plans.db: the store cannot be opened", id="no database"),
        pytest.param(["in", "--db", "in/kh.txt"], 1, "not a Kehoach store", id="database of another kind"),
        pytest.param(["in", "--json-log", "gone/log"], 2, "gone/log: the log cannot be written", id="no log"),
        pytest.param(["in", "--settle", "-1"], 2, "-1", id="no length of time"),
        pytest.param([], 2, "Missing argument 'FOLDER...'", id="nothing to watch"),
    ],
)
def test_mistakes_are_told_plainly(inbox: Path, arguments: list[str], code: int, message: str) -> None:
    ended, _, err = run(*arguments)
    assert ended == code
    assert message in err
    assert "Traceback" not in err


def test_a_log_that_fails_later_does_not_keep_plans_from_being_read(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kehoach.json_log import JsonLog

    folder = inbox.parent / "logs"
    folder.mkdir()
    log = JsonLog("logs/log.jsonl")
    log.write("document", path="a\u202e\n.docx")
    line = (folder / "log.jsonl").read_text("utf-8")
    assert "\\u202e\\n.docx" in line
    assert json.loads(line)["path"] == "a\u202e\n.docx"
    folder.rename(inbox.parent / "away")
    log.write("end")
    log.write("end")
    assert capsys.readouterr().err.count("Plans are read all the same") == 1
