"""Calendars: read back by icalendar, their days compared with the store's, and taken by khal."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from models import Deadline
from models.plan import DeadlineKind, Recurrence
from output.exports.forms import FORMS, Wishes
from output.exports.task_ics import write_ics
from output.recurrence import days_between
from output.store import Store
from output.store.assignments import AssignedUnit, AssigningDocument, Assignment

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, 30, 0, tzinfo=UTC)
KHAL = shutil.which("khal") or "/usr/bin/khal"
DOCUMENT = AssigningDocument(3, "Kế hoạch", "05/KH-SYT", "Sở Y tế X", "2025-02-03", "Phòng, chống dịch", "a.docx")


def due(day: date, **more: Any) -> Deadline:
    return Deadline(more.pop("text", f"trước ngày {day:%d/%m/%Y}"), "date", None, day, **more)


def monthly(day: str = "05", **more: Any) -> Deadline:
    return Deadline("trước ngày 05 hằng tháng", "recurring", recurrence=("monthly",), day=day, **more)


def a(
    text: str, *deadlines: Deadline, lead: Sequence[str] = (), partners: Sequence[str] = (), **more: Any
) -> Assignment:
    made = Assignment(
        id=f"{abs(hash(text)):016x}"[:16], document=DOCUMENT, position=1.0, number="2", path=("II. Nhiệm vụ",), text=text,
        context=None, lead=tuple(AssignedUnit(name, name, 1) for name in lead),
        partners=tuple(AssignedUnit(name, name, 2) for name in partners), products=("Báo cáo",), deadlines=deadlines,
        due=None, next_due=None, late_since=None, status="open", done_on=None, origin="table", page=4, confidence=0.9,
        review=None,
    )  # fmt: skip
    return replace(made, **more)


def written(*tasks: Assignment, moment: datetime = NOW, **wishes: Any) -> bytes:
    stream = io.BytesIO()
    write_ics(tasks, stream, Wishes(TODAY, **wishes), moment)
    return stream.getvalue()


def read(*tasks: Assignment, **wishes: Any) -> list[Event]:
    return list(Calendar.from_ical(written(*tasks, **wishes)).walk("VEVENT"))


def one(*tasks: Assignment, **wishes: Any) -> Event:
    (event,) = read(*tasks, **wishes)
    return event


def days(event: Event, first: date, last: date) -> list[date]:
    """The days of an entry from `first` to `last`, as a calendar's program would expand them."""
    start = event["DTSTART"].dt
    if "RRULE" not in event:
        day = start.date() if isinstance(start, datetime) else start
        return [day] if first <= day <= last else []
    begin = start if isinstance(start, datetime) else datetime.combine(start, time())
    zone = begin.tzinfo
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=begin)
    span = rule.between(datetime.combine(first, time(), zone), datetime.combine(last, time(23, 59), zone), inc=True)
    return [found.date() for found in span]


def test_an_entry_says_all_of_a_task() -> None:
    task = a(
        "Rà soát; bổ sung, hoàn thiện", due(date(2026, 6, 30)), lead=["Sở Y tế"], partners=["Sở Nội vụ", "Sở Tài chính"]
    )
    event = one(task, address="https://may-chu:8001")
    assert event["SUMMARY"] == "Rà soát; bổ sung, hoàn thiện – Sở Y tế"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Rà soát; bổ sung, hoàn thiện",
        "",
        "Chủ trì: Sở Y tế",
        "Phối hợp: Sở Nội vụ; Sở Tài chính",
        "Sản phẩm: Báo cáo",
        "Thời hạn: trước ngày 30/06/2026",
        "Văn bản: Kế hoạch số 05/KH-SYT ngày 03/02/2025 của Sở Y tế X: Phòng, chống dịch",
        "Mục: II. Nhiệm vụ › 2",
        "Trang: 4",
    ]
    assert event["CATEGORIES"].cats == ["05/KH-SYT", "Sở Y tế"]
    assert event["URL"] == f"https://may-chu:8001/document/3#task-{task.id}"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_due_day_lasts_all_day() -> None:
    event = one(a("Việc", due(date(2026, 6, 30))))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 6, 30), date(2026, 7, 1))


