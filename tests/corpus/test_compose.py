"""The gold of small plans, node by node, as the annotation guide has it; and what no layout changes in it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest

from corpus.check import page
from corpus.compose import Composed, compose
from corpus.layout import KNOBS, PLAIN, Layout, choose
from corpus.loading import load_all
from corpus.model import MadeUp
from corpus.sheet import Grid, Para, Turn
from corpus.spelling import tone_on_first

Make = Callable[..., MadeUp]
Gold = Mapping[str, Any]


@pytest.fixture
def composed_of(made_up: Make) -> Callable[..., Composed]:
    """The page of a plan of some nodes, in the plain layout with some knobs turned."""

    def make(body: str, layout: Layout = PLAIN, **more: Any) -> Composed:
        return compose(made_up(body, **more), layout)

    return make


Of = Callable[..., Composed]


def tasks(composed: Composed) -> list[Gold]:
    return composed.gold["tasks"]


def body(composed: Composed) -> list[str]:
    """The lines between the title and the recipients."""
    lines = list(page(composed))
    end = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    return lines[4:end]


def only(composed: Composed) -> Gold:
    (task,) = tasks(composed)
    return task


def places(composed: Composed) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(task["number"], tuple(task["path"])) for task in tasks(composed)]


# Headings, numbers, paths


def test_numbers_and_paths_of_items(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body:
          - section: Thu thập hồ sơ
            body: [{task: Lập danh mục.}, {task: Niêm phong kho.}]
          - section: Chỉnh lý
            marks: "-"
            body: [{task: Phân loại.}, {task: Đánh số.}]
    """)
    assert body(composed) == [
        "I. NHIỆM VỤ", "1. Thu thập hồ sơ", "a) Lập danh mục.", "b) Niêm phong kho.",
        "2. Chỉnh lý", "- Phân loại.", "- Đánh số../.".replace("../.", "./."),
    ]  # fmt: skip
    first, second = ("I. NHIỆM VỤ", "1. Thu thập hồ sơ"), ("I. NHIỆM VỤ", "2. Chỉnh lý")
    assert places(composed) == [("a", first), ("b", first), (None, second), (None, second)]


@pytest.mark.parametrize(
    ("scheme", "labels", "path"),
    [
        ("I. 1. a)", ["I. A", "1. B", "a) Lập danh mục.", "b) Rà soát"], ("I. A", "1. B")),
        ("I. 1. 1.1.", ["I. A", "1. B", "1.1. Lập danh mục.", "1.2. Rà soát"], ("I. A", "1. B")),
        ("A. I. 1. a)", ["A. A", "I. B", "1. Lập danh mục.", "2. Rà soát"], ("A. A", "I. B")),
        ("1. 1.1. a)", ["1. A", "1.1. B", "a) Lập danh mục.", "b) Rà soát"], ("1. A", "1.1. B")),
        ("I- 1- a)", ["I- A", "1- B", "a) Lập danh mục.", "b) Rà soát"], ("I- A", "1- B")),
        ("Phần I. 1. a)", ["Phần I. A", "1. B", "a) Lập danh mục.", "b) Rà soát"], ("Phần I. A", "1. B")),
    ],
)
def test_each_scheme(scheme: str, labels: list[str], path: tuple[str, ...], composed_of: Of) -> None:
    body_of = "[{section: A, body: [{section: B, body: [{task: Lập danh mục.}, {task: Rà soát}]}]}]"
    composed = composed_of(body_of, PLAIN.with_knobs(scheme=scheme))
    assert [line.removesuffix("./.") for line in body(composed)] == labels
    number = labels[2].split()[0].rstrip(".)")
    assert places(composed)[0] == (number, path)


def test_numbers_go_on_where_a_heading_opens_and_begin_anew_below(composed_of: Of) -> None:
    composed = composed_of("""
      - {section: A, body: [{task: Một.}, {task: Hai.}]}
      - {section: B, body: [{task: Ba.}]}
    """)
    assert [(task["number"], task["path"][0]) for task in tasks(composed)] == [
        ("1", "I. A"),
        ("2", "I. A"),
        ("1", "II. B"),
    ]


def test_letters_go_by_the_vietnamese_alphabet_and_words_own_by_the_latin_one(composed_of: Of) -> None:
    many = "- section: A\n  body:\n  - section: B\n    body:\n" + "".join(f"    - task: Việc {i}.\n" for i in range(7))
    assert [task["number"] for task in tasks(composed_of(many))] == list("abcdđeg")
    automatic = composed_of(many, PLAIN.with_knobs(numbering="automatic"))
    assert [task["number"] for task in tasks(automatic)] == list("abcdefg")


