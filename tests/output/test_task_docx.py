"""The list of one unit's tasks as a Word file: what stands in it, and how it looks when LibreOffice sets it.

`KEHOACH_PICTURES=docs/export` writes the picture of its first page there; without it, it goes with the test's folder.
"""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT

from models import Deadline
from output.errors import ExportError
from output.exports.forms import FORMS, Wishes
from output.exports.task_docx import write_docx
from output.store.assignments import AssignedUnit, AssigningDocument, Assignment

TODAY = date(2026, 5, 10)
NOW = datetime(2026, 5, 10, 1, 30, tzinfo=UTC)
PLAN = AssigningDocument(
    1, "Kế hoạch", "05/KH-SYT", "Sở Y tế tỉnh X", "2026-02-03", "Phòng, chống dịch năm 2026", "a.docx"
)
ORDER = AssigningDocument(2, "Chỉ thị", "04/CT-UBND", "Ủy ban nhân dân tỉnh X", "2026-03-16", "Phòng cháy", "b.pdf")


def a(
    text: str, *deadlines: Deadline, lead: Sequence[str] = (), partners: Sequence[str] = (), **more: Any
) -> Assignment:
    made = Assignment(
        id=text[:16], document=PLAN, position=1.0, number="2.", path=("II. Nhiệm vụ",), text=text, context=None,
        lead=tuple(AssignedUnit(name, name, 1) for name in lead),
        partners=tuple(AssignedUnit(name, name, 2) for name in partners), products=(), deadlines=deadlines, due=None,
        next_due=None, late_since=None, status="open", done_on=None, origin="table", page=4, confidence=0.9, review=None,
    )  # fmt: skip
    return replace(made, **more)


TASKS = (
    a("Rà soát quy trình", Deadline("trong quý II", "period", None, date(2026, 6, 30)), lead=["Sở Y tế"], partners=["Sở Nội vụ", "Công an tỉnh"]),
    a("Mở đợt cao điểm", Deadline("trước 30/4/2026", "date", None, date(2026, 4, 30)), lead=["Công an tỉnh"], partners=["Sở Y tế"], products=("Kế hoạch", "Báo cáo"), late_since=date(2026, 4, 30)),
    a("Báo cáo", Deadline("ngày 05 hằng tháng", "recurring", recurrence=("monthly",), day="05"), lead=["Sở Y tế"], document=ORDER, number=None),
)  # fmt: skip

SAID = (
    "Rà soát, sửa đổi quy trình phối hợp giám sát dịch bệnh giữa các cơ sở y tế và chính quyền cấp xã; ban hành trước mùa mưa bão.",
    "Mở đợt cao điểm kiểm tra việc chấp hành quy định về an toàn thực phẩm tại bếp ăn tập thể, trường học, khu công nghiệp.",
    "Bảo đảm đủ thuốc, vật tư, trang thiết bị cho công tác phòng, chống dịch trên địa bàn; báo cáo số dự trữ về Sở Y tế.",
    "Phối hợp truy vết, cách ly khi phát hiện ca bệnh tại cửa khẩu.",
    "Tập huấn kỹ năng truyền thông nguy cơ cho cán bộ y tế cơ sở và đội ngũ cộng tác viên dân số.",
)


def written(*tasks: Assignment, **wishes: Any) -> bytes:
    stream = io.BytesIO()
    write_docx(tasks, stream, Wishes(TODAY, **{"unit": "so y te", **wishes}), NOW)
    return stream.getvalue()


def opened(*tasks: Assignment, **wishes: Any) -> Any:
    return docx.Document(io.BytesIO(written(*tasks, **wishes)))


def rows(document: Any) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_has_the_parts_of_an_appendix() -> None:
    document = opened(*TASKS)
    assert [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs] == [
        ("Phụ lục", "Phụ lục"),
        ("Tên phụ lục", "Danh mục nhiệm vụ giao Sở Y tế"),
        ("Kèm theo", "(Kèm theo Công văn số ……/…………… ngày …… tháng …… năm 2026 của ……………………………)"),
        ("Số nhiệm vụ", "Tính đến ngày 10/05/2026: 3 nhiệm vụ, trong đó chủ trì 2, phối hợp 1."),
    ]
    assert document.styles["Tên phụ lục"].font.all_caps
    assert document.core_properties.title == "Danh mục nhiệm vụ giao Sở Y tế"
    assert document.core_properties.author == ""


def test_tasks_stand_below_their_documents() -> None:
    plan = "I. Kế hoạch số 05/KH-SYT ngày 03/02/2026 của Sở Y tế tỉnh X: Phòng, chống dịch năm 2026"
    order = "II. Chỉ thị số 04/CT-UBND ngày 16/03/2026 của Ủy ban nhân dân tỉnh X: Phòng cháy"
    assert rows(opened(*TASKS)) == [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Căn cứ"],
        [plan] * 7,
        ["1", "Rà soát quy trình", "Sở Y tế", "Sở Nội vụ;\nCông an tỉnh", "", "trong quý II (30/06/2026)", "05/KH-SYT\nmục 2, trang 4"],
        ["2", "Mở đợt cao điểm", "Công an tỉnh", "Sở Y tế", "Kế hoạch;\nBáo cáo", "trước 30/4/2026\nđã quá hạn", "05/KH-SYT\nmục 2, trang 4"],
        [order] * 7,
        ["3", "Báo cáo", "Sở Y tế", "", "", "ngày 05 hằng tháng", "04/CT-UBND\ntrang 4"],
    ]  # fmt: skip


