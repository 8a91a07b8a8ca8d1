"""Which files are one document, and whose reading stands for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import Citation
from output.store import Store
from output.store.identity import number_key

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        pytest.param("05/KH-SYT", "5/kh-syt", id="a zero in front"),
        pytest.param("113-CTr/TU", "113-ctr/tu", id="of the Party"),
        pytest.param("12 / QĐ-UBND", "12/qd-ubnd", id="blanks and đ"),
        pytest.param("/KH-SYT", None, id="not filled in"),
        pytest.param("/QĐ-C06", None, id="not filled in, digits in the sign"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
        pytest.param("0/KH", "0/kh", id="zero itself"),
    ],
)
def test_number_key(number: str | None, key: str | None) -> None:
    assert number_key(number) == key


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param({}, True, id="all agree"),
        pytest.param({"number": "5/KH-SYT", "issuer": "SỞ Y TẾ X", "date": "2025-03"}, True, id="other spelling"),
        pytest.param({"number": "6/KH-SYT"}, False, id="other number"),
        pytest.param({"issuer": "Sở Y tế Y"}, False, id="other issuer"),
        pytest.param({"date": "2024-02-03"}, False, id="other year"),
        pytest.param({"number": "/KH-SYT"}, True, id="number not filled in"),
        pytest.param({"issuer": None}, True, id="no issuer"),
        pytest.param({"date": None}, True, id="no date"),
        pytest.param({"number": "/KH-SYT", "title": "Tiêm chủng"}, False, id="no number and another title"),
        pytest.param({"number": "/KH-SYT", "title": None}, False, id="no number and no title"),
    ],
)
def test_two_files_of_one_document(reading: Make, put: Make, other: dict[str, Any], is_same: bool) -> None:
    assert (put(reading(name="a.docx")) == put(reading(name="b.pdf", **other))) is is_same


@pytest.mark.parametrize("names", [("a.docx", "a.pdf"), ("a.pdf", "a.docx")])
def test_the_best_source_leads_whatever_came_last(
    store: Store, reading: Make, put: Make, a_task: Make, names: tuple[str, str]
) -> None:
    for name in names:
        document, plan = reading(a_task("việc", salt=name), name=name, title=f"Tên trong {name}")
        source = replace(document.source, format=name.rpartition(".")[2])
        put((replace(document, source=source), replace(plan, source=source)))
    assert [(t["file"], t["document_title"]) for t in store.tasks()] == [("a.docx", "Tên trong a.docx")]
    assert [plan["document"]["title"] for plan in store.plans()] == ["Tên trong a.docx"]
    assert store.db.execute("SELECT count(*) FROM tasks").fetchone() == (2,)


def test_a_file_read_better_moves_to_its_own_document(store: Store, reading: Make, put: Make) -> None:
    shared = put(reading(name="a.docx", title="A"))
    put(reading(name="b.docx", title="B"))
    moved = put(reading(name="b.docx", title="B", number="6/KH-SYT"))
    assert moved != shared
    assert [(t["document_id"], t["document_title"]) for t in store.tasks()] == [(shared, "A"), (moved, "B")]
    assert put(reading(name="b.docx")) == shared
    assert [row["document_id"] for row in store.tasks()] == [shared]
    assert store.db.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_a_document_keeps_its_id_when_its_number_is_read_better(reading: Make, put: Make) -> None:
    assert put(reading(number="/KH-SYT")) == put(reading(number="7/KH-SYT")) == put(reading(number="8/KH-SYT"))


def test_citations_find_the_document_in_whatever_order(store: Store, reading: Make, put: Make) -> None:
    document, plan = reading(name="citing.docx", number="9/KH-SYT")
    cited = [
        Citation("Kế hoạch", "5/KH-SYT", date(2025, 2, 3)),
        Citation("Kế hoạch", "05/KH-SYT", date(2024, 2, 3)),
        Citation("Kế hoạch", "05/KH-SYT", None),
    ]
    put((document, replace(plan, citations=tuple(cited))))
    target = put(reading(name="cited.docx"))
    found = "SELECT cited_document FROM citation_list ORDER BY date DESC"
    assert store.db.execute(found).fetchall() == [(target,), (None,), (None,)]
    put(reading(name="namesake.docx", issuer="Sở Y tế Y"))
    assert store.db.execute(found).fetchall() == [(None,)] * 3, "two candidates: neither is taken"
