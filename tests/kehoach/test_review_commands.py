"""Reviews and gold files by the program: what is written down, printed and handed on."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

import kehoach
from corpus.samples_build import SAMPLES
from kehoach.cli import program
from models import Document, Plan
from output.store import Store

DRUGS = "chi-thi-phong-chong-ma-tuy-2026.txt"
SCHEMA = Path(__file__).resolve().parent.parent.parent / "docs" / "plan.schema.json"

Run = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with a sample plan, whose file stands in the folder `in`."""
    path = tmp_path / "plans.db"
    (tmp_path / "in").mkdir()
    source = shutil.copy(SAMPLES / DRUGS, tmp_path / "in")
    with Store(path) as store:
        store.write(*_read(Path(source)), source, store.start_run("1"))
    return path


@pytest.fixture
def run(db: Path) -> Run:
    def call(*arguments: object, code: int = 0) -> Result:
        result = CliRunner(env={"COLUMNS": "200"}).invoke(
            program, [*map(str, arguments), "--db", str(db)], catch_exceptions=False
        )
        assert result.exit_code == code, result.output
        return result

    return call


def _read(path: Path) -> tuple[Document, Plan]:
    document = kehoach.read(path)
    return document, kehoach.extract(document)


def ids(db: Path) -> list[str]:
    with Store(db) as store:
        return [row["task_id"] for row in store.tasks()]


def test_decisions_are_written_down_and_shown(db: Path, run: Run) -> None:
    first, second, third, *_ = ids(db)
    assert "Review 1 is written down. `kehoach reviews undo 1`" in run("reviews", "accept", first, "--who", "an").output
    run("reviews", "set", second, "lead", "Phòng A", "Phòng B", "--who", "bình", "--note", "theo điện thoại")
    run("reviews", "done", third, "--on", "30/04/2026", "--who", "an")
    run("reviews", "undo", "1", "--who", "bình")
    with Store(db) as store:
        rows = list(store.tasks())
    assert [row["review"] for row in rows[:3]] == [None, "set", None]
    assert (rows[1]["lead"], rows[2]["status"], rows[2]["done_on"]) == ("Phòng A; Phòng B", "done", "2026-04-30")
    told = " ".join(run("reviews", "history").output.split())
    for words in (
        "accept (undone)",
        "lead: Phòng A; Phòng B",
        "done_on: 2026-04-30 (part of 3)",
        "undo 1",
        "5 entries.",
    ):
        assert words in told
    entries = json.loads(run("reviews", "history", "--task", second, "--format", "json").output)
    assert [(entry["who"], entry["note"], entry["new_value"]) for entry in entries] == [
        ("bình", "theo điện thoại", ["Phòng A", "Phòng B"])
    ]
    assert run("reviews", "history", "--document", "khong co").output == "No entries.\n"


@pytest.mark.parametrize(
    ("field", "values", "now"),
    [
        pytest.param("number", [], None, id="nothing"),
        pytest.param("products", [], [], id="an empty list"),
        pytest.param("status", ["dropped"], "dropped", id="a status"),
    ],
)
def test_a_field_is_set(db: Path, run: Run, field: str, values: list[str], now: Any) -> None:
    (task, *_) = ids(db)
    run("reviews", "set", task, field, *values, "--who", "an")
    with Store(db) as store:
        assert store.reviews.values(task)[field] == now


