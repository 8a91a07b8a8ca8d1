"""Words that are improbable where they stand, by the language model: diacritics and letters read wrong.

A word gives way to another that is spelled nearly alike where the other is so much likelier between its neighbours
that this outweighs what the confusion costs and how sure the reader was.
"""

from collections.abc import Iterator
from itertools import chain

from ingest.scan.repair import rules
from ingest.scan.repair.confusions import FAR, cost, near, rewritten
from ingest.scan.repair.model import EDGE, Adapted
from ingest.scan.repair.spelling import bare, in_case_of, is_word, key, tone_on_second
from ingest.scan.repair.text import Proposal, Text

_SYLLABLE = "syllable"
_ALL = 1_000_000


def proposals(text: Text, adapted: Adapted) -> Iterator[Proposal]:
    """Other words for improbable ones."""
    repairer = _Words(adapted)
    second = _second_school(text)
    for place, (before, behind) in enumerate(text.contexts()):
        marks = text.parts(place)
        if not _is_open(marks.core):
            continue
        found = repairer.better(marks.core, text.words[place].confidence, before, behind)
        if found:
            new = in_case_of(marks.core, tone_on_second(found) if second else found)
            yield Proposal(place, marks.before + new + marks.behind, _SYLLABLE)


def _is_open(core: str) -> bool:
    """Whether letters may be repaired at all: two or more, and no number, address or sign of a document."""
    count = sum(c.isalpha() for c in core)
    if count < 2:
        return False
    return count == len(core) or (len(core) - count == 1 and count >= 3 and "." not in core and "/" not in core)


class _Words:
    """Finds what a document's words may stand for; remembers what it found for each."""

    def __init__(self, adapted: Adapted) -> None:
        self._adapted = adapted
        self._margins = rules.load()["margins"]
        self._like: dict[str, tuple[tuple[str, float], ...]] = {}
        self._own: dict[str, list[str]] = {}
        for word in adapted.words:
            self._own.setdefault(bare(word), []).append(word)

    def better(self, core: str, confidence: float, before: str, behind: str) -> str | None:
        """The word that is so much likelier that it is to stand instead; None if there is none."""
        margins, adapted = self._margins, self._adapted
        word = key(core)
        known = is_word(core)
        if known and confidence > margins["doubt"] and _is_usual(word, before, behind, adapted):
            return None
        needed = margins["least"]
        if core[:1].isupper() and not core.isupper() and before != EDGE:
            needed += margins["name"]
        if not known and core.isascii():
            needed += margins["strange"]
        abbreviation = core.isupper() and confidence < margins["abbreviation"]
        trust = margins["trust"] * max(confidence - margins["doubt"], 0)
        stands = _score(word, before, behind, adapted, but=1)
        # What the reader takes for another letter once it takes for it again: then only other plans bear witness.
        elsewhere = _score(word, before, behind, adapted, but=_ALL)
        best, most = None, 0.0
        for candidate, price in self._candidates(word, before, behind, known and confidence > 0.6):
            if not (is_word(candidate) or (abbreviation and len(candidate) > 2)):
                continue
            systematic = price <= margins["systematic"] and _is_beside(candidate, before, behind, adapted, but=_ALL)
            score = _score(candidate, before, behind, adapted, but=_ALL if systematic else 0) - price - needed
            score -= elsewhere if systematic else stands
            score -= trust * (margins["systematic_trust"] if systematic else 1)
            if score > most and not _is_beside(candidate, before, behind, adapted):
                score -= margins["edges"] if len(word) > 2 else margins["short"]
            if score > most:
                best, most = candidate, score
        return best

    def _candidates(self, word: str, before: str, behind: str, sure: bool) -> Iterator[tuple[str, float]]:
        """Known words with what the confusion costs: those of like letters, and for a doubtful word any near one
        that is known to stand beside one of its neighbours.
        """
        like = self._like.get(word)
        if like is None:
            like = self._like[word] = tuple(self._of_like_letters(word))
        yield from like
        if sure:
            return
        model = self._adapted.model
        plain, seen = bare(word), {word, *(candidate for candidate, _ in like)}
        for neighbours in (model.nexts.get(before) if before != EDGE else None, model.befores.get(behind)):
            for candidate in neighbours or ():
                if candidate not in seen and near(plain, bare(candidate)):
                    seen.add(candidate)
                    yield from self._priced(word, candidate)

    def _of_like_letters(self, word: str) -> Iterator[tuple[str, float]]:
        seen = {word}
        for form in chain((bare(word),), rewritten(bare(word))):
            for candidate in chain(self._adapted.model.bares.get(form, ()), self._own.get(form, ())):
                if candidate not in seen:
                    seen.add(candidate)
                    yield from self._priced(word, candidate)

    def _priced(self, word: str, candidate: str) -> Iterator[tuple[str, float]]:
        if self._adapted.count(candidate) >= self._margins["least_known"]:
            price = cost(word, candidate)
            if price < FAR:
                yield candidate, price


def _is_usual(word: str, before: str, behind: str, adapted: Adapted) -> bool:
    """Whether other plans have the word between these neighbours: then there is nothing to ask."""
    nexts = adapted.model.nexts
    return EDGE not in (before, behind) and word in nexts.get(before, ()) and behind in nexts.get(word, ())


def _is_beside(word: str, before: str, behind: str, adapted: Adapted, but: int = 0) -> bool:
    """Whether the word was ever seen beside one of its neighbours."""
    return (before != EDGE and adapted.pair(before, word, but=but) > 0) or (
        behind != EDGE and adapted.pair(word, behind, but=but) > 0
    )


def _score(word: str, before: str, behind: str, adapted: Adapted, but: int) -> float:
    return adapted.log_behind(before, word, but=but) + adapted.log_behind(word, behind, but=but)


def _second_school(text: Text) -> bool:
    """Whether the document writes "hoà" rather than "hòa"."""
    words = [text.parts(place).core.lower() for place in range(len(text.words))]
    second = sum(word != key(word) for word in words)
    first = sum(word != tone_on_second(word) for word in words)
    return second > first
