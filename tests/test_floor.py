"""The field scores over the documents with right answers never fall below `floor.json`.

`python tests/test_floor.py` measures and raises the floor to what is reached now; it never lowers it.
The right answers lie beside the project, in ../shared, and are no part of it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
FLOOR = HERE.parent / "floor.json"
SCORER = HERE.parent.parent / "shared" / "score_all.py"
FORMS = ("txt", "docx", "pdf")
SLACK = 0.0005  # the scores are rounded
PROGRAM = f'{sys.executable} -c "from kehoach.cli import main; main()"'


def measure(form: str, folder: Path) -> dict[str, float]:
    """The ALL figures of one form."""
    figures = folder / f"{form}.json"
    command = [sys.executable, SCORER, "--command", PROGRAM, "--json", figures, form]
    subprocess.run(command, check=True, cwd=HERE.parent)
    scores = json.loads(figures.read_text(encoding="utf-8"))[form]["ALL"]
    return {name: round(value, 4) for name, value in scores.items() if isinstance(value, float | int)}


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


def raise_floor() -> None:
    import tempfile

    old = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        new = {
            form: {
                name: max(value, old.get(form, {}).get(name, 0.0))
                for name, value in measure(form, Path(folder)).items()
            }
            for form in FORMS
        }
    FLOOR.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise_floor()
