"""Dirt on the paper and rules of tables that were read as marks or as letters of their own."""

from collections.abc import Collection, Iterator

from ingest.scan.repair import rules
from ingest.scan.repair.text import Proposal, Text

_RULE = "speck"


def proposals(text: Text) -> Iterator[Proposal]:
    """An empty text for what is no word: lone marks that plans do not have, or a letter that is no syllable."""
    table = rules.load()["specks"]
    openings = {place for place, _ in text.line_starts()}
    for place, word in enumerate(text.words):
        if not word.text or (len(word.text) > 1 and any(c.isalnum() for c in word.text)):
            continue
        if word.text in table["never"]:
            yield Proposal(place, "", _RULE)
            continue
        dirt = word.text.lower() in table["letters"] or _is_dirt(word.text, table["dirt"], table["marks"])
        if not dirt or word.confidence >= table["doubt"]:
            continue
        if place in openings and word.text[0] in table["dashes"]:
            yield Proposal(place, word.text[0], _RULE)  # the dash of an item, with dirt beside it
        elif place not in openings or word.text[0] not in table["bullets"]:
            yield Proposal(place, "", _RULE)


def _is_dirt(word: str, dirt: str, marks: Collection[str]) -> bool:
    blank = len(word) > 2 and set(word) <= {".", "_", "-"}  # where a form is to be filled in
    return not blank and word not in marks and all(c in dirt for c in word)
