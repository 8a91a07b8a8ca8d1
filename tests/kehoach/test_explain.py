"""`kehoach explain`: why a task was read as it was. Everything is real here: reader, grammars, printing."""

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from extractors import explanations
from extractors import extract as extract_document
from kehoach import explanation_text, extract, read
from kehoach.cli import program
from kehoach.explanation import TaskExplained, explain
from models import Box, Document, Paragraph, Place, Plan, Reading, Source
from tests.extractors.factories import HEAD, TAIL, document, p, table

HOME = Path(__file__).resolve().parents[2]
DRUGS = "chi-thi-phong-chong-ma-tuy-2026.txt"
MADE_UP = sorted((HOME / "tests" / "plans" / "documents").iterdir())


def run(*arguments: str, width: int = 120) -> Result:
    return CliRunner().invoke(program, arguments, env={"COLUMNS": str(width)})


def told(*blocks: object, row: int = 1) -> TaskExplained:
    """Task `row` of a made-up plan of 2026, explained."""
    made = document(*HEAD, *blocks, *TAIL)  # type: ignore[arg-type]
    return explain(made, extract_document(made), str(row), "made-up.txt")


def field(explained: TaskExplained, name: str) -> Any:
    return next(field for field in explained.fields if field.name == name)


def passed(explained: TaskExplained, name: str) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in field(explained, name).alternatives]


ITEM = "II. NHIỆM VỤ"


@pytest.mark.parametrize(
    ("blocks", "name", "expected"),
    [
        pytest.param(
            (
                "III. TỔ CHỨC THỰC HIỆN",
                "1. Sở Xây dựng",
                "- Giao Sở Tài chính chủ trì cân đối kinh phí.",
            ),
            "lead",
            [("Sở Xây dựng", "nearer")],
            id="the heading's unit gives way to the item's own sentence",
        ),
        pytest.param(
            (ITEM, "1. Sở Y tế tổ chức tập huấn cho người dân.", "Đơn vị thực hiện: Trung tâm Kiểm soát bệnh tật."),
            "lead",
            [("Sở Y tế", "label")],
            id="a label line beats the text",
        ),
        pytest.param(
            (ITEM, "1. Tổ chức hội thi trước ngày 10/4/2026.", "Thời gian thực hiện: Quý II/2026."),
            "deadlines",
            [("trước ngày 10/4/2026", "label")],
            id="a label line's time beats the text's",
        ),
        pytest.param(
            (ITEM, "1. Rà soát chợ đầu mối.", "Đơn vị chủ trì: Sở Công Thương.", "Cơ quan chủ trì: Sở Y tế."),
            "lead",
            [("Sở Y tế.", "first-label")],
            id="the first label line keeps its field",
        ),
        pytest.param(
            (
                ITEM,
                "1. Sở Tư pháp tổ chức hội nghị phổ biến pháp luật.",
                "2. Biên soạn tài liệu hỏi đáp.",
                "Văn phòng Sở chủ trì thực hiện nội dung này.",
            ),
            "lead",
            [("Văn phòng Sở", "nearer")],
            id="a closing line gives way to the item's own sentence",
        ),
        pytest.param(
            (ITEM, "1. Rà soát hồ chứa, báo cáo Ủy ban nhân dân tỉnh, gửi Sở Tài chính trước ngày 15/5/2026."),
            "lead",
            [("Ủy ban nhân dân tỉnh", "mentioned"), ("Sở Tài chính", "mentioned")],
            id="who is told neither leads nor takes part",
        ),
        pytest.param(
            (ITEM, "1. Triển khai Kế hoạch số 12/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh."),
            "deadlines",
            [("ngày 15/01/2026", "cited")],
            id="the date of a cited document",
        ),
        pytest.param(
            (ITEM, "1. Khắc phục các tồn tại từ tháng 6/2024, trồng bổ sung cây xanh."),
            "deadlines",
            [("từ tháng 6/2024", "past")],
            id="a time before the plan's year",
        ),
        pytest.param(
            (ITEM, "1. Triển khai Đề án phát triển du lịch cộng đồng đến năm 2030."),
            "deadlines",
            [("đến năm 2030", "of-a-thing")],
            id="the year in a programme's name",
        ),
        pytest.param(
            (ITEM, "1. Lồng ghép kết quả trong báo cáo hằng quý của đơn vị."),
            "deadlines",
            [("hằng quý", "often-of-a-thing")],
            id="how often another report comes",
        ),
        pytest.param(
            (
                ITEM,
                table(
                    ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
                    ("1", "Sở Nội vụ mở 02 lớp trước ngày 20/3/2026", "Trường Chính trị", "Quý II/2026"),
                ),
            ),
            "deadlines",
            [("trước ngày 20/3/2026", "time-column")],
            id="in a table the time column counts",
        ),
        pytest.param(
            (
                ITEM,
                table(
                    ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
                    ("1", "Sở Nội vụ mở 02 lớp bồi dưỡng", "Trường Chính trị", "Quý II/2026"),
                ),
            ),
            "lead",
            [("Sở Nội vụ", "unit-column")],
            id="in a table the column of leads counts",
        ),
        pytest.param(
            (
                ITEM,
                "1. Sở Du lịch thực hiện các việc sau:",
                table(("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"), ("1", "Mở lớp", "Sở Nội vụ", "Quý II/2026")),
            ),
            "lead",
            [("Sở Du lịch", "nearer")],
            id="a cell beats the sentence above the table",
        ),
        pytest.param(
            (ITEM, "1. Sở Y tế kiểm tra bếp ăn."), "deadlines", [], id="nothing else to read, nothing passed over"
        ),
    ],
)
def test_what_was_passed_over_and_why(blocks: tuple[object, ...], name: str, expected: list[tuple[str, str]]) -> None:
    assert passed(told(*blocks), name) == expected


