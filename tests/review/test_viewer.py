"""A document's pages in the browser: marks in their colours, clicks, zoom, long documents."""

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

import kehoach
from models import Box, Document, Evidence, Metadata, Paragraph, Place, Plan, Source, Task
from output.store import Store
from tests.review.sites import Site
from tests.review.viewing import NOTE_FLASHES, SAMPLES, see, tasks


def test_a_tasks_values_are_shown_in_their_colours(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    task = next(task for task in tasks(kept, wanted) if task["page"] == 3 and task["partners"])
    see(look, task["task_id"])
    now = look.locator(f'g.now[data-task="{task["task_id"]}"]')
    expect(now.locator("rect.lead").first).to_be_visible()
    fills = {
        field: now.locator(f"rect.{field}").first.evaluate("rect => getComputedStyle(rect).fill")
        for field in ("text", "lead", "partners", "deadlines")
    }
    assert len(set(fills.values())) == 4
    expect(look.locator("[data-page-number]")).to_have_value("3")
    expect(look.locator('.viewer-page[data-page="3"] img')).to_have_js_property("complete", value=True)
    see(look, tasks(kept, wanted)[0]["task_id"])
    expect(now).to_have_count(0)
    expect(look.locator("[data-page-number]")).to_have_value("1")


def test_a_click_picks_the_task_there(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    first, second, *_ = tasks(kept, wanted)
    see(look, first["task_id"])
    look.locator(f'g[data-task="{second["task_id"]}"] rect.text').first.click()
    assert look.evaluate("picked") == [second["task_id"]]
    row = look.locator(f'g[data-task="{first["task_id"]}"] rect.text').first.bounding_box()
    assert row
    look.mouse.click(row["x"] - 25, row["y"] + row["height"] / 2)  # the number in front of it
    assert look.evaluate("picked") == [second["task_id"], first["task_id"]]


@pytest.mark.parametrize(
    ("point", "current", "task"),
    [
        pytest.param((5, 5), None, "b", id="the smallest of those there"),
        pytest.param((15, 5), None, "a", id="the one there"),
        pytest.param((5, 25), None, "c", id="the first of several of one place"),
        pytest.param((5, 25), "c", "d", id="the next of several of one place"),
        pytest.param((5, 25), "d", "c", id="the first again after the last"),
        pytest.param((60, 5), None, "a", id="the nearest of the row"),
        pytest.param((60, 80), None, None, id="far from all"),
    ],
)
def test_which_task_a_click_means(
    look: Page, kept: Site, point: tuple[int, int], current: str | None, task: str | None
) -> None:
    look.goto(kept.url)
    places = {"a": [0, 0, 40, 10], "b": [0, 0, 10, 10], "c": [0, 20, 40, 30], "d": [0, 20, 40, 30]}
    given = [{"task": name, "boxes": [box]} for name, box in places.items()]
    found = look.evaluate(
        """async ([marks, x, y, current]) => {
            const { taskAt } = await import("/assets/viewer_marks.js");
            return taskAt(marks, x, y, current);
        }""",
        [given, *point, current],
    )
    assert found == task


def test_a_value_is_brought_into_sight_and_flashes(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    wanted = opened()
    task = [task for task in tasks(kept, wanted) if task["page"] == 4 and task["deadlines"]][-1]
    look.evaluate(NOTE_FLASHES)
    look.evaluate("task => viewer.scrollTo(task, 'deadlines')", task["task_id"])
    expect(look.locator("g.now rect.deadlines").first).to_be_in_viewport()
    look.wait_for_function("flashed.includes('deadlines')")
    expect(look.locator("rect.flash")).to_have_count(0)


def test_zoom_and_pages_by_buttons_and_keys(look: Page, opened: Callable[..., int]) -> None:
    opened()
    pane, zoom = look.locator(".viewer-pane"), look.locator("[data-zoom]")
    fit = zoom.inner_text()
    page = look.locator('.viewer-page[data-page="1"]')
    wide = page.bounding_box()
    pane_box = pane.bounding_box()
    assert wide and pane_box
    assert 0.95 < wide["width"] / pane_box["width"] <= 1
    look.get_by_role("button", name="Cả trang").click()
    whole = page.bounding_box()
    assert whole and whole["height"] <= pane_box["height"]
    expect(look.get_by_role("button", name="Cả trang")).to_have_attribute("aria-pressed", "true")
    look.get_by_role("button", name="Vừa ngang").press("Enter")
    expect(zoom).to_have_text(fit)
    pane.focus()
    look.keyboard.press("-")
    assert int(zoom.inner_text().split()[0]) < int(fit.split()[0])
    look.get_by_role("button", name="Phóng to").click()
    number = look.locator("[data-page-number]")
    look.get_by_role("button", name="Trang sau").click()
    expect(number).to_have_value("2")
    number.fill("4")
    number.press("Enter")
    expect(look.get_by_role("button", name="Trang sau")).to_be_disabled()
    number.fill("77")
    number.press("Enter")
    expect(number).to_have_value("4")
    pane.focus()
    look.keyboard.press("Home")
    expect(look.get_by_role("button", name="Trang trước")).to_be_disabled()
    look.keyboard.press("PageDown")
    expect(pane).not_to_have_js_property("scrollTop", 0)


def test_zooming_stays_where_one_reads(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    task = next(task for task in tasks(kept, opened()) if task["page"] == 3)
    see(look, task["task_id"])
    for _ in range(3):
        look.get_by_role("button", name="Phóng to").click()
    expect(look.locator("[data-page-number]")).to_have_value("3")


def test_a_word_file_turns_into_pages_with_its_task_shown(
    kept: Site, look: Page, opened: Callable[..., int], word_file: int
) -> None:
    task = tasks(kept, opened(wanted=word_file))[4]
    # Text at first, or pages at once where another test has had them set.
    expect(look.locator(".viewer-text mark, g rect").first).to_be_attached()
    see(look, task["task_id"])
    expect(look.locator("g.now rect.text").first).to_be_visible(timeout=60_000)
    expect(look.locator(".viewer-note")).to_be_hidden()


def test_a_web_page_turns_into_pages_with_the_same_marks(
    kept: Site, look: Page, opened: Callable[..., int], tmp_path: Path
) -> None:
    path = tmp_path / "plan.html"
    lines = kehoach.read(SAMPLES / "chi-thi-phong-chong-ma-tuy-2026.txt").blocks
    made = "".join(f"<p>{line.text.replace('04/CT', '44/CT')}</p>" for line in lines)  # no edition of the other
    path.write_text(f"<html><body>{made}</body></html>", encoding="utf-8")
    read = kehoach.read(path)
    with kept.store() as store:
        written = store.write(read, kehoach.extract(read), path, store.start_run("1"))
    task, *_ = (task for task in tasks(kept, opened(wanted=written)) if task["lead"])
    expect(look.locator(".viewer-text mark").first).to_be_attached()
    see(look, task["task_id"])
    expect(look.locator("g.now rect.text").first).to_be_visible(timeout=60_000)
    expect(look.locator("g.now rect.lead").first).to_be_attached()
    expect(look.locator(".viewer-text mark")).to_have_count(0)


def test_the_pages_are_not_printed(look: Page, opened: Callable[..., int]) -> None:
    opened()
    look.emulate_media(media="print")
    expect(look.locator("#viewer")).to_be_hidden()


@pytest.fixture
def long(kept: Site, tmp_path: Path) -> Iterator[int]:
    """A document of 200 pages with 500 tasks."""
    path = tmp_path / "long.pdf"
    made = pdfium.PdfDocument.new()
    for _ in range(200):
        made.new_page(595, 842)
    made.save(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    source = Source("long.pdf", sha256, "pdf", 200, "text layer")
    paragraphs, found = [], []
    for n in range(500):
        page, y = 1 + n * 2 // 5, 60.0 + n % 3 * 200
        text = f"Việc {n} rà soát"
        box = Box(80, y, 300, y + 16)
        paragraphs.append(Paragraph(text, places=(Place(0, len(text), page, box),)))
        evidence = Evidence("text", n, 0, len(text), text, "r", 0.9, page=page, box=box)
        found.append(Task(f"{n:016}", "body", None, (), text, evidence=(evidence,)))
    plan = Plan(source, Metadata(number="77/KH-X"), tasks=tuple(found))
    with Store(kept.place) as store:
        yield store.write(Document(source, tuple(paragraphs)), plan, path, store.start_run("1"))


def test_200_pages_stay_fast(long: int, look: Page, opened: Callable[..., int]) -> None:
    start = time.perf_counter()
    opened(wanted=long)
    expect(look.locator(".viewer-page img").first).to_be_visible()
    assert time.perf_counter() - start < 4
    expect(look.locator(".viewer-page")).to_have_count(200)
    taken = look.evaluate(
        """() => {
            const start = performance.now();
            for (let n = 0; n < 500; n += 25) viewer.highlight(`${n}`.padStart(16, "0"));
            return (performance.now() - start) / 20;
        }"""
    )
    assert taken < 50  # ms for a task
    expect(look.locator("g.now rect.text")).to_be_in_viewport()
    assert look.locator(".viewer-page img").count() < 20
    expect(look.locator("[data-page-number]")).to_have_value("191")
