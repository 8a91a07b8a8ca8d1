"""PDF files whose skeleton is hostile: page trees, tables of places, object streams, encryption, cut-off files."""

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from corpus.hostile.model import READ, Hostile
from corpus.hostile.pdf import SHOWN, WORDS, deflated, objects, pdf, plain, stream


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        lacks: tuple[str, ...] = (),
        has: tuple[str, ...] = (WORDS,),
    ) -> Hostile:
        return Hostile(f"pdf-{name}.pdf", "pdf_structure", why, make, expected, has if expected == READ else (), lacks)

    yield one("kids-is-self", "a page tree that holds itself", _pages("[2 0 R 3 0 R]", 2))
    yield one("kids-only-self", "a page tree that holds nothing but itself", _pages("[2 0 R]", 1), "DamagedFile")
    yield one("kids-loop", "two page trees that hold each other", _kids_loop, "DamagedFile")
    yield one("parent-loop", "a page whose parent is itself", _page_entry("/Parent 3 0 R"))
    yield one("count-million", "a million pages are claimed, one is there", _pages("[3 0 R]", 1_000_000), "TooLarge")
    yield one("count-1999", "1,999 pages are claimed, one is there", _pages("[3 0 R]", 1999))
    yield one("count-negative", "less than no pages are claimed", _pages("[3 0 R]", -3))
    yield one("count-zero", "no pages are claimed, one is there", _pages("[3 0 R]", 0))
    yield one("count-huge", "more pages than numbers are claimed", _pages("[3 0 R]", 2**40))
    yield one("count-is-self", "the count of pages is the page tree", _count_is_self)
    yield one(
        "one-page-often",
        "one page 1,500 times",
        lambda: _pages("[" + "3 0 R " * 1500 + "]", 1500)().replace(WORDS.encode(), b"12345 67890 1.500"),
        has=("12345",),
    )
    yield one("one-page-too-often", "one page 5,000 times", _pages("[" + "3 0 R " * 5000 + "]", 5000), "TooLarge")
    yield one("deep-tree", "a page tree 2,000 deep", _deep_tree, "DamagedFile")
    yield one("zero-pages", "an empty page tree", _pages("[]", 0), "DamagedFile")
    yield one(
        "no-pages",
        "a catalog without pages",
        lambda: pdf(objects(), changed={1: b"<< /Type /Catalog >>"}),
        "DamagedFile",
    )
    yield one(
        "catalog-is-page",
        "the catalog is a page",
        lambda: pdf(objects(), changed={1: b"<< /Type /Page >>"}),
        "DamagedFile",
    )
    yield one(
        "root-missing",
        "the catalog is no object of the file",
        lambda: plain().replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        "DamagedFile",
    )
    yield one("page-is-null", "the page is nothing", lambda: pdf(objects(), changed={3: b"null"}), "DamagedFile")
    yield one("page-is-number", "the page is a number", lambda: pdf(objects(), changed={3: b"42"}), "DamagedFile")
    yield one("no-eof", "no end", lambda: plain()[: plain().rindex(b"startxref")])
    yield one(
        "no-table", "no table of places", lambda: plain()[: plain().rindex(b"xref\n0")] + b"trailer << /Root 1 0 R >>"
    )
    yield one("no-trailer", "neither table nor trailer", lambda: plain()[: plain().rindex(b"xref\n0")], "DamagedFile")
    yield one("table-wrong", "every place in the table is wrong", _table_wrong)
    yield one("table-loop", "a table whose predecessor is itself", _table_loop)
    yield one("tables-loop", "two tables that precede each other", _tables_loop)
    yield one(
        "table-long",
        "a table of two thousand million entries",
        lambda: plain().replace(b"xref\n0 6", b"xref\n0 2000000000"),
    )
    yield one(
        "table-start-huge",
        "a table that begins at entry 4,294,967,290",
        lambda: plain().replace(b"xref\n0 6", b"xref\n4294967290 6"),
    )
    yield one(
        "startxref-huge",
        "the table is said to start behind the file",
        lambda: plain().replace(b"startxref\n", b"startxref\n9999999999999999"),
    )
    yield one(
        "startxref-negative",
        "the table is said to start before the file",
        lambda: plain().replace(b"startxref\n", b"startxref\n-"),
    )
    yield one("size-huge", "the trailer states 10^10 objects", lambda: plain().replace(b"/Size 6", b"/Size 9999999999"))
    yield one(
        "xref-stream-widths", "a packed table of entries 2^31 wide", _xref_stream("[2147483647 2147483647 2147483647]")
    )
    yield one(
        "xref-stream-index", "a packed table with indexes without end", _xref_stream("[1 2 1]", "/Index [0 2147483647]")
    )
    yield one("object-stream-in-itself", "an object stream that holds itself", _object_stream(6))
    yield one("object-stream-extends", "an object stream that extends itself", _object_stream(7))
    yield one(
        "reference-loop",
        "a content that is a reference to itself",
        lambda: pdf(objects(), changed={4: b"4 0 R"}),
        "NoUsableText",
    )
    yield one("length-loop", "a stream whose length is the stream", lambda: pdf(objects(stream(SHOWN, length="4 0 R"))))
    yield one("length-short", "a stream that states 3 bytes", lambda: pdf(objects(stream(SHOWN, length=3))))
    yield one("length-long", "a stream that states 2 GB", lambda: pdf(objects(stream(SHOWN, length=2**31 - 1))))
    yield one(
        "length-negative", "a stream that states less than nothing", lambda: pdf(objects(stream(SHOWN, length=-1)))
    )
    yield one(
        "deep-arrays",
        "arrays 100,000 deep",
        lambda: pdf(objects(more=[b"[" * 100_000 + b"]" * 100_000], catalog="/X 6 0 R")),
    )
    yield one(
        "deep-dictionaries",
        "dictionaries 20,000 deep in the page",
        lambda: pdf(objects(page="/X " + "<</A" * 20_000 + " 1 " + ">>" * 20_000)),
    )
    yield one("long-name", "a name of 5 MB", lambda: pdf(objects(page="/" + "N" * 5_000_000 + " 1")))
    yield one(
        "long-string",
        "a string of 5 MB with brackets that never close",
        lambda: pdf(objects(page="/X (" + "(" * 5_000_000)),
        "DamagedFile",
    )
    yield one("many-objects", "200,000 objects", lambda: pdf([*objects(), *[b"null"] * 200_000]))
    yield one("header-at-900", "900 bytes before the header", lambda: b"\n" * 900 + plain())
    yield one("header-at-2000", "2,000 bytes before the header", lambda: b"\n" * 2000 + plain(), "UnknownEncoding")
    yield one("header-version", "version 99.9", lambda: plain().replace(b"%PDF-1.7", b"%PDF-99."))
    yield one("header-only", "a header and nothing else", lambda: b"%PDF-1.7\n", "DamagedFile")
    yield one("linearised-lies", "said to be linearised, with all numbers wrong", _linearised)
    yield one("updates", "500 updates, each with a table of its own", _updates)
    yield one("encrypted-user", "locked with a password", lambda: _encrypted("secret"), "EncryptedFile")
    yield one("encrypted-owner", "only changes are locked", lambda: _encrypted(""))
    yield one(
        "encrypted-unknown",
        "locked by a handler that nobody knows",
        lambda: pdf(objects(), "/Encrypt << /Filter /Nobody /V 9 >>"),
        "DamagedFile",
    )
    yield one(
        "encrypted-lies",
        "said to be locked, with keys of no length",
        lambda: pdf(objects(), "/Encrypt << /Filter /Standard /V 2 /R 3 /Length -8 /O () /U () /P 0 >> /ID [() ()]"),
        "EncryptedFile",
    )
    yield one("two-files", "one PDF behind another", lambda: plain() + plain())
    yield one(
        "html-behind",
        "a page of HTML with scripts behind the PDF",
        lambda: plain() + b"<html><script>alert(1)</script>",
        lacks=("alert",),
    )
    yield one("zip-behind", "a zip archive behind the PDF", lambda: plain() + b"PK\x05\x06" + bytes(18))
    for tenth in range(1, 10):
        yield one(f"cut-{tenth}", f"{tenth} tenths of a file of ten pages", _cut(tenth), _CUT[tenth - 1])


