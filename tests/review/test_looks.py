"""Each page at the screens of offices: nothing cut or overlapping, no barrier, and a picture of it.

`KEHOACH_PICTURES=docs/review` writes the pictures there; without it they go with the test's folder.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.review.looks import barriers, faults
from tests.review.sites import Site

SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080)}

Way = Callable[[Page], None]


def only_open(page: Page) -> None:
    page.wait_for_load_state("load")


def with_key(*keys: str) -> Way:
    def press(page: Page) -> None:
        page.locator("[data-task][aria-current=true]").first.wait_for()
        page.locator("#viewer img, #viewer mark").first.wait_for()
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(300)

    return press


def set_as_pages(page: Page) -> None:
    page.locator("#viewer img").first.wait_for(timeout=60_000)
    with_key("j", "j")(page)


PAGES: dict[str, tuple[str, Way]] = {
    "start": ("/", only_open),
    "document": ("/document/2", with_key("j")),
    "document-of-word": ("/document/3", set_as_pages),
    "document-editing": ("/document/2", with_key("j", "2")),
    "document-help": ("/document/2", with_key("?")),
    "history": ("/document/2/history", only_open),
    "versions": ("/document/3/versions", only_open),
    "units": ("/units", only_open),
    "unit": ("/unit/31", only_open),
    "unit-timeline": ("/unit/31?view=timeline", only_open),
    "calendar": ("/calendar?month=2026-06", only_open),
    "due": ("/due", only_open),
    "search": ("/search?q=an+toan", only_open),
    "failures": ("/failures", only_open),
    "not-there": ("/document/999", only_open),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_right(office_site: Site, look: Page, tmp_path: Path, name: str, size: str) -> None:
    address, way = PAGES[name]
    width, height = SIZES[size]
    look.set_viewport_size({"width": width, "height": height})
    look.goto(f"{office_site.url}{address}")
    way(look)
    folder = Path(os.environ.get("KEHOACH_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    look.screenshot(path=folder / f"{name}-{size}.png")
    assert faults(look) == []
    assert barriers(look) == []
    look.troubles.clear()  # type: ignore[attr-defined]  # the browser tells of 404