def test_the_unit_itself_stands_out() -> None:
    (table,) = opened(*TASKS).tables
    bold = {
        run.text
        for row in table.rows[2:]
        for cell in row.cells[2:4]
        for p in cell.paragraphs
        for run in p.runs
        if run.bold
    }
    assert bold == {"Sở Y tế"}


@pytest.mark.parametrize(
    ("task", "columns", "orientation"),
    [
        (TASKS[1], 7, WD_ORIENT.LANDSCAPE),
        (TASKS[2], 5, WD_ORIENT.PORTRAIT),
        (a("Việc không ai làm"), 4, WD_ORIENT.PORTRAIT),
    ],
    ids=["partners and products", "the unit alone", "nobody"],
)
def test_empty_columns_go_and_the_page_turns(task: Assignment, columns: int, orientation: WD_ORIENT) -> None:
    document = opened(task)
    section = document.sections[0]
    assert (len(rows(document)[0]), section.orientation) == (columns, orientation)
    sides = sorted(round(side.mm) for side in (section.page_width, section.page_height))
    assert sides == [210, 297]
    (table,) = document.tables
    wide = sum(column.width.mm for column in table.columns)
    assert wide == pytest.approx((section.page_width - section.left_margin - section.right_margin) / 36_000, abs=1)


def test_the_page_is_that_of_the_decree() -> None:
    document = opened(*TASKS)
    section = document.sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    (table,) = document.tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"status": "done", "done_on": date(2026, 5, 4)}, "đã xong ngày 04/05/2026"),
        ({"status": "done"}, "đã xong"),
        ({"status": "dropped"}, "không thực hiện nữa"),
    ],
)
def test_what_is_over_says_so(more: dict[str, Any], said: str) -> None:
    assert rows(opened(a("Việc", lead=["Sở Y tế"], **more)))[2][3] == said


def test_two_days_of_one_wording_are_said_together() -> None:
    days = [Deadline("Quý II, Quý IV/2026", "period", None, day) for day in (date(2026, 6, 30), date(2026, 12, 31))]
    assert rows(opened(a("Việc", *days)))[2][2] == "Quý II, Quý IV/2026 (30/06/2026; 31/12/2026)"


def test_without_a_unit_it_says_what_to_do() -> None:
    with pytest.raises(ExportError, match="--unit"):
        FORMS["docx"].write(TASKS, io.BytesIO(), Wishes(TODAY))


def test_no_tasks_are_told() -> None:
    assert opened().paragraphs[-1].text == "Không có nhiệm vụ nào."


def test_several_units_by_the_words_keep_the_words() -> None:
    document = opened(a("Việc", lead=["Sở Y tế"], partners=["Phòng Y tế"]), unit="y tế")
    assert document.paragraphs[1].text == "Danh mục nhiệm vụ giao y tế"


def test_where_a_sub_unit_is_named_roles_are_not_counted() -> None:
    document = opened(a("Việc", lead=["Chi cục Dân số"]))
    assert document.paragraphs[3].text == "Tính đến ngày 10/05/2026: 1 nhiệm vụ."


def test_by_unit_gives_each_unit_its_list() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(*TASKS, by_unit=True, unit=None)))
    assert archive.namelist() == ["Công an tỉnh.docx", "Sở Nội vụ.docx", "Sở Y tế.docx"]
    document = docx.Document(io.BytesIO(archive.read("Sở Nội vụ.docx")))
    assert [row[1] for row in rows(document)[2:]] == ["Rà soát quy trình"]


def test_what_xml_does_not_take_goes() -> None:
    found = rows(opened(a("=1+1 \x00\x0b<b>& \ud800\uffff\tcao\nđiểm 😀", lead=["Sở\x07 Y tế"])))
    assert found[2][:3] == ["1", "=1+1 <b>&  cao\nđiểm 😀", "Sở Y tế"]


def test_a_text_of_32_767_letters_is_whole() -> None:
    text = "đẩy mạnh " * 3640 + "cuối"
    assert rows(opened(a(text)))[2][1] == text


def test_libreoffice_sets_it_with_its_header_on_every_page(tmp_path: Path) -> None:
    tasks = [
        replace(TASKS[n % 2], id=f"{n:016x}", number=f"{n + 1}.", text=SAID[n % len(SAID)], page=2 + n // 8)
        for n in range(25)
    ]
    file = tmp_path / "phu-luc.docx"
    file.write_bytes(written(*tasks, TASKS[2]))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "phu-luc.pdf")
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 2
    assert all("Cơ quan phối hợp" in said for said in pages)
    assert [said.split("\n")[0].strip() for said in pages] == ["Phụ lục", *map(str, range(2, len(pages) + 1))]
    assert "DANH MỤC NHIỆM VỤ GIAO SỞ Y TẾ" in pages[0]
    pdf[0].render(scale=1.5).to_pil().quantize(64, dither=0).save(tmp_path / "docx.png", optimize=True)
    pdf.close()
    if pictures := os.environ.get("KEHOACH_PICTURES"):
        Path(pictures).mkdir(parents=True, exist_ok=True)
        shutil.copy(tmp_path / "docx.png", Path(pictures) / "docx.png")
