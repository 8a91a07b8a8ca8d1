"""`kehoach units`: what is listed, and what is said when a name means none or several."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kehoach.cli import program
from output.store import Store
from tests.review.plans import made_store, task

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    db = tmp_path / "plans.db"
    made_store(
        db,
        task("Một", lead=["Chi cục Dân số"], partners=["Phòng Truyền thông"]),
        task("Hai", lead=["Chi cục Dân số"]),
        task("Ba", lead=["Phòng Truyền thông số 2"]),
    )

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner(env={"COLUMNS": "200"}).invoke(program, [*arguments, "--db", str(db)])
        assert result.exit_code == code, result.output
        return result

    return call


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("units", "list", *words, "--format", "json").output)
    return found


def place(run: Run, unit: str, under: str, *more: str, code: int = 0) -> Result:
    return run("units", "place", unit, "--under", under, "--who", "An", *more, code=code)


def test_units_are_listed_with_their_counts(run: Run) -> None:
    assert [(row["unit"], row["under"], row["lead"], row["partner"], row["open"]) for row in listed(run)] == [
        ("Chi cục Dân số", None, 2, 0, 2),
        ("Phòng Truyền thông", None, 0, 1, 1),
        ("Phòng Truyền thông số 2", None, 1, 0, 1),
    ]
    assert [row["unit"] for row in listed(run, "dan", "so")] == ["Chi cục Dân số"]
    assert "3 units." in run("units", "list").output


def test_a_unit_is_placed_under_one_that_no_document_names(run: Run) -> None:
    assert "--new" in place(run, "chi cuc dan so", "Sở Y tế", code=2).output
    assert "Chi cục Dân số belongs to Sở Y tế." in place(run, "chi cuc dan so", "Sở Y tế", "--new").output
    assert [(row["unit"], row["under"], row["open"]) for row in listed(run, "so")][-1:] == [("Sở Y tế", None, 0)]
    assert {row["unit"]: row["under"] for row in listed(run)}["Chi cục Dân số"] == "Sở Y tế"
    assert "2 tasks." in run("list", "--unit", "so y te").output
    assert run("units", "take-out", "chi cuc dan so", "--who", "An").exit_code == 0
    assert "No tasks." in run("list", "--unit", "so y te").output


def test_the_whole_name_goes_before_longer_ones(run: Run) -> None:
    place(run, "Phòng truyền thông", "chi cục dân số")
    assert {row["unit"]: row["under"] for row in listed(run)}["Phòng Truyền thông"] == "Chi cục Dân số"


def test_words_that_mean_several_are_asked_about(run: Run) -> None:
    said = place(run, "phong", "Chi cục Dân số", code=2).output
    assert "fits 2 units" in said
    number = next(row["number"] for row in listed(run) if row["unit"] == "Phòng Truyền thông số 2")
    assert f"{number} (Phòng Truyền thông số 2)" in said
    place(run, str(number), "Chi cục Dân số")
    assert {row["unit"]: row["under"] for row in listed(run)}["Phòng Truyền thông số 2"] == "Chi cục Dân số"


@pytest.mark.parametrize("name", ["không có", "999", "", "--"])
def test_what_means_no_unit_is_told(run: Run, name: str) -> None:
    result = run("units", "take-out", "--who", "An", *(("--", name) if name == "--" else (name,)), code=2)
    assert "units list" in result.output or "UNIT" in result.output


def test_a_ring_is_refused(run: Run) -> None:
    place(run, "phong truyen thong so 2", "chi cuc dan so")
    assert "below it" in place(run, "chi cuc dan so", "phong truyen thong so 2", code=2).output


def test_a_merge_is_told_and_taken_back(run: Run) -> None:
    said = run("units", "merge", "phong truyen thong so 2", "--into", "Phòng Truyền thông", "--who", "An").output
    assert "Phòng Truyền thông số 2" in said
    number = said.rpartition("units part ")[2].split("`")[0]
    assert len(listed(run)) == 2
    run("units", "part", number, "--who", "An")
    assert len(listed(run)) == 3
    kinds = [json.loads(line)["action"] for line in run("units", "history").output.splitlines()]
    assert kinds == ["merge", "part"]


def test_the_history_has_places(run: Run, tmp_path: Path) -> None:
    place(run, "phong truyen thong so 2", "chi cuc dan so", "--note", "theo Quyết định 5")
    (entry,) = [json.loads(line) for line in run("units", "history").output.splitlines()]
    assert (entry["unit_name"], entry["under_name"], entry["who"], entry["note"]) == (
        "Phòng Truyền thông số 2",
        "Chi cục Dân số",
        "An",
        "theo Quyết định 5",
    )
    with Store(tmp_path / "plans.db") as store:
        assert len(store.unit_places.history()) == 1
