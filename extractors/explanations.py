"""What the names of rules and reasons mean, in a plain sentence each, and where they live: rules/explanations.toml."""

from dataclasses import dataclass
from typing import Any

from extractors.rules import load

UNTOLD = "rules/explanations.toml has no sentence for it."
"""What is told of a rule that the file does not have; the tests find such rules."""
_UNTOLD: dict[str, Any] = {"says": UNTOLD, "files": []}
# Rules that name no place are those of the task's own words only where a unit was found.
_OWN_WORDS = ("lead", "partners")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule says. `files` are those under extractors/ where it lives, modules and data."""

    name: str
    says: str
    files: tuple[str, ...]


def of_rule(rule: str, field: str) -> Explanation:
    """What the rule that found a value of `field` says: how its text was come by, then how that was read."""
    known = load("explanations")
    place, _, name = rule.rpartition("/")
    parts: list[dict[str, Any]] = []
    if place or (field in _OWN_WORDS and name == "unit.listed"):
        parts.append(known["place"].get(place or "own-words", _UNTOLD))
    grammar, _, form = name.partition(": ")
    if form:
        told = {"says": known["form"].get(form, UNTOLD), "files": []}
        parts += [known["grammar"].get(grammar, _UNTOLD), told]
    else:
        parts.append(known["rule"].get(name, _UNTOLD))
    files = dict.fromkeys(f"extractors/{file}" for part in parts for file in part["files"])
    return Explanation(rule, " ".join(part["says"] for part in parts), tuple(files))


def of_reason(reason: str) -> str:
    """Why a reading was passed over."""
    says: str = load("explanations")["reason"].get(reason, UNTOLD)
    return says
