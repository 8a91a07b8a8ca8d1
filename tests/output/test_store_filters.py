"""Finding tasks by words and days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models import Deadline, Unit
from output.store import Store

Make = Callable[..., Any]


@pytest.fixture
def filled(store: Store, reading: Make, put: Make, a_task: Make) -> Store:
    put(
        reading(
            a_task(
                "Điều phối nguồn lực",
                lead=[Unit("UBND tỉnh", "Ủy ban nhân dân tỉnh")],
                partners=["Phòng Kế hoạch - Tài chính"],
                deadlines=(
                    Deadline("a", "date", None, date(2025, 3, 1)),
                    Deadline("b", "date", None, date(2025, 9, 1)),
                ),
            ),
            a_task("Báo cáo", lead=["Cơ sở y tế"], path=("II. Chuyển đổi số",), products=("Đề án",)),
            name="ke hoach so.docx",
            title="Chuyển đổi số ngành y tế",
        )
    )
    put(
        reading(
            a_task(
                "Tuần tra giao thông",
                salt="2",
                lead=["Công an xã"],
                deadlines=(Deadline("c", "date", None, date(2025, 6, 1)),),
            ),
            name="giao_thong.pdf",
            number="105/KH-UBND",
            title="An toàn giao thông",
        )
    )
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({"unit": "Ủy ban nhân dân tỉnh"}, 1, id="canonical name"),
        pytest.param({"unit": "UBND"}, 1, id="part of the alias"),
        pytest.param({"unit": "uy ban nhan dan"}, 1, id="part of the name without tones"),
        pytest.param({"unit": "ke hoach tai chinh"}, 1, id="partner, other signs"),
        pytest.param({"unit": "kế"}, 1, id="a word"),
        pytest.param({"unit": "k"}, 0, id="part of a word"),
        pytest.param({"unit": ""}, 0, id="no unit"),
        pytest.param({"document": "05/KH-SYT"}, 2, id="number, not another that ends with it"),
        pytest.param({"document": "105"}, 1, id="part of the number"),
        pytest.param({"document": "an toàn"}, 1, id="title"),
        pytest.param({"document": "GIAO_THONG.PDF"}, 1, id="file name"),
        pytest.param({"document": "khác"}, 0, id="no such document"),
        pytest.param({"due_before": date(2025, 3, 1)}, 1, id="due on that day"),
        pytest.param({"due_before": date(2025, 2, 28)}, 0, id="due later"),
        pytest.param({"due_after": date(2025, 7, 1)}, 1, id="any of its deadlines"),
        pytest.param({"due_after": date(2025, 4, 1), "due_before": date(2025, 8, 1)}, 1, id="between"),
        pytest.param({"unit": "xa", "document": "giao thong", "due_before": date(2025, 6, 1)}, 1, id="all together"),
        pytest.param({"unit": "xã", "document": "y tế"}, 0, id="all must hold"),
        pytest.param({}, 3, id="no wish"),
    ],
)
def test_tasks(filled: Store, wanted: dict[str, Any], found: int) -> None:
    assert len(list(filled.tasks(**wanted))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("dieu phoi", ["Điều phối nguồn lực"], id="without tones"),
        pytest.param("ĐIỀU PHỐI", ["Điều phối nguồn lực"], id="with tones"),
        pytest.param("phối điều", ["Điều phối nguồn lực"], id="in any order"),
        pytest.param("uy ban", ["Điều phối nguồn lực"], id="canonical name of a unit"),
        pytest.param("chuyen doi so", ["Báo cáo"], id="a heading above"),
        pytest.param("de an", ["Báo cáo"], id="a product"),
        pytest.param("dieu giao thong", [], id="all words must stand"),
        pytest.param('"', [], id="a quotation mark"),
        pytest.param("NOT OR* text:dieu -", [], id="signs of the query language are mere words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_search(filled: Store, words: str, found: list[str]) -> None:
    assert [row["text"] for row in filled.search(words)] == found


def test_plans_by_document(filled: Store) -> None:
    assert [plan["document"]["number"] for plan in filled.plans("giao thông")] == ["105/KH-UBND"]
    assert len(list(filled.plans())) == 2
