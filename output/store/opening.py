"""Opening a store's file: made, brought up to date, or refused with a plain message."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from output.errors import StoreBusy, StoreError
from output.fold import fold
from output.store import lists
from output.store.attaching import attach
from output.store.identity import issuer_key, key_of, title_key
from output.store.schema import MIGRATIONS
from output.store.views import views

APPLICATION_ID = 0x4B454841  # "KEHA" in the file's header tells Kehoach's stores from other SQLite files

_FORMER_TRIGGERS = ("reviews_status",)  # those of earlier versions that read views


def open_store(path: Path, wait: float) -> Database:
    """The database at `path`, made if it is not there, with the newest schema. Waits `wait` seconds for a lock.

    Raises StoreError if the file is not a store, is newer than this program or cannot be used.
    """
    with plain_errors(path):
        connection = sqlite3.connect(path, timeout=wait)
        try:
            db = Database(connection, execute_plugins=False)
            _register(db)
            _check(db, path)
            if db.journal_mode != "wal":
                db.enable_wal()
            if _version(db) < len(MIGRATIONS):
                _migrate(db)
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return db


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        kind = StoreBusy if _is_busy(error) else StoreError
        raise kind(f"{path}: {_advice(error)}") from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing, as `db.atomic()`, but the write lock is taken at once.

    `atomic()` begins as a reader; if another program writes between its first read and its first write, SQLite
    refuses it without waiting. Inside a transaction this is a part of that one, which can fail alone.
    """
    if db.conn.in_transaction:
        db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if db.conn.in_transaction:  # SQLite itself rolls the whole back when the disk is full
                db.execute("ROLLBACK TO part")
                db.execute("RELEASE part")
            raise
        db.execute("RELEASE part")
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        if db.conn.in_transaction:
            db.rollback()
        raise


def _register(db: Database) -> None:
    """The functions that the store's own SQL calls."""
    db.register_function(lambda text: text and fold(text), name="fold", deterministic=True)
    for function in (issuer_key, title_key, key_of):
        db.register_function(function, deterministic=True)


def _check(db: Database, path: Path) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    is_empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (application == 0 and is_empty):
        raise StoreError(f"{path} is a database of another program. Name another file for the store.")
    if _version(db) > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer version of Kehoach (schema {_version(db)}, this program knows "
            f"{len(MIGRATIONS)}). Update Kehoach, or name another file for the store."
        )


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: Database) -> None:
    """Bring the schema up to date. Foreign keys must be off: tables that others refer to may be made anew."""
    with transaction(db):
        # These go first: SQLite alters no table while a view speaks of it or a trigger of a view that is not there.
        for name in (*lists.TRIGGERS, *_FORMER_TRIGGERS):
            db.execute(f"DROP TRIGGER IF EXISTS {name}")
        for name in db.view_names():
            db.execute(f"DROP VIEW {name}")
        # Another program may have migrated while this one waited for the lock.
        for version in range(_version(db), len(MIGRATIONS)):
            db.executescript(MIGRATIONS[version])
        for name, query in views().items():
            db.execute(f"CREATE VIEW {name} AS {query}")
        for name, action in lists.TRIGGERS.items():
            db.execute(f"CREATE TRIGGER {name} {action}")
        reviewed = db.execute("SELECT DISTINCT f.document FROM reviews r JOIN files f ON f.id = r.file").fetchall()
        for (document,) in reviewed:
            attach(db, document)
        lists.refresh_all(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _is_busy(error: sqlite3.Error) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _advice(error: sqlite3.Error) -> str:
    said = str(error)
    if _is_busy(error):
        return "the store is in use by another program. Try again when that is done."
    if "not a database" in said:
        return "this file is not a Kehoach store. Name another file for the store."
    if "unable to open" in said:
        return "the store cannot be opened. Check that its folder is there and that you may read and write in it."
    if "readonly" in said:
        return "the store is read-only. Check that you may write to the file and to its folder."
    if "full" in said:
        return "the disk is full. Make room and try again."
    return f"the store cannot be used ({said}). If the file is damaged, restore a copy of it."
