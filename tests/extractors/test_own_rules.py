"""Rules that an office adds by itself."""

import os
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from extractors.rules import check_own, own
from extractors.rules.own import VARIABLE, RulesError

HOME = Path(__file__).resolve().parents[2]

PLAN = """<html><body><p>SỞ Y TẾ</p><p>Số: 12/KH-SYT</p><p>KẾ HOẠCH</p><p>Công tác năm 2026</p><p>II. NHIỆM VỤ</p>
<table><tr><td>STT</td><td>Đầu mục phải làm</td><td>Nơi lo chính</td><td>Xong khi nào</td></tr>
<tr><td>1</td><td>Rà soát danh mục thuốc</td><td>P.NVD</td><td>Trước 30/6/2026</td></tr>
<tr><td>2</td><td>Kiểm tra nhà thuốc</td><td>P.NVD</td><td>Quý III/2026</td></tr></table></body></html>"""
COLUMNS = """
[[column]]
meaning = "task"
patterns = ["đầu mục phải làm"]
[[column]]
meaning = "lead"
patterns = ["nơi lo chính"]
[[column]]
meaning = "deadline"
patterns = ["xong khi nào"]
"""
UNITS = '[short]\n"P.NVD" = "Phòng Nghiệp vụ Dược"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def packaged(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extractors.rules").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def test_what_may_be_added_is_there_in_the_programs_rules() -> None:
    for name, places in own.ADDABLE.items():
        for place, addable in places.items():
            value: Any = packaged(name)
            for key in place.split("."):
                value = value[key]
            assert isinstance(value, dict if addable.kind == "names" else list), place
            assert all(addable.by in table for table in value if addable.kind == "patterns")


def test_without_a_folder_the_rules_are_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert own.merged(packaged("units"), "units") == packaged("units")


def test_words_and_names_come_to_those_of_the_program(folder: Path) -> None:
    (folder / "units.toml").write_text(
        UNITS + 'UBND = "Ủy ban Nhân dân"\n[offices]\nnames = ["Hành chính", "Y - Dược liên thông"]\n', encoding="utf-8"
    )
    rules, before = own.merged(packaged("units"), "units"), packaged("units")
    assert rules["short"] == before["short"] | {"P.NVD": "Phòng Nghiệp vụ Dược", "UBND": "Ủy ban Nhân dân"}
    assert rules["offices"]["names"] == [*before["offices"]["names"], "Y - Dược liên thông"]
    assert {name: value for name, value in rules.items() if name not in ("short", "offices")} == {
        name: value for name, value in before.items() if name not in ("short", "offices")
    }


def test_own_columns_win_over_those_of_the_program(folder: Path) -> None:
    (folder / "columns.toml").write_text(COLUMNS, encoding="utf-8")
    columns = own.merged(packaged("columns"), "columns")["column"]
    assert [table["meaning"] for table in columns[:3]] == ["task", "lead", "deadline"]
    assert columns[3:] == packaged("columns")["column"]


def test_own_labels_are_joined_to_those_of_their_field(folder: Path) -> None:
    (folder / "labels.toml").write_text('[[label]]\nfield = "lead"\npatterns = ["nơi lo"]\n', encoding="utf-8")
    labels = own.merged(packaged("labels"), "labels")["label"]
    assert [table["field"] for table in labels] == [table["field"] for table in packaged("labels")["label"]]
    assert next(table["patterns"] for table in labels if table["field"] == "lead")[-1] == "nơi lo"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("colums", COLUMNS, "nothing can be added to rules of this name", id="an unknown file"),
        pytest.param("confidence", "", "nothing can be added to rules of this name", id="measured, not written"),
        pytest.param("columns", "[[column]\n", "no TOML in UTF-8 (Expected ']]'", id="a slip of the pen"),
        pytest.param(
            "columns", "[[colum]]\n", "nothing can be added to 'colum', only to 'column'", id="an unknown key"
        ),
        pytest.param("units", "places = 3\n", "nothing can be added to 'places'", id="what others rest upon"),
        pytest.param(
            "units", "[short]\nBCA = 3\n", "'short' must say what each name means", id="a name without meaning"
        ),
        pytest.param("units", 'heads = "sở"\n', "'heads' must be a list of words", id="a word for a list"),
        pytest.param("units", 'heads = ["sở", " "]\n', "'heads' must be a list of words", id="an empty word"),
        pytest.param("columns", '[column]\nmeaning = "lead"\n', "must be written [[column]]", id="single brackets"),
        pytest.param(
            "columns", '[[column]]\nmeaning = "lead"\n', "'meaning' and 'patterns' and nothing else", id="no patterns"
        ),
        pytest.param(
            "columns",
            '[[column]]\nmeaning = "chủ trì"\npatterns = ["a"]\n',
            "entry 1 of [[column]]: 'meaning' is one of 'number', 'supervisor'",
            id="an unknown meaning",
        ),
        pytest.param(
            "columns",
            '[[column]]\nmeaning = "lead"\npatterns = ["a("]\n',
            "no regular expression",
            id="a bracket alone",
        ),
        pytest.param(
            "columns", '[[column]]\nmeaning = "lead"\npatterns = ["a|"]\n', "fits nothing at all", id="fits everything"
        ),
        pytest.param(
            "columns",
            '[[column]]\nmeaning = "lead"\npatterns = ["Nơi lo"]\n',
            "is compared in small letters. Write 'nơi lo'",
            id="capitals would never fit",
        ),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(folder: Path, name: str, text: str, told: str) -> None:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as error:
        check_own()
    assert told in str(error.value)
    assert str(error.value).startswith(f"{path}: ")


def test_a_folder_that_is_not_there_or_holds_nothing_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RulesError, match=r"holds no rule file. It may hold columns\.toml, "):
        check_own()
    monkeypatch.setenv(VARIABLE, str(folder / "none"))
    with pytest.raises(RulesError, match="cannot be read"):
        check_own()


def kehoach(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kehoach", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HOME), "COLUMNS": "200"} | environment,
        check=False,
    )


def test_a_batch_reads_by_own_rules_and_refresh_takes_them_over(folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv(VARIABLE)
    (folder / "columns.toml").write_text(COLUMNS, encoding="utf-8")
    (folder / "units.toml").write_text(UNITS, encoding="utf-8")
    plan, db = tmp_path / "plan.html", tmp_path / "plans.db"
    plan.write_text(PLAN, encoding="utf-8")
    kehoach("ingest", plan, "--db", db)
    assert "No tasks" in kehoach("list", "--db", db).stdout
    done = kehoach("--rules", folder, "refresh", "--db", db)
    assert done.returncode == 0, done.stderr
    listed = kehoach("list", "--db", db, "--unit", "Nghiệp vụ Dược").stdout
    assert "Rà soát danh mục thuốc" in listed
    assert "30/06/2026" in listed or "2026-06-30" in listed
    assert "Everything" in kehoach("refresh", "--db", db, **{VARIABLE: str(folder)}).stdout


def test_wrong_rules_end_a_command_before_it_begins(folder: Path, tmp_path: Path) -> None:
    (folder / "columns.toml").write_text("[[colum]]\n", encoding="utf-8")
    done = kehoach("list", "--db", tmp_path / "none.db")
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {folder / 'columns.toml'}: nothing can be added to 'colum'")
