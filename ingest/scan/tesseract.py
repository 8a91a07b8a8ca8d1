"""Tesseract through tesserocr: words of a picture with their boxes, base lines and confidences.

The thread limit of OpenMP must stand in the environment before the library loads (`ingest.scan.workers` sees to it):
with one thread a page takes 1.2 s, with the library's own choice five times that.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from ingest.errors import ProgramMissing
from ingest.scan.picture import Pixels

MODEL = "vie"
"""Of Debian's two models for Vietnamese: see docs/accuracy.md for both on the real scans."""

APT_LINE = "sudo apt-get install --no-install-recommends tesseract-ocr tesseract-ocr-vie"


def check_installed(model: str = MODEL) -> None:
    """Raise ProgramMissing, with what to install, when scans cannot be read here. The library itself is not loaded."""
    if find_spec("tesserocr") is None:
        raise ProgramMissing(
            "Reading scans needs tesserocr, which is not installed. Install Kehoach anew with ./run, then read the "
            "file again."
        )
    _data_folder(model)


class OcrWord(NamedTuple):
    """A word as read: its confidence from 0 to 1, its box in dots and the base line's y in the middle of it.

    `line` counts the lines of one picture; `height` is that of the line's small letters with what rises above them.
    """

    text: str
    confidence: float
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    line: int
    height: float


class Engine:
    """Tesseract with one model loaded. Use it as a context; it is not thread-safe."""

    def __init__(self, model: str = MODEL) -> None:
        """Raises ProgramMissing when the library, its data or the model is not there."""
        self._api = _api(model)

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self._api.End()

    def show(self, gray: Pixels, dpi: float) -> None:
        """Take the picture that the next calls read."""
        self._rows, self._columns = gray.shape[:2]
        self._api.SetImage(Image.fromarray(gray))
        self._api.SetSourceResolution(round(dpi))

    def read(
        self,
        mode: str,
        box: tuple[int, int, int, int] | None = None,
        seconds: float = 60.0,
        characters: str = "",
    ) -> list[OcrWord] | None:
        """The words in a part of the picture (x0, y0, x1, y1 in dots), from the top down; None when time ran out.

        `mode` is "column" (lines of different sizes below each other), "block" (one paragraph's lines) or "line" (one
        line), as tesseract's page segmentation has them. Where `characters` are given, only these are found.
        """
        x0, y0, x1, y1 = box or (0, 0, self._columns, self._rows)
        self._api.SetPageSegMode(_MODES[mode])
        self._api.SetVariable("tessedit_char_whitelist", characters)
        self._api.SetRectangle(x0, y0, x1 - x0, y1 - y0)
        if not self._api.Recognize(round(seconds * 1000)):
            return None
        return list(_words(self._api))


_MODES = {"column": 4, "block": 6, "line": 7}


_FRACTION_SLASH = "\u2044"  # the models know it from fractions and read it in "quý III/2026"


def _words(api: Any) -> Iterator[OcrWord]:
    import tesserocr

    found = api.GetIterator()
    if found is None:
        return
    word, line = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
    count, height = -1, 0.0
    for item in tesserocr.iterate_level(found, word):
        if item.IsAtBeginningOf(line):
            count += 1
            height = _height(item)
        try:
            text = item.GetUTF8Text(word).strip().replace(_FRACTION_SLASH, "/")
        except RuntimeError:  # tesseract's way of saying that there is nothing
            continue
        box = item.BoundingBox(word)
        if not text or box is None:
            continue
        x0, y0, x1, y1 = map(float, box)
        yield OcrWord(
            text, item.Confidence(word) / 100, x0, y0, x1, y1, _base(item, line, (x0 + x1) / 2, y1), count, height
        )


def _height(item: Any) -> float:
    """The height of a line from its base to the top of its capitals, in dots; 0 where tesseract does not tell."""
    attributes = item.RowAttributes()
    if not attributes:
        return 0.0
    row, descenders = float(attributes["row_height"]), float(attributes["descenders"])
    return max(row + min(descenders, 0.0), 0.0)


def _base(item: Any, level: int, x: float, otherwise: float) -> float:
    line = item.Baseline(level)
    if not line:
        return otherwise
    (xa, ya), (xb, yb) = line
    base = ya + (yb - ya) * (x - xa) / (xb - xa) if xb > xa else ya
    return float(base) if abs(base - otherwise) < 60 else otherwise


def _api(model: str) -> Any:
    try:
        import tesserocr
    except ImportError as error:
        raise ProgramMissing(
            f"Reading scans needs tesserocr, which is not installed or does not load ({error}). "
            "Install Kehoach anew with ./run, then read the file again."
        ) from error
    folder = _data_folder(model)
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # remarks on single boxes mean nothing to users
    try:
        return tesserocr.PyTessBaseAPI(path=str(folder), lang=model)
    except RuntimeError as error:
        raise ProgramMissing(
            f"Tesseract's Vietnamese model in {folder} cannot be loaded. Install it anew: {APT_LINE}"
        ) from error


def _data_folder(model: str) -> Path:
    """Where tesseract's models are: the folder that TESSDATA_PREFIX names, else Debian's."""
    stated = os.environ.get("TESSDATA_PREFIX")
    if stated:
        folders = [Path(stated), Path(stated) / "tessdata"]
    else:
        folders = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
        folders += [Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata")]
    for folder in folders:
        if (folder / f"{model}.traineddata").is_file():
            return folder
    told = f" (TESSDATA_PREFIX names {stated}; it is not there. Unset the variable, or else)" if stated else ""
    raise ProgramMissing(f"Reading scans needs tesseract's Vietnamese model, which is not installed{told}: {APT_LINE}")
