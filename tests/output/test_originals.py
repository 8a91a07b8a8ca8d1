"""The bytes of files, kept inside the store."""

import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
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


def kept(store: Store, file: int) -> bytes | None:
    target = BytesIO()
    return target.getvalue() if originals.copy(store.db, file, target) else None


def test_bytes_come_back_as_they_were_given(store: Store, file: int) -> None:
    assert kept(store, file) is None
    with store.together():
        originals.keep(store.db, file, BytesIO(b"the file"))
        originals.keep(store.db, file, BytesIO(b"the file"))
    assert kept(store, file) == b"the file"
    assert kept(store, file + 1) is None
    copied = BytesIO()
    assert store.copy_original(sha256(b"the file").hexdigest(), copied)
    assert copied.getvalue() == b"the file"
    assert not store.copy_original("0", copied)
    assert store.has_original(sha256(b"the file").hexdigest())
    assert not store.has_original("0")


def test_bytes_of_another_file_are_refused(store: Store, file: int) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        store.keep_original(sha256(b"the file").hexdigest(), BytesIO(b"another"))
    assert kept(store, file) is None


def test_bytes_of_a_file_that_was_not_read_are_not_kept(store: Store, file: int) -> None:
    store.keep_original(sha256(b"another").hexdigest(), BytesIO(b"another"))
    assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)


def test_which_are_not_kept_is_told(store: Store, file: int) -> None:
    known = sha256(b"the file").hexdigest()
    assert store.without_original([known, "unknown"]) == {known}
    store.keep_original(known, BytesIO(b"the file"))
    assert store.without_original([known, "unknown"]) == set()


def test_bytes_stay_when_the_file_is_read_anew_and_go_with_it(store: Store, file: int) -> None:
    store.keep_original(sha256(b"the file").hexdigest(), BytesIO(b"the file"))
    store.db.execute("UPDATE files SET version = '2'")
    assert kept(store, file) == b"the file"
    with store.together():
        store.db.execute("PRAGMA defer_foreign_keys = ON")
        store.db.execute("DELETE FROM files WHERE id = ?", [file])
        store.db.execute("DELETE FROM documents")
    assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)


def test_a_large_file_is_never_whole_in_memory(tmp_path: Path) -> None:
    """By a program of its own, whose memory nothing else has raised."""
    done = subprocess.run([sys.executable, "-c", _LARGE, tmp_path], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60_000, "kB on top, for a file of 150,000"


_LARGE = """
import hashlib, resource, sys
from pathlib import Path
from models import Document, Metadata, Plan, Source
from output.store import Store

place = Path(sys.argv[1])
with (place / "large").open("wb") as made:
    for n in range(150):
        made.write(bytes([n]) * 1_000_000)
with (place / "large").open("rb") as made:
    sha256 = hashlib.file_digest(made, "sha256").hexdigest()
with Store(place / "store.db") as store:
    source = Source("large", sha256, "docx")
    store.write(Document(source, ()), Plan(source, Metadata(), ()), "large", store.start_run("1"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (place / "large").open("rb") as made:
        store.keep_original(sha256, made)
    with (place / "copy").open("wb") as copy:
        assert store.copy_original(sha256, copy)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
with (place / "copy").open("rb") as copy:
    assert hashlib.file_digest(copy, "sha256").hexdigest() == sha256
"""
