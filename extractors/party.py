"""The Party's own way of giving work: "Lãnh đạo Ủy ban nhân dân xã rà soát …" is what its committee does.

In a state body's plan the same words name persons, the heads of that office.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractors.draft import Draft, outdone
from extractors.rules import load


def issued(issuer: str | None) -> bool:
    """Whether a document's issuer is a body of the Party: "Đảng ủy xã An Hòa", "Ban Thường vụ Tỉnh ủy Lam Giang"."""
    return issuer is not None and _bodies().search(issuer) is not None


def guided(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without the lead that "lãnh đạo" makes up where it is the verb."""
    return [_without_verb(draft) for draft in drafts]


def _without_verb(draft: Draft) -> Draft:
    lead = draft.lead[:1]
    is_first = bool(lead) and lead[0].excerpt.start == draft.text.excerpt.start
    if not is_first or not _guides().match(lead[0].excerpt.text):
        return draft
    return replace(draft, lead=(), alternatives=(*draft.alternatives, *outdone("lead", draft.lead, "party-verb")))


@cache
def _bodies() -> re.Pattern[str]:
    return _words("bodies", r"\b(?:{})\b")


@cache
def _guides() -> re.Pattern[str]:
    return _words("guided", r"lãnh\s+đạo,?\s+(?:{})\b")


def _words(name: str, form: str) -> re.Pattern[str]:
    choice = "|".join(load("actors")["party"][name]).replace(" ", r"\s+")
    return re.compile(form.format(choice), re.IGNORECASE)
