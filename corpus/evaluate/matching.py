"""When a text counts as right: five ways, of which "tokens" is the project's own and the one all figures use.

- tokens: nearly the same words in nearly the same order for a task; the same words for a unit; most words for
  a product, a heading or a title. Punctuation and case are ignored.
- strict: equal after Unicode NFC and with white space as single blanks
- soft: equal without case, punctuation, blanks, and wherever a syllable's tone is written ("hoà" is "hòa")
- levenshtein: normalised Levenshtein similarity of at least 0.8
- ratcliff: Ratcliff-Obershelp similarity of at least 0.95

Where targets stand is told by shared words in all five, for gold may hold the clause or the whole item.
Numbers and days are always compared exactly.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

TextKind = Literal["task", "unit", "product", "path", "title", "value"]
FOUND, ORDERED = 0.9, 0.8  # the least F1 of words and of pairs of words with which a task's text is right
_LEAST: Mapping[TextKind, float] = {"unit": 1.0, "product": 0.85, "path": 0.8, "title": 0.9, "value": 1.0}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = re.compile(f"[aeiouy\u0302\u0306\u031b{_TONES}]+")
Bag = Counter[str]


@dataclass(frozen=True, slots=True)
class Matching:
    """`likeness` in [0, 1] finds the best of several candidates; `same` says whether a candidate counts as right."""

    name: str
    likeness: Callable[[str, str], float]
    same: Callable[[TextKind, str, str], bool]


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, and its per cent signs."""
    return tuple(re.findall(r"[^\W_]+|%", unicodedata.normalize("NFC", text).casefold()))


@lru_cache(maxsize=1 << 16)
def bag(text: str) -> Bag:
    """How often each word stands in a text. Treat as read-only: it is shared."""
    return Counter(tokens(text))


def overlap(left: Counter[Any], right: Counter[Any]) -> float:
    """F1 of two bags."""
    if not left or not right:
        return float(left == right)
    return 2 * (left & right).total() / (left.total() + right.total())


def alike(a: str | None, b: str | None) -> float:
    """F1 of the words of two texts, order ignored."""
    return overlap(bag(a or ""), bag(b or ""))


def same_text(a: str, b: str) -> bool:
    """Whether two texts have nearly the same words in nearly the same order."""
    if alike(a, b) < FOUND:
        return False
    left, right = tokens(a), tokens(b)
    if len(left) < 2:
        return True
    pairs = [Counter(pairwise(words)) for words in (left, right)]
    return overlap(*pairs) >= ORDERED


def holds(a: str | None, b: str | None) -> bool:
    """Whether the shorter text stands in the longer one: a clause, or the whole item it is from."""
    left, right = bag(a or ""), bag(b or "")
    shortest, longest = sorted((left.total(), right.total()))
    return shortest >= 3 and longest <= 8 * shortest and (left & right).total() >= 0.85 * shortest


def plain(text: str) -> str:
    """The text in NFC with white space as single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """The text's letters, digits and per cent signs in lower case, each tone behind the vowels of its syllable."""
    letters = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(c for c in letters if c.isalnum() or unicodedata.combining(c) or c == "%")
    return _VOWELS.sub(_tone_last, kept)


def _tone_last(vowels: re.Match[str]) -> str:
    return "".join(sorted(vowels.group(), key=lambda c: c in _TONES))


def _token_same(kind: TextKind, gold: str, predicted: str) -> bool:
    if kind == "task":
        return same_text(gold, predicted)
    if kind == "unit":
        return tokens(gold) == tokens(predicted)
    return alike(gold, predicted) >= _LEAST[kind]


def _levenshtein(a: str, b: str) -> float:
    return Levenshtein.normalized_similarity(plain(a), plain(b))


def _ratcliff(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, plain(a), plain(b), autojunk=False)
    # quick_ratio is an upper bound: what is far off needs no exact figure.
    quick = matcher.quick_ratio()
    return matcher.ratio() if quick >= 0.9 else quick


def _from(name: str, likeness: Callable[[str, str], float], least: float) -> Matching:
    return Matching(name, likeness, lambda _, gold, predicted: likeness(gold, predicted) >= least)


TOKENS = Matching("tokens", alike, _token_same)
MATCHINGS: Mapping[str, Matching] = {
    matching.name: matching
    for matching in (
        TOKENS,
        _from("strict", lambda a, b: float(plain(a) == plain(b)), 1.0),
        _from("soft", lambda a, b: float(folded(a) == folded(b)), 1.0),
        _from("levenshtein", _levenshtein, 0.8),
        _from("ratcliff", _ratcliff, 0.95),
    )
}
