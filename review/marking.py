"""Texts in which the words that somebody looks for are marked, tones aside."""

import re
import unicodedata
from collections.abc import Collection

from output.fold import fold

Parts = list[tuple[str, bool]]
"""A text in parts, each with whether it is marked."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 320  # letters of an excerpt
_BEFORE = 80  # of them at most before the first marked word


def marked(text: str, wanted: Collection[str]) -> Parts:
    """The text in parts. `wanted` are folded words; words that only blanks part are marked together."""
    text = unicodedata.normalize("NFC", text)
    parts: Parts = []
    end = 0
    for word in _WORD.finditer(text):
        if fold(word[0]) in wanted:
            between = text[end : word.start()]
            if parts and between.isspace():
                parts[-1] = (f"{parts[-1][0]}{between}{word[0]}", True)
            else:
                parts += [(between, False)] if between else []
                parts.append((word[0], True))
            end = word.end()
    return [*parts, (text[end:], False)] if end < len(text) else parts


def excerpt(text: str, wanted: Collection[str]) -> Parts:
    """As `marked`; of a long text the part around the first marked word."""
    text = unicodedata.normalize("NFC", text)
    if len(text) <= _LONGEST:
        return marked(text, wanted)
    first = next((word.start() for word in _WORD.finditer(text) if fold(word[0]) in wanted), 0)
    start = text.find(" ", max(0, first - _BEFORE)) + 1 if first > _BEFORE else 0
    end = start + _LONGEST
    end = len(text) if end >= len(text) else max(text.rfind(" ", first, end), first + 1)
    before, behind = ("… " if start else ""), (" …" if end < len(text) else "")
    return marked(f"{before}{text[start:end]}{behind}", wanted)
