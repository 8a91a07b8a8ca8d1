"""What is drawn on which page: the marks of made-up documents, whose words stand where the test puts them."""

from dataclasses import replace

import pytest

from kehoach.inspection import KINDS, Mark, marks, ranges, words
from kehoach.labelling import Wanted, places
from models import (
    Box,
    Cell,
    Citation,
    Document,
    Metadata,
    Paragraph,
    Place,
    PlanTable,
    Section,
    Table,
    Target,
)
from tests.kehoach.made_up_pages import Reading, document, evidence, plan, printed, read_as, task


def told(found: list[Mark], *kinds: str) -> list[tuple]:
    """The marks of these kinds as plain values."""
    exact = [(m.kind, m.page, tuple(Box(*(round(x, 1) for x in box)) for box in m.boxes), m.label) for m in found]
    return [mark for mark in exact if mark[0] in kinds]


BLOCKS = (
    printed("KẾ HOẠCH", 1, 200, 10),
    printed("II. NHIỆM VỤ", 1, 100, 50),
    printed("1. Sở Y tế, Sở Nội vụ họp", 1, 100, 70),
    printed("2. Mở 05 lớp theo 7/QĐ", 1, 100, 90, wide=12),
    printed("trang đầu", 1, 100, 0, part="header"),
    printed("trang sau", 1, 100, 20, part="header"),
    printed("1", 1, 100, 800, part="footer"),
    printed("Xem thêm", 1, 100, 780, part="footnote"),
)
DOCUMENT = document(*BLOCKS)
PLAN = plan(
    DOCUMENT,
    document=Metadata(type="Kế hoạch", evidence=(evidence("type", 0, BLOCKS, "KẾ HOẠCH"),)),
    tasks=(
        task(
            "Sở Y tế, Sở Nội vụ họp",
            evidence("text", 2, BLOCKS, "Sở Y tế, Sở Nội vụ họp"),
            evidence("lead", 2, BLOCKS, "Sở Y tế", 0),
            number="1",
            lead=1,
        ),
        task(
            "Mở 05 lớp theo 7/QĐ",
            evidence("text", 3, BLOCKS, "Mở 05 lớp theo 7/QĐ"),
            evidence("lead", 2, BLOCKS, "Sở Y tế", 0),
            number="2",
            lead=1,
        ),
    ),
    targets=(Target("05 lớp", 5, "lớp", "=", "task", evidence=(evidence("targets", 3, BLOCKS, "05 lớp"),)),),
    citations=(Citation(None, "7/QĐ", evidence=(evidence("citations", 3, BLOCKS, "7/QĐ"),)),),
    sections=(Section("II", "NHIỆM VỤ", 1, "task", page=1), Section("III", "KINH PHÍ", 1, "funding", page=1)),
)


def test_the_marks_of_a_page_are_exact() -> None:
    assert told(marks(DOCUMENT, PLAN), *KINDS) == [
        ("block", 1, (Box(200, 10, 280, 30),), ""),
        ("block", 1, (Box(100, 50, 220, 70),), ""),
        ("block", 1, (Box(100, 70, 350, 90),), ""),
        ("block", 1, (Box(100, 90, 220, 130),), ""),
        ("header", 1, (Box(100, 0, 190, 20),), "đầu trang"),
        ("header", 1, (Box(100, 20, 190, 40),), ""),  # one tag tells it
        ("footer", 1, (Box(100, 800, 110, 820),), "chân trang"),
        ("footnote", 1, (Box(100, 780, 180, 800),), "chú thích"),
        ("section", 1, (Box(100, 50, 220, 70),), "§ nhiệm vụ"),  # III is nowhere to be found
        ("text", 1, (Box(130, 70, 350, 90),), "Nhiệm vụ 1"),
        ("text", 1, (Box(130, 90, 220, 110), Box(100, 110, 190, 130)), "Nhiệm vụ 2"),
        ("targets", 1, (Box(160, 90, 220, 110),), "chỉ tiêu"),
        ("citations", 1, (Box(150, 110, 190, 130),), ""),
        ("document", 1, (Box(200, 10, 280, 30),), "loại văn bản"),
        # The digit of "1.", whose point is half as wide, and "tế" without its comma.
        ("number", 1, (Box(100, 70, 113.3, 90),), ""),
        ("number", 1, (Box(100, 90, 113.3, 110),), ""),
        ("lead", 1, (Box(130, 70, 204, 90),), "chủ trì 1–2"),
    ]


