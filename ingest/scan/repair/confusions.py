"""Words that one as read may stand for, and what each confusion costs: letters of one outline, lost or added marks."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from ingest.scan.repair.rules import Costs, costs
from ingest.scan.repair.spelling import Letter, letters

FAR = 99.0
FARTHEST = 2  # letters by which words may differ


@lru_cache(maxsize=1 << 16)
def cost(read: str, printed: str) -> float:
    """What it costs that `printed` was read as `read`: the cheapest way by `rules.toml`; FAR beyond two letters."""
    table = costs()
    a, b = letters(read), letters(printed)
    if abs(len(a) - len(b)) > FARTHEST:
        return FAR
    bare_a, bare_b = "".join(x.base for x in a), "".join(x.base for x in b)
    several = [pair for pair in _several() if pair[0] in bare_a and pair[1] in bare_b]
    best = [[FAR] * (len(b) + 1) for _ in range(len(a) + 1)]
    best[0][0] = 0.0
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            here = best[i][j]
            if here >= FAR:
                continue
            if i < len(a):
                best[i + 1][j] = min(best[i + 1][j], here + table.absent)
            if j < len(b):
                best[i][j + 1] = min(best[i][j + 1], here + table.absent)
            if i < len(a) and j < len(b):
                best[i + 1][j + 1] = min(best[i + 1][j + 1], here + _other(a[i], b[j], table))
            for one, other, price in several:
                if bare_a.startswith(one, i) and bare_b.startswith(other, j):
                    row = best[i + len(one)]
                    row[j + len(other)] = min(row[j + len(other)], here + price)
    return best[-1][-1]


def rewritten(bare: str) -> Iterator[str]:
    """The bare letters with one confusion undone at one place: "rnục" gives "muc" among others."""
    for one, other in _present(bare):
        start = bare.find(one)
        while start >= 0:
            yield bare[:start] + other + bare[start + len(one) :]
            start = bare.find(one, start + 1)


def _present(bare: str) -> Iterator[tuple[str, str]]:
    return (pair for pair in costs().letters if pair[0] in bare)


def near(bare: str, other: str) -> bool:
    """Whether two bare words differ by one letter, two where they are long."""
    most = 1 if len(bare) < 5 else FARTHEST
    return Levenshtein.distance(bare, other, score_cutoff=most) <= most


@cache
def _several() -> tuple[tuple[str, str, float], ...]:
    return tuple((a, b, price) for (a, b), price in costs().letters.items() if len(a) > 1 or len(b) > 1)


@lru_cache(maxsize=1 << 14)
def _other(read: Letter, printed: Letter, table: Costs) -> float:
    """What it costs that one letter was read as another."""
    price = 0.0
    if read.base != printed.base:
        price = table.letters.get((read.base, printed.base), table.letter)
        if read.tone != printed.tone:
            price += 1.0  # a letter and its mark are lost together
        return price
    if read.shape != printed.shape:
        price += table.shapes.get((_shaped(read), _shaped(printed)), table.shape)
    if read.tone != printed.tone:
        price += table.tones.get((read.tone, printed.tone), table.tone)
    return price


def _shaped(letter: Letter) -> str:
    return "đ" if letter.shape == "đ" else unicodedata.normalize("NFC", letter.base + letter.shape)
