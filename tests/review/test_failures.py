"""Files that could not be read: words for every reason, and another try."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import kehoach.errors
from models.errors import KehoachError
from output.store import Store
from review.wording import LANGUAGES, Language, words
from tests.review.sites import Site
from tests.review.test_uploads import PLAN, READ, SECRET, Clerk

NOT_MET = {
    "ClusterLost",
    "ImportFileError",
    "KehoachError",
    "NoCluster",
    "NoStore",
    "NoSuchUnit",
    "NotOverwritten",
    "NotPrinted",
    "PortTaken",
    "ReviewConflict",
    "ReviewError",
    "RulesError",
    "TokenError",
    "WrongTarget",
}
"""Errors of commands alone, and those that routing has words for of their own."""


def classes(root: type[KehoachError]) -> Iterator[type[KehoachError]]:
    yield root
    for each in root.__subclasses__():
        yield from classes(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_every_reason_why_a_file_is_not_read(language: Language) -> None:
    there = words(language)["failure"]
    missing = {each.__name__ for each in classes(kehoach.errors.UnreadableFile)} - there.keys()
    assert not missing
    assert all(len(text) > 20 for text in there.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_every_other_error(language: Language) -> None:
    of_files = {each.__name__ for each in classes(kehoach.errors.UnreadableFile)}
    all_of_them = {name for name in kehoach.errors.__all__ if isinstance(getattr(kehoach.errors, name), type)}
    assert all_of_them - of_files - NOT_MET - words(language)["problem"].keys() == set()


def fail(store: Store, path: Path | str, error: str, times: int = 1) -> None:
    for _ in range(times):
        store.record_failure(path, None, error, "The file is damaged <b>.", store.start_run("1"))


def test_no_failures_are_told(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/failures")
    expect(look.get_by_text("Không có tệp nào bị lỗi")).to_be_visible()


def test_a_file_that_was_mended_is_tried_again(site: Site, look: Page, tmp_path: Path) -> None:
    plan = tmp_path / "Kế hoạch.txt"
    plan.write_text(PLAN.format(number=41), "utf-8")
    with site.store() as store:
        fail(store, plan, "DamagedFile", times=3)
    look.goto(site.url)
    look.get_by_role("link", name="Tệp chưa đọc được: 1").click()
    row = look.locator("tbody tr")
    expect(row.locator("td.number")).to_have_text("3")
    expect(row).to_contain_text("Tệp hỏng")
    expect(row).to_contain_text(str(plan))
    row.get_by_role("button", name="Thử lại").press("Enter")
    row.get_by_role("link", name="Mở văn bản").wait_for(timeout=READ)
    expect(row).to_contain_text("2 nhiệm vụ")
    look.reload()
    expect(look.get_by_text("Không có tệp nào bị lỗi")).to_be_visible()
    with site.store() as store:
        assert (str(plan),) in store.db.execute("SELECT path FROM file_paths").fetchall()
        assert store.db.execute("SELECT count(*) FROM originals").fetchone() == (0,)


def test_a_file_that_fails_again_can_be_tried_once_more(site: Site, look: Page, tmp_path: Path) -> None:
    (tmp_path / "rong.docx").write_bytes(b"")
    with site.store() as store:
        fail(store, tmp_path / "rong.docx", "EmptyFile")
    look.goto(f"{site.url}/failures")
    look.get_by_role("button", name="Thử lại").click()
    look.locator("[data-said].bad", has_text="Tệp rỗng").wait_for(timeout=READ)
    expect(look.get_by_role("button", name="Thử lại")).to_be_enabled()


def test_what_cannot_be_tried_again_says_what_to_do(site: Site, look: Page, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(SECRET, "utf-8")
    with site.store() as store:
        fail(store, "/gone/a.docx", "EncryptedFile")
        fail(store, "upload:<img src=x>.pdf", "DamagedFile")
        fail(store, tmp_path / "m.txt", "SecretDocument")
        fail(store, "/gone/b.docx", "ZeroDivisionError")
    look.goto(f"{site.url}/failures")
    expect(look.get_by_role("button", name="Thử lại")).to_have_count(0)
    rows = look.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("lỗi của chính nó")
    expect(rows.nth(1)).to_contain_text("bí mật nhà nước")
    assert "trang đầu" not in rows.nth(1).inner_text()
    expect(rows.nth(2)).to_contain_text("<img src=x>.pdf")
    expect(rows.nth(2)).to_contain_text("gửi lại tệp ở trang đầu")
    expect(rows.nth(3)).to_contain_text("không còn ở chỗ cũ")


def test_only_a_failure_of_the_store_can_be_tried_again(site: Site, tmp_path: Path) -> None:
    clerk = Clerk(site)
    with site.store() as store:
        fail(store, "/etc/hostname", "DamagedFile")
        fail(store, "relative.txt", "DamagedFile")
        number = store.failing().rows[0]["id"]
    assert clerk.post("/failures/999999999999/again") == 404
    assert clerk.post("/failures/99999999999999999999/again") == 404
    assert clerk.post(f"/failures/{number}/again") == 404
    with site.store() as store:
        fail(store, tmp_path, "DamagedFile")
        folder = store.failing().rows[0]["id"]
    assert clerk.post(f"/failures/{folder}/again") == 404
    clerk.token = "another"
    assert clerk.post(f"/failures/{number - 1}/again") == 403
    assert clerk.uploads() == []


def test_failures_come_a_page_at_a_time(site: Site, look: Page) -> None:
    with site.store() as store, store.together():
        for number in range(120):
            fail(store, f"/gone/{number}.docx", "DamagedFile")
    look.goto(f"{site.url}/failures?page=3")
    expect(look.locator("tbody tr")).to_have_count(20)
    expect(look.get_by_text("101–120 / 120")).to_be_visible()
