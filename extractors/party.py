"""The Party's own way of giving work: "Lãnh đạo Ủy ban nhân dân xã rà soát …" is what its committee does.

In a state body's plan the same words name persons, the heads of that office.
"""

import re
from functools import cache

from extractors.rules import load


def issued(issuer: str | None) -> bool:
    """Whether a document's issuer is a body of the Party: "Đảng ủy xã An Hòa", "Ban Thường vụ Tỉnh ủy Lam Giang"."""
    return issuer is not None and _words("bodies", r"\b(?:{})\b").search(issuer) is not None


def guides(text: str) -> bool:
    """Whether a text opens with "lãnh đạo" as a verb: whom it names next is guided, and is no office of the Party."""
    return _words("guided", r"\W*lãnh\s+đạo,?\s+(?:{})\b").match(text) is not None


@cache
def _words(name: str, form: str) -> re.Pattern[str]:
    choice = "|".join(load("actors")["party"][name]).replace(" ", r"\s+")
    return re.compile(form.format(choice), re.IGNORECASE)
