"""Plans as JSON, the columns of tasks, and files that are whole or not there."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from models import Box, Citation, Deadline, Evidence, Metadata, Plan, PlanTable, Section, Source, Target, Task, Unit
from output.errors import ExportError
from output.exports import COLUMNS, replacing, task_rows, to_dict, write_json, write_jsonl
from output.store import Store

Make = Callable[..., Any]

EVIDENCE = Evidence("lead", 3, 5, 9, "Sở Y tế", "table.lead", 0.9, 1, 2, Box(1.5, 2, 3, 4), True)
WHOLE = Plan(
    Source("a.docx", "ab" * 32, "docx"),
    Metadata(
        "Kế hoạch",
        "5/KH-SYT",
        "Sở Y tế",
        "X",
        "2025-11",
        "Tên",
        "An",
        "Giám đốc",
        (Evidence("n", 0, 0, 1, "5", "r", 1.0),),
    ),
    (
        Task(
            "00ff00ff00ff00ff",
            "table",
            "1",
            ("I. A",),
            "Việc",
            "Nội dung:",
            (Unit("Sở YT", "Sở Y tế"),),
            (),
            ("Báo cáo",),
            (Deadline("Hằng quý", "recurring", None, date(2025, 12, 31), ("quarterly",), "20", "16:00"),),
            0.8,
            (EVIDENCE,),
        ),
    ),
    (Target("95%", 95.0, "%", ">=", "section", "1", ("I. A",), (EVIDENCE,)),),
    (Citation("Quyết định", "684/QĐ-UBND", date(2024, 3, 1), "UBND", (EVIDENCE,)),),
    (Section("I", "A", 1, "task", None, 1),),
    (PlanTable("tasks", ("number", None), (("1", None),), (1, 2)),),
)

CONTRACT = json.loads((Path(__file__).parents[2] / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
DEADLINE_KEYS = ["text", "kind", "start", "due", "recurrence", "day", "time"]
EVIDENCE_KEYS = ["field", "index", "block", "start", "end", "page", "box", "text", "rule", "confidence", "inferred"]


def test_the_whole_form() -> None:
    plan = to_dict(WHOLE)
    evidence = dict(
        zip(EVIDENCE_KEYS, ["lead", 1, 3, 5, 9, 2, [1.5, 2, 3, 4], "Sở Y tế", "table.lead", 0.9, True], strict=True)
    )
    assert plan == {
        "document": {
            "type": "Kế hoạch",
            "number": "5/KH-SYT",
            "issuer": "Sở Y tế",
            "place": "X",
            "date": "2025-11",
            "title": "Tên",
            "signer": "An",
            "signer_title": "Giám đốc",
            "evidence": [
                {
                    "field": "n",
                    "block": 0,
                    "start": 0,
                    "end": 1,
                    "page": None,
                    "box": None,
                    "text": "5",
                    "rule": "r",
                    "confidence": 1.0,
                    "inferred": False,
                }
            ],
        },
        "tasks": [
            {
                "id": "00ff00ff00ff00ff",
                "origin": "table",
                "number": "1",
                "path": ["I. A"],
                "text": "Việc",
                "context": "Nội dung:",
                "lead": ["Sở YT"],
                "partners": [],
                "products": ["Báo cáo"],
                "deadlines": [
                    dict(
                        zip(
                            DEADLINE_KEYS,
                            ["Hằng quý", "recurring", None, "2025-12-31", ["quarterly"], "20", "16:00"],
                            strict=True,
                        )
                    )
                ],
                "confidence": 0.8,
                "evidence": [evidence],
            }
        ],
        "targets": [
            {
                "text": "95%",
                "value": 95.0,
                "unit": "%",
                "comparator": ">=",
                "scope": "section",
                "number": "1",
                "path": ["I. A"],
                "evidence": [evidence],
            }
        ],
        "citations": [
            {
                "type": "Quyết định",
                "number": "684/QĐ-UBND",
                "date": "2024-03-01",
                "issuer": "UBND",
                "evidence": [evidence],
            }
        ],
        "sections": [{"number": "I", "title": "A", "level": 1, "parent": None, "role": "task", "page": 1}],
        "tables": [{"role": "tasks", "columns": ["number", None], "rows": [["1", None]], "pages": [1, 2]}],
    }
    assert list(plan) == ["document", "tasks", "targets", "citations", "sections", "tables"]
    assert list(plan["tasks"][0]["evidence"][0]) == EVIDENCE_KEYS


@pytest.mark.parametrize("plan", [WHOLE, Plan(WHOLE.source, Metadata())], ids=["whole", "empty"])
def test_the_form_is_the_contracts(plan: Plan) -> None:
    jsonschema.Draft202012Validator(CONTRACT).validate(to_dict(plan))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_and_jsonl_hold_every_plan(count: int) -> None:
    plans = [to_dict(WHOLE)] * count
    array, lines = io.StringIO(), io.StringIO()
    write_json(plans, array)
    write_jsonl(plans, lines)
    assert json.loads(array.getvalue()) == plans
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == plans
    assert "Việc" in lines.getvalue() or not count


def test_columns_are_those_of_the_view(store: Store) -> None:
    cursor = store.db.execute("SELECT * FROM task_list")
    assert tuple(column[0] for column in cursor.description) == COLUMNS


def test_rows_of_a_plan_are_those_of_the_store(store: Store, reading: Make, put: Make, a_task: Make) -> None:
    made = reading(a_task("Việc", lead=["A", "B"], path=("I", "II"), products=("x", "y")), a_task("Khác"))
    document = put(made)
    assert [{**row, "document_id": document} for row in task_rows(made[1])] == list(store.tasks())


def test_a_file_is_replaced_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("old")
    with replacing(path, "utf-8-sig") as stream:
        stream.write("a\r\n")
        assert path.read_text() == "old"
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_broken_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "plans.json"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as stream:
        stream.write("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no.x\.json cannot be written"), replacing(tmp_path / "no" / "x.json"):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    with replacing(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"
