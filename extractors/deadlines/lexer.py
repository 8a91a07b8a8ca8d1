"""A text as the tokens of the deadline grammar: numbers in the forms that dates take, and the words of the rules.

Tokens keep their places in the text. Everything that the grammar does not know is a token of kind "other", so that
nothing is ever read across a foreign word; white space is skipped, line breaks included.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.rules import load

# The forms of numbers, the longer ones first. Separators may stand apart from the digits by one blank. Digits behind
# a Roman numeral are a part of it that was misread ("Quý II1/2018").
_ALONE = r"(?<![\d/])(?<!(?-i:[IVX]))"
_FORMS = {
    "document": r"(?<![\w/])\d+[a-z]?(?:/\d{4})?(?:\s?/\s?|-)(?-i:[A-ZĐ]{2})[\w&.-]*(?:/[\w.-]+)*",
    "clock": (
        r"(?<!\d)\d{1,2}(?:\s*giờ(?!\w)|\s?h(?![^\W\d_])|g(?=\d\d)|:(?=\d\d(?!\d)))"
        r"(?:\s*\d\d(?!\d|\s?[/.]\s?\d))?(?:\s*phút)?"
    ),
    "ymd": r"(?<![\w/.-])(?:19|20)\d{2}(?P<iso>[-/])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])(?![\d/-])",
    "dmy": r"(?<![\d/])\d{1,2}\s?(?P<sep>[/.-])\s?\d{1,2}\s?(?P=sep)\s?(?:(?:19|20)\d{2}|(?<=/)\d{2})(?![\d/])",
    "my": rf"{_ALONE}\d{{1,2}}\s?[/.-]\s?(?:19|20)\d{{2}}(?![\d/])",
    "dm": rf"{_ALONE}\d{{1,2}}\s?/\s?\d{{1,2}}(?![\d/])",
    "y": r"(?<![\d.,])(?:19|20)\d{2}(?!\d|[.,]\d)",
    # Behind a slash a figure counts behind a word alone: "06 tháng/01 lần".
    "number": rf"(?:{_ALONE}|(?<=[^\W\d_]/))(?<![.,])\d{{1,2}}(?!\d|[.,]\d|%)",
}
_WITH_FIGURES = frozenset({"clock", "ymd", "dmy", "my", "dm", "y", "number"})
_MARKS = {
    "comma": ",",
    "mark": r"(?<=\n)[^\S\n]*[-\u2010-\u2015+•*]",  # at the start of a line a list mark, no "until"
    "dash": "[-\u2010-\u2015]",
    "slash": "/",
    "stop": r"[.;](?=\s|$)|…",
    "colon": ":",
    "open": r"\(",
    "close": r"\)",
    "quote": '[“”"«»]',
}
# "24/7" means day and night; it is a day in July behind these.
_BEFORE_A_DAY = re.compile(r"(?:ngày|trước|đến|hết|từ|sau|hôm|[-–])\s*$", re.IGNORECASE)
_DAY_WORD = 12  # characters, blanks included
# What a clause starts behind, and what it ends before; outside of the tokens is "end".
EDGES = ("end", "stop", "colon", "open", "close", "quote", "mark")
CLAUSE_END = (*EDGES, "comma")
_DIGITS = re.compile(r"\d+")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}  # of any other, such as V, the figure is 0: no quarter
# Both ways of writing "quý" and "kỳ" are one word of the rules.
_I_FOR_Y = str.maketrans("íì", "ýỳ")


class Token(NamedTuple):
    """A token at characters [start, end). `numbers` are its figures: day, month, year; hour, minute; a count."""

    kind: str
    start: int
    end: int
    word: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text; a place outside of them is of kind "end"."""

    text: str
    items: tuple[Token, ...]

    def kind(self, i: int) -> str:
        """The kind of token `i`."""
        return self.items[i].kind if 0 <= i < len(self.items) else "end"

    def numbers(self, i: int) -> tuple[int, ...]:
        """The figures of token `i`."""
        return self.items[i].numbers

    def covers(self, i: int, *kinds: str) -> bool:
        """Whether the tokens from `i` on are of these kinds."""
        return all(self.kind(i + k) == kind for k, kind in enumerate(kinds))

    def words(self, i: int, j: int) -> str:
        """The words of tokens [i, j) as the rules spell them."""
        return " ".join(token.word for token in self.items[max(i, 0) : j] if token.word)


