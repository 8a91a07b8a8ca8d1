"""The views by tables of cases, with days counted from today."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from models import Deadline, Unit
from output.store import Store
from tests.pace import assert_within

Make = Callable[..., Any]

TODAY = date.today()


def on(days: int, **fields: Any) -> Deadline:
    """A deadline so many days from today."""
    return Deadline("trước ngày", "date", None, TODAY + timedelta(days), **fields)


def monthly(days: int) -> Deadline:
    return Deadline("hằng tháng", "recurring", recurrence=("monthly",), day=f"{TODAY + timedelta(days):%d}")


@pytest.mark.parametrize(
    ("deadlines", "soon", "late"),
    [
        pytest.param((), None, None, id="none"),
        pytest.param((on(0),), 0, None, id="today is not late"),
        pytest.param((on(30),), 30, None, id="the last day that is soon"),
        pytest.param((on(31),), None, None, id="not soon"),
        pytest.param((on(-1),), None, 1, id="yesterday"),
        pytest.param((on(-9), on(-2)), None, 9, id="late twice"),
        pytest.param((on(-9), on(7)), 7, 9, id="one late, one soon"),
        pytest.param((on(-9, recurrence=("daily",)),), 0, None, id="comes back: not late"),
        pytest.param((monthly(3),), 3, None, id="a recurring one by its next day"),
        pytest.param((Deadline("hằng quý", "recurring", recurrence=("quarterly",)),), None, None, id="no day told"),
        pytest.param((Deadline("khi có văn bản", "event"),), None, None, id="an event"),
    ],
)
def test_due_soon_and_overdue(
    *, store: Store, reading: Make, put: Make, a_task: Make, deadlines: tuple[Deadline, ...], soon: int, late: int
) -> None:
    done = a_task("việc đã xong", deadlines=deadlines)
    put(reading(a_task(deadlines=deadlines), done))
    store.db.execute(
        "INSERT INTO reviews (task, action, field, new_value, who) VALUES (?, 'set', 'status', '\"done\"', 'an')",
        [done.id],
    )
    assert store.db.execute("SELECT days_left FROM due_soon").fetchall() == ([] if soon is None else [(soon,)])
    assert store.db.execute("SELECT days_late FROM overdue").fetchall() == ([] if late is None else [(late,)])


def test_task_list_row(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    task = a_task(
        "Rà soát thủ tục",
        number="1.2",
        path=("II. Nhiệm vụ", "1. Cải cách"),
        context="Các việc sau:",
        lead=[Unit("Văn phòng", "Văn phòng Sở")],
        partners=["Phòng A", "Phòng B"],
        products=("Kế hoạch", "Báo cáo"),
        deadlines=(
            Deadline("Hằng quý, năm", "recurring", recurrence=("quarterly", "yearly")),
            Deadline("30/6/2025", "date", None, date(2025, 6, 30)),
            Deadline("01/5/2025", "date", None, date(2025, 5, 1)),
        ),
        confidence=0.75,
    )
    put(reading(task))
    assert list(store.tasks()) == [
        {
            "task_id": task.id,
            "document_id": 1,
            "document_number": "05/KH-SYT",
            "document_title": "Phòng bệnh",
            "issuer": "Sở Y tế X",
            "document_date": "2025-02-03",
            "file": "a.docx",
            "position": 0,
            "number": "1.2",
            "path": "II. Nhiệm vụ > 1. Cải cách",
            "text": "Rà soát thủ tục",
            "context": "Các việc sau:",
            "lead": "Văn phòng",
            "partners": "Phòng A; Phòng B",
            "products": "Kế hoạch; Báo cáo",
            "deadlines": "Hằng quý, năm; 30/6/2025; 01/5/2025",
            "due": "2025-05-01",
            "kind": "recurring; date; date",
            "recurrence": "quarterly, yearly",
            "origin": "table",
            "status": "open",
            "done_on": None,
            "confidence": 0.75,
            "page": 2,
            "review": None,
            "replaced_by": None,
            "month": "2025-05",
        }
    ]


def test_by_unit_counts_under_the_canonical_name(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    short, full = Unit("Sở YT", "Sở Y tế"), Unit("Sở Y tế", "Sở Y tế")
    late = a_task("việc trễ", lead=[short], deadlines=(on(-3),))
    done = a_task("việc xong", lead=[full], deadlines=(on(-3),))
    put(reading(late, done, a_task("việc sắp tới", lead=[full, short], partners=["Phòng A"], deadlines=(on(5),))))
    store.db.execute(
        "INSERT INTO reviews (task, action, field, new_value, who) VALUES (?, 'set', 'status', '\"done\"', 'an')",
        [done.id],
    )
    assert store.db.execute("SELECT * FROM by_unit").fetchall() == [
        ("Phòng A", "partner", 1, 1, 0, str(TODAY + timedelta(5))),
        ("Sở Y tế", "lead", 3, 2, 1, str(TODAY + timedelta(5))),
    ]


def test_views_count_no_task_of_a_reading_that_does_not_lead(
    store: Store, reading: Make, put: Make, a_task: Make
) -> None:
    put(reading(a_task(salt="1", lead=["Phòng A"], deadlines=(on(-3), on(3))), name="a.docx"))
    put(reading(a_task(salt="2", lead=["Phòng A"], deadlines=(on(-3), on(3))), name="a.pdf"))
    for view in ("task_list", "due_soon", "overdue"):
        assert store.db.execute(f"SELECT file FROM {view}").fetchall() == [("a.pdf",)]
    assert store.db.execute("SELECT tasks, open, overdue FROM by_unit").fetchall() == [(1, 1, 1)]


def test_ten_thousand_tasks_are_listed_fast(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    for n in range(20):
        tasks = [
            a_task(f"việc {n}/{i}", lead=[f"Phòng {i % 90}"], products=("Báo cáo",), deadlines=(on(i),))
            for i in range(500)
        ]
        put(reading(*tasks, name=f"{n}.docx", number=f"{n}/KH"))

    def listed() -> tuple[int, int]:
        total = store.db.execute("SELECT count(*) FROM task_list").fetchone()[0]
        return total, len(store.db.execute("SELECT * FROM task_list LIMIT 100 OFFSET 5000").fetchall())

    assert assert_within(0.2, listed) == (10_000, 100)