def test_a_number_that_word_makes_stands_not_in_the_words(composed_of: Of) -> None:
    composed = composed_of("- {section: A, body: [{task: Rà soát.}]}", PLAIN.with_knobs(numbering="automatic"))
    paras = [block for block in composed.sheet.blocks if isinstance(block, Para) and block.number]
    assert [para.text for para in paras] == ["A", "Rà soát./."]
    assert only(composed)["number"] == "1"


def test_an_article_keeps_the_number_of_its_author(composed_of: Of) -> None:
    composed = composed_of('- task: "Điều 3. {l:Chánh Văn phòng} thi hành Quyết định này."', marks="none")
    assert (only(composed)["number"], only(composed)["text"]) == ("Điều 3", "Chánh Văn phòng thi hành Quyết định này.")
    assert "Điều 3. Chánh Văn phòng thi hành Quyết định này./." in body(composed)


def test_a_lone_paragraph_has_the_number_of_its_heading(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Tổ chức thực hiện
        origin: assignment
        body: [{unit: Văn phòng Sở, marks: none, body: [{task: Bố trí kinh phí.}]}]
    """)
    task = only(composed)
    assert (task["number"], task["path"]) == ("1", ["I. TỔ CHỨC THỰC HIỆN", "1. Văn phòng Sở"])
    assert (task["origin"], task["lead"]) == ("assignment", ["Văn phòng Sở"])
    assert "optional_fields" not in task


def test_paragraphs_under_one_number_share_it_and_it_is_left_open(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body: [{section: Chỉnh lý, marks: none, body: [{task: Phân loại.}, {task: Đánh số.}]}]
    """)
    assert [task["number"] for task in tasks(composed)] == ["1", "1"]
    assert [task["optional_fields"] for task in tasks(composed)] == [["number"], ["number"]]


def test_a_text_without_headings_has_tasks_of_the_body(composed_of: Of) -> None:
    composed = composed_of('- "Thực trạng."\n- task: "Giao {l:Sở Nội vụ} rà soát."', marks="none")
    task = only(composed)
    assert (task["origin"], task["number"], task["path"], task["lead"]) == ("body", None, [], ["Sở Nội vụ"])


# Units


def test_a_unit_leads_what_stands_below_it_unless_the_text_names_another(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Tổ chức thực hiện
        origin: assignment
        body:
          - unit: [Văn phòng Sở, Thanh tra Sở]
            marks: "-"
            body:
              - task: Bố trí kinh phí.
              - task: "{l:Chi cục Lưu trữ} mở kho."
              - task: "Phối hợp với {p:Công an tỉnh} canh gác."
    """)
    path = ["I. TỔ CHỨC THỰC HIỆN", "1. Văn phòng Sở, Thanh tra Sở"]
    assert [(task["lead"], task["partners"], task["path"]) for task in tasks(composed)] == [
        (["Văn phòng Sở", "Thanh tra Sở"], [], path),
        (["Chi cục Lưu trữ"], [], path),
        (["Văn phòng Sở", "Thanh tra Sở"], ["Công an tỉnh"], path),
    ]


def test_a_unit_that_opens_its_paragraph(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Tổ chức thực hiện
        origin: assignment
        body: [{unit: Phòng Tài chính, says: "Bố trí kinh phí {d:trong quý I => period 2026-01-01..2026-03-31}."}]
    """)
    task = only(composed)
    assert body(composed)[-1] == "1. Phòng Tài chính: Bố trí kinh phí trong quý I./."
    assert (task["text"], task["lead"]) == ("Bố trí kinh phí trong quý I.", ["Phòng Tài chính"])
    assert (task["number"], task["path"][-1]) == ("1", "1. Phòng Tài chính")
    assert [(d["text"], d["start"], d["due"]) for d in task["deadlines"]] == [
        ("trong quý I", "2026-01-01", "2026-03-31")
    ]


@pytest.mark.parametrize(
    ("style", "heading"),
    [("name", "1. Văn phòng Sở"), ("giao", "1. Giao Văn phòng Sở"), ("colon", "1. Văn phòng Sở:")],
)
def test_headings_of_units(style: str, heading: str, composed_of: Of) -> None:
    nodes = "[{section: A, body: [{unit: Văn phòng Sở, body: [{task: Rà soát.}]}]}]"
    task = only(composed_of(nodes, PLAIN.with_knobs(unit_headings=style)))
    assert (task["path"][-1], task["lead"]) == (heading, ["Văn phòng Sở"])


