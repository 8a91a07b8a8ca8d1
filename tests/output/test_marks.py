"""Marks: each value of a task on its page, a box a line, whatever a review has made of the task."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from models import Box, Document, Evidence, Paragraph, Place, Plan, Source, Task
from output.store import Store
from output.store.marks import Mark
from output.store.texts import Leading
from tests.output.conftest import Reading

TEXT = "1. Giao Sở Y tế rà soát bến xe"
WORDS = TEXT.split(" ")
ON_A_LINE = 5


def places(text: str = TEXT, page: int = 1) -> tuple[Place, ...]:
    """Words of ten points a letter, five on a line of 20 points; the last two lines on the next page."""
    found, start = [], 0
    for n, word in enumerate(text.split(" ")):
        line, x = n // ON_A_LINE, 100.0 + n % ON_A_LINE * 80
        box = Box(x, 50.0 + 20 * line, x + 10 * len(word), 66.0 + 20 * line)
        found.append(Place(start, start + len(word), page, box))
        start += len(word) + 1
    return tuple(found)


def evidence(field: str, part: str, **fields: object) -> Evidence:
    start = TEXT.index(part)
    return Evidence(field, 0, start, start + len(part), part, "rule", 0.9, **fields)  # type: ignore[arg-type]


@pytest.fixture
def read(reading: Callable[..., Reading], a_task: Callable[..., Task]) -> Callable[..., Reading]:
    """A file whose one paragraph has these places and holds one task."""

    def make(where: tuple[Place, ...], *found: Evidence, pages: int | None = 2) -> Reading:
        document, plan = reading(replace(a_task("rà soát bến xe"), evidence=found))
        source = Source(document.source.name, document.source.sha256, "pdf", pages)
        return Document(source, (Paragraph(TEXT, places=where),)), Plan(source, plan.document, tasks=plan.tasks)

    return make


def test_a_value_over_two_lines_has_two_boxes(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read(places(), evidence("text", "tế rà soát")))
    (mark,) = store.texts.marks(document)
    assert (mark.field, mark.index, mark.page) == ("text", 0, 1)
    assert mark.boxes == (Box(420, 50, 440, 66), Box(100, 70, 220, 86))


def test_a_part_of_a_word_takes_that_part_of_its_box(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read(places(), evidence("number", "1")))
    assert store.texts.marks(document)[0].boxes == (Box(100, 50, 110, 66),)


def test_a_value_over_two_pages_has_a_mark_on_each(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    first, second = places()[:6], places(page=2)[6:]
    document = put(read((*first, *second), evidence("text", "rà soát bến")))
    assert [(mark.page, len(mark.boxes)) for mark in store.texts.marks(document)] == [(1, 1), (2, 1)]


def test_entries_of_a_field_are_told_apart(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    found = (evidence("products", "rà soát", index=0), evidence("products", "bến xe", index=1))
    document = put(read(places(), *found))
    assert [(mark.field, mark.index) for mark in store.texts.marks(document)] == [("products", 0), ("products", 1)]


def test_without_places_the_box_of_the_evidence_stands_in(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    box = Box(1, 2, 3, 4)
    document = put(read((), evidence("text", "bến xe", page=2, box=box)))
    assert [(mark.page, mark.boxes) for mark in store.texts.marks(document)] == [(2, (box,))]


def test_a_file_without_pages_has_spans_and_no_marks_until_it_is_set_as_pages(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read((), evidence("text", "bến xe"), pages=None))
    assert store.texts.marks(document) == []
    assert [(span.block, span.start, span.end) for span in store.texts.spans(document)] == [(0, 24, 30)]
    assert store.texts.marks(document, {0: places()})[0].boxes == (Box(260, 70, 360, 86),)


def test_a_task_that_was_drawn_stands_where_it_was_drawn_until_that_is_undone(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read(places()))
    new = store.reviews.add(document, {"text": "Đo", "page": 2, "box": [1, 2, 3.5, 4]}, "an")
    assert store.texts.marks(document) == [Mark(new, "text", 0, 2, (Box(1, 2, 3.5, 4),))]
    store.reviews.undo(store.reviews.history()[0].id, "an")
    assert store.texts.marks(document) == []


def test_the_parts_of_a_split_task_stand_where_the_whole_does(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read(places(), evidence("text", "bến xe")))
    (whole,) = (row["task_id"] for row in store.tasks())
    split = store.reviews.split(whole, [{"text": "A"}, {"text": "B"}], "an")
    listed = {row["task_id"] for row in store.tasks()}
    assert {mark.task for mark in store.texts.marks(document)} == listed
    assert len({mark.boxes for mark in store.texts.marks(document)}) == 1
    store.reviews.undo(split, "an")
    assert {mark.task for mark in store.texts.marks(document)} == {whole}


def test_a_task_made_of_several_stands_where_each_of_them_does(
    store: Store, put: Callable[[Reading], int], reading: Callable[..., Reading], a_task: Callable[..., Task]
) -> None:
    tasks = [replace(a_task(part), evidence=(evidence("text", part),)) for part in ("rà soát", "bến xe")]
    document, plan = reading(*tasks)
    put((Document(document.source, (Paragraph(TEXT, places=places()),)), plan))
    first, second = (row["task_id"] for row in store.tasks())
    drawn = store.reviews.add(1, {"text": "Đo", "page": 2, "box": [1, 2, 3, 4]}, "an")
    merged = store.reviews.merge([first, second, drawn], "an")
    assert [mark.task for mark in store.texts.marks(1)] == [first, first, first]
    store.reviews.undo(merged, "an")
    assert [mark.task for mark in store.texts.marks(1)] == [first, second, drawn]


def test_a_table_of_a_thousand_rows_is_marked_at_once(
    store: Store, put: Callable[[Reading], int], reading: Callable[..., Reading], a_task: Callable[..., Task]
) -> None:
    text = " ".join(["việc"] * 20_000)
    where = tuple(
        Place(5 * n, 5 * n + 4, 1 + n // 500, Box(n % 10 * 50, n, n % 10 * 50 + 40, n + 9)) for n in range(20_000)
    )
    tasks = [
        replace(a_task(f"Việc {n}"), evidence=(Evidence("text", 0, 100 * n, 100 * n + 99, text[:99], "r", 0.9),))
        for n in range(1000)
    ]
    document, plan = reading(*tasks)
    wanted = put((Document(document.source, (Paragraph(text, places=where),)), plan))
    start = time.perf_counter()
    assert len(store.texts.marks(wanted)) == 1000
    assert time.perf_counter() - start < 1.5


def test_words_of_a_page_come_in_reading_order(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    document = put(read((*places()[:6], *places(page=2)[6:])))
    assert [text for text, _ in store.texts.words(document, 1)] == WORDS[:6]
    assert [text for text, _ in store.texts.words(document, 2)] == WORDS[6:]


def test_the_leading_file_is_told_with_its_places(
    store: Store, put: Callable[[Reading], int], read: Callable[..., Reading]
) -> None:
    found = store.texts.leading(put(read(places())))
    assert isinstance(found, Leading)
    assert (found.format, found.pages, len(found.paths)) == ("pdf", 2, 1)
    assert store.texts.leading(99) is None
