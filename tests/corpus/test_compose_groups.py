"""A group of tasks in each of its forms: the same values, the gold that goes with the form."""

import pytest

from corpus.layout import KNOBS, PLAIN
from corpus.sheet import Grid
from tests.corpus.composed import Of, body, only, places, tasks

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
