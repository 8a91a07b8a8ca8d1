r"""The number or mark before an item: "Phần I", "II.", "1.", "1.1.", "a)", "(1)", "-", "+".

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (phần, chương, mục, điều, khoản, điểm), and what offices do to it
("1.8. .", "2.2 ", "a.", "1/", "- +"). The Party writes "I-" and "1-".
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.rules import load

Style = Literal[
    "phan", "chuong", "muc", "roman", "upper", "dieu", "decimal", "decimal2", "decimal3", "decimal4", "buoc", "lower",
    "paren", "dash", "plus", "bullet",
]  # fmt: skip

# From the outermost to the innermost. Roman numbers and capital letters stand at either side of each other.
RANK: dict[Style, int] = {
    "phan": 0, "chuong": 1, "muc": 2, "roman": 3, "upper": 3, "dieu": 4, "decimal": 5, "decimal2": 6,
    "decimal3": 7, "decimal4": 8, "buoc": 8, "lower": 9, "paren": 10, "dash": 11, "plus": 12, "bullet": 12,
}  # fmt: skip
MARKS: frozenset[Style] = frozenset({"dash", "plus", "bullet"})

# The Vietnamese alphabet as lists count it (Nghị định 30: a b c d đ e g h i k l m n o p q r s t u v x y).
ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A list of fifty or a hundred parts is none: there these are the letters after B and K.
_LETTERS = ("C", "L")
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number or mark. `number` is as printed without what closes it, None for a mark; `values` are its parts."""

    style: Style
    number: str | None
    values: tuple[int, ...]
    length: int

    @property
    def last(self) -> int:
        """The part that counts on among its siblings; 0 for a mark."""
        return self.values[-1] if self.values else 0


def parse(text: str) -> Numbering | None:
    """The number or mark that opens a text; `length` counts its characters and the blanks behind it."""
    if (amount := _AMOUNT.match(text)) and amount[1].islower():
        return None
    for pattern, build in (
        (_named(), _from_named),
        (_DECIMALS, _from_decimals),
        (_SINGLE, _from_single),
        (_MARK, _from_mark),
    ):
        if match := pattern.match(text):
            return build(match)
    return None


def parse_label(label: str) -> Numbering | None:
    """The same for a number that Word makes, or the whole of a number cell: "1.3", "IV", "2", "a"."""
    text = label.strip()
    found = parse(text + " ") or parse(text + " A") or parse(text + ". ")  # "1-" is a number before a word only
    return found if found and found.length >= len(text) else None


def roman(text: str) -> int | None:
    """The value of a roman number in capitals, None if it is none."""
    if not _ROMAN.match(text):
        return None
    values = [_ROMAN_DIGITS[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def readings(found: Numbering) -> tuple[Numbering, ...]:
    """The number and its other reading, where a single capital or small letter can be a roman number or a letter."""
    text = found.number or ""
    if found.style == "roman" and len(text) == 1 and text.lower() in ALPHABET:
        return found, Numbering("upper", text, (ALPHABET.index(text.lower()) + 1,), found.length)
    return (found,)


# How


@cache
def _named() -> re.Pattern[str]:
    names: dict[str, str] = load("numbering")["names"]
    ordinals = "|".join(load("numbering")["ordinals"])
    kinds = "|".join(f"(?P<{style}>{word})" for style, word in names.items())
    return re.compile(
        rf"\s*(?:{kinds})\s+(?P<number>[IVXLC]+|\d{{1,3}}[a-zđ]?|[A-Z]|(?:thứ\s+)?(?:{ordinals}))\b\s*[.:)\-–]?\s*",
        re.IGNORECASE,
    )


# "1.200 m3/ngày" counts in thousands; the item 1.200 there never was.
_AMOUNT = re.compile(r"\s*\d{1,3}(?:\.\d{3})+\s+(\w)")
_DECIMALS = re.compile(
    r"\s*(?P<number>\d{1,2}(?:\s?\.\s?\d{1,3}){1,4})(?!\d|/|%|,\d)(?:\s?[.)\]/:]+(?:\s?\.)?|\s?[-–](?=\s*[^\W\d_“\"])|(?=\s))\s*(?=\S|$)"
)
_SINGLE = re.compile(
    r"\s*(?:\((?P<paren>\d{1,2}|[a-zđ]|[ivx]{1,4})\)"
    r"|(?P<roman>[IVXLC]{1,6})\s?(?:[.)\-–:]|/(?=\s))"
    r"|(?P<upper>[A-HJ-UWYZĐ])\s?(?:[.)]|/(?=\s))"
    r"|(?P<decimal>\d{1,3})(?:\s?[.)](?:\s?\.)?(?!\d)|\s?/(?=\s)|\s?[-–](?=\s+(?:[^\W\d_]|[“\"])))"
    r"|(?P<lower>[a-zđ])(?:\s?\)|\.(?=\s)|/(?=\s)))\s*(?=\S|$)"
)
_MARK = re.compile(r"\s*(?:(?P<plus>(?:[-–—]\s*)?\+)|(?P<dash>[-–—−])(?!\d)|(?P<bullet>[•●▪■◦*·o](?=\s)))\s*(?=\S|$)")


def _from_named(match: re.Match[str]) -> Numbering:
    styles: tuple[Style, ...] = ("phan", "chuong", "muc", "dieu", "buoc")
    style = next(s for s in styles if match[s])
    text = match["number"]
    ordinals: list[str] = load("numbering")["ordinals"]
    word = text.casefold().removeprefix("thứ").strip()
    digits = re.match(r"\d+", text)
    if digits:
        value = int(digits[0])
    elif word in ordinals:
        value = ordinals.index(word) + 1
    else:
        value = roman(text.upper()) or "ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(text.upper()) + 1
    return Numbering(style, " ".join(match[0].split()).rstrip(" .:)-–"), (value,), match.end())


def _from_decimals(match: re.Match[str]) -> Numbering:
    number = re.sub(r"\s", "", match["number"])
    values = tuple(int(part) for part in number.split("."))
    styles: dict[int, Style] = {2: "decimal2", 3: "decimal3"}
    return Numbering(styles.get(len(values), "decimal4"), number, values, match.end())


def _from_single(match: re.Match[str]) -> Numbering | None:
    style: Style = match.lastgroup  # type: ignore[assignment]
    text = match[style]
    if style == "roman" and text in _LETTERS:
        style = "upper"
    if style == "roman":
        value = roman(text)
        if value is None:
            return None
    elif text.isdigit():
        value = int(text)
    else:
        value = ALPHABET.find(text.lower()) + 1
    return Numbering(style, text, (value,), match.end())


def _from_mark(match: re.Match[str]) -> Numbering:
    return Numbering(match.lastgroup, None, (), match.end())  # type: ignore[arg-type]
