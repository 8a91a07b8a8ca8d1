"""A document's text with the values marked in it, where there are no pages to show."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ingest import office
from models import Document, Evidence, Metadata, Paragraph, Plan, Source, Task
from output.store.marks import Span
from review.marked_text import pieces
from tests.review.sites import Site
from tests.review.viewing import NOTE_FLASHES, see, tasks


def span(start: int, end: int, field: str = "text", task: str = "t") -> Span:
    return Span(task, field, 0, 0, start, end)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        pytest.param([], [("abcdef", "")], id="nothing marked"),
        pytest.param([span(2, 4)], [("ab", ""), ("cd", "text"), ("ef", "")], id="a value in the middle"),
        pytest.param(
            [span(0, 6), span(2, 3, "lead")],
            [("ab", "text"), ("c", "lead text"), ("def", "text")],
            id="a value inside another",
        ),
        pytest.param(
            [span(0, 4), span(2, 6, "lead", "u")],
            [("ab", "text"), ("cd", "text lead"), ("ef", "lead")],
            id="values that overlap",
        ),
        pytest.param([span(-5, 2), span(4, 99)], [("ab", "text"), ("cd", ""), ("ef", "text")], id="beyond the text"),
    ],
)
def test_a_text_is_cut_where_values_begin_and_end(spans: list[Span], found: list[tuple[str, str]]) -> None:
    cut = list(pieces("abcdef", 0, spans))
    assert [(piece.text, " ".join(span.field for span in piece.spans)) for piece in cut] == found


def test_a_document_that_is_a_script_shows_as_text(kept: Site, look: Page) -> None:
    script = "<script>document.title = 'caught'</script><img src=x onerror=alert(1)>"
    source = Source("a.txt", hashlib.sha256(b"a").hexdigest(), "text")
    task = Task("f" * 16, "body", "1", (), script, evidence=(Evidence("text", 0, 0, len(script), script, "r", 0.9),))
    plan = Plan(source, Metadata(title=script, number="9/KH-X"), tasks=(task,))
    with kept.store() as store:
        made = store.write(Document(source, (Paragraph(script, label="<b>"),)), plan, "a.txt", store.start_run("1"))
    look.goto(f"{kept.url}/document/{made}/pages#{'f' * 16}")
    expect(look.locator(".viewer-text mark.text")).to_have_text(script)
    assert look.title() != "caught"
    expect(look.locator(".viewer-text img, .viewer-text b, .viewer-text script")).to_have_count(0)


def test_a_text_is_read_with_the_same_marks(
    kept: Site, look: Page, opened: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "is_there", lambda: False)
    for format_ in ("text", "docx"):
        first, second, *_ = (task for task in tasks(kept, opened(format_)) if task["lead"])
        see(look, first["task_id"])
        expect(look.locator("mark.text").first).to_be_in_viewport()
        look.evaluate(NOTE_FLASHES)
        look.evaluate("task => viewer.scrollTo(task, 'lead')", second["task_id"])
        expect(look.locator("mark.lead").first).to_be_in_viewport()
        look.wait_for_function("flashed.includes('lead')")
        look.locator(f'mark[data-task="{first["task_id"]}"][data-field="text"]').first.click()
        assert look.evaluate("picked")[-1] == first["task_id"]