def test_a_heading_of_its_own_wording_stays_whatever_the_knob(composed_of: Of) -> None:
    nodes = "[{section: A, body: [{unit: Văn phòng Sở, heading: Đề nghị Văn phòng Sở, body: [{task: Rà soát.}]}]}]"
    assert only(composed_of(nodes, PLAIN.with_knobs(unit_headings="giao")))["path"][-1] == "1. Đề nghị Văn phòng Sở"


# Parents, sub-items, what is no task


def test_a_parent_is_context_and_path_and_gives_its_lead_on(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body:
          - parent: "Giao {l:Chi cục Lưu trữ} thực hiện các việc sau:"
            body: [{task: Mở kho.}, {task: "{l:Thanh tra Sở} kiểm kê."}]
    """)
    text = "Giao Chi cục Lưu trữ thực hiện các việc sau:"
    assert [(t["number"], t["lead"]) for t in tasks(composed)] == [("a", ["Chi cục Lưu trữ"]), ("b", ["Thanh tra Sở"])]
    assert {task["context"] for task in tasks(composed)} == {text}
    assert tasks(composed)[0]["path"] == ["I. NHIỆM VỤ", f"1. {text}"]


def test_times_and_partners_of_a_parent_are_left_open_below_it(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body:
          - parent: "{d:Trong quý I => period 2026-01-01..2026-03-31}, phối hợp với {p:Công an tỉnh}:"
            body: [{task: Mở kho.}, {task: "Kiểm kê với {p:Thanh tra Sở}."}]
    """)
    assert [task.get("optional_fields") for task in tasks(composed)] == [["deadlines", "partners"], ["deadlines"]]
    assert [task["partners"] for task in tasks(composed)] == [[], ["Thanh tra Sở"]]


def test_a_task_with_sub_items_is_no_heading_of_theirs(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body: [{task: Chỉnh lý kho lưu trữ., marks: "-", body: [{task: Phân loại.}, {task: Đánh số.}]}]
    """)
    assert [task["text"] for task in tasks(composed)] == ["Chỉnh lý kho lưu trữ.", "Phân loại.", "Đánh số."]
    assert {tuple(task["path"]) for task in tasks(composed)} == {("I. NHIỆM VỤ",)}
    assert {task["context"] for task in tasks(composed)} == {None}


def test_what_orders_nothing_is_no_task(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Mục đích
        body: ["Giữ gìn hồ sơ.", {item: Đúng luật., body: [{item: Đủ.}]}]
      - section: Biểu mẫu
        body: [{table: {caption: Biểu 1, header: [TT, Tên], rows: [["1", Kho A], ["2"]]}}]
    """)
    assert tasks(composed) == []
    assert composed.gold["tables"] == [
        {"role": "other", "rows": [["TT", "Tên"], ["1", "Kho A"], ["2", ""]], "ruled": True}
    ]


def test_the_mark_below_a_bullet_is_another_one(composed_of: Of) -> None:
    nodes = """
      - section: Nhiệm vụ
        body: [{parent: "Các việc sau:", marks: "-", body: [{parent: "Việc thứ nhất:", marks: "-", body: [{task: Mở kho.}]}]}]
    """
    for bullet in KNOBS["bullets"]:
        for scheme in KNOBS["scheme"]:
            lines = body(composed_of(nodes, PLAIN.with_knobs(bullets=bullet, scheme=scheme)))
            (upper,) = (line[0] for line in lines if line.endswith("Việc thứ nhất:"))
            (lower,) = (line[0] for line in lines if line.endswith("Mở kho./."))
            assert upper == bullet
            assert lower != upper


def test_below_the_last_level_of_a_scheme_stand_bullets(composed_of: Of) -> None:
    nodes = "[{section: A, body: [{section: B, body: [{section: C, body: [{section: D, body: [{task: Mở kho.}]}]}]}]}]"
    for bullet in KNOBS["bullets"]:
        lines = body(composed_of(nodes, PLAIN.with_knobs(bullets=bullet)))
        assert [line.split()[0] for line in lines] == ["I.", "1.", "a)", "-", "+"]
        assert only(composed_of(nodes))["path"][-1] == "D"


# Goals, closing