def test_labels_in_english() -> None:
    labels = {mark.label for mark in marks(DOCUMENT, PLAN, "en")} - {""}
    assert labels == {"header", "footer", "footnote", "§ tasks", "Task 1", "Task 2", "target", "type", "lead 1–2"}


def test_both_languages_have_the_same_words() -> None:
    def keys(told: object, under: str = "") -> set[str]:
        if not isinstance(told, dict):
            return {under}
        return {key for name, inner in told.items() for key in keys(inner, f"{under}.{name}")}

    assert keys(words("vi")) == keys(words("en"))
    assert set(words("vi")["legend"]) == set(KINDS)


def test_the_numbers_of_tasks_are_listed_as_ranges() -> None:
    assert [ranges(numbers) for numbers in ([3], [1, 2], [5, 1, 2, 3, 3], [9, 7])] == ["3", "1–2", "1–3, 5", "7, 9"]


def two_pages() -> Document:
    """A table whose second row stands on page 1 with its first words and on page 2 with the rest."""
    first, rest = printed("Tập huấn", 1, 150, 140), printed("cho dân", 2, 150, 40)
    cut = Paragraph("Tập huấn cho dân", places=(*first.places, *(place.moved(9) for place in rest.places)))
    cells = (
        Cell(0, 0, (printed("TT", 1, 100, 100),)),
        Cell(0, 1, (printed("Nhiệm vụ", 1, 150, 100),)),
        Cell(0, 2, (printed("Chủ trì", 1, 300, 100),)),
        Cell(1, 0, (printed("1", 1, 100, 140),)),
        Cell(1, 1, (cut,)),
        Cell(1, 2, (printed("Sở Y tế", 1, 300, 140),)),
    )
    return document(Table(cells, 2, 3), pages=2)


def test_a_table_over_two_pages() -> None:
    made = two_pages()
    rows = (("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Tập huấn cho dân", "Sở Y tế"))
    read = plan(
        made,
        tables=(PlanTable("tasks", ("number", "task", "lead"), rows, (1, 2)),),
        tasks=(task("Tập huấn cho dân", evidence("text", 0, made.blocks, "Tập huấn cho dân")),),
    )
    found = marks(made, read)
    assert told(found, "table", "text") == [
        ("table", 1, (Box(100, 100, 370, 160),), "bảng: nhiệm vụ"),
        ("table", 2, (Box(150, 40, 220, 60),), "bảng: nhiệm vụ (tiếp)"),
        ("text", 1, (Box(150, 140, 230, 160),), "Nhiệm vụ 1"),
        ("text", 2, (Box(150, 40, 220, 60),), "Nhiệm vụ 1 (tiếp)"),
    ]
    cells = [mark for mark in found if mark.kind == "cell"]
    assert [mark.label for mark in cells if mark.label] == ["cột: số thứ tự", "cột: nhiệm vụ", "cột: chủ trì"]
    assert [mark.boxes for mark in cells if mark.page == 2] == [(Box(150, 40, 220, 60),)]
    room = next(mark.room for mark in cells if mark.boxes == (Box(150, 140, 230, 160),))
    assert room is not None
    assert (room.x0, room.y0) == (150, 140)
    assert 230 < room.x1 < 300, "a tag may stand behind the words, as far as the next column"


def test_a_header_over_two_columns_gives_way_to_those_below() -> None:
    cells = (
        Cell(0, 0, (printed("Nhiệm vụ", 1, 100, 100),), row_span=2),
        Cell(0, 1, (printed("Phân công", 1, 200, 100),), column_span=2),
        Cell(1, 1, (printed("Chủ trì", 1, 200, 120),)),
        Cell(1, 2, (printed("Phối hợp", 1, 300, 120),)),
    )
    made = document(Table(cells, 2, 3))
    read = plan(made, tables=(PlanTable("tasks", ("task", "lead", "partners"), ((None,) * 3,) * 2, (1,)),))
    labels = {mark.boxes[0].x0: mark.label for mark in marks(made, read) if mark.label and mark.kind == "cell"}
    assert labels == {100: "cột: nhiệm vụ", 200: "cột: chủ trì", 300: "cột: phối hợp"}


