"""Hostile files end as they must: read, or refused with a message; nothing is run, fetched or left behind."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.hostile import Hostile, every_file
from corpus.hostile.__main__ import main
from corpus.hostile.guarded import Guarded
from ingest import errors

FILES = list(every_file())
WATCHDOG = {"TookTooLong", "TooMuchMemory", "ReaderDied"}
CANARIES = [Path("/tmp/kehoach-canary"), Path("/kehoach-canary"), Path("kehoach-canary")]


@pytest.fixture(scope="module")
def child() -> Iterator[Guarded]:
    with Guarded() as guarded:
        yield guarded


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """The port that the files want to be fetched from: 9, or nothing where it is taken."""
    with socket.socket() as found:
        try:
            found.bind(("127.0.0.1", 9))
        except OSError:
            found.bind(("127.0.0.1", 0))
        found.listen()
        found.setblocking(False)
        yield found


def test_there_are_at_least_150_of_distinct_names() -> None:
    assert len(FILES) >= 150
    assert len({file.name for file in FILES}) == len(FILES)


def test_every_outcome_is_one_that_a_user_can_meet() -> None:
    for file in FILES:
        assert file.expected == "read" or file.expected in WATCHDOG or hasattr(errors, file.expected), file.name
        assert file.why


def test_few_need_the_watchdog() -> None:
    assert sum(file.expected in WATCHDOG for file in FILES) <= 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: ascii(file.name)[1:-1][:60])
def test_hostile_file(file: Hostile, child: Guarded, listener: socket.socket, tmp_path: Path) -> None:
    path = tmp_path / file.name
    try:
        path.write_bytes(file.make())
    except OSError:
        pytest.fail(f"this file system takes no such name: {file.name!r}")
    trial = child.read(path)
    if file.expected in WATCHDOG:  # which limit comes first, the machine decides
        assert trial.outcome in WATCHDOG
    else:
        assert trial.outcome == file.expected, trial.message
        assert trial.known, trial.message
    assert "Traceback" not in trial.message
    for text in file.has:
        assert text in trial.text
    for text in file.lacks:
        assert text not in trial.text
    if trial.outcome not in {"read", *WATCHDOG}:
        assert len(re.findall(r"\.(?: |$)", trial.message)) >= 2, "says what is wrong and what to do"
    assert [canary for canary in CANARIES if canary.exists()] == []
    assert [found.name for found in tmp_path.iterdir()] == [file.name]
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_the_readers_leave_nothing_in_the_folder_for_temporary_files(child: Guarded, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1. Họp.", encoding="utf-8")
    child.read(path)
    assert list(child.folder.iterdir()) == []


def test_all_are_written_with_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [file for file in FILES if file.kind in ("names", "word_parts")]
    monkeypatch.setattr("corpus.hostile.__main__.every_file", lambda: iter(some))
    assert main([str(tmp_path / "out")]) == 0
    entries = json.loads((tmp_path / "out" / "list.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in entries] == [file.name for file in some]
    for file in some:
        assert (tmp_path / "out" / file.name).read_bytes() == file.make()
