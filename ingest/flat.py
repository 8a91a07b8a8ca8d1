"""Word's "Word XML Document" since 2007: the parts of a .docx side by side in one XML file ("Flat OPC")."""

import io
import zipfile
from dataclasses import replace

from lxml import etree

from ingest import docx
from ingest.errors import DamagedFile
from ingest.limits import MAX_XML_BYTES, check_size, parse_xml
from models import Document

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def read(data: bytes, name: str, sha256: str) -> Document:
    """The file as a Document of format "docx", which it is but for the wrapping.

    Raises TooLarge, DamagedFile, and what the reader of .docx raises.
    """
    check_size(data, MAX_XML_BYTES)
    document = docx.read(_packed(parse_xml(data)), name, sha256)
    return replace(document, source=replace(document.source, format="docx"))


def _packed(root: etree._Element) -> bytes:
    """The parts that hold XML as a zip. Pictures, the only others, are not read from a .docx either."""
    buffer = io.BytesIO()
    count = 0
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in root.iterfind(f"{_PKG}part"):
            content = next(iter(part.iterfind(f"{_PKG}xmlData/*")), None)
            part_name = part.get(f"{_PKG}name", "").lstrip("/")
            if content is not None and part_name:
                archive.writestr(part_name, etree.tostring(content))
                count += 1
    if not count:
        raise DamagedFile("The Word XML file holds no parts. Open it in Word and save it as .docx.")
    return buffer.getvalue()
