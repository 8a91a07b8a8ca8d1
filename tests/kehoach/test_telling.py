"""Others are told of new and changed plans: at least once, in order for a document, and what failed is kept."""

import hashlib
import hmac
import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kehoach import telling
from kehoach.cli import program
from output.store import Store
from tests.output.conftest import a_task, reading

__all__ = ["a_task", "reading"]  # fixtures


class Receiver:
    """A tracker that takes what it is told; `answers` are the next statuses, 200 where there is none."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[int] = []
        self._server: HTTPServer | None = None
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/plans"

    def start(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = receiver.answers.pop(0) if receiver.answers else 200
                if status == 200:
                    receiver.got.append(json.loads(body))
                    receiver.headers.append({**dict(self.headers), "body": body.decode()})
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, daemon=True).start()

    def kill(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.kill()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = [telling.timedelta(milliseconds=50)] * 5
    monkeypatch.setattr(telling, "PAUSES", pauses)
    monkeypatch.setattr(telling, "_LOOK_EVERY", 0.05)
    monkeypatch.setattr(telling, "_PATIENCE", telling.timedelta(seconds=3))


PLAN = "SỞ Y TẾ\nSố: {n}/KH-SYT\n\nKẾ HOẠCH\nTiêm chủng đợt {n} năm 2026\n\nII. NHIỆM VỤ\n1. Giao Phòng Nghiệp vụ Y {act} trước ngày 30/6/2026.\n"


def plan(folder: Path, n: int, act: str = "tổ chức tiêm chủng") -> Path:
    file = folder / f"kh-{n}.txt"
    file.write_text(PLAN.format(n=n, act=act), encoding="utf-8")
    return file


def call(*arguments: object) -> Result:
    return CliRunner().invoke(program, list(map(str, arguments)))


def ingest(db: Path, *arguments: object) -> Result:
    return call("ingest", *arguments, "--db", db, "--processes", 1, "--quiet")


def test_a_tracker_hears_of_a_new_plan_with_its_tasks_once(tmp_path: Path, receiver: Receiver) -> None:
    db, file = tmp_path / "plans.db", plan(tmp_path, 7)
    assert ingest(db, file, "--on-new", receiver.address).exit_code == 0
    (told,) = receiver.got
    assert (told["kind"], told["document"]["number"]) == ("new", "7/KH-SYT")
    assert [task["due"] for task in told["tasks"]] == ["2026-06-30"]
    ingest(db, file, "--force", "--on-new", receiver.address)  # the same tasks: nothing to tell
    assert len(receiver.got) == 1


def test_another_edition_of_a_plan_is_a_change(tmp_path: Path, receiver: Receiver) -> None:
    db = tmp_path / "plans.db"
    ingest(db, plan(tmp_path, 7), "--on-new", receiver.address)
    ingest(db, plan(tmp_path, 7, "và Văn phòng tổ chức tiêm chủng"), "--on-new", receiver.address)
    assert [told["kind"] for told in receiver.got] == ["new", "changed"]
    assert receiver.got[0]["document"]["id"] == receiver.got[1]["document"]["id"]


def test_a_receiver_killed_in_the_middle_hears_of_every_plan(
    tmp_path: Path, receiver: Receiver, reading: Any, a_task: Any
) -> None:
    db = tmp_path / "plans.db"
    with Store(db, tell=[receiver.address]) as store:
        run = store.start_run("1")
        with telling.telling(db, [receiver.address], print):
            for n in range(40):
                made = reading(a_task(f"Việc {n}"), name=f"{n}.docx", number=f"{n}/KH-SYT", title=f"Kế hoạch {n}")
                store.write(*made, f"/in/{n}.docx", run)
                if n == 15:
                    receiver.kill()
                if n == 30:
                    receiver.start()
    assert {told["document"]["number"] for told in receiver.got} == {f"{n}/KH-SYT" for n in range(40)}


def test_a_document_is_told_of_in_order_though_the_first_try_failed(
    tmp_path: Path, receiver: Receiver, reading: Any, a_task: Any
) -> None:
    db = tmp_path / "plans.db"
    receiver.answers = [503, 503]
    with Store(db, tell=[receiver.address]) as store:
        run = store.start_run("1")
        for n in range(4):
            store.write(*reading(a_task(f"Việc {n}"), sha256="ab" * 32), "/in/a.docx", run)
        store.write(*reading(name="b.docx", number="6/KH-SYT", title="Phòng cháy"), "/in/b.docx", run)
    with telling.telling(db, [receiver.address], print):
        pass
    events = [told["event"] for told in receiver.got]
    of_first = [told["event"] for told in receiver.got if told["document"]["number"] == "05/KH-SYT"]
    assert of_first == sorted(of_first)
    assert sorted(events) == [1, 2, 3, 4, 5]


def test_what_a_target_refuses_is_a_dead_letter_and_can_be_sent_again(tmp_path: Path, receiver: Receiver) -> None:
    db = tmp_path / "plans.db"
    receiver.answers = [410]
    done = ingest(db, plan(tmp_path, 7), "--on-new", receiver.address)
    assert "1 failed for good" in done.stderr
    assert receiver.got == []
    with Store(db) as store:
        (letter,) = store.db.query("SELECT * FROM dead_letters")
    assert (letter["document_number"], letter["error"][:16]) == ("7/KH-SYT", "it answered 410:")
    assert "failed, 1 try: it answered 410" in call("events", "list", "--failed", "--db", db).stdout
    again = call("events", "resend", letter["event"], "--db", db)
    assert (again.exit_code, again.stdout) == (0, "1 of 1 delivered.\n")
    assert [told["event"] for told in receiver.got] == [letter["event"]]
    assert "No such events" in call("events", "list", "--failed", "--db", db).stdout


def test_a_target_that_stays_away_fails_for_good_after_the_last_try(tmp_path: Path, receiver: Receiver) -> None:
    db = tmp_path / "plans.db"
    receiver.kill()
    ingest(db, plan(tmp_path, 7), "--on-new", receiver.address)
    with Store(db) as store:
        (event,) = store.events.all("failed")
    assert event.attempts == len(telling.PAUSES) + 1
    assert "ConnectError" in (event.error or "")
    receiver.start()


def test_what_waits_when_the_program_ends_is_sent_by_the_next_run(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "plans.db"
    monkeypatch.setattr(telling, "PAUSES", [telling.timedelta(seconds=0.5)] * 5)
    monkeypatch.setattr(telling, "_PATIENCE", telling.timedelta(0))
    receiver.answers = [500]
    done = ingest(db, plan(tmp_path, 7), "--on-new", receiver.address)
    assert "1 not delivered yet; the next run with --on-new sends them" in done.stderr
    monkeypatch.setattr(telling, "_PATIENCE", telling.timedelta(seconds=3))
    ingest(db, plan(tmp_path, 8), "--on-new", receiver.address)
    assert {told["document"]["number"] for told in receiver.got} == {"7/KH-SYT", "8/KH-SYT"}


def test_a_command_gets_the_event_on_its_standard_input(tmp_path: Path) -> None:
    db, out = tmp_path / "plans.db", tmp_path / "got.json"
    take = tmp_path / "take it.py"
    take.write_text(f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())")
    done = ingest(db, plan(tmp_path, 7), "--on-new", f"{sys.executable} '{take}'")
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text(encoding="utf-8"))["document"]["number"] == "7/KH-SYT"


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    ingest(db, plan(tmp_path, 7), "--on-new", f"{sys.executable} -c 'import sys; sys.exit(\"no room\")'")
    with Store(db) as store:
        (event,) = store.events.all()
    assert (event.state, event.error) == ("failed", "exit code 1: no room")


def test_messages_are_signed_where_there_is_a_secret(
    tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(telling.SECRET, "bí mật")
    ingest(tmp_path / "plans.db", plan(tmp_path, 7), "--on-new", receiver.address)
    (headers,) = receiver.headers
    signed = hmac.new("bí mật".encode(), headers["body"].encode(), hashlib.sha256).hexdigest()
    assert headers["x-kehoach-signature"] == f"sha256={signed}"


@pytest.mark.parametrize("target", ["", "http://", "'unclosed"])
def test_what_is_no_target_is_told_before_anything_is_read(tmp_path: Path, target: str) -> None:
    done = ingest(tmp_path / "plans.db", plan(tmp_path, 7), "--on-new", target)
    assert done.exit_code == 2
    assert "is no address and no command" in done.stderr
    assert not (tmp_path / "plans.db").exists()


def test_resend_wants_numbers_or_all(tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    Store(db).close()
    assert "Name the events by their numbers" in call("events", "resend", "--db", db).stderr
    assert "No failed events: 9" in call("events", "resend", 9, "--db", db).stderr
