"""The program ends and begins again while a clerk works: nothing is lost, and the page goes on."""

from playwright.sync_api import Page, expect

from tests.review.sites import Site


def test_a_restart_in_the_middle(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/document/1")
    current = look.locator("[data-task][aria-current=true]")
    first = current.get_attribute("data-task")
    look.keyboard.press("a")
    expect(look.locator(f"[data-task='{first}'][data-state=accept]")).to_have_count(1)
    second = current.get_attribute("data-task")
    port = site.port
    site.stop()
    look.keyboard.press("a")
    expect(look.get_by_text("Không kết nối được").first).to_be_visible()
    expect(look.locator(f"[data-task='{second}'][data-state=accept]")).to_have_count(0)
    site.start(port)  # another secret: the page's token is stale, and is renewed
    expect(look.locator(f"[data-task='{second}'][aria-current=true]")).to_have_count(1)
    # A row that came back takes no key for a moment, lest one that was meant for another row decides about it.
    expect(look.locator(f"[data-task='{second}'].came-back")).to_have_count(0)
    look.keyboard.press("a")
    expect(look.locator(f"[data-task='{second}'][data-state=accept]")).to_have_count(1)
    with site.store() as store:
        assert [entry.action for entry in store.reviews.history(task=second)] == ["accept"]
    look.troubles.clear()  # type: ignore[attr-defined]  # the browser tells of connections that were refused, and of 403
