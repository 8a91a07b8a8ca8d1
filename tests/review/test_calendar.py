"""The calendar: each day with what is due."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from models import Deadline
from tests.review.plans import put, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of


def due(year: int, month: int, day: int) -> Deadline:
    return Deadline("trước ngày", "date", None, date(year, month, day))


WEEKLY = Deadline("thứ Sáu hằng tuần", "recurring", recurrence=("weekly",), day="FR")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "plans.db")
    many = [task(f"Việc số {n:02d}", lead=["Phòng B"], deadlines=[due(2035, 11, 20)]) for n in range(25)]
    put(
        served.place,
        task("Nộp báo cáo", lead=["Phòng A"], deadlines=[due(2035, 11, 5), due(2035, 12, 1)]),
        task("Giao ban", lead=["Phòng A"], deadlines=[WEEKLY]),
        task("<i>Việc</i> cũ", lead=["Phòng B"], deadlines=[due(2020, 2, 29)]),
        *many,
    )
    put(
        served.place,
        task("Việc khác", lead=["Phòng A"], deadlines=[due(2035, 11, 5)]),
        number="9/KH-UBND",
        title="An toàn giao thông",
    )
    served.start()
    yield served
    served.stop()


def cell(page: str, day: str) -> str:
    found = re.search(rf'<td[^>]*>\s*<time datetime="{day}".*?</td>', page, re.DOTALL)
    assert found is not None, day
    return text_of(found[0])


def test_a_month_shows_its_days_and_what_comes_back(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/calendar?month=2035-11")
    assert "Tháng 11 năm 2035" in page
    assert cell(page, "2035-11-05") == "5 Nộp báo cáo Việc khác"
    assert [day for day in range(1, 31) if "Giao ban" in cell(page, f"2035-11-{day:02d}")] == [2, 9, 16, 23, 30]
    assert cell(page, "2035-12-01") == "1", "days of the next month are empty: they stand in their own"
    assert "31 lượt đến hạn" not in page
    assert "32 lượt đến hạn" in page


def test_a_full_day_shows_the_first_and_links_to_all(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/calendar?month=2035-11")
        assert cell(page, "2035-11-20").endswith("Việc số 02 +22")
        assert len(re.findall("Việc số 19", page)) == 1, "twenty stand in the list beneath"
        assert "Việc số 20" not in page
        link = re.search(r'<a href="([^"]+)">Xem cả 25 nhiệm vụ', page)
        assert link is not None
        assert "Việc số 24" in visit.page(link[1])


@pytest.mark.parametrize(
    ("query", "here", "gone"),
    [
        ("unit=phong+a", ["Nộp báo cáo", "Việc khác", "Giao ban"], ["Việc số 00"]),
        ("document=9/KH", ["Việc khác"], ["Nộp báo cáo"]),
        ("unit=phong+b&document=9/KH", ["Không có nhiệm vụ nào đến hạn."], ["Việc khác"]),
        ("unit=khong+co", ["Không có nhiệm vụ nào đến hạn."], ["Việc khác"]),
    ],
)
def test_a_month_is_filtered(made: Site, query: str, here: list[str], gone: list[str]) -> None:
    with Visit(made) as visit:
        page = text_of(visit.page(f"/calendar?month=2035-11&{query}"))
    assert all(text in page for text in here)
    assert not any(text in page for text in gone)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("9/KH", ["9/KH-UBND"]),
        ("giao thông an", ["9/KH-UBND"]),
        ("ke hoach phong", ["05/KH-SYT"]),
        ("x y", []),
        ("", []),
    ],
)
def test_documents_are_completed_and_then_found(made: Site, typed: str, names: list[str]) -> None:
    with Visit(made) as visit:
        found = visit.get(f"/calendar/documents.json?q={quote(typed)}").json()
        assert [each["name"] for each in found] == names
        for name in names:
            assert "Không có nhiệm vụ nào đến hạn." not in visit.page(f"/calendar?month=2035-11&document={quote(name)}")


def test_the_document_field_offers_documents(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/calendar?month=2035-11")
    look.get_by_role("combobox", name="Văn bản").press_sequentially("an toan")
    expect(look.locator("#document-names option")).to_have_attribute("value", "9/KH-UBND")
    expect(look.locator("#document-names option")).to_have_attribute("label", "An toàn giao thông (an toan)")


def test_neighbours_keep_the_filter(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/calendar?month=2035-01&unit=phong+a")
    assert 'rel="prev" href="/calendar?month=2034-12&amp;unit=phong+a"' in page
    assert 'rel="next" href="/calendar?month=2035-02&amp;unit=phong+a"' in page


def test_what_has_passed_is_marked_late_and_done_is_struck(made: Site) -> None:
    with Visit(made) as visit, made.store() as store:
        assert 'class="late"><a' in visit.page("/calendar?month=2020-02")
        page = visit.page("/calendar?month=2020-02")
        assert "&lt;i&gt;Việc&lt;/i&gt; cũ" in page
        store.reviews.done(next(store.search("việc cũ"))["task_id"], None, "An")
        assert 'class="done"><a' in visit.page("/calendar?month=2020-02")


@pytest.mark.parametrize(
    "query", ["month=2035-13", "month=x", "day=2035-02-30", "month=0001-01", "month=9999-12", "day=%00"]
)
def test_what_is_no_day_is_refused(made: Site, query: str) -> None:
    with Visit(made) as visit:
        assert visit.get(f"/calendar?{query}").status_code == 400


def test_this_month_is_the_first_to_be_shown(made: Site) -> None:
    with Visit(made) as visit:
        page = visit.page("/calendar")
    assert f"Tháng {date.today().month} năm {date.today().year}" in page
    assert page.count('aria-current="date"') == 1


def test_a_day_leads_to_its_list_and_small_screens_have_the_list_alone(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/calendar?month=2035-11")
    expect(look.get_by_role("table")).to_be_visible()
    look.get_by_role("link", name="22 nhiệm vụ khác trong ngày 20/11/2035").click()
    expect(look.get_by_role("heading", name="Thứ Ba, 20/11/2035")).to_be_in_viewport()
    look.set_viewport_size({"width": 480, "height": 800})
    expect(look.get_by_role("table")).to_be_hidden()
    assert look.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_units_are_completed_by_other_names(made: Site, look: Page) -> None:
    look.goto(f"{made.url}/calendar")
    look.get_by_label("Đơn vị").press_sequentially("phong")
    expect(look.locator("datalist option")).to_have_count(2)
