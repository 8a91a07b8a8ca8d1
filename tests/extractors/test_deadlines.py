"""Deadlines: tables of wordings with the values that they must give, and what must always hold."""

import calendar
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import in_cell, in_text
from extractors.excerpt import squeeze
from extractors.match import Match
from extractors.rules import load
from models import Deadline

CASES = Path(__file__).parent / "cases"
READ = {"cell": in_cell, "text": in_text}


def noted(match: Match[Deadline]) -> str:
    """A deadline on one line, as the case files write it."""
    value = match.value
    parts = [value.kind]
    if value.start or value.due:
        parts.append(f"{value.start or ''}..{value.due or ''}")
    if value.recurrence:
        parts.append("+".join(value.recurrence))
    parts += [f"day={value.day}"] if value.day else []
    parts += [f"time={value.time}"] if value.time else []
    return " ".join(parts)


def answer(how: str, text: str, year: int | None, expected: list[str]) -> list[str]:
    """What is read, each with its words where the expected line has them."""
    found = READ[how](text, year)
    worded = [" | " in line for line in expected] + [True] * len(found)
    return [f"{m.value.text} | {noted(m)}" if full else noted(m) for m, full in zip(found, worded, strict=False)]


def rows(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"deadlines_{name}.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(how, text, year, expected, id=f"{how}: {squeeze(text)}")
        for how in ("cell", "text")
        for text, year, *expected in cases.get(how, ())
    ]


def failures() -> list[Any]:
    cases = tomllib.loads((CASES / "deadlines_failures.toml").read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case["how"],
            case["text"],
            case["year"],
            case["gives"],
            id=case["text"],
            marks=pytest.mark.xfail(strict=True, reason=case["reason"]),
        )
        for case in cases
    ]


@pytest.mark.parametrize(("how", "text", "year", "expected"), [*rows("wild"), *rows("made_up"), *failures()])
def test_gives(how: str, text: str, year: int, expected: list[str]) -> None:
    assert answer(how, text, year, expected) == expected


@pytest.mark.parametrize(("how", "text", "year", "expected"), rows("negative"))
def test_gives_nothing(how: str, text: str, year: int, expected: list[str]) -> None:
    assert answer(how, text, year, expected) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Trong quý I", "period"),
        ("Trước ngày 15/6", "date"),
        ("Cả năm", "period"),
        ("Từ tháng 3 đến tháng 5", "period"),
    ],
)
def test_without_any_year_the_words_and_the_kind_are_kept(text: str, kind: str) -> None:
    (match,) = in_cell(text, None)
    assert (match.value.text, match.value.kind, match.value.start, match.value.due) == (text, kind, None, None)
    assert not match.inferred


@pytest.mark.parametrize(
    ("text", "inferred"),
    [
        ("Quý I", True),
        ("Quý I/2025", False),
        ("Trước ngày 15/6", True),
        ("Trước ngày 15/6/2025", False),
        ("Từ tháng 3 đến tháng 5/2025", False),
        ("trước ngày 05/11 hàng năm", False),
        ("Thường xuyên", False),
        ("Thường xuyên trong năm", True),
    ],
)
def test_a_year_from_the_plan_is_marked(text: str, inferred: bool) -> None:
    (match,) = in_cell(text, 2025)
    assert match.inferred is inferred


def test_places_are_those_of_the_entries() -> None:
    text = "- Quý I năm 2025:  trình\n- Trước ngày 15/12: báo cáo."
    assert [text[m.start : m.end] for m in in_cell(text, 2025)] == [
        "Quý I năm 2025:  trình",
        "Trước ngày 15/12: báo cáo",
    ]
    assert in_cell(text, 2025)[0].value.text == "Quý I năm 2025: trình"


def test_a_wrapped_time_is_one_in_running_text() -> None:
    text = "Báo cáo trước\nngày 15\ntháng 12 năm 2025."
    (match,) = in_text(text, 2025)
    assert match.value == Deadline("trước ngày 15 tháng 12 năm 2025", "date", None, date(2025, 12, 15))
    assert text[match.start : match.end] == "trước\nngày 15\ntháng 12 năm 2025"


