"""The numbers and marks of lists in HTML: those of `<ol>` and `<ul>`, and those that Word made and wrote out."""

import re
from typing import Any

_WORDS_TAB = re.compile(r"font:\s*7\.?0?pt\b")  # the blanks that Word prints between a number or mark and its text
_PICTURE_FONT = re.compile(r"font-family\s*:\s*[\"']?\s*(symbol|wingdings|webdings)")
_PICTURES = {"·", "o", "§", "Ø", "ü"}  # what the bullets of Symbol, Courier New and Wingdings are as letters
_LONGEST_MARK = 16  # "Nhiệm vụ 10.1.1." is among the longest


def item_label(item: Any, bullet: str | None) -> str | None:
    """The number of an item of an `<ol>`, the bullet of one of a `<ul>` that shows bullets."""
    parent = item.getparent()
    css = f"{parent.get('style') or ''};{item.get('style') or ''}".replace(" ", "").lower()
    if "list-style-type:none" in css or "list-style:none" in css:
        return None
    if parent.tag != "ol":
        return bullet
    number = integer(parent.get("start"), 1)
    for other in parent.iterchildren("li"):
        number = integer(other.get("value"), number)
        if other is item:
            break
        number += 1
    return f"{_numeral(number, parent.get('type') or '1')}."


def integer(text: str | None, default: int) -> int:
    """The whole number that an attribute states."""
    return int(text) if text and re.fullmatch(r"\s*\d{1,6}\s*", text) else default


def _numeral(number: int, kind: str) -> str:
    if kind in "aA" and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in "iI" and 1 <= number < 400:
        roman = ""
        for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
            roman += sign * (number // value)
            number %= value
        roman += "I" * number
        return roman if kind == "I" else roman.lower()
    return str(number)


def is_words_mark(element: Any) -> bool:
    """Whether an element that begins a paragraph is a list's number or mark as in Word's "filtered" web page, with
    the blanks before the text in a small print of their own at its end.
    """
    last = element[-1] if len(element) and element.tag in ("span", "b", "i", "strong", "em") else None
    return (
        last is not None
        and last.tag == "span"
        and not (last.tail or "").strip()
        and bool(_WORDS_TAB.search((last.get("style") or "").lower()))
        and 0 < len("".join(element.itertext()).strip()) <= _LONGEST_MARK
    )


def words_mark(element: Any) -> str | None:
    """A number or mark that Word made; "•" for pictures, whose font is named on the element or around it."""
    mark = " ".join("".join(element.itertext()).split())
    near = ((e.get("style") or "").lower() for e in (element, element.getparent()))
    if mark in _PICTURES or (len(mark) == 1 and any(_PICTURE_FONT.search(css) for css in near)):
        return "•"
    return mark or None
