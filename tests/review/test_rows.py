"""The rows of a document's page: their order and search, beside the viewer, by keyboard alone, and shown as text."""

import pytest
from playwright.sync_api import Page, expect

from tests.review.clerks import Clerk
from tests.review.rows import DOCUMENT, Keys, card, current, tasks
from tests.review.sites import Site


def test_doubtful_tasks_come_first(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/document/{DOCUMENT}")
    confidences = look.locator(".task").evaluate_all("cards => cards.map(card => Number(card.dataset.confidence))")
    assert confidences == sorted(confidences)
    look.locator("#order").select_option("document")
    ids = look.locator(".task").evaluate_all("cards => cards.map(card => card.dataset.task)")
    assert ids == [each.id for each in tasks(site)]


def test_search_without_tones_and_the_filter(site: Site, page: Page, keys: Keys) -> None:
    wanted = [each.id for each in tasks(site) if "chữ ký số" in each.values["text"].lower()]
    assert 0 < len(wanted) < len(tasks(site))
    keys.press("/")
    keys.type("chu ky so")
    shown = page.locator(".task:not([hidden])")
    assert {each.get_attribute("data-task") for each in shown.all()} >= set(wanted)
    assert shown.count() < len(tasks(site))
    keys.press("Enter")
    keys.press("a")
    keys.press("/", "Escape")
    expect(shown).to_have_count(len(tasks(site)))
    page.get_by_label("chưa rà soát").check()
    expect(page.locator(".task[data-state=accept]:not([hidden])")).to_have_count(0)


def test_a_script_in_title_text_or_note_is_text(site: Site, look: Page) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    an = Clerk(site, "<b>An</b>")
    first = tasks(site)[0]
    with site.store() as store:
        store.db.execute("UPDATE documents SET title = ? WHERE id = ?", [evil, DOCUMENT])
        store.db.conn.commit()
    for field, value in (("text", evil), ("lead", [evil]), ("products", [evil]), ("number", evil)):
        an.post(f"/task/{first.id}/set", {"field": field, "value": value})
    an.post(f"/task/{first.id}/note", {"text": evil})
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.get_by_role("heading", level=1)).to_have_text(evil)
    expect(card(look, first.id).locator(".text .value")).to_have_text(evil)
    look.keyboard.press("2")
    look.keyboard.type("<img")
    expect(look.locator("[role=option]").first).to_contain_text("<img")
    expect(look.locator("#tasks-pane img, #tasks-pane script")).to_have_count(0)
    assert look.title().startswith("<img")


def test_the_whole_way_by_keyboard_with_focus_that_can_be_seen(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/document/{DOCUMENT}")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    for _ in range(30):
        look.keyboard.press("Tab")
        if look.evaluate("document.activeElement.classList.contains('task')"):
            break
    assert look.evaluate("document.activeElement.dataset.task") == current(look)
    look.keyboard.press("Tab")
    assert look.evaluate("document.activeElement.closest('.task').dataset.task") == current(look)
    look.keyboard.press("?")
    expect(look.get_by_role("dialog")).to_be_visible()
    look.keyboard.press("Escape")
    look.keyboard.press("j")
    assert look.evaluate("document.activeElement.dataset.task") == current(look)


def test_the_page_is_loaded_anew_when_the_document_was_read_again(site: Site, page: Page) -> None:
    page.evaluate("window.old = true")
    with site.store() as store:
        store.db.execute("UPDATE files SET written = '2099-01-01T00:00:00Z'")
        store.db.conn.commit()
    page.wait_for_function("() => !window.old", timeout=10_000)
    expect(page.locator(".task[aria-current]")).to_have_count(1)


def test_the_divider_is_moved_with_the_arrow_keys(page: Page) -> None:
    pane = page.locator("#tasks-pane")
    before = pane.bounding_box()
    page.locator("#divider").focus()
    page.keyboard.press("ArrowRight")
    after = pane.bounding_box()
    assert before
    assert after
    assert after["x"] > before["x"]


FAKE_VIEWER = """
export class Viewer extends EventTarget {
  calls = [];
  constructor(element) { super(); this.element = element; window.viewer = this; }
  async open() { this.calls.push(["open"]); }
  highlight(task) { this.calls.push(["highlight", task]); }
  scrollTo(...place) { this.calls.push(["scrollTo", ...place]); }
  async refresh() { this.calls.push(["refresh"]); }
  async draw() { return { page: 2, box: [1, 2, 3, 4], text: "Chữ trên trang" }; }
}
"""


@pytest.fixture
def with_viewer(look: Page, site: Site) -> Page:
    """The page beside a viewer that notes what it is asked."""
    look.route("**/assets/viewer.js", lambda route: route.fulfill(body=FAKE_VIEWER, content_type="text/javascript"))
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    return look


def test_the_viewer_follows_the_tasks_and_the_tasks_the_viewer(site: Site, with_viewer: Page) -> None:
    page = with_viewer
    first = next(each for each in tasks(site) if len(each.values["partners"]) > 1)
    card(page, first.id).locator(".partners .value").nth(1).click()
    calls = page.evaluate("window.viewer.calls")
    assert ["highlight", first.id] in calls
    assert calls[-1] == ["scrollTo", first.id, "partners", 1]
    other = tasks(site)[-1].id
    page.evaluate("task => window.viewer.dispatchEvent(new CustomEvent('pick', {detail: {task}}))", other)
    assert current(page) == other
    page.keyboard.press("a")
    expect(card(page, other)).to_have_attribute("data-state", "accept")
    assert ["refresh"] not in page.evaluate("window.viewer.calls"), "its values stand where they stood"
    page.evaluate("task => window.viewer.dispatchEvent(new CustomEvent('pick', {detail: {task}}))", other)
    page.keyboard.press("r")
    expect(card(page, other)).to_have_attribute("data-state", "reject")
    assert ["refresh"] in page.evaluate("window.viewer.calls")


def test_a_task_is_added_from_a_box_on_the_page(site: Site, with_viewer: Page) -> None:
    page = with_viewer
    page.keyboard.press("t")
    page.get_by_role("button", name="Khoanh trên trang").click()
    expect(page.locator("#asking textarea").first).to_have_value("Chữ trên trang")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    added = tasks(site)[1]
    assert (added.values["text"], added.page) == ("Chữ trên trang", 2)
    with site.store() as store:
        (mark,) = (mark for mark in store.texts.marks(DOCUMENT) if mark.task == added.id)
    assert (mark.page, [tuple(box) for box in mark.boxes]) == (2, [(1, 2, 3, 4)])
