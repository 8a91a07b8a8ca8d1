"""Pictures of pages: kinds of files, colours, resolutions, turned cameras, and files that harm."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest import limits
from ingest.errors import DamagedFile, TooLarge
from ingest.limits import Limits
from ingest.scan import picture
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import Page

A4 = (595, 842)
MOST_MEMORY = 400  # MB


def page() -> Image.Image:
    """An A4 page at 200 dots an inch with a mark in its upper left quarter."""
    return Page().bar(60, 60, 200, 100).image


def only(data: bytes) -> picture.Picture:
    assert picture.pages(data) == 1
    return picture.of_file_page(data, 0)


def is_marked(found: picture.Picture, x: float, y: float) -> bool:
    """Whether the page is dark at a point."""
    scale = found.dpi / 72
    return bool(np.mean(found.pixels[round(y * scale), round(x * scale)]) < 100)


# Kinds of files


def with_transparency() -> Image.Image:
    image = page().convert("RGBA")
    pixels = np.array(image)
    pixels[pixels[:, :, 0] > 200, :] = (0, 0, 0, 0)  # black that nobody sees
    return Image.fromarray(pixels)


def palette_with_transparency() -> Image.Image:
    image = page().convert("L").point(lambda v: 1 if v > 128 else 0).convert("P")
    image.putpalette([0, 0, 0, 0, 0, 0])
    image.info["transparency"] = 1
    return image


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.asarray(page().convert("L")).astype(np.uint16) * 257)


KINDS = {
    "PNG in colour": drawing.file(page(), "PNG", dpi=(200, 200)),
    "PNG in gray": drawing.file(page().convert("L"), "PNG", dpi=(200, 200)),
    "PNG of 1 bit": drawing.file(page().convert("1"), "PNG", dpi=(200, 200)),
    "PNG with a palette": drawing.file(page().quantize(16), "PNG", dpi=(200, 200)),
    "PNG with a palette and transparency": drawing.file(palette_with_transparency(), "PNG", dpi=(200, 200)),
    "PNG with transparency": drawing.file(with_transparency(), "PNG", dpi=(200, 200)),
    "PNG of 16 bits": drawing.file(sixteen_bits(), "PNG", dpi=(200, 200)),
    "JPEG": drawing.file(page(), "JPEG", dpi=(200, 200)),
    "JPEG in gray": drawing.file(page().convert("L"), "JPEG", dpi=(200, 200)),
    "JPEG in CMYK": drawing.file(page().convert("CMYK"), "JPEG", dpi=(200, 200)),
    "TIFF of 1 bit": drawing.file(page().convert("1"), "TIFF", dpi=(200, 200), compression="group4"),
    "TIFF of 16 bits": drawing.file(sixteen_bits(), "TIFF", dpi=(200, 200)),
    "BMP": drawing.file(page(), "BMP", dpi=(200, 200)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_the_page(kind: str) -> None:
    found = only(KINDS[kind])
    assert found.pixels.dtype == np.uint8
    assert found.pixels.shape[:2] == (2339, 1653)
    assert found.dpi == pytest.approx(200, abs=1)
    assert (found.frame.width, found.frame.height) == pytest.approx(A4, abs=1)
    assert is_marked(found, 100, 80)
    assert np.mean(found.pixels[-200:]) > 250, "paper is white"


def test_each_page_of_a_tiff() -> None:
    marks = (100, 200, 300)
    data = drawing.tiff([Page().bar(60, y, 200, y + 20).image for y in marks])
    assert picture.pages(data) == 3
    found = [picture.of_file_page(data, index) for index in range(3)]
    assert [[is_marked(own, 100, y + 10) for y in marks] for own in found] == np.eye(3, dtype=bool).tolist()


@pytest.mark.parametrize(
    ("turn", "quarters", "is_mirrored"),
    [
        (1, 0, False),
        (2, 0, True),
        (3, 2, False),
        (4, 2, True),
        (5, 3, True),
        (6, 1, False),
        (7, 1, True),
        (8, 3, False),
    ],
)
def test_a_photo_is_turned_as_its_camera_says(turn: int, quarters: int, is_mirrored: bool) -> None:
    # The camera was held so that its sensor's rows run otherwise: `turn` says how, as in Exif 2.3, tag 0x0112.
    laid = page().rotate(90 * quarters, expand=True)
    laid = laid.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if is_mirrored else laid
    exif = Image.Exif()
    exif[0x0112] = turn
    found = only(drawing.file(laid, "JPEG", dpi=(200, 200), exif=exif, quality=90))
    assert (found.frame.width, found.frame.height) == pytest.approx(A4, abs=1)
    assert is_marked(found, 100, 80)


# Resolution


@pytest.mark.parametrize(
    ("dots", "stated", "expected"),
    [
        pytest.param(200, 200, A4, id="as stated"),
        pytest.param(300, 300, A4, id="finer"),
        pytest.param(600, 600, A4, id="much finer: a JPEG opens at a half"),
        pytest.param(500, 1, A4, id="much finer and not stated"),
        pytest.param(150, 150, A4, id="coarser"),
        pytest.param(200, 96, A4, id="96 is a screen's"),
        pytest.param(200, 72, A4, id="72 is a screen's"),
        pytest.param(300, 1, A4, id="1 is nothing"),
        pytest.param(200, None, A4, id="not stated"),
        pytest.param(200, 4800, A4, id="no scanner's"),
        pytest.param(200, 100, (1190, 1684), id="A2 at 100"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_size_of_the_page(kind: str, dots: int, stated: int | None, expected: tuple[int, int]) -> None:
    image = Page(dpi=dots).bar(60, 60, 200, 100).image
    found = only(drawing.file(image, kind, **({"dpi": (stated, stated)} if stated else {})))
    assert (found.frame.width, found.frame.height) == pytest.approx(expected, abs=3)
    assert found.dpi == pytest.approx(200, rel=0.12)
    assert found.pixels.shape[1] == pytest.approx(found.frame.width * found.dpi / 72, abs=2)
    assert is_marked(found, 100 * expected[0] / A4[0], 80 * expected[0] / A4[0])


def test_a_sideways_page_of_no_stated_size_is_a4() -> None:
    found = only(drawing.file(page().rotate(90, expand=True), "PNG"))
    assert (found.frame.width, found.frame.height) == pytest.approx(A4[::-1], abs=3)


def test_a_long_strip_is_read_coarser() -> None:
    found = only(drawing.file(Image.new("L", (1654, 12000), 255), "PNG", dpi=(200, 200)))
    assert max(found.pixels.shape) <= 5000
    assert found.frame.height == pytest.approx(12000 * 72 / 200, rel=0.01)


def test_a_page_of_a_pdf(tmp_path: Path) -> None:
    with pdfium.PdfDocument(drawing.pdf([page()], tmp_path)) as document:
        found = picture.of_pdf_page(document, 0)
        document[0].set_rotation(90)
        turned = picture.of_pdf_page(document, 0)
    assert found.pixels.shape[:2] == pytest.approx((2339, 1653), abs=1)
    assert is_marked(found, 100, 80)
    assert (turned.frame.width, turned.frame.height) == pytest.approx(A4[::-1], abs=1)
    assert is_marked(turned, 842 - 80, 100), "as a viewer shows it"


# Files that harm

HUGE = 20_000


def zeros(count: int) -> bytes:
    """So many zero bytes, packed."""
    packer = zlib.compressobj(1)
    block = bytes(2**20)
    parts = [packer.compress(block[: min(2**20, count - start)]) for start in range(0, count, 2**20)]
    return b"".join([*parts, packer.flush()])


def png(width: int, height: int, bands: int = 1) -> bytes:
    """A black picture in gray (1) or colour (3)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, bands - 1, 0, 0, 0)
    data = zeros((width * bands + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(width: int, height: int) -> bytes:
    """A page that a picture of so many dots fills."""
    data = zeros(width * height)
    drawn = b"q 595 0 0 842 0 0 cm /P Do Q"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /P 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (width, height, len(data), data),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


ASK = r"""
import io, re, sys
from pathlib import Path
import pypdfium2 as pdfium
from ingest.errors import UnreadableFile
from ingest.scan import picture
data = Path(sys.argv[1]).read_bytes()
try:
    found = (
        picture.of_pdf_page(pdfium.PdfDocument(io.BytesIO(data)), 0)
        if data.startswith(b"%PDF")
        else picture.of_file_page(data, 0)
    )
    print("read", *found.pixels.shape[:2])
except UnreadableFile as error:
    print(type(error).__name__, error)
print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)  # rusage counts the parent's
"""


def asked(data: bytes, folder: Path) -> tuple[str, int]:
    """What a process of its own says of a file, and the most memory in MB that it took."""
    path = folder / "file"
    path.write_bytes(data)
    done = subprocess.run([sys.executable, "-c", ASK, path], capture_output=True, text=True, check=True, timeout=60)
    said, memory = done.stdout.splitlines()
    return said, int(memory)


@pytest.mark.parametrize("make", [pytest.param(png, id="picture file"), pytest.param(pdf, id="PDF page")])
def test_a_huge_picture_is_refused_before_it_is_unpacked(make: Callable[[int, int], bytes], tmp_path: Path) -> None:
    said, memory = asked(make(HUGE, HUGE), tmp_path)
    assert said.startswith("TooLarge ")
    assert "200 to 300 dots an inch" in said
    assert memory <= MOST_MEMORY


def test_a_picture_beyond_the_limit_tells_its_size() -> None:
    with pytest.raises(TooLarge, match="Page 1 is a picture of 8000 x 8000 dots"):
        only(png(8000, 8000))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda width, height: png(width, height, 3), id="picture file in colour"),
        pytest.param(pdf, id="PDF page"),
    ],
)
def test_the_largest_picture_fits_the_memory(make: Callable[[int, int], bytes], tmp_path: Path) -> None:
    side = int(Limits().pixels ** 0.5)
    said, memory = asked(make(side, side), tmp_path)
    assert said.startswith("read ")
    assert memory <= MOST_MEMORY


