"""Handing tasks on from the pages: files of just what a page shows, and calendars that programs ask for."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

import review.picking
from review.downloads import disposition
from tests.review.handed_on import ALL, NAME, TODAY, feed_of, fill, in_calendar, links, unit
from tests.review.sites import Site
from tests.review.visits import Visit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over two plans, on this computer alone; nothing is written to them."""
    served = Site(tmp_path_factory.mktemp("made") / "plans.db")
    fill(served)
    served.start()
    yield served
    served.stop()


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        pytest.param("/", ALL, id="all"),
        pytest.param("/?q=chay", ["Việc của chỉ thị"], id="the documents found"),
        pytest.param("/?q=nothing+like+it", [], id="no documents"),
        pytest.param("/document/1", ALL[:4], id="a document"),
        pytest.param("/search?q=viec+tre", ["Việc đã trễ"], id="search"),
        pytest.param("/due", ["Việc đã trễ", "Việc sắp tới", "Việc của chỉ thị"], id="overdue and soon"),
        pytest.param("/due?unit=phong+noi+vu", ["Việc sắp tới", "Việc của chỉ thị"], id="what is due of a unit"),
        pytest.param("/unit/{unit}", ALL[:3], id="a unit, and none of a longer name"),
        pytest.param("/unit/{unit}?role=partner", ["Việc sắp tới"], id="a role"),
        pytest.param("/unit/{unit}?state=overdue", ["Việc đã trễ"], id="a state"),
    ],
)
def test_a_page_hands_on_what_it_shows(made: Site, page: str, shown: list[str]) -> None:
    with Visit(made) as visit:
        link = links(visit.page(page.format(unit=unit(made))), "ics")[0]
        assert in_calendar(visit.get(link)) == shown


def test_every_page_offers_the_forms_there_are(made: Site) -> None:
    with Visit(made) as visit:
        start, of_unit = visit.page("/"), visit.page(f"/unit/{unit(made)}")
        assert [link for link in links(start, "docx") if "by_unit" not in link] == []
        assert len(links(start, "docx")) == 1
        assert links(of_unit, "docx") == [f"/export?format=docx&unit={unit(made)}&state=open"]
        assert links(of_unit, "exe") == []


def test_the_list_of_a_unit_bears_its_name(made: Site) -> None:
    with Visit(made) as visit:
        answer = visit.get(f"/export?format=docx&unit={unit(made)}")
    document = docx.Document(io.BytesIO(answer.content))
    assert document.paragraphs[1].text == f"Danh mục nhiệm vụ giao {NAME}"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="phong-to-chuc-can-bo-{TODAY}.docx"; '
        f"filename*=UTF-8''Ph%C3%B2ng%20T%E1%BB%95%20ch%E1%BB%A9c%20c%C3%A1n%20b%E1%BB%99%20{TODAY}.docx"
    )


def test_a_document_is_handed_to_each_of_its_units(made: Site) -> None:
    with Visit(made) as visit:
        (link,) = links(visit.page("/document/1"), "docx")
        answer = visit.get(link)
    assert answer.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == [
        "Phòng Nội vụ.docx",
        "Phòng Tổ chức cán bộ.docx",
        "Phòng Tổ chức cán bộ số 2.docx",
    ]


def test_entries_lead_back_to_the_pages(made: Site) -> None:
    with Visit(made) as visit:
        (event,) = Calendar.from_ical(visit.get("/export?format=ics&document=2").content).walk("VEVENT")
        assert event["URL"].startswith(f"{made.url}/document/2#task-")


def test_a_file_is_only_ever_a_file(made: Site) -> None:
    with Visit(made) as visit:
        headers = visit.get("/export?format=ics").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].startswith("attachment; ")
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cache-control"] == "private, no-store"
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("format=exe", 400),
        ("format=docx", 400),
        ("format=ics&document=x", 400),
        ("format=ics&document=9999", 404),
        ("format=ics&unit=9999", 404),
        ("format=ics&unit=99999999999999999999", 400),
        ("format=ics&state=never", 400),
        ("format=ics&role=boss", 400),
        ("format=ics&unit_name=kh%C3%B4ng+c%C3%B3", 200),
    ],
)
def test_what_makes_no_sense_is_told(made: Site, query: str, status: int) -> None:
    with Visit(made) as visit:
        assert visit.get(f"/export?{query}").status_code == status


def test_another_site_cannot_have_the_server_work(made: Site) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        answer = httpx.get(f"{made.url}/export?format=ics", headers={"sec-fetch-site": site})
        assert answer.status_code == status


def test_too_many_are_refused_in_words(made: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review.picking, "MOST", 4)
    with Visit(made) as visit:
        answer = visit.get("/export?format=ics")
        assert answer.status_code == 413
        assert "Quá nhiều nhiệm vụ" in answer.text
        assert len(in_calendar(visit.get("/export?format=ics&document=1"))) == 4


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Kế hoạch 05/KH.ics", "ke-hoach-05-kh.ics"),
        ('a"\r\nSet-Cookie: x=1.ics', "a-set-cookie-x-1.ics"),
        ("日本", "kehoach"),
    ],
)
def test_names_cannot_leave_their_header(name: str, plain: str) -> None:
    header = disposition(name)
    assert header.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert header.count('"') == 2
    assert not re.search(r"[\r\n]", header)
    assert header.isascii()


# Calendars


def test_a_calendar_has_the_tasks_of_its_unit(made: Site) -> None:
    answer = feed_of(made)
    assert in_calendar(answer) == ALL[:3]
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert str(Calendar.from_ical(answer.content)["X-WR-CALNAME"]) == f"Nhiệm vụ của {NAME}"


# In the browser


def test_a_click_saves_the_file(made: Site, look: Page, tmp_path: Path) -> None:
    look.goto(f"{made.url}/unit/{unit(made)}")
    look.get_by_text("Xuất", exact=True).click()
    with look.expect_download() as waited:
        look.get_by_role("link", name="Lịch (ICS)").click()
    assert waited.value.suggested_filename == f"{NAME} {TODAY}.ics"
    waited.value.save_as(tmp_path / "saved.ics")
    assert len(Calendar.from_ical((tmp_path / "saved.ics").read_bytes()).walk("VEVENT")) == 3


def test_the_address_of_a_calendar_is_copied(made: Site, look: Page) -> None:
    look.context.grant_permissions(["clipboard-read", "clipboard-write"])
    look.goto(f"{made.url}/unit/{unit(made)}")
    look.get_by_text("Đưa vào lịch").click()
    look.get_by_role("button", name="Chép địa chỉ").click()
    expect(look.get_by_text("Đã chép địa chỉ.")).to_be_visible()
    copied = look.evaluate("navigator.clipboard.readText()")
    assert copied == f"{made.url}/feed/{unit(made)}.ics"
    assert in_calendar(httpx.get(copied)) == ALL[:3]