def test_what_is_passed_over_is_no_value_of_the_field() -> None:
    for path in (SAMPLES / SCHOOLS, SAMPLES / DIGITAL, SAMPLES / DRUGS):
        for task in _read(path)[1].tasks:
            taken = {(e.field, e.block, e.start, e.end) for e in task.evidence}
            places = [(a.field, a.block, a.start, a.end) for a in task.alternatives]
            assert not taken.intersection(places)
            assert len(places) == len(set(places))


def test_an_alternative_stands_where_it_says() -> None:
    for path in (SAMPLES / SCHOOLS, SAMPLES / DIGITAL, SAMPLES / DRUGS):
        made, plan = _read(path)
        for task in plan.tasks:
            for one in task.alternatives:
                assert " ".join(made.blocks[one.block].text[one.start : one.end].split()) == one.text


@pytest.mark.parametrize(
    ("blocks", "number", "rule", "words"),
    [
        pytest.param((ITEM, "1. Kiểm tra bếp ăn."), "1", "number.item", "1", id="typed"),
        pytest.param((ITEM, p("Kiểm tra bếp ăn.", label="3.")), "3", "number.item", "3.", id="made by Word"),
        pytest.param(
            (ITEM, "- Kiểm tra bếp ăn.", "- Mở lớp tập huấn."), None, "number.none", None, id="a mark is no number"
        ),
        pytest.param(
            ("III. TỔ CHỨC THỰC HIỆN", "2. Sở Y tế", "Kiểm tra bếp ăn của các trường học."),
            "2",
            "number.above",
            "2",
            id="the number of the heading above",
        ),
        pytest.param(
            (ITEM, table(("STT", "Nhiệm vụ", "Chủ trì"), ("7", "Kiểm tra bếp ăn", "Sở Y tế"))),
            "7",
            "number.cell",
            "7",
            id="the number column",
        ),
    ],
)
def test_where_the_number_stands(blocks: tuple[object, ...], number: str | None, rule: str, words: str | None) -> None:
    (reading,) = field(told(*blocks), "number").readings
    assert (reading.value, reading.rule.name, reading.spot and reading.spot.words) == (number, rule, words)


def test_headings_are_found_again_where_they_stand() -> None:
    explained = told(ITEM, p("Tuyên truyền", label="1."), "a) Mở chuyên mục.", "b) In tờ rơi.", row=2)
    readings = field(explained, "path").readings
    assert [(r.value, r.spot.words) for r in readings] == [("II. NHIỆM VỤ", ITEM), ("1. Tuyên truyền", "Tuyên truyền")]


