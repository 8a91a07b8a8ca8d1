"""Many files: what is read, skipped, recorded as failed. Readers, grammars and store are fakes."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import kehoach
from ingest.errors import NoUsableText, UnreadableFile
from kehoach import __version__
from kehoach.folders import find
from kehoach.pipeline import UNDERSTANDING, UNDERSTOOD_BY, Outcome, ingest, version, write_searchable
from models import Document, Metadata, Paragraph, Plan, Source, Task


@dataclass
class Ledger:
    """A store that remembers its calls."""

    known: set[str] = field(default_factory=set)
    written: list[Path] = field(default_factory=list)
    seen: list[Path] = field(default_factory=list)
    failures: list[tuple[Any, ...]] = field(default_factory=list)
    finished: list[dict[str, int]] = field(default_factory=list)

    def start_run(self, of_version: str) -> int:
        assert of_version == version()
        return 7

    def is_known(self, sha256: str, of_version: str) -> bool:
        return sha256 in self.known

    def record_seen(self, sha256: str, path: Path, run: int) -> None:
        self.seen.append(path)

    def write(self, document: Document, plan: Plan, path: Path, run: int) -> int:
        self.known.add(plan.source.sha256)
        self.written.append(path)
        return len(self.written)

    def record_failure(self, path: Path, sha256: str | None, error_class: str, message: str, run: int) -> None:
        self.failures.append((path, sha256, error_class, message))

    def finish_run(self, run: int, **counts: int) -> None:
        assert run == 7
        self.finished.append(counts)


def read(path: Path) -> Document:
    import hashlib

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


def run(folder: Path, store: Ledger, **options: Any) -> list[Outcome]:
    files = [*sorted(folder.iterdir()), folder / "gone.txt"]
    return list(ingest(files, store, read=read, extract=extract, **options))  # type: ignore[arg-type]


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
    scan, fault, gone = store.failures
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
    assert store.finished[1]["read"] == 3


def test_a_run_that_is_stopped_is_closed_with_what_was_done(folder: Path) -> None:
    store = Ledger()

    def stop(path: Path) -> Document:
        if path.name == "d.txt":
            raise KeyboardInterrupt
        return read(path)

    (folder / "d.txt").write_text("khác", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        list(ingest(sorted(folder.iterdir()), store, read=stop, extract=extract))  # type: ignore[arg-type]
    assert store.finished == [{"read": 1, "unchanged": 0, "failed": 2, "tasks": 2}]


def test_a_fault_of_the_store_is_no_fault_of_the_file(folder: Path) -> None:
    class Full(Ledger):
        def write(self, *args: Any) -> int:
            raise OSError("disk full")

    store = Full()
    with pytest.raises(OSError, match="disk full"):
        run(folder, store)
    assert store.failures == []
    assert len(store.finished) == 1


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
    assert {path.suffix for path in files if "__pycache__" not in path.parts} <= {*UNDERSTOOD_BY}


def partly(path: Path) -> Document:
    """A file of which some pages need a program that is not there."""
    from dataclasses import replace

    return replace(read(path), warnings=("Page 2 left out.",), lacking="Install tesseract.")


def test_what_could_be_read_is_kept_and_what_lacks_is_an_open_failure(tmp_path: Path) -> None:
    store = Ledger()
    (tmp_path / "a.txt").write_text("một", encoding="utf-8")
    (outcome,) = ingest([tmp_path / "a.txt"], store, read=partly, extract=extract)  # type: ignore[arg-type]
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
