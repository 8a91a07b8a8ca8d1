"""The bytes of files, kept inside the store."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from output.store import Store, originals

Make = Callable[..., Any]


@pytest.fixture
def file(store: Store, reading: Make, put: Make, a_task: Make) -> int:
    """A file that the store has read; its sha256 is that of b"the file"."""
    put(reading(a_task()))
    store.db.execute("UPDATE files SET sha256 = ?", [sha256(b"the file").hexdigest()])
    return int(store.db.execute("SELECT id FROM files").fetchone()[0])


def test_bytes_come_back_as_they_were_given(store: Store, file: int) -> None:
    assert originals.kept(store.db, file) is None
    with store.together():
        originals.keep(store.db, file, b"the file")
        originals.keep(store.db, file, b"the file")
    assert originals.kept(store.db, file) == b"the file"
    assert originals.kept(store.db, file + 1) is None
    assert store.original(sha256(b"the file").hexdigest()) == b"the file"
    assert store.original("0") is None


def test_bytes_of_another_file_are_refused(store: Store, file: int) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        store.keep_original(sha256(b"the file").hexdigest(), b"another")
    assert originals.kept(store.db, file) is None


def test_bytes_of_a_file_that_was_not_read_are_not_kept(store: Store, file: int) -> None:
    store.keep_original(sha256(b"another").hexdigest(), b"another")
    assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)


def test_which_are_not_kept_is_told(store: Store, file: int) -> None:
    known = sha256(b"the file").hexdigest()
    assert store.without_original([known, "unknown"]) == {known}
    store.keep_original(known, b"the file")
    assert store.without_original([known, "unknown"]) == set()


def test_bytes_stay_when_the_file_is_read_anew_and_go_with_it(store: Store, file: int) -> None:
    store.keep_original(sha256(b"the file").hexdigest(), b"the file")
    store.db.execute("UPDATE files SET version = '2'")
    assert originals.kept(store.db, file) == b"the file"
    with store.together():
        store.db.execute("PRAGMA defer_foreign_keys = ON")
        store.db.execute("DELETE FROM files WHERE id = ?", [file])
        store.db.execute("DELETE FROM documents")
    assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)
