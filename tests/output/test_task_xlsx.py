"""The spreadsheet for people: what stands in it, that nothing in it runs, and that it prints as it looks."""

import io
import os
import resource
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from output.exports.forms import FORMS, Wishes
from output.exports.handed_out import MARK
from output.exports.row_heights import HIGHEST, column_points, lines
from output.exports.sheet_names import SheetNames
from output.exports.task_cells import HEAD, MOST, heading, width
from output.exports.task_sheet import GROUP
from output.exports.task_xlsx import write_xlsx
from output.imports.xlsx import read_xlsx
from output.store import Store
from output.store.assignments import Assignment
from tests.output.spreadsheets import OTHER, PLAN, TODAY, by, converted, fill_with_samples, needs_calc, task, written
from tests.pace import assert_within


def sheets(stream: io.BytesIO) -> list[Worksheet]:
    """The sheets that people see."""
    return [sheet for sheet in openpyxl.load_workbook(stream).worksheets if sheet.sheet_state == "visible"]


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the header by its titles; the hidden column goes by its mark."""
    rows = list(sheet.iter_rows())
    at = next(n for n, row in enumerate(rows) if any(cell.value == MARK for cell in row))
    titles = [cell.value for cell in rows[at]]
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in rows[at + 1 :]]


def tasks_of(sheet: Worksheet) -> list[dict[str, Any]]:
    return [row for row in table(sheet) if row[MARK] != GROUP]


def groups_of(sheet: Worksheet) -> list[tuple[Any, Any]]:
    return [(row["STT"], row["Nhiệm vụ"]) for row in table(sheet) if row[MARK] == GROUP]


def test_a_plan_reads_as_offices_write_it() -> None:
    one = task(
        "Kiểm tra", number="1", path=("II. Nhiệm vụ", "1. Chỉ đạo"), context="Giao các phòng:", lead=["Phòng A"],
        partners=["Sở B", "Sở C"], products=("Báo cáo",), deadlines=(by(date(2026, 6, 1), "trước 01/6"),),
    )  # fmt: skip
    (sheet,) = sheets(written([one]))
    above = [cell.value for row in sheet.iter_rows(max_row=3) for cell in row if cell.value]
    assert above == [
        "DANH MỤC NHIỆM VỤ",
        "Kế hoạch số 42/KH-SGDĐT ngày 09/02/2026 của Sở Giáo dục",
        "An toàn trường học",
    ]
    assert groups_of(sheet) == [("II", "Nhiệm vụ"), ("1", "Chỉ đạo"), (None, "Giao các phòng:")]
    (row,) = tasks_of(sheet)
    assert row.pop("Hạn").date() == date(2026, 6, 1)
    assert row == {
        "STT": "1", "Nhiệm vụ": "Kiểm tra", "Cơ quan chủ trì": "Phòng A", "Cơ quan phối hợp": "Sở B; Sở C",
        "Sản phẩm": "Báo cáo", "Thời gian hoàn thành": "trước 01/6", "Trạng thái": "Sắp đến hạn", "Ngày xong": None,
        MARK: one.id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        pytest.param({"deadlines": (by(date(2026, 5, 19)),)}, "Quá hạn", id="passed yesterday"),
        pytest.param({"deadlines": (by(TODAY),)}, "Sắp đến hạn", id="today"),
        pytest.param({"deadlines": (by(date(2026, 6, 19)),)}, "Sắp đến hạn", id="in thirty days"),
        pytest.param({"deadlines": (by(date(2026, 6, 20)),)}, "Đang thực hiện", id="later"),
        pytest.param({}, "Đang thực hiện", id="no day"),
        pytest.param({"status": "done", "deadlines": (by(date(2026, 1, 1)),)}, "Đã xong", id="done"),
        pytest.param({"status": "dropped"}, "Đã bỏ", id="dropped"),
    ],
)
def test_the_state_is_told_in_words(fields: dict[str, Any], state: str) -> None:
    (sheet,) = sheets(written([task(**fields)]))
    assert tasks_of(sheet)[0]["Trạng thái"] == state


def test_colours_follow_the_words() -> None:
    (sheet,) = sheets(written([task()]))
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    assert [rule.formula for rule in rules] == [['$H6="Quá hạn"'], ['$H6="Sắp đến hạn"']]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"Đang thực hiện,Sắp đến hạn,Quá hạn,Đã xong,Đã bỏ"'


def test_several_plans_stand_in_one_sheet_with_their_numbers() -> None:
    (sheet,) = sheets(written([task("A"), task("B", document=OTHER)]))
    assert [row["Văn bản"] for row in tasks_of(sheet)] == ["42/KH-SGDĐT", "15/KH-UBND"]
    assert [words for _, words in groups_of(sheet)] == [
        "Kế hoạch số 42/KH-SGDĐT ngày 09/02/2026 của Sở Giáo dục", "An toàn trường học",
        "Kế hoạch số 15/KH-UBND ngày 09/02/2026 của UBND phường", "Chuyển đổi số",
    ]  # fmt: skip


def test_a_sheet_a_plan() -> None:
    made = sheets(written([task("A"), task("B", document=OTHER)], sheet_a_plan=True))
    assert [sheet.title for sheet in made] == ["42-KH-SGDĐT", "15-KH-UBND"]
    assert [[row["Nhiệm vụ"] for row in tasks_of(sheet)] for sheet in made] == [["A"], ["B"]]


def test_a_sheet_a_unit_has_what_it_leads_then_what_it_joins() -> None:
    joint = task("A", lead=["Sở Y tế"], partners=["Công an tỉnh", "Sở Y tế"])
    led = task("B", lead=["Công an tỉnh"])
    nobodys = task("C")
    police, health, none = sheets(written([joint, led, nobodys], by_unit=True))
    assert [sheet.title for sheet in (police, health, none)] == ["Công an tỉnh", "Sở Y tế", "Chưa rõ đơn vị"]
    words = [row["Nhiệm vụ"] for row in table(police)]
    assert words[0] == "Nhiệm vụ chủ trì"
    assert words.index("B") < words.index("Nhiệm vụ phối hợp") < words.index("A")
    assert [row["Nhiệm vụ"] for row in tasks_of(health)] == ["A"]
    assert police["A1"].value == "NHIỆM VỤ CỦA CÔNG AN TỈNH"


def test_the_tasks_of_one_unit_go_by_its_name() -> None:
    joint = task("A", lead=["Sở Y tế"], partners=["Công an tỉnh"])
    (sheet,) = sheets(written([joint], unit="so y te"))
    assert sheet["A1"].value == "NHIỆM VỤ CỦA SỞ Y TẾ"
    (sheet,) = sheets(written([joint], unit="so y te", by_unit=True))
    assert sheet.title == "Sở Y tế"


@pytest.mark.parametrize(
    ("number", "footer"), [("15/KH & 16", "số 15/KH && 16"), ("&" * 100, "số " + "&&" * 77)], ids=["signs", "long"]
)
def test_a_footer_says_the_documents_very_name(number: str, footer: str) -> None:
    stream = written([task(document=replace(PLAN, type=None, number=number, date=None, issuer=None))])
    raw = zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml").decode().replace("&amp;", "&").replace("&quot;", '"')
    assert f'<oddFooter>&L&"Times New Roman"&10 {footer}&R' in raw


@pytest.mark.parametrize("wishes", [{}, {"by_unit": True}, {"sheet_a_plan": True}])
def test_no_task_gives_a_sheet_that_says_so(wishes: dict[str, Any]) -> None:
    (sheet,) = sheets(written([], **wishes))
    assert [row["Nhiệm vụ"] for row in table(sheet)] == ["Không có nhiệm vụ nào như đã chọn."]


def test_english_words() -> None:
    (sheet,) = sheets(written([task(deadlines=(by(date(2026, 1, 1)),))], language="en"))
    assert tasks_of(sheet)[0]["Status"] == "Overdue"


@pytest.mark.parametrize("text", ["=1+1", "- Kế hoạch", "+84", "@SUM(A1)", "\t=1", "http://a.vn", "'=1", "{=1}"])
def test_a_cell_says_its_words_and_never_runs(text: str) -> None:
    stream = written([task(text, lead=[text], products=(text,), number=text, path=(text,), context=text)])
    (sheet,) = sheets(stream)
    (row,) = tasks_of(sheet)
    assert [row[title] for title in ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm")] == [text] * 4
    with zipfile.ZipFile(stream) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in parts.read(name) and b"<hyperlink" not in parts.read(name) for name in names)
    assert sheet[f"B{sheet.max_row}"].quotePrefix == text.lstrip().startswith(("=", "+", "-", "@", "'"))


def test_a_long_text_is_cut_with_a_note_that_says_where_it_goes_on() -> None:
    text = "Rà soát 😀 " * 4000
    (sheet,) = sheets(written([task(text, page=7)]))
    (row,) = tasks_of(sheet)
    shown = row["Nhiệm vụ"]
    assert width(shown) <= MOST
    start, note = shown.split("\n")
    assert text.startswith(start)
    assert HEAD - 1 <= width(start) <= HEAD
    count = f"{len(text) - len(start):,}".replace(",", ".")
    assert note == f"[… còn {count} ký tự; xem tiếp ở văn bản, trang 7]"


@pytest.mark.parametrize("length", [MOST - 1, MOST])
def test_a_text_that_just_fits_is_whole(length: int) -> None:
    (sheet,) = sheets(written([task("x" * length)]))
    assert tasks_of(sheet)[0]["Nhiệm vụ"] == "x" * length


def test_what_is_no_text_is_shown_as_such() -> None:
    (sheet,) = sheets(written([task("a\x00b\x1fc\ud800d\uffffe\r\nf😀 _x0041_")]))
    assert tasks_of(sheet)[0]["Nhiệm vụ"].replace("_x005F_", "_") == "a\ufffdb\ufffdc\ufffdd\ufffde\nf😀 _x0041_"


def test_days_before_spreadsheets_know_any_are_text() -> None:
    (sheet,) = sheets(
        written([task("A", deadlines=(by(date(1899, 12, 31)),)), task("B", deadlines=(by(date(1900, 3, 1)),))])
    )
    early, late = (row["Hạn"] for row in tasks_of(sheet))
    assert (early, late.date()) == ("31/12/1899", date(1900, 3, 1))


def test_doubtful_cells_are_marked_and_say_how_doubtful() -> None:
    doubted = task(
        "A", lead=["Sở"], deadlines=(by(TODAY),), page=3, confidences={"lead": 0.61, "deadlines": 0.5, "text": 0.99}
    )
    (sheet,) = sheets(written([doubted, replace(doubted, id="f" * 16, review="accept")]))
    first, second = (row for row in sheet.iter_rows(min_row=6) if row[-1].value != GROUP)
    look = {cell.column_letter: (cell.font.i, cell.font.u) for cell in first}
    assert [letter for letter, (italic, line) in look.items() if italic and line] == ["C", "F", "G"]
    assert first[2].comment is not None
    assert first[2].comment.text == "Máy đọc ô này đúng khoảng 61 %. Xin đối chiếu với văn bản, trang 3."
    assert not any(cell.font.i or cell.comment for cell in second)


def test_it_goes_on_paper() -> None:
    (sheet,) = sheets(written([task(f"{n}") for n in range(9)]))
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.print_area == "'42-KH-SGDĐT'!$A$1:$I$14"
    assert sheet.auto_filter.ref == "A5:J14"
    assert sheet.column_dimensions["J"].hidden
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not any(row >= 5 for merged in sheet.merged_cells.ranges for row, _ in merged.cells), "rows can be sorted"


def test_a_full_sheet_goes_on_in_another() -> None:
    made = sheets(written([task(f"việc {n}") for n in range(20)], most_rows=12))
    assert [sheet.title for sheet in made] == ["42-KH-SGDĐT", "42-KH-SGDĐT (2)", "42-KH-SGDĐT (3)"]
    assert [row["Nhiệm vụ"] for sheet in made for row in tasks_of(sheet)] == [f"việc {n}" for n in range(20)]
    assert made[1]["A1"].value == "DANH MỤC NHIỆM VỤ (còn nữa, trang tính này là phần 2)"


def test_the_same_tasks_give_the_same_bytes() -> None:
    assert written([task()]).getvalue() == written([task()]).getvalue()


def test_nothing_is_left_behind_when_reading_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def failing() -> Iterator[Assignment]:
        yield task()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_xlsx(failing(), io.BytesIO(), Wishes(TODAY))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        pytest.param("42/KH-UBND", "42-KH-UBND", id="slash"),
        pytest.param("a[b]c:d*e?f\\g", "a-b-c-d-e-f-g", id="all that is forbidden"),
        pytest.param("'quoted'", "quoted", id="apostrophes at the ends"),
        pytest.param(
            "Phòng Công tác học sinh, sinh viên", "Phòng Công tác học sinh, sinh…", id="cut where a word ends"
        ),
        pytest.param("x" * 40, "x" * 30 + "…", id="one long word"),
        pytest.param("😀" * 20, "😀" * 15 + "…", id="pairs"),
        pytest.param("///", "otherwise", id="nothing left"),
        pytest.param("History", "History (2)", id="reserved"),
    ],
)
def test_names_of_sheets(wanted: str, given: str) -> None:
    assert SheetNames().give(wanted, "otherwise") == given


@given(st.lists(st.text(max_size=60)))
def test_no_name_of_a_sheet_comes_twice_or_is_too_long(wanted: list[str]) -> None:
    names = SheetNames()
    made = [names.give(name, "") for name in wanted]
    assert len({name.casefold() for name in made}) == len(made)
    assert all(0 < width(name) <= 31 and not set(name) & set("[]:*?/\\") for name in made)
    assert not any(name.startswith("'") or name.endswith("'") for name in made)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("II. NHIỆM VỤ", ("II", "NHIỆM VỤ")),
        ("I Công tác chỉ đạo", ("I", "Công tác chỉ đạo")),
        ("1.2. Rà soát", ("1.2", "Rà soát")),
        ("a) Sở Y tế", ("a", "Sở Y tế")),
        ("Sở Y tế", ("", "Sở Y tế")),
        ("Chương I", ("", "Chương I")),
        ("2026", ("", "2026")),
    ],
)
def test_a_headings_number_has_its_column(text: str, parts: tuple[str, str]) -> None:
    assert heading(text) == parts


def test_rows_are_as_high_as_their_lines() -> None:
    text = "Rà soát, lập danh mục các công trình, ao hồ, hố sâu trong khuôn viên trường học có nguy cơ gây mất an toàn"
    (sheet,) = sheets(written([task(text), task("Việc"), task("dài " * 3000)]))
    heights = [sheet.row_dimensions[row].height for row in (6, 7, 8)]
    assert heights[0] == pytest.approx(lines(text, column_points(40) - 5, 12) * 15.6 + 2, abs=0.5)
    assert heights[0] > 2 * heights[1]
    assert heights[2] == pytest.approx(HIGHEST, abs=1)
    # No height is fixed: a spreadsheet makes the row higher when somebody writes more.
    assert (
        b"customHeight"
        not in zipfile.ZipFile(written([task(text)])).read("xl/worksheets/sheet1.xml").split(b'<row r="6"')[1]
    )


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=4))
def test_any_text_gives_a_file_that_opens(texts: list[tuple[str, str]]) -> None:
    made = [
        task(text, id=f"{n:016}", context=other, path=(other,), lead=[other]) for n, (text, other) in enumerate(texts)
    ]
    (sheet,) = sheets(written(made))
    assert [row[MARK] for row in tasks_of(sheet)] == [one.id for one in made]


def many(count: int) -> Iterator[Assignment]:
    for n in range(count):
        text = f"Rà soát, xây dựng quy trình tuyển sinh số {n} trên địa bàn các xã, phường"
        yield task(text, document=PLAN if n < count // 2 else OTHER, lead=[f"Phòng {n % 50}"], deadlines=(by(TODAY),))


def test_many_tasks_take_little_time() -> None:
    assert_within(1.2, lambda: write_xlsx(many(5000), io.BytesIO(), Wishes(TODAY)))


def test_memory_does_not_grow_with_the_texts() -> None:
    tasks = (task(f"{n}{'ữ' * 30_000}", document=replace(PLAN, id=n // 10)) for n in range(150))
    tracemalloc.start()
    write_xlsx(tasks, io.BytesIO(), Wishes(TODAY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * 2**20, "the texts together take three times that"


def test_a_sheet_for_each_of_many_units_needs_few_open_files() -> None:
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
    try:
        stream = written([task(f"{n}", lead=[f"Đội {n}"]) for n in range(400)], by_unit=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
    assert sum(name.startswith("xl/worksheets/sheet") for name in zipfile.ZipFile(stream).namelist()) == 401


@pytest.mark.long
def test_a_hundred_thousand_tasks_go_out_and_come_back() -> None:
    stream = io.BytesIO()
    assert_within(24, lambda: write_xlsx(many(100_000), stream, Wishes(TODAY)))
    assert assert_within(40, lambda: sum(1 for _ in read_xlsx(stream))) == 100_000


# What LibreOffice makes of it


@needs_calc
def test_libreoffice_opens_it_without_loss(sampled: Callable[..., bytes], tmp_path: Path) -> None:
    for name, wishes in {"one": {}, "plans": {"sheet_a_plan": True}}.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(sampled(**wishes))
        before = openpyxl.load_workbook(path)
        after = openpyxl.load_workbook(converted(path, "xlsx", tmp_path / "out"))
        assert after.sheetnames == before.sheetnames
        for sheet in before.worksheets:
            cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
            again = after[sheet.title]
            assert [[again.cell(r, c).value for c, _ in enumerate(row, 1)] for r, row in enumerate(cells, 1)] == cells
            assert (again.sheet_state == "visible") == (sheet.sheet_state == "visible")


@needs_calc
def test_it_prints_as_it_looks(sampled: Callable[..., bytes], tmp_path: Path) -> None:
    """All of every text is on paper; `KEHOACH_PICTURES=docs/export` puts a picture of a page there."""
    path = tmp_path / "plans.xlsx"
    path.write_bytes(sampled(sheet_a_plan=True))
    pdf = pypdfium2.PdfDocument(converted(path, "pdf", tmp_path / "out"))
    printed = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in tasks_of(sheet) if sheet.sheet_state == "visible" else ():
            for title in ("Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm"):
                assert "".join((row[title] or "").split()) in printed
    assert all(page.get_width() > page.get_height() for page in pdf)
    assert printed.count("STTNhiệmvụ") == len(pdf), "each page has the header"
    folder = Path(os.environ.get("KEHOACH_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    pdf[2].render(scale=1.4).to_pil().convert("P", palette=1, colors=64).save(folder / "xlsx.png", optimize=True)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., bytes]]:
    """The samples as a spreadsheet."""
    with Store(tmp_path_factory.mktemp("samples") / "plans.db") as store:
        fill_with_samples(store)

        def make(**wishes: Any) -> bytes:
            stream = io.BytesIO()
            FORMS["xlsx"].write(store.assignments(TODAY, confidences=True), stream, Wishes(TODAY, **wishes))
            return stream.getvalue()

        yield make
