"""PDF files, their text, and scans of them: the words are there, upright, and the bytes repeat."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytest

from corpus.writers import pdf, programs, scan, text
from tests.corpus.writers.everything import NOTES, SIGNED, STAMP, TABLE, TEXTS

NAMES = ["plain", *(f"raw {seed}" for seed in range(4))]


def words(path: Path) -> str:
    """All words, without blanks: lines and columns part them anywhere."""
    with pdfplumber.open(path) as document:
        return "".join("".join(page.extract_text(use_text_flow=True).split()) for page in document.pages)


def squeezed(line: str) -> str:
    return "".join(line.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_printed(pdf_files: Mapping[str, Path], name: str) -> None:
    printed = words(pdf_files[name]).replace("\u2011", "-")
    boxed = {*STAMP.lines, *SIGNED.lines}
    lines = [line for line in TEXTS if line not in boxed and "Thông tư" not in line]  # a note's mark parts that one
    lines += [para.text for row in TABLE.rows for cell in row if cell for para in cell.paras if not para.number]
    lines += NOTES
    assert [line for line in lines if squeezed(line) not in printed] == []
    assert "30tháng6" not in printed  # deleted words


@pytest.mark.parametrize("name", NAMES)
def test_boxes_stand_where_they_should_in_their_colours(pdf_files: Mapping[str, Path], name: str) -> None:
    with pdfplumber.open(pdf_files[name]) as document:
        letters = [c for c in document.pages[0].chars if c["non_stroking_color"] not in ((0,), 0, (0, 0, 0), None)]
    for box, red in ((STAMP, True), (SIGNED, False)):
        inside = [c for c in letters if (c["non_stroking_color"][0] > c["non_stroking_color"][2]) == red]
        assert sorted("".join(c["text"] for c in inside).replace(" ", "")) == sorted(squeezed("".join(box.lines)))
        assert 0 <= min(c["x0"] for c in inside) - box.x * 72 / 2.54 < 72
        assert 0 <= min(c["top"] for c in inside) - box.y * 72 / 2.54 < 18


@pytest.mark.parametrize("name", NAMES)
def test_no_font_is_replaced_for_single_letters(pdf_files: Mapping[str, Path], name: str) -> None:
    with pdfplumber.open(pdf_files[name]) as document:
        fonts = {char["fontname"].partition("+")[2].partition("-")[0] for page in document.pages for char in page.chars}
    assert fonts == {"LiberationSerif"}


@pytest.mark.parametrize("name", NAMES)
def test_page_numbers_on_all_but_the_first_page(pdf_files: Mapping[str, Path], name: str) -> None:
    with pdfplumber.open(pdf_files[name]) as document:
        tops = [page.crop((0, 0, page.width, 50)).extract_text() for page in document.pages]
    assert tops == ["", *(str(number) for number in range(2, len(tops) + 1))]


def test_header_rows_are_repeated(pdf_files: Mapping[str, Path]) -> None:
    with pdfplumber.open(pdf_files["plain"]) as document:
        sideways = [page.extract_text() for page in document.pages if page.width > page.height]
    assert len(sideways) == 2
    assert all("Chủ trì Phối hợp" in printed for printed in sideways)


def test_bytes_repeat_and_a_damaged_file_stops_nothing(
    word_files: Mapping[str, Path], pdf_files: Mapping[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "damaged.docx").write_bytes(b"PK\x03\x04 no Word file")
    with pytest.raises(pdf.ConversionError, match=r"1 documents: damaged\.docx") as caught:
        pdf.convert([word_files["short"], tmp_path / "damaged.docx", word_files["raw 0"]], tmp_path / "out", 1)
    assert caught.value.failed == (tmp_path / "damaged.docx",)
    for name in ("short", "raw 0"):
        assert (tmp_path / "out" / pdf_files[name].name).read_bytes() == pdf_files[name].read_bytes()


def test_two_documents_of_one_name(tmp_path: Path) -> None:
    if shutil.which("soffice"):
        with pytest.raises(ValueError, match="one name"):
            pdf.convert([tmp_path / "a.docx", tmp_path / "b" / "a.docx"], tmp_path)


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(programs.MissingProgramError, match="libreoffice-writer"):
        pdf.convert([tmp_path / "a.docx"], tmp_path)
    with pytest.raises(programs.MissingProgramError, match="poppler-utils"):
        text.from_pdf(tmp_path / "a.pdf", tmp_path / "a.txt", layout=False)


def test_turned_pages_look_and_read_as_before(pdf_files: Mapping[str, Path], tmp_path: Path) -> None:
    turned = tmp_path / "turned.pdf"
    shutil.copy(pdf_files["plain"], turned)
    assert pdf.rotate_landscape(turned) == 2
    before, after = pypdfium2.PdfDocument(pdf_files["plain"]), pypdfium2.PdfDocument(turned)
    for old, new in zip(before, after, strict=True):
        assert new.get_size() == pytest.approx(old.get_size())
        left, _, right, top = new.get_mediabox()
        assert right - left < top  # stored on portrait paper
        pictures = [np.asarray(page.render(scale=0.5).to_pil().convert("L"), dtype=float) for page in (old, new)]
        assert np.abs(pictures[0] - pictures[1]).mean() < 4
        assert squeezed(new.get_textpage().get_text_bounded()) == squeezed(old.get_textpage().get_text_bounded())
    assert words(turned) == words(pdf_files["plain"])
    with pdfplumber.open(turned) as document:
        assert all(char["upright"] for char in document.pages[0].chars)
    assert pdf.rotate_landscape(turned) == 0


def test_turning_repeats(pdf_files: Mapping[str, Path], tmp_path: Path) -> None:
    made = []
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(pdf_files["short"], tmp_path / name)
        pdf.rotate_landscape(tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("layout", [False, True])
def test_text(pdf_files: Mapping[str, Path], tmp_path: Path, layout: bool) -> None:
    text.from_pdf(pdf_files["raw 0"], tmp_path / "a.txt", layout)
    printed = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "Nâng cao nhận thức của người dân vùng lũ" in printed
    assert any("Sở Xây dựng" in line and "Thường xuyên" in line for line in printed.splitlines()) == layout


@pytest.mark.parametrize(("damage", "gray"), [("light", False), ("medium", False), ("hard", True)])
def test_scans(pdf_files: Mapping[str, Path], tmp_path: Path, damage: scan.Damage, gray: bool) -> None:
    out = tmp_path / "a.pdf"
    sources = scan.from_pdf(pdf_files["short"], out, damage, 3)
    first = out.read_bytes()
    assert scan.from_pdf(pdf_files["short"], out, damage, 3) == sources
    assert out.read_bytes() == first
    document = pypdfium2.PdfDocument(out)
    assert len(document) == len(sources)
    assert [number for number in sources if number is not None] == [0, 1]
    for page in document:
        assert page.get_textpage().count_chars() == 0
        picture = np.asarray(page.render(scale=1).to_pil().convert("RGB"), dtype=float)
        assert (np.ptp(picture, axis=2).max() < 3) == (gray or (damage == "light"))
        assert picture.min() < 128 < picture.max()
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_seeds_differ_and_hard_scans_have_blank_and_upside_down_pages() -> None:
    orders = [scan._order(20, "hard", np.random.default_rng([seed, 0])) for seed in range(20)]
    assert len(set(orders)) > 1
    assert 5 < sum(order.count(None) for order in orders) < 60
    assert scan._order(3, "medium", np.random.default_rng(0)) == (0, 1, 2)
