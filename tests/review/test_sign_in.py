"""Over the network nobody comes in without the password or the token, to no page and no write."""

import asyncio
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from review import hashed, is_hash
from review.access import Access
from review.guarding import guarded as behind_guard
from tests.review.sites import Site

TOKEN = "a-token-of-the-test"
PASSWORD = "ba con mèo đen"


@pytest.fixture
def guarded(store_of_samples: Path, tmp_path: Path) -> Iterator[Site]:
    served = Site(tmp_path / "plans.db", password_hash=hashed(PASSWORD), token=TOKEN)
    shutil.copy(store_of_samples, served.place)
    served.start()
    yield served
    served.stop()


def status(site: Site, path: str, data: bytes | None = None, **headers: str) -> int:
    asked = urllib.request.Request(f"{site.url}{path}", data=data, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=20) as got:
            return 303 if "/sign-in" in got.url and path != "/sign-in" else int(got.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize(
    "path", ["/", "/document/1", "/document/1/page/1.jpg", "/data", "/data/task_list", "/-/databases", "/search?q=a"]
)
def test_without_signing_in_one_is_sent_to_sign_in(guarded: Site, path: str) -> None:
    assert status(guarded, path) == 303
    assert status(guarded, path, accept="application/json") == 401
    assert status(guarded, path, cookie="kehoach_session=abc.def.ghi") == 303


@pytest.mark.parametrize("path", ["/reviewer", "/upload", "/sign-out", "/task/x/accept"])
def test_without_signing_in_nothing_is_written(guarded: Site, path: str) -> None:
    assert status(guarded, path, b"{}") == 401


def test_the_link_signs_in_and_leaves_no_token_behind(guarded: Site, look: Page) -> None:
    look.goto(f"{guarded.url}/sign-in#{TOKEN}")
    look.wait_for_url(f"{guarded.url}/")
    assert TOKEN not in look.content()
    look.goto(f"{guarded.url}/data/task_list")
    expect(look.get_by_role("heading", level=1)).to_contain_text("task_list")


def test_a_wrong_token_does_not(guarded: Site, look: Page) -> None:
    look.goto(f"{guarded.url}/sign-in#{TOKEN}x")
    expect(look.get_by_role("alert")).not_to_be_empty()
    look.goto(guarded.url)
    expect(look).to_have_url(re.compile("/sign-in"))
    look.troubles.clear()  # type: ignore[attr-defined]  # the browser tells of the answer 401


def test_the_password_signs_in_and_one_can_sign_out(guarded: Site, look: Page) -> None:
    look.goto(f"{guarded.url}/sign-in?next=/units")
    look.get_by_label("Mật khẩu").fill(PASSWORD)
    look.keyboard.press("Enter")
    look.wait_for_url(f"{guarded.url}/units")
    look.goto(guarded.url)
    look.get_by_role("button", name="Đăng xuất").click()
    look.wait_for_url(f"{guarded.url}/sign-in")
    look.goto(guarded.url)
    expect(look).to_have_url(re.compile("/sign-in"))
    look.troubles.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("away", ["//evil.example/", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(guarded: Site, look: Page, away: str) -> None:
    look.goto(f"{guarded.url}/sign-in?next={away}#{TOKEN}")
    look.wait_for_url(f"{guarded.url}/")


def test_after_many_wrong_tries_nobody_may_try_for_a_while() -> None:
    access = Access(frozenset(), token=TOKEN)
    for _ in range(6):
        assert not access.is_closed_for_now
        assert not access.may_enter("wrong")
    assert access.is_closed_for_now


def test_sessions_are_of_this_server_alone() -> None:
    one, other = Access(frozenset(), token=TOKEN), Access(frozenset(), token=TOKEN)
    assert one.is_session(one.session())
    assert not other.is_session(one.session())
    assert not one.is_session("")


def test_the_hash_tells_passwords_apart_and_holds_none() -> None:
    kept = hashed(PASSWORD)
    assert is_hash(kept)
    assert PASSWORD not in kept
    assert kept != hashed(PASSWORD)
    assert Access(frozenset(), password_hash=kept).may_enter(PASSWORD)
    for wrong in ("", PASSWORD.upper(), kept):
        assert not Access(frozenset(), password_hash=kept).may_enter(wrong)
    assert not any(map(is_hash, ("", "abc", "scrypt$$", "md5$a$b", kept[:-8])))


@pytest.mark.parametrize(("sent", "code"), [(2**20 - 2**16, 200), (2**21, 413)])
def test_more_than_a_form_holds_is_refused(sent: int, code: int) -> None:
    said: list[Any] = []
    left = sent

    async def receive() -> dict[str, Any]:
        nonlocal left
        part = min(left, 2**16)
        left -= part
        return {"type": "http.request", "body": b"a" * part, "more_body": left > 0}

    async def send(message: Any) -> None:
        said.append(message)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    desk = SimpleNamespace(access=Access(frozenset({"here"})))
    scope = {"type": "http", "method": "POST", "path": "/reviewer", "headers": [(b"host", b"here")]}
    asked = behind_guard(app, cast(Any, desk))(scope, receive, send)
    with ThreadPoolExecutor(1) as thread:  # the browser of the other tests has a loop in this one
        thread.submit(asyncio.run, cast(Any, asked)).result()
    assert said[0]["status"] == code
    assert left == 0 if code == 200 else left > 0


def test_every_answer_carries_the_headers_that_keep_other_sites_out(site: Site) -> None:
    for path in ("/", "/data/task_list.json", "/assets/base.js"):
        with urllib.request.urlopen(f"{site.url}{path}", timeout=20) as got:
            assert got.headers["x-content-type-options"] == "nosniff"
            assert got.headers["x-frame-options"] == "DENY"
            assert got.headers["cross-origin-resource-policy"] == "same-origin"
            assert "server" not in {name.lower() for name in got.headers}
    with urllib.request.urlopen(site.url, timeout=20) as got:
        policy = got.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