def test_the_rules_have_no_entry_twice() -> None:
    entries = [entry for entries in load("deadlines")["words"].values() for entry in entries]
    twice = {entry for entry in entries if entries.count(entry) > 1}
    assert twice == {"sau"}, "“sau” is read as “after”, and as “next” behind a month"


# What must always hold

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
spellings = st.sampled_from(
    [
        "{d}/{m}/{y}",
        "{d:02}/{m:02}/{y}",
        "{d}-{m}-{y}",
        "{d:02}.{m:02}.{y}",
        "ngày {d:02} tháng {m:02} năm {y}",
        "ngày {d} tháng {m} năm {y}",
        "Ngày {d}tháng {m}năm {y}",
        "ngày {d} tháng {m}/{y}",
        "ngày {d:02}/{m:02} năm {y}",
        "ngày  {d} \n tháng {m} năm {y}",
        "ngày {d}, tháng {m}, năm {y}",
    ]
)


@given(days, spellings)
def test_a_day_in_any_spelling_is_that_day(day: date, spelling: str) -> None:
    (match,) = in_cell(spelling.format(d=day.day, m=day.month, y=day.year), 2001)
    assert (match.value.kind, match.value.start, match.value.due, match.inferred) == ("date", day, day, False)


@given(days, spellings, st.sampled_from(["trước {}", "Hoàn thành trước {}", "chậm nhất {}", "đến {}", "đến hết {}"]))
def test_a_last_day_is_due_then(day: date, spelling: str, limit: str) -> None:
    (match,) = in_cell(limit.format(spelling.format(d=day.day, m=day.month, y=day.year)), 2001)
    assert (match.value.kind, match.value.start, match.value.due) == ("date", None, day)


@given(days, days, spellings, spellings)
def test_a_range_has_both_ends(one: date, other: date, first: str, last: str) -> None:
    start, due = sorted((one, other))
    one_end = first.format(d=start.day, m=start.month, y=start.year)
    other_end = last.format(d=due.day, m=due.month, y=due.year)
    text = f"từ {one_end} đến {other_end}"
    (match,) = in_cell(text, 2001)
    assert (match.value.start, match.value.due) == (start, due)


@given(st.integers(1, 12), st.integers(2000, 2090), st.sampled_from(["tháng {}/{}", "Tháng {} năm {}", "{}/{}"]))
def test_a_month_has_all_its_days(month: int, year: int, spelling: str) -> None:
    (match,) = in_cell(spelling.format(month, year), None)
    last = calendar.monthrange(year, month)[1]
    assert (match.value.start, match.value.due) == (date(year, month, 1), date(year, month, last))


soup = st.lists(
    st.sampled_from(
        [entry for entries in load("deadlines")["words"].values() for entry in entries]
        + ["31/02/2025", "15/6", "29/02", "6/2025", "13/2025", "2025", "2026", "05", "31", "16 giờ", "8h30", "25:70"]
        + ["-", ",", ";", ".", ":", "/", "(", ")", "“", "”", "\n", "\n- ", "I", "IV", "V", "3", "và", "Sở Y tế"]
        + ["677/KH-SYT", "Ban hành Kế hoạch", "ngày ký", "14 tháng ba năm 2025", "%", "thứ 3"]
    ),
    max_size=12,
).map(" ".join)


@given(soup, st.sampled_from([None, 2024, 2025]), st.sampled_from(["cell", "text"]))
def test_any_words_give_deadlines_in_their_places(text: str, year: int | None, how: str) -> None:
    for match in READ[how](text, year):
        assert 0 <= match.start < match.end <= len(text)
        assert squeeze(text[match.start : match.end]) == match.value.text
        assert match.value.start is None or match.value.due is None or match.value.start <= match.value.due


@given(st.text(max_size=80), st.sampled_from(["cell", "text"]))
def test_any_text_is_read(text: str, how: str) -> None:
    for match in READ[how](text, 2025):
        assert squeeze(text[match.start : match.end]) == match.value.text


@pytest.mark.parametrize(("how", "text", "year", "expected"), rows("wild"))
def test_reading_the_words_again_gives_the_same(how: str, text: str, year: int, expected: list[str]) -> None:
    for match in READ[how](text, year):
        again = in_cell(match.value.text, year)
        assert [m.value for m in again] == [match.value]
