"""A spreadsheet that was handed out comes back: what was edited, added, copied and deleted, and nothing else."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from models import Deadline
from output.errors import ImportFileError
from output.exports.handed_out import MARK
from output.exports.task_cells import stated
from output.imports import spreadsheets
from output.imports.records import ImportedTask
from output.imports.xlsx import read_handed_out, read_xlsx
from output.store.assignments import Assignment
from tests.output.spreadsheets import OTHER, PLAN, by, converted, needs_calc, task, unit, written

ONE = task(
    "Kiểm tra an toàn", number="1", path=("II. Nhiệm vụ",), context="Giao:", lead=["Phòng A"], partners=["Sở B", "Sở C"],
    products=("Báo cáo",), deadlines=(by(date(2026, 6, 1), "trước 01/6/2026"),),
)  # fmt: skip
TWO = task("Tổng kết", number="2", path=("II. Nhiệm vụ",), lead=["Phòng A"])
THREE = task("Mở lớp", number="1", document=OTHER)

Edit = Callable[[Worksheet], None]


def edited(tasks: Sequence[Assignment], *edits: Edit, **wishes: Any) -> io.BytesIO:
    """The file after each edit of its first sheet."""
    book = openpyxl.load_workbook(written(tasks, **wishes))
    for edit in edits:
        edit(book.worksheets[0])
    return saved(book)


def saved(book: openpyxl.Workbook) -> io.BytesIO:
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def at(sheet: Worksheet, title: str, text: str) -> Any:
    """The cell in the column of that title, in the row of the task with that text."""
    row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == text)
    return sheet.cell(row, column(sheet, title))


def column(sheet: Worksheet, title: str) -> int:
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == title)


def typed(title: str, value: Any, text: str = "Kiểm tra an toàn") -> Edit:
    def put(sheet: Worksheet) -> None:
        at(sheet, title, text).value = value

    return put


def changes(task: ImportedTask) -> dict[str, Any]:
    assert task.base is not None
    return {name: value for name, value in task.values.items() if value != task.base[name]}


def read(stream: io.BytesIO) -> list[ImportedTask]:
    return list(read_xlsx(stream))


@pytest.mark.parametrize(
    "wishes", [{}, {"sheet_a_plan": True}, {"by_unit": True}, {"language": "en"}, {"most_rows": 9}]
)
def test_a_file_that_nobody_touched_says_what_was_handed_out(wishes: dict[str, Any]) -> None:
    tasks = [ONE, TWO, THREE]
    found = read(written(tasks, **wishes))
    assert {task.id: task.values for task in found} == {task.id: stated(task) for task in tasks}
    assert all(task.base == task.values for task in found)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        pytest.param([typed("Nhiệm vụ", "Rà soát")], {"text": "Rà soát"}, id="text"),
        pytest.param([typed("STT", 3)], {"number": "3"}, id="a number that became one"),
        pytest.param([typed("STT", None)], {"number": None}, id="number taken out"),
        pytest.param([typed("Cơ quan chủ trì", "Phòng A; Phòng B")], {"lead": ["Phòng A", "Phòng B"]}, id="a unit more"),
        pytest.param([typed("Cơ quan phối hợp", "Sở B;\nSở D ")], {"partners": ["Sở B", "Sở D"]}, id="by line ends"),
        pytest.param([typed("Cơ quan phối hợp", None)], {"partners": []}, id="no partner any more"),
        pytest.param([typed("Cơ quan phối hợp", "Sở B;Sở C;")], {}, id="the same units typed otherwise"),
        pytest.param([typed("Nhiệm vụ", " Kiểm  tra an toàn\n", "Kiểm tra an toàn")], {}, id="blanks"),
        pytest.param([typed("Sản phẩm", "Báo cáo; Tờ trình")], {"products": ["Báo cáo", "Tờ trình"]}, id="products"),
        pytest.param([typed("Thời gian hoàn thành", "Quý III/2026")], {"deadlines": [{"text": "Quý III/2026"}]}, id="words of the deadline"),
        pytest.param([typed("Thời gian hoàn thành", datetime(2026, 7, 1))], {"deadlines": [{"text": "01/07/2026"}]}, id="words that became a day"),
        pytest.param([typed("Thời gian hoàn thành", None), typed("Hạn", None)], {"deadlines": []}, id="no deadline any more"),
        pytest.param([typed("Trạng thái", "Đã xong")], {"status": "done"}, id="done"),
        pytest.param([typed("Trạng thái", "da bo")], {"status": "dropped"}, id="dropped, without tones"),
        pytest.param([typed("Trạng thái", "Quá hạn")], {}, id="open in another word"),
        pytest.param([typed("Trạng thái", None)], {}, id="no state is no statement"),
        pytest.param([typed("Trạng thái", "xong rồi")], {"status": "xong rồi"}, id="an unknown state, for whoever checks it"),
        pytest.param([typed("Ngày xong", datetime(2026, 5, 3))], {"status": "done", "done_on": "2026-05-03"}, id="a day done says that it is done"),
        pytest.param([typed("Ngày xong", "3/5/2026"), typed("Trạng thái", "Đã xong")], {"status": "done", "done_on": "2026-05-03"}, id="a day as text"),
    ],
)  # fmt: skip
def test_what_was_edited(edits: list[Edit], changed: dict[str, Any]) -> None:
    first, second = read(edited([ONE, TWO], *edits))
    assert changes(first) == changed
    assert changes(second) == {}
    assert (first.id, first.place) == (ONE.id, "sheet '42-KH-SGDĐT', row 8")


RECURRING = Deadline("Hằng quý", "recurring", None, None, ("quarterly",), "20")
PERIOD = Deadline("Tháng 5-6", "period", date(2026, 5, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("deadlines", "edits", "days"),
    [
        pytest.param([by(date(2026, 6, 1), "trước 01/6")], [typed("Hạn", datetime(2026, 7, 15))], [("trước 01/6", "2026-07-15")], id="another day"),
        pytest.param([by(date(2026, 6, 1), "a")], [typed("Hạn", "15/7/2026")], [("a", "2026-07-15")], id="as text"),
        pytest.param([by(date(2026, 6, 1), "a")], [typed("Hạn", 46218)], [("a", "2026-07-15")], id="as a bare number"),
        pytest.param([by(date(2026, 6, 1), "a")], [typed("Hạn", None)], [("a", None)], id="taken out"),
        pytest.param([by(date(2026, 6, 1), "a")], [typed("Hạn", "sớm")], [("a", "sớm")], id="no day, for whoever checks it"),
        pytest.param([by(date(2026, 6, 1), "a")], [typed("Hạn", datetime(2026, 7, 15)), typed("Thời gian hoàn thành", "b")], [("b", "2026-07-15")], id="words and day"),
        pytest.param([], [typed("Hạn", datetime(2026, 7, 15))], [("15/07/2026", "2026-07-15")], id="the first deadline"),
        pytest.param([RECURRING], [typed("Hạn", datetime(2026, 7, 15))], [("Hằng quý", None), ("15/07/2026", "2026-07-15")], id="beside what comes back"),
        pytest.param([PERIOD], [typed("Hạn", datetime(2026, 4, 1))], [("Tháng 5-6", "2026-04-01")], id="before its start"),
        pytest.param([by(date(2026, 6, 1), "a"), by(date(2026, 9, 1), "b")], [typed("Hạn", datetime(2026, 7, 15))], [("a", "2026-07-15"), ("b", "2026-09-01")], id="the first of two"),
    ],
)  # fmt: skip
def test_an_edited_day(deadlines: list[Deadline], edits: list[Edit], days: list[tuple[str, str | None]]) -> None:
    due = date(2026, 6, 20) if deadlines == [RECURRING] else None
    (found,) = read(
        edited([task("Kiểm tra an toàn", deadlines=tuple(deadlines), **({"next_due": due} if due else {}))], *edits)
    )
    assert [(deadline["text"], deadline["due"]) for deadline in found.values["deadlines"]] == days
    assert all({"text", "due"} <= set(deadline) for deadline in found.values["deadlines"])
    assert not any(deadline.get("start") for deadline in found.values["deadlines"])


def test_one_of_two_deadlines_gets_other_words() -> None:
    both = task("Kiểm tra an toàn", deadlines=(by(date(2026, 6, 1), "a; b"), by(date(2026, 9, 1), "c")))
    (found,) = read(edited([both], typed("Thời gian hoàn thành", "a; b; d")))
    assert found.base is not None
    assert found.values["deadlines"] == [found.base["deadlines"][0], {"text": "d"}]


def test_a_name_that_holds_the_sign_between_names_stays_one() -> None:
    (found,) = read(edited([task("Kiểm tra an toàn", lead=["Sở A; B"])], typed("Cơ quan chủ trì", "Sở A; B; Sở C")))
    assert found.values["lead"] == ["Sở A; B", "Sở C"]


def test_what_a_cell_had_no_room_for_is_not_lost() -> None:
    text = "Kiểm tra " * 5000
    book = openpyxl.load_workbook(written([task(text)]))
    cell = next(
        cell for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("Kiểm tra K")
    )
    cell.value = "Xem xét" + cell.value[len("Kiểm tra") :]
    (found,) = read(saved(book))
    assert found.values["text"] == "Xem xét" + text[len("Kiểm tra") :]


def insert(above: str, **cells: Any) -> Edit:
    def put(sheet: Worksheet) -> None:
        row = at(sheet, "STT", above).row
        sheet.insert_rows(row)
        for title, value in cells.items():
            sheet.cell(row, column(sheet, title.replace("_", " "))).value = value

    return put


def test_new_rows() -> None:
    stream = edited(
        [ONE, TWO, THREE], insert("Tổng kết", STT=9, Nhiệm_vụ="Họp", Cơ_quan_chủ_trì="Sở X; Sở Y", Hạn="1/7/2026")
    )
    *known, new = read(stream)
    assert [task.id for task in known] == [ONE.id, TWO.id, THREE.id]
    assert (new.id, new.document, new.base, new.after) == (None, PLAN.id, None, ONE.id)
    assert new.values == {
        "number": "9", "text": "Họp", "lead": ["Sở X", "Sở Y"],
        "deadlines": [{"text": "01/07/2026", "kind": "date", "due": "2026-07-01"}],
    }  # fmt: skip


def test_a_new_row_belongs_to_the_document_it_names() -> None:
    stream = edited([ONE, TWO, THREE], insert("Tổng kết", Nhiệm_vụ="Họp", Văn_bản=" 15/kh-ubnd"))
    assert (read(stream)[-1].document, read(stream)[-1].after) == (OTHER.id, None)


def test_a_copied_row_is_a_new_task_and_the_original_stays() -> None:
    def copy(sheet: Worksheet) -> None:
        row = at(sheet, "STT", "Kiểm tra an toàn").row
        sheet.insert_rows(row)
        for number in range(1, sheet.max_column + 1):
            sheet.cell(row, number).value = sheet.cell(row + 1, number).value
        sheet.cell(row, column(sheet, "Nhiệm vụ")).value = "Kiểm tra lần hai"

    original, _, new = read(edited([ONE, TWO], copy))
    assert changes(original) == {}
    assert new.values == {name: value for name, value in stated(replace(ONE, text="Kiểm tra lần hai")).items() if value}
    again = read(edited([ONE, TWO], copy, typed("Sản phẩm", "Tờ trình", "Kiểm tra an toàn")))
    assert [changes(task) if task.id else task.values["text"] for task in again] == [
        {"products": ["Tờ trình"]},
        {},
        "Kiểm tra lần hai",
    ]


def test_a_row_pasted_twice_is_one_task() -> None:
    def copy(sheet: Worksheet) -> None:
        sheet.append([cell.value for cell in sheet[at(sheet, "STT", "Kiểm tra an toàn").row]])

    assert [task.id for task in read(edited([ONE, TWO], copy))] == [ONE.id, TWO.id]


@pytest.mark.parametrize("clear", [False, True], ids=["deleted", "emptied"])
def test_a_row_that_went_is_told_by_what_was_handed_out(clear: bool) -> None:
    def delete(sheet: Worksheet) -> None:
        row = at(sheet, "STT", "Tổng kết").row
        if clear:
            for number in range(1, column(sheet, MARK)):
                sheet.cell(row, number).value = None
        else:
            sheet.delete_rows(row)

    stream = edited([ONE, TWO], delete)
    assert [task.id for task in read(stream)] == [ONE.id]
    stream.seek(0)
    handed = {was.id: was for was in read_handed_out(stream)}
    assert list(handed) == [ONE.id, TWO.id]
    assert (handed[TWO.id].values, handed[TWO.id].document) == (stated(TWO), PLAN.id)


def test_rows_and_columns_may_move() -> None:
    def shuffle(sheet: Worksheet) -> None:
        first = sheet.max_row - 3
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
        for number, row in enumerate(reversed(rows), first):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value
        sheet.insert_cols(2)
        sheet.insert_rows(1, 3)
        sheet.cell(8, 2).value = "Ghi chú"
        sheet.cell(9, 2).value = "của tôi"

    found = read(edited([ONE, TWO, THREE], shuffle))
    assert {task.id for task in found} == {ONE.id, TWO.id, THREE.id}
    assert [changes(task) for task in found] == [{}, {}, {}]


def test_a_column_that_went_says_nothing() -> None:
    first, _ = read(edited([ONE, TWO], lambda sheet: sheet.delete_cols(column(sheet, "Sản phẩm"))))
    assert set(first.values) == set(stated(ONE)) - {"products"}


def test_group_rows_are_no_tasks_whatever_stands_in_them() -> None:
    def rewrite(sheet: Worksheet) -> None:
        at(sheet, "Cơ quan chủ trì", "Giao:").value = "Sở Z"

    assert [changes(task) for task in read(edited([ONE, TWO], rewrite))] == [{}, {}]


def test_edits_of_a_task_in_several_sheets_come_together() -> None:
    shared = task("Kiểm tra an toàn", lead=["A"], partners=["B"], products=("x",))
    book = openpyxl.load_workbook(written([shared], by_unit=True))
    typed("Sản phẩm", "y")(book.worksheets[0])
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    typed("Ngày xong", datetime(2026, 5, 1))(visible[1])
    (found,) = read(saved(book))
    assert changes(found) == {"products": ["y"], "status": "done", "done_on": "2026-05-01"}
    assert found.place == "sheet 'A', row 7 and sheet 'B', row 7"
    typed("Sản phẩm", "z")(visible[1])
    with pytest.raises(
        ImportFileError, match=r"sheet 'A', row 7 and sheet 'B', row 7 are the same task, but products differs"
    ):
        read(saved(book))


def test_a_sheet_moved_into_another_file_is_read_without_its_past() -> None:
    book = openpyxl.load_workbook(written([ONE]))
    del book[book.sheetnames[1]]
    (found,) = read(saved(book))
    assert (found.id, found.base) == (ONE.id, None)
    assert found.values["partners"] == ["Sở B", "Sở C"]
    assert found.values["status"] == "open"
    assert found.values["deadlines"] == [{"text": "trước 01/6/2026"}]


# Files that are none of ours, or would do harm


def a_zip(**parts: str | bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    stream.seek(0)
    return stream


def with_part(name: str, change: Callable[[bytes], bytes]) -> io.BytesIO:
    """A good file of which one part was changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(written([ONE])) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    made.seek(0)
    return made