def test_an_uncompressed_picture_that_does_not_fit_the_memory_is_refused(tmp_path: Path) -> None:
    side = int(Limits().pixels ** 0.5)
    said, memory = asked(drawing.file(Image.new("RGB", (side, side)), "TIFF"), tmp_path)
    assert said.startswith("TooLarge Page 1 is a picture that takes 400 MB to read. Save it as PNG or JPEG")
    assert memory <= MOST_MEMORY


@pytest.mark.parametrize("kind", ["PNG in colour", "JPEG", "TIFF of 1 bit", "BMP"])
@pytest.mark.parametrize("share", [0.001, 0.5])
def test_cut_off_files(kind: str, share: float) -> None:
    data = KINDS[kind]
    with pytest.raises(DamagedFile, match=r"(Copy it again|of a kind that is not read)"):
        only(data[: max(12, round(len(data) * share))])


def test_a_damaged_file() -> None:
    data = bytearray(KINDS["PNG in colour"])
    data[60:400] = bytes(340)
    with pytest.raises(DamagedFile):
        only(bytes(data))


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"no picture at all", b"\x89PNG\r\n\x1a\n"], ids=repr)
def test_no_picture(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="cannot be opened"):
        picture.pages(data)


def test_a_file_of_too_many_pages() -> None:
    data = drawing.tiff([Image.new("L", (8, 8))] * 3)
    with limits.applied(Limits(pages=2)), pytest.raises(TooLarge, match="3 pages; up to 2"):
        picture.pages(data)
