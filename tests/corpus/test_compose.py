"""The gold of small plans, node by node, as the annotation guide has it; and what no layout changes in it."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from corpus.check import page
from corpus.compose import compose
from corpus.layout import KNOBS, PLAIN, choose
from corpus.loading import load_all
from corpus.model import MadeUp
from corpus.sheet import Para, Turn
from corpus.spelling import tone_on_first
from tests.corpus.composed import Gold, Of, body, only, places, tasks

Make = Callable[..., MadeUp]


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


def test_an_appendix_numbered_alike_goes_on_with_the_list_and_begins_anew(composed_of: Of) -> None:
    appendix = [{"label": "Phụ lục", "title": "Nội dung", "body": [{"section": "Việc chung", "body": ["Chú giải."]}]}]
    nodes = "- {section: Mục đích, body: [Nội dung.]}\n- {section: Nhiệm vụ, body: [Nội dung.]}"
    found = composed_of(nodes, PLAIN.with_knobs(numbering="automatic"), appendices=appendix)
    numbers = [block.number for block in found.sheet.blocks if isinstance(block, Para) and block.number]
    assert [(place.list, place.level, place.restart) for place in numbers] == [(0, 0, False)] * 2 + [(0, 0, True)]
