"""Zip archives that lie: bombs, wrong sizes, members that would leave the folder, directories in pieces."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from corpus.hostile.model import READ, Hostile
from corpus.hostile.word import PLAIN, WORDS, parts, word

_MEGABYTE = 2**20
_DIRECTORY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_END = b"PK\x05\x06"


def files() -> Iterator[Hostile]:
    """The archives; all bear the name of a Word file."""

    def one(name: str, why: str, make: Callable[[], bytes], expected: str = READ) -> Hostile:
        return Hostile(f"zip-{name}.docx", "zips", why, make, expected, (WORDS,) if expected == READ else ())

    yield one("flat-bomb", "a part of 900 MB of blanks", _flat_bomb, "TooLarge")
    yield one("bomb-in-text", "the text itself unpacks to 60 MB", _bomb_in_text, "TooLarge")
    yield one("many-bombs", "two hundred parts of 4 MB, each small enough", _many_bombs, "TooLarge")
    yield one("nested", "archives in archives, ten deep", _nested)
    yield one("overlapping", "two hundred names for one packed stretch", _overlapping, "TooLarge")
    yield one("holds-itself", "a Word file that inserts its own bytes", _holds_itself)
    yield one("directory-says-less", "the directory states one byte for the text", _stated(1), "DamagedFile")
    yield one("directory-says-more", "the directory states 4 GB for the text", _stated(0xFFFFFFF0), "TooLarge")
    yield one("directory-says-packed-less", "the directory states one packed byte", _packed(1), "DamagedFile")
    yield one("directory-says-packed-more", "the directory states 2 GB of packed bytes", _packed(2**31))
    yield one("local-says-other", "the local headers state no sizes", _local_sizes_gone)
    yield one("local-name-differs", "a local header gives another name", _local_name_differs, "DamagedFile")
    yield one("wrong-crc", "the check sum of the text is wrong", _wrong_crc, "DamagedFile")
    yield one("65535-members", "as many members as the format counts", _many_members(65_535), "TooLarge")
    yield one("5001-members", "one member too many", _many_members(5001), "TooLarge")
    yield one("duplicate-names", "the text twice under one name; the directory's last counts", _duplicates)
    yield one("case-duplicates", "WORD/DOCUMENT.XML beside word/document.xml", _case_duplicates)
    yield one("encrypted-member", "the text's flag says that it is encrypted", _flagged(0x1), "EncryptedFile")
    yield one("strong-encryption", "flags of strong encryption", _flagged(0x41), "EncryptedFile")
    yield one("unknown-method", "packed by a method of which nobody knows", _method(123), "DamagedFile")
    yield one("absolute-name", "members named /etc/passwd and C:\\x", _extra("/etc/kehoach-canary", "C:\\canary"))
    yield one("parent-name", "members named ../../x", _extra("../../kehoach-canary", "..\\..\\canary"))
    yield one("link-member", "a member that is a symbolic link", _link)
    yield one("odd-names", "names with NUL, line breaks and 60 kB", _extra("a\0b", "x\ny", "n" * 60_000))
    yield one("zip64-lies", "zip64 sizes of 16 exabytes", _zip64, "TooLarge")
    yield one("zip64-short", "a zip64 field that is too short", _zip64_short, "DamagedFile")
    yield one("data-descriptor", "sizes behind the data", _descriptor)
    yield one("no-directory", "no central directory", lambda: _plain()[: _plain().index(_DIRECTORY)], "DamagedFile")
    yield one("directory-offset", "the directory is said to start behind the file", _offset, "DamagedFile")
    yield one("negative-offset", "members start before the file", _member_offset, "DamagedFile")
    yield one("prefix", "rubbish before the archive", lambda: b"PK\x03\x04" + b"rubbish!" * 99 + _plain())
    yield one("behind", "rubbish behind the archive", lambda: _plain() + b"\0" * 5000)
    yield one("comment", "a comment of 65,535 bytes that holds ends of archives", _comment, "UnknownFormat")
    yield one("comment-is-archive", "the comment is a whole other archive", _comment_is_archive)
    yield one("cut-off", "the second half is missing", lambda: _plain()[: len(_plain()) // 2], "DamagedFile")
    yield one("only-end", "the end of an archive and nothing else", lambda: _END + bytes(18), "UnknownFormat")
    yield one("only-magic", "four bytes", lambda: _LOCAL, "DamagedFile")
    yield one("deflate-garbage", "the text's packed bytes are random", _deflate_garbage, "DamagedFile")


def _zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def _plain() -> bytes:
    return word(PLAIN)


def _flat_bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(PLAIN).items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo("word/media/image1.bin")
        archive.writestr(info, bytes(90 * _MEGABYTE), zipfile.ZIP_DEFLATED)
    lying = bytearray(stream.getvalue())
    # The directory states ten times as much as is there: nobody may unpack it to find out.
    at = lying.index(_DIRECTORY, lying.rindex(b"image1.bin") - 60)
    struct.pack_into("<L", lying, at + 24, 900 * _MEGABYTE)
    return bytes(lying)


def _bomb_in_text() -> bytes:
    return word("<w:p><w:r><w:t>" + " " * (60 * _MEGABYTE) + "</w:t></w:r></w:p>" + PLAIN)


def _many_bombs() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    size = 4 * _MEGABYTE
    packed = packer.compress(bytes(size)) + packer.flush()
    return _raw([(f"word/media/{n}.png", packed, size, zlib.crc32(bytes(size))) for n in range(200)])


def _overlapping() -> bytes:
    """All names share one stretch, of which each unpacks to 4 MB: much out of little, as in the best-known bomb."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    size = 4 * _MEGABYTE
    packed = packer.compress(bytes(size)) + packer.flush()
    return _raw([(f"word/media/{n}.png", packed, size, zlib.crc32(bytes(size))) for n in range(200)], shared=True)


