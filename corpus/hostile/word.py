"""Small Word files put together by hand, so that any part can be wrong."""

import zipfile
from base64 import b64encode
from collections.abc import Mapping
from io import BytesIO
from random import Random

WORDS = "Rà soát cầu treo"
"""What each file's own text says, where it has any."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def text(words: str, properties: str = "") -> str:
    """A paragraph in one run."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def filler(size: int, seed: int = 1) -> str:
    """Words of no sense that pack badly, as no guard against bombs minds them; the same ones each time."""
    random = Random(seed)
    data = random.randbytes(size * 3 // 4)
    return b64encode(data).decode().replace("+", " ").replace("/", " ")


PLAIN = text("KẾ HOẠCH") + text(f"1. {WORDS} trước ngày 05/6/2026.")
"""The body of a file that is not hostile."""


def document(body: str) -> bytes:
    """The main part with this body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'.encode()
    )


def part(tag: str, content: str) -> bytes:
    """Another part, of which `tag` is the root: "styles", "numbering"."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{content}</w:{tag}>'.encode()


def relationships(links: Mapping[str, tuple[str, str]], mode: str = "") -> bytes:
    """A part of relationships: each id with the last word of its type and its target."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + mode + chr(34) if mode and key != 'rId1' else ''}/>"
        for key, (kind, target) in links.items()
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}relationships">{entries}</Relationships>'.encode()


def parts(
    body: str,
    more: Mapping[str, bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    mode: str = "",
) -> dict[str, bytes]:
    """The parts of a Word file by name: `more` are added or put in the place of others; `links` are relationships of
    the main part, external ones with `mode` "External".
    """
    types = (
        f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    ).encode()
    found = {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document(body),
    }
    if links:
        found["word/_rels/document.xml.rels"] = relationships(links, mode)
    return found | dict(more or {})


def pack(members: Mapping[str, bytes]) -> bytes:
    """Parts as an archive; the same bytes each time."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def word(
    body: str,
    more: Mapping[str, bytes] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    mode: str = "",
) -> bytes:
    """A Word file of `parts`."""
    return pack(parts(body, more, links, mode))
