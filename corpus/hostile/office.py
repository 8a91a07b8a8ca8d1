"""Old Word files, RTF and OpenDocument that are hostile. LibreOffice opens those that look whole; they are few."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from corpus.hostile.model import READ, Hostile
from corpus.hostile.word import filler

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORDS = "Ra soat cau treo"


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        has: tuple[str, ...] = (_WORDS,),
        lacks: tuple[str, ...] = (),
    ) -> Hostile:
        return Hostile(f"office-{name}", "office", why, make, expected, has if expected == READ else (), lacks)

    yield one("magic.doc", "the first bytes of an old Word file", lambda: _OLE, "UnknownFormat")
    yield one("garbage.doc", "rubbish behind the first bytes", lambda: _OLE + bytes(range(256)) * 30, "UnknownFormat")
    yield one("fat-loop.doc", "a table of sectors that goes round", lambda: _ole("WordDocument"), "DamagedFile")
    yield one("encrypted.doc", "a package that is locked", lambda: _ole("EncryptedPackage"), "EncryptedFile")
    yield one(
        "locked.doc",
        "an old Word file whose flag says that it is locked",
        lambda: _ole("WordDocument", locked=True),
        "EncryptedFile",
    )
    yield one("mail.msg", "an Outlook message", lambda: _ole("__substg1.0_1000001F"), "UnknownFormat")
    yield one("workbook.doc", "a spreadsheet named .doc", lambda: _ole("Workbook"), "UnknownFormat")
    yield one("groups.rtf", "groups 100,000 deep", lambda: _rtf("{" * 100_000 + "x" + "}" * 100_000))
    yield one("objects.rtf", "embedded programs, links and fields that fetch", _rtf_objects, "DamagedFile")
    yield one("binary.rtf", "binary data said to be 5 MB long", lambda: _rtf(r"\bin5000000 abc"), "DamagedFile")
    yield one("numbers.rtf", "numbers of 400 digits", lambda: _rtf(r"\fs" + "9" * 400 + r"\li-" + "9" * 400 + " x"))
    yield one("header.rtf", "the first bytes of RTF", lambda: b"{\\rtf", "DamagedFile")
    yield one("bomb.odt", "a text of 60 MB in 60 kB", lambda: _odt(b"<x>" + b" " * 60_000_000 + b"</x>"), "TooLarge")
    yield one("entities.odt", "entities that unfold to 10 GB", lambda: _odt(_LAUGHS), "DamagedFile")
    yield one(
        "locked.odt", "a text that is locked", lambda: _odt(b"<x/>", b"<manifest:encryption-data/>"), "EncryptedFile"
    )
    yield one("seven.docx", "a 7z archive named .docx", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99), "UnknownFormat")
    yield one("gzip.pdf", "a gzip archive named .pdf", lambda: b"\x1f\x8b\x08\0" + bytes(99), "UnknownFormat")
    yield one("tar.doc", "a tar archive named .doc", lambda: bytes(257) + b"ustar" + bytes(300), "UnknownFormat")
    yield one("program.docx", "a program named .docx", lambda: b"MZ" + bytes(range(256)) * 8, "UnknownFormat")
    yield one("elf.pdf", "a program named .pdf", lambda: b"\x7fELF" + bytes(range(256)) * 8, "UnknownFormat")
    yield one("shell.docx", "a script named .docx", lambda: b"#!/bin/sh\ntouch /tmp/kehoach-canary\n", has=("touch",))
    yield one("text.pdf", "text named .pdf", lambda: f"1. {_WORDS}.\n".encode())
    yield one("html.docx", "HTML named .docx", lambda: f"<html><p>{_WORDS}".encode())
    yield one("picture.docx", "a GIF named .docx", lambda: b"GIF89a" + bytes(9), "DamagedFile")
    yield one(
        "long.txt", "2 MB of text named .rtf in its first line", lambda: b"rtf1 " + filler(2_000_000).encode(), has=()
    )


_LAUGHS = (
    b"<!DOCTYPE d ["
    + b"".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">'.encode() for n in range(10))
    + b'] ><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">&l9;</office:document-content>'
)


def _rtf(content: str) -> bytes:
    return ("{\\rtf1\\ansi " + _WORDS + "\\par " + content + "}").encode()


def _rtf_objects() -> bytes:
    field = "{{\\field{{\\*\\fldinst {}}}{{\\fldrslt x}}}}"
    return _rtf(
        "{\\object\\objemb\\objautlink\\objupdate{\\*\\objclass htmlfile}{\\*\\objdata 0105000002"
        + "4d5a" * 400
        + "}}"
        + field.format('INCLUDETEXT "file:///etc/passwd"')
        + field.format('INCLUDEPICTURE "http://127.0.0.1:9/x.png" \\\\d')
        + field.format('DDEAUTO sh "-c" "touch /tmp/kehoach-canary"')
        + "{\\*\\template http://127.0.0.1:9/x.dotm}"
    )


def _ole(stream: str, locked: bool = False) -> bytes:
    """A compound file of three sectors: the table of sectors, which goes round, the directory, and a stream."""
    head = bytearray(512)
    head[:8] = _OLE
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLL", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, 1, 2, *[2] * 125)
    entries = b"".join(_entry(name, kind) for name, kind in (("Root Entry", 5), (stream, 2), ("", 0), ("", 0)))
    content = b"\xec\xa5\xc1\0" + bytes(7) + (b"\x01" if locked else b"\0") + bytes(500)
    return bytes(head) + table + entries + content


def _entry(name: str, kind: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into(
        "<HBBLLL", entry, 64, len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF
    )
    struct.pack_into("<LQ", entry, 116, 2, 100_000)
    return bytes(entry)


def _odt(content: bytes, manifest: bytes = b"") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), b"application/vnd.oasis.opendocument.text")
        archive.writestr(zipfile.ZipInfo("content.xml"), content, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), b"<manifest>" + manifest + b"</manifest>")
    return stream.getvalue()
