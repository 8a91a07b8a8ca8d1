"""What is taken from real plans is short: a phrase of each, no more."""

import tomllib
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
LONGEST = 15
WILD = sorted(CASES.glob("*_wild.*"))


def words(text: str) -> int:
    """Words as blanks part them; a dash or another mark alone is none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def texts(path: Path) -> list[str]:
    if path.suffix == ".toml":
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        return [row[0] for kind in rows.values() for row in kind]
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = [line for line in lines if line.strip() and not line.startswith("#")]
    return [case.partition(" =>")[0].replace("\\n", "\n") for case in cases]


def test_there_are_wild_cases() -> None:
    assert {path.stem for path in WILD} >= {"actors_wild", "deadlines_wild", "units_headings_wild", "units_lists_wild"}
    assert all(texts(path) for path in WILD)


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.stem)
def test_a_wild_case_is_a_phrase(path: Path) -> None:
    assert [text for text in texts(path) if words(text) > LONGEST] == []
