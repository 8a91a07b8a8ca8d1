"""What a unit is in a task, for what is handed to that unit."""

from collections.abc import Sequence
from typing import Literal

from output.fold import contains
from output.store.assignments import AssignedUnit, Assignment

Role = Literal["lead", "partners"]


def role(assignment: Assignment, wanted: list[str]) -> Role | None:
    """Whether a unit with these folded words in its name leads or only takes part; None where neither names it, as
    where a sub-unit of it does.
    """
    if any(is_meant(unit, wanted) for unit in assignment.lead):
        return "lead"
    return "partners" if any(is_meant(unit, wanted) for unit in assignment.partners) else None


def is_meant(unit: AssignedUnit, wanted: list[str]) -> bool:
    """Whether these folded words stand in the unit's name, as printed or as the store knows it."""
    return contains(unit.name, wanted) or contains(unit.printed, wanted)


def printed(units: Sequence[AssignedUnit]) -> str:
    """The names as they stand in the document, parted by semicolons: names have commas."""
    return "; ".join(unit.printed for unit in units)
