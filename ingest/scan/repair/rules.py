"""What `rules.toml` says, ready for use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_TONES = {"ngang": "", "huyền": "\u0300", "sắc": "\u0301", "ngã": "\u0303", "hỏi": "\u0309", "nặng": "\u0323"}


@dataclass(frozen=True, eq=False)
class Costs:
    """What it costs that something printed was read as another: logarithms, of pairs (read, printed)."""

    letter: float
    absent: float
    shape: float
    tone: float
    tones: Mapping[tuple[str, str], float]
    shapes: Mapping[tuple[str, str], float]  # of letters without tone ("o", "ô")
    letters: Mapping[tuple[str, str], float]  # of one letter or more, bare


@cache
def load() -> dict[str, Any]:
    """The rules as they stand in the file. The result is shared: do not change it."""
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))


@cache
def costs() -> Costs:
    """The costs of confusions."""
    table = load()["costs"]

    def pairs(name: str) -> dict[tuple[str, str], float]:
        return {(one, other): cost for pair, cost in table[name].items() for one, other in [pair.split(" ")]}

    tones = {(_TONES[one], _TONES[other]): cost for (one, other), cost in pairs("tones").items()}
    return Costs(
        table["letter"], table["absent"], table["shape"], table["tone"], tones, pairs("shapes"), pairs("letters")
    )
