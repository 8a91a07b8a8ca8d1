"""Verbs that the rules do not know, as underthesea's part-of-speech tagger sees them.

Alone it is worse than the rules at telling where a list of units ends (measured in the tests' cases: 27 of 47 against
all), but of verbs that the rules lack it finds nine in ten. It takes some 15 ms a clause, so it is asked only where
unknown words stand in a name.
"""

from collections.abc import Iterator
from functools import lru_cache

from extractors.units.tokens import Tokens

# The verb stands soon behind the units; a longer clause only takes longer.
_WORDS = 30
# An act has something behind its verb; "Trung tâm Chăm sóc sức khỏe sinh sản;" is a name.
_ENDS = ("", ".", ";", ":")


def verbs(tokens: Tokens, start: int) -> Iterator[int]:
    """The words in small letters from word `start` on that begin a verb."""
    clause, starts = _clause(tokens, start)
    position = 0
    for word, tag in _tags(clause):
        position = clause.find(word, position)
        behind = position + len(word)
        is_last = clause[behind:].lstrip()[:1] in _ENDS
        if tag == "V" and not is_last and word[0].islower() and position in starts:
            yield starts[position]
        position = behind


def word_before(tokens: Tokens, start: int, end: int) -> int | None:
    """Where the word of several syllables begins that ends right before word `end`; the clause begins at `start`."""
    clause, starts = _clause(tokens, start)
    position = 0
    for word, _ in _tags(clause):
        position = clause.find(word, position)
        behind = position + len(word)
        first = starts.get(position)
        if " " in word and first is not None and first + len(word.split()) == end:
            return first
        position = behind
    return None


def _clause(tokens: Tokens, start: int) -> tuple[str, dict[int, int]]:
    """The clause from word `start` on, one blank wherever there are any, and which word begins at which character."""
    clause = ""
    starts = {}
    for k in range(start, min(start + _WORDS, len(tokens))):
        if k > start and tokens[k].start > tokens[k - 1].end:
            clause += " "
        starts[len(clause)] = k
        clause += tokens[k].text
    return clause, starts


@lru_cache(maxsize=1024)
def _tags(clause: str) -> tuple[tuple[str, str], ...]:
    # Imported at the first use: underthesea takes half a second to load.
    from underthesea import pos_tag  # noqa: PLC0415

    return tuple((word, tag) for word, tag in pos_tag(clause))
