"""A .docx as a package: parts, and relationships between them (ECMA-376 part 2).

Parts are read only when asked for, so that a picture that is missing or a link to nowhere ("NULL", as Word itself
writes at times) stops nothing.
"""

import zlib
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import RELATIONSHIP_TARGET_MODE
from docx.opc.oxml import qn
from docx.opc.packuri import PACKAGE_URI, PackURI

from ingest import limits
from ingest.docx.names import Element
from ingest.errors import DamagedFile

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""The name spaces of "Strict Open XML", which Word offers to save as, and the common ones of the same content."""


class Relationship(NamedTuple):
    """A link from one part to another: its id, the last word of its type ("styles", "footnotes"), the part."""

    id: str
    kind: str
    target: PackURI


class Package:
    """An opened .docx.

    Raises DamagedFile, EncryptedFile or TooLarge when it cannot be opened. `warnings` are plain sentences about
    parts that had to be left out.
    """

    def __init__(self, data: bytes) -> None:
        limits.check_size(data)
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise DamagedFile(
                f"The file cannot be opened as a Word file ({error}). It may be cut off: fetch it again, "
                "or open it in Word and save it anew."
            ) from error
        limits.check_zip(self._archive)
        self._names = {_folded(name): name for name in self._archive.namelist()}
        self._relationships: dict[PackURI, tuple[Relationship, ...]] = {}
        self.warnings: list[str] = []

    @cached_property
    def main(self) -> PackURI:
        """The part that holds the text."""
        found = self.related(PACKAGE_URI, "officeDocument")
        if found is None:
            raise DamagedFile(
                "The file is a zip archive but no Word file: it names no main part. Check that it is the right file, "
                "or fetch it again."
            )
        return found

    def related(self, source: PackURI, kind: str) -> PackURI | None:
        """The first part of a kind that `source` links to."""
        return next((link.target for link in self._links(source) if link.kind == kind), None)

    def linked(self, source: PackURI, link_id: str | None) -> PackURI | None:
        """The part behind the relationship `link_id` of `source`."""
        return next((link.target for link in self._links(source) if link.id == link_id), None)

    def read(self, uri: PackURI) -> bytes:
        """The bytes of a part; raises DamagedFile when they are missing or broken."""
        name = self._names.get(_folded(uri))
        if name is None:
            raise DamagedFile(f"The Word file lacks its part {uri}. Open it in Word and save it anew.")
        try:
            return self._archive.read(name)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise DamagedFile(
                f"The part {uri} of the Word file is damaged ({error}). Fetch the file again, "
                "or open it in Word and save it anew."
            ) from error

    def xml(self, uri: PackURI) -> Element:
        """The root element of a part, strict name spaces replaced by the common ones."""
        data = self.read(uri)
        for strict, common in _STRICT:
            data = data.replace(strict, common)
        return limits.parse_xml(data)

    def optional(self, uri: PackURI | None) -> Element | None:
        """The root element of a part that the text can be read without; None with a warning when it is damaged."""
        if uri is None:
            return None
        try:
            return self.xml(uri)
        except DamagedFile:
            self.warnings.append(f"The part {uri} of the Word file is damaged and was left out.")
            return None

    def _links(self, source: PackURI) -> tuple[Relationship, ...]:
        if source not in self._relationships:
            self._relationships[source] = tuple(self._read_links(source))
        return self._relationships[source]

    def _read_links(self, source: PackURI) -> list[Relationship]:
        if _folded(source.rels_uri) not in self._names:
            return []
        return [
            Relationship(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                PackURI.from_rel_ref(source.baseURI, element.get("Target", "")),
            )
            for element in self.xml(source.rels_uri).iterfind(qn("pr:Relationship"))
            if element.get("TargetMode") != RELATIONSHIP_TARGET_MODE.EXTERNAL
        ]


def _folded(name: str) -> str:
    """A part's name as OPC compares names: without regard to case; some programs write backslashes into zips."""
    return name.replace("\\", "/").lstrip("/").lower()
