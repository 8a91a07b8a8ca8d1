"""The rows of a document's page: as they stand in the store, as the browser shows them, and the keys that a clerk presses."""

from playwright.sync_api import Locator, Page

from output.store.worklist import WorkTask
from tests.review.sites import Site

DOCUMENT = 2
"""One of the samples, of which every row has values of all kinds."""


def tasks(site: Site) -> list[WorkTask]:
    with site.store() as store:
        return list(store.worklist(DOCUMENT).tasks)


def task(site: Site, id_: str) -> WorkTask:
    return next(task for task in tasks(site) if task.id == id_)


def current(page: Page) -> str:
    return page.locator(".task[aria-current]").get_attribute("data-task") or ""


def card(page: Page, id_: str) -> Locator:
    return page.locator(f"#task-{id_}")


class Keys:
    """A keyboard that counts the keys pressed besides typing."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)


def expect_trouble(page: Page, words: str) -> None:
    """What the browser says of an answer that tells of a conflict is no fault."""
    troubles: list[str] = page.troubles  # type: ignore[attr-defined]
    assert troubles
    assert all(words in trouble for trouble in troubles)
    troubles.clear()
