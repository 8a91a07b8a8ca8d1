"""What the clerk's pages need of the rest of the program: reading files goes through the front door, in children that
are watched, so that nothing that a document does reaches the server.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from models import Box, Place


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a document: a file at one of the places where it was seen, or a copy that the store kept."""

    file: int
    sha256: str
    format: str
    path: Path


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture. `media_type` is image/png or image/jpeg."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file that a clerk handed in: its document, or why it could not be read. `error` is the class,
    for which the pages have words, `reason` what the program says. `is_stopped`: the server ended before.
    """

    name: str
    document: int | None
    tasks: int = 0
    status: Literal["read", "unchanged", "failed"] = "read"
    error: str | None = None
    reason: str | None = None
    is_stopped: bool = False


Stage = Literal["held", "reading"]
"""How far a file is: held up, since a batch writes into the store, or being read."""


class Pictures(Protocol):
    """Pages to look at. Methods raise UnreadableFile, with what to do next."""

    def laid_down(self, sha256: str) -> Path | None:
        """The file that `lay_down` has made of these bytes, if it has."""

    def lay_down(self, sha256: str, copy: Callable[[BinaryIO], object]) -> Path:
        """A private file of bytes that the store kept, which `copy` writes, for as long as the server runs."""

    def sizes(self, original: Original) -> Sequence[PageSize]:
        """The sizes of a document's pages; none where it has no pages and cannot be given any."""

    def picture(self, original: Original, page: int, dpi: int) -> PagePicture:
        """A page (from 1) as shown. IndexError for no such page."""

    def is_set(self, original: Original) -> bool:
        """Whether the pages are at hand: those of a Word file or a text have first to be set, which takes seconds."""

    def places(self, original: Original, texts: Sequence[str]) -> Sequence[Sequence[Place]]:
        """Of a document without places of its own, set as pages: where the words of each text stand. The texts are
        those of its blocks, in their order.
        """

    def words_in(self, original: Original, page: int, box: Box) -> str:
        """The words in a box of a page's picture, read by OCR. IndexError for no such page."""


class Intake(Protocol):
    """Files that a clerk hands in."""

    def room(self) -> Path:
        """A new private folder for a file that comes in. Whoever asks for it removes it."""

    def enter(self, path: Path) -> Path:
        """The file in such a folder is whole: it waits from now on, even when the server ends, in a folder that goes
        with it when it is taken. Returns where it stands now.
        """

    def left(self) -> Sequence[Path]:
        """The files that wait since an earlier server ended, each in a folder of its own, the first to come first."""

    def take(self, path: Path, name: str, tell: Callable[[Stage], None] = ...) -> Taken:
        """Take a file, which the clerk calls so, into the store, its bytes with it, and tell how far that is."""

    def take_again(self, path: Path, tell: Callable[[Stage], None] = ...) -> Taken:
        """Read a file where it stands, which could not be read before."""

    def stop(self) -> None:
        """End what is under way, and take nothing more."""


@dataclass(frozen=True, slots=True)
class Services:
    """All of them. Their calls may take long and are made in threads."""

    pictures: Pictures
    intake: Intake
