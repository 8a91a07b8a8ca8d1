"""A word's letters apart from the marks around it, and apart from what spelling leaves open."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ingest.pdf.syllables import is_syllable

TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn
_CORE = re.compile(r"^([^\w]*)(.*?)([^\w]*)$", re.DOTALL)
# Where a syllable ends in one of these the tone stands on its first letter by one school, on its second by the other.
_SECOND = re.compile(rf"(?<!q)(o(?=[ae])|u(?=y))([aey])([{TONES}])$")
_FIRST = re.compile(rf"(?<!q)(o(?=[{TONES}][ae])|u(?=[{TONES}]y))([{TONES}])([aey])$")


class Parts(NamedTuple):
    """A word with the marks before and behind it cut off."""

    before: str
    core: str
    behind: str


class Letter(NamedTuple):
    """A letter taken apart: "ổ" is ("o", circumflex, hỏi)."""

    base: str
    shape: str
    tone: str


@lru_cache(maxsize=1 << 15)
def parts(text: str) -> Parts:
    """Example: "(ma" as ("(", "ma", "")."""
    found = _CORE.match(text)
    assert found  # every text matches
    return Parts(*found.groups())


@lru_cache(maxsize=1 << 15)
def key(core: str) -> str:
    """A word's entry in the language model: lower case, NFC, the tone of "hoà" where "hòa" has it."""
    return unicodedata.normalize("NFC", _SECOND.sub(r"\1\3\2", unicodedata.normalize("NFD", core.lower())))


def tone_on_second(word: str) -> str:
    """Example: "hòa" as "hoà"; a word that is spelled in one way only stays."""
    return unicodedata.normalize("NFC", _FIRST.sub(r"\1\3\2", unicodedata.normalize("NFD", word)))


@lru_cache(maxsize=1 << 15)
def letters(word: str) -> tuple[Letter, ...]:
    """The letters of a word in lower case, taken apart."""
    found: list[Letter] = []
    for mark in unicodedata.normalize("NFD", word.lower()):
        if found and mark in TONES:
            found[-1] = found[-1]._replace(tone=mark)
        elif found and mark in _SHAPES:
            found[-1] = found[-1]._replace(shape=mark)
        elif mark == "đ":
            found.append(Letter("d", "đ", ""))
        elif not unicodedata.combining(mark) or not found:
            found.append(Letter(mark, "", ""))
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def bare(word: str) -> str:
    """The letters of a word in lower case without shapes and tones: "Đổi" as "doi"."""
    return "".join(letter.base for letter in letters(word))


def is_word(core: str) -> bool:
    """Whether the letters can be a Vietnamese syllable, in whatever case ("SỐ", "ViỆt")."""
    return core.isalpha() and is_syllable(core.lower())


def in_case_of(read: str, word: str) -> str:
    """A word in lower case written in capitals as the one as read: "ƯBND", "ubnd" as "UBND"."""
    cased = [c for c in read if c.isalpha()]
    capitals = sum(c.isupper() for c in cased)
    if len(cased) > 1 and capitals * 2 > len(cased):
        return word.upper()
    if read[:1].isupper():
        return word[:1].upper() + word[1:]
    return word
