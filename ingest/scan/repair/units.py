"""Names of bodies that differ by one word from a known one: of other plans, or of the document itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ingest.scan.repair import rules
from ingest.scan.repair.confusions import cost
from ingest.scan.repair.model import EDGE, Adapted, Model
from ingest.scan.repair.spelling import in_case_of, key
from ingest.scan.repair.text import Proposal, Text

Words = tuple[str, ...]


class Gap(NamedTuple):
    """A name without one of its words: those before it and those behind it."""

    before: Words
    behind: Words


def proposals(text: Text, adapted: Adapted) -> Iterator[Proposal]:
    """The word that a name has where another was read, if the confusion is cheap and only one name fits."""
    table = rules.load()["units"]
    runs = tuple(_runs(text))
    known = _gaps(adapted.model, table["shortest"], table["longest"])
    own = _gapped(_own_names(text, runs, adapted.model, table))
    for run in runs:
        keys = tuple(key(text.parts(place).core) for place in run)
        for number, place in enumerate(run):
            word = text.words[place]
            if len(keys) < table["shortest"] or word.confidence > table["sure"] or len(keys[number]) < 2:
                continue
            found = _fitting(keys, number, (known, own), table["longest"])
            if keys[number] in found:
                continue
            near = [other for other in found if cost(keys[number], other) <= table["price"]]
            if len(near) == 1:
                marks = text.parts(place)
                yield Proposal(place, marks.before + in_case_of(marks.core, near[0]) + marks.behind, "unit")


def _runs(text: Text) -> Iterator[tuple[int, ...]]:
    """Places of words that follow one another without a mark between."""
    run: list[int] = []
    last_behind = EDGE
    for place, (before, behind) in enumerate(text.contexts()):
        if not text.parts(place).core.isalpha():
            continue
        if run and (EDGE in (before, last_behind)):
            yield tuple(run)
            run = []
        run.append(place)
        last_behind = behind
    if run:
        yield tuple(run)


def _own_names(
    text: Text, runs: Iterable[tuple[int, ...]], model: Model, table: Mapping[str, float]
) -> Iterator[Words]:
    """Names that the document itself bears twice in words read with confidence, by what names begin with."""
    counts: Counter[Words] = Counter()
    heads = _heads(model)
    for run in runs:
        keys = [key(text.parts(place).core) for place in run]
        for start, head in enumerate(keys):
            if head in heads:
                for length in (int(table["shortest"]), int(table["shortest"]) + 1):
                    places = run[start : start + length]
                    if len(places) == length and all(text.words[p].confidence >= table["own"] for p in places):
                        counts[tuple(keys[start : start + length])] += 1
    yield from (name for name, count in counts.items() if count >= table["own_count"])


def _fitting(keys: Words, number: int, gaps: Iterable[Mapping[Gap, frozenset[str]]], longest: int) -> frozenset[str]:
    """The words that stand in known names between those that stand here around a place."""
    found: frozenset[str] = frozenset()
    for start in range(max(0, number - longest + 1), number + 1):
        before = keys[start:number]
        for end in range(number + 1, min(len(keys), start + longest) + 1):
            gap = Gap(before, keys[number + 1 : end])
            for known in gaps:
                found |= known.get(gap, frozenset())
    return found


@lru_cache(maxsize=8)
def _gaps(model: Model, shortest: int, longest: int) -> Mapping[Gap, frozenset[str]]:
    names = (tuple(name.split(" ")) for name in model.names)
    return _gapped(name for name in names if shortest <= len(name) <= longest)


@lru_cache(maxsize=8)
def _heads(model: Model) -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in model.names)


def _gapped(names: Iterable[Words]) -> Mapping[Gap, frozenset[str]]:
    found: dict[Gap, set[str]] = defaultdict(set)
    for name in names:
        for number, word in enumerate(name):
            found[Gap(name[:number], name[number + 1 :])].add(word)
    return {gap: frozenset(words) for gap, words in found.items()}
