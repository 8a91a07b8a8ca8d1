"""What is to be done by when: held against the views, and against the days that a rule gives."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from models import Deadline, Unit
from output.recurrence import days_between, next_due
from output.store import Store
from output.store.agenda import Asked

Make = Callable[..., Any]

TODAY = date.today()
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def on(days: int) -> Deadline:
    return Deadline("trước ngày", "date", None, TODAY + timedelta(days))


def recurring(recurrence: str, day: str | None = None, **fields: Any) -> Deadline:
    return Deadline("hằng kỳ", "recurring", recurrence=(recurrence,), day=day, **fields)  # type: ignore[arg-type]


@pytest.fixture
def filled(store: Store, reading: Make, put: Make, a_task: Make) -> Store:
    put(
        reading(
            a_task("chưa tới", lead=["Phòng A"], deadlines=(on(50),)),
            a_task("sắp tới", lead=["Phòng A"], partners=["Phòng B"], deadlines=(on(5),)),
            a_task("đã trễ", lead=["Phòng B"], partners=["Phòng A"], deadlines=(on(-3), on(9))),
            a_task("đã xong", lead=["Phòng A"], deadlines=(on(-3),)),
            a_task("không hạn", lead=[Unit("P. A", "Phòng A")]),
            a_task("hằng tuần", lead=["Phòng C"], deadlines=(recurring("weekly", "FR"),)),
        )
    )
    store.reviews.done(a_task("đã xong").id, None, "an")
    return store


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("all", ["đã trễ", "sắp tới", "chưa tới", "không hạn", "đã xong"]),
        ("open", ["đã trễ", "sắp tới", "chưa tới", "không hạn"]),
        ("done", ["đã xong"]),
        ("overdue", ["đã trễ"]),
        ("soon", ["sắp tới", "đã trễ"]),
    ],
)
def test_a_unit_has_its_tasks_by_their_next_day(filled: Store, state: Any, found: list[str]) -> None:
    asked = Asked(filled.units.meant("phong a"))
    rows, count = filled.agenda.tasks(asked, state, 10)
    assert [row["text"] for row in rows] == found
    assert count == len(found)
    assert [row["text"] for row in filled.agenda.tasks(asked, state, 2, 1)[0]] == found[1:3]


def test_a_role_is_asked_for(filled: Store) -> None:
    rows, _ = filled.agenda.tasks(Asked(filled.units.meant("phong a"), "partner"), "all", 10)
    assert [(row["text"], row["roles"]) for row in rows] == [("đã trễ", "partner")]


@pytest.mark.parametrize(("state", "view"), [("overdue", "overdue"), ("soon", "due_soon")])
def test_all_that_is_late_or_soon_is_what_the_view_says(filled: Store, state: Any, view: str) -> None:
    rows, _ = filled.agenda.tasks(Asked(), state, 10)
    assert {row["task_id"] for row in rows} == {row["task_id"] for row in filled.db.query(f"SELECT * FROM {view}")}
    assert rows


def test_units_are_counted_as_by_unit_does(filled: Store) -> None:
    page, count = filled.units.page("", 10)
    assert count == 3
    for unit in page:
        of = {row["role"]: row for row in filled.db.query("SELECT * FROM by_unit WHERE unit = ?", [unit.name])}
        assert {"lead": unit.lead, "partner": unit.partner} == {
            role: of[role]["tasks"] if role in of else 0 for role in ("lead", "partner")
        }
        assert unit.overdue == sum(row["overdue"] for row in of.values())
        assert unit.next_due == min(row["next_due"] for row in of.values() if row["next_due"])


def test_units_are_found_by_begun_words_of_any_name(filled: Store) -> None:
    assert [unit.name for unit in filled.units.page("p. a", 10)[0]] == ["Phòng A"]
    assert [unit.name for unit in filled.units.page("pho", 2, 1)[0]] == ["Phòng B", "Phòng C"]
    assert [name for _, name, _ in filled.units.suggest("phong", 2)] == ["Phòng A", "Phòng B"]
    assert filled.units.page("hòng", 10) == ([], 0)


def test_a_draft_that_its_final_replaced_orders_nothing(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    put(reading(a_task("việc", lead=["Phòng A"], deadlines=(on(5),))))
    store.db.execute("INSERT INTO documents (id) VALUES (9)")
    store.db.execute("INSERT INTO document_links VALUES (1, 9, 'draft', 1)")
    assert store.agenda.tasks(Asked(), "soon", 10) == ([], 0)
    assert store.agenda.days(Asked(), TODAY, TODAY + timedelta(9), 3) == {}
    assert store.units.page("", 10)[0][0].open == 0


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        pytest.param(Deadline("x", "date", None, date(2026, 11, 5)), [5], id="a day"),
        pytest.param(Deadline("x", "date", None, date(2026, 12, 5)), [], id="a day of another month"),
        pytest.param(recurring("weekly", "FR"), [6, 13, 20, 27], id="every Friday"),
        pytest.param(recurring("monthly", "31"), [30], id="the last day"),
        pytest.param(recurring("quarterly", "20"), [], id="not in the quarter's second month"),
        pytest.param(recurring("yearly", "11-12"), [12], id="a day of the year"),
        pytest.param(recurring("monthly"), [], id="no day told"),
        pytest.param(
            recurring("weekly", "FR", start=date(2026, 11, 10), due=date(2026, 11, 22)), [13, 20], id="bounds"
        ),
        pytest.param(recurring("weekly", "FR", due=date(2026, 10, 22)), [], id="over"),
        pytest.param(Deadline("x", "date", None, date(2024, 11, 9), ("yearly",)), [9], id="and the years after"),
    ],
)
def test_a_month_has_each_day_on_which_a_task_is_due(
    *, store: Store, reading: Make, put: Make, a_task: Make, deadline: Deadline, days: list[int]
) -> None:
    put(reading(a_task("việc", deadlines=(deadline,))))
    found = store.agenda.days(Asked(), FIRST, LAST, 3)
    assert [int(day[-2:]) for day in found] == days
    assert [day.day for day in days_between(deadline, FIRST, LAST)] == days
    if days:
        assert next_due(deadline, FIRST) == date(2026, 11, days[0])


def test_a_day_shows_the_first_tasks_and_counts_all(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    day = Deadline("x", "date", None, date(2026, 11, 5))
    put(reading(*(a_task(f"việc {n}", deadlines=(day, day)) for n in range(5))))
    count, rows = store.agenda.days(Asked(), FIRST, LAST, 2)["2026-11-05"]
    assert (count, [row["text"] for row in rows]) == (5, ["việc 0", "việc 1"])


def test_a_month_is_that_of_a_unit_and_a_document(filled: Store) -> None:
    def texts(asked: Asked) -> set[str]:
        found = filled.agenda.days(asked, TODAY, TODAY + timedelta(60), 9)
        return {row["text"] for _, rows in found.values() for row in rows}

    assert texts(Asked(filled.units.meant("Phòng B"))) == {"sắp tới", "đã trễ"}
    assert texts(Asked(filled.units.meant("Phòng B"), "partner")) == {"sắp tới"}
    assert texts(Asked(document="6/KH")) == set()
    assert "hằng tuần" in texts(Asked(document="05/KH-SYT"))