def test_deadlines_are_read_as_plans_print_them(db: Path, run: Run) -> None:
    (task, *_) = ids(db)
    stated = {"text": "quý I", "kind": "date", "due": "2027-03-31"}
    run("reviews", "set", task, "deadlines", "trước ngày 15/5", json.dumps(stated), "--who", "an")
    with Store(db) as store:
        found = store.reviews.values(task)["deadlines"]
    assert [(deadline["text"], deadline["due"]) for deadline in found] == [
        ("trước ngày 15/5", "2026-05-15"), ("quý I", "2027-03-31"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("accept", "0" * 16), "There is no task 0000000000000000 in this store."),
        (("undo", "7"), "There is no review 7."),
        (("set", "TASK", "status", "finished"), "status is one of open, done, dropped"),
        (("set", "TASK", "text", "a", "b"), "text takes one VALUE"),
        (("set", "TASK", "deadlines", "{"), "{ is no JSON"),
    ],
)
def test_a_mistake_is_told_in_a_line(db: Path, run: Run, arguments: tuple[str, ...], message: str) -> None:
    arguments = tuple(ids(db)[0] if argument == "TASK" else argument for argument in arguments)
    output = run("reviews", *arguments, "--who", "an", code=2).output
    assert message in output
    assert "Traceback" not in output


def test_orphans_are_listed_and_moved(db: Path, run: Run, tmp_path: Path) -> None:
    assert run("reviews", "orphaned").output == "No reviews.\n"
    first, second, *_ = ids(db)
    run("reviews", "set", first, "lead", "Phòng A", "--who", "an")
    source = tmp_path / "in" / DRUGS
    document, plan = _read(source)
    with Store(db) as store:
        store.write(document, replace(plan, tasks=plan.tasks[1:]), source, store.start_run("2"))
    told = " ".join(run("reviews", "orphaned").output.split())
    assert "lead: Phòng A" in told
    assert told.endswith("1 review.")
    (orphan,) = json.loads(run("reviews", "orphaned", "--format", "json").output)
    assert (orphan["review"], orphan["value"], orphan["reason"]) == (1, ["Phòng A"], "gone")
    run("reviews", "move", 1, second, "--who", "bình")
    assert json.loads(run("reviews", "orphaned", "--format", "json").output) == []


def test_reviews_without_a_database_are_told(tmp_path: Path) -> None:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(
        program, ["reviews", "history", "--db", str(tmp_path / "none.db")]
    )
    assert result.exit_code == 2
    assert "is not there" in result.output


# Gold


def review_all(db: Path) -> list[str]:
    """Accept every task but the first, of which the lead is corrected; gives their ids."""
    tasks = ids(db)
    with Store(db) as store:
        store.reviews.set(tasks[0], "lead", ["Phòng Cảnh sát"], "an")
        for task in tasks[1:]:
            store.reviews.accept(task, "an")
    return tasks


