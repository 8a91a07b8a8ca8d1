"""Both hands write the same words in the same order, and the project's own reader finds them all."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

import ingest
from corpus.sheet import Grid, Para, Run, Sheet, SheetCell, Turn
from corpus.writers import plain_docx, raw_docx
from models import Paragraph, Table
from tests.corpus.writers.everything import LETTERHEAD, NOTES, SECOND, SHEET, TABLE, TEXTS, cell, para

NAMES = ["plain", *(f"raw {seed}" for seed in range(4))]
Cells = list[tuple[int, int, int, int, str]]


def cells(grid: Grid) -> Cells:
    """What a reader should find of a table: row, column, spans, text; the one automatic label is a dash."""
    return [
        (r, c, found.row_span, found.column_span, "\n".join(("- " if p.number else "") + p.text for p in found.paras))
        for r, row in enumerate(grid.rows)
        for c, found in enumerate(row)
        if found is not None
    ]


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_and_labels(word_files: Mapping[str, Path], name: str) -> None:
    blocks = ingest.read(word_files[name]).blocks
    assert tuple(b.printed for b in blocks if isinstance(b, Paragraph) and b.part == "body") == TEXTS
    assert tuple(b.text for b in blocks if b.part == "footnote") == NOTES


@pytest.mark.parametrize("name", NAMES)
def test_tables(word_files: Mapping[str, Path], name: str) -> None:
    tables = [b for b in ingest.read(word_files[name]).blocks if isinstance(b, Table)]
    found = [[(c.row, c.column, c.row_span, c.column_span, c.printed) for c in t.cells] for t in tables]
    assert found == [cells(LETTERHEAD), cells(TABLE), cells(SECOND)]
    assert [table.header_rows for table in tables] == [0, 2, 0]


def test_raw_files_say_the_same_whatever_the_seed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    plain_docx.write(SHEET, path)
    wanted = [block.text for block in ingest.read(path).blocks]
    for seed in range(100, 115):
        raw_docx.write(SHEET, path, seed)
        assert [b.text for b in ingest.read(path).blocks if b.part != "header"] == wanted, seed


@pytest.mark.parametrize("name", NAMES)
def test_looks(word_files: Mapping[str, Path], name: str) -> None:
    blocks = ingest.read(word_files[name]).blocks
    looks = {b.text: b.look for b in blocks if isinstance(b, Paragraph)}
    title, basis = looks["KẾ HOẠCH"], looks[TEXTS[8]]
    assert (title.bold, title.align, title.size) == (True, "center", 14)
    assert (basis.italic, basis.align, round(basis.indent or 0)) == (True, "justify", 36)
    assert looks[TEXTS[9]].bold_lead == len("Hoàn thành")


@pytest.mark.parametrize("name", NAMES)
def test_python_docx_opens_it(word_files: Mapping[str, Path], name: str) -> None:
    document = docx.Document(str(word_files[name]))
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    assert [section.different_first_page_header_footer for section in document.sections] == [True, False, False]
    assert document.core_properties.title == SHEET.title


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_xml_and_named(word_files: Mapping[str, Path], name: str) -> None:
    with ZipFile(word_files[name]) as archive:
        types = archive.read("[Content_Types].xml").decode()
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(member))
            if member.startswith("word/") and member.endswith(".xml"):
                assert f'"/{member}"' in types


def test_raw_writer_meets_every_construct(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    seen = ""
    for seed in range(25):
        raw_docx.write(SHEET, path, seed)
        with ZipFile(path) as archive:
            seen += archive.read("word/document.xml").decode()
    for wanted in (
        *("w:proofErr", "w:bookmarkStart", "w:smartTag", "<w:sdt>", "<w:vMerge/>", "w:gridBefore", "w:noBreakHyphen"),
        *("w:lastRenderedPageBreak", "w:moveFrom ", "w:moveTo ", "w:ins ", "w:del ", "HYPERLINK", "kx:mark", "w:lang"),
        *("w:rStyle", "w:footnoteReference", "wps:txbx", "v:textbox", "instrText"),
    ):
        assert wanted in seen, wanted


def test_bytes_repeat(tmp_path: Path) -> None:
    made = []
    for name in ("a.docx", "b.docx"):
        path = tmp_path / name
        plain_docx.write(SHEET, path)
        made.append([path.read_bytes()])
        for seed in (1, 1, 2):
            raw_docx.write(SHEET, path, seed)
            made[-1].append(path.read_bytes())
    assert made[0] == made[1]
    assert made[0][1] == made[0][2] != made[0][3]


@pytest.mark.parametrize("write", [plain_docx.write, lambda sheet, path: raw_docx.write(sheet, path, 0)])
def test_odd_sheets(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.docx"
    grid = Grid(((cell("một\thai"),),), (4.0,), header_rows=0)
    texts = Para((Run('a < b & "c"', bold=True), Run("", footnote="x"), Run("\tđ")), left=1.0, first_line=-1.0)
    write(Sheet("<&>", (Turn(True), Turn(True), grid, grid, Turn(), texts, grid)), path)
    assert [block.text for block in ingest.read(path).blocks if block.part == "body"] == [
        "một\thai",
        "một\thai",
        'a < b & "c"\tđ',
        "một\thai",
    ]
    assert [s.page_width > s.page_height for s in docx.Document(str(path)).sections] == [True, False]
    with pytest.raises(ValueError, match="reaches too far"):
        write(Sheet("", (Grid(((cell("x", down=2),),), (4.0,)),)), path)
    with pytest.raises(ValueError, match="No cell covers"):
        write(Sheet("", (Grid(((SheetCell((para("x"),)), None),), (4.0, 4.0)),)), path)