def test_an_hour_is_one_of_vietnam() -> None:
    raw = written(a("Việc", due(date(2026, 6, 30), time="16:00")))
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20260630T160000\r\n" in raw
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh" in raw
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 6, 30, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("hour", ["24:00", "25:61", "chiều", ""])
def test_what_is_no_hour_leaves_the_day(hour: str) -> None:
    assert one(a("Việc", due(date(2026, 6, 30), time=hour)))["DTSTART"].dt == date(2026, 6, 30)


def test_a_day_before_1900_is_written() -> None:
    assert one(a("Việc", due(date(1899, 12, 31))))["DTSTART"].dt == date(1899, 12, 31)


@pytest.mark.parametrize(
    "deadline",
    [
        Deadline("thường xuyên", "continuous"),
        Deadline("sau khi có Quyết định", "event"),
        Deadline("hằng quý", "recurring", recurrence=("quarterly",)),
    ],
    ids=lambda deadline: deadline.text,
)
def test_what_names_no_day_stands_in_no_calendar(deadline: Deadline) -> None:
    assert read(a("Việc", deadline)) == []


def test_each_deadline_has_its_entry() -> None:
    events = read(a("Việc", due(date(2026, 6, 30)), Deadline("thường xuyên", "continuous"), due(date(2026, 9, 30))))
    assert [event["DTSTART"].dt for event in events] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert len({event["UID"] for event in events}) == 2


def test_what_comes_back_begins_with_the_document() -> None:
    event = one(a("Báo cáo tháng", monthly()))
    assert event["DTSTART"].dt == date(2025, 2, 5), "the document is of 3 February 2025"
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=5"


def test_a_document_of_a_month_alone_begins_with_that() -> None:
    task = a("Báo cáo tháng", monthly(), document=replace(DOCUMENT, date="2025-11"))
    assert one(task)["DTSTART"].dt == date(2025, 11, 5)


@pytest.mark.parametrize(
    ("deadline", "rule"),
    [
        pytest.param(("quarterly", "20"), b"FREQ=MONTHLY;BYMONTHDAY=20;INTERVAL=3", id="months as an interval"),
        pytest.param(("monthly", "31"), b"FREQ=MONTHLY;BYMONTHDAY=-1", id="31 as the last day"),
        pytest.param(("quarterly", "30"), b"FREQ=MONTHLY;BYMONTHDAY=30;INTERVAL=3", id="30 where no month is shorter"),
        pytest.param(("monthly", "30"), b"FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", id="30 or February's last"),
    ],
)
def test_rules_are_said_as_outlook_takes_them(deadline: tuple[Recurrence, str], rule: bytes) -> None:
    recurrence, day = deadline
    event = one(a("Báo cáo", Deadline("x", "recurring", recurrence=(recurrence,), day=day)))
    assert sorted(event["RRULE"].to_ical().split(b";")) == sorted(rule.split(b";"))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Deadline, date]:
    """Any deadline, and the day of its document."""
    moments = st.dates(date(2019, 1, 1), date(2033, 12, 31))
    since, start = draw(moments), draw(st.none() | moments)
    begin = start or since - timedelta(300)
    last = draw(st.none() | st.integers(0, 900).map(lambda length: begin + timedelta(length)))
    recurrence = draw(st.lists(st.sampled_from(get_args(Recurrence)), unique=True, max_size=3))
    day = draw(
        st.sampled_from([None, "MO", "FR", "SU"])
        | st.builds(lambda m, d: f"{m}{d:02}", st.sampled_from(["", "01-", "02-", "06-", "12-"]), st.integers(1, 31))
    )
    hour = draw(st.sampled_from([None, "00:00", "16:30", "23:59"]))
    kind = draw(st.sampled_from(get_args(DeadlineKind)))
    return Deadline("x", kind, start, last, tuple(recurrence), day, hour), since


@settings(max_examples=300, deadline=None)
@given(cases())
def test_a_calendar_has_the_days_of_the_store(case: tuple[Deadline, date]) -> None:
    deadline, since = case
    found = read(a("Việc", deadline, document=replace(DOCUMENT, date=since.isoformat())))
    until = since + timedelta(1600)
    first = since if deadline.recurrence else date.min  # what does not come back may lie before its document
    expected = days_between(deadline, first, until)
    assert [day for event in found for day in days(event, first or since, until)] == expected
    for event in found:
        start = event["DTSTART"].dt
        assert days(event, date(1, 1, 1), date(2100, 1, 1))[0] == (
            start.date() if isinstance(start, datetime) else start
        ), "the first entry is of the rule"


