"""The table of tasks in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.terminal import letters, table, wrap

LONG = "Rà soát, lập danh mục các công trình trong khuôn viên trường học có nguy cơ gây mất an toàn " * 4


def row(**values: str | None) -> dict[str, str | None]:
    names = (
        "document_number",
        "document_title",
        "issuer",
        "file",
        "number",
        "text",
        "lead",
        "products",
        "due",
        "deadlines",
    )
    return dict.fromkeys(names) | {"document_number": "42/KH-SGDĐT", "text": "Dạy bơi"} | values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Điều phối", 9, id="composed"),
        pytest.param("Điều phối", 9, id="decomposed marks take no room"),
        pytest.param("教育", 4, id="wide"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_letters(text: str, expected: int) -> None:
    assert letters(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("Sở Y tế", 20, ["Sở Y tế"], id="fits"),
        pytest.param("Sở Giáo dục và Đào tạo", 12, ["Sở Giáo dục", "và Đào tạo"], id="at blanks"),
        pytest.param("819/KH-SYT-VP-2026", 8, ["819/KH-S", "YT-VP-20", "26"], id="a word too long"),
        pytest.param("số 819/KH-SYT-VP", 8, ["số", "819/KH-S", "YT-VP"], id="a word too long behind another"),
        pytest.param("", 5, [""], id="nothing"),
    ],
)
def test_wrap(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(letters(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_table_fits_the_terminal(width: int) -> None:
    rows = [row(number="1.1", text=LONG, lead=LONG, products=LONG, deadlines=LONG, document_title=LONG)]
    assert max(letters(line) for line in table(rows, width)) <= width


def test_short_columns_leave_their_room_to_long_ones() -> None:
    lines = list(table([row(number="1", text=LONG, lead="Sở Y tế", products="Kế hoạch", due="2026-06-30")], 110))
    assert any(line.startswith("1    Rà soát") and line.endswith("Sở Y tế  Kế hoạch  2026-06-30") for line in lines)


def test_long_cells_end_with_a_mark_unless_whole_ones_are_asked_for() -> None:
    short = "\n".join(table([row(text=LONG)], 80))
    whole = "\n".join(table([row(text=LONG)], 80, lines=None))
    assert "…" in short
    assert "…" not in whole
    assert len(whole.splitlines()) > len(short.splitlines()) == 9


def test_each_document_has_its_heading() -> None:
    rows = [
        row(document_title="An toàn trường học"),
        row(text="Tập huấn", document_title="An toàn trường học"),
        row(document_number=None, file="chi-thi.txt"),
    ]
    lines = list(table(rows, 80))
    assert lines.count("42/KH-SGDĐT · An toàn trường học") == 1
    assert lines.count("chi-thi.txt") == 1


def test_the_time_as_printed_stands_where_no_day_is_known() -> None:
    lines = "\n".join(table([row(deadlines="Hằng quý"), row(due="2026-03-31", deadlines="Quý I")], 100))
    assert "Hằng quý" in lines
    assert "2026-03-31" in lines
    assert "Quý I" not in lines.replace("2026", "")


def test_text_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in "".join(table([row(text="đỏ \x1b[31m\x07 dòng\nhai")], 80))


def test_rows_are_counted_where_that_is_asked_for() -> None:
    tasks = [row(number="II.1") | {"position": 0}, row(text="Tập huấn") | {"position": 1}]
    _, _, _, titles, _, first, second, _ = table(tasks, 100, counted=True)
    assert titles.startswith("Row  No.")
    assert [line.split()[:2] for line in (first, second)] == [["1", "II.1"], ["2", "-"]]