def test_goals(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Chỉ tiêu
        body: [{targets: ["Trên 95% hồ sơ được số hóa => > 95 %", "Giữ vững nề nếp => ?-"]}]
    """)
    first, second = composed.gold["targets"]
    assert first == {
        "text": "Trên 95% hồ sơ được số hóa", "value": 95.0, "unit": "%", "comparator": ">", "scope": "section",
        "number": "1", "path": ["I. CHỈ TIÊU"],
    }  # fmt: skip
    assert (second["value"], second["comparator"], second["number"], second["optional"]) == (None, None, "2", True)
    assert tasks(composed) == []


def test_a_closing_line_gives_its_block_a_lead(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body:
          - section: Kho
            body: [{task: Sửa mái.}, {task: "{l:Văn phòng Sở} sửa cửa."}]
          - section: Hồ sơ
            body:
              - task: Phân loại.
              - task: "{l:Thanh tra Sở} kiểm kê."
              - closing_line: "{l:Chi cục Lưu trữ} chủ trì, phối hợp với {p:Công an tỉnh} thực hiện nội dung này."
    """)
    assert [(task["lead"], task["partners"]) for task in tasks(composed)] == [
        ([], []), (["Văn phòng Sở"], []), (["Chi cục Lưu trữ"], ["Công an tỉnh"]), (["Thanh tra Sở"], []),
    ]  # fmt: skip


def test_a_closing_paragraph_that_orders_something(composed_of: Of) -> None:
    closing = {"task": "Các đơn vị báo cáo {d:trước ngày 05/12/2026 => date ..2026-12-05}."}
    composed = composed_of("- Nội dung.", closing=closing)
    task = only(composed)
    assert (task["origin"], task["number"], task["path"]) == ("closing", None, [])
    assert body(composed)[-1] == "Các đơn vị báo cáo trước ngày 05/12/2026./."
    assert tasks(composed_of("- Nội dung.", closing="Trên đây là Kế hoạch.")) == []


# Groups

GROUP = """
- section: Nhiệm vụ
  body:
    - group:
        say: "Phân công như sau:"
        tasks:
          - sub: Kho
            tasks:
              - {text: Sửa mái, lead: [Văn phòng Sở], partners: [Công an tỉnh], products: [Biên bản], due: ["Quý II/2026 => period 2026-04-01..2026-06-30"]}
              - {text: Thay cửa, lead: [Văn phòng Sở], partners: [Công an tỉnh], products: [Hóa đơn, Ảnh chụp], due: ["Quý II/2026 => period 2026-04-01..2026-06-30"]}
          - sub: Hồ sơ
            tasks:
              - {text: Phân loại, lead: [Chi cục Lưu trữ], due: ["Hằng quý => recurring quarterly", "Thường xuyên => continuous"]}
"""
VALUES = [
    ("Sửa mái", ["Văn phòng Sở"], ["Công an tỉnh"], ["Biên bản"], 1),
    ("Thay cửa", ["Văn phòng Sở"], ["Công an tỉnh"], ["Hóa đơn", "Ảnh chụp"], 1),
    ("Phân loại", ["Chi cục Lưu trữ"], [], [], 2),
]


@pytest.mark.parametrize("form", KNOBS["form"])
def test_a_group_has_the_same_values_in_each_form(form: str, composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(form=form))
    assert "form" in composed.used
    assert [
        (task["text"], task["lead"], task["partners"], task["products"], len(task["deadlines"]))
        for task in tasks(composed)
    ] == VALUES


def test_a_group_as_a_table(composed_of: Of) -> None:
    composed = composed_of(GROUP)
    assert {task["origin"] for task in tasks(composed)} == {"table"}
    assert {task["context"] for task in tasks(composed)} == {"Phân công như sau:"}
    assert places(composed) == [
        ("1", ("I. NHIỆM VỤ", "I Kho")), ("2", ("I. NHIỆM VỤ", "I Kho")), ("3", ("I. NHIỆM VỤ", "II Hồ sơ")),
    ]  # fmt: skip
    (table,) = composed.gold["tables"]
    assert table["role"] == "tasks"
    assert table["rows"][0] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Sản phẩm",
        "Thời gian hoàn thành",
    ]
    assert table["rows"][1] == ["I", "Kho", None, None, None, None]
    assert table["rows"][3] == ["2", "Thay cửa", "Văn phòng Sở", "Công an tỉnh", "- Hóa đơn - Ảnh chụp", "Quý II/2026"]
    assert table["rows"][5][-1] == "Hằng quý; Thường xuyên"


