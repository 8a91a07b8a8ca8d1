"""Which gold belongs to which document."""

import json
from pathlib import Path

import pytest

from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.pairing import find_pairs
from tests.corpus.evaluate.samples import plan, task


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "docs").mkdir()
    return tmp_path


def lay(place: Path, golds: str, documents: str, manifest: object = None) -> None:
    for name in golds.split():
        (place / "gold" / f"{name}.json").write_text(json.dumps(plan(task("Việc"))), encoding="utf-8")
    for name in documents.split():
        (place / "docs" / name).parent.mkdir(exist_ok=True)
        (place / "docs" / name).touch()
    if manifest is not None:
        (place / "docs" / "layouts.json").write_text(json.dumps(manifest), encoding="utf-8")


def found(place: Path) -> dict[str, str]:
    return {pair.document: pair.gold_name for pair in find_pairs(place / "gold", place / "docs").pairs}


@pytest.mark.parametrize(
    ("golds", "documents", "manifest", "pairs"),
    [
        ("a b", "a.docx a.pdf b.txt", None, {"a.docx": "a", "a.pdf": "a", "b.txt": "b"}),
        ("a b", "x.docx", {"x.docx": {"gold": "b"}}, {"x.docx": "b"}),
        ("a b", "a.docx", {"a.docx": {"gold": "b"}}, {"a.docx": "a"}),
        ("001_2f 002_3c", "001.pdf", None, {"001.pdf": "001_2f"}),
        ("001-x 0012-y", "001.pdf", None, {"001.pdf": "001-x"}),
        ("001_a 001_b 002", "001.pdf 002.pdf", None, {"002.pdf": "002"}),
        ("a", "learn/a.docx a.json a.xlsx .a.docx ~$a.docx", None, {"learn/a.docx": "a"}),
    ],
    ids=["stem", "manifest", "stem before manifest", "longer stem", "not any longer stem", "two fit", "other files"],
)
def test_pairs(place: Path, golds: str, documents: str, manifest: object, pairs: dict[str, str]) -> None:
    lay(place, golds, documents, manifest)
    assert found(place) == pairs


def test_what_the_manifest_tells(place: Path) -> None:
    knobs = {"format": "scan-light", "numbering": "typed", "columns": 4}
    lay(place, "a", "a-1.PDF a.PDF", {"a-1.PDF": {"gold": "a", "plan": "p1", "split": "held", "knobs": knobs}})
    one, other = find_pairs(place / "gold", place / "docs").pairs
    assert (one.plan, one.split, one.format, one.knobs) == (
        "p1",
        "held",
        "scan-light",
        {"numbering": "typed", "columns": "4"},
    )
    assert (other.plan, other.split, other.format, other.knobs) == ("a", None, "pdf", {})


def test_single_files_belong_together_whatever_they_are_called(place: Path) -> None:
    lay(place, "gold-of-it", "plan.docx")
    (pair,) = find_pairs(place / "gold" / "gold-of-it.json", place / "docs" / "plan.docx").pairs
    assert (pair.document, pair.gold_name) == ("plan.docx", "gold-of-it")


def test_what_is_left_out_is_named(place: Path) -> None:
    lay(place, "a b c", "a.docx x.pdf", {"gone.pdf": {}})
    assert find_pairs(place / "gold", place / "docs").notes == (
        "1 without gold, not evaluated: x.pdf.",
        "2 gold without a document: b, c.",
        "1 named in layouts.json but not there: gone.pdf.",
    )


@pytest.mark.parametrize(
    ("gold", "documents", "says"),
    [
        ("gold", "docs", "Give them the same names"),
        ("nowhere", "docs", "is not there"),
        ("gold", "nowhere", "is not there"),
        ("docs", "docs", "holds no *.json"),
    ],
)
def test_nothing_to_evaluate_says_what_to_do(place: Path, gold: str, documents: str, says: str) -> None:
    lay(place, "a", "b.docx")
    with pytest.raises(EvaluationError) as told:
        find_pairs(place / gold, place / documents)
    assert says in str(told.value)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"tasks": {}}', '{"tasks": [], "document": []}'])
def test_what_is_no_gold_is_named(place: Path, text: str) -> None:
    lay(place, "", "a.docx")
    (place / "gold" / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"a\.json"):
        find_pairs(place / "gold", place / "docs")


@pytest.mark.parametrize("manifest", [[], {"a.docx": "a"}])
def test_a_manifest_of_another_form_is_named(place: Path, manifest: object) -> None:
    lay(place, "a", "a.docx", manifest)
    with pytest.raises(EvaluationError, match=r"layouts\.json"):
        find_pairs(place / "gold", place / "docs")
