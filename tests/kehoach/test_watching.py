"""What is new in folders: the state over scans of a world made up here, and the loop. Nothing sleeps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach.errors import StoreBusy
from kehoach.listing import Entry
from kehoach.pipeline import Outcome
from kehoach.watching import Batch, Event, Version, Watcher, watch
from tests.pace import assert_within

SETTLE = 5.0


@dataclass
class World:
    """Folders with files, and a clock. Every writing gives a file a time of modification of its own."""

    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    extra: list[Entry] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    now: float = 100.0
    looking: float = 0.0
    writings: int = 0

    def write(self, path: str, size: int = 1) -> None:
        self.writings += 1
        self.files[path] = (size, self.writings)

    def look(self, folder: Path) -> Iterator[Entry]:
        self.now += self.looking
        if str(folder) in self.gone:
            yield Entry(str(folder), "closed", reason="host is down")
            return
        for path, (size, mtime) in self.files.items():
            if Path(path).is_relative_to(folder):
                yield Entry(path, "file", size, mtime)
        yield from (entry for entry in self.extra if Path(entry.path).is_relative_to(folder))
        self.now += self.looking

    def glance(self, path: str) -> tuple[int, int] | None:
        return None if any(Path(path).is_relative_to(folder) for folder in self.gone) else self.files.get(path)

    def watcher(self, *folders: str, remembered: int = 1000) -> Watcher:
        return Watcher(
            [Path(folder) for folder in folders or ("/in",)],
            SETTLE,
            clock=lambda: self.now,
            look=self.look,
            glance=self.glance,
            is_document=lambda path: path.suffix != ".xlsx",
            remembered=remembered,
        )


def ready(watcher: Watcher) -> list[str]:
    return [version.path for version in watcher.scan().ready]


def settled(world: World, watcher: Watcher) -> list[str]:
    """What is ready when the world stands still for a while."""
    first = ready(watcher)
    world.now += SETTLE
    return first + ready(watcher)


def test_a_file_is_handed_over_when_it_has_settled_and_only_then() -> None:
    world = World()
    watcher = world.watcher()
    world.write("/in/kh.docx")
    assert watcher.scan().settling == 1
    world.now += SETTLE - 0.1
    assert ready(watcher) == []
    world.now += 0.1
    assert ready(watcher) == ["/in/kh.docx"]
    world.now += 100
    assert ready(watcher) == []


def test_a_file_that_grows_for_minutes_is_not_handed_over_before_it_stands_still() -> None:
    world = World()
    watcher = world.watcher()
    for size in range(100):
        world.write("/in/quet.pdf", size)
        assert ready(watcher) == []
        world.now += 4
    assert settled(world, watcher) == ["/in/quet.pdf"]


def test_the_time_of_a_long_scan_does_not_count_as_settling() -> None:
    world = World(looking=3.0)
    watcher = world.watcher()
    world.write("/in/kh.docx")
    watcher.scan()
    world.now += SETTLE - 1
    assert ready(watcher) == []


def test_a_newer_file_under_the_same_name_is_new() -> None:
    world = World()
    watcher = world.watcher()
    world.write("/in/kh.docx", 7)
    assert settled(world, watcher) == ["/in/kh.docx"]
    world.write("/in/kh.docx", 7)
    assert settled(world, watcher) == ["/in/kh.docx"]


def test_what_is_no_document_is_looked_into_once() -> None:
    world = World()
    asked: list[Path] = []
    watcher = Watcher(
        [Path("/in")],
        SETTLE,
        clock=lambda: world.now,
        look=world.look,
        glance=world.glance,
        is_document=lambda path: bool(asked.append(path)),
    )
    world.write("/in/bang")
    for _ in range(5):
        assert settled(world, watcher) == []
    assert asked == [Path("/in/bang")]


def test_a_lost_folder_is_told_once_and_when_it_is_back_and_its_files_are_not_new() -> None:
    world = World()
    watcher = world.watcher("/in", "/other")
    world.write("/in/kh.docx")
    assert settled(world, watcher) == ["/in/kh.docx"]
    world.gone = {"/in"}
    world.write("/other/kh.docx")
    events = [watcher.scan().events for _ in range(3)]
    assert events == [(Event("lost", "/in", "host is down"),), (), ()]
    assert settled(world, watcher) == ["/other/kh.docx"], "the other folder is watched all the while"
    world.gone = set()
    world.write("/in/later.docx")
    found = watcher.scan()
    assert (found.ready, found.events) == ((), (Event("back", "/in"),))
    assert settled(world, watcher) == ["/in/later.docx"]


def test_a_file_that_was_settling_when_its_folder_went_settles_anew() -> None:
    world = World()
    watcher = world.watcher()
    world.write("/in/kh.docx")
    watcher.scan()
    world.gone = {"/in"}
    world.now += SETTLE
    watcher.scan()
    world.gone = set()
    assert ready(watcher) == []
    world.now += SETTLE
    assert ready(watcher) == ["/in/kh.docx"]


def test_an_empty_mount_point_is_told_once() -> None:
    world = World()
    watcher = world.watcher()
    assert watcher.scan().events == (), "a folder may be empty from the first"
    world.write("/in/kh.docx")
    assert settled(world, watcher) == ["/in/kh.docx"]
    files, world.files = world.files, {}
    assert [watcher.scan().events for _ in range(2)] == [(Event("empty", "/in"),), ()]
    world.files = files
    assert watcher.scan().events == (Event("back", "/in"),)
    assert settled(world, watcher) == []


def test_closed_folders_and_links_out_are_told_once_and_again_when_they_are_new_again() -> None:
    world = World(extra=[Entry("/in/mat", "closed", reason="permission denied"), Entry("/in/ra", "leads out")])
    watcher = world.watcher()
    both = (Event("closed", "/in/mat", "permission denied"), Event("leads out", "/in/ra"))
    assert [watcher.scan().events for _ in range(2)] == [both, ()]
    extra, world.extra = world.extra, []
    assert watcher.scan().events == ()
    world.extra = extra
    assert watcher.scan().events == both


def test_what_is_put_back_comes_again() -> None:
    world = World()
    watcher = world.watcher()
    world.write("/in/kh.docx")
    watcher.scan()
    world.now += SETTLE
    watcher.put_back(watcher.scan().ready)
    assert settled(world, watcher) == ["/in/kh.docx"]


def test_files_that_come_and_go_for_years_are_forgotten_at_last() -> None:
    world = World()
    watcher = world.watcher(remembered=10)
    world.write("/in/stays.docx")
    for number in range(200):
        world.write(f"/in/{number}.docx")
        assert f"/in/{number}.docx" in settled(world, watcher)
        del world.files[f"/in/{number}.docx"]
        assert len(watcher._taken) <= 14
    assert ready(watcher) == []


PATHS = st.sampled_from(["/in/a.docx", "/in/b.pdf", "/in/2026/a.docx", "/other/c.txt"])
FOLDERS = st.sampled_from(["/in", "/other"])
CHANGES = st.one_of(
    st.tuples(st.sampled_from(["write", "write", "remove", "move away", "move back"]), PATHS),
    st.tuples(st.sampled_from(["lose", "return"]), FOLDERS),
)
ROUNDS = st.lists(  # what changes, how much time passes before the scan, whether what it hands over is read
    st.tuples(st.lists(CHANGES, max_size=2), st.sampled_from([0.0, 2.0, SETTLE, SETTLE, 60.0]), st.booleans()),
    min_size=5,
    max_size=30,
)


@settings(max_examples=300)
@given(rounds=ROUNDS, looking=st.sampled_from([0.0, 1.0]))
def test_each_complete_version_is_handed_over_once_and_none_that_changed_just_now(
    rounds: list[tuple[list[tuple[str, str]], float, bool]], looking: float
) -> None:
    world = World(looking=looking)
    watcher = world.watcher("/in", "/other")
    changed: dict[str, float] = {}
    away: dict[str, tuple[int, int]] = {}
    handed: set[Version] = set()

    def change(kind: str, what: str) -> None:
        if kind == "write":
            world.write(what, size=world.writings % 3)
            changed[what] = world.now
        elif kind == "remove":
            world.files.pop(what, None)
        elif kind == "move away" and what in world.files:
            away[what] = world.files.pop(what)
        elif kind == "move back" and what in away:
            world.files[what] = away[what]
        elif kind == "lose":
            world.gone.add(what)
        elif kind == "return":
            world.gone.discard(what)

    def scan(is_read: bool) -> None:
        start = world.now
        versions = watcher.scan().ready
        for version in versions:
            assert world.glance(version.path) == version[1:]
            assert start + world.looking - changed[version.path] >= SETTLE  # when the first folder is listed
            assert version not in handed
        if is_read:
            handed.update(versions)
        else:
            watcher.put_back(versions)

    for path in ("/in/a.docx", "/in/b.pdf"):
        change("write", path)
    for changes, passed, is_read in rounds:
        for kind, what in changes:
            change(kind, what)
        world.now += passed
        scan(is_read)
    world.gone.clear()
    scan(True)
    world.now += SETTLE
    scan(True)
    assert {Version(path, *version) for path, version in world.files.items()} <= handed


Take = Callable[[Iterable[Path]], Iterator[Outcome]]


def run(world: World, take: Take, rounds: int, *, once: bool = False) -> list[Event | Batch | Outcome]:
    """What the loop tells in so many rounds; each wait lets as much time pass as it says."""
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        world.now += seconds

    watcher = world.watcher()
    return list(watch(watcher, take, every=10, wait=wait, is_stopped=lambda: len(waits) >= rounds, once=once))


def read_all(files: Iterable[Path]) -> Iterator[Outcome]:
    yield from (Outcome(path, "read", 1) for path in files)


def test_a_thousand_files_are_one_batch() -> None:
    world = World()
    for number in range(1000):
        world.write(f"/in/{number}.docx")
    told = run(world, read_all, 5)
    assert (told[0], told[-1]) == (Batch(1000), Batch(1000, is_over=True))
    assert [thing.path.name for thing in told if isinstance(thing, Outcome)] == [f"{n}.docx" for n in range(1000)]
    assert len(told) == 1002


def test_a_file_that_changes_while_those_before_it_are_read_waits_until_it_has_settled() -> None:
    world = World()
    for name in "abc":
        world.write(f"/in/{name}.docx")
    batches: list[list[str]] = []

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        batches.append([])
        for path in files:
            batches[-1].append(path.name)
            if len(batches) == 1 and path.name == "a.docx":
                world.write("/in/b.docx")
                del world.files["/in/c.docx"]
            yield Outcome(path, "read")

    run(world, take, 6)
    assert batches == [["a.docx"], ["b.docx"]]


def test_a_failure_is_tried_again_only_when_the_file_changes() -> None:
    world = World()
    world.write("/in/kh.docx")
    tried: list[float] = []

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        for path in files:
            tried.append(world.now)
            yield Outcome(path, "failed", reason="damaged")
            if len(tried) == 1:
                world.now += 500

    run(world, take, 10)
    assert len(tried) == 1


def test_a_failure_of_a_drive_that_went_is_tried_again_when_it_is_back() -> None:
    world = World()
    world.write("/in/kh.docx")
    tried: list[float] = []

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        for path in files:
            world.gone = set() if tried else {"/in"}
            tried.append(world.now)
            yield Outcome(path, "failed" if world.gone else "read", reason="no such file")
            world.gone = set()

    def wait(seconds: float) -> None:
        world.now += seconds

    stops = iter([False] * 30)
    watcher = world.watcher()
    told = watch(watcher, take, every=10, wait=wait, is_stopped=lambda: next(stops, True))
    assert [thing.status for thing in told if isinstance(thing, Outcome)] == ["failed", "read"]


def test_a_busy_store_is_told_once_and_asked_again() -> None:
    world = World()
    world.write("/in/kh.docx")
    tries: list[int] = []

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        tries.append(1)
        if len(tries) < 4:
            raise StoreBusy("plans.db: in use")
        yield from read_all(files)

    told = run(world, take, 20)
    assert [thing for thing in told if not isinstance(thing, Batch)] == [
        Event("trouble", reason="plans.db: in use"),
        Outcome(Path("/in/kh.docx"), "read", 1),
        Event("over"),
    ]


def test_what_comes_after_the_stop_is_not_given_out() -> None:
    world = World()
    for name in "abc":
        world.write(f"/in/{name}.docx")
    taken: list[str] = []

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        for path in files:
            taken.append(path.name)
            yield Outcome(path, "read")

    told = watch(
        world.watcher(),
        take,
        every=10,
        wait=lambda s: setattr(world, "now", world.now + s),
        is_stopped=lambda: len(taken) == 2,
    )
    assert list(told)[-1] == Batch(3, is_over=True)
    assert taken == ["a.docx", "b.docx"]


def test_once_takes_what_has_settled_and_ends() -> None:
    world = World()
    world.write("/in/kh.docx")
    told = run(world, read_all, 99, once=True)
    assert Outcome(Path("/in/kh.docx"), "read", 1) in told
    assert world.now == 100 + SETTLE


def test_once_ends_with_the_error_of_the_store() -> None:
    world = World()
    world.write("/in/kh.docx")

    def take(files: Iterable[Path]) -> Iterator[Outcome]:
        raise StoreBusy("plans.db: in use")
        yield

    with pytest.raises(StoreBusy):
        run(world, take, 99, once=True)


def test_a_scan_takes_ten_microseconds_a_file_and_memory_stays_flat(tmp_path: Path) -> None:
    import tracemalloc

    for number in range(10):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        for file in range(1000):
            (folder / f"Kế hoạch số {file}.docx").touch()
    watcher = Watcher([tmp_path], 0)
    watcher.scan()
    assert len(watcher.scan().ready) == 10_000
    assert_within(0.1, watcher.scan)
    tracemalloc.start()
    try:
        watcher.scan()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(3):
            watcher.scan()
        assert tracemalloc.get_traced_memory()[0] - before < 20_000
    finally:
        tracemalloc.stop()