def _raw(members: list[tuple[str, bytes, int, int]], shared: bool = False) -> bytes:
    """A Word file with more members, given as they are packed; `shared` stores the first one's bytes only."""
    body, directory = bytearray(), bytearray()
    plain = [(name, *_deflated(data)) for name, data in parts(PLAIN).items()]
    first = 0
    for index, (name, packed, size, crc) in enumerate([*plain, *members]):
        start = first if shared and index > len(plain) else len(body)
        header = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
        if start == len(body):
            first = start
            body += _LOCAL + header + name.encode() + packed
        directory += _DIRECTORY + struct.pack("<H", 20) + header + struct.pack("<HHHLL", 0, 0, 0, 0, start)
        directory += name.encode()
    count = len(plain) + len(members)
    end = _END + struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _deflated(data: bytes) -> tuple[bytes, int, int]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(), len(data), zlib.crc32(data)


def _nested() -> bytes:
    inner = b"x" * 1000
    for _ in range(10):
        inner = _zipped({"inner.zip": inner})
    return word(PLAIN, {"word/embeddings/inner.zip": inner})


def _holds_itself() -> bytes:
    """Inserts a Word file that inserts a Word file, as a file does that holds itself."""
    chunk = '<w:altChunk r:id="rId9"/>'
    data = word(PLAIN)
    for _ in range(6):
        data = word(PLAIN + chunk, {"word/chunk.docx": data}, links={"rId9": ("aFChunk", "chunk.docx")})
    return data


def _patched(data: bytes, at: int, form: str, *values: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, at, *values)
    return bytes(changed)


def _entry(data: bytes, name: str = "word/document.xml", mark: bytes = _DIRECTORY) -> int:
    """Where a member's header starts, in the directory or before its data."""
    length = 46 if mark == _DIRECTORY else 30
    at = data.index(mark)
    while data[at + length : at + length + len(name)] != name.encode():
        at = data.index(mark, at + 1)
    return at


def _stated(size: int) -> Callable[[], bytes]:
    return lambda: _patched(_plain(), _entry(_plain()) + 24, "<L", size)


