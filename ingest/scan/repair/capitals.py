"""Small letters read as capitals of the same outline inside a clause ("đơn Vị", "rà Soát")."""

from collections.abc import Iterator

from ingest.scan.repair import rules
from ingest.scan.repair.model import Adapted
from ingest.scan.repair.spelling import bare, key
from ingest.scan.repair.text import Proposal, Text


def proposals(text: Text, adapted: Adapted) -> Iterator[Proposal]:
    """The small letter, behind a word in small letters of the same line, where plans never have the capital there."""
    table = rules.load()["capitals"]
    openings = {place for place, _ in text.line_starts()}
    for place in range(1, len(text.words)):
        before, core, behind = text.parts(place)
        if place in openings or before or not _is_title(core) or bare(core[0]) not in table["outlines"]:
            continue
        last = text.parts(place - 1)
        if last.behind or not last.core.isalpha() or not last.core.islower():
            continue
        word = key(core)
        if adapted.model.nexts.get(key(last.core), {}).get(word, 0) < table["beside"]:
            continue
        seen, capital = adapted.model.words.get(word, 0), adapted.model.capitals.get(word, 0)
        if seen >= table["least"] and capital <= table["share"] * seen:
            yield Proposal(place, core.lower() + behind, "capital")


def _is_title(core: str) -> bool:
    return len(core) > 1 and core.isalpha() and core[0].isupper() and core[1:].islower()
