"""The Party's own way of giving work: "Lãnh đạo Ủy ban nhân dân xã rà soát …" is what its committee does.

In a state body's plan the same words name persons, the heads of that office.
"""

import re
from functools import cache

from extractors.rules import load


def issued(issuer: str | None) -> bool:
    """Whether a document's issuer is a body of the Party: "Đảng ủy xã An Hòa", "Ban Thường vụ Tỉnh ủy Lam Giang"."""
    return issuer is not None and re.search(rf"\b{_any('bodies')}\b", issuer, re.IGNORECASE) is not None


def guides(text: str) -> bool:
    """Whether a text opens with "lãnh đạo" as a verb: whom it names next is guided, and is no office of the Party."""
    return re.match(rf"\W*{_any('guiding')},?\s+{_any('guided')}\b", text, re.IGNORECASE) is not None


@cache
def _any(name: str) -> str:
    return f"(?:{'|'.join(load('actors')['party'][name])})".replace(" ", r"\s+")