def test_a_reviewed_document_is_gold_by_which_the_correction_is_a_miss(db: Path, run: Run, tmp_path: Path) -> None:
    review_all(db)
    out = tmp_path / "out"
    told = run("gold", "export", "--out", out, "--copy-documents").output
    assert told.startswith("1 gold file in")
    assert "1 document in" in told
    gold = json.loads((out / "gold" / "chi-thi-phong-chong-ma-tuy-2026.json").read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(gold)
    assert gold["tasks"][0]["lead"] == ["Phòng Cảnh sát"]
    assert "evidence" not in json.dumps(gold)
    figures = tmp_path / "figures.json"
    arguments = ["evaluate", out / "gold", out / "documents", "--processes", 1, "--json", figures]
    assert (
        CliRunner(env={"COLUMNS": "200"}).invoke(program, list(map(str, arguments)), catch_exceptions=False).exit_code
        == 0
    )
    misses = json.loads(figures.read_text(encoding="utf-8"))["misses"]
    assert {miss["field"] for miss in misses} == {"lead"}
    assert {miss["gold"] for miss in misses if miss["gold"]} == {"Phòng Cảnh sát"}


def test_gold_has_added_tasks_and_no_rejected_ones(db: Path, run: Run, tmp_path: Path) -> None:
    first, second, *_ = review_all(db)
    with Store(db) as store:
        store.reviews.reject(second, "an")
        store.reviews.add(1, {"text": "Việc thêm tay", "lead": ["Phòng A"]}, "an", after=first)
    run("gold", "export", "--out", tmp_path)
    gold = json.loads(next((tmp_path / "gold").iterdir()).read_text(encoding="utf-8"))
    read = kehoach.read_plan(SAMPLES / DRUGS)
    assert [task["text"] for task in gold["tasks"]] == [
        read.tasks[0].text, "Việc thêm tay", *(task.text for task in read.tasks[2:]),
    ]  # fmt: skip
    assert len(gold["citations"]) == len(read.citations)
    assert not (tmp_path / "documents").exists()


def test_a_document_reviewed_in_part_is_left_out_unless_asked_for(db: Path, run: Run, tmp_path: Path) -> None:
    first, *_ = ids(db)
    told = run("gold", "export", "--out", tmp_path).output
    assert told.startswith("0 gold files")
    assert "kehoach reviews accept" in told
    run("reviews", "done", first, "--who", "an")
    assert run("gold", "export", "--out", tmp_path, "--partly").output.startswith("0 gold files"), "done is no verdict"
    run("reviews", "accept", first, "--who", "an")
    assert "1 document is reviewed only in part" in run("gold", "export", "--out", tmp_path).output
    assert run("gold", "export", "--out", tmp_path, "--partly").output.startswith("1 gold file")


def test_what_was_accepted_when_it_read_otherwise_waits(db: Path, run: Run, tmp_path: Path) -> None:
    review_all(db)
    source = tmp_path / "in" / DRUGS
    document, plan = _read(source)
    changed = [*plan.tasks[:-1], replace(plan.tasks[-1], products=("Báo cáo khác",))]
    with Store(db) as store:
        store.write(document, replace(plan, tasks=tuple(changed)), source, store.start_run("2"))
    assert run("gold", "export", "--out", tmp_path / "out").output.startswith("0 gold files")


def test_a_changed_original_is_not_copied_and_other_gold_not_replaced(db: Path, run: Run, tmp_path: Path) -> None:
    review_all(db)
    (tmp_path / "in" / DRUGS).write_text("khác", encoding="utf-8")
    out = tmp_path / "out"
    told = run("gold", "export", "--out", out, "--copy-documents").output
    assert "0 documents in" in told
    assert f"{DRUGS} is at none of the places" in told
    (gold,) = (out / "gold").iterdir()
    run("gold", "export", "--out", out)
    gold.write_text("{}", encoding="utf-8")
    assert "says something else" in run("gold", "export", "--out", out, code=2).output
    assert gold.read_text(encoding="utf-8") == "{}"
    run("gold", "export", "--out", out, "--force")
    assert "tasks" in json.loads(gold.read_text(encoding="utf-8"))


def test_an_original_that_the_store_kept_is_copied_when_its_file_is_gone(db: Path, run: Run, tmp_path: Path) -> None:
    review_all(db)
    source = tmp_path / "in" / DRUGS
    data = source.read_bytes()
    with Store(db) as store, source.open("rb") as original:
        store.keep_original(hashlib.sha256(data).hexdigest(), original)
    source.write_text("khác", encoding="utf-8")
    told = run("gold", "export", "--out", tmp_path / "out", "--copy-documents").output
    assert "1 document in" in told
    assert "not copied" not in told
    (copy,) = (tmp_path / "out" / "documents").iterdir()
    assert (copy.suffix, copy.read_bytes()) == (source.suffix, data)


def test_documents_whose_files_have_one_name_get_names_of_their_own(db: Path, run: Run, tmp_path: Path) -> None:
    document, plan = _read(tmp_path / "in" / DRUGS)
    source = replace(plan.source, sha256="ab" * 32)
    other = replace(plan.document, number="9/CT-UBND", title="Việc khác")
    with Store(db) as store:
        task = replace(plan.tasks[0], id="f" * 16)
        store.write(
            replace(document, source=source, blocks=document.blocks[:1]),
            replace(plan, source=source, document=other, tasks=(task,)),
            "/other/place",
            store.start_run("1"),
        )
    review_all(db)
    run("gold", "export", "--out", tmp_path)
    assert sorted(path.name.rpartition("-")[2] for path in (tmp_path / "gold").iterdir()) != ["2026.json"]
    assert len(list((tmp_path / "gold").iterdir())) == 2
