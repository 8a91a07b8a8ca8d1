"""Words that a clerk takes from a document: a box drawn on a page, paragraphs chosen in a text."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ingest import office
from tests.review.sites import Site
from tests.review.viewing import see, tasks


def drawn(look: Page) -> None:
    look.evaluate("() => { window.drawing = viewer.draw(); }")
    expect(look.get_by_label("Khung lấy chữ")).to_be_focused()


def test_a_box_is_drawn_by_mouse(kept: Site, look: Page, opened: Callable[..., int]) -> None:
    task = tasks(kept, opened())[0]
    see(look, task["task_id"])
    drawn(look)
    boxes = [rect.bounding_box() for rect in look.locator("g.now rect.text").all()]
    first, last = boxes[0], boxes[-1]
    assert first and last
    look.mouse.move(last["x"] - 8, first["y"] - 1)
    look.mouse.down()
    look.mouse.move(first["x"] + first["width"] + 8, last["y"] + last["height"] + 1, steps=4)
    look.mouse.up()
    answer = look.evaluate("() => drawing")
    assert answer["page"] == 1
    assert task["text"] in answer["text"]
    assert look.evaluate("picked") == []
    expect(look.locator(".viewer-box")).to_have_count(0)


def test_a_box_is_drawn_by_keyboard(look: Page, opened: Callable[..., int]) -> None:
    opened()
    drawn(look)
    before = look.get_by_label("Khung lấy chữ").bounding_box()
    for key in ("ArrowDown", "ArrowLeft", "Shift+ArrowDown", "Shift+ArrowRight"):
        look.keyboard.press(key)
    after = look.get_by_label("Khung lấy chữ").bounding_box()
    assert before and after
    assert after["y"] > before["y"] and after["x"] < before["x"]
    assert after["width"] > before["width"] and after["height"] > before["height"]
    look.keyboard.press("Enter")
    assert len(look.evaluate("() => drawing")["box"]) == 4


def test_a_box_is_taken_to_another_page_by_keyboard(look: Page, opened: Callable[..., int]) -> None:
    opened()
    drawn(look)
    for key in ("PageUp", "PageDown", "PageDown", "PageUp", "PageDown"):
        look.keyboard.press(key)
    expect(look.locator('.viewer-page[data-page="3"] .viewer-box')).to_be_in_viewport()
    expect(look.get_by_label("Khung lấy chữ")).to_be_focused()
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing")["page"] == 3


@pytest.fixture
def text(look: Page, opened: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paragraphs of a text that is shown as such, where one is going to be chosen."""
    monkeypatch.setattr(office, "is_there", lambda: False)
    opened("text")
    look.evaluate("() => { window.drawing = viewer.draw(); }")
    expect(look.get_by_role("application")).to_be_focused()
    return look.locator(".viewer-text p").all_inner_texts()


def test_paragraphs_of_a_text_are_taken_by_keyboard(look: Page, text: list[str]) -> None:
    expect(look.get_by_role("application")).to_have_accessible_name(re.compile(r"^Chọn đoạn.*Shift \+ ↑ ↓"))
    heard = look.locator("[aria-live=assertive]")
    expect(heard).to_have_text(f"1 đoạn: {text[0]}")
    for key in ("End", "Home", "ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        look.keyboard.press(key)
    expect(heard).to_have_text(f"2 đoạn: {text[2]} {text[3]}")
    assert look.locator("p.taken").all_inner_texts() == text[2:4]
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing") == {"page": None, "box": None, "text": f"{text[2]} {text[3]}"}
    expect(look.locator("p.taken, [role=application]")).to_have_count(0)


def test_a_paragraph_far_down_a_text_comes_into_sight(look: Page, text: list[str]) -> None:
    look.keyboard.press("PageDown")
    look.keyboard.press("PageDown")
    expect(look.locator("p.taken")).to_have_text(text[20])
    expect(look.locator("p.taken")).to_be_in_viewport()
    look.keyboard.press("Escape")
    assert look.evaluate("() => drawing") is None
    expect(look.locator("p.taken")).to_have_count(0)


def test_words_of_a_text_are_taken_by_mouse(look: Page, text: list[str]) -> None:
    look.locator(".viewer-text p").nth(1).dblclick(position={"x": 5, "y": 8})
    look.keyboard.press("Enter")
    assert look.evaluate("() => drawing")["text"] == text[1].split()[0]


def test_drawing_is_given_up(look: Page, opened: Callable[..., int]) -> None:
    opened()
    look.get_by_role("button", name="Phóng to").focus()
    drawn(look)
    look.keyboard.press("Escape")
    assert look.evaluate("() => drawing") is None
    expect(look.get_by_role("button", name="Phóng to")).to_be_focused()
    expect(look.locator(".viewer-note")).to_be_hidden()
