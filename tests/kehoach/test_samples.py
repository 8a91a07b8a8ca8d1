"""The main path on the sample plans, with everything real: what the first start shows."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from corpus.samples_build import DIGITAL, SAMPLES, SCHOOLS
from kehoach import read_plan
from kehoach.cli import program
from models import Plan, Task
from output.exports import to_dict

DRUGS = "chi-thi-phong-chong-ma-tuy-2026.txt"
SCHEMA = Path(__file__).resolve().parent.parent.parent / "docs" / "plan.schema.json"


@cache
def plan(name: str) -> Plan:
    return read_plan(SAMPLES / name)


def task(name: str, opening: str) -> Task:
    found = [task for task in plan(name).tasks if task.text.startswith(opening)]
    assert len(found) == 1, [task.text for task in plan(name).tasks]
    return found[0]


@pytest.mark.parametrize(
    ("name", "number", "issuer", "day", "signer"),
    [
        (SCHOOLS, "42/KH-SGDĐT", "Sở Giáo dục và Đào tạo tỉnh Lam Giang", "2026-02-09", "Trần Minh Khuê"),
        (DIGITAL, "15/KH-UBND", "Ủy ban nhân dân phường An Khê Đông", "2026-01-20", "Lê Thị Hoài An"),
        (DRUGS, "04/CT-UBND", "Ủy ban nhân dân tỉnh Lam Giang", "2026-03-16", "Nguyễn Hải Đường"),
    ],
)
def test_particulars(name: str, number: str, issuer: str, day: str, signer: str) -> None:
    document = plan(name).document
    assert (document.number, document.issuer, document.date, document.signer) == (number, issuer, day, signer)


@pytest.mark.parametrize(
    ("name", "opening", "number", "lead", "partners", "products", "due"),
    [
        pytest.param(
            SCHOOLS,
            "Rà soát, lập danh mục",
            "1",
            ["Phòng Kế hoạch - Tài chính"],
            ["Phòng Công tác học sinh, sinh viên", "các cơ sở giáo dục trực thuộc"],
            ["Báo cáo kết quả rà soát."],
            [date(2026, 3, 31)],
            id="label lines",
        ),
        pytest.param(
            SCHOOLS,
            "Lắp đặt biển cảnh báo",
            "4",
            ["Phòng Kế hoạch - Tài chính"],
            ["Các cơ sở giáo dục trực thuộc", "UBND các xã, phường"],
            ["Danh sách điểm lắp đặt"],
            [date(2026, 6, 30)],
            id="merged cells",
        ),
        pytest.param(
            SCHOOLS,
            "Tham mưu Lãnh đạo Sở tổ chức hội nghị",
            None,
            ["Phòng Công tác học sinh, sinh viên"],
            [],
            [],
            [date(2026, 12, 20)],
            id="a unit's heading",
        ),
        pytest.param(
            DIGITAL,
            "Nâng cấp hệ thống truyền thanh",
            "5",
            ["Phòng Văn hóa - Xã hội"],
            ["Phòng Kinh tế, Hạ tầng và Đô thị"],
            ["Hồ sơ thiết kế", "Biên bản nghiệm thu"],
            [date(2026, 9, 30)],
            id="a table row on a page",
        ),
        pytest.param(
            DIGITAL,
            "Tổng kết, đánh giá",
            "16",
            ["Phòng Văn hóa - Xã hội"],
            ["Các phòng", "đơn vị thuộc phường"],
            ["Báo cáo tổng kết"],
            [date(2026, 12, 10)],
            id="the last row, on the next page",
        ),
        pytest.param(
            DRUGS,
            "Giao Sở Giáo dục và Đào tạo chủ trì",
            "3",
            ["Sở Giáo dục và Đào tạo"],
            ["Tỉnh đoàn"],
            [],
            [date(2026, 9, 15)],
            id="a sentence",
        ),
    ],
)
def test_a_task(
    name: str,
    opening: str,
    number: str | None,
    lead: list[str],
    partners: list[str],
    products: list[str],
    due: list[date],
) -> None:
    found = task(name, opening)
    assert found.number == number
    assert [unit.name for unit in found.lead] == lead
    assert [unit.name for unit in found.partners] == partners
    assert list(found.products) == products
    assert [deadline.due for deadline in found.deadlines] == due


def test_a_table_over_pages_is_one() -> None:
    rows = [task for task in plan(DIGITAL).tasks if task.origin == "table"]
    assert [row.number for row in rows] == [str(number) for number in range(1, 17)]


@pytest.mark.parametrize("name", [SCHOOLS, DIGITAL, DRUGS])
def test_the_json_fits_the_contract(name: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(json.dumps(to_dict(plan(name)))))


def test_the_first_start_shows_all_three(tmp_path: Path) -> None:
    db = str(tmp_path / "plans.db")
    done = CliRunner().invoke(program, ["ingest", str(SAMPLES), "--db", db])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("3 read, 0 skipped as unchanged, 0 failed; ")
    shown = CliRunner().invoke(program, ["list", "--db", db], env={"COLUMNS": "120"}).output
    for name in (SCHOOLS, DIGITAL, DRUGS):
        assert str(plan(name).document.number) in shown
    assert shown.splitlines()[-1] == f"{sum(len(plan(name).tasks) for name in (SCHOOLS, DIGITAL, DRUGS))} tasks."
