"""Domain repair of what was read from a scan: numbers, dates, signs and names as plans have them, and the syllables of
the language.

`repaired` proposes and shows: a word that was changed keeps its text as read and names the rule.
"""

from collections import Counter
from collections.abc import Iterator

from ingest.scan.repair import capitals, context, numbers, numerals, rules, specks, units
from ingest.scan.repair.habits import Confusion, habits
from ingest.scan.repair.model import Adapted, Model
from ingest.scan.repair.model import load as load_model
from ingest.scan.repair.text import Proposal, Text, applied, flat, paged
from ingest.scan.repair.words import Line, Pages, Repaired, RepairedLine, RepairedPages, Word

__all__ = ["Line", "Pages", "Repaired", "RepairedLine", "RepairedPages", "Word", "repaired"]

_PASSES = 4  # a repaired word may show that its neighbour is wrong


def repaired(pages: Pages, model: Model | None = None) -> RepairedPages:
    """The document with what was read wrong put right; page by page, line by line, word by word as it came.

    Pure and the same every time; repairing what was repaired changes nothing. `model` is the program's own if None.
    """
    text = flat(pages)
    shares = rules.load()["share"]
    known = model or load_model()
    habitual = habits(text, known)  # as read: what is put right shows none
    for _ in range(_PASSES):
        changed = applied(text, _proposals(text, adapt(known, text), habitual), shares)
        if changed == text:
            break
        text = changed
    return paged(text)


def _proposals(text: Text, adapted: Adapted, habitual: frozenset[Confusion]) -> Iterator[Proposal]:
    """What all rules say; where two say something of one word, the narrower rule comes first."""
    yield from numerals.proposals(text)
    yield from specks.proposals(text, adapted.model)
    yield from numbers.proposals(text, adapted)
    yield from units.proposals(text, adapted)
    yield from context.proposals(text, adapted, habitual)
    yield from capitals.proposals(text, adapted)


def adapt(model: Model, text: Text) -> Adapted:
    """The model with the document's own confident words."""
    language = rules.load()["language"]
    words: Counter[str] = Counter()
    nexts: Counter[tuple[str, str]] = Counter()
    for before, word, behind in text.own_words(language["confident"]):
        words[word] += 1
        nexts[before, word] += 1
        nexts[word, behind] += 1
    return Adapted(model, words, nexts, language["weight"], language["most"])
