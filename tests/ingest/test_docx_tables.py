"""Tables of Word files: merged cells, frames, nested ones."""

import pytest

from models import Table
from tests.ingest.word_files import (
    MERGE,
    MERGED,
    OUTLINE,
    SPAN_2,
    document,
    docx,
    item,
    num,
    p,
    table,
    tbl,
    tc,
    texts,
    tr,
)


def shape(found: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param(
            tbl(tr(tc("a", SPAN_2), "b"), tr("c", "d", "e")),
            [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
            id="merged across",
        ),
        pytest.param(
            tbl(tr(tc("a", MERGE), "b"), tr(tc("", MERGED), "c"), tr(tc("", MERGED), "d"), tr("e", "f")),
            [(0, 0, 3, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 1, 1, 1, "d"), (3, 0, 1, 1, "e"),
             (3, 1, 1, 1, "f")],
            id="merged down",
        ),
        pytest.param(
            tbl(tr(tc("a", SPAN_2 + MERGE), "b"), tr(tc("", SPAN_2 + MERGED), "c"), tr("d", "e", "f")),
            [(0, 0, 2, 2, "a"), (0, 2, 1, 1, "b"), (1, 2, 1, 1, "c"), (2, 0, 1, 1, "d"), (2, 1, 1, 1, "e"),
             (2, 2, 1, 1, "f")],
            id="merged both ways",
        ),
        pytest.param(
            tbl(tr(tc("a", MERGE)), tr(tc("b", MERGE)), tr(tc("", MERGED))),
            [(0, 0, 1, 1, "a"), (1, 0, 2, 1, "b")],
            id="one merged cell below another",
        ),
        pytest.param(tbl(tr(tc("a", MERGED)), tr("b")), [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b")], id="nothing above"),
        pytest.param(
            tbl(tr("a", tc("b", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")), tr("c", "d", "e")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 2, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d"), (1, 2, 1, 1, "e")],
            id="merged across the old way",
        ),
        pytest.param(
            tbl(tr("a", "b"), tr("c", properties='<w:gridBefore w:val="1"/>'), tr("d")),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c"), (2, 0, 1, 1, "d")],
            id="rows that start late or end early",
        ),
        pytest.param(
            tbl(tr("a"), tr("b", properties="<w:del/>"), tr("c", properties="<w:ins/>")),
            [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "c")],
            id="deleted row, inserted row",
        ),
        pytest.param(
            tbl(
                "<w:sdt><w:sdtContent>"
                + tr("<w:sdt><w:sdtPr/><w:sdtContent>" + tc("a") + "</w:sdtContent></w:sdt>", "b")
                + "</w:sdtContent></w:sdt>"
            ),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")],
            id="content controls around a row and a cell",
        ),
        pytest.param(
            tbl(tr("a", tc("b", SPAN_2)), tr(tc("c", SPAN_2), "d"), widths=(700, 60, 4000)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a border dragged by a hair makes no column",
        ),
        pytest.param(
            tbl(tr("a", "b", "c"), widths=(700, 60, 4000)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (0, 2, 1, 1, "c")],
            id="a narrow cell stays",
        ),
        pytest.param(
            tbl(tr(tc("a", SPAN_2), "b"), tr(tc("c", SPAN_2), "d"), widths=(700, 700, 700)),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a grid line that no cell uses",
        ),
        pytest.param(
            tbl(tr("a", tc(p("b") + tbl(tr("1", "2"), tr(tc(p("3") + p("4")), "5")) + p("c")))),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b\n1 | 2\n3 4 | 5\nc")],
            id="a table in a cell: a line a row",
        ),
        pytest.param(
            tbl(tr(tc(tbl(tr("a", "b"), tr("c", "d")) + p()))),
            [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "c"), (1, 1, 1, 1, "d")],
            id="a frame around a table is none",
        ),
        pytest.param(tbl(tr(tc(p("a") + p() + p("b")))), [(0, 0, 1, 1, "a\nb")], id="a box around text"),
    ],
)  # fmt: skip
def test_tables(body: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    found = table(body)
    assert shape(found) == cells
    assert found.rows == max(c[0] + c[2] for c in cells)
    assert found.columns == max(c[1] + c[3] for c in cells)


def test_frame_around_text_and_table() -> None:
    assert texts(tbl(tr(tc(p("Biểu 1") + tbl(tr("a", "b")) + p("Ghi chú"))))) == ["Biểu 1", "a\nb", "Ghi chú"]


def test_header_rows() -> None:
    head = "<w:tblHeader/>"
    assert table(tbl(tr("a", properties=head), tr("b", properties=head), tr("c"))).header_rows == 2
    assert table(tbl(tr("a", properties='<w:tblHeader w:val="0"/>'), tr("b", properties=head))).header_rows == 0


def test_blank_table_is_left_out() -> None:
    assert texts(p("a") + tbl(tr("", ""))) == ["a"]


def test_covered_cells_do_not_count() -> None:
    body = tbl(tr(tc(item(1), MERGE), "a"), tr(tc(item(1), MERGED), "b"), tr(tc(item(1)), "c"))
    (found,) = document(docx(body, numbering=OUTLINE + num(1))).blocks
    assert isinstance(found, Table)
    assert [c.printed for c in found.cells] == ["I. x", "a", "b", "II. x", "c"]
