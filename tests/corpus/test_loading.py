"""Plan files: what is well formed is read as it stands, what is not is told with its place and what is expected."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.loading import PLANS, MalformedPlan, load, load_all
from corpus.model import Due, Goal, MadeUp, Mark, Mention, Unit
from corpus.notation import due, goal, unit, words

Make = Callable[..., MadeUp]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_all_plans_of_the_corpus_are_well_formed() -> None:
    assert len(load_all()) == len(list(PLANS.glob("*.yaml")))


# Marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rà soát hồ sơ.", ("Rà soát hồ sơ.",)),
        ("  Rà soát \n hồ sơ. ", ("Rà soát hồ sơ.",)),
        ("{l:Sở Nội vụ} rà soát", (Mark("lead", Unit("Sở Nội vụ", "Sở Nội vụ")), " rà soát")),
        ("{l: Sở Nội vụ }", (Mark("lead", Unit("Sở Nội vụ", "Sở Nội vụ")),)),
        ("{l:Sở|Sở Nội vụ}", (Mark("lead", Unit("Sở", "Sở|Sở Nội vụ")),)),
        ("{l?:Sở Nội vụ}", (Mark("lead", Unit("Sở Nội vụ", "?Sở Nội vụ")),)),
        ("với {p:Công an tỉnh}, {p?:các sở}", (
            "với ", Mark("partner", Unit("Công an tỉnh", "Công an tỉnh")), ", ", Mark("partner", Unit("các sở", "?các sở")),
        )),
        ("{d:trong ngày => event}.", (Mark("due", Due("trong ngày", "event")), ".")),
        ("{d?:trong ngày => event}", (Mark("due", Due("trong ngày", "event", optional=True)),)),
        ("{@nd08} và {@@nd08}", (Mention("nd08", full=True), " và ", Mention("nd08", full=False))),
    ],
)  # fmt: skip
def test_marks_of_a_text(text: str, expected: tuple[Any, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text", ["Giao {Sở Nội vụ} rà soát", "{x:Sở}", "Giao {l:Sở rà soát", "Giao l:Sở} rà soát", "{}"]
)
def test_a_brace_that_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a brace that is no mark"):
        words(text)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Phòng A", "Phòng A"),
        ("?Phòng A", "Phòng A"),
        ("Phòng A|Phòng A Sở", "Phòng A"),
        ("?A|B", "A"),
        (" A  B ", "A B"),
    ],
)
def test_what_is_printed_of_a_unit(answer: str, name: str) -> None:
    assert unit(answer).name == name
    assert unit(answer).answer == " ".join(answer.split())


# Deadlines


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("Quý II/2026 => period 2026-04-01..2026-06-30",
         Due("Quý II/2026", "period", day("2026-04-01"), day("2026-06-30"))),
        ("trước ngày 20/6/2026 => date ..2026-06-20", Due("trước ngày 20/6/2026", "date", None, day("2026-06-20"))),
        ("ngày 26/3/2026 => date 2026-03-26..2026-03-26",
         Due("ngày 26/3/2026", "date", day("2026-03-26"), day("2026-03-26"))),
        ("trước ngày 20 hằng tháng => recurring monthly day=20",
         Due("trước ngày 20 hằng tháng", "recurring", recurrence=("monthly",), day="20")),
        ("trước ngày 05/11 hằng năm => recurring yearly day=11-05",
         Due("trước ngày 05/11 hằng năm", "recurring", recurrence=("yearly",), day="11-05")),
        ("trước 16 giờ hằng ngày => recurring daily time=16:00",
         Due("trước 16 giờ hằng ngày", "recurring", recurrence=("daily",), time="16:00")),
        ("Hằng quý, 6 tháng, năm => recurring quarterly,semiannual,yearly",
         Due("Hằng quý, 6 tháng, năm", "recurring", recurrence=("quarterly", "semiannual", "yearly"))),
        ("9 tháng => recurring nine-month", Due("9 tháng", "recurring", recurrence=("nine-month",))),
        ("Hằng tháng, từ 5/2025 => recurring 2025-05-01.. monthly",
         Due("Hằng tháng, từ 5/2025", "recurring", day("2025-05-01"), None, ("monthly",))),
        ("Thường xuyên => continuous", Due("Thường xuyên", "continuous")),
        ("Thường xuyên trong năm => continuous 2026-01-01..2026-12-31",
         Due("Thường xuyên trong năm", "continuous", day("2026-01-01"), day("2026-12-31"))),
        ("Năm 2026 và các năm tiếp theo => period 2026-01-01..2026-12-31 yearly",
         Due("Năm 2026 và các năm tiếp theo", "period", day("2026-01-01"), day("2026-12-31"), ("yearly",))),
        ("Khi phát sinh => event", Due("Khi phát sinh", "event")),
        ("Theo kế hoạch của tỉnh => ?reference", Due("Theo kế hoạch của tỉnh", "reference", optional=True)),
    ],
    ids=lambda value: value.partition(" => ")[0] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_deadline_is_read(notation: str, expected: Due) -> None:
    assert due(notation) == expected


@pytest.mark.parametrize(
    ("notation", "message"),
    [
        ("Quý II/2026", "a deadline is written TEXT => KIND"),
        ("=> period 2026-04-01..2026-06-30", "a deadline is written TEXT => KIND"),
        ("Quý II => period 2026-4-1..2026-6-30", "a deadline is written TEXT => KIND"),
        ("Quý II => quarter 2026-04-01..2026-06-30", "'quarter' is none of date, period, recurring"),
        ("ngày 31/4 => date ..2026-04-31", "day is out of range"),
        ("hằng tháng => recurring montly", "'montly' is none of daily, weekly, monthly"),
        ("hằng tháng => recurring", "a deadline of kind recurring has other values"),
        ("Quý II => period ..2026-06-30", "a deadline of kind period has other values"),
        ("trước ngày 20/6 => date 2026-06-20..", "a deadline of kind date has other values"),
        ("trước ngày 20 => date ..2026-06-20 monthly", "a deadline of kind date has other values"),
        ("thường xuyên => continuous monthly", "a deadline of kind continuous has other values"),
        ("theo kế hoạch => reference ..2026-06-20", "a deadline of kind reference has other values"),
        ("từ quý IV đến quý I => period 2026-10-01..2026-03-31", "a deadline starts after it is due"),
    ],
)
def test_a_malformed_deadline_is_told(notation: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        due(notation)


# Goals


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("Trên 95% hồ sơ => > 95 %", Goal(("Trên 95% hồ sơ",), ">", 95.0, "%")),
        ("Từ 50 lớp => >= 50 lớp|lớp học", Goal(("Từ 50 lớp",), ">=", 50.0, "lớp|lớp học")),
        ("Dưới 3,5% hộ => < 3,5 %", Goal(("Dưới 3,5% hộ",), "<", 3.5, "%")),
        ("Không quá 15 ngày => <= 15 ngày", Goal(("Không quá 15 ngày",), "<=", 15.0, "ngày")),
        ("100% xã => 100 %", Goal(("100% xã",), "=", 100.0, "%")),
        ("Nhóm 15 => <= 15", Goal(("Nhóm 15",), "<=", 15.0, None)),
        ("Giữ vững => -", Goal(("Giữ vững",))),
        ("Giữ vững => ?-", Goal(("Giữ vững",), optional=True)),
        ("Khoảng 20 mô hình => ? = 20 mô hình", Goal(("Khoảng 20 mô hình",), "=", 20.0, "mô hình", optional=True)),
        ("Giảm => -2 %", Goal(("Giảm",), "=", -2.0, "%")),
        ("A => B đạt 3 => = 3 bậc", Goal(("A => B đạt 3",), "=", 3.0, "bậc")),
    ],
)
def test_a_goal_is_read(notation: str, expected: Goal) -> None:
    assert goal(notation) == expected


@pytest.mark.parametrize(
    "notation", ["Trên 95% hồ sơ", "Trên 95% => nhiều", "Trên 95% => > %", "Trên 95% =>", "a => << 3 %"]
)
def test_a_malformed_goal_is_told(notation: str) -> None:
    with pytest.raises(ValueError, match="a goal is written TEXT => COMPARATOR VALUE UNIT, or TEXT => -"):
        goal(notation)


# Files

NODES = "section, says, unit, task, parent, item, targets, group, table, closing_line"


@pytest.mark.parametrize(
    ("body", "place", "expected"),
    [
        ("- sections: A", "body / node 1", f"a node has one of the keys {NODES}; here: sections"),
        ("- 7", "body / node 1", "a node is a text or a mapping, not 7"),
        ("task: A", "body", "a body is a list of nodes"),
        ("- A\n- section: Nhiệm vụ", "body / node 2 / section 'Nhiệm vụ'", "missing: ['body']"),
        ("- {section: Nhiệm vụ, body: [A], number: 3}", "body / node 1 / section 'Nhiệm vụ'", "unknown keys: ['number']"),
        ("- {section: Nhiệm vụ, body: [A, {item: }]}", "section 'Nhiệm vụ' / node 2 / item 'None'", "missing: ['item']"),
        ("- {section: Nhiệm vụ, body: [A], marks: '+'}", "section 'Nhiệm vụ'", "'+' is none of scheme, -, none"),
        ("- {section: Nhiệm vụ, body: [A], origin: task}", "section 'Nhiệm vụ'", "'task' is none of table, body"),
        ("- {parent: Tổ chức các việc sau, body: [A]}", "parent 'Tổ chức các việc sau'", "a parent ends with a colon"),
        ("- {parent: 'Các việc sau:'}", "parent 'Các việc sau:'", "missing: ['body']"),
        ("- task: 'Giao {Sở Nội vụ} rà soát'", "task 'Giao {Sở Nội vụ} rà soát'", "a brace that is no mark"),
        ("- task: 'Rà soát {d:tháng 5 => mai}'", "task", "'mai' is none of date, period"),
        ("- {task: Rà soát, due: [Tháng 5]}", "task 'Rà soát'", "a deadline is written TEXT => KIND"),
        ("- {task: Rà soát, leads: [Sở Nội vụ]}", "task 'Rà soát'", "unknown keys: ['leads']"),
        ("- {task: Rà soát, lead: [Sở Văn hóa, thể thao]}", "task 'Rà soát'", "'thể thao' is a piece of a name"),
        ("- {task: Rà soát, partners: [Sở Văn hóa, Thể thao và Du lịch]}", "task 'Rà soát'", "put names with commas in quotes"),
        ("- {task: Rà soát, products: [Tin, bài]}", "task 'Rà soát'", "'bài' is a piece of a product"),
        ("- {task: Rà soát, optional_fields: [deadline]}", "task 'Rà soát'", "'deadline' is none of lead, partners"),
        ("- {task: [a, b]}", "task", "a text is expected, not ['a', 'b']"),
        ("- targets: [Trên 95%]", "targets", "a goal is written TEXT => COMPARATOR"),
        ("- group: {tasks: [{text: A}], form: table}", "group", "unknown keys: ['form']"),
        ("- group: {tasks: [{text: A}], forms: [tables]}", "group", "'tables' is none of table, labels, units"),
        ("- group: {tasks: [{text: A}], fixed: list}", "group", "'list' is none of table, labels"),
        ("- group: {tasks: [{lead: [Sở Nội vụ]}]}", "group", "missing: ['text']"),
        ("- group: {tasks: [{text: A}, {sub: B, tasks: [{text: C}]}]}", "group", "all under subs or none does"),
        ("- table: {header: [TT, Tên], rows: [[1, 2, 3]]}", "table", "a row of the table is longer than its header"),
        ("- table: {header: [TT], rows: [[a: b]]}", "table", "a text with ': ' needs quotes"),
        ("- {unit: Sở Nội vụ, says: Rà soát, body: []}", "says 'Rà soát'", "unknown keys: ['body']"),
    ],
)  # fmt: skip
def test_a_malformed_body_is_told_with_its_place(body: str, place: str, expected: str, made_up: Make) -> None:
    with pytest.raises(MalformedPlan) as told:
        made_up(body)
    file, _, rest = str(told.value).partition(", ")
    where = rest.partition(": ")[0]
    assert file == "nho.yaml"
    assert place in where + ":"
    assert expected in rest


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"split": "test"}, "'test' is none of learn"),
        ({"fields": "y tế"}, "unknown keys: ['fields']"),
        ({"field": None}, "missing: ['field']"),
        ({"document": {"type": "Kế hoạch"}}, "document: missing: ['number', 'letterhead', 'issuer', 'title']"),
        ({"cites": {"nd08": {"type": "Nghị định", "number": "08/2021/NĐ-CP"}}}, "given but not used: ['nd08']"),
        ({"bases": ["Căn cứ {@nd08};"]}, "used but not given, or given but not used: ['nd08']"),
        ({"cites": {"nd08": {"type": "Nghị định"}}}, "cites.nd08: missing: ['number']"),
        ({"closing": {"item": "A"}}, "closing: is a text or a task"),
        ({"appendices": [{"title": "A", "body": ["B"]}]}, "appendix 1: missing: ['label']"),
        ({"appendices": [{"label": "Phụ lục", "title": "A", "body": ["B", {"x": 1}]}]}, "appendix 1 / node 2: a node has"),
        ({"attached": {"type": "Kế hoạch", "title": "A", "body": [{"x": 1}]}}, "attached / node 1: a node has"),
        ({"bases": ["Căn cứ {nd08};"]}, "bases: a brace that is no mark"),
        ({"body": "- {section: A, body: [{task: B, x: 1}]}"},
         "nho.yaml, body / node 1 / section 'A' / node 1 / task 'B': unknown keys: ['x']"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_told_with_its_place(more: dict[str, Any], expected: str, made_up: Make) -> None:
    with pytest.raises(MalformedPlan) as told:
        made_up(**{"body": "- Nội dung."} | more)
    assert str(told.value).startswith("nho.yaml")
    assert expected in str(told.value)


def test_what_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "hong.yaml"
    path.write_text('field: y tế\nbody: ["a\n', encoding="utf-8")
    with pytest.raises(MalformedPlan, match=r"(?s)^hong\.yaml: .*line 3"):
        load(path)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rong.yaml"
    path.touch()
    with pytest.raises(MalformedPlan, match=r"^rong\.yaml: a mapping is expected, not None"):
        load(path)


def test_a_day_without_quotes_and_a_month_alone(made_up: Make) -> None:
    document = {"type": "Kế hoạch", "number": "1/KH", "letterhead": "SỞ", "issuer": "Sở", "title": "A"}
    assert made_up("- A", document=document | {"date": day("2026-03-02")}).head.date == "2026-03-02"
    assert made_up("- A", document=document | {"date": "2026-03"}).head.date == "2026-03"
    assert made_up("- A", document=document).head.date is None


def test_the_numbers_of_party_documents(made_up: Make) -> None:
    document = {"type": "Chương trình hành động", "letterhead": "TỈNH UỶ", "issuer": "Tỉnh uỷ", "title": "A"}
    assert made_up("- A", document=document | {"number": "45-CTr/TU"}).head.of_the_party
    assert not made_up("- A", document=document | {"number": "45/CTr-UBND"}).head.of_the_party
    assert not made_up("- A", document=document | {"number": "/CTr-UBND"}).head.of_the_party
