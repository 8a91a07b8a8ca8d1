"""The pool of children: whatever a file does to its reader costs that file and no other, and nothing stays behind."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.limits import Limits
from kehoach import guard
from kehoach.child import Answer
from kehoach.errors import NoReaders
from kehoach.guard import Bounds, Pool
from tests.ingest.fakes import alive
from tests.kehoach import deeds

Make = Callable[..., list[Path]]
QUICK = Bounds(seconds=2.0, page_seconds=0.5, memory=700 * 2**20)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Files that say what is to be done, named by their number."""

    def write(*said: str) -> list[Path]:
        paths = [tmp_path / f"{number:02}" for number in range(len(said))]
        for path, text in zip(paths, said, strict=True):
            path.write_text(text, "utf-8")
        return paths

    return write


def answers(paths: list[Path], *, processes: int = 2, bounds: Bounds = QUICK, **options: Any) -> dict[str, Answer[str]]:
    with Pool(deeds.do, processes=processes, bounds=bounds, **options) as pool:
        found = {answer.path.name: answer for answer in pool.results(paths)}
    assert sorted(found) == [path.name for path in paths]
    return found


def gone(pid: int, seconds: float = 5.0) -> bool:
    until = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not alive(pid)


def test_each_file_gets_its_answer(make: Make) -> None:
    found = answers(make(*(f"say {number}" for number in range(20))))
    assert {name: answer.result for name, answer in found.items()} == {f"{n:02}": f"{n}" for n in range(20)}
    assert all(answer.failure is None and answer.seconds < 2 and answer.memory > 2**20 for answer in found.values())


def test_children_live_long(make: Make) -> None:
    assert len({answer.result for answer in answers(make(*["who"] * 30)).values()}) <= 2


def test_paths_are_taken_as_they_are_needed(make: Make) -> None:
    taken: list[Path] = []

    def lazily() -> Iterator[Path]:
        for path in make(*["say x"] * 20):
            taken.append(path)
            yield path

    with Pool(deeds.do, processes=2) as pool:
        for count, _ in enumerate(pool.results(lazily()), 1):
            assert len(taken) <= count + 1
            assert len(pool.under_way) <= 2


@pytest.mark.parametrize(
    ("deed", "error", "message"),
    [
        pytest.param("damaged", "DamagedFile", "The file is damaged.", id="a file that no reader can read"),
        pytest.param("fault", "ZeroDivisionError", "Please report it", id="a fault of our own"),
        pytest.param("leave", "SystemExit", "Please report it", id="a library that calls sys.exit"),
        pytest.param("exit 7", "ReaderDied", "exit code 7", id="a library that ends the process"),
        pytest.param("signal SIGSEGV", "ReaderDied", "SIGSEGV", id="a library that crashes"),
        pytest.param("signal SIGKILL", "ReaderDied", "SIGKILL", id="killed from outside"),
        pytest.param("recurse", "RecursionError", "Please report it", id="recursion without end"),
        pytest.param("grow", "TooMuchMemory", "more than 700 MB", id="memory bit by bit"),
        pytest.param("allocate 4000", "TooMuchMemory", "--max-memory", id="memory at once"),
        pytest.param("wrapped", "TooMuchMemory", "more than 700 MB", id="a library that hides that memory was short"),
        pytest.param("many 6", "TooMuchMemory", "more than 700 MB", id="memory of grandchildren together"),
        pytest.param("sleep 60", "TookTooLong", "longer than 2 seconds", id="hanging"),
        pytest.param("lambda", "AttributeError", "Please report it", id="a result that cannot be handed over"),
        pytest.param("signal SIGSTOP", "TookTooLong", "--max-seconds", id="a process that is stopped"),
    ],
)
def test_what_goes_wrong_costs_its_file_alone(make: Make, deed: str, error: str, message: str) -> None:
    found = answers(make("say a", deed, "say b", "say c"))
    failure = found["01"].failure
    assert failure is not None
    assert (failure.error, found["01"].result) == (error, None)
    assert message in failure.message
    assert [found[name].result for name in ("00", "02", "03")] == ["a", "b", "c"]


