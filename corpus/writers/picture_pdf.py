"""PDF files of pictures alone, a JPEG a page, with bytes that repeat: what a copier sends by mail."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from PIL.Image import Image

DPI = 200


def jpeg(picture: Image, quality: int) -> bytes:
    """A picture ("RGB" or "L") as JPEG."""
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality, dpi=(DPI, DPI))
    return stream.getvalue()


def write(pages: Iterable[tuple[bytes, tuple[int, int], bool]], path: Path) -> None:
    """Write a page for each (JPEG, width and height in dots of 1/200 inch, whether it is in colour)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for data, (width, height), coloured in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        x, y = f"{width * 72 / DPI:.2f}", f"{height * 72 / DPI:.2f}"
        drawn = f"q {x} 0 0 {y} 0 0 cm /P Do Q".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {x} {y}] /Contents {number + 1} 0 R "
            f"/Resources << /XObject << /P {number + 2} 0 R >> >> >>".encode()
        )
        objects.append(_stream("", drawn))
        space = "DeviceRGB" if coloured else "DeviceGray"
        head = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
            f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode "
        )
        objects.append(_stream(head, data))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    path.write_bytes(_file(objects))


def _stream(head: str, data: bytes) -> bytes:
    return f"<< {head}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    """The objects with the table that says where each starts."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010} 00000 n \n".encode() for start in starts)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
