"""Files, runs and failures: what is known, what is kept, what is whole."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models import Deadline
from output.exports import to_dict
from output.store import Store, StoreError

Make = Callable[..., Any]


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.db.execute(sql)]


def count(store: Store, table: str) -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize(
    ("written", "asked", "good"),
    [
        pytest.param("0.2.0", "0.2.0", True, id="the same"),
        pytest.param("0.10.0", "0.9.0", True, id="a later release"),
        pytest.param("0.9.0", "0.10.0", False, id="an earlier release"),
        pytest.param("0.2.0+aaaa", "0.2.0+bbbb", False, id="other rules"),
        pytest.param("0.3.0+aaaa", "0.2.0+bbbb", True, id="a later release with other rules"),
        pytest.param("0.2.0.dev1", "0.2.0", False, id="a try before the release"),
    ],
)
def test_what_another_version_has_read_is_outdated_unless_that_is_later(
    store: Store, reading: Make, written: str, asked: str, good: bool
) -> None:
    document, plan = reading()
    run = store.start_run(written)
    store.write(document, plan, "a.docx", run)
    sha256 = document.source.sha256
    assert [(file.sha256, file.version, file.paths) for file in store.outdated(asked)] == (
        [] if good else [(sha256, written, ("a.docx",))]
    )
    assert store.pass_over([(sha256, "a.docx")], run) == {sha256}, "nothing is read anew unasked"


def test_a_unit_that_is_named_again_has_its_number_again(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    def ids() -> dict[str, int]:
        return dict(store.db.execute("SELECT name, id FROM units").fetchall())

    put(reading(a_task("việc một", lead=["Phòng A"]), a_task("việc hai", lead=["Phòng B"])))
    before = ids()
    put(reading(a_task("việc một", lead=["Phòng A"])))
    assert ids() == {"Phòng A": before["Phòng A"]}
    assert store.units.former(before["Phòng B"]) == "Phòng B"
    assert store.units.former(before["Phòng A"]) is None
    put(reading(a_task("việc một", lead=["Phòng A"], partners=["Phòng C"])))
    assert ids()["Phòng C"] not in before.values(), "a number stands for one unit alone"
    assert store.units.enter("Phòng B") == before["Phòng B"]
    assert store.units.former(before["Phòng B"]) is None


def test_same_bytes_twice_are_one_reading(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    first = put(reading(a_task("việc cũ", lead=["Phòng A"]), a_task("việc chung", products=["Báo cáo"])))
    second = put(reading(a_task("việc chung", lead=["Phòng B"])))
    assert first == second
    assert (count(store, "files"), count(store, "documents"), count(store, "blocks")) == (1, 1, 1)
    assert [row["text"] for row in store.tasks()] == ["việc chung"]
    assert rows(store, "SELECT name FROM units") == [("Phòng B",)]
    assert list(store.search("việc cũ")) == []


def test_status_survives_a_new_reading(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    kept, lost = a_task("việc đã xong"), a_task("việc đọc sót")
    put(reading(kept, lost))
    review = "INSERT INTO reviews (task, action, field, new_value, who) VALUES (?, 'set', ?, ?, 'an')"
    for task in (kept, lost):
        store.db.execute(review, [task.id, "status", '"done"'])
        store.db.execute(review, [task.id, "done_on", '"2025-05-01"'])
    put(reading(kept))
    put(reading(kept, lost, a_task("việc mới")))
    assert [(t["text"], t["status"], t["done_on"]) for t in store.tasks()] == [
        ("việc đã xong", "done", "2025-05-01"),
        ("việc đọc sót", "done", "2025-05-01"),
        ("việc mới", "open", None),
    ]
    assert count(store, "reviews") == 4


def test_paths(store: Store, reading: Make) -> None:
    document, plan = reading()
    first, second = store.start_run("1"), store.start_run("1")
    store.write(document, plan, Path("in/a.docx"), first)
    store.record_seen(document.source.sha256, "copy/b.docx", second)
    store.record_seen(document.source.sha256, "in/a.docx", second)
    assert rows(store, "SELECT path, run FROM file_paths ORDER BY path") == [("copy/b.docx", 2), ("in/a.docx", 2)]
    assert [row["document_id"] for row in store.tasks(document="b.docx")] == [1]


def test_a_name_that_is_no_utf8_is_stored(store: Store, reading: Make) -> None:
    document, plan = reading(name="k\udcffh.docx")
    store.write(document, plan, "k\udcffh.docx", store.start_run("1"))
    assert rows(store, "SELECT path FROM file_paths") == [("k?h.docx",)]


def test_many_known_files_are_passed_over_at_once(store: Store, reading: Make) -> None:
    run = store.start_run("1")
    shas = {}
    for name in ("a.docx", "b.docx", "lacking.docx"):
        document, plan = reading(name=name, number=name)
        shas[name] = document.source.sha256
        store.write(document, plan, name, run)
    store.record_failure("lacking.docx", shas["lacking.docx"], "ProgramMissing", "thiếu", run)
    store.record_failure("copy/a.docx", None, "DamagedFile", "lỗi", run)
    found = [(shas["a.docx"], "a.docx"), (shas["a.docx"], Path("copy/a.docx")), ("00", "new.docx")]
    later = store.start_run("1")
    assert store.pass_over([*found, (shas["lacking.docx"], "lacking.docx")], later) == {shas["a.docx"]}
    seen = "SELECT path FROM file_paths WHERE run = 2 ORDER BY path"
    assert rows(store, seen) == [("a.docx",), ("copy/a.docx",)]
    assert store.failed_paths() == [Path("lacking.docx")]
    assert store.pass_over([], later) == set()


def test_anew_only_what_this_run_has_read_is_passed_over(store: Store, reading: Make) -> None:
    document, plan = reading()
    sha256 = document.source.sha256
    first, second = store.start_run("1"), store.start_run("1")
    store.write(document, plan, "a.docx", first)
    assert store.pass_over([(sha256, "a.docx")], second, anew=True) == set()
    store.write(document, plan, "a.docx", second)
    assert store.pass_over([(sha256, "b.docx")], second, anew=True) == {sha256}


def test_when_the_last_finished_run_began(store: Store) -> None:
    assert store.last_run_began() is None
    run = store.start_run("1")
    assert store.last_run_began() is None
    store.finish_run(run, read=0, unchanged=0, failed=0, tasks=0)
    store.start_run("1")
    began = store.last_run_began()
    assert began is not None
    assert abs((datetime.now(UTC) - began).total_seconds()) < 60


def test_runs(store: Store) -> None:
    run = store.start_run("1.2+ab")
    assert rows(store, "SELECT version, finished, read FROM runs") == [("1.2+ab", None, None)]
    store.finish_run(run, read=3, unchanged=2, failed=1, tasks=40)
    assert rows(store, "SELECT read, unchanged, failed, tasks, finished >= started FROM runs") == [(3, 2, 1, 40, 1)]


def test_failures_stand_until_the_path_or_the_bytes_are_read(store: Store, reading: Make) -> None:
    document, plan = reading()
    sha256 = document.source.sha256
    run = store.start_run("1")
    store.record_failure("a.docx", None, "DamagedFile", "lỗi một", run)
    store.record_failure("a.docx", "00", "DamagedFile", "lỗi hai", run)
    store.record_failure("moved.docx", sha256, "EmptyFile", "lỗi ba", run)
    store.record_failure("other.docx", None, "EmptyFile", "lỗi bốn", run)
    opened = "SELECT path, message, times FROM open_failures ORDER BY path"
    assert rows(store, opened) == [("a.docx", "lỗi hai", 2), ("moved.docx", "lỗi ba", 1), ("other.docx", "lỗi bốn", 1)]
    store.write(document, plan, "a.docx", store.start_run("2"))
    assert rows(store, opened) == [("other.docx", "lỗi bốn", 1)]
    assert rows(store, "SELECT count(*) FROM failures WHERE resolved_by = 2") == [(3,)]
    store.record_failure("b.docx", None, "EmptyFile", "lỗi năm", run)
    store.record_seen(sha256, "b.docx", run)
    assert rows(store, opened) == [("other.docx", "lỗi bốn", 1)]


def test_a_write_that_breaks_leaves_the_old_reading_whole(
    store: Store, reading: Make, put: Make, a_task: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = reading(a_task("việc cũ", lead=["Phòng A"], deadlines=(Deadline("x", "date", None, date(2025, 1, 1)),)))
    put(old)
    before = "\n".join(store.db.iterdump())

    def broken(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("output.store.writing._settle", broken)  # the last step: all else is written by then
    with pytest.raises(RuntimeError):
        store.write(*reading(a_task("việc mới", lead=["Phòng B"])), "new.docx", 1)
    assert "\n".join(store.db.iterdump()) == before
    assert list(store.plans()) == [to_dict(old[1])]


def test_two_tasks_with_one_id_are_refused_whole(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    put(reading(a_task("việc cũ")))
    with pytest.raises(StoreError):
        put(reading(a_task("việc mới"), a_task("việc mới")))
    assert [row["text"] for row in store.tasks()] == ["việc cũ"]


def test_of_several_things_written_together_one_may_fail_alone(store: Store, reading: Make, a_task: Make) -> None:
    run = store.start_run("1")
    with store.together():
        store.write(*reading(a_task("việc một"), name="a.docx", number="1/KH"), "a.docx", run)
        with pytest.raises(sqlite3.IntegrityError):
            store.db.execute("INSERT INTO reviews (task, action, who) VALUES ('x', 'none such', 'an')")
        with pytest.raises(StoreError):
            store.write(*reading(a_task("hai"), a_task("hai"), name="b.docx", number="2/KH"), "b.docx", run)
        store.write(*reading(a_task("việc ba"), name="c.docx", number="3/KH"), "c.docx", run)
    assert [row["text"] for row in store.tasks()] == ["việc một", "việc ba"]
    assert rows(store, "SELECT name FROM files ORDER BY id") == [("a.docx",), ("c.docx",)]


def test_what_is_written_together_is_there_whole_or_not_at_all(store: Store, reading: Make) -> None:
    def broken() -> None:
        with store.together():
            store.write(*reading(), "a.docx", store.start_run("1"))
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        broken()
    assert count(store, "files") == count(store, "runs") == 0


def test_a_killed_program_leaves_the_old_reading_whole(store: Store, reading: Make, put: Make) -> None:
    made = reading()
    put(made)
    script = """
import os, sys
from output.store import Store
import output.store.writing as writing
from models import Document, Metadata, Plan, Source
writing._settle = lambda *_: os._exit(9)
source = Source("a.docx", sys.argv[2], "docx")
with Store(sys.argv[1]) as store:
    store.write(Document(source, ()), Plan(source, Metadata(number="9/KH")), "a.docx", 1)
"""
    end = subprocess.run(
        [sys.executable, "-c", script, str(store.path), made[0].source.sha256],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert end.returncode == 9
    with Store(store.path) as again:
        assert list(again.plans()) == [to_dict(made[1])]
        assert rows(again, "PRAGMA integrity_check") == [("ok",)]


def test_warnings_of_reader_and_grammars_are_kept_once(store: Store, reading: Make, put: Make) -> None:
    document, plan = reading()
    put((replace(document, warnings=("trang 2 trống",)), replace(plan, warnings=("trang 2 trống", "không có số"))))
    assert rows(store, "SELECT warnings FROM files") == [('["trang 2 trống", "không có số"]',)]