def test_lines_run_up_on_a_sideways_page() -> None:
    """Places are on the page as shown: the words of a line stand one above the other."""
    boxes = (Box(50, 300, 70, 400), Box(50, 180, 70, 290), Box(80, 300, 100, 400))
    spans = ((0, 5), (6, 11), (12, 17))
    places = tuple(Place(start, end, 1, box) for (start, end), box in zip(spans, boxes, strict=True))
    made = document(Paragraph("Khám, chữa, bệnh.", places=places))
    read = plan(made, tasks=(task("Khám", evidence("text", 0, made.blocks, "Khám, chữa, bệnh.")),))
    assert told(marks(made, read), "text") == [
        ("text", 1, (Box(50, 180, 70, 400), Box(80, 300, 100, 400)), "Nhiệm vụ 1")
    ]


@pytest.mark.parametrize(
    ("reading", "kinds"),
    [
        pytest.param(None, [], id="digital text"),
        pytest.param(Reading(0.95), [], id="sure"),
        pytest.param(Reading(0.59), ["doubtful"], id="doubtful"),
        pytest.param(Reading(0.9, "L"), ["repaired"], id="repaired"),
        pytest.param(Reading(0.3, "L"), ["doubtful", "repaired"], id="both"),
    ],
)
def test_words_read_with_doubt(reading: Reading | None, kinds: list[str]) -> None:
    made = document(Paragraph("I.", places=(read_as(Place(0, 2, 1, Box(10, 10, 30, 30)), reading),)))
    found = [mark for mark in marks(made, plan(made)) if mark.kind != "block"]
    assert [(mark.kind, mark.boxes) for mark in found] == [(kind, (Box(10, 10, 30, 30),)) for kind in kinds]


def test_a_document_without_places_has_no_marks() -> None:
    bare = document(*(replace(block, places=()) for block in BLOCKS))
    assert marks(bare, PLAN) == []


# Where tags go

PAGE = Box(-60, 0, 400, 400)
WORDS = [Box(x, y, x + 45, y + 20) for y in range(100, 200, 20) for x in range(100, 300, 50)]


def apart(tags: list[Box | None]) -> bool:
    boxes = [tag for tag in tags if tag]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in (*boxes[:i], *WORDS)]
    return not any(a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 - 2 and b.y0 + 2 < a.y1 for a, b in pairs)


def test_tags_hide_neither_words_nor_each_other() -> None:
    wanted = [Wanted((box,), 40, 9, needed=needed) for box in WORDS for needed in (False, True)]
    found = places(wanted, WORDS, PAGE)
    assert sum(tag is not None for tag in found) > len(WORDS)
    assert apart(found)
    assert all(tag is None or (tag.x0 >= PAGE.x0 and tag.x1 <= PAGE.x1) for tag in found)


def test_a_needed_tag_in_the_midst_of_text_goes_to_the_margin_on_its_line() -> None:
    (tag,) = places([Wanted((WORDS[6],), 40, 9)], WORDS, PAGE)
    assert tag is not None
    assert tag.x1 <= 100
    assert (tag.y0 + tag.y1) / 2 == 130


def test_a_tag_stays_in_its_cell_or_is_left_out() -> None:
    wide = Wanted((WORDS[3],), 40, 9, room=Box(250, 100, 300, 160), needed=False)
    roomy = replace(wide, room=Box(250, 100, 340, 160))
    assert places([wide], WORDS, PAGE) == [None]
    (tag,) = places([roomy], WORDS, PAGE)
    assert tag is not None
    assert tag.x0 > WORDS[3].x1


def test_values_of_one_group_close_together_share_a_tag() -> None:
    near = [Wanted((box,), 30, 9, needed=False, group="phối hợp 1") for box in (WORDS[0], WORDS[1], WORDS[16])]
    found = places(near, WORDS, PAGE)
    assert [tag is not None for tag in found] == [True, False, True]
