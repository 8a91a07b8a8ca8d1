"""Word files (.docx, .docm, .dotx): everything that Word shows, and nothing that it hides.

Automatic numbers become labels, tracked changes are taken as accepted, text boxes stand after the paragraph they are
anchored in. Pages are not known: Word makes them anew each time it opens the file.
"""

from collections.abc import Callable, Iterator

from docx.opc.packuri import PackURI

from ingest import html, text
from ingest.docx.formats import Formats
from ingest.docx.names import Element, R, W, attribute, child, has
from ingest.docx.numbering import Numbering
from ingest.docx.package import Package
from ingest.docx.story import Story
from ingest.docx.styles import Styles
from ingest.errors import DamagedFile, EmptyFile, NoUsableText, UnreadableFile
from ingest.legacy import is_unicode
from models import Block, Document, Part, Source

__all__ = ["read"]

_READERS: dict[str, Callable[[bytes, str, str], Document]] = {
    "htm": html.read,
    "html": html.read,
    "txt": text.read,
    "xhtml": html.read,
}


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read a Word file. Its places are empty and its page count is None.

    Raises DamagedFile, EncryptedFile, TooLarge, EmptyFile, or NoUsableText for a file of pictures only.
    """
    package = Package(data)
    try:
        blocks, pictures = _Reader(package, name, sha256).blocks()
    except RecursionError as error:
        raise DamagedFile("The Word file nests its tables deeper than Word does. It is not read.") from error
    if not any(block.part == "body" for block in blocks):
        if pictures:
            raise NoUsableText("The Word file holds only pictures. Export it as PDF and read that.")
        raise EmptyFile("The Word file holds no text.")
    return Document(Source(name, sha256, "docx"), blocks, tuple(package.warnings))


class _Reader:
    """Puts a document together from its parts."""

    def __init__(self, package: Package, name: str, sha256: str, inserted: bool = False) -> None:
        self._package = package
        self._name = name
        self._sha256 = sha256
        self._inserted = inserted
        self._styles = Styles(self._part("styles"))
        self._formats = Formats(self._styles, Numbering(self._part("numbering"), self._styles))
        self._chunks: set[str | None] = set()
        self._old_fonts = False

    def blocks(self) -> tuple[tuple[Block, ...], int]:
        """The body, then the notes in the order of their marks, then headers and footers; and the count of pictures."""
        main = self._package.main
        document = self._package.xml(main)
        body = child(document, "body")
        if document.tag != W + "document" or body is None:
            raise DamagedFile(f"The file is no Word file: its main part is {main}. Check that it is the right file.")
        self._old_fonts = not any(is_unicode(element.text or "") for element in document.iter(W + "t"))
        story = self._story("body", main)
        blocks = list(story.blocks(body))
        blocks += self._notes(story, "footnotes")
        blocks += self._notes(story, "endnotes")
        blocks += self._margins(document, "header")
        blocks += self._margins(document, "footer")
        return tuple(blocks), story.pictures

    def _part(self, kind: str) -> Element | None:
        return self._package.optional(self._package.related(self._package.main, kind))

    def _story(self, part: Part, uri: PackURI) -> Story:
        return Story(self._styles, self._formats, part, lambda link: self._chunk(uri, link), self._old_fonts)

    def _notes(self, body: Story, kind: str) -> Iterator[Block]:
        """The notes of a kind that the body's marks point to, each once."""
        wanted = dict.fromkeys(note.id for note in body.notes if note.kind == kind)
        uri = self._package.related(self._package.main, kind)
        root = self._package.optional(uri) if wanted else None
        if uri is None or root is None:
            return
        notes = {attribute(note, "id"): note for note in root}
        story = self._story("footnote", uri)
        for note_id in wanted:
            if note_id in notes:
                yield from story.blocks(notes[note_id])

    def _margins(self, document: Element, part: Part) -> Iterator[Block]:
        """The headers or footers that sections show, each once: those of a first page or of even pages if in use."""
        settings = self._part("settings")
        links: dict[str | None, None] = {}
        for section in document.iter(W + "sectPr"):
            shown = {
                "default": True,
                "first": has(section, "titlePg"),
                "even": has(settings, "evenAndOddHeaders"),
            }
            for reference in section.iterfind(f"{W}{part}Reference"):
                if shown.get(attribute(reference, "type") or "default", False):
                    links[reference.get(R + "id")] = None
        for link in links:
            uri = self._package.linked(self._package.main, link)
            root = self._package.optional(uri)
            if uri is not None and root is not None:
                yield from self._story(part, uri).blocks(root)

    def _chunk(self, source: PackURI, link: str | None) -> tuple[Block, ...]:
        """The blocks of a file that Word shows in the place where it was inserted (w:altChunk).

        A file inserted in an inserted file is not read: such files can hold themselves.
        """
        uri = self._package.linked(source, link)
        if uri is None or uri in self._chunks:
            return ()
        self._chunks.add(uri)
        kind = uri.ext.lower()
        try:
            if kind == "docx" and not self._inserted:
                inner = Package(self._package.read(uri))
                return _Reader(inner, self._name, self._sha256, inserted=True).blocks()[0]
            if kind in _READERS:
                return _READERS[kind](self._package.read(uri), self._name, self._sha256).blocks
        except UnreadableFile as error:
            self._package.warnings.append(f"A file inserted in the Word file ({uri}) was not read: {error}")
            return ()
        self._package.warnings.append(f"A file inserted in the Word file ({uri}) is of a kind that is not read.")
        return ()