def test_alarms_ring_in_the_morning_before() -> None:
    event = one(a("Việc", due(date(2026, 6, 30))))
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [-timedelta(6, 16 * 3600), -timedelta(hours=16)]
    event = one(a("Việc", due(date(2026, 6, 30), time="16:00")), alarms=(0, 3))
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [-timedelta(3), timedelta()]


@pytest.mark.parametrize(
    ("task", "rings"),
    [
        pytest.param(a("Việc", due(date(2026, 3, 2))), True, id="due today"),
        pytest.param(a("Việc", due(date(2026, 3, 1))), False, id="past"),
        pytest.param(a("Việc", monthly()), True, id="comes back"),
        pytest.param(a("Việc", due(date(2026, 6, 1)), status="done"), False, id="done"),
        pytest.param(a("Việc", due(date(2026, 6, 1)), status="dropped"), False, id="dropped"),
    ],
)
def test_only_what_is_to_come_rings(task: Assignment, rings: bool) -> None:
    assert bool(one(task).walk("VALARM")) is rings


def test_a_done_task_stays_and_is_marked() -> None:
    event = one(a("Việc", due(date(2026, 6, 30)), status="done", done_on=date(2026, 2, 28)))
    assert event["SUMMARY"] == "✓ Việc"
    assert "Tình trạng: Đã xong ngày 28/02/2026" in event["DESCRIPTION"]
    assert event["STATUS"] == "CONFIRMED"


def test_a_dropped_task_is_cancelled() -> None:
    assert one(a("Việc", due(date(2026, 6, 30)), status="dropped"))["STATUS"] == "CANCELLED"


def test_a_done_task_comes_back_no_more() -> None:
    event = one(a("Việc", monthly(), status="done", done_on=date(2025, 5, 20)))
    assert days(event, date(2025, 1, 1), date(2030, 1, 1)) == [date(2025, month, 5) for month in (2, 3, 4, 5)]


def test_the_calendar_of_a_unit_says_where_it_only_takes_part() -> None:
    tasks = (
        a("Việc của mình", due(TODAY), lead=["Sở Y tế"]),
        a("Việc chung", due(TODAY), lead=["Sở Nội vụ"], partners=["Sở Y tế"]),
    )
    raw = written(*tasks, unit="so y te")
    assert [event["SUMMARY"] for event in Calendar.from_ical(raw).walk("VEVENT")] == [
        "Việc của mình",
        "Việc chung (phối hợp)",
    ]
    assert "X-WR-CALNAME:Nhiệm vụ của so y te\r\n" in raw.decode()


def test_lines_are_folded_by_bytes_and_letters_stay_whole() -> None:
    text = "Đẩy mạnh chuyển đổi số 😀, bảo đảm; \\ an toàn " * 30
    raw = written(a(text, due(TODAY)))
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    raw.decode()
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(event["DESCRIPTION"]).startswith(text.strip()[:-10])
    assert str(event["SUMMARY"]).endswith("…")
    assert len(event["SUMMARY"]) <= 121


def test_control_characters_and_halves_of_letters_go() -> None:
    raw = written(a("Mở\x00 đợt\x0b cao\ud800 điểm\r\nATTACH:x\tngay", due(TODAY), lead=["Sở\nY tế"]))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", raw)
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert "ATTACH" not in event
    assert str(event["DESCRIPTION"]).startswith("Mở đợt cao điểm\nATTACH:x ngay")


def test_a_later_calendar_has_the_same_uid_and_a_higher_sequence() -> None:
    before = one(a("Việc", due(date(2026, 6, 30))))
    after = one(a("Việc", due(date(2026, 7, 15))), moment=NOW + timedelta(seconds=1))
    assert after["UID"] == before["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"] < 2**31
    assert before["DTSTAMP"].dt < after["DTSTAMP"].dt


def test_an_empty_store_gives_an_empty_calendar(store: Store) -> None:
    stream = io.BytesIO()
    FORMS["ics"].write(store.assignments(TODAY), stream, Wishes(TODAY))
    calendar = Calendar.from_ical(stream.getvalue())
    assert calendar.walk("VEVENT") == []
    assert calendar["VERSION"] == "2.0"


