"""Reading again with a newer program: shown first, then taken over, and nothing lost on the way."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ingest.errors import DamagedFile
from kehoach.cli import program
from kehoach.pipeline import version
from kehoach.refreshing import Refreshed, refresh
from kehoach.work import Retaken, Taken
from models import Document, Metadata, Paragraph, Plan, Source, Task, Unit
from output.exports import to_dict
from output.store import Store, prepare
from tests.kehoach.in_process import InProcess

OLD = "0.0.1+old"


def understood(path: Path, lead: str) -> tuple[Document, Plan]:
    """A task a line, all led by one unit: what the two program versions differ in."""
    data = path.read_bytes()
    if data.startswith(b"broken"):
        raise DamagedFile("The file is damaged. Copy it again.")
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(path.name, sha256, "text")
    tasks = tuple(
        Task(
            hashlib.sha256((sha256 + line).encode()).hexdigest()[:16], "body", None, (), line, lead=(Unit(lead, lead),)
        )
        for line in data.decode().splitlines()
    )
    document = Document(source, tuple(Paragraph(line) for line in data.decode().splitlines()))
    return document, Plan(source, Metadata(number=f"{path.stem}/KH-SGTVT", title=f"Kế hoạch {path.stem}"), tasks)


def newer(path: Path) -> Retaken:
    """What the newer program reads: another lead in the plan 1, the same in all others."""
    document, plan = understood(path, "Sở Giao thông" if path.stem == "1" else "Sở Xây dựng")
    return Retaken(Taken(prepare(document, plan), (), None, {}), to_dict(plan))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store in which an older program has read the plans 1, 2 and 3."""
    with Store(tmp_path / "plans.db") as store:
        run = store.start_run(OLD)
        for name in ("1", "2", "3"):
            path = tmp_path / f"{name}.txt"
            path.write_text(f"Sửa cầu số {name}\nLắp đèn đường {name}\n", encoding="utf-8")
            store.write(*understood(path, "Sở Xây dựng"), path, run)
    return tmp_path / "plans.db"


def refreshed(db: Path, **options: Any) -> dict[str, Refreshed]:
    with Store(db) as store:
        return {Path(one.outdated.name).stem: one for one in refresh(store, InProcess(newer), **options)}


def leads(db: Path) -> list[str]:
    with Store(db) as store:
        return [row["lead"] for row in store.tasks()]


def test_a_dry_run_shows_what_would_change_and_writes_nothing(db: Path) -> None:
    with Store(db) as store:
        before = "\n".join(store.db.iterdump())
    found = refreshed(db, dry_run=True)
    assert {name: one.status for name, one in found.items()} == {"1": "changed", "2": "same", "3": "same"}
    changes = found["1"].difference.changed  # type: ignore[union-attr]
    assert [(c.field, c.old, c.new) for task in changes for c in task.fields] == [
        ("lead", ("Sở Xây dựng",), ("Sở Giao thông",))
    ] * 2
    with Store(db) as store:
        assert "\n".join(store.db.iterdump()) == before


def test_what_is_taken_over_is_not_read_a_second_time(db: Path) -> None:
    assert len(refreshed(db)) == 3
    assert leads(db) == ["Sở Giao thông"] * 2 + ["Sở Xây dựng"] * 4
    assert refreshed(db) == {}
    with Store(db) as store:
        sums = store.db.execute("SELECT version, read, failed, tasks FROM runs ORDER BY id").fetchall()
    assert sums == [(OLD, None, None, None), (version(), 3, 0, 6), (version(), 0, 0, 0)]


def test_one_document_alone(db: Path) -> None:
    assert list(refreshed(db, document="1/KH-SGTVT")) == ["1"]
    assert set(refreshed(db, dry_run=True)) == {"2", "3"}


def test_reviews_stay_in_force(db: Path) -> None:
    with Store(db) as store:
        task = next(store.tasks())["task_id"]
        store.db.execute(
            "INSERT INTO reviews (task, action, field, new_value, who) VALUES (?, 'set', 'lead', '[\"Ban A\"]', 'an')",
            [task],
        )
    refreshed(db)
    assert leads(db)[:2] == ["Ban A", "Sở Giao thông"]


