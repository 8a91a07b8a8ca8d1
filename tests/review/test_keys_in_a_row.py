"""Keys pressed faster than the server answers: rows move at once, and every decision is saved, in order, or comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.review.clerks import Clerk
from tests.review.rows import Keys, card, current, expect_trouble, task, tasks
from tests.review.sites import Site

pytestmark = pytest.mark.usefixtures("unpolled")

IS_LEAVING_ASKED = """() => {
    const leaving = new Event("beforeunload", { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""


def changed_by_another(site: Site, id_: str) -> None:
    Clerk(site, "Bình").post(f"/task/{id_}/set", {"field": "text", "value": "Chữ của Bình"})


def at_rest(page: Page, id_: str) -> None:
    """Wait until keys decide about a row that came back."""
    expect(card(page, id_)).not_to_have_class(re.compile("came-back"))


@pytest.mark.usefixtures("held")
def test_ten_rows_move_at_once_and_are_saved_in_order(site: Site, page: Page, keys: Keys) -> None:
    ids = [each.id for each in tasks(site)]
    for at in range(10):
        keys.press("a")
        assert current(page) == ids[at + 1]
    assert page.evaluate("sent.length") == 1, "the first answer is still held back"
    assert page.evaluate(IS_LEAVING_ASKED)
    expect(page.locator("[data-count=reviewed]")).to_have_text("10")
    assert page.evaluate("sent") == [f"/task/{id_}/accept" for id_ in ids[:10]]
    assert not page.evaluate(IS_LEAVING_ASKED)
    with site.store() as store:
        entered = store.db.execute("SELECT task, action FROM reviews ORDER BY id").fetchall()
    assert entered == [(id_, "accept") for id_ in ids[:10]]


@pytest.mark.usefixtures("held")
def test_a_row_that_another_has_changed_comes_back_and_the_others_are_saved(site: Site, page: Page, keys: Keys) -> None:
    first, *others = tasks(site)[:4]
    changed_by_another(site, first.id)
    keys.press("a", "a", "a", "a")
    expect(card(page, first.id).locator(".unsaved")).to_contain_text("Người khác vừa sửa")
    expect(page.locator("#said .bad")).to_contain_text("Người khác vừa sửa")
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình")
    expect(card(page, first.id)).to_be_focused()
    for each in others:
        expect(card(page, each.id)).to_have_attribute("data-state", "accept")
    at_rest(page, first.id)
    keys.press("a")
    expect(card(page, first.id)).to_have_attribute("data-state", "accept")
    expect(page.locator(".unsaved")).to_have_count(0)
    assert current(page) == tasks(site)[4].id
    expect_trouble(page, "409")


@pytest.mark.usefixtures("held")
def test_a_key_meant_for_another_row_does_not_accept_the_one_that_came_back(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    changed_by_another(site, first.id)
    keys.press("a")
    page.evaluate(
        """async (id) => {
            while (!document.getElementById(id).matches(".came-back")) await new Promise((go) => setTimeout(go, 5));
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
        }""",
        f"task-{first.id}",
    )
    at_rest(page, first.id)
    assert current(page) == first.id
    assert page.evaluate("sent.length") == 1
    assert task(site, first.id).verdict == "set"
    expect_trouble(page, "409")


@pytest.mark.usefixtures("held")
def test_a_row_that_comes_back_does_not_take_what_one_types(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    changed_by_another(site, first.id)
    keys.press("a", "1")
    expect(card(page, first.id).locator(".unsaved")).to_have_count(1)
    expect(page.locator("#said .bad")).to_have_count(1)
    keys.type(" của An")
    keys.press("Enter")
    expect(card(page, second.id).locator(".text .value")).to_have_text(f"{second.values['text']} của An")
    assert task(site, first.id).verdict == "set"
    expect_trouble(page, "409")


def test_what_a_server_that_is_away_did_not_save_comes_back(site: Site, page: Page, keys: Keys) -> None:
    first, second, third, *_ = tasks(site)
    page.route("**/accept", lambda route: route.abort())
    page.evaluate(
        """() => {
            const press = () => new KeyboardEvent("keydown", { key: "a", bubbles: true, cancelable: true });
            for (let n = 0; n < 3; n += 1) document.activeElement.dispatchEvent(press());
        }"""
    )
    for each in (first, second, third):
        expect(card(page, each.id).locator(".unsaved")).to_contain_text("Không kết nối được")
    expect(page.locator("#said .bad")).to_have_count(1)
    assert current(page) == first.id
    page.unroute("**/accept")
    at_rest(page, first.id)
    keys.press("a", "a", "a")
    for each in (first, second, third):
        expect(card(page, each.id)).to_have_attribute("data-state", "accept")
    expect(page.locator(".unsaved")).to_have_count(0)
    expect_trouble(page, "ERR_FAILED")


@pytest.mark.usefixtures("held")
def test_undo_takes_back_nothing_earlier_when_the_last_decision_failed(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("a")
    changed_by_another(site, second.id)
    keys.press("a", "u")
    expect(card(page, second.id).locator(".unsaved")).to_have_count(1)
    expect(card(page, first.id)).to_have_attribute("data-state", "accept")
    assert not page.evaluate(IS_LEAVING_ASKED)
    assert not any(path.endswith("/undo") for path in page.evaluate("sent"))
    expect_trouble(page, "409")


@pytest.mark.usefixtures("held")
def test_undo_between_two_decisions_is_done_between_them(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("a", "u", "a")
    expect(card(page, second.id)).to_have_attribute("data-state", "accept")
    expect(card(page, first.id)).to_have_attribute("data-state", "open")
    assert [path.rpartition("/")[2] for path in page.evaluate("sent")] == ["accept", "undo", "accept"]


@pytest.mark.usefixtures("held")
def test_the_last_of_two_decisions_about_a_row_stands(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("r", "k", "a", "r", "k", "a", "a")
    for each in (first, second):
        expect(card(page, each.id)).to_have_attribute("data-state", "accept")
    assert page.evaluate("sent").count(f"/task/{second.id}/accept") == 1


def test_a_key_that_is_held_down_decides_once(site: Site, page: Page) -> None:
    first, second, *_ = tasks(site)
    for _ in range(5):
        page.keyboard.down("a")
    page.keyboard.up("a")
    assert current(page) == second.id
    expect(card(page, first.id)).to_have_attribute("data-state", "accept")
    expect(page.locator("[data-count=reviewed]")).to_have_text("1")
