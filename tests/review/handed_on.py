"""Plans whose tasks are handed on by the pages, and what comes out of there."""

import re
from datetime import date, timedelta

import httpx
from icalendar import Calendar

from models import Deadline
from tests.review.plans import put, task
from tests.review.sites import Site

TODAY = date.today()
NAME = "Phòng Tổ chức cán bộ"


def on(days: int) -> Deadline:
    return Deadline("trước ngày", "date", None, TODAY + timedelta(days))


def fill(site: Site) -> None:
    put(
        site.place,
        task("Việc đã trễ", lead=[NAME], deadlines=[on(-4)]),
        task("Việc sắp tới", lead=["Phòng Nội vụ"], partners=[NAME], deadlines=[on(6)]),
        task("Việc còn xa", lead=[NAME], deadlines=[on(90)]),
        task("<b>Việc của phòng khác</b>", lead=["Phòng Tổ chức cán bộ số 2"], deadlines=[on(40)]),
    )
    put(
        site.place,
        task("Việc của chỉ thị", lead=["Phòng Nội vụ"], deadlines=[on(-1)]),
        number="04/CT-UBND",
        title="Phòng cháy; chữa cháy",
    )


def unit(site: Site, name: str = NAME) -> int:
    with site.store() as store:
        return int(store.db.execute("SELECT id FROM units WHERE name = ?", [name]).fetchone()[0])


def in_calendar(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [str(event["DESCRIPTION"]).split("\n")[0] for event in events]


def links(page: str, form: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(rf'href="(/export\?format={form}[^"]*)"', page)]


ALL = ["Việc đã trễ", "Việc sắp tới", "Việc còn xa", "<b>Việc của phòng khác</b>", "Việc của chỉ thị"]


def feed_of(site: Site, key: str | None = None, **headers: str) -> httpx.Response:
    return httpx.get(
        f"{site.url}/feed/{unit(site)}.ics{'' if key is None else f'?key={key}'}", headers=headers, timeout=30
    )
