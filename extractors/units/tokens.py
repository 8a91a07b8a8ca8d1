"""A text as words that know their place, with the known phrases among them."""

from functools import cached_property, lru_cache
from typing import NamedTuple

from extractors.units import collectives, lexicon
from extractors.units.folding import fold, words
from extractors.units.lexicon import Phrase

_CLOSING = {"(": ")", "[": "]", "“": "”", "”": "”", '"': '"', "«": "»"}
_QUOTES = frozenset('“"«”')
_NOTHING: frozenset[str] = frozenset()


class Word(NamedTuple):
    """A word or a mark: characters [start, end) of the text. `breaks`: it is the first of its line."""

    text: str
    key: str
    start: int
    end: int
    breaks: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or a digit, as parts of names do."""
        return self.text[0].isupper() or self.text[0].isdigit()

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[0].isalnum()


class Tokens:
    """The words of a text and the known phrases among them; a word's index is its place in `words`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tuple(_split(text))
        # A small letter at a line's start goes on with what the line above broke off ("Chi / cục Thủy lợi").
        line_starts = frozenset(i for i, word in enumerate(self.words) if word.breaks and not word.text[0].islower())
        self.phrases = lexicon.phrases(tuple(word.key for word in self.words), line_starts)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, i: int) -> Word:
        return self.words[i]

    def key(self, i: int) -> str:
        """The folded word `i`, "" beyond either end."""
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def kinds(self, i: int) -> frozenset[str]:
        """What the phrase that starts at word `i` may be; nothing where none starts."""
        phrase = self.phrases.get(i)
        return phrase.kinds if phrase else _NOTHING

    def kinds_before(self, i: int) -> frozenset[str]:
        """What the phrase that ends right before word `i` may be; nothing where none ends."""
        phrase = self.phrase_ends.get(i)
        return phrase.kinds if phrase else _NOTHING

    def after(self, i: int) -> int:
        """The index behind the phrase that starts at word `i`, else behind the word."""
        phrase = self.phrases.get(i)
        return phrase.end if phrase else i + 1

    @cached_property
    def phrase_ends(self) -> dict[int, Phrase]:
        """The phrases by the index behind them."""
        return {phrase.end: phrase for phrase in self.phrases.values()}

    @cached_property
    def known(self) -> frozenset[int]:
        """The words that are part of a known phrase."""
        return frozenset(i for phrase in self.phrases.values() for i in range(phrase.start, phrase.end))

    @cached_property
    def inner_marks(self) -> frozenset[int]:
        """The marks and links inside collectives."""
        return collectives.inner_marks(self)

    @cached_property
    def brackets(self) -> dict[int, int]:
        """Where a bracket or quotation opens -> the index behind its closing mark."""
        closes: dict[int, int] = {}  # each opening mark to the next mark that closes it
        nearest: dict[str, int] = {}
        for i in range(len(self.words) - 1, -1, -1):
            mark = self.words[i].text
            if mark in _CLOSING and _CLOSING[mark] in nearest:
                closes[i] = nearest[_CLOSING[mark]]
            nearest[mark] = i
        found: dict[int, int] = {}
        behind = 0
        for i in sorted(closes):
            if i >= behind:
                behind = closes[i] + 1
                found[i] = behind
        return found

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The words inside quotations; one that is not closed goes on in the next paragraph."""
        spans = [(start, end) for start, end in self.brackets.items() if self.words[start].text in _QUOTES]
        inside = {i for start, end in spans for i in range(start, end)}
        left_open = next((i for i, word in enumerate(self.words) if word.text == "“" and i not in inside), None)
        return frozenset(inside if left_open is None else inside | set(range(left_open, len(self.words))))

    @cached_property
    def shouts(self) -> bool:
        """Whether the text is in capitals, so that a capital letter tells nothing."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


@lru_cache(maxsize=1024)  # whether it is a unit, who acts and what opens it are asked of one text in turn
def tokens_of(text: str) -> Tokens:
    """The words of a text; the same ones for the same text."""
    return Tokens(text)


def _split(text: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in words(text):
        breaks = not found or "\n" in text[end : match.start()]
        end = match.end()
        found.append(Word(match.group(), fold(match.group()), match.start(), end, breaks))
    return found
