"""The language model: how often syllables stand, and stand beside each other, in plans; from `syllables.tsv`.

The file is written by `python -m corpus.language`. A line holds, between tabs:

    w   a word, its count, and the words that follow it, each with its count
    c   a word that stands with a capital inside a clause, how often it does
    s   a sign of documents ("QĐ-TTg"), its count
    n   a body's name in lower case, its count

Words are keys of `ingest.scan.repair.spelling`. "." stands for the beginning and the end of a clause.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.scan.repair.spelling import bare, key, parts

EDGE = "."
_UNSEEN = 1e-7  # the share of a word that no plan has


@dataclass(frozen=True, eq=False)
class Model:
    """Counts of words, of pairs, of capitals, of signs and of names."""

    words: Mapping[str, int]
    nexts: Mapping[str, Mapping[str, int]]
    befores: Mapping[str, Mapping[str, int]]
    bares: Mapping[str, Sequence[str]]
    capitals: Mapping[str, int]
    signs: Mapping[str, int]
    names: Mapping[str, int]
    total: int


@cache
def load() -> Model:
    """The model of this version of the program."""
    return parsed(files(__package__).joinpath("syllables.tsv").read_text(encoding="utf-8").splitlines())


def parsed(lines: Iterable[str]) -> Model:
    """The model that lines of the file describe."""
    nexts: dict[str, Counter[str]] = {}
    words: dict[str, int] = {}
    befores: dict[str, Counter[str]] = defaultdict(Counter)
    named: dict[str, dict[str, int]] = {"c": {}, "s": {}, "n": {}}
    for line in lines:
        kind, name, count, *rest = line.split("\t")
        if kind == "w":
            words[name] = int(count)
            pairs = (entry.rpartition(":") for entry in (rest[0].split(" ") if rest else ()))
            nexts[name] = Counter({word: int(number) for word, _, number in pairs})
            for word, number in nexts[name].items():
                befores[word][name] = number
        elif kind in named:
            named[kind][name] = int(count)
    bares: dict[str, list[str]] = defaultdict(list)
    for word in words:
        bares[bare(word)].append(word)
    total = sum(count for word, count in words.items() if word != EDGE)
    return Model(words, nexts, dict(befores), dict(bares), named["c"], named["s"], named["n"], total)


def lines(
    clauses: Iterable[Sequence[str]],
    capitals: Mapping[str, int],
    signs: Mapping[str, int],
    names: Mapping[str, int],
) -> Iterator[str]:
    """The file of a model that has seen some clauses (keys without edges), capitals, signs and names."""
    words: Counter[str] = Counter()
    nexts: dict[str, Counter[str]] = defaultdict(Counter)
    for clause in clauses:
        whole = (EDGE, *clause, EDGE)
        words.update(whole[:-1])
        for one, other in itertools.pairwise(whole):
            nexts[one][other] += 1
    for word, count in sorted(words.items()):
        yield f"w\t{word}\t{count}\t" + " ".join(f"{other}:{n}" for other, n in sorted(nexts[word].items()))
    for kind, counts in (("c", capitals), ("s", signs), ("n", names)):
        for name, count in sorted(counts.items()):
            yield f"{kind}\t{name}\t{count}"


def clauses(text: str) -> Iterator[tuple[str, ...]]:
    """The keys of a text's words, cut where a mark or a word that is no word (a number, a sign) stands between."""
    clause: list[str] = []
    for token in text.split():
        before, core, behind = parts(token)
        if before and clause:
            yield tuple(clause)
            clause = []
        if core.isalpha():
            clause.append(key(core))
        if (behind or not core.isalpha()) and clause:
            yield tuple(clause)
            clause = []
    if clause:
        yield tuple(clause)


@dataclass(frozen=True, eq=False)
class Adapted:
    """A model with the document's own words, which weigh `weight` times as much as those of other plans."""

    model: Model
    words: Mapping[str, int]
    nexts: Mapping[tuple[str, str], int]
    weight: float
    most: int  # how often a pair of the document counts at most: what is read wrong is often read wrong alike

    def count(self, word: str) -> int:
        """How often a word was seen at all."""
        return self.model.words.get(word, 0) + self.words.get(word, 0)

    def pair(self, one: str, other: str, *, but: int = 0) -> float:
        """How often `other` was seen behind `one`, leaving out `but` times of the document."""
        own = self.nexts.get((one, other), 0) - but
        other_plans = self.model.nexts.get(one, _NONE).get(other, 0)
        return other_plans + self.weight * min(own, self.most) if own > 0 else other_plans

    def chance(self, word: str, *, but: int = 0) -> float:
        """The share of a word among all."""
        own = min(max(self.words.get(word, 0) - but, 0), self.most)
        return (self.model.words.get(word, 0) + self.weight * own) / self.model.total + _UNSEEN

    def log_behind(self, one: str, other: str, *, but: int = 0) -> float:
        """Log P(other | one), by Witten and Bell: what follows a word in few ways leaves little to what is new."""
        follows = self.model.nexts.get(one, _NONE)
        seen, kinds = self.model.words.get(one, 0), len(follows) + 1
        elsewhere = follows.get(other, 0)
        own = self.nexts.get((one, other), 0) - but
        pair = elsewhere + self.weight * min(own, self.most) if own > 0 else elsewhere
        return math.log((pair + kinds * self.chance(other, but=but)) / (seen + kinds + pair - elsewhere))


_NONE: Mapping[str, int] = {}
