"""Whole files with pages that are pictures, from bytes to Document."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest import pdf
from ingest.errors import NoUsableText, ProgramMissing
from ingest.scan import read_pages, tesseract, workers
from ingest.scan.tesseract import OcrWord
from models import Document, Paragraph
from tests.ingest import pdf_files
from tests.ingest.scan import drawing
from tests.ingest.scan.drawing import TEXT, Page

DIGITAL = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và chương trình công tác năm của Ủy ban nhân dân tỉnh, Sở Nội vụ ban "
    "hành kế hoạch này để các phòng, đơn vị trực thuộc tổ chức thực hiện và báo cáo kết quả."
)
RUBBISH = "Kxzq wvbn jjfk qzxw plmk wwqz fghj zxcv kkjw qwfp zzxk vbnw jkqz xwvf"


def body(texts: tuple[str, ...] = TEXT[:5]) -> Image.Image:
    return Page(470, 200).lines(texts, x=30, base=50).image


def blank() -> Image.Image:
    return Page(470, 200).image


def read(data: bytes) -> Document:
    return pdf.read(data, "scan.pdf", "0" * 64)


def text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)


def joined(*files: bytes) -> bytes:
    """The pages of several PDF files as one."""
    made = pdfium.PdfDocument.new()
    for data in files:
        made.import_pages(pdfium.PdfDocument(data))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def digital() -> bytes:
    page = pdf_files.Page()
    half = len(DIGITAL.split()) // 3
    parts = DIGITAL.split()
    page.lines(85, 100, [" ".join(parts[at : at + half]) for at in range(0, len(parts), half)], size=10)
    return pdf_files.make(page)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return joined(digital(), drawing.pdf([body()], tmp_path_factory.mktemp("mixed")))


def pages_of(document: Document) -> set[int]:
    return {place.page for block in document.blocks if isinstance(block, Paragraph) for place in block.places}


def test_a_digital_page_and_a_picture(mixed: bytes) -> None:
    found = read(mixed)
    assert DIGITAL in text(found)
    assert all(each in text(found) for each in TEXT[:5])
    assert found.source.format == "pdf"
    assert found.source.pages == 2
    assert found.warnings == ("Page 2: a scan, read by OCR. It may hold misreadings.",)
    for block in found.blocks:
        assert isinstance(block, Paragraph)
        for place in block.places:
            assert (place.reading is not None) is (place.page == 2), "only words of pictures are more or less sure"


def test_blank_backs_cost_nothing(tmp_path: Path) -> None:
    first, second = body(TEXT[:4]), body(TEXT[4:8])
    plain = read(drawing.pdf([first, second], tmp_path))
    backed = read(drawing.pdf([first, blank(), second, blank()], tmp_path))
    assert text(backed) == text(plain)
    assert pages_of(backed) == {1, 3}
    assert backed.source.pages == 4
    assert not any("left out" in each for each in backed.warnings)


def test_a_page_fed_twice_counts_once(tmp_path: Path) -> None:
    found = read(drawing.pdf([body(), drawing.askew(body(), 0.7), body(TEXT[5:8])], tmp_path))
    assert text(found).count(TEXT[0]) == 1
    assert "Page 2 left out: it is page 1 once more." in found.warnings
    assert pages_of(found) == {1, 3}


def test_pages_alike_are_not_one(tmp_path: Path) -> None:
    found = read(drawing.pdf([body(TEXT[:5]), body((*TEXT[:3], *TEXT[5:7]))], tmp_path))
    assert pages_of(found) == {1, 2}


def covered(rubbish: str, tmp_path: Path, share: float) -> bytes:
    """A page whose picture covers a part of it, and under the picture text in no language."""
    page = pdf_files.Page(width=470, height=200 / share)
    for row in range(3):
        page.text(30, 50 + 20 * row, rubbish, size=8)
    base = pdfium.PdfDocument(pdf_files.make(page))
    image = pdfium.PdfImage.new(base)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(body()))
    image.set_matrix(pdfium.PdfMatrix().scale(470, 200).translate(0, 200 / share - 200))
    first = base[0]
    first.insert_obj(image)
    first.gen_content()
    stream = io.BytesIO()
    base.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "share", [pytest.param(1.0, id="a scan with a bad layer"), pytest.param(0.45, id="fonts that tell no letters")]
)
def test_text_in_no_language_is_read_from_its_picture(share: float, tmp_path: Path) -> None:
    found = read(covered(RUBBISH, tmp_path, share))
    assert all(each in text(found) for each in TEXT[:5])
    assert "Kxzq" not in text(found)
    assert found.source.text_from == "ocr"
    assert found.warnings[0].startswith("Page 1: the file's text is of no use, so the picture was read by OCR.")


# Without tesseract


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "empty"))


def test_without_tesseract_the_digital_pages_are_read(mixed: bytes, without: None) -> None:
    found = read(mixed)
    assert text(found) == DIGITAL
    assert found.warnings[0] == "Page 2 left out: The pages are pictures without text: this is a scan."
    assert any(tesseract.APT_LINE in each for each in found.warnings)


def test_without_tesseract_a_scan_is_not_read(without: None, tmp_path: Path) -> None:
    with pytest.raises(ProgramMissing, match=tesseract.APT_LINE):
        read(drawing.pdf([body(), body()], tmp_path))


# An engine that misbehaves


class Rubbish:
    """An engine that reads noise, as of a photo: words that mean nothing, unsure."""

    words = ("bàn", "xanh", "wqÀt", "chạy", "lê", "kjhgf", "mù")

    def show(self, gray: object, dpi: float) -> None:
        pass

    def read(self, mode: str, box: object = None, seconds: float = 60.0) -> list[OcrWord]:
        return [
            OcrWord(
                word, 0.31, 100 + 90 * at, 100 + 60 * line, 180 + 90 * at, 130 + 60 * line, 130 + 60 * line, line, 26
            )
            for line in range(6)
            for at, word in enumerate(self.words)
        ]


def test_rubbish_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workers, "Engine", Rubbish)
    found = read(drawing.pdf([body()], tmp_path))
    assert found.source.ocr_confidence is not None
    assert found.source.ocr_confidence < 0.4
    assert "Much of it is hard to make out: check every row." in found.warnings[0]


def test_letters_that_make_no_word_are_no_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = ("jWkq", "xx¬zb", "kjhgf", "ÿþmn", "zx\ufffd")
    monkeypatch.setattr(workers, "Engine", type("Noise", (Rubbish,), {"words": words}))
    with pytest.raises(NoUsableText, match="No letters can be made out"):
        read(drawing.pdf([body()], tmp_path))


def test_an_engine_that_reads_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workers, "Engine", type("Silent", (Rubbish,), {"read": lambda *_, **__: []}))
    with pytest.raises(NoUsableText, match="Scan the document anew"):
        read(drawing.pdf([body()], tmp_path))


def test_an_engine_out_of_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workers, "Engine", type("Slow", (Rubbish,), {"read": lambda *_, **__: None}))
    scan = read_pages(drawing.pdf([body()], tmp_path), "pdf", [0], 1)
    assert scan.warnings == ("Page 1: a part took too long to read and is missing. Look at the page.",)


# The same every time


def test_the_same_bytes_give_the_same_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = Page(595, 200).table(drawing.ROWS[:3], top=60).image
    data = drawing.pdf([drawing.askew(body(), 1.1), table, drawing.sideways(body(TEXT[3:8]), 2)], tmp_path)
    found = []
    for processes in (1, 2, 2):
        monkeypatch.setattr(workers, "cores", lambda count=processes: count)
        found.append(read(data))
    assert found[0] == found[1] == found[2]
    assert found[0].blocks