def _packed(size: int) -> Callable[[], bytes]:
    return lambda: _patched(_plain(), _entry(_plain()) + 20, "<L", size)


def _flagged(flags: int) -> Callable[[], bytes]:
    return lambda: _patched(_plain(), _entry(_plain()) + 8, "<H", flags)


def _method(method: int) -> Callable[[], bytes]:
    return lambda: _patched(_plain(), _entry(_plain()) + 10, "<H", method)


def _local_sizes_gone() -> bytes:
    return _patched(_plain(), _entry(_plain(), mark=_LOCAL) + 14, "<LLL", 0, 0, 0)


def _local_name_differs() -> bytes:
    at = _entry(_plain(), mark=_LOCAL)
    return _patched(_plain(), at + 30, "<B", ord("W"))


def _wrong_crc() -> bytes:
    return _patched(_plain(), _entry(_plain()) + 16, "<L", 0x12345678)


def _many_members(count: int) -> Callable[[], bytes]:
    return lambda: _zipped(parts(PLAIN) | {f"x/{n:x}": b"" for n in range(count)}, zipfile.ZIP_STORED)


def _duplicates() -> bytes:
    first = parts("<w:p><w:r><w:t>Không ai thấy</w:t></w:r></w:p>")
    again = bytearray(_zipped(first | {"word/documenu.xml": parts(PLAIN)["word/document.xml"]}))
    return bytes(again.replace(b"word/documenu.xml", b"word/document.xml"))


def _case_duplicates() -> bytes:
    return word(PLAIN, {"WORD/DOCUMENT.XML": parts(PLAIN)["word/document.xml"]})


def _extra(*names: str) -> Callable[[], bytes]:
    return lambda: _zipped(dict.fromkeys(names, b"canary") | parts(PLAIN))


def _link() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts(PLAIN).items():
            archive.writestr(zipfile.ZipInfo(name), data)
        info = zipfile.ZipInfo("word/media/image1.png")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _with_zip64(field: bytes) -> bytes:
    """The text's entry in the directory with the sizes that say "see the zip64 field", and the field."""
    data = bytearray(_plain())
    at = _entry(bytes(data))
    struct.pack_into("<LL", data, at + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    name_length, extra_length = struct.unpack_from("<HH", data, at + 28)
    struct.pack_into("<H", data, at + 30, extra_length + len(field))
    behind = at + 46 + name_length
    data[behind:behind] = field
    end = data.rindex(_END)
    size = struct.unpack_from("<L", data, end + 12)[0]
    struct.pack_into("<L", data, end + 12, size + len(field))
    return bytes(data)


def _zip64() -> bytes:
    return _with_zip64(struct.pack("<HHQQ", 1, 16, 2**64 - 1, 2**64 - 1))


def _zip64_short() -> bytes:
    return _with_zip64(struct.pack("<HHL", 1, 4, 7))


def _descriptor() -> bytes:
    class Unseekable(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(PLAIN).items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _offset() -> bytes:
    return _patched(_plain(), _plain().rindex(_END) + 16, "<L", 0x7FFFFFFF)


def _member_offset() -> bytes:
    return _patched(_plain(), _entry(_plain()) + 42, "<L", 0xFFFFFF00)


def _comment() -> bytes:
    comment = (_END + bytes(18)) * 2978
    data = _plain()
    return _patched(data, len(data) - 2, "<H", len(comment)) + comment


def _comment_is_archive() -> bytes:
    comment = _zipped(parts("<w:p><w:r><w:t>Bản trong lời ghi chú</w:t></w:r></w:p>") | parts(PLAIN))
    data = _plain()
    return _patched(data, len(data) - 2, "<H", len(comment)) + comment


def _deflate_garbage() -> bytes:
    data = bytearray(_plain())
    at = _entry(bytes(data), mark=_LOCAL) + 30 + len("word/document.xml")
    data[at : at + 60] = bytes(255 - n % 251 for n in range(60))
    return bytes(data)
