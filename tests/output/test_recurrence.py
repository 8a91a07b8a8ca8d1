"""Next dates: the rule as RFC 5545 has it, and the store's SQL, which must say the same."""

import json
import sqlite3
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Deadline
from models.plan import DeadlineKind, Recurrence
from output.recurrence import next_due, rrule
from output.store.deadline_view import deadline_list


def recurring(*recurrence: Recurrence, day: str | None = None, **fields: Any) -> Deadline:
    return Deadline("x", fields.pop("kind", "recurring"), recurrence=recurrence, day=day, **fields)


@pytest.mark.parametrize(
    ("deadline", "rule"),
    [
        pytest.param(Deadline("x", "date", None, date(2025, 1, 1)), None, id="once"),
        pytest.param(recurring("daily"), "FREQ=DAILY", id="daily"),
        pytest.param(recurring("weekly"), "FREQ=WEEKLY", id="weekly, day left open"),
        pytest.param(recurring("weekly", day="FR"), "FREQ=WEEKLY;BYDAY=FR", id="weekly on Friday"),
        pytest.param(recurring("monthly"), "FREQ=MONTHLY", id="monthly, day left open"),
        pytest.param(recurring("monthly", day="05"), "FREQ=MONTHLY;BYMONTHDAY=5", id="the 5th of a month"),
        pytest.param(
            recurring("monthly", day="30"), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", id="the 30th or last"
        ),
        pytest.param(recurring("quarterly"), "FREQ=MONTHLY;BYMONTH=3,6,9,12", id="quarterly, day left open"),
        pytest.param(
            recurring("quarterly", day="20"), "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", id="20th of the last month"
        ),
        pytest.param(
            recurring("quarterly", day="01-10"), "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", id="from 10 January"
        ),
        pytest.param(recurring("semiannual", day="15"), "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=15", id="half-year"),
        pytest.param(recurring("nine-month", day="15"), "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15", id="nine months"),
        pytest.param(recurring("yearly", day="11-05"), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5", id="day of the year"),
        pytest.param(recurring("yearly", day="05"), "FREQ=YEARLY", id="a day without its month tells no day of a year"),
        pytest.param(
            recurring("quarterly", "semiannual", "yearly", day="20"),
            "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
            id="the most frequent of several",
        ),
        pytest.param(
            recurring("quarterly", "yearly", day="12-10"),
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10",
            id="the one that fits",
        ),
        pytest.param(
            recurring("monthly", start=date(2025, 1, 1), due=date(2025, 12, 31)),
            "FREQ=MONTHLY;UNTIL=20251231",
            id="bounded",
        ),
        pytest.param(
            Deadline("x", "period", date(2024, 1, 1), date(2024, 12, 31), ("yearly",)),
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            id="a year and those that follow",
        ),
        pytest.param(recurring("monthly", day="cuối tháng"), "FREQ=MONTHLY", id="a day in words is none"),
        pytest.param(recurring("monthly", day="32"), "FREQ=MONTHLY", id="no such day"),
    ],
)
def test_rrule(deadline: Deadline, rule: str | None) -> None:
    assert rrule(deadline) == rule


@pytest.mark.parametrize(
    ("deadline", "today", "due"),
    [
        pytest.param(Deadline("x", "date", None, date(2025, 3, 1)), date(2025, 3, 1), date(2025, 3, 1), id="today"),
        pytest.param(Deadline("x", "date", None, date(2025, 3, 1)), date(2025, 3, 2), None, id="past"),
        pytest.param(Deadline("x", "event"), date(2025, 3, 2), None, id="no date"),
        pytest.param(recurring("daily"), date(2025, 3, 2), date(2025, 3, 2), id="daily"),
        pytest.param(recurring("weekly", day="FR"), date(2026, 11, 22), date(2026, 11, 27), id="Friday"),
        pytest.param(recurring("weekly", day="SU"), date(2026, 11, 22), date(2026, 11, 22), id="this very Sunday"),
        pytest.param(recurring("weekly"), date(2026, 11, 22), None, id="a week without a day"),
        pytest.param(recurring("monthly", day="05"), date(2025, 12, 6), date(2026, 1, 5), id="over the year's end"),
        pytest.param(recurring("monthly", day="31"), date(2025, 2, 3), date(2025, 2, 28), id="31 February"),
        pytest.param(recurring("quarterly"), date(2025, 2, 3), None, id="a quarter without a day"),
        pytest.param(recurring("quarterly", day="20"), date(2025, 3, 21), date(2025, 6, 20), id="next quarter"),
        pytest.param(recurring("semiannual", day="15"), date(2025, 6, 15), date(2025, 6, 15), id="half-year"),
        pytest.param(recurring("yearly", day="02-29"), date(2025, 2, 1), date(2025, 2, 28), id="29 February"),
        pytest.param(recurring("yearly", day="11-05"), date(2025, 11, 6), date(2026, 11, 5), id="next year"),
        pytest.param(
            recurring("monthly", day="05", start=date(2026, 1, 1)), date(2025, 3, 1), date(2026, 1, 5), id="not begun"
        ),
        pytest.param(
            recurring("monthly", day="05", due=date(2025, 6, 30)), date(2025, 6, 6), None, id="no more after its end"
        ),
        pytest.param(
            Deadline("x", "period", date(2024, 1, 1), date(2024, 12, 31), ("yearly",)),
            date(2023, 5, 1),
            date(2024, 12, 31),
            id="a year and those that follow: the first",
        ),
        pytest.param(
            Deadline("x", "period", date(2024, 1, 1), date(2024, 12, 31), ("yearly",)),
            date(2026, 5, 1),
            date(2026, 12, 31),
            id="a year and those that follow: a later one",
        ),
    ],
)
def test_next_due(deadline: Deadline, today: date, due: date | None) -> None:
    assert next_due(deadline, today) == due
    assert in_sql(deadline, today) == due


days = st.dates(date(2019, 1, 1), date(2033, 12, 31))
day_texts = st.sampled_from([None, "MO", "FR", "SU", "00", "32", "13-01", "2-3", "last"]) | st.builds(
    lambda m, d: f"{m}{d:02}", st.sampled_from(["", "01-", "02-", "06-", "11-", "12-"]), st.integers(1, 31)
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Deadline, date]:
    """Any deadline, and a day not far from it."""
    today, start = draw(days), draw(st.none() | days)
    begin = start or today - timedelta(300)
    due = draw(st.none() | st.integers(0, 900).map(lambda length: begin + timedelta(length)))
    recurrence = draw(st.lists(st.sampled_from(get_args(Recurrence)), unique=True, max_size=3))
    kind = draw(st.sampled_from(get_args(DeadlineKind)))
    return Deadline("x", kind, start, due, tuple(recurrence), draw(day_texts)), today


@settings(max_examples=400, deadline=None)
@given(cases())
def test_sql_and_rule_agree(case: tuple[Deadline, date]) -> None:
    deadline, today = case
    assert in_sql(deadline, today) == next_due(deadline, today)


def in_sql(deadline: Deadline, today: date) -> date | None:
    """`next_due` of the view `deadline_list` on some day."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE listed_deadlines (task, position, text, kind, start, due, recurrence, day, time)")
    connection.execute("CREATE TABLE listed_tasks (key, task_id)")
    connection.execute("INSERT INTO listed_tasks VALUES (1, 't')")
    query = deadline_list(f"'{today}'")
    connection.execute(f"CREATE VIEW deadline_list AS {query}")
    connection.execute(
        "INSERT INTO listed_deadlines (task, position, text, kind, start, due, recurrence, day) "
        "VALUES (1, 0, ?, ?, ?, ?, ?, ?)",
        [
            deadline.text,
            deadline.kind,
            deadline.start and str(deadline.start),
            deadline.due and str(deadline.due),
            json.dumps(deadline.recurrence),
            deadline.day,
        ],
    )
    found = connection.execute("SELECT next_due FROM deadline_list").fetchone()[0]
    connection.close()
    return date.fromisoformat(found) if found else None
