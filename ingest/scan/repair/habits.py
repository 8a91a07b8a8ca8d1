"""Marks that the reader loses again and again in one document: the stroke of đ in pale print, the acute above ê.

What a scanner blurs it blurs on every page. Such a confusion is told by words that no plan has and that are words of
plans, between the same neighbours, with the one mark put right.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ingest.scan.repair import rules
from ingest.scan.repair.model import EDGE, Model
from ingest.scan.repair.spelling import bare, key, letters
from ingest.scan.repair.text import Text


class Marks(NamedTuple):
    """What stands on a letter: its shape ("đ" for the stroke of đ) and its tone."""

    shape: str
    tone: str


Confusion = tuple[Marks, Marks]
"""Marks as read, and as printed."""


def habits(text: Text, model: Model) -> frozenset[Confusion]:
    """The confusions of marks that the document shows to be usual in it."""
    needed = rules.load()["habits"]
    found: defaultdict[Confusion, Counter[str]] = defaultdict(Counter)
    right: Counter[Marks] = Counter()
    for place, (before, behind) in enumerate(text.contexts()):
        core = text.parts(place).core
        if not core.isalpha():
            continue
        word = key(core)
        if word in model.words:
            right.update(Marks(letter.shape, letter.tone) for letter in letters(word))
        else:
            found_here = _confusion(word, before, behind, model)
            if found_here:
                found[found_here][word] += 1
    return frozenset(
        confusion
        for confusion, words in found.items()
        if len(words) >= needed["words"]
        and words.total() >= needed["times"]
        and words.total() >= needed["share"] * (words.total() + right[confusion[1]])
    )


def confusions(read: str, printed: str) -> tuple[Confusion, ...]:
    """The marks in which two words of the same letters differ; none where letters differ too."""
    pairs = list(zip(letters(read), letters(printed), strict=False))
    if len(letters(read)) != len(letters(printed)) or any(one.base != other.base for one, other in pairs):
        return ()
    return tuple((Marks(one.shape, one.tone), Marks(other.shape, other.tone)) for one, other in pairs if one != other)


def _confusion(word: str, before: str, behind: str, model: Model) -> Confusion | None:
    """The one confusion by which an unknown word is most likely another that stands beside one of its neighbours."""
    likely = max(
        (other for other in model.bares.get(bare(word), ()) if _stands(other, before, behind, model)),
        key=lambda other: (model.words[other], other),
        default=word,
    )
    several = confusions(word, likely)
    return several[0] if len(several) == 1 else None


def _stands(word: str, before: str, behind: str, model: Model) -> bool:
    nexts: Mapping[str, Mapping[str, int]] = model.nexts
    return (before != EDGE and word in nexts.get(before, ())) or (behind != EDGE and behind in nexts.get(word, ()))