_CUT = ("DamagedFile",) * 9


def _pages(kids: str, count: int) -> Callable[[], bytes]:
    return lambda: pdf(objects(), changed={2: f"<< /Type /Pages /Kids {kids} /Count {count} >>".encode()})


def _page_entry(entry: str) -> Callable[[], bytes]:
    return lambda: pdf([body.replace(b"/Parent 2 0 R", entry.encode()) for body in objects()])


def _kids_loop() -> bytes:
    tree = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"
    return pdf(objects(more=[tree]), changed={2: b"<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 2 >>"})


def _count_is_self() -> bytes:
    return pdf(objects(), changed={2: b"<< /Type /Pages /Kids [3 0 R] /Count 2 0 R >>"})


def _deep_tree() -> bytes:
    trees = [f"<< /Type /Pages /Kids [{n} 0 R] /Count 1 >>".encode() for n in range(7, 2007)]
    return pdf(
        objects(more=[*trees, b"<< /Type /Page /Parent 2005 0 R /MediaBox [0 0 9 9] >>"]),
        changed={2: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>"},
    )


def _table_wrong() -> bytes:
    data = plain()
    at = data.rindex(b"xref\n0")
    return data[:at] + data[at:].replace(b" 00000 n", b" 00007 n").replace(b"00000000", b"00000099")


def _table_loop() -> bytes:
    data = plain()
    at = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {at}".encode())


def _tables_loop() -> bytes:
    data = plain()
    first = data.rindex(b"xref\n0")
    second = len(data) + 20
    data = data.replace(b"/Root 1 0 R", f"/Root 1 0 R /Prev {second:08}".encode())
    again = f"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {first} >>\n"
    at = len(data)
    data = data.replace(f"/Prev {second:08}".encode(), f"/Prev {at:08}".encode())
    return data + f"{again}startxref\n{at}\n%%EOF\n".encode()


def _xref_stream(widths: str, index: str = "") -> Callable[[], bytes]:
    def made() -> bytes:
        data = plain()
        body = data[: data.rindex(b"xref\n0")]
        entries = zlib.compress(b"".join(struct.pack(">BHB", 1, n * 20, 0) for n in range(8)))
        table = stream(entries, f"/Type /XRef /W {widths} {index} /Size 8 /Root 1 0 R /Filter /FlateDecode")
        return body + b"7 0 obj\n" + table + f"\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()

    return made


def _object_stream(inside: int) -> Callable[[], bytes]:
    def made() -> bytes:
        held = stream(f"{inside} 0 << /Type /ObjStm >>".encode(), "/Type /ObjStm /N 1000000 /First 4 /Extends 6 0 R")
        return pdf(objects(more=[held], catalog="/Extra 7 0 R"))

    return made


def _linearised() -> bytes:
    lies = b"<< /Linearized 1 /L 99 /H [4294967295 -1] /O 999999 /E -5 /N 100000 /T 3 >>"
    data = plain()
    head = data.index(b"1 0 obj")
    return data[:head] + b"9 0 obj\n" + lies + b"\nendobj\n" + data[head:]


def _updates() -> bytes:
    data = bytearray(plain())
    before = data.rindex(b"xref\n0")
    for _ in range(500):
        at = len(data)
        data += b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
        data += f"<< /Size 6 /Root 1 0 R /Prev {before} >>\nstartxref\n{at}\n%%EOF\n".encode()
        before = at
    return bytes(data)


def _encrypted(password: str) -> bytes:
    """RC4 of 40 bits (PDF 1.7, 7.6.3), the oldest scheme, which needs nothing but MD5."""
    from hashlib import md5

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = _rc4(md5(b"owner" + pad[:27], usedforsecurity=False).digest()[:5], (password.encode() + pad)[:32])
    mark = b"0123456789abcdef"
    rights = struct.pack("<i", -44)
    key = md5((password.encode() + pad)[:32] + owner + rights + mark, usedforsecurity=False).digest()[:5]
    own = md5(key + struct.pack("<L", 4)[:3] + b"\0\0", usedforsecurity=False).digest()[:10]
    trailer = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{owner.hex()}> /U <{_rc4(key, pad).hex()}> >> "
        f"/ID [<{mark.hex()}> <{mark.hex()}>]"
    )
    return pdf(objects(stream(_rc4(own, SHOWN))), trailer)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = BytesIO()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.write(bytes([byte ^ state[(state[i] + state[j]) % 256]]))
    return out.getvalue()


def _cut(tenth: int) -> Callable[[], bytes]:
    def made() -> bytes:
        more: list[bytes] = []
        for n in range(10):
            more.append(deflated(SHOWN + f"% {n}".encode()))
            more.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * n} 0 R "
                "/Resources << /Font << /F1 5 0 R >> >> >>".encode()
            )
        kids = " ".join(f"{7 + 2 * n} 0 R" for n in range(10))
        whole = pdf(objects(more=more), changed={2: f"<< /Type /Pages /Kids [{kids}] /Count 10 >>".encode()})
        return whole[: len(whole) * tenth // 10]

    return made
