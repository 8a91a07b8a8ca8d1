"""Words that are improbable where they stand, by the language model: diacritics and letters read wrong.

A word gives way to another that is spelled nearly alike where the other is so much likelier between its neighbours
that this outweighs what the confusion costs and how sure the reader was.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from ingest.scan.repair import rules
from ingest.scan.repair.confusions import FAR, FARTHEST, cost, near, rewritten
from ingest.scan.repair.habits import Confusion, confusions
from ingest.scan.repair.model import EDGE, Adapted, Model
from ingest.scan.repair.spelling import bare, in_case_of, is_word, key, tone_on_second
from ingest.scan.repair.text import Proposal, Text

_SYLLABLE = "syllable"
_ALL = 1_000_000


def proposals(text: Text, adapted: Adapted, habitual: frozenset[Confusion] = frozenset()) -> Iterator[Proposal]:
    """Other words for improbable ones; `habitual` are the confusions that are usual in the document."""
    repairer = _Words(adapted, habitual)
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

    def __init__(self, adapted: Adapted, habitual: frozenset[Confusion]) -> None:
        self._adapted = adapted
        self._habitual = habitual
        self._margins = rules.load()["margins"]
        self._like: dict[str, tuple[tuple[str, float], ...]] = {}
        self._own: dict[str, list[str]] = {}
        for word in adapted.words:
            if adapted.model.words.get(word, 0) < self._margins["least_known"] <= adapted.count(word):
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
        budget = -min(stands, elsewhere) - needed - trust * margins["systematic_trust"]
        best, most = None, 0.0
        for candidate, anywhere in (
            self._candidates(word, before, behind, known and confidence > 0.6) if budget > 0 else ()
        ):
            price = min(anywhere, self._habit(word, candidate))
            if price >= budget:
                continue  # not even where it is certain
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
            like = self._like[word] = (*_of_like_letters(word, self._adapted.model), *self._of_own(word))
        yield from like
        if sure:
            return
        model = self._adapted.model
        nexts, befores = model.nexts.get(before, ()) if before != EDGE else (), model.befores.get(behind, ())
        beside = [candidate for candidate in _near_letters(word, model) if candidate in nexts or candidate in befores]
        yield from _priced(word, beside, model)

    def _of_own(self, word: str) -> Iterator[tuple[str, float]]:
        """Words of like letters that only the document has."""
        for form in (bare(word), *rewritten(bare(word))) if self._own else ():
            for candidate in self._own.get(form, ()):
                if candidate != word and cost(word, candidate) < FAR and self._habit(candidate, word) == FAR:
                    yield candidate, cost(word, candidate)

    def _habit(self, read: str, printed: str) -> float:
        """What it costs to take one word for the other by the document's habits alone; FAR where they differ more."""
        differ = confusions(read, printed) if self._habitual else ()
        return self._margins["habit"] * len(differ) if differ and self._habitual.issuperset(differ) else FAR


@lru_cache(maxsize=1 << 15)
def _of_like_letters(word: str, model: Model) -> tuple[tuple[str, float], ...]:
    """Words of the model with the same bare letters, or with one confusion undone, with what it costs."""
    forms = (bare(word), *rewritten(bare(word)))
    return tuple(_priced(word, dict.fromkeys(chain.from_iterable(model.bares.get(form, ()) for form in forms)), model))


@lru_cache(maxsize=1 << 15)
def _near_letters(word: str, model: Model) -> tuple[str, ...]:
    """Other words of the model that differ by a letter or two."""
    plain = bare(word)
    forms = {plain, *rewritten(plain)}
    close = (form for form in model.bares if abs(len(form) - len(plain)) <= FARTHEST and form not in forms)
    return tuple(chain.from_iterable(model.bares[form] for form in close if near(plain, form)))


def _priced(word: str, candidates: Iterable[str], model: Model) -> Iterator[tuple[str, float]]:
    for candidate in candidates:
        if candidate != word and model.words[candidate] >= rules.load()["margins"]["least_known"]:
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
