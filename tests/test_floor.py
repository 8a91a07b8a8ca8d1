"""The field scores over the documents with right answers never fall below `floor.json`.

`python -m tests.test_floor` measures and raises the floor to what is reached now; it never lowers it. It may be told
which forms: `python -m tests.test_floor scan real`.
The right answers of real plans and the scorer lie beside the project, in ../shared, and are no part of it. The made-up
plans in tests/plans were written, with their answers, by people who had not seen the rules, many of them as Word files that
clerks make (changes not accepted, automatic and typed numbers mixed, tables cut in two); what their first reading got
wrong has been mended since, so that they tell of falls and no more of what unseen plans would score.
Scans are read by way of `tests.readings`, so that other tests need not read them again.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import kehoach
from output.exports import to_dict

HERE = Path(__file__).resolve().parent
FLOOR = HERE.parent / "floor.json"
SCORER = HERE.parent.parent / "shared" / "score_all.py"
SCORE = SCORER.with_name("score.py")
PLANS = HERE / "plans"
FORMS = ("txt", "docx", "pdf", "scan", "real", "made up")
SLACK = 0.0005  # the scores are rounded
PROGRAM = f'{sys.executable} -c "from kehoach.cli import main; main()"'
KEEPING = f"{sys.executable} -m tests.readings"  # the same for files that take long


def measure(form: str, folder: Path) -> dict[str, float]:
    """The ALL figures of one form."""
    scores = _of_made_up(folder) if form == "made up" else _of_real(form, folder)
    return {name: round(value, 4) for name, value in scores.items() if isinstance(value, float | int)}


def _of_real(form: str, folder: Path) -> dict[str, Any]:
    figures = folder / f"{form}.json"
    program = KEEPING if form in ("scan", "real") else PROGRAM
    command = [sys.executable, SCORER, "--command", program, "--json", figures, form]
    subprocess.run(command, check=True, cwd=HERE.parent)
    return json.loads(figures.read_text(encoding="utf-8"))[form]["ALL"]


def _of_made_up(folder: Path) -> dict[str, Any]:
    for path in sorted((PLANS / "documents").iterdir()):
        plan = json.dumps(to_dict(kehoach.read_plan(path)), ensure_ascii=False)
        (folder / f"{path.stem}.json").write_text(plan, encoding="utf-8")
    print(subprocess.run([sys.executable, SCORE, PLANS / "gold", folder], capture_output=True, text=True).stdout)
    command = [sys.executable, SCORE, "--json", PLANS / "gold", folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["ALL"]


@pytest.mark.skipif(not SCORER.exists(), reason="../shared is not here: the field scores are not measured")
@pytest.mark.parametrize("form", FORMS)
def test_no_score_falls(form: str, tmp_path: Path) -> None:
    reached = measure(form, tmp_path)
    fallen = {
        name: f"{reached[name]} is less than {floor}"
        for name, floor in json.loads(FLOOR.read_text(encoding="utf-8"))[form].items()
        if reached[name] < floor - SLACK
    }
    assert not fallen


def raise_floor(forms: Sequence[str]) -> None:
    import tempfile

    old = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        new = {
            form: {
                name: max(value, old.get(form, {}).get(name, 0.0))
                for name, value in measure(form, Path(folder)).items()
            }
            for form in forms
        }
    FLOOR.write_text(json.dumps({**old, **new}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise_floor(sys.argv[1:] or FORMS)