@pytest.mark.parametrize(
    ("harm", "status"),
    [
        pytest.param(lambda path: path.unlink(), "gone", id="gone"),
        pytest.param(lambda path: path.write_bytes(b"other"), "gone", id="other bytes"),
        pytest.param(lambda path: path.rename(path.parent / "x.txt"), "gone", id="moved to where it was never seen"),
    ],
)
def test_a_file_that_is_gone_keeps_its_reading(db: Path, harm: Any, status: str) -> None:
    harm(db.parent / "1.txt")
    assert refreshed(db)["1"].status == status
    assert leads(db) == ["Sở Xây dựng"] * 6


def test_a_copy_at_another_place_will_do(db: Path) -> None:
    copy = db.parent / "copies" / "1.txt"
    copy.parent.mkdir()
    copy.write_bytes((db.parent / "1.txt").read_bytes())
    with Store(db) as store:
        store.record_seen(hashlib.sha256(copy.read_bytes()).hexdigest(), copy, 1)
    (db.parent / "1.txt").unlink()
    found = refreshed(db)["1"]
    assert (found.status, found.path) == ("changed", copy)


def test_bytes_that_the_store_has_kept_will_do(db: Path) -> None:
    path = db.parent / "1.txt"
    data = path.read_bytes()
    with Store(db) as store:
        store.keep_original(hashlib.sha256(data).hexdigest(), io.BytesIO(data))
        store.db.execute("UPDATE file_paths SET path = 'upload:1.txt' WHERE path = ?", [str(path)])
        before = store.db.execute("SELECT path FROM file_paths").fetchall()
    path.unlink()
    found = refreshed(db)["1"]
    assert (found.status, found.path) == ("changed", Path("upload:1.txt"))
    assert leads(db)[:2] == ["Sở Giao thông"] * 2
    with Store(db) as store:
        assert store.db.execute("SELECT path FROM file_paths").fetchall() == before


def test_a_file_that_fails_now_keeps_its_reading_and_is_recorded(db: Path) -> None:
    def failing(path: Path) -> Retaken:
        if path.stem == "2":
            raise DamagedFile("The file is damaged. Copy it again.")
        return newer(path)

    with Store(db) as store:
        found = {one.outdated.name: one.status for one in refresh(store, InProcess(failing))}
        assert found == {"1.txt": "changed", "2.txt": "failed", "3.txt": "same"}
        assert store.db.execute("SELECT error FROM open_failures").fetchall() == [("DamagedFile",)]
    assert len(leads(db)) == 6


def test_it_stops_when_asked(db: Path) -> None:
    asked = iter([False, True, True, True])
    with Store(db) as store:
        assert len(list(refresh(store, InProcess(newer), is_stopped=lambda: next(asked)))) == 1


def command(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(program, [str(argument) for argument in arguments])


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehoach.guard.Pool", lambda work, **options: InProcess(newer))


@pytest.mark.usefixtures("in_process")
def test_the_command_shows_the_changes_then_takes_them_over(db: Path) -> None:
    shown = command("refresh", "--db", db, "--dry-run")
    assert shown.exit_code == 0
    assert "[-Sở Xây dựng-] {+Sở Giao thông+}" in shown.output
    assert (
        f"1 read differently, 2 the same. Nothing was changed; to take this over: kehoach refresh --db {db}"
        in shown.output
    )
    assert command("refresh", "--db", db).output.endswith("1 read differently, 2 the same.\n")
    assert (
        command("refresh", "--db", db).output == "Everything in the database was read by this version of the program.\n"
    )


@pytest.mark.usefixtures("in_process")
def test_the_command_as_json(db: Path) -> None:
    (db.parent / "3.txt").unlink()
    lines = [
        json.loads(line) for line in command("refresh", "--db", db, "--dry-run", "--format", "json").output.splitlines()
    ]
    assert {line["number"]: line["status"] for line in lines} == {
        "1/KH-SGTVT": "changed", "2/KH-SGTVT": "same", "3/KH-SGTVT": "gone",
    }  # fmt: skip
    assert next(line for line in lines if line["status"] == "changed")["difference"]["unchanged"] == 0


def test_the_command_needs_a_database(tmp_path: Path) -> None:
    result = command("refresh", "--db", tmp_path / "none.db")
    assert result.exit_code == 2
    assert "is not there" in result.output
