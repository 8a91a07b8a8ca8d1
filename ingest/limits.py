"""Guards against files that would need more room or time than a plan ever does, by accident or by design.

Each limit lies far above any real plan and far below what stops a machine with 2 GB of memory. The user may set those
in `Limits`; the others follow from the formats.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

from ingest.errors import DamagedFile, EncryptedFile, TooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take.

    `file_bytes`: a scan takes up to 1 MB a page, and plans with all their appendices stay under 200 pages. `pages`:
    the longest plans have a few hundred, a budget annex may have a thousand. `pixels` of one picture: A0 at 150 dots an
    inch, A3 at 400; in colour that takes 180 MB while it is drawn. `unpacked_bytes` of a zip's parts together:
    pictures hardly shrink, so this is the file's own limit and some XML. `processes` is how many see the pages of a
    scan side by side; None is one a core.
    """

    file_bytes: int = 200 * 2**20
    pages: int = 2000
    pixels: int = 60_000_000
    unpacked_bytes: int = 500 * 2**20
    processes: int | None = None


_limits: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039 - frozen


def current() -> Limits:
    """The limits under which files are read here and now."""
    return _limits.get()


def apply(limits: Limits) -> None:
    """Read files under these limits from now on: in a process that was started for that."""
    _limits.set(limits)


@contextmanager
def applied(limits: Limits) -> Iterator[None]:
    """Read files under these limits inside the block, also in processes that are forked there."""
    token = _limits.set(limits)
    try:
        yield
    finally:
        _limits.reset(token)


_watcher: ContextVar[Callable[[int], None] | None] = ContextVar("watcher", default=None)


def announce(pages: int) -> None:
    """Tell whoever watches how long a reading takes that so many pages of a scan are seen now, which takes a while."""
    if watcher := _watcher.get():
        watcher(pages)


@contextmanager
def watched(watcher: Callable[[int], None]) -> Iterator[None]:
    """Inside the block, `watcher` gets the number of pages whenever pages of a scan are about to be seen."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


MAX_TEXT_BYTES = 20 * 2**20
"""Plain text and HTML: a page is some 5 kB of UTF-8, with the markup that Word exports 50 kB."""

MAX_PICTURE_MEMORY = 300 * 2**20
"""A picture file and its largest page unpacked, 4 bytes a dot in colour: only an uncompressed one of A3 takes more."""

MAX_ZIP_MEMBERS = 5000
"""A Word file has some twenty parts and one for each picture."""

MAX_XML_BYTES = 64 * 2**20
"""One XML part. Word writes 20 to 50 kB a page, and the parsed tree takes ten times the bytes."""

MAX_ZIP_RATIO = 200
"""Unpacked bytes to packed ones in one part. Word's XML packs to between 1/5 and 1/60; a bomb to 1/1000."""

SMALL_BYTES = 5 * 2**20
"""A part up to this size harms nobody, however well it packs (a table of a thousand empty rows packs very well)."""

MAX_TABLE_COLUMNS = 1000
"""Word stops at 63 columns and LibreOffice lays out a few hundred; a reader may make a grid of rows by columns."""


_ANEW = "If it is a plan all the same, open it in Word and save it anew."


def check_size(data: bytes, limit: int | None = None) -> None:
    """Raise TooLarge when a file has more than `limit` bytes, or without one more than any file may have."""
    check_length(len(data), limit)


def check_length(length: int, limit: int | None = None) -> None:
    """The same for a file of so many bytes."""
    limit = min(limit or current().file_bytes, current().file_bytes)
    if length > limit:
        raise TooLarge(
            f"The file has {_megabytes(length)} MB; files of this kind are read up to {_megabytes(limit)} MB. "
            "Split it, or save it anew with smaller pictures."
        )


def check_pages(pages: int) -> None:
    """Raise TooLarge when a document has more pages than are read."""
    most = current().pages
    if pages > most:
        raise TooLarge(f"The file has {pages} pages; up to {most} are read. Split it into several files.")


def check_columns(columns: int) -> None:
    """Raise TooLarge when a table is wider than any page."""
    if columns > MAX_TABLE_COLUMNS:
        raise TooLarge(f"A table in the file has {columns} columns; up to {MAX_TABLE_COLUMNS} are read. {_ANEW}")


def check_zip(archive: ZipFile) -> None:
    """Raise TooLarge for a zip bomb and EncryptedFile for locked parts, before anything is unpacked.

    The sizes are those that the archive's directory states; zipfile never unpacks more than stated.
    """
    members = archive.infolist()
    if len(members) > MAX_ZIP_MEMBERS:
        raise TooLarge(f"The file is a zip archive of {len(members)} parts; up to {MAX_ZIP_MEMBERS} are read. {_ANEW}")
    total = sum(member.file_size for member in members)
    most = current().unpacked_bytes
    if total > most:
        raise TooLarge(
            f"Unpacked, the file would take {_megabytes(total)} MB; up to {_megabytes(most)} MB are read. {_ANEW}"
        )
    for member in members:
        if member.file_size > SMALL_BYTES and member.file_size > MAX_ZIP_RATIO * member.compress_size:
            raise TooLarge(
                f"The part {member.filename!r} of the file unpacks to {_megabytes(member.file_size)} MB. {_ANEW}"
            )
        if member.flag_bits & 0x1:
            raise EncryptedFile("The file is locked with a password. Save a copy without the password and read that.")


def parse_xml(data: bytes) -> etree._Element:
    """The root element of an XML part. No entity is expanded, nothing is fetched, and libxml2's own limits hold:
    256 levels of elements and 10 MB in one text.

    Raises DamagedFile for what is not well-formed, TooLarge for what is too long, and DamagedFile for a document type
    declaration, which Office Open XML forbids (ECMA-376 part 2) and entity bombs need.
    """
    if len(data) > MAX_XML_BYTES:
        raise TooLarge(
            f"A part of the file has {_megabytes(len(data))} MB of XML; up to {_megabytes(MAX_XML_BYTES)} MB are read. "
            f"{_ANEW}"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(f"The XML in the file is damaged ({error}). Open it in Word and save it anew.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile(
            f"The XML in the file declares entities, which a Word file never does. It is not read. {_ANEW}"
        )
    return root


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f}"
