"""`read` and `read_plan` for programs: any source, progress, threads."""

import hashlib
import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from ingest.limits import Limits, applied
from kehoach import Progress, read, read_plan
from kehoach.errors import EmptyFile, TooLarge, UnknownFormat, UnreadableFile
from tests.ingest.scan import drawing
from tests.ingest.scan.test_documents import body

DRUGS = "chi-thi-phong-chong-ma-tuy-2026.txt"


@pytest.fixture(params=[SCHOOLS, DIGITAL, DRUGS])
def sample(request: pytest.FixtureRequest) -> Path:
    return SAMPLES / request.param


def test_path_bytes_and_stream_give_the_same_plan(sample: Path) -> None:
    plan = read_plan(sample)
    data = sample.read_bytes()
    assert plan.tasks
    assert read_plan(str(sample)) == plan
    for content in (data, bytearray(data), memoryview(data)):
        assert read_plan(content, name=sample.name) == plan
    with sample.open("rb") as stream:
        assert read_plan(stream) == plan
        assert not stream.closed


def test_the_name_is_the_one_given_else_the_paths_or_the_streams(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch", encoding="utf-8")
    assert read(path).source.name == "a.txt"
    assert read(path, name="b.txt").source.name == "b.txt"
    with path.open("rb") as stream:
        assert read(stream).source.name == "a.txt"
    with os.fdopen(os.open(path, os.O_RDONLY), "rb") as stream:  # its name is a number
        assert read(stream).source.name == "document"
    assert read(path.read_bytes()).source.name == "document"


def test_the_content_decides_and_the_name_warns() -> None:
    document = read("Kế hoạch".encode(), name="plan.pdf")
    assert document.source.format == "text"
    assert "ends in .pdf" in document.warnings[0]
    assert not read("Kế hoạch".encode()).warnings


class Dripping(io.RawIOBase):
    """A stream that gives little at a time, as a connection does, and cannot go back."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._inner.read(min(size, 100))


def test_a_stream_that_gives_little_at_a_time_is_read_whole() -> None:
    data = (SAMPLES / DRUGS).read_bytes()
    assert read(Dripping(data)).source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"not this. " + "Kế hoạch".encode())
    stream.seek(10)
    assert [block.text for block in read(stream).blocks] == ["Kế hoạch"]


def test_an_endless_stream_is_too_large() -> None:
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return b"a" * size

    stream = Endless()
    with applied(Limits(file_bytes=3_000_000)), pytest.raises(TooLarge, match="MB"):
        read(stream)
    assert stream.given == 3_000_001


@pytest.mark.parametrize("source", [None, 3, ["a.docx"]])
def test_anything_else_is_no_source(source: object) -> None:
    with pytest.raises(TypeError, match=f"path, bytes or a binary stream is wanted, not {type(source).__name__}"):
        read(source)  # type: ignore[arg-type]


def test_a_text_stream_is_told_to_be_opened_in_binary_mode() -> None:
    with pytest.raises(TypeError, match="'rb'"):
        read(io.StringIO("Kế hoạch"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param(b"", EmptyFile, id="nothing"),
        pytest.param(io.BytesIO(), EmptyFile, id="an empty stream"),
        pytest.param(b"\x00\x01\x02\xff" * 50, UnknownFormat, id="no document"),
        pytest.param("no such file.docx", UnreadableFile, id="no file"),
    ],
)
def test_errors_tell_what_to_do(source: bytes, error: type[UnreadableFile]) -> None:
    with pytest.raises(error, match=r"\."):
        read_plan(source)


# Progress


def heard(path: Path) -> list[Progress]:
    steps: list[Progress] = []
    read_plan(path, progress=steps.append)
    return steps


def test_pages_of_a_pdf_are_told_one_by_one() -> None:
    steps = heard(SAMPLES / DIGITAL)
    pages = read(SAMPLES / DIGITAL).source.pages
    assert pages
    assert steps == [
        Progress("reading", 0, None),
        *(Progress("reading", done, pages) for done in range(pages + 1)),
        Progress("extracting", 0, 1),
        Progress("extracting", 1, 1),
    ]


def test_a_file_without_pages_is_one_step() -> None:
    assert heard(SAMPLES / SCHOOLS) == [
        Progress("reading", 0, None),
        Progress("reading", 1, 1),
        Progress("extracting", 0, 1),
        Progress("extracting", 1, 1),
    ]


def test_pages_of_a_scan_are_told_in_the_callers_thread(tmp_path: Path) -> None:
    scan = drawing.pdf([body(), body()], tmp_path)
    steps: list[Progress] = []
    threads: set[int] = set()

    def listen(step: Progress) -> None:
        steps.append(step)
        threads.add(threading.get_ident())

    read(scan, progress=listen)
    assert [(step.done, step.total) for step in steps if step.stage == "recognising"] == [(0, 2), (1, 2), (2, 2)]
    assert threads == {threading.get_ident()}


class TooSlowError(Exception):
    """What a listener raises that has waited long enough."""


@pytest.mark.parametrize("stage", ["reading", "recognising", "extracting"])
def test_what_a_listener_raises_stops_the_reading_and_leaves_nothing_behind(stage: str, tmp_path: Path) -> None:
    source = drawing.pdf([body(), body()], tmp_path)

    def listen(step: Progress) -> None:
        if step.stage == stage and step.done == 1:
            raise TooSlowError

    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(TooSlowError):
        read_plan(source, progress=listen)
    assert set(psutil.Process().children(recursive=True)) <= before
    assert read_plan(SAMPLES / DIGITAL).tasks  # nothing is locked


# Threads


def test_threads_give_what_one_gives_in_turn(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(drawing.pdf([body()], tmp_path))
    files = [*(SAMPLES / name for name in (SCHOOLS, DIGITAL, DRUGS)), scan]
    expected = {path: read_plan(path) for path in files}
    work = files * 3
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(read_plan, work)) == [expected[path] for path in work]


def test_each_thread_hears_of_its_own_file() -> None:
    def count(path: Path) -> int:
        return sum(step.stage == "reading" for step in heard(path))

    files = [SAMPLES / SCHOOLS, SAMPLES / DIGITAL] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, files)) == [count(path) for path in files]
