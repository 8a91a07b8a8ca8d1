"""Stores of made-up plans, a server of their pages, and a browser that looks at them."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

import kehoach
from kehoach import pipeline
from kehoach.folders import find
from output.store import Store
from tests.review import office
from tests.review.rows import DOCUMENT, Keys
from tests.review.sites import Site
from tests.review.viewing import SAMPLES, document

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 15_000
"""Milliseconds for what a page is waited for: machines that test are shared, and waiting for what comes costs nothing."""

expect.set_options(timeout=PATIENCE)


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
        page.set_default_timeout(PATIENCE)
        troubles: list[str] = []
        page.troubles = troubles  # type: ignore[attr-defined]

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                troubles.append(f"{message.text} ({message.location.get('url')})")

        page.on("console", heard)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        assert troubles == []


@pytest.fixture(scope="module")
def kept(store_of_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server for tests that change nothing."""
    served = Site(tmp_path_factory.mktemp("viewer") / "plans.db")
    shutil.copy(store_of_samples, served.place)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def word_file(kept: Site, tmp_path: Path) -> int:
    """A Word file that nobody has looked at."""
    path = tmp_path / "plan.docx"
    shutil.copy(SAMPLES / "so-gddt-an-toan-truong-hoc-2026.docx", path)
    with zipfile.ZipFile(path, "a") as package:
        package.comment = str(tmp_path).encode()
    read = kehoach.read(path)
    with kept.store() as store:
        return store.write(read, kehoach.extract(read), path, store.start_run("1"))


@pytest.fixture
def opened(kept: Site, look: Page) -> Callable[..., int]:
    """Open a document's pages with a viewer as `viewer` and what it picks in `picked`. Gives the document."""
    look.route("**/assets/pages.js", lambda route: route.fulfill(body="", content_type="text/javascript"))

    def open_(format_: str = "pdf", *, wanted: int | None = None) -> int:
        wanted = wanted or document(kept, format_)
        look.goto(f"{kept.url}/document/{wanted}/pages")
        look.evaluate(
            """async () => {
                const { Viewer } = await import("/assets/viewer.js");
                window.viewer = new Viewer(document.getElementById("viewer"));
                window.picked = [];
                viewer.addEventListener("pick", ({ detail }) => picked.push(detail.task));
                await viewer.open();
            }"""
        )
        return wanted

    return open_


@pytest.fixture
def page(site: Site, look: Page) -> Page:
    """The page of a document in its own order, the first task current."""
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    return look


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


@pytest.fixture
def unpolled(look: Page) -> None:
    """Pages ask of themselves for nothing that others have decided, as in a tab that nobody sees: a test that has another
    clerk decide between two keys must not depend on when they would ask.
    """
    look.add_init_script("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })")


@pytest.fixture
def held(look: Page) -> None:
    """The first answer to what is written comes a second late; `sent` are the addresses that were asked, in order."""
    look.add_init_script(
        """
        const asked = window.fetch;
        window.sent = [];
        window.fetch = async (path, options) => {
            if (options?.method !== "POST") return asked(path, options);
            const wait = sent.push(path) === 1 ? 1000 : 0;
            const answer = await asked(path, options);
            await new Promise((go) => setTimeout(go, wait));
            return answer;
        };
        """
    )


def _served(store: Path, folder: Path) -> Iterator[Site]:
    served = Site(folder / "plans.db")
    shutil.copy(store, served.place)
    served.start()
    yield served
    served.stop()