@pytest.mark.parametrize(
    ("style", "numbers", "paths"),
    [
        ("running", ["1", "2", "3"], ["I Kho", "II Hồ sơ"]),
        ("restarting", ["1", "2", "1"], ["I Kho", "II Hồ sơ"]),
        ("decimal", ["1.1", "1.2", "2.1"], ["1 Kho", "2 Hồ sơ"]),
        ("none", [None, None, None], ["Kho", "Hồ sơ"]),
    ],
)
def test_row_numbers(style: str, numbers: list[str | None], paths: list[str], composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(row_numbers=style))
    assert [task["number"] for task in tasks(composed)] == numbers
    assert list(dict.fromkeys(task["path"][-1] for task in tasks(composed))) == paths


@pytest.mark.parametrize(
    ("style", "row", "entry"),
    [
        ("number and title", ["I", "Kho", None, None, None, None], "I Kho"),
        ("one cell", ["I. Kho", None, None, None, None, None], "I. Kho"),
        ("empty cells", ["I", "Kho", "", "", "", ""], "I Kho"),
    ],
)
def test_group_rows(style: str, row: list[str | None], entry: str, composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(group_rows=style))
    assert composed.gold["tables"][0]["rows"][1] == row
    assert tasks(composed)[0]["path"][-1] == entry


@pytest.mark.parametrize("header", KNOBS["header"])
def test_header_rows_hold_no_task(header: str, composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(header=header))
    (grid,) = (b for b in composed.sheet.blocks if isinstance(b, Grid) and b.header_rows)
    assert grid.header_rows == (1 if header == "one row" else 2)
    assert len(tasks(composed)) == 3
    second = composed.gold["tables"][0]["rows"][1]
    if header == "two rows":
        assert second == [None, None, "Chủ trì", "Phối hợp", None, None]
    if header == "one row and (1)(2)":
        assert second == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]


def test_a_header_of_two_rows_is_shown_only_where_two_columns_stand_under_one(composed_of: Of) -> None:
    layout = PLAIN.with_knobs(header="two rows")
    assert "header" in composed_of(GROUP, layout).used
    alone = composed_of(GROUP, layout.with_knobs(columns="task, lead and partners, product, time"))
    assert "header" not in alone.used
    assert len(alone.gold["tables"][0]["rows"][1]) == 5


def test_merged_cells_belong_to_each_of_their_rows(composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(merged="down"))
    rows = composed.gold["tables"][0]["rows"]
    assert (rows[2][2], rows[3][2], rows[2][5], rows[3][5]) == ("Văn phòng Sở", None, "Quý II/2026", None)
    assert rows[3][3] == "Công an tỉnh"
    assert "merged" in composed.used
    assert [task["lead"] for task in tasks(composed)] == [values[1] for values in VALUES]
    assert [len(task["deadlines"]) for task in tasks(composed)] == [1, 1, 2]


def test_a_year_in_the_header_is_missing_in_the_cells_alone(composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(year="header"))
    rows = composed.gold["tables"][0]["rows"]
    assert (rows[0][-1], rows[2][-1]) == ("Thời gian hoàn thành (Năm 2026)", "Quý II")
    (first,) = tasks(composed)[0]["deadlines"]
    assert (first["text"], first["start"], first["due"]) == ("Quý II", "2026-04-01", "2026-06-30")


@pytest.mark.parametrize("kind", ["supervisor", "note", "budget"])
def test_a_third_party_is_nobody_in_the_gold(kind: str, composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(third_party=kind))
    assert len(composed.gold["tables"][0]["rows"][0]) == 7
    assert [
        (t["text"], t["lead"], t["partners"], t["products"], len(t["deadlines"])) for t in tasks(composed)
    ] == VALUES


def test_columns_in_another_order_and_two_in_one(composed_of: Of) -> None:
    both = composed_of(GROUP, PLAIN.with_knobs(columns="task, lead and partners, product, time"))
    assert both.gold["tables"][0]["rows"][2][2] == "Chủ trì: Văn phòng Sở Phối hợp: Công an tỉnh"
    first = composed_of(GROUP, PLAIN.with_knobs(columns="lead, task, partners, time, product"))
    assert first.gold["tables"][0]["rows"][2][1:3] == ["Văn phòng Sở", "Sửa mái"]
    assert tasks(both)[0]["lead"] == tasks(first)[0]["lead"] == ["Văn phòng Sở"]


def test_a_group_as_items_with_label_lines(composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(form="labels"))
    assert body(composed)[:7] == [
        "I. NHIỆM VỤ", "1. Kho", "a) Sửa mái", "Cơ quan chủ trì: Văn phòng Sở.", "Cơ quan phối hợp: Công an tỉnh.",
        "Sản phẩm: Biên bản.", "Thời gian thực hiện: Quý II/2026.",
    ]  # fmt: skip
    assert places(composed)[0] == ("a", ("I. NHIỆM VỤ", "1. Kho"))
    assert tasks(composed)[0]["context"] is None
    assert "Sản phẩm:" in body(composed)
    assert "- Hóa đơn" in body(composed)


