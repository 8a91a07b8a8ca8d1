"""The benches of a cluster and of what a document costs: that they measure what they say, not how much it is."""

import shutil
from pathlib import Path

import pytest

from corpus.bench import cluster, documents, scale
from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (SCHOOLS, DIGITAL):
        shutil.copy(SAMPLES / name, tmp_path)
    (tmp_path / "notes.json").write_text("{}", "utf-8")
    return tmp_path


def test_what_documents_cost(folder: Path) -> None:
    files = scale.samples([folder], 5)
    assert {kind: [path.name for path in some] for kind, some in files.items()} == {
        ".docx": [SCHOOLS],
        ".pdf": [DIGITAL],
    }
    cost = scale.cost([folder / SCHOOLS, folder / DIGITAL])
    assert (cost.documents, cost.pages >= 3, cost.tasks > 10) == (2, True, True)
    assert 0 < cost.writing < cost.reading
    assert 0 < cost.files < cost.database


def test_damaged_scans_are_told_from_pdfs_with_text(tmp_path: Path) -> None:
    for name in ("a--0.pdf", "a--0.light.pdf", "a--0.hard.pdf"):
        (tmp_path / name).touch()
    assert {kind: len(some) for kind, some in scale.samples([tmp_path], 5).items()} == {".pdf": 1, "scan": 2}


@pytest.mark.long
def test_two_workers_read_more_than_one(tmp_path: Path) -> None:
    files = sorted(documents.small_plans(tmp_path, 40).iterdir())
    compared = cluster.compare(files, rounds=3)
    assert all(turn.seconds > 0 and turn.writer > 0 for turn in (*compared.one, *compared.two))
    assert compared.ratio > 1.1  # beside other work; figures stand in docs/scale.md


def test_what_is_printed(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    one = (cluster.Turn(18.0, 0.2, 9.0, 0.1), cluster.Turn(20.0, 0.2, 9.0, 0.1), cluster.Turn(30.0, 0.2, 9.0, 0.1))
    two = (cluster.Turn(10.0, 0.2, 9.0, 0.1),) * 3
    monkeypatch.setattr(cluster, "compare", lambda files, rounds: cluster.Compared(one, two))
    cluster.main([str(folder), "--rounds", "3"])
    out = capsys.readouterr().out
    assert out.startswith("2 documents")
    assert "read 2.00 times as much as one (median of 3 in turn)" in out
    assert "With one, a worker was at a file 45% of the time" in out
    assert "100.0 ms of the processor a document" in out
