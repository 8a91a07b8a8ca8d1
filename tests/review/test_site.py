"""What holds for every page: words in both languages, who is let in, what a forged request meets."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from review.wording import LANGUAGES, words
from tests.review.sites import Site

ROOM = Path(__file__).resolve().parents[2] / "review"


def names(group: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in group.items():
        if isinstance(value, dict):
            yield from names(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def test_both_languages_have_the_same_words() -> None:
    vietnamese, english = (set(names(words(language))) for language in LANGUAGES)
    assert vietnamese == english


def test_every_word_of_a_template_is_there() -> None:
    known = set(names(words("vi")))
    groups = {name.rpartition(".")[0] for name in known}
    for template in (ROOM / "templates").rglob("*.html"):
        for name in re.findall(r"\bt\.([a-z_]+(?:\.[a-z_]+)+)", template.read_text("utf-8")):
            assert name in known or name in groups, f"{template.name}: {name}"


def test_pages_have_no_styles_or_scripts_inside() -> None:
    for template in (ROOM / "templates").rglob("*.html"):
        text = template.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", text), template.name
        assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text)), (
            template.name
        )


def test_the_start_page_opens(site: Site, look: Page) -> None:
    look.goto(site.url)
    expect(look.get_by_role("heading", level=1)).to_be_visible()
    assert look.get_by_role("link", name=re.compile("an toàn", re.IGNORECASE)).count() >= 1


def answer(site: Site, path: str, *, method: str = "GET", **headers: str) -> tuple[int, str]:
    asked = urllib.request.Request(f"{site.url}{path}", method=method, headers=headers)
    if method == "POST":
        asked.data = json.dumps({"name": "An"}).encode()
    try:
        with urllib.request.urlopen(asked, timeout=20) as got:
            return got.status, got.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost.evil.example"])
def test_another_host_name_is_refused(site: Site, host: str) -> None:
    for path in ("/", "/data/task_list.json"):
        assert answer(site, path, Host=host)[0] == 421


def test_a_write_without_the_token_of_a_page_is_refused(site: Site) -> None:
    status, text = answer(site, "/reviewer", method="POST")
    assert status == 403
    assert json.loads(text)["kind"] == "stale"


def test_a_write_from_another_site_is_refused(site: Site) -> None:
    assert answer(site, "/reviewer", method="POST", **{"Sec-Fetch-Site": "cross-site"})[0] == 403


def test_what_is_not_there_is_told(site: Site) -> None:
    for path in (
        "/assets/../server.py",
        "/khong-co",
        "/document/1/..%2F1",
        "/data/khong_co",
        "/%2e%2e/%2e%2e/etc/passwd",
    ):
        status, text = answer(site, path)
        assert status == 404, path
        assert "Không có trang này" in text
    assert answer(site, "/data/task_list.json")[0] == 200
