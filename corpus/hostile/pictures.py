"""Picture files that are hostile: giant sizes, pages without end, broken data, odd kinds of colour."""

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from corpus.hostile.model import Hostile

_NONE = "NoUsableText"


def files() -> Iterator[Hostile]:
    """The files. On those that can be opened nothing is written: they end as NoUsableText."""

    def one(name: str, why: str, make: Callable[[], bytes], expected: str = _NONE) -> Hostile:
        return Hostile(f"picture-{name}", "pictures", why, make, expected)

    yield one("bomb.png", "30,000 by 30,000 dots in a hundred bytes", lambda: _png(30_000, 30_000), "TooLarge")
    yield one("huge.png", "2^31 by 2^31 dots", lambda: _png(2**31 - 1, 2**31 - 1), "TooLarge")
    yield one("wide.png", "a line of 50 million dots", lambda: _png(50_000_000, 1), "NoUsableText")
    yield one("no-size.png", "no dots", lambda: _png(0, 0), "DamagedFile")
    yield one("one-dot.png", "one dot", lambda: _saved(Image.new("L", (1, 1)), "PNG"))
    yield one(
        "bomb.jpg", "65,000 by 65,000 dots in a JPEG of a few bytes", lambda: _jpeg_size(65_000, 65_000), "TooLarge"
    )
    yield one("bomb.tif", "60,000 by 60,000 dots in a TIFF of a few bytes", lambda: _tiff(60_000, 60_000), "TooLarge")
    yield one("bomb.bmp", "2^31 dots in a BMP of a few bytes", lambda: _bmp(2**31 - 1), "TooLarge")
    yield one(
        "bomb.gif",
        "65,535 by 65,535 dots in a GIF",
        lambda: b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(40),
        "DamagedFile",
    )
    yield one("flate-bomb.png", "60 MB of dots behind a size of 100 by 100", _png_flood)
    yield one("text-bomb.png", "a comment that unpacks to 200 MB", _png_text, "DamagedFile")
    yield one("pages-2500.tif", "2,500 pages", lambda: _tiff_pages(2500), "TooLarge")
    yield one("pages-20.tif", "20 empty pages", lambda: _tiff_pages(20))
    yield one("page-loop.tif", "a directory that is followed by itself", lambda: _tiff(20, 20, following=8))
    yield one(
        "directory-far.tif",
        "a directory behind the file",
        lambda: b"II*\0" + struct.pack("<L", 2**32 - 2),
        "DamagedFile",
    )
    yield one(
        "entries.tif",
        "a directory of 65,535 entries",
        lambda: b"II*\0" + struct.pack("<LH", 8, 65_535) + bytes(99),
        "DamagedFile",
    )
    yield one("strips.tif", "strips that lie behind the file", lambda: _tiff(200, 200, offset=2**31), "NoUsableText")
    yield one("cut.png", "half of a picture", lambda: _half(_saved(_sheet(), "PNG")), "NoUsableText")
    yield one("cut.jpg", "half of a picture", lambda: _half(_saved(_sheet(), "JPEG")), "NoUsableText")
    yield one("cut.tif", "half of a picture", lambda: _half(_saved(_sheet(), "TIFF")), "NoUsableText")
    yield one(
        "crc.png", "wrong check sums", lambda: _saved(_sheet(), "PNG").replace(b"IDAT", b"IDAT\1", 1), "NoUsableText"
    )
    yield one("header-only.jpg", "the first bytes of a JPEG", lambda: b"\xff\xd8\xff\xe0", "DamagedFile")
    yield one("header-only.png", "the first bytes of a PNG", lambda: b"\x89PNG\r\n\x1a\n", "DamagedFile")
    yield one(
        "segments.jpg",
        "segments whose length is nothing",
        lambda: b"\xff\xd8" + b"\xff\xe1\0\0" * 20_000,
        "DamagedFile",
    )
    yield one("animated.gif", "a picture that moves, of 60 frames", _animated)
    yield one(
        "animated.webp",
        "the same as WebP",
        lambda: _saved(_sheet(), "WEBP", save_all=True, append_images=[_sheet(n) for n in range(9)]),
    )
    yield one(
        "icc.jpg", "a colour profile of rubbish", lambda: _saved(_sheet(), "JPEG", icc_profile=bytes(range(256)) * 300)
    )
    yield one(
        "exif.jpg",
        "notes of the camera that are rubbish",
        lambda: _saved(_sheet(), "JPEG", exif=b"Exif\0\0II*\0" + b"\xff" * 900),
    )
    yield one(
        "exif-loop.jpg",
        "notes of the camera that follow themselves",
        lambda: _saved(
            _sheet(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
        ),
    )
    yield one(
        "orientation.jpg",
        "a turn that does not exist",
        lambda: _saved(
            _sheet(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0"
        ),
    )
    yield one("dpi-zero.jpg", "no dots an inch", lambda: _saved(_sheet(), "JPEG", dpi=(0, 0)))
    yield one("dpi-huge.tif", "a thousand million dots an inch", lambda: _saved(_sheet(), "TIFF", dpi=(1e9, 1e9)))
    for mode in ("1", "P", "LA", "RGBA", "I;16"):
        yield one(f"mode-{mode.replace(';', '-')}.png", f"dots of the kind {mode}", partial(_in_mode, mode, "PNG"))
    for mode in ("CMYK", "F", "LAB", "YCbCr"):
        yield one(f"mode-{mode}.tif", f"dots of the kind {mode}", partial(_in_mode, mode, "TIFF"))
    yield one("cmyk.jpg", "a JPEG in four colours", lambda: _saved(_mode("CMYK"), "JPEG"))
    yield one(
        "not-finite.tif",
        "dots that are no numbers",
        lambda: _saved(Image.frombytes("F", (99, 99), b"\xff\xff\xff\x7f" * 9801), "TIFF"),
    )
    yield one(
        "jpeg2000.jp2", "a JPEG 2000 of rubbish", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)), "DamagedFile"
    )
    yield one("heic.heic", "a HEIC of rubbish", lambda: b"\0\0\0\x18ftypheic" + bytes(99), "DamagedFile")


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def _sheet(turn: int = 0) -> Image.Image:
    """Lines without letters."""
    made = Image.new("RGB", (240, 320), "white")
    ImageDraw.Draw(made).line((20, 30 + turn, 220, 200), fill="black", width=2)
    return made