def other_book() -> io.BytesIO:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Nhiệm vụ"])
    return saved(book)


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("made", "message"),
    [
        pytest.param(lambda: io.BytesIO(b""), "no spreadsheet", id="empty"),
        pytest.param(lambda: io.BytesIO(b"STT,Nhi\xe1\xbb\x87m v\xe1\xbb\xa5\n"), "no spreadsheet", id="text"),
        pytest.param(lambda: io.BytesIO(written([ONE]).getvalue()[:-500]), "only a part", id="cut off"),
        pytest.param(lambda: io.BytesIO(b"\xd0\xcf\x11\xe0" + bytes(600)), r"\.xls.*password", id="old or locked"),
        pytest.param(lambda: a_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "another kind", id="ods"),
        pytest.param(lambda: a_zip(**{"[Content_Types]_xml": "<Types/>"}), "damaged", id="no workbook in it"),
        pytest.param(lambda: with_part(SHEET, lambda data: data[:900]), "damaged", id="a part cut off"),
        pytest.param(lambda: with_part(SHEET, lambda _: BOMB), "declarations", id="entities"),
        pytest.param(lambda: with_part(SHEET, lambda _: BOMB.decode().encode("utf-16")), "declarations", id="entities in two-byte letters"),
        pytest.param(other_book, "has no table of tasks", id="another spreadsheet"),
        pytest.param(lambda: edited([ONE], lambda sheet: sheet.delete_cols(column(sheet, MARK))), "has no table of tasks", id="ids deleted"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(made: Callable[[], io.BytesIO], message: str) -> None:
    with pytest.raises(ImportFileError, match=message) as caught:
        read(made())
    assert "kehoach export" in str(caught.value)


def test_a_file_of_a_newer_program_is_refused() -> None:
    book = openpyxl.load_workbook(written([ONE]))
    book.worksheets[1]["B1"].value = "2"
    with pytest.raises(ImportFileError, match="newer Kehoach"):
        read(saved(book))


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_UNPACKED", 2**20)
    bomb = a_zip(**{"[Content_Types]_xml": "<Types/>", "xl__a_xml": bytes(2**21)})
    with pytest.raises(ImportFileError, match="unpacks to more than"):
        read(bomb)


def test_a_name_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match=r"no\.xlsx cannot be read: No such file"):
        list(read_xlsx(tmp_path / "no.xlsx"))


@pytest.mark.parametrize(
    "far",
    [
        pytest.param(
            b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData>', id="a row out of bounds"
        ),
        pytest.param(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', id="the last cell"),
    ],
)
def test_a_sheet_that_claims_to_be_huge_costs_nothing(far: bytes) -> None:
    stream = with_part(
        SHEET, lambda data: data.replace(b"</sheetData>", far).replace(b'ref="A1:J8"', b'ref="A1:XFD1048576"')
    )
    assert next(iter(read(stream))).id == ONE.id


def test_a_formula_counts_by_the_value_it_had() -> None:
    def formula(data: bytes) -> bytes:
        cell = data.index("<t>Kiểm tra an toàn</t>".encode())
        start, end = data.rindex(b"<c ", 0, cell), data.index(b"</c>", cell)
        return data[:start] + b'<c r="B8" t="str"><f>HYPERLINK("http://a.vn","x")</f><v>Xem</v>' + data[end:]

    (found,) = read(with_part(SHEET, formula))
    assert changes(found) == {"text": "Xem"}


# Any values, and LibreOffice

texts = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "=1+1",
            "- Kế hoạch",
            "a; b",
            "dòng 1\ndòng 2",
            "_x0041_",
            "😀" * 5,
            "x" * 40_000,
            " ",
            "#",
            "a\x00\x0bb\ud800",
        ]
    ),
)
names = st.lists(texts, max_size=3)
days = st.dates(date(1890, 1, 1))


