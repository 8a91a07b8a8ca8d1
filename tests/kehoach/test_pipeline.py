"""Many files: what is read, skipped, recorded as failed. Readers and store are fakes."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import kehoach
from ingest.errors import NoUsableText, UnreadableFile
from kehoach import __version__
from kehoach.errors import NoReaders
from kehoach.folders import find
from kehoach.pipeline import UNDERSTANDING, UNDERSTOOD_BY, Outcome, ingest, version, write_searchable
from kehoach.work import Taken
from models import Document, Metadata, Paragraph, Plan, Source, Task
from output.store import Prepared, Store, prepare
from tests.kehoach import slow_work
from tests.kehoach.in_process import InProcess
from tests.pace import assert_within


@dataclass
class Ledger:
    """A store that remembers its calls."""

    known: set[str] = field(default_factory=set)
    read_now: set[str] = field(default_factory=set)
    written: list[Path] = field(default_factory=list)
    seen: list[Path] = field(default_factory=list)
    failures: list[tuple[Any, ...]] = field(default_factory=list)
    finished: list[dict[str, int]] = field(default_factory=list)

    def start_run(self, of_version: str) -> int:
        assert of_version == version()
        self.read_now.clear()
        return 7

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()

    def pass_over(self, found: list[tuple[str, Path]], run: int, *, anew: bool) -> set[str]:
        known = self.read_now if anew else self.known
        self.seen += [path for sha256, path in found if sha256 in known]
        return {sha256 for sha256, _ in found} & known

    def write_prepared(self, prepared: Prepared, path: Path, run: int, modified: datetime) -> int:
        assert modified.timestamp() == pytest.approx(path.stat().st_mtime)
        self.known.add(prepared.source.sha256)
        self.read_now.add(prepared.source.sha256)
        self.written.append(path)
        return len(self.written)

    def record_failure(self, path: Path, sha256: str | None, error_class: str, message: str, run: int) -> None:
        self.failures.append((path, sha256, error_class, message))

    def finish_run(self, run: int, **counts: int) -> None:
        assert run == 7
        self.finished.append(counts)


def read(path: Path) -> Document:
    data = path.read_bytes()
    if data.startswith(b"scan"):
        raise NoUsableText("The pages are pictures. Scans cannot be read yet.")
    if data.startswith(b"fault"):
        raise ZeroDivisionError("division by zero")
    return Document(Source(path.name, hashlib.sha256(data).hexdigest(), "text"), (Paragraph(data.decode()),))


def extract(document: Document) -> Plan:
    lines = document.blocks[0].text.split(";")
    return Plan(
        document.source, Metadata(), tuple(Task(str(i), "body", None, (), line) for i, line in enumerate(lines))
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "a.txt": "một;hai",
        "b.txt": "scan",
        "c.txt": "fault",
        "d.txt": "một;hai",
        "e.txt": "ba",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def take(path: Path) -> Taken:
    document = read(path)
    return Taken(prepare(document, extract(document)), (), None, {"read": 1.0, "extract": 2.0})


def batch(files: list[Path], store: Ledger, work: Callable[[Path], Taken] = take, **options: Any) -> Iterator[Outcome]:
    return ingest(files, store, InProcess(work), **options)  # type: ignore[arg-type]


def run(folder: Path, store: Ledger, **options: Any) -> list[Outcome]:
    """The outcomes, by name: files that fail at once come before those that are read."""
    files = [*sorted(folder.iterdir()), folder / "gone.txt"]
    return sorted(batch(files, store, **options), key=lambda outcome: outcome.path)


def test_a_bad_file_does_not_stop_the_rest(folder: Path) -> None:
    store = Ledger()
    outcomes = run(folder, store)
    assert [(o.path.name, o.status, o.tasks) for o in outcomes] == [
        ("a.txt", "read", 2),
        ("b.txt", "failed", 0),
        ("c.txt", "failed", 0),
        ("d.txt", "unchanged", 0),
        ("e.txt", "read", 1),
        ("gone.txt", "failed", 0),
    ]
    assert store.finished == [{"read": 2, "unchanged": 1, "failed": 3, "tasks": 3}]


def test_the_same_bytes_under_another_name_are_seen_there(folder: Path) -> None:
    store = Ledger()
    run(folder, store)
    assert store.seen == [folder / "d.txt"]


def test_a_failure_is_recorded_with_its_reason(folder: Path) -> None:
    store = Ledger()
    run(folder, store)
    gone, scan, fault = store.failures
    assert scan[2:] == ("NoUsableText", "The pages are pictures. Scans cannot be read yet.")
    assert len(scan[1]) == 64
    assert fault[2] == "ZeroDivisionError"
    assert "Please report it" in fault[3]
    assert gone[1:3] == (None, "FileNotFoundError")
    assert "no such file" in gone[3]


def test_a_second_run_reads_nothing_again(folder: Path) -> None:
    store = Ledger()
    run(folder, store)
    assert {o.status for o in run(folder, store)} == {"unchanged", "failed"}
    assert store.finished[1]["read"] == 0


def test_force_reads_all_again(folder: Path) -> None:
    store = Ledger()
    run(folder, store)
    run(folder, store, force=True)
    assert store.finished[1]["read"] == 2
    assert store.finished[1]["unchanged"] == 1


class Lost(InProcess):
    """Readers that are lost after so many answers: when one is waited for, or when the others are being written."""

    def __init__(self, answers: int, *, while_writing: bool) -> None:
        super().__init__(take)
        self.left = answers
        self.while_writing = while_writing

    def next(self, seconds: float | None = None) -> Any:
        if self.left <= 0 and (seconds == 0 or not self.while_writing):
            raise NoReaders("They are gone.")
        self.left -= 1
        return super().next(seconds)


@pytest.mark.parametrize("while_writing", [False, True])
def test_what_was_read_when_the_readers_are_lost_is_written(tmp_path: Path, *, while_writing: bool) -> None:
    files = [tmp_path / f"{number:03}.txt" for number in range(100)]
    for path in files:
        path.write_text(f"việc {path.name}", "utf-8")
    store, outcomes = Ledger(), []
    with pytest.raises(NoReaders, match="They are gone"):
        for outcome in ingest(files, store, Lost(20, while_writing=while_writing)):  # type: ignore[arg-type]
            outcomes.append(outcome)
    assert len(outcomes) >= 20
    assert [outcome.path for outcome in outcomes] == store.written == files[: len(outcomes)]
    assert store.finished == [{"read": len(outcomes), "unchanged": 0, "failed": 0, "tasks": len(outcomes)}]


def test_the_same_bytes_are_read_once_in_a_run_by_force_too(folder: Path) -> None:
    store = Ledger()
    for name in ("f.txt", "g.txt", "h.txt"):
        (folder / name).write_text("một;hai", encoding="utf-8")
    same = [outcome.path.name for outcome in run(folder, store) if outcome.status == "unchanged"]
    assert same == ["d.txt", "f.txt", "g.txt", "h.txt"]
    assert len([o for o in run(folder, store, force=True) if o.status == "read"]) == 2


def test_the_same_bytes_that_fail_are_each_told_of(folder: Path) -> None:
    store = Ledger()
    (folder / "f.txt").write_text("scan", encoding="utf-8")
    assert [o.path.name for o in run(folder, store) if o.error == "NoUsableText"] == ["b.txt", "f.txt"]


def test_an_outcome_tells_what_it_took(folder: Path) -> None:
    outcome = run(folder, Ledger())[0]
    assert outcome.sha256 == hashlib.sha256("một;hai".encode()).hexdigest()
    assert {name: outcome.seconds[name] for name in ("read", "extract")} == {"read": 1.0, "extract": 2.0}
    assert set(outcome.seconds) == {"hash", "read", "extract", "store"}
    assert outcome.memory == 1


@pytest.mark.parametrize("deed", ["longer", "touched", "replaced", "removed"])
def test_a_file_that_changes_while_it_is_read_is_read_in_the_next_run(tmp_path: Path, deed: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một", encoding="utf-8")

    def changing(changed: Path) -> Taken:
        if deed == "replaced":  # the same size and time
            status = path.stat()
            path.write_text("hai", encoding="utf-8")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        taken = take(changed)
        if deed == "longer":
            path.write_text("một;hai", encoding="utf-8")
        elif deed == "touched":
            os.utime(path, (1, 1))
        elif deed == "removed":
            path.unlink()
        return taken

    store = Ledger()
    (outcome,) = batch([path], store, changing)
    assert (outcome.status, outcome.error, store.written) == ("failed", "ChangedWhileRead", [])
    assert "next run" in store.failures[0][3]


def test_a_damaged_file_that_changes_is_being_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("scan", encoding="utf-8")

    def changing(changed: Path) -> Taken:
        path.write_text("scan, whole now", encoding="utf-8")
        return take(changed)

    (outcome,) = batch([path], Ledger(), changing)
    assert outcome.error == "ChangedWhileRead"


class Given(InProcess):
    """Remembers the files that it was given."""

    def __init__(self, work: Callable[[Path], Taken]) -> None:
        super().__init__(work)
        self.given: list[Path] = []

    def give(self, path: Path) -> None:
        self.given.append(path)
        super().give(path)


def test_once_stopped_what_is_under_way_is_finished_and_no_more_begun(folder: Path) -> None:
    store = Ledger()
    (folder / "d.txt").unlink()
    readers = Given(take)
    outcomes = list(ingest(sorted(folder.iterdir()), store, readers, is_stopped=lambda: len(readers.given) == 2))  # type: ignore[arg-type]
    assert [o.path.name for o in outcomes] == ["a.txt", "b.txt"]
    assert store.finished == [{"read": 1, "unchanged": 0, "failed": 1, "tasks": 2}]


def test_a_run_that_is_broken_off_is_closed_with_what_was_done(folder: Path) -> None:
    store = Ledger()
    outcomes = batch(sorted(folder.iterdir()), store)
    assert next(outcomes).status == "read"
    outcomes.close()  # type: ignore[attr-defined]
    assert store.finished == [{"read": 1, "unchanged": 0, "failed": 0, "tasks": 2}]


def test_files_are_looked_for_as_they_are_needed(tmp_path: Path) -> None:
    def endless() -> Iterator[Path]:
        for number in count():
            path = tmp_path / f"{number}.txt"
            path.write_text(f"{number}", encoding="utf-8")
            yield path

    outcomes = batch(endless(), Ledger())  # type: ignore[arg-type]
    assert [outcome.status for outcome in islice(outcomes, 5)] == ["read"] * 5
    assert len(list(tmp_path.iterdir())) <= 400
    outcomes.close()  # type: ignore[attr-defined]


def test_a_fault_of_the_store_is_no_fault_of_the_file(folder: Path) -> None:
    class Full(Ledger):
        def write_prepared(self, *args: Any) -> int:
            raise OSError("disk full")

    store = Full()
    with pytest.raises(OSError, match="disk full"):
        run(folder, store)
    assert all(failure[2] != "OSError" for failure in store.failures)
    assert len(store.finished) == 1


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        pytest.param([("1", "Họp"), ("1", "Báo cáo")], "IntegrityError", id="two tasks with one id"),
        pytest.param([("1", "Họp\udcff")], "UnicodeEncodeError", id="text that is none"),
    ],
)
def test_rows_that_the_store_refuses_are_a_fault_with_their_file_alone(
    tmp_path: Path, rows: list[tuple[str, str]], error: str
) -> None:
    def taken(path: Path) -> Taken:
        document = read(path)
        plan = Plan(document.source, Metadata(), tuple(Task(i, "body", None, (), text) for i, text in rows))
        return Taken(prepare(document, plan), (), None, {}) if path.name == "a.txt" else take(path)

    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in files:
        path.write_text(path.name, encoding="utf-8")
    with Store(tmp_path / "plans.db") as store:
        outcomes = list(ingest(files, store, InProcess(taken)))
        assert [(outcome.status, outcome.error) for outcome in outcomes] == [("failed", error), ("read", None)]
        assert store.db.execute("SELECT path FROM file_paths").fetchall() == [(str(files[1]),)]
        assert store.failed_paths() == [files[0]]


def test_debugging_shows_where_it_happened(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEHOACH_DEBUG", "1")
    run(folder, Ledger())
    assert "Traceback" in capsys.readouterr().err


def test_the_version_names_the_program_and_its_rules() -> None:
    number, _, mark = version().partition("+")
    assert number == __version__
    assert len(mark) == 8


def test_whatever_reading_rests_on_is_in_the_version() -> None:
    home = Path(kehoach.__file__).resolve().parent.parent
    files = (path for room in UNDERSTANDING for path in (home / room).rglob("*") if path.is_file())
    assert {path.suffix for path in files if "__pycache__" not in path.parts and path.name != "py.typed"} <= {
        *UNDERSTOOD_BY
    }


def partly(path: Path) -> Taken:
    """A file of which some pages need a program that is not there."""
    return replace(take(path), warnings=("Page 2 left out.",), lacking="Install tesseract.")


def test_what_could_be_read_is_kept_and_what_lacks_is_an_open_failure(tmp_path: Path) -> None:
    store = Ledger()
    (tmp_path / "a.txt").write_text("một", encoding="utf-8")
    (outcome,) = batch([tmp_path / "a.txt"], store, partly)
    assert (outcome.status, outcome.tasks, outcome.notes) == ("read", 1, ("Page 2 left out.",))
    assert store.written == [tmp_path / "a.txt"]
    assert [failure[2:] for failure in store.failures] == [("ProgramMissing", "Install tesseract.")]


def test_a_name_too_long_for_a_searchable_pdf_is_told(tmp_path: Path) -> None:
    scan = tmp_path / ("ế" * 83 + "ab.pdf")
    scan.write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableFile, match=r"File name too long\. Give the scan a shorter name"):
        write_searchable(scan)


def test_a_searchable_pdf_stands_beside_the_scan_and_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Path, Path]] = []

    def searchable_pdf(path: Path, out: Path) -> None:
        made.append((path, out))
        out.write_bytes(b"%PDF-")

    monkeypatch.setattr("ingest.searchable.searchable_pdf", searchable_pdf)
    scan = tmp_path / "kh.pdf"
    scan.write_bytes(b"%PDF-1.4")
    assert write_searchable(scan) == write_searchable(scan) == tmp_path / "kh.searchable.pdf"
    assert made == [(scan, tmp_path / "kh.searchable.pdf")]
    assert [path.name for path in find([tmp_path]).files] == ["kh.pdf"]


def test_ten_thousand_known_files_take_half_a_millisecond_each(tmp_path: Path) -> None:
    """Found, hashed, asked for and noted as seen. Some hundred of them here."""
    number = 600
    home = tmp_path / "in"
    home.mkdir()
    for name in range(number):
        (home / f"{name}.txt").write_text(f"{name}\nViệc|Sở", encoding="utf-8")
    with Store(tmp_path / "plans.db", batch=True) as store:
        for _ in ingest(find([home]).files, store, InProcess(slow_work.take)):
            pass

        def again() -> list[str]:
            return [outcome.status for outcome in ingest(find([home]).files, store, InProcess(slow_work.take))]

        assert assert_within(number * 0.0005, again, time.perf_counter) == ["unchanged"] * number
        seen = store.db.execute("SELECT count(*) FROM file_paths WHERE run = 2").fetchone()
        assert seen == (number,)
