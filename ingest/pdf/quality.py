"""Whether a page's text layer can be trusted: is there one, and is what it says Vietnamese?

Measured on digital plans of 14 bodies: 98 to 100 % of the words are Vietnamese syllables (abbreviations in capitals
aside) and 86 to 91 % bear marks or đ. A scan read by a program set to English has almost no marks; a broken table of
characters and the fonts from before Unicode make words that cannot be Vietnamese.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import chain

from ingest.errors import NoUsableText
from ingest.pdf.lines import Line
from ingest.pdf.page import Sheet
from ingest.pdf.syllables import is_syllable


def usable(sheets: Sequence[Sheet]) -> tuple[list[Sheet], tuple[str, ...]]:
    """The sheets whose text can be trusted, and sentences that warn of the others.

    A scan's invisible text layer becomes the sheet's lines when it is good Vietnamese. Raises NoUsableText when no
    sheet has good text.
    """
    judged = [(sheet, _fault(sheet)) for sheet in sheets]
    good = [sheet for sheet, fault in judged if fault is None]
    faults = [fault for _, fault in judged if fault]
    if not any(_has_letters(sheet) for sheet in good):
        raise NoUsableText(f"{max(faults, key=faults.count, default=Fault.EMPTY).value} {_NEXT_STEP}")
    pooled = _fault_of_words(chain.from_iterable(_words(_all_lines(sheet)) for sheet in good))
    if pooled:
        raise NoUsableText(f"{pooled.value} {_NEXT_STEP}")
    warnings = [
        f"{_pages([sheet.number for sheet, own in judged if own is fault])} left out: {fault.value}"
        for fault in Fault
        if fault in faults
    ]
    seen_by_machine = [sheet.number for sheet in good if sheet.is_picture and sheet.hidden]
    if seen_by_machine:
        warnings.append(
            f"{_pages(seen_by_machine)}: a scan, whose text a program read before. It may hold misreadings."
        )
    return good, tuple(warnings)


class Fault(Enum):
    """Why a page's text cannot be used, as a sentence for people."""

    SCAN = "The pages are pictures without text: this is a scan, and reading scans is not yet part of this version."
    EMPTY = "The pages hold no letters at all."
    LEGACY = "The letters are in a font from before Unicode (TCVN3, VNI), which come out as wrong letters."
    RUBBISH = (
        "There is text, but it does not read as Vietnamese: a scan that was read in another language, or a file "
        "whose fonts do not tell which letters they show."
    )


_NEXT_STEP = "Ask the issuing office for the Word file or for a PDF saved from Word, and read that."
_ENOUGH = 30  # words: a page with fewer is judged together with the others
_WORTH_JUDGING = 10  # words: with fewer in the whole document there is nothing to judge by
_SYLLABLES = 0.75  # the least share of words that are syllables
_MARKED = 0.4  # the least share of words with marks or đ


def _fault(sheet: Sheet) -> Fault | None:
    """What is wrong with a sheet's own text; None when nothing is, or when there is too little to tell."""
    words = _words(_all_lines(sheet))
    if len(words) >= _ENOUGH:
        return _fault_of_words(words)
    if not sheet.is_picture:
        return None
    hidden = _words(sheet.hidden)
    if len(hidden) < _ENOUGH:
        return Fault.SCAN
    fault = _fault_of_words(hidden)
    if fault is None:
        sheet.aside.extend(sheet.lines)  # what was stamped on the picture
        sheet.lines[:] = sheet.hidden
    return fault


def _fault_of_words(words: Iterable[str]) -> Fault | None:
    judged = list(words)
    if len(judged) < _WORTH_JUDGING:
        return None
    syllables = sum(map(is_syllable, judged)) / len(judged)
    marked = sum(not word.isascii() for word in judged) / len(judged)
    if syllables >= _SYLLABLES and marked >= _MARKED:
        return None
    legacy = sum(bool(_TCVN3.search(word) or _VNI.search(word)) for word in judged) / len(judged)
    return Fault.LEGACY if legacy > 0.2 else Fault.RUBBISH


_WORD = re.compile(r"[^\W\d_]{2,}")
# What the most frequent Vietnamese letters of the two old encodings are in Latin-1: µ ¸ ® · in TCVN3 are à á đ ã;
# VNI writes a tone as a letter of its own after the vowel.
_TCVN3 = re.compile(r"[µ¸¶·¹®«¬¨©ª¾»¼½Ê×ÌÐÎÏßÞ]|[a-zđ][ÕÒÓÔÖÑÈÉËÜÛØÙÚ]")
_VNI = re.compile(r"[aeouyAEOUY][ùøûõïÙØÛÕÏäáàåãâéèúüëêÄÁÀÅÃÂÉÈÚÜËÊöôÖÔ]|ñ")


def _words(lines: Iterable[Line]) -> list[str]:
    """The words that can be judged: of two letters or more, no abbreviations such as UBND."""
    words: list[str] = []
    for line in lines:
        for word in _WORD.findall(line.text):
            if not (word.isascii() and word.isupper() and len(word) <= 7):
                words.append(word)
    return words


def _all_lines(sheet: Sheet) -> Iterable[Line]:
    cells = (lines for table in sheet.tables for lines in table.texts)
    return chain(sheet.lines, chain.from_iterable(cells))


def _has_letters(sheet: Sheet) -> bool:
    return any(any(map(str.isalnum, line.text)) for line in _all_lines(sheet))


def _pages(numbers: Sequence[int]) -> str:
    """The numbers of pages as people write them: "Page 3", "Pages 2, 5-7"."""
    parts: list[str] = []
    start = previous = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == previous + 1:
            previous = number
            continue
        parts.append(str(start) if start == previous else f"{start}-{previous}")
        start = previous = number
    return ("Page " if len(numbers) == 1 else "Pages ") + ", ".join(parts)
