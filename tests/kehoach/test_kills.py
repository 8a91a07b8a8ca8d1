"""`kehoach ingest` killed at any moment: the runs after it bring the database to where an undisturbed run brings it."""

import random
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from corpus.bench import documents
from tests.kehoach import starting
from tests.kehoach.canonical import dump

COUNT = 100


def light(folder: Path, seconds: float) -> Path:
    """Files for the light work: of a hundred, five cannot be read, five lack a part, some have the same bytes, and some
    are other files of the same document.
    """
    home = folder / "in"
    home.mkdir()
    for number in range(COUNT):
        name, of = f"kh-{number:03}.txt", number
        if number % 20 == 7:
            head = f"broken {number}"
        elif number % 20 == 11:
            head = f"lacking {number}"
        else:
            of = number - 1 if number % 10 == 3 else number
            head = f"{of}"
        lines = [f"Việc {i} của {of}, {'bản khác' if of != number else 'bản đầu'}|Phòng {i % 7}" for i in range(5)]
        text = "\n".join([f"{head} after {seconds}", *lines])
        if number % 25 == 16:
            text = (home / f"kh-{number - 1:03}.txt").read_text("utf-8")
        (home / name).write_text(text, "utf-8")
    return home


def real(folder: Path, count: int) -> Path:
    """Small plans, text and Word files, with a damaged one and a plan in two formats."""
    home = documents.small_plans(folder, count)
    word = sorted(home.glob("*.docx"))
    (home / "damaged.docx").write_bytes(word[0].read_bytes()[:3000])
    (home / "empty.pdf").write_bytes(b"")
    lines = sorted(home.glob("*.txt"))[0].read_text("utf-8").splitlines()
    shutil.copy(word[0], home / "copy.docx")
    (home / "other.html").write_text("".join(f"<p>{line}</p>" for line in lines), "utf-8")
    return home


def killed(folder: Path, most: int, moments: random.Random, *, is_real: bool, span: float) -> int:
    """Run until the end, killing each run at a moment of its own until enough are. How many were killed."""
    log = folder / "log"
    for kills in range(most):
        log.unlink(missing_ok=True)
        with run(folder, is_real=is_real) as batch:
            until = time.monotonic() + 60
            # A moment counts from the run's start, or from when it begins to read, so that runs get somewhere.
            is_early = moments.random() < 0.2
            while not (is_early or log.exists()) and batch.poll() is None and time.monotonic() < until:
                time.sleep(0.005)
            try:
                batch.communicate(timeout=moments.uniform(0, span))
            except subprocess.TimeoutExpired:
                batch.kill()
                batch.communicate()
                continue
            check(batch)
            return kills
    return most


def run(folder: Path, *, is_real: bool) -> "subprocess.Popen[str]":
    arguments = ("in", "--db", "plans.db", "--processes", "2", "--json-log", "log", "--wait", "10")
    return starting.ingest(folder, *arguments, is_real=is_real)


def check(batch: "subprocess.Popen[str]") -> None:
    """An end of its own: failures there are, so that its code is 1."""
    out, err = batch.communicate(timeout=300)
    assert batch.returncode == 1, err
    assert "failed" in out


def disturb(tmp_path: Path, files: Path, kills: int, *, seed: int, is_real: bool, span: float) -> int:
    """Kill runs over the files, then let one come to its end, and compare. How many were killed."""
    disturbed, undisturbed = tmp_path / "disturbed", tmp_path / "undisturbed"
    for folder in (disturbed, undisturbed):
        folder.mkdir()
    files.rename(disturbed / "in")
    done = killed(disturbed, kills, random.Random(seed), is_real=is_real, span=span)
    after = stored(disturbed, is_real=is_real)
    (disturbed / "in").rename(undisturbed / "in")
    before = stored(undisturbed, is_real=is_real)
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}
    for table, rows in before.items():
        assert after[table] == rows, table
    assert len(before["files"]) > COUNT // 2
    return done


def stored(folder: Path, *, is_real: bool) -> dict[str, list[tuple[object, ...]]]:
    """What the store holds after a run to the end, its paths as seen from the folder."""
    with run(folder, is_real=is_real) as batch:
        check(batch)
    place = folder / "plans.db"
    db = sqlite3.connect(place)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()
    return {table: [_here(row, folder) for row in rows] for table, rows in dump(place).items()}


def _here(row: tuple[object, ...], folder: Path) -> tuple[object, ...]:
    return tuple(value.replace(f"{folder}/", "") if isinstance(value, str) else value for value in row)


def test_twenty_kills(tmp_path: Path) -> None:
    done = disturb(tmp_path, light(tmp_path, 0.03), 20, seed=1, is_real=False, span=0.25)
    assert done >= 10


@pytest.mark.long
def test_two_hundred_kills(tmp_path: Path) -> None:
    done = disturb(tmp_path, light(tmp_path, 0.3), 200, seed=2, is_real=False, span=0.25)
    assert done >= 100


@pytest.mark.long
def test_kills_of_the_real_readers(tmp_path: Path) -> None:
    files = real(tmp_path, COUNT)
    done = disturb(tmp_path, files, 15, seed=3, is_real=True, span=1.5)
    assert done >= 3