def test_label_lines_have_letters_only_where_the_item_has_none(composed_of: Of) -> None:
    flat = GROUP.replace("- section: Nhiệm vụ\n  body:\n    - group", "- group").replace("\n    ", "\n")
    layout = PLAIN.with_knobs(form="lettered labels")
    assert "a) Cơ quan chủ trì: Văn phòng Sở." not in body(composed_of(GROUP, layout))
    assert "Cơ quan chủ trì: Văn phòng Sở." in body(composed_of(GROUP, layout))
    assert "a) Cơ quan chủ trì: Văn phòng Sở." in body(composed_of(GROUP, layout.with_knobs(scheme="A. I. 1. a)")))
    assert len(tasks(composed_of(flat, layout))) == 3


def test_label_lines_in_one(composed_of: Of) -> None:
    lines = body(composed_of(GROUP, PLAIN.with_knobs(form="one-line labels")))
    assert (
        "Cơ quan chủ trì: Văn phòng Sở; Cơ quan phối hợp: Công an tỉnh; Sản phẩm: Biên bản; "
        "Thời gian thực hiện: Quý II/2026." in lines
    )


def test_a_group_by_unit(composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(form="units"))
    assert [line for line in body(composed) if line[0].isdigit()] == ["1. Văn phòng Sở", "2. Chi cục Lưu trữ"]
    assert not any("chủ trì" in line for line in body(composed))
    assert places(composed)[2] == ("a", ("I. NHIỆM VỤ", "2. Chi cục Lưu trữ"))


def test_a_group_with_closing_lines(composed_of: Of) -> None:
    lines = body(composed_of(GROUP, PLAIN.with_knobs(form="closing line")))
    assert "Văn phòng Sở chủ trì, phối hợp với Công an tỉnh thực hiện nội dung này." in lines
    assert lines[-1] == "Chi cục Lưu trữ chủ trì thực hiện nội dung này./."
    assert not any("Cơ quan chủ trì:" in line for line in lines)


def test_a_group_with_captions(composed_of: Of) -> None:
    composed = composed_of(GROUP, PLAIN.with_knobs(form="captions"))
    assert [table["rows"][0][2] for table in composed.gold["tables"]] == ["Cơ quan phối hợp"] * 2
    assert tasks(composed)[0]["context"] == "Văn phòng Sở chủ trì thực hiện các nhiệm vụ sau:"
    assert tasks(composed)[2]["lead"] == ["Chi cục Lưu trữ"]


def test_a_group_takes_a_form_that_fits_it(composed_of: Of) -> None:
    mixed = GROUP.replace("Thay cửa, lead: [Văn phòng Sở]", "Thay cửa, lead: [Thanh tra Sở, Văn phòng Sở]")
    for form in ("units", "closing line", "captions"):
        composed = composed_of(mixed, PLAIN.with_knobs(form=form))
        assert "form" not in composed.used
        assert tasks(composed)[1]["lead"] == ["Thanh tra Sở", "Văn phòng Sở"]
    fixed = GROUP.replace("say:", "fixed: table\n        say:")
    assert {task["origin"] for task in tasks(composed_of(fixed, PLAIN.with_knobs(form="labels")))} == {"table"}
    allowed = GROUP.replace("say:", "forms: [labels]\n        say:")
    assert {task["origin"] for task in tasks(composed_of(allowed))} == {"body"}


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("semicolons", "UBND các xã, phường; Văn phòng Sở"),
        ("lines", "UBND các xã, phường Văn phòng Sở"),
        ("dashes", "- UBND các xã, phường - Văn phòng Sở"),
        ("commas", "UBND các xã, phường; Văn phòng Sở"),
    ],
)
def test_names_with_commas_are_never_parted_by_commas(style: str, cell: str, composed_of: Of) -> None:
    group = '[{group: {tasks: [{text: Sửa mái, lead: ["UBND các xã, phường", Văn phòng Sở]}]}}]'
    composed = composed_of(group, PLAIN.with_knobs(list_in_cell=style))
    assert composed.gold["tables"][0]["rows"][1][2] == cell
    assert only(composed)["lead"] == ["UBND các xã, phường", "Văn phòng Sở"]


