"""Pages for the clerk: drawn, set by LibreOffice, read by OCR, and what a file that breaks its reader costs."""

import hashlib
import io
import multiprocessing
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

import kehoach
from corpus.hostile import Hostile, pdf_content, pdf_structure, pictures
from ingest import office
from ingest.errors import UnreadableFile
from kehoach import review_drawing
from kehoach.errors import TookTooLong
from kehoach.guard import Bounds
from kehoach.lanes import Lanes
from kehoach.review_pictures import Pictures
from models import Box
from review import Original
from tests.kehoach import deeds

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
PDF = SAMPLES / "phuong-chuyen-doi-so-2026.pdf"
WORD = SAMPLES / "so-gddt-an-toan-truong-hoc-2026.docx"
FIRST_TASK = Box(80, 485, 540, 524)  # points


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pictures]:
    with Pictures(tmp_path_factory.mktemp("store") / "plans.db") as opened:
        yield opened


@pytest.fixture
def original(tmp_path: Path) -> Callable[..., Original]:
    """A file of its own with these bytes."""

    def make(data: bytes, format_: str = "pdf") -> Original:
        sha256 = hashlib.sha256(data).hexdigest()
        path = tmp_path / sha256
        path.write_bytes(data)
        return Original(1, sha256, format_, path)

    return make


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


def test_a_page_of_a_pdf_is_drawn_as_large_as_asked(served: Pictures, original: Callable[..., Original]) -> None:
    file = original(PDF.read_bytes())
    sizes = served.sizes(file)
    assert [round(size.width) for size in sizes] == [595, 595, 842, 842]
    for page, dpi in ((1, 80), (3, 110)):
        made = served.picture(file, page, dpi)
        assert made.media_type == "image/jpeg"
        size = sizes[page - 1]
        assert size_of(made.data) == pytest.approx((size.width / 72 * dpi, size.height / 72 * dpi), abs=2)


def test_what_was_drawn_is_kept(served: Pictures, original: Callable[..., Original]) -> None:
    file = original(PDF.read_bytes() + b"\n")
    first = served.picture(file, 2, 80)
    file.path.unlink()
    assert served.picture(file, 2, 80) is first


@pytest.mark.parametrize("page", [0, 5, 10**9])
def test_a_page_that_is_not_there_is_an_index_error(
    served: Pictures, original: Callable[..., Original], page: int
) -> None:
    with pytest.raises(IndexError):
        served.picture(original(PDF.read_bytes()), page, 80)


def test_a_picture_file_has_the_size_of_its_paper(served: Pictures, original: Callable[..., Original]) -> None:
    packed = io.BytesIO()
    scan = Image.new("L", (1240, 1754), 255)
    scan.save(packed, "TIFF", dpi=(150, 150), save_all=True, append_images=[scan.rotate(90, expand=True)])
    file = original(packed.getvalue(), "scan")
    assert [(round(size.width), round(size.height)) for size in served.sizes(file)] == [(595, 842), (842, 595)]
    assert size_of(served.picture(file, 2, 110).data) == pytest.approx((1286, 909), abs=3)


def test_the_drawing_of_a_page_takes_150_ms_at_most(served: Pictures, original: Callable[..., Original]) -> None:
    """The best of some tries, since others work on the machine."""
    served.sizes(original(PDF.read_bytes()))
    taken = []
    for change in range(4):
        file = original(PDF.read_bytes() + b"\n" * (2 + change))
        start = time.perf_counter()
        served.picture(file, 1 + change % 4, 110)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.15


def test_a_word_file_is_set_as_pages_and_its_words_are_found_there(
    served: Pictures, original: Callable[..., Original]
) -> None:
    file = original(WORD.read_bytes(), "docx")
    assert not served.is_set(file)
    sizes = served.sizes(file)
    assert len(sizes) >= 3
    assert served.is_set(file)
    blocks = kehoach.read(WORD).blocks
    found = served.places(file, [block.text for block in blocks])
    words = sum(len(block.text.split()) for block in blocks)
    assert sum(map(len, found)) > 0.98 * words
    for block, places in zip(blocks, found, strict=True):
        for place in places:
            assert re.fullmatch(r"\S+", block.text[place.start : place.end])
            size = sizes[place.page - 1]
            assert 0 <= place.box.x0 < place.box.x1 <= size.width
            assert 0 <= place.box.y0 < place.box.y1 <= size.height


