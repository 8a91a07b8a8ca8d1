"""A clerk decides about rows: accept, reject, split, merge, add, note, undo; each with few keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.review.rows import DOCUMENT, Keys, card, current, task, tasks
from tests.review.sites import Site


def test_a_right_row_costs_one_key_and_the_next_one_is_shown(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("a")
    assert current(page) == second.id
    expect(card(page, first.id)).to_have_attribute("data-state", "accept")
    assert keys.count == 1
    assert task(site, first.id).verdict == "accept"
    expect(page.locator("[data-count=reviewed]")).to_have_text("1")


def test_a_rejected_task_is_struck_and_comes_back(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("r")
    expect(card(page, first.id)).to_have_attribute("data-state", "reject")
    assert current(page) == second.id
    keys.press("u")
    expect(card(page, first.id)).to_have_attribute("data-state", "open")
    assert current(page) == first.id


def test_a_task_is_split_at_the_cursor_and_merged_again(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    text = first.values["text"]
    keys.press("s", "Control+Home", *["ArrowRight"] * (text.index(" ", 12)), "Enter", "Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    parts = [each.values["text"] for each in tasks(site)[:2]]
    assert " ".join(parts) == text
    assert current(page) == first.id
    keys.press("m")
    expect(card(page, first.id).locator(".text .value")).to_have_text(f"{parts[0]}; {parts[1]}")
    keys.press("u")
    expect(card(page, first.id).locator(".text .value")).to_have_text(parts[0])
    keys.press("u")
    expect(card(page, first.id).locator(".text .value")).to_have_text(text)
    expect(page.locator(".task")).to_have_count(len(tasks(site)))
    assert task(site, first.id).values == first.values


def test_notes_and_done(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("n")
    keys.type("Hỏi lại Sở")
    keys.press("Control+Enter")
    expect(card(page, first.id).locator(".remark")).to_contain_text("Hỏi lại Sở")
    keys.press("d", "Enter")
    expect(card(page, first.id).locator(".state-done")).to_have_count(1)
    assert task(site, first.id).values["status"] == "done"
    keys.press("d")
    expect(card(page, first.id).locator(".state-done")).to_have_count(0)
    assert task(site, first.id).values["done_on"] is None


def test_a_task_is_added(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("t")
    keys.type("Lập danh sách hộ kinh doanh")
    keys.press("Tab")
    keys.type("cong an")
    keys.press("Enter", "Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    added = tasks(site)[1]
    assert (added.values["text"], added.values["lead"]) == ("Lập danh sách hộ kinh doanh", ["Công an phường"])
    assert current(page) == added.id
    assert card(page, first.id).evaluate("card => card.nextElementSibling.id") == f"task-{added.id}"


def test_all_above_a_confidence_are_accepted(site: Site, page: Page) -> None:
    page.get_by_role("button", name="Chấp nhận từ …").click()
    page.locator("#threshold").fill("90")
    chosen = [each for each in tasks(site) if (each.confidence or 0) >= 0.9]
    expect(page.locator("#above-says")).to_contain_text(f"{len(chosen)} việc chưa rà soát")
    wrong = sum(1 - (each.confidence or 0) for each in chosen)
    said = re.search(r"ước chừng ([\d,]+)", page.locator("#above-says").inner_text())
    assert said
    assert float(said[1].replace(",", ".")) == pytest.approx(wrong, abs=0.06)
    page.locator("#above button[value=save]").click()
    expect(page.locator("[data-count=reviewed]")).to_have_text(str(len(chosen)))
    page.keyboard.press("u")
    expect(page.locator("[data-count=reviewed]")).to_have_text("0")


def test_the_name_is_asked_for_before_the_first_decision(site: Site, look: Page) -> None:
    look.context.clear_cookies()
    first, second, *_ = tasks(site)
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    look.keyboard.press("a")
    look.get_by_label("Họ và tên").fill("Lê Văn Bình")
    look.keyboard.press("Enter")
    expect(card(look, first.id)).to_have_attribute("data-by", "Lê Văn Bình")
    assert current(look) == second.id
    look.keyboard.press("a")
    expect(card(look, second.id)).to_have_attribute("data-by", "Lê Văn Bình")
