"""Pages seen whole: upright whichever way they lay, words where they were printed, stamps told from text.

All pages are read once, in two processes, as files are.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image

from corpus.writers import ink
from ingest.pdf.frame import Frame
from ingest.pdf.page import Sheet
from ingest.scan.seeing import SeenPage
from ingest.scan.sheets import sheets
from ingest.scan.workers import Unseen, see
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import TEXT, Page, askew, sideways


def body() -> Page:
    return Page(470, 260).lines(TEXT[:5], x=30, base=50)


def table() -> Page:
    return Page(595, 300).table(drawing.ROWS[:4], top=60)


def stamped() -> Page:
    page = body()
    page.text(40, 200, "GIÁM ĐỐC", name="Serif-Bold")
    page.text(300, 240, "Nguyễn Văn Bình", name="Serif-Bold")
    page.text(320, 180, "ĐẾN Số: 1187", size=15, name="Sans-Bold", colour=drawing.RED)
    return page.over(ink.seal(230), 80, 200, 0.8)


class Laid(NamedTuple):
    """A page as it lay on the glass."""

    page: Page
    quarters: int = 0
    degrees: float = 0.0

    @property
    def image(self) -> Image.Image:
        return sideways(askew(self.page.image, self.degrees), self.quarters)


LAID: Mapping[str, Laid] = {
    **{f"body turned {quarters}": Laid(body(), quarters) for quarters in range(4)},
    **{f"table turned {quarters}": Laid(table(), quarters) for quarters in range(4)},
    "body askew": Laid(body(), 0, 2.3),
    "table askew": Laid(table(), 0, -3.1),
    "table askew and sideways": Laid(table(), 1, 1.4),
    "stamped": Laid(stamped()),
    "blank": Laid(Page(200, 200)),
}


@pytest.fixture(scope="module")
def seen() -> dict[str, SeenPage]:
    found = see(drawing.tiff([laid.image for laid in LAID.values()]), "picture", range(len(LAID)), 2)
    pages = dict(zip(LAID, found, strict=True))
    assert not any(isinstance(page, Unseen) for page in pages.values())
    return pages  # type: ignore[return-value]


def texts(page: SeenPage) -> list[str]:
    return [word.text for word in page.words]


WRITTEN = [name for name in LAID if name not in ("blank", "stamped")]


@pytest.mark.parametrize("name", WRITTEN)
def test_pages_are_turned_upright_and_level(name: str, seen: dict[str, SeenPage]) -> None:
    assert seen[name].quarters == LAID[name].quarters
    assert seen[name].tilt == pytest.approx(LAID[name].degrees, abs=0.1)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_word_is_read(name: str, seen: dict[str, SeenPage]) -> None:
    printed = [word.text for word in LAID[name].page.words]
    assert len(set(printed) - set(texts(seen[name]))) <= 1
    assert np.mean([word.reading.confidence for word in seen[name].words]) > 0.85


@pytest.mark.parametrize("name", [name for name in WRITTEN if name.startswith("table")])
def test_every_cell_is_read(name: str, seen: dict[str, SeenPage]) -> None:
    ((grid, cells),) = seen[name].tables
    found = [" ".join(word.text for line in cell for word in line) for cell in cells]
    assert found == [text for row in drawing.ROWS[:4] for text in row]
    assert len(grid.cells) == 16


def placed(sheet: Sheet) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each word of a sheet with its box on the page as shown."""
    cells = [line for table in sheet.tables for cell in table.texts for line in cell]
    for line in [*sheet.lines, *cells]:
        for word in line.words:
            yield word.text, sheet.place(word.box)


@pytest.mark.parametrize("name", WRITTEN)
def test_words_lie_where_they_were_printed(name: str, seen: dict[str, SeenPage]) -> None:
    laid = LAID[name]
    (sheet,) = sheets([seen[name]])
    assert (sheet.shown.width, sheet.shown.height) == pytest.approx(
        (laid.image.width * 0.36, laid.image.height * 0.36), abs=1
    )
    printed = [(word.text, drawing.place(word.box, laid.page, laid.quarters, laid.degrees)) for word in laid.page.words]
    found = list(placed(sheet))
    for text, box in found:
        if text in {other for other, _ in printed}:
            off = min(max(abs(a - b) for a, b in zip(box, own, strict=True)) for other, own in printed if other == text)
            assert off <= 3, text
    assert len(found) == pytest.approx(len(printed), abs=1)


def test_a_seal_covers_no_words(seen: dict[str, SeenPage]) -> None:
    read = texts(seen["stamped"])
    assert {"GIÁM", "ĐỐC"} <= set(read)
    assert not {"CON", "DẤU", "MẪU"} & {word.text for word in seen["stamped"].words if not word.tinted}


def test_words_in_colour_go_aside(seen: dict[str, SeenPage]) -> None:
    page = seen["stamped"]
    (sheet,) = sheets([page])
    text = " ".join(line.text for line in sheet.lines)
    assert "1187" not in text
    assert "Nguyễn Văn Bình" in text
    assert "GIÁM ĐỐC" in text
    assert all(each in text for each in TEXT[:2])
    if any("1187" in word.text for word in page.words):
        assert "1187" in " ".join(line.text for line in sheet.aside)


def test_a_blank_page_is_told(seen: dict[str, SeenPage]) -> None:
    assert seen["blank"].trouble == "blank"
    assert seen["blank"].words == []
    assert seen["blank"].shown == Frame(0.0, 0.0, pytest.approx(200, abs=1), pytest.approx(200, abs=1), 0)
