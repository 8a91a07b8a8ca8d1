"""The report beside the review pages, and how it looks with ten, a thousand and a hundred thousand tasks.

`KEHOACH_PICTURES=docs/report` writes the pictures there; without it they go with the test's folder.
"""

import io
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from models import Deadline
from output.report import html_page, report
from output.store import Store
from review.pages import report as page_of_report
from tests.output.report_stores import TODAY, fill
from tests.review.looks import barriers, faults
from tests.review.plans import made_store, put, task
from tests.review.sites import Site
from tests.review.visits import Visit, text_of

# Letters of a chart that lie over one another, or outside the picture.
_CLASHES = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const whole = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll("text")].map((e) => [e.textContent, e.getBoundingClientRect()]);
  const found = boxes.filter(([, r]) => r.left < whole.left - 1 || r.right > whole.right + 1 || r.top < whole.top - 1 || r.bottom > whole.bottom + 1)
    .map(([text]) => `outside: ${text}`);
  boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
      found.push(`${svg.getAttribute("aria-labelledby")}: ${one} / ${other}`);
  }));
  return found;
})"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Site]:
    today = date.today()
    late = Deadline("hôm qua", "date", None, today - timedelta(1))
    served = Site(tmp_path / "plans.db")
    made_store(
        served.place,
        task("Trễ một ngày <b>", lead=["Phòng A"], deadlines=[late]),
        task("Sắp đến hạn", lead=["Phòng B"], deadlines=[Deadline("mai", "date", None, today + timedelta(1))]),
    )
    put(served.place, task("Của kế hoạch khác", lead=["Phòng B"]), number="9/KH-SYT", title="Kế hoạch khác")
    served.start()
    yield served
    served.stop()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


@pytest.mark.parametrize("tasks", [10, 1000, pytest.param(100_000, marks=pytest.mark.long)])
def test_the_page_looks_right(browser: Browser, tmp_path: Path, tasks: int) -> None:
    with Store(tmp_path / "plans.db") as store:
        store.db.execute("PRAGMA synchronous = OFF")
        fill(store, tasks)
        (tmp_path / "report.html").write_text(html_page(report(store, TODAY), {}), encoding="utf-8")
    folder = Path(os.environ.get("KEHOACH_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    with browser.new_context(viewport={"width": 1100, "height": 800}, offline=True) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text))
        page.goto((tmp_path / "report.html").as_uri())
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        picture.convert("RGB").quantize(200, dither=Image.Dither.NONE).save(folder / f"{tasks}.png", optimize=True)
        for width in (1920, 1100, 600):
            page.set_viewport_size({"width": width, "height": 800})
            open_all(page)
            assert faults(page) == []
            assert page.evaluate(_CLASHES) == []
        assert barriers(page) == []
    # The policy forbids axe's own styles, which is what it is for.
    assert [text for text in troubles if "style" not in text] == []


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_report_stands_among_the_pages(made: Site, look: Page, size: tuple[int, int]) -> None:
    look.set_viewport_size({"width": size[0], "height": size[1]})
    look.goto(made.url)
    look.get_by_role("link", name="Báo cáo").click()
    look.locator("#report-months").wait_for()
    expect(look.locator(".chart svg")).to_have_count(7)  # nothing comes back
    open_all(look)
    assert faults(look) == []
    assert barriers(look) == []
    look.get_by_role("link", name="Trễ một ngày <b>").click()
    look.wait_for_url("**/document/1#task-*")


def test_figures_are_those_of_today(made: Site) -> None:
    with Visit(made) as visit:
        text = text_of(visit.page("/report"))
        assert "3 nhiệm vụ trong 2 văn bản, 2 đơn vị" in text
        assert "1 nhiệm vụ quá hạn, lâu nhất từ ngày" in text
        assert "Trễ một ngày &lt;b&gt;" in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("unit=phong+a", "1 nhiệm vụ trong 1 văn bản"),
        ("document=9/KH", "1 nhiệm vụ trong 1 văn bản"),
        ("unit=phong+b&document=05", "1 nhiệm vụ trong 1 văn bản"),
        ("unit=%3Cscript%3E", "Không có nhiệm vụ nào như vậy."),
    ],
)
def test_the_report_is_of_a_unit_or_a_document(made: Site, query: str, told: str) -> None:
    with Visit(made) as visit:
        page = visit.page(f"/report?{query}")
        assert told in text_of(page)
        assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]
        assert told in text_of(visit.page(f"/report.html?{query}"))


def test_the_report_is_handed_out_as_a_file(made: Site) -> None:
    with Visit(made) as visit:
        assert 'href="/report.html?unit=ph%C3%B2ng+a"' in visit.page("/report?unit=phòng a")
        answer = visit.get("/report.html")
    assert answer.headers["content-disposition"] == f'attachment; filename="bao-cao-{date.today()}.html"'
    assert "Content-Security-Policy" in answer.text
    assert "<svg" in answer.text


def test_of_a_large_store_a_part_is_counted_and_that_is_said(made: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_report, "MOST", 1)
    with Visit(made) as visit:
        text = text_of(visit.page("/report"))
    assert "tính 1 nhiệm vụ của các văn bản nhận sau cùng; còn 2 nhiệm vụ khác" in text
    assert "Của kế hoạch khác" not in text
    assert "9/KH-SYT" in text
