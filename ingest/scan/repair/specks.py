"""Dirt on the paper and rules of tables that were read as marks or as letters of their own."""

import re
from collections.abc import Collection, Iterator

from ingest.scan.repair import rules
from ingest.scan.repair.model import Model
from ingest.scan.repair.spelling import is_word, key
from ingest.scan.repair.text import Proposal, Text

_RULE = "speck"


def proposals(text: Text, model: Model) -> Iterator[Proposal]:
    """An empty text for what is no word: lone marks that plans do not have, or a letter that is no syllable; and words
    without the dirt at their ends.
    """
    yield from _without_dirt(text, model)
    table = rules.load()["specks"]
    openings = {place for place, _ in text.line_starts()}
    for place, word in enumerate(text.words):
        if not word.text or (len(word.text) > 1 and any(c.isalnum() for c in word.text)):
            continue
        if place in openings and _DASH_BEHIND_DIRT.fullmatch(word.text) and _opens_sentence(text, place + 1):
            yield Proposal(place, word.text[-1], _RULE)
            continue
        if word.text in table["never"] or (word.text in table["never_inside"] and place not in openings):
            yield Proposal(place, "", _RULE)
            continue
        dirt = word.text.lower() in table["letters"] or _is_dirt(word.text, table["dirt"], table["marks"])
        if not dirt or word.confidence >= table["doubt"]:
            continue
        if place in openings and word.text[0] in table["dashes"]:
            yield Proposal(place, word.text[0], _RULE)  # the dash of an item, with dirt beside it
        elif place not in openings or word.text[0] not in table["bullets"] or _goes_on(text, place + 1):
            yield Proposal(place, "", _RULE)


_DASH_BEHIND_DIRT = re.compile(r"[_~#=^'`*.]{1,3}[-–—]")


def _opens_sentence(text: Text, place: int) -> bool:
    """Whether a word with a capital stands at a place: a form's blank has none behind it."""
    return place < len(text.words) and text.parts(place).core[:1].isupper()


def _without_dirt(text: Text, model: Model) -> Iterator[Proposal]:
    """Words without a stop in the middle of what plans say ("truyền. thông"), or a stroke before them ("tổ 'chức")."""
    table = rules.load()["specks"]
    for place in range(len(text.words)):
        before, core, behind = text.parts(place)
        if len(core) < 2 or not is_word(core):
            continue
        dirty = behind and behind in table["stops"] and _follows(text, place, place + 1, model)
        opened = before and before in table["strokes"] and place and _follows(text, place - 1, place, model)
        if dirty or opened:
            yield Proposal(place, ("" if opened else before) + core + ("" if dirty else behind), _RULE)


def _follows(text: Text, one: int, other: int, model: Model) -> bool:
    """Whether the second word, in small letters, often stands behind the first one: "truyền thông", not "tỉnh các"."""
    if other >= len(text.words) or other in text.starts:
        return False
    table, first, core = rules.load()["specks"], key(text.parts(one).core), text.parts(other).core
    count = model.nexts.get(first, {}).get(key(core), 0)
    needed = max(table["beside"], table["beside_share"] * model.words.get(first, 0))
    return core[:1].islower() and count >= needed


def _goes_on(text: Text, place: int) -> bool:
    """Whether a word in small letters stands at a place, as no item begins."""
    return place < len(text.words) and place not in text.starts and text.parts(place).core[:1].islower()


def _is_dirt(word: str, dirt: str, marks: Collection[str]) -> bool:
    blank = len(word) > 2 and set(word) <= {".", "_", "-"}  # where a form is to be filled in
    return not blank and word not in marks and all(c in dirt for c in word)
