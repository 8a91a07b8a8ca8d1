"""Opening: made, brought up to date, or refused in plain words; and the schema's page."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import KehoachError
from output import schema_docs
from output.store import Store, StoreError, descriptions
from output.store.opening import APPLICATION_ID
from output.store.schema import MIGRATIONS

Make = Callable[..., Any]


def test_a_new_store(store: Store) -> None:
    assert store.db.journal_mode == "wal"
    assert store.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert store.db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert store.db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert list(store.tasks()) == list(store.plans()) == list(store.search("a")) == []


def test_opening_again_changes_nothing(store: Store, reading: Make, put: Make) -> None:
    put(reading())
    before = "\n".join(store.db.iterdump())
    with Store(store.path) as again:
        assert "\n".join(again.db.iterdump()) == before


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Store(path) as store:
        assert list(store.tasks()) == []


def test_a_half_made_store_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    monkeypatch.setattr("output.store.opening.MIGRATIONS", (MIGRATIONS[0] + "CREATE TABLE broken (;",))
    with pytest.raises(StoreError):
        Store(path)
    monkeypatch.undo()
    with Store(path) as store:
        assert list(store.tasks()) == []


def test_a_migration_keeps_what_is_there(
    store: Store, reading: Make, put: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(reading())
    added = "ALTER TABLE tasks ADD COLUMN colour TEXT; ALTER TABLE tasks DROP COLUMN colour;"
    monkeypatch.setattr("output.store.opening.MIGRATIONS", (*MIGRATIONS, added))
    with Store(store.path) as migrated:
        assert migrated.db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS) + 1,)
        assert len(list(migrated.tasks())) == 1
    monkeypatch.undo()
    with pytest.raises(StoreError, match="newer version of Kehoach"):
        Store(store.path)


def sqlite_of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (id)")
    connection.close()


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        pytest.param(lambda p: p.write_bytes(b"%PDF-1.7 " * 200), "not a Kehoach store", id="no database"),
        pytest.param(sqlite_of_another_program, "another program", id="another program's database"),
        pytest.param(lambda p: p.mkdir(), "cannot be opened", id="a folder"),
    ],
)
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, prepare: Callable[[Path], None], message: str) -> None:
    path = tmp_path / "x.db"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message) as error:
        Store(path)
    assert isinstance(error.value, KehoachError)
    assert str(path) in str(error.value)
    assert before is None or path.read_bytes() == before


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder is there"):
        Store(tmp_path / "no" / "store.db")


def test_a_locked_store_waits_and_then_says_so(store: Store, reading: Make) -> None:
    document, plan = reading()
    run = store.start_run("1")
    other = sqlite3.connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    with Store(store.path, wait=0.05) as waiting:
        with pytest.raises(StoreError, match="in use by another program"):
            waiting.write(document, plan, "a.docx", run)
        assert list(waiting.tasks()) == [], "reading goes on"
        other.rollback()
        waiting.write(document, plan, "a.docx", run)
    other.close()


def test_a_second_writer_between_read_and_write_is_no_error(store: Store, reading: Make) -> None:
    """With a deferred transaction SQLite refuses the second of two that read first and write then."""
    run = store.start_run("1")
    with Store(store.path) as other:
        rows = other.tasks()
        assert next(rows, None) is None
        store.write(*reading(name="a.docx", number="1/KH"), "a", run)
        other.write(*reading(name="b.docx", number="2/KH"), "b", run)
        assert len(list(store.tasks())) == 2


def test_every_table_and_column_is_described() -> None:
    schema_docs.generate()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda columns: {k: v for k, v in columns.items() if k != "who"}, "who", id="one is missing"),
        pytest.param(lambda columns: {**columns, "mood": "how it went"}, "mood", id="one describes nothing"),
    ],
)
def test_a_description_too_few_or_too_many_is_an_error(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, str]], dict[str, str]], message: str
) -> None:
    reviews = descriptions.TABLES["reviews"]
    changed = {**descriptions.TABLES, "reviews": reviews._replace(columns=change(dict(reviews.columns)))}
    monkeypatch.setattr(schema_docs, "TABLES", changed)
    with pytest.raises(LookupError, match=message):
        schema_docs.generate()


def test_a_table_without_description_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {name: text for name, text in descriptions.TABLES.items() if name != "units"}
    monkeypatch.setattr(schema_docs, "TABLES", changed)
    with pytest.raises(LookupError, match="units"):
        schema_docs.generate()


def test_the_page_is_the_generated_one() -> None:
    page = Path(__file__).parents[2] / "docs" / "schema.md"
    assert page.read_text(encoding="utf-8") == schema_docs.generate(), (
        "run python -m output.schema_docs > docs/schema.md"
    )