def test_partners_in_the_text_are_optional_beside_those_of_label_lines(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body: [{task: "Phối hợp với {p:các sở} mở kho.", partners: [Công an tỉnh], lead: [Văn phòng Sở]}]
    """)
    assert only(composed)["partners"] == ["Công an tỉnh", "?các sở"]


# Other readings and what is left out


def test_what_the_author_leaves_open_stands_in_the_gold(composed_of: Of) -> None:
    composed = composed_of("""
      - section: Nhiệm vụ
        body:
          - {task: "{l:Sở|Sở Nội vụ} mở kho {d?:kịp thời => event}.", optional: true}
          - {task: "{l?:Văn phòng Sở} sửa cửa.", optional_fields: [partners]}
    """)
    first, second = tasks(composed)
    assert (first["optional"], first["lead"], first["deadlines"][0]["optional"]) == (True, ["Sở|Sở Nội vụ"], True)
    assert body(composed)[1] == "1. Sở mở kho kịp thời."
    assert (second["lead"], second["optional_fields"], "optional" in second) == (["?Văn phòng Sở"], ["partners"], False)


def test_citations_are_written_out_and_counted_once(composed_of: Of) -> None:
    cites = {
        "nd08": {
            "type": "Nghị định",
            "number": "08/2021/NĐ-CP",
            "date": "2021-01-28",
            "issuer": "Chính phủ",
            "about": "về đường thủy",
        },
        "qd9": {"type": "Quyết định", "number": "9/QĐ-UBND"},
    }
    cites["nd08"]["date"] = __import__("datetime").date(2021, 1, 28)
    composed = composed_of("- 'Theo {@@nd08} và {@qd9}.'", bases=["Căn cứ {@nd08};"], cites=cites)
    lines = list(page(composed))
    assert "Căn cứ Nghị định số 08/2021/NĐ-CP ngày 28 tháng 01 năm 2021 của Chính phủ về đường thủy;" in lines
    assert "Theo Nghị định số 08/2021/NĐ-CP và Quyết định số 9/QĐ-UBND./." in lines
    found = {citation["number"]: citation["date"] for citation in composed.gold["citations"]}
    assert found == {"08/2021/NĐ-CP": "2021-01-28", "9/QĐ-UBND": None}


# The document


def test_the_gold_of_the_document(composed_of: Of) -> None:
    document = composed_of("- Nội dung.").gold["document"]
    assert document == {
        "type": "Kế hoạch", "number": "12/KH-SNV", "issuer": "Sở Nội vụ tỉnh Lam Giang", "place": "Lam Giang",
        "date": "2026-02-03", "title": "Sắp xếp kho lưu trữ năm 2026", "signer": "Hoàng Văn Bách",
        "signer_title": "Giám đốc",
    }  # fmt: skip


@pytest.mark.parametrize("letterhead", KNOBS["letterhead"])
def test_the_top_of_the_page(letterhead: str, composed_of: Of) -> None:
    top = " ".join(list(page(composed_of("- Nội dung.", PLAIN.with_knobs(letterhead=letterhead))))[:6])
    top = " ".join(top.replace("|", " ").split())
    for words in ("UBND TỈNH LAM GIANG", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/KH-SNV",
                  "Lam Giang, ngày 03 tháng 02 năm 2026", "KẾ HOẠCH", "Sắp xếp kho lưu trữ năm 2026"):  # fmt: skip
        assert words in top


def test_an_attached_plan_and_appendices_stand_on_pages_of_their_own_behind_the_signature(composed_of: Of) -> None:
    composed = composed_of(
        '- task: "Điều 1. {l:Văn phòng Sở} thi hành."',
        attached={
            "type": "Kế hoạch",
            "title": "Kiểm kê",
            "body": [{"section": "Nhiệm vụ", "body": [{"task": "Mở kho."}]}],
        },
        appendices=[
            {
                "label": "Phụ lục I",
                "title": "Danh mục",
                "body": [{"group": {"fixed": "table", "tasks": [{"text": "Sửa mái", "lead": ["Văn phòng Sở"]}]}}],
            }
        ],
        marks="none",
    )
    assert [block.landscape for block in composed.sheet.blocks if isinstance(block, Turn)] == [False, True]
    lines = list(page(composed))
    assert lines.index("Phụ lục I") > lines.index("Kiểm kê") > next(i for i, x in enumerate(lines) if "Nơi nhận" in x)
    assert "(Kèm theo Kế hoạch số 12/KH-SNV ngày 03 tháng 02 năm 2026 của Sở Nội vụ tỉnh Lam Giang)" in lines
    assert [(t["origin"], t["number"], t["path"]) for t in tasks(composed)] == [
        ("body", "Điều 1", []), ("body", "1", ["I. NHIỆM VỤ"]), ("table", "1", []),
    ]  # fmt: skip


# What happens to the words leaves the gold as it is


def told(gold: Gold) -> Gold:
    """The gold in one spelling."""

    def one(value: Any) -> Any:
        if isinstance(value, str):
            return tone_on_first(value)
        if isinstance(value, list):
            return [one(item) for item in value]
        return {key: one(item) for key, item in value.items()} if isinstance(value, dict) else value

    return one(gold)


CALM = ("cap-nuoc-khu-cong-nghiep-2026", "hop-y-te-thong-bao-2026", "y-te-so-2024")


@pytest.mark.parametrize("plan", [plan for plan in load_all() if plan.id in CALM], ids=lambda plan: plan.id)
@pytest.mark.parametrize(
    ("knob", "value"),
    [("breaks", "soft"), ("letters", "NFD"), ("tones", "oà"), ("changes", "tracked"), ("footnotes", "some"),
     ("box", "incoming stamp"), ("letterhead", "tabs"), ("font", "Arial"), ("size", "12"), ("writer", "raw XML"),
     ("paper", "rotated"), ("rules", "unruled"), ("list in cell", "dashes"), ("rows over pages", "whole")],
)  # fmt: skip
def test_what_happens_to_words_and_paper_leaves_the_tasks_as_they_are(plan: MadeUp, knob: str, value: str) -> None:
    turned = compose(plan, PLAIN.with_knobs(**{knob.replace(" ", "_"): value})).gold
    plain = compose(plan, PLAIN).gold
    for part in ("document", "tasks", "targets", "citations"):
        assert told(turned)[part] == told(plain)[part]


def test_gold_is_nfc_however_the_page_is_encoded() -> None:
    plan = load_all()[0]
    composed = compose(plan, PLAIN.with_knobs(letters="NFD", tones="oà"))
    printed = "\n".join(page(composed))
    assert unicodedata.is_normalized("NFD", printed)
    assert not unicodedata.is_normalized("NFC", printed)
    assert unicodedata.is_normalized("NFC", str(composed.gold))


@pytest.mark.parametrize("style", KNOBS["tones"])
def test_page_and_gold_are_spelled_alike(style: str) -> None:
    other = re.compile(r"[òóỏõọ][ae]\b" if style == "oà" else r"o[àáảãạ]\b")
    for plan in load_all()[:6]:
        composed = compose(plan, PLAIN.with_knobs(tones=style))
        assert not other.search("\n".join(page(composed)))
        assert not other.search(str(composed.gold))


def test_deleted_words_are_printed_by_nobody_and_inserted_ones_are_text() -> None:
    composed = [compose(plan, choose(3).with_knobs(changes="tracked")) for plan in load_all()[:4]]
    paras = [block for one in composed for block in one.sheet.blocks if isinstance(block, Para)]
    changed = [para for para in paras if any(run.change == "deleted" for run in para.runs)]
    assert changed
    for para in changed:
        struck = "".join(run.text for run in para.runs if run.change == "deleted")
        assert struck not in para.text
        assert "inserted" in {run.change for run in para.runs}


def test_each_task_text_stands_on_its_page() -> None:
    for plan in load_all()[:8]:
        for layout in (PLAIN, choose(11), choose(12)):
            composed = compose(plan, layout)
            printed = " ".join(" ".join(page(composed)).split())
            printed = unicodedata.normalize("NFC", printed).replace("./.", ".")
            for task in tasks(composed):
                assert task["text"].rstrip(".") in printed


def test_the_same_plan_and_layout_give_the_same_page() -> None:
    for plan, seed in zip(load_all()[:5], range(5), strict=True):
        assert compose(plan, choose(seed)) == compose(plan, choose(seed))


def test_the_text_ends_with_its_mark_once() -> None:
    for plan in load_all():
        parts = 1 + bool(plan.attached)
        lines = list(page(compose(plan, PLAIN)))
        assert sum(line.count("./.") for line in lines) == parts, plan.id


def test_numbers_of_a_list_follow_one_another() -> None:
    """Arabic numbers under one heading count on from 1 without a gap."""
    for plan in load_all():
        by_path: dict[tuple[str, ...], list[int]] = {}
        for task in compose(plan, PLAIN).gold["tasks"]:
            if task["origin"] in ("body", "assignment") and (task["number"] or "").isdigit():
                by_path.setdefault(tuple(task["path"]), []).append(int(task["number"]))
        for numbers in by_path.values():
            assert all(b >= a for a, b in pairwise(numbers)), plan.id