def _mode(mode: str) -> Image.Image:
    if mode in ("I;16", "F"):
        return Image.new(mode, (240, 320), 60_000)
    return _sheet().convert(mode) if mode != "LAB" else Image.new("LAB", (240, 320))


def _in_mode(mode: str, form: str) -> bytes:
    return _saved(_mode(mode), form)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _png(width: int, height: int, dots: bytes = b"", more: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + _chunk(b"IDAT", zlib.compress(dots)) + _chunk(b"IEND", b"")


def _png_flood() -> bytes:
    return _png(100, 100, bytes(60 * 2**20))


def _png_text() -> bytes:
    return _png(20, 20, b"\0" + bytes(420), _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 * 2**20))))


def _jpeg_size(width: int, height: int) -> bytes:
    data = bytearray(_saved(Image.new("L", (8, 8)), "JPEG"))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


def _tiff(width: int, height: int, following: int = 0, offset: int = 200) -> bytes:
    tags = [
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, offset),
        (277, 1),
        (278, height),
        (279, 400),
    ]
    entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\0" + struct.pack("<LH", 8, len(tags)) + entries + struct.pack("<L", following)
    return head.ljust(200, b"\0") + b"\xff" * 400


def _tiff_pages(count: int) -> bytes:
    """Directories that all show the same strip."""
    tags = [(256, 40), (257, 40), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 40), (279, 1600)]
    size = 2 + 12 * len(tags) + 4
    out = bytearray(b"II*\0" + struct.pack("<L", 1608) + b"\xff" * 1600)
    for page in range(count):
        following = len(out) + size if page + 1 < count else 0
        out += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
        out += struct.pack("<L", following)
    return bytes(out)


def _bmp(size: int) -> bytes:
    return b"BM" + struct.pack("<LHHLLllHHLLLLLL", 999, 0, 0, 54, 40, size, 1, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(99)


def _animated() -> bytes:
    frames = [_sheet(n) for n in range(60)]
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=10, loop=0)