def test_a_unit_that_no_rule_knows_is_told_as_printed() -> None:
    explained = told(ITEM, table(("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Dựng sân khấu", "Hoạ sĩ Ánh Dương")))
    (lead,) = field(explained, "lead").readings
    assert lead.rule.name == "cell/unit.as-printed"
    assert "as printed" in lead.rule.says


def test_traits_make_the_rows_confidence() -> None:
    explained = told(ITEM, "1. Sở Y tế kiểm tra bếp ăn của các trường học trong quý II/2026.")
    weights = {trait.trait: trait.weight for trait in explained.traits}
    assert {"numbered", "origin: body", "partners: none"} <= weights.keys()
    chance = 1 / (1 + math.exp(-sum(weights.values())))
    assert explained.confidence == pytest.approx(chance, abs=0.005)  # the weights are shown with two decimals


# The command


@cache
def _read(path: Path) -> tuple[Any, Plan]:
    made = read(path)
    return made, extract(made)


def test_the_text_shows_value_place_rule_files_and_confidence() -> None:
    done = run("explain", str(SAMPLES / DRUGS), "--task", "4", width=200)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Row 4 of 10 in ")
    for expected in (
        "  Sở Giáo dục và Đào tạo\n",
        "3. Giao «Sở Giáo dục và Đào tạo» chủ trì",
        "The task's own sentence says who acts",
        "extractors/rules/actors.toml",
        "trước ngày 15/9/2026 → kind date, due 2026-09-15",
        "rule: text: limit (",
        "of rows like this one are right as a whole",
        "what every row has (raises it)",
    ):
        assert expected in done.output


def test_a_page_is_told_where_there_is_one() -> None:
    output = run("explain", str(SAMPLES / DIGITAL), "--task", "1").output
    assert "      page 1: " in output
    assert "block" not in output


@pytest.mark.parametrize("width", [40, 80])
def test_lines_fit_the_terminal(width: int) -> None:
    for line in run("explain", str(SAMPLES / SCHOOLS), "--task", "1", width=width).output.splitlines():
        assert len(line) <= width


def test_the_json_holds_the_same() -> None:
    done = run("explain", str(SAMPLES / DRUGS), "--task", "4", "--format", "json")
    data = json.loads(done.stdout)
    assert (data["row"], data["rows"]) == (4, 10)
    fields = {one["name"]: one for one in data["fields"]}
    assert {"text", "number", "path", "origin", "lead", "partners", "products", "deadlines"} <= fields.keys()
    (deadline,) = fields["deadlines"]["readings"]
    assert deadline["value"]["due"] == "2026-09-15"
    assert deadline["spot"]["words"] == "trước ngày 15/9/2026"
    assert deadline["rule"]["name"] == "text: limit"
    assert all((HOME / file).is_file() for file in deadline["rule"]["files"])


def test_a_row_and_an_id_name_the_same_task() -> None:
    name = str(SAMPLES / DRUGS)
    task = _read(SAMPLES / DRUGS)[1].tasks[2]
    assert run("explain", name, "--task", task.id).output == run("explain", name, "--task", "3").output


def test_extract_shows_the_rows_that_explain_counts() -> None:
    rows = [line for line in run("extract", str(SAMPLES / DRUGS)).output.splitlines() if line[:1].isdigit()]
    assert [row.split()[0] for row in rows[1:-1]] == [str(number) for number in range(1, 11)]
    assert rows[4].split()[:3] == ["4", "3", "Giao"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["gone.docx", "--task", "1"], 2, "'gone.docx' does not exist", id="file not there"),
        pytest.param([str(SAMPLES), "--task", "1"], 2, "is a directory", id="folder for a file"),
        pytest.param([str(SAMPLES / DRUGS)], 2, "Missing option '--task'", id="no task named"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "0"], 2, "from 1 to 10", id="counted from 0"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "11"], 2, "has 10 tasks, and '11' is none", id="too high"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "-1"], 2, "from 1 to 10", id="negative"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "²"], 2, "from 1 to 10", id="a digit that is no number"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "9" * 16], 2, "from 1 to 10", id="an id of nothing"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "III.2"], 2, "kehoach extract", id="a number as printed"),
        pytest.param(["scan.pdf", "--task", "1"], 1, "scan.pdf: ", id="unreadable"),
        pytest.param(["none.txt", "--task", "1"], 2, "No tasks were found in none.txt", id="no tasks"),
        pytest.param([str(SAMPLES / DRUGS), "--task", "1", "--format", "xml"], 2, "'xml' is not one of", id="form"),
    ],
)
def test_mistakes_are_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    (tmp_path / "none.txt").write_text("Danh bạ điện thoại nội bộ của cơ quan\n", "utf-8")
    done = run("explain", *arguments)
    assert done.exit_code == code
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.output


