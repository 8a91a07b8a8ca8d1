"""How items are numbered: the schemes, a counter that prints them, and where Word does the counting itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.sheet import ListLevel, ListPlace

LETTERS = "abcdđeghiklmnopqrstuvxy"  # Vietnamese lists know đ and leave out f, j, w, z
LATIN = "abcdefghijklmnopqrstuvwxyz"  # Word counts by these

_ROMAN, _ARABIC, _CAPITAL = "upperRoman", "decimal", "upperLetter"
_DASH, _PLUS = ListLevel("bullet", "-"), ListLevel("bullet", "+")

SCHEMES: dict[str, tuple[str, ...]] = {
    "I. 1. a)": ("I.", "1.", "a)"),
    "I. 1. 1.1.": ("I.", "1.", "1.1.", "a)"),
    "A. I. 1. a)": ("A.", "I.", "1.", "a)"),
    "1. 1.1. a)": ("1.", "1.1.", "a)"),
    "I- 1- a)": ("I-", "1-", "a)"),
    "Phần I. 1. a)": ("Phần I.", "1.", "a)"),
}
"""A scheme's labels from the top level down, as they look for the first item; below the last one come bullets."""

WITHOUT_SECTIONS = {"I. 1. 1.1.": ("1.", "1.1.", "a)"), "1. 1.1. a)": ("1.", "1.1.", "a)"), "I- 1- a)": ("1-", "a)")}
"""What a text without headings begins with; other schemes begin with "1." and "a)"."""


def levels(scheme: str, *, with_sections: bool) -> tuple[ListLevel, ...]:
    """The levels of a scheme as Word's list levels, two bullets at the end."""
    labels = SCHEMES[scheme] if with_sections else WITHOUT_SECTIONS.get(scheme, ("1.", "a)"))
    return (*(_level(label, depth) for depth, label in enumerate(labels)), _DASH, _PLUS)


def bullets(mark: str) -> tuple[ListLevel, ...]:
    """A list of bullets, two deep."""
    return (ListLevel("bullet", mark), ListLevel("bullet", "+" if mark != "+" else "-"))


def _level(label: str, depth: int) -> ListLevel:
    """Example: "1.1." at depth 2 → "%2.%3.": the first number is the level above."""
    if label == "1.1.":
        return ListLevel("decimal", f"%{depth}.%{depth + 1}.")
    word, _, last = label.rpartition(" ")
    place = f"{word} %{depth + 1}{last[1:]}".lstrip()
    kind = {"I": _ROMAN, "A": _CAPITAL, "1": _ARABIC, "a": "lowerLetter"}[last[0]]
    return ListLevel(kind, place)  # type: ignore[arg-type]


class Label(NamedTuple):
    """A label as printed ("1.", "a)", "-") and the number that the gold has for it ("1", "a", None)."""

    printed: str
    number: str | None
    place: ListPlace | None


@dataclass
class Counter:
    """Counts the items of one text in reading order. `automatic`: Word prints the labels, `styled` through styles.

    `restarts`: an earlier text has used the list, so that Word is told to begin anew.
    """

    list_number: int
    levels: tuple[ListLevel, ...]
    automatic: bool = False
    styled: bool = False
    restarts: bool = False
    counts: list[int] = field(default_factory=list)

    def next(self, level: int) -> Label:
        """The label of the next item at a level; deeper levels begin anew."""
        level = min(level, len(self.levels) - 1)
        shape = self.levels[level]
        is_bullet = shape.format == "bullet"
        restart = self.restarts and not self.counts and not is_bullet
        place = ListPlace(self.list_number, level, restart, self.styled) if self.automatic else None
        if is_bullet:
            return Label(shape.text, None, place)
        del self.counts[level + 1 :]
        self.counts += [0] * (level + 1 - len(self.counts))
        self.counts[level] += 1
        printed = shape.text
        for depth in range(level + 1):
            if f"%{depth + 1}" in printed:
                printed = printed.replace(f"%{depth + 1}", self._numeral(depth, max(self.counts[depth], 1)))
        return Label(printed, printed.rpartition(" ")[2].rstrip(".)-"), place)

    def _numeral(self, depth: int, count: int) -> str:
        kind = self.levels[depth].format
        if kind == "upperRoman":
            return roman(count)
        if kind == "lowerLetter":
            letters = LATIN if self.automatic else LETTERS
            return letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)  # z, then aa, as Word counts
        return LATIN[count - 1].upper() if kind == "upperLetter" else str(count)


def roman(number: int) -> str:
    """4 → "IV"."""
    return "".join(_roman(number))


def _roman(number: int) -> Iterator[str]:
    for value, digits in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            number -= value
            yield digits
