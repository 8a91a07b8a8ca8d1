"""`kehoach review` and `kehoach password`: what is refused before anything is served."""

import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehoach.cli import program
from kehoach.review_command import _called
from output.store import Store
from review import listen

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    Store("plans.db").close()
    return lambda *arguments: CliRunner().invoke(program, [*map(str, arguments)], env={"COLUMNS": "200"})


def test_a_database_that_is_not_there_is_told(run: Run) -> None:
    told = run("review", "other.db", "--no-browser")
    assert told.exit_code == 2
    assert "kehoach ingest" in told.output


def test_what_is_no_database_is_told(run: Run) -> None:
    Path("text.db").write_text("no database, but long enough to be taken for one" * 30, encoding="utf-8")
    told = run("review", "text.db", "--no-browser")
    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_a_port_that_is_taken_is_told(run: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = run("review", "plans.db", "--no-browser", "--port", other.getsockname()[1])
    assert told.exit_code == 2
    assert "--port" in told.output


def test_a_browser_that_is_quicker_than_the_server_waits() -> None:
    with listen("127.0.0.1", 0) as made, socket.create_connection(made.getsockname(), timeout=5):
        pass


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "ubnd.example"])
def test_other_computers_need_a_password(run: Run, host: str) -> None:
    told = run("review", "plans.db", "--no-browser", "--host", host)
    assert told.exit_code == 2
    assert "--password-file" in told.output


def test_an_allowed_name_stands_for_a_proxy_with_a_port_of_its_own() -> None:
    called = set(_called("127.0.0.1", ["Plans.example"], 8765))
    assert called == {"plans.example", "plans.example:8765", "localhost:8765", "127.0.0.1:8765"}


def test_a_file_without_a_hash_is_no_password_file(run: Run) -> None:
    Path("secret").write_text("mật khẩu", encoding="utf-8")
    told = run("review", "plans.db", "--no-browser", "--password-file", "secret")
    assert told.exit_code == 2
    assert "kehoach password" in told.output


def test_a_password_is_kept_as_its_hash(run: Run) -> None:
    assert run("password", "secret", "--password", "ba con mèo đen").exit_code == 0
    assert "mèo" not in Path("secret").read_text(encoding="utf-8")
    assert stat.S_IMODE(Path("secret").stat().st_mode) == 0o600
    assert run("password", "secret", "--password", "ba con mèo đen").exit_code == 2, "never replaced unasked"
    assert run("password", "secret", "--password", "bốn con mèo đen", "--force").exit_code == 0
    assert run("password", "other", "--password", "ngắn").exit_code == 2
    assert not Path("other").exists()
