"""The knobs of the renderer: what offices do differently with the same plan. A seed makes each choice repeatable."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

KNOBS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        # How items are numbered: by the writer's hand or by Word, and with what.
        "numbering": {"typed": 3, "automatic": 2, "styled": 1},
        "scheme": {
            "I. 1. a)": 4,
            "I. 1. 1.1.": 3,
            "A. I. 1. a)": 1,
            "1. 1.1. a)": 2,
            "I- 1- a)": 1,
            "Phần I. 1. a)": 1,
        },
        "bullets": {"-": 4, "–": 1, "•": 1, "+": 1},
        "headings": {"capitals": 3, "bold": 2, "plain": 1},
        "unit headings": {"name": 3, "giao": 1, "colon": 1},
        # What becomes of a group of tasks.
        "form": {
            "table": 4,
            "labels": 2,
            "lettered labels": 1,
            "one-line labels": 1,
            "units": 2,
            "closing line": 1,
            "captions": 1,
        },
        "wording": {str(number): 1 for number in range(16)},
        # Tables of tasks.
        "columns": {
            "task, lead, partners, product, time": 4,
            "task, product, lead, partners, time": 2,
            "task, time, lead, partners, product": 1,
            "task, lead and partners, product, time": 1,
            "lead, task, partners, time, product": 1,
        },
        "header": {"one row": 4, "two rows": 1, "one row and (1)(2)": 2},
        "row numbers": {"running": 4, "restarting": 1, "decimal": 1, "none": 1},
        "group rows": {"number and title": 2, "one cell": 1, "empty cells": 1},
        "third party": {"none": 5, "supervisor": 1, "note": 1, "budget": 1},
        "year": {"cell": 4, "header": 1},
        "merged": {"none": 2, "down": 1},
        "list in cell": {"semicolons": 3, "lines": 2, "dashes": 1, "commas": 1},
        "rules": {"ruled": 9, "unruled": 1},
        "paper": {"landscape": 3, "portrait": 2, "rotated": 1},
        "header on each page": {"repeated": 2, "once": 1},
        "rows over pages": {"cut": 2, "whole": 1},
        # What happens to words.
        "breaks": {"none": 4, "soft": 1},
        "letters": {"NFC": 6, "NFD": 1},
        "tones": {"òa": 1, "oà": 1},
        "dates": {"worded": 2, "slashed": 1},
        "changes": {"none": 5, "tracked": 1},
        "footnotes": {"none": 4, "some": 1},
        "box": {"none": 4, "incoming stamp": 1, "digital signature": 1},
        "letterhead": {"table": 4, "tabs": 1},
        "font": {"Times New Roman": 4, "Arial": 1},
        "size": {"14": 2, "13": 2, "12": 1},
        "writer": {"python-docx": 1, "raw XML": 1},
    }
)
"""Each knob's values with their weights: what is common in offices is common here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One value for each knob, and the seed of the small choices within them (which row, which word)."""

    seed: int
    knobs: Mapping[str, str]

    def __getitem__(self, knob: str) -> str:
        return self.knobs[knob]

    def __reduce__(self) -> "tuple[type[Layout], tuple[int, dict[str, str]]]":
        """What goes to another process: a mapping proxy does not."""
        return Layout, (self.seed, dict(self.knobs))

    def random(self, purpose: str) -> random.Random:
        """Choices of one purpose, that do not depend on how often others chose."""
        return random.Random(f"{self.seed}/{purpose}")

    def with_knobs(self, **knobs: str) -> "Layout":
        """The same with some knobs turned; blanks of names written as underscores."""
        turned = {name.replace("_", " "): value for name, value in knobs.items()}
        unknown = [name for name, value in turned.items() if value not in KNOBS.get(name, {})]
        if unknown:
            raise ValueError(f"no such knob or value: {', '.join(f'{name}={turned[name]}' for name in unknown)}")
        return replace(self, knobs=MappingProxyType({**self.knobs, **turned}))


PLAIN = Layout(0, MappingProxyType({knob: next(iter(values)) for knob, values in KNOBS.items()}))
"""The first value of each knob: the layout that the decree asks for, and a table."""


def choose(seed: int) -> Layout:
    """The layout of a seed."""
    dice = random.Random(seed)
    return Layout(
        seed,
        MappingProxyType(
            {knob: dice.choices(list(values), list(values.values()))[0] for knob, values in KNOBS.items()}
        ),
    )