@pytest.mark.parametrize("kind", ["led", "orphan"])
def test_what_a_file_has_started_ends_with_it(make: Make, kind: str) -> None:
    paths = make(f"grandchild {kind}", f"leftover {kind}")
    found = answers(paths)
    assert found["00"].failure is not None
    assert found["01"].failure is None
    for path in paths:
        assert gone(int(Path(f"{path}.pid").read_text()))


def test_a_child_that_keeps_memory_is_replaced_in_silence(make: Make) -> None:
    found = answers(make(*["keep 100"] * 8), processes=1)
    assert all(answer.failure is None for answer in found.values())
    assert len({answer.result for answer in found.values()}) >= 2


def test_pages_of_a_scan_have_time_of_their_own(make: Make) -> None:
    found = answers(make("pages 0", "pages 4"), bounds=Bounds(seconds=0.6, page_seconds=0.5))
    assert found["00"].failure is not None
    assert found["01"].failure is None


def test_big_results_come_whole_and_wait_until_they_are_asked_for(make: Make) -> None:
    with Pool(deeds.do, processes=1, bounds=QUICK) as pool:
        pool.give(make("big 30000000")[0])
        time.sleep(3.5)  # longer than a file may take
        answer = pool.next()
    assert answer is not None
    assert answer.failure is None
    assert answer.result == "x" * 30_000_000


def test_limits_hold_in_children_and_cores_are_shared_out(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "cores", lambda: 8)
    assert answers(make("limits"), limits=Limits(pages=7))["00"].result == "7 4"
    assert answers(make("limits"), processes=16)["00"].result == "2000 1"
    assert answers(make("limits"), limits=Limits(processes=3))["00"].result == "2000 3"


def test_temporary_files_go_with_their_child(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    places = answers(make("temporary"))["00"].result
    assert places is not None
    one, other = places.split()
    assert one == other
    assert Path(one).is_relative_to(tmp_path)
    assert not Path(one).parent.exists()


def test_what_killed_batches_left_is_removed(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, new = tmp_path / "kehoach-batch-old", tmp_path / "kehoach-batch-new"
    for folder in (left, new):
        (folder / "inside").mkdir(parents=True)
    os.utime(left, (0, 0))
    answers(make("say a"))
    assert not left.exists()
    assert new.exists()


def test_a_caller_that_stops_leaves_no_process(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(deeds.do, processes=2) as pool:
        results = pool.results(make("who", "sleep 60", "sleep 60"))
        child = int(next(results).result or 0)
        assert alive(child)
    assert gone(child)


def test_children_that_cannot_start_end_the_batch(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "serve", os._exit)
    with pytest.raises(NoReaders, match="cannot be started"):
        answers(make("say a"))


def test_a_replaced_child_starts_at_once(make: Make) -> None:
    with Pool(deeds.do, processes=1) as pool:
        for path in make("say a", "exit 1", "say b"):
            pool.give(path)
            start = time.monotonic()
            pool.next()
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("deed", ["sleep 60", "grandchild led"])
def test_nothing_is_left_of_a_parent_that_is_killed(make: Make, deed: str, tmp_path: Path) -> None:
    (path,) = make(deed)
    script = f"""
from pathlib import Path
from kehoach.guard import Pool
from tests.kehoach import deeds
with Pool(deeds.do, processes=1) as pool:
    list(pool.results([Path({str(path)!r})]))
"""
    marks = tmp_path / "marks"
    marks.mkdir()
    environment = os.environ | {"DEEDS_STARTED": str(marks)}
    home = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", script], cwd=home, env=environment) as parent:
        until = time.monotonic() + 60
        while not list(marks.iterdir()) and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.2)
        parent.kill()
    (mark,) = marks.iterdir()
    assert gone(int(mark.name.partition("-")[2]), 2.0)
