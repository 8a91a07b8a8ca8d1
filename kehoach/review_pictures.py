"""Pages as pictures for the clerk, drawn in children that are watched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Lock, Thread, get_ident
from types import TracebackType
from typing import BinaryIO, Generic, Self, TypeVar

from ingest import office
from ingest.errors import UnreadableFile
from kehoach import guard, review_drawing
from kehoach.guard import Bounds
from kehoach.lanes import Lanes
from kehoach.temporary import Home
from models import Box, Place
from review import Original, PagePicture, PageSize

T = TypeVar("T")

_DRAWING = Bounds(seconds=30.0, memory=1 << 30)
_SETTING = Bounds(seconds=120.0, memory=2 << 30)
_DRAWERS = 2
_PATIENCE = 2.0  # seconds for a child that draws to load
_KEPT_BYTES = 64 << 20  # of pictures: some 400 pages
_KEPT_DOCUMENTS = 32
_SET = {"docx", "doc", "html", "text"}
"""Formats without pages of their own, which LibreOffice sets."""


class Pictures:
    """Part of `review.Services`. What was drawn or set is kept while the server runs, as far as there is room.

    Its `with` statement stands in a thread that outlives all others in which its methods are called. With `is_early`
    the children that draw are there before the first page is asked for; it costs a second or two at the start.
    """

    def __init__(self, place: Path, *, is_early: bool = True) -> None:
        self._place = place
        self._is_early = is_early
        self._stack = ExitStack()
        self._pictures: _Kept[PagePicture] = _Kept(_KEPT_BYTES, lambda made: len(made.data))
        self._sizes: _Kept[tuple[PageSize, ...]] = _Kept(_KEPT_DOCUMENTS)
        self._places: _Kept[tuple[Sequence[Place], ...]] = _Kept(_KEPT_DOCUMENTS)
        self._set: dict[str, Path | UnreadableFile] = {}
        self._setting = Lock()
        self._laid_down: dict[str, Path] = {}
        self._making_home = Lock()
        self._home: Home | None = None

    def __enter__(self) -> Self:
        self._drawers = self._stack.enter_context(Lanes(_DRAWERS, _DRAWING, is_bare=self._is_early))
        if self._is_early:
            self._load_drawers()
        # After them: the clerk wants to see a page before anything is read. In this thread, with which it would end.
        guard.get_ready()
        self._setters = self._stack.enter_context(Lanes(1, _SETTING))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        if self._home:
            self._home.remove()

    def _load_drawers(self) -> None:
        loading = [Thread(target=self._load_drawer, name="drawer", daemon=True) for _ in range(_DRAWERS)]
        for thread in loading:
            thread.start()
            self._stack.callback(thread.join)
        for thread in loading:
            thread.join(_PATIENCE)

    def laid_down(self, sha256: str) -> Path | None:
        """See `review.services.Pictures`, as of all methods."""
        return self._laid_down.get(sha256)

    def lay_down(self, sha256: str, copy: Callable[[BinaryIO], object]) -> Path:
        """Whole under its name, or not there: two who ask at once make the same file."""
        path = self._room() / f"{sha256}.kept"
        begun = path.with_suffix(f".{get_ident()}")
        with begun.open("wb") as target:
            copy(target)
        begun.replace(path)
        self._laid_down[sha256] = path
        return path

    def sizes(self, original: Original) -> Sequence[PageSize]:
        """The sizes of the original's pages, or of those that LibreOffice has set."""
        path = self._pages_of(original)
        if path is None:
            return ()
        found = self._sizes.get(original.sha256)
        if found is None:
            found = tuple(PageSize(*size) for size in self._drawers.do(review_drawing.sizes, path))
            self._sizes.put(original.sha256, found)
        return found

    def picture(self, original: Original, page: int, dpi: int) -> PagePicture:
        """A page drawn, or as it was drawn before."""
        path = self._pages_of(original)
        if path is None:
            raise IndexError(page)
        key = (original.sha256, page, dpi)
        found = self._pictures.get(key)
        if found is None:
            found = PagePicture(self._drawers.do(review_drawing.jpeg, path, page, dpi), "image/jpeg")
            self._pictures.put(key, found)
        return found

    def is_set(self, original: Original) -> bool:
        """Whether LibreOffice has nothing more to do."""
        return not _is_to_be_set(original) or original.sha256 in self._set

    def places(self, original: Original, texts: Sequence[str]) -> Sequence[Sequence[Place]]:
        """Found on the pages that LibreOffice has set."""
        path = self._pages_of(original)
        if path is None:
            return [()] * len(texts)
        found = self._places.get(original.sha256)
        if found is None or len(found) != len(texts):
            found = tuple(self._setters.do(review_drawing.places, path, tuple(texts)))
            self._places.put(original.sha256, found)
        return found

    def words_in(self, original: Original, page: int, box: Box) -> str:
        """Read by tesseract."""
        path = self._pages_of(original)
        if path is None:
            raise IndexError(page)
        return self._setters.do(review_drawing.words_in, path, page, box)

    def _pages_of(self, original: Original) -> Path | None:
        """The file whose pages are shown: the original, or a PDF that LibreOffice makes of it; None for neither."""
        if original.format in ("pdf", "scan"):
            return original.path
        if not _is_to_be_set(original):
            return None
        found = self._set.get(original.sha256) or self._set_once(original)
        if isinstance(found, UnreadableFile):
            raise found
        return found

    def _set_once(self, original: Original) -> Path | UnreadableFile:
        """One file after the other; who asks for the same one waits for it."""
        with self._setting:
            if original.sha256 not in self._set:
                self._set[original.sha256] = self._set_as_pages(original)
            return self._set[original.sha256]

    def _set_as_pages(self, original: Original) -> Path | UnreadableFile:
        made = self._room() / f"{original.sha256}.pdf"
        try:
            made.write_bytes(self._setters.do(review_drawing.pdf, original.path))
        except UnreadableFile as error:
            return error
        return made

    def _room(self) -> Path:
        """A private folder that goes with the server."""
        with self._making_home:
            self._home = self._home or Home()
            return self._home.path

    def _load_drawer(self) -> None:
        with suppress(Exception):  # who asks for a page is told
            self._drawers.do(review_drawing.load, self._place)


class _Kept(Generic[T]):
    """Things by key, those that were asked for last, up to a weight together. Threads may share it."""

    def __init__(self, most: int, weight: Callable[[T], int] = lambda _: 1) -> None:
        self._most = most
        self._weight = weight
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._heavy = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, thing: T) -> None:
        with self._lock:
            if key in self._kept:
                self._heavy -= self._weight(self._kept.pop(key))
            self._kept[key] = thing
            self._heavy += self._weight(thing)
            while self._heavy > self._most:
                self._heavy -= self._weight(self._kept.popitem(last=False)[1])


def _is_to_be_set(original: Original) -> bool:
    return original.format in _SET and office.is_there()
