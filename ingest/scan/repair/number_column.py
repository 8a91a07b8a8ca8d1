"""The numbers of a table's rows put right by their sequence: "H" behind "I" is "II", "5,6" is "5.6", "21" over "2.2" is
"2.1".
"""

import re
from collections.abc import Sequence
from functools import cache

from ingest.scan.repair import rules
from ingest.scan.repair.numerals import by_strokes, numeral, value

RULE = "number-column"
"""The rule's name, as a word's reading tells it; its share of right repairs stands in rules.toml."""

_DECIMAL = re.compile(r"\d+(?:[.,]\d+)+[.,]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_WITHOUT_STOPS = re.compile(r"\d+(?:[/:;'’-]?\d+)*")
_FIRST_BELOW = re.compile(r"(\d+)[.,]1(?:\.|$)")


def repaired_numbers(texts: Sequence[str]) -> list[str]:
    """The texts of first columns, from the top down over pages and tables, each as it must have been printed."""
    made: list[str] = []
    roman = 0  # the value of the last roman numeral
    number = ""  # the last arabic number
    for place, text in enumerate(texts):
        read = text.rstrip(".,")
        behind = texts[place + 1] if place + 1 < len(texts) else ""
        if _DECIMAL.fullmatch(text):
            right = text.replace(",", ".")
        else:
            found = (
                _next_group(read, roman, behind)
                or _follower(read, number)
                or _with_digit_for_stop(read, number, behind)
                or _above_its_first(read, behind)
                or _above_second(read, behind)
                or _next_roman(read, roman, texts[place - 1].rstrip(".,") if place else "")
            )
            right = found + text[len(read) :] if found else text
        made.append(right)
        bare = right.rstrip(".,")
        roman = value(bare) or roman
        number = bare if _NUMBER.fullmatch(bare) else number
    return made


def _next_group(read: str, roman: int, behind: str) -> str | None:
    """A roman numeral for ones over a row that counts from 1: "11" over "1" behind group "I" is "II"."""
    is_open = read in ("11", "111") and behind.rstrip(".") == "1" and roman
    return numeral(roman + 1) if is_open and by_strokes(read) == roman + 1 else None


def _follower(read: str, last: str) -> str | None:
    """The number behind `last` that a text is but for its stops: "21" behind "2" is "2.1", "2/7" behind "2.6" "2.7"."""
    if not last or not _WITHOUT_STOPS.fullmatch(read):
        return None
    *above, own = last.split(".")
    next_ones = (".".join([*above, str(int(own) + 1)]), f"{last}.1")
    digits = "".join(filter(str.isdigit, read))
    return next((one for one in next_ones if "." in one and one != read and one.replace(".", "") == digits), None)


def _with_digit_for_stop(read: str, last: str, behind: str) -> str | None:
    """The number between two others whose stop was read as a digit: "443" between "4.2" and "4.4" is "4.3"."""
    above, stop, own = last.rpartition(".")
    if not stop or behind.rstrip(".,") != f"{above}.{int(own) + 2}":
        return None
    due = f"{above}.{int(own) + 1}"
    return due if re.fullmatch(re.escape(due).replace(r"\.", r"\d"), read) else None


def _above_its_first(read: str, behind: str) -> str | None:
    """The number over its first part: "I" over "1.1" is "1"."""
    first = _FIRST_BELOW.match(behind)
    return first[1] if first and read.translate(_letters("digits")) == first[1] else None


def _above_second(read: str, behind: str) -> str | None:
    """The first number of a row: a stroke over "2" is "1", where over "II" or "1" it is "I"."""
    is_stroke = not value(read) and read.translate(_letters("digits")) == "1"
    return "1" if is_stroke and behind.rstrip(".") == "2" else None


def _next_roman(read: str, roman: int, previous: str) -> str | None:
    """The roman numeral that is due, where the strokes are its and no other number's: neither 11's nor that of an i
    behind h.
    """
    counts_on = len(read) == len(previous) == 1 and 0 < ord(read) - ord(previous) <= _NEXT_LETTER
    if counts_on or read.isdigit() or value(read):
        return None
    return numeral(roman + 1) if by_strokes(read.translate(_letters("strokes"))) == roman + 1 else None


_NEXT_LETTER = 2  # lists leave out f, j and w


@cache
def _letters(table: str) -> dict[int, str]:
    found: dict[int, str] = str.maketrans(rules.load()["number_column"][table])
    return found