def test_by_unit_gives_each_unit_its_calendar() -> None:
    tasks = (
        a("Việc một", due(TODAY), lead=["Sở Y tế"], partners=["Sở Nội vụ", "Sở Y tế"]),
        a("Việc hai", due(TODAY), lead=["Tổ A/B: <1>"]),
        a("Việc ba", due(TODAY)),
    )
    archive = zipfile.ZipFile(io.BytesIO(written(*tasks, by_unit=True)))
    found = {
        name: [str(event["SUMMARY"]) for event in Calendar.from_ical(archive.read(name)).walk("VEVENT")]
        for name in archive.namelist()
    }
    assert found == {
        "Chưa rõ đơn vị.ics": ["Việc ba"],
        "Sở Nội vụ.ics": ["Việc một (phối hợp)"],
        "Sở Y tế.ics": ["Việc một"],
        "Tổ A B 1.ics": ["Việc hai"],
    }
    assert "X-WR-CALNAME:Nhiệm vụ của Sở Y tế" in archive.read("Sở Y tế.ics").decode()


def test_by_unit_of_some_units_has_those_alone() -> None:
    tasks = (a("Việc một", due(TODAY), lead=["Sở Y tế"], partners=["Sở Nội vụ"]),)
    archive = zipfile.ZipFile(io.BytesIO(written(*tasks, by_unit=True, unit="noi vu")))
    assert archive.namelist() == ["Sở Nội vụ.ics"]


def test_names_that_a_disk_takes_for_one_stay_apart() -> None:
    tasks = (
        a("Một", due(TODAY), lead=["Tổ A/B"]),
        a("Hai", due(TODAY), lead=["tổ a:b"]),
        a("Ba", due(TODAY), lead=["CON"]),
    )
    assert zipfile.ZipFile(io.BytesIO(written(*tasks, by_unit=True))).namelist() == [
        "Chưa rõ đơn vị.ics",
        "Tổ A B.ics",
        "tổ a b (2).ics",
    ]


# A client that people use


@pytest.fixture
def khal(tmp_path: Path) -> Callable[..., str]:
    """Debian's khal with an empty calendar of its own."""
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[plans]]\npath = {tmp_path}/calendar\n[locale]\nlocal_timezone = Asia/Ho_Chi_Minh\n"
        "default_timezone = Asia/Ho_Chi_Minh\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        f"datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {tmp_path}/khal.db\n",
        encoding="utf-8",
    )
    surroundings = {"PATH": os.defpath, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [KHAL, "-c", str(config), *arguments], env=surroundings, capture_output=True, encoding="utf-8", timeout=60
        )
        assert done.returncode == 0, done.stderr
        assert "rror" not in done.stderr, done.stderr
        return done.stdout

    return run


def test_khal_takes_a_calendar_and_a_second_one_renews_it(khal: Callable[..., str], tmp_path: Path) -> None:
    tasks = [
        a("Ban hành kế hoạch", due(date(2026, 6, 30)), lead=["Sở Y tế"]),
        a("Gửi báo cáo", due(date(2026, 7, 1), time="16:00")),
        a("Báo cáo quý", Deadline("x", "recurring", recurrence=("quarterly",), day="20"), status="open"),
    ]
    file = tmp_path / "plans.ics"

    def listed() -> list[str]:
        return khal("list", "--format", "{start} {title}", "--day-format", "", "2026-05-01", "100d").split("\n")[:-1]

    file.write_bytes(written(*tasks))
    khal("import", "--batch", "-a", "plans", str(file))
    once = [
        "2026-06-20 Báo cáo quý",
        "2026-06-30 Ban hành kế hoạch – Sở Y tế",
        "2026-07-01 16:00 Gửi báo cáo",
    ]
    assert [line for line in listed() if line] == once
    tasks[0] = replace(tasks[0], deadlines=(due(date(2026, 7, 15)),))
    file.write_bytes(written(*tasks, moment=NOW + timedelta(hours=1)))
    khal("import", "--batch", "-a", "plans", str(file))
    assert [line for line in listed() if line] == [once[0], once[2], "2026-07-15 Ban hành kế hoạch – Sở Y tế"]
    assert len(list((tmp_path / "calendar").iterdir())) == 3
