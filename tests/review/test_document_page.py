"""A clerk at the page of a document: deciding, editing each kind of field, two people at once, the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from output.store.worklist import WorkTask
from tests.review.clerks import Clerk
from tests.review.sites import Site

DOCUMENT = 2


def tasks(site: Site) -> list[WorkTask]:
    with site.store() as store:
        return list(store.worklist(DOCUMENT).tasks)


def task(site: Site, id_: str) -> WorkTask:
    return next(task for task in tasks(site) if task.id == id_)


def current(page: Page) -> str:
    return page.locator(".task[aria-current]").get_attribute("data-task") or ""


def card(page: Page, id_: str) -> Locator:
    return page.locator(f"#task-{id_}")


class Keys:
    """A keyboard that counts the keys pressed besides typing."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)


@pytest.fixture
def page(site: Site, look: Page) -> Page:
    """The page of a document in its own order, the first task current."""
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    return look


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


def test_a_right_row_costs_one_key_and_the_next_one_is_shown(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("a")
    assert current(page) == second.id
    expect(card(page, first.id)).to_have_attribute("data-state", "accept")
    assert keys.count == 1
    assert task(site, first.id).verdict == "accept"
    expect(page.locator("[data-count=reviewed]")).to_have_text("1")


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


def test_a_deadline_is_understood_as_it_is_typed(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("5", "Control+A")
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


def test_a_rejected_task_is_struck_and_comes_back(site: Site, page: Page, keys: Keys) -> None:
    first, second, *_ = tasks(site)
    keys.press("r")
    expect(card(page, first.id)).to_have_attribute("data-state", "reject")
    assert current(page) == second.id
    keys.press("u")
    expect(card(page, first.id)).to_have_attribute("data-state", "open")
    assert current(page) == first.id


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


def test_search_without_tones_and_the_filter(site: Site, page: Page, keys: Keys) -> None:
    wanted = [each.id for each in tasks(site) if "chữ ký số" in each.values["text"].lower()]
    assert 0 < len(wanted) < len(tasks(site))
    keys.press("/")
    keys.type("chu ky so")
    shown = page.locator(".task:not([hidden])")
    assert {each.get_attribute("data-task") for each in shown.all()} >= set(wanted)
    assert shown.count() < len(tasks(site))
    keys.press("Enter")
    keys.press("a")
    keys.press("/", "Escape")
    expect(shown).to_have_count(len(tasks(site)))
    page.get_by_label("chưa rà soát").check()
    expect(page.locator(".task[data-state=accept]:not([hidden])")).to_have_count(0)


def test_two_people_see_each_others_decisions(site: Site, page: Page) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình", timeout=8000)
    assert "Bình" in card(page, first.id).locator(".badge").first.inner_text()


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


def test_what_one_types_is_kept_when_another_saves_first(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1", "Control+A")
    keys.type("Chữ của An")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Bình vừa sửa chỗ này thành: Chữ của Bình")
    expect(page.locator(".editing textarea")).to_have_value("Chữ của An")
    assert task(site, first.id).values["text"] == "Chữ của Bình"
    keys.press("Enter")
    expect(page.locator(".editing")).to_have_count(0)
    assert task(site, first.id).values["text"] == "Chữ của An"
    _expect_trouble(page, "409")


def test_the_others_value_can_be_taken(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("1")
    keys.type(" của An")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    expect(page.locator(".notice")).to_contain_text("Chữ của Bình", timeout=8000)
    keys.press("Escape")
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình")


def test_accepting_what_another_has_just_changed_leads_back(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("a")
    expect(card(page, first.id).locator(".text .value")).to_have_text("Chữ của Bình")
    expect(page.locator("#said .bad")).to_contain_text("Người khác vừa sửa")
    assert current(page) == first.id
    assert task(site, first.id).verdict == "set"
    _expect_trouble(page, "409")


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


def test_a_script_in_title_text_or_note_is_text(site: Site, look: Page) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    an = Clerk(site, "<b>An</b>")
    first = tasks(site)[0]
    with site.store() as store:
        store.db.execute("UPDATE documents SET title = ? WHERE id = ?", [evil, DOCUMENT])
        store.db.conn.commit()
    for field, value in (("text", evil), ("lead", [evil]), ("products", [evil]), ("number", evil)):
        an.post(f"/task/{first.id}/set", {"field": field, "value": value})
    an.post(f"/task/{first.id}/note", {"text": evil})
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.get_by_role("heading", level=1)).to_have_text(evil)
    expect(card(look, first.id).locator(".text .value")).to_have_text(evil)
    look.keyboard.press("2")
    look.keyboard.type("<img")
    expect(look.locator("[role=option]").first).to_contain_text("<img")
    assert look.locator("#tasks-pane img, #tasks-pane script").count() == 0
    assert look.title().startswith("<img")


def test_the_whole_way_by_keyboard_with_focus_that_can_be_seen(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/document/{DOCUMENT}")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    for _ in range(30):
        look.keyboard.press("Tab")
        if look.evaluate("document.activeElement.classList.contains('task')"):
            break
    assert look.evaluate("document.activeElement.dataset.task") == current(look)
    look.keyboard.press("Tab")
    assert look.evaluate("document.activeElement.closest('.task').dataset.task") == current(look)
    look.keyboard.press("?")
    expect(look.get_by_role("dialog")).to_be_visible()
    look.keyboard.press("Escape")
    look.keyboard.press("j")
    assert look.evaluate("document.activeElement.dataset.task") == current(look)


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


def test_doubtful_tasks_come_first(site: Site, look: Page) -> None:
    look.goto(f"{site.url}/document/{DOCUMENT}")
    confidences = look.locator(".task").evaluate_all("cards => cards.map(card => Number(card.dataset.confidence))")
    assert confidences == sorted(confidences)
    look.locator("#order").select_option("document")
    ids = look.locator(".task").evaluate_all("cards => cards.map(card => card.dataset.task)")
    assert ids == [each.id for each in tasks(site)]


FAKE_VIEWER = """
export class Viewer extends EventTarget {
  calls = [];
  constructor(element) { super(); this.element = element; window.viewer = this; }
  async open() { this.calls.push(["open"]); }
  highlight(task) { this.calls.push(["highlight", task]); }
  scrollTo(...place) { this.calls.push(["scrollTo", ...place]); }
  async refresh() { this.calls.push(["refresh"]); }
  async draw() { return { page: 2, box: [1, 2, 3, 4], text: "Chữ trên trang" }; }
}
"""


@pytest.fixture
def with_viewer(look: Page, site: Site) -> Page:
    """The page beside a viewer that notes what it is asked."""
    look.route("**/assets/viewer.js", lambda route: route.fulfill(body=FAKE_VIEWER, content_type="text/javascript"))
    look.goto(f"{site.url}/document/{DOCUMENT}?order=document")
    expect(look.locator(".task[aria-current]")).to_have_count(1)
    return look


def test_the_viewer_follows_the_tasks_and_the_tasks_the_viewer(site: Site, with_viewer: Page) -> None:
    page = with_viewer
    first = next(each for each in tasks(site) if len(each.values["partners"]) > 1)
    card(page, first.id).locator(".partners .value").nth(1).click()
    calls = page.evaluate("window.viewer.calls")
    assert ["highlight", first.id] in calls
    assert calls[-1] == ["scrollTo", first.id, "partners", 1]
    other = tasks(site)[-1].id
    page.evaluate("task => window.viewer.dispatchEvent(new CustomEvent('pick', {detail: {task}}))", other)
    assert current(page) == other
    page.keyboard.press("r")
    expect(card(page, other)).to_have_attribute("data-state", "reject")
    assert ["refresh"] in page.evaluate("window.viewer.calls")


def test_a_task_is_added_from_a_box_on_the_page(site: Site, with_viewer: Page) -> None:
    page = with_viewer
    page.keyboard.press("t")
    page.get_by_role("button", name="Khoanh trên trang").click()
    expect(page.locator("#asking textarea").first).to_have_value("Chữ trên trang")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    added = tasks(site)[1]
    assert (added.values["text"], added.page) == ("Chữ trên trang", 2)
    with site.store() as store:
        (mark,) = (mark for mark in store.texts.marks(DOCUMENT) if mark.task == added.id)
    assert (mark.page, [tuple(box) for box in mark.boxes]) == (2, [(1, 2, 3, 4)])


def test_a_split_of_what_another_has_changed_is_told_and_can_be_repeated(site: Site, page: Page, keys: Keys) -> None:
    first = tasks(site)[0]
    keys.press("s", "Control+A")
    keys.type("Một\nHai")
    Clerk(site, "Bình").post(f"/task/{first.id}/set", {"field": "text", "value": "Chữ của Bình"})
    keys.press("Control+Enter")
    expect(page.locator("#asking .trouble")).to_contain_text("Chữ của Bình")
    _expect_trouble(page, "409")
    keys.press("Control+Enter")
    expect(page.locator("#asking")).not_to_be_visible()
    assert [each.values["text"] for each in tasks(site)[:2]] == ["Một", "Hai"]


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


def test_the_page_is_loaded_anew_when_the_document_was_read_again(site: Site, page: Page) -> None:
    page.evaluate("window.old = true")
    with site.store() as store:
        store.db.execute("UPDATE files SET written = '2099-01-01T00:00:00Z'")
        store.db.conn.commit()
    page.wait_for_function("() => !window.old", timeout=10_000)
    expect(page.locator(".task[aria-current]")).to_have_count(1)


def test_the_divider_is_moved_with_the_arrow_keys(page: Page) -> None:
    pane = page.locator("#tasks-pane")
    before = pane.bounding_box()
    page.locator("#divider").focus()
    page.keyboard.press("ArrowRight")
    after = pane.bounding_box()
    assert before
    assert after
    assert after["x"] > before["x"]


def _expect_trouble(page: Page, words: str) -> None:
    """What the browser says of an answer that tells of a conflict is no fault."""
    troubles: list[str] = page.troubles  # type: ignore[attr-defined]
    assert troubles
    assert all(words in trouble for trouble in troubles)
    troubles.clear()