# What was read from a picture


def _scanned(text: str, readings: dict[str, Reading]) -> Paragraph:
    """A paragraph of a scan: each word at its place, read as `readings` say, 0.97 sure else."""
    places, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        places.append(Place(start, at, 1, Box(0, 0, 9, 9), readings.get(word, Reading(0.97))))
    return Paragraph(text, places=tuple(places))


def test_a_scan_tells_what_was_mended_and_what_doubt_takes_from_a_row() -> None:
    readings = {"Kinh": Reading(0.7, "Kính", "vocabulary")}
    lines = (*HEAD, "I. NHIỆM VỤ", "1. Giao Phòng Kinh tế sửa cầu yếu trước ngày 30/6/2026.", *TAIL)
    source = Source("scan.pdf", "0" * 64, "scan", text_from="ocr", ocr_confidence=0.94)
    made = Document(source, tuple(_scanned(line, readings) for line in lines))
    explained = explain(made, extract_document(made), "1", "scan.pdf")
    lead, day = (field(explained, name).readings[0].scan for name in ("lead", "deadlines"))
    assert [(one.word, one.as_read, one.rule) for one in lead.repairs] == [("Kinh", "Kính", "vocabulary")]
    assert day.repairs == ()
    assert lead.share < day.share
    assert explained.scan is not None
    assert (explained.scan.mean, explained.scan.words) == (0.94, lead.share)
    by_traits = 1 / (1 + math.exp(-sum(trait.weight for trait in explained.traits)))
    assert explained.confidence == pytest.approx(by_traits * explained.scan.page * explained.scan.words, abs=1e-3)
    printed = "\n".join(explanation_text.lines(explained, 200))
    assert "«Kinh» was read as «Kính» (mended by rule vocabulary)" in printed
    assert f"×{explained.scan.page:.2f} read from a scan, its words 94% sure on average" in printed


def test_a_digital_document_says_nothing_of_scans() -> None:
    explained = told(ITEM, "1. Giao Phòng Kinh tế sửa cầu yếu.")
    assert explained.scan is None
    assert all(reading.scan is None for one in explained.fields for reading in one.readings)


# Every rule has its sentence


def _rules(plan: Plan) -> set[tuple[str, str]]:
    holders = (plan.document, *plan.tasks, *plan.targets, *plan.citations)
    found = {(evidence.rule, evidence.field) for holder in holders for evidence in holder.evidence}
    return found | {(one.rule, one.field) for task in plan.tasks for one in task.alternatives}


@pytest.mark.parametrize(
    "path", [SAMPLES / SCHOOLS, SAMPLES / DIGITAL, SAMPLES / DRUGS, *MADE_UP], ids=lambda path: path.name
)
def test_every_rule_that_a_document_uses_has_a_sentence(path: Path) -> None:
    plan = _read(path)[1]
    for rule, name in sorted(_rules(plan)):
        explained = explanations.of_rule(rule, name)
        assert explanations.UNTOLD not in explained.says, rule
        assert explained.files, rule
    for task in plan.tasks:
        for one in task.alternatives:
            assert explanations.of_reason(one.reason) != explanations.UNTOLD, one.reason


@pytest.mark.parametrize("path", MADE_UP[:12], ids=lambda path: path.name)
def test_every_task_of_a_document_can_be_told(path: Path) -> None:
    made, plan = _read(path)
    for row, task in enumerate(plan.tasks, 1):
        explained = explain(made, plan, str(row), path.name)
        assert field(explained, "text").readings[0].value == task.text
        assert [r.value for r in field(explained, "path").readings] == list(task.path)
        assert explained.confidence == task.confidence