@st.composite
def assignments(draw: st.DrawFn) -> Assignment:
    deadlines = draw(
        st.lists(
            st.builds(Deadline, texts, st.sampled_from(["date", "event"]), st.none(), st.none() | days), max_size=2
        )
    )
    status = draw(st.sampled_from(["open", "done", "dropped"]))
    made = task(
        draw(texts), number=draw(st.none() | texts), path=tuple(draw(names)), context=draw(st.none() | texts),
        products=tuple(draw(names)), deadlines=tuple(deadlines), status=status,
        done_on=draw(st.none() | days) if status == "done" else None, document=draw(st.sampled_from([PLAN, OTHER])),
    )  # fmt: skip
    return replace(made, lead=tuple(map(unit, draw(names))), partners=tuple(map(unit, draw(names))))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(assignments(), max_size=4), st.sampled_from([{}, {"by_unit": True}, {"sheet_a_plan": True}]))
def test_whatever_goes_out_comes_back_the_same(made: list[Assignment], wishes: dict[str, Any]) -> None:
    tasks = sorted((replace(task, id=f"{n:016}") for n, task in enumerate(made)), key=lambda task: task.document.id)
    found = read(written(tasks, **wishes)) if tasks else []
    # A task that shows nothing at all cannot be told from an emptied row.
    assert {task.id: task.values for task in found} == {task.id: stated(task) for task in tasks}


