"""Figures that must not fall: {"FORMAT": {"FIGURE": F1}}, as in the project's floor.json."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.evaluate.errors import EvaluationError
from corpus.evaluate.figures import Group

SLACK = 0.0005  # the figures are rounded
DIGITS = 4
Floor = Mapping[str, Mapping[str, float]]


def fallen(floor: Floor, formats: Iterable[Group], prefix: str = "") -> list[str]:
    """What is below the floor, a line each. `prefix` stands before the format's name in the floor.

    Formats and figures that are not in the floor are not held.
    """
    lines = []
    for group in formats:
        name = prefix + group.name
        for figure, least in floor.get(name, {}).items():
            reached = group.figures.get(figure)
            if reached is not None and round(reached.f1, DIGITS) < least - SLACK:
                lines.append(f"{name}: {figure} is {reached.f1:.4f}, less than {least}")
    return lines


def raised(floor: Floor, formats: Iterable[Group], prefix: str = "") -> Floor:
    """The floor with every figure at the higher of what it was and what is reached now; formats may be new."""
    new = {name: dict(figures) for name, figures in floor.items()}
    for group in formats:
        held = new.setdefault(prefix + group.name, {})
        for figure, reached in group.figures.items():
            held[figure] = max(held.get(figure, 0.0), round(reached.f1, DIGITS))
    return new


def read_floor(path: Path) -> Floor:
    """Raises EvaluationError where the file is not there or is no floor."""
    if not path.exists():
        raise EvaluationError(f"{path} is not there. Make it first with --raise-floor.")
    try:
        floor = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(least, int | float) for figures in floor.values() for least in figures.values()):
            raise ValueError("a value is no number")
    except (OSError, ValueError, AttributeError) as error:
        raise EvaluationError(f'{path} should hold {{"FORMAT": {{"FIGURE": F1}}}}: {error}.') from error
    return dict(floor)


def write_floor(path: Path, floor: Floor) -> None:
    """In the order it is in."""
    path.write_text(json.dumps(floor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