def test_without_libreoffice_a_word_file_has_no_pages(
    served: Pictures, original: Callable[..., Original], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_there", lambda: False)
    file = original(WORD.read_bytes() + b"\n", "docx")
    assert served.is_set(file)
    assert served.sizes(file) == ()


WEB = """<html><head><title>x</title><link rel=stylesheet href="{0}/a.css"><script src="{0}/b.js"></script></head>
<body background="{0}/c.png" onload="fetch('{0}/d')"><img src="{0}/e.png"><img src="file:///etc/hostname">
<iframe src="{0}/f.html"></iframe><object data="{0}/g"></object>
<h1>KẾ HOẠCH</h1><p>Tuyên truyền phòng, chống tác hại của thuốc lá.</p>
<table><tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th></tr>
<tr><td>1</td><td rowspan=2>Rà soát bến xe</td><td>Sở Xây dựng</td></tr><tr><td>2</td><td>Sở Y tế</td></tr>
<tr><td colspan=3>Ghi chú chung</td></tr></table></body></html>"""
TEXT = "KẾ HOẠCH\n\n1. Tuyên truyền phòng, chống tác hại của thuốc lá.\n2. Rà soát bến xe \u0007trước 30/6.\n"


@pytest.mark.parametrize(("format_", "data"), [("text", TEXT), ("html", WEB.format("http://127.0.0.1:9"))])
def test_text_and_web_pages_are_set_as_pages_and_their_words_are_found_there(
    served: Pictures, original: Callable[..., Original], format_: str, data: str
) -> None:
    file = original(data.encode(), format_)
    assert not served.is_set(file)
    assert [(round(size.width), round(size.height)) for size in served.sizes(file)] == [(595, 842)]
    assert size_of(served.picture(file, 1, 80).data) == pytest.approx((661, 935), abs=2)
    texts = [block.text for block in kehoach.read(file.path).blocks]
    found = served.places(file, texts)
    for text, places in zip(texts, found, strict=True):
        assert len(places) >= len(text.split()) - 1  # a number may go unplaced


def test_a_web_page_is_set_without_anything_being_fetched(served: Pictures, original: Callable[..., Original]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        file = original(WEB.format(address).encode(), "html")
        assert len(served.sizes(file)) == 1
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(("format_", "data"), [("text", TEXT), ("html", WEB)])
def test_without_libreoffice_text_and_web_pages_have_no_pages(
    served: Pictures,
    original: Callable[..., Original],
    monkeypatch: pytest.MonkeyPatch,
    format_: str,
    data: str,
) -> None:
    monkeypatch.setattr(office, "is_there", lambda: False)
    file = original(f"{data}\n".encode(), format_)
    assert served.is_set(file)
    assert served.sizes(file) == ()
    with pytest.raises(IndexError):
        served.picture(file, 1, 80)


def test_a_word_file_that_libreoffice_cannot_set_is_told_once(
    served: Pictures, original: Callable[..., Original]
) -> None:
    file = original(b"PK\x03\x04 no zip", "docx")
    with pytest.raises(UnreadableFile):
        served.sizes(file)
    file.path.unlink()
    with pytest.raises(UnreadableFile):
        served.sizes(file)


def test_words_in_a_box_are_read_from_the_picture(served: Pictures, original: Callable[..., Original]) -> None:
    text = served.words_in(original(PDF.read_bytes()), 1, FIRST_TASK)
    assert text.startswith("1. Tuyên truyền về chuyển")
    assert "phường" in text
    assert "\n" not in text


@pytest.mark.parametrize("box", [Box(20, 20, 60, 60), Box(0, 0, 1, 1), Box(-900, -900, -800, -800)])
def test_a_box_without_words_gives_none(served: Pictures, original: Callable[..., Original], box: Box) -> None:
    assert served.words_in(original(PDF.read_bytes()), 1, box) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(hostile, id=hostile.name)
        for make in (pdf_structure, pdf_content, pictures)
        for number, hostile in enumerate(make.files())
        if number % 4 == 0
    ],
)
def test_a_hostile_file_is_drawn_or_told_of(
    served: Pictures, original: Callable[..., Original], hostile: Hostile
) -> None:
    file = original(hostile.make(), "pdf")
    try:
        sizes = served.sizes(file)
        if sizes:
            assert size_of(served.picture(file, 1, 80).data) > (0, 0)
    except UnreadableFile as error:
        assert len(str(error)) > 20


def slowly(path: Path) -> None:
    time.sleep(30)


def quickly(path: Path, word: str) -> str:
    return f"{path.name} {word}"


def test_a_child_that_hangs_is_ended_and_the_next_one_works() -> None:
    with Lanes(1, Bounds(seconds=3)) as lanes:  # in which another child can start
        with pytest.raises(TookTooLong):
            lanes.do(slowly, Path("a"))
        assert lanes.do(quickly, Path("a"), "b") == "a b"


def test_a_bare_child_is_there_before_its_first_work() -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    with Lanes(1, Bounds(), is_bare=True) as lanes:
        started = {child.pid for child in multiprocessing.active_children()} - before
        assert lanes.do(review_drawing.jpeg, PDF, 1, 55).startswith(b"\xff\xd8")
        assert {lanes.do(deeds.process_id, PDF)} == started


def test_what_draws_loads_nothing_of_the_rest() -> None:
    told = "import sys, kehoach.lanes, kehoach.review_drawing; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "pypdfium2" in loaded
    assert loaded.isdisjoint(
        {"datasette", "extractors.plan", "extractors.units", "review", "spacy", "underthesea", "uvicorn"}
    )