@pytest.fixture
def through_libreoffice(tmp_path: Path) -> Iterator[Callable[[io.BytesIO], Path]]:
    def save(stream: io.BytesIO) -> Path:
        path = tmp_path / "review.xlsx"
        path.write_bytes(stream.getvalue())
        return converted(path, "xlsx", tmp_path / "out")

    yield save


@needs_calc
def test_a_file_that_libreoffice_saved_comes_back_the_same(through_libreoffice: Callable[[io.BytesIO], Path]) -> None:
    hard = ["=1+1", "- Kế hoạch", "a; b\nc", "_x0041_ 😀", "x" * 40_000, "a\x00\x0bb\r\nc\td"]
    tasks = [ONE, TWO, THREE] + [
        task(
            text,
            id=f"{n:016}",
            document=OTHER,
            lead=[text],
            number=text[:20],
            products=(text,),
            deadlines=(by(date(1899, 1, n + 1), text),),
        )
        for n, text in enumerate(hard)
    ]
    path = through_libreoffice(written(tasks))
    found = list(read_xlsx(path))
    assert {task.id: task.values for task in found} == {task.id: stated(task) for task in tasks}
    book = openpyxl.load_workbook(path)
    typed("Ngày xong", datetime(2026, 5, 1))(book.worksheets[0])
    first, *others = read(saved(book))
    assert changes(first) == {"status": "done", "done_on": "2026-05-01"}
    assert not any(changes(task) for task in others)
