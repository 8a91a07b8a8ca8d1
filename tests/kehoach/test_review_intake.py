"""Files that a clerk hands in: what the store keeps of them, what is waited for, and what ends the reading."""

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from kehoach import batch_lock
from kehoach.review_intake import Intake
from output.store import Store
from review.services import Stage, Taken
from tests.kehoach import slow_work


@pytest.fixture
def place(tmp_path: Path) -> Path:
    Store(tmp_path / "plans.db").close()
    return tmp_path / "plans.db"


@pytest.fixture
def intake(place: Path) -> Iterator[Intake]:
    with Intake(place, slow_work.take) as made:
        yield made


def hand_in(intake: Intake, text: str, name: str = "Kế hoạch.txt") -> Path:
    path = intake.room() / name
    path.write_text(text, "utf-8")
    return path


def rows(place: Path, sql: str) -> list[tuple[object, ...]]:
    with Store(place) as store:
        return list(store.db.execute(sql).fetchall())


def test_a_file_is_known_by_its_name_and_kept(intake: Intake, place: Path) -> None:
    stages: list[Stage] = []
    taken = intake.take(hand_in(intake, "5\nHọp|Văn phòng"), "Kế hoạch.txt", stages.append)
    assert taken == Taken("Kế hoạch.txt", 1, tasks=1)
    assert stages == ["reading"]
    assert rows(place, "SELECT path FROM file_paths") == [("upload:Kế hoạch.txt",)]
    assert rows(place, "SELECT name FROM files") == [("Kế hoạch.txt",)]
    assert rows(place, "SELECT data FROM originals") == [("5\nHọp|Văn phòng".encode(),)]


def test_what_the_store_knew_gets_its_bytes_as_well(intake: Intake, place: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("5", "utf-8")
    first = intake.take_again(path)
    assert (first.status, rows(place, "SELECT count(*) FROM originals")) == ("read", [(0,)])
    second = intake.take(hand_in(intake, "5", "b.txt"), "b.txt")
    assert second == Taken("b.txt", first.document, status="unchanged")
    assert rows(place, "SELECT path FROM file_paths ORDER BY 1") == [(str(path),), ("upload:b.txt",)]
    assert rows(place, "SELECT data FROM originals") == [(b"5",)]


def test_a_failure_is_told_and_over_once_a_file_of_that_name_is_read(intake: Intake, place: Path) -> None:
    taken = intake.take(hand_in(intake, "broken"), "a.txt")
    assert (taken.status, taken.error, taken.document) == ("failed", "DamagedFile", None)
    assert rows(place, "SELECT path, sha256 FROM failures") == [("upload:a.txt", sha256(b"broken").hexdigest())]
    assert intake.take(hand_in(intake, "6", "a.txt"), "a.txt").status == "read"
    assert rows(place, "SELECT path FROM open_failures") == []


def test_what_was_read_in_part_is_a_document_and_a_failure(intake: Intake, place: Path) -> None:
    assert intake.take(hand_in(intake, "lacking"), "a.txt").document == 1
    assert rows(place, "SELECT path, error FROM open_failures") == [("upload:a.txt", "ProgramMissing")]


def test_a_batch_is_waited_for(intake: Intake, place: Path) -> None:
    stages: list[Stage] = []
    results: list[Taken] = []
    path = hand_in(intake, "5")
    thread = Thread(target=lambda: results.append(intake.take(path, "a.txt", stages.append)))
    with batch_lock.held(place, 1, lambda _: None):
        thread.start()
        wait_until(lambda: "held" in stages)
        assert not results
    thread.join(30)
    assert results[0].status == "read"
    assert stages[-1] == "reading"


def test_the_end_of_the_server_ends_the_reading(intake: Intake, place: Path) -> None:
    results: list[Taken] = []
    path = hand_in(intake, "5 wait for godot")
    thread = Thread(target=lambda: results.append(intake.take(path, "a.txt")))
    thread.start()
    wait_until(lambda: path.with_name(f"{path.name}.begun").exists())
    intake.stop()
    thread.join(10)
    assert results == [
        Taken("a.txt", None, status="failed", error="Stopped", reason=results[0].reason, is_stopped=True)
    ]
    assert intake.take(path, "a.txt").error == "Stopped"
    assert rows(place, "SELECT count(*) FROM failures") == [(0,)]
    assert rows(place, "SELECT count(*) FROM runs WHERE finished IS NULL") == [(0,)]


def test_trouble_with_the_store_is_told(intake: Intake, place: Path) -> None:
    path = hand_in(intake, "5")
    for each in place.parent.glob("plans.db*"):
        if each.is_file():
            each.unlink()
    place.write_bytes(b"no database, whatever its name says" * 100)
    taken = intake.take(path, "a.txt")
    assert (taken.status, taken.error) == ("failed", "StoreError")


def test_nothing_is_left_of_the_folders(place: Path) -> None:
    with Intake(place, slow_work.take) as intake:
        path = hand_in(intake, "5")
    assert not path.parent.exists()
    assert not place.with_name("plans.db-uploads").exists()


def test_what_is_whole_waits_for_the_next_server_and_for_one_alone(place: Path) -> None:
    with Intake(place, slow_work.take) as first:
        hand_in(first, "5", "half.txt")
        entered = [first.enter(hand_in(first, str(n), f"{n}.txt")) for n in range(3)]
        assert all(path.stat().st_mode & 0o077 == 0 for path in entered[0].parents[:3])
        with Intake(place, slow_work.take) as other:
            assert other.left() == [], "those of a server that runs are its own"
    with Intake(place, slow_work.take) as second:
        left = second.left()
        assert [(path.name, path.read_text("utf-8")) for path in left] == [(f"{n}.txt", str(n)) for n in range(3)]
        assert not any(path.exists() for path in entered)
    with Intake(place, slow_work.take) as third:
        assert [path.name for path in third.left()] == [path.name for path in left]


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)
