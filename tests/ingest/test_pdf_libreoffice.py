"""A Word file that LibreOffice turned into a PDF, read again: every row, cell and paragraph as it was written."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from ingest import pdf
from models import Document, Paragraph, Table

HEADER = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
VERBS = ["Rà soát", "Xây dựng", "Triển khai", "Kiểm tra", "Tổng hợp", "Đánh giá", "Công bố"]
OBJECTS = [
    "quy trình nội bộ giải quyết thủ tục hành chính thuộc phạm vi quản lý của các sở, ban, ngành và địa phương",
    "cơ sở dữ liệu dùng chung, bảo đảm kết nối với Cổng Dịch vụ công quốc gia theo Quyết định số 06/QĐ-TTg",
    "kế hoạch phòng cháy và chữa cháy rừng trên địa bàn các huyện miền núi, nhất là trong mùa khô hằng năm",
    "chương trình phổ biến, giáo dục pháp luật cho học sinh các trường trung học",
]
UNITS = [
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Công an tỉnh",
    "Ủy ban nhân dân cấp xã",
    "Văn phòng Ủy ban nhân dân tỉnh",
]
TIMES = ["Quý I", "Tháng 6 năm 2025", "Thường xuyên", "Trước ngày 30 tháng 11 năm 2025"]
ROWS = [
    [
        str(number),
        f"{VERBS[number % 7]} {OBJECTS[number % 4]}",
        UNITS[number % 5],
        f"{UNITS[(number + 1) % 5]} và {UNITS[(number + 2) % 5]}",
        TIMES[number % 4],
    ]
    for number in range(1, 61)
]
MERGED = range(20, 24)  # rows that share their lead
BODY = [
    f"{number}. {VERBS[number % 7]} {OBJECTS[number % 4]}; công bố {OBJECTS[(number + 1) % 4]}."
    for number in range(1, 31)
]


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    source = docx.Document()
    source.styles["Normal"].font.name = "Times New Roman"
    source.styles["Normal"].font.size = Pt(13)
    title = source.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾ HOẠCH").bold = True
    for text in BODY:
        paragraph = source.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    table = source.add_table(rows=1 + len(ROWS), cols=5, style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    grid = [list(row.cells) for row in table.rows]
    for cells, texts in zip(grid, [HEADER, *ROWS], strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    for number in MERGED:
        grid[number][2].text = ""
    grid[MERGED[0]][2].merge(grid[MERGED[-1]][2]).text = "Thanh tra tỉnh"
    for row, width in ((row, width) for row in grid for width in [(1, 6, 3, 4, 3)]):
        for cell, size in zip(row, width, strict=True):
            cell.width = Cm(size)
    source.save(str(folder / "a.docx"))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "a.docx"],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return pdf.read((folder / "a.pdf").read_bytes(), "a.pdf", "0")


def test_every_paragraph(document: Document) -> None:
    found = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert found == ["KẾ HOẠCH", *BODY]


def test_every_row_of_the_one_table(document: Document) -> None:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert (table.rows, table.columns, table.header_rows) == (61, 5, 1)
    found = {(cell.row, cell.column): cell.text for cell in table.cells}
    for number, texts in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(texts):
            if number in MERGED and column == 2:
                text = "Thanh tra tỉnh" if number == MERGED[0] else None  # noqa: PLW2901
            assert found.get((number, column)) == text, (number, column)


def test_merged_cell_spans_its_rows(document: Document) -> None:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    (cell,) = [cell for cell in table.cells if cell.text == "Thanh tra tỉnh"]
    assert (cell.row, cell.row_span) == (MERGED[0], len(MERGED))


def test_places_lead_to_the_words(document: Document) -> None:
    for block in document.blocks:
        covered = [block.text[place.start : place.end] for place in block.places]
        assert "".join(covered) == "".join(block.text.split())
        assert all(0 <= place.box.x0 < place.box.x1 <= 620 and place.page >= 1 for place in block.places)
