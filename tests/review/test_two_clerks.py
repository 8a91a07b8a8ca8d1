"""Two clerks at one document: each sees what the other decides, and nobody overwrites what they have not seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.review.clerks import Clerk
from tests.review.rows import Keys, card, current, expect_trouble, task, tasks
from tests.review.sites import Site


def test_two_people_see_each_others_decisions(site: Site, page: Page) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình", timeout=8000)
    expect(card(page, first.id).locator(".badge").first).to_contain_text("Bình")


def test_a_card_follows_when_others_merge_and_part_its_unit(site: Site, page: Page) -> None:
    first = next(each for each in tasks(site) if len(each.values["lead"]) == 1)
    (unit,) = first.units["lead"]
    assert unit
    other = next(u for each in tasks(site) for u in each.units["lead"] if u not in (unit, None))
    link = card(page, first.id).locator(".lead .unit")
    expect(link).to_have_attribute("href", f"/unit/{unit}")
    with site.store() as store:
        store.units.merge(unit, other, who="Bình")
    expect(link).to_have_attribute("href", f"/unit/{other}", timeout=8000)
    with site.store() as store:
        store.units.part(unit, who="Bình")
    expect(link).to_have_attribute("href", f"/unit/{unit}", timeout=8000)


def test_a_merge_of_units_leaves_what_one_types(site: Site, page: Page, keys: Keys) -> None:
    first = next(each for each in tasks(site) if len(each.values["lead"]) == 1)
    (unit,) = first.units["lead"]
    assert unit
    other = next(u for each in tasks(site) for u in each.units["lead"] if u not in (unit, None))
    card(page, first.id).locator(".text .value").click()
    keys.press("1")
    keys.type(" của An")
    with site.store() as store:
        store.units.merge(unit, other, who="Bình")
    with page.expect_response(lambda answer: "changes?" in answer.url, timeout=8000):
        pass
    keys.press("Enter")
    expect(card(page, first.id).locator(".text .value")).to_have_text(f"{first.values['text']} của An")
    expect(card(page, first.id).locator(".lead .unit")).to_have_attribute("href", f"/unit/{other}")


@pytest.mark.usefixtures("unpolled")
def test_what_one_types_is_kept_when_another_saves_first(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1", "Control+A")
    keys.type("Chữ của An")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Bình vừa sửa chỗ này thành: Chữ của Bình")
    expect(page.locator(".editing textarea")).to_have_value("Chữ của An")
    assert task(site, first.id).values["text"] == "Chữ của Bình"
    expect(page.get_by_role("button", name="Ghi của tôi")).to_be_enabled()
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["text"] == "Chữ của An"
    expect_trouble(page, "409")


def test_the_others_value_can_be_taken(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1")
    keys.type(" của An")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    expect(page.locator(".notice")).to_contain_text("Chữ của Bình", timeout=8000)
    keys.press("Escape")
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình")


@pytest.mark.usefixtures("unpolled")
def test_accepting_what_another_has_just_changed_leads_back(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("a")
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình")
    expect(page.locator("#said .bad")).to_contain_text("Người khác vừa sửa")
    assert current(page) == first.id
    assert task(site, first.id).verdict == "set"
    expect_trouble(page, "409")


@pytest.mark.usefixtures("unpolled")
def test_a_split_of_what_another_has_changed_is_told_and_can_be_repeated(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("s", "Control+A")
    keys.type("Một\nHai")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("Control+Enter")
    expect(page.locator("#asking .trouble")).to_contain_text("Chữ của Bình")
    expect_trouble(page, "409")
    keys.press("Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    assert [each.values["text"] for each in tasks(site)[:2]] == ["Một", "Hai"]


@pytest.mark.usefixtures("unpolled")
def test_what_another_has_saved_is_not_overwritten_before_it_can_be_read(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1", "Control+A")
    keys.type("Chữ của An")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    page.evaluate(
        """async () => {
            const pressed = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
            const field = document.activeElement;
            Object.defineProperty(document, "hidden", { get: () => false });
            document.dispatchEvent(new Event("visibilitychange"));
            while (!document.querySelector(".notice").textContent) await new Promise((go) => setTimeout(go, 5));
            field.dispatchEvent(pressed);
        }"""
    )
    expect(page.get_by_role("button", name="Ghi của tôi")).to_be_enabled()
    expect(page.locator(".editing textarea")).to_have_value("Chữ của An")
    assert task(site, first.id).values["text"] == "Chữ của Bình"
