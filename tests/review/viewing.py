"""What the viewer of a document's pages asks the server for."""

import json
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.review.sites import Site

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"

NOTE_FLASHES = """() => {
    window.flashed = [];
    const noted = (records) => {
        for (const { target } of records) if (target.classList.contains("flash")) flashed.push(...target.classList);
    };
    const watched = { subtree: true, attributes: true, attributeFilter: ["class"] };
    new MutationObserver(noted).observe(document.querySelector(".viewer-pane"), watched);
}"""
"""A script that notes in `flashed` which fields' places have flashed, which they do for a moment only."""


def document(of: Site, format_: str) -> int:
    with of.store() as store:
        sql = "SELECT d.id FROM documents d JOIN files f ON f.id = d.file WHERE f.format = ? ORDER BY d.id"
        return int(store.db.execute(sql, [format_]).fetchone()[0])


def tasks(site: Site, document: int) -> list[dict[str, Any]]:
    with site.store() as store:
        return [task for task in store.tasks() if task["document_id"] == document]


class Asking:
    """Requests as a page of ours sends them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = json.loads(self.get("/token")[2])["token"]

    def get(self, path: str) -> tuple[int, Any, bytes]:
        return self._sent(urllib.request.Request(self._site.url + path))

    def post(self, path: str, body: object) -> tuple[int, Any]:
        packed = json.dumps(body).encode()
        headers = {"x-csrftoken": self._token, "content-type": "application/json"}
        status, _, said = self._sent(urllib.request.Request(self._site.url + path, packed, headers))
        return status, json.loads(said)

    def _sent(self, request: urllib.request.Request) -> tuple[int, Any, bytes]:
        request.add_header("accept", "application/json")
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()


def marks(asking: Asking, document: int, query: str = "") -> dict[str, Any]:
    status, _, said = asking.get(f"/document/{document}/marks.json{query}")
    assert status == 200
    answer: dict[str, Any] = json.loads(said)
    return answer


def see(look: Page, task: str, *, scroll: bool = True) -> None:
    look.evaluate("([task, scroll]) => viewer.highlight(task, { scroll })", [task, scroll])
