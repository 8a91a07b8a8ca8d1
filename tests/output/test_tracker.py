"""Rows for trackers: in the columns of a template, which is refused with what is wrong when it is."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Deadline
from output.errors import TemplateError
from output.exports.forms import FORMS, Wishes
from output.exports.task_cells import MOST, width
from output.exports.task_csv import guarded
from output.exports.tracker import write_tracker_csv, write_tracker_xlsx
from output.exports.tracker_fields import FIELDS
from output.exports.tracker_template import parse_template
from output.store import Store
from output.store.assignments import AssignedUnit, Assignment
from tests.output.spreadsheets import PLAN, TODAY, by, fill_with_samples, task

HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "tracker.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)

ONE = task(
    "Kiểm tra", lead=["Phòng A"], partners=["Sở B", "Sở C"], products=("Báo cáo",), page=4,
    deadlines=(by(date(2026, 6, 1)), Deadline("hằng quý", "recurring", recurrence=("quarterly",))),
)  # fmt: skip


def as_csv(tasks: Sequence[Assignment], template: Path | None = None, *, bom: bool = True) -> str:
    stream = io.BytesIO()
    write_tracker_csv(iter(tasks), stream, Wishes(TODAY, template=template, bom=bom))
    return stream.getvalue().decode("utf-8")


def csv_rows(tasks: Sequence[Assignment], template: Path | None = None, delimiter: str = ",") -> list[list[str]]:
    text = as_csv(tasks, template, bom=False)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def xlsx_rows(tasks: Sequence[Assignment], template: Path | None = None, most_rows: int = 99) -> list[list[list[Any]]]:
    """The rows of each sheet."""
    stream = io.BytesIO()
    write_tracker_xlsx(iter(tasks), stream, Wishes(TODAY, template=template), most_rows=most_rows)
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in openpyxl.load_workbook(stream)]


@pytest.fixture
def template(tmp_path: Path) -> Any:
    def write(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


TITLES = [
    "Mã nhiệm vụ", "Số, ký hiệu", "Ngày ban hành", "Cơ quan giao", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp",
    "Sản phẩm", "Hạn", "Loại hạn", "Trạng thái", "Trang",
]  # fmt: skip


def test_the_columns_of_state_trackers() -> None:
    assert csv_rows([ONE]) == [
        TITLES,
        [
            ONE.id, "42/KH-SGDĐT", "09/02/2026", "Sở Giáo dục", "Kiểm tra", "Phòng A", "Sở B; Sở C", "Báo cáo",
            "01/06/2026", "Có ngày cụ thể; Định kỳ", "Đang thực hiện", "4",
        ],
    ]  # fmt: skip


def test_in_a_spreadsheet_days_are_days() -> None:
    ((titles, row),) = xlsx_rows([ONE])
    assert titles == TITLES
    assert (row[2].date(), row[8].date(), row[11]) == (date(2026, 2, 9), date(2026, 6, 1), 4)
    assert [value for place, value in enumerate(row) if place not in (2, 8, 11)] == [
        value for place, value in enumerate(csv_rows([ONE])[1]) if place not in (2, 8, 11)
    ]


@pytest.mark.parametrize(
    ("fields", "column", "value"),
    [
        pytest.param({"deadlines": (by(date(2026, 1, 1)),)}, "Trạng thái", "Quá hạn", id="late"),
        pytest.param({"deadlines": (by(TODAY),)}, "Trạng thái", "Đang thực hiện", id="due soon is open without a word for it"),
        pytest.param({"status": "done"}, "Trạng thái", "Đã xong", id="done"),
        pytest.param({}, "Loại hạn", "Không nêu thời hạn", id="no deadline"),
        pytest.param({"next_due": date(2026, 6, 20)}, "Hạn", "20/06/2026", id="what comes back, by its next day"),
        pytest.param({"deadlines": (by(date(1899, 2, 3)),)}, "Hạn", "03/02/1899", id="a day before spreadsheets"),
        pytest.param({"document": replace(PLAN, date="2026-02")}, "Ngày ban hành", "02/2026", id="a day that is a month"),
        pytest.param({"document": replace(PLAN, date=None, number=None)}, "Số, ký hiệu", "", id="nothing"),
    ],
)  # fmt: skip
def test_what_a_column_says(fields: dict[str, Any], column: str, value: str) -> None:
    made = task(**fields)
    titles, row = csv_rows([made])
    assert row[titles.index(column)] == value
    ((_, cells),) = xlsx_rows([made])
    cell = cells[titles.index(column)]
    assert (f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell or "") == value


def test_the_mark_by_which_excel_knows_utf8() -> None:
    assert as_csv([]).startswith("\ufeffMã nhiệm vụ,")
    assert as_csv([], bom=False).startswith("Mã nhiệm vụ,")


def test_no_task_gives_the_header_alone() -> None:
    assert csv_rows([]) == [TITLES]
    assert xlsx_rows([]) == [[TITLES]]


@pytest.mark.parametrize("text", ["=1+1", "- Kế hoạch", "+84", "@SUM(A1)", "\t=1"])
def test_no_cell_runs(text: str) -> None:
    assert csv_rows([task(text)])[1][4] == guarded(text) != text
    stream = io.BytesIO()
    write_tracker_xlsx([task(text)], stream, Wishes(TODAY))
    cell = openpyxl.load_workbook(stream).worksheets[0]["E2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_full_sheet_goes_on_in_another_and_long_texts_are_cut() -> None:
    first, second = xlsx_rows([task("x" * 40_000), task("B"), task("C")], most_rows=3)
    assert first[0] == second[0] == TITLES
    assert [row[4] for row in (*first[2:], *second[1:])] == ["B", "C"]
    assert width(first[1][4]) <= MOST
    assert first[1][4].endswith("[… còn 8.000 ký tự; xem tiếp ở văn bản]")


def test_a_column_for_each_field(template: Any) -> None:
    whole = task(
        "Việc", id="0f", number="1", path=("I", "II"), context="Giao:", products=("Báo cáo",), page=2, review="set",
        deadlines=(Deadline("quý I", "period", due=date(2026, 3, 31), recurrence=("yearly", "monthly")),), confidence=0.5,
    )  # fmt: skip
    unit = AssignedUnit("Sở YT", "Sở Y tế", 1)
    whole = replace(whole, lead=(unit,), partners=(unit, unit), next_due=date(2027, 3, 31), done_on=date(2026, 5, 1))
    path = template("\n".join(f'[[column]]\ntitle = "{name}"\nfield = "{name}"' for name in FIELDS))
    assert dict(zip(*csv_rows([whole], path), strict=True)) == {
        "id": "0f", "number": "1", "path": "I; II", "text": "Việc", "context": "Giao:", "lead": "Sở YT",
        "lead_name": "Sở Y tế", "partners": "Sở YT; Sở YT", "partners_name": "Sở Y tế; Sở Y tế", "products": "Báo cáo",
        "deadlines": "quý I", "due": "31/03/2026", "next_due": "31/03/2027", "late_since": "31/03/2026",
        "kind": "period", "recurrence": "yearly; monthly", "status": "late", "done_on": "01/05/2026", "page": "2",
        "origin": "table", "confidence": "0.5", "review": "set", "document_number": "42/KH-SGDĐT",
        "document_type": "Kế hoạch", "document_date": "09/02/2026", "document_issuer": "Sở Giáo dục",
        "document_title": "An toàn trường học", "document_file": "a.docx",
    }  # fmt: skip


def test_the_page_about_templates_tells_of_every_field() -> None:
    described = HOWTO.read_text(encoding="utf-8").partition("| field |")[2]
    assert set(re.findall(r"`(\w+)`", described)) == set(FIELDS)


def test_the_small_example_runs(template: Any) -> None:
    path = template(EXAMPLES[0])
    assert csv_rows([ONE], path) == [
        ["Việc phải làm", "Đơn vị", "Hạn chót", "Nguồn nhập"],
        ["Kiểm tra", "Phòng A", "01/06/2026", "Kehoach"],
    ]


def test_the_full_example_runs(template: Any, tmp_path: Path) -> None:
    path = template(EXAMPLES[1])
    with Store(tmp_path / "plans.db") as store:
        fill_with_samples(store)
        tasks = list(store.assignments(TODAY))
    titles, *rows = csv_rows(tasks, path, ";")
    assert titles == ["MA_NV", "VAN_BAN", "NOI_DUNG", "CHU_TRI", "HAN", "LOAI_HAN", "TRANG_THAI", "DOT"]
    assert len(rows) == len(tasks) > 50
    columns = {title: [row[place] for row in rows] for place, title in enumerate(titles)}
    assert {"CAT", "SYT", "Phòng Giáo dục Tiểu học\nPhòng Giáo dục Trung học"} <= set(columns["CHU_TRI"])
    assert "30/4/2026" in columns["HAN"]
    assert set(columns["LOAI_HAN"]) >= {"0", "1", "2", "3", "4"}
    assert set(columns["TRANG_THAI"]) == {"DANG_LAM", "TRE"}
    assert set(columns["DOT"]) == {"2026-1"}
    ((_, *cells),) = xlsx_rows(tasks, path, 999)
    assert len(cells) == len(tasks)


FIELD = '[[column]]\ntitle = "A"\nfield = "status"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", r"mine\.toml: there is no column\. Each begins with \[\[column\]\]", id="empty"),
        pytest.param("[[column]\n", r"mine\.toml: .*line 1, column 9.*docs/howto/tracker\.md", id="no TOML"),
        pytest.param("colums = 1", "there is no key 'colums'. There are: sheet, separator, date, delimiter, column", id="key"),
        pytest.param(FIELD + FIELD + "feld = 1", r"mine\.toml, line 4, column 2: there is no key 'feld'", id="key of a column"),
        pytest.param('[[column]]\nfield = "id"', 'line 1, column 1 has no title', id="no title"),
        pytest.param('[[column]]\ntitle = "A"\nfield = "deadline"', r"column 1 \(A\): there is no field 'deadline'\. There are: id, .*deadlines", id="field"),
        pytest.param('[[column]]\ntitle = "A"', "needs either a field or a constant", id="neither"),
        pytest.param(FIELD + 'constant = "x"', "needs either a field or a constant", id="both"),
        pytest.param(FIELD + 'words = { open = "1" }', "words are missing for done, dropped", id="words missing"),
        pytest.param(FIELD + 'words = { offen = "1" }', "status is never 'offen'. Words may stand for: open, soon, late, done, dropped", id="word for nothing"),
        pytest.param(FIELD + "words = { open = 1 }", "the word for 'open' is text in quotes, not 1", id="word no text"),
        pytest.param(FIELD + 'date = "YYYY"', "date is made of dd, mm, yyyy", id="date"),
        pytest.param('date = "//"\n' + FIELD, "date is made of dd, mm, yyyy", id="date of all"),
        pytest.param('delimiter = "|"\n' + FIELD, "delimiter is one of", id="delimiter"),
        pytest.param(FIELD + "width = true", "width is a whole number, not True", id="width no number"),
        pytest.param(FIELD + "width = 0", "from 1 to 200, not 0", id="width"),
        pytest.param('[column]\ntitle = "A"', r"column is written \[\[column\]\]", id="one column as a table"),
        pytest.param("column = [1]", r"column 1 is to be written \[\[column\]\]", id="column no table"),
    ],
)  # fmt: skip
def test_a_wrong_template_is_refused_with_what_may_stand_there(template: Any, text: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        csv_rows([], template(text))


def test_a_template_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"no\.toml cannot be read: No such file"):
        csv_rows([], tmp_path / "no.toml")
    (tmp_path / "latin.toml").write_bytes("title = 'Hạn'".encode("cp1258", "replace") + b"\xff")
    with pytest.raises(TemplateError, match="no text in UTF-8"):
        csv_rows([], tmp_path / "latin.toml")


def test_a_template_that_notepad_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FIELD.replace("\n", "\r\n").encode())
    assert csv_rows([task()], path) == [["A"], ["open"]]


@pytest.mark.parametrize("form", ["tracker", "tracker-csv"])
def test_the_forms_are_known_by_their_names(form: str) -> None:
    stream = io.BytesIO()
    FORMS[form].write(iter([ONE]), stream, Wishes(TODAY))
    assert stream.getvalue()[:2] in (b"PK", b"\xef\xbb")


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1), min_size=1, max_size=3), st.text(min_size=1))
def test_any_text_is_one_field_of_one_row(texts: list[str], title: str) -> None:
    columns = parse_template('[[column]]\ntitle = "A"\nfield = "text"\n[[column]]\ntitle = "B"\nfield = "lead"', "x")
    assert [column.title for column in columns.columns] == ["A", "B"]
    made = [task(text, lead=[title], document=replace(PLAN, issuer=text)) for text in texts]
    rows = csv_rows(made)
    assert [len(row) for row in rows] == [12] * (len(texts) + 1)
    ((_, *cells),) = xlsx_rows(made)
    assert len(cells) == len(texts)