def tokens(text: str) -> Tokens:
    """The tokens of `text` from left to right."""
    raw = [_token(match) for match in _pattern().finditer(text)]
    found = []
    i = 0
    while i < len(raw):
        token, used = _phrase(raw, i)
        found.append(token)
        i += used
    return Tokens(text, tuple(found))


def fold(text: str) -> str:
    """A text as the rules spell words: small letters, single blanks, y for a toned i."""
    return " ".join(text.lower().translate(_I_FOR_Y).split())


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "other"
    figures = _figures(kind, match)
    if (
        kind == "dm"
        and figures == (24, 7)
        and not _BEFORE_A_DAY.search(match.string[max(0, match.start() - _DAY_WORD) : match.start()])
    ):
        kind = "other"
    word = fold(match[0]) if kind == "other" else ""
    if kind == "ymd":  # "2026-05-31" is a day like any other
        kind, figures = "dmy", figures[::-1]
    return Token(kind, match.start(), match.end(), word, figures)


def _figures(kind: str, match: re.Match[str]) -> tuple[int, ...]:
    if kind == "roman":
        return (_ROMAN.get(match[0].lower(), 0),)
    if kind == "weekday":  # "thứ 2" is Monday, the first day of the week here
        return (int(match[0][-1]) - 2,)
    if kind not in _WITH_FIGURES:
        return ()
    figures = tuple(int(figure) for figure in _DIGITS.findall(match[0]))
    if kind == "clock":
        return (figures[0], figures[1] if len(figures) > 1 else 0)
    if kind == "dmy" and figures[2] < 100:  # "15/6/25"
        return (figures[0], figures[1], figures[2] + 2000)
    return figures


def _phrase(raw: list[Token], i: int) -> tuple[Token, int]:
    """The longest phrase of the rules that starts at word `i`, and of how many words it is."""
    first = raw[i]
    for phrase in _phrases().get(first.word, ()):
        size = len(phrase.words)
        if tuple(token.word for token in raw[i : i + size]) == phrase.words:
            if phrase.kind == "count" and not any(token.word in _units() for token in raw[i + size : i + size + 1]):
                continue
            kind = "number" if phrase.kind == "count" else phrase.kind
            return Token(kind, first.start, raw[i + size - 1].end, " ".join(phrase.words), phrase.numbers), size
    return first, 1


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kind: str
    numbers: tuple[int, ...] = ()


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases of the rules by their first word, longer ones first."""
    rules = load("deadlines")
    every = [_Phrase(tuple(fold(e).split()), kind) for kind, entries in rules["words"].items() for e in entries]
    every += [_Phrase(tuple(fold(e).split()), "weekday", (n,)) for e, n in rules["weekdays"].items()]
    every += [_Phrase(tuple(fold(e).split()), "count", (n,)) for e, n in rules["numbers"].items()]
    every.sort(key=lambda phrase: -len(phrase.words))
    return {first: tuple(p for p in every if p.words[0] == first) for first in {p.words[0] for p in every}}


@cache
def _units() -> frozenset[str]:
    """The words in front of which a number word counts."""
    known = load("deadlines")["words"]
    return frozenset(fold(e) for kind in ("day", "week", "month", "quarter", "year", "times") for e in known[kind])


@cache
def _pattern() -> re.Pattern[str]:
    """Every raw token as one alternation; the group that closes last names the kind."""
    months = "|".join(sorted(load("deadlines")["worded"]["months"], key=len, reverse=True)).replace(" ", r"\s+")
    lettered = {"roman": r"(?<!\w)[ivx]{1,4}(?!\w)", "weekday": r"(?<!\w)thứ\s+[2-7](?!\w)"}
    worded = {"worded": rf"(?<!\d)\d{{1,2}}\s+tháng\s+(?:{months})\s*,?\s+(?:năm\s+)?\d{{4}}(?!\d)"}
    # A word is letters alone, so that "Tháng12/2026" and "15tháng" come apart.
    return re.compile(rf"{_named(lettered)}|[^\W\d_]+|{_named(worded | _FORMS | _MARKS)}|\d+|[^\s\w]|_+", re.IGNORECASE)


def _named(parts: dict[str, str]) -> str:
    return "|".join(f"(?P<{kind}>{form})" for kind, form in parts.items())
