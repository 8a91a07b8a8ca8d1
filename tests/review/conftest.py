"""Stores of made-up plans, a server of their pages, and a browser that looks at them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from kehoach import pipeline
from kehoach.folders import find
from output.store import Store
from tests.review import office
from tests.review.sites import Site

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SCREEN = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def store_of_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plans as the program reads them: a Word file, a PDF, a text. Copy it before writing."""
    place = tmp_path_factory.mktemp("samples") / "plans.db"
    with Store(place) as store:
        outcomes = list(pipeline.ingest(find([SAMPLES]).files, store, processes=1))
    assert {outcome.status for outcome in outcomes} == {"read"}
    return place


@pytest.fixture(scope="session")
def store_of_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with a second version, a failure and decisions of two clerks. Copy it before writing."""
    folder = tmp_path_factory.mktemp("office")
    office.fill(folder / "plans.db", SAMPLES, folder / "incoming")
    return folder / "plans.db"


@pytest.fixture
def site(store_of_samples: Path, tmp_path: Path) -> Iterator[Site]:
    """A server over a copy of the samples' store."""
    yield from _served(store_of_samples, tmp_path)


@pytest.fixture
def office_site(store_of_office: Path, tmp_path: Path) -> Iterator[Site]:
    """A server over a copy of the office's store."""
    yield from _served(store_of_office, tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    arguments = ["--disable-gpu", "--font-render-hinting=none", *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Page]:
    """A page of a reviewer whose name is known. What the console calls an error fails the test, unless a test takes it
    from `page.troubles`.
    """
    with browser.new_context(viewport=SCREEN, locale="vi-VN") as context:  # type: ignore[arg-type]
        context.add_cookies([{"name": "kehoach_reviewer", "value": "An", "domain": "127.0.0.1", "path": "/"}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        troubles: list[str] = []
        page.troubles = troubles  # type: ignore[attr-defined]

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                troubles.append(f"{message.text} ({message.location.get('url')})")

        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        assert troubles == []


def _served(store: Path, folder: Path) -> Iterator[Site]:
    served = Site(folder / "plans.db")
    shutil.copy(store, served.place)
    served.start()
    yield served
    served.stop()
