"""What a document does with one that it cites: it carries it out, amends it, replaces it, or only mentions it.

Told by the words before the citation. Only the title and clear formulas count: "tham mưu sửa đổi Kế hoạch số …" in a
task is work to be done, no amendment. Words and reasons: rules/citations.toml, `relations`.
"""

import re
from functools import cache
from typing import Literal

from extractors.issuer_names import alternation
from extractors.rules import load
from models.plan import Relation

Zone = Literal["title", "basis", "text"]
"""Where a citation stands: in the document's title, among what it rests on, or elsewhere."""

STRONGEST: tuple[Relation, ...] = ("replaces", "amends", "carries out", "mentions")
"""Of several mentions of a document the first of these counts."""


def of_citation(before: str, zone: Zone) -> Relation:
    """The relation to a document whose citation `before` leads up to: the text of its paragraph, or of the title."""
    if zone == "title":
        return _last_word(before, "carries_out_in_title")
    if (this := _this_replaces().search(before)) or _article().match(before):
        before = this[0] if this else before
        return _last_word(before, "carries_out")
    if zone == "basis" and _rests_on().match(before) and not _SENTENCE_END.search(before):
        return "carries out"
    return "mentions"


_SENTENCE_END = re.compile(r"\.\s+(?=\w)")


def _last_word(before: str, carrying: str) -> Relation:
    """What the last telling word says: "Điều chỉnh Kế hoạch thực hiện Nghị quyết số …" amends no Nghị quyết."""
    rules = load("citations")["relations"]
    last: tuple[int, Relation] = (-1, "mentions")
    told: tuple[tuple[Relation, str], ...] = (
        ("replaces", "replaces"), ("amends", "amends"), ("carries out", carrying),
    )  # fmt: skip
    for relation, words in told:
        for found in re.finditer(rf"(?<!\w)(?:{alternation(rules[words])})(?!\w)", before, re.IGNORECASE):
            last = max(last, (found.start(), relation))
    return last[1]


@cache
def _rests_on() -> re.Pattern[str]:
    words = alternation(load("citations")["relations"]["carries_out"])
    return re.compile(rf"\W*(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _this_replaces() -> re.Pattern[str]:
    rules = load("citations")
    types = alternation([*rules["types"]["names"], "văn bản"])
    replaces = alternation(rules["relations"]["replaces"])
    return re.compile(rf"(?:{types})\s+này[^.;]{{0,120}}(?<!\w)(?:{replaces})(?!\w)[^.;]*$", re.IGNORECASE)


@cache
def _article() -> re.Pattern[str]:
    rules = load("citations")["relations"]
    return re.compile(
        rf"\W*điều\s+\d+\s*[.:]\s*(?:{alternation([*rules['amends'], *rules['replaces']])})(?!\w)[^.;]*$", re.IGNORECASE
    )
