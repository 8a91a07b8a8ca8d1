"""`kehoach token`: made, shown, revoked."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kehoach.cli import program
from output.store import Store


@pytest.fixture
def db(tmp_path: Path) -> Path:
    Store(tmp_path / "plans.db").close()
    return tmp_path / "plans.db"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(program, list(map(str, arguments)))


def test_a_token_is_printed_once_and_kept_as_its_hash(db: Path) -> None:
    made = call("token", "create", "tracker", "--scope", "read", "--scope", "ingest", "--days", 30, "--db", db)
    token = made.stdout.strip()
    with Store(db) as store:
        known = store.tokens.known(token)
        kept = store.db.execute("SELECT group_concat(hash || scopes || name) FROM tokens").fetchone()[0]
    assert known is not None
    assert (known.name, known.scopes) == ("tracker", {"read", "ingest"})
    assert token.removeprefix("kehoach_") not in kept
    assert "not shown again" in made.stderr


def test_a_revoked_token_lets_nobody_in_and_its_name_is_free_again(db: Path) -> None:
    token = call("token", "create", "tracker", "--scope", "read", "--db", db).stdout.strip()
    assert call("token", "revoke", "tracker", "--db", db).exit_code == 0
    with Store(db) as store:
        assert store.tokens.known(token) is None
    assert call("token", "create", "tracker", "--scope", "review", "--db", db).exit_code == 0
    listed = call("token", "list", "--db", db).stdout.splitlines()
    assert [line.split(";")[0] for line in listed] == ["tracker: read", "tracker: review"]
    assert ["revoked" in line for line in listed] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["create", "tracker"], 2, "Missing option '--scope'"),
        (["create", " ", "--scope", "read"], 2, "needs the name"),
        (["create", "known", "--scope", "read"], 2, "There is a token for 'known'. Revoke it first"),
        (["revoke", "nobody"], 2, "no token for 'nobody'"),
    ],
)
def test_wrong_calls_say_what_to_do(db: Path, arguments: list[str], code: int, message: str) -> None:
    call("token", "create", "known", "--scope", "read", "--db", db)
    done = call("token", *arguments, "--db", db)
    assert (done.exit_code, message in done.stderr) == (code, True), done.output


def test_no_tokens_and_no_store(db: Path, tmp_path: Path) -> None:
    assert "kehoach token create" in call("token", "list", "--db", db).stdout
    assert "Make it first" in call("token", "list", "--db", tmp_path / "none.db").stderr
