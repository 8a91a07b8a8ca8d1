"""A clerk corrects each kind of field in its place."""

import re

from playwright.sync_api import Page, expect

from tests.review.clerks import Clerk
from tests.review.rows import Keys, card, current, task, tasks
from tests.review.sites import Site


def test_one_wrong_unit_costs_three_keys_at_most_and_the_typing(site: Site, page: Page, keys: Keys) -> None:
    first = next(each for each in tasks(site) if len(each.values["lead"]) == 1)
    card(page, first.id).locator(".text .value").click()
    keys.press("2")
    keys.type("cong an")
    keys.press("Enter")
    expect(card(page, first.id).locator(".editing")).to_have_count(0)
    assert keys.count <= 3
    assert task(site, first.id).values["lead"] == ["Công an phường"]


def test_a_partner_is_added_and_one_taken_away(site: Site, page: Page, keys: Keys) -> None:
    first = next(each for each in tasks(site) if len(each.values["partners"]) > 1)
    card(page, first.id).locator(".text .value").click()
    keys.press("3", "Backspace")
    keys.type("Đơn vị không ai biết")
    keys.press("Enter", "Enter")
    expect(card(page, first.id).locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["partners"] == [*first.values["partners"][:-1], "Đơn vị không ai biết"]


def test_any_of_several_units_is_replaced_with_few_keys(site: Site, page: Page, keys: Keys) -> None:
    first = next(each for each in tasks(site) if len(each.values["partners"]) > 1)
    *others, before, last = first.values["partners"]
    card(page, first.id).locator(".text .value").click()
    keys.press("3", "Backspace")
    keys.type("cong an")
    keys.press("Enter")
    expect(card(page, first.id).locator(".editing")).to_have_count(0)
    assert keys.count == 3
    assert task(site, first.id).values["partners"] == [*others, before, "Công an phường"]
    keys.press("3", "ArrowLeft", "ArrowLeft")
    keys.type(last)
    keys.press("Enter")
    expect(card(page, first.id).locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["partners"] == [*others, last, "Công an phường"]


def test_each_of_eight_partners_is_replaced_with_three_keys(site: Site, page: Page) -> None:
    first, names = tasks(site)[0], [f"Phòng số {number}" for number in range(8)]
    for at in range(8):
        Clerk(site, "An").post(f"/task/{first.id}/set", {"field": "partners", "value": names})
        page.reload()
        keys = Keys(page)
        keys.press("3")
        expect(page.locator(".editing .chip kbd").nth(at)).to_have_text(str(at + 1))
        keys.press(str(at + 1))
        expect(page.locator(".chip.marked")).to_contain_text(names[at])
        keys.type("cong an")
        keys.press("Enter")
        expect(card(page, first.id).locator(".editing")).to_have_count(0)
        assert keys.count == 3
        assert task(site, first.id).values["partners"] == [*names[:at], "Công an phường", *names[at + 1 :]]


def test_the_numbers_of_units_are_told_to_who_does_not_see_them(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    Clerk(site, "An").post(f"/task/{first.id}/set", {"field": "partners", "value": [f"Đội {n}" for n in range(1, 13)]})
    page.reload()
    keys.press("3")
    field = page.locator(".editing").get_by_role("combobox")
    expect(field).to_have_accessible_description(re.compile("1 Đội 1; .*0 Đội 10; ⇧1 Đội 11; ⇧2 Đội 12$"))
    keys.press("Shift+Digit2")
    expect(page.locator(".chips [role=status]")).to_have_text("Gõ để thay Đội 12")
    keys.press("0")
    expect(page.locator(".chip.marked")).to_contain_text("Đội 10")
    keys.press(" ")
    keys.type("9 Công ty")
    expect(field).to_have_value(" 9 Công ty")


def test_the_text_is_edited(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1")
    keys.type(" thêm")
    keys.press("Enter")
    expect(card(page, first.id).locator(".text .value")).to_have_text(f"{first.values['text']} thêm")
    assert task(site, first.id).verdict == "set"
    assert current(page) == first.id


def test_escape_leaves_a_field_as_it_was(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1")
    keys.type(" thêm")
    keys.press("Escape")
    expect(page.locator(".editing")).to_have_count(0)
    assert task(site, first.id).values == first.values
    keys.press("j")
    assert current(page) == tasks(site)[1].id


def test_products_are_lines(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("4", "Control+A")
    keys.type("Báo cáo năm")
    keys.press("ArrowDown")
    keys.type("Danh sách")
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["products"] == ["Báo cáo năm", "Danh sách"]


def test_a_deadline_is_understood_as_it_is_typed_over_the_old_one(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    assert first.values["deadlines"]
    keys.press("5")
    keys.type("trước ngày 31/10")
    expect(page.locator(".editing output").first).to_have_text("→ hạn 31/10/2026")
    expect(page.locator(".editing input[type=date]").first).to_have_value("2026-10-31")
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    expect(card(page, first.id).locator(".deadlines .understood")).to_have_text("hạn 31/10/2026")
    assert task(site, first.id).values["deadlines"][0]["due"] == "2026-10-31"


def test_a_chosen_day_overrules_the_words(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("5", "Control+A")
    keys.type("trước Tết")
    page.locator(".editing input[type=date]").first.fill("2026-02-10")
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    (deadline,) = task(site, first.id).values["deadlines"]
    assert (deadline["text"], deadline["kind"], deadline["due"]) == ("trước Tết", "date", "2026-02-10")


def test_tab_saves_and_goes_on_to_the_next_field(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1")
    keys.type(" thêm")
    keys.press("Tab")
    expect(page.locator(".editing-lead")).to_have_count(1)
    assert task(site, first.id).values["text"].endswith(" thêm")


def test_the_most_doubtful_field_is_edited_first(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    with site.store() as store:
        store.db.execute("UPDATE evidence SET confidence = 0.5 WHERE field = 'deadlines'")
        store.db.conn.commit()
    page.reload()
    assert current(page) == first.id
    expect(card(page, first.id).locator(".deadlines .value.doubt")).to_contain_text("đáng ngờ")
    keys.press("e")
    expect(page.locator(".editing-deadlines")).to_have_count(1)


def test_number_and_context_are_edited_too(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("6", "Control+A")
    keys.type("1.1")
    keys.press("Enter")
    expect(card(page, first.id).locator(".number")).to_have_text("Việc 1.1")
    card(page, first.id).locator("[data-edit=context]").click()
    keys.type("Nhóm việc đầu năm")
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    now = task(site, first.id).values
    assert (now["number"], now["context"]) == ("1.1", "Nhóm việc đầu năm")


def test_when_the_server_is_away_the_edit_stays_and_can_be_saved_later(site: Site, page: Page, keys: Keys) -> None:
    first, port = tasks(site)[0], site.port
    keys.press("1")
    keys.type(" thêm")
    site.stop()
    keys.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Chưa lưu được")
    site.start(port)
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["text"].endswith(" thêm")
    page.troubles.clear()  # type: ignore[attr-defined]
