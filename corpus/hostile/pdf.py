"""Small PDF files put together by hand, so that any object can be wrong."""

import zlib
from collections.abc import Mapping, Sequence

WORDS = "Ra soat cau treo"
"""What each file's own text says, where it has any."""

SHOWN = f"BT /F1 13 Tf 72 700 Td ({WORDS}) Tj ET".encode()
"""The content of a page that shows it."""

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def stream(data: bytes, entries: str = "", length: int | str | None = None) -> bytes:
    """A stream; `length` states another length than it has."""
    stated = len(data) if length is None else length
    return f"<< /Length {stated} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def deflated(data: bytes, times: int = 1, entries: str = "") -> bytes:
    """A stream that is packed so many times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{' /FlateDecode' * times} ] {entries}")


def objects(
    content: bytes = SHOWN,
    page: str = "",
    resources: str = "",
    more: Sequence[bytes] = (),
    catalog: str = "",
    box: str = "[0 0 595 842]",
) -> list[bytes]:
    """The objects of a file of one page: catalog 1, pages 2, page 3, content 4, font 5, then `more` from 6 on. `content`
    is a whole stream if it holds the word, else its bytes.
    """
    return [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R {page} "
        f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>".encode(),
        content if b"endstream" in content else stream(content),
        FONT,
        *more,
    ]


def pdf(bodies: Sequence[bytes], trailer: str = "", changed: Mapping[int, bytes] | None = None) -> bytes:
    """The objects as a file with a right table of places. `changed` puts others in the place of some, by number."""
    out = bytearray(_HEAD)
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + (changed or {}).get(number, body) + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<< /Size {len(starts) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def plain() -> bytes:
    """A file that is not hostile."""
    return pdf(objects())
